"""Every id of a pack says what it names, so that the check follows it without being told to."""

from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from msgspec import Meta, Struct
from msgspec.structs import replace

from tests.support import shipped
from wallethelp.core.check.pack import check
from wallethelp.core.guide import Ask, End, Guide, Option, ToGuide
from wallethelp.core.model import FieldSpec, Pack, Tip
from wallethelp.core.names import Ref, Sort, declared, parts, records_in, references
from wallethelp.core.text import Text

MODELS = sorted(records_in(Pack), key=lambda kind: kind.__name__)
TEXT = Text(zh="字", en="text")


def _ids(hint: Any) -> list[tuple[Any, ...]]:
    """What is said of each text in a declaration that is written as an id."""
    found = []
    if get_origin(hint) is Annotated:
        said = hint.__metadata__
        if any(isinstance(one, Meta) and one.pattern is not None for one in said):
            found.append(said)
    return [*found, *(inner for part in get_args(hint) for inner in _ids(part))]


def test_the_models_of_a_pack_are_found() -> None:
    assert {"Guide", "AnswerIs", "FollowUp", "Tip", "Contact"} <= {m.__name__ for m in MODELS}


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_every_id_says_what_it_names_or_that_it_is_a_name_of_its_own(
    kind: type[Struct],
) -> None:
    for name, hint in get_type_hints(kind, include_extras=True).items():
        for said in _ids(hint):
            assert any(isinstance(one, Ref) for one in said), f"{kind.__name__}.{name}"


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_an_attribute_names_things_of_one_sort(kind: type[Struct]) -> None:
    for name, hint in get_type_hints(kind, include_extras=True).items():
        sorts = {one.to for one in declared(hint) if isinstance(one, Ref)} - {None}
        assert len(sorts) <= 1, f"{kind.__name__}.{name}"


def test_every_sort_of_name_is_used() -> None:
    used = {
        one.to
        for kind in MODELS
        for hint in get_type_hints(kind, include_extras=True).values()
        for one in declared(hint)
        if isinstance(one, Ref)
    }
    assert used == {*get_args(Sort), None}


def test_references_are_found_with_their_places() -> None:
    says = Text(zh="{amount} 和 {day}", en="{amount} and {date}")
    guide = Guide(
        id="here",
        title=TEXT,
        category="money",
        start="first",
        steps={
            "first": Ask(
                ask=TEXT,
                options={
                    "a": Option(label=TEXT, says=says, next="last"),
                    "b": Option(label=TEXT, next=ToGuide(guide="there")),
                },
                unknown="last",
            ),
            "last": End(end="contact", title=TEXT, bring=("x", "y")),
        },
    )
    found = {
        ((*place, *tail), to, name)
        for place, part in parts(guide)
        for tail, to, name in references(part)
    }
    option = ("steps", "first", "options")
    assert found == {
        (("category",), "category", "money"),
        (("start",), "step", "first"),
        ((*option, "a", "next"), "step", "last"),
        ((*option, "a", "says", "zh"), "placeholder", "amount"),
        ((*option, "a", "says", "zh"), "placeholder", "day"),
        ((*option, "a", "says", "en"), "placeholder", "date"),
        ((*option, "b", "next", "guide"), "guide", "there"),
        (("steps", "first", "unknown"), "step", "last"),
        (("steps", "last", "bring", 0), "field", "x"),
        (("steps", "last", "bring", 1), "field", "y"),
    }


def test_what_the_check_once_forgot_is_found() -> None:
    pack = shipped().pack
    deadline = FieldSpec(
        kind="datetime",
        label=TEXT,
        ask=TEXT,
        missing=TEXT,
        direction="future",
        counts_from=("nowhere",),
    )
    tips = {"tip": Tip(text=TEXT, wallets=("nopay",))}
    changed = replace(pack, fields={**pack.fields, "deadline": deadline}, tips=tips)
    new = {(m.code, m.file, m.place) for m in check(changed)} - {
        (m.code, m.file, m.place) for m in check(pack)
    }
    assert new == {
        ("unknown-time", "fields.yaml", ("deadline", "counts_from", 0)),
        ("unknown-wallet", "tips.yaml", ("tip", "wallets", 0)),
    }
