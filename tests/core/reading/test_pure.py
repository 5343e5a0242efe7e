"""Reading opens no file and looks at no clock: now, zone and calendar are handed in."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import wallethelp.core
from tests.core.reading.notation import rows
from tests.support import NOW, WeekendsOnly
from wallethelp.core.reading.money import read_money
from wallethelp.core.reading.when import read_when
from wallethelp.core.text import folded

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


def test_no_text_of_the_tables_opens_a_file() -> None:
    calendar = WeekendsOnly()
    times, amounts = list(rows("when.tsv")), list(rows("money.tsv"))
    NOW.utcoffset()  # the zone itself was loaded where it was made
    with watched() as seen:
        for text, direction, *_rest in times:
            kind = "past" if direction == "past" else "future"
            read_when(folded(text), now=NOW, direction=kind, calendar=calendar)  # type: ignore[arg-type]
        for text, *_rest in amounts:
            read_money(folded(text))
    assert seen == []


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
