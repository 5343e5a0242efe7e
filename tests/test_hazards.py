"""Ways in which advice can hurt, looked for in every guide and on every way through it.

`docs/hazards.md` says what prevents each, and names the tests here.
"""

import re
from collections.abc import Iterator

import pytest

from tests.render.support import LANGUAGES, document
from tests.support import FLOWS, loaded, shipped
from tests.test_guidance import texts_in
from tests.walks import case_from, ids, walks
from tests.ways import ends, ends_after, is_emergency, leads_to, options, steps
from wallethelp.core.case import Case
from wallethelp.core.conditions import FieldIs, comparisons
from wallethelp.core.graph import reachable
from wallethelp.core.guide import Ask, AskMany, Decide, End, Target, ToGuide, Try, targets
from wallethelp.core.opening import OPENING, OPENING_STEP, begins_with_opening
from wallethelp.core.questions import StepRef, step_at
from wallethelp.core.scripts import Walk
from wallethelp.core.text import Language, Text

PACK = shipped().pack
OPTIONS = list(options(PACK))
RISKY = [
    (ref, name, target)
    for ref, name, option, target in OPTIONS
    if option.at_risk or is_emergency(PACK, target)
]
"""The options that say that a thief may be at work."""


def _labelled(pattern: str) -> list[tuple[StepRef, str, Target]]:
    return [(ref, name, to) for ref, name, o, to in OPTIONS if re.search(pattern, o.label.zh)]


def _named(found: list[tuple[StepRef, str, Target]]) -> list[str]:
    return [f"{ref.guide}/{ref.step}={name}" for ref, name, _target in found]


def _actions(end: End) -> list[Text]:
    return [action.text for action in end.do]


def _at_risk(case: Case) -> bool:
    chosen = (option for told in case.told for option in told.options)
    return any(option.at_risk for option in chosen) or PACK.info.emergency in {
        ref.guide for ref in case.passed
    }


def _walks_at_risk() -> list[Walk]:
    return [walk for walk in walks() if _at_risk(case_from(walk))]


def test_no_guide_was_left_out_for_a_mistake_in_it() -> None:
    # All that follows would then be true of the others, and say nothing.
    assert loaded(FLOWS).mistakes == ()
    assert len(PACK.guides) == len(list((FLOWS / "guides").glob("*.yaml")))


# --- a thief may be at work -----------------------------------------------------------------------


@pytest.mark.parametrize(("ref", "name", "target"), RISKY, ids=_named(RISKY))
def test_nobody_at_risk_is_told_to_wait(ref: StepRef, name: str, target: Target) -> None:
    ahead = (step_at(PACK, to) for to in reachable(PACK, leads_to(PACK, ref, target)))
    assert "wait" not in {step.end for step in ahead if isinstance(step, End)}


def test_whoever_is_sent_to_the_police_is_known_to_be_at_risk() -> None:
    # Else an option that says so lacks its mark, and the rule above does not see it.
    ahead = [StepRef(guide.id, guide.start) for guide in PACK.guides.values()]
    seen = set(ahead)
    while ahead:
        ref = ahead.pop()
        step = step_at(PACK, ref)
        if isinstance(step, End):
            assert not {"police", "police-elsewhere"} & set(step.rungs), ref
        fresh = {leads_to(PACK, ref, to) for to in _safe_targets(ref)} - seen
        fresh = {to for to in fresh if to.guide != PACK.info.emergency}
        seen |= fresh
        ahead += fresh


def _safe_targets(ref: StepRef) -> Iterator[Target]:
    step = step_at(PACK, ref)
    if isinstance(step, Ask):
        yield from (o.next for o in step.options.values() if o.next is not None and not o.at_risk)
    elif isinstance(step, AskMany):
        # Several may be chosen: the `decide` behind it looks at them.
        yield step.unknown
    else:
        yield from targets(step)


def test_nobody_in_a_hurry_is_asked_for_patience() -> None:
    for case in map(case_from, walks()):
        assert "urgent" not in case.end.needs or all(PACK.tips[n].at_risk for n in case.tip_names)


@pytest.mark.parametrize("walk", _walks_at_risk(), ids=ids(_walks_at_risk()))
def test_nobody_at_risk_is_asked_for_patience_now_or_later(walk: Walk) -> None:
    case = case_from(walk)
    assert all(PACK.tips[name].at_risk for name in case.tip_names)
    # Not the guide that waits for what support promised.
    if case.follow_up_guide not in {None, *(ref.guide for ref in case.passed)}:
        onward = PACK.guides[case.follow_up_guide or ""].steps.values()
        assert not any(isinstance(step, End) and step.until is not None for step in onward)


def test_having_asked_support_takes_nobody_at_risk_to_the_guide_about_support() -> None:
    for ref, name, target in RISKY:
        for to in reachable(PACK, leads_to(PACK, ref, target)):
            step = step_at(PACK, to)
            if isinstance(step, Ask) and "already" in step.options:
                already = step.options["already"].next
                assert not isinstance(already, ToGuide), (ref, name, to)
                assert already is not None
                # What left the balance left no bank: there the police come first.
                first = "police" if to.step == "reported-balance" else "own-bank"
                found = ends_after(PACK, to, "already", already)
                assert found
                for end in found.values():
                    assert end.end in ("escalate", "emergency")
                    assert end.rungs[0] == first
                    assert "police" in end.rungs
                    assert any("停用" in text.zh for text in _actions(end))


