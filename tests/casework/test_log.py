"""`cases log`: a contact with support, given as options or asked for, in both languages."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.casework.support import LOGGED, Caseworker, at_the_prompts, bytes_below
from tests.prompted import someone
from tests.support import NOW, SMALL_PACK
from wallethelp.core.history import LOG_FIELDS
from wallethelp.core.onward import RESULTS
from wallethelp.core.values import Moment
from wallethelp.i18n import say
from wallethelp.ui.prompts import BACK, Select
from wallethelp.ui.scripted import Given

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@LANGUAGES
def test_a_contact_given_as_options_is_noted_whole(worker: Caseworker, language: str) -> None:
    case_id = worker.finished()
    done = worker("cases", "log", case_id, *LOGGED, "--lang", language)
    assert (done.code, done.out) == (0, "")
    assert case_id in done.err
    (contact,) = worker.record(case_id).log
    assert (contact.channel, contact.at) == ("chat", NOW - timedelta(hours=1))
    assert [contact.text_of(name) for name in ("whom", "ticket", "said")] == [
        "agent 4711 Lin",
        "CS-2026-77",
        "they look into it",
    ]
    assert contact.promised_by is not None
    assert contact.promised_by.isoformat() == "2026-11-24T23:59:00+08:00"


def test_what_is_not_given_is_left_out_and_the_time_is_now(worker: Caseworker) -> None:
    case_id = worker.finished()
    assert worker("cases", "log", case_id, "--channel", "chat").code == 0
    (contact,) = worker.record(case_id).log
    assert (contact.at, contact.details) == (NOW, {})


def test_contacts_are_kept_in_the_order_in_which_they_were_noted(worker: Caseworker) -> None:
    case_id = worker.finished()
    for channel in ("chat", "supervisor", "chat", "police"):
        assert worker("cases", "log", case_id, "--channel", channel).code == 0
    assert [contact.channel for contact in worker.record(case_id).log] == [
        "chat",
        "supervisor",
        "chat",
        "police",
    ]


def test_the_newest_case_is_meant_where_none_is_named(worker: Caseworker) -> None:
    first = worker.finished()
    worker.clock.now += timedelta(hours=1)
    second = worker.finished()
    assert worker("cases", "log", "--channel", "chat").code == 0
    assert (len(worker.record(first).log), len(worker.record(second).log)) == (0, 1)


def test_a_person_is_asked_for_what_was_not_given(worker: Caseworker) -> None:
    case_id = worker.finished()
    replies: dict[str, Sequence[Given]] = {
        "log/channel": ("supervisor",),
        "log/result": ("working",),
        "log/ticket": ("CS-1",),
        "log/promised-by": ("2026-11-24 10:00",),
        "log/more": ("more",),
        "log/contacted-at": ("",),
        "log/whom": ("Lin",),
        "log/said": ("soon",),
    }
    done = worker.asked(replies, "cases", "log", case_id)
    assert done.code == 0
    assert done.keys == list(replies)
    (contact,) = worker.record(case_id).log
    assert (contact.channel, contact.at, contact.text_of("ticket")) == ("supervisor", NOW, "CS-1")
    assert contact.result == "working"
    promised = contact.details["promised-by"].value
    assert isinstance(promised, Moment)
    assert (promised.latest.hour, promised.precision) == (10, "minute")


def test_a_person_can_go_back_and_finds_what_they_said(worker: Caseworker) -> None:
    case_id = worker.finished()
    replies: dict[str, Sequence[Given]] = {
        "log/channel": ("chat", "supervisor"),
        "log/result": (BACK, "working", "refused"),
        "log/ticket": ("CS-1", BACK, "CS-2"),
        "log/promised-by": (BACK,),
        "log/more": ("done",),
    }
    done = worker.asked(replies, "cases", "log", case_id)
    assert done.keys[:3] == ["log/channel", "log/result", "log/channel"]
    ticket = [prompt for prompt in done.asked if prompt.key == "log/ticket"]
    assert [getattr(prompt, "default", None) for prompt in ticket] == ["", "CS-1", "CS-1"]
    (contact,) = worker.record(case_id).log
    assert (contact.channel, contact.text_of("ticket")) == ("supervisor", "CS-2")
    # Who refuses promises nothing.
    assert (contact.result, done.keys[-1]) == ("refused", "log/more")


LOG_PROMPTS = [
    *("log/channel", "log/result", "log/ticket", "log/promised-by", "log/more"),
    *("log/contacted-at", "log/whom", "log/said"),
]
MORE: dict[str, Sequence[Given]] = {
    "log/channel": ("chat", "chat"),
    "log/result": ("working", "working"),
    "log/more": ("more", "more"),
}


@pytest.mark.parametrize("key", LOG_PROMPTS)
def test_back_leads_to_the_prompt_before_and_from_the_first_notes_nothing(
    worker: Caseworker, key: str
) -> None:
    case_id = worker.finished()
    before = bytes_below(worker.home)
    there = LOG_PROMPTS.index(key)
    replies = {**MORE, key: (BACK, *MORE.get(key, ("",))) if there else (BACK,)}
    done = worker.asked(replies, "cases", "log", case_id)
    assert done.code == 0
    assert all(prompt.can_go_back for prompt in done.asked)
    if there:
        assert done.keys[: there + 2] == [*LOG_PROMPTS[: there + 1], LOG_PROMPTS[there - 1]]
        assert len(worker.record(case_id).log) == 1
    else:
        assert done.keys == ["log/channel"]
        assert bytes_below(worker.home) == before


def test_back_from_the_first_detail_of_a_given_channel_notes_nothing(worker: Caseworker) -> None:
    case_id = worker.finished()
    replies: dict[str, Sequence[Given]] = {"log/result": (BACK,)}
    done = worker.asked(replies, "cases", "log", case_id, "--channel", "chat")
    assert (done.code, done.keys) == (0, ["log/result"])
    assert worker.record(case_id).log == ()


def test_four_prompts_and_a_look_back_note_a_call(worker: Caseworker) -> None:
    case_id = worker.finished()
    replies: dict[str, Sequence[Given]] = {
        "log/channel": ("chat",),
        "log/result": ("working",),
        "log/ticket": ("CS-1",),
        "log/promised-by": ("",),
        "log/more": ("done",),
    }
    assert worker.asked(replies, "cases", "log", case_id).keys == list(replies)


def test_who_was_asked_for_a_secret_is_asked_nothing_more(worker: Caseworker) -> None:
    case_id = worker.finished()
    replies: dict[str, Sequence[Given]] = {
        "log/channel": ("chat",),
        "log/result": ("asked-secret",),
    }
    assert worker.asked(replies, "cases", "log", case_id).keys == list(replies)


@pytest.mark.parametrize("result", RESULTS)
def test_every_result_is_noted_in_one_line(worker: Caseworker, result: str) -> None:
    case_id = worker.finished()
    done = worker("cases", "log", case_id, "--channel", "chat", "--result", result)
    assert done.code == 0
    (contact,) = worker.record(case_id).log
    assert contact.result == result


def test_an_unknown_result_is_named_with_those_there_are(worker: Caseworker) -> None:
    case_id = worker.finished()
    done = worker("cases", "log", case_id, "--channel", "chat", "--result", "refusd")
    assert done.code == 2
    assert "refused" in done.err
    assert worker.record(case_id).log == ()


def test_a_promise_told_as_a_length_counts_from_the_contact(worker: Caseworker) -> None:
    case_id = worker.finished()
    replies: dict[str, Sequence[Given]] = {
        "log/channel": ("chat",),
        "log/result": ("working",),
        "log/promised-by": ("3 days",),
        "log/more": ("more",),
        "log/contacted-at": ("2026-11-18 10:00",),
    }
    assert worker.asked(replies, "cases", "log", case_id).code == 0
    (contact,) = worker.record(case_id).log
    assert contact.promised_by is not None
    assert contact.promised_by.date().isoformat() == "2026-11-21"


@LANGUAGES
def test_the_log_names_the_case_and_says_every_answer_back(
    worker: Caseworker, language: str
) -> None:
    case_id = worker.finished()
    replies: dict[str, Sequence[Given]] = {
        "log/channel": ("chat",),
        "log/result": ("working",),
        "log/ticket": ("CS-1",),
        "log/promised-by": ("2026-11-24 10:00",),
        "log/more": ("more",),
        "log/whom": ("Lin",),
    }
    done = worker.asked(replies, "cases", "log", case_id, "--lang", language)
    assert [prompt.key for prompt in done.asked if case_id not in prompt.heading] == []
    title = {"en": "Upay · Lost", "zh": "Upay · 丢钱"}[language]
    assert [prompt.key for prompt in done.asked if title not in prompt.heading] == []
    order = ("ticket", "promised-by", "contacted-at", "whom", "said")
    labels = [say(LOG_FIELDS[name].label) for name in order]
    assert len(done.told) == len(LOG_PROMPTS) - 1
    assert all(text.startswith(label) for label, text in zip(labels, done.told[2:], strict=True))
    shown = [("Lin", done.told[5]), ("CS-1", done.told[2]), ("10:00", done.told[3])]
    assert [value for value, text in shown if value not in text] == []


def test_a_prompt_of_the_log_says_one_thing_about_an_empty_line(worker: Caseworker) -> None:
    replies: dict[str, Sequence[Given]] = {
        **MORE,
        "log/whom": ("Lin", "Lin"),
        "log/said": (BACK, ""),
    }
    done = worker.asked(replies, "cases", "log", worker.finished())
    for prompt in done.asked:
        if isinstance(prompt, Select):
            continue
        # Where an earlier answer is offered, Enter takes that.
        said = 0 if getattr(prompt, "default", "") else 1
        assert len([note for note in prompt.notes if "Enter" in note]) == said, prompt.key


def test_the_channels_offered_are_those_of_the_wallet_and_the_ladder(worker: Caseworker) -> None:
    case_id = worker.finished()
    done = worker.asked({"log/channel": ("chat",)}, "cases", "log", case_id)
    first = done.asked[0]
    assert isinstance(first, Select)
    offered = {choice.value for choice in first.choices}
    assert {"chat", "supervisor", "regulator", "police"} == offered


def test_bodies_of_other_places_are_not_offered_and_still_taken_by_name(worker: Caseworker) -> None:
    ladder = worker.pack / "ladder.yaml"
    rung = "{title: {zh: 香港, en: HK}, purpose: {zh: 用, en: Use}, how: {zh: 写, en: Write}"
    there = f"{ladder.read_text('utf-8')}\nhk: {rung}, regions: [hong-kong]}}\n"
    ladder.write_text(there, encoding="utf-8")
    case_id = worker.finished()
    first = worker.asked({"log/channel": ("chat",)}, "cases", "log", case_id).asked[0]
    assert isinstance(first, Select)
    assert "hk" not in {choice.value for choice in first.choices}
    named = worker("cases", "log", case_id, "--channel", "hk", "--result", "refused")
    assert named.code == 0, named.err


def test_a_case_of_no_wallet_is_offered_no_other_wallets_channels(worker: Caseworker) -> None:
    # A pack's only wallet is the one that every case is about.
    second = SMALL_PACK["wallets/upay.yaml"].replace("id: upay", "id: other-pay")
    (worker.pack / "wallets/other-pay.yaml").write_text(second, encoding="utf-8")
    emergency = worker.asked({"menu:afterwards": ("done",)}, "diagnose", "--guide", "emergency")
    assert emergency.code == 0, emergency.err
    assert worker.record().session.wallet is None
    done = worker.asked({"log/channel": ("police",)}, "cases", "log")
    first = done.asked[0]
    assert isinstance(first, Select)
    assert [choice.value for choice in first.choices] == ["police", "supervisor", "regulator"]


@LANGUAGES
@pytest.mark.parametrize(
    "wrong",
    [
        ("--when", "2027-01-01 10:00"),
        ("--when", "no time at all"),
        ("--promised", "some day"),
        ("--said", "x" * 1_001),
        ("--ticket", "y" * 121),
        ("--ticket", "4111111111111111"),
        ("--said", "密码是hunter2"),
    ],
)
def test_an_option_that_cannot_be_kept_is_an_error_and_nothing_is_noted(
    worker: Caseworker, wrong: tuple[str, str], language: str
) -> None:
    case_id = worker.finished()
    before = worker.record(case_id)
    done = worker("cases", "log", case_id, "--channel", "chat", *wrong, "--lang", language)
    assert (done.code, done.out) == (1, "")
    assert wrong[1] not in done.err
    assert worker.record(case_id) == before


def test_an_unknown_channel_is_named_with_those_there_are(worker: Caseworker) -> None:
    case_id = worker.finished()
    done = worker("cases", "log", case_id, "--channel", "chatt")
    assert done.code == 2
    assert "chat" in done.err
    assert "supervisor" in done.err
    assert worker.record(case_id).log == ()


def test_a_contact_without_a_channel_and_nobody_to_ask_is_wrong_usage(worker: Caseworker) -> None:
    case_id = worker.finished()
    done = worker("cases", "log", case_id, "--ticket", "CS-1")
    assert done.code == 2
    assert "--channel" in done.err
    assert worker.record(case_id).log == ()


def test_an_unfinished_case_has_no_contacts_yet(worker: Caseworker) -> None:
    case_id = worker.left_at("order")
    done = worker("cases", "log", case_id, "--channel", "chat")
    assert done.code == 1
    assert f"cases resume {case_id}" in done.err


def test_what_was_noted_is_shown_and_exported(worker: Caseworker) -> None:
    case_id = worker.finished()
    worker("cases", "log", case_id, *LOGGED)
    for arguments in (("cases", "show", case_id, "--full"), ("export", case_id)):
        done = worker(*arguments)
        for noted in ("4711", "CS-2026-77", "they look into it"):
            assert noted in done.out, (arguments, noted)


@LANGUAGES
def test_who_leaves_halfway_is_told_that_nothing_was_noted(
    worker: Caseworker, language: str
) -> None:
    case_id = worker.finished()
    receipt = worker.cli.file("receipt.txt", "Paid 120 CNY")
    nothing = {"en": "Nothing was noted.", "zh": "什么都没有记"}[language]
    for command in (("log", case_id), ("add", case_id, receipt)):
        with at_the_prompts(someone({"log/channel": ("chat",)}, leaves=True)):
            done = worker("cases", *command, "--lang", language)
        assert done.code == 130
        assert nothing in done.err
    assert worker.record(case_id).log == ()
    assert worker.record(case_id).evidence == ()
