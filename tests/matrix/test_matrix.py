"""Four guides, whole, on every kind of terminal: nothing too wide, cut or foreign, one outcome."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.support import as_it_was
from tests.journeys.journey import Journey, guides, journey
from tests.journeys.person import Seat
from tests.matrix import faults
from tests.terminal.test_same_case import AT_ONE_TIME
from wallethelp.cli.app import app
from wallethelp.cli.boundary import run
from wallethelp.pack.load import load

PLAYED = yaml.safe_load(Path(__file__).with_name("terminals.yaml").read_text(encoding="utf-8"))
SIZES: list[tuple[int, int]] = [(columns, lines) for columns, lines in PLAYED["sizes"]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """A journey, and the case it came to."""

    seen: Journey
    case: Any


_load = cache(load)


@pytest.fixture
def at_one_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program at one time: times stand in the words of a case."""
    # Cases are read here, many times.
    monkeypatch.setattr("wallethelp.pack.cache.open_pack", lambda folder, *_watch: _load(folder))
    script = tmp_path / "at_one_time.py"
    script.write_text(AT_ONE_TIME, encoding="utf-8")
    return script


def played(
    guide: str,
    home: Path,
    seat: Seat,
    taken: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Played:
    """Play it, then read the case that was kept."""
    seen = journey(guide, home=home, seat=seat, taken=taken)
    monkeypatch.setenv("WALLETHELP_HOME", str(home))
    with as_it_was():
        assert run(["cases", "show", "--json", "--lang", seat.language]) == 0
    return Played(seen=seen, case=json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("language", PLAYED["languages"])
@pytest.mark.parametrize("guide", PLAYED["guides"])
def test_every_terminal_shows_it_whole_and_comes_to_the_same_case(
    guide: str,
    language: str,
    at_one_time: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[str] = []
    taken: tuple[str, ...] = ()
    case: Any = None
    for mode, setting in PLAYED["modes"].items():
        wide: Journey | None = None
        # The widest first: it shows what the others have to show.
        for columns, lines in sorted(SIZES, reverse=True):
            where = f"{mode} {columns}"
            seat = Seat(
                language=language,
                plain=setting.get("plain", False),
                columns=columns,
                lines=lines,
                options=tuple(setting.get("options", ())),
                env=setting.get("env", {}),
                command=(sys.executable, str(at_one_time)),
            )
            home = tmp_path / where.replace(" ", "-")
            this = played(guide, home, seat, taken, capsys, monkeypatch)
            taken, case = taken or this.seen.taken, case or this.case
            wide = wide or this.seen
            found += [f"{where}: {fault}" for fault in _faults(this.seen, wide, seat, mode)]
            if this.case != case:
                found.append(f"{where}: another case")
    assert found == [], "\n".join(found)


def _faults(seen: Journey, wide: Journey, seat: Seat, mode: str) -> Iterator[str]:
    text = "\n".join(seen.lines)
    yield from faults.too_wide(seen.lines, seat.columns)
    yield from faults.foreign(text, seat.language, _allowed(seat.language))
    yield from faults.cut(seen.asked, wide.asked)
    if mode == "colour" and not any(faults.coloured(seen.raw)):
        yield "no colour at all"
    if mode == "no-color":
        yield from faults.coloured(seen.raw)
    if mode == "ascii":
        yield from faults.drawn(text)
    if mode == "plain":
        yield from faults.drawn(text)
        yield from faults.moved(seen.raw)


def _allowed(language: str) -> set[str]:
    """Names, and what is typed literally: commands, options and the ids of guides, which a line
    can break at each hyphen.
    """
    names = set(PLAYED["foreign"][language])
    if language == "en":
        return names
    commands = [command.name or "" for command in app.registered_commands]
    groups = [group.name or "" for group in app.registered_groups]
    subcommands = [
        command.name or ""
        for group in app.registered_groups
        if group.typer_instance is not None
        for command in group.typer_instance.registered_commands
    ]
    options = {"--guide", "--for", "skip", "back", "why"}
    typed = {"wallethelp", *commands, *groups, *subcommands, *options, *guides(), "chat"}
    return names | typed | {part for word in typed for part in word.split("-") if part}
