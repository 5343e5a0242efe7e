"""What to say: what happened and one request, sized for the channel it goes through."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from wallethelp.core.case import Case
from wallethelp.core.guide import Receiver, Request
from wallethelp.core.model import ChannelKind, Pack
from wallethelp.core.text import PLACEHOLDER, Text
from wallethelp.core.values import Detail
from wallethelp.i18n import _, joined, labelled, language, say, speaking_one_of
from wallethelp.render import words
from wallethelp.render.questions import wallet_called
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


def message(case: Case, pack: Pack, *, size: Size, to: Receiver | None = None) -> str:
    """The message, ready to send, `to` whom it is for; empty where the outcome asks for none.

    What happened comes first, then what bank and wallet show, what was tried, and one request:
    nothing that is told comes after it but numbers. A public message holds no detail at all.
    """
    request = case.end.request
    if request is None:
        return ""
    with speaking_one_of(pack.info.languages):
        return _message(case, pack, request, size, request.to if to is None else to)


def _message(case: Case, pack: Pack, request: Request, size: Size, to: Receiver) -> str:
    if size == "public":
        return public_message(_wallet(case, pack) or _("my wallet"))
    helping = words.whom(case.session.helping)
    first = [_("I am writing on behalf of {name}.").format(name=helping)] if helping else []
    texts = [*_situation(request), *case.says, *_tried(case, request)]
    told = _sentences(*first, *(fill(text, case, pack) for text in texts))
    ask = fill(request.asks[to], case, pack)
    if size == "short":
        numbers = [_("{text}.").format(text=text) for text in _unsaid(case, request, numbers=True)]
        return _sentences(told, ask, *numbers)
    if to == "support" and ("record" in case.end.needs or case.outcome == "escalate"):
        track = _("Please tell me the ticket number and by when I can expect an answer.")
        ask = _sentences(ask, track)
    details = list(_unsaid(case, request, numbers=False))
    return "\n".join([_sentences(_("Hello."), told), *details, _sentences(ask, _("Thank you."))])


def _sentences(*texts: str) -> str:
    """The sentences that are left in a row: of some every clause may be left out."""
    return joined(text for text in texts if text)


def _situation(request: Request) -> Iterator[Text]:
    if request.situation is not None:
        yield request.situation


def _tried(case: Case, request: Request) -> Iterator[Text]:
    """What the person tried in vain, for whoever would propose it again."""
    if request.to == "support":
        for check in case.tried:
            if check.says is not None and check.result == "not-fixed":
                yield check.says


def _unsaid(case: Case, request: Request, *, numbers: bool) -> Iterator[str]:
    """Known details that no sentence has: only numbers that find the case, or all."""
    texts = [request.ask, *_situation(request), *case.says]
    said = {name for text in texts for name in PLACEHOLDER.findall(text.to(language()))}
    for item in case.bring:
        if item.detail is None or item.field in said:
            continue
        if not numbers or item.spec.kind == "reference":
            value = value_in_words(item.detail.value, item.spec, seen_from=case.finished)
            yield labelled(say(item.spec.label), value)


def public_message(wallet: str) -> str:
    """What anybody may read: it asks for a private way, and holds nothing of the case."""
    return _(
        "Hello, I need help with {wallet}. Where in the app do I reach your official support?"
    ).format(wallet=wallet)


def _wallet(case: Case, pack: Pack) -> str | None:
    return wallet_called(pack, case.session.about, case.replies)


def fill(text: Text, case: Case, pack: Pack, *, seen_from: datetime | None = None) -> str:
    """`text` in the language in use, with each `{field}` as its value.

    Dates are seen from the end of the case where nothing else is said.

    A `[clause]` with an unknown field is left out; elsewhere its natural stand-in is said. The
    field for the name of a wallet is that of the wallet it is about.
    """
    wallet = {pack.wallet_name_field: _wallet(case, pack)}

    def known(name: str) -> bool:
        return bool(wallet.get(name)) or isinstance(case.replies.get(name), Detail)

    def value(name: str) -> str:
        spec, reply = pack.fields[name], case.replies.get(name)
        shown = wallet.get(name) or say(spec.missing)
        if isinstance(reply, Detail):
            shown = value_in_words(
                reply.value, spec, seen_from=seen_from or case.finished, weekday=False
            )
        # A sentence typed into the middle of ours brings its own full stop.
        return f"{_EDGE}{shown.rstrip('。.!！?？ ')}{_EDGE}"

    # Authors set a placeholder off with spaces; between two Chinese characters none belongs.
    closed_up = _SPACE_AT_EDGE.sub(_EDGE, say(text, field=value, known=known))
    return closed_up.replace(_EDGE, "")
