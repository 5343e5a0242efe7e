"""What stays on the person's own screen and what leaves it. That is decided here, nowhere else."""

from collections.abc import Callable
from typing import IO, TYPE_CHECKING, TypeVar

from msgspec import Struct

from wallethelp.cli.streams import is_terminal

if TYPE_CHECKING:
    from wallethelp.core.case import Case
    from wallethelp.core.evidence import Pieces
    from wallethelp.core.history import Log, Today
    from wallethelp.core.model import Pack
    from wallethelp.core.session import Session, Visit
    from wallethelp.core.values import Answer
    from wallethelp.render.contents import Parts
    from wallethelp.render.message import Size
    from wallethelp.render.schema import CaseDocument

T = TypeVar("T")

AWAY = None
"""Where a file goes, or data for a program: to somebody else."""


def stays(to: IO[str] | None, *, reveal: bool = False, size: "Size | None" = None) -> bool:
    """Whether what goes `to` a stream or AWAY is shown whole.

    The person's own terminal shows all; away from it only what they said they `reveal`, and
    nothing of what is public.
    """
    return size != "public" and (reveal or (to is not AWAY and is_terminal(to)))


class Copy(Struct, frozen=True, kw_only=True):
    """One copy of a case and all since: where it goes, and how large its message is."""

    case: "Case"
    pack: "Pack"
    case_id: str
    log: "Log" = ()
    evidence: "Pieces" = ()
    to: IO[str] | None = AWAY
    reveal: bool = False
    size: "Size | None" = None
    guides: str = ""
    """Which state of the guides it was made with."""
    today: "Today | None" = None
    """When it is looked at; without it, nothing is said of what is next."""
    is_timed: bool = False
    """Whether the order of time is told although nothing was noted since."""

    def document(self) -> "CaseDocument":
        """The case in words, redacted unless it stays."""
        return self.made(self._document)

    def made(self, make: "Callable[[Parts], T]") -> T:
        """What `make` makes of the case and all since, redacted unless they stay."""
        if self._stays:
            return make(self._parts)
        from wallethelp.render.contents import masked_parts

        return make(masked_parts(self._parts, self.pack))

    def contents(self, shape: "Callable[[CaseDocument], object]") -> list[str]:
        """What is in the copy of which `shape` shows its part, and what was masked."""
        return self.contents_of(lambda parts: shape(self._document(parts)))

    def contents_of(self, make: "Callable[[Parts], object]") -> list[str]:
        """The same of what `make` makes of the case and all since."""
        from wallethelp.render.contents import contents

        return contents(self._parts, self.pack, make, reveal=self._stays)

    @property
    def _stays(self) -> bool:
        return stays(self.to, reveal=self.reveal, size=self.size)

    @property
    def _parts(self) -> "Parts":
        from wallethelp.render.contents import Parts

        return Parts(self.case, self.log, self.evidence)

    def _document(self, parts: "Parts") -> "CaseDocument":
        from wallethelp.render.document import document_of

        return document_of(
            parts.case,
            self.pack,
            case_id=self.case_id,
            log=parts.log,
            size=self.size,
            today=self.today,
            evidence=parts.evidence,
            guides=self.guides,
            is_timed=self.is_timed,
        )


def answers_for(
    to: IO[str] | None, answers: "tuple[Answer, ...]", pack: "Pack"
) -> "tuple[Answer, ...]":
    """Answers of a session, redacted unless they stay."""
    return answers if stays(to) or not answers else _redacted(answers, pack)


def visits_for(
    to: IO[str] | None, visits: "tuple[Visit, ...]", pack: "Pack"
) -> "tuple[Visit, ...]":
    """The answers of a case that has no outcome yet, redacted unless they stay."""
    return visits if stays(to) else _redacted(visits, pack)


def helped_in(to: IO[str] | None, session: "Session", pack: "Pack") -> str | None:
    """The name of the person who is helped, redacted unless it stays."""
    name = session.helping
    return name if stays(to) or name is None else _redacted(name, pack)


def _redacted(value: T, pack: "Pack") -> T:
    # Imported here: most of what is shown stays.
    from wallethelp.core.redact import redacted

    return redacted(value, pack.fields)
