"""A person as a UI: replies in order whatever is asked, and a record of what was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wallethelp.ui.prompts import Back, Prompt, Select, SelectMany, TextPrompt, Tone

Reply = str | tuple[str, ...] | Back


@dataclass(slots=True)
class Person:
    """Gives `replies` one after the other; running out of them is a mistake of the test."""

    replies: list[Reply]
    asked: list[Prompt] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    """What happened in its order: `ask KEY`, `tell TONE`, and whatever a test adds."""
    told: list[str] = field(default_factory=list)

    def select(self, prompt: Select) -> str | Back:
        reply = self._next(prompt)
        assert not isinstance(reply, tuple), prompt.key
        known = {choice.value for choice in prompt.choices}
        assert isinstance(reply, Back) or reply in known, (prompt.key, reply, known)
        return reply

    def select_many(self, prompt: SelectMany) -> tuple[str, ...] | Back:
        reply = self._next(prompt)
        assert not isinstance(reply, str), prompt.key
        return reply

    def text(self, prompt: TextPrompt) -> str | Back:
        reply = self._next(prompt)
        assert not isinstance(reply, tuple), prompt.key
        return reply

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        self.log.append(f"tell {tone}")
        self.told.extend(lines)

    def prompt(self, key: str) -> Prompt:
        """The last prompt of this key."""
        return next(prompt for prompt in reversed(self.asked) if prompt.key == key)

    @property
    def keys(self) -> list[str]:
        """The keys asked for, in order."""
        return [prompt.key for prompt in self.asked]

    def _next(self, prompt: Prompt) -> Reply:
        self.asked.append(prompt)
        self.log.append(f"ask {prompt.key}")
        assert self.replies, f"nothing left to reply to {prompt.key}"
        reply = self.replies.pop(0)
        if isinstance(reply, Back):
            assert prompt.can_go_back, f"no way back from {prompt.key}"
        return reply


def person(*replies: Reply) -> Person:
    """A person with these replies."""
    return Person(list(replies))


def values(choices: Iterable[object]) -> list[str]:
    """The values of choices, in order."""
    return [str(getattr(choice, "value", "")) for choice in choices]
