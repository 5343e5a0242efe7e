"""The program opens no connection, whatever it is asked to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.support import GIVEN, environment
from tests.support import ROOT

_WATCHED = """
import os, socket, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.bind", "socket.getaddrinfo"):
        os._exit(99)

sys.addaudithook(watch)
"""
_PROGRAM = f"{_WATCHED}\nfrom wallethelp.__main__ import main\nmain()\n"
_CONNECTS = f"{_WATCHED}\nsocket.create_connection(('127.0.0.1', 9))\n"
_ANSWERS = ("--no-save", "--answers", str(ROOT / "examples" / "top-up.yaml"))


def _ends_with(code: str, *arguments: str, home: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(home),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode


def test_the_watch_sees_a_connection(tmp_path: Path) -> None:
    assert _ends_with(_CONNECTS, home=tmp_path) == 99


@pytest.mark.parametrize(
    "arguments",
    [
        ("channels", "upay"),
        ("guides", "--find", "my top-up has not arrived"),
        ("flows", "check"),
        (*GIVEN, *_ANSWERS),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_opens_no_connection(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert _ends_with(_PROGRAM, *arguments, home=tmp_path) == 0
