"""The next step in words, and the message that goes with it, made of the log."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from msgspec.structs import replace

from wallethelp.core.case import Case, Item
from wallethelp.core.guide import Receiver
from wallethelp.core.history import Contacted, Log
from wallethelp.core.model import Pack
from wallethelp.core.next_step import Next
from wallethelp.core.onward import WALLET_SIDES, Letter, Onward, Part, Side
from wallethelp.core.text import Text
from wallethelp.core.values import Moment, Unknown
from wallethelp.i18n import _, say, speaking_one_of
from wallethelp.render import words
from wallethelp.render.message import fill
from wallethelp.render.questions import wallet_called
from wallethelp.render.value_words import date_of, time_of, value_in_words

Marks = Mapping[str, str]
READERS: Mapping[Side, Receiver] = {"bank": "bank", "police": "police", "third": "merchant"}
"""For whom a message is that goes to a side; to any other it is for support."""


def step_in_words(step: Next, case: Case, pack: Pack, now: datetime) -> str:
    """What to do next, as a sentence, with its date."""
    marks = {
        "whom": target_of(step, case, pack),
        "until": _until(step, now),
        "promised": time_of(step.broken[-1].due, seen_from=now) if step.broken else "",
    }
    return _filled(step.step.text, marks)


def step_in_short(step: Next, case: Case, pack: Pack, now: datetime) -> str:
    """What to do next and when, for a line of a list."""
    short = _filled(step.step.short, {"whom": target_of(step, case, pack)})
    return words.titled(_until(step, now) or _("Today"), short)


def _until(step: Next, now: datetime) -> str:
    """The date of the step, with what it is where nobody named it."""
    if step.until is None:
        return ""
    until = time_of(step.until, seen_from=now)
    if step.basis == "ours" and step.step.do != "send-details":
        until = _("{date} (our suggestion)").format(date=until)
    if step.estimated:
        until = _("{date} (an estimate: that year is not published yet)").format(date=until)
    return until


def target_of(step: Next, case: Case, pack: Pack) -> str:
    """Whom the next step goes to."""
    if step.rung is not None:
        return name_of(step.rung, case, pack)
    if step.step.do == "other-channel":
        known = step.channel is not None
        return name_of(step.channel or "", case, pack) if known else _("the wallet's support")
    return name_of(step.party[-1].channel, case, pack)


def name_of(channel: str, case: Case, pack: Pack) -> str:
    """What a channel or rung is called."""
    wallet = pack.wallet(case.channels_of)
    known = wallet.channels.get(channel) if wallet is not None else None
    if known is not None:
        return say(known.name)
    rung = pack.ladder.get(channel)
    return say(rung.title) if rung is not None else channel


def letter_of(step: Next, case: Case, log: Log, pack: Pack, now: datetime) -> str:
    """The message of the next step, ready to send; empty where it has none.

    It names nobody: what identifies the person is left for them to add where it belongs.
    """
    onward = pack.onward
    if onward is None or step.step.message is None:
        return ""
    with speaking_one_of(pack.info.languages):
        return "\n".join(_Writing(onward, step, case, log, pack, now).lines())


class _Writing:
    def __init__(
        self, onward: Onward, step: Next, case: Case, log: Log, pack: Pack, now: datetime
    ) -> None:
        self._onward = onward
        self._letter: Letter = onward.letters[step.step.message or ""]
        self._step = step
        self._case = case
        self._log = tuple(sorted(log, key=lambda contact: contact.at))
        self._pack = pack
        self._now = now

    def lines(self) -> Iterator[str]:
        """Part by part; none of them twice."""
        made: dict[Part, Callable[[], Iterator[str]]] = {
            "ask": self._ask,
            "about": self._about,
            "request": self._request,
            "contacts": self._contacts,
            "broken": self._broken,
            "tickets": self._tickets,
        }
        for part in self._letter.parts:
            yield from (line for line in made[part]() if line)

    def _ask(self) -> Iterator[str]:
        by = self._step.answer_by
        marks = {"ticket": self._ticket(), "by": self._date(by) if by is not None else ""}
        yield _filled(self._letter.ask, marks)

    def _ticket(self) -> str:
        """The ticket noted last with the party, or nothing."""
        numbers = [contact.text_of("ticket") for contact in self._step.party]
        return next((number for number in reversed(numbers) if number), "")

    def _about(self) -> Iterator[str]:
        case = self._case
        problem = say(self._pack.guides[case.session.guide].title)
        marks = {
            "wallet": wallet_called(self._pack, case.session.about, case.replies) or _("my wallet"),
            "problem": problem,
            "when": self._value("datetime"),
            "amount": self._value("money"),
            "number": self._value("reference"),
        }
        yield _filled(self._onward.lines.about, marks)

    def _value(self, kind: str) -> str:
        for item in self._case.bring:
            is_past = item.spec.direction != "future" and not item.spec.identifying
            if item.detail is not None and item.spec.kind == kind and is_past:
                return _shown(item, self._now)
        return ""

    def _request(self) -> Iterator[str]:
        """What the guide asks support for, without what identifies somebody."""
        request = self._case.end.request
        if request is not None and request.to == "support":
            hidden = {
                name: Unknown() if self._pack.fields[name].identifying else reply
                for name, reply in self._case.replies.items()
                if name in self._pack.fields
            }
            case = replace(self._case, replies=self._case.replies | hidden)
            yield fill(request.ask, case, self._pack)

    def _contacts(self) -> Iterator[str]:
        for contact in self._step.party:
            marks = {
                "contacted": self._date(contact.at),
                "whom": self._whom(contact),
                "result": words.result(contact.result or "working"),
                "ticket": contact.text_of("ticket"),
                "said": contact.text_of("said"),
            }
            yield _filled(self._onward.lines.contact, marks)

    def _broken(self) -> Iterator[str]:
        for one in self._step.broken:
            marks = {
                "contacted": self._date(one.contact.at),
                "whom": self._whom(one.contact),
                "promised": self._time(one.due),
                "ticket": one.contact.text_of("ticket"),
            }
            yield _filled(self._onward.lines.broken, marks)

    def _tickets(self) -> Iterator[str]:
        """The numbers that others gave, and those of the party where nothing else tells them."""
        told = {"contacts", "broken"} & set(self._letter.parts) or "{ticket}" in self._letter.ask.en
        seen = {contact.text_of("ticket") for contact in self._step.party} if told else set()
        for contact in self._log:
            number = contact.text_of("ticket")
            if number and number not in seen:
                seen.add(number)
                marks = {
                    "whom": self._whom(contact),
                    "contacted": self._date(contact.at),
                    "ticket": number,
                }
                yield _filled(self._onward.lines.ticket, marks)

    def _whom(self, contact: Contacted) -> str:
        """Who it was with, as the person says it to whoever reads the message."""
        rung = self._pack.ladder.get(contact.channel)
        if rung is None:
            return name_of(contact.channel, self._case, self._pack)
        side = self._onward.sides.get(contact.channel, "third")
        is_to_them = contact in self._step.party and self._step.rung in (None, contact.channel)
        if is_to_them and side not in WALLET_SIDES and self._step.step.do != "other-channel":
            return _("you")
        title = rung.title
        mine = Text(zh=title.zh.replace("<your>", "<my>"), en=title.en.replace("<your>", "<my>"))
        return say(mine)

    def _date(self, at: datetime) -> str:
        return date_of(at, seen_from=self._now, weekday=False)

    def _time(self, at: datetime) -> str:
        is_day = (at.hour, at.minute) == (23, 59)
        return self._date(at) if is_day else f"{self._date(at)} {at:%H:%M}"


def _shown(item: Item, now: datetime) -> str:
    if item.detail is None:
        return ""
    if isinstance(item.detail.value, Moment):
        return value_in_words(item.detail.value, item.spec, seen_from=now, weekday=False)
    return value_in_words(item.detail.value, item.spec, seen_from=now)


def _filled(text: Text, marks: Marks) -> str:
    return say(
        text,
        field=lambda name: marks.get(name, "").rstrip("。.!！?？ "),
        known=lambda name: bool(marks.get(name)),
    )
