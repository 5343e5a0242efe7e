"""Walks written down: as text for a file of walks, beside what stands there already."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from wallethelp.core.scripts import Walk
from wallethelp.pack.documents import UnreadableError, read

_PLAIN = re.compile(r"[A-Za-z0-9\u3400-\u9fff](?:[\w .,/()-]|:(?! |$))*(?<! )")
_WORDS = frozenset({"true", "false", "null"})


def with_drafts(before: str | None, guide: str, drafts: Iterable[Walk]) -> str | None:
    """The text of a file of walks of `guide` with `drafts` at its end; comments stay.

    None where nothing can be put behind the text `before`.
    """
    head = f"guide: {guide}\nwalks:\n" if before is None else f"{before.rstrip()}\n"
    blocks = [_block(walk) for walk in drafts]
    text = head + "".join(blocks)
    try:
        data = read(text.encode(), "walks.yaml").data
        count = 0 if before is None else len(read(before.encode(), "walks.yaml").data["walks"])
        fits = len(data["walks"]) == count + len(blocks)
    except (UnreadableError, KeyError, TypeError):
        return None
    return text if fits else None


def _block(walk: Walk) -> str:
    lines = [f"  - name: {scalar(walk.name)}"]
    if walk.wallet is not None:
        lines.append(f"    wallet: {walk.wallet}")
    lines.append(f"    now: {walk.now:%Y-%m-%d %H:%M}")
    for name, answers in (("steps", walk.script.steps), ("fields", walk.script.fields)):
        lines += _answers(name, answers)
    lines += [f"    ends: {walk.ends}", f"    outcome: {walk.outcome}"]
    return "\n".join(lines) + "\n"


def _answers(name: str, answers: Mapping[str, Any]) -> Iterable[str]:
    if answers:
        yield f"    {name}:"
    for key, value in answers.items():
        shown = (
            f"[{', '.join(map(scalar, value))}]"
            if isinstance(value, list | tuple)
            else scalar(value)
        )
        yield f"      {key}: {shown}"


def scalar(value: str | None) -> str:
    """A text as YAML writes it: bare where it is taken for a text, or for a number; else quoted."""
    if value is None:
        return "null"
    bare = _PLAIN.fullmatch(value) is not None and value not in _WORDS
    return value if bare else json.dumps(value, ensure_ascii=False)
