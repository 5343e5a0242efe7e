"""Keeping a session as it goes on, and turning a stored one into what is shown."""

from contextlib import suppress
from dataclasses import replace

from wallethelp.cli.errors import CliError, store_problem, unknown_name
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.case import Case, UnfinishedError, case_of
from wallethelp.core.graph import questions_ahead
from wallethelp.core.session import AtEnd, Session, World, answer, current, fits, follow, restore
from wallethelp.core.version import version_of
from wallethelp.i18n import _
from wallethelp.store.cases import CaseStore, Record, StoreError

UNSAVED = "unsaved"
"""The id of a case that is not kept."""


class Keeper:
    """Commits every answer as it is given. Where that fails, says so once and goes on without."""

    def __init__(
        self,
        around: Surroundings,
        world: World,
        *,
        save: bool,
        record: Record | None = None,
    ) -> None:
        self._around = around
        self._world = world
        self._store = CaseStore(around.home) if save else None
        self.record = record

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
            version = version_of(self._world.pack.guides[session.guide])
            if self.record is None:
                self.record = self._store.create(
                    session, finished=finished, guide_version=version, now=now
                )
            else:
                self.record = replace(
                    self.record,
                    session=session,
                    finished=finished,
                    updated=now,
                    guide_version=version,
                )
                self._store.save(self.record)
        except StoreError as error:
            if error.problem == "damaged" and self._set_aside():
                self.save(session, finished=finished)
                return
            # What was committed before stays: the record still names it.
            self._store = None
            self._around.say(*store_problem(error), _("You can go on; nothing more will be kept."))

    def _set_aside(self) -> bool:
        """Move a damaged file away and begin a new one; whether that worked."""
        if self._store is None:
            return False
        try:
            place = self._store.set_aside(self._around.now())
        except StoreError:
            return False
        self.record = None
        self._around.say(
            _("The stored cases are damaged. The file was set aside as {place}.").format(
                place=place
            )
        )
        return True


def stored(around: Surroundings, case_id: str | None, *, unfinished: bool = False) -> Record:
    """The case of this id, or the newest (`unfinished`). Raises CliError where there is none."""
    store = CaseStore(around.home)
    try:
        newest = store.unfinished if unfinished else store.newest
        record = newest() if case_id is None else store.find(case_id)
        ids = store.ids() if record is None else []
    except StoreError as error:
        raise CliError(1, *store_problem(error)) from error
    if record is None:
        if case_id is None and unfinished:
            raise CliError(2, _("There is no unfinished case."), _("List them: wallethelp cases"))
        if case_id is None:
            raise CliError(2, _("There is no case yet."), _("Start with: wallethelp diagnose"))
        raise unknown_name(_("case"), case_id, ids, listing=_("List them: wallethelp cases"))
    return record


def session_from(around: Surroundings, world: World, record: Record) -> Session:
    """The stored session, replayed on today's guides as far as it still fits.

    What no longer fits is said, and kept as a default.
    """
    guide = world.pack.guides.get(record.session.guide)
    if guide is None:
        raise CliError(
            1,
            _("The guide “{name}” of this case does not exist any more.").format(
                name=record.session.guide
            ),
        )
    session = _replayed(world, record.session)
    if version_of(guide) != record.guide_version:
        around.say(_("The guide has changed since; what still fits is kept."))
        on_path = {answer.key for answer in session.answers}
        ahead = questions_ahead(world.pack, follow(world, session))
        for lost in record.session.answers:
            question = ahead.get(lost.key)
            if lost.key in on_path or (question is not None and fits(question, lost)):
                continue
            told = _("No longer asked here: {key}") if question is None else _("Asked again: {key}")
            around.say(told.format(key=lost.key))
    return session


def _replayed(world: World, session: Session) -> Session:
    """The session on today's guides: an answer stays wherever its question is still asked."""
    fresh = restore(world, session, session.answers)
    on_hand = {old.key: old for old in session.answers}
    while True:
        question = current(world, fresh)
        old = None if isinstance(question, AtEnd) else on_hand.get(question.key)
        if old is None or isinstance(question, AtEnd) or not fits(question, old):
            return fresh
        fresh = answer(world, fresh, old)


def case_from(around: Surroundings, world: World, record: Record) -> Case:
    """The stored case. Raises CliError where it has no outcome yet."""
    try:
        return case_of(world, session_from(around, world, record))
    except UnfinishedError as error:
        raise CliError(
            1,
            _("Case {id} is not finished.").format(id=record.id),
            _("Go on with it: wallethelp cases resume {id}").format(id=record.id),
        ) from error


def finished_case(world: World, session: Session) -> Case | None:
    """The case of a stored session, or None while it has no outcome on today's guides."""
    if session.guide not in world.pack.guides:
        return None
    for again in (False, True):
        with suppress(UnfinishedError):
            return case_of(world, _replayed(world, session) if again else session)
    return None
