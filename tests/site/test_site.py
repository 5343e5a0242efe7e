"""The site as it is built: nothing leads nowhere, nothing is fetched from elsewhere, all can read.

Zensical's strict mode looks at links between pages of one language; these look at all the others.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.html.axe import looked_at
from tests.html.browser import Tab
from tests.site.built import Seen, is_elsewhere, target_of
from wallethelp.cli.examples import EXAMPLES
from wallethelp.i18n import LANGUAGES

SAMPLE = (
    "index.html",
    "start-trouble.html",
    "safety.html",
    "guides/index.html",
    "guides/emergency.html",
    "guides/top-up-failed.html",
    "wallets/upay.html",
    "commands/index.html",
    "commands/diagnose.html",
    "commands/cases-log.html",
)
"""Pages for people, in both languages; the first and the last of each kind."""
ENGLISH = ("design.html", "guides.html", "decisions.html")
LOOKED_AT = ["index.html"]
LOOKED_AT += [f"{language}/{page}" for language in LANGUAGES for page in SAMPLE]
LOOKED_AT += [f"en/{page}" for page in ENGLISH]


def test_every_guide_and_command_has_a_page_in_both_languages(site: Path) -> None:
    for language in LANGUAGES:
        assert len(list((site / language / "commands").glob("*.html"))) == len(EXAMPLES) + 1
        for page in SAMPLE:
            assert (site / language / page).is_file(), (language, page)


def test_no_page_loads_anything_from_elsewhere(site: Path, seen: Mapping[Path, Seen]) -> None:
    assert sum(len(page.loads) for page in seen.values()) > 500
    found = {(f.name, a) for f, page in seen.items() for a in page.loads if is_elsewhere(a)}
    assert found == set()
    for file in [*site.rglob("*.css"), *site.rglob("*.svg")]:
        text = file.read_text("utf-8")
        assert not re.search(r"(?:url\(['\"]?|@import\s+['\"]?|href=['\"])(?:https?:)?//", text), (
            file
        )


def test_everything_that_a_page_names_is_there(seen: Mapping[Path, Seen]) -> None:
    lost = set()
    for file, page in seen.items():
        if file.name == "404.html":  # it is served from anywhere, and names the root
            continue
        for address in (*page.loads, *page.links):
            if is_elsewhere(address):
                continue
            target, anchor = target_of(file, address)
            is_there = target.is_file() and (
                not anchor or target.suffix != ".html" or anchor in seen[target].ids
            )
            if not is_there:
                lost.add((file.name, address))
    assert lost == set()


def test_a_page_leads_to_itself_in_the_other_language(seen: Mapping[Path, Seen]) -> None:
    guide = next(page for file, page in seen.items() if file.match("zh/guides/coins.html"))
    assert "../../en/guides/coins.html" in guide.links


PALE = "<p style='color: #999; background: #fff'>pale</p><img src='data:,'>"


def test_a_page_with_faults_is_seen_to_have_them(tab: Tab, tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text(f"<!DOCTYPE html><html lang=en><title>x</title><main>{PALE}</main>", "utf-8")
    tab.open(file)
    _passes, found = looked_at(tab, scrolls=True)
    assert {each.partition(":")[0] for each in found} >= {"color-contrast", "image-alt"}


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_nothing_and_nothing_is_too_wide_or_fetched(
    site: Path, tab: Tab, name: str, width: int, scheme: str
) -> None:
    tab.resize(width)
    tab.media(dark=scheme == "slate")
    tab.open(site / name)
    seen_as = tab.evaluate("document.body.dataset.mdColorScheme")
    assert name == "index.html" or seen_as == scheme  # that one only chooses a language
    assert [each for each in tab.requests if each.startswith(("http", "//"))] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    passes, found = looked_at(tab, scrolls=True)
    assert passes > 10
    assert found == []
