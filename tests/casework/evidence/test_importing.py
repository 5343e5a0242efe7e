"""A case goes to another computer whole, and what is damaged, foreign or newer is not taken in."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.casework.evidence.support import COPIED, NOTED
from tests.casework.support import LOGGED, Caseworker, bytes_below
from tests.cli.support import ANSWERS, GIVEN, Here
from tests.support import EACH, NOW
from tests.walks import WORLD, case_from, ids, walks
from wallethelp.core.case import case_of
from wallethelp.core.history import Closing, Contacted, Today
from wallethelp.core.scripts import Script, Walk
from wallethelp.core.session import replay
from wallethelp.core.text import Language
from wallethelp.core.values import HIDDEN, Detail
from wallethelp.i18n import speaking
from wallethelp.pack.scripts import read_script
from wallethelp.pack.transfers import read_transfer, script_of
from wallethelp.render.document import document_of
from wallethelp.store.records import Record, log_json, record_of, session_json, zone_named
from wallethelp.ui.player import play


def exported(walk: Walk, language: Language) -> str:
    """The walk's case as JSON, with something of everything that can come since."""
    with speaking(language):
        case = case_from(walk)
        at = case.finished
        log = (Contacted(at=at, channel="phone", result="refused"),)
        closing = Closing(at=at, result="part")
        return document_of(
            case,
            WORLD.pack,
            case_id="1120-1",
            log=log,
            evidence=(NOTED, COPIED),
            guides="x",
            today=Today(WORLD, at, closed=True, closing=closing),
        ).to_json()


