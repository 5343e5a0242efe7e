"""What the wizard asks of whoever draws it: values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Back:
    """The person wants the question before."""


BACK = Back()

CHECK_KEY = "check-answers"
"""The page on which every answer can be changed."""

SKIP = "skip"
"""The choice that passes an optional detail over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """What every question has. `key` is its name in an `--answers` file."""

    key: str
    question: str
    heading: str = ""
    notes: tuple[str, ...] = ()
    """Why it is asked, where to look, how to write it: always shown."""
    explanation: tuple[str, ...] = ()
    """What `?` shows."""
    problem: str = ""
    """What was wrong with the reply just given."""
    can_go_back: bool = True
    optional: bool = False
    """Whether nobody minds if it is passed over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Select(Prompt):
    """One of a list. `default` is where the pointer starts."""

    choices: tuple[Choice, ...]
    default: str | None = None
    unasked: str | None = None
    """What is taken where nobody can be asked; without it the question stays open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SelectMany(Prompt):
    """Any number of a list, none included."""

    choices: tuple[Choice, ...]
    defaults: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TextPrompt(Prompt):
    """A line of text. An empty line skips."""

    default: str = ""


Tone = Literal["plain", "quiet", "good", "warning"]


class UI(Protocol):
    """Whoever shows prompts and brings replies: a terminal, plain lines, a file of answers.

    A method may raise KeyboardInterrupt, and UnansweredError where nobody is there to answer.
    """

    def select(self, prompt: Select) -> str | Back:
        """One choice's value, or BACK."""
        ...

    def select_many(self, prompt: SelectMany) -> tuple[str, ...] | Back:
        """The chosen values in the order of the list, or BACK."""
        ...

    def text(self, prompt: TextPrompt) -> str | Back:
        """The text as it was typed, or BACK."""
        ...

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Say something that needs no reply."""
        ...


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
