"""Answers given in advance: what `--answers` uses, and what drives the wizard in tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wallethelp.ui.prompts import (
    CHECK_KEY,
    SKIP,
    UI,
    Back,
    BadAnswerError,
    Choice,
    Prompt,
    Select,
    SelectMany,
    TextPrompt,
    Tone,
    UnansweredError,
)

Given = str | tuple[str, ...] | Back
"""A reply: a choice's value, several of them, a text, or BACK."""


@dataclass(slots=True)
class ScriptedUI:
    """Replies by the key of the question, each used once and in order.

    What is not given is asked of `otherwise`; without it, an optional detail is skipped, and
    UnansweredError says what else is missing.
    A reply its question does not take raises BadAnswerError. Asked again for a key whose replies
    are used up (after going back, say), it turns to `otherwise` as well.
    """

    given: Mapping[str, Sequence[Given]]
    otherwise: UI | None = None
    confirm: bool = True
    """Whether the page of answers is confirmed without asking."""
    told: list[str] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)

    def select(self, prompt: Select) -> str | Back:
        """The reply given for the prompt's key."""
        reply = self._next(prompt)
        if reply is None and self.confirm and prompt.key == CHECK_KEY:
            return prompt.choices[0].value
        if reply is None and self.otherwise is None and prompt.unasked is not None:
            return prompt.unasked
        if reply is None and prompt.optional and self.otherwise is None:
            return SKIP
        if reply is None:
            return self._nobody(prompt, prompt.choices).select(prompt)
        if isinstance(reply, tuple):
            raise BadAnswerError(prompt.key, "one", _values(prompt.choices))
        return reply if isinstance(reply, Back) else _known(reply, prompt.key, prompt.choices)

    def select_many(self, prompt: SelectMany) -> tuple[str, ...] | Back:
        """The replies given for the prompt's key, in the order of the list."""
        reply = self._next(prompt)
        if reply is None:
            return self._nobody(prompt, prompt.choices).select_many(prompt)
        if isinstance(reply, Back):
            return reply
        names = reply if isinstance(reply, tuple) else (reply,)
        chosen = {_known(name, prompt.key, prompt.choices) for name in names}
        return tuple(c.value for c in prompt.choices if c.value in chosen)

    def text(self, prompt: TextPrompt) -> str | Back:
        """The text given for the prompt's key, to be validated as typed text is."""
        if prompt.problem and self.used.get(prompt.key):
            raise BadAnswerError(prompt.key, prompt.problem)
        reply = self._next(prompt)
        if reply is None and prompt.optional and self.otherwise is None:
            return ""
        if reply is None:
            return self._nobody(prompt, ()).text(prompt)
        if isinstance(reply, tuple):
            raise BadAnswerError(prompt.key, "one")
        return reply

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Pass it on, and remember it."""
        self.told.extend(lines)
        if self.otherwise is not None:
            self.otherwise.tell(lines, tone)

    def _next(self, prompt: Prompt) -> Given | None:
        replies, used = self.given.get(prompt.key, ()), self.used.get(prompt.key, 0)
        if used >= len(replies):
            return None
        self.used[prompt.key] = used + 1
        return replies[used]

    def _nobody(self, prompt: Prompt, choices: Sequence[Choice]) -> UI:
        if self.otherwise is None:
            raise UnansweredError(prompt.key, prompt.question, _values(choices))
        return self.otherwise


def _known(value: str, key: str, choices: Sequence[Choice]) -> str:
    if value not in _values(choices):
        raise BadAnswerError(key, value, _values(choices))
    return value


def _values(choices: Sequence[Choice]) -> tuple[str, ...]:
    return tuple(choice.value for choice in choices)
