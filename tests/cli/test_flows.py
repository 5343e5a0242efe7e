"""`--flows` and `flows check`: a folder that cannot be used, and one that can in part."""

import re
from pathlib import Path

import pytest

from tests.checks.breaking import good_pack
from tests.cli.support import Here, advises, lines_of, says
from tests.support import SMALL_PACK, write_pack

CHINESE = re.compile(r"[\u3400-\u9fff]")
BROKEN = SMALL_PACK["guides/lost.yaml"].replace("next: details", "next: detials", 1)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack", {})


def empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def no_guides(folder: Path) -> Path:
    write_pack(folder, {})
    for guide in (folder / "guides").iterdir():
        guide.unlink()
    return folder


def a_file(folder: Path) -> Path:
    folder.write_text("not a folder", encoding="utf-8")
    return folder


def with_bytes(file: str, content: bytes) -> object:
    def make(folder: Path) -> Path:
        (write_pack(folder, {}) / file).write_bytes(content)
        return folder

    return make


UNUSABLE = {
    "no-such-folder": lambda folder: folder,
    "not-a-folder": a_file,
    "missing-file": empty,
    "not-utf8": with_bytes("pack.yaml", b"\xff\xfe"),
    "empty": with_bytes("fields.yaml", b""),
    "too-big": with_bytes("facts.yaml", b"#" * 1_000_001),
    "schema.dict_type": with_bytes("pack.yaml", b"- a list\n"),
    "nothing-there": no_guides,
}


@pytest.mark.parametrize(
    ("command", "language"), [("guides", "en"), ("diagnose --answers a.yaml", "zh")]
)
@pytest.mark.parametrize("code", UNUSABLE)
def test_a_folder_that_cannot_be_used_is_told_and_nothing_is_written(
    cli: Here, home: Path, tmp_path: Path, code: str, command: str, language: str
) -> None:
    cli.file("a.yaml", "steps: {}\n")
    folder = UNUSABLE[code](tmp_path / "given")  # type: ignore[operator]
    done = cli(*command.split(), "--flows", folder, "--lang", language)
    assert (done.code, done.out) == (1, "")
    assert says(code, done.err) or code == "nothing-there", done.err
    assert str(folder) in done.err
    assert "Traceback" not in done.err
    assert all(CHINESE.search(line) for line in lines_of(done.err)) == (language == "zh")
    assert not home.exists()


def test_a_broken_guide_is_left_out_and_the_others_work(cli: Here, small: Path) -> None:
    (small / "guides/lost.yaml").write_text(BROKEN, encoding="utf-8")
    done = cli("guides", "--flows", small)
    assert done.code == 0
    assert "emergency" in done.out
    assert "lost" not in done.out
    assert "guides/lost.yaml" in done.err


def test_asking_for_a_guide_that_was_left_out_says_so(cli: Here, small: Path) -> None:
    (small / "guides/lost.yaml").write_text(BROKEN, encoding="utf-8")
    done = cli("guides", "lost", "--flows", small)
    assert done.code == 2
    assert advises(done.err, f"wallethelp flows check --flows {small}")


