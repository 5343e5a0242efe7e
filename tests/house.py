"""The list of files in `docs/house.md`: `python -m tests.house` makes it anew."""

import ast
from collections.abc import Iterator

from tests.support import ROOT

PAGE = ROOT / "docs" / "house.md"
_SRC = ROOT / "src" / "wallethelp"
_HEAD = """\
# Every file of the house

What each file is for, in its own words. Written by `python -m tests.house`; a test keeps it up to
date. How they work together is told in [design.md](design.md#the-house).
"""


def written() -> str:
    """The page as it should be."""
    return _HEAD + "".join(_rooms())


def _rooms() -> Iterator[str]:
    folders = sorted({path.parent for path in _SRC.rglob("*.py")}, key=lambda p: (p != _SRC, p))
    for folder in folders:
        name = folder.relative_to(_SRC.parent)
        package = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
        yield f"\n## {name}\n\n{_first(package)}\n\n"
        for path in sorted(folder.glob("*.py")):
            if path.name != "__init__.py":
                text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
                yield f"- `{path.name}`: {_first(text)}\n"


def _first(docstring: str) -> str:
    return " ".join(docstring.partition("\n\n")[0].split())


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
