"""The pages that are opened: real exports, every outcome and purpose, and a hostile page."""

from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, GIVEN, as_it_was
from tests.letters import letter, parts_of
from tests.support import loaded
from tests.walks import WORLD, case_from, fullest_to, one_per_outcome
from wallethelp.cli.boundary import run
from wallethelp.core.onward import READERS, Reader
from wallethelp.core.redact import redacted
from wallethelp.core.text import Language
from wallethelp.i18n import speaking
from wallethelp.render.case_page import case_page
from wallethelp.render.document import document_of
from wallethelp.render.html import html_of
from wallethelp.render.page import Entry, Page, Paragraph, Quote, Rule, Section, Signing, Title
from wallethelp.render.shaped import PURPOSES, SIZES, shaped_page

LANGUAGES: tuple[Language, ...] = ("zh", "en")
EXPORTS = tuple(f"export-{language}" for language in LANGUAGES)
HOSTILE = "hostile"
TOPPED_UP, STOLEN = "top-up-failed/report", "coins/report-theft"
LETTERS: dict[str, tuple[str, Reader]] = {
    **{f"letter-{reader}": (TOPPED_UP, reader) for reader in READERS},
    "letter-coins": (STOLEN, "police"),
}
"""Statements: the end their case comes to, and who reads them."""
NAMES = (
    *EXPORTS,
    *(f"{walk.outcome}-{language}" for walk in one_per_outcome() for language in LANGUAGES),
    *(f"for-{purpose}-{language}" for purpose in PURPOSES for language in LANGUAGES),
    *(f"{letter}-{language}" for letter in LETTERS for language in LANGUAGES),
    HOSTILE,
)
MARKUP = (
    "<script>document.title = 'broken'</script>",
    "<img src=http://127.0.0.1:9/x.png onerror=alert(1)>",
    "</style><style>@import url(http://127.0.0.1:9/x.css);</style>",
    "</title></p></dd></dl></main><iframe src=http://127.0.0.1:9/></iframe>",
    '"\' onclick=alert(1) x="><svg onload=alert(1)>',
    "<!-- &lt;b&gt; &amp; ]]> {amount} [red] --",
)
LONG = (
    "x" * 3_000,
    "https://wallet.example/" + "a1" * 500,
    "钱" * 3_000,
    "W" * 200 + " " + "9" * 200,
    "Ten kilobytes of a story. " * 400,
)


def write_pages(folder: Path) -> dict[str, Path]:
    """Every page in a file of its own, by name."""
    files = {name: folder / f"{name}.html" for name in NAMES}
    _export(folder, files)
    for language in LANGUAGES:
        for name, page in _pages(language).items():
            files[f"{name}-{language}"].write_text(html_of(page, language), "utf-8")
    files[HOSTILE].write_text(html_of(hostile_page(), "en"), "utf-8")
    return files


def hostile_page() -> Page:
    """Markup, words that cannot be broken and 10 KB, wherever a page has text."""
    texts = (*MARKUP, *LONG)
    return (
        Title(MARKUP[3], LONG[0]),
        Rule(),
        *(Paragraph(text, "warning") for text in texts),
        *(Section(text) for text in texts),
        *(Entry(text[:200], text, texts, "good") for text in texts),
        Section("Dashes"),
        *(Entry("-", text, texts) for text in texts),
        *(Quote(text) for text in texts),
        *(Signing(text, texts) for text in texts),
        Quote("\n".join(texts)),
        Rule(),
    )


def _pages(language: Language) -> dict[str, Page]:
    with speaking(language):
        cases = {
            walk.outcome: redacted(case_from(walk), WORLD.pack.fields) for walk in one_per_outcome()
        }
        pages: dict[str, Page] = {
            outcome: case_page(document_of(case, WORLD.pack, case_id="1120-1"))
            for outcome, case in cases.items()
        }
        for purpose in PURPOSES:
            document = document_of(
                cases["contact"], WORLD.pack, case_id="1120-1", size=SIZES[purpose]
            )
            pages[f"for-{purpose}"] = shaped_page(document, purpose)
        for name, (end, reader) in LETTERS.items():
            pages[name] = letter(parts_of(fullest_to(end)), reader).page
    return pages


def _export(folder: Path, files: dict[str, Path]) -> None:
    """A case with a history, made and exported as a person would."""
    home, answers = folder / "home", folder / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    commands: list[tuple[str | Path, ...]] = [
        (*GIVEN, "--answers", answers),
        (
            *("cases", "log", "--channel", "phone", "--whom", "<b>Lin</b> & Wu"),
            *("--ticket", "TK-2026-77", "--said", "They are asking the bank."),
            *("--promised", "3 working days"),
        ),
        *(
            ("--lang", language, "export", "--format", "html", "-o", files[f"export-{language}"])
            for language in LANGUAGES
        ),
    ]
    # In this process: four new ones take as long as all of the pages.
    with pytest.MonkeyPatch.context() as patch, as_it_was():
        patch.setenv("WALLETHELP_HOME", str(home))
        patch.setenv("WALLETHELP_LANG", "en")
        patch.setattr("wallethelp.pack.cache.open_pack", lambda folder, *_watch: loaded(folder))
        for command in commands:
            assert run([str(word) for word in command]) == 0
