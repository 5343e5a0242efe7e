"""Everything a release promises, as plain data; `python -m tests.stable` freezes it."""

from typing import Any

from tests.cli.commands import commands
from tests.stable.shapes import records_of
from wallethelp.cli import exit_codes
from wallethelp.cli.completion import SHELLS
from wallethelp.cli.flows.check import FORMATS as CHECKS
from wallethelp.core.history import LOG_FIELDS
from wallethelp.core.onward import READERS
from wallethelp.pack.json_schema import FILES
from wallethelp.render.export_formats import FORMATS as EXPORTS
from wallethelp.render.schema import AmountData, CaseDocument, TimeData
from wallethelp.render.shaped import PURPOSES
from wallethelp.store.records import _StoredLog, _StoredSession

_OURS = ("Source", "Script")
"""What the walks have beside what an author writes."""


def promises() -> dict[str, Any]:
    """What this version promises: see docs/stability.md."""
    return {
        "written by authors": {
            name: keys
            for name, keys in records_of(*FILES.values(), tagged=False).items()
            if name not in _OURS
        },
        "case as JSON": records_of(CaseDocument, TimeData, AmountData),
        "kept": records_of(_StoredSession, _StoredLog),
        "commands": {" ".join(words): _taken_by(one) for words, one in commands().items()},
        "values": {
            "export --format": sorted(EXPORTS),
            "export --for": sorted((*PURPOSES, *READERS)),
            "flows check --format": sorted(CHECKS),
            "cases log": sorted(LOG_FIELDS),
            "completion": sorted(SHELLS),
        },
        "exit codes": {
            "done": exit_codes.DONE,
            "given": exit_codes.GIVEN,
            "usage": exit_codes.USAGE,
            "bug": exit_codes.BUG,
            "interrupted": exit_codes.INTERRUPTED,
        },
    }


def _taken_by(command: Any) -> dict[str, Any]:
    """The options of a command and whether each stands alone; how many arguments it takes."""
    options: dict[str, str] = {}
    arguments: list[str] = []
    for parameter in command.params:
        if parameter.param_type_name == "option":
            names = (*parameter.opts, *parameter.secondary_opts)
            options |= dict.fromkeys(names, "alone" if parameter.is_flag else "with a value")
        else:
            may = "" if parameter.required else "optional "
            arguments.append(may + ("many" if parameter.nargs == -1 else "one"))
    return {"options": dict(sorted(options.items())), "arguments": arguments}
