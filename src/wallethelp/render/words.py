"""The words for the codes the core speaks in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wallethelp.core.privacy.verdicts import Doubt, Doubtful, Refused, Secret
from wallethelp.core.values import HIDDEN
from wallethelp.i18n import _, joined, say

if TYPE_CHECKING:
    from wallethelp.core.advice import ReasonCode
    from wallethelp.core.case import ItemState, TriedResult
    from wallethelp.core.guide import Need, Outcome, Receiver, Region
    from wallethelp.core.history import ClosedAs
    from wallethelp.core.model import FieldSpec
    from wallethelp.core.onward import Result
    from wallethelp.core.reading.results import NotUnderstood, Unread
    from wallethelp.core.text import Text

UNSAVED = "unsaved"
"""The id of a case that is not kept."""
_BETWEEN = " · "


def titled(*parts: str | None) -> str:
    """`Upay · Top-up failed`: the parts of a title that there are."""
    return _BETWEEN.join(part for part in parts if part)


def title_parts(title: str) -> tuple[str, ...]:
    """The parts that `titled` made a title of."""
    return tuple(title.split(_BETWEEN))


def whom(helping: str | None) -> str | None:
    """Whom the person asks for; where that is hidden, words that still make a sentence."""
    return _("somebody I know") if helping == HIDDEN else helping


def named(helping: str | None) -> str | None:
    """What the person who is helped is called in what is said of them."""
    return _("they") if helping == HIDDEN else helping


def case_name(case_id: str) -> str:
    """What a case is called at the head of a page."""
    return _("Not kept") if case_id == UNSAVED else _("Case {id}").format(id=case_id)


def receiver(code: "Receiver") -> str:
    """Whom a message is for."""
    return {
        "support": _("the wallet's support"),
        "merchant": _("the merchant"),
        "bank": _("your bank"),
        "exchange": _("the support of the receiving company"),
        "recipient": _("the person who received it"),
        "police": _("the police"),
        "authority": _("the court or office that ordered it"),
        "operator": _("the mobile operator"),
    }[code]


def outcome(code: "Outcome") -> str:
    """The kind of an end, as a heading."""
    return {
        "resolved": _("Solved"),
        "wait": _("Wait for now"),
        "contact": _("Contact support"),
        "escalate": _("Take it further"),
        "emergency": _("Act now"),
    }[code]


def result(code: "Result") -> str:
    """What a contact came to."""
    return {
        "solved": _("solved, they say"),
        "working": _("they are on it"),
        "asked-details": _("they asked me for details of the case"),
        "asked-secret": _("they asked for a code, a password, money, my screen or an app"),
        "refused": _("they refused"),
        "final": _("they gave a final answer"),
        "closed": _("they closed it unsolved"),
        "machine": _("only a machine answered"),
        "no-answer": _("no answer"),
        "unreachable": _("could not reach anyone"),
    }[code]


def ended(code: "ClosedAs") -> str:
    """How a case ended."""
    return {
        "solved": _("closed: settled"),
        "part": _("closed: settled in part"),
        "given-up": _("closed: given up"),
    }[code]


def tried(code: "TriedResult", own: "Text | None" = None) -> str:
    """What came of a check, in the guide's own words for it where there are some."""
    if own is not None:
        return say(own)
    return {
        "fixed": _("worked"),
        "not-fixed": _("did not help"),
        "not-tried": _("not tried"),
        "unknown": _("not known"),
    }[code]


def item_state(code: "ItemState") -> str:
    """Whether something to bring is at hand."""
    return {
        "have": _("have"),
        "missing": _("missing"),
        "later": _("to get"),
        "cannot": _("cannot get"),
        "unknown": _("not known"),
    }[code]


def need(code: "Need") -> str:
    """What a channel is good at."""
    return {
        "quick": _("simple questions, a quick answer"),
        "record": _("things that need a written record"),
        "complex": _("complicated things, talked through"),
        "urgent": _("urgent things"),
        "private": _("private matters"),
    }[code]


def reason(code: "ReasonCode") -> str:
    """One reason for or against a channel."""
    return {
        "suits-quick": _("It answers short questions quickly."),
        "suits-record": _("You will have it in writing."),
        "suits-complex": _("This is complicated; here you can explain it at length."),
        "suits-urgent": _("This is urgent, and this is usually the quickest way."),
        "suits-private": _("It is private, so you can talk about your account."),
        "can-log-in": _("A login works now, so it can be used right away."),
        "cannot-log-in": _("You would have to log in, and you cannot at the moment."),
        "no-phone": _("It needs a login, and on another device the code goes to the lost phone."),
        "no-calls": _("You said that you cannot talk on a call."),
        "answers-in-minutes": _("Once through, you usually get an answer at once."),
        "answers-in-hours": _("An answer usually takes a while."),
        "answers-slowly": _("Answers can take days."),
        "no-login-needed": _("It works without logging in."),
        "maybe-closed": _("It answers in working hours, and today is not a working day."),
        "public": _("It is public; do not talk about your own money there."),
        "purpose": "",
    }[code]


