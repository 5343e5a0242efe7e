"""What the pack check finds: each mistake with its place and the closest name."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support import FLOWS, SMALL_PACK, write_pack
from wallethelp.core.check.ways import MAX_STEPS_ON_A_PATH
from wallethelp.core.mistakes import Mistake
from wallethelp.pack.load import BrokenPackError, load

LOST = "guides/lost.yaml"
PACK = "pack.yaml"


def _mistakes(folder: Path, files: dict[str, str]) -> Sequence[Mistake]:
    try:
        return load(write_pack(folder, files)).mistakes
    except BrokenPackError as error:
        return error.mistakes


def _place(text: str, marked: str) -> tuple[int, int]:
    """Line and column of `marked`, which stands in the text once."""
    assert text.count(marked) == 1, marked
    before = text[: text.index(marked)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _only(folder: Path, file: str, old: str, new: str) -> tuple[Mistake, str]:
    """The one mistake after an edit, and the edited text."""
    assert SMALL_PACK[file].count(old) == 1, old
    text = SMALL_PACK[file].replace(old, new)
    found = [mistake for mistake in _mistakes(folder, {file: text}) if not mistake.is_warning]
    assert len(found) == 1, found
    return found[0], text


def test_the_small_and_the_shipped_pack_have_no_mistake(tmp_path: Path) -> None:
    assert load(write_pack(tmp_path, {})).mistakes == ()
    assert [mistake for mistake in load(FLOWS).mistakes if not mistake.is_warning] == []


# Each case: file, what is replaced and by what, the code, where the mistake is marked, the name
# that is suggested.
UNKNOWN_NAMES = [
    (LOST, "start: gone", "start: gune", "unknown-step", "start: gune", "gone"),
    (LOST, "next: details}", "next: detials}", "unknown-step", "next: detials}", "details"),
    (LOST, "unknown: details", "unknown: detail", "unknown-step", "unknown: detail\n", "details"),
    (LOST, "else: report", "else: repot", "unknown-step", "else: repot", "report"),
    (LOST, "next: early", "next: earyl", "unknown-step", "next: earyl", "early"),
    (LOST, "next: wait", "next: wiat", "unknown-step", "next: wiat", "wait"),
    (LOST, "next: wait", "next: {guide: lots}", "unknown-guide", "guide: lots", "lost"),
    (LOST, "next: wait", "next: zzz", "unknown-step", "next: zzz", None),
    (LOST, "category: money", "category: mony", "unknown-category", "category: mony", "money"),
    (LOST, "collect: [amount]", "collect: [amuont]", "unknown-field", "amuont", "amount"),
    (LOST, "optional: [due]", "optional: [duee]", "unknown-field", "duee", "due"),
    (LOST, "until: due", "until: dui", "unknown-field", "until: dui", "due"),
    (LOST, "field: due", "field: deu", "unknown-field", "field: deu", "due"),
    (LOST, "after: now", "after: noww", "unknown-time", "after: noww", "now"),
    (LOST, "after: now", "after: amount", "unknown-time", "after: amount", None),
    (LOST, "Trace {amount}", "Trace {amuont}", "unknown-placeholder", 'en: "Trace', "amount"),
    (
        LOST,
        "needs: [quick]",
        "bring: [amoun]",
        "unknown-field",
        "amoun]",
        "amount",
    ),
    (LOST, "needs: [quick]", "rungs: [polic]", "unknown-rung", "polic]", "police"),
    (LOST, "needs: [quick]", "facts: [general.on]", "unknown-fact", "general.on]", "general.one"),
    (
        LOST,
        "needs: [quick]",
        "follow_up: {after: 1 day, basis: general.on}",
        "unknown-fact",
        "basis",
        "general.one",
    ),
    (
        LOST,
        "needs: [quick]",
        "follow_up: {after: 1 day, basis: ours, from: du}",
        "unknown-time",
        "from: du",
        "due",
    ),
    (
        LOST,
        "needs: [quick]",
        "follow_up: {after: 1 day, basis: ours, next: {guide: lots}}",
        "unknown-guide",
        "guide: lots",
        "lost",
    ),
    (LOST, "field: due, after: now", "wallet: upya", "unknown-wallet", "wallet: upya", "upay"),
    (
        LOST,
        "field: due, after: now",
        "answer: gon, is: charged",
        "unknown-step",
        "answer: gon",
        "gone",
    ),
    (
        LOST,
        "field: due, after: now",
        "answer: gone, is: chargd",
        "unknown-option",
        "is: chargd",
        "charged",
    ),
    (
        LOST,
        "field: due, after: now",
        "answer: gone, in: [charged, chargd]",
        "unknown-option",
        "in: [",
        "charged",
    ),
    (
        LOST,
        "field: due, after: now",
        "answer: lots/gone, is: charged",
        "unknown-guide",
        "answer: lots",
        "lost",
    ),
    (
        LOST,
        "field: due, after: now",
        "not: {any: [{wallet: upay}, {all: [{wallet: upya}]}]}",
        "unknown-wallet",
        "wallet: upya",
        "upay",
    ),
    (
        PACK,
        "emergency: emergency",
        "emergency: emergancy",
        "unknown-guide",
        "emergency: e",
        "emergency",
    ),
    (PACK, "next: go-on", "next: goon", "unknown-step", "next: goon", "go-on"),
    (
        PACK,
        "next: {guide: emergency}",
        "next: {guide: emergancy}",
        "unknown-guide",
        "guide: emergancy",
        "emergency",
    ),
    (PACK, "unknown: {guide: emergency}", "unknown: lost", "unknown-step", "unknown: lost", None),
    (
        PACK,
        "texts:",
        "safety_facts: [general.on]\ntexts:",
        "unknown-fact",
        "general.on]",
        "general.one",
    ),
    (
        "ladder.yaml",
        "how: {zh: 打电话, en: Call}",
        "how: {zh: 打电话, en: Call}\n  facts: [general.on]",
        "unknown-fact",
        "general.on]",
        "general.one",
    ),
    (
        "wallets/upay.yaml",
        "replies: minutes",
        "replies: minutes\n    facts: [general.on]",
        "unknown-fact",
        "general.on]",
        "general.one",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "marked", "closest"),
    UNKNOWN_NAMES,
    ids=[f"{case[3]}: {case[2][:40]}" for case in UNKNOWN_NAMES],
)
def test_a_name_that_does_not_exist_is_found_with_the_closest_that_does(
    tmp_path: Path, file: str, old: str, new: str, code: str, marked: str, closest: str | None
) -> None:
    text = SMALL_PACK[file].replace(old, new)
    found = [m for m in _mistakes(tmp_path, {file: text}) if m.code == code]
    assert found, "not found at all"
    line, column = _place(text, marked)
    mistake = found[0]
    assert (mistake.file, mistake.line, mistake.column) == (file, line, column)
    assert mistake.closest == closest
    assert not mistake.is_warning


CONDITIONS = [
    ("field: amount, after: now", "wrong-comparison", "field: amount"),
    ("field: amount, is: charged", "wrong-comparison", "field: amount"),
    ("field: due, below: 5", "wrong-comparison", "field: due"),
    ("field: due, in: [charged]", "wrong-comparison", "field: due"),
    ("field: amount, below: a lot", "bad-limit", "below"),
    ("field: amount, above: 1.2.3 CNY", "bad-limit", "above"),
    ("answer: details, is: charged", "not-a-question", "answer: details"),
]


@pytest.mark.parametrize(("condition", "code", "marked"), CONDITIONS)
def test_a_condition_that_can_never_be_right_is_found(
    tmp_path: Path, condition: str, code: str, marked: str
) -> None:
    mistake, text = _only(tmp_path, LOST, "field: due, after: now", condition)
    assert (mistake.code, mistake.file) == (code, LOST)
    assert (mistake.line, mistake.column) == _place(text, marked)


@pytest.mark.parametrize(
    "condition",
    [
        "field: due, older_than: 3 working days",
        "field: due, younger_than: 1 day",
        "field: due, before: due",
        "field: due, known: true",
        "field: amount, known: false",
        "field: amount, below: 100 CNY",
        "field: amount, above: 0.5",
        "answer: gone, in: [charged, not-charged]",
        "answer: lost/gone, is: charged",
        "wallet: upay",
        "all: [{wallet: upay}, {not: {field: due, known: true}}]",
    ],
)
def test_every_right_condition_passes(tmp_path: Path, condition: str) -> None:
    text = SMALL_PACK[LOST].replace("field: due, after: now", condition)
    assert _mistakes(tmp_path, {LOST: text}) == ()


def test_a_date_to_wait_for_must_be_a_date(tmp_path: Path) -> None:
    mistake, text = _only(tmp_path, LOST, "until: due", "until: amount")
    assert mistake.code == "not-a-time"
    assert (mistake.line, mistake.column) == _place(text, "until: amount")


# --- options --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["unknown", "back", "skip", "done", "none", "more", "yes"])
def test_an_option_may_be_called_as_an_author_likes(tmp_path: Path, name: str) -> None:
    guide = SMALL_PACK[LOST].replace("not-charged: {", f"{name}: {{")
    assert _mistakes(tmp_path, {LOST: guide}) == ()


def test_two_options_that_do_the_same_are_found(tmp_path: Path) -> None:
    mistake, text = _only(tmp_path, LOST, "Not charged}, next: done}", "Not}, next: details}")
    assert mistake.code == "same-effect"
    assert (mistake.names["name"], mistake.names["other"]) == ("not-charged", "charged")
    assert (mistake.line, mistake.column) == _place(text, "not-charged:")


@pytest.mark.parametrize(
    "difference",
    ["needs: [quick]", "can_log_in: true", "says: {zh: 说, en: Says}"],
)
def test_one_effect_of_its_own_is_enough(tmp_path: Path, difference: str) -> None:
    # The end the option led to would be out of reach: lead to it from the decide.
    text = (
        SMALL_PACK[LOST]
        .replace("Not charged}, next: done}", f"Not}}, {difference}, next: details}}")
        .replace("else: report", "else: done")
    )
    assert _mistakes(tmp_path, {LOST: text}) == ()


def test_a_condition_that_looks_at_an_option_is_an_effect(tmp_path: Path) -> None:
    text = (
        SMALL_PACK[LOST]
        .replace("Not charged}, next: done}", "Not}, next: details}")
        .replace("else: report", "else: done")
        .replace("field: due, after: now", "answer: gone, is: charged")
    )
    assert _mistakes(tmp_path, {LOST: text}) == ()


MANY = """\
id: many
title: {zh: 多, en: Many}
category: money
start: what
steps:
  what:
    ask_many: {zh: 什么, en: What}
    options:
      red: {label: {zh: 红, en: Red}, needs: [quick]}
      blue: {label: {zh: 蓝, en: Blue}}
    next: report
    unknown: report
  report:
    end: contact
    title: {zh: 联系, en: Contact}
    needs: [quick]
