"""Keeping a session as it goes on."""

from dataclasses import replace
from datetime import datetime

from wallethelp.cli.errors import store_problem
from wallethelp.cli.keeping import open_store
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.session import Session, World
from wallethelp.core.version import version_of
from wallethelp.i18n import _
from wallethelp.store.cases import CaseStore, StoreError
from wallethelp.store.records import Record

UNSAVED = "unsaved"
"""The id of a case that is not kept."""


class Keeper:
    """Commits every answer as it is given. Where that fails, says so once and goes on without."""

    def __init__(self, around: Surroundings, world: World, *, save: bool) -> None:
        self._around = around
        self._world = world
        self._store = open_store(around) if save else None
        self.record: Record | None = None

    @property
    def case_id(self) -> str:
        """The id of the case, or the name of one that is not kept."""
        return self.record.id if self.record is not None else UNSAVED

    @property
    def is_keeping(self) -> bool:
        """Whether answers are being kept."""
        return self._store is not None

    def save(self, session: Session, *, finished: bool = False) -> None:
        """Commit `session` before anything else is shown."""
        if self._store is None:
            return
        now = self._around.now()
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
            self._around.say(*store_problem(error), _("You can go on; nothing more will be kept."))

    def _commit(self, store: CaseStore, session: Session, *, finished: bool, now: datetime) -> None:
        version = version_of(self._world, session)
        if self.record is None:
            self.record = store.create(session, finished=finished, guide_version=version, now=now)
        else:
            self.record = store.save(
                replace(
                    self.record,
                    session=session,
                    finished=finished,
                    updated=now,
                    guide_version=version,
                )
            )

    def _set_aside(self, store: CaseStore, now: datetime) -> None:
        """Move a damaged file away, so that the case goes into a new one."""
        place = store.set_aside(now)
        self.record = None
        if place is not None:
            self._around.say(
                _("The stored cases are damaged. The file was set aside as {place}.").format(
                    place=place
                )
            )
