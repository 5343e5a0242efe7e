"""The program's edges, in processes of their own: closed and piped streams, locales, imports."""

import json
import sys
from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, GIVEN, Result, lines_of, program, shell

PROMPT_LIBRARIES = ("questionary", "prompt_toolkit")


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def nobody_was_asked(done: Result, home: Path) -> None:
    assert (done.code, done.out) == (2, "")
    assert "--answers" in done.err
    assert len(lines_of(done.err)) == 2
    assert not home.exists()


@pytest.mark.parametrize(
    "script",
    [
        "$wallethelp diagnose </dev/null",
        "$wallethelp diagnose <&-",
        "echo 1 | $wallethelp diagnose",
    ],
)
def test_standard_input_that_is_no_terminal_is_never_read(script: str, home: Path) -> None:
    nobody_was_asked(shell(script, home=home), home)


def test_an_open_and_silent_pipe_does_not_hang(home: Path, tmp_path: Path) -> None:
    script = "mkfifo $fifo; exec 3<>$fifo; $wallethelp diagnose <&3"
    nobody_was_asked(shell(script, home=home, fifo=str(tmp_path / "fifo")), home)


def test_no_prompt_library_is_loaded_where_nobody_can_answer(home: Path) -> None:
    done = program("diagnose", home=home, python=["-X", "importtime"])
    assert done.code == 2
    loaded = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert "wallethelp.cli.diagnose" in loaded
    assert [name for name in loaded if name.startswith(PROMPT_LIBRARIES)] == []


def test_the_program_starts_without_what_reads_an_answer() -> None:
    done = program("--version", python=["-X", "importtime"])
    loaded = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert "wallethelp.cli.app" in loaded
    assert not {"wallethelp.core.entry", "wallethelp.core.privacy"} & loaded


def test_given_answers_need_neither_a_prompt_library_nor_any_standard_input(
    home: Path, answers: Path
) -> None:
    python = f"{sys.executable} -X importtime -m wallethelp"
    done = shell(f"{python} {' '.join(GIVEN)} --answers {answers} --json <&-", home=home)
    assert json.loads(done.out)["outcome"] == "contact"
    loaded = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert [name for name in loaded if name.startswith(PROMPT_LIBRARIES)] == []


def test_a_reader_that_goes_away_is_no_error(home: Path) -> None:
    done = shell("{ $wallethelp channels upay; echo $? >&2; } | head -1", home=home)
    assert len(done.out.splitlines()) == 1
    assert done.err == "0\n"


def test_a_case_whose_reader_goes_away_is_kept_and_not_called_interrupted(
    home: Path, answers: Path
) -> None:
    script = f"{{ $wallethelp {' '.join(GIVEN)} --answers {answers}; echo $? >&2; }} | head -1"
    *said, code = shell(script, home=home).err.splitlines()
    assert code == "0"
    assert all("wallethelp cases show" in line for line in said)
    assert "TX-2026-0042" in program("cases", "show", "--full", home=home).out


@pytest.mark.parametrize(
    "script",
    ["$wallethelp nonsense 2>&-", "$wallethelp guides >&- 2>&-"],
)
def test_closed_output_ends_without_a_traceback(script: str, home: Path) -> None:
    done = shell(script, home=home)
    assert "Traceback" not in done.err + done.out
    assert done.code in (0, 1, 2)


def test_a_full_disk_is_told_and_is_no_mistake_of_the_program(home: Path) -> None:
    done = shell("$wallethelp channels upay >/dev/full", home=home)
    assert done.code == 1
    assert "Traceback" not in done.err
    assert not home.exists()


C_LOCALE = {
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "WALLETHELP_LANG": "zh",
}


def test_the_c_locale_writes_utf_8_all_the_same(home: Path, answers: Path, tmp_path: Path) -> None:
    file = tmp_path / "案例.md"
    done = program(*GIVEN, "--answers", answers, "-o", file, home=home, env=C_LOCALE)
    assert done.code == 0, done.err
    assert "充值" in file.read_text(encoding="utf-8")
    shown = program("cases", "show", home=home, env=C_LOCALE)
    assert "充值" in shown.out
    assert "?" not in shown.out.replace("？", "")


def test_nothing_warns_nor_opens_a_file_in_the_encoding_of_the_locale(
    home: Path, answers: Path
) -> None:
    python = ["-W", "error", "-X", "dev", "-X", "warn_default_encoding"]
    done = program(*GIVEN, "--answers", answers, home=home, python=python)
    assert done.code == 0, done.err
    assert "Warning" not in done.err


def test_the_installed_command_is_the_module(home: Path) -> None:
    command = Path(sys.executable).with_name("wallethelp")
    assert shell(f"{command} --version", home=home) == program("--version", home=home)


FALLS_INTO_A_CALLBACK = """\
import os, signal, sys, time
from wallethelp.cli.boundary import run
from wallethelp.pack import cache

# Started in the background of a shell, the tests would ignore it, and so would this.
signal.signal(signal.SIGINT, signal.default_int_handler)

class Leaving:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})
        for _ in range(1000):
            pass

def load(*_arguments):
    Leaving()
    time.sleep(30)

cache.open_pack = load
sys.exit(run(["guides"]))
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_that_falls_into_a_callback_is_not_lost(
    home: Path, tmp_path: Path, name: str, code: int
) -> None:
    script = tmp_path / "leaving.py"
    script.write_text(FALLS_INTO_A_CALLBACK.format(name=name), encoding="utf-8")
    done = shell(f"{sys.executable} {script}", home=home)
    assert (done.code, done.out, done.err) == (code, "", "")
