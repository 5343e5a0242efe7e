"""The likely way through a guide: from the bare program, by what is offered, to the end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.journeys.person import Asked, Person, Row, Seat, person, squeezed
from wallethelp.i18n import _, speaking
from wallethelp.pack.find import shipped_pack

_SAYS_WHAT_TO_DO = ("now", "how", "do")
"""Where a guide says what to do or not to do."""
_CASE_ID = re.compile(r"(?<![\d-])(?:0[1-9]|1[0-2])\d\d-1(?![\d-])")
"""The first case of a day; it is named when there is one, on the last screen."""
_MOST_PROMPTS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Milestone:
    """How far it was to get there: keys pressed, and screens seen, that one included."""

    keys: int
    screens: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Journey:
    """What a person went through."""

    first_advice: Milestone
    end: Milestone
    asked: tuple[Asked, ...]
    """What was seen between one answer and the next; the last is the last screen with its menu."""
    taken: tuple[str, ...]
    """The labels chosen on the way."""
    raw: str
    """Everything that was printed, as it came."""
    lines: tuple[str, ...]
    """What stood on the screen, and what scrolled away."""


def journey(guide: str, *, home: Path, seat: Seat, taken: tuple[str, ...] = ()) -> Journey:
    """Go from the bare program to the last screen of `guide`, Enter wherever that is an answer.

    `taken` are the labels to take on the way: those of the same journey with arrow keys.
    """
    advice = _advice(seat.language)
    wayfarer = _Wayfarer(guide, seat.language, taken)
    first: Milestone | None = None
    seen: list[Asked] = []
    with person(home=home, seat=seat) as somebody:
        for screens in range(1, _MOST_PROMPTS):
            asked = somebody.asked()
            assert asked is not None, f"{guide} ended on the way:\n" + "\n".join(somebody.lines)
            seen.append(asked)
            here = Milestone(keys=somebody.keys, screens=screens)
            at_end = _CASE_ID.search(asked.said) is not None
            shown = squeezed(asked.shown)
            if first is None and (at_end or any(text in shown for text in advice)):
                first = here
            if at_end:
                assert first is not None
                return Journey(
                    first_advice=first,
                    end=here,
                    asked=tuple(seen),
                    taken=tuple(wayfarer.took),
                    raw=somebody.raw,
                    lines=tuple(somebody.lines),
                )
            wayfarer.go_on(somebody, asked)
        raise AssertionError(f"{guide} does not end:\n" + "\n".join(somebody.lines))


class _Wayfarer:
    """Knows where to go, and takes on the way what is offered."""

    def __init__(self, guide: str, language: str, taken: tuple[str, ...]) -> None:
        self._language = language
        self._guide = _yaml(f"guides/{guide}.yaml")
        self._to_take = list(taken)
        self._is_on_the_way = False
        self.took: list[str] = []

    def go_on(self, somebody: Person, asked: Asked) -> None:
        """Answer what is asked."""
        taken = somebody.choose(asked, self._row(asked))
        if asked.rows:
            self.took.append(taken)

    def _row(self, asked: Asked) -> Row | None:
        if self._to_take and asked.rows:
            label = self._to_take.pop(0)
            return asked.row(label) if label else None
        if not self._is_on_the_way:
            row = next((row for name in self._names if (row := asked.row(name))), None)
            if row is not None:
                self._is_on_the_way = True
                return row
            with speaking("zh" if self._language == "zh" else "en"):
                onward = (*self._category, _("Something else"))
            row = next((row for name in onward if (row := asked.row(name))), None)
            if row is not None:
                return row
        if not asked.rows or asked.pointed is not None or asked.rows[0].box:
            return None
        return asked.rows[0]

    @property
    def _names(self) -> list[str]:
        return [self._guide[name][self._language] for name in ("title", "about")]

    @property
    def _category(self) -> list[str]:
        """The name of its group, where the menu has groups."""
        categories = _yaml("pack.yaml")["categories"]
        return [
            category["title"][self._language]
            for category in categories
            if category["id"] == self._guide["category"]
        ]


@cache
def _yaml(name: str) -> Any:
    return yaml.load((shipped_pack() / name).read_bytes(), yaml.CSafeLoader)


def guides() -> list[str]:
    """The ids of the shipped guides."""
    return sorted(path.stem for path in (shipped_pack() / "guides").glob("*.yaml"))


@cache
def _advice(language: str) -> frozenset[str]:
    """What guides say is to be done or not, squeezed; of a text with details its longest piece."""
    shared = _yaml("pack.yaml")["texts"]
    texts = (
        text
        for guide in guides()
        for text in _told(_yaml(f"guides/{guide}.yaml"), shared, language)
    )
    pieces = (max(re.split(r"\{[^{}]*\}", text), key=len) for text in texts)
    return frozenset(squeezed(piece) for piece in pieces if len(piece) > 5)


def _told(guide: Any, shared: Any, language: str) -> Iterator[str]:
    named = {**shared, **guide.get("texts", {})}

    def below(value: Any, *, tells: bool) -> Iterator[str]:
        if isinstance(value, dict) and tells and isinstance(value.get("text"), str):
            yield named[value["text"]][language]
        elif isinstance(value, dict) and tells and language in value:
            yield value[language]
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from below(inner, tells=tells or key in _SAYS_WHAT_TO_DO)
        elif isinstance(value, list):
            for inner in value:
                yield from below(inner, tells=tells)

    yield from below(guide, tells=False)
