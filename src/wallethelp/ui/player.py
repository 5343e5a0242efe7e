"""The one player of scripts: the real wizard, answered by what was given in advance."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct

from wallethelp.core.case import Case, case_of
from wallethelp.core.mistakes import Mistake
from wallethelp.core.scripts import Goal, Script, Walk
from wallethelp.core.session import Session, World, start
from wallethelp.render.document import document_of
from wallethelp.ui.prompts import UI, BadAnswerError, UnansweredError
from wallethelp.ui.script_mistakes import mistake_of, mistakes_in_walk
from wallethelp.ui.scripted import Given, ScriptedUI
from wallethelp.ui.wizard import run


class Played(Struct, frozen=True):
    """A walk with the case it comes to, or with the mistakes for which it comes to none."""

    walk: Walk
    case: Case | None = None
    reached: Goal | None = None
    mistakes: tuple[Mistake, ...] = ()
    never_asked: tuple[str, ...] = ()
    """The keys the walk has answers for, and no question was put for them."""


def scripted(script: Script, otherwise: UI | None = None) -> ScriptedUI:
    """A UI that gives the answers of `script`, and asks `otherwise` for what it lacks."""
    replies: dict[str, Given] = {key: _reply(value) for key, value in script.given.items()}
    replies |= {f"{name}?": "yes" for name in script.confirm}
    given = {key: (reply,) for key, reply in replies.items()}
    return ScriptedUI(given, otherwise, confirm=otherwise is None)


def play(world: World, script: Script, *, guide: str, wallet: str | None, now: datetime) -> Session:
    """The finished session `script` brings `guide` to, every answer given at `now`.

    Raises UnansweredError for a question it has no answer to, BadAnswerError for an answer its
    question does not take, and KeyError for a guide or wallet that the pack lacks.
    """
    session = start(world, guide=guide, wallet=wallet, now=now)
    finished = run(world, session, scripted(script), now=lambda: now, save=lambda _session: None)
    # Nobody goes back past the first question: a file cannot say so.
    return finished if finished is not None else session


def play_walks(world: World, walks: Iterable[Walk]) -> Iterator[Played]:
    """Each of `walks` with what it reaches, to be compared with its goal."""
    for walk in walks:
        mistakes = tuple(mistakes_in_walk(walk, world))
        yield Played(walk, mistakes=mistakes) if mistakes else play_walk(world, walk)


def play_walk(world: World, walk: Walk) -> Played:
    """What a walk reaches, nothing in which is known to be wrong."""
    try:
        session = play(world, walk.script, guide=walk.guide, wallet=walk.wallet, now=walk.now)
    except (UnansweredError, BadAnswerError) as error:
        return Played(walk, mistakes=(mistake_of(walk.script, error),))
    case = case_of(world, session)
    contact = document_of(case, world.pack, case_id="").contact if walk.first else ()
    first = contact[0].id if contact else None
    reached = Goal(f"{case.ref.guide}/{case.ref.step}", case.outcome, first)
    return Played(walk, case, reached, never_asked=walk.script.never_asked(session))


def _reply(value: Any) -> Given:
    if isinstance(value, list):
        return tuple(item if item is None else str(item) for item in value)
    return value if value is None else str(value)
