"""The lists in `docs/safety.md`: `python -m tests.core.privacy.safety_page` makes them anew."""

from pathlib import Path

from wallethelp.core.privacy.codes import BARE_CODES
from wallethelp.core.privacy.door import LABELLED
from wallethelp.core.privacy.files import FILES, FileRow
from wallethelp.core.privacy.harmless import BY_FORM, BY_WORDS, IN_SENTENCES

PAGE = Path(__file__).parents[3] / "docs" / "safety.md"
_BEGIN = "<!-- rules: written by `python -m tests.core.privacy.safety_page` -->\n"
_END = "<!-- end of the rules -->\n"
_BEGIN_FILES = "<!-- files: written by `python -m tests.core.privacy.safety_page` -->\n"
_END_FILES = "<!-- end of the files -->\n"
_LONGEST = 48


def _quoted(examples: tuple[str, ...]) -> str:
    short = [text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in examples]
    return ", ".join(f"`{text}`" for text in short)


def _rules() -> str:
    refused = [
        f"- {rule.finds}: {_quoted(rule.examples)}; but not {_quoted(rule.counter_examples)}."
        for rule in (*LABELLED, *BARE_CODES)
    ]
    rows = dict.fromkeys((*BY_FORM, *BY_WORDS, *IN_SENTENCES))
    explained = [
        f"- {row.name}: {_quoted(row.examples)}"
        for row in rows
        if "※" not in f"{row.pattern.compiled}{row.examples}"
    ]
    return "\n".join(
        [*refused, "", "A number is explained, and no secret, as one of these:", "", *explained, ""]
    )


def _files() -> str:
    def named(row: FileRow) -> str:
        return f": {_quoted(row.names)}" if row.names else ""

    return "\n".join(f"- {row.finds}{named(row)}" for row in FILES)


def _between(page: str, begin: str, content: str, end: str) -> str:
    before, _, rest = page.partition(begin)
    after = rest.partition(end)[2]
    return f"{before}{begin}\n{content}\n{end}{after}"


def written(page: str) -> str:
    """`page` with the marked blocks made anew."""
    page = _between(page, _BEGIN, _rules(), _END)
    return _between(page, _BEGIN_FILES, _files() + "\n", _END_FILES)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
