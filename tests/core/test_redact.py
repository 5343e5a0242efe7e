"""Redaction by reflection: what can name somebody is hidden, whichever text is added later."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, defstruct
from msgspec.structs import replace

from tests.support import FEWER, NOW, PROPERTY, detail, whole_day
from tests.walks import WORLD, case_from, one_per_end
from wallethelp.core import conditions, guide, model, rewrite, text
from wallethelp.core.case import Case, Item
from wallethelp.core.history import LOG_FIELDS, Contacted
from wallethelp.core.model import FieldSpec
from wallethelp.core.questions import StepRef
from wallethelp.core.reading.currencies import CODES
from wallethelp.core.redact import redact, redacted, without
from wallethelp.core.rewrite import Rewriter
from wallethelp.core.session import Session, follow
from wallethelp.core.values import (
    HIDDEN,
    Answer,
    Detail,
    Moment,
    Money,
    Picked,
    Tells,
    Value,
    Words,
)

FIELDS = WORLD.pack.fields
NEEDLE = "王秀英 zq_needle"
LATER: dict[str, tuple[Any, Any]] = {
    "later": (str, NEEDLE),
    "later_maybe": (str | None, NEEDLE),
    "later_many": (tuple[str, ...], (NEEDLE, NEEDLE)),
    "later_by": (dict[str, str], {"name": NEEDLE}),
    "later_names": (dict[str, tuple[str, ...]], {NEEDLE: (NEEDLE,)}),
}
"""Texts that somebody adds to a value one day, without a thought of redaction."""


@pytest.fixture(scope="module", autouse=True)
def _types_are_looked_at_anew() -> None:
    """What was found out of a type is kept; here it is what is tested."""
    rewrite._attributes.cache_clear()
    rewrite._shape.cache_clear()


# --- every type that a case and its log are made of -----------------------------------------------


_OF_THE_PACK = [module.__name__ for module in (model, guide, conditions, text)]


def _types(hint: Any) -> Iterator[type]:
    """The records a declared type is made of, those of the pack left out."""
    if not isinstance(hint, type):
        for part in get_args(hint):
            yield from _types(part)
    elif hint.__module__ not in _OF_THE_PACK and (
        issubclass(hint, Struct) or hasattr(hint, "_fields")
    ):
        yield hint
        for inner in get_type_hints(hint, include_extras=True).values():
            if inner is not hint:
                yield from _types(inner)
    else:
        for part in get_args(hint):
            yield from _types(part)


TYPES = tuple(dict.fromkeys((*_types(Case), *_types(Contacted))))


def _attributes(record: Any) -> dict[str, Any]:
    names = record.__struct_fields__ if isinstance(record, Struct) else record._fields
    return {name: getattr(record, name) for name in names}


def _records(value: Any) -> Iterator[Any]:
    """Every record inside a value, by a way of its own."""
    if isinstance(value, TYPES):
        yield value
        for part in _attributes(value).values():
            yield from _records(part)
    elif isinstance(value, dict):
        yield from _records(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _records(part)


LOG = (
    Contacted(
        at=NOW,
        channel="phone",
        details={
            "whom": detail(Words(text="Lin")),
            "ticket": detail(Words(text="TK-13800138000")),
            "promised-by": detail(whole_day(NOW + timedelta(days=2))),
        },
    ),
)


@cache
def _samples() -> dict[type, Any]:
    """One record of each type, from the walks of the shipped pack."""
    found: dict[type, Any] = {}
    for record in _records((*(case_from(walk) for walk in one_per_end()), LOG)):
        found.setdefault(type(record), record)
    return found


def test_the_samples_hold_every_type() -> None:
    assert {kind.__name__ for kind in TYPES} == {kind.__name__ for kind in _samples()}
    assert {Session, Answer, Detail, Words, Contacted, Item, Case} <= set(TYPES)


def _with_later_texts(record: Any) -> Any:
    """The record as it would be with more texts in it."""
    values = {name: value for name, (_hint, value) in LATER.items()}
    hints = {name: hint for name, (hint, _value) in LATER.items()}
    kind, now = type(record), _attributes(record)
    if isinstance(record, Struct):
        wider = defstruct("Later", hints.items(), bases=(kind,), kw_only=True)
        return wider(**now, **values)
    named = NamedTuple("Later", [*get_type_hints(kind, True).items(), *hints.items()])  # type: ignore[misc]
    return named(**now, **values)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_text_that_is_added_later_is_hidden(kind: type) -> None:
    later = _with_later_texts(_samples()[kind])
    assert NEEDLE in repr(later)
    assert NEEDLE not in repr(redacted(later, FIELDS))
    assert HIDDEN in repr(redacted(later, FIELDS))


@pytest.mark.parametrize("name", ["account-id", "amount", "error-message", "transaction-id"])
@pytest.mark.parametrize("inner", ["detail", "value"])
def test_a_text_added_to_a_detail_is_hidden_in_every_field(name: str, inner: str) -> None:
    kept = detail(Words(text="as it was"), "as it was")
    if inner == "detail":
        reply = _with_later_texts(kept)
    else:
        reply = replace(kept, value=_with_later_texts(kept.value))
    answer = replace(Answer(key=name, reply=kept, time=NOW), reply=reply)
    assert NEEDLE in repr(answer)
    assert NEEDLE not in repr(redacted(answer, FIELDS))


def test_a_type_that_nobody_thought_of_is_not_let_through() -> None:
    for unknown in (b"bytes", object(), Case):
        with pytest.raises(TypeError):
            redacted(replace(Contacted(at=NOW, channel="a"), at=unknown), FIELDS)


# --- what says that it tells nothing --------------------------------------------------------------


class _Seen(Rewriter):
    """Notes the texts that say they tell nothing."""

    def __init__(self, names: set[tuple[str | None, str]]) -> None:
        self.names = names

    def text(self, text: str, tells: Tells | None, place: str | None) -> str:
        if tells is Tells.NOTHING:
            self.names.add((place, text))
        return text

    def detail(self, detail: Detail, field: str | None) -> Detail:
        self.parts(detail)
        return detail


def _names_of_the_pack() -> set[str]:
    pack = WORLD.pack
    steps = [(guide, step, at) for guide, g in pack.guides.items() for step, at in g.steps.items()]
    options = [name for _g, _s, at in steps for name in getattr(at, "options", ())]
    return {
        *(name for part in (pack.guides, pack.wallets, pack.fields, pack.ladder) for name in part),
        *(name for part in (pack.facts, pack.tips, LOG_FIELDS) for name in part),
        *(step for _guide, step, _at in steps),
        *(StepRef(guide, step).key for guide, step, _at in steps),
        *options,
        *(option for spec in pack.fields.values() for option in spec.options),
        *(name for wallet in pack.wallets.values() for name in wallet.channels),
    }


def test_what_says_that_it_tells_nothing_is_a_name_of_the_pack_or_a_code() -> None:
    seen = _Seen(set())
    for walk in one_per_end():
        seen.rewritten(case_from(walk))
    seen.rewritten(LOG)
    # Codes of ours are literals: what the type checker knows, nobody can type.
    codes = {"kind", "precision", "part", "outcome", "state", "result", "code", "basis", "region"}
    states = {"have", "later", "cannot"}
    unknown = {
        (place, name)
        for place, name in seen.names
        if place not in codes and name not in _names_of_the_pack() | states
    }
    assert {name for place, name in unknown if place == "currency"} <= CODES
    assert {place for place, _name in unknown} <= {"currency"}


# --- what is hidden -------------------------------------------------------------------------------

values: st.SearchStrategy[Value] = st.one_of(
    st.text().map(lambda typed: Words(text=typed)),
    st.decimals(1, 99999, places=2).map(lambda amount: Money(amount=amount, currency="CNY")),
    st.datetimes().map(lambda at: Moment.exactly(at.replace(tzinfo=NOW.tzinfo))),
    st.just(Picked(option="have")),
)
details = st.builds(Detail, value=values, words=st.text())
EVERY = pytest.mark.parametrize("name", FIELDS)


def _spec(name: str, *, identifying: bool) -> dict[str, FieldSpec]:
    spec = FIELDS[name]
    return {**FIELDS, name: replace(spec, identifying=identifying)}


def holding(case: Case, name: str, given: Detail, *, helping: str | None = None) -> Case:
    """The case with a detail everywhere that a detail has its place."""
    answer = Answer(key=name, reply=given, time=NOW)
    session = replace(
        case.session,
        answers=(*case.session.answers, answer),
        kept=(answer,),
        helping=helping,
    )
    item = Item(field=name, spec=FIELDS[name], state="have", detail=given)
    replies = {**case.replies, name: given}
    return replace(case, session=session, bring=(*case.bring, item), replies=replies)


@EVERY
@given(mine=details, other=details)
@FEWER
def test_of_an_identifying_detail_nothing_shows_whatever_its_kind(
    name: str, mine: Detail, other: Detail
) -> None:
    case, specs = case_from(one_per_end()[0]), _spec(name, identifying=True)
    one, _log = redact(holding(case, name, mine), (), specs)
    assert one == redact(holding(case, name, other), (), specs)[0]
    assert one.replies[name] == detail(Words(text=HIDDEN), HIDDEN)


@given(helping=st.text(min_size=1))
@PROPERTY
def test_of_whom_the_person_asks_for_nothing_shows(helping: str) -> None:
    case = case_from(one_per_end()[0])
    shown, _log = redact(replace(case, session=replace(case.session, helping=helping)), (), FIELDS)
    assert shown.session.helping == HIDDEN
    assert redacted(case, FIELDS).session.helping is None


def test_a_detail_of_a_field_that_is_not_known_is_hidden() -> None:
    given = detail(Words(text=NEEDLE), NEEDLE)
    stray = Contacted(
        at=NOW, channel="a", details={"later": given, "whom": detail(Words(text="L"))}
    )
    for value in (stray, (given,), Answer(key="gone-from-the-pack", reply=given, time=NOW)):
        assert NEEDLE not in repr(redacted(value, FIELDS))
    (line,) = redact(case_from(one_per_end()[0]), (stray,), FIELDS)[1]
    assert line.text_of("whom") == "L"


def test_a_text_that_is_none_of_the_codes_is_hidden() -> None:
    """What says by its type that it is a code of ours must be one."""
    moment = replace(whole_day(NOW), precision=NEEDLE)
    assert redacted(moment, FIELDS).precision == HIDDEN


def test_a_name_of_the_pack_and_the_words_of_an_amount_are_no_contact() -> None:
    looks_like_one = "13800138000"
    paid = detail(Money(amount=Decimal(looks_like_one)), looks_like_one)
    line = Contacted(at=NOW, channel=looks_like_one, details={"amount": paid})
    assert redacted(line, FIELDS) == line


class _Kept(NamedTuple):
    maybe: Annotated[str | None, Tells.NOTHING] = None
    several: tuple[str, ...] = ()
    named: Mapping[str, str] = MappingProxyType({})


def test_a_mark_of_alternatives_is_one_of_each() -> None:
    assert redacted(_Kept(maybe="a name"), FIELDS) == _Kept(maybe="a name")


CONTACTS = "Ask Lin at 13800138000 or lin.wei@example.com"


@EVERY
def test_contact_details_in_free_text_are_masked_and_a_reference_stays(name: str) -> None:
    given = detail(Words(text=CONTACTS), CONTACTS)
    shown = redact(holding(case_from(one_per_end()[0]), name, given), (), FIELDS)[0]
    everywhere = (shown.replies[name], shown.bring[-1].detail, shown.session.kept[0].reply)
    spec = FIELDS[name]
    for found in everywhere:
        assert isinstance(found, Detail)
        assert isinstance(found.value, Words)
        for words in (found.value.text, found.words):
            if spec.identifying:
                assert words == HIDDEN
            elif spec.kind == "reference":
                assert words == CONTACTS
            else:
                assert words.startswith("Ask Lin at ")
                assert "13800138000" not in words
                assert "lin.wei" not in words


def test_contact_details_in_the_log_are_masked_and_the_ticket_stays() -> None:
    given = detail(Words(text=CONTACTS), CONTACTS)
    noted = Contacted(
        at=NOW, channel="phone", details=dict.fromkeys(("whom", "said", "ticket"), given)
    )
    (line,) = redact(case_from(one_per_end()[0]), (noted,), FIELDS)[1]
    assert line.text_of("ticket") == CONTACTS
    for name in ("whom", "said"):
        assert line.text_of(name).startswith("Ask Lin")
        assert "lin.wei" not in repr(line.details[name])
        assert "13800138000" not in repr(line.details[name])
    assert (line.at, line.channel) == (noted.at, noted.channel)


# --- what stays -----------------------------------------------------------------------------------


@pytest.mark.parametrize("walk", one_per_end(), ids=lambda walk: walk.title)
def test_nothing_else_is_touched_and_twice_is_once(walk: Any) -> None:
    case = case_from(walk)
    once = redact(case, LOG, FIELDS)
    assert redact(*once, FIELDS) == once
    assert once[1] == LOG
    named = [name for name, reply in case.replies.items() if reply != once[0].replies[name]]
    assert all(FIELDS[name].identifying for name in named)
    for name in named:
        case = without(case, name)
    assert once[0] == case


def test_the_answers_of_an_unfinished_case_are_redacted_too() -> None:
    walk = next(walk for walk in one_per_end() if "account-id" in walk.script.given)
    visits = redacted(follow(WORLD, case_from(walk).session).visits, FIELDS)
    assert str(walk.script.given["account-id"]) not in repr(visits)
    assert HIDDEN in repr(visits)


def test_one_thing_alone_can_be_hidden() -> None:
    case = holding(case_from(one_per_end()[0]), "wanted", detail(Words(text="it")), helping="Mum")
    assert without(case, "helping").session.helping == HIDDEN
    assert without(case, "helping").replies == case.replies
    assert without(_Kept(several=("a", "b")), "several").several == (HIDDEN, HIDDEN)
    assert without(_Kept(several=("a", "b")), "other").several == ("a", "b")
    assert without(_Kept(named={"a": "b"}), "named").named == {HIDDEN: HIDDEN}
    hidden = without(case, "wanted")
    assert hidden.replies["wanted"] == hidden.bring[-1].detail == detail(Words(text=HIDDEN), HIDDEN)
    assert {k: v for k, v in hidden.replies.items() if k != "wanted"} == {
        k: v for k, v in case.replies.items() if k != "wanted"
    }
    assert hidden.session.helping == "Mum"
