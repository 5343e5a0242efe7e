"""What to say: it reads well whatever is known, and nothing told comes after the request."""

import re
from collections.abc import Collection
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import walks
from tests.support import SMALL_PACK, begin, detail, reply_with, small_world
from wallethelp.core.case import Case, case_of
from wallethelp.core.guide import End
from wallethelp.core.scripts import Walk
from wallethelp.core.text import CLAUSE, PLACEHOLDER, Language, Text
from wallethelp.core.values import Detail, Skipped, Unknown, Words
from wallethelp.i18n import speaking
from wallethelp.render.message import Size, fill, message

FIELDS = SMALL_PACK["fields.yaml"].replace("kind: money", "kind: text", 1)
SENTENCE = Text(zh="我用 {amount} 付了钱", en="I paid {amount} for it")
WITH_CLAUSES = Text(
    zh="[{due}，]我付了[ {amount} 的]钱。", en="I paid[ {amount}][ on {due}] for it."
)
EVERY_END = pytest.mark.parametrize(
    "walk", walks.longest_of_each_end(), ids=[w.ends for w in walks.longest_of_each_end()]
)
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LEFT_BEHIND = re.compile(
    r"[{}\[\]]|  |^[，。；：,.;:）)]|[，；：,;:（(][，。；：,.;:）)]|。。|\.\.(?!\.)"
    r"| [,.;:)]|[(（] | $"
)
"""What leaving out a clause can leave behind, and marks of an author's."""


@pytest.mark.parametrize(
    ("typed", "chinese"),
    [
        ("银行卡", "我用银行卡付了钱"),
        ("工单 密码", "我用工单 密码付了钱"),
        ("120 元", "我用 120 元付了钱"),
        ("{due}。", "我用 {due} 付了钱"),
        ("[a] 卡", "我用 [a] 卡付了钱"),
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
        assert fill(SENTENCE, case, world.pack) == chinese
    with speaking("en"):
        assert typed.rstrip("。") in fill(SENTENCE, case, world.pack)


def test_a_clause_is_left_out_where_its_detail_is_not_known(tmp_path: Path) -> None:
    world = small_world(tmp_path, {"fields.yaml": FIELDS})
    words = detail(Words(text="120 元"))
    session = reply_with(world, begin(world, "lost"), "nobody", "charged", words, Skipped())
    case = case_of(world, session)
    with speaking("zh"):
        assert fill(WITH_CLAUSES, case, world.pack) == "我付了 120 元的钱。"
    with speaking("en"):
        assert fill(WITH_CLAUSES, case, world.pack) == "I paid 120 元 for it."


def _without(case: Case, fields: Collection[str]) -> Case:
    """The case of somebody who does not know these details."""
    replies = {
        key: Unknown() if key in fields and isinstance(reply, Detail) else reply
        for key, reply in case.replies.items()
    }
    bring = tuple(item for item in case.bring if item.field not in fields)
    return replace(case, replies=replies, bring=bring)


@EVERY_END
@pytest.mark.parametrize("size", ["short", "full"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_is_left_out_and_leaves_nothing_behind(
    walk: Walk, language: Language, size: Size
) -> None:
    pack = walks.WORLD.pack
    with speaking(language):
        case = walks.case_from(walk if language == "zh" else walks.in_english(walk))
        details = [key for key, reply in case.replies.items() if isinstance(reply, Detail)]
        for unknown in ([], *([key] for key in details), details):
            text = message(_without(case, unknown), pack, size=size)
            for line in text.split("\n"):
                assert not LEFT_BEHIND.search(line), (unknown, line)


def test_every_detail_of_a_shipped_message_can_be_left_out() -> None:
    ends = [step for guide in walks.WORLD.pack.guides.values() for step in guide.steps.values()]
    requests = [end.request for end in ends if isinstance(end, End) and end.request is not None]
    texts = [t for r in requests for t in (r.ask, r.situation) if t is not None]
    written = [text.to(language) for text in texts for language in LANGUAGES]
    assert [text for text in written if PLACEHOLDER.search(CLAUSE.sub("", text))] == []


@EVERY_END
def test_the_request_comes_last_but_for_numbers(walk: Walk) -> None:
    for language in LANGUAGES:
        with speaking(language):
            case = walks.case_from(walk)
            text = message(case, walks.WORLD.pack, size="short")
            if case.end.request is None:
                assert not text
                continue
            ask = fill(case.end.request.ask, case, walks.WORLD.pack)
        after = text.partition(ask)[2]
        numbers = [i for i in case.bring if i.detail is not None and i.spec.kind == "reference"]
        assert after == "" or numbers, after


@EVERY_END
def test_each_who_is_called_hears_the_same_and_is_asked_something_else(walk: Walk) -> None:
    with speaking("zh"):
        case = walks.case_from(walk)
        request = case.end.request
        if request is None or not request.others:
            return
        told = [message(case, walks.WORLD.pack, size="short", to=to) for to in request.asks]
        situation = message(case, walks.WORLD.pack, size="short").partition("。")[0]
    assert len(set(told)) == len(told)
    assert all(text.startswith(situation) for text in told)
    # Twenty seconds: about four characters a second, and the details are read out besides.
    assert all(len(text) <= 130 for text in told), told


@EVERY_END
def test_no_detail_is_told_twice(walk: Walk) -> None:
    case = walks.case_from(walk)
    text = message(case, walks.WORLD.pack, size="full")
    for item in case.bring:
        if item.detail is not None and item.spec.kind == "reference":
            assert text.count(item.detail.words) <= 1
