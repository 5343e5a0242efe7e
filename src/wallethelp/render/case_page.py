"""A case as a page: its sections in their order, see docs/design.md#the-case."""

from collections.abc import Iterator

from wallethelp.i18n import _, answered, joined, labelled
from wallethelp.render import words
from wallethelp.render.evidence import evidence_part
from wallethelp.render.foreign import foreign_blocks
from wallethelp.render.page import Block, Entry, Page, Paragraph, Quote, Rule, Section, Title, Tone
from wallethelp.render.schema import BringLine, CaseDocument, ContactLine


def case_page(document: CaseDocument) -> Page:
    """The page of a finished case."""
    return tuple(_blocks(document))


def _blocks(document: CaseDocument) -> Iterator[Block]:
    wallet = document.wallet.name if document.wallet is not None else None
    subject = words.titled(wallet, document.guide.name)
    yield Title(subject, words.case_name(document.id))
    if document.helping is not None:
        yield Paragraph(_("Asked for: {name}").format(name=document.helping), "quiet")
    yield Rule()
    yield from foreign_blocks(document.pack)
    yield Paragraph(
        headline(document),
        {"resolved": "good", "emergency": "warning"}.get(document.outcome, "plain"),  # type: ignore[arg-type]
    )
    yield from onward(document)
    yield from do_now(document)
    yield Section(_("Facts"), wide=True)
    yield from _facts(document)
    yield Section(_("Advice"), wide=True)
    yield from _have_ready(document)
    yield from _contacts(document)
    for script in document.scripts:
        yield Section(_("Say to {whom}").format(whom=words.receiver(script.to)))
        yield Quote(script.text)
    yield from _what_to_say(document)
    yield from _next(document)
    yield Section(_("Stay safe"))
    for text in document.safety:
        yield Paragraph(text)
    if document.aged is not None:
        yield Paragraph(document.aged, "warning")
    yield Rule()


def _facts(document: CaseDocument) -> Iterator[Block]:
    """What somebody who helps has to know: nothing in it is said to the person."""
    yield Section(_("What happened"))
    for told in document.happened:
        yield Paragraph(answered(told.question, told.answer))
    made = [check for check in document.tried if check.result in ("fixed", "not-fixed")]
    if made:
        yield Section(_("Already tried"))
        for check in made:
            tone: Tone = "good" if check.result == "fixed" else "plain"
            yield Entry(check.result_text, check.what, tone=tone)
    known = [item for item in document.bring if item.value is not None]
    if known:
        yield Section(_("Details"))
        for item in known:
            yield Entry("-", labelled(item.label, item.value or ""))
    yield from history(document)
    yield from _timeline(document)
    yield from evidence_part(document)


def _have_ready(document: CaseDocument) -> Iterator[Block]:
    """What is still to be found, and what to have at hand besides the details."""
    items = [item for item in document.bring if item.value is None]
    if items:
        yield Section(_("Have ready"))
        for item in items:
            yield _bring(item)


def _what_to_say(document: CaseDocument) -> Iterator[Block]:
    if document.say is not None:
        is_replaced = document.onward is not None and document.onward.say is not None
        if not document.scripts and not is_replaced:
            yield Section(_("What to say"))
            yield Quote(document.say.text)
        for tip in document.say.tips:
            yield Entry("-", tip)


def _timeline(document: CaseDocument) -> Iterator[Block]:
    if document.timeline:
        yield Section(_("In the order of time"))
        for line in document.timeline:
            yield Entry("-", f"{line.at_text} · {line.text}")


def headline(document: CaseDocument) -> str:
    """What it came to, in a line."""
    # A solved problem's title says so itself, and may be a to-do list instead; and where somebody
    # else than support is to be asked, the title says who.
    asks_others = document.outcome == "contact" and not document.contact
    if document.outcome == "resolved" or asks_others:
        return document.title
    return labelled(document.outcome_text, document.title)


def _contacts(document: CaseDocument) -> Iterator[Block]:
    if document.contact:
        yield Section(
            _("If you still need help then, contact")
            if document.outcome == "wait"
            else _("Who to contact")
        )
        for contact in document.contact:
            yield contact_entry(str(contact.rank), contact, how=contact.rank == 1)
        for contact in document.ruled_out:
            yield contact_entry("-", contact, how=False)
        if document.wallet is not None:
            yield Paragraph(
                _("How to find each one: wallethelp channels {wallet}").format(
                    wallet=document.wallet.id
                ),
                "quiet",
            )


