"""A test that was left out is not passed over in silence."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT

LEFT_OUT = {
    "skipped": "import pytest\ndef test_it(): pytest.skip('no browser')\ndef test_other(): pass\n",
    "expected to fail": "import pytest\n@pytest.mark.xfail\ndef test_it(): raise ValueError\n",
}


def _run(folder: Path, written: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    (folder / "test_it.py").write_text(written, "utf-8")
    settings = ("-c", str(folder / "pytest.ini"), "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", "-p", "tests.left_out", *settings, *options]
    return subprocess.run([*command, str(folder)], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("written", LEFT_OUT.values(), ids=LEFT_OUT)
@pytest.mark.parametrize("processes", ["0", "1"])
def test_a_run_that_leaves_a_test_out_fails(tmp_path: Path, written: str, processes: str) -> None:
    ended = _run(tmp_path, written, "-n", processes)
    assert ended.returncode == 1
    assert "1 tests were left out" in ended.stdout


def test_a_run_of_all_tests_ends_as_they_do(tmp_path: Path) -> None:
    assert _run(tmp_path, "def test_it(): pass\n").returncode == 0
    assert _run(tmp_path, "def test_it(): raise ValueError\n").returncode == 1
