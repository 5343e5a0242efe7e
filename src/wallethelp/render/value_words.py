"""Values in words of the language in use."""

from collections.abc import Sequence
from datetime import datetime

from wallethelp.core.model import FieldSpec
from wallethelp.core.reading.currencies import decimals_of
from wallethelp.core.values import (
    Detail,
    Moment,
    Money,
    PartOfDay,
    Picked,
    Reply,
    Skipped,
    Value,
    Words,
)
from wallethelp.i18n import N_, _, language, plural, say

# Short as in British English and mainland Chinese (Unicode CLDR).
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sept"), N_("Oct"), N_("Nov"), N_("Dec")),
)

IN_FULL = datetime.min
"""Seen from there, every date is said with its year."""


def money(value: Money) -> str:
    """`120.00 元`, `1,000.50 USDT`; without a currency just the number, none being known."""
    has_cents = value.currency is not None and decimals_of(value.currency) > 0
    whole, _point, part = f"{value.amount:,.8f}".partition(".")
    part = part.rstrip("0").ljust(2 if has_cents else 0, "0")
    shown = f"{whole}.{part}" if part else whole
    if value.currency == "CNY" and language() == "zh":
        shown = f"{shown} 元"
    elif value.currency is not None:
        shown = f"{shown} {value.currency}"
    return _("about {value}").format(value=shown) if value.about else shown


def date_of(at: datetime, *, seen_from: datetime, weekday: bool = True) -> str:
    """`11月20日 周五`; the year is named where it is another than that of `seen_from`."""
    form = _("{day} {month}") if at.year == seen_from.year else _("{day} {month} {year}")
    date = form.format(day=at.day, month=_(_MONTHS[at.month - 1]), year=at.year)
    if not weekday:
        return date
    return _("{weekday} {date}").format(weekday=_(_WEEKDAYS[at.weekday()]), date=date)


def time_of(at: datetime, *, seen_from: datetime) -> str:
    """`11月20日 周五 14:30`; a deadline that lasts until the end of its day is shown as the day."""
    if (at.hour, at.minute) == (23, 59):
        return date_of(at, seen_from=seen_from)
    return f"{date_of(at, seen_from=seen_from)} {at:%H:%M}"


def moment(value: Moment, *, seen_from: datetime, weekday: bool = True) -> str:
    """A moment as precisely as it is known: `约 11月19日 周四 22:00`, `11月20日 周五 下午`.

    The zone that was written is said with it.
    """
    first, last = value.earliest, value.latest
    days = date_of(first, seen_from=seen_from, weekday=weekday)
    if first.date() != last.date() and value.precision != "part":
        show = date_of if value.precision == "day" else _minute_of
        shown = _("{first} to {last}").format(
            first=show(first, seen_from=seen_from, weekday=weekday),
            last=show(last, seen_from=seen_from, weekday=weekday),
        )
    elif value.part is not None:
        shown = f"{days} {part_of_day(value.part)}"
    elif value.precision == "day":
        shown = days
    else:
        shown = _minute_of(first, seen_from=seen_from, weekday=weekday)
        shown += f"–{last:%H:%M}" if first != last else ""
    if value.zone is not None:
        shown = _("{time} ({written})").format(time=shown, written=value.zone)
    return _("about {value}").format(value=shown) if value.about else shown


def _minute_of(at: datetime, *, seen_from: datetime, weekday: bool = True) -> str:
    return f"{date_of(at, seen_from=seen_from, weekday=weekday)} {at:%H:%M}"


def part_of_day(code: PartOfDay) -> str:
    """The part of a day that was named instead of an hour."""
    return {
        "small-hours": _("in the small hours"),
        "morning": _("in the morning"),
        "noon": _("around noon"),
        "afternoon": _("in the afternoon"),
        "dusk": _("in the early evening"),
        "evening": _("in the evening"),
        "night": _("at night"),
    }[code]


def readings_in_words(readings: Sequence[Value], spec: FieldSpec, seen_from: datetime) -> list[str]:
    """Several readings of one text, told apart: where words do not do it, by their offset."""
    shown = [value_in_words(value, spec, seen_from=seen_from) for value in readings]
    if len(set(shown)) == len(shown):
        return shown
    return [
        f"{words} (UTC{value.earliest:%z})" if isinstance(value, Moment) else words
        for words, value in zip(shown, readings, strict=True)
    ]


def evidence_states() -> dict[str, str]:
    """The states of a piece of evidence, as choices."""
    return {
        "have": _("I have it"),
        "later": _("I will get it"),
        "cannot": _("I cannot get it"),
    }


def value_in_words(
    value: Value, spec: FieldSpec, *, seen_from: datetime, weekday: bool = True
) -> str:
    """What was understood, as it is said back."""
    match value:
        case Money():
            return money(value)
        case Moment():
            return moment(value, seen_from=seen_from, weekday=weekday)
        case Words(text=text):
            return text
        case Picked(option=option):
            if spec.kind == "evidence":
                return evidence_states()[option]
            return say(spec.options[option].label)


def reply_in_words(reply: Reply, spec: FieldSpec, *, seen_from: datetime) -> str:
    """A reply to the question for a field, as it is said back."""
    if isinstance(reply, Detail):
        shown = value_in_words(reply.value, spec, seen_from=seen_from)
        if isinstance(reply.value, Money) and reply.value.currency is None:
            return _("{amount} (no currency given)").format(amount=shown)
        return shown
    return _("skipped") if isinstance(reply, Skipped) else _("I don't know")


def size_of(count: int) -> str:
    """`312 bytes`, `41 KB`, `2.4 MB`: bytes in thousands, as most systems show a file."""
    if count < 1_000:
        return plural("{n} byte", "{n} bytes", count)
    if count < 1_000_000:
        return f"{round(count / 1_000)} KB"
    return f"{count / 1_000_000:.1f} MB"
