"""The pages of the repository as pages of the site: their links lead to where that is here."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from tests.site.pages import Page
from tests.support import ROOT
from wallethelp.core.text import Language

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
_PICTURED = re.compile(r'\b(src|srcset)="([^":]+)"')
_BROKEN_CHINESE = re.compile(r"(?<=[\u3001-\u9fff\uff01-\uff5e])\n(?=[\u3001-\u9fff\uff01-\uff5e])")
"""An end of a line within a sentence, which a browser shows as a space."""
_CODE = re.compile(r"(^ *```.*?^ *```$)", re.MULTILINE | re.DOTALL)
_CHINESE = ".zh-CN.md"
_GENERATED = {"flows/guides": "guides/index.md", "flows/wallets": "wallets/index.md"}
"""Folders of the repository that have pages of their own."""
_PICTURE = ".svg"


def sources() -> Mapping[str, str]:
    """Every page of the repository by its path."""
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted(files)}


def place(source: str) -> tuple[Language, str]:
    """Whose tree a page of the repository stands in, and where."""
    name = PurePosixPath(source).name
    if name.endswith(_CHINESE):
        return "zh", name.removesuffix(_CHINESE).lower() + ".md"
    return "en", name.lower()


def document_pages(found: Mapping[str, str]) -> Iterator[Page]:
    """The pages in `found`, a text by its path, in the trees of both languages."""
    for source, text in found.items():
        language, path = place(source)
        yield Page(language=language, path=path, text=_relinked(text, source, found))


def pictures(found: Mapping[str, str]) -> Iterator[Page]:
    """The drawings that the pages show, beside them."""
    for source, text in found.items():
        for *_named, target in (*_LINK.findall(text), *_PICTURED.findall(text)):
            file = ROOT / posixpath.dirname(source) / target
            if target.endswith(_PICTURE) and file.is_file():
                language, _path = place(source)
                yield Page(language=language, path=file.name, text=file.read_text("utf-8"))


def _relinked(text: str, source: str, found: Mapping[str, str]) -> str:
    def link(match: re.Match[str]) -> str:
        sign, label, target = match.groups()
        if re.match(r"[a-z]+:|#", target):
            return match[0]
        to = _target(target, source, found)
        return f"{sign}[{label}]({to})" if to is not None else label

    def picture(match: re.Match[str]) -> str:
        return f'{match[1]}="{_target(match[2], source, found)}"'

    prose_and_code = _CODE.split(text)
    prose_and_code[::2] = [
        _BROKEN_CHINESE.sub("", _PICTURED.sub(picture, _LINK.sub(link, prose)))
        for prose in prose_and_code[::2]
    ]
    return "".join(prose_and_code)


def _target(target: str, source: str, found: Mapping[str, str]) -> str | None:
    """Where a link leads on the site; None to a file that is no page of it."""
    file, _sign, anchor = target.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), file))
    below = f"#{anchor}" if anchor else ""
    if path.endswith(_PICTURE):
        return posixpath.basename(path)
    if path in _GENERATED:
        return _GENERATED[path]
    folder, name = posixpath.split(path)
    if folder in _GENERATED and name.endswith(".yaml"):
        return f"{folder.partition('/')[2]}/{name.removesuffix('.yaml')}.md{below}"
    if path not in found:
        return None
    (here, _path), (there, page) = place(source), place(path)
    return page + below if here == there else f"../{there}/{page.removesuffix('.md')}.html{below}"