def test_what_left_the_balance_is_stopped_by_the_wallet_first_and_then_told_to_the_police() -> None:
    found = [walk for walk in walks() if walk.ends == "emergency/balance"]
    assert found
    for walk in found:
        page = document(walk, "en")
        assert [line.kind for line in page.contact[:2]] == ["channel", "rung"]
        assert page.contact[1].id.startswith(("police", "scam-line"))
        assert "own-bank" not in [line.id for line in page.contact]


# --- the password ---------------------------------------------------------------------------------


def _ends_at_risk() -> Iterator[tuple[StepRef, End]]:
    reached = {case_from(walk).ref for walk in _walks_at_risk()}
    return ((ref, end) for ref, end in ends(PACK) if ref in reached and end.end != "resolved")


def test_a_password_is_changed_only_on_a_device_that_nobody_watches() -> None:
    told = [
        text
        for _ref, end in _ends_at_risk()
        for text in _actions(end)
        if re.search("改(掉)?密码|换密码", text.zh)
    ]
    assert len(told) >= 10
    for text in told:
        assert "没被别人碰过的设备" in text.zh
        assert "device nobody else has touched" in text.en


# --- phone and number -----------------------------------------------------------------------------

PHONE_GONE = _labelled("^手机(?!.*码给).*(丢|偷|没信号|没了信号)|没了信号")


@pytest.mark.parametrize(("ref", "name", "target"), PHONE_GONE, ids=_named(PHONE_GONE))
def test_a_phone_or_number_that_is_gone_begins_with_the_operator(
    ref: StepRef, name: str, target: Target
) -> None:
    for end in ends_after(PACK, ref, name, target).values():
        said = [text.zh for text in _actions(end)]
        operator = next(n for n, text in enumerate(said) if "运营商" in text)
        wallet = next(n for n, text in enumerate(said) if "钱包" in text)
        assert operator <= 1
        assert operator < wallet
        assert any("不要用短信重设" in text for text in said), "a code would reach the thief"
        assert all("再改" not in text for text in said)


def test_there_are_several_ways_to_say_that_phone_or_number_is_gone() -> None:
    assert len({ref.guide for ref, _name, _target in PHONE_GONE}) >= 3


# --- pay first ------------------------------------------------------------------------------------

PAY_FIRST = [
    found
    for found in _labelled("先[^，]*(付|交)[^，]*(钱|费|款)|要交钱|要过：税")
    if found[0].step != OPENING_STEP
]


@pytest.mark.parametrize(("ref", "name", "target"), PAY_FIRST, ids=_named(PAY_FIRST))
def test_who_is_to_pay_first_is_never_sent_to_that_wallets_support(
    ref: StepRef, name: str, target: Target
) -> None:
    found = ends_after(PACK, ref, name, target)
    assert found
    for end in found.values():
        assert end.end == "emergency"
        assert end.request is not None
        assert end.request.to not in ("support", "merchant")
        assert {"police", "own-bank", "police-elsewhere"} <= set(end.rungs)
        assert any("不要付" in text.zh for text in _actions(end))
        assert any("第二次骗局" in text.zh for text in _actions(end))


def test_nobody_is_sent_to_support_before_the_origin_of_the_wallet_was_asked() -> None:
    """The opening question asks it, in every guide about money or access."""
    asked = [case_from(walk) for walk in walks()]
    told = [case for case in asked if case.advice.recommended]
    assert told
    for case in told:
        if begins_with_opening(PACK, PACK.guides[case.session.guide]):
            assert f"{OPENING}/{OPENING_STEP}" in case.replies


def test_a_doubtful_origin_is_a_question_about_the_operator_with_support_marked_unproven() -> None:
    opening = [f for f in OPTIONS if f[0].step == OPENING_STEP and f[1] == "stranger"]
    assert len(opening) == len([g for g in PACK.guides.values() if begins_with_opening(PACK, g)])
    doubtful = [
        *opening,
        *(found for found in OPTIONS if found[0].guide == "doubtful-wallet" and found[2].at_risk),
        *(
            found
            for found in OPTIONS
            if found[0].key == "verify-contact/origin" and found[2].at_risk
        ),
    ]
    for ref, name, _option, target in doubtful:
        found = ends_after(PACK, ref, name, target)
        assert {to.guide for to in found} == {"doubtful-wallet", "emergency"}
        for to, end in found.items():
            if to.guide == "doubtful-wallet":
                assert end.end == "emergency", "its support would stand first"
                assert "没证实" in end.title.zh
                assert "不要再往里放钱" in _actions(end)[0].zh
                assert "general.ladder.licence" in end.facts


