"""Whatever stands in a file of a pack, the check ends with mistakes, never with a fault."""

import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.breaking import HERE, KINDS, good_pack
from tests.checks.test_mutations import TODAY
from tests.support import PROPERTY
from wallethelp.cli.flows.check import checked_pack

FILES = [
    (kind, path.relative_to(HERE / kind).as_posix())
    for kind in KINDS
    for path in sorted((HERE / kind).rglob("*.yaml"))
]
ODD: list[Any] = [None, 3, True, [], {}, [None], {"a": 1}, {"zh": 1}, {"guide": 3}, "x", "Ü"]


def places(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*place, key)
        if isinstance(value, dict | list):
            yield from places(value, (*place, key))


@given(st.sampled_from(FILES), st.randoms(use_true_random=False), st.sampled_from([*ODD, ...]))
@PROPERTY
def test_an_odd_value_anywhere_is_no_fault(
    written: tuple[str, str], random: Any, value: Any
) -> None:
    kind, file = written
    with tempfile.TemporaryDirectory() as folder:
        pack = good_pack(Path(folder) / "pack", kind)
        data = yaml.load((pack / file).read_text(encoding="utf-8"), yaml.BaseLoader)
        *around, last = random.choice(list(places(data)))
        inside = data
        for key in around:
            inside = inside[key]
        if value is ...:
            del inside[last]
        else:
            inside[last] = deepcopy(value)
        (pack / file).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        for one in checked_pack(pack, TODAY).mistakes:
            assert one.line > 0 or one.code in ("empty", "missing-file", "unknown-guide")
