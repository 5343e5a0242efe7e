"""What the documentation shows is true: YAML loads, links lead somewhere."""

import re
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from tests import checks_page, formats, house, pictures
from tests.documentation import PAGES, REFERENCE, examples, write_example_pack
from tests.support import ROOT, WeekendsOnly
from wallethelp.core.session import World
from wallethelp.pack.documents import read
from wallethelp.pack.load import load
from wallethelp.pack.scripts import load_walks
from wallethelp.render.mistakes import codes
from wallethelp.ui.player import play_walks

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def test_every_yaml_example_is_named_and_loads_as_a_pack(tmp_path: Path) -> None:
    found = examples()
    written = sum(page.read_text("utf-8").count("```yaml") for page in REFERENCE)
    assert written == len(found) >= 3
    for name, text in found.items():
        assert read(text.encode(), name).mistakes == ()
    loaded = load(write_example_pack(tmp_path))
    assert loaded.mistakes == ()
    assert "lost-card" in loaded.pack.guides


def test_the_walk_shown_leads_where_it_says(tmp_path: Path) -> None:
    folder = write_example_pack(tmp_path)
    walks, mistakes = load_walks(folder)
    (played,) = play_walks(World(pack=load(folder).pack, calendar=WeekendsOnly()), walks)
    assert (mistakes, played.mistakes, played.never_asked) == ((), (), ())
    assert played.reached == played.walk.goal


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text("utf-8")) if target]
    assert [t for t in targets if not (page.parent / t).exists()] == []


_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_IN_CODE = re.compile(r"\b(docs/[\w-]+\.md)(?:#([\w-]+))?")
_SOURCES = [
    path
    for folder in ("src", "tests", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".json")
]


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = _HEADING.findall(page.read_text("utf-8"))
    return {
        re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


def test_what_the_code_refers_to_stands_in_the_documentation() -> None:
    found = {
        (path.name, page, anchor)
        for path in _SOURCES
        for page, anchor in _IN_CODE.findall(path.read_text("utf-8"))
    }
    assert {anchor for _name, _page, anchor in found} >= {"the-case", "what-is-hidden"}
    for name, page, anchor in found:
        assert (ROOT / page).is_file(), f"{name}: {page}"
        assert not anchor or anchor in _anchors(ROOT / page), f"{name}: {page}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_a_heading_lead_to_one(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]*)\)", page.read_text("utf-8")):
        assert anchor in _anchors(page.parent / target if target else page), f"{target}#{anchor}"


_FILE = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|tsv))`")
_TO_BE_MADE = {"src/wallethelp/render/org.py"}
"""What a worked example makes."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    named = set(_FILE.findall(page.read_text("utf-8"))) - _TO_BE_MADE
    assert [name for name in sorted(named) if not _stands(name)] == []


def _stands(name: str) -> bool:
    """Whether a file is there by this end of its path."""
    return any(f"/{path}".endswith(f"/{name}") for path in _files())


@cache
def _files() -> tuple[str, ...]:
    folders = (ROOT / name for name in ("src", "tests", "benchmarks", "flows", "docs", "examples"))
    below = (path for folder in folders for path in folder.rglob("*"))
    return tuple(path.relative_to(ROOT).as_posix() for path in (*below, *ROOT.glob("*.py")))


def test_no_file_of_the_program_is_too_long_to_read_at_once() -> None:
    lengths = [len(path.read_text("utf-8").splitlines()) for path in ROOT.glob("src/**/*.py")]
    assert max(lengths) <= 400
    assert median(lengths) < 110


def test_both_readmes_have_the_same_set_up_commands() -> None:
    english, chinese = (
        re.findall(r"^python3 -m venv .*$", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh-CN.md")
    )
    assert english == chinese
    assert len(english) == 2


def test_the_readmes_show_each_picture_that_there_is() -> None:
    shown = {
        name
        for page in ("README.md", "README.zh-CN.md")
        for name in re.findall(r'src(?:set)?="([^"]+)"', (ROOT / page).read_text("utf-8"))
    }
    there = {path.relative_to(ROOT).as_posix() for path in pictures.FOLDER.iterdir()}
    assert shown == there
    assert len(there) == 8


def test_the_page_of_checks_is_up_to_date_and_has_every_code() -> None:
    assert checks_page.examples().keys() == codes() - checks_page.ELSEWHERE - checks_page.BEYOND
    assert checks_page.PAGE.read_text("utf-8") == checks_page.written()


def test_the_list_of_files_is_that_of_the_house() -> None:
    assert house.PAGE.read_text("utf-8") == house.written()


def test_the_program_on_the_page_of_the_api_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    (written,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(written.strip().splitlines()) <= 20
    monkeypatch.chdir(ROOT)
    exec(compile(written, "api.md", "exec"), {})
    assert capsys.readouterr().out.startswith(("contact ", "wait "))


def test_everything_that_is_said_of_a_key_is_said_in_chinese_and_nothing_else() -> None:
    assert list(formats.translated()) == formats.sentences()
    assert all(map(re.compile("[\u4e00-\u9fff]").search, formats.translated().values()))


@pytest.mark.parametrize("page", formats.PAGES)
def test_the_pages_of_formats_are_those_of_the_types(page: str) -> None:
    assert (ROOT / page).read_text("utf-8") == formats.written(formats.PAGES[page])
