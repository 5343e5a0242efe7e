"""An author may use any id: what the program calls things itself is no id."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support import (
    NOW,
    SMALL_PACK,
    begin,
    detail,
    index_of,
    reply_with,
    small_world,
    write_pack,
)
from wallethelp.core.mistakes import Mistake
from wallethelp.core.session import World, current, follow
from wallethelp.core.values import Moment, Reply, Unknown
from wallethelp.pack.load import BrokenPackError, load
from wallethelp.pack.phrases import load_phrases
from wallethelp.render.mistake_words import mistake_line

LOST = "guides/lost.yaml"
BROKEN = {"guides/broken.yaml": "id: broken\ntitle: {zh: 坏, en: Broken}\n"}
TO_BROKEN = (
    SMALL_PACK[LOST]
    .replace("next: done}", "next: {guide: broken}}")
    .replace("  done:\n    end: resolved\n    title: {text: solved}\n", "")
)


# --- a guide called off-topic ---------------------------------------------------------------------

OFF_TOPIC = {
    "guides/off-topic.yaml": SMALL_PACK["guides/emergency.yaml"]
    .replace("id: emergency", "id: off-topic")
    .replace("紧急, en: Emergency", "跑题, en: Off topic"),
    "phrases/en/off-topic.yaml": "- the conversation went astray\n- wrong subject line\n",
    "phrases/en/lost.yaml": "- my money vanished\n",
    "phrases/en/_off-topic.yaml": "- bake bread tonight\n- weather tomorrow\n",
}


def test_a_guide_called_off_topic_is_found_like_any_other(tmp_path: Path) -> None:
    pack = load(write_pack(tmp_path, OFF_TOPIC)).pack
    phrases, mistakes = load_phrases(tmp_path, pack)
    assert mistakes == ()
    assert "wrong subject line" in phrases["en"]["off-topic"]
    assert "bake bread tonight" not in phrases["en"]["off-topic"]
    index = index_of(tmp_path, pack)
    found = index.rank("wrong subject line")
    assert found.matches[0].guide == "off-topic"
    assert not found.is_off_topic
    assert index.rank("bake bread tonight").is_off_topic


def test_phrases_under_the_old_name_are_told_the_new_one(tmp_path: Path) -> None:
    pack = load(write_pack(tmp_path, {"phrases/en/off-topic.yaml": "- weather\n"})).pack
    (mistake,) = load_phrases(tmp_path, pack)[1]
    assert (mistake.code, mistake.closest) == ("unknown-guide", "_off-topic")


# --- a category called left-out -------------------------------------------------------------------


def _left_out(text: str) -> str:
    return text.replace("id: urgent", "id: left-out").replace(
        "category: urgent", "category: left-out"
    )


def test_a_category_called_left_out_holds_its_guides_and_no_stand_in(tmp_path: Path) -> None:
    files = {name: _left_out(text) for name, text in {**SMALL_PACK, LOST: TO_BROKEN}.items()}
    loaded = load(write_pack(tmp_path, {**files, **BROKEN}))
    assert loaded.left_out == ("guides/broken.yaml",)
    assert [guide.id for guide in loaded.pack.in_category("left-out")] == ["emergency"]
    assert loaded.pack.category(loaded.pack.guides["broken"]) is None


# --- a field called now ---------------------------------------------------------------------------

FIELDS = SMALL_PACK["fields.yaml"]
NOW_AS_TIME = FIELDS.replace("due:", "now:").replace("direction: future\n", "direction: past\n")
NOW_AS_MONEY = FIELDS.replace("amount:", "now:")
BOTH = (
    NOW_AS_TIME
    + """\
due:
  kind: datetime
  label: {zh: 期限, en: Due}
  ask: {zh: 最晚何时, en: By when}
  missing: {zh: 某时, en: some time}
"""
)
SOON = Moment.exactly(NOW + timedelta(hours=3))
GONE = Moment.exactly(NOW - timedelta(hours=3))


def _asking(fields: str, collect: str, when: str) -> dict[str, str]:
    guide = SMALL_PACK[LOST].replace("collect: [amount]", f"collect: [{collect}]")
    guide = guide.replace("    optional: [due]\n", "").replace("{field: due, after: now}", when)
    guide = guide.replace("until: due", "expect: {zh: 等, en: Wait}").replace("{amount}", "it")
    return {"fields.yaml": fields, LOST: guide}


def _end(world: World, *replies: Reply) -> str:
    session = reply_with(world, begin(world, "lost"), "nobody", "charged", *replies)
    return current(world, session).ref.step


def _mistakes(folder: Path, files: dict[str, str]) -> tuple[Mistake, ...]:
    try:
        return load(write_pack(folder, files)).mistakes
    except BrokenPackError as error:
        return error.mistakes


@pytest.mark.parametrize(
    ("written", "instead"),
    [("before: now", "older_than: 0 minutes"), ("after: now", "younger_than: 0 minutes")],
)
def test_now_is_refused_where_it_may_be_the_time_or_a_field(
    tmp_path: Path, written: str, instead: str
) -> None:
    when = f"{{field: due, {written}}}"
    mistakes = _mistakes(tmp_path, _asking(BOTH, "now, due", when))
    (mistake,) = (found for found in mistakes if not found.is_warning)
    assert (mistake.code, mistake.file) == ("two-nows", LOST)
    assert mistake.place[-1] == written.split(":")[0]
    assert instead in mistake_line(mistake)


@pytest.mark.parametrize(
    ("when", "now", "due", "end"),
    [
        ("{field: due, older_than: 0 minutes}", SOON, GONE, "wait"),
        ("{field: due, older_than: 0 minutes}", GONE, SOON, "report"),
        ("{field: due, younger_than: 0 minutes}", GONE, SOON, "wait"),
        ("{field: due, younger_than: 0 minutes}", SOON, GONE, "report"),
        ("{field: now, after: due}", SOON, GONE, "wait"),
        ("{field: now, after: due}", GONE, SOON, "report"),
        ("{field: now, known: true}", SOON, GONE, "wait"),
    ],
)
def test_both_the_time_and_a_field_called_now_can_be_compared_with(
    tmp_path: Path, when: str, now: Moment, due: Moment, end: str
) -> None:
    world = small_world(tmp_path, _asking(BOTH, "now, due", when))
    assert _end(world, detail(now), detail(due)) == end


def test_now_is_the_time_where_the_field_of_that_name_holds_none(tmp_path: Path) -> None:
    files = _asking(NOW_AS_MONEY, "now, due", "{field: due, after: now}")
    world = small_world(tmp_path, files)
    assert _end(world, Unknown(), detail(SOON)) == "wait"
    assert _end(world, Unknown(), detail(GONE)) == "report"


def test_a_field_called_now_does_not_explain_a_comparison_with_the_time(tmp_path: Path) -> None:
    world = small_world(tmp_path, _asking(NOW_AS_MONEY, "now, due", "{field: due, after: now}"))
    session = reply_with(world, begin(world, "lost"), "nobody", "charged", Unknown(), detail(SOON))
    assert follow(world, session).looked_at == {"due"}


def test_where_no_field_is_called_now_it_is_no_field(tmp_path: Path) -> None:
    guide = SMALL_PACK[LOST].replace(
        "needs: [quick]", "follow_up: {after: 1 day, basis: ours, from: now}"
    )
    mistakes = _mistakes(tmp_path, {LOST: guide})
    assert [(m.code, m.names["name"]) for m in mistakes] == [("unknown-time", "now")]
