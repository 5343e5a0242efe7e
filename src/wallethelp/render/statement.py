"""What happened, told to a bank, a regulator or the police: a page that a stranger can act on."""

from collections.abc import Iterator

from wallethelp.core.case import Item
from wallethelp.core.history import Contacted, Today
from wallethelp.core.model import OTHER_WALLET
from wallethelp.core.next_step import promises
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
from wallethelp.core.values import HIDDEN, moment_in
from wallethelp.i18n import _, answered, helping, joined, labelled, plural, say
from wallethelp.render import words
from wallethelp.render.blanks import blank, blanked, sender, signing
from wallethelp.render.contents import Parts
from wallethelp.render.evidence import evidence_lines, listed
from wallethelp.render.foreign import foreign, foreign_blocks
from wallethelp.render.letter import name_of
from wallethelp.render.message import fill
from wallethelp.render.page import BLANK, Block, Entry, Letter, Paragraph, Section, Title
from wallethelp.render.questions import wallet_called
from wallethelp.render.value_words import IN_FULL, date_of, money, time_of, value_in_words


def statement(parts: Parts, today: Today, reader: Reader) -> Letter:
    """What happened, for `reader`, with what is asked of them, in the language in use.

    Nothing in it speaks to the person: no advice, no command. What was hidden, and what a case
    does not hold of somebody, is a line to write on.
    """
    writing = _Writing(parts, today, reader)
    helped = parts.case.session.helping
    with helping(BLANK if helped == HIDDEN else helped):
        blocks = (*blanked(writing.blocks()), *foreign_blocks(foreign(today.world.pack)))
        return Letter(blank(writing.subject), blocks)


class _Writing:
    def __init__(self, parts: Parts, today: Today, reader: Reader) -> None:
        self._case = parts.case
        self._log = tuple(sorted(parts.log, key=lambda contact: contact.at))
        self._pieces = parts.evidence
        self._today = today
        self._reader = reader
        self._pack = today.world.pack
        self._promises = promises(today.world, parts.case, parts.log, today.now)

    @property
    def subject(self) -> str:
        numbers = [number for c in self._log if (number := c.text_of("ticket"))]
        about = words.titled(self._wallet, self._about)
        subject = labelled(self._title, about) if about else self._title
        if not numbers:
            return subject
        return _("{subject} (ticket {number})").format(subject=subject, number=numbers[-1])

    def blocks(self) -> Iterator[Block]:
        """The page in the order in which it is read."""
        yield Title(self._title, date_of(self._today.now, seen_from=IN_FULL, weekday=False))
        yield Entry(_("To"), self._addressee())
        yield from sender(self._case.session.helping)
        yield Section(_("What I ask for"))
        yield Paragraph(self._request())
        yield Section(_("What happened"))
        yield from self._happened()
        yield from self._tried()
        yield from self._contacts()
        yield from self._told()
        yield from self._unknown()
        yield from self._evidence()
        yield from self._zone()
        yield signing()

    @property
    def _title(self) -> str:
        return {
            "bank": _("Statement for my bank"),
            "regulator": _("Statement for the authority"),
            "police": _("Statement for the police"),
        }[self._reader]

    @property
    def _wallet(self) -> str | None:
        """What the wallet is called, where that is known."""
        about = self._case.session.about
        called = wallet_called(self._pack, about, self._case.replies)
        other = self._pack.wallet(OTHER_WALLET)
        is_known = other is None or called != say(other.name)
        return called if about is not None and is_known else None

    @property
    def _about(self) -> str | None:
        """What kind of problem it is; the guide for emergencies only says what to do."""
        guide = self._case.ref.guide
        is_urgent = guide == self._pack.info.emergency
        return None if is_urgent else say(self._pack.guides[guide].title)

    # --- from whom, to whom, for what -----------------------------------------------------------

    def _addressee(self) -> str:
        named = body_of(self._case, self._log, self._pack, self._reader)
        if named is not None:
            return say(named)
        return {
            "bank": _("My bank {blank}"),
            "regulator": "{blank}",
            "police": _("The police {blank}"),
        }[self._reader].format(blank=BLANK)

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
        if self._about is not None:
            yield Entry(_("About"), self._about)
        yield Entry(_("Wallet"), self._wallet or BLANK)
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
            answer = tuple(line for line in self._answer(contact) if line)
            yield Entry(str(number), words.titled(at, name), answer)

    def _answer(self, contact: Contacted) -> Iterator[str]:
        result = words.result(contact.result) if contact.result is not None else ""
        names = (("ticket", _("Ticket number")), ("whom", _("With whom")))
        told = ((label, contact.text_of(name)) for name, label in names)
        yield words.titled(result, *(labelled(label, text) for label, text in told if text))
        if said := contact.text_of("said"):
            yield labelled(_("They said"), said)
        due = contact.promised_by
        if due is not None:
            state = next((p.state for p in self._promises if p.contact is contact), None)
            until = time_of(due, seen_from=IN_FULL)
            yield labelled(_("Promised by"), words.titled(until, _kept(state)))

    # --- what is known, and what is not ---------------------------------------------------------

    def _told(self) -> Iterator[Block]:
        told = [told for told in self._case.told if told.options]
        if told:
            date = date_of(self._case.finished, seen_from=IN_FULL, weekday=False)
            yield Section(_("What I noted on {date}").format(date=date))
        for one in told:
            chosen = _(", ").join(say(of_myself(option.label)) for option in one.options)
            yield Entry("-", answered(say(of_myself(one.short)), chosen))

    def _unknown(self) -> Iterator[Block]:
        names = [say(of_myself(text)).rstrip("?？") for text in not_known(self._case)]
        if names:
            yield Section(_("What I do not know"))
            yield Paragraph(_("; ").join(dict.fromkeys(names)))

    def _zone(self) -> Iterator[Block]:
        """Which clock the times are of, where that is one and the same."""
        moments = [moment_in(item.detail) for item in self._case.bring]
        times = [moment.earliest for moment in moments if moment is not None]
        times += [contact.at for contact in self._log]
        zones = {at.isoformat()[-6:] for at in times}
        if len(zones) == 1:
            yield Paragraph(_("Times are those of UTC{zone}.").format(zone=zones.pop()), "quiet")

    def _evidence(self) -> Iterator[Block]:
        lines = evidence_lines(self._pieces, seen_from=IN_FULL)
        return listed(lines, filter(None, map(_at_hand, self._case.bring)))


def _at_hand(item: Item) -> str | None:
    """A piece of evidence that the case knows of without a file."""
    if item.spec.kind != "evidence" or item.state not in ("have", "later"):
        return None
    label = say(of_myself(item.spec.label))
    return label if item.state == "have" else labelled(label, _("to follow"))


def _kept(state: str | None) -> str:
    return {"broken": _("not kept"), "answered": _("answered in time")}.get(state or "", "")
