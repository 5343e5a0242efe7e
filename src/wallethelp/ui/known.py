"""Somebody at the prompts, and before them what is known already."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from wallethelp.ui.prompts import UI, Back, Select, SelectMany, TextPrompt, Tone, Value


class KnownUI(Struct):
    """Answers a prompt for a text with what is known, once; all else is asked of `person`.

    What its question does not take, and what is asked again after going back, is theirs to answer.
    """

    known: Mapping[str, str]
    person: UI
    used: set[str] = field(default_factory=set)

    def select(self, prompt: Select) -> Value | Back:
        """Ask."""
        return self.person.select(prompt)

    def select_many(self, prompt: SelectMany) -> tuple[Value, ...] | Back:
        """Ask."""
        return self.person.select_many(prompt)

    def text(self, prompt: TextPrompt) -> str | Back:
        """What is known, or ask."""
        if prompt.key in self.used or prompt.key not in self.known:
            return self.person.text(prompt)
        self.used.add(prompt.key)
        return self.known[prompt.key]

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Say it."""
        self.person.tell(lines, tone)
