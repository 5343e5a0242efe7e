"""What the walks of a pack cover, and what they miss: for authors."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wallethelp.core.model import Pack
from wallethelp.core.scripts import Goal
from wallethelp.core.walks.changes import Change
from wallethelp.core.walks.coverage import Coverage, Spot, SpotKind, conditions_at
from wallethelp.i18n import _, plural
from wallethelp.render.condition_words import condition_words

KINDS: Mapping[str, tuple[SpotKind, ...]] = {
    "steps": ("step",),
    "options": ("option",),
    "conditions": ("holds", "fails"),
}
"""What is counted, by the name programs know it by."""


def coverage_lines(coverage: Coverage, walks: Mapping[str, int]) -> Iterator[str]:
    """A line for each guide, by the number of its walks: what was passed of what there is."""
    width = max(map(len, walks), default=0)
    for guide, count in walks.items():
        cells = (_of(name, *coverage.of(*kinds, guide=guide)) for name, kinds in KINDS.items())
        walked = plural("{n} walk", "{n} walks", count)
        yield "  ".join((guide.ljust(width), *cells, walked))


def coverage_data(coverage: Coverage, guide: str | None = None) -> dict[str, dict[str, int]]:
    """The same as plain data."""
    counted = {name: coverage.of(*kinds, guide=guide) for name, kinds in KINDS.items()}
    return {name: {"covered": some, "of": whole} for name, (some, whole) in counted.items()}


def coverage_summary(coverage: Coverage) -> str:
    """All of the pack in one line."""
    return _(", ").join(_of(name, *coverage.of(*kinds)) for name, kinds in KINDS.items())


def _of(name: str, some: int, whole: int) -> str:
    words = {"steps": _("steps"), "options": _("options"), "conditions": _("conditions")}
    return f"{words[name]} {some}/{whole}"


def missing_line(spot: Spot, pack: Pack, mark: tuple[int, int], *, tried: int) -> str:
    """What no walk passes, with its place; after so many that were drawn to get there."""
    line, column = mark
    what = missing_words(spot, pack)
    if tried:
        also = _("{n} drawn to get there did not either: it may be impossible").format(n=tried)
        what = _("{what} ({also})").format(what=what, also=also)
    return f"{spot.file}:{line}:{column}: {what}"


def missing_words(spot: Spot, pack: Pack) -> str:
    """What no walk passes."""
    match spot.kind, spot.place:
        case "step", _place:
            return _("no walk comes to “{step}”").format(step=spot.step)
        case "option", ("options", option):
            return _("no walk answers “{option}” to “{step}”").format(option=option, step=spot.step)
        case "option", ("unknown",):
            return _("no walk answers “I don't know” to “{step}”").format(step=spot.step)
        case "option", ("fixed",):
            return _("in no walk does “{step}” help").format(step=spot.step)
        case "option", _place:
            return _("in every walk “{step}” helps").format(step=spot.step)
        case "holds", _place:
            said = _("in no walk does this hold at “{step}”: {condition}")
        case _:
            said = _("in every walk this holds at “{step}”: {condition}")
    conditions = dict(conditions_at(pack.guides[spot.guide].steps[spot.step]))
    words = condition_words(conditions[spot.place], spot.guide, pack)
    return said.format(step=spot.step, condition=words)


def missing_data(spot: Spot, pack: Pack, mark: tuple[int, int]) -> dict[str, Any]:
    """The same as plain data."""
    line, column = mark
    return {
        "file": spot.file,
        "line": line,
        "column": column,
        "step": spot.key,
        "kind": spot.kind,
        "place": list(spot.place),
        "message": missing_words(spot, pack),
    }


def goal_words(wanted: Goal, reached: Goal) -> str:
    """Where a walk leads, and where it should."""
    return _("it leads to {reached}, not to {wanted}").format(
        reached=_goal(reached), wanted=_goal(wanted)
    )


def _goal(goal: Goal) -> str:
    return " · ".join(filter(None, (goal.ends, goal.outcome, goal.first)))


def never_asked_words(keys: Sequence[str]) -> str:
    """Answers of a walk that no question was put for."""
    return _("it answers what is never asked: {names}").format(names=_(", ").join(keys))


def change_words(change: Change) -> str:
    """What did not hold when an answer was taken back, or changed."""
    words = {
        "back": _("going back from it does not come to the question before"),
        "forth": _("taken back, it is not offered again"),
        "lost": _("changed, it loses answers that fit"),
        "return": _("changed and changed back, it leads elsewhere"),
    }
    return f"{change.key}: {words[change.broken]}" if change.broken is not None else change.key
