"""What happened, told to a bank, a regulator or the police: a page that a stranger can act on."""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.case import Case, Item
from wallethelp.core.history import Contacted, Log, Today
from wallethelp.core.model import Pack
from wallethelp.core.next_step import Promise, promises
from wallethelp.core.onward import Reader
from wallethelp.core.statement import (
    asked_of,
    blanks_of,
    body_of,
    in_order,
    not_known,
    of_myself,
    told_to,
)
from wallethelp.core.values import HIDDEN, Moment
from wallethelp.i18n import _, answered, helping, joined, labelled, plural, say
from wallethelp.render import words
from wallethelp.render.letter import name_of
from wallethelp.render.message import fill
from wallethelp.render.page import BLANK, Block, Entry, Page, Paragraph, Section, Signing, Title
from wallethelp.render.questions import wallet_called
from wallethelp.render.value_words import IN_FULL, date_of, money, time_of, value_in_words

_MASKED = re.compile(r"•+|\*{4}(?=\w{1,4}\b)")
"""What redaction and the door of typed text leave of what identifies somebody."""


class Letter(Struct, frozen=True):
    """A statement: the subject it is sent under, and its page."""

    subject: str
    page: Page


def statement(case: Case, log: Log, today: Today, reader: Reader) -> Letter:
    """What happened, for `reader`, with what is asked of them, in the language in use.

    Nothing in it speaks to the person: no advice, no command. What was hidden, and what a case
    does not hold of somebody, is a line to write on.
    """
    writing = _Writing(case, log, today, reader)
    with helping(BLANK if case.session.helping == HIDDEN else case.session.helping):
        return Letter(_blank(writing.subject), tuple(map(_blanked, writing.blocks())))


def _blank(text: str) -> str:
    return _MASKED.sub(BLANK, text)


def _blanked(block: Block) -> Block:
    match block:
        case Entry(mark=mark, text=text, details=details):
            return replace(block, mark=mark, text=_blank(text), details=tuple(map(_blank, details)))
        case Paragraph(text=text):
            return replace(block, text=_blank(text))
        case _:
            return block


