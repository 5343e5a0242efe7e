"""A question and its answer in words, as they are asked, said back and listed."""

from datetime import datetime

from wallethelp.core.guide import Ask, AskMany, Collect, Try
from wallethelp.core.session import Question, Visit
from wallethelp.core.values import Chose, ChoseMany, Reply, Tried
from wallethelp.i18n import _, answered, say
from wallethelp.render import words
from wallethelp.render.value_words import reply_in_words


def question_of(question: Question) -> str:
    """The question in the language in use."""
    match question.step:
        case Ask(ask=text) | AskMany(ask_many=text) | Try(try_=text):
            return say(text)
        case Collect():
            return say(question.field.ask) if question.field is not None else question.key


def answer_in_words(question: Question, reply: Reply, at: datetime) -> str:
    """The reply as it is said back."""
    step = question.step
    match reply:
        case Chose(option=name) if isinstance(step, Ask):
            return say(step.options[name].label)
        case ChoseMany(options=names) if isinstance(step, AskMany):
            labels = [say(step.options[name].label) for name in names]
            return _(", ").join(labels) if labels else _("none of these")
        case Tried(result=result):
            return words.tried(result)
        case _ if question.field is not None:
            return reply_in_words(reply, question.field, seen_from=at)
        case _:
            return _("I don't know")


def visit_in_words(visit: Visit) -> str:
    """A question on the path with the answer it got."""
    words_of_answer = answer_in_words(visit.question, visit.answer.reply, visit.answer.time)
    return answered(question_of(visit.question), words_of_answer)


def progress(number: int, shortest: int, longest: int) -> str:
    """`Step 3, 2–4 to go`: honest about not knowing which way it will go."""
    step = _("Step {n}").format(n=number)
    if longest == 0:
        return _("{step}, the last one").format(step=step)
    if shortest == 0:
        return _("{step}, at most {most} to go").format(step=step, most=longest)
    if shortest == longest:
        return _("{step}, {left} to go").format(step=step, left=longest)
    return _("{step}, {least} to {most} to go").format(step=step, least=shortest, most=longest)
