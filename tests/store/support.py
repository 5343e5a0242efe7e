"""Sessions to be stored."""

from datetime import datetime, timedelta
from decimal import Decimal

from tests.support import NOW, detail, whole_day
from wallethelp.core.session import Session
from wallethelp.core.values import (
    Answer,
    Chose,
    ChoseMany,
    Moment,
    Money,
    Picked,
    Reply,
    Skipped,
    Tried,
    Unknown,
    Words,
)
from wallethelp.store.cases import CaseStore
from wallethelp.store.records import Record


def session(*replies: Reply, kept: tuple[Reply, ...] = (), wallet: str | None = "upay") -> Session:
    """A session with these replies, to steps of a made-up guide."""

    def answers(given: tuple[Reply, ...], prefix: str) -> tuple[Answer, ...]:
        return tuple(
            Answer(key=f"{prefix}/step-{number}", reply=reply, time=NOW + timedelta(seconds=number))
            for number, reply in enumerate(given)
        )

    return Session(
        wallet=wallet,
        guide="lost",
        started=NOW,
        answers=answers(replies, "lost"),
        kept=answers(kept, "kept"),
    )


EVERYTHING = session(
    Chose(option="charged"),
    ChoseMany(options=("red", "blue")),
    ChoseMany(options=()),
    Tried(result="not-tried"),
    Unknown(),
    Skipped(),
    detail(Money(amount=Decimal("1000.50"), currency="USDT"), "1,000.50 USDT"),
    detail(Money(amount=Decimal("0.1"))),
    detail(Moment.exactly(NOW), "刚才"),
    detail(whole_day(NOW)),
    detail(Words(text="充值没到账 “是的” 'quoted' \\ \N{SMILING FACE WITH SUNGLASSES}")),
    detail(Picked(option="cannot")),
    kept=(Chose(option="not-charged"), Unknown()),
)


def create(store: CaseStore, session: Session = EVERYTHING, *, now: datetime = NOW) -> Record:
    """A new case in `store`."""
    return store.create(session, finished=False, guide_version="abc123", now=now)


def garbage(store: CaseStore) -> bytes:
    """What is no database."""
    return b"this is no database " * 500