def test_nobody_waits_for_a_date_that_is_far_away() -> None:
    """What leads to a wait for a promised date asks that the date is near."""
    branches = [
        (ref, branch, step_at(PACK, StepRef(ref.guide, branch.next)))
        for ref, step in steps(PACK)
        if isinstance(step, Decide)
        for branch in step.decide
        if isinstance(branch.next, str)
    ]
    waits = [
        (ref, branch, end)
        for ref, branch, end in branches
        if isinstance(end, End) and end.end == "wait" and end.until is not None
    ]
    assert len(waits) >= 8
    for ref, branch, end in waits:
        near = [
            part
            for part in comparisons(branch.when)
            if isinstance(part, FieldIs) and part.within is not None
        ]
        assert [part.field for part in near] == [end.until], ref


# --- the opening question -------------------------------------------------------------------------

ASKED_FOR = re.compile(
    r"先.*(付|交).*(钱|才)|(?<!没)要.*(验证码|密码|收码)|(让|要)<I>.*(远程|共享|收码|装)|替<I>付|安全账户"
)


def test_no_answer_behind_the_opening_question_contradicts_it() -> None:
    """Who was asked for money, a code or the screen has said so: only the emergency is left."""
    for ref, name, option, target in OPTIONS:
        guide = PACK.guides[ref.guide]
        behind = begins_with_opening(PACK, guide) and ref.step != OPENING_STEP
        if behind and ASKED_FOR.search(option.label.zh):
            assert is_emergency(PACK, target), (ref, name)


def test_a_guide_about_being_asked_for_something_needs_no_false_no() -> None:
    about = {
        ref.guide
        for ref, _name, option, target in OPTIONS
        if ASKED_FOR.search(option.label.zh) and not is_emergency(PACK, target)
    }
    assert "verify-contact" in about
    for guide in about:
        assert not begins_with_opening(PACK, PACK.guides[guide])


def test_the_opening_question_names_the_app_itself_and_lets_ordinary_payments_be() -> None:
    asked = PACK.info.opening.ask
    for word in ("平台自己", "验证码", "共享屏幕", "软件", "商店付款不算"):
        assert word in asked.zh
    for word in ("the app itself", "code", "screen", "install", "does not count"):
        assert word in asked.en


# --- paying, waiting, warning ---------------------------------------------------------------------

PAYS_AGAIN = re.compile(r"再(试|充|付)(了)?一?次?|重新付|充上了|付成了|等一等再付|换一种付款方式")
LOOKED_FIRST = re.compile(r"确认上一(笔|次).*没有|没查清之前，先不要再付")


def _tries() -> list[tuple[StepRef, Try]]:
    """The checks that pay or top up, and those that ask for a withdrawal again."""
    money = ("payment", "money")
    return [
        (ref, step)
        for ref, step in steps(PACK)
        if isinstance(step, Try)
        and PACK.guides[ref.guide].category in money
        and PAYS_AGAIN.search(" ".join(text.zh for text in texts_in(step)))
    ]


def test_a_check_that_pays_looks_first_whether_the_last_one_took_money() -> None:
    found = _tries()
    assert len(found) >= 8
    for ref, step in found:
        assert any(LOOKED_FIRST.search(text.zh) for text in step.how), ref


def test_every_wait_counts_from_the_event() -> None:
    for ref, end in ends(PACK):
        if end.end == "wait" and end.until is None:
            assert end.follow_up is not None, ref
            # What is sent to somebody else now is the event itself.
            sent_now = end.request is not None and end.request.to != "support"
            assert end.follow_up.from_ is not None or sent_now, ref


def test_a_wait_goes_on_where_it_came_from_and_not_with_a_support_never_asked() -> None:
    for ref, end in ends(PACK):
        if end.end == "wait" and end.follow_up is not None and end.follow_up.next is not None:
            assert end.follow_up.next.guide == ref.guide


WARNINGS = {
    "getting it back": {"zh": "能追回|能破解", "en": r"offers to (get|bring|recover)"},
    "pay first": {
        "zh": r"先[^，]{0,3}(付|交)钱",
        "en": r"\bpay(ment)? (first|before)|asked to pay",
    },
    "secrets": {
        "zh": r"码[^，。；]{0,6}(都不给|不用给|不要告诉|不要给)|不给[^，]*码",
        "en": r"(give|tell|need) [^.;]*\b(no|any) (password|code)|(password|code)s?\b.{0,9}nobody",
    },
    "searching": {
        "zh": r"不(要|去)[^，。；]{0,4}搜",
        "en": r"\bby (web )?search|not search|from a web search",
    },
    "links": {"zh": r"链接[^，。；]{0,2}不点|不点[^，。；]*链接", "en": r"open no [^.;]*link"},
    "again": {
        "zh": r"不要(重复|再)(充|付|转|申请)",
        "en": r"do not (top up|pay|send|ask) [^.;]*again",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_one_warning_twice(language: Language) -> None:
    for walk in walks():
        page = document(walk, language)
        for kind, pattern in WARNINGS.items():
            said = [
                line
                for line in (*page.do_now, page.careful)
                if re.search(pattern[language], line, re.IGNORECASE)
            ]
            assert len(said) <= 1, (walk.ends, kind, said)
