"""`cases close, delete, purge`: what they do, refuse, and say, in both languages."""

from datetime import timedelta

import pytest

from tests.casework.support import LOGGED, REPLIES, Caseworker, Told, bytes_below
from tests.cli.commands import foreign_words
from tests.support import NOW
from wallethelp.ui.prompts import Select, Sign

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
CALLS = {
    "resume": (),
    "log": ("--channel", "chat"),
    "close": (),
    "delete": ("--yes",),
    "show": (),
}


# --- unknown names --------------------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("case_id", ["1120-77", "", "\x1b[2J", "' OR 1=1 --", "%"])
def test_an_unknown_case_ends_with_2_and_changes_nothing(
    worker: Caseworker, call: str, case_id: str, language: str
) -> None:
    known = worker.finished()
    before = bytes_below(worker.home)
    arguments = ("cases", call, case_id, *CALLS[call], "--lang", language)
    done = worker.asked({}, *arguments) if call == "resume" else worker(*arguments)
    assert (done.code, done.out) == (2, "")
    assert known in done.err
    assert "\x1b" not in done.err
    assert bytes_below(worker.home) == before


@LANGUAGES
@pytest.mark.parametrize("call", CALLS)
def test_before_the_first_case_there_is_nothing_to_name(
    worker: Caseworker, call: str, language: str
) -> None:
    arguments = ("cases", call, "1120-1", *CALLS[call], "--lang", language)
    done = worker.asked({}, *arguments) if call == "resume" else worker(*arguments)
    assert (done.code, done.out) == (2, "")
    assert not worker.home.exists()


@pytest.mark.parametrize("call", ["close", "delete"])
def test_closing_and_deleting_take_a_case_by_name_only(worker: Caseworker, call: str) -> None:
    worker.finished()
    assert worker("cases", call).code == 2


# --- closing --------------------------------------------------------------------------------------


@LANGUAGES
def test_a_closed_case_is_kept_and_asks_for_nothing_more(worker: Caseworker, language: str) -> None:
    case_id = worker.finished()
    todo = worker.listed(case_id)
    done = worker("cases", "close", case_id, "--lang", language)
    assert (done.code, done.out) == (0, "")
    assert case_id in done.err
    assert worker.record(case_id).closed
    assert len(worker.listed(case_id)) < len(todo)
    assert "UP20261119153044" in worker("cases", "show", case_id).out
    assert worker("cases", "close", case_id).code == 0


# --- deleting -------------------------------------------------------------------------------------


def _traces(worker: Caseworker) -> list[str]:
    words = ("xiaolin_88", "UP20261119153044", "the money is gone", "CS-2026-77", "4711")
    return [
        f"{name}: {word}"
        for name, content in bytes_below(worker.home).items()
        for word in words
        if any(word.encode(code) in content for code in ("utf-8", "utf-16-le", "utf-16-be"))
    ]


@LANGUAGES
def test_deleted_bytes_are_gone_and_other_cases_stay(worker: Caseworker, language: str) -> None:
    kept = worker.finished(mine=("other_one",), order=("UP-9",), note=("something else",))
    worker.clock.now += timedelta(minutes=1)
    case_id = worker.finished()
    worker("cases", "log", case_id, *LOGGED)
    assert len(_traces(worker)) == 5
    done = worker("cases", "delete", case_id, "--yes", "--lang", language)
    assert (done.code, done.out) == (0, "")
    assert _traces(worker) == []
    assert worker("cases", "show", case_id).code == 2
    assert "other_one" not in worker("export", kept, "-f", "text").out, "masked"
    assert worker.record(kept).finished


def test_what_cannot_be_promised_is_said(worker: Caseworker) -> None:
    done = worker("cases", "delete", worker.finished(), "--yes")
    assert "1 " in done.err
    for beyond in ("exported", "backups", "disk"):
        assert beyond in done.err


@LANGUAGES
@pytest.mark.parametrize("call", ["delete", "purge"])
def test_nothing_is_deleted_without_a_word_from_somebody(
    worker: Caseworker, call: str, language: str
) -> None:
    case_id = worker.finished()
    worker.clock.now += timedelta(days=3)
    what = (case_id,) if call == "delete" else ("--older-than", "1 day")
    before = bytes_below(worker.home)
    done = worker("cases", call, *what, "--lang", language)
    assert (done.code, done.out) == (2, "")
    assert "--yes" in done.err
    assert case_id in done.err
    assert bytes_below(worker.home) == before


