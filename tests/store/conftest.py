"""A store with nothing in it."""

from pathlib import Path

import pytest

from wallethelp.store.cases import CaseStore


@pytest.fixture
def store(home: Path) -> CaseStore:
    return CaseStore(home)
