"""A question and its answer in words, as they are asked, said back and listed."""

from collections.abc import Mapping
from datetime import datetime

from wallethelp.core.guide import Ask, AskMany, Collect, Try
from wallethelp.core.model import OTHER_WALLET, Pack
from wallethelp.core.opening import OPENING_STEP
from wallethelp.core.questions import Question
from wallethelp.core.session import Path, Visit
from wallethelp.core.values import Chose, ChoseMany, Detail, Key, Reply, Tried, Words
from wallethelp.i18n import _, answered, joined, say
from wallethelp.render import words
from wallethelp.render.value_words import reply_in_words


def question_of(question: Question) -> str:
    """The question in the language in use."""
    match question.step:
        case Ask(ask=text) | AskMany(ask_many=text) | Try(try_=text):
            return say(text)
        case Collect():
            return say(question.field.ask) if question.field is not None else question.key


def short_of(question: Question) -> str:
    """A noun for the question in the language in use; the whole question where it has none."""
    match question.step:
        case (Ask() | AskMany() | Try()) as step if step.short is not None:
            return say(step.short)
        case Collect() if question.field is not None:
            return say(question.field.label)
        case _:
            return question_of(question)


def answer_in_words(question: Question, reply: Reply, at: datetime) -> str:
    """The reply as it is said back."""
    step = question.step
    match reply:
        case Chose(option=name) if isinstance(step, Ask):
            return say(step.options[name].label)
        case ChoseMany(options=names) if isinstance(step, AskMany):
            labels = [say(step.options[name].label) for name in names]
            return _(", ").join(labels) if labels else _("none of these")
        case Tried(result=result) if isinstance(step, Try):
            return words.tried(result, step.results.get(result))
        case _ if question.field is not None:
            return reply_in_words(reply, question.field, seen_from=at)
        case _:
            return _("I don't know")


def in_a_glance(visit: Visit) -> str:
    """A question on the path as a short noun, with the answer it got."""
    words_of_answer = answer_in_words(visit.question, visit.answer.reply, visit.answer.time)
    return answered(short_of(visit.question), words_of_answer)


def visit_in_words(visit: Visit) -> str:
    """A question on the path with the answer it got."""
    words_of_answer = answer_in_words(visit.question, visit.answer.reply, visit.answer.time)
    return answered(question_of(visit.question), words_of_answer)


NEAR = 6
"""From how many questions on it helps to say how many can still come."""


def told_before(pack: Pack, path: Path, guide: Key) -> str:
    """What was told in other guides before `guide`: what it is about, and the options' words."""
    visits = [visit for visit in path.visits if visit.question.ref.step != OPENING_STEP]
    before = [visit for visit in visits if visit.question.ref.guide != guide]
    if not before:
        return ""
    said = [say(o.says) for v in before for o in v.options if o.says is not None]
    title = say(pack.guides[before[0].question.ref.guide].title)
    return joined(said or [_("{text}.").format(text=title)])


def progress(number: int, most: int) -> str:
    """`Step 3, at most 5 to go`, and before that is in sight only the step."""
    step = _("Step {n}").format(n=number)
    if most == 0:
        return _("{step}, the last one").format(step=step)
    return step if most > NEAR else _("{step}, at most {most} to go").format(step=step, most=most)


def wallet_called(pack: Pack, wallet: Key | None, replies: Mapping[str, Reply]) -> str | None:
    """What a wallet is called; one that is not in the pack by the name that was given for it."""
    named = replies.get(pack.wallet_name_field or "")
    if wallet == OTHER_WALLET and isinstance(named, Detail) and isinstance(named.value, Words):
        return named.value.text
    known = pack.wallet(wallet)
    return say(known.name) if known is not None else None
