"""The cases worked on last, for who begins another one."""

from contextlib import suppress
from typing import TYPE_CHECKING

from wallethelp.cli.desk import Desk
from wallethelp.core.values import Chose, Detail, Money
from wallethelp.i18n import _
from wallethelp.store.cases import StoreError
from wallethelp.store.records import Record
from wallethelp.ui.menu import Resume

if TYPE_CHECKING:
    from wallethelp.core.guide import Region
    from wallethelp.ui.asking import Habits

MOST_DUE = 3
"""Cases named before the first question: more would push it off the screen."""


class LastCases:
    """The newest cases that can be read: the list, and the next saving, tell about the others."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records: list[Record] = []
        with suppress(StoreError, OSError):
            self._records = [r for r in desk.store.recent(20) if isinstance(r, Record)]

    def tell_what_is_due(self) -> None:
        """Say what to do now for the cases worked on last, before a new one begins."""
        from wallethelp.cli.cases import title_of, todo_of
        from wallethelp.cli.stored import finished_case

        shown = 0
        for record in self._records:
            if shown == MOST_DUE or record.closed or not record.finished:
                continue
            case = finished_case(self._desk.world, record.session)
            if case is None or case.outcome == "resolved":
                continue
            if case.appointment is not None or record.log:
                title = title_of(self._desk.pack, record.session, to=self._desk.err.file)
                self._desk.say(f"{record.id} {title}", f"  {todo_of(self._desk, case, record)}")
                shown += 1

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
