"""Conditions in words, for those who read a guide without its YAML."""

from collections.abc import Iterable, Mapping

from wallethelp.core.conditions import (
    NOW,
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    FieldIs,
    Named,
    Not,
    WalletIs,
    key_asked,
)
from wallethelp.core.duration import Length
from wallethelp.core.guide import Ask, AskMany, Try
from wallethelp.core.model import FieldSpec, Opening, Pack
from wallethelp.core.opening import OPENING, OPENING_STEP
from wallethelp.core.values import TryResult
from wallethelp.i18n import _, plural, say
from wallethelp.render.value_words import evidence_states
from wallethelp.render.words import tried


def condition_words(condition: Condition, guide: str, pack: Pack) -> str:
    """What `condition`, standing in `guide`, asks for."""
    match condition:
        case AnswerIs():
            return _answer(condition, guide, pack)
        case FieldIs():
            return _field(condition, pack)
        case WalletIs(wallet=name):
            wallet = pack.wallet(name)
            return _is(_("wallet"), [say(wallet.name) if wallet is not None else name])
        case Named(condition=name):
            return name
        case Not(not_=part):
            return _("not: {condition}").format(condition=condition_words(part, guide, pack))
        case AllOf(all=parts) | AnyOf(any=parts):
            between = _(" and ") if isinstance(condition, AllOf) else _(", or ")
            return between.join(_within(part, guide, pack) for part in parts)


def _within(part: Condition, guide: str, pack: Pack) -> str:
    words = condition_words(part, guide, pack)
    is_list = isinstance(part, AllOf | AnyOf)
    return _("({condition})").format(condition=words) if is_list else words


def _answer(condition: AnswerIs, guide: str, pack: Pack) -> str:
    key = key_asked(condition, guide)
    owner, _slash, name = key.partition("/")
    asked = _asked(owner, name, pack)
    short = say(asked.short) if asked is not None and asked.short is not None else name
    labels = [_choice(asked, option) for option in condition.options]
    return _is(short, labels)


def _asked(owner: str, name: str, pack: Pack) -> Ask | AskMany | Try | Opening | None:
    if (owner, name) == (OPENING, OPENING_STEP):
        return pack.info.opening
    guide = pack.guides.get(owner)
    step = guide.steps.get(name) if guide is not None else None
    return step if isinstance(step, Ask | AskMany | Try) else None


def _choice(asked: Ask | AskMany | Try | Opening | None, name: str) -> str:
    if isinstance(asked, Try):
        results: Mapping[str, TryResult] = {
            code: code for code in ("fixed", "not-fixed", "not-tried")
        }
        return tried(results[name], asked.results.get(results[name])) if name in results else name
    option = asked.options.get(name) if asked is not None else None
    return say(option.label) if option is not None else name


def _is(what: str, values: Iterable[str]) -> str:
    return _("{what}: {value}").format(what=what, value=_(", or ").join(values))


def _field(condition: FieldIs, pack: Pack) -> str:
    spec = pack.fields.get(condition.field)
    what = say(spec.label) if spec is not None else condition.field
    if not condition.written:
        return what  # In a guide that is not right yet, there may be none.
    value = getattr(condition, condition.written[0])
    if condition.options:
        return _is(what, (_picked(spec, option) for option in condition.options))
    if condition.known is not None:
        known = _("{what} is known") if condition.known else _("{what} is not known")
        return known.format(what=what)
    forms = {
        "below": _("{what} below {value}"),
        "above": _("{what} above {value}"),
        "before": _("{what} before {value}"),
        "after": _("{what} after {value}"),
        "younger_than": _("{what} less than {value} ago"),
        "older_than": _("{what} more than {value} ago"),
        "within": _("{what} past, or less than {value} ahead"),
    }
    if condition.written[0] in ("before", "after"):
        other = pack.fields.get(value)
        value = _("now") if value == NOW or other is None else say(other.label)
    elif isinstance(value, Length):
        value = length_words(value)
    return forms[condition.written[0]].format(what=what, value=value)


def _picked(spec: FieldSpec | None, option: str) -> str:
    if spec is not None and option in spec.options:
        return say(spec.options[option].label)
    return evidence_states().get(option, option)


def length_words(length: Length) -> str:
    """A length of time."""
    match length.unit:
        case "minute":
            return plural("{n} minute", "{n} minutes", length.count)
        case "hour":
            return plural("{n} hour", "{n} hours", length.count)
        case "day":
            return plural("{n} day", "{n} days", length.count)
        case _:
            return plural("{n} working day", "{n} working days", length.count)
