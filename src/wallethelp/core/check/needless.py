"""Conditions and details that can come to nothing, on any way through a guide: with a proof."""

from collections.abc import Collection, Iterator

from wallethelp.core.check.asked_before import AskedBefore, BeforeGuides
from wallethelp.core.check.proofs import can_be, covers
from wallethelp.core.conditions import (
    NOW,
    AnswerIs,
    AnyOf,
    Condition,
    FieldIs,
    Not,
    comparisons,
    key_asked,
)
from wallethelp.core.guide import Ask, Decide, End, Guide, Try
from wallethelp.core.mistakes import Mistake, Place, put, warning
from wallethelp.core.model import Pack
from wallethelp.core.names import parts as parts_of
from wallethelp.core.names import references
from wallethelp.core.opening import OPENING, OPENING_STEP, begins_with_opening
from wallethelp.core.shape import UNREAD
from wallethelp.core.values import TRY_RESULTS
from wallethelp.core.which_wallet import WALLET_KEY

_MOST_RULES = 40
"""Rules of one step that are compared with each other; of more, only the same are found."""


def needless(pack: Pack, sound: Collection[str], *, is_all: bool) -> Iterator[Mistake]:
    """What can never be true or is always so, is asked only later, or is collected nowhere before.

    Only of the guides that are `sound`. What others know is not known, unless these are all
    (`is_all`) there are.
    """
    before = BeforeGuides(pack)
    for name in sound:
        view = _View(pack, pack.guides[name], before, is_all=is_all)
        yield from put(f"guides/{name}.yaml", ("steps",), view.found())


class _View:
    """One guide, with what is known at each of its steps."""

    def __init__(self, pack: Pack, guide: Guide, before: BeforeGuides, *, is_all: bool) -> None:
        self.pack = pack
        self.guide = guide
        self.before = before
        self.is_all = is_all
        self.asked = AskedBefore(guide)

    def found(self) -> Iterator[Mistake]:
        for name, step in self.guide.steps.items():
            if isinstance(step, Decide):
                yield from put("", (name,), self._rules(name, step))
            elif isinstance(step, End):
                for number, action in enumerate(step.do):
                    if action.when is not None:
                        place = ("do", number, "when")
                        yield from put("", (name, *place), self._alone(name, action.when))
                yield from put("", (name,), self._details(name, step))

    def _rules(self, name: str, step: Decide) -> Iterator[Mistake]:
        rules = [branch.when for branch in step.decide]
        first: dict[Condition, int] = {}
        for number, rule in enumerate(rules):
            place: Place = ("decide", number, "when")
            wrong = list(self._alone(name, rule))
            yield from put("", place, wrong)
            if wrong:
                continue
            universe = self._universe(name, rule)
            earlier = first.setdefault(rule, number)
            if earlier == number and len(rules) <= _MOST_RULES:
                covering = (n for n in range(number) if covers(rules[n], rule, universe))
                earlier = next(covering, number)
            if earlier != number:
                yield from put("", place, [warning("rule-twice", rule=str(earlier + 1))])

    def _alone(self, name: str, condition: Condition) -> Iterator[Mistake]:
        """What is wrong with a condition of the step `name`, whatever stands beside it."""
        for key in self._keys(condition):
            if not self._may_know(key, name):
                yield warning("asked-later", name=key.removeprefix(f"{self.guide.id}/"))
                return
        universe = self._universe(name, condition)
        if not can_be(condition, True, universe):
            yield warning("never-true")
        elif not can_be(condition, False, universe) and self._is_known(name, condition):
            yield warning("always-true")

    def _keys(self, condition: Condition) -> Iterator[str]:
        for part in comparisons(condition):
            if isinstance(part, AnswerIs) and part.answer != UNREAD:
                yield key_asked(part, self.guide.id)
            elif isinstance(part, FieldIs) and part.field != UNREAD:
                names = (part.field, part.before, part.after)
                yield from (name for name in names if name is not None and name != NOW)

    def _may_know(self, key: str, step: str) -> bool:
        if key == WALLET_KEY or self.asked.may_know(key, step) or not self.is_all:
            return True
        if key == self.pack.wallet_name_field:
            return True
        if key == f"{OPENING}/{OPENING_STEP}" and begins_with_opening(self.pack, self.guide):
            return True
        return self.before.may_know(key, self.guide.id)

    def _universe(self, name: str, condition: Condition) -> dict[str, Collection[str]]:
        """Which options each answer and choice can be here."""
        found: dict[str, Collection[str]] = {}
        for part in comparisons(condition):
            if isinstance(part, FieldIs) and part.field in self.pack.fields:
                choices = self.pack.fields[part.field].choices
                if choices:
                    found[part.field] = choices
            elif isinstance(part, AnswerIs):
                guide, _, step = key_asked(part, self.guide.id).rpartition("/")
                asked = (
                    self.pack.guides[guide].steps.get(step) if guide in self.pack.guides else None
                )
                if isinstance(asked, Try):
                    found[part.answer] = TRY_RESULTS
                elif isinstance(asked, Ask):
                    leading = None
                    if guide == self.guide.id:
                        leading = self.asked.options_to(step, name)
                    found[part.answer] = asked.options if leading is None else leading
        return found

    def _is_known(self, name: str, condition: Condition) -> bool:
        """Whether it is sure that nothing the condition looks at is unknown at the step."""
        if isinstance(condition, AnyOf) and any(
            Not(not_=part) in condition.any for part in condition.any
        ):
            return True  # Whoever wrote this did not mean “is known”.
        for part in comparisons(condition):
            match part:
                case FieldIs() if part.known is not None:
                    continue
                case AnswerIs():
                    guide, _, step = key_asked(part, self.guide.id).rpartition("/")
                    if guide != self.guide.id or not self.asked.is_surely_answered(step, name):
                        return False
                case _:
                    return False
        return True

    def _details(self, name: str, end: End) -> Iterator[Mistake]:
        """Details in the sentences of an end that no way there asks for."""
        seen: set[str] = set()
        for place, part in parts_of(end):
            for at, to, field in references(part):
                if to != "placeholder" or field in seen or field not in self.pack.fields:
                    continue
                seen.add(field)
                # What is to be had ready can be told after the outcome.
                if field not in end.bring and not self._may_know(field, name):
                    yield warning("not-collected", *place, *at, name=field)
