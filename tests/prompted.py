"""Somebody at the prompts: the program's own scripted UI, watched by the test."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wallethelp.ui.prompts import (
    UI,
    Back,
    Choice,
    Prompt,
    Select,
    SelectMany,
    TextPrompt,
    Tone,
    Value,
)
from wallethelp.ui.scripted import Given, ScriptedUI

AFTERWARDS = "menu:afterwards"
Look = Callable[[int, Prompt], Given]


def _nothing(_number: int, _prompt: Prompt) -> None:
    return None


@dataclass(slots=True)
class Watched:
    """Passes every prompt to `ui`, after `look` has seen it with its number from 0.

    A reply that `look` returns is given in place of that of `ui`.
    """

    ui: UI
    look: Look = _nothing
    asked: list[Prompt] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    """What happened in its order: `ask KEY`, `tell TONE`, and whatever a test adds."""

    def select(self, prompt: Select) -> Value | Back:
        return self._at(prompt).select(prompt)

    def select_many(self, prompt: SelectMany) -> tuple[Value, ...] | Back:
        return self._at(prompt).select_many(prompt)

    def text(self, prompt: TextPrompt) -> str | Back:
        return self._at(prompt).text(prompt)

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        self.log.append(f"tell {tone}")
        self.told.extend(lines)
        self.ui.tell(lines, tone)

    def prompt(self, key: str) -> Prompt:
        """The last prompt of this key."""
        return next(prompt for prompt in reversed(self.asked) if prompt.key == key)

    @property
    def keys(self) -> list[str]:
        """The keys asked for, in order."""
        return [prompt.key for prompt in self.asked]

    def _at(self, prompt: Prompt) -> UI:
        self.asked.append(prompt)
        self.log.append(f"ask {prompt.key}")
        reply = self.look(len(self.asked) - 1, prompt)
        return self.ui if reply is None else ScriptedUI({prompt.key: (reply,)})


def person(*replies: Given) -> Watched:
    """Gives the replies one after the other; running out of them is a mistake of the test."""
    left = list(replies)

    def next_one(_number: int, prompt: Prompt) -> Given:
        assert left, f"nothing left to reply to {prompt.key}"
        reply = left.pop(0)
        assert not isinstance(reply, Back) or prompt.can_go_back, f"no way back from {prompt.key}"
        return reply

    return Watched(ScriptedUI({}), next_one)


def someone(given: Mapping[str, Sequence[Given]], *, leaves: bool = False) -> Watched:
    """Somebody with replies for each question, who is done after the summary.

    Where the replies run out they pass over what is optional, or `leaves` with Ctrl-C.
    """
    script = ScriptedUI(
        given if leaves else {**given, AFTERWARDS: (*given.get(AFTERWARDS, ()), "done")}
    )

    def leave(_number: int, prompt: Prompt) -> None:
        if script.used.get(prompt.key, 0) >= len(given.get(prompt.key, ())):
            raise KeyboardInterrupt

    return Watched(script, leave if leaves else _nothing)


def values(choices: Iterable[Choice]) -> list[str]:
    """The values of choices, in order; a sign of ours by its name."""
    return [c.value if isinstance(c.value, str) else c.value.value for c in choices]
