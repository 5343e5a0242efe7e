"""A text to the clipboard: which way it goes, and what arrives."""

import base64
import os
import subprocess
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import PROPERTY
from tests.ui.programs import KEEP, got, program
from wallethelp.render.copied import Way, copied, selectable
from wallethelp.ui.clipboard import LIMIT, copy, osc52, ways

TEXT = "请帮我核查 <120 元>\n-- TX-2026-0042 “谢谢”"
XTERM = {"TERM": "xterm-256color"}
SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}


class Terminal(StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


class Gone(Terminal):
    """A terminal that was closed."""

    def write(self, _text: str) -> int:
        raise OSError(5, "gone")


def decoded(sequence: str) -> str:
    """The text that a terminal takes out of an OSC 52 sequence."""
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    return base64.b64decode(sequence[7:-1], validate=True).decode("utf-8")


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({"TERM": "xterm-kitty"}, "linux", ("terminal",)),
        ({"TERM": "foot-extra", "WAYLAND_DISPLAY": "wayland-0"}, "linux", ("terminal", "wl-copy")),
        ({**XTERM, "TERM_PROGRAM": "WezTerm"}, "darwin", ("terminal", "pbcopy")),
        ({**XTERM, "KONSOLE_VERSION": "241200"}, "linux", ("terminal",)),
        (
            {**XTERM, "KONSOLE_VERSION": "230805", "DISPLAY": ":0"},
            "linux",
            ("xclip", "xsel", "terminal"),
        ),
        (
            {**XTERM, "WT_SESSION": "1", "WSL_DISTRO_NAME": "Ubuntu"},
            "linux",
            ("terminal", "clip.exe"),
        ),
        ({**XTERM, "TERMUX_VERSION": "0.118"}, "linux", ("terminal", "termux-clipboard-set")),
        ({**XTERM, "TERM_PROGRAM": "Apple_Terminal"}, "darwin", ("pbcopy",)),
        ({**XTERM, "TERM_PROGRAM": "iTerm.app"}, "darwin", ("pbcopy", "terminal")),
        (XTERM, "linux", ("terminal",)),
        ({"TERM": "linux"}, "linux", ()),
        ({"TERM": "dumb", "DISPLAY": ":0"}, "linux", ("xclip", "xsel")),
        ({}, "linux", ()),
        # No terminal of Windows names itself by TERM.
        ({"WT_SESSION": "1"}, "win32", ("clip.exe",)),
        # Over SSH the tools would fill the clipboard of a computer the person does not sit at.
        ({**XTERM, **SSH}, "darwin", ("terminal",)),
        ({**XTERM, **SSH, "WAYLAND_DISPLAY": "wayland-0"}, "linux", ("terminal",)),
        ({**XTERM, **SSH, "DISPLAY": "localhost:10.0"}, "linux", ("xclip", "xsel", "terminal")),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/t,1,0", **SSH}, "linux", ("tmux", "terminal")),
        # What TERM_PROGRAM says inside tmux is of where tmux was started.
        (
            {"TERM": "tmux-256color", "TMUX": "/tmp/t,1,0", "TERM_PROGRAM": "WezTerm"},
            "darwin",
            ("pbcopy", "tmux", "terminal"),
        ),
        ({"TERM": "screen", "STY": "1.pts"}, "linux", ()),
    ],
)
def test_the_surroundings_decide_which_ways_there_are(
    environment: Mapping[str, str], system: str, expected: tuple[Way, ...]
) -> None:
    assert ways(environment, system=system, size=500, on_terminal=True) == expected


def test_a_terminal_gets_no_text_that_is_too_long_for_it() -> None:
    known = {"TERM": "xterm-kitty", "DISPLAY": ":0"}
    assert ways(known, system="linux", size=LIMIT, on_terminal=True)[0] == "terminal"
    assert ways(known, system="linux", size=LIMIT + 1, on_terminal=True) == ("xclip", "xsel")
    assert len(osc52("x" * LIMIT)) <= 100_000 + len("\x1b]52;c;\x07")


def test_where_nobody_reads_along_nothing_is_written() -> None:
    known = {"TERM": "xterm-kitty", "PATH": ""}
    file = StringIO()
    assert copy(TEXT, terminal=file, environment=known, system="linux") is None
    assert copy(TEXT, terminal=None, environment=known, system="linux") is None
    assert not file.getvalue()


@PROPERTY
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_terminal_is_told_exactly_the_text(text: str) -> None:
    terminal = Terminal()
    known = {"TERM": "xterm-kitty", "PATH": ""}
    assert copy(text, terminal=terminal, environment=known, system="linux") == "terminal"
    assert decoded(terminal.getvalue()) == text


def test_in_tmux_the_sequence_is_wrapped_with_its_escapes_doubled() -> None:
    wrapped = osc52(TEXT, in_tmux=True)
    start, end = "\x1bPtmux;", "\x1b\\"
    assert wrapped.startswith(start)
    assert wrapped.endswith(end)
    assert decoded(wrapped[len(start) : -len(end)].replace("\x1b\x1b", "\x1b")) == TEXT


