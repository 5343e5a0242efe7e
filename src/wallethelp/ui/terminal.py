"""Prompts with arrow keys, by Questionary. The only module that knows it."""

import sys
from collections.abc import Sequence
from typing import Any, TextIO

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.filters import Condition, to_filter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import (
    ConditionalContainer,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import Output, create_output
from rich.console import Console
from rich.text import Text

from wallethelp.core.text import folded, visible
from wallethelp.i18n import _
from wallethelp.render.wrap import hanging, width_of, wrap
from wallethelp.ui.prompts import (
    BACK,
    Back,
    Prompt,
    Select,
    SelectMany,
    TextPrompt,
    Tone,
    Value,
)

_MAX_LINES_OF_EXPLANATION = 12
_HANGING = " " * 6
_MOST_SHORTCUTS = 36
"""The keys Questionary has: 1 to 9, 0, a to z."""
_STYLE = [
    ("qmark", "fg:ansicyan bold"),
    ("heading", "fg:ansibrightblack"),
    ("question", "bold"),
    ("note", "fg:ansibrightblack"),
    ("problem", "fg:ansired"),
    ("pointer", "fg:ansicyan bold"),
    ("highlighted", "fg:ansicyan bold"),
    ("selected", "fg:ansigreen"),
    ("text", ""),
    ("answer", ""),
]
_TONES: dict[Tone, str] = {"plain": "", "quiet": "dim", "good": "green", "warning": "bold red"}


class TerminalUI:
    """Draws on the terminal behind `console`; the prompt is erased once it is answered.

    `escape_delay` is how long, in seconds, a lone Escape waits for the rest of a key's sequence.
    """

    def __init__(
        self,
        console: Console,
        *,
        ascii_only: bool = False,
        escape_delay: float = 0.25,
        source: Input | None = None,
        output: Output | None = None,
        stream: TextIO = sys.stderr,
    ) -> None:
        self._console = console
        self._stream = stream
        self._ascii = ascii_only
        self._escape_delay = escape_delay
        self._source = source
        self._output = output
        self._style = questionary.Style([] if console.no_color else _STYLE)

    def select(self, prompt: Select) -> Value | Back:
        """One choice, with arrow keys or its number, then Enter."""
        with self._session():
            choices = [questionary.Choice(self._label(c.label), c.value) for c in prompt.choices]
            start = next((c for c in choices if c.value == prompt.default), None)
            if prompt.can_go_back:
                choices.append(self._back_choice())
            question = questionary.select(
                prompt.question,
                choices=choices,
                default=start,
                pointer=self._sign("❯", ">"),
                instruction=" ",
                use_shortcuts=len(choices) <= _MOST_SHORTCUTS,
                use_jk_keys=False,
                style=self._style,
            )
            usage = _("Arrow keys or number, Enter to choose, ? for why, Ctrl-C to leave")
            chosen: Value | Back = self._run_list(question, prompt, usage)
        return chosen

    def select_many(self, prompt: SelectMany) -> tuple[Value, ...] | Back:
        """Any number of choices: the space bar ticks, Enter goes on."""
        with self._session():
            choices = [
                questionary.Choice(
                    self._label(c.label), c.value, checked=c.value in prompt.defaults
                )
                for c in prompt.choices
            ]
            if prompt.can_go_back:
                choices.append(self._back_choice())
            question = questionary.checkbox(
                prompt.question,
                choices=choices,
                pointer=self._sign("❯", ">"),
                instruction=" ",
                use_jk_keys=False,
                style=self._style,
            )
            usage = _("Space to tick, Enter to go on, ? for why, Ctrl-C to leave")
            chosen = self._run_list(question, prompt, usage)
        if isinstance(chosen, Back):
            return BACK
        return tuple(c.value for c in prompt.choices if c.value in chosen)

    def text(self, prompt: TextPrompt) -> str | Back:
        """A line of text; `?` alone asks for the reason."""
        shows_why: list[bool] = []
        while True:
            with self._session():
                question = questionary.text(
                    ">", default=visible(prompt.default), qmark="", style=self._style
                )
                app = question.application
                header = self._header(prompt, Condition(lambda: bool(shows_why)))
                usage = _("Enter to go on, Escape for the question before, ? for why")
                app.layout = Layout(
                    HSplit([*header, app.layout.container, self._footer(usage)]),
                    focused_element=app.layout.current_window,
                )
                self._bind_keys(question, prompt, left_is_back=False)
                try:
                    typed = question.unsafe_ask()
                except EOFError as error:
                    raise KeyboardInterrupt from error
            if isinstance(typed, Back):
                return typed
            if folded(str(typed)) != "?":
                return str(typed)
            shows_why.append(True)

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Print above the next prompt, where it stays."""
        sign = f"  {self._sign('✓', '*')} " if tone == "good" else ""
        for text in lines:
            for line in hanging(text, self._width, sign):
                self._console.print(Text(line, style=_TONES[tone]), soft_wrap=True)

    @property
    def _width(self) -> int:
        return max(self._console.width, 20)

    def _sign(self, fancy: str, simple: str) -> str:
        return simple if self._ascii else fancy

    def _label(self, text: str) -> str:
        # Questionary breaks a long line anywhere; under the pointer and number stand six columns.
        return f"\n{_HANGING}".join(wrap(text, self._width - len(_HANGING) - 1))

    def _back_choice(self) -> questionary.Choice:
        back = _("Back to the question before")
        label = f"{self._sign('←', '<-')} {back}"
        return questionary.Choice(label, value=BACK, shortcut_key="0")

    def _session(self) -> Any:
        output = self._output or create_output(stdout=self._stream)
        return create_app_session(input=self._source, output=output)

    def _run_list(
        self, question: questionary.Question, prompt: Select | SelectMany, usage: str
    ) -> Any:
        app = question.application
        shows_why = [False]
        window = next(w for w in app.layout.find_all_windows() if hasattr(w.content, "choices"))
        window.wrap_lines = to_filter(True)
        window.dont_extend_height = to_filter(True)
        window.get_line_prefix = lambda _line, wraps: _HANGING if wraps else ""
        app.layout = Layout(
            HSplit(
                [
                    *self._header(prompt, Condition(lambda: shows_why[0])),
                    window,
                    self._footer(usage),
                ]
            ),
            focused_element=window,
        )
        self._bind_keys(question, prompt, left_is_back=True)
        keys = KeyBindings()

        @keys.add("?", eager=True)
        @keys.add("？", eager=True)
        def _why(event: KeyPressEvent) -> None:
            shows_why[0] = not shows_why[0]
            event.app.invalidate()

        @keys.add("enter", eager=True, filter=Condition(lambda: _points_back(window)))
        def _back(event: KeyPressEvent) -> None:
            event.app.exit(result=BACK)

        app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), keys])
        return question.unsafe_ask()

    def _bind_keys(
        self, question: questionary.Question, prompt: Prompt, *, left_is_back: bool
    ) -> None:
        app = question.application
        keys = KeyBindings()

        def leave(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        def suspend(event: KeyPressEvent) -> None:
            event.app.suspend_to_background()

        def go_back(event: KeyPressEvent) -> None:
            event.app.exit(result=BACK)

        keys.add("<sigint>")(leave)
        keys.add("c-z")(suspend)
        if prompt.can_go_back:
            keys.add("escape", eager=True)(go_back)
            if left_is_back:
                keys.add("left", eager=True)(go_back)
        app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), keys])
        app.ttimeoutlen = self._escape_delay
        app.erase_when_done = True

    def _header(self, prompt: Prompt, shows_why: Condition) -> list[Any]:
        width = self._width - 1
        fragments: StyleAndTextTuples = []

        def add(style: str, text: str, lead: str = "") -> None:
            for number, line in enumerate(wrap(text, width - width_of(lead))):
                pad = lead if number == 0 else " " * width_of(lead)
                fragments.append((f"class:{style}", f"{pad}{line}\n"))

        if prompt.problem:
            add("problem", prompt.problem, "! ")
        if prompt.heading:
            add("heading", "")
            add("heading", prompt.heading)
        add("question", prompt.question, "? ")
        for note in prompt.notes:
            add("note", note, "  ")
        explanation: StyleAndTextTuples = []
        lines = [line for text in prompt.explanation for line in wrap(text, width - 2)]
        for line in lines[:_MAX_LINES_OF_EXPLANATION]:
            explanation.append(("class:note", f"  {line}\n"))
        return [
            _text_window(fragments),
            ConditionalContainer(_text_window(explanation), filter=shows_why),
        ]

    def _footer(self, usage: str) -> Window:
        lines = wrap(usage, self._width - 3)
        return _text_window([("class:note", "\n".join(f"  {line}" for line in lines))])


def _text_window(fragments: StyleAndTextTuples) -> Window:
    if fragments:
        style, text, *_rest = fragments[-1]
        fragments = [*fragments[:-1], (style, str(text).rstrip("\n"))]
    return Window(FormattedTextControl(fragments), dont_extend_height=True, wrap_lines=True)


def _points_back(window: Window) -> bool:
    pointed: Any = window.content
    return pointed.get_pointed_at().value is BACK
