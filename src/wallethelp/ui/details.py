"""Asking for one detail: a choice from a list, or text that passes the one door."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, NotRequired, TypedDict

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.duration import Calendar
from wallethelp.core.model import FieldSpec
from wallethelp.core.privacy.verdicts import Doubtful, Refused
from wallethelp.core.reading.results import Counted, NotReference, NotUnderstood, Several
from wallethelp.core.text import Text
from wallethelp.core.values import Detail, Moment, Money, Picked, Reply, Skipped, Unknown
from wallethelp.i18n import _, joined, say
from wallethelp.render import words
from wallethelp.render.value_words import evidence_states, moment, money, readings_in_words
from wallethelp.ui.prompts import UI, Back, Choice, Select, Sign, TextPrompt, Value

if TYPE_CHECKING:
    from wallethelp.core.entry import Entry

FROM = "?from"
"""Ends the key of the question what a length counts from."""


class Start(NamedTuple):
    """What a deadline given as a length may count from, and what it is called.

    `is_when_said`: it is the time of the promise itself, so that nothing is left to ask.
    """

    label: str
    moment: Moment
    is_when_said: bool = False


_Settled = Detail | Unknown | Skipped | NotUnderstood | Refused | Doubtful | NotReference


class Frame(TypedDict):
    """What stands around a question, whatever its kind."""

    key: str
    question: str
    heading: str
    explanation: tuple[str, ...]
    can_go_back: bool
    optional: bool
    is_fresh: NotRequired[bool]


def ask_detail(
    ui: UI,
    spec: FieldSpec,
    frame: Frame,
    *,
    now: datetime,
    calendar: Calendar,
    default: Reply | None = None,
    start: Start | None = None,
    currency: str | None = None,
    on_enter: str = "",
) -> Detail | Unknown | Skipped | Back:
    """Ask for the field `spec` until there is a reply that may be kept, or BACK.

    `start` is what a length counts from, if that is known; `currency` is the likely one of an
    amount that names none; `on_enter` is what an empty line means where it is not “skip”.
    """
    if spec.kind in ("choice", "evidence"):
        return _chosen(ui, spec, frame, default)
    on_enter = on_enter or _("If you don't know, press Enter to skip.")
    return _Typing(ui, spec, frame, now, calendar, start, currency, on_enter).ask(default)


def _chosen(
    ui: UI, spec: FieldSpec, frame: Frame, default: Reply | None
) -> Detail | Unknown | Skipped | Back:
    labels = (
        evidence_states()
        if spec.kind == "evidence"
        else {name: say(option.label) for name, option in spec.options.items()}
    )
    match default:
        case Detail(value=Picked(option=name)):
            start: Value = name
        case Unknown():
            start = Sign.UNKNOWN
        case _:
            # A hasty Enter must not claim that something is at hand.
            start = Sign.SKIP if frame["optional"] else Sign.UNKNOWN
    last = [Choice(Sign.UNKNOWN, _("I don't know"))]
    if frame["optional"]:
        last.append(Choice(Sign.SKIP, _("Skip this")))
    chosen = ui.select(
        Select(
            **frame,
            notes=why_and_find(spec.why, spec.find),
            reasons=why_and_find(spec.why, None),
            choices=(*(Choice(name, label) for name, label in labels.items()), *last),
            default=start,
        )
    )
    if isinstance(chosen, Back):
        return chosen
    if isinstance(chosen, Sign):
        return Unknown() if chosen is Sign.UNKNOWN else Skipped()
    return Detail(value=Picked(option=chosen), words=labels[chosen])


class _Typing(Struct, frozen=True):
    """One detail that is typed, with what it may take to understand it."""

    ui: UI
    spec: FieldSpec
    frame: Frame
    now: datetime
    calendar: Calendar
    start: Start | None
    currency: str | None
    on_enter: str

    def ask(self, default: Reply | None) -> Detail | Unknown | Skipped | Back:
        notes = (
            *why_and_find(self.spec.why, self.spec.find),
            words.hint(self.spec),
        )
        offered = default.words if isinstance(default, Detail) else ""
        problem = ""
        while True:
            # Enter takes what is offered, but not what was just refused.
            on_enter = "" if offered and not problem else self.on_enter
            raw = self.ui.text(
                TextPrompt(
                    **self.frame,
                    notes=tuple(note for note in (*notes, on_enter) if note),
                    reasons=why_and_find(self.spec.why, None),
                    hints=(on_enter,) if on_enter else (),
                    default=offered,
                    problem=problem,
                )
            )
            if isinstance(raw, Back):
                return raw
            match self._settled(raw):
                case NotUnderstood() as entry:
                    problem, offered = words.not_understood(entry, self.spec), raw[:200]
                case Refused(secret=secret):
                    problem, offered = words.refused(secret), ""
                case Doubtful() | NotReference():
                    problem, offered = _("It was not saved."), ""
                case Detail() | Unknown() | Skipped() as entry:
                    return entry
                case None:
                    problem, offered = "", raw[:200]

    def _read(self, raw: str, start: Moment | None = None, *, confirmed: bool = False) -> "Entry":
        # Imported here: nothing that reads a text is needed before one comes in.
        from wallethelp.core.entry import read_entry

        return read_entry(
            raw,
            self.spec,
            now=self.now,
            calendar=self.calendar,
            start=start,
            confirmed=confirmed,
        )

    def _settled(self, raw: str) -> _Settled | None:
        """What was typed comes to, after asking what it leaves open; None to write it anew."""
        entry = self._read(raw)
        if isinstance(entry, Doubtful | NotReference) and self._confirms(entry):
            entry = self._read(raw, confirmed=True)
        if isinstance(entry, Counted):
            start = self._counted_from()
            entry = entry if start is None else self._read(raw, start)
        if isinstance(entry, Counted):
            return None
        if isinstance(entry, Several):
            return self._which(entry)
        if isinstance(entry, Detail) and isinstance(entry.value, Money):
            return self._in_currency(entry, entry.value)
        return entry

    def _select(
        self,
        question: str,
        choices: Mapping[str, str] | Mapping[Sign, str],
        *,
        what: str = "?",
        unasked: str | None = None,
        note: str = "",
        is_open: bool = False,
    ) -> Value | None:
        """The value chosen; None to write it anew.

        Enter takes the first one, unless it `is_open` which is likely.
        """
        listed = tuple(Choice(value, label) for value, label in choices.items())
        chosen = self.ui.select(
            Select(
                key=f"{self.frame['key']}{what}",
                question=question,
                notes=(note,) if note else (),
                choices=listed,
                default=None if is_open else listed[0].value,
                unasked=unasked,
            )
        )
        return None if isinstance(chosen, Back) else chosen

    def _confirms(self, doubt: Doubtful | NotReference) -> bool:
        if isinstance(doubt, NotReference):
            question = joined([words.no_reference(), _("Keep it all the same?")])
            note = _("Without the number, skip this question: press Enter on an empty line.")
        else:
            question = words.doubtful(doubt.doubt)
            note = _("Card numbers and keys are never kept. If you are not sure, say no.")
        choices = {Sign.NO: _("No, or not sure"), Sign.YES: _("Yes, keep it")}
        return self._select(question, choices, note=note) is Sign.YES

    def _which(self, several: Several) -> Detail | None:
        """The reading meant. Its words name it, so that an error about it does as well."""
        values = [reading.value for reading in several.readings]
        shown = readings_in_words(values, self.spec, self.now)
        question = _("What does “{text}” mean?").format(text=several.readings[0].words)
        chosen = self._select(question, {text: text for text in shown}, is_open=True)
        return several.readings[shown.index(chosen)] if isinstance(chosen, str) else None

    def _counted_from(self) -> Moment | None:
        """What a length counts from: the event it belongs to, or when it was said."""
        now = Moment.exactly(self.now.replace(second=0, microsecond=0))
        if self.start is not None and (
            self.start.is_when_said or self.start.moment.latest.date() == self.now.date()
        ):
            return self.start.moment
        choices = {"now": _("From now: I was told just now"), "other": _("From another time")}
        if self.start is not None:
            when = moment(self.start.moment, seen_from=self.now)
            label = _("From: {label}, {when}").format(label=self.start.label, when=when)
            choices = {"event": label, **choices}
        unasked = "event" if self.start is not None else None
        question = _("From when does that count?")
        match self._select(question, choices, what=FROM, unasked=unasked):
            case "event" if self.start is not None:
                return self.start.moment
            case "now":
                return now
            case "other":
                return self._another_start()
            case _:
                return None

    def _another_start(self) -> Moment | None:
        spec = replace(self.spec, direction="past", find=None, why=None)
        frame: Frame = {**self.frame, "question": _("From when does it count?")}
        typing = replace(self, spec=spec, frame=frame, start=None, currency=None)
        reply = typing.ask(None)
        known = isinstance(reply, Detail) and isinstance(reply.value, Moment)
        return reply.value if known else None  # type: ignore[union-attr, return-value]

    def _in_currency(self, entry: Detail, amount: Money) -> Detail | None:
        """An amount without a currency, with the likely one where the person confirms it."""
        if amount.currency is not None or self.currency is None:
            return entry
        likely = replace(amount, currency=self.currency)
        choices = {"likely": money(likely), "none": _("Leave the currency open")}
        chosen = self._select(
            _("{amount} in which currency?").format(amount=money(amount)), choices, unasked="none"
        )
        if chosen == "likely":
            return replace(entry, value=likely)
        return None if chosen is None else entry


def why_and_find(why: Text | None, find: Text | None) -> tuple[str, ...]:
    """Why it is asked and where to look, as far as the author says."""
    templates = ((_("Why: {text}"), why), (_("Where to look: {text}"), find))
    return tuple(template.format(text=say(text)) for template, text in templates if text)
