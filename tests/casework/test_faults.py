"""Whatever fails at whatever write: no answer is lost that nobody was told about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from tests.casework.faults import HOWS, Disk, How, on
from tests.casework.support import BEGIN, REPLIES, Caseworker, at_the_prompts, is_sound
from tests.prompted import Watched, someone
from tests.support import EACH
from wallethelp.cli.desk import Desk
from wallethelp.pack.load import load
from wallethelp.store.cases import CaseStore
from wallethelp.store.records import Record
from wallethelp.ui.prompts import CHECK_KEY, Prompt
from wallethelp.ui.scripted import Given

SHORT = {**REPLIES, "lost/gone": ("not-charged",)}
OUTPUT = "case.md"
NOT_KEPT = "nothing more will be kept"


@dataclass(frozen=True, slots=True)
class Journey:
    """A command, what must be there before it, and what it must not lose."""

    arguments: tuple[str, ...]
    prepare: Callable[[Caseworker], object] = lambda _worker: None
    is_done: Callable[[Record | None, str | None], bool] = lambda _record, _output: True
    """Whether the case and the file are as the command leaves them."""


def _with_a_file(worker: Caseworker) -> None:
    worker.finished()
    (worker.cli.folder / OUTPUT).write_text("precious", encoding="utf-8")


def _damaged(worker: Caseworker) -> None:
    worker.home.mkdir()
    CaseStore(worker.home).place.write_bytes(b"this is no database" * 500)


def _with_a_damaged_file(worker: Caseworker) -> None:
    _damaged(worker)
    worker.finished()


def _with_evidence(worker: Caseworker) -> None:
    worker.finished()
    worker.cli.file("a.txt", "what they wrote")


JOURNEYS = {
    "add": Journey(
        ("cases", "add", "1120-1", "a.txt", "--shows", "it", "--copy"),
        _with_evidence,
        lambda record, _: record is not None and len(record.evidence) == 1,
    ),
    "log": Journey(
        ("cases", "log", "1120-1", "--channel", "chat", "--said", "they look into it"),
        Caseworker.finished,
        lambda record, _: record is not None and len(record.log) == 1,
    ),
    "close": Journey(
        ("cases", "close", "1120-1"),
        Caseworker.finished,
        lambda record, _: record is not None and record.closed,
    ),
    "export": Journey(
        ("export", "1120-1", "-o", OUTPUT),
        Caseworker.finished,
        lambda _, output: output is not None and output.endswith("\n") and "precious" not in output,
    ),
    "export over": Journey(
        ("export", "1120-1", "-o", OUTPUT, "--force"),
        _with_a_file,
        lambda _, output: output is not None and output.endswith("\n") and "precious" not in output,
    ),
    "delete": Journey(
        ("cases", "delete", "1120-1", "--yes"),
        Caseworker.finished,
        lambda record, _: record is None,
    ),
    "purge": Journey(
        ("cases", "purge", "--older-than", "0 days", "--yes"),
        _with_a_damaged_file,
        lambda record, _: record is None,
    ),
}


@pytest.fixture(autouse=True)
def _read_our_pack_once(worker: Caseworker, monkeypatch: pytest.MonkeyPatch, undrawn: None) -> None:
    loaded = load(worker.pack)
    monkeypatch.setattr("wallethelp.pack.cache.open_pack", lambda _folder, *_watch: loaded)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("journey", JOURNEYS.values(), ids=JOURNEYS)
def test_a_command_does_what_it_says_wherever_the_disk_fails(
    worker: Caseworker, journey: Journey, how: How, counts: dict[str, int]
) -> None:
    journey.prepare(worker)
    begun = _Snapshot(worker)
    before, _ = begun.look()
    points = 0
    for point, disk in _each_point(how):
        begun.restore()
        with on(disk):
            done = worker(*journey.arguments)
        if disk.at is not None and len(disk.done) <= disk.at:
            break
        points += 1
        after, output = begun.look()
        said = (point, disk.done[-1], done.err)
        assert done.code in (0, 1), said
        assert done.code == 0 or "Error: " in done.err, said
        if done.code == 0 or after != before:
            assert journey.is_done(after, output), said
        if output != begun.output:
            assert journey.is_done(after, output) or how == "failing from then on", said
        if how == "full" and done.code == 1 and "traces" not in done.err:
            assert "disk is full" in done.err, said
        assert _beside(worker) == begun.beside or how == "failing from then on", said
    assert points, "there is something to fail"
    _count(counts, points)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize(
    ("prepare", "replies"),
    [(lambda _worker: None, REPLIES), (_damaged, SHORT)],
    ids=["new", "damaged"],
)
def test_every_answer_is_kept_or_the_person_is_told(
    worker: Caseworker,
    prepare: Callable[[Caseworker], object],
    replies: Mapping[str, Sequence[Given]],
    how: How,
    counts: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare(worker)
    begun = _Snapshot(worker)
    points = lost = 0
    for point, disk in chain([(-1, Disk(how=how))], _each_point(how)):
        begun.restore()
        told = _Heard(monkeypatch)
        given: list[str] = []
        kept: list[list[str]] = [[]]

        def look(
            _number: int,
            prompt: Prompt,
            disk: Disk = disk,
            told: _Heard = told,
            given: list[str] = given,
            kept: list[list[str]] = kept,
        ) -> None:
            # Up to the point that fails all is as on the first disk, where nothing does.
            with disk.paused():
                is_as_before = disk.at is not None and not disk.has_failed
                kept.append(list(given) if is_as_before else _answers(worker.home))
            if not told.has(NOT_KEPT):
                assert kept[-1] == given, (disk.at, prompt.key)
            else:
                # What a failed write was told not to keep may be there after all; no less is.
                assert kept[-1] == given[: len(kept[-1])]
                assert len(kept[-1]) >= len(kept[-2])
            if not prompt.key.startswith("menu:") and prompt.key != CHECK_KEY:
                given.append(prompt.key)

        with on(disk), at_the_prompts(Watched(someone(replies), look)):
            done = worker.cli(*BEGIN, "--flows", worker.pack)
        if disk.at is not None and len(disk.done) <= disk.at:
            break
        points += disk.at is not None
        assert done.code == 0, (point, done.err)
        is_told = told.has(NOT_KEPT)
        after = _answers(worker.home)
        lost += 0 if is_told else len(given) - len(after)
        assert after == given[: len(after)]
        assert len(after) >= len(kept[-1])
        if not is_told:
            record = worker.record()
            assert record.finished
        if is_told and how == "full":
            assert told.has("disk is full")
        assert told.count(NOT_KEPT) <= 1
        if after:
            assert is_sound(worker.home)
    assert lost == 0
    _count(counts, points)
    counts["answers lost at failing points"] = (
        counts.get("answers lost at failing points", 0) + lost
    )


def _each_point(how: How) -> Iterator[tuple[int, Disk]]:
    """A disk for each point; the journey ends it that has fewer."""
    # Where it begins depends on the way of failing, so that together they meet every place.
    return ((point, Disk(how=how, at=point)) for point in count(HOWS.index(how) % EACH, EACH))


def _is_damaged(store: CaseStore) -> bool:
    """Whether the file is the one of `_damaged`."""
    return store.place.exists() and store.place.read_bytes()[:4] == b"this"


def _answers(home: Path) -> list[str]:
    store = CaseStore(home)
    record = None if _is_damaged(store) else store.newest()
    assert record is None or isinstance(record, Record)
    return [answer.key for answer in record.session.answers] if record is not None else []


def _count(counts: dict[str, int], points: int) -> None:
    counts["journeys with a failing disk"] = counts.get("journeys with a failing disk", 0) + 1
    counts["failing points"] = counts.get("failing points", 0) + points


def _beside(worker: Caseworker) -> list[str]:
    """Other files than the one that is written."""
    return sorted(path.name for path in worker.cli.folder.iterdir() if path.name != OUTPUT)


class _Heard:
    """What the program said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._lines: list[str] = []
        monkeypatch.setattr(Desk, "say", lambda _self, *lines: self._lines.extend(lines))

    def has(self, part: str) -> bool:
        return self.count(part) > 0

    def count(self, part: str) -> int:
        return sum(part in line for line in self._lines)


class _Snapshot:
    """The home and the output as a journey finds them, to be put back before each failing point."""

    def __init__(self, worker: Caseworker) -> None:
        self._home, self._folder = worker.home, worker.cli.folder
        self._copy = self._home.with_name("snapshot")
        if self._home.exists():
            copytree(self._home, self._copy)
        self.output = self.look()[1]
        self.beside = _beside(worker)

    def restore(self) -> None:
        """As it was."""
        rmtree(self._home, ignore_errors=True)
        if self._copy.exists():
            copytree(self._copy, self._home)
        for path in self._folder.iterdir():
            if path.name == OUTPUT or path.name.startswith(".wallethelp-"):
                path.unlink()
        if self.output is not None:
            (self._folder / OUTPUT).write_text(self.output, encoding="utf-8")

    def look(self) -> tuple[Record | None, str | None]:
        """The case and the output as they are now; the file must be sound."""
        path, store = self._folder / OUTPUT, CaseStore(self._home)
        output = path.read_text(encoding="utf-8") if path.exists() else None
        if not store.place.exists() or _is_damaged(store):
            return None, output
        assert is_sound(self._home)
        record = store.newest()
        assert record is None or isinstance(record, Record)
        return record, output
