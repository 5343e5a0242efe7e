"""A guide as a tree, as its sources, and as data: its first advice is in all of them."""

from pathlib import Path

from tests.support import SMALL_PACK, small_world
from wallethelp.i18n import speaking
from wallethelp.render.guide_page import guide_data, guide_tree, sources_data, sources_page
from wallethelp.render.lines import text_of

LOST = "guides/lost.yaml"
NOW = "now:\n  do: {zh: 看, en: Look first}\n  avoid: {zh: 别, en: Not again}\n"
ADVISED = SMALL_PACK[LOST].replace("start: gone\n", NOW + "  facts: [general.one]\nstart: gone\n")


def test_first_advice_is_shown_with_what_it_rests_on(tmp_path: Path) -> None:
    pack = small_world(tmp_path, {LOST: ADVISED}).pack
    guide = pack.guides["lost"]
    with speaking("en"):
        tree, sources = (
            text_of(page) for page in (guide_tree(guide, pack, ""), sources_page(guide, pack))
        )
        data, facts = guide_data(guide, pack), sources_data(guide, pack)["now"]
    for shown in (tree, sources):
        assert shown.index("Not again") < shown.index("Look first")
    assert "One" in sources
    assert data["now"] == {"avoid": "Not again", "do": "Look first", "facts": ["general.one"]}
    assert [fact["id"] for fact in facts] == ["general.one"]


def test_a_guide_without_first_advice_says_so_in_its_data(tmp_path: Path) -> None:
    pack = small_world(tmp_path).pack
    assert guide_data(pack.guides["lost"], pack)["now"] is None
