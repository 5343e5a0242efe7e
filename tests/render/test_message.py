"""What to say: a value set into a sentence keeps its own shape."""

from pathlib import Path

import pytest

from tests.support import SMALL_PACK, begin, detail, reply_with, small_world
from wallethelp.core.case import case_of
from wallethelp.core.text import Text
from wallethelp.core.values import Skipped, Words
from wallethelp.i18n import speaking
from wallethelp.render.message import fill

FIELDS = SMALL_PACK["fields.yaml"].replace("kind: money", "kind: text", 1)
SENTENCE = Text(zh="我用 {amount} 付了钱", en="I paid {amount} for it")


@pytest.mark.parametrize(
    ("typed", "chinese"),
    [
        ("银行卡", "我用银行卡付了钱"),
        ("工单 密码", "我用工单 密码付了钱"),
        ("120 元", "我用 120 元付了钱"),
        ("{due}。", "我用 {due} 付了钱"),
    ],
)
def test_spaces_close_up_around_a_value_and_never_inside_it(
    tmp_path: Path, typed: str, chinese: str
) -> None:
    world = small_world(tmp_path, {"fields.yaml": FIELDS})
    words = detail(Words(text=typed))
    session = reply_with(world, begin(world, "lost"), "nobody", "charged", words, Skipped())
    case = case_of(world, session)
    with speaking("zh"):
        assert fill(SENTENCE, case, world.pack.fields) == chinese
    with speaking("en"):
        assert typed.rstrip("。") in fill(SENTENCE, case, world.pack.fields)
