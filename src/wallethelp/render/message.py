"""What to say: one request, sized for the channel it goes through."""

import re
from collections.abc import Mapping
from typing import Literal

from wallethelp.core.case import Case
from wallethelp.core.model import ChannelKind, FieldSpec
from wallethelp.core.redact import HIDDEN
from wallethelp.core.text import PLACEHOLDER, Text
from wallethelp.core.values import Detail
from wallethelp.i18n import _, joined, labelled, language, say
from wallethelp.render.value_words import value_in_words

_EDGE = "\0"
"""Stands where a value begins and ends while a text is filled; no text can hold it."""
_HAN = r"[\u3400-\u9fff（），。]"
_SPACE_AT_EDGE = re.compile(rf"(?<={_HAN}) {_EDGE}(?={_HAN})|(?<={_HAN}){_EDGE} (?={_HAN})")

Size = Literal["short", "full", "public"]

_SIZES: dict[ChannelKind, Size] = {
    "in_app_chat": "short",
    "in_app_help": "full",
    "website": "full",
    "phone": "short",
    "social": "public",
    "email": "full",
}


def size_for(channel: ChannelKind | None) -> Size:
    """How much a channel takes: one breath, everything, or nothing personal."""
    return "short" if channel is None else _SIZES[channel]


def message(case: Case, fields: Mapping[str, FieldSpec], *, size: Size, wallet: str) -> str:
    """The message to support, ready to send; empty where the outcome asks for none.

    A public message holds no detail at all.
    """
    if case.end.request is None:
        return ""
    if size == "public":
        return public_message(wallet)
    request = fill(case.end.request, case, fields)
    said = [fill(text, case, fields) for text in case.says]
    helping = whom(case.session.helping)
    first = [_("I am writing on behalf of {name}.").format(name=helping)] if helping else []
    short = joined([*first, request, *said])
    if size == "short":
        return short
    mentioned = set(PLACEHOLDER.findall(case.end.request.to(language())))
    details = [
        labelled(
            say(item.spec.label),
            value_in_words(item.detail.value, item.spec, seen_from=case.finished),
        )
        for item in case.bring
        if item.detail is not None and item.field not in mentioned
    ]
    is_tracked = "record" in case.end.needs or case.outcome == "escalate"
    last = (
        _("Please tell me the ticket number and by when I can expect an answer. Thank you.")
        if is_tracked
        else _("Thank you.")
    )
    return "\n".join([joined([_("Hello."), short]), *details, last])


def public_message(wallet: str) -> str:
    """What anybody may read: it asks for a private way, and holds nothing of the case."""
    return _(
        "Hello, I need help with {wallet}. How can I reach your official support privately?"
    ).format(wallet=wallet)


def whom(helping: str | None) -> str | None:
    """Whom the person asks for; where that is hidden, words that still make a sentence."""
    return _("somebody I know") if helping == HIDDEN else helping


def named(helping: str | None) -> str | None:
    """What the person who is helped is called in what is said of them."""
    return _("they") if helping == HIDDEN else helping


def fill(text: Text, case: Case, fields: Mapping[str, FieldSpec]) -> str:
    """`text` in the language in use, with each `{field}` as its value or its natural stand-in."""

    def value(name: str) -> str:
        spec, reply = fields[name], case.replies.get(name)
        shown = (
            value_in_words(reply.value, spec, seen_from=case.finished)
            if isinstance(reply, Detail)
            else say(spec.missing)
        )
        # A sentence typed into the middle of ours brings its own full stop.
        return f"{_EDGE}{shown.rstrip('。.!！?？ ')}{_EDGE}"

    # Authors set a placeholder off with spaces; between two Chinese characters none belongs.
    closed_up = _SPACE_AT_EDGE.sub(_EDGE, say(text, field=value))
    return closed_up.replace(_EDGE, "")
