"""What is installed with us: all that is imported, nothing else, and on every platform."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions

from tests.support import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
COMPILED = {
    "pydantic-core",  # which Typer needs: for Linux (glibc and musl), macOS, Windows, Intel and ARM
    "msgspec",  # there too
    *("pyyaml", "wcwidth"),  # there too, and elsewhere without their compiled part
}
PINNED_BY = {"pydantic-core": "pydantic"}
"""What is imported as its dependent's documentation says, and has its version from there."""

READ_BY = {"tzdata": "zoneinfo"}
"""What is imported by its name nowhere: Python's own module looks for it."""


def _name(requirement: str) -> str:
    return _plain(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


DECLARED = {_name(requirement) for requirement in PROJECT["dependencies"]}
EXTRA = {
    _name(requirement)
    for requirements in PROJECT["optional-dependencies"].values()
    for requirement in requirements
}
"""Only installed where it is wanted: what authors draw with."""


def _imported(*, own: bool = False) -> set[str]:
    """The modules of others that are imported anywhere in our sources; or Python's own, too."""
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - (set() if own else sys.stdlib_module_names) - {"wallethelp"}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    owners = packages_distributions()
    asked_for = {
        module: {PINNED_BY.get(name, name) for name in map(_plain, owners.get(module, ()))}
        & (DECLARED | EXTRA)
        for module in _imported()
    }
    assert [module for module, owner in asked_for.items() if not owner] == []
    never_named = {name for name, reader in READ_BY.items() if reader in _imported(own=True)}
    assert (DECLARED | EXTRA) - set().union(*asked_for.values()) == never_named


def _with_all_they_need(names: set[str]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield name
            required = distribution(name).requires or ()
            waiting += [_name(other) for other in required if ";" not in other]


def test_nothing_is_compiled_but_what_has_wheels_wherever_typer_has() -> None:
    compiled = {
        name
        for name in _with_all_they_need(DECLARED)
        if "Root-Is-Purelib: true" not in (distribution(name).read_text("WHEEL") or "")
    }
    assert compiled <= COMPILED
