"""The loop: ask what the session needs next, until it has an outcome, whoever draws it."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from wallethelp.core.guide import Collect, Now, Try
from wallethelp.core.opening import OPENING_STEP
from wallethelp.core.questions import Question
from wallethelp.core.session import (
    AtEnd,
    Path,
    Session,
    World,
    answer,
    back,
    follow,
    revise,
)
from wallethelp.core.values import (
    Answer,
    Reply,
    Skipped,
    Unknown,
)
from wallethelp.i18n import _, answered, helping, say
from wallethelp.render.questions import (
    answer_in_words,
    in_a_glance,
    short_of,
)
from wallethelp.ui.asking import Asker, Habits
from wallethelp.ui.prompts import CHECK_KEY, UI, Back, Choice, Select, Sign


def run(
    world: World,
    session: Session,
    ui: UI,
    *,
    now: Callable[[], datetime],
    save: Callable[[Session], None],
    can_leave: bool = False,
    habits: Habits | None = None,
) -> Session | None:
    """Ask until the session has an outcome and the answers are confirmed.

    `save` is called after every answer, before the next question is shown. Returns the finished
    session, or None where the person went back past the first question; `can_leave` allows that.
    An emergency has no page of answers: its steps come at once.
    """
    with helping(session.helping):
        return _run(Asker(world, ui, now, habits or Habits()), session, save, can_leave)


def _run(
    asker: Asker, session: Session, save: Callable[[Session], None], can_leave: bool
) -> Session | None:
    world, ui = asker.world, asker.ui
    advised: set[str] = set()
    while True:
        path = follow(world, session)
        if isinstance(path.position, AtEnd):
            if not _worth_checking(path, path.position):
                return session
            checked = _check_answers(asker, session, path)
            if checked is None:
                return session
            session = checked
        else:
            _tell_first_advice(world, path.position, ui, advised)
            _tell_on_the_way(path, ui, advised)
            can_go_back = can_leave or bool(session.answers)
            reply = asker.asked(session, path, path.position, can_go_back=can_go_back).put()
            if isinstance(reply, Back):
                if not session.answers:
                    return None
                session = _gone_back(world, session, ui)
            else:
                given = Answer(key=path.position.key, reply=reply, time=asker.now())
                session = answer(world, session, given)
                _echo(ui, path.position, reply, given.time)
        save(session)


def _worth_checking(path: Path, at: AtEnd) -> bool:
    """Whether the answers are shown to be checked: never before help in an emergency."""
    answers = [visit for visit in path.visits if visit.question.ref.step != OPENING_STEP]
    return at.end.end != "emergency" and len(answers) > 1


def _tell_first_advice(world: World, question: Question, ui: UI, advised: set[str]) -> None:
    """What to do and not to do at once, when a guide begins and is safe to begin."""
    guide = world.pack.guides[question.ref.guide]
    if question.ref.step == OPENING_STEP or guide.id in advised or guide.now is None:
        return
    advised.add(guide.id)
    ui.tell(_first_advice(guide.now), "warning")


def _tell_on_the_way(path: Path, ui: UI, said: set[str]) -> None:
    """What the guide says between two questions, once, also where they are asked again."""
    new = [text for text in map(say, path.told) if text not in said]
    if new:
        said.update(new)
        ui.tell(new)


def _first_advice(advice: Now) -> list[str]:
    return [say(text) for text in (advice.avoid, advice.do) if text is not None]


def _check_answers(asker: Asker, session: Session, path: Path) -> Session | None:
    """The session with an answer changed, or None where all are right."""
    world, ui = asker.world, asker.ui
    chosen = ui.select(
        Select(
            key=CHECK_KEY,
            question=_("Is everything right?"),
            notes=(_("A number changes that answer."),),
            hints=(_("A number changes that answer."),),
            choices=(
                Choice(Sign.DONE, _("Everything is right: show what to do")),
                *_answers_at_a_glance(path),
            ),
            default=Sign.DONE,
            is_recap=True,
        )
    )
    if isinstance(chosen, Back):
        return _gone_back(world, session, ui)
    if isinstance(chosen, Sign):
        return None
    visit = next(visit for visit in path.visits if visit.answer.key == chosen)
    reply = asker.asked(session, path, visit.question, before=visit.answer.reply).put()
    if isinstance(reply, Back):
        return session
    given = Answer(key=chosen, reply=reply, time=asker.now())
    _echo(ui, visit.question, reply, given.time)
    return revise(world, session, given)


def _answers_at_a_glance(path: Path) -> list[Choice]:
    """A short line for each answer, grouped; those that are not known are marked."""
    groups: dict[str, list[Choice]] = {
        _("What happened"): [],
        _("Tried"): [],
        _("Details"): [],
    }
    happened, tried, details = groups.values()
    for visit in path.visits:
        match visit.question.step:
            case Try():
                rows = tried
            case Collect():
                rows = details
            case _:
                rows = happened
        mark = "? " if isinstance(visit.answer.reply, Unknown | Skipped) else ""
        rows.append(Choice(visit.answer.key, mark + in_a_glance(visit)))
    return [replace(row, group=group) for group, rows in groups.items() for row in rows]


def _gone_back(world: World, session: Session, ui: UI) -> Session:
    """The session without its last answer. Above, the answer still stands: it is marked."""
    last = follow(world, session).visits[-1]
    ui.tell([_("Taken back: {question}").format(question=short_of(last.question))], "quiet")
    return back(session)


def _echo(ui: UI, question: Question, reply: Reply, at: datetime) -> None:
    ui.tell(
        [answered(short_of(question), answer_in_words(question, reply, at))],
        "good",
    )
