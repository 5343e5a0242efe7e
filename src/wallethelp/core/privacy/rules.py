"""A rule is a row: what it finds, by which pattern, what excepts it, and examples of both."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Literal

from msgspec import Struct

from wallethelp.core.privacy.verdicts import Secret

Reads = Literal["typed", "folded", "open", "card", "shaped", "plain", "sentence"]
"""What of the text a rule reads: see `views` in `door`."""


class Pattern(Struct, frozen=True, eq=False, dict=True):
    """A regular expression, compiled when something is first looked for.

    `labels` are patterns one of which stands in whatever it matches. Many rules share one, and most
    texts hold none: compiling all rules would take longer than all else that a command does.
    """

    text: str
    flags: re.RegexFlag
    labels: tuple["Pattern", ...] = ()

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """What is searched with."""
        return re.compile(self.text, self.flags)

    def is_in(self, text: str) -> bool:
        """Whether it matches anywhere in `text`, of which only small letters are looked at.

        What need not be told apart by size takes a third as long to compile.
        """
        return self._small.search(text.lower()) is not None

    @cached_property
    def _small(self) -> re.Pattern[str]:
        return re.compile(self.text)


class Rule(Struct, frozen=True, eq=False, kw_only=True):
    """One way in which a secret stands in a text.

    `finds` says in a reader's words what is found. `pattern` is searched for in the reading
    `reads`; its group `value` (without one: the whole match) is the secret. It is none if one of
    the patterns `unless` matches at the value's start, or if `check` says so. What `needs_digit`
    finds nothing in a text without one, and is not compiled for it.
    """

    name: str
    kind: Secret
    finds: str
    pattern: Pattern
    reads: Reads = "shaped"
    needs_digit: bool = False
    unless: tuple[Pattern, ...] = ()
    check: Callable[[re.Match[str]], bool] | None = None
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def finds_in(self, text: str) -> bool:
        """Whether the secret stands in `text`, a text in the reading of the rule."""
        return any(map(self._is_one, self.pattern.compiled.finditer(text)))

    def _is_one(self, match: re.Match[str]) -> bool:
        start = match.start("value" if "value" in self.pattern.compiled.groupindex else 0)
        if any(pattern.compiled.match(match.string, start) for pattern in self.unless):
            return False
        return self.check is None or self.check(match)


def pattern(text: str, *labels: Pattern, case: bool = False) -> Pattern:
    """The pattern of a row; without `case` in large and small letters alike."""
    return Pattern(text, re.NOFLAG if case else re.IGNORECASE, labels)


DIGIT = pattern(r"\d")


def after(label: Pattern, text: str) -> Pattern:
    """The pattern of a row that begins with a label."""
    return pattern(label.text + text, label)


def first(rules: Iterable[Rule], reading: Callable[[Reads], str]) -> Rule | None:
    """The first of the rules that finds something; a label is looked for once in each reading."""
    found: dict[tuple[Pattern, Reads], bool] = {}

    def stands(part: Pattern, reads: Reads) -> bool:
        key = (part, reads)
        if key not in found:
            found[key] = part.is_in(reading(reads))
        return found[key]

    def may_find(rule: Rule) -> bool:
        if rule.needs_digit and not stands(DIGIT, rule.reads):
            return False
        labels = rule.pattern.labels
        return not labels or any(stands(label, rule.reads) for label in labels)

    return next(
        (rule for rule in rules if may_find(rule) and rule.finds_in(reading(rule.reads))), None
    )
