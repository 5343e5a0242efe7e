"""Whatever becomes of a file of a pack or of answers: mistakes or success, never a bug of ours."""

import re
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.support import ANSWERS, GIVEN, as_it_was
from tests.pack.hostile.mutations import mutated, write_mutated_pack
from tests.support import FEWER, FLOWS, PROPERTY, loaded
from wallethelp.cli.boundary import run
from wallethelp.pack import cache
from wallethelp.pack.compiled import Opened

RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def said_by(*arguments: str) -> tuple[int, str]:
    """The exit code of a command and all that it says."""
    said = StringIO()
    with as_it_was(), redirect_stdout(said), redirect_stderr(said):
        code = run(arguments)
    return code, said.getvalue()


def commands_for(folder: Path) -> Sequence[Sequence[str]]:
    """What reads every file of a pack."""
    pack = ("--flows", str(folder))
    return (
        ("flows", "check", str(folder)),
        ("flows", "facts", *pack),
        ("channels", "upay", *pack),
        ("guides", "--find", "钱没到账", *pack),
    )


def assert_harmless(code: int, said: str) -> None:
    """Neither a bug of ours nor what may not reach a terminal."""
    assert code in (0, 1, 2), said[-2000:]
    assert not RAW.search(said), said[-2000:]


@settings(FEWER, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.randoms(use_true_random=False))
def test_any_change_of_a_pack_is_told_or_taken(draw: Random) -> None:
    with TemporaryDirectory() as place:
        write_mutated_pack(draw, Path(place))
        for command in commands_for(Path(place)):
            assert_harmless(*said_by(*command))


@settings(PROPERTY, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.randoms(use_true_random=False))
def test_any_change_of_answers_is_told_or_taken(draw: Random) -> None:
    read = loaded(FLOWS)
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "open_pack", lambda *_given: Opened(read.pack, read.left_out))
        path = Path(place) / "a.yaml"
        path.write_bytes(mutated(draw, ANSWERS.encode()))
        assert_harmless(*said_by(*GIVEN, "--answers", str(path), "--no-save"))
