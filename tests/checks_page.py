"""The page of all checks, `docs/checks.md`: `python -m tests.checks_page` makes it anew.

Each section is an example that is really run: a way to break the pack in `tests/checks`, what
`flows check` says of it, and the lines as they were.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.checks.breaking import break_pack, good_pack, mutations
from tests.support import LOOKED_UP, ROOT
from wallethelp.cli.flows.check import checked_pack
from wallethelp.i18n import speaking
from wallethelp.render.mistake_words import codes, mistake_line

PAGE = ROOT / "docs" / "checks.md"
TODAY = LOOKED_UP.date()
ELSEWHERE = frozenset(
    [
        "no-such-file",
        "not-a-case",
        "newer-case",
        "does-not-fit",
        "holds-secret",
        "text-too-long",
        "no-such-year",
        "no-amount",
        "no-name",
        "no-digest",
        "no-number",
    ]
)
"""Codes of what is no pack: a file of answers, and a case to be read in."""
BEYOND = frozenset(["gave-up", "more-mistakes", "too-many-files"])
"""Codes of packs with more files or mistakes than anybody reads: `tests/pack/hostile` has them."""
_HEAD = """\
# What `flows check` finds

{count} codes, in the order of the alphabet. Each has an example: lines of a small pack that are
wrong, what is said of them, and the same lines as they are right. An *error* keeps the pack, or a
part of it, from being used, or could hurt whoever follows it; of a *warning* you decide. Warnings
alone end with 0, with `--strict` with 1. What ages is judged as on the day of `--as-of`.

A warning is silenced where it stands, with the reason, on the line or above it:

```text
source: the back of the card
# wallethelp: ignore stale-contact it is printed on every card, and has been for years
checked_on: 2018-10-01
```

Of a file at most a hundred mistakes are looked into (`more-mistakes` counts the rest), of a folder
5,000 files (`too-many-files`), and where next to everything is wrong, reading ends (`gave-up`).

Written by `python -m tests.checks_page`; a test keeps it up to date.
"""


def examples() -> dict[str, dict[str, Any]]:
    """The example of each code: the first way to break the pack that has it."""
    found: dict[str, dict[str, Any]] = {}
    for mutation in mutations():
        found.setdefault(mutation["code"], mutation)
    return found


def written() -> str:
    """The page as it should be."""
    found = examples()
    shown = sorted(codes() - ELSEWHERE - BEYOND)
    with speaking("en"):
        return _HEAD.format(count=len(shown)) + "".join(_section(one, found[one]) for one in shown)


def _section(code: str, mutation: dict[str, Any]) -> str:
    with tempfile.TemporaryDirectory() as place:
        folder = good_pack(Path(place) / "my-pack", mutation.get("of", "pack"))
        break_pack(folder, mutation)
        (one,) = checked_pack(folder / mutation.get("check", ""), TODAY).mistakes
        said = mistake_line(one).replace(f"{folder}/", "")
    kind = "warning" if one.is_warning else "error"
    name = mutation["name"][0].upper() + mutation["name"][1:]
    head = f"\n## {code}\n\n{name} ({kind}).\n\n"
    return f"{head}{_told(mutation)}\n> {_escaped(said)}\n{_right(mutation)}"


def _told(mutation: dict[str, Any]) -> str:
    if "old" in mutation and mutation["old"] != mutation["new"]:
        return f"In `{mutation['file']}`{_without(mutation)}:\n\n{_lines(_edits(mutation, 'new'))}"
    return "".join(f"{line}\n" for line in _deeds(mutation))


def _without(mutation: dict[str, Any]) -> str:
    return " something is missing" if not mutation["new"].strip() else ""


def _right(mutation: dict[str, Any]) -> str:
    if "old" not in mutation or mutation["old"] == mutation["new"]:
        return ""
    return f"\nRight:\n\n{_lines(_edits(mutation, 'old'))}"


def _edits(mutation: dict[str, Any], key: str) -> Iterator[str]:
    for edit in (mutation, *([mutation["also"]] if "also" in mutation else [])):
        yield edit[key].strip("\n") or "…"


def _lines(parts: Iterator[str]) -> str:
    text = "\n".join(parts)
    shown = "".join(
        sign if sign.isprintable() or sign == "\n" else f"\\u{ord(sign):04x}" for sign in text
    )
    return f"```text\n{shown}\n```\n"


_BECOMES = {
    "write_gbk": "is saved as GB 18030",
    "chain": "has {chain} more questions, one after the other",
    "folder": "is a folder",
    "pipe": "is a pipe",
    "link": "is a link to a file outside the folder",
}


def _deeds(mutation: dict[str, Any]) -> Iterator[str]:
    """What was done to the pack, where no line was changed."""
    for old, new in mutation.get("rename", {}).items():
        yield f"`{old}` is called `{new}`."
    for old, new in mutation.get("copy", {}).items():
        yield f"`{new}` is a copy of `{old}`."
    for name in mutation.get("delete", ()):
        yield f"`{name}` is not there."
    if "write" in mutation:
        yield f"`{mutation['file']}` has nothing in it."
    if "fill" in mutation:
        yield f"`{mutation['file']}` has {mutation['times']} times `{mutation['with'].strip()}`."
    for deed, said in _BECOMES.items():
        if deed in mutation:
            yield f"`{mutation['file']}` {said.format_map(mutation)}."
    if "check" in mutation:
        yield f"Checked is `my-pack/{mutation['check']}`."
    for name, pairs in mutation.get("also_in", {}).items():
        for _old, new in pairs:
            yield f"`{name}` has `{new.strip()}`."


def _escaped(text: str) -> str:
    return text.replace("<", "\\<").replace("*", "\\*").replace("_", "\\_")


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
