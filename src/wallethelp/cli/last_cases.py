"""The cases worked on last, for who begins another one."""

from contextlib import suppress
from typing import TYPE_CHECKING

from wallethelp.cli.desk import Desk
from wallethelp.core.values import Chose, Detail, Money
from wallethelp.i18n import _
from wallethelp.render import words
from wallethelp.store.database import StoreError
from wallethelp.store.records import Record
from wallethelp.ui.menu import DUE_SIGNS, Due, Resume

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wallethelp.core.case import Case
    from wallethelp.core.guide import Region
    from wallethelp.ui.asking import Habits

MOST_DUE = len(DUE_SIGNS)
_LEAST_URGENT = 9


class LastCases:
    """The newest cases that can be read: the list, and the next saving, tell about the others."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records: list[Record] = []
        with suppress(StoreError, OSError):
            self._records = [r for r in desk.store.recent(20) if isinstance(r, Record)]

    @property
    def records(self) -> list[Record]:
        """The cases themselves, the newest first."""
        return self._records

    def due(self) -> tuple[Due, ...]:
        """What is due of the cases worked on last, the most urgent first."""
        from wallethelp.cli.cases import urgency_of
        from wallethelp.cli.over import is_to_be_asked
        from wallethelp.cli.stored import finished_case

        found: list[tuple[tuple[int, datetime], Record, Case]] = []
        for record in self._records:
            if record.closed or not record.finished:
                continue
            case = finished_case(self._desk.world, record.session)
            if case is None or case.outcome == "resolved":
                continue
            urgency = urgency_of(self._desk, case, record.log)
            if is_to_be_asked(self._desk, record, case):
                # Whether an old one is over can wait for what is due of the others.
                urgency = (_LEAST_URGENT, record.updated)
            if urgency is not None:
                found.append((urgency, record, case))
        found.sort(key=lambda one: one[0])
        return tuple(
            Due(record.id, self._label(record, case)) for _urgency, record, case in found[:MOST_DUE]
        )

    def _label(self, record: Record, case: "Case") -> "Callable[[], str]":
        def label() -> str:
            from wallethelp.cli.cases import next_in_short, title_of
            from wallethelp.cli.over import is_to_be_asked

            title = title_of(self._desk.pack, record.session, to=self._desk.err.file)
            if is_to_be_asked(self._desk, record, case):
                return words.titled(_("Is it over?"), title)
            return words.titled(next_in_short(self._desk, case, record.log), title)

        return label

    def unfinished(self) -> Resume | None:
        """The case that was left last, for the menu; or None."""
        record = next((r for r in self._records if not r.finished and not r.closed), None)
        if record is None or record.session.guide not in self._desk.pack.guides:
            return None

        def label() -> str:
            from wallethelp.cli.cases import title_of
            from wallethelp.render.value_words import time_of

            return _("Go on: {title} (step {n}, {when})").format(
                title=title_of(self._desk.pack, record.session, to=self._desk.err.file),
                n=len(record.session.answers) + 1,
                when=time_of(record.updated, seen_from=self._desk.now()),
            )

        return Resume(record.id, label)

    def habits(self) -> "Habits":
        """The wallet, the currency and the place of the last of them that has each."""
        from wallethelp.ui.asking import Habits

        about = (r.session.about for r in self._records)
        wallet = next((w for w in about if w in self._desk.pack.wallets), None)
        return Habits(self._currency(), wallet, self._region())

    def can_call(self, helping: str | None) -> bool:
        """Whether the person can talk on a call, as they said last."""
        told = (r.session.can_call for r in self._records if r.session.helping == helping)
        return next(told, True)

    def _region(self) -> "Region | None":
        from wallethelp.core.guide import Ask

        guides = self._desk.pack.guides
        for record in self._records:
            for given in record.session.answers:
                guide, _slash, name = given.key.partition("/")
                step = guides[guide].steps.get(name) if guide in guides else None
                if isinstance(step, Ask) and isinstance(given.reply, Chose):
                    option = step.options.get(given.reply.option)
                    if option is not None and option.region is not None:
                        return option.region
        return None

    def _currency(self) -> str | None:
        replies = (a.reply for r in self._records for a in reversed(r.session.answers))
        amounts = (r.value for r in replies if isinstance(r, Detail) and isinstance(r.value, Money))
        return next((amount.currency for amount in amounts if amount.currency), None)