@pytest.mark.parametrize("call", ["delete", "purge"])
def test_a_person_is_asked_first_and_nothing_is_preselected(worker: Caseworker, call: str) -> None:
    case_id = worker.finished()
    worker.clock.now += timedelta(days=3)
    what = (case_id,) if call == "delete" else ("--older-than", "1 day")
    before = bytes_below(worker.home)
    done = worker.asked({"delete": ("no",)}, "cases", call, *what)
    prompt = done.asked[0]
    assert isinstance(prompt, Select)
    assert (prompt.key, prompt.must_choose, prompt.default, done.code) == ("delete", True, None, 0)
    assert case_id in prompt.question
    assert "Upay · Lost" in prompt.question
    assert bytes_below(worker.home) == before
    assert worker.asked({"delete": ("yes",)}, "cases", call, *what).code == 0
    assert _traces(worker) == []


def test_leaving_at_that_question_deletes_nothing(worker: Caseworker) -> None:
    case_id = worker.finished()
    before = bytes_below(worker.home)
    worker.interrupted({}, "cases", "delete", case_id)
    assert bytes_below(worker.home) == before


def test_an_id_is_not_given_again_right_after_a_deletion_of_another(worker: Caseworker) -> None:
    first, second = worker.finished(), worker.finished(note=("again",))
    worker("cases", "delete", first, "--yes")
    third = worker.finished()
    assert third not in (first, second)


# --- purging --------------------------------------------------------------------------------------


def _of_ages(worker: Caseworker, *days: int) -> list[str]:
    """Cases last touched so many days ago; the clock ends at NOW."""
    ids = []
    for age in days:
        worker.clock.now = NOW - timedelta(days=age)
        ids.append(worker.finished())
    worker.clock.now = NOW
    return ids


@pytest.mark.parametrize(
    ("length", "left"),
    [("90 days", 2), ("30 days", 1), ("1 day", 1), ("720 hours", 1), ("9999 days", 3)],
)
def test_cases_not_touched_for_that_long_are_purged(
    worker: Caseworker, length: str, left: int
) -> None:
    ids = _of_ages(worker, 120, 60, 0)
    done = worker("cases", "purge", "--older-than", length, "--yes")
    assert done.code == 0
    listed = worker("cases").out
    assert [case_id in listed for case_id in ids] == [n >= 3 - left for n in range(3)]


def test_a_case_worked_on_since_is_not_old(worker: Caseworker) -> None:
    (case_id,) = _of_ages(worker, 120)
    worker("cases", "log", case_id, "--channel", "chat")
    assert worker("cases", "purge", "--older-than", "90 days", "--yes").code == 0
    assert worker.record(case_id).finished


def test_unfinished_and_closed_cases_grow_old_too(worker: Caseworker) -> None:
    unfinished = worker.left_at("note", mine=("xiaolin_88",))
    worker("cases", "close", worker.finished())
    worker.clock.now += timedelta(days=100)
    done = worker("cases", "purge", "--older-than", "90 days", "--yes")
    assert done.code == 0
    assert unfinished not in worker("cases").out
    assert _traces(worker) == []


@LANGUAGES
def test_where_no_case_is_that_old_nothing_is_asked(worker: Caseworker, language: str) -> None:
    case_id = worker.finished()
    done = worker("cases", "purge", "--older-than", "90 days", "--lang", language)
    assert (done.code, done.out) == (0, "")
    assert worker.record(case_id).finished


@LANGUAGES
@pytest.mark.parametrize(
    "length",
    ["", "90", "soon", "-1 days", "90d", "3 working days", "1.5 days", "99999 days", "1 day; x"],
)
def test_a_length_that_is_none_is_wrong_usage(
    worker: Caseworker, length: str, language: str
) -> None:
    case_id = worker.finished()
    worker.clock.now += timedelta(days=1000)
    done = worker("cases", "purge", f"--older-than={length}", "--yes", "--lang", language)
    assert (done.code, done.out) == (2, "")
    assert "90 days" in done.err
    assert worker.record(case_id).finished


def test_a_purge_needs_a_length(worker: Caseworker) -> None:
    assert worker("cases", "purge", "--yes").code == 2