def onward(document: CaseDocument) -> Iterator[Block]:
    """What is next after the contacts noted, and what to say then."""
    part = document.onward
    if part is None:
        return
    yield Section(_("What is next"))
    yield Paragraph(part.text, "warning" if part.do == "emergency" else "plain")
    for step in part.how:
        yield Entry("-", step)
    if part.say is not None:
        yield Section(_("What to say"))
        yield Quote(part.say.text)


def do_now(document: CaseDocument) -> Iterator[Block]:
    """The actions that come before everything else."""
    if document.do_now:
        urgent = document.outcome == "emergency"
        yield Section(_("Do this now, in this order") if urgent else _("What to do"))
        for number, action in enumerate(document.do_now, 1):
            tone: Tone = "warning" if document.outcome == "emergency" else "plain"
            yield Entry(str(number), action, tone=tone)


def _bring(item: BringLine) -> Entry:
    details = (item.where,) if item.where is not None else ()
    return Entry(item.state_text, item.label, details)


def contact_entry(mark: str, contact: ContactLine, *, how: bool) -> Entry:
    """One way to reach somebody, with the reasons, and `how` the genuine one is found."""
    details = [joined(reason.text for reason in contact.reasons if reason.text)]
    if how:
        steps = enumerate(contact.how, 1)
        details += (
            [f"{number}. {step}" for number, step in steps]
            if len(contact.how) > 1
            else list(contact.how)
        )
    if contact.caution is not None and how:
        details.append(contact.caution)
    if how and contact.checked_on is not None:
        checked = _("We checked this on {date}; it may have changed.").format(
            date=contact.checked_on.isoformat()
        )
        doubt = _("Confirm before you rely on it.") if contact.confirm else ""
        details.append(joined([checked, doubt]) if doubt else checked)
    details += contact.contacts
    return Entry(mark, contact.name, tuple(detail for detail in details if detail))


def _next(document: CaseDocument) -> Iterator[Block]:
    part = document.next
    if part.expect is None and part.follow_up is None and part.guide is None and not part.ladder:
        return
    yield Section(_("What happens next"))
    if part.expect is not None:
        yield Paragraph(part.expect)
    if part.follow_up is not None:
        yield Paragraph(part.follow_up.text)
    if part.guide is not None:
        yield Paragraph(
            _(
                "If nothing happens, the guide “{name}” goes on: wallethelp diagnose --guide {id}"
            ).format(name=part.guide.name, id=part.guide.id)
        )
    if part.ladder:
        yield Paragraph(_("If that does not help, in this order:"))
        for number, rung in enumerate(part.ladder, 1):
            yield contact_entry(str(number), rung, how=number == 1)


def history(document: CaseDocument) -> Iterator[Block]:
    """The contacts since the summary, oldest first."""
    if document.history:
        yield Section(_("Contacts so far"))
    for number, line in enumerate(document.history, 1):
        labels = (
            (_("Result"), line.result_text),
            (_("With whom"), line.whom),
            (_("Ticket number"), line.ticket),
            (_("They said"), line.said),
            (_("Promised by"), line.promised_text),
        )
        details = tuple(labelled(label, value) for label, value in labels if value)
        yield Entry(str(number), f"{line.at_text} · {line.channel_text}", details)


def why_page(document: CaseDocument) -> Page:
    """For each piece of advice, the answers that led to it."""
    answers = {told.key: f"{told.question} {told.answer}" for told in document.happened}
    answers |= {check.key: labelled(check.what, check.result_text) for check in document.tried}
    answers |= {
        item.field: labelled(item.label, item.value or item.state_text) for item in document.bring
    }

    def led_by(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            _("because: {answer}").format(answer=answers[key]) for key in keys if key in answers
        )

    def blocks() -> Iterator[Block]:
        yield Title(_("Why this advice"), words.case_name(document.id))
        yield Rule()
        yield Section(labelled(document.outcome_text, document.title))
        for line in led_by(document.because):
            yield Paragraph(line)
        for contact in (*document.contact, *document.ruled_out):
            yield Section(contact.name)
            for reason in contact.reasons:
                yield Entry("-", reason.text, led_by(reason.because))
        if document.claims:
            yield Section(_("It rests on"))
            for claim in document.claims:
                yield Entry("-", claim)

    return tuple(blocks())
