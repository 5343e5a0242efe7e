"""The same answers, given to each of the three UIs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO

from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from tests.prompted import Watched
from tests.walks import WORLD, run_walk
from wallethelp.core.case import case_of
from wallethelp.core.scripts import Walk
from wallethelp.core.session import Session
from wallethelp.i18n import language, speaking
from wallethelp.render.document import document_of
from wallethelp.ui.plain import PlainUI
from wallethelp.ui.player import scripted
from wallethelp.ui.prompts import (
    UI,
    Choice,
    Prompt,
    Select,
    SelectMany,
    Sign,
    TextPrompt,
)
from wallethelp.ui.scripted import ScriptedUI
from wallethelp.ui.terminal import TerminalUI

DOWN, ENTER, END_OF_LINE, DELETE_TO_START = "\x1b[B", "\r", "\x05", "\x15"


def typist(script: ScriptedUI, ui: UI, keys: Callable[[Prompt, object], None]) -> Watched:
    """Reads the script's reply to each prompt, types it, and leaves the rest to `ui`."""

    def type_it(_number: int, prompt: Prompt) -> None:
        match prompt:
            case Select():
                keys(prompt, script.select(prompt))
            case SelectMany():
                keys(prompt, script.select_many(prompt))
            case TextPrompt():
                keys(prompt, script.text(prompt))

    return Watched(ui, type_it)


def positions(choices: Sequence[Choice], reply: object) -> list[int]:
    """Where the replies stand in the list, counted from 0."""
    wanted = reply if isinstance(reply, tuple) else (reply,)
    wanted = wanted or (Sign.NONE,)
    return [number for number, choice in enumerate(choices) if choice.value in wanted]


@contextmanager
def plain_ui(script: ScriptedUI) -> Iterator[UI]:
    """Numbered lines, with somebody typing the script's answers."""
    lines: list[str] = []

    class Lines(StringIO):
        def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]
            return lines.pop(0)

    def type_line(prompt: Prompt, reply: object) -> None:
        if isinstance(prompt, Select | SelectMany):
            numbers = positions(prompt.choices, reply)
            lines.append(" ".join(str(number + 1) for number in numbers) + "\n")
        else:
            lines.append(f"{reply}\n")

    yield typist(script, PlainUI(Lines(), StringIO()), type_line)
    assert not lines, "a line was typed that nobody read"


@contextmanager
def terminal_ui(script: ScriptedUI) -> Iterator[UI]:
    """Questionary, with somebody pressing the keys of the script's answers."""
    with create_pipe_input() as keyboard:
        ui = TerminalUI(Console(file=StringIO(), width=60), source=keyboard, output=DummyOutput())
        yield typist(script, ui, lambda prompt, reply: press(keyboard, prompt, reply))


def press(keyboard: PipeInput, prompt: Prompt, reply: object) -> None:
    """The keys that give `reply` to `prompt`."""
    if isinstance(prompt, Select):
        (wanted,) = positions(prompt.choices, reply)
        started = positions(prompt.choices, prompt.default) if prompt.default else [0]
        moves = (wanted - started[0]) % (len(prompt.choices) + prompt.can_go_back)
        if prompt.must_choose:
            moves = wanted + 1
        keyboard.send_text(DOWN * moves + ENTER)
    elif isinstance(prompt, SelectMany):
        at = 0
        for number in positions(prompt.choices, reply):
            keyboard.send_text(DOWN * (number - at) + " ")
            at = number
        keyboard.send_text(DOWN * (len(prompt.choices) - at) + ENTER)
    else:
        # What was told before stands there already.
        keyboard.send_text(f"{END_OF_LINE}{DELETE_TO_START}{reply}{ENTER}")


@contextmanager
def scripted_ui(script: ScriptedUI) -> Iterator[UI]:
    """A file of answers."""
    yield script


def json_of(session: Session, *, case_id: str = "1120-1") -> str:
    """The case of a finished session as JSON, in the language in use."""
    case = case_of(WORLD, session)
    return document_of(case, WORLD.pack, case_id=case_id).to_json()


def json_through(walk: Walk, ui: Callable[[ScriptedUI], object], spoken: str) -> str:
    """The JSON of the walk, answered through `ui`."""
    with speaking("zh" if spoken == "zh" else "en"), ui(scripted(walk.script)) as answering:  # type: ignore[attr-defined]
        assert language() == spoken
        return json_of(run_walk(walk, answering))
