"""Times told in another zone, wherever in a value they are."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from wallethelp.core.shape import Frozen
from wallethelp.core.zones import in_zone, moved

LONDON, SHANGHAI = ZoneInfo("Europe/London"), ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
THERE = AT.astimezone(SHANGHAI)


class Pair(NamedTuple):
    """A tuple with names."""

    name: str
    at: datetime


class Model(Frozen, kw_only=True):
    """A record with times at several depths."""

    at: datetime
    several: tuple[datetime, ...] = ()
    named: dict[str, "Model"] = {}  # noqa: RUF012


class Outer(Struct, frozen=True):
    """A record of another kind around it."""

    model: Model
    plain: datetime
    pair: Pair
    listed: list[datetime] = field(default_factory=list)
    other: object = None


def test_times_are_found_at_every_depth() -> None:
    model = Model(at=AT, several=(AT, AT), named={"inner": Model(at=AT)})
    plain = datetime(2026, 11, 20)
    told = in_zone(Outer(model, plain, Pair("a", AT), [AT], {1.5}), SHANGHAI)
    inner = Model(at=THERE)
    there = Model(at=THERE, several=(THERE, THERE), named={"inner": inner})
    # The same moment is equal in every zone; what is printed is not.
    assert repr(told) == repr(Outer(there, plain, Pair("a", THERE), [THERE], {1.5}))


def test_what_holds_no_time_is_left_as_it_is() -> None:
    pair = Frozen()
    assert in_zone(pair, SHANGHAI) is pair
    assert in_zone("2026-11-20", SHANGHAI) == "2026-11-20"


def test_without_a_zone_nothing_changes() -> None:
    model = Model(at=AT)
    assert in_zone(model, None) is model


def test_a_time_the_clock_skips_is_told_as_what_it_means() -> None:
    skipped = datetime(2026, 3, 29, 1, 30, tzinfo=LONDON)
    told = in_zone(skipped, LONDON)
    assert (told.hour, told.minute) == (2, 30)
    assert told.astimezone(UTC) == skipped.astimezone(UTC)


def test_an_hour_the_clock_shows_twice_stays_the_one_it_was() -> None:
    for fold in (0, 1):
        shown = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)
        assert in_zone(in_zone(shown, UTC), LONDON).fold == fold


def test_what_is_moved_is_as_far_from_now_as_it_was_in_whole_minutes() -> None:
    begun = datetime(2026, 1, 5, 15, 0, tzinfo=SHANGHAI)
    now = datetime(2026, 6, 1, 9, 30, 20, tzinfo=ZoneInfo("Europe/Berlin"))
    given = Model(
        at=begun,
        several=(begun - timedelta(hours=3),),
        named={"due": Model(at=begun + timedelta(days=1))},
    )
    told = moved(given, begun, now)
    assert told.at == now.replace(second=0)
    assert told.at.tzinfo == now.tzinfo
    assert told.several == (told.at - timedelta(hours=3),)
    assert told.named["due"].at == told.at + timedelta(days=1)
