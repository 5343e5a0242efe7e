"""A text copied: the words for how it got to the clipboard, and the text to select by hand."""

from typing import Literal

from wallethelp.i18n import _
from wallethelp.render.lines import Rules

Tool = Literal["pbcopy", "clip.exe", "wl-copy", "xclip", "xsel", "termux-clipboard-set", "tmux"]
"""A program that takes a text on its standard input."""
Way = Tool | Literal["terminal"]
"""How a text got to the clipboard; by way of the terminal is OSC 52."""

_SIGNS: dict[Rules, str] = {"line": "─", "ascii": "-"}


def copied(way: Way | None, *, mentions_sync: bool) -> tuple[str, ...]:
    """Which way it took, None if there was none; `mentions_sync` the first time in a run."""
    match way:
        case None:
            return (_("It cannot be copied from here. Select the text below by hand."),)
        case "terminal":
            how = _("Handed to the terminal, which puts it on the clipboard of your computer.")
        case "tmux":
            how = _(
                "Handed to tmux, which passes it on to your terminal; inside tmux, prefix and ]"
                " paste it."
            )
        case tool:
            how = _("Copied to the clipboard, with {tool}.").format(tool=tool)
    lines = [how]
    if way in ("terminal", "tmux"):
        lines.append(
            _(
                "Some terminals refuse without a word. Paste it once to see; if it is not there,"
                " select the text below by hand."
            )
        )
    if mentions_sync:
        lines.append(
            _(
                "Clipboards may be kept as a history, or sync to your other devices. Whoever uses"
                " those can read it."
            )
        )
    return tuple(lines)


def selectable(text: str, width: int, *, rules: Rules) -> tuple[str, ...]:
    """`text` between two lines, as it is: neither indented nor wrapped, so that it selects whole.

    The terminal breaks its lines by itself, and leaves those breaks out of what is selected. Where
    lines would be read aloud, words stand in their place.
    """
    if rules == "none":
        return (_("Here it begins:"), *text.split("\n"), _("Here it ends."))
    line = _SIGNS[rules] * width
    return (line, *text.split("\n"), line)
