"""One file for a stranger: complaint, timeline, evidence with its digests, and nothing else."""

import stat
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.casework.evidence.test_pictures import NEEDLE, jpeg, segment
from tests.casework.support import LOGGED, Caseworker

CHAT = "客服：请等 3 个工作日。".encode()
PHOTO = jpeg(segment(0xFE, NEEDLE))


@pytest.fixture
def case_id(worker: Caseworker) -> str:
    """A case with a contact, two copies and a file that is only noted."""
    name = worker.finished()
    worker("cases", "log", name, *LOGGED, "--result", "working")
    for path, more in (
        (worker.cli.file("+86 138 0013 8000.JPG", PHOTO), ("--copy",)),
        (worker.cli.file("聊天.记录", CHAT), ("--copy",)),
        (worker.cli.file("film.mp4", b"film"), ()),
    ):
        done = worker("cases", "add", name, path, "--shows", "mail lin@example.com", *more)
        assert done.code == 0, done.err
    return name


def bundled(worker: Caseworker, case_id: str, *more: str, name: str = "a.zip") -> bytes:
    done = worker("export", case_id, "--bundle", name, *more)
    assert done.code == 0, done.err
    return (worker.cli.folder / name).read_bytes()


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_complaint_timeline_index_and_copies_and_nothing_else(
    worker: Caseworker, case_id: str
) -> None:
    inside = parts(bundled(worker, case_id))
    assert list(inside) == [
        *("complaint.html", "complaint.txt", "timeline.txt", "evidence.txt"),
        *("evidence/1.jpg", "evidence/2"),
    ]
    assert inside["evidence/1.jpg"] == jpeg()
    assert inside["evidence/2"] == CHAT
    index = inside["evidence.txt"].decode()
    for content in (PHOTO, jpeg(), CHAT, b"film"):
        assert sha256(content).hexdigest() in index.replace("\n", "").replace(" ", "")
    assert index.count("Not included") == 1
    assert "CS-2026-77" in inside["timeline.txt"].decode()
    assert inside["complaint.html"].startswith(b"<!")


def test_it_is_masked_unless_somebody_reveals_and_says_what_it_cannot_mask(
    worker: Caseworker, case_id: str
) -> None:
    done = worker("export", case_id, "--bundle", "a.zip")
    assert "nothing within them was masked" in done.err
    assert "not included" in done.err
    inside = parts((worker.cli.folder / "a.zip").read_bytes())
    for name in ("complaint.html", "complaint.txt", "timeline.txt", "evidence.txt"):
        for private in ("8000", "lin@example.com", "xiaolin_88"):
            assert private not in inside[name].decode(), (name, private)
    shown = parts(bundled(worker, case_id, "--reveal", name="b.zip"))
    assert "lin@example.com" in shown["evidence.txt"].decode()
    assert "8000" not in "".join(shown)


def test_the_same_case_gives_the_same_bytes(worker: Caseworker, case_id: str) -> None:
    first = bundled(worker, case_id)
    assert bundled(worker, case_id, name="b.zip") == first
    with ZipFile(BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 20, 15, 0, 0)}
        modes = {stat.S_IMODE(info.external_attr >> 16) for info in archive.infolist()}
    assert modes == {0o600}


def test_it_is_private_and_never_written_over_unasked(worker: Caseworker, case_id: str) -> None:
    bundled(worker, case_id)
    path = worker.cli.folder / "a.zip"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"precious")
    assert worker("export", case_id, "--bundle", "a.zip").code == 1
    assert path.read_bytes() == b"precious"
    assert parts(bundled(worker, case_id, "--force"))
    assert worker("export", case_id, "--bundle", "nowhere/a.zip").code == 1


def test_a_copy_that_is_gone_or_changed_is_not_included_and_that_is_said(
    worker: Caseworker, case_id: str
) -> None:
    first, second = sorted((worker.home / "evidence" / case_id).iterdir())
    first.unlink()
    second.write_bytes(b"another")
    done = worker("export", case_id, "--bundle", "a.zip")
    assert done.code == 0
    inside = parts((worker.cli.folder / "a.zip").read_bytes())
    assert not [name for name in inside if name.startswith("evidence/")]
    assert inside["evidence.txt"].decode().count("Not included") == 3
    assert done.err.count("missing") == 2


def test_a_case_with_nothing_since_has_its_beginning_in_the_order_of_time(
    worker: Caseworker,
) -> None:
    inside = parts(bundled(worker, worker.finished()))
    assert list(inside) == ["complaint.html", "complaint.txt", "timeline.txt"]
    assert "Case made" in inside["timeline.txt"].decode()


@pytest.mark.parametrize(
    "more", [("-o", "x"), ("--format", "html"), ("--for", "chat"), ("--for", "social")]
)
def test_options_that_would_mean_nothing_are_wrong_usage(
    worker: Caseworker, case_id: str, more: tuple[str, ...]
) -> None:
    assert worker("export", case_id, "--bundle", "a.zip", *more).code == 2
    assert not Path("a.zip").exists()


def test_later_contacts_and_evidence_stand_in_their_order(worker: Caseworker, case_id: str) -> None:
    worker.clock.now += timedelta(days=1)
    worker("cases", "log", case_id, "--channel", "chat", "--result", "refused")
    lines = parts(bundled(worker, case_id))["timeline.txt"].decode()
    assert lines.index("Evidence added") < lines.index("refused")
