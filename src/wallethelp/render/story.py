"""What happened, told in a line or two: the details first, then what was seen."""

from collections.abc import Iterator
from functools import reduce

from wallethelp.core.case import Case
from wallethelp.core.opening import OPENING
from wallethelp.i18n import _, answered, joined, labelled, say
from wallethelp.render.value_words import value_in_words

_TOLD = ("datetime", "money", "choice", "text")
"""The kinds of details that tell what happened, in the order in which they are told."""
_MOST_ANSWERS = 3


def story(case: Case) -> str:
    """What happened, in sentences, not as questions and answers; empty where nothing tells it."""
    details = list(_details(case))
    said = [say(text) for text in case.says] or list(_answers(case))
    if not details:
        return joined(said)
    told = reduce(lambda a, b: _("{a}, {b}").format(a=a, b=b), details)
    return joined([_("{text}.").format(text=told), *said])


def _details(case: Case) -> Iterator[str]:
    """When, how much and how; what is still to come is told elsewhere."""
    for kind in _TOLD:
        told = [
            (item.spec, item.detail.value)
            for item in case.bring
            if item.detail is not None
            and item.spec.kind == kind
            and item.spec.direction != "future"
        ]
        for spec, value in told:
            shown = value_in_words(value, spec, seen_from=case.finished).rstrip("。.")
            # Several times or sums in a row mean nothing without what each is of.
            is_alone = len(told) == 1 or kind not in ("datetime", "money")
            yield shown if is_alone else labelled(say(spec.label), shown)


def _answers(case: Case) -> Iterator[str]:
    """The last answers, where no option says itself what happened."""
    told = [told for told in case.told if told.options and not told.key.startswith(f"{OPENING}/")]
    for item in told[-_MOST_ANSWERS:]:
        chosen = _(", ").join(say(option.label) for option in item.options)
        yield _("{text}.").format(text=answered(say(item.short), chosen).rstrip("。."))
