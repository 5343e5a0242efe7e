"""Plays stories: `python -m tests.stories.telling` says of how many days the advice was right."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import yaml
from msgspec.structs import replace

from tests.support import FLOWS, detail, loaded, whole_day
from tests.walks import case_from, walks
from wallethelp.core.advice import Advice
from wallethelp.core.case import Case, Item
from wallethelp.core.history import Contacted
from wallethelp.core.next_step import Next, next_step
from wallethelp.core.onward import Result
from wallethelp.core.session import World
from wallethelp.core.tables import hand_in
from wallethelp.core.values import Detail, Moment, Money, Words
from wallethelp.i18n import speaking
from wallethelp.lookups import LibraryTables
from wallethelp.render.letter import letter_of, step_in_words
from wallethelp.working_days import REGIONAL, MainlandCalendar

FOLDER = Path(__file__).parent
ZONE = ZoneInfo("Asia/Shanghai")
WORLD = World(pack=loaded(FLOWS).pack, calendar=MainlandCalendar(), elsewhere=REGIONAL)
RESULTS = get_args(Result)
_MONTHS = "January February March April May June July August September October November December"
_FIELDS = {
    "transaction-id": "transaction-id",
    "merchant": "merchant",
    "account-id": "account-id",
    "wallet-name": "wallet-name",
    "phone": "own-account",
    "email": "sender",
    "id-number": "recipient",
}
"""What a story knows, by the field that holds it; those that name somebody are identifying."""


@dataclass(frozen=True)
class Day:
    """One day of a story: what was noted by then, and what is expected now."""

    story: Mapping[str, Any]
    number: int
    now: datetime
    log: tuple[Contacted, ...]
    closed: bool
    expected: Mapping[str, Any]
    message: Mapping[str, Any] = field(default_factory=dict)
    sure: bool = True

    @property
    def id(self) -> str:
        """A name for it."""
        return f"{self.story['id']}/{self.number}"


@cache
def stories() -> tuple[Mapping[str, Any], ...]:
    """All of them."""
    files = sorted(FOLDER.glob("*.yaml"))
    return tuple(story for file in files for story in yaml.safe_load(file.read_text("utf-8")))


def days_of(story: Mapping[str, Any]) -> Iterator[Day]:
    """The days, each with everything noted up to it."""
    log: list[Contacted] = []
    for number, day in enumerate(story["days"], 1):
        now = _time(day["on"])
        if "contact" in day:
            log.append(_contact(story, day["contact"], now))
        yield Day(
            story,
            number,
            now,
            tuple(log),
            "closed" in day,
            day["next"],
            day.get("message", {}),
            day.get("sure", True),
        )


def days() -> tuple[Day, ...]:
    """All days of all stories."""
    return tuple(day for story in stories() for day in days_of(story))


def case_of_story(story: Mapping[str, Any]) -> Case:
    """The case a story is about: an end of its guide, with the details of the story."""
    walk = next(
        walk
        for outcomes in (("contact", "escalate"), ("emergency", "wait", "resolved"))
        for walk in walks()
        if walk.ends.startswith(f"{story['guide']}/") and walk.outcome in outcomes
    )
    case = case_from(walk)
    details = {"problem-since": detail(_moment(_time(story["event"]["when"])))}
    if "amount" in story["event"]:
        figure, currency = story["event"]["amount"].split()
        details["amount"] = detail(Money(amount=Decimal(figure), currency=currency))
    for name, value in story.get("known", {}).items():
        if name in _FIELDS:
            details[_FIELDS[name]] = detail(Words(text=value))
    fields = WORLD.pack.fields
    return replace(
        case,
        session=replace(case.session, wallet=story["wallet"], guide=story["guide"]),
        channels_of=story["wallet"],
        region=story["region"],
        advice=Advice(recommended=(), ruled_out=()),
        bring=tuple(
            Item(field=name, spec=fields[name], state="have", detail=told)
            for name, told in details.items()
            if name != "wallet-name"
        ),
        replies=details,
    )


def _time(written: Any) -> datetime:
    if isinstance(written, datetime):
        return written.replace(tzinfo=ZONE)
    if isinstance(written, date):
        return datetime(written.year, written.month, written.day, 23, 59, tzinfo=ZONE)
    form = "%Y-%m-%d %H:%M" if ":" in written else "%Y-%m-%d"
    read = datetime.strptime(written, form).replace(tzinfo=ZONE)
    return read if ":" in written else read.replace(hour=23, minute=59)


def _moment(at: datetime) -> Moment:
    return whole_day(at) if (at.hour, at.minute) == (23, 59) else Moment.exactly(at)


def _contact(story: Mapping[str, Any], told: Mapping[str, Any], now: datetime) -> Contacted:
    details: dict[str, Detail] = {}
    for name in ("ticket", "said"):
        if name in told:
            details[name] = detail(Words(text=told[name]))
    named = told.get("promise", told.get("by"))
    if named is not None:
        details["promised-by"] = detail(_moment(_time(named)))
    return Contacted(
        at=now, channel=_channel(story, told["with"]), result=told["result"], details=details
    )


def _channel(story: Mapping[str, Any], name: str) -> str:
    """What the program calls what the story names; a wallet has one kind of chat."""
    wallet = WORLD.pack.wallets[story["wallet"]]
    region = story["region"]
    if name in wallet.channels or name in ("supervisor", "official-complaint", "own-bank"):
        return name
    in_app = next(n for n, c in wallet.channels.items() if c.kind in ("in_app_chat", "in_app_help"))
    outside = {"mainland": "regulator", "singapore": "complaints-elsewhere"}
    rungs = {
        "police": "police" if region == "mainland" else "police-elsewhere",
        "regulator": outside.get(region, f"complaints-{region}"),
        "ombudsman": f"complaints-{region}",
        "scam-helpline": f"scam-line-{region}",
        "merchant": "merchant",
    }
    return rungs.get(name, in_app if name.startswith("in-app") else name)


# --- what is wrong --------------------------------------------------------------------------------


def step_on(day: Day) -> Next | None:
    """What the program says is next."""
    return None if day.closed else next_step(WORLD, case_of_story(day.story), day.log, day.now)


def wrong(day: Day) -> dict[str, str]:
    """What is not as the story says: the step, the date, the message; nothing where all is."""
    step, found = step_on(day), {}
    do = step.step.do if step is not None else "nothing"
    if do != day.expected["do"]:
        found["step"] = f"{do} instead of {day.expected['do']}"
    named = day.expected.get("until", day.expected.get("by"))
    until = step.until if step is not None else None
    if named is not None and until != _time(named):
        found["date"] = f"{until} instead of {named}"
    if day.message:
        text = letter_on(day)
        lacks = [part for part in day.message.get("has", ()) if not _says(text, part)]
        tells = [part for part in day.message.get("never", ()) if part in text]
        if lacks or tells or not text:
            found["message"] = f"lacks {lacks}, tells {tells}: {text!r}"
    return found


def letter_on(day: Day) -> str:
    """The message of the day, in the language of the story."""
    step = step_on(day)
    if step is None:
        return ""
    case = case_of_story(day.story)
    with speaking(day.story["language"]):
        return letter_of(step, case, day.log, WORLD.pack, day.now)


def words_on(day: Day) -> str:
    """The next step in words, in the language of the story."""
    step = step_on(day)
    if step is None:
        return ""
    with speaking(day.story["language"]):
        return step_in_words(step, case_of_story(day.story), WORLD.pack, day.now)


def _says(text: str, part: str) -> bool:
    forms = [part]
    if re.fullmatch(r"\d{4,}", part):
        forms.append(f"{int(part):,}")
    elif (match := re.fullmatch(r"(\d+)月(\d+)日", part)) is not None:
        forms.append(f"{match[1]}-{match[2]}")
    elif (match := re.fullmatch(r"(\d+) ([A-Z][a-z]+)", part)) and match[2] in _MONTHS.split():
        forms.append(f"{match[1]} {match[2][: 4 if match[2] == 'September' else 3]}")
    return any(re.search(rf"(?<!\d){re.escape(form)}(?!\d)", text) for form in forms)


def figures() -> Iterator[str]:
    """How many days are right: those that the facts decide, and all."""
    for name, some in (
        ("decided by the facts", [day for day in days() if day.sure]),
        ("all", list(days())),
    ):
        found = Counter(kind for day in some for kind in wrong(day))
        dated = [d for d in some if {"until", "by"} & d.expected.keys()]
        told = [d for d in some if d.message]
        yield (
            f"{name}: {len(some) - found['step']} of {len(some)} days have the right step, "
            f"{len(dated) - found['date']} of {len(dated)} the right date, "
            f"{len(told) - found['message']} of {len(told)} the right message"
        )


if __name__ == "__main__":
    hand_in(LibraryTables())
    for each in days():
        for kind, what in wrong(each).items():
            print(f"{each.id}{'' if each.sure else ' (not sure)'} {kind}: {what}")
    for line in figures():
        print(line)
