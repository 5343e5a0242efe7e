"""Every error is told in one language; what was typed, and is to be typed, stands as it is."""

import re
from collections.abc import Callable

import pytest

from tests.cli.commands import foreign_words
from tests.cli.support import ANSWERS, Here

IN_WRONG = {
    *("statement", "complete", "completed", "pending", "returned", "not-there", "unknown"),
    *("amount", "plenty"),
}
"""Ids and values that stand in `wrong.yaml`, or should."""
Words = tuple[str, ...]
Wrongly = Callable[[str, Words], str]
GIVEN = ("--no-input", "--guide", "top-up-failed", "--wallet", "upay", "--answers", "a.yaml")
NAMED = [
    (("channels", "alipay"), "--wallet other"),
    (("diagnose", "--wallet", "alipay"), "--wallet other"),
    (("channels", "upay", "--for", "alipay"), "top-up-failed"),
    (("guides", "alipay"), "top-up-failed"),
    (("export", "--format", "pdf"), "markdown"),
    (("export", "--for", "lawyer"), "complaint"),
    (("--color", "pink", "guides"), "never"),
    (("--lang", "fr", "guides"), "zh"),
    (("cases", "show", "0000-0"), "CASE"),
    (("cases", "log", "--channel", "pigeon"), "supervisor"),
    (("frobnicate",), "diagnose"),
    (("cases", "frobnicate"), "resume"),
    (("guides", "--frobnicate"), "--sources"),
]
"""Names close to nothing, and one of those that there are."""
OTHERS = [
    ("diagnose",),
    ("diagnose", "--no-input"),
    ("diagnose", "x", "--guide", "top-up-failed"),
    ("diagnose", "--helping", "y" * 50),
    ("diagnose", *GIVEN, "-o", "a.yaml"),
    ("diagnose", *GIVEN, "-o", "nowhere/x.md"),
    ("diagnose", *GIVEN[:-1], "none.yaml"),
    ("diagnose", *GIVEN[:-1], "folder"),
    ("diagnose", *GIVEN[:-1], "broken.yaml"),
    ("diagnose", *GIVEN[:-1], "broken.json"),
    ("diagnose", *GIVEN[:-1], "wrong.yaml"),
    ("guides", "--find", "x", "--sources"),
    ("guides", "--flows", "none"),
    ("guides", "--flows", "folder"),
    ("export", "--reveal"),
    ("export", "--format", "ics", "--for", "chat"),
    ("export", "--format", "json", "--for", "social"),
    ("cases", "purge", "--older-than", "soon"),
    ("cases", "delete", "CASE"),
    ("cases", "log"),
    ("cases", "log", "--channel", "chat", "--when", "soon"),
    ("cases", "resume", "CASE"),
    ("cases", "--json", "show"),
]
FILES = {
    "a.yaml": ANSWERS,
    "broken.yaml": "steps: [a, b\n",
    "broken.json": '{"steps": ',
    "wrong.yaml": ANSWERS.replace("completed", "complete").replace("120 CNY", "plenty"),
}


@pytest.fixture(autouse=True)
def case_id(cli: Here) -> str:
    """The id of the one case there is, beside the files."""
    for name, content in FILES.items():
        cli.file(name, content)
    (cli.folder / "folder").mkdir()
    assert cli("diagnose", *GIVEN).code == 0
    return str(re.findall(r"\d{4}-1", cli("cases").out)[0])


@pytest.fixture
def wrongly(cli: Here, case_id: str, monkeypatch: pytest.MonkeyPatch) -> Wrongly:
    """Runs an erroneous command in a language; returns what it told."""

    def run(language: str, words: Words) -> str:
        monkeypatch.setenv("WALLETHELP_LANG", language)
        done = cli(*(case_id if word == "CASE" else word for word in words))
        assert (done.code in (1, 2), done.out) == (True, ""), words
        return done.err

    return run


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_error_is_in_one_language(wrongly: Wrongly, language: str) -> None:
    for words in (*(named for named, _one in NAMED), *OTHERS):
        told = wrongly(language, words)
        for literal in (*words, "nowhere", "steps", "fields", "CNY", "USDT"):
            told = told.replace(literal, "")
        assert foreign_words(told, language) - IN_WRONG == set(), (words, told)


def test_a_name_close_to_nothing_is_told_with_those_there_are_and_no_guess(
    wrongly: Wrongly, case_id: str
) -> None:
    for words, one in NAMED:
        told = wrongly("en", words)
        assert (case_id if one == "CASE" else one) in told, words
        assert "Did you mean" not in told, words
