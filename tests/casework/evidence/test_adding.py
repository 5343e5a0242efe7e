"""`cases add` and `remove`: what is noted, what is copied, what is refused, and what is left."""

import json
import os
import socket
import stat
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from tests.casework.evidence.test_pictures import NEEDLE, jpeg, segment
from tests.casework.support import Caseworker
from wallethelp.cli import given_files
from wallethelp.core.privacy import files
from wallethelp.store.copies import Copies
from wallethelp.ui.prompts import BACK

PICTURE = jpeg(segment(0xFE, NEEDLE))
CHAT = "客服：您的充值正在核查，请等 3 个工作日。".encode()


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def copies(worker: Caseworker) -> dict[str, bytes]:
    """Every file below the folder of evidence, by its path in it."""
    place = worker.home / "evidence"
    found = (path for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(place)): path.read_bytes() for path in found}


@pytest.fixture
def case_id(worker: Caseworker) -> str:
    return worker.finished()


# --- noted and copied -----------------------------------------------------------------------------


def test_a_file_is_only_noted_unless_somebody_says_copy(worker: Caseworker, case_id: str) -> None:
    path = worker.cli.file("receipt.jpg", PICTURE)
    os.utime(path, (1_800_000_000, 1_800_000_000))
    done = worker("cases", "add", case_id, path, "--shows", "the charge")
    assert done.code == 0, done.err
    assert done.asked == ()
    (piece,) = worker.record(case_id).evidence
    assert (piece.name, piece.shows, piece.number) == ("receipt.jpg", "the charge", 1)
    assert (piece.digest, piece.size) == (digest(PICTURE), len(PICTURE))
    assert piece.changed is not None
    assert piece.changed.timestamp() == 1_800_000_000
    assert piece.added == worker.clock.now
    assert piece.copy is None
    assert not (worker.home / "evidence").exists()
    assert digest(PICTURE) in done.err


def test_a_copy_is_private_whole_and_without_metadata(worker: Caseworker, case_id: str) -> None:
    picture, chat = worker.cli.file("a.jpg", PICTURE), worker.cli.file("b.txt", CHAT)
    for path in (picture, chat):
        assert worker("cases", "add", case_id, path, "--shows", "it", "--copy").code == 0
    bare = jpeg()
    assert copies(worker) == {
        f"{case_id}/{digest(bare)}": bare,
        f"{case_id}/{digest(CHAT)}": CHAT,
    }
    first, second = worker.record(case_id).evidence
    assert first.digest == digest(PICTURE)
    assert first.copy is not None
    assert second.copy is not None
    assert (first.copy.is_stripped, second.copy.is_stripped) == (True, False)
    for path in (worker.home / "evidence").rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted
    assert stat.S_IMODE((worker.home / "evidence").stat().st_mode) == 0o700


def test_the_case_lists_it_on_the_screen_in_full_and_as_data(
    worker: Caseworker, case_id: str
) -> None:
    worker("cases", "add", case_id, worker.cli.file("a.jpg", PICTURE), "--shows", "the charge")
    assert "a.jpg" in worker("cases", "show", case_id).out
    full = worker("cases", "show", case_id, "--full").out
    assert "a.jpg: the charge" in full
    assert digest(PICTURE) in full
    (line,) = json.loads(worker("cases", "show", case_id, "--json").out)["evidence"]
    assert (line["name"], line["digest"], line["is_included"]) == (
        *("a.jpg", digest(PICTURE)),
        False,
    )


def test_a_date_is_read_like_any_other(worker: Caseworker, case_id: str) -> None:
    path = worker.cli.file("a.jpg", PICTURE)
    add = ("cases", "add", case_id, path, "--shows", "it", "--date")
    assert worker(*add, "2026-11-19 22:30").code == 0
    dated = worker.record(case_id).evidence[0].dated
    assert dated is not None
    assert dated.earliest.isoformat() == "2026-11-19T22:30:00+08:00"
    assert worker(*add, "2027-01-01").code == 1
    assert worker(*add, "soon").code == 1


