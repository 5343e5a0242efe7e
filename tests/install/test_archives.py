"""The wheel and the source archive: the files in them, by rule, and the same bytes every time."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from email import message_from_string
from email.message import Message
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec import Struct

from tests.support import ROOT

MADE = {
    "wallethelp/flows.pack",
    "wallethelp/locale/zh_CN/LC_MESSAGES/wallethelp.mo",
}
"""What the build compiles."""
LICENCES = {"LICENSE", "LICENSE-OpenCC"}
ABOUT = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", *(f"licenses/{x}" for x in LICENCES)}
FOR_THE_BUILD_ONLY = ".po"
FORCED = {".gitignore", "PKG-INFO"}
"""What hatchling adds to every source archive."""


class Built(Struct, frozen=True):
    """The archives of one build."""

    wheel: bytes
    source: bytes


def _as_it_stands(folder: str, names: list[str]) -> set[str]:
    """What is left out of a copy of this folder: what tools keep, and what Python compiles."""
    own = {"__pycache__", *(("build", "dist", "mutants") if Path(folder) == ROOT else ())}
    return {name for name in names if name in own or (name[0] == "." and name != ".gitignore")}


def _archives(folder: Path) -> dict[str, bytes]:
    return {path.suffix: path.read_bytes() for path in (folder / "built").iterdir()}


def _build(folder: Path, *kinds: str, umask: int = 0o022, **settings: str) -> dict[str, bytes]:
    options = [f"--target={kind}" for kind in kinds]
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", "built", *options],
        cwd=folder,
        env={**os.environ, **settings},
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return _archives(folder)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This folder with all that lies about in it, built in place by nobody else."""
    folder = tmp_path_factory.mktemp("archives") / "here"
    shutil.copytree(ROOT, folder, ignore=_as_it_stands)
    return folder


@pytest.fixture(scope="module")
def built(copy: Path) -> Built:
    found = _build(copy, "wheel", "sdist", PYTHONHASHSEED="1", TZ="UTC")
    return Built(wheel=found[".whl"], source=found[".gz"])


@pytest.fixture(scope="module")
def unpacked(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive in another place, with a name that is not ASCII."""
    place = tmp_path_factory.mktemp("我的 folder")
    with tarfile.open(fileobj=BytesIO(built.source)) as archive:
        # Python 3.11.2, Debian's, cannot be told so; later ones may warn where they are not.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(place)
    (folder,) = place.iterdir()
    return folder


def _written() -> set[str]:
    """The files of this project: those that git knows, or all in an unpacked source archive."""
    if not (ROOT / ".git").exists():
        return set(_below(ROOT)) - FORCED - MADE
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return set(listed.stdout.rstrip("\0").split("\0"))


def _below(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        left_out = _as_it_stands(place, [*folders, *names])
        folders[:] = [name for name in folders if name not in left_out]
        for name in names:
            if name not in left_out and not name.endswith(".mo"):
                yield (Path(place) / name).relative_to(folder).as_posix()


def _expected_wheel(written: set[str]) -> set[str]:
    """The package without what only the build reads, the pack, what is made, and what is said."""
    package = {name.removeprefix("src/") for name in written if name.startswith("src/wallethelp/")}
    package = {name for name in package if not name.endswith(FOR_THE_BUILD_ONLY)}
    flows = {f"wallethelp/{name}" for name in written if name.startswith("flows/")}
    return package | flows | MADE


def _expected_source(written: set[str]) -> set[str]:
    """All that was written but what is for the repository: its names begin with a dot."""
    return {name for name in written if not name.startswith(".")} | FORCED


def _in_wheel(wheel: bytes) -> Mapping[str, bytes]:
    with ZipFile(BytesIO(wheel)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def _about(wheel: bytes) -> Message:
    (name,) = [name for name in _in_wheel(wheel) if name.endswith(".dist-info/METADATA")]
    return message_from_string(_in_wheel(wheel)[name].decode("utf-8"))


def test_the_wheel_holds_the_package_the_pack_and_nothing_else(built: Built) -> None:
    names = set(_in_wheel(built.wheel))
    about = {name for name in names if ".dist-info/" in name}
    assert {name.partition("/")[2] for name in about} == ABOUT
    assert names - about == _expected_wheel(_written())


def test_the_wheel_holds_what_the_program_cannot_do_without(built: Built) -> None:
    """By name, in case a rule and the build should forget the same."""
    assert set(_in_wheel(built.wheel)) >= {
        *MADE,
        "wallethelp/__main__.py",
        "wallethelp/py.typed",
        "wallethelp/flows/pack.yaml",
        "wallethelp/flows/schema/guide.json",
        "wallethelp/pack/simplified.tsv",
        "wallethelp/pack/templates/guide.yaml",
        "wallethelp/render/case.schema.json",
        "wallethelp/working_days.tsv",
    }


def test_the_source_archive_holds_what_was_written_and_nothing_else(unpacked: Path) -> None:
    found = {
        path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()
    }
    assert found == _expected_source(_written())


def test_a_stray_file_would_be_found(copy: Path, built: Built) -> None:
    """What lies in the package or the pack is built in: so the rules above have to see it."""
    stray = copy / "flows" / "notes.txt"
    stray.write_text("mine", encoding="utf-8")
    with tarfile.open(fileobj=BytesIO(_build(copy, "sdist")[".gz"])) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    stray.unlink()
    assert names - _expected_source(_written()) == {"flows/notes.txt"}


def test_the_same_source_gives_the_same_bytes_wherever_whenever_and_whoever_builds_it(
    unpacked: Path, built: Built
) -> None:
    """From the source archive, at times of its own, closed to others, in another order."""
    for path in unpacked.rglob("*"):
        os.utime(path, (1, 1))
    found = _build(unpacked, "wheel", "sdist", umask=0o077, PYTHONHASHSEED="2", TZ="Asia/Tokyo")
    assert _digest(found[".whl"]) == _digest(built.wheel)
    assert _digest(found[".gz"]) == _digest(built.source)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def test_the_time_within_is_the_one_that_is_asked_for(copy: Path, built: Built) -> None:
    found = _build(copy, "sdist", SOURCE_DATE_EPOCH="1700000000")
    with tarfile.open(fileobj=BytesIO(found[".gz"])) as archive:
        assert {entry.mtime for entry in archive.getmembers()} == {1_700_000_000}
    assert found[".gz"] != built.source


def test_what_is_said_of_it(built: Built) -> None:
    about = _about(built.wheel)
    assert about["License-Expression"] == "MIT AND Apache-2.0"
    assert set(about.get_all("License-File", [])) == LICENCES
    assert about["Requires-Python"] == ">=3.11"
    assert "wallet" in about["Keywords"]
    kinds = about.get_all("Classifier", [])
    # PEP 639: the expression says it, and only that.
    assert [kind for kind in kinds if kind.startswith("License ::")] == []
    assert "Typing :: Typed" in kinds
    assert about["Description-Content-Type"] == "text/markdown"
    content = about.get_payload()
    assert isinstance(content, str)
    assert content == (ROOT / "README.md").read_text("utf-8")
