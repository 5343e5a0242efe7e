"""Fixtures of the tests of pages."""

from collections.abc import Iterator

import pytest

from tests.memory import remembered_line_breaks


@pytest.fixture(autouse=True, scope="package")
def _line_breaks() -> Iterator[None]:
    with remembered_line_breaks():
        yield
