"""`--help` and wrong usage: in one language, within the terminal, with examples that work."""

import sys
from collections.abc import Iterator

import pytest

from tests.cli.commands import commands, foreign_words, options_of
from tests.cli.support import Here
from wallethelp.cli.examples import EXAMPLES
from wallethelp.i18n import _, speaking
from wallethelp.render.wrap import width_of

COMMANDS = commands()
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
WIDTHS = pytest.mark.parametrize("columns", [40, 80])
Words = tuple[str, ...]


def _helps(cli: Here, language: str) -> Iterator[tuple[Words, list[str]]]:
    for words in COMMANDS:
        done = cli(*words, "--help", "--lang", language)
        assert (done.code, done.err) == (0, ""), words
        yield words, done.out.splitlines()


def _without_examples(words: Words, lines: list[str], language: str) -> str:
    """What a person reads; what they would type is left out."""
    with speaking(language):  # type: ignore[arg-type]
        typed = {part for e in EXAMPLES[_path(words)] for part in _(e.line).split()}
    return "\n".join(" ".join(w for w in line.split() if w not in typed) for line in lines)


def _path(words: Words) -> str:
    return " ".join(("wallethelp", *words))


@LANGUAGES
@WIDTHS
def test_every_help_is_in_one_language_and_fits(
    cli: Here, language: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for words, lines in _helps(cli, language):
        assert max(map(width_of, lines)) <= columns, words
        assert foreign_words(_without_examples(words, lines, language), language) == set(), words


@LANGUAGES
def test_every_help_begins_with_examples_and_names_every_option_once(
    cli: Here, language: str
) -> None:
    for words, lines in _helps(cli, language):
        examples = EXAMPLES[_path(words)]
        assert 2 <= len(examples) <= 3, words
        assert lines[lines.index("") + 2].startswith("  wallethelp"), words
        names = [line.split()[0].rstrip(",") for line in lines if line.startswith("  -")]
        assert len(names) == len(set(names)), words
        shown = {name for line in lines for name in line.replace(",", "").split()}
        assert options_of(COMMANDS[words]).keys() | {"-h", "--help"} <= shown, words


def test_common_options_stand_together_at_the_end(cli: Here) -> None:
    common = ["--lang", "--flows", "--plain", "--ascii", "--color", "-h,"]
    for words, lines in _helps(cli, "en"):
        below = lines[lines.index("Common options") + 1 :]
        assert [line.split()[0] for line in below if line.startswith("  -")] == common, words


def test_every_command_has_examples_and_nothing_else_has() -> None:
    assert EXAMPLES.keys() == {_path(words) for words in COMMANDS}


def test_without_a_terminal_the_program_shows_its_help(cli: Here) -> None:
    assert cli().out == cli("--help").out


def _wrong_usages() -> Iterator[Words]:
    for words, command in COMMANDS.items():
        options = options_of(command)
        yield (*words, "--nonsense")
        yield (*words, "-x")
        for option, stands_alone in options.items():
            if option.startswith("--"):
                yield (*words, f"{option}=x") if stands_alone else (*words, option)
                yield (*words, f"{option}x")
        if any(parameter.required for parameter in command.params):
            yield words
        if getattr(command, "commands", {}):
            yield (*words, "nonsense")
            yield (*words, "--", "--json")
        elif words != ("diagnose",):
            yield (*words, *["word"] * 3)
    yield ("flows",)


@LANGUAGES
def test_every_wrong_usage_is_told_in_one_language_and_fits(
    cli: Here, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    usages = list(_wrong_usages())
    assert len(usages) > 200
    for words in usages:
        done = cli("--lang", language, *words)
        assert (done.code, done.out) == (2, ""), words
        assert max(map(width_of, done.err.splitlines())) <= 40, done.err
        told = done.err
        for word in words:
            told = told.replace(word.removesuffix("=x"), "")
        assert foreign_words(told, language) == set(), done.err


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("cases", "log", "--when"), "cases log"),
        (("cases", "log", "--whne", "x"), "cases log"),
        (("cases", "close"), "cases close"),
        (("cases", "--flows"), "cases"),
        (("cases", "nonsense"), "cases"),
    ],
)
def test_wrong_usage_leads_to_the_help_of_its_command(
    cli: Here, words: Words, command: str
) -> None:
    assert f"wallethelp {command} --help\n" in cli(*words).err
