"""A Tab in real shells: the script the program prints, and what then stands on the line."""

import shutil
from pathlib import Path

import pytest

from tests.terminal.support import PROGRAM, Terminal, terminal

TAB, CTRL_D = "\t", "\x04"
SHELLS = {
    "bash": ("--norc", "--noprofile", "-i"),
    "zsh": ("-f", "-i"),
}


def _prepared(shell: str, person: Terminal) -> None:
    folder = Path(PROGRAM).parent
    person.press("PS1='ready> '\n")
    if shell == "zsh":
        person.press("autoload -U compinit; compinit -D -u\n")
    person.press(f'PATH="{folder}:$PATH"; eval "$(wallethelp completion {shell})"; echo do""ne\n')
    person.see("done")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_tab_completes_commands_wallets_and_guides(home: Path, shell: str) -> None:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"no {shell} to press Tab in: `apt-get install {shell}`")
    with terminal(*SHELLS[shell], home=home, command=path) as person:
        _prepared(shell, person)
        person.press(f"wallethelp chann{TAB}")
        person.see("wallethelp channels")
        person.press(f"upa{TAB}")
        person.see("wallethelp channels upay")
        person.press(f"--for top{TAB}")
        person.see("wallethelp channels upay --for top-up-failed")
        person.press("\x15exit\n")
        assert person.ended() == 0
