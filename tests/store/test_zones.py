"""A session that is stored and read again is the same session, in whatever zone it is read."""

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import PROPERTY, SMALL_PACK, begin, detail, reply_with, small_world, whole_day
from wallethelp.core.history import Contacted
from wallethelp.core.session import Session, World, back, follow, replay, revise, start
from wallethelp.core.values import Answer, Moment, Reply, Unknown
from wallethelp.core.zones import in_zone
from wallethelp.store.cases import CaseStore
from wallethelp.store.records import Record, log_json, record_of, session_json

CLOCK_CHANGES = {
    "Europe/London": (datetime(2026, 3, 29, 1), datetime(2026, 10, 25, 1)),
    "America/New_York": (datetime(2026, 3, 8, 7), datetime(2026, 11, 1, 6)),
    "Asia/Shanghai": (datetime(2026, 6, 1), datetime(2026, 12, 31, 16)),
    # Half an hour only.
    "Australia/Lord_Howe": (datetime(2026, 4, 4, 15), datetime(2026, 10, 3, 15, 30)),
}
"""Zones with the moments (UTC) at which their clocks change; Shanghai's never do."""

GUIDE = """\
id: late
title: {zh: 晚, en: Late}
category: money
start: when
steps:
  when:
    collect: [since]
    optional: [due]
    next: young
  young:
    decide:
      - when: {field: since, younger_than: 24 hours}
        next: fresh
    else: due
    unknown: due
  due:
    decide:
      - when: {field: due, before: now}
        next: over
    else: days
    unknown: days
  days:
    decide:
      - when: {field: since, older_than: 2 working days}
        next: old
    else: done
    unknown: done
  fresh:
    try: {zh: 新, en: Fresh}
    fixed: done
    next: done
  old:
    try: {zh: 旧, en: Old}
    fixed: done
    next: done
  over:
    try: {zh: 过, en: Over}
    fixed: done
    next: done
  done:
    end: resolved
    title: {text: solved}
"""
FIELDS = (
    SMALL_PACK["fields.yaml"]
    + """\
since:
  kind: datetime
  label: {zh: 自, en: Since}
  ask: {zh: 自, en: Since when}
  missing: {zh: 某时, en: some time}
"""
)


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A guide that decides by lengths of time."""
    return small_world(
        tmp_path_factory.mktemp("pack"), {"guides/late.yaml": GUIDE, "fields.yaml": FIELDS}
    )


@st.composite
def sessions(draw: st.DrawFn, world: World) -> Session:
    """Answers given around a change of the clocks, with times typed as a clock shows them."""
    name = draw(st.sampled_from(sorted(CLOCK_CHANGES)))
    zone = ZoneInfo(name)
    change = draw(st.sampled_from(CLOCK_CHANGES[name])).replace(tzinfo=UTC).astimezone(zone)
    minutes = st.integers(-4 * 24 * 12, 4 * 24 * 12).map(lambda n: timedelta(minutes=5 * n))

    def moment() -> Moment:
        shown = change.replace(tzinfo=None) + draw(minutes)
        if draw(st.booleans()):
            return whole_day(shown.replace(tzinfo=zone))
        # A clock that is put back shows an hour twice, one that is put forward leaves one out.
        told = shown.replace(tzinfo=zone, fold=draw(st.integers(0, 1)))
        elsewhere = draw(st.sampled_from([zone, zone, UTC, ZoneInfo("Asia/Kathmandu")]))
        return Moment.exactly(told.astimezone(elsewhere))

    now = (change + draw(minutes)).astimezone(UTC)
    session = start(world, guide="late", wallet="upay", now=now.astimezone(zone))
    due: Reply = detail(moment()) if draw(st.booleans()) else Unknown()
    session = reply_with(world, session, "nobody", at=now.astimezone(zone))
    for reply in (detail(moment()), due):
        now += timedelta(minutes=draw(st.integers(0, 3000)))
        session = reply_with(world, session, reply, at=now.astimezone(zone))
    if draw(st.booleans()):
        changed = Answer(key="since", reply=detail(moment()), time=now)
        return revise(world, session, changed)
    return back(session) if draw(st.booleans()) else session


def _row(session: Session, log: tuple[Contacted, ...] = ()) -> tuple[object, ...]:
    record = Record(
        id="1120-1",
        session=session,
        finished=False,
        updated=session.started,
        guide_version="x",
        log=log,
    )
    stored = session_json(session).encode(), log_json(record).encode()
    return ("1120-1", int(session.started.timestamp()), 0, 0, 0, "x", *stored)


def _restored(session: Session) -> Session:
    record = record_of(_row(session))
    assert isinstance(record, Record)
    return record.session


def test_a_session_comes_back_the_same_in_its_zone(
    late: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = set[str]()

    @settings(max_examples=max(600, PROPERTY.max_examples))  # fewer do not come to every end
    @given(st.data())
    def check(data: st.DataObject) -> None:
        session = data.draw(sessions(late))
        live = follow(late, session)
        paths.add(live.position.ref.step)
        for zone in ("UTC", "America/New_York", "Asia/Shanghai"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            restored = _restored(session)
            # Times are equal where their moments are: what the clock shows is compared beside.
            assert repr(restored) == repr(session)
            assert follow(late, restored) == live
            assert replay(late, restored).session == session

    try:
        check()
    finally:
        monkeypatch.undo()
        time.tzset()
    assert paths >= {"fresh", "old", "over"}, "the lengths decide"


def test_every_time_of_a_session_is_in_its_zone(late: World) -> None:
    @PROPERTY
    @given(st.data())
    def check(data: st.DataObject) -> None:
        session = data.draw(sessions(late))
        assert repr(in_zone(session, session.zone)) == repr(session)

    check()


def test_of_a_zone_that_is_not_known_here_the_offsets_are_kept(late: World, home: Path) -> None:
    shanghai = begin(late, "late")
    store = CaseStore(home)
    record = store.create(shanghai, finished=False, guide_version="x", now=shanghai.started)
    for name in ("Atlantis/Capital", "../etc", "", "Europe"):
        connection = sqlite3.connect(store.place)
        with connection:
            change = "UPDATE cases SET session = json_set(session, '$.zone', ?)"
            connection.execute(change, (name,))
        connection.close()
        found = store.find(record.id)
        assert isinstance(found, Record)
        assert found.session == shanghai
        assert found.session.started.utcoffset() == shanghai.started.utcoffset()


def test_contacts_come_back_in_the_zone_of_the_session(late: World) -> None:
    session = begin(late, "late")
    at = datetime(2026, 11, 21, 9, tzinfo=session.zone)
    promised = detail(Moment.exactly(at + timedelta(days=1)))
    log = (Contacted(at=at, channel="chat", details={"promised-by": promised}),)
    record = record_of(_row(session, log))
    assert isinstance(record, Record)
    assert repr(record.log) == repr(log)