class _Writing:
    def __init__(self, case: Case, log: Log, today: Today, reader: Reader) -> None:
        self._case = case
        self._log = tuple(sorted(log, key=lambda contact: contact.at))
        self._today = today
        self._reader = reader
        self._pack: Pack = today.world.pack
        self._promises: tuple[Promise, ...] = promises(today.world, case, log, today.now)

    @property
    def subject(self) -> str:
        numbers = [number for c in self._log if (number := c.text_of("ticket"))]
        subject = labelled(self._title, self._about)
        if not numbers:
            return subject
        return _("{subject} (ticket {number})").format(subject=subject, number=numbers[-1])

    def blocks(self) -> Iterator[Block]:
        """The page in the order in which it is read."""
        yield Title(self._title, date_of(self._today.now, seen_from=IN_FULL, weekday=False))
        yield Entry(_("To"), self._addressee())
        yield from self._sender()
        yield Section(_("What I ask for"))
        yield Paragraph(self._request())
        yield Section(_("What happened"))
        yield from self._happened()
        yield from self._tried()
        yield from self._contacts()
        yield from self._told()
        yield from self._unknown()
        yield from self._evidence()
        yield Signing(
            _("What stands above is true as far as I know."),
            (_("Name"), _("Signature"), _("Place and date")),
        )

    @property
    def _title(self) -> str:
        return {
            "bank": _("Statement for my bank"),
            "regulator": _("Statement for the authority"),
            "police": _("Statement for the police"),
        }[self._reader]

    @property
    def _about(self) -> str:
        session = self._case.session
        called = wallet_called(self._pack, session.about, self._case.replies)
        return words.titled(called, say(self._pack.guides[self._case.ref.guide].title))

    # --- from whom, to whom, for what -----------------------------------------------------------

    def _addressee(self) -> str:
        named = body_of(self._case, self._log, self._pack, self._reader)
        if named is not None:
            return say(named)
        return {
            "bank": _("My bank: {blank}"),
            "regulator": "{blank}",
            "police": _("The police: {blank}"),
        }[self._reader].format(blank=BLANK)

    def _sender(self) -> Iterator[Block]:
        helped = self._case.session.helping
        if helped is None:
            yield Entry(_("From"), BLANK)
        else:
            on_behalf = _("{name}, on behalf of {helped}")
            yield Entry(_("From"), on_behalf.format(name=BLANK, helped=helped))
        yield Entry(_("Phone or e-mail"), BLANK)

    def _request(self) -> str:
        asked = asked_of(self._case, self._log, self._pack, self._reader)
        if asked is not None:
            return fill(asked, self._case, self._pack, seen_from=IN_FULL)
        return _("Please register this, and tell me the reference number and what happens next.")

    # --- what happened --------------------------------------------------------------------------

    def _happened(self) -> Iterator[Block]:
        told = joined(
            filled
            for text in told_to(self._case, self._reader)
            if (filled := fill(text, self._case, self._pack, seen_from=IN_FULL))
        )
        if told:
            yield Paragraph(told)
        yield Entry(_("About"), self._about)
        for item in in_order(self._case):
            yield Entry(say(of_myself(item.spec.label)), self._value(item))
        for name in blanks_of(self._case, self._pack, self._reader):
            yield Entry(say(of_myself(self._pack.fields[name].label)), BLANK)
        done = self._done()
        if done:
            yield Entry(_("Done so far"), done)
        closing = self._today.closing
        if closing is not None and closing.amount is not None:
            yield Entry(_("Came back"), money(closing.amount))

    def _value(self, item: Item) -> str:
        if item.detail is None:
            return BLANK
        return value_in_words(item.detail.value, item.spec, seen_from=IN_FULL)

    def _done(self) -> str:
        made = sum(check.result in ("fixed", "not-fixed") for check in self._case.tried)
        broken = sum(promise.state == "broken" for promise in self._promises)
        parts = (
            plural("{n} check made", "{n} checks made", made) if made else "",
            plural("{n} contact", "{n} contacts", len(self._log)) if self._log else "",
            plural("{n} promise not kept", "{n} promises not kept", broken) if broken else "",
        )
        return _("; ").join(part for part in parts if part)

    def _tried(self) -> Iterator[Block]:
        made = [check for check in self._case.tried if check.result in ("fixed", "not-fixed")]
        if made:
            yield Section(_("What I tried"))
        for check in made:
            what = say(of_myself(check.what))
            yield Entry("-", labelled(what, words.tried(check.result, check.words)))

    def _contacts(self) -> Iterator[Block]:
        if self._log:
            yield Section(_("Whom I contacted, and what they answered"))
        for number, contact in enumerate(self._log, 1):
            name = name_of(contact.channel, self._case, self._pack)
            at = time_of(contact.at, seen_from=IN_FULL)
            yield Entry(str(number), words.titled(at, name), tuple(self._answer(contact)))

    def _answer(self, contact: Contacted) -> Iterator[str]:
        if contact.result is not None:
            yield labelled(_("Result"), words.result(contact.result))
        for name, label in (
            ("ticket", _("Ticket number")),
            ("whom", _("With whom")),
            ("said", _("They said")),
        ):
            if text := contact.text_of(name):
                yield labelled(label, text)
        due = contact.promised_by
        if due is not None:
            state = next((p.state for p in self._promises if p.contact is contact), None)
            until = time_of(due, seen_from=IN_FULL)
            yield labelled(_("Promised by"), words.titled(until, _kept(state)))

    # --- what is known, and what is not ---------------------------------------------------------

    def _told(self) -> Iterator[Block]:
        told = [told for told in self._case.told if told.options]
        if told:
            yield Section(_("What else I know"))
        for one in told:
            chosen = _(", ").join(say(of_myself(option.label)) for option in one.options)
            yield Entry("-", answered(say(of_myself(one.short)), chosen))

    def _unknown(self) -> Iterator[Block]:
        names = [say(of_myself(text)).rstrip("?？") for text in not_known(self._case)]
        if names:
            yield Section(_("What I do not know"))
            yield Paragraph(_("; ").join(dict.fromkeys(names)))

    def _evidence(self) -> Iterator[Block]:
        held = [i for i in self._case.bring if i.spec.kind == "evidence" and i.state in _AT_HAND]
        if held:
            yield Section(_("Evidence"))
        for item in held:
            label = say(of_myself(item.spec.label))
            yield Entry("-", label if item.state == "have" else labelled(label, _("to follow")))


_AT_HAND = ("have", "later")


def _kept(state: str | None) -> str:
    return {"broken": _("not kept"), "answered": _("answered in time")}.get(state or "", "")
