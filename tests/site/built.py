"""What a page of the built site refers to: what it loads, and where its links lead."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

_LOADED = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("video", "src"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("link", "href"),
}
"""What a browser fetches by itself; the other addresses are links for whoever taps them."""


class Seen(HTMLParser):
    """One page, read."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.ids.add(value)
            elif (tag, name) in _LOADED:
                self.loads.append(value)
            elif (tag, name) == ("a", "href"):
                self.links.append(value)


def is_elsewhere(address: str) -> bool:
    """Whether an address is on another host, or of a kind that leaves the page."""
    return address.startswith("//") or ":" in address.partition("/")[0]


def target_of(page: Path, address: str) -> tuple[Path, str]:
    """The file that an address in `page` names, and the place in it."""
    path, anchor = urldefrag(address)
    file = (page.parent / unquote(path)).resolve() if path else page
    return (file / "index.html" if file.is_dir() else file), unquote(anchor)
