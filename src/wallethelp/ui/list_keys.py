"""A list as a value: what each key makes of it. Nothing here draws."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.ui.prompts import BACK, Back, Choice, Select, SelectMany, Sign, Value

Key = str
"""`up`, `down`, `enter`, `space`, a digit, the letter of a row, or `words` for any other sign."""
Problem = Literal["", "choose", "choose-several", "words"]


class Row(Struct, frozen=True):
    """One line that can be pointed at. A row without a number only goes on."""

    value: Value | Back
    label: str
    number: int | None
    group: str = ""
    key: str = ""


class ListState(Struct, frozen=True):
    """A list, where the pointer stands (None: nothing is preselected), and what is ticked."""

    rows: tuple[Row, ...]
    pointed: int | None = None
    is_many: bool = False
    ticked: frozenset[Value] = frozenset()
    alone: frozenset[Value] = frozenset()
    """Values that exclude all others."""
    numbered: bool = False
    """Whether the last key was the number that ticked the row: Enter then leads to going on."""
    is_worded: bool = False
    """Whether a sentence is being typed, whose digits and Enter are meant for no row."""
    typed: str = ""
    """The digits of a number that may go on."""
    problem: Problem = ""
    result: Value | Back | tuple[Value, ...] | None = None
    """The reply, once there is one."""

    @property
    def chosen(self) -> tuple[Value, ...]:
        """What is ticked, in the order of the list."""
        return tuple(row.value for row in self.rows if row.value in self.ticked)

    @property
    def highest(self) -> int:
        """The highest number of a row."""
        return max((row.number or 0 for row in self.rows), default=0)


GO_ON = Sign.DONE
"""The value of the row that goes on from several."""


def one_of(prompt: Select, back: str) -> ListState:
    """The list of `prompt`; `back` is the label of the row that goes back."""
    rows = [*_numbered(prompt.choices)]
    start = next((n for n, row in enumerate(rows) if row.value == prompt.default), 0)
    if prompt.can_go_back:
        rows.append(Row(BACK, back, 0))
    return ListState(tuple(rows), None if prompt.must_choose else start)


def several_of(prompt: SelectMany, back: str) -> ListState:
    """The list of `prompt`, with a row that goes on; `back` labels the one that goes back."""
    rows = [*_numbered(prompt.choices), Row(GO_ON, "", None)]
    if prompt.can_go_back:
        rows.append(Row(BACK, back, 0))
    return ListState(
        tuple(rows),
        0,
        is_many=True,
        ticked=frozenset(prompt.defaults),
        alone=frozenset(prompt.alone),
    )


def _numbered(choices: tuple[Choice, ...]) -> list[Row]:
    return [Row(c.value, c.label, number, c.group, c.key) for number, c in enumerate(choices, 1)]


def pressed(state: ListState, key: Key) -> ListState:
    """The list after `key`; a reply is its `result`."""
    if key == "words":
        return replace(state, problem="words", is_worded=True, typed="")
    if state.is_worded and key not in ("up", "down"):
        return replace(state, problem="", is_worded=False) if key == "enter" else state
    state = replace(state, is_worded=False)
    by_number, state = state.numbered, replace(state, problem="", numbered=False)
    if key == "enter" and by_number:
        last = next(n for n, row in enumerate(state.rows) if row.value == GO_ON)
        return replace(state, pointed=last)
    if key.isdigit() and key.isascii():
        return _typed(state, key)
    state = replace(state, typed="")
    match key:
        case "up":
            return _moved(state, -1)
        case "down":
            return _moved(state, 1)
        case "space" if state.is_many:
            return _ticked(state)
        case "enter":
            return _entered(state)
        case letter:
            named = (row.value for row in state.rows if row.key == letter)
            return replace(state, result=next(named, None))


def _moved(state: ListState, step: int) -> ListState:
    if state.pointed is None:
        return replace(state, pointed=0 if step > 0 else len(state.rows) - 1)
    return replace(state, pointed=(state.pointed + step) % len(state.rows))


def _typed(state: ListState, digit: Key) -> ListState:
    """Point at the row of a number; in a list of several it is ticked, once no digit can follow."""
    for typed in (state.typed + digit, digit):
        row = next((n for n, row in enumerate(state.rows) if row.number == int(typed)), None)
        if row is not None and (typed == "0" or not typed.startswith("0")):
            break
    else:
        # Enter after the number of no row must not take the row that happens to be pointed at.
        return pressed(state, "words")
    is_whole = int(typed) * 10 > state.highest or typed == "0"
    state = replace(state, pointed=row, typed="" if is_whole else typed)
    if not state.is_many or not is_whole or typed == "0":
        return state
    return replace(_ticked(state), numbered=True)


def _ticked(state: ListState) -> ListState:
    """The pointed row ticked, or no longer; what excludes the others does so visibly."""
    if state.pointed is None:
        return state
    row = state.rows[state.pointed]
    if row.number in (None, 0) or isinstance(row.value, Back):
        return state
    if row.value in state.ticked:
        return replace(state, ticked=state.ticked - {row.value})
    kept = frozenset() if row.value in state.alone else state.ticked - state.alone
    return replace(state, ticked=kept | {row.value})


def _entered(state: ListState) -> ListState:
    if state.pointed is None:
        return replace(state, problem="choose")
    value = state.rows[state.pointed].value
    if isinstance(value, Back) or not state.is_many:
        return replace(state, result=value)
    if state.rows[state.pointed].number is not None:
        return _ticked(state)
    if not state.ticked:
        return replace(state, problem="choose-several")
    return replace(state, result=state.chosen)
