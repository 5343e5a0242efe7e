"""A pack that did not come with the program says so itself, wherever anything of it is shown."""

import json
import shutil
from base64 import b64decode
from datetime import date
from email import message_from_string
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, GIVEN, Here, Result
from tests.support import FLOWS, SMALL_PACK, write_pack
from wallethelp.core.model import Contact
from wallethelp.core.onward import READERS
from wallethelp.core.text import Language
from wallethelp.i18n import speaking
from wallethelp.pack import cache
from wallethelp.pack.cache import open_pack
from wallethelp.pack.compiled import Origin, compiled
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.fingerprint import fingerprint
from wallethelp.pack.load import load
from wallethelp.render.contact_words import contact_in_words
from wallethelp.render.export_formats import FORMATS
from wallethelp.render.foreign import foreign
from wallethelp.render.shaped import PURPOSES

HOTLINE = "400-555-0199"
CONTACT = f"""\
    kind: phone
    contacts:
      - {{value: "{HOTLINE}", source: a page on the net, checked_on: 2025-03-01}}
"""


pytestmark = pytest.mark.usefixtures("opened_as_by_a_command")


@pytest.fixture(scope="module")
def false_hotline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pack, copied, with a hotline that nobody has."""
    folder = tmp_path_factory.mktemp("packs") / "copy"
    shutil.copytree(FLOWS, folder)
    wallet = folder / "wallets/upay.yaml"
    text = wallet.read_text("utf-8")
    assert text.count("    kind: phone\n") == 1
    wallet.write_text(text.replace("    kind: phone\n", CONTACT), "utf-8")
    return folder


def _mark(folder: Path) -> str:
    return fingerprint(folder)


def _is_marked(text: str, folder: Path) -> bool:
    """Whether it has the pack's name, its maker, its fingerprint, and that it is not ours."""
    flat = " ".join(text.replace(">", " ").split())
    return all(
        part in flat
        for part in (
            "did not come with the program",
            "Wallet help wizard",
            "the wallethelp project",
            _mark(folder),
        )
    )


def _case(cli: Here, folder: Path) -> Result:
    return cli("--flows", folder, *GIVEN, "--answers", cli.file("a.yaml", ANSWERS))


READ = [
    ["channels"],
    ["channels", "upay"],
    ["channels", "upay", "--for", "top-up-failed"],
    ["guides"],
    ["guides", "top-up-failed"],
    ["guides", "top-up-failed", "--sources"],
    ["guides", "--find", "充值没到账"],
]


@pytest.mark.parametrize("command", READ, ids=" ".join)
def test_whatever_is_read_of_it_says_whose_it_is(
    cli: Here, false_hotline: Path, command: list[str]
) -> None:
    assert _is_marked(cli(*command, "--flows", false_hotline).out, false_hotline)
    data = json.loads(cli(*command, "--flows", false_hotline, "--json").out)
    for each in data if isinstance(data, list) else [data]:
        assert each["pack"]["fingerprint"] == _mark(false_hotline)
        assert _is_marked(each["pack"]["text"], false_hotline)
        assert each["pack"]["name"] == "Wallet help wizard"
        assert each["pack"]["made_by"] == "the wallethelp project"


@pytest.mark.parametrize("command", READ, ids=" ".join)
def test_the_shipped_pack_says_nothing_of_the_kind(cli: Here, command: list[str]) -> None:
    assert "did not come" not in cli(*command).out
    data = json.loads(cli(*command, "--json").out)
    assert all("pack" not in each for each in (data if isinstance(data, list) else [data]))


def test_the_summary_says_whose_guides_led_there(cli: Here, false_hotline: Path) -> None:
    done = _case(cli, false_hotline)
    assert done.code == 0
    flat = " ".join(done.out.split())
    assert _mark(false_hotline) in flat
    assert "Wallet help wizard" in flat
    assert "the wallethelp project" in flat


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_says_it(cli: Here, false_hotline: Path, format_name: str) -> None:
    _case(cli, false_hotline)
    done = cli("--flows", false_hotline, "export", "--format", format_name)
    assert done.code == 0, done.err
    assert _is_marked(_readable(done.out, format_name), false_hotline), done.out


@pytest.mark.parametrize("purpose", [*PURPOSES, *READERS])
@pytest.mark.parametrize("format_name", ["markdown", "text", "html", "email"])
def test_every_purpose_says_it(
    cli: Here, false_hotline: Path, purpose: str, format_name: str
) -> None:
    _case(cli, false_hotline)
    done = cli("--flows", false_hotline, "export", "--for", purpose, "--format", format_name)
    assert _is_marked(_readable(done.out, format_name), false_hotline), done.out


def _readable(text: str, format_name: str) -> str:
    match format_name:
        case "email":
            body = message_from_string(text).get_payload()
            return b64decode(str(body)).decode()
        case "ics":
            return text.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")
        case "markdown":
            return text.replace("\\", "")
        case _:
            return text


def test_a_copied_case_says_it_in_both_forms(cli: Here, false_hotline: Path) -> None:
    _case(cli, false_hotline)
    assert _mark(false_hotline) in cli("--flows", false_hotline, "cases", "show").out
    whole = cli("--flows", false_hotline, "cases", "show", "--full").out
    assert _is_marked(whole, false_hotline)
    data = json.loads(cli("--flows", false_hotline, "cases", "show", "--json").out)
    assert data["pack"]["fingerprint"] == _mark(false_hotline)


