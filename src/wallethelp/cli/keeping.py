"""Keeping a session as it goes on, and turning a stored one into what is shown."""

from dataclasses import replace

from wallethelp.cli.errors import CliError, store_problem, unknown_name
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.case import UnfinishedError, case_of
from wallethelp.core.model import Outcome
from wallethelp.core.session import Session, World, restore
from wallethelp.core.version import version_of
from wallethelp.i18n import _
from wallethelp.render.document import CaseDocument, document_of
from wallethelp.store.cases import CaseStore, Record, StoreError

UNSAVED = "unsaved"
"""The id of a case that is not kept."""


class Keeper:
    """Commits every answer as it is given. Where that fails, says so once and goes on without."""

    def __init__(self, around: Surroundings, world: World, *, save: bool) -> None:
        self._around = around
        self._world = world
        self._store = CaseStore(around.home) if save else None
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
            self._store = None
            self.record = None
            self._around.say(*store_problem(error), _("You can go on; nothing will be kept."))


def stored(around: Surroundings, case_id: str | None) -> Record:
    """The case of this id, or the newest. Raises CliError where there is none."""
    store = CaseStore(around.home)
    try:
        record = store.newest() if case_id is None else store.find(case_id)
        ids = store.ids() if record is None else []
    except StoreError as error:
        raise CliError(1, *store_problem(error)) from error
    if record is None:
        if case_id is None:
            raise CliError(2, _("There is no case yet."), _("Start with: wallethelp diagnose"))
        raise unknown_name(_("case"), case_id, ids, listing=_("List them: wallethelp cases"))
    return record


def document_from(
    around: Surroundings, world: World, record: Record, *, masked: bool
) -> CaseDocument:
    """The stored case as a document, replayed on today's guides as far as it still fits.

    Raises UnfinishedError where no outcome is reached.
    """
    guide = world.pack.guides.get(record.session.guide)
    if guide is None:
        raise CliError(
            1,
            _("The guide “{name}” of this case does not exist any more.").format(
                name=record.session.guide
            ),
        )
    session = restore(world, record.session, record.session.answers)
    if version_of(guide) != record.guide_version:
        around.say(_("The guide has changed since; what still fits is shown."))
        for lost in session.kept[len(record.session.kept) :]:
            around.say(_("No longer asked: {key}").format(key=lost.key))
    return document_of(case_of(world, session), world.pack, case_id=record.id, masked=masked)


def outcome_of(world: World, session: Session) -> Outcome | None:
    """The id of the outcome's kind, or None while the session has none."""
    if session.guide not in world.pack.guides:
        return None
    try:
        return case_of(world, session).outcome
    except UnfinishedError:
        return None
