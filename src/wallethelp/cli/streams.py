"""The standard streams of this process: who reads along, and how to write to them."""

import codecs
import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import IO, Literal, TextIO, cast

from msgspec import Struct

from wallethelp.core.text import visible

Drawing = Literal["terminal", "plain", "nobody"]


class Streams(Struct, frozen=True, kw_only=True):
    """What is known of the standard streams before anything is drawn."""

    can_read: bool
    can_draw: bool
    term: str


def drawing(streams: Streams, *, plain: bool, no_input: bool) -> Drawing:
    """How questions can be asked. Input that is no terminal is never read for prompts."""
    if no_input or not streams.can_read or not streams.can_draw:
        return "nobody"
    if plain or streams.term in ("", "dumb", "unknown"):
        return "plain"
    return "terminal"


def streams() -> Streams:
    """The standard streams of this process; each may be closed or missing."""
    return Streams(
        can_read=is_terminal(sys.stdin),
        can_draw=is_terminal(sys.stderr) or is_terminal(sys.stdout),
        term=os.environ.get("TERM", ""),
    )


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether somebody reads along there; `--color always` makes no terminal of a pipe."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def harden_streams() -> str | None:
    """Output is UTF-8 when redirected, unless PYTHONIOENCODING names something else.

    Signs that an encoding lacks become ASCII there; what has no likeness becomes “?”. Where an
    encoding cannot show Chinese, that output is ASCII, and the name of the encoding is returned.
    """
    is_named = bool(os.environ.get("PYTHONIOENCODING", "").partition(":")[0])
    unable = None
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # Closed by whoever started us; what is said goes nowhere.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
            continue
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None or stream.closed:
            continue
        reconfigure(errors=_SIMPLER)
        if not stream.isatty() and not is_named:
            reconfigure(encoding="utf-8", errors=_SIMPLER)
        elif not _can_write(stream, _CHINESE):
            unable = stream.encoding
            reconfigure(encoding="ascii", errors=_SIMPLER)
    return unable


def text_only(stream: TextIO) -> TextIO:
    """A terminal for prompt_toolkit, which passes over what a stream does with signs it lacks
    by writing to the bytes below: here there are none.
    """
    return cast("TextIO", _TextOnly(stream))


class _TextOnly:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self._stream, name)


def put(stream: IO[str], text: str, *, is_json: bool = False) -> None:
    """Data, without what may never reach a terminal. JSON loses nothing to an encoding."""
    if is_json and not _can_write(stream, text):
        text = "".join(c if _can_write(stream, c) else _escaped(c) for c in text)
    parts = re.split(r"(\r?\n)", text)
    stream.write("".join(p if p in ("\n", "\r\n") else visible(p) for p in parts))


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def shown_on(stream: IO[str], text: str) -> str:
    """The text as the stream shows it, for libraries that encode by themselves."""
    encoding = _encoding_of(stream)
    return text.encode(encoding, _SIMPLER).decode(encoding)


def _encoding_of(stream: IO[str]) -> str:
    # A StringIO has none.
    return getattr(stream, "encoding", None) or "utf-8"


def _can_write(stream: IO[str], text: str) -> bool:
    try:
        text.encode(_encoding_of(stream))
    except UnicodeEncodeError:
        return False
    return True


_CHINESE = "钱包出问题了，请选一个。"
_SIMPLER = "wallethelp-simpler"
_LIKENESS = {
    **dict.fromkeys("❯›▸►▶→⏵", ">"),
    **dict.fromkeys("‹◂◄◀←", "<"),
    **dict.fromkeys("↑▲▴", "^"),
    **dict.fromkeys("↓▼▾", "v"),
    **dict.fromkeys("✓✔•●◉■", "*"),
    **dict.fromkeys("✗✘×", "x"),
    **dict.fromkeys("○◯", "o"),
    **dict.fromkeys("·—–‐‑−─━═", "-"),
    **dict.fromkeys("│┃║", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+"),
    **dict.fromkeys("‘’′", "'"),
    **dict.fromkeys("“”″「」『』", '"'),
    **dict.fromkeys("。", "."),
    **dict.fromkeys("、", ","),
    "…": "...",
    "€": "EUR",
    "£": "GBP",
}
"""What stands for a sign where an encoding lacks it: of the same width where that can be."""


_UNLIKE = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def _simpler(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    # English texts name buttons of an app as they are written there.
    lacking = _UNLIKE.sub("[Chinese]", error.object[error.start : error.end])
    return "".join(sign if sign.isascii() else _likeness(sign) for sign in lacking), error.end


codecs.register_error(_SIMPLER, _simpler)


def _likeness(sign: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", sign)
    letters = "".join(c for c in taken_apart if c.isascii())
    return _LIKENESS.get(sign) or letters or "?"
