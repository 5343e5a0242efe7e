"""Numbered lines, one at a time: for screen readers, dumb terminals and whoever prefers them."""

from collections.abc import Sequence
from typing import TextIO

from msgspec.structs import replace

from wallethelp.core.text import folded
from wallethelp.i18n import _
from wallethelp.render import words
from wallethelp.render.wrap import wrap
from wallethelp.ui.prompts import (
    BACK,
    Back,
    Choice,
    Prompt,
    Select,
    SelectMany,
    Sign,
    TextPrompt,
    Tone,
    Value,
)
from wallethelp.ui.typed_ahead import flush_terminal

_BACK_WORDS = frozenset({"0", "/back", "/b"})
_WHY_WORDS = frozenset({"?", "/why"})


class PlainUI:
    """Asks on `output` and reads lines from `source`; draws nothing twice and nothing in colour."""

    def __init__(self, source: TextIO, output: TextIO, *, width: int = 80) -> None:
        self._source = source
        self._output = output
        self._width = width
        self._said: set[str] = set()
        self._headed: tuple[str, ...] = ()

    def select(self, prompt: Select) -> Value | Back:
        """One choice by its number."""
        if prompt.is_recap:
            more = Choice(Sign.MORE, _("Hear the answers, change one"))
            brief = replace(prompt, notes=(), choices=(prompt.choices[0], more), is_recap=False)
            reply = self.select(brief)
            if reply is not Sign.MORE:
                return reply
            prompt = replace(prompt, is_recap=False)
        self._show(prompt)
        self._list(prompt.choices)
        default = None if prompt.must_choose else prompt.default
        number = _number_of(prompt.choices, default)
        if number is not None:
            self._say([_("Enter for {number}").format(number=number)])
        while True:
            line = self._read(prompt, _("Type a number, ? for the reason"))
            if line in _BACK_WORDS and prompt.can_go_back:
                return BACK
            if line in _WHY_WORDS:
                self._explain(prompt)
                continue
            if not line and default is not None:
                return default
            chosen = _pick(prompt.choices, line)
            if chosen is not None:
                return chosen
            self._say([_("Please type a number from 1 to {n}.").format(n=len(prompt.choices))])

    def select_many(self, prompt: SelectMany) -> tuple[Value, ...] | Back:
        """Several choices by their numbers, with spaces or commas between them."""
        self._show(prompt)
        self._list(prompt.choices)
        if prompt.defaults:
            labels = [c.label for c in prompt.choices if c.value in prompt.defaults]
            self._keep(_(", ").join(labels))
        usage = _("Numbers with spaces between them, ? for the reason")
        while True:
            line = self._read(prompt, usage)
            if line in _BACK_WORDS and prompt.can_go_back:
                return BACK
            if line in _WHY_WORDS:
                self._explain(prompt)
                continue
            if not line and prompt.defaults:
                return prompt.defaults
            parts = line.replace(",", " ").replace("、", " ").replace("，", " ").split()
            picked = [_pick(prompt.choices, part) for part in parts]
            if picked and None not in picked:
                return tuple(c.value for c in prompt.choices if c.value in picked)
            self._say([_("Please type numbers from 1 to {n} only.").format(n=len(prompt.choices))])

    def text(self, prompt: TextPrompt) -> str | Back:
        """A line of text."""
        self._show(prompt)
        usage = _("Type your answer; /skip to skip, /back to go back, /why for the reason")
        # After a problem the text is no answer: Enter must not give it once more.
        default = "" if prompt.problem else prompt.default
        if default:
            self._keep(default)
        while True:
            line = self._read(prompt, usage, raw=True)
            word = folded(line)
            if word in ("/back", "/b") and prompt.can_go_back:
                return BACK
            if word in _WHY_WORDS:
                self._explain(prompt)
            elif word in ("/skip", "/s"):
                return ""
            else:
                return line if word else default

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Print the lines; no sign says their tone."""
        self._say(lines)

    def goes_on(self, line: str) -> bool:
        """Whether the next part is wanted: Enter; 0 stops."""
        self._say([line])
        return self._line() not in _BACK_WORDS

    def _show(self, prompt: Prompt) -> None:
        self._output.write("\n")
        problem = [prompt.problem] if prompt.problem else []
        self._say([*problem, *self._new_in(prompt.heading), prompt.question])
        for note in prompt.notes:
            if note in prompt.hints:
                self._say_once(note)
            elif note in prompt.steps:
                self._say([note.partition(". ")[2]])
            elif note not in prompt.reasons:
                self._say([note])

    def _new_in(self, heading: str) -> list[str]:
        """What of the heading was not heard in the one before: the step, and a new title."""
        if not heading:
            return []
        parts, before = words.title_parts(heading), self._headed
        self._headed = parts
        new = [part for part in parts if part not in before]
        return [words.titled(*new)] if new else []

    def _list(self, choices: Sequence[Choice]) -> None:
        group = ""
        for number, choice in enumerate(choices, 1):
            if choice.group and choice.group != group:
                self._say([choice.group])
            group = choice.group
            self._say([f"{number}. {choice.label}"])

    def _keep(self, earlier: str) -> None:
        self._say([_("Earlier answer: {text}. Press Enter to keep it.").format(text=earlier)])

    def _explain(self, prompt: Prompt) -> None:
        """The reason, and once more how to answer."""
        self._said.clear()
        self._say([*prompt.reasons, *prompt.explanation])
        for hint in prompt.hints:
            self._say_once(hint)

    def _say_once(self, hint: str) -> None:
        """A hint is heard once; `?` says it again."""
        if hint not in self._said:
            self._said.add(hint)
            self._say([hint])

    def _say(self, lines: Sequence[str]) -> None:
        for text in lines:
            for line in wrap(text, self._width):
                self._output.write(f"{line}\n")
        self._output.flush()

    def _read(self, prompt: Prompt, usage: str, *, raw: bool = False) -> str:
        if prompt.can_go_back and not isinstance(prompt, TextPrompt):
            self._say_once(_("0. Back to the question before"))
        self._say_once(usage)
        if prompt.is_fresh or (isinstance(prompt, Select) and prompt.must_choose):
            drop_typed_ahead(self._source)
        line = self._line()
        return line if raw else folded(line)

    def _line(self) -> str:
        self._output.write("> ")
        self._output.flush()
        try:
            line = self._source.readline()
        except KeyboardInterrupt:
            # What is said next begins a line of its own.
            self._output.write("\n")
            raise
        if not line:
            # End of input: nobody is there any more.
            raise KeyboardInterrupt
        return line.rstrip("\r\n")


def drop_typed_ahead(source: TextIO) -> None:
    """Forget the lines that wait in the terminal behind `source`; nothing where it is none."""
    try:
        if source.isatty():
            flush_terminal(source.fileno())
    except (OSError, ValueError):
        return


def _number_of(choices: Sequence[Choice], value: Value | None) -> int | None:
    return next((n for n, choice in enumerate(choices, 1) if choice.value == value), None)


def _pick(choices: Sequence[Choice], written: str) -> Value | None:
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 0
    if 1 <= number <= len(choices):
        return choices[number - 1].value
    folded = written.casefold()
    named = (c.value for c in choices if folded and folded in (c.label.casefold(), c.key))
    return next(named, None)
