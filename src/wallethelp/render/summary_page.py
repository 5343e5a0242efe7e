"""The last screen: what a person does next, on one screen; everything else is one key away."""

from collections.abc import Iterator, Sequence

from wallethelp.i18n import _, joined, labelled, plural
from wallethelp.render import words
from wallethelp.render.case_page import headline
from wallethelp.render.fit import Part, fitted, part
from wallethelp.render.page import Block, Entry, Page, Paragraph, Quote, Rule, Section, Title, Tone
from wallethelp.render.schema import BringLine, CaseDocument, HistoryLine
from wallethelp.render.value_words import date_of, time_of
from wallethelp.render.wrap import wrap

MOST_ACTIONS = 4
"""More than these nobody keeps in mind; an emergency lists all."""
_NOTHING: Page = ()


def summary_page(
    document: CaseDocument,
    *,
    width: int,
    height: int,
    is_heard: bool = False,
    has_menu: bool = False,
) -> Page:
    """The page of a finished case that fits `height` lines of `width` cells.

    Where it `is_heard`, what happened is told by the message alone, if there is one, and what is
    one key away (how to get there, how the date was found) is not told at length. With `has_menu`
    below it, the whole message is a key away.
    """
    urgent = document.outcome == "emergency"
    is_told = is_heard and not urgent and document.to_send is not None
    story = (_NOTHING,) if is_told else tuple(_story(document, width, shortest=0 if urgent else 1))
    parts = [
        _head(document),
        _foreign(document),
        part(7, *story),
        _now(document, urgent=urgent, is_heard=is_heard),
        _message(document, width, has_menu=has_menu),
        *_table(document, urgent=urgent, is_heard=is_heard),
    ]
    return fitted(parts, width, height)


def _head(document: CaseDocument) -> Part:
    """What it is about, the case's id, and what it came to."""
    case_id = words.case_name(document.id)
    wallet = document.wallet.name if document.wallet is not None else None
    tones: dict[str, Tone] = {"resolved": "good", "emergency": "warning"}
    tone = tones.get(document.outcome, "plain")
    return part(
        6,
        [
            Title(words.titled(wallet, document.guide.name), case_id),
            Paragraph(headline(document), tone),
        ],
        [
            Title(words.titled(wallet, document.outcome_text), case_id),
            Paragraph(document.title, tone),
        ],
    )


def _foreign(document: CaseDocument) -> Part:
    """From which guides it comes: never left out."""
    if document.pack is None:
        return part(0, _NOTHING)
    return part(
        10, [Paragraph(document.pack.text, "warning")], [Paragraph(document.pack.brief, "warning")]
    )


def _story(document: CaseDocument, width: int, *, shortest: int) -> Iterator[Page]:
    """What happened, in two lines and fewer; what is left out is marked."""
    for most in range(2, shortest - 1, -1):
        told = _cut(document.story, width - 2, most)
        yield (Paragraph("\n".join(told)),) if told else _NOTHING


def _cut(text: str, width: int, most: int) -> list[str]:
    lines = wrap(text, width) if text and most else []
    if len(lines) <= most:
        return lines
    # Two cells for the mark and the space before it.
    return [*lines[: most - 1], f"{wrap(lines[most - 1], width - 2)[0]} …"]


def _now(document: CaseDocument, *, urgent: bool, is_heard: bool) -> Part:
    actions = list(_actions(document))
    if not actions:
        return part(0, _NOTHING)
    heading = _("Do this now, in this order") if urgent else _("What to do now")

    def blocks(most: int, steps: int | None) -> Iterator[Block]:
        """So many actions, with so many steps of how to get there."""
        yield Section(heading, tight=True)
        for number, (action, way) in enumerate(actions[:most], 1):
            shown = joined(way[:steps])
            yield Entry(str(number), action, (shown,) if shown else ())
        if len(actions) > most:
            rest = _("{n} more: see everything").format(n=len(actions) - most)
            yield Entry("…", rest, tone="quiet")

    if urgent:
        return part(0, blocks(len(actions), 0))
    most = MOST_ACTIONS
    whole = () if is_heard else (blocks(most, None),)
    return part(3, *whole, blocks(most, 1), blocks(most, 0), blocks(most - 1, 0))