def test_the_same_file_again_is_the_same_piece_and_may_get_a_copy(
    worker: Caseworker, case_id: str
) -> None:
    path = worker.cli.file("a.txt", CHAT)
    worker("cases", "add", case_id, path, "--shows", "it")
    worker.clock.now += timedelta(days=1)
    worker("cases", "add", case_id, path, "--shows", "what they wrote", "--copy")
    (piece,) = worker.record(case_id).evidence
    assert (piece.number, piece.shows) == (1, "what they wrote")
    assert piece.added == worker.clock.now - timedelta(days=1)
    assert list(copies(worker)) == [f"{case_id}/{digest(CHAT)}"]


# --- asked ----------------------------------------------------------------------------------------


def test_at_a_terminal_it_is_asked_what_it_shows_and_whether_to_copy(
    worker: Caseworker, case_id: str
) -> None:
    path = worker.cli.file("a.txt", CHAT)
    replies = {"evidence/shows": ("what they wrote",), "evidence/copy": ("yes",)}
    done = worker.asked(replies, "cases", "add", case_id, path)
    assert done.keys == ["evidence/shows", "evidence/copy"]
    (piece,) = worker.record(case_id).evidence
    assert piece.shows == "what they wrote"
    assert piece.copy is not None


def test_going_back_leads_from_the_copy_to_what_it_shows_and_out(
    worker: Caseworker, case_id: str
) -> None:
    path = worker.cli.file("a.txt", CHAT)
    replies = {"evidence/shows": ("wrong", BACK), "evidence/copy": (BACK,)}
    done = worker.asked(replies, "cases", "add", case_id, path)
    assert done.keys == ["evidence/shows", "evidence/copy", "evidence/shows"]
    assert worker.record(case_id).evidence == ()


def test_without_a_terminal_it_must_be_said_what_it_shows(worker: Caseworker, case_id: str) -> None:
    path = worker.cli.file("a.txt", CHAT)
    assert worker("cases", "add", case_id, path).code == 2
    assert worker("cases", "add", case_id, path, "--shows", "密码是hunter2").code == 1
    assert worker.record(case_id).evidence == ()


# --- refused --------------------------------------------------------------------------------------

SECRETS = {
    "note.txt": b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n",
    "wallet.dat": b"\0\1\2",
    "words.txt": ("abandon " * 11 + "about").encode(),
    ".env": b"A=1",
    "store.kdbx": b"\x03\xd9\xa2\x9a",
    "chat.txt": "把验证码 482913 发给客服了".encode("gb18030"),
}


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("copy", [(), ("--copy",)])
def test_a_secret_is_refused_and_nothing_of_it_is_kept(
    worker: Caseworker, case_id: str, name: str, copy: tuple[str, ...]
) -> None:
    path = worker.cli.file(name, SECRETS[name])
    linked = worker.cli.folder / "photo.jpg"
    linked.symlink_to(path)
    for given in (path, linked):
        done = worker("cases", "add", case_id, given, "--shows", "it", *copy)
        assert done.code == 1
        assert digest(SECRETS[name]) not in done.err
    assert worker.record(case_id).evidence == ()
    assert copies(worker) == {}
    kept = b"".join(path.read_bytes() for path in worker.home.iterdir() if path.is_file())
    assert digest(SECRETS[name]).encode() not in kept


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as here:
        here.bind(path.name)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(given_files.MAX_READ + 1)


STRANGE: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "empty": Path.touch,
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "huge": _huge,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "missing": lambda _path: None,
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_is_no_file_with_something_in_it_is_refused(
    worker: Caseworker, case_id: str, what: str
) -> None:
    STRANGE[what](worker.cli.folder / "thing")
    done = worker("cases", "add", case_id, "thing", "--shows", "it", "--copy")
    assert done.code == 1
    assert "thing" in done.err
    assert worker.record(case_id).evidence == ()


