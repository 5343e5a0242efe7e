"""What a Tab offers: the names in the pack and of the cases, each with what it is.

What cannot be read offers nothing: a Tab is no place for a message.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, suppress
from io import StringIO
from typing import Any

import typer

from wallethelp.cli.desk import COLORS, Desk, Settings
from wallethelp.cli.errors import unknown_name
from wallethelp.i18n import LANGUAGES, _, say

Offer = tuple[str, str]
"""What is put on the line, and what it is."""
Offering = Callable[[typer.Context, str], list[Offer]]
SHELLS = ("bash", "zsh", "fish", "powershell")
PROGRAM = "wallethelp"
VARIABLE = "_WALLETHELP_COMPLETE"
"""The name of the environment variable by which a shell asks."""


def script(desk: Desk, shell: str) -> None:
    """Print what makes `shell` ask this program at each Tab. Raises UsageError."""
    if shell not in SHELLS:
        raise unknown_name(_("shell"), shell, SHELLS)
    from typer._completion_shared import get_completion_script

    name = "pwsh" if shell == "powershell" else shell
    written = get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=name)
    desk.put(f"{written}\n")


def _offered(offers: Callable[[Desk], Iterable[Offer]]) -> Offering:
    def offered(context: typer.Context, incomplete: str) -> list[Offer]:
        with suppress(Exception), redirect_stderr(StringIO()):
            desk = Desk(Settings(flows=_nearest(context, "flows")))
            return [offer for offer in offers(desk) if offer[0].startswith(incomplete)]
        return []

    return offered


def _nearest(context: typer.Context, name: str) -> str | None:
    """The option as it stands on the line, behind the command's name or before it."""
    here: Any = context
    while here is not None:
        given = here.params.get(name)
        if given is not None:
            return str(given)
        here = here.parent
    return None


@_offered
def wallets(desk: Desk) -> Iterator[Offer]:
    """The wallets of the pack."""
    for name, wallet in desk.pack.wallets.items():
        yield name, say(wallet.name)


@_offered
def guides(desk: Desk) -> Iterator[Offer]:
    """The guides of the pack."""
    for guide in desk.pack.in_menu:
        yield guide.id, say(guide.title)


@_offered
def cases(desk: Desk) -> Iterator[Offer]:
    """The cases kept here, the newest first, with what they are about."""
    from wallethelp.cli.cases import title_of
    from wallethelp.store.records import Record

    for record in desk.store.recent(MOST_CASES):
        about = title_of(desk.pack, record.session, to=None) if isinstance(record, Record) else ""
        yield record.id, about


MOST_CASES = 50
"""More would not be read, and each has to be."""


@_offered
def channels(desk: Desk) -> Iterator[Offer]:
    """The ways to reach any wallet of the pack."""
    seen: set[str] = set()
    for wallet in desk.pack.wallets.values():
        for name, channel in wallet.channels.items():
            if name not in seen:
                seen.add(name)
                yield name, say(channel.name)


@_offered
def results(_desk: Desk) -> Iterator[Offer]:
    """What a contact can come to."""
    from wallethelp.core.onward import RESULTS
    from wallethelp.render.words import result

    return ((name, result(name)) for name in RESULTS)


@_offered
def endings(_desk: Desk) -> Iterator[Offer]:
    """How a case can end."""
    from wallethelp.core.history import CLOSED_AS
    from wallethelp.render.words import ended

    return ((name, ended(name)) for name in CLOSED_AS)


@_offered
def formats(_desk: Desk) -> Iterator[Offer]:
    """The formats a case is written in."""
    from wallethelp.render.export_formats import FORMATS

    return ((name, "") for name in FORMATS)


@_offered
def purposes(_desk: Desk) -> Iterator[Offer]:
    """What a case is shaped for."""
    from wallethelp.core.onward import READERS
    from wallethelp.render.shaped import PURPOSES

    return ((name, "") for name in (*PURPOSES, *READERS))


@_offered
def shells(_desk: Desk) -> Iterator[Offer]:
    """The shells that can ask."""
    return ((name, "") for name in SHELLS)


@_offered
def languages(_desk: Desk) -> Iterator[Offer]:
    """The languages spoken."""
    return ((name, "") for name in LANGUAGES)


@_offered
def colors(_desk: Desk) -> Iterator[Offer]:
    """The settings of --color."""
    return ((name, "") for name in COLORS)
