"""The lists of `docs/safety.md`: `python -m tests.core.privacy.safety_page` makes them anew."""

from collections.abc import Iterator
from pathlib import Path

from wallethelp.core.privacy.codes import BARE_CODES
from wallethelp.core.privacy.door import LABELLED

PAGE = Path(__file__).parents[3] / "docs" / "safety.md"
BEGIN, END = "<!-- the rules, begin -->\n", "<!-- the rules, end -->\n"
LONGEST = 60
SHOWN = 3
"""Examples named for each rule."""


def rules_as_markdown() -> str:
    """A table of all rules: what each finds, examples, and what it leaves alone."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "| what is found | for example | left alone |"
    yield "|---|---|---|"
    for rule in (*LABELLED, *BARE_CODES):
        found, left = _quoted(rule.examples), _quoted(rule.counter_examples)
        yield f"| {_cell(rule.finds)} | {found} | {left} |"


def _quoted(texts: tuple[str, ...]) -> str:
    return "<br>".join(f"“{_cell(_short(text))}”" for text in texts[:SHOWN])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _cell(text: str) -> str:
    """A text that Markdown shows as it is."""
    shown = " ".join(text.split())
    for sign in r"\`*_{}[]<>|":
        shown = shown.replace(sign, f"\\{sign}")
    return shown


def with_rules(page: str) -> str:
    """`page` with the block between the two marks made anew."""
    before, _, rest = page.partition(BEGIN)
    _old, _, after = rest.partition(END)
    return f"{before}{BEGIN}{rules_as_markdown()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_rules(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