@pytest.mark.parametrize(("language", "first"), [("zh", 0), ("en", EACH // 2)])
def test_every_walk_goes_out_and_comes_in_as_the_same_case(language: Language, first: int) -> None:
    for walk in walks()[first::EACH]:
        text = exported(walk, language)
        kept, mistakes = read_transfer(text.encode(), "case.json")
        assert mistakes == (), walk.title
        assert kept is not None
        with speaking(language):
            case = case_from(walk)
            again = replay(WORLD, kept.session)
            assert again.lost == ()
            assert case_of(WORLD, again.session).outcome == case.outcome
            assert kept.session == replace(case.session, kept=()), walk.title
            assert zone_named(kept.zone) == case.session.zone
            stored = Record(
                id="1",
                session=kept.session,
                finished=True,
                updated=NOW,
                guide_version="x",
                closed=kept.closed,
                log=kept.contacts,
                evidence=kept.evidence,
                closing=kept.closing,
            )
            told = session_json(stored.session).encode(), log_json(stored).encode()
            read = record_of(("1", int(NOW.timestamp()), 1, 1, 0, "x", *told))
            assert isinstance(read, Record)
            # What is stored has the times of the walk in its own zone.
            assert read.log == kept.contacts
            assert read.evidence == kept.evidence


@pytest.mark.parametrize("walk", walks()[::7], ids=ids(walks()[::7]))
def test_answers_of_an_exported_case_lead_to_the_same_end(walk: Walk) -> None:
    text = exported(walk, "zh")
    script, mistakes = read_script(text.encode(), "case.json")
    assert mistakes == ()
    assert (script.guide, script.wallet) == (walk.guide, walk.wallet)
    with speaking("zh"):
        session = play(WORLD, script, guide=walk.guide, wallet=walk.wallet, now=walk.now)
        assert case_of(WORLD, session).ref == case_from(walk).ref


def test_what_was_masked_is_left_to_be_asked() -> None:
    text = exported(walks()[0], "en")
    kept, _mistakes = read_transfer(text.encode(), "case.json")
    assert kept is not None
    hidden = tuple(
        replace(answer, reply=replace(answer.reply, words=HIDDEN))
        if isinstance(answer.reply, Detail)
        else answer
        for answer in kept.session.answers
    )
    masked = replace(kept, session=replace(kept.session, answers=hidden))
    assert not any(script_of(masked, Script()).fields.values())


# --- through the command line ---------------------------------------------------------------------


def whole(worker: Caseworker) -> tuple[str, Path]:
    """A case with a contact, evidence and an end; its id, and its file."""
    case_id = worker.finished()
    assert worker("cases", "log", case_id, *LOGGED, "--result", "working").code == 0
    path = worker.cli.file("a.txt", "what they wrote")
    assert worker("cases", "add", case_id, path, "--shows", "it", "--copy").code == 0
    assert worker("cases", "close", case_id, "--result", "part", "--amount", "80 CNY").code == 0
    done = worker("export", case_id, "--format", "json", "-o", "case.json")
    assert done.code == 0, done.err
    return case_id, worker.cli.folder / "case.json"


def test_another_computer_has_all_of_it_but_masked_values_and_copies(
    worker: Caseworker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case_id, path = whole(worker)
    there = worker.record(case_id)
    monkeypatch.setenv("WALLETHELP_HOME", str(tmp_path / "other"))
    done = worker("cases", "import", path)
    assert done.code == 0, done.err
    assert "masked" in done.err
    assert "Copies" in done.err
    listed = json.loads(worker("cases", "--json").out)
    (line,) = listed
    assert line["closing"]["result"] == "part"
    again = worker("export", line["id"], "--format", "json")
    here, before = json.loads(again.out), json.loads(path.read_text("utf-8"))
    for data in (here, before):
        del data["id"]
        for piece in (*data["evidence"], *data["kept"]["evidence"]):
            for name in ("copy", "is_included"):
                piece.pop(name, None)
        data["next"] = data["timeline"] = None
    assert here == before
    assert here["kept"]["contacts"][0]["details"]["ticket"]["words"] == "CS-2026-77"
    assert "xiaolin_88" not in path.read_text("utf-8")
    assert there.log[0].text_of("ticket") == "CS-2026-77"


def test_the_same_case_is_not_taken_in_twice(worker: Caseworker) -> None:
    case_id, path = whole(worker)
    before = bytes_below(worker.home)
    done = worker("cases", "import", path)
    assert done.code == 1
    assert case_id in done.err
    assert bytes_below(worker.home) == before
    worker("cases", "delete", case_id, "--yes")
    assert worker("cases", "import", path).code == 0
    assert worker("cases", "import", path).code == 1


def test_diagnose_takes_the_answers_of_an_exported_case(cli: Here) -> None:
    assert cli.answered(ANSWERS).code == 0
    assert cli("export", "--format", "json", "-o", "case.json").code == 0
    done = cli("diagnose", "--no-input", "--answers", "case.json", "--json", "--no-save")
    assert done.code == 0, done.err
    told, before = json.loads(done.out), json.loads(Path("case.json").read_text("utf-8"))
    assert told["title"] == before["title"]
    assert [(a["key"], a["reply"]["kind"]) for a in told["answers"]] == [
        (a["key"], a["reply"]["kind"]) for a in before["answers"]
    ]
    broken = cli.file("broken.json", Path("case.json").read_text("utf-8").replace('"kept"', '"x"'))
    assert cli(*GIVEN, "--answers", broken).code == 1


# --- damaged files --------------------------------------------------------------------------------


def _put(data: Any, place: list[Any], value: Any) -> None:
    *above, last = place
    for part in above:
        data = data[part]
    data[last] = value


def _places(data: Any, place: tuple[Any, ...] = ()) -> list[list[Any]]:
    items: list[tuple[Any, Any]] = []
    if isinstance(data, dict):
        items = list(data.items())
    elif isinstance(data, list):
        items = list(enumerate(data))
    found = [list(place)] if place else []
    for name, part in items:
        found += _places(part, (*place, name))
    return found


WRONG: tuple[Any, ...] = (
    *(7, -1, 1e300, True, None, "", "x", [], {}, [[]], {"kind": "moment"}),
    *("9999-12-31T23:59:59+00:00", "NaN", "1E+999", "0001-01-01T00:00:00-23:59"),
    *("\x1b[31m", "\u202e", "密码是hunter2", "y" * 5000, "../../etc/passwd"),
)


def _damaged(text: str, luck: random.Random) -> bytes:
    """The file with one thing wrong in it, of every kind."""
    raw = text.encode()
    data = json.loads(text)
    kinds: list[Callable[[], bytes]] = [
        lambda: raw[: luck.randrange(len(raw) - 2)],
        lambda: raw.replace(b'"', b"'", 1 + luck.randrange(5)),
        lambda: b"\xff" + raw,
        lambda: raw[:900] + bytes([luck.randrange(128, 256)]) + raw[900:],
        lambda: text.encode("utf-16"),
        lambda: text.replace("\n", "", 3).encode("utf-32-le"),
        lambda: b"[" * luck.randrange(50, 90_000) + raw,
        lambda: b'{"a":' * 3000 + b"1" + b"}" * 3000,
        lambda: raw + b" " * 1_000_001,
        lambda: raw.replace(b"wallethelp.case/1", b"wallethelp.case/%d" % luck.randrange(2, 99)),
        lambda: raw.replace(b"wallethelp.case/1", b"another.case/1"),
        lambda: raw.replace(b'"kept"', b'"kept_"'),
        lambda: json.dumps(data["kept"]).encode(),
        lambda: b"\x00" * luck.randrange(1, 5000),
        lambda: b"PK\x03\x04" + raw,
        lambda: raw + b"x",
        lambda: raw.replace(b'"session"', b'"session": 1, "session"', 1),
    ]
    return luck.choice(kinds)()


def test_of_two_hundred_damaged_files_none_is_taken_in_and_none_is_a_bug(
    worker: Caseworker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _case_id, path = whole(worker)
    text = path.read_text("utf-8")
    luck = random.Random(1120)
    monkeypatch.setenv("WALLETHELP_HOME", str(tmp_path / "other"))
    for number in range(200):
        damaged = worker.cli.file("damaged.json", _damaged(text, luck))
        done = worker("cases", "import", damaged)
        assert done.code == 1, (number, damaged.read_bytes()[:200])
        assert "damaged.json" in done.err
        assert "Traceback" not in done.err
        assert not (tmp_path / "other").exists(), number


def test_a_wrong_value_anywhere_is_told_with_its_place_or_does_no_harm(
    worker: Caseworker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _case_id, path = whole(worker)
    text = path.read_text("utf-8")
    luck, refused = random.Random(1121), 0
    places = [["kept", *place] for place in _places(json.loads(text)["kept"])]
    for number in range(200):
        home = tmp_path / f"other-{number}"
        monkeypatch.setenv("WALLETHELP_HOME", str(home))
        data = json.loads(text)
        _put(data, luck.choice(places), luck.choice(WRONG))
        damaged = worker.cli.file("damaged.json", json.dumps(data, indent=2))
        done = worker("cases", "import", damaged)
        assert done.code in (0, 1), done.err
        if done.code:
            refused += 1
            assert "damaged.json" in done.err
            assert not home.exists()
            continue
        # What could be taken in can be looked at, and is no secret.
        for look in (("cases",), ("cases", "show", "--full"), ("export", "--format", "json")):
            assert worker(*look).code in (0, 1), (number, look)
        assert "hunter2" not in worker("export", "--format", "json").out
    assert refused > 100


def test_an_error_names_the_line(worker: Caseworker) -> None:
    case_id, path = whole(worker)
    worker("cases", "delete", case_id, "--yes")
    text = path.read_text("utf-8").replace('"result": "working"', '"result": "sloved"')
    lines = [n for n, line in enumerate(text.splitlines(), 1) if "sloved" in line]
    done = worker("cases", "import", worker.cli.file("bad.json", text))
    assert done.code == 1
    assert f"bad.json:{lines[-1]}:" in done.err


def test_what_json_reads_and_yaml_cannot_is_told_as_well(worker: Caseworker) -> None:
    """Places come of YAML, in which no key may be longer than 1,024 characters."""
    _case_id, path = whole(worker)
    text = path.read_text("utf-8").replace(
        '"session": {', '"session": {"' + "x" * 5_000 + '": 1,', 1
    )
    done = worker("cases", "import", worker.cli.file("long.json", text.replace("upay", "upya")))
    assert (done.code, "long.json" in done.err) == (1, True)
