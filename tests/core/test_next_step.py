"""What is next after contacts, rule by rule: made-up rules and rungs, days of November 2026."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from tests.support import NOW, WeekendsOnly, detail, shipped
from tests.walks import case_from, walks
from wallethelp.core.advice import Advice, Ranked
from wallethelp.core.case import Case
from wallethelp.core.duration import Length, Weekdays
from wallethelp.core.guide import Region
from wallethelp.core.history import Contacted
from wallethelp.core.model import ONWARD, Channel, Rung, Wallet
from wallethelp.core.next_step import Next, next_step, promises, side_of
from wallethelp.core.onward import (
    Asking,
    Do,
    Letter,
    Lines,
    NextStep,
    Onward,
    Patience,
    Result,
    Rule,
    Side,
    When,
)
from wallethelp.core.session import World
from wallethelp.core.text import Text
from wallethelp.core.values import Moment, Words

ANY = Text(zh="字", en="words")
SIDES: dict[str, Side] = {
    "supervisor": "supervisor",
    "complaint": "complaint",
    "bank": "bank",
    "other-bank": "bank",
    "police": "police",
    "police-elsewhere": "police",
    "regulator": "beyond",
    "ombudsman": "beyond",
    "helpline": "helpline",
}
REGIONS: dict[str, tuple[Region, ...]] = {
    **dict.fromkeys((*SIDES, "merchant", "operator"), ()),
    "regulator": ("mainland",),
    "ombudsman": ("united-kingdom",),
}
LADDER = {
    name: Rung(title=ANY, purpose=ANY, how=ANY, regions=regions)
    for name, regions in REGIONS.items()
}


def channel(*, login: bool = False, public: bool = False) -> Channel:
    """A way to the wallet."""
    return Channel(
        kind="in_app_chat",
        name=ANY,
        about=ANY,
        find=(ANY,),
        needs_login=login,
        public=public,
        replies="minutes",
    )


UPAY = Wallet(
    id="upay",
    name=ANY,
    channels={
        "post": channel(public=True),
        "chat": channel(login=True),
        "mail": channel(),
        "phone": channel(),
    },
)


def days(count: int) -> Length:
    """So many working days."""
    return Length(count=count, unit="working day")


PATIENCE = (
    Patience(
        at=("complaint",),
        regions=("united-kingdom",),
        wait=days(5),
        far=days(15),
        counted="first",
        basis="general.one",
    ),
    Patience(at=("complaint",), wait=days(4), basis="ours"),
    Patience(at=("support", "public", "supervisor"), wait=days(3), basis="ours"),
    Patience(at=("bank", "beyond"), wait=days(2), far=days(20), basis="general.two"),
    Patience(at=("police",), wait=days(1), basis="general.last"),
)
STEPS = {
    do: NextStep(do=do, short=ANY, text=ANY, rungs=rungs)
    for do, rungs in {
        **dict.fromkeys(get_args(Do), ()),
        "bank": ("bank",),
        "beyond": ("regulator", "ombudsman", "helpline"),
        "supervisor": ("supervisor",),
    }.items()
}
LINES = Lines(about=ANY, contact=ANY, broken=ANY, ticket=ANY)


def onward(*rules: tuple[When, str], **changed: Any) -> Onward:
    """Rules in this order; where none holds, a promise that passed is reminded of, else: wait."""
    return Onward(
        sides=SIDES,
        patience=changed.pop("patience", PATIENCE),
        rules=(
            *(Rule(when=when, next=name) for when, name in rules),
            Rule(when=When(promise=("broken",)), next="reminder"),
            Rule(next="wait"),
        ),
        steps=STEPS | changed.pop("steps", {}),
        lines=LINES,
        **changed,
    )


def world(rules: Onward | None) -> World:
    """One wallet, a short ladder, and the rules."""
    pack = replace(
        shipped().pack,
        wallets={"upay": UPAY},
        ladder=LADDER,
        after={} if rules is None else {ONWARD: rules},
    )
    return World(pack=pack, calendar=WeekendsOnly())


@cache
def a_case() -> Case:
    """A case that was told to contact support, and where nothing is advised."""
    walk = next(walk for walk in walks() if walk.outcome == "contact")
    return replace(
        case_from(walk),
        channels_of="upay",
        region=None,
        advice=Advice(recommended=(), ruled_out=()),
    )


def at(written: str) -> datetime:
    """`"5 10:00"`: that time in November 2026, of which the second is a Monday."""
    day, clock = written.split()
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, int(day), hour, minute, tzinfo=NOW.tzinfo)


def noted(
    when: str, channel: str, result: Result | None = "working", by: str = "", said: str = ""
) -> Contacted:
    """One contact; `by` is what was promised, or asked for."""
    details = {"promised-by": detail(Moment.exactly(at(by)))} if by else {}
    if said:
        details["said"] = detail(Words(text=said))
    return Contacted(at=at(when), channel=channel, result=result, details=details)


def following(
    now: str | datetime,
    *log: Contacted,
    rules: Onward | None = None,
    case: Case | None = None,
    within: World | None = None,
) -> Next:
    """What is next at a time."""
    there = within or world(rules or onward())
    found = next_step(there, case or a_case(), log, at(now) if isinstance(now, str) else now)
    assert found is not None
    return found


def states(now: str, *log: Contacted, rules: Onward | None = None) -> list[str]:
    """What became of the promises, by their time."""
    return [p.state for p in promises(world(rules or onward()), a_case(), log, at(now))]


# --- whether anything is next ---------------------------------------------------------------------


def test_nothing_is_next_without_contacts_rules_or_a_problem() -> None:
    contact = noted("2 10:00", "chat", by="3 10:00")
    solved = replace(a_case(), end=replace(a_case().end, end="resolved"))
    assert next_step(world(onward()), a_case(), (), NOW) is None
    assert next_step(world(None), a_case(), (contact,), NOW) is None
    assert next_step(world(onward()), solved, (contact,), NOW) is None
    assert promises(world(None), a_case(), (contact,), NOW) == ()
    assert promises(world(onward()), a_case(), (), NOW) == ()


def test_the_latest_contact_is_that_of_the_latest_time_and_then_the_one_noted_last() -> None:
    rules = onward((When(result=("refused",)), "supervisor"))
    refused = noted("3 10:00", "chat", "refused")
    assert following("4 10:00", refused, noted("2 10:00", "chat"), rules=rules).name == "supervisor"
    assert following("4 10:00", refused, noted("3 10:00", "chat"), rules=rules).name == "wait"
    assert following("4 10:00", noted("3 10:00", "chat"), refused, rules=rules).name == "supervisor"


# --- whom a channel reaches -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "side"),
    [
        ("chat", "support"),
        ("post", "public"),
        ("nobody-knows", "support"),
        ("bank", "bank"),
        ("merchant", "third"),
    ],
)
def test_a_channel_reaches_its_side(channel: str, side: Side) -> None:
    assert side_of(world(onward()).pack, a_case(), channel) == side


def test_without_a_known_wallet_or_rules_a_channel_is_one_of_support() -> None:
    pack = world(onward()).pack
    assert side_of(pack, replace(a_case(), channels_of=None), "post") == "support"
    assert side_of(world(None).pack, a_case(), "bank") == "support"


# --- parties --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("chat", "mail", True),
        ("chat", "supervisor", True),
        ("post", "complaint", True),
        ("police", "police-elsewhere", True),
        ("bank", "other-bank", True),
        ("regulator", "ombudsman", False),
        ("merchant", "operator", False),
        ("chat", "bank", False),
        ("helpline", "police", False),
    ],
)
def test_a_party_is_all_of_the_wallet_or_one_office(first: str, second: str, is_one: bool) -> None:
    log = (noted("2 10:00", first), noted("3 10:00", second))
    assert following("3 11:00", *log).party == (log if is_one else log[1:])


SECRETS = (Asking(things=("code",), asks=("read",), never=("never",)),)


def test_who_asks_for_a_secret_is_heard_and_belongs_to_nobody() -> None:
    rules = onward((When(result=("asked-secret",)), "emergency"), secrets=SECRETS)
    thief = noted("3 10:00", "chat", said="read me the code")
    chosen = noted("3 10:00", "chat", "asked-secret")
    before = noted("2 10:00", "chat", by="2 12:00")
    for one in (thief, chosen):
        step = following("3 11:00", before, one, rules=rules)
        assert (step.name, step.party, step.promise) == ("emergency", (one,), "none")
    after = noted("4 10:00", "chat")
    assert following("4 11:00", before, thief, after, rules=rules).party == (before, after)


def test_a_warning_and_what_was_solved_are_not_heard_as_asking() -> None:
    rules = onward((When(result=("asked-secret",)), "emergency"), secrets=SECRETS)
    warned = noted("3 10:00", "chat", said="we never have you read a code")
    solved = noted("3 10:00", "chat", "solved", said="read the code there")
    assert following("3 11:00", warned, rules=rules).name == "wait"
    assert following("3 11:00", solved, rules=rules).name == "wait"


def test_what_nobody_chose_is_that_they_are_on_it() -> None:
    rules = onward((When(result=("working",)), "follow-up"))
    assert following("3 11:00", noted("3 10:00", "chat", None), rules=rules).name == "follow-up"


# --- another party --------------------------------------------------------------------------------


def test_what_another_party_did_not_keep_comes_before_a_wait() -> None:
    bank = noted("2 10:00", "bank", by="4 10:00")
    chat = noted("3 10:00", "chat", by="6 10:00")
    step = following("5 10:00", bank, chat)
    assert (step.name, step.party, step.channel) == ("reminder", (bank,), "bank")
    assert [one.due for one in step.broken] == [at("4 10:00")]
    assert step.is_broken


def test_it_does_not_come_before_anything_but_a_wait() -> None:
    rules = onward((When(result=("refused",)), "supervisor"))
    bank = noted("2 10:00", "bank", by="4 10:00")
    step = following("5 10:00", bank, noted("3 10:00", "chat", "refused"), rules=rules)
    assert (step.name, step.is_broken) == ("supervisor", False)
    idle = onward((When(result=("refused",)), "nothing"))
    step = following("5 10:00", bank, noted("3 10:00", "chat", "refused"), rules=idle)
    assert step.name == "reminder"


def test_of_several_that_were_not_kept_the_earliest_comes_first() -> None:
    log = (
        noted("2 10:00", "merchant", by="4 12:00"),
        noted("2 11:00", "bank", by="4 10:00"),
        noted("2 12:00", "operator", by="4 11:00"),
        noted("3 10:00", "chat", by="6 10:00"),
    )
    assert following("5 10:00", *log).channel == "bank"
    # The last that a party did not keep is the one that counts.
    more = noted("2 13:00", "bank", by="4 13:00")
    assert following("5 10:00", *log, more).channel == "operator"


def test_what_was_taken_further_since_is_not_asked_about_again() -> None:
    rules = onward((When(at=("bank",), promise=("broken",)), "beyond"))
    bank = noted("2 10:00", "bank", by="4 10:00")
    chat = noted("5 10:00", "chat", by="6 10:00")
    before, since = (noted(when, "regulator") for when in ("4 10:00", "4 10:01"))
    assert following("5 11:00", bank, chat, rules=rules).name == "beyond"
    assert following("5 11:00", bank, before, chat, rules=rules).name == "beyond"
    assert following("5 11:00", bank, since, chat, rules=rules).name == "wait"
    other = noted("4 11:00", "merchant")
    assert following("5 11:00", bank, other, chat, rules=rules).name == "beyond"
    # Where only waiting is left to do about it, it comes before nothing.
    waiting = onward((When(at=("bank",), promise=("broken",)), "nothing"))
    assert following("5 11:00", bank, chat, rules=waiting).party == (chat,)


def test_a_promise_of_another_party_that_runs_out_sooner_is_waited_for() -> None:
    chat = noted("3 10:00", "chat", by="9 10:00")
    soon = (noted("2 10:00", "bank", by="6 10:00"), noted("2 11:00", "merchant", by="5 12:00"))
    step = following("4 10:00", *soon, chat)
    assert (step.party, step.until, step.basis) == (soon[1:], at("5 12:00"), "promise")
    late = noted("2 10:00", "bank", by="10 10:00")
    same = noted("2 10:00", "merchant", by="9 10:00")
    assert following("4 10:00", late, same, chat).party == (chat,)


def test_a_time_that_nobody_promised_is_not_waited_for_instead() -> None:
    police = noted("2 10:00", "police")
    assert following("2 11:00", police, noted("2 10:30", "chat")).party[0].channel == "chat"


def test_what_is_not_a_wait_is_not_taken_for_one() -> None:
    rules = onward((When(at=("bank",)), "follow-up"))
    bank = noted("2 10:00", "bank", by="5 10:00")
    step = following("4 10:00", bank, noted("3 10:00", "chat", by="9 10:00"), rules=rules)
    assert step.party[0].channel == "chat"


def test_a_step_that_yields_comes_first_only_for_its_time() -> None:
    stop = NextStep(do="emergency", short=ANY, text=ANY, yields=Length(count=1, unit="day"))
    rules = onward((When(result=("refused",)), "stop"), steps={"stop": stop})
    log = (noted("2 10:00", "bank", by="3 10:00"), noted("4 10:00", "chat", "refused"))
    assert following("5 10:00", *log, rules=rules).name == "stop"
    assert following("5 10:01", *log, rules=rules).name == "reminder"
    assert following("5 10:01", *log[1:], rules=rules).name == "stop"


def test_a_step_that_yields_is_no_other_party_to_itself_and_may_count_working_days() -> None:
    yielding = replace(STEPS["follow-up"], yields=days(1))
    when = When(at=("support",), promise=("broken",))
    rules = onward((when, "follow-up"), steps={"follow-up": yielding})
    log = (noted("2 10:00", "bank", by="4 10:00"), noted("3 10:00", "chat", by="3 11:00"))
    # Wednesday the fourth is the working day after.
    assert following("4 23:59", *log, rules=rules).name == "follow-up"
    assert following("5 00:00", *log, rules=rules).channel == "bank"


def test_a_thief_is_no_other_party_and_hides_none() -> None:
    thief = noted("2 10:00", "bank", "asked-secret", by="3 10:00")
    chat = noted("3 11:00", "chat", by="9 10:00")
    assert following("4 10:00", thief, chat).party == (chat,)
    # The latest contact is with a thief by the chat; the chat itself is another party.
    idle = onward((When(result=("asked-secret",)), "nothing"))
    step = following(
        "4 10:00",
        noted("2 10:00", "chat", by="3 10:00"),
        noted("3 11:00", "chat", "asked-secret"),
        rules=idle,
    )
    assert (step.name, step.channel) == ("reminder", "chat")


# --- what a step says -----------------------------------------------------------------------------


def test_a_promise_that_runs_is_waited_for() -> None:
    step = following("3 10:00", noted("2 10:00", "chat", by="4 12:00"))
    assert (step.until, step.basis, step.promise) == (at("4 12:00"), "promise", "running")
    assert (step.estimated, step.broken, step.is_broken) == (False, (), False)
    assert (step.rung, step.channel) == (None, None)


@pytest.mark.parametrize(
    ("channel", "until", "basis"),
    [
        ("chat", "5 23:59", "ours"),
        ("complaint", "6 23:59", "ours"),
        ("bank", "4 23:59", "general.two"),
        ("police", "3 23:59", "general.last"),
        # Of a side that nobody named, what is written last counts.
        ("helpline", "3 23:59", "general.last"),
    ],
)
def test_who_promised_nothing_is_waited_for_as_long_as_its_side_says(
    channel: str, until: str, basis: str
) -> None:
    step = following("2 11:00", noted("2 10:00", channel))
    assert (step.until, step.basis, step.promise) == (at(until), basis, "none")
    assert (step.estimated, step.answer_by) == (False, None)


def test_a_day_of_a_year_that_is_not_published_is_an_estimate() -> None:
    december = datetime(2026, 12, 31, 10, 0, tzinfo=NOW.tzinfo)
    contact = Contacted(at=december, channel="chat", result="working")
    assert following(december, contact).estimated


def test_the_calendar_is_that_of_where_the_person_is() -> None:
    class OneDay(Weekdays):
        def is_working_day(self, day: date) -> bool:
            return day.day == 30

    here = world(onward(patience=(Patience(at=("support",), wait=days(1), basis="ours"),)))
    there = replace(here, elsewhere={"singapore": OneDay()})
    contact = noted("2 10:00", "chat")
    assert following("2 11:00", contact, within=there).until == at("3 23:59")
    abroad = replace(a_case(), region="singapore")
    assert following("2 11:00", contact, within=there, case=abroad).until == at("30 23:59")


def test_a_closed_line_is_tried_again_as_the_next_working_day_begins() -> None:
    rules = onward((When(result=("unreachable",)), "again-later"))
    log = (noted("2 10:00", "chat"), noted("6 20:15", "phone", "unreachable"))
    step = following("6 20:30", *log, rules=rules)
    assert (step.channel, step.until, step.rung) == ("phone", at("9 09:00"), None)


def test_details_are_sent_where_they_were_asked_for_by_the_time_they_named() -> None:
    rules = onward((When(result=("asked-details",)), "send-details"))
    log = (noted("2 10:00", "mail"), noted("3 10:00", "chat", "asked-details", by="5 10:00"))
    step = following("6 10:00", *log, rules=rules)
    assert (step.channel, step.until) == ("chat", at("5 10:00"))
    # It is not they who promised it.
    assert (step.promise, step.broken) == ("none", ())
    assert (
        following("4 10:00", noted("3 10:00", "chat", "asked-details"), rules=rules).until is None
    )


def test_any_other_step_goes_back_to_who_was_asked_last() -> None:
    step = following("5 10:00", noted("2 10:00", "mail"), noted("2 11:00", "chat", by="3 10:00"))
    assert (step.name, step.channel, step.rung, step.until) == ("reminder", "chat", None, None)
    assert step.step is STEPS["reminder"]


def test_an_answer_is_asked_for_by_working_days_from_now() -> None:
    letter = Letter(ask=ANY, parts=("ask",), answer_in=days(2))
    plain = Letter(ask=ANY, parts=("ask",))
    for message, by in (("soon", at("10 23:59")), ("open", None), (None, None)):
        step = NextStep(do="reminder", short=ANY, text=ANY, message=message)
        rules = onward(steps={"reminder": step}, letters={"soon": letter, "open": plain})
        found = following("6 10:00", noted("2 10:00", "chat", by="3 10:00"), rules=rules)
        assert found.answer_by == by


# --- whom it goes to ------------------------------------------------------------------------------


def advised(*names: str, out: Sequence[str] = ()) -> Case:
    """The case with channels recommended, and some ruled out."""
    recommended, ruled_out = (
        tuple(Ranked(channel=name, score=0, reasons=(), find=()) for name in some)
        for some in (names, out)
    )
    return replace(a_case(), advice=Advice(recommended=recommended, ruled_out=ruled_out))


@pytest.mark.parametrize(
    ("case", "used", "channel"),
    [
        (a_case(), ("chat",), "mail"),
        (a_case(), ("mail",), "chat"),
        (a_case(), ("mail", "chat"), "phone"),
        (a_case(), ("mail", "chat", "phone"), None),
        (advised("phone", "mail"), ("chat",), "phone"),
        (advised("phone", "mail"), ("phone",), "mail"),
        (advised("post", "mail"), ("phone",), "mail"),
        (advised("gone", "mail"), ("phone",), "mail"),
        (advised("phone", out=("mail",)), ("phone", "chat"), None),
        (advised("mail", out=("mail",)), ("phone",), "chat"),
        (replace(a_case(), channels_of=None), ("phone",), None),
    ],
)
def test_another_channel_is_the_one_advised_first_of_those_left(
    case: Case, used: Sequence[str], channel: str | None
) -> None:
    rules = onward((When(), "other-channel"))
    log = [noted("2 10:00", name) for name in used]
    assert following("3 10:00", *log, rules=rules, case=case).channel == channel
    left = onward((When(channel_left=True), "follow-up"), (When(channel_left=False), "close"))
    step = following("3 10:00", *log, rules=left, case=case)
    assert step.name == ("close" if channel is None else "follow-up")


@pytest.mark.parametrize(
    ("region", "used", "rung"),
    [
        ("mainland", (), "regulator"),
        ("united-kingdom", (), "ombudsman"),
        ("singapore", (), "helpline"),
        (None, (), "regulator"),
        ("mainland", ("regulator",), "helpline"),
        ("mainland", ("regulator", "helpline"), "regulator"),
    ],
)
def test_a_rung_is_the_first_that_is_there_and_new(
    region: Region | None, used: Sequence[str], rung: str
) -> None:
    rules = onward((When(), "beyond"))
    log = [*(noted("2 10:00", name) for name in used), noted("3 10:00", "chat")]
    step = following("3 11:00", *log, rules=rules, case=replace(a_case(), region=region))
    assert (step.rung, step.channel) == (rung, "chat")


# --- promises -------------------------------------------------------------------------------------


def test_a_promise_lasts_until_the_minute_it_names_is_over() -> None:
    contact = noted("2 10:00", "chat", by="3 10:00")
    rules = world(onward())
    for second, minute, name in ((59, 0, "wait"), (0, 1, "reminder")):
        now = at("3 10:00").replace(minute=minute, second=second, microsecond=7)
        assert following(now, contact).name == name
        (promise,) = promises(rules, a_case(), (contact,), now)
        assert promise.state == ("running" if name == "wait" else "broken")


def test_our_own_time_lasts_until_the_minute_it_names_is_over() -> None:
    rules = onward((When(over=True), "follow-up"), (When(over=False), "nothing"))
    contact = noted("2 10:00", "chat")
    assert following("5 23:59", contact, rules=rules).name == "nothing"
    assert following("6 00:00", contact, rules=rules).name == "follow-up"


@pytest.mark.parametrize(
    ("second", "state"),
    [
        (noted("3 10:00", "chat", "refused"), "answered"),
        (noted("3 10:00", "mail", "final"), "answered"),
        (noted("3 10:00", "supervisor", "closed"), "answered"),
        (noted("3 10:00", "chat", "solved"), "answered"),
        (noted("3 10:00", "chat", "asked-details"), "answered"),
        (noted("3 10:00", "chat", by="9 10:00"), "answered"),
        (noted("5 10:00", "chat", by="9 10:00"), "answered"),
        (noted("5 10:01", "chat", by="9 10:00"), "broken"),
        (noted("3 10:00", "chat"), "broken"),
        (noted("3 10:00", "chat", "machine", by="9 10:00"), "broken"),
        (noted("3 10:00", "chat", "no-answer", by="9 10:00"), "broken"),
        (noted("3 10:00", "bank", "refused"), "broken"),
        (noted("3 10:00", "chat", "asked-secret"), "broken"),
    ],
)
def test_only_an_answer_in_its_time_keeps_a_promise(second: Contacted, state: str) -> None:
    first = noted("2 10:00", "chat", by="5 10:00")
    assert states("6 10:00", first, second)[0] == state


def test_of_several_later_contacts_the_first_that_answers_counts() -> None:
    first = noted("2 10:00", "chat", by="5 10:00")
    log = (first, noted("3 10:00", "chat"), noted("4 10:00", "mail", "refused"))
    assert states("6 10:00", *log) == ["answered"]
    assert states("6 10:00", *log, noted("5 11:00", "chat", by="9 10:00")) == [
        "answered",
        "running",
    ]
    # What was said before a promise does not answer it.
    assert states("6 10:00", noted("1 10:00", "chat", "refused"), first) == ["broken"]


def test_promises_are_told_by_their_time_and_each_once() -> None:
    log = (
        noted("2 10:00", "chat", by="9 10:00"),
        noted("2 11:00", "bank", by="4 10:00"),
        noted("2 12:00", "mail", by="6 10:00"),
    )
    found = promises(world(onward()), a_case(), log, at("5 10:00"))
    assert [one.contact.channel for one in found] == ["bank", "mail", "chat"]
    assert [one.due for one in found] == [at("4 10:00"), at("6 10:00"), at("9 10:00")]
    assert [one.state for one in found] == ["broken", "running", "answered"]
    assert [one.contact for one in found] == [log[1], log[2], log[0]]


@pytest.mark.parametrize(
    ("second", "promise"),
    [
        (noted("3 10:00", "chat"), "broken"),
        (noted("5 10:00", "chat"), "broken"),
        # Who was spoken to since has said what they will: nothing of the old promise is waited for.
        (noted("5 10:01", "chat"), "none"),
        (noted("5 10:01", "chat", "machine"), "broken"),
        (noted("5 10:01", "chat", "unreachable"), "broken"),
        (noted("3 10:00", "chat", "refused"), "none"),
        (noted("3 10:00", "chat", "asked-details"), "none"),
        (noted("3 10:00", "chat", by="9 10:00"), "running"),
        (noted("3 10:00", "chat", "machine", by="5 12:00"), "broken"),
    ],
)
def test_a_promise_is_in_force_until_it_is_spoken_about(second: Contacted, promise: str) -> None:
    first = noted("2 10:00", "chat", by="5 10:00")
    assert following("6 10:00", first, second).promise == promise


def test_what_was_promised_before_an_end_is_not_in_force_after_it() -> None:
    log = (
        noted("2 10:00", "chat", by="5 10:00"),
        noted("3 10:00", "chat", "refused"),
        noted("4 10:00", "chat"),
    )
    assert following("4 11:00", *log).promise == "none"


@pytest.mark.parametrize(
    ("channel", "region", "by", "promise"),
    [
        # Ten working days where a side does not say how far is far.
        ("chat", None, "16 23:59", "running"),
        ("chat", None, "17 00:00", "far"),
        ("bank", None, "30 23:59", "running"),
        ("complaint", None, "17 00:00", "far"),
        ("complaint", "united-kingdom", "23 23:59", "running"),
        ("complaint", "united-kingdom", "24 00:00", "far"),
    ],
)
def test_a_promise_further_than_its_side_allows_is_far(
    channel: str, region: Region | None, by: str, promise: str
) -> None:
    case = replace(a_case(), region=region)
    assert following("2 11:00", noted("2 10:00", channel, by=by), case=case).promise == promise


def test_a_wait_is_counted_from_the_latest_contact_or_from_the_first_with_that_side() -> None:
    log = (
        noted("2 10:00", "chat"),
        noted("3 10:00", "complaint"),
        noted("5 10:00", "complaint"),
    )
    assert following("5 11:00", *log).until == at("11 23:59")
    british = replace(a_case(), region="united-kingdom")
    step = following("5 11:00", *log, case=british)
    assert (step.until, step.basis) == (at("10 23:59"), "general.one")


# --- what a rule looks at -------------------------------------------------------------------------

LOG = (
    noted("2 10:00", "mail", "machine"),
    noted("3 10:00", "phone", "no-answer"),
    noted("4 10:00", "chat", "no-answer"),
)
BROKEN = (
    noted("2 10:00", "chat", by="2 12:00"),
    noted("3 10:00", "supervisor", by="3 12:00"),
    noted("4 10:00", "chat", by="4 12:00"),
)
TWICE = (
    noted("2 10:00", "mail", "no-answer"),
    noted("3 10:00", "chat", "no-answer"),
    noted("4 10:00", "chat", "no-answer"),
)


@pytest.mark.parametrize(
    ("when", "log", "holds"),
    [
        (When(), LOG, True),
        (When(result=("no-answer", "refused")), LOG, True),
        (When(result=("machine",)), LOG, False),
        (When(at=("support",)), LOG, True),
        (When(at=("public", "bank")), LOG, False),
        (When(promise=("none",)), LOG, True),
        (When(promise=("running",)), LOG, False),
        (When(outcome=("contact",)), LOG, True),
        (When(outcome=("wait",)), LOG, False),
        (When(guides=(a_case().ref.guide,)), LOG, True),
        (When(guides=("another",)), LOG, False),
        (When(regions=("singapore",)), LOG, False),
        (When(over=False), LOG, True),
        (When(over=True), LOG, False),
        (When(login=True), LOG, True),
        (When(login=False), LOG, False),
        (When(login=False), LOG[:2], True),
        (When(login=False), (noted("2 10:00", "bank"),), True),
        (When(vain=3), LOG, True),
        (When(vain=4), LOG, False),
        (When(vain=2), TWICE, True),
        (When(vain=3), TWICE, False),
        (When(vain=1), (*LOG, noted("4 10:00", "chat")), False),
        (When(vain=2), (*LOG[:1], noted("2 11:00", "mail"), *LOG[2:]), False),
        (When(vain=3), (*LOG[:2], noted("3 11:00", "post", "machine")), False),
        (When(vain=2), (*LOG[:2], noted("3 11:00", "post", "machine")), True),
        (When(again=2), TWICE, True),
        (When(again=3), TWICE, False),
        (When(again=2), LOG, False),
        (When(again=2), (TWICE[1], noted("4 10:00", "chat", "machine")), False),
        (When(again=1), LOG, True),
        (When(broken=2), BROKEN, True),
        (When(broken=3), BROKEN, False),
        (When(broken=1), LOG, False),
        (When(tried=("support",)), LOG, True),
        (When(tried=("support", "bank")), LOG, False),
        (When(tried=("bank",)), (noted("2 10:00", "bank"), *LOG), True),
        (When(tried=("bank",)), (noted("2 10:00", "bank", "asked-secret"), *LOG), False),
        (When(untried=("bank",)), LOG, True),
        (When(untried=("bank", "support")), LOG, False),
        (When(untried=("bank",)), (noted("2 10:00", "bank", "asked-secret"), *LOG), True),
        (When(result=("no-answer",), at=("bank",)), LOG, False),
    ],
)
def test_a_rule_holds_where_all_that_it_says_is_so(
    when: When, log: Sequence[Contacted], holds: bool
) -> None:
    step = following("4 13:00", *log, rules=onward((when, "close")))
    assert (step.name == "close") is holds


def test_a_rule_of_a_region_holds_there() -> None:
    case = replace(a_case(), region="singapore")
    rules = onward((When(regions=("singapore",)), "close"))
    assert following("4 13:00", *LOG, rules=rules, case=case).name == "close"
    assert following("4 13:00", *LOG, rules=rules).name == "wait"


def test_the_first_rule_that_holds_is_taken() -> None:
    rules = onward((When(at=("bank",)), "beyond"), (When(), "close"), (When(), "nothing"))
    assert following("4 13:00", *LOG, rules=rules).name == "close"
