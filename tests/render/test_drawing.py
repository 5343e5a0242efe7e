"""A guide drawn: what is in the drawing, and the three ways to show it."""

import re
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from tests.support import NOW, begin, reply_with, shipped, small_world
from wallethelp.core.conditions import Condition
from wallethelp.core.session import World
from wallethelp.core.values import Unknown
from wallethelp.core.walks.coverage import Coverage, passed_by, spots_of
from wallethelp.core.walks.wander import Wanderer
from wallethelp.i18n import speaking
from wallethelp.pack.checking import validator
from wallethelp.render.condition_words import condition_words
from wallethelp.render.drawing import Box, Drawing, Way, drawing_of
from wallethelp.render.drawn_tree import tree_page
from wallethelp.render.mermaid import mermaid_of
from wallethelp.render.page import Paragraph
from wallethelp.render.svg import svg_of

SVG = "{http://www.w3.org/2000/svg}"
GUIDES = sorted(shipped().pack.guides)


@pytest.fixture
def small(tmp_path: Path) -> World:
    return small_world(tmp_path / "pack")


def drawn(world: World, guide: str, coverage: Coverage | None = None) -> Drawing:
    problems = {"gone": ["too wide"]} if guide == "lost" else {}
    return drawing_of(world.pack.guides[guide], world.pack, problems, coverage)


def walked(world: World) -> Coverage:
    """What one session of the small pack passes."""
    session = reply_with(world, begin(world, "lost"), "nobody", "charged", Unknown(), Unknown())
    return Coverage(frozenset(spots_of(world.pack)), passed_by(world, session))


def test_every_step_and_hand_over_has_a_box_and_every_way_leads_to_one(small: World) -> None:
    drawing = drawn(small, "lost")
    names = [box.id for box in drawing.boxes]
    assert set(small.pack.guides["lost"].steps) < set(names)
    assert any(box.kind == "guide" for box in drawing.boxes)
    assert {way.to for box in drawing.boxes for way in box.ways} <= set(names)


def test_what_no_walk_passes_and_what_is_wrong_is_marked(small: World) -> None:
    drawing = drawn(small, "lost", walked(small))
    boxes = {box.id: box for box in drawing.boxes}
    assert boxes["report"].is_walked
    assert not boxes["wait"].is_walked
    assert [way.is_walked for way in boxes["gone"].ways] == [True, False, False]
    assert boxes["gone"].problems == ("too wide",)
    unmarked = drawn(small, "lost")
    assert all(box.is_walked for box in unmarked.boxes)


def test_the_tree_names_every_step_once_with_its_marks(small: World) -> None:
    lines = [b for b in tree_page(drawn(small, "lost", walked(small))) if isinstance(b, Paragraph)]
    for name in small.pack.guides["lost"].steps:
        assert sum(re.search(rf"(^|[\] ·]){name}: ", line.text) is not None for line in lines) == 1
    assert any("too wide" in line.text and line.tone == "warning" for line in lines)
    assert [b.tone for b in lines if re.search(r"(\]|·) ?wait: ", b.text)] == ["warning"]


def test_mermaid_has_every_box_and_arrow_and_no_sign_of_its_own_in_texts(small: World) -> None:
    drawing = drawn(small, "lost", walked(small))
    text = mermaid_of(drawing)
    assert text.count("-->") == len(drawing.arrows)
    for number, _box in enumerate(drawing.boxes):
        assert re.search(rf"^  s{number}[\[\({{>]", text, re.MULTILINE)
    assert "linkStyle" in text
    assert mermaid_of(drawn(small, "lost")).count("linkStyle") == 0


