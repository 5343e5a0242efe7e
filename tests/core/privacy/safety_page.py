"""The lists in `docs/safety.md` and its Chinese twin, made anew from the rules by
`python -m tests.core.privacy.safety_page`.
"""

from collections.abc import Mapping
from pathlib import Path

from wallethelp.core.privacy.codes import BARE_CODES
from wallethelp.core.privacy.door import LABELLED
from wallethelp.core.privacy.files import FILES, FileRow
from wallethelp.core.privacy.harmless import BY_FORM, BY_WORDS, IN_SENTENCES

_DOCS = Path(__file__).parents[3] / "docs"
_CHINESE = _DOCS / "safety.zh-CN.md"
PAGES = (_DOCS / "safety.md", _CHINESE)
_WORDS: Mapping[str, str] = dict(
    line.split("\t")
    for line in Path(__file__).with_name("words.zh.tsv").read_text("utf-8").splitlines()
)
"""What the rules say of themselves, in Chinese."""
_BEGIN = "<!-- rules: written by `python -m tests.core.privacy.safety_page` -->\n"
_END = "<!-- end of the rules -->\n"
_BEGIN_FILES = "<!-- files: written by `python -m tests.core.privacy.safety_page` -->\n"
_END_FILES = "<!-- end of the files -->\n"
_LONGEST = 48


def _quoted(examples: tuple[str, ...]) -> str:
    short = [text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in examples]
    return ", ".join(f"`{text}`" for text in short)


def _rules(words: Mapping[str, str] | None) -> str:
    rows = dict.fromkeys((*BY_FORM, *BY_WORDS, *IN_SENTENCES))
    shown = [row for row in rows if "※" not in f"{row.pattern.compiled}{row.examples}"]
    rules = (*LABELLED, *BARE_CODES)
    if words is None:
        refused = [
            f"- {rule.finds}: {_quoted(rule.examples)}; but not {_quoted(rule.counter_examples)}."
            for rule in rules
        ]
        told = "A number is explained, and no secret, as one of these:"
        explained = [f"- {row.name}: {_quoted(row.examples)}" for row in shown]
    else:
        refused = [
            f"- {words[rule.finds]}：{_quoted(rule.examples)}；"
            f"但不包括 {_quoted(rule.counter_examples)}。"
            for rule in rules
        ]
        told = "下面这些数字有说明，不算秘密："
        explained = [f"- {words[row.name]}：{_quoted(row.examples)}" for row in shown]
    return "\n".join([*refused, "", told, "", *explained, ""])


def _files(words: Mapping[str, str] | None) -> str:
    def named(row: FileRow) -> str:
        colon = ": " if words is None else "："
        return f"{colon}{_quoted(row.names)}" if row.names else ""

    return "\n".join(
        f"- {row.finds if words is None else words[row.finds]}{named(row)}" for row in FILES
    )


def _between(page: str, begin: str, content: str, end: str) -> str:
    before, _, rest = page.partition(begin)
    after = rest.partition(end)[2]
    return f"{before}{begin}\n{content}\n{end}{after}"


def written(page: Path) -> str:
    """The text of `page` with the marked blocks made anew. Raises KeyError for a missing word."""
    words = _WORDS if page == _CHINESE else None
    text = _between(page.read_text("utf-8"), _BEGIN, _rules(words), _END)
    return _between(text, _BEGIN_FILES, _files(words) + "\n", _END_FILES)


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(written(page), "utf-8")
