"""What can be read off a page that is open in a browser."""

import re
from dataclasses import dataclass
from typing import Any

from tests.html.browser import Tab

_WIDTHS = "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
_TEXTS = """
(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const words = texts.currentNode.data.trim();
    if (!words) continue;
    const style = getComputedStyle(texts.currentNode.parentElement);
    let behind = texts.currentNode.parentElement;
    const color = element => getComputedStyle(element).backgroundColor;
    while (behind && color(behind) === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
    found.push([words.slice(0, 40), style.color, behind ? color(behind) : 'none']);
  }
  return found;
})()
"""
_BOX = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")
A4 = (595, 842)
"""In points, as PDF measures paper."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text with its colour and the colour behind it."""

    text: str
    ink: tuple[float, ...]
    paper: tuple[float, ...]

    @property
    def contrast(self) -> float:
        """As WCAG 2 defines it; 4.5 is enough for text of any size."""
        dark, light = sorted((_luminance(self.ink), _luminance(self.paper)))
        return (light + 0.05) / (dark + 0.05)


def widths(tab: Tab) -> tuple[int, int]:
    """How wide the window is, and how wide what it shows."""
    window, content = tab.evaluate(_WIDTHS)
    return window, content


def shown_in(tab: Tab) -> list[Shown]:
    """Every piece of text on the page."""
    found: list[Any] = tab.evaluate(_TEXTS)
    return [Shown(text, _rgb(ink), _rgb(paper)) for text, ink, paper in found]


def paper_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """The size of every page of a PDF, in points."""
    return [(round(float(wide)), round(float(high))) for wide, high in _BOX.findall(pdf)]


def _rgb(color: str) -> tuple[float, ...]:
    red, green, blue = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", color).groups()  # type: ignore[union-attr]
    return int(red) / 255, int(green) / 255, int(blue) / 255


def _luminance(color: tuple[float, ...]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
