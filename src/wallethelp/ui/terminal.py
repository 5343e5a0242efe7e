"""Prompts with arrow keys, by Questionary: it runs them, `list_screen` says what they look like."""

import sys
from collections.abc import Sequence
from typing import Any, TextIO

import questionary
from prompt_toolkit.application import create_app_session, get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import Output, create_output
from rich.console import Console
from rich.text import Text

from wallethelp.core.text import folded, visible
from wallethelp.i18n import _
from wallethelp.render.wrap import hanging, wrap
from wallethelp.ui.keyboard import drop_typed_ahead
from wallethelp.ui.list_screen import ASCII, Line, Signs, help_lines, help_screen, list_screen
from wallethelp.ui.lists import ListState, one_of, pressed, several_of
from wallethelp.ui.prompts import BACK, Back, Prompt, Select, SelectMany, TextPrompt, Tone, Value

_STYLE = [
    ("heading", "bold"),
    ("question", "bold"),
    ("note", ""),
    ("problem", "fg:ansired"),
    ("pointed", "fg:ansicyan bold"),
    ("ticked", "fg:ansigreen"),
    ("row", ""),
    ("hint", "fg:ansibrightblack"),
    ("text", ""),
    ("answer", ""),
]
_NO_COLOUR = [("question", "bold"), ("pointed", "reverse")]
_TONES: dict[Tone, str] = {"plain": "", "quiet": "dim", "good": "green", "warning": "bold red"}
_KEYS = {"up": "up", "down": "down", "enter": "enter", " ": "space", "s-tab": "up", "tab": "down"}
_HELP_KEYS = {"up": -1, "down": 1, " ": 5, "pageup": -5, "pagedown": 5}


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
        self._signs = ASCII if ascii_only else Signs()
        self._escape_delay = escape_delay
        self._source = source
        self._output = output
        self._style = questionary.Style(_NO_COLOUR if console.no_color else _STYLE)

    def select(self, prompt: Select) -> Value | Back:
        """One choice, with arrow keys or its number, then Enter."""
        chosen: Value | Back = self._run_list(prompt, one_of(prompt, _back()))
        return chosen

    def select_many(self, prompt: SelectMany) -> tuple[Value, ...] | Back:
        """Any number of choices: Space, Enter or a number ticks, the last row goes on."""
        chosen: tuple[Value, ...] | Back = self._run_list(prompt, several_of(prompt, _back()))
        return chosen

    def text(self, prompt: TextPrompt) -> str | Back:
        """A line of text; `?` alone asks for the reason."""
        shows_why = False
        while True:
            with self._session():
                question = questionary.text(
                    ">", default=visible(prompt.default), qmark="", style=self._style
                )
                app = question.application
                why = Condition(lambda shown=shows_why: shown)  # type: ignore[misc]
                app.layout = Layout(
                    HSplit([*self._header(prompt, why), app.layout.container, self._footer()]),
                    focused_element=app.layout.current_window,
                )
                keys = self._common_keys(prompt)
                app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), keys])
                try:
                    typed = self._asked(question, prompt)
                except EOFError as error:
                    raise KeyboardInterrupt from error
            if isinstance(typed, Back):
                return typed
            if folded(str(typed)) != "?":
                return str(typed)
            shows_why = True

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Print above the next prompt, where it stays."""
        ticked = "*" if self._signs is ASCII else "✓"
        sign = f"  {ticked} " if tone == "good" else ""
        for text in lines:
            for line in hanging(text, max(self._console.width, 20), sign):
                self._console.print(Text(line, style=_TONES[tone]), soft_wrap=True)

    def _session(self) -> Any:
        output = self._output or create_output(stdout=self._stream)
        return create_app_session(input=self._source, output=output)

    def _asked(self, question: questionary.Question, prompt: Prompt) -> Any:
        app = question.application
        app.ttimeoutlen = self._escape_delay
        app.erase_when_done = True
        if prompt.is_fresh or (isinstance(prompt, Select) and prompt.must_choose):
            drop_typed_ahead()
        return question.unsafe_ask()

    def _run_list(self, prompt: Select | SelectMany, start: ListState) -> Any:
        drawn = _Drawn(prompt, start, self._signs)
        with self._session():
            # Questionary brings the application; the list is drawn for the window it is in.
            question = questionary.select(prompt.question, choices=[""], style=self._style)
            window = Window(FormattedTextControl(drawn.paint, focusable=True, show_cursor=False))
            question.application.layout = Layout(window, focused_element=window)
            question.application.key_bindings = merge_key_bindings(
                [
                    self._common_keys(prompt, Condition(lambda: drawn.help_from is None)),
                    drawn.keys(),
                ]
            )
            return self._asked(question, prompt)

    def _common_keys(self, prompt: Prompt, on_list: Condition | None = None) -> KeyBindings:
        """Ctrl-C, Ctrl-Z, and the keys that go back; the left arrow only where it moves nothing."""
        keys = KeyBindings()

        def leave(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        def suspend(event: KeyPressEvent) -> None:
            event.app.suspend_to_background()

        def go_back(event: KeyPressEvent) -> None:
            event.app.exit(result=BACK)

        for name in ("<sigint>", "c-c"):
            keys.add(name, eager=True)(leave)
        keys.add("c-z")(suspend)
        if prompt.can_go_back:
            always = on_list if on_list is not None else Condition(lambda: True)
            keys.add("escape", eager=True, filter=always)(go_back)
            if on_list is not None:
                keys.add("left", eager=True, filter=on_list)(go_back)
        return keys

    def _header(self, prompt: Prompt, shows_why: Condition) -> list[Any]:
        width = max(self._console.width, 20) - 1
        fragments: StyleAndTextTuples = []

        def add(style: str, text: str, lead: str = "") -> None:
            fragments.extend((f"class:{style}", f"{line}\n") for line in hanging(text, width, lead))

        if prompt.problem:
            add("problem", prompt.problem, "! ")
        if prompt.heading:
            add("heading", "")
            add("heading", prompt.heading)
        add("question", prompt.question, "? ")
        for note in prompt.notes:
            add("note", note, "  ")
        explanation: StyleAndTextTuples = [
            ("class:note", f"  {line}\n")
            for text in prompt.explanation
            for line in wrap(text, width - 2)
        ]
        return [
            _text_window(fragments),
            ConditionalContainer(_text_window(explanation), filter=shows_why),
        ]

    def _footer(self) -> Window:
        usage = _("Enter to go on, Escape for the question before, ? for why")
        lines = wrap(usage, max(self._console.width, 20) - 3)
        return _text_window([("class:hint", "\n".join(f"  {line}" for line in lines))])


class _Drawn:
    """A list on the screen: its state, changed by keys, and the page behind `?`."""

    def __init__(self, prompt: Select | SelectMany, state: ListState, signs: Signs) -> None:
        self.prompt = prompt
        self.state = state
        self.signs = signs
        self.help_from: int | None = None
        """The first line shown of that page, or None while the list is shown."""

    def paint(self) -> StyleAndTextTuples:
        size = get_app().output.get_size()
        # The last column stays free: some terminals break the line there.
        width, height = max(size.columns - 1, 8), max(size.rows, 1)
        if self.help_from is None:
            lines = list_screen(
                self.prompt, self.state, width=width, height=height, signs=self.signs
            )
        else:
            lines = help_screen(
                self.prompt, width=width, height=height, first=self.help_from, signs=self.signs
            )
        return _fragments(lines)

    def keys(self) -> KeyBindings:
        keys = KeyBindings()
        on_list = Condition(lambda: self.help_from is None)
        is_compact = isinstance(self.prompt, Select) and self.prompt.is_compact
        moves = {**_KEYS, **({"left": "up", "right": "down"} if is_compact else {})}
        for name, meaning in [*moves.items(), *((d, d) for d in "0123456789")]:
            keys.add(name, eager=True, filter=on_list)(self._pressing(meaning))
        for sign in ("?", "？"):
            keys.add(sign, eager=True)(self._helping)
        off_list = ~on_list
        for name, step in _HELP_KEYS.items():
            keys.add(name, eager=True, filter=off_list)(self._scrolling(step))
        for name in ("enter", "escape", "q", "left"):
            keys.add(name, eager=True, filter=off_list)(self._helping)
        return keys

    def _pressing(self, meaning: str) -> Any:
        def press(event: KeyPressEvent) -> None:
            self.state = pressed(self.state, meaning)
            if self.state.result is not None:
                event.app.exit(result=self.state.result)

        return press

    def _scrolling(self, step: int) -> Any:
        def scroll(event: KeyPressEvent) -> None:
            size = event.app.output.get_size()
            lines = len(help_lines(self.prompt, max(size.columns - 1, 8)))
            last = max(lines - max(size.rows - 1, 1), 0)
            self.help_from = min(max((self.help_from or 0) + step, 0), last)

        return scroll

    def _helping(self, event: KeyPressEvent) -> None:
        self.help_from = 0 if self.help_from is None else None
        event.app.invalidate()


def _back() -> str:
    return _("Back to the question before")


def _fragments(lines: Sequence[Line]) -> StyleAndTextTuples:
    fragments: StyleAndTextTuples = []
    for number, line in enumerate(lines):
        if number:
            fragments.append(("", "\n"))
        fragments.extend((f"class:{style}", text) for style, text in line)
    return fragments


def _text_window(fragments: StyleAndTextTuples) -> Window:
    if fragments:
        style, text, *_rest = fragments[-1]
        fragments = [*fragments[:-1], (style, str(text).rstrip("\n"))]
    return Window(FormattedTextControl(fragments), dont_extend_height=True, wrap_lines=True)