def _actions(document: CaseDocument) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What to do, and how to get there; usually it begins with whom to write to."""
    onward = document.onward
    if onward is not None:
        yield onward.text, onward.how
        if onward.do not in ("wait", "close", "nothing", "emergency") and _is_kept(document):
            yield (
                _("Note the answer and its date: wallethelp cases log {id}").format(id=document.id),
                (),
            )
        return
    message = document.to_send
    is_written = document.outcome != "emergency"
    if is_written and message is not None and message.to != "support":
        yield _("Send what stands below to {whom}").format(whom=words.receiver(message.to)), ()
    is_first = document.outcome in ("contact", "escalate") and document.contact
    if is_first:
        first = document.contact[0]
        if first.kind == "rung":
            yield _("Turn to: {name}").format(name=first.name), first.how
        elif document.say is None:
            yield _("Contact: {name}").format(name=first.name), first.how
        elif first.medium == "phone":
            yield _("Call and say what stands below: {name}").format(name=first.name), first.how
        else:
            yield _("Send what stands below to: {name}").format(name=first.name), first.how
    for action in document.do_now:
        yield action, ()
    if document.outcome == "wait" and not document.do_now and document.next.follow_up is not None:
        yield document.next.follow_up.text, ()
    if is_first and _is_kept(document):
        log = _("Note the answer and its date: wallethelp cases log {id}")
        yield log.format(id=document.id), ()


def _is_kept(document: CaseDocument) -> bool:
    """Whether a command can name it: a command that cannot work helps nobody."""
    return document.id not in ("", words.UNSAVED)


def _message(document: CaseDocument, width: int, *, has_menu: bool) -> Part:
    message = document.to_send
    if message is None:
        return part(0, _NOTHING)
    heading = Section(_("What to say"), tight=True)
    lines = message.text.split("\n")
    whole: Page = (heading, *(Quote(line) for line in lines))
    if document.outcome in ("resolved", "emergency"):
        return part(8, whole, _NOTHING)
    command = f"wallethelp export {document.id} --for chat" if _is_kept(document) else "--full"
    pointer = Paragraph(_("Whole: “Copy what to say”") if has_menu else command, "quiet")

    def cut(most: int) -> Page:
        begin = "\n".join(_cut(" ".join(lines), width - 4, most))
        return (heading, Quote(begin), pointer)

    return part(1, whole, cut(3), cut(2), cut(1))


def _table(document: CaseDocument, *, urgent: bool, is_heard: bool) -> Iterator[Part]:
    """A short table below a rule: what is missing and at hand, other ways, the date, safety."""
    yield part(0, [Rule()])
    missing = [item for item in document.bring if item.state in ("missing", "later")]
    have = [item.label for item in document.bring if item.state == "have"]
    if missing:
        label = _("Missing")
        each = [Entry(label if n == 0 else "", _where(item)) for n, item in enumerate(missing)]
        number = plural("{n} thing: see everything", "{n} things: see everything", len(missing))
        names = _list([item.label for item in missing])
        yield part(2, each, [Entry(label, names)], [Entry(label, number)])
    if have:
        yield part(9, [Entry(_("Have"), _list(have))], _NOTHING)
    if document.evidence:
        files = [line.name for line in document.evidence]
        number = plural("{n} file: see everything", "{n} files: see everything", len(files))
        forms = (_list(files), number)
        yield part(9, *([Entry(_("Evidence"), form)] for form in forms), _NOTHING)
    first = 1 if document.outcome in ("contact", "escalate") else 0
    others = [contact.name for contact in document.contact[first:]]
    if others:
        yield part(4, [Entry(_("Call") if urgent else _("Others"), _list(others))], _NOTHING)
    if document.history:
        contacts = ([Entry(_("Noted"), text)] for text in _last_contact(document.history))
        yield part(3, *contacts)
    following = list(_following(document))
    following = following[-2:-1] or following if is_heard else following
    if following:
        yield part(5, *((Entry(_("Then"), text),) for text in following))
    if document.aged is not None:
        yield part(0, [Entry(_("Age"), document.aged)])
    careful = [Entry(_("Careful"), document.careful)]
    yield part(0, careful, _NOTHING) if urgent else part(0, careful)


def _last_contact(history: Sequence[HistoryLine]) -> Iterator[str]:
    """The contact noted last with the last ticket, in full and in short."""
    line = history[-1]
    number = next((line.ticket for line in reversed(history) if line.ticket), "")
    ticket = labelled(_("Ticket number"), number) if number else ""
    came_to = (line.result_text, line.whom, ticket, line.said)
    yield words.titled(line.at_text, line.channel_text, *came_to)
    yield words.titled(line.channel_text, ticket)


def _where(item: BringLine) -> str:
    return labelled(item.label, item.where) if item.where is not None else item.label


def _list(names: Sequence[str]) -> str:
    return _(", ").join(names)


def _following(document: CaseDocument) -> Iterator[str]:
    """When to follow up and where it goes on from there, in full and in short."""
    if document.onward is not None:
        return
    after, follow_up = document.next, document.next.follow_up
    onward = ""
    if after.guide is not None:
        onward = f"wallethelp diagnose --guide {after.guide.id}"
    elif after.ladder:
        onward = after.ladder[0].name
    then = [_("After that: {onward}").format(onward=onward)] if onward else []
    promises = [line.promised_text for line in document.history if line.promised_text]
    if promises:
        yield joined([_("Promised by {when}.").format(when=promises[-1]), *then])
        return
    if follow_up is None:
        if onward:
            yield _("If nothing happens: {onward}").format(onward=onward)
        return
    show = date_of if follow_up.basis != "promise" else time_of
    when = show(follow_up.at, seen_from=document.finished)
    match follow_up.basis:
        case "promise":
            short = _("Promised by {when}.").format(when=when)
        case "ours":
            short = _("No answer by {when} (our suggestion)? Follow up.").format(when=when)
        case _:
            short = _("No answer by {when}? Follow up.").format(when=when)
    if document.outcome != "wait":
        yield joined([follow_up.text, *then])
    yield joined([short, *then])
    yield short
