"""A pack of one language, made, checked, and used by somebody who speaks the other."""

import json
import re
from pathlib import Path

import pytest

from tests.checks.breaking import in_one_language
from tests.cli.support import Here, Result, lines_of
from tests.support import write_pack
from wallethelp.core.onward import READERS
from wallethelp.core.text import Language
from wallethelp.pack.load import load
from wallethelp.render.export_formats import FORMATS
from wallethelp.render.shaped import PURPOSES

OTHER: dict[Language, Language] = {"en": "zh", "zh": "en"}
ONLY = {"en": "这套指南只有英文", "zh": "These guides are in Chinese only"}
HAN = re.compile("[\u4e00-\u9fff]")
STEPS = "steps: {opening/safety-first: nobody, lost/gone: charged}\n"
ANSWERS = f"{STEPS}fields: {{amount: 120 CNY, due: 2020-03-04}}\n"
GUIDE = ["diagnose", "--guide", "lost", "--wallet", "upay", "--no-input", "--answers"]


pytestmark = pytest.mark.usefixtures("opened_as_by_a_command")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small pack in English, with a time in its message."""
    folder = write_pack(tmp_path / "pack", {})
    in_one_language(folder, "en")
    guide = folder / "guides/lost.yaml"
    text = guide.read_text("utf-8")
    asked = "Did <you> look[ on {due}]? Trace {amount}"
    text = text.replace("Trace {amount}", asked)
    needs = "    needs:\n    - quick\n"
    assert needs in text
    after = f"{needs}    follow_up: {{after: 2 working days, basis: ours}}\n"
    guide.write_text(text.replace(needs, after), "utf-8")
    return folder


def told(cli: Here, folder: Path, *more: str) -> Result:
    """The case of somebody who speaks Chinese."""
    return cli("--lang", "zh", "--flows", folder, *GUIDE, cli.file("a.yaml", ANSWERS), *more)


@pytest.mark.parametrize("language", OTHER)
def test_what_is_begun_in_one_language_has_no_mistake(
    cli: Here, tmp_path: Path, language: Language
) -> None:
    folder = tmp_path / "pack"
    assert cli("flows", "new", "pack", folder, "--language", language).code == 0
    for thing in (("guide", "more"), ("wallet", "mine"), ("channel", "mine/mail")):
        assert cli("flows", "new", *thing, folder).code == 0
    found = json.loads(cli("flows", "check", folder, "--json").out)["mistakes"]
    assert {one["code"] for one in found} == {"to-be-written"}
    assert cli("flows", "test", folder).code == 0
    assert load(folder).pack.info.languages == (language,)
    written = "".join(path.read_text("utf-8") for path in folder.rglob("*.yaml"))
    assert not re.search(rf"\b{OTHER[language]}:", written)
    assert bool(HAN.search(written)) is (language == "zh")


def test_a_language_there_is_not_is_refused(cli: Here, tmp_path: Path) -> None:
    done = cli("flows", "new", "pack", tmp_path / "pack", "--language", "french")
    assert done.code == 2
    assert not (tmp_path / "pack").exists()


@pytest.mark.parametrize("language", OTHER)
@pytest.mark.parametrize("command", [["channels"], ["guides"], ["guides", "first-guide"]])
def test_who_speaks_the_other_language_is_told_once_on_each_page(
    cli: Here, tmp_path: Path, language: Language, command: list[str]
) -> None:
    cli("flows", "new", "pack", tmp_path / "pack", "--language", language)
    found = {
        spoken: cli("--lang", spoken, "--flows", tmp_path / "pack", *command).out
        for spoken in OTHER
    }
    assert found[OTHER[language]].count(ONLY[language]) == 1
    assert ONLY[language] not in found[language]
    data = json.loads(cli(*command, "--flows", tmp_path / "pack", "--json").out)
    for each in data if isinstance(data, list) else [data]:
        assert each["pack"]["languages"] == [language]


def test_a_sentence_is_understood_in_the_language_of_the_pack(cli: Here, tmp_path: Path) -> None:
    cli("flows", "new", "pack", tmp_path / "pack", "--language", "en")
    words = "I have a problem with first-guide"
    done = cli("--lang", "zh", "guides", "--find", words, "--flows", tmp_path / "pack", "--json")
    assert json.loads(done.out)["guides"][0]["guide"] == "first-guide"


def test_the_message_is_in_the_language_of_the_pack_to_its_end(cli: Here, small: Path) -> None:
    data = json.loads(told(cli, small, "--json").out)
    message = data["say"]["text"]
    assert "Did you look on 4 Mar 2020? Trace 120.00 CNY" in message
    assert not HAN.search(message)
    assert data["pack"]["languages"] == ["en"]


FORMS = [*(f"--format {name}" for name in FORMATS), *(f"--for {to}" for to in PURPOSES + READERS)]


@pytest.mark.parametrize("form", FORMS)
def test_a_case_leaves_in_every_form_whatever_is_spoken(cli: Here, small: Path, form: str) -> None:
    told(cli, small)
    for language in OTHER:
        done = cli("--lang", language, "--flows", small, "export", *form.split())
        assert done.code == 0, done.err
        assert "Small" in done.out or form == "--format email"


def test_a_guide_to_be_signed_off_has_a_column_for_each_language(cli: Here, small: Path) -> None:
    lines = lines_of(cli("--lang", "zh", "flows", "docs", "lost", small).out)
    assert "| 内容 | English |" in lines
    assert {line.count("|") for line in lines if line.startswith("| ")} == {3, 4}
    page = cli("flows", "docs", "lost", small, "--format", "html").out
    assert '<td lang="en">Lost</td>' in page
    assert "zh-CN" not in page.split("<body>")[1]


def test_schemas_are_written_for_the_languages_of_the_pack(cli: Here, small: Path) -> None:
    cli("flows", "schema", "--write", small)
    schema = json.loads((small / "schema/guide.json").read_text("utf-8"))
    assert schema["definitions"]["Text"]["anyOf"][-1]["required"] == ["en"]
