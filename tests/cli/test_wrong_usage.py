"""Wrong usage and unknown names: exit 2, the names that exist, the closest one, no traceback."""

import re

import pytest

from tests.cli.support import ANSWERS, Here, lines_of
from tests.support import shipped

PACK = shipped().pack
CHINESE = re.compile(r"[\u3400-\u9fff]")
LANGUAGES = ["en", "zh"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "closest", "existing"),
    [
        (["channels", "upya"], "upay", sorted(PACK.wallets)),
        (["guides", "top-up-fialed"], "top-up-failed", sorted(PACK.guides)[:3]),
        (["export", "--format", "markdwon"], "markdown", ["markdown", "text", "json"]),
        (["--color", "alway", "guides"], "always", ["auto", "always", "never"]),
        (["diagnose", "--wallet", "tpoay", "--answers", "a.yaml"], "topay", sorted(PACK.wallets)),
        (["diagnose", "--guide", "emergancy", "--answers", "a.yaml"], "emergency", []),
        # Told before it is told that somebody or something is missing.
        (["diagnose", "--guide", "topup-failed", "--no-input"], "top-up-failed", []),
        (["diagnose", "--wallet", "upai", "--no-input"], "upay", sorted(PACK.wallets)),
        (["diagnose", "--guide", "topup-failed", "--answers", "none.yaml"], "top-up-failed", []),
        (["channels", "--for", "topup-failed"], "top-up-failed", []),
        (["export", "--for", "compliant"], "complaint", []),
        (["diagnos"], "diagnose", []),
        (["cases", "shwo"], "show", []),
        (["flows", "chekc"], "check", []),
        (["guides", "--flos", "x"], "--flows", []),
        (["--asci"], "--ascii", []),
    ],
)
def test_an_unknown_name_tells_the_closest_one_and_those_that_exist(
    cli: Here, arguments: list[str], closest: str, existing: list[str], language: str
) -> None:
    cli.file("a.yaml", ANSWERS)
    done = cli(*arguments, "--lang", language)
    assert (done.code, done.out) == (2, "")
    assert closest in done.err
    assert [name for name in existing if name not in done.err] == []
    assert bool(CHINESE.search(done.err)) == (language == "zh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "arguments",
    [
        ["guides", "one", "two"],
        ["diagnose", "--wallet"],
        ["export", "-o"],
        ["flows"],
        ["--no-such-thing"],
        ["nonsense"],
        ["cases", "show", "no-such-case"],
        ["export", "no-such-case"],
        ["export"],
        ["cases", "show"],
        ["diagnose"],
        ["diagnose", "--no-input"],
        ["diagnose", "my top-up", "--guide", "top-up-failed", "--no-input"],
        ["cases", "resume", "no-such-case"],
        ["cases", "--json", "show"],
        ["guides", "--plain=yes"],
        ["guides", "--lang"],
        ["guides", ""],
        ["channels", "no\x1b[31mred\u202etext"],
        ["guides", "x" * 5000],
    ],
)
def test_wrong_usage_is_told_in_words_of_the_language(
    cli: Here, arguments: list[str], language: str
) -> None:
    done = cli("--lang", language, *arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", done.err)
    first = lines_of(done.err)[0]
    assert bool(CHINESE.search(first)) == (language == "zh")
    assert len(done.err) < 2000


def test_an_unknown_language_is_named_with_those_there_are(cli: Here) -> None:
    done = cli("--lang", "fr", "guides")
    assert done.code == 2
    assert "fr" in done.err
    assert "zh" in done.err
    assert "en" in done.err


def test_a_case_that_is_not_there_is_told_with_those_that_are(cli: Here) -> None:
    cli.answered()
    done = cli("cases", "show", "0000-9")
    assert done.code == 2
    assert re.search(r"\d{4}-1", done.err)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_to_answer_is_one_sentence_and_what_to_do(cli: Here, language: str) -> None:
    done = cli("diagnose", "--lang", language)
    assert done.code == 2
    assert "--answers" in done.err
    assert len(lines_of(done.err)) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_answer_names_the_step_and_its_choices(cli: Here, language: str) -> None:
    answers = ANSWERS.replace("  top-up-failed/asked: not-yet\n", "")
    done = cli.answered(answers, "--lang", language)
    assert (done.code, done.out) == (2, "")
    assert "top-up-failed/asked" in done.err
    step = PACK.guides["top-up-failed"].steps["asked"]
    for option in getattr(step, "options", {"?": None}):
        assert option in done.err


def test_a_missing_detail_is_named_as_a_field(cli: Here) -> None:
    done = cli.answered(ANSWERS.replace("  amount: 120 CNY\n", ""))
    assert done.code == 2
    assert "amount" in done.err
    assert "fields" in done.err


def test_a_missing_guide_is_asked_for_by_name(cli: Here) -> None:
    done = cli("diagnose", "--no-input", "--answers", cli.file("a.yaml", ANSWERS))
    assert done.code == 2
    assert "--guide" in done.err


def test_a_missing_optional_detail_is_no_mistake(cli: Here) -> None:
    answers = ANSWERS.replace("  charge-proof: have\n", "").replace("TX-2026-0042", "unknown")
    assert cli.answered(answers).code == 0
