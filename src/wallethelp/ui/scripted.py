"""Answers given in advance: what `--answers` uses, and what drives the wizard in tests."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from wallethelp.ui.prompts import (
    CHECK_KEY,
    UI,
    Back,
    BadAnswerError,
    Choice,
    Prompt,
    Select,
    SelectMany,
    Sign,
    TextPrompt,
    Tone,
    UnansweredError,
    Value,
    meant_by,
    written_as,
)

Given = Value | None | tuple[Value | None, ...] | Back
"""A reply as a file of answers writes it: a choice, several of them, a text, or BACK.

None is “I don't know”, and so is “unknown” where no option is called that.
"""


class ScriptedUI(Struct):
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

    def select(self, prompt: Select) -> Value | Back:
        """The reply given for the prompt's key."""
        if not self._has(prompt):
            if self.confirm and prompt.key == CHECK_KEY:
                return prompt.choices[0].value
            if prompt.unasked is not None and self.otherwise is None:
                return prompt.unasked
            if prompt.optional and self.otherwise is None:
                return Sign.SKIP
            return self._nobody(prompt, prompt.choices).select(prompt)
        reply = self._next(prompt)
        if isinstance(reply, tuple):
            raise BadAnswerError(prompt.key, "one", _written(prompt.choices))
        return reply if isinstance(reply, Back) else _meant(reply, prompt.key, prompt.choices)

    def select_many(self, prompt: SelectMany) -> tuple[Value, ...] | Back:
        """The replies given for the prompt's key, in the order of the list."""
        self._refuse_again(prompt)
        if not self._has(prompt):
            return self._nobody(prompt, prompt.choices).select_many(prompt)
        reply = self._next(prompt)
        if isinstance(reply, Back):
            return reply
        written = reply if isinstance(reply, tuple) else (reply,)
        chosen = {_meant(each, prompt.key, prompt.choices) for each in written}
        return tuple(c.value for c in prompt.choices if c.value in chosen)

    def text(self, prompt: TextPrompt) -> str | Back:
        """The text given for the prompt's key, to be validated as typed text is."""
        self._refuse_again(prompt)
        if not self._has(prompt):
            if prompt.optional and self.otherwise is None:
                return ""
            return self._nobody(prompt, ()).text(prompt)
        reply = self._next(prompt)
        if isinstance(reply, tuple):
            raise BadAnswerError(prompt.key, "one")
        if reply is None:
            reply = Sign.UNKNOWN
        return reply.value if isinstance(reply, Sign) else reply

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Pass it on, and remember it."""
        self.told.extend(lines)
        if self.otherwise is not None:
            self.otherwise.tell(lines, tone)

    def _refuse_again(self, prompt: Prompt) -> None:
        """A reply that was not accepted is no reply to the same question put again."""
        if prompt.problem and self.used.get(prompt.key) and not self._has(prompt):
            raise BadAnswerError(prompt.key, prompt.problem)

    def _has(self, prompt: Prompt) -> bool:
        return self.used.get(prompt.key, 0) < len(self.given.get(prompt.key, ()))

    def _next(self, prompt: Prompt) -> Given:
        used = self.used.get(prompt.key, 0)
        self.used[prompt.key] = used + 1
        return self.given[prompt.key][used]

    def _nobody(self, prompt: Prompt, choices: Sequence[Choice]) -> UI:
        if self.otherwise is None:
            raise UnansweredError(prompt.key, prompt.question, _written(choices))
        return self.otherwise


def _meant(written: Value | None, key: str, choices: Sequence[Choice]) -> Value:
    found = meant_by(written, (choice.value for choice in choices))
    if found is None:
        raise BadAnswerError(key, str(written), _written(choices))
    return found


def _written(choices: Sequence[Choice]) -> tuple[str, ...]:
    values = [choice.value for choice in choices]
    return tuple(written_as(value, values) for value in values)
