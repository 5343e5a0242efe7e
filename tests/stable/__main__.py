"""Freezes what a release promises: `python -m tests.stable VERSION`, once, before it is released.

Its folder holds packs and answers, written by hand, that use every key of every file.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.casework.support import DATABASE, at_time
from tests.stable.promises import promises
from tests.stable.shapes import keys_in
from tests.stable.support import PRINTED, RELEASES
from tests.support import NOW, WeekendsOnly, begin, reply_with
from wallethelp.cli.boundary import run
from wallethelp.core.session import World
from wallethelp.core.version import version_of
from wallethelp.pack.load import load
from wallethelp.store.cases import CaseStore


def freeze(version: str) -> None:
    """Write the promises of this version, and a case as it keeps and exports it.

    Raises FileExistsError where that was done before: what was promised is not changed.
    """
    folder = RELEASES / version
    if (folder / "promises.json").exists():
        raise FileExistsError(folder / "promises.json")
    with TemporaryDirectory() as home, at_time(NOW):
        os.environ |= {"WALLETHELP_HOME": home, "LC_ALL": "C.UTF-8"}
        for command in _commands(folder, Path(home)):
            if run(["--flows", str(folder / "pack"), *command]):
                raise RuntimeError(command)
        _leave_unfinished(folder / "pack", Path(home))
        with closing(sqlite3.connect(Path(home) / DATABASE)) as kept:
            (number,) = kept.execute("PRAGMA user_version").fetchone()
            lines = [f"PRAGMA user_version = {number};", *kept.iterdump()]
        printed = {" ".join(words): keys_in(_printed(words, folder / "pack")) for words in PRINTED}
    (folder / "cases.sql").write_text("\n".join(lines) + "\n", encoding="utf-8")
    promised = json.dumps(promises() | {"printed": printed}, indent=1, sort_keys=True)
    (folder / "promises.json").write_text(promised + "\n", encoding="utf-8")


def _printed(words: tuple[str, ...], pack: Path) -> Any:
    with redirect_stdout(StringIO()) as out:
        run([*words, "--json", "--flows", str(pack)])
    return json.loads(out.getvalue())


def _leave_unfinished(pack: Path, home: Path) -> None:
    world = World(pack=load(pack).pack, calendar=WeekendsOnly())
    session = reply_with(world, begin(world, "everything"), "nobody", "britain")
    version = version_of(world, session)
    CaseStore(home).create(session, finished=False, guide_version=version, now=NOW)


def _commands(folder: Path, home: Path) -> Iterator[list[str]]:
    """What makes three cases: one that goes on, one that is over, one with nothing noted."""
    answers = ["--answers", str(folder / "answers.yaml"), "--no-input"]
    diagnose = ["diagnose", "--guide", "everything", *answers, "--wallet"]
    receipt = home / "receipt.txt"
    receipt.write_text("Paid 120 CNY", encoding="utf-8")
    yield [*diagnose, "kdou"]
    log = ["cases", "log", "1120-1", "--channel", "line"]
    yield [*log, "--result", "working", "--ticket", "TK-1", "--promised", "tomorrow"]
    yield ["cases", "add", "1120-1", str(receipt), "--shows", "the charge"]
    yield [*diagnose, "kdou", "--helping", "my mother"]
    yield ["cases", "close", "1120-2", "--result", "part", "--amount", "20 CNY"]
    yield [*diagnose, "upay"]
    export = ["export", "1120-1", "--format", "json", "--lang", "en", "-o"]
    yield [*export, str(folder / "case.json"), "--force"]


if __name__ == "__main__":
    freeze(*sys.argv[1:])
