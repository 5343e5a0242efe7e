"""Scripts: answers given in advance. A walk is a script and where it must lead."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from msgspec import Struct, field

from wallethelp.core.guide import Outcome
from wallethelp.core.mistakes import Mistake, Place, Source
from wallethelp.core.names import Id
from wallethelp.core.session import Session
from wallethelp.core.shape import Frozen, UnfitError, Written
from wallethelp.core.text import SafeStr

DRAFT = "draft: "
"""How the name of a walk begins that nobody has read yet, in any language."""


class Script(Struct, frozen=True):
    """Answers as somebody wrote them, by the key of the question, and where they stand.

    `confirm` names the fields whose text is what is asked for, although it looks like something
    else. The script stands at the place `at` of `source`.
    """

    steps: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    confirm: tuple[str, ...] = ()
    guide: str | None = None
    """The guide it is for, where it says so."""
    wallet: str | None = None
    at: Place = ()
    source: Source = field(default_factory=Source)

    def __hash__(self) -> int:
        return hash((self.at, self.confirm))

    @property
    def given(self) -> dict[str, Any]:
        """Every answer by its key: no field is called like a step."""
        return {**self.steps, **self.fields}

    def place_of(self, key: str) -> Place:
        """Where in the script the answer for `key` stands, or would have to."""
        return ("steps" if "/" in key else "fields", key)

    def mistake(
        self, code: str, place: Place = (), near: str | None = None, **names: str
    ) -> Mistake:
        """The mistake `code` at `place` of the script, located in its source."""
        return self.source.mistake(code, (*self.at, *place), near, **names)

    def never_asked(self, session: Session) -> tuple[str, ...]:
        """The keys whose answers `session` had no question for."""
        asked = {answer.key for answer in session.answers}
        return tuple(key for key in self.given if key not in asked)


class Goal(NamedTuple):
    """Where a walk leads. `first` is the channel or rung advised first, where that matters."""

    ends: str
    outcome: Outcome
    first: str | None = None


_YEARS = range(1970, 2200)
"""Times are counted on from a walk's: those at the ends of the calendar leave no room."""


def _read_time(written: object) -> datetime:
    try:
        time = datetime.fromisoformat(str(written))
    except ValueError as error:
        raise UnfitError("no_time") from error
    if time.year not in _YEARS:
        raise UnfitError("no_time")
    return time


class Walk(Frozen, kw_only=True):
    """A script that an author keeps beside a guide, with the goal it must lead to."""

    guide: Id
    name: SafeStr
    wallet: Id | None = None
    now: Annotated[datetime, Written(_read_time)]
    """When every answer is given."""
    script: Script
    ends: SafeStr
    outcome: Outcome
    first: Id | None = None

    @property
    def title(self) -> str:
        """The walk's name among those of all guides."""
        return f"{self.guide}: {self.name}"

    @property
    def is_draft(self) -> bool:
        """Whether it was drafted by the program, and has no name of its own yet."""
        return self.name.startswith(DRAFT.strip())

    @property
    def goal(self) -> Goal:
        """Where it must lead."""
        return Goal(self.ends, self.outcome, self.first)
