"""The name that was likely meant: the one that is close, or none rather than a wild guess."""

import pytest

from tests.support import shipped
from wallethelp.core.mistakes import closest

WALLETS = tuple(shipped().pack.wallets)
GUIDES = tuple(shipped().pack.guides)
CASES = ("1125-1", "1126-1", "1126-3")


@pytest.mark.parametrize(
    ("written", "names", "meant"),
    [
        ("upya", WALLETS, "upay"),
        ("UPAY", WALLETS, "upay"),
        ("upayy", WALLETS, "upay"),
        ("topai", WALLETS, "topay"),
        ("topup-failed", GUIDES, "top-up-failed"),
        ("emergancy", GUIDES, "emergency"),
        ("top-up", GUIDES, "top-up-failed"),
        ("withdraw", GUIDES, "withdrawal-problem"),
        ("--flos", ("--flows", "--for", "--find"), "--flows"),
        ("off-topic", ("_off-topic", "lost"), "_off-topic"),
        ("1126-33", CASES, "1126-3"),
    ],
)
def test_a_name_that_is_close_to_one_is_taken_for_it(
    written: str, names: tuple[str, ...], meant: str
) -> None:
    assert closest(written, names) == meant


@pytest.mark.parametrize(
    ("written", "names"),
    [
        *((other, WALLETS) for other in (
            "alipay", "paypal", "gopay", "epay", "unionpay", "touchpay", "wechat", "支付宝", "pay",
        )),
        ("scam", GUIDES),
        ("mail", ("chat", "phone", "email", "social", "complaint")),
        ("pdf", ("markdown", "text", "json", "html", "email", "ics")),
        ("1126-2", CASES),
        ("c", ("close", "cases")),
        ("", WALLETS),
        ("x" * 5000, WALLETS),
        ("upay", ()),
    ],
)  # fmt: skip
def test_a_name_that_is_close_to_nothing_or_to_several_is_taken_for_none(
    written: str, names: tuple[str, ...]
) -> None:
    assert closest(written, names) is None
