"""Each way to break a good pack is told by one message, with its code, on its line."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.checks.breaking import ANY, KINDS, break_pack, good_pack, mutations
from tests.support import LOOKED_UP
from wallethelp.cli.flows.check import checked_pack
from wallethelp.render.mistake_words import mistake_text

TODAY = LOOKED_UP.date()


@pytest.mark.parametrize("kind", KINDS)
def test_the_pack_they_break_is_good(tmp_path: Path, kind: str) -> None:
    assert checked_pack(good_pack(tmp_path, kind), TODAY).mistakes == ()


def test_no_two_are_called_alike() -> None:
    names = [mutation["name"] for mutation in mutations()]
    assert len(set(names)) == len(names) >= 80


@pytest.mark.parametrize("mutation", mutations(), ids=lambda mutation: mutation["name"])
def test_one_mistake_is_one_message_on_its_line(tmp_path: Path, mutation: dict[str, Any]) -> None:
    folder = good_pack(tmp_path, mutation.get("of", "pack"))
    wanted = break_pack(folder, mutation)
    found = checked_pack(folder / mutation.get("check", ""), TODAY).mistakes
    assert [(one.code, one.file) for one in found] == [(wanted.code, wanted.file)]
    # What is about a whole file may stand at its first line.
    assert (
        found[0].line == wanted.line or wanted.line == ANY or wanted.line + 1 == found[0].line == 1
    )
    assert not re.search(r"“\?”|[ :] \?[.,]", mistake_text(found[0]))