"""


def test_an_option_among_many_that_changes_nothing_is_found(tmp_path: Path) -> None:
    (mistake,) = _mistakes(tmp_path, {"guides/many.yaml": MANY})
    assert (mistake.code, mistake.names["name"]) == ("no-effect", "blue")
    assert (mistake.line, mistake.column) == _place(MANY, "blue:")


def test_an_option_at_risk_that_may_end_in_waiting_is_found(tmp_path: Path) -> None:
    text = SMALL_PACK[LOST].replace("en: Charged}, next", "en: Charged}, at_risk: true, next")
    assert text != SMALL_PACK[LOST]
    (mistake,) = _mistakes(tmp_path, {LOST: text})
    assert (mistake.code, mistake.names["end"]) == ("wait-at-risk", "lost/wait")
    assert (mistake.line, mistake.column) == _place(text, "at_risk")


def test_one_of_many_options_at_risk_that_may_end_in_waiting_is_found(tmp_path: Path) -> None:
    text = MANY.replace("Blue}}", "Blue}, at_risk: true}").replace("end: contact", "end: wait")
    mistakes = _mistakes(tmp_path, {"guides/many.yaml": text})
    assert [(m.code, m.names["name"]) for m in mistakes] == [("wait-at-risk", "blue")]


# --- the opening question -------------------------------------------------------------------------


def test_advice_to_wait_needs_the_opening_question_before_it(tmp_path: Path) -> None:
    mistake, text = _only(tmp_path, LOST, "category: money", "category: urgent")
    assert mistake.code == "wait-before-opening"
    assert (mistake.line, mistake.column) == _place(text, "end: wait")


@pytest.mark.parametrize("category", ["money", "urgent"])
@pytest.mark.parametrize("start", ["gone", "safety-first"])
def test_a_guide_may_not_bring_an_opening_question_of_its_own(
    tmp_path: Path, category: str, start: str
) -> None:
    own = (
        SMALL_PACK[LOST]
        .replace("category: money", f"category: {category}")
        .replace("start: gone", f"start: {start}")
        .replace(
            "  gone:\n",
            "  safety-first:\n"
            "    ask: {zh: 好吗, en: All well}\n"
            "    options:\n"
            '      "yes": {label: {zh: 是, en: "Yes"}, next: wait}\n'
            '      "no": {label: {zh: 否, en: "No"}, next: gone}\n'
            "    unknown: gone\n"
            "  gone:\n",
        )
    )
    found = [m for m in _mistakes(tmp_path, {LOST: own}) if m.code == "reserved-step"]
    assert [(m.file, m.line, m.column) for m in found] == [(LOST, *_place(own, "safety-first:\n"))]


# --- shape ----------------------------------------------------------------------------------------


def test_a_step_nothing_leads_to_is_found(tmp_path: Path) -> None:
    mistake, text = _only(tmp_path, LOST, "Not charged}, next: done}", "Not}, next: report}")
    assert (mistake.code, mistake.names["name"]) == ("unreachable", "done")
    assert (mistake.line, mistake.column) == _place(text, "done:\n")


def test_steps_behind_one_nothing_leads_to_are_not_told_with_it(tmp_path: Path) -> None:
    text = SMALL_PACK[LOST] + (
        "  island:\n    try: {zh: 试, en: Try}\n    fixed: shore\n    next: shore\n"
        "  shore:\n    end: resolved\n    title: {text: solved}\n"
    )
    found = _mistakes(tmp_path, {LOST: text})
    assert [(m.code, m.names["name"], m.line) for m in found] == [
        ("unreachable", "island", _place(text, "island:")[0]),
    ]


def test_a_circle_is_found_and_shown(tmp_path: Path) -> None:
    mistake, _ = _only(tmp_path, LOST, "else: report", "else: gone")
    assert (mistake.code, mistake.file) == ("cycle", LOST)
    assert mistake.names["ring"] == "gone → details → early → gone"
    assert mistake.line


def test_a_circle_through_another_guide_is_found(tmp_path: Path) -> None:
    back = SMALL_PACK["guides/emergency.yaml"].replace(
        "  stop:\n    end: emergency\n    title: {zh: 停, en: Stop}\n",
        "  stop:\n    try: {zh: 停, en: Stop}\n    fixed: end\n    next: {guide: lost}\n"
        "  end:\n    end: resolved\n    title: {text: solved}\n",
    )
    found = _mistakes(tmp_path, {"guides/emergency.yaml": back})
    assert {m.code for m in found} == {"cycle"}
    assert found[0].names["ring"] == "emergency/stop → emergency/stop"


def _chain(length: int) -> str:
    steps = "".join(
        f"  s{number}:\n    try: {{zh: 试, en: Try}}\n    fixed: end\n    next: s{number + 1}\n"
        for number in range(length)
    )
    last = f"  s{length}:\n    try: {{zh: 试, en: Try}}\n    fixed: end\n    next: end\n"
    return (
        "id: chain\ntitle: {zh: 链, en: Chain}\ncategory: urgent\nstart: s0\nsteps:\n"
        f"{steps}{last}  end:\n    end: resolved\n    title: {{text: solved}}\n"
    )


def test_a_way_nobody_would_walk_to_its_end_is_found(tmp_path: Path) -> None:
    fits = _chain(MAX_STEPS_ON_A_PATH - 2)
    assert _mistakes(tmp_path / "fits", {"guides/chain.yaml": fits}) == ()
    longer = _chain(MAX_STEPS_ON_A_PATH - 1)
    (mistake,) = _mistakes(tmp_path / "longer", {"guides/chain.yaml": longer})
    assert (mistake.code, mistake.file) == ("too-long", "guides/chain.yaml")
    assert mistake.line == _place(longer, "start: s0")[0]


def test_a_very_long_way_does_not_overflow(tmp_path: Path) -> None:
    (mistake,) = _mistakes(tmp_path, {"guides/chain.yaml": _chain(3_000)})
    assert mistake.code == "too-long"


DECIDING = """\
way:
    decide:
      - when: {wallet: upay}
        next: report
    else: report
    unknown: report
  """


@pytest.mark.parametrize("between", ["", DECIDING])
def test_what_is_told_before_an_end_is_found(tmp_path: Path, between: str) -> None:
    to = "way" if between else "report"
    told = f"  told:\n    tell: {{zh: 一, en: One}}\n    next: {to}\n  {between}details:\n"
    text = (
        SMALL_PACK[LOST]
        .replace("  details:\n", told, 1)
        .replace("unknown: details", "unknown: told", 1)
    )
    found = [m for m in _mistakes(tmp_path, {LOST: text}) if not m.is_warning]
    assert [(m.code, m.names["name"]) for m in found] == [("tell-before-end", "told")]
    assert (found[0].line, found[0].column) == _place(text, "tell: {zh: 一")
