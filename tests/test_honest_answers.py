"""No honest answer is punished: each has an end that helps, and none is told to wait for months."""

import re

import pytest

from tests.support import ROOT, shipped
from tests.ways import ends, ends_after, leads_to, options, steps
from wallethelp.core.guide import Ask, End, Target
from wallethelp.core.questions import StepRef, step_at

PACK = shipped().pack
OPTIONS = list(options(PACK))
GENERIC = StepRef("something-else", "ask-support")
MISSING = (ROOT / "docs" / "facts-missing.md").read_text("utf-8")

HONEST = {
    "frozen by police or a court": "司法冻结",
    "held for weeks or months": "几周、几个月",
    "closed by the wallet": "账户被封",
    "a child paid without leave": "孩子付的，没经过",
    "a relative paid without leave": "家人付的，没经过",
    "a stranger wants money back": "有，还没转",
    "illness": "生病、有事",
    "a closed shop": "店，关了",
    "no refunds": "写明不退",
    "a seller who vanished": "付完就联系不上",
    "a private deal": "卖家是个人",
    "part of a refund": "只退了一部分",
    "the card is closed": "已经注销、换掉的卡",
    "a closed account": "账户注销了",
    "less arrived": "到账少了",
    "limited after a withdrawal": "提现以后，账户被限制",
    "a deposit": "押金",
    "a foreign amount": "外币付款",
    "paid from the balance": "^钱包余额$",
    "an account opened in my name": "名字开了",
    "the ID is in use": "证件已绑定别的账户",
    "a foreign ID": "护照",
    "under age": "年龄不够",
    "a merchant's payout is held": "结算款",
    "a merchant account": "收款商户",
    "an heir": "去世|不在了",
    "a relative who cannot act": "自己办不了",
    "another number": "^换手机号",
    "another card": "换绑",
    "closing the account": "想注销",
    "an invoice": "要发票",
    "a coupon": "优惠券",
}
"""Answers that are true of somebody, by words of their labels."""


def _labelled(pattern: str) -> list[tuple[StepRef, str, Target]]:
    return [(ref, name, to) for ref, name, o, to in OPTIONS if re.search(pattern, o.label.zh)]


@pytest.mark.parametrize("pattern", HONEST.values(), ids=HONEST)
def test_an_honest_answer_leads_to_a_message_of_its_own(pattern: str) -> None:
    found = _labelled(pattern)
    assert found
    for ref, name, target in found:
        reached = ends_after(PACK, ref, name, target)
        assert GENERIC not in reached, (ref, name)
        assert any(end.request is not None for end in reached.values()), (ref, name)


@pytest.mark.parametrize("pattern", ["司法冻结", "几周、几个月", "账户被封", "结算款"])
def test_nobody_waits_for_the_end_of_a_hold_of_months(pattern: str) -> None:
    for ref, name, target in _labelled(pattern):
        home = ref.guide
        reached = ends_after(PACK, ref, name, target)
        assert "wait" not in {end.end for to, end in reached.items() if to.guide == home}


def test_a_payment_by_the_family_is_explained_only_once_agreed_to() -> None:
    payer = re.compile("(家人|熟人|大人|孩子).*付的")
    found = [f for f in OPTIONS if payer.search(f[2].label.zh)]
    assert len(found) >= 5
    for ref, name, _option, target in found:
        asked = step_at(PACK, leads_to(PACK, ref, target))
        assert not isinstance(asked, End), (ref, name)
        if isinstance(asked, Ask):
            closing = [
                option.label.zh
                for option in asked.options.values()
                if option.next is not None
                and isinstance(end := step_at(PACK, leads_to(PACK, ref, option.next)), End)
                and end.end == "resolved"
            ]
            assert all("同意过" in label for label in closing), (ref, name)


def test_whoever_is_asked_for_a_strangers_money_is_told_first_not_to_send_it() -> None:
    for ref, name, target in _labelled("有，还没转"):
        for end in ends_after(PACK, ref, name, target).values():
            assert "别转给任何人" in end.do[0].text.zh
            assert "do not" in end.title.en.lower()


def test_whoever_acts_for_another_is_told_not_to_log_in_as_them() -> None:
    for pattern in ("去世|不在了", "自己办不了"):
        for ref, name, target in _labelled(pattern):
            for end in ends_after(PACK, ref, name, target).values():
                assert any("登录" in action.text.zh for action in end.do), ref
                assert end.can_log_in is False


def test_a_freeze_by_an_authority_is_asked_about_and_never_paid_for() -> None:
    questions = {
        "authority": ("哪个机关", "文书编号", "到哪天", "经办人"),
        "authority-known": ("为什么", "多少", "到哪天", "谁经办", "不同意"),
    }
    found = {ref.step: end for ref, end in ends(PACK) if ref.guide == "account-locked"}
    for name, asked in questions.items():
        end = found[name]
        assert "不要付钱" in end.do[0].text.zh
        assert end.request is not None
        for word in asked:
            assert word in end.request.ask.zh
        assert any("派出所" in action.text.zh for action in end.do)


def test_what_rests_on_no_fact_is_listed_with_ends_that_exist() -> None:
    known = {ref.key for ref, step in steps(PACK) if isinstance(step, End)}
    named = set(re.findall(r"`([a-z-]+/[a-z-]+)`", MISSING))
    assert len(named) >= 30
    assert named - known == set()
