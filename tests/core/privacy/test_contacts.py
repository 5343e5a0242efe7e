"""Which figures are a number to call: where it could be either, the words around decide."""

import pytest

from wallethelp.core.privacy.contacts import MASK, mask_contacts


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("call me on 123 4567", f"call me on {MASK}"),
        ("call me on 12 3456", "call me on 12 3456"),
        ("call 123456789012345", f"call {MASK}"),
        ("call 1234567890123456", "call 1234567890123456"),
        ("电话 0000 1234", "电话 0000 1234"),
        ("415.555.0132", MASK),
        ("13800138000 13900139000", f"{MASK} {MASK}"),
        ("2026-11-20 13800138000", f"2026-11-20 {MASK}"),
        ("13800138000 2026-11-20", f"{MASK} 2026-11-20"),
        ("12.50 13800138000 12.50", f"12.50 {MASK} 12.50"),
        ("order 13800138000", "order 13800138000"),
        ("amount 13800138000", "amount 13800138000"),
    ],
)
def test_a_number_to_call_is_masked_and_nothing_like_it(text: str, masked: str) -> None:
    assert mask_contacts(text) == masked
