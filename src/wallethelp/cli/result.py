"""What a command found, and the one place that shows it or prints its JSON."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from wallethelp.cli.desk import Desk
from wallethelp.cli.streams import is_terminal

if TYPE_CHECKING:
    from wallethelp.render.page import Page


class Found(Struct, frozen=True, kw_only=True):
    """What a reading command found. Only what is wanted of it is made."""

    page: "Callable[[], Page] | None" = None
    lines: Callable[[], Iterable[str]] | None = None
    """In place of a page: lines for other programs too, neither wrapped nor drawn."""
    data: Callable[[], object] | None = None
    """What `--json` prints; without it the lines are JSON already."""
    notes: tuple[str, ...] = ()
    """Said beside it, on standard error."""
    code: int = 0
    after: Callable[[], None] | None = None
    """What comes once the page stands on the person's own screen: a question, say."""


def give(desk: Desk, found: Found, *, as_json: bool) -> int:
    """Show what was found, or print its JSON; returns the exit code."""
    if as_json and found.data is not None:
        import json

        data = _marked_data(desk, found.data())
        desk.put(json.dumps(data, ensure_ascii=False, indent=2) + "\n", is_json=True)
    elif found.page is not None:
        page = found.page()
        part = desk.foreign
        if part is not None:
            from wallethelp.render.foreign import marked

            page = marked(page, part)
        desk.show(page)
    else:
        for line in found.lines() if found.lines is not None else ():
            desk.put(f"{line}\n")
        if desk.foreign is not None:
            # Lines are for programs: each stands for itself.
            desk.say(desk.foreign.text)
    if found.notes:
        desk.say(*found.notes)
    if found.after is not None and not as_json and is_terminal(desk.out.file):
        found.after()
    return found.code


def _marked_data(desk: Desk, data: object) -> object:
    """`data` that says from which guides it is, where they did not come with the program."""
    part = desk.foreign
    if part is None:
        return data
    if isinstance(data, list):
        return [_marked_data(desk, each) for each in data]
    from msgspec import to_builtins

    return {**data, "pack": to_builtins(part)} if isinstance(data, dict) else data
