"""The core opens no file, imports nothing and looks at no clock: all that is handed in."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace
from phonenumbers import PhoneMetadata

import wallethelp.core.tables
from tests.core.privacy.test_cases import filled
from tests.core.privacy.test_cases import rows as secrets
from tests.core.reading.notation import rows
from tests.support import NOW, WeekendsOnly, shipped, shipped_index
from tests.walks import WORLD, case_from, longest_of_each_guide
from wallethelp.core.case import case_of
from wallethelp.core.check.lint import lint
from wallethelp.core.check.pack import check
from wallethelp.core.citations import traces_of
from wallethelp.core.duration import Length, Unit
from wallethelp.core.entry import read_entry
from wallethelp.core.graph import most_from, most_to_go, questions_ahead
from wallethelp.core.history import Contacted, due
from wallethelp.core.next_step import next_step
from wallethelp.core.privacy.contacts import mask_contacts
from wallethelp.core.privacy.door import find_secret, inspect
from wallethelp.core.privacy.phrases import LANGUAGES, PHRASES
from wallethelp.core.privacy.verdicts import TextKind
from wallethelp.core.reading.money import read_money
from wallethelp.core.reading.when import read_when
from wallethelp.core.redact import redact
from wallethelp.core.session import back, follow, replay, start
from wallethelp.core.tables import hand_in, tables
from wallethelp.core.text import clean, folded

_EVENTS: list[str] = []
_watching = False


def _watch(event: str, _arguments: object) -> None:
    if _watching and event in ("open", "os.listdir", "os.scandir", "import", "socket.connect"):
        _EVENTS.append(event)


sys.addaudithook(_watch)


@contextmanager
def watched() -> Iterator[list[str]]:
    """What is opened or imported inside the block."""
    global _watching
    _EVENTS.clear()
    _watching = True
    try:
        yield _EVENTS
    finally:
        _watching = False


def test_the_watch_sees_a_file_that_is_opened() -> None:
    with watched() as seen, open(__file__, encoding="utf-8"):  # noqa: PTH123
        pass
    assert seen == ["open"]


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What is handed in is loaded before."""
    for language in LANGUAGES:
        tables().words(language)
    PhoneMetadata.load_all()
    tables().passes_luhn("4111111111111111")
    tables().is_resident_number("11010519491231002X")
    tables().base58("5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf")
    list(tables().phone_numbers("+86 13800138000"))
    shipped_index().rank("充值沒到賬")
    NOW.utcoffset()


def test_no_text_of_the_tables_opens_a_file() -> None:
    calendar = WeekendsOnly()
    times, amounts = list(rows("when.tsv")), list(rows("money.tsv"))
    with watched() as seen:
        for text, direction, *_rest in times:
            kind = "past" if direction == "past" else "future"
            read_when(folded(text), now=NOW, direction=kind, calendar=calendar)  # type: ignore[arg-type]
        for text, *_rest in amounts:
            read_money(folded(text))
    assert seen == []


TYPED = [next(filled(row[1])) for row in secrets("cases.tsv")[::2]]
TYPED += [example for rule in PHRASES for example in rule.examples]


def test_no_typed_text_opens_a_file() -> None:
    calendar = WeekendsOnly()
    one_of_each = {spec.kind: spec for spec in shipped().pack.fields.values()}.values()
    with watched() as seen:
        for text, kind in zip(TYPED, cycle(get_args(TextKind)), strict=False):
            inspect(clean(text), kind)
            find_secret(clean(text))
            mask_contacts(text)
        for text, spec in zip(TYPED, cycle(one_of_each), strict=False):
            read_entry(text, spec, now=NOW, calendar=calendar)
    assert seen == []
    assert len(TYPED) > 200


def test_no_session_and_no_case_opens_a_file() -> None:
    cases = [case_from(walk) for walk in longest_of_each_guide()]
    with watched() as seen:
        for before in cases:
            session = replay(WORLD, before.session).session
            path = follow(WORLD, back(session))
            most_to_go(WORLD.pack, path)
            questions_ahead(WORLD.pack, path)
            case = case_of(WORLD, session)
            redact(case, (), WORLD.pack.fields)
            due(case, (), NOW + timedelta(days=3))
            contact = Contacted(at=NOW, channel="phone", result="refused")
            next_step(WORLD, case, (contact,), NOW + timedelta(days=3))
            fresh = start(WORLD, guide=session.guide, wallet=session.wallet, now=NOW)
            most_from(WORLD.pack, follow(WORLD, fresh).position.ref)
    assert seen == []


def test_no_check_and_no_ranking_opens_a_file() -> None:
    ranking, pack, calendar = shipped_index(), WORLD.pack, WeekendsOnly()
    with watched() as seen:
        assert check(replace(pack, facts={}))
        list(lint(pack, {"en": {"top-up-failed": ["top up"]}}, calendar))
        traces_of(pack, {})
        for text in ("充值三天了还没到账", "someone is moving my money", "bake a cake", ""):
            ranking.rank(text)
        for unit in get_args(Unit):
            Length(count=3, unit=unit).after(NOW, calendar)
    assert seen == []


def test_without_tables_no_text_passes_unread() -> None:
    kept = tables()
    wallethelp.core.tables._handed_in.clear()
    try:
        with pytest.raises(LookupError):
            inspect("11010519491231002X", "reference")
    finally:
        hand_in(kept)


def _functions(module: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node


def test_no_function_of_the_core_imports() -> None:
    core = Path(wallethelp.core.__file__).parent
    late = [
        (path.name, node.lineno)
        for path in core.rglob("*.py")
        for function in _functions(ast.parse(path.read_text(encoding="utf-8")))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == []


_CLOCKS = frozenset({"now", "today", "utcnow", "time_ns", "monotonic", "localtime", "gmtime"})


def test_no_module_of_the_core_reads_the_clock() -> None:
    """`datetime.now` cannot be watched, so its callers are looked for."""
    core = Path(wallethelp.core.__file__).parent
    called = {
        (path.name, node.func.attr)
        for path in core.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert len(called) > 100, "calls are seen"
    assert not {(name, attribute) for name, attribute in called if attribute in _CLOCKS}


def test_the_clock_is_read_in_one_place() -> None:
    """Where the tests make it stand still."""
    source = Path(wallethelp.__file__).parent
    readers = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in _CLOCKS | {"time"}
        and ast.unparse(node.value) in {"date", "datetime", "time"}
    }
    assert readers == {"cli/desk.py"}
