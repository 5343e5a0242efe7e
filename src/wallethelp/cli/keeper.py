"""Keeping a session as it goes on."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from wallethelp.cli.desk import Desk
from wallethelp.cli.streams import is_terminal
from wallethelp.i18n import _
from wallethelp.render.words import UNSAVED
from wallethelp.store.cases import CaseStore
from wallethelp.store.database import StoreError

if TYPE_CHECKING:
    from wallethelp.core.session import Session
    from wallethelp.store.records import Record


class Keeper:
    """Commits every answer as it is given. Where that fails, says so once and goes on without."""

    def __init__(self, desk: Desk, *, save: bool, record: "Record | None" = None) -> None:
        self._desk = desk
        self._store = desk.store if save else None
        self.record = record

    @property
    def is_kept(self) -> bool:
        """Whether the case is on this computer, whole."""
        return self.record is not None and self._store is not None

    @property
    def case_id(self) -> str:
        """The id of the case, or the name of one that is not kept."""
        return self.record.id if self.record is not None else UNSAVED

    def save(self, session: "Session", *, finished: bool = False) -> None:
        """Commit `session` before anything else is shown."""
        if self._store is None:
            return
        from wallethelp.cli.storage_words import store_problem

        now = self._desk.now()
        try:
            try:
                self._commit(self._store, session, finished=finished, now=now)
            except StoreError as error:
                if error.problem != "damaged":
                    raise
                self._set_aside(self._store, now)
                self._commit(self._store, session, finished=finished, now=now)
        except StoreError as error:
            # What was committed before stays, unless somebody deleted it: the record names it.
            self._store = None
            if error.problem == "deleted":
                self.record = None
            self._desk.say(*store_problem(error), _("You can go on; nothing more will be kept."))

    def what_is_kept(self) -> tuple[str, ...]:
        """Where the finished case is, in words."""
        if self.record is None:
            return (_("Nothing was kept on this computer."),)
        if self._store is None:
            return self._only_the_beginning()
        return self._with_command(
            _("Kept on this computer as case {id}. Read it again: wallethelp cases show {id}")
        )

    def what_is_kept_so_far(self) -> tuple[str, ...]:
        """What is left of a conversation that was interrupted, in words."""
        if self.record is not None and self._store is None:
            return self._only_the_beginning()
        if self.record is not None:
            return self._with_command(
                _("Interrupted. Your answers are kept. Go on: wallethelp cases resume {id}")
            )
        if self._store is not None:
            return (_("Interrupted. There was nothing to keep yet."),)
        return (_("Interrupted. Nothing was kept."),)

    def _with_command(self, sentence: str) -> tuple[str, ...]:
        """The sentence about the case; and how to type the command where its name is not enough."""
        told = sentence.format(id=self.case_id)
        if not is_terminal(sys.stderr):
            return (told,)
        from wallethelp.cli.called import typed_instead

        typed = typed_instead()
        if typed is None:
            return (told,)
        hint = _("Wherever it says wallethelp, type here: {path}").format(path=typed)
        return told, hint

    def _only_the_beginning(self) -> tuple[str, ...]:
        told = _("Only your earlier answers were kept, as case {id}.")
        return (told.format(id=self.case_id),)

    def _commit(
        self, store: CaseStore, session: "Session", *, finished: bool, now: datetime
    ) -> None:
        from wallethelp.core.version import version_of

        version = version_of(self._desk.world, session)
        if self.record is None:
            self.record = store.create(session, finished=finished, guide_version=version, now=now)
        else:
            changed = replace(self.record, session=session, finished=finished)
            self.record = store.save(replace(changed, updated=now, guide_version=version))

    def _set_aside(self, store: CaseStore, now: datetime) -> None:
        """Move a damaged file away, so that the case goes into a new one."""
        place = store.set_aside(now)
        self.record = None
        if place is not None:
            self._desk.say(
                _("The stored cases are damaged. The file was set aside as {place}.").format(
                    place=place
                )
            )