@pytest.mark.parametrize("guide", GUIDES)
def test_boxes_of_a_picture_lie_in_it_and_never_over_each_other(guide: str) -> None:
    with speaking("zh"):
        root = ElementTree.fromstring(svg_of(drawn(shipped(), guide)))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    places = [
        tuple(float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        for group in root.iter(f"{SVG}g")
        for box in group.findall(f"{SVG}rect")
    ]
    assert len(places) == len(drawn(shipped(), guide).boxes)
    for x, y, wide, high in places:
        assert x >= 0
        assert x + wide <= width
        assert y + high <= height
    for number, (x, y, wide, high) in enumerate(places):
        for x2, y2, wide2, high2 in places[number + 1 :]:
            apart = x + wide <= x2 or x2 + wide2 <= x or y + high <= y2 or y2 + high2 <= y
            assert apart


def test_arrows_of_a_picture_go_down(small: World) -> None:
    root = ElementTree.fromstring(svg_of(drawn(small, "lost")))
    paths = [p.attrib["d"] for p in root.iter(f"{SVG}path") if p.attrib.get("class")]
    assert len(paths) == len(drawn(small, "lost").arrows)
    for path in paths:
        numbers = [float(number) for number in re.findall(r"[\d.]+", path)]
        assert numbers[-1] > numbers[1]


def test_the_same_guide_is_drawn_alike_every_time(small: World) -> None:
    assert svg_of(drawn(small, "lost")) == svg_of(drawn(small, "lost"))


def test_texts_in_a_picture_are_never_markup(tmp_path: Path) -> None:
    guide = (
        "id: odd\ntitle: {zh: 怪, en: Odd}\ncategory: urgent\nstart: only\nsteps:\n"
        "  only: {end: resolved, title: {zh: 怪, en: '1 < 2 & \"3\" ]]> --'}}\n"
    )
    world = small_world(tmp_path / "odd", {"guides/odd.yaml": guide})
    root = ElementTree.fromstring(svg_of(drawn(world, "odd")))
    assert any('1 < 2 & "3" ]]> --' in (text.text or "") for text in root.iter(f"{SVG}title"))
    (line,) = [line for line in mermaid_of(drawn(world, "odd")).splitlines() if "1 #lt;" in line]
    assert line.count('"') == 2


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"answer": "gone", "is": "charged"}, "gone: Charged"),
        ({"answer": "gone", "in": ["charged", "not-charged"]}, "gone: Charged, or Not charged"),
        ({"field": "amount", "below": "100 CNY"}, "Amount below 100 CNY"),
        ({"field": "due", "after": "now"}, "Due after now"),
        ({"field": "due", "younger_than": "1 day"}, "Due less than 1 day ago"),
        ({"not": {"field": "due", "known": True}}, "not: Due is known"),
        ({"wallet": "upay"}, "wallet: Upay"),
        (
            {"all": [{"wallet": "upay"}, {"any": [{"wallet": "upay"}, {"wallet": "upay"}]}]},
            "wallet: Upay and (wallet: Upay, or wallet: Upay)",
        ),
    ],
)
def test_conditions_are_said_in_words(small: World, written: object, words: str) -> None:
    condition = validator(Condition).validate_python(written)
    assert condition_words(condition, "lost", small.pack) == words


def test_what_was_drawn_at_random_is_walked_in_the_drawing() -> None:
    world = shipped()
    taken = Wanderer(world=world, now=NOW, random=Random(2)).go("coins", "upay").session
    coverage = Coverage(frozenset(spots_of(world.pack)), passed_by(world, taken))
    boxes = {box.id: box for box in drawn(world, "coins", coverage).boxes}
    for ref in (ref for ref in coverage.passed if ref.kind == "step" and ref.guide == "coins"):
        assert boxes[ref.step].is_walked


def test_a_deep_tree_leaves_room_for_its_words() -> None:
    """Dots say how deep a line stands, and a number where they would take a line of their own."""
    boxes = tuple(
        Box(id=f"s{n}", kind="ask", text="?", ways=(Way(sign="1", label="Yes", to=f"s{n + 1}"),))
        for n in range(90)
    )
    last = Box(id="s90", kind="end", text=".")
    drawing = Drawing(id="x", title="X", start="s0", boxes=(*boxes, last), is_covered=False)
    lines = [block.text for block in tree_page(drawing) if isinstance(block, Paragraph)]
    assert len(lines) == 91
    assert max(len(line.partition("[")[0]) for line in lines[1:]) < 20
    assert "90" in lines[-1].partition("[")[0]


def test_what_only_follows_stands_no_deeper() -> None:
    follows = Box(id="a", kind="tell", text="Told", ways=(Way(sign="→", label="", to="b"),))
    drawing = Drawing(
        id="x",
        title="X",
        start="a",
        boxes=(follows, Box(id="b", kind="end", text="Done")),
        is_covered=False,
    )
    lines = [block.text for block in tree_page(drawing) if isinstance(block, Paragraph)]
    assert lines == ["a: Told", "b: Done"]