@pytest.mark.usefixtures("as_others")
def test_a_file_that_may_not_be_read_is_refused(worker: Caseworker, case_id: str) -> None:
    worker.cli.file("thing", CHAT).chmod(0)
    done = worker("cases", "add", case_id, "thing", "--shows", "it")
    assert (done.code, "thing" in done.err) == (1, True)


def test_a_file_that_changes_while_it_is_read_is_not_taken(
    worker: Caseworker, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = worker.cli.file("a.txt", CHAT)
    read = os.read

    def growing(descriptor: int, most: int) -> bytes:
        with path.open("ab") as file:
            file.write(b"x")
        return read(descriptor, most)

    with monkeypatch.context() as patch:
        patch.setattr(os, "read", growing)
        done = worker("cases", "add", case_id, path, "--shows", "it", "--copy")
    assert done.code == 1
    assert "changed" in done.err


def test_what_is_too_large_or_too_long_is_only_noted(
    worker: Caseworker, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given_files, "MAX_HELD", 5000)
    monkeypatch.setattr(files, "MAX_SEARCHED", 1000)
    film = worker.cli.file("film.mp4", bytes(6000))
    book = worker.cli.file("book.txt", b"a b\n" * 1000)
    for path in (film, book):
        assert worker("cases", "add", case_id, path, "--shows", "it", "--copy").code == 1
        assert worker("cases", "add", case_id, path, "--shows", "it").code == 0
        done = worker.asked({"evidence/shows": ("it",)}, "cases", "add", case_id, path)
        assert done.keys == ["evidence/shows"]
    assert [piece.copy for piece in worker.record(case_id).evidence] == [None, None]
    assert copies(worker) == {}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (b"\xff\xfe\xb2\xd8.txt", "????.txt"),
        ("图\u202egnp.exe".encode(), "图gnp.exe"),
        (b"a\nb\x1b[31m.txt", "a b[31m.txt"),
        ("卡 6222 0212 3456 7894 321.png".encode(), None),
        ("密码是hunter2.png".encode(), "•••.png"),
        (b"x" * 200 + b".png", "x" * 200 + ".png"),
    ],
)
def test_a_name_is_kept_as_it_can_be_shown(
    worker: Caseworker, case_id: str, name: bytes, kept: str | None
) -> None:
    path = worker.cli.folder / os.fsdecode(name)
    path.write_bytes(CHAT)
    done = worker("cases", "add", case_id, path, "--shows", "it", "--copy")
    assert done.code == 0, done.err
    (piece,) = worker.record(case_id).evidence
    if kept is not None:
        assert piece.name == kept
    assert "6222" not in piece.name
    assert "hunter2" not in piece.name
    assert worker("cases", "show", case_id, "--full").code == 0


def test_a_case_that_is_not_finished_or_not_there_gets_none(worker: Caseworker) -> None:
    path = worker.cli.file("a.txt", CHAT)
    left = worker.left_at("amount")
    assert worker("cases", "add", left, path, "--shows", "it").code == 1
    assert worker("cases", "add", "0101-1", path, "--shows", "it").code == 2


# --- links where copies go ------------------------------------------------------------------------


def test_no_copy_is_written_where_a_link_leads(
    worker: Caseworker, case_id: str, tmp_path: Path
) -> None:
    path, elsewhere = worker.cli.file("a.txt", CHAT), tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = worker.home / "evidence"
    add = ("cases", "add", case_id, path, "--shows", "it", "--copy")
    place.symlink_to(elsewhere)
    assert worker(*add).code == 1
    place.unlink()
    place.mkdir()
    (place / case_id).symlink_to(elsewhere)
    assert worker(*add).code == 1
    assert list(elsewhere.iterdir()) == []
    assert worker.record(case_id).evidence == ()
    (elsewhere / "mine.txt").write_text("precious")
    assert worker("cases", "delete", case_id, "--yes").code == 0
    assert (elsewhere / "mine.txt").read_text() == "precious"
    assert not (place / case_id).is_symlink()


