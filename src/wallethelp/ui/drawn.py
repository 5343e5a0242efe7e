"""Prompts on the screen, painted for the window at each paint, and the keys that change them."""

from collections.abc import Callable, Sequence

from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition, FilterOrBool, to_filter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, ConditionalContainer, Dimension, HSplit

from wallethelp.render.wrap import width_of
from wallethelp.ui.list_keys import ListState, pressed
from wallethelp.ui.list_screen import list_screen
from wallethelp.ui.prompts import Prompt, Select, SelectMany, TextPrompt
from wallethelp.ui.screen_lines import Line, Signs, help_lines, help_screen
from wallethelp.ui.text_screen import text_screen

_KEYS = {
    "up": "up",
    "down": "down",
    "enter": "enter",
    " ": "space",
    "\u3000": "space",
    "s-tab": "up",
    "tab": "down",
}
_FULL_WIDTH = "０１２３４５６７８９"
_HELP_KEYS = {"up": -1, "down": 1, " ": 5, "pageup": -5, "pagedown": 5}


class Help:
    """The page behind `?`: shown or not, and from which line on."""

    def __init__(self, prompt: Prompt, signs: Signs) -> None:
        self._prompt = prompt
        self._signs = signs
        self._first: int | None = None
        self.is_open = Condition(lambda: self._first is not None)

    def lines(self) -> list[Line]:
        """The page as it fits the window now."""
        width, height = _size()
        first = self._first or 0
        return help_screen(self._prompt, width=width, height=height, first=first, signs=self._signs)

    def keys(self, may_open: FilterOrBool = True) -> KeyBindings:
        """The keys that open it where `may_open`, and turn and close it while it is open."""
        keys = KeyBindings()
        for sign in ("?", "？"):
            keys.add(sign, eager=True, filter=to_filter(may_open) | self.is_open)(self._turn)
        for name, step in _HELP_KEYS.items():
            keys.add(name, eager=True, filter=self.is_open)(self._scrolling(step))
        for name in ("enter", "escape", "q", "left"):
            keys.add(name, eager=True, filter=self.is_open)(self._turn)
        return keys

    def _scrolling(self, step: int) -> Callable[[KeyPressEvent], None]:
        def scroll(_event: KeyPressEvent) -> None:
            width, height = _size()
            last = max(len(help_lines(self._prompt, width)) - max(height - 1, 1), 0)
            self._first = min(max((self._first or 0) + step, 0), last)

        return scroll

    def _turn(self, event: KeyPressEvent) -> None:
        self._first = 0 if self._first is None else None
        event.app.invalidate()


class DrawnList:
    """A list on the screen, changed by keys, and the page behind `?`."""

    def __init__(self, prompt: Select | SelectMany, state: ListState, signs: Signs) -> None:
        self._prompt = prompt
        self._state = state
        self._signs = signs
        self.help = Help(prompt, signs)

    def paint(self) -> StyleAndTextTuples:
        """The list, or the page behind `?`, as it fits the window now."""
        if self.help.is_open():
            return _fragments(self.help.lines())
        width, height = _size()
        return _fragments(
            list_screen(self._prompt, self._state, width=width, height=height, signs=self._signs)
        )

    def keys(self) -> list[KeyBindings]:
        """The keys of the list, of typed words, and of the page behind `?`."""
        keys = KeyBindings()
        is_compact = isinstance(self._prompt, Select) and self._prompt.is_compact
        moves = {**_KEYS, **({"left": "up", "right": "down"} if is_compact else {})}
        digits = [(name, str(n % 10)) for n, name in enumerate("0123456789" + _FULL_WIDTH)]
        letters = [(row.key, row.key) for row in self._state.rows if row.key]
        for name, meaning in [*moves.items(), *digits, *letters]:
            keys.add(name, eager=True, filter=~self.help.is_open)(self._pressing(meaning))
        words = KeyBindings()
        for any_key in (Keys.Any, Keys.BracketedPaste):
            words.add(any_key, filter=~self.help.is_open)(self._worded)
        return [words, keys, self.help.keys()]

    def _worded(self, event: KeyPressEvent) -> None:
        if event.data.isprintable():
            self._state = pressed(self._state, "words")

    def _pressing(self, meaning: str) -> Callable[[KeyPressEvent], None]:
        def press(event: KeyPressEvent) -> None:
            self._state = pressed(self._state, meaning)
            if self._state.result is not None:
                event.app.exit(result=self._state.result)

        return press


class DrawnText:
    """What stands around a line that is typed, laid out for the window at each paint."""

    def __init__(self, prompt: TextPrompt, signs: Signs, buffer: Buffer) -> None:
        self._prompt = prompt
        self._signs = signs
        self._buffer = buffer
        self.help = Help(prompt, signs)

    def above(self) -> StyleAndTextTuples:
        """What stands above the line, as it fits the window now."""
        return _fragments(self.help.lines() if self.help.is_open() else self._lines()[0])

    def below(self) -> StyleAndTextTuples:
        """What stands below the line, as it fits the window now."""
        return _fragments([] if self.help.is_open() else self._lines()[1])

    def unless_helping(self, line: AnyContainer) -> ConditionalContainer:
        """The line that is typed, no higher than its text, whatever stood there before."""
        exact = HSplit([line], height=lambda: Dimension.exact(self._typed()))
        return ConditionalContainer(exact, filter=~self.help.is_open)

    def keys(self) -> list[KeyBindings]:
        """The keys of the page behind `?`, which opens only while nothing is typed."""
        ignoring = KeyBindings()
        ignoring.add(Keys.Any, filter=self.help.is_open)(lambda _event: None)
        is_empty = Condition(lambda: not self._buffer.text)
        return [ignoring, self.help.keys(is_empty)]

    def _typed(self) -> int:
        width, height = _size()
        # The sign before the line and its space; a line that is too long goes on below.
        return min((width_of(self._buffer.text) + 2) // (width + 1) + 1, height)

    def _lines(self) -> tuple[list[Line], list[Line]]:
        width, height = _size()
        return text_screen(
            self._prompt,
            typed=self._typed(),
            width=width,
            height=height,
            signs=self._signs,
            is_empty=not self._buffer.text,
        )


def _size() -> tuple[int, int]:
    size = get_app().output.get_size()
    # The last column stays free: some terminals break the line there.
    return max(size.columns - 1, 8), max(size.rows, 1)


def _fragments(lines: Sequence[Line]) -> StyleAndTextTuples:
    fragments: StyleAndTextTuples = []
    for number, line in enumerate(lines):
        if number:
            fragments.append(("", "\n"))
        fragments.extend((f"class:{style}", text) for style, text in line)
    return fragments
