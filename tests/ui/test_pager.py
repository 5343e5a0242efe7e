"""A long text in a pager: which, and what becomes of it when the pager will not."""

import os
import pty
import signal
import sys
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import TextIO

import pexpect
import pytest

from tests.ui.programs import KEEP, got, program
from wallethelp.ui.pager import pager_of, show_paged

TEXT = "第一行\n\x1b[1;31m红\x1b[0m 第二行\n"
BARE = "第一行\n红 第二行\n"
XTERM = {"TERM": "xterm-256color"}


@pytest.fixture
def terminal() -> Iterator[tuple[TextIO, int]]:
    """A stream to a terminal, and the end where it arrives."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        yield stream, ours
    os.close(ours)


def arrived(end: int) -> str:
    """What has arrived at a terminal."""
    os.set_blocking(end, False)
    try:
        return os.read(end, 1 << 16).decode("utf-8").replace("\r\n", "\n")
    except BlockingIOError:
        return ""


def pager(environment: Mapping[str, str]) -> tuple[str, ...] | None:
    """The command that these surroundings lead to on a terminal."""
    found = pager_of({**XTERM, **environment}, plain=False, on_terminal=True)
    return None if found is None else found.command


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ("less",)),
        ({"PAGER": "more"}, ("more",)),
        ({"PAGER": "'/opt/my pager' -S --x='a b'"}, ("/opt/my pager", "-S", "--x=a b")),
        # A shell would run the second word; here it is an argument.
        ({"PAGER": "less; reboot"}, ("less;", "reboot")),
        ({"PAGER": ""}, None),
        ({"PAGER": "  "}, None),
        ({"PAGER": "less 'unfinished"}, None),
        ({"TERM": "dumb"}, None),
        ({"TERM": ""}, None),
    ],
)
def test_pager_names_the_command(
    environment: Mapping[str, str], expected: tuple[str, ...] | None
) -> None:
    assert pager(environment) == expected


def test_nothing_is_paged_in_plain_or_where_nobody_reads_along() -> None:
    assert pager_of(XTERM, plain=True, on_terminal=True) is None
    assert pager_of(XTERM, plain=False, on_terminal=False) is None


def test_less_gets_its_settings_where_the_person_has_none() -> None:
    ours = pager_of(XTERM, plain=False, on_terminal=True)
    theirs = pager_of({**XTERM, "LESS": "-i"}, plain=False, on_terminal=True)
    assert ours is not None
    assert theirs is not None
    assert ours.settings["LESS"].startswith("FRX -P")
    assert theirs.settings["LESS"] == "-i"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, True),
        ({"LESS": "-i -M"}, False),
        ({"LESS": "-FRX"}, True),
        ({"LESS": ""}, False),
        ({"LESS": "", "PAGER": "/usr/bin/less -R"}, True),
        ({"LESS": "--RAW-CONTROL-CHARS"}, True),
        ({"LESS": "--quit-on-intr"}, False),
        ({"LESS": "", "PAGER": "cat"}, True),
    ],
)
def test_colours_go_only_to_a_pager_that_shows_them(
    environment: Mapping[str, str], expected: bool
) -> None:
    found = pager_of({**XTERM, **environment}, plain=False, on_terminal=True)
    assert found is not None
    assert found.shows_colour is expected


@pytest.mark.parametrize("name", ["keep", "less"])
def test_a_pager_is_given_the_text(tmp_path: Path, terminal: tuple[TextIO, int], name: str) -> None:
    stream, end = terminal
    known = {**XTERM, "PAGER": str(program(tmp_path, name, KEEP)), "LESS": ""}
    assert show_paged(TEXT, stream, plain=False, environment=known)
    assert got(tmp_path, name) == (TEXT if name == "keep" else BARE).encode()
    assert arrived(end) == ""


def test_a_pager_writes_to_the_stream_it_was_given(
    tmp_path: Path, terminal: tuple[TextIO, int]
) -> None:
    stream, end = terminal
    body = "sys.stdout.buffer.write(sys.stdin.buffer.read())"
    known = {**XTERM, "PAGER": str(program(tmp_path, "cat", body))}
    assert show_paged(TEXT, stream, plain=False, environment=known)
    assert arrived(end) == TEXT


@pytest.mark.parametrize(
    "body",
    ["sys.exit(3)", "os.kill(os.getpid(), 9)", None, "sys.stdin.close(); sys.exit(1)"],
    ids=["fails", "killed", "missing", "fails unread"],
)
def test_a_pager_that_fails_or_is_missing_leaves_the_text_printed(
    tmp_path: Path, terminal: tuple[TextIO, int], body: str | None
) -> None:
    stream, end = terminal
    path = tmp_path / "missing" if body is None else program(tmp_path, "pager", body)
    assert not show_paged(TEXT, stream, plain=False, environment={**XTERM, "PAGER": str(path)})
    assert arrived(end) == TEXT


def test_what_is_no_terminal_gets_the_text_alone(tmp_path: Path) -> None:
    known = {**XTERM, "PAGER": str(program(tmp_path, "pager", KEEP))}
    file = StringIO()
    assert not show_paged(TEXT, file, plain=False, environment=known)
    assert file.getvalue() == TEXT
    assert got(tmp_path, "pager") is None


@pytest.mark.parametrize("body", ["sys.exit(0)", "os.kill(os.getpid(), 2)"], ids=["quit", "ctrl-c"])
def test_leaving_early_is_no_error_and_prints_nothing_again(
    tmp_path: Path, terminal: tuple[TextIO, int], body: str
) -> None:
    stream, end = terminal
    body = f"import signal; signal.signal(2, signal.SIG_DFL); {body}"
    known = {**XTERM, "PAGER": str(program(tmp_path, "pager", body))}
    # Far more than a pipe holds, so that it breaks while it is written to.
    assert show_paged(TEXT * 100_000, stream, plain=False, environment=known)
    assert arrived(end) == ""


def test_ctrl_c_is_the_pagers_while_it_runs(tmp_path: Path, terminal: tuple[TextIO, int]) -> None:
    stream, end = terminal
    before = signal.getsignal(signal.SIGINT)
    body = "os.kill(os.getppid(), 2); sys.stdin.read(); sys.exit(2)"
    known = {**XTERM, "PAGER": str(program(tmp_path, "pager", body))}
    # Like `less -K`, which ends with 2 at Ctrl-C: left, not failed.
    assert show_paged(TEXT, stream, plain=False, environment=known)
    assert arrived(end) == ""
    assert signal.getsignal(signal.SIGINT) is before


def test_when_we_are_told_to_end_the_pager_ends_first(
    tmp_path: Path, terminal: tuple[TextIO, int]
) -> None:
    stream, _ = terminal

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    body = (
        "open(here + '/pid', 'w').write(str(os.getpid())); os.kill(os.getppid(), 15);"
        "time.sleep(600)"
    )
    known = {**XTERM, "PAGER": str(program(tmp_path, "pager", body))}
    try:
        with pytest.raises(SystemExit, match="143"):
            show_paged(TEXT, stream, plain=False, environment=known)
    finally:
        signal.signal(signal.SIGTERM, before)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_less_shows_chinese_in_any_locale_and_gives_the_screen_back(locale: str) -> None:
    script = (
        "import sys; from wallethelp.ui.pager import show_paged;"
        "sys.stderr.reconfigure(encoding='utf-8');"
        "shown = show_paged('第一行\\n' * 90 + '完\\n', sys.stderr, plain=False);"
        "print('shown', shown)"
    )
    known = {"TERM": "xterm", "LC_ALL": locale, "PATH": os.environ["PATH"]}
    child = pexpect.spawn(
        sys.executable, ["-c", script], env=known, encoding="utf-8", dimensions=(10, 40), timeout=30
    )
    with child:
        child.expect_exact("第一行")
        child.send("G")
        child.expect_exact("完")
        child.send("q")
        child.expect_exact("shown True")
        child.expect(pexpect.EOF)
