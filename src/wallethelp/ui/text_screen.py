"""What stands above and below a line that is typed, in a window of any size."""

from wallethelp.i18n import _
from wallethelp.ui.prompts import TextPrompt
from wallethelp.ui.screen_lines import (
    Line,
    Signs,
    first_lines,
    heading_lines,
    joined_lines,
    more_notes,
    note_lines,
    wrapped,
)


def text_screen(
    prompt: TextPrompt, *, typed: int, width: int, height: int, signs: Signs, is_empty: bool = True
) -> tuple[list[Line], list[Line]]:
    """The lines above and below the `typed` lines of an answer, at most `height` with them.

    Where there is little room the heading goes first, then the notes, of which a mark is left, then
    the hint; at last the question is cut, with a mark. In a line that `is_empty` a `?` asks why.
    """
    problem = wrapped("problem", prompt.problem, width, "! ")
    heading, notes = heading_lines(prompt, width), note_lines(prompt, width)
    question = wrapped("question", prompt.question, width, "? ")
    hint = wrapped("hint", _usage(prompt, is_empty=is_empty), width, "  ")
    room = max(height - typed, 0)
    more = more_notes(prompt, width, signs)
    for above, below in (
        (joined_lines(problem, heading, question, notes), hint),
        (joined_lines(problem, question, notes), hint),
        (joined_lines(problem, question, more), hint),
        (joined_lines(problem, question, more), []),
    ):
        if len(above) + len(below) <= room:
            return above, below
    # Of what was wrong and what is asked, the question is what must be there.
    more = more if room > 2 else []
    room -= len(more)
    kept = first_lines(question, max(room - len(problem), min(room, 1)), width, signs)
    return joined_lines(first_lines(problem, room - len(kept), width, signs), kept, more), []


def _usage(prompt: TextPrompt, *, is_empty: bool) -> str:
    if not is_empty:
        going_back = _("Enter to go on, Escape for the question before")
        return going_back if prompt.can_go_back else _("Enter to go on")
    if prompt.can_go_back:
        return _("Enter to go on, Escape for the question before, ? for why")
    return _("Enter to go on, ? for why")