def test_the_list_that_is_advised_is_that_of_the_pack_in_use(
    cli: Here, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = cli("guides", "nothing", "--flows", small)
    assert advises(named.err, f"wallethelp guides --flows {small}")
    assert advises(cli("guides", "nothing").err, "wallethelp guides")
    monkeypatch.setenv("WALLETHELP_FLOWS", str(small))
    assert advises(cli("guides", "nothing").err, "wallethelp guides")


def test_one_wallet_is_told_as_one(cli: Here, tmp_path: Path) -> None:
    folder = good_pack(tmp_path / "pack")
    (folder / "wallets/kdou.yaml").unlink()
    for walks in (folder / "walks").iterdir():
        walks.write_text(walks.read_text("utf-8").replace("kdou", "upay"), "utf-8")
    done = cli("flows", "check", folder)
    assert "3 guides, 1 wallet, 4 fields" in done.out, done.err


def test_check_names_every_mistake_with_its_place_and_the_closest_name(
    cli: Here, small: Path
) -> None:
    (small / "guides/lost.yaml").write_text(
        BROKEN.replace("needs: [quick]", "needs: [qiuck]"), encoding="utf-8"
    )
    done = cli("flows", "check", small)
    assert done.code == 1
    assert all(re.match(r"[\w/-]+\.yaml:\d+:\d+: ", line) for line in lines_of(done.out))
    line = next(line for line in lines_of(done.out) if "qiuck" in line)
    assert line.startswith("guides/lost.yaml:")
    assert "“quick”" in line
    assert str(small) in done.err


def test_check_names_an_unknown_step_with_the_closest_one(cli: Here, small: Path) -> None:
    (small / "guides/lost.yaml").write_text(BROKEN, encoding="utf-8")
    done = cli("flows", "check", "--flows", small)
    assert done.code == 1
    assert "“details”" in done.out
    line = next(line for line in lines_of(done.out) if says("unknown-step", line))
    written = BROKEN.splitlines()[int(line.split(":")[1]) - 1]
    assert "detials" in written


@pytest.mark.parametrize("code", UNUSABLE)
def test_check_of_a_folder_that_cannot_be_used_ends_with_1(
    cli: Here, tmp_path: Path, code: str
) -> None:
    done = cli("flows", "check", UNUSABLE[code](tmp_path / "given"))  # type: ignore[operator]
    assert done.code == 1
    assert lines_of(done.out)
    assert lines_of(done.err)


def test_text_of_a_pack_is_never_markup_nor_escape_codes(cli: Here, small: Path) -> None:
    hostile = SMALL_PACK["guides/lost.yaml"].replace("en: Lost", 'en: "[red]x[/red] :100:"')
    (small / "guides/lost.yaml").write_text(hostile, encoding="utf-8")
    assert "[red]x[/red] :100:" in cli("guides", "--flows", small, "--color", "always").out
    raw = SMALL_PACK["guides/lost.yaml"].replace("en: Lost", 'en: "\\e[31mred\\u202e"')
    (small / "guides/lost.yaml").write_text(raw, encoding="utf-8")
    done = cli("flows", "check", small)
    assert done.code == 1
    assert not re.search("[\x1b\u202e]", done.out + done.err)


WALK = """\
guide: lost
walks:
  - name: gone
    now: 2026-11-20 15:00
    steps: {opening/safety-first: nobody, lost/gone: charged}
    ends: lost/report
    outcome: contact
"""


def test_a_walk_that_misses_a_required_detail_fails_loudly(cli: Here, small: Path) -> None:
    (small / "walks").mkdir()
    (small / "walks/lost.yaml").write_text(WALK, encoding="utf-8")
    (line,) = [x for x in lines_of(cli("flows", "check", small).out) if x.startswith("walks/")]
    assert says("no-answer", line)
    done = cli("flows", "facts", "--flows", small)
    assert (done.code, done.out) == (1, "")
    assert "walks/lost.yaml:3" in done.err
    assert "“amount”" in done.err
    same = cli("flows", "facts", small)
    assert (same.code, same.err) == (done.code, done.err)


def test_check_reads_walks_and_plays_them_unless_a_guide_is_broken(cli: Here, small: Path) -> None:
    (small / "walks").mkdir()
    (small / "walks/lost.yaml").write_text(WALK.replace("lost/gone", "lost/gnoe"), "utf-8")
    (line,) = [x for x in lines_of(cli("flows", "check", small).out) if x.startswith("walks/")]
    assert line.startswith("walks/lost.yaml:5:")
    assert "“lost/gone”" in line
    (small / "walks/lost.yaml").write_text(WALK, "utf-8")
    (small / "guides/lost.yaml").write_text(BROKEN, encoding="utf-8")
    assert "walks/" not in cli("flows", "check", small).out
