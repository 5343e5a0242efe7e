"""Work done once for all tests: the same sentences of the guides are wrapped hundreds of times."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from uniseg import linebreak

_break_units = linebreak.line_break_units


@cache
def _units(text: str) -> tuple[str, ...]:
    return tuple(_break_units(text))


@contextmanager
def remembered_line_breaks() -> Iterator[None]:
    """The line breaking library with a memory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linebreak, "line_break_units", _units)
        yield
