"""The measurements can fail: a bad page is seen to be bad."""

from pathlib import Path

import pytest

from tests.html.browser import BrowserError, Tab, chromium, executable
from tests.html.measure import A4, paper_sizes, shown_in, widths

BAD = """<!DOCTYPE html><html><head><meta name="viewport" content="width=device-width">
<style>@page { size: A5 } body { background: #fff }</style></head><body>
<img src="http://127.0.0.1:9/picture.png">
<p style="width: 2000px; color: #999">pale and too wide</p>
<script>undefined_name()</script></body></html>
"""


@pytest.mark.parametrize("width", [375, 1280])
def test_requests_errors_width_colours_and_paper_of_a_bad_page_are_seen(
    tab: Tab, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "bad.html"
    file.write_text(BAD, "utf-8")
    tab.resize(width)
    tab.open(file)
    assert "http://127.0.0.1:9/picture.png" in tab.requests
    assert any("undefined_name" in error for error in tab.errors)
    assert any("ERR_" in error for error in tab.errors)
    assert widths(tab)[1] >= 2000
    assert shown_in(tab)[0].contrast == pytest.approx(2.85, abs=0.01)
    assert A4 not in paper_sizes(tab.pdf())


def test_without_a_browser_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrowserError, match=r"apt-get install chromium"), chromium(tmp_path):
        pass


def test_a_browser_elsewhere_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "my-chromium"
    monkeypatch.setenv("CHROMIUM", str(program))
    with pytest.raises(BrowserError, match="my-chromium"):
        executable()
    program.touch(mode=0o700)
    assert executable() == str(program)
