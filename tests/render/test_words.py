"""What is said of the codes the core speaks in."""

from tests.support import NOW
from wallethelp.core.model import FieldSpec
from wallethelp.core.reading.results import NotUnderstood
from wallethelp.core.text import Text
from wallethelp.render.words import not_understood


def test_a_time_that_has_not_come_is_told_with_what_the_clock_says() -> None:
    any_text = Text(zh="某", en="some")
    spec = FieldSpec(kind="datetime", label=any_text, ask=any_text, missing=any_text)
    told = not_understood(NotUnderstood("datetime", clock=NOW), spec)
    assert "Fri 20 Nov 15:00" in told
    assert told != not_understood(NotUnderstood("datetime"), spec)
