"""What stays on the person's own screen and what leaves it. That is decided here, nowhere else."""

from collections.abc import Callable
from typing import IO

from msgspec import Struct

from wallethelp.cli.streams import is_terminal
from wallethelp.core.case import Case
from wallethelp.core.model import Pack
from wallethelp.core.redact import Log, redact, redacted
from wallethelp.core.session import Session, Visit
from wallethelp.core.values import Answer
from wallethelp.render.contents import contents
from wallethelp.render.document import document_of
from wallethelp.render.message import Size, named
from wallethelp.render.schema import CaseDocument

AWAY = None
"""Where a file goes, or data for a program: to somebody else."""


def stays(to: IO[str] | None, *, reveal: bool = False, size: Size | None = None) -> bool:
    """Whether what goes `to` a stream or AWAY is shown whole.

    The person's own terminal shows all; away from it only what they said they `reveal`, and
    nothing of what is public.
    """
    return size != "public" and (reveal or (to is not AWAY and is_terminal(to)))


class Copy(Struct, frozen=True, kw_only=True):
    """One copy of a case with the contacts since: where it goes, and how large its message is."""

    case: Case
    pack: Pack
    case_id: str
    log: Log = ()
    to: IO[str] | None = AWAY
    reveal: bool = False
    size: Size | None = None

    def document(self) -> CaseDocument:
        """The case in words, redacted unless it stays."""
        if stays(self.to, reveal=self.reveal, size=self.size):
            return self._document(self.case, self.log)
        return self._document(*redact(self.case, self.log, self.pack.fields))

    def contents(self, shape: Callable[[CaseDocument], object]) -> list[str]:
        """What is in the copy of which `shape` shows its part, and what was masked."""
        whole = stays(self.to, reveal=self.reveal, size=self.size)
        return contents(
            self.case,
            self.log,
            self.pack,
            lambda case, log: shape(self._document(case, log)),
            reveal=whole,
        )

    def _document(self, case: Case, log: Log) -> CaseDocument:
        return document_of(case, self.pack, case_id=self.case_id, log=log, size=self.size)


def answers_for(to: IO[str] | None, session: Session, pack: Pack) -> tuple[Answer, ...]:
    """The answers of a session, redacted unless they stay."""
    return session.answers if stays(to) else redacted(session.answers, pack.fields)


def visits_for(to: IO[str] | None, visits: tuple[Visit, ...], pack: Pack) -> tuple[Visit, ...]:
    """The answers of a case that has no outcome yet, redacted unless they stay."""
    return visits if stays(to) else redacted(visits, pack.fields)


def helped_in(to: IO[str] | None, session: Session, pack: Pack) -> str | None:
    """What the person who is helped is called in them, redacted unless it stays."""
    return named((session if stays(to) else redacted(session, pack.fields)).helping)
