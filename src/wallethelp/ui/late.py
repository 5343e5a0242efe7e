"""A person at a terminal, whose prompts are loaded with the first one.

Loading them takes as long as all else before a first question: what is told until then is read
meanwhile.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

from wallethelp.ui.prompts import UI, Back, Select, SelectMany, TextPrompt, Tone, Value


class LateUI:
    """Asks by what `load` returns; tells by `tell`."""

    def __init__(self, load: Callable[[], UI], tell: Callable[[Sequence[str], Tone], None]) -> None:
        self._load = load
        self._tell = tell

    @cached_property
    def _prompts(self) -> UI:
        return self._load()

    def select(self, prompt: Select) -> Value | Back:
        """One choice's value, or BACK."""
        return self._prompts.select(prompt)

    def select_many(self, prompt: SelectMany) -> tuple[Value, ...] | Back:
        """The chosen values in the order of the list, or BACK."""
        return self._prompts.select_many(prompt)

    def text(self, prompt: TextPrompt) -> str | Back:
        """The text as it was typed, or BACK."""
        return self._prompts.text(prompt)

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Say something that needs no reply."""
        if "_prompts" in vars(self):
            self._prompts.tell(lines, tone)
        else:
            self._tell(lines, tone)