def test_lines_for_programs_stay_as_they_are_and_it_is_said_beside_them(
    cli: Here, false_hotline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("充值没到账\n"))
    done = cli("guides", "--find", "-", "--flows", false_hotline)
    assert [next(iter(json.loads(line))) for line in done.out.splitlines()] == ["text"]
    assert _is_marked(done.err, false_hotline)


def test_the_environment_makes_no_difference(
    cli: Here, false_hotline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WALLETHELP_FLOWS", str(false_hotline))
    assert _is_marked(cli("channels", "upay").out, false_hotline)


def test_an_identical_copy_is_not_the_one_that_came_with_the_program(
    cli: Here, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(FLOWS, copy)
    assert fingerprint(copy) == fingerprint(FLOWS)
    assert _is_marked(cli("channels", "--flows", copy).out, copy)
    # Once compiled too.
    assert _is_marked(cli("channels", "--flows", copy).out, copy)


def test_the_shipped_folder_by_another_name_is_the_shipped_one(cli: Here, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(shipped_pack())
    assert "did not come" not in cli("channels", "--flows", tmp_path / "link").out


def test_what_is_compiled_tells_a_change_of_the_pack(cli: Here, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", {})
    before = cli("channels", "--flows", folder).out
    assert fingerprint(folder) in before
    wallet = folder / "wallets/upay.yaml"
    wallet.write_text(SMALL_PACK["wallets/upay.yaml"].replace("en: Open", "en: Call"), "utf-8")
    after = cli("channels", "--flows", folder).out
    assert fingerprint(folder) in after
    assert fingerprint(folder) not in before


def test_a_file_that_was_compiled_without_a_mark_is_not_believed(tmp_path: Path) -> None:
    """It may have been another program's own pack."""
    folder = write_pack(tmp_path / "pack", {})
    unmarked = compiled(
        load(folder).pack, (), Origin(folder=cache._name(folder), state=cache._state(folder))
    )
    cache._make_private(cache.cache_folder())
    cache._put(unmarked, cache._file_for(folder, cache.cache_folder()))
    assert open_pack(folder).pack.fingerprint == fingerprint(folder)


@pytest.mark.parametrize("name", [*SMALL_PACK, "phrases/zh/lost.yaml"])
def test_any_change_of_what_is_said_is_another_fingerprint(tmp_path: Path, name: str) -> None:
    folder = write_pack(tmp_path, {"phrases/zh/lost.yaml": "- 钱没了\n"})
    before = fingerprint(folder)
    path = folder / name
    path.write_text(path.read_text("utf-8") + "# more\n", "utf-8")
    changed = fingerprint(folder)
    path.rename(path.with_name("other.yaml"))
    assert len({before, changed, fingerprint(folder)}) == 3


def test_a_pack_without_a_maker_says_that(cli: Here, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", {})
    out = " ".join(cli("channels", "--flows", folder).out.split())
    assert "which does not say who made it" in out


def test_a_contact_is_never_without_its_source_and_age(cli: Here, false_hotline: Path) -> None:
    out = " ".join(cli("channels", "upay", "--flows", false_hotline).out.split())
    _before, line = out.split(HOTLINE)
    assert line.startswith(" (source: a page on the net; checked on 2025-03-01, ")
    assert " ago; not the program's own)" in line[:110]
    data = json.loads(cli("channels", "upay", "--flows", false_hotline, "--json").out)
    (contact,) = [c for channel in data["channels"] for c in channel["contacts"]]
    assert contact["source"] == "a page on the net"
    assert contact["age_days"] > 365


AGES = [
    ("2026-11-21", "a day still to come"),
    ("2026-11-20", "today"),
    ("2026-11-19", "1 day ago"),
    ("2026-09-22", "59 days ago"),
    ("2026-09-21", "1 month ago"),
    ("2025-11-20", "11 months ago"),
    ("2024-11-20", "23 months ago"),
    ("2024-11-10", "2 years ago"),
    ("0001-01-01", "2025 years ago"),
]


@pytest.mark.parametrize(("day", "age"), AGES)
def test_the_age_of_a_contact_is_told_in_words(day: str, age: str) -> None:
    contact = Contact(value="1", source="s", checked_on=date.fromisoformat(day))
    assert f", {age}; " in contact_in_words(contact, date(2026, 11, 20))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_name_is_cut(tmp_path: Path, language: Language) -> None:
    text = SMALL_PACK["pack.yaml"].replace(
        "{zh: 小, en: Small}", f"{{zh: {'长' * 400}, en: {'x' * 400}}}"
    )
    pack = open_pack(write_pack(tmp_path, {"pack.yaml": text})).pack
    with speaking(language):
        part = foreign(pack)
    assert part is not None
    assert len(part.text) < 200


@pytest.mark.parametrize("folder", [None, "copy"])
def test_the_check_prints_the_fingerprint(
    cli: Here, false_hotline: Path, folder: str | None
) -> None:
    given = [false_hotline] if folder else []
    mark = fingerprint(false_hotline if folder else FLOWS)
    said = cli("flows", "check", *given)
    assert mark in f"{said.out}{said.err}"
    assert json.loads(cli("flows", "check", *given, "--json").out)["fingerprint"] == mark