def test_a_copy_is_put_in_place_of_a_link_and_follows_none(
    worker: Caseworker, case_id: str, tmp_path: Path
) -> None:
    path, elsewhere = worker.cli.file("a.txt", CHAT), tmp_path / "elsewhere"
    elsewhere.write_text("precious")
    folder = worker.home / "evidence" / case_id
    folder.mkdir(parents=True)
    (folder / digest(CHAT)).symlink_to(elsewhere)
    assert worker("cases", "add", case_id, path, "--shows", "it", "--copy").code == 0
    assert elsewhere.read_text() == "precious"
    assert (folder / digest(CHAT)).read_bytes() == CHAT
    backup = worker.home.parent / "backup"
    os.link(folder / digest(CHAT), backup)
    assert worker("cases", "delete", case_id, "--yes").code == 0
    assert backup.read_bytes() == CHAT


# --- removed and deleted --------------------------------------------------------------------------


def test_one_piece_is_removed_copy_and_all_and_the_others_keep_their_numbers(
    worker: Caseworker, case_id: str
) -> None:
    for name, content in (("a.txt", CHAT), ("b.txt", CHAT * 2), ("c.txt", CHAT * 3)):
        path = worker.cli.file(name, content)
        worker("cases", "add", case_id, path, "--shows", "it", "--copy")
    assert worker("cases", "remove", case_id, "2").code == 2, "nobody to ask"
    assert worker.asked({"remove": ("no",)}, "cases", "remove", case_id, "2").code == 0
    assert len(copies(worker)) == 3
    assert worker.asked({"remove": ("yes",)}, "cases", "remove", case_id, "2").code == 0
    assert [piece.number for piece in worker.record(case_id).evidence] == [1, 3]
    assert sorted(copies(worker).values()) == sorted([CHAT, CHAT * 3])
    assert worker("cases", "remove", case_id, "2", "--yes").code == 2
    for number in ("1", "3"):
        assert worker("cases", "remove", case_id, number, "--yes").code == 0
    assert not (worker.home / "evidence" / case_id).exists()


def test_deleting_and_purging_take_the_copies_with_the_case_and_nobody_elses(
    worker: Caseworker, case_id: str
) -> None:
    path = worker.cli.file("a.txt", CHAT)
    worker("cases", "add", case_id, path, "--shows", "it", "--copy")
    worker.clock.now += timedelta(days=3)
    other = worker.finished(amount=("5 CNY",))
    worker("cases", "add", other, path, "--shows", "it", "--copy")
    assert worker("cases", "purge", "--older-than", "2 days", "--yes").code == 0
    assert list(copies(worker)) == [f"{other}/{digest(CHAT)}"]
    assert worker("cases", "delete", other, "--yes").code == 0
    assert list((worker.home / "evidence").iterdir()) == []


def test_what_no_case_names_goes_with_the_next_deletion(worker: Caseworker, case_id: str) -> None:
    Copies(worker.home).put("0101-1", digest(CHAT), CHAT)
    (worker.home / "evidence" / "0101-1" / "below").mkdir()
    (worker.home / "evidence" / "stray").write_bytes(CHAT)
    assert worker("cases", "purge", "--older-than", "900 days", "--yes").code == 0
    assert worker.record(case_id).id == case_id
    assert list((worker.home / "evidence").iterdir()) == []


def test_a_copy_that_cannot_be_deleted_keeps_its_case_and_says_so(
    worker: Caseworker, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = worker.cli.file("a.txt", CHAT)
    worker("cases", "add", case_id, path, "--shows", "it", "--copy")

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "no")

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        patch.setattr(Path, "unlink", refuse)
        done = worker("cases", "delete", case_id, "--yes")
    assert done.code == 1
    assert "could not be deleted" in done.err
    assert worker.record(case_id).id == case_id
    assert worker("cases", "delete", case_id, "--yes").code == 0
    assert copies(worker) == {}
