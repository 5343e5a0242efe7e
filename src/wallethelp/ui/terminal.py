"""Prompts with arrow keys, by Questionary: it runs them, `list_screen` says what they look like."""

import sys
from collections.abc import Callable, Sequence
from typing import Any, TextIO

import questionary
from msgspec.structs import replace
from prompt_toolkit.application import create_app_session
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, VerticalAlign, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import Output, create_output
from rich.console import Console

from wallethelp.core.text import visible
from wallethelp.i18n import _
from wallethelp.ui.drawn import DrawnList, DrawnText, Help
from wallethelp.ui.keyboard import drop_typed_ahead
from wallethelp.ui.list_keys import ListState, one_of, several_of
from wallethelp.ui.prompts import BACK, Back, Prompt, Select, SelectMany, TextPrompt, Tone, Value
from wallethelp.ui.screen_lines import ASCII, Signs
from wallethelp.ui.telling import tell_on

_STYLE = [
    ("heading", "bold"),
    ("question", "bold"),
    ("note", ""),
    ("problem", "fg:ansired"),
    ("pointed", "fg:ansicyan bold"),
    ("ticked", "fg:ansigreen"),
    ("row", ""),
    ("hint", "dim"),
    ("text", ""),
    ("answer", ""),
]
_NO_COLOUR = [("question", "bold"), ("pointed", "reverse"), ("hint", "dim")]


class TerminalUI:
    """Draws on the terminal behind `console`; the prompt is erased once it is answered.

    `escape_delay` is how long, in seconds, a lone Escape waits for the rest of a key's sequence;
    `painted` is called when the first prompt stands on the screen.
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
        painted: Callable[[], None] = lambda: None,
    ) -> None:
        self._console = console
        self._stream = stream
        self._signs = ASCII if ascii_only else Signs()
        self._escape_delay = escape_delay
        self._source = source
        self._output = output
        self._painted = _Once(painted)
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
        """A line of text; `?` as the first key shows the reason. What is no text is asked again."""
        while True:
            typed = self._text(prompt)
            if isinstance(typed, Back) or _is_text(typed):
                return typed
            unread = _("Some of it could not be read. Please type it again.")
            prompt = replace(prompt, problem=unread)

    def _text(self, prompt: TextPrompt) -> str | Back:
        with self._session():
            question = questionary.text(
                ">", default=visible(prompt.default), qmark="", style=self._style
            )
            app = question.application
            drawn = DrawnText(prompt, self._signs, app.current_buffer)
            line = app.layout.container
            app.layout = Layout(
                HSplit(
                    [_window(drawn.above), drawn.unless_helping(line), _window(drawn.below)],
                    align=VerticalAlign.TOP,
                ),
                focused_element=app.layout.current_window,
            )
            keys = [
                app.key_bindings or KeyBindings(),
                self._common_keys(prompt, drawn.help, "escape"),
                *drawn.keys(),
            ]
            app.key_bindings = merge_key_bindings(keys)
            try:
                typed: str | Back = self._asked(question, prompt)
            except EOFError as error:
                raise KeyboardInterrupt from error
            return typed

    def tell(self, lines: Sequence[str], tone: Tone = "plain") -> None:
        """Print above the next prompt, where it stays."""
        tell_on(self._console, lines, tone, ascii_only=self._signs is ASCII)

    def _session(self) -> Any:
        output = self._output or create_output(stdout=self._stream)
        return create_app_session(input=self._source, output=output)

    def _asked(self, question: questionary.Question, prompt: Prompt) -> Any:
        app = question.application
        app.ttimeoutlen = self._escape_delay
        app.erase_when_done = True
        app.after_render += self._painted
        if prompt.is_fresh or (isinstance(prompt, Select) and prompt.must_choose):
            drop_typed_ahead()
            app.before_render += _Once(drop_typed_ahead)
        return question.unsafe_ask()

    def _run_list(self, prompt: Select | SelectMany, start: ListState) -> Any:
        drawn = DrawnList(prompt, start, self._signs)
        with self._session():
            # Questionary brings the application; the list is drawn for the window it is in.
            question = questionary.select(prompt.question, choices=[""], style=self._style)
            window = Window(FormattedTextControl(drawn.paint, focusable=True, show_cursor=False))
            question.application.layout = Layout(window, focused_element=window)
            question.application.key_bindings = merge_key_bindings(
                [self._common_keys(prompt, drawn.help, "escape", "left"), *drawn.keys()]
            )
            return self._asked(question, prompt)

    def _common_keys(self, prompt: Prompt, help_page: Help, *back: str) -> KeyBindings:
        """Ctrl-C, Ctrl-Z, and the keys that go `back`."""
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
            for name in back:
                keys.add(name, eager=True, filter=~help_page.is_open)(go_back)
        return keys


class _Once:
    """Does something at the first of many events: keys typed before a first paint are not seen."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act: Callable[[], None] | None = act

    def __call__(self, _sender: object) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()


def _back() -> str:
    return _("Back to the question before")


def _is_text(typed: str) -> bool:
    """Whether it is made of characters: a byte that is none comes as half of a pair."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        return False
    return True


def _window(lines: Callable[[], StyleAndTextTuples]) -> ConditionalContainer:
    """Lines that take as much room as they need, and none where there are none."""
    shown = Window(FormattedTextControl(lines), dont_extend_height=True, wrap_lines=False)
    return ConditionalContainer(shown, filter=Condition(lambda: bool(lines())))
