"""A text to the clipboard: by the terminal itself, or by a program of the system.

Our own table, because a tool has to be given up when it hangs, must not keep our terminal open
while it holds the clipboard (xclip does), and is of no use on the far side of SSH. pyperclip knows
neither; libraries that own the clipboard themselves lose it when this program ends.
"""

import os
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import IO

from wallethelp.render.copied import Tool, Way

LIMIT = 74_994
"""Bytes that still fit the 100,000 of an OSC 52 sequence where terminals limit it (hterm)."""
PATIENCE = 3.0
"""Seconds a tool may take: wl-copy and termux-clipboard-set can wait forever."""

_TAKES_IT = (
    *("alacritty", "contour", "foot", "rio", "wezterm", "xterm-ghostty", "xterm-kitty"),
    *("WezTerm", "ghostty"),
)
"""Terminals that set the clipboard unless told not to, as TERM or TERM_PROGRAM names them."""
_NEVER_TAKES_IT = ("", "dumb", "unknown", "linux", "Apple_Terminal")
_KONSOLE_SINCE = 241200

_COMMANDS: dict[Tool, tuple[str, ...]] = {
    "pbcopy": ("pbcopy",),
    "clip.exe": ("clip.exe",),
    "wl-copy": ("wl-copy", "--type", "text/plain"),
    "xclip": ("xclip", "-selection", "clipboard", "-in"),
    "xsel": ("xsel", "--clipboard", "--input"),
    "termux-clipboard-set": ("termux-clipboard-set",),
    # -w: to the terminal's clipboard too, by tmux itself, which works with its default settings.
    "tmux": ("tmux", "load-buffer", "-w", "-"),
}


def copy(
    text: str,
    *,
    terminal: IO[str] | None,
    environment: Mapping[str, str] | None = None,
    system: str = sys.platform,
    patience: float = PATIENCE,
) -> Way | None:
    """Copy exactly `text`; returns the way it took, or None where it cannot be copied.

    `terminal` is the stream the person reads, None where nobody reads along: only to a terminal is
    a sequence written. Whether one obeyed it cannot be known.
    """
    known = os.environ if environment is None else environment
    size = len(_encoded(text, "terminal"))
    is_read = terminal is not None and _is_terminal(terminal)
    for way in ways(known, system=system, size=size, on_terminal=is_read):
        if way == "terminal":
            done = terminal is not None and _write(terminal, osc52(text, in_tmux="TMUX" in known))
        else:
            done = _run(way, _encoded(text, way), known, patience)
        if done:
            return way
    return None


def ways(
    environment: Mapping[str, str], *, system: str, size: int, on_terminal: bool
) -> tuple[Way, ...]:
    """The ways a text of `size` bytes may take, the likeliest first.

    A terminal known to set the clipboard comes first, since it does so on the computer the person
    sits at; one that is not known, and cannot say no, comes after the system's own tools.
    """
    takes_it = _takes_it(environment) if on_terminal and size <= LIMIT else False
    tools = tuple(_tools(environment, system))
    if takes_it:
        return ("terminal", *tools)
    return (*tools, "terminal") if takes_it is None else tools


def osc52(text: str, *, in_tmux: bool = False) -> str:
    """The sequence that asks a terminal to set its clipboard.

    `in_tmux` it is wrapped for the terminal around it: a tmux too old for `load-buffer -w` (before
    3.2) hands such a wrapping on, and refuses the bare sequence by default.
    """
    encoded = b64encode(_encoded(text, "terminal")).decode("ascii")
    sequence = f"\x1b]52;c;{encoded}\x07"
    return f"\x1bPtmux;\x1b{sequence}\x1b\\" if in_tmux else sequence


def _takes_it(environment: Mapping[str, str]) -> bool | None:
    """Whether the terminal sets the clipboard when asked; None where it is not known."""
    names = (environment.get("TERM", ""), environment.get("TERM_PROGRAM", "-"))
    # GNU screen hands nothing on.
    if "STY" in environment or any(name in _NEVER_TAKES_IT for name in names):
        return False
    if "TMUX" in environment:
        return None
    if any(name == taker or name.startswith(f"{taker}-") for name in names for taker in _TAKES_IT):
        return True
    konsole = environment.get("KONSOLE_VERSION", "")
    if konsole.isdecimal() and int(konsole) >= _KONSOLE_SINCE:
        return True
    return True if "WT_SESSION" in environment or "TERMUX_VERSION" in environment else None


def _tools(environment: Mapping[str, str], system: str) -> Iterator[Tool]:
    """Programs that reach the clipboard of the computer the person sits at.

    Over SSH that is another computer, unless X is forwarded.
    """
    is_far = any(name in environment for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    if not is_far:
        if system == "darwin":
            yield "pbcopy"
        if system == "win32" or "WSL_DISTRO_NAME" in environment:
            yield "clip.exe"
        if "TERMUX_VERSION" in environment:
            yield "termux-clipboard-set"
        if "WAYLAND_DISPLAY" in environment:
            yield "wl-copy"
    if "DISPLAY" in environment:
        yield from ("xclip", "xsel")
    if "TMUX" in environment:
        yield "tmux"


def _encoded(text: str, way: Way) -> bytes:
    # clip.exe takes bytes without a mark for the code page of the console, or for UTF-16.
    return text.encode("utf-16-le" if way == "clip.exe" else "utf-8", "replace")


def _is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _write(terminal: IO[str], sequence: str) -> bool:
    try:
        terminal.write(sequence)
        terminal.flush()
    except (OSError, ValueError):
        return False
    return True


def _run(tool: Tool, data: bytes, environment: Mapping[str, str], patience: float) -> bool:
    """Whether the tool took the data within its time."""
    name, *arguments = _COMMANDS[tool]
    program = shutil.which(name, path=environment.get("PATH"))
    if program is None:
        return False
    # What stays behind to hold the clipboard must neither keep our terminal open nor end with us.
    try:
        done = subprocess.run(  # noqa: S603 - the table's own words, and no shell
            (program, *arguments),
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # pbcopy reads its input by the locale.
            env={**environment, "LC_ALL": "en_US.UTF-8"} if tool == "pbcopy" else environment,
            start_new_session=True,
            timeout=patience,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
