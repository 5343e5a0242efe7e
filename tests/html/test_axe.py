"""What axe finds on the HTML export: nothing."""

from pathlib import Path

import pytest

from tests.html.axe import AXE_MISSING, looked_at, source
from tests.html.browser import Tab
from tests.html.pages import NAMES

BAD = """<!DOCTYPE html><html><head><title>x</title></head><body>
<img src="data:,"><p style="color: #999; background: #fff">pale</p></body></html>
"""


@pytest.fixture(autouse=True)
def axe() -> None:
    """Without axe-core these tests are skipped, and say what to install."""
    if source() is None:
        pytest.skip(AXE_MISSING)


def test_a_bad_page_is_seen_to_be_bad(tab: Tab, tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text(BAD, "utf-8")
    tab.open(file)
    _passes, found = looked_at(tab)
    rules = {text.partition(":")[0] for text in found}
    assert {"image-alt", "color-contrast", "html-has-lang"} <= rules


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(tab: Tab, pages: dict[str, Path], name: str, width: int) -> None:
    tab.resize(width)
    tab.open(pages[name])
    passes, found = looked_at(tab)
    assert passes > 10
    assert found == []
