"""The door against tables of made-up secrets, numbers, contacts and ordinary sentences.

`cases.tsv`: where it is typed, text, right result, kind. `{code}` and such are for every value
of that name in `values.tsv`. `reader.tsv` is by a reader who did not know the rules.
Nobody's data: everything is invented, and card numbers are the test numbers of payment services.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, cast

import pytest

from wallethelp.core.privacy.contacts import mask_contacts
from wallethelp.core.privacy.door import inspect
from wallethelp.core.privacy.verdicts import Passed, Refused, TextKind
from wallethelp.core.text import clean

_HERE = Path(__file__).parent
KINDS: tuple[TextKind, ...] = ("free", "reference", "account", "typed")


class Case(NamedTuple):
    """One line of a table; in `where`, “any” is every kind of field and “mask” what leaves."""

    where: Literal["any", "mask"] | TextKind
    text: str
    right: str
    kind: str


def rows(name: str) -> list[list[str]]:
    """The lines of a table, without its head; \\n in a text is a new line."""
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [[cell.replace("\\n", "\n") for cell in line] for line in lines[1:]]


def _values() -> dict[str, list[str]]:
    values = defaultdict(list)
    for name, value in rows("values.tsv"):
        values[name].append(value)
    return values


VALUES = _values()


def filled(text: str) -> Iterator[str]:
    """The text with each value of what it names in braces."""
    name = next((name for name in VALUES if f"{{{name}}}" in text), None)
    for value in VALUES[name] if name else [""]:
        # An address has one @, before the host.
        written = value.replace("@", "") if "://" in text else value
        yield text.replace(f"{{{name}}}", written)


def _by_kind() -> dict[str, list[Case]]:
    kinds = defaultdict(list)
    for name in ("cases.tsv", "reader.tsv"):
        for line in rows(name):
            case = Case(*cast("tuple[TextKind, str, str, str]", line))
            kinds[f"{name[:-4]}: {case.kind}"].append(case)
    return kinds


CASES = _by_kind()


def _is_right(case: Case, text: str) -> bool:
    if case.where == "mask":
        # What is right once is right the second time.
        return mask_contacts(text) == case.right == mask_contacts(case.right)
    text = clean(text)
    verdicts = [inspect(text, kind) for kind in (KINDS if case.where == "any" else (case.where,))]
    match case.right.split():
        case ["refuse", *secret]:
            return all(
                isinstance(one, Refused) and secret in ([], [one.secret]) for one in verdicts
            )
        case ["cut"]:
            return all(isinstance(one, Passed) and one.cut for one in verdicts)
        case ["keep"]:
            return verdicts == [Passed(text, cut=False)] * len(verdicts)
        case _:
            raise AssertionError(case)


@pytest.mark.parametrize("kind", CASES)
def test_a_text_comes_to_what_is_right(kind: str) -> None:
    wrong = [
        text for case in CASES[kind] for text in filled(case.text) if not _is_right(case, text)
    ]
    assert wrong == []
