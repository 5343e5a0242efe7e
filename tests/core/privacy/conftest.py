"""What was masked once is remembered; here it is what is tested."""

import pytest

from wallethelp.core.privacy.contacts import mask_contacts


@pytest.fixture(scope="module", autouse=True)
def _texts_are_masked_anew() -> None:
    mask_contacts.cache_clear()
