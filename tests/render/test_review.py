"""A guide as a document to be signed off: nothing in it is left out, in either language."""

from collections.abc import Iterator, Mapping
from html import unescape

import pytest
from msgspec import Struct
from msgspec.structs import asdict

from tests.support import shipped
from wallethelp.core.guide import Guide, targets
from wallethelp.core.text import Text
from wallethelp.core.version import version_of_guide
from wallethelp.render.markdown import escape
from wallethelp.render.review import Review, review_of
from wallethelp.render.review_formats import review_html, review_markdown

PACK = shipped().pack
GUIDES = pytest.mark.parametrize("guide", PACK.guides.values(), ids=lambda guide: guide.id)


def texts(value: object) -> Iterator[Text]:
    """Every text within a value."""
    match value:
        case Text():
            yield value
        case Struct():
            yield from texts(asdict(value))
        case Mapping():
            for item in value.values():
                yield from texts(item)
        case tuple():
            for item in value:
                yield from texts(item)


def made(guide: Guide) -> Review:
    return review_of(guide, PACK, version_of_guide(guide))


@GUIDES
def test_every_text_way_and_fact_is_in_both_formats(guide: Guide) -> None:
    review = made(guide)
    markdown, page = review_markdown(review), unescape(review_html(review, "en"))
    shown = [text for text in texts(guide) if text not in guide.texts.values()]
    assert len(shown) > 10
    for text in shown:
        for said in (text.to("zh"), text.to("en")):
            assert f"| {escape(said)} |" in markdown
            assert f">{said}</td>" in page
    for step in guide.steps.values():
        for target in targets(step):
            name = target if isinstance(target, str) else f"({target.guide})"
            assert name in page
        for fact in step.facts:
            claim = PACK.facts[fact].claim
            assert {claim.zh, claim.en} <= set(review.facts[fact])
            assert PACK.facts[fact].source in page


def test_a_condition_is_said_in_both_languages() -> None:
    review = made(PACK.guides["top-up-failed"])
    (part,) = [part for part in review.parts if part.title.startswith("too-early ")]
    row = next(row for row in part.rows if row.key == "decide 1.when")
    assert "10 working days" in row.en
    assert "10 个工作日" in row.zh


def test_every_detail_that_is_asked_for_is_explained() -> None:
    review = made(PACK.guides["top-up-failed"])
    keys = {row.key.partition(".")[0] for row in review.fields.rows}
    assert {"top-up-time", "amount", "expected-by"} <= keys


def test_the_version_changes_with_the_guide() -> None:
    assert len({version_of_guide(guide) for guide in PACK.guides.values()}) == len(PACK.guides)
