"""The pictures in the READMEs show what the program prints, each character where it stands."""

from xml.etree import ElementTree

import pytest

from tests import pictures
from tests.terminal.support import squeezed

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("size", pictures.SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pictures_show_the_last_screen_of_a_real_run(language: str, size: str) -> None:
    screen = pictures.played(language, size)
    made = dict(pictures.pictures(screen, language, size))
    assert {path.name: path.read_text("utf-8") for path in made} == {
        path.name: text for path, text in made.items()
    }, "python -m tests.pictures makes them anew"
    shown = "".join(cell.text for cells in screen for cell in cells).replace("─", "")
    for text in made.values():
        picture = ElementTree.fromstring(text)
        written = "".join("".join(line.itertext()) for line in picture.iter(f"{SVG}text"))
        assert squeezed(written) == squeezed(shown)
        for run in picture.iter(f"{SVG}tspan"):
            assert len(run.attrib["x"].split()) == len(run.text or "")


def test_a_wide_character_takes_two_cells() -> None:
    cells = [
        pictures.Cell(0, "钱", True, "default", False, False),
        pictures.Cell(2, "a", False, "default", False, False),
    ]
    drawn = ElementTree.fromstring(pictures.drawn([cells], "zh", "narrow", "dark"))
    wide, narrow = (int(run.attrib["x"]) for run in drawn.iter(f"{SVG}tspan"))
    assert narrow - wide == 2 * pictures.CELL