def replies(code: str) -> str:
    """How fast a channel answers, usually."""
    return {
        "minutes": _("usually an answer at once, when you get through"),
        "hours": _("an answer usually takes a while"),
        "days": _("an answer can take days"),
    }[code]


def regions(codes: "Sequence[Region]") -> str:
    """Where a rung of the ladder is: one place, or all but the mainland."""
    if len(codes) > 1:
        return _("outside mainland China")
    return {
        "mainland": _("mainland China"),
        "hong-kong": _("Hong Kong"),
        "singapore": _("Singapore"),
        "malaysia": _("Malaysia"),
        "philippines": _("Philippines"),
        "united-kingdom": _("United Kingdom"),
        "elsewhere": _("outside mainland China"),
    }[codes[0]]


def not_understood(entry: "NotUnderstood", spec: "FieldSpec") -> str:
    """Why a typed detail was not accepted, with two examples of how to write it."""
    if entry.clock is not None:
        # The person may be right, and the clock of the computer or its zone wrong.
        from wallethelp.render.value_words import time_of

        shown = time_of(entry.clock, seen_from=entry.clock)
        return _(
            "That time has not come yet: by this computer's clock it is {now}. Write an earlier"
            " time; if the clock is wrong, the day alone."
        ).format(now=shown)
    match entry.problem:
        case "money":
            why = _why_unread(entry.unread)
            return joined([why, _("Write it like 120 CNY or 1,000.50 USDT.")])
        case "datetime" if spec.direction == "future":
            why = _why_unread(entry.unread)
            return joined([why, _("Write it like Nov 25 18:00 or 3 working days.")])
        case "datetime":
            why = _why_unread(entry.unread)
            return joined([why, _("Write it like Nov 20 14:30 or yesterday 3pm.")])
        case "too-long":
            return _("That is too long. Please put it in a few words.")
        case "option":
            return _("That is none of the choices.")


def _why_unread(unread: "Unread | None") -> str:
    if unread is None:
        return _("I did not understand.")
    part = unread.part
    match unread.cause:
        case "no-such-day":
            return _("There is no such day: “{part}”.").format(part=part)
        case "no-such-time":
            return _("There is no such time of day.")
        case "several":
            return _("That names more than one time; write one of them.")
        case "other-weekday":
            return _("The day of the week does not fit the date.")
        case "too-far":
            return _("That is too far away to be meant.")
        case "unread" if part:
            return _("I did not understand “{part}”.").format(part=part)
        case _:
            return _("I did not understand.")


def no_reference() -> str:
    """Why a text is not taken for a reference."""
    return _("This looks like no number or address.")


def several(name: str, readings: Sequence[str]) -> list[str]:
    """That a text can be read in several ways, with each of them in full."""
    return [
        _("“{name}” can be read in several ways: {readings}.").format(
            name=name, readings=_(" or ").join(readings)
        ),
        _("Write it so that only one is possible, for example with the date and a 24-hour time."),
    ]


def counted_from_unknown(name: str) -> list[str]:
    """That a deadline is a length, and nobody knows from when it counts."""
    return [
        _("“{name}” is a length, and it is not known from when it counts.").format(name=name),
        _("Write the day with it, for example “3 working days from Nov 20”, or write the date."),
    ]


def hint(spec: "FieldSpec") -> str:
    """How to write a detail."""
    match spec.kind:
        case "money":
            return _("For example 100 CNY or 1,000.50 USDT")
        case "datetime" if spec.direction == "future":
            return _("For example Nov 25, Friday 18:00 or 3 working days")
        case "datetime":
            return _("For example Nov 20 14:30 or yesterday 3pm")
        case "text":
            return _("No passwords or codes.")
        case "reference" | "account" | "choice" | "evidence":
            return ""


def excluded() -> str:
    """Why “I don't know” or “none of these” was not taken together with something else."""
    return _("“I don't know” and “none of these” go with nothing else.")


def refused(secret: Secret) -> str:
    """Why something typed was not kept. It never says the secret back."""
    what = {
        "password": _("This looks like it holds a password."),
        "code": _("This looks like it holds a one-time code or a PIN."),
        "card-check": _("This looks like it holds a card's security code."),
        "recovery-phrase": _("This looks like a recovery phrase."),
        "private-key": _("This looks like a private key."),
        "bare-code": _(
            "There is a bare number in it that could be a code. If it is an amount or an order"
            " number, say so, for example “120 CNY” or “order 12345”."
        ),
    }[secret]
    return what + _(
        " It was not saved. Genuine support does not need it. If you gave it to anyone, see the"
        " emergencies now."
    )


def not_kept(verdict: Refused | Doubtful) -> str:
    """Why a text was not kept where nobody can be asked about a doubt."""
    if isinstance(verdict, Refused):
        return refused(verdict.secret)
    return doubtful(verdict.doubt)


def doubtful(doubt: Doubt) -> str:
    """The question before something that looks like a card number or a key is kept."""
    return {
        "card-like": _("This looks like a bank card or identity number. Is it an order number?"),
        "key-like": _("This looks like a private key. Is it a transaction number?"),
    }[doubt]