TOOLS: dict[str, tuple[Way, Mapping[str, str], str]] = {
    "pbcopy": ("pbcopy", {}, "darwin"),
    "clip.exe": ("clip.exe", {"WSL_DISTRO_NAME": "Ubuntu"}, "linux"),
    "wl-copy": ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, "linux"),
    "xclip": ("xclip", {"DISPLAY": ":0"}, "linux"),
    "xsel": ("xsel", {"DISPLAY": ":0"}, "linux"),
    "termux-clipboard-set": ("termux-clipboard-set", {"TERMUX_VERSION": "0.118"}, "linux"),
    "tmux": ("tmux", {"TMUX": "/tmp/t,1,0"}, "linux"),
}


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_is_given_exactly_the_text(tmp_path: Path, name: str) -> None:
    way, marks, system = TOOLS[name]
    program(tmp_path, name, KEEP)
    known = {**marks, "PATH": str(tmp_path)}
    assert copy(TEXT, terminal=None, environment=known, system=system) == way
    encoding = "utf-16-le" if name == "clip.exe" else "utf-8"
    assert got(tmp_path, name) == TEXT.encode(encoding)


def test_pbcopy_reads_utf_8_in_any_locale(tmp_path: Path) -> None:
    program(tmp_path, "pbcopy", "open(here + '/locale', 'w').write(os.environ['LC_ALL'])")
    known = {"PATH": str(tmp_path), "LC_ALL": "C"}
    assert copy(TEXT, terminal=None, environment=known, system="darwin") == "pbcopy"
    assert (tmp_path / "locale").read_text().endswith(".UTF-8")


@pytest.mark.parametrize("body", ["sys.exit(1)", "time.sleep(600)", "os.kill(os.getpid(), 9)"])
def test_a_tool_that_fails_or_hangs_is_given_up_for_the_next(tmp_path: Path, body: str) -> None:
    program(tmp_path, "xclip", body)
    program(tmp_path, "xsel", KEEP)
    known = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    # The one that works needs a moment on a busy machine; the one that hangs has no more.
    way = copy(TEXT, terminal=None, environment=known, system="linux", patience=2)
    assert way == "xsel"
    assert got(tmp_path, "xsel") == TEXT.encode()


def test_a_tool_that_cannot_be_started_is_none(tmp_path: Path) -> None:
    (tmp_path / "xclip").write_text("#!/no/such/interpreter\n")
    (tmp_path / "xclip").chmod(0o755)
    known = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    assert copy(TEXT, terminal=None, environment=known, system="linux") is None


def test_a_terminal_that_is_gone_leaves_the_tools(tmp_path: Path) -> None:
    program(tmp_path, "wl-copy", KEEP)
    known = {"TERM": "foot", "WAYLAND_DISPLAY": "wayland-0", "PATH": str(tmp_path)}
    assert copy(TEXT, terminal=Gone(), environment=known, system="linux") == "wl-copy"


def test_what_stays_to_hold_the_clipboard_keeps_no_stream_of_ours_open(tmp_path: Path) -> None:
    # Like xclip: takes the text, leaves a child behind that holds whatever it inherited.
    program(
        tmp_path,
        "xclip",
        "sys.stdin.read()\n"
        "holder = os.fork()\n"
        "if holder == 0: time.sleep(600)\n"
        "open(here + '/pid', 'w').write(str(holder))",
    )
    known = {"DISPLAY": ":0", "PATH": str(tmp_path)}
    script = (
        "from wallethelp.ui.clipboard import copy;"
        f"print(copy('x', terminal=None, environment={known!r}, system='linux'))"
    )
    try:
        # Reads to the end of the output, which never comes while somebody holds it open.
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
        )
        assert done.stdout == "xclip\n"
    finally:
        os.kill(int((tmp_path / "pid").read_text()), 9)


def test_the_words_say_which_way_it_took() -> None:
    assert "xclip" in copied("xclip", mentions_sync=False)[0]
    told = {way: copied(way, mentions_sync=False) for way in ("xclip", "tmux", "terminal", None)}
    assert len(set(told.values())) == len(told)
    # Only what cannot say no is doubted.
    assert [len(lines) for lines in told.values()] == [1, 2, 2, 1]


def test_that_clipboards_sync_is_said_when_asked_for_and_only_of_what_was_copied() -> None:
    for way in ("xclip", "tmux", "terminal"):
        silent = copied(way, mentions_sync=False)
        assert copied(way, mentions_sync=True)[: len(silent)] == silent
        assert len(copied(way, mentions_sync=True)) == len(silent) + 1
    assert copied(None, mentions_sync=True) == copied(None, mentions_sync=False)


def test_the_text_to_select_stands_between_two_lines_as_it_is() -> None:
    assert selectable(TEXT, 40, rules="line") == ("─" * 40, *TEXT.split("\n"), "─" * 40)
    assert selectable(TEXT, 40, rules="ascii") == ("-" * 40, *TEXT.split("\n"), "-" * 40)
    first, *between, last = selectable(TEXT, 40, rules="none")
    assert between == TEXT.split("\n")
    # Heard, the two lines are words, and tell beginning from end.
    assert first != last
    assert all(any(sign.isalpha() for sign in line) for line in (first, last))
