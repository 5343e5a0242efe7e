"""Values in words of the language in use."""

from datetime import datetime

from wallethelp.core.model import FieldSpec
from wallethelp.core.values import (
    Detail,
    Moment,
    Money,
    Picked,
    Reply,
    Value,
    Words,
)
from wallethelp.i18n import _, language, say

_LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}
_DAY = {"zh": "M月d日 EEE", "en": "EEE d MMM"}
_DAY_AND_YEAR = {"zh": "y年M月d日 EEE", "en": "EEE d MMM y"}


def money(value: Money) -> str:
    """`120.00 元`, `1,000.50 USDT`; without a currency just the number, none being known."""
    from babel.numbers import format_decimal

    pattern = "#,##0.00######" if value.currency else "#,##0.########"
    number = str(format_decimal(value.amount, format=pattern, locale=_LOCALES[language()]))
    if value.currency is None:
        return number
    if value.currency == "CNY" and language() == "zh":
        return f"{number} 元"
    return f"{number} {value.currency}"


def date_of(at: datetime, *, seen_from: datetime) -> str:
    """`11月20日 周五`; the year is named where it is another than that of `seen_from`."""
    from babel.dates import format_datetime

    patterns = _DAY if at.year == seen_from.year else _DAY_AND_YEAR
    return str(format_datetime(at, patterns[language()], locale=_LOCALES[language()]))


def time_of(at: datetime, *, seen_from: datetime) -> str:
    """`11月20日 周五 14:30`; a deadline that lasts until the end of its day is shown as the day."""
    if (at.hour, at.minute) == (23, 59):
        return date_of(at, seen_from=seen_from)
    return f"{date_of(at, seen_from=seen_from)} {at:%H:%M}"


def moment(value: Moment, *, seen_from: datetime) -> str:
    """A moment as precisely as it is known."""
    show = date_of if value.precision == "day" else time_of
    return show(value.at, seen_from=seen_from)


def evidence_states() -> dict[str, str]:
    """The states of a piece of evidence, as choices."""
    return {
        "have": _("I have it"),
        "later": _("I will get it"),
        "cannot": _("I cannot get it"),
    }


def value_in_words(value: Value, spec: FieldSpec, *, seen_from: datetime) -> str:
    """What was understood, as it is said back."""
    match value:
        case Money():
            return money(value)
        case Moment():
            return moment(value, seen_from=seen_from)
        case Words(text=text):
            return text
        case Picked(option=option):
            if spec.kind == "evidence":
                return evidence_states()[option]
            return say(spec.options[option].label)


def reply_in_words(reply: Reply, spec: FieldSpec, *, seen_from: datetime) -> str:
    """A reply to the question for a field."""
    if isinstance(reply, Detail):
        return value_in_words(reply.value, spec, seen_from=seen_from)
    return _("skipped") if reply.kind == "skipped" else _("I don't know")
