"""A number to call, a link or an address is seen however it is written; an amount is none."""

import pytest

from wallethelp.core.check.unsafe_texts import contact_in, contact_in_fact, contact_in_source


@pytest.mark.parametrize(
    "written",
    [
        "010.5550.0199",
        "４００５５５０１００",
        "010–5550–0100",
        "010\u00a05550\u00a00100",
        "010/5550/0100",
        "010  5550  0100",
        "(010) 5550 (0100)",
        "010·5550·0100",
        "４００－５５５－０１００",
        "打4005550100天天有人接",
        "tel.4005550100",
        "+86 10 5550 0100",
        "bluepay.help",
        "bluepay.co",
        "HELP.BLUEPAY.ME",
        "12306.cn",
        "bluepay.help/pay.html",
        "ｈｔｔｐｓ：／／ｂｌｕｅｐａｙ．ｃｏｍ",
        "ftp://bluepay",
        "help＠bluepay．com",
    ],
)
def test_a_contact_is_seen(written: str) -> None:
    assert contact_in(f"现在：{written}") is not None


@pytest.mark.parametrize(
    "written",
    [
        "10000 元",
        "1000-5000 元",
        "12,345.50 CNY",
        "0.00050 BTC",
        "10000 字",
        "2026-11-20 14:30",
        "2026/11/20",
        "24/48 小时",
        "pack.yaml",
        "shot.png",
        "words/guide.md",
        "e.g. this, i.e. that, at 9 a.m.",
        "At the end.The next day",
        "Wait 5.then ask",
        "wait…if",
    ],
)
def test_what_is_none_passes(written: str) -> None:
    assert contact_in(written) is None


def test_a_fact_may_state_a_short_number_and_no_other() -> None:
    assert contact_in_fact("挂失打 10086、10010 或 110") is None
    assert contact_in_fact("挂失打 10086 或 4005550100") == "4005550100"
    assert contact_in_fact("See bluepay.help") == "bluepay.help"


def test_a_source_may_name_its_page_but_no_number_or_mailbox() -> None:
    assert contact_in_source("https://example.org/2978048/page, example.com/20170915") is None
    assert contact_in_source("call 400 555 0100") == "400 555 0100"
    assert contact_in_source("help@bluepay.com") == "help@bluepay.com"
