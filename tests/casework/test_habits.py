"""What an earlier case tells about the next one."""

from tests.casework.support import BEGIN, REPLIES, Caseworker
from wallethelp.core.values import Detail, Money
from wallethelp.ui.prompts import Select


def _amount(worker: Caseworker) -> Money:
    replies = [a.reply for a in worker.record().session.answers if a.key == "amount"]
    (reply,) = replies
    assert isinstance(reply, Detail)
    assert isinstance(reply.value, Money)
    return reply.value


def test_the_likely_currency_is_the_one_used_last_in_any_case(worker: Caseworker) -> None:
    worker.finished(amount=("800 CNY",))
    worker.finished(amount=("50 MYR",))
    told = worker.asked({**REPLIES, "amount": ("120",), "amount?": ("likely",)}, *BEGIN)
    (asked,) = [prompt for prompt in told.asked if prompt.key == "amount?"]
    assert isinstance(asked, Select)
    assert asked.default == "likely", "Enter takes it"
    assert _amount(worker).currency == "MYR"


def test_without_any_amount_before_no_currency_is_likely(worker: Caseworker) -> None:
    told = worker.asked({**REPLIES, "amount": ("120",)}, *BEGIN)
    assert "amount?" not in told.keys
    assert _amount(worker).currency is None


def test_in_chinese_it_is_the_yuan(worker: Caseworker) -> None:
    replies = {**REPLIES, "amount": ("120",), "amount?": ("likely",)}
    worker.asked(replies, *BEGIN, "--lang", "zh")
    assert _amount(worker).currency == "CNY"
