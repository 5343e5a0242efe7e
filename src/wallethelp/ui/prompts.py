"""What the wizard asks of whoever draws it: values in, values out."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Literal, Protocol

from msgspec import Struct


class Sign(Enum):
    """A choice of ours in a list of ids: never equal to an id, whatever an author calls theirs."""

    UNKNOWN = "unknown"
    """“I don't know”."""
    SKIP = "skip"
    """Passes an optional detail over."""
    DONE = "done"
    YES = "yes"
    NO = "no"
    NONE = "none"
    """None of the guides that were found."""
    EMERGENCY = "emergency"
    DESCRIBE = "describe"
    DUE = "due"
    """What is most urgent of the cases kept."""
    DUE_NEXT = "due-next"
    RESUME = "resume"
    LANGUAGE = "language"
    HELPING = "helping"
    MORE = "more"


Value = str | Sign
"""What a choice stands for: an author's id, or a sign of ours."""


class Choice(Struct, frozen=True):
    """One line of a list."""

    value: Value
    label: str
    group: str = ""
    """The heading it stands under, together with those before and after it."""
    key: str = ""
    """A letter that chooses it at once, named in its label."""


class Back(Struct, frozen=True):
    """The person wants the question before."""


BACK = Back()

CHECK_KEY = "menu:check-answers"
"""The page on which every answer can be changed. A colon stands in no key of a step or field."""


class Prompt(Struct, frozen=True, kw_only=True):
    """What every question has. `key` is its name in an `--answers` file."""

    key: str
    question: str
    heading: str = ""
    notes: tuple[str, ...] = ()
    """Why it is asked, where to look, how to write it: always shown."""
    reasons: tuple[str, ...] = ()
    """Those of the notes that somebody who hears them is told on `?`."""
    hints: tuple[str, ...] = ()
    """Those of the notes that are heard once, and again on `?`."""
    steps: tuple[str, ...] = ()
    """Those of the notes that are numbered: heard without, since the answers are numbered too."""
    explanation: tuple[str, ...] = ()
    """What `?` shows."""
    problem: str = ""
    """What was wrong with the reply just given."""
    can_go_back: bool = True
    optional: bool = False
    """Whether nobody minds if it is passed over."""
    is_fresh: bool = False
    """Whether keys typed before it was shown are dropped: nothing is answered unseen."""


class Select(Prompt, frozen=True, kw_only=True):
    """One of a list. `default` is where the pointer starts."""

    choices: tuple[Choice, ...]
    default: Value | None = None
    unasked: Value | None = None
    """What is taken where nobody can be asked; without it the question stays open."""
    must_choose: bool = False
    """Whether Enter alone is no answer: nothing is preselected, and keys typed ahead are dropped.
    """
    is_recap: bool = False
    """Whether all but the first choice say what was told before: heard only on request."""
    is_compact: bool = False
    """Whether it is a menu below a page, to be drawn in as few lines as possible."""


class SelectMany(Prompt, frozen=True, kw_only=True):
    """Any number of a list, at least one."""

    choices: tuple[Choice, ...]
    defaults: tuple[Value, ...] = ()
    alone: tuple[Value, ...] = ()
    """Choices that exclude all others, such as “none of these”."""


class TextPrompt(Prompt, frozen=True, kw_only=True):
    """A line of text. An empty line skips."""

    default: str = ""


Tone = Literal["plain", "quiet", "good", "warning"]


class UI(Protocol):
    """Whoever shows prompts and brings replies: a terminal, plain lines, a file of answers.

    A method may raise KeyboardInterrupt, and UnansweredError where nobody is there to answer.
    """

    def select(self, prompt: Select) -> Value | Back:
        """One choice's value, or BACK."""
        ...

    def select_many(self, prompt: SelectMany) -> tuple[Value, ...] | Back:
        """The chosen values in the order of the list, or BACK."""
        ...

    def text(self, prompt: TextPrompt) -> str | Back:
        """The text as it was typed, or BACK."""
        ...

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Say something that needs no reply."""
        ...


def written_as(value: Value, values: Iterable[Value]) -> str:
    """How an answers file writes `value`, one of `values`.

    An id is written as it is, a sign of ours by its name. Where an author's id has that name, the
    name means the id: “I don't know” can always be written `null`, and nothing else needs to be.
    """
    if isinstance(value, str):
        return value
    return "null" if value.value in values else value.value


def meant_by(written: Value | None, values: Iterable[Value]) -> Value | None:
    """The one of `values` that an answers file means by `written`, or None."""
    known = tuple(values)
    if written is None:
        written = Sign.UNKNOWN
    if written in known:
        return written
    return next((v for v in known if isinstance(v, Sign) and v.value == written), None)


class UnansweredError(Exception):
    """A question nobody is there to answer; `choices` are the values that would answer it."""

    def __init__(self, key: str, question: str, choices: tuple[str, ...]) -> None:
        super().__init__(key)
        self.key = key
        self.question = question
        self.choices = choices


class BadAnswerError(Exception):
    """An answer given in advance that its question does not take."""

    def __init__(self, key: str, problem: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(key)
        self.key = key
        self.problem = problem
        self.choices = choices