# --- what to do now -------------------------------------------------------------------------------


@LANGUAGES
def test_the_list_says_what_to_do_for_each_case(worker: Caseworker, language: str) -> None:
    def listed() -> Told:
        return worker("cases", "--lang", language)

    unfinished = worker.left_at("mine")
    case_id = worker.finished()
    solved = worker.asked({**REPLIES, "lost/gone": ("not-charged",)}, "diagnose", "--guide",
                          "lost", "--wallet", "upay")  # fmt: skip
    assert solved.code == 0
    assert f"cases resume {unfinished}" in listed().out
    assert f"export {case_id}" not in listed().out
    worker.clock.now += timedelta(days=30)
    assert f"export{case_id}--forchat" in "".join(listed().out.split())


@LANGUAGES
def test_the_first_screen_says_what_is_due(worker: Caseworker, language: str) -> None:
    case_id = worker.finished()
    worker("cases", "log", case_id, "--channel", "chat", "--promised", "2026-11-24")
    worker.clock.now += timedelta(days=10)
    done = worker.interrupted({}, "diagnose", "--lang", language)
    overdue = {"en": "Overdue since Tue 24 Nov", "zh": "11月24日 周二到期"}[language]
    assert [overdue in label for label in due_in(done)] == [True]
    worker("cases", "close", case_id)
    assert due_in(worker.interrupted({}, "diagnose", "--lang", language)) == []


def due_in(told: Told) -> list[str]:
    """What the first screen says is due."""
    first = told.asked[0]
    assert isinstance(first, Select)
    return [c.label for c in first.choices if c.value in (Sign.DUE, Sign.DUE_NEXT)]


def test_a_promise_is_told_at_the_start_though_the_summary_had_no_date(
    worker: Caseworker,
) -> None:
    guide = worker.pack / "guides/lost.yaml"
    text = guide.read_text(encoding="utf-8")
    guide.write_text(
        text.replace("    follow_up: {after: 3 working days, basis: ours}\n", ""), encoding="utf-8"
    )
    case_id = worker.finished()
    assert due_in(worker.interrupted({}, "diagnose")) == []
    worker("cases", "log", case_id, "--channel", "chat", "--promised", "2026-11-24")
    assert len(due_in(worker.interrupted({}, "diagnose"))) == 1


def test_the_case_to_go_on_with_is_named_in_the_language_switched_to(worker: Caseworker) -> None:
    worker.left_at("mine")
    done = worker.interrupted({"menu:what": (Sign.LANGUAGE,)}, "diagnose")
    first, second = (screen for screen in done.asked if isinstance(screen, Select))
    labels = [
        next(choice.label for choice in screen.choices if choice.value is Sign.RESUME)
        for screen in (first, second)
    ]
    assert ["Lost" in label for label in labels] == [True, False]
    assert ["丢钱" in label for label in labels] == [False, True]
    assert foreign_words(labels[1] + done.err, "zh") == set()


@pytest.mark.parametrize(("kept_in", "read_in"), [("en", "zh"), ("zh", "en")])
def test_a_case_kept_in_one_language_is_read_in_the_other(
    worker: Caseworker, kept_in: str, read_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WALLETHELP_LANG", kept_in)
    typed = {"note": "钱不见了" if kept_in == "zh" else "the money is gone", "mine": "88"}
    case_id = worker.finished(**{key: (text,) for key, text in typed.items()})
    worker.left_at("note")
    assert (
        worker("cases", "log", case_id, "--channel", "chat", "--promised", "2026-11-24").code == 0
    )
    worker.clock.now += timedelta(days=30)
    monkeypatch.setenv("WALLETHELP_LANG", read_in)
    for arguments in (
        ("cases",),
        ("cases", "show", case_id),
        ("cases", "show"),
        ("export", case_id, "--for", "complaint"),
        ("export", case_id, "--for", "phone", "--format", "text"),
        ("cases", "log", case_id, "--channel", "supervisor"),
        ("cases", "delete", case_id),
        ("cases", "close", case_id),
    ):
        told = worker(*arguments)
        read = told.out + told.err
        for text in (*typed.values(), "CNY", "UP20261119153044", "xiaolin_88"):
            read = read.replace(text, "")
        assert foreign_words(read, read_in) == set(), (arguments, read)
