"""A case shaped for one channel: a chat message, a call sheet, an e-mail, a complaint."""

from collections.abc import Iterator
from typing import Literal, get_args

from wallethelp.i18n import _, labelled
from wallethelp.render import words
from wallethelp.render.blanks import blanked, sender, signing
from wallethelp.render.case_page import history
from wallethelp.render.evidence import listed
from wallethelp.render.foreign import foreign_blocks
from wallethelp.render.message import Size, public_message
from wallethelp.render.page import (
    BLANK,
    Block,
    Entry,
    Page,
    Paragraph,
    Quote,
    Section,
    Signing,
    Title,
)
from wallethelp.render.schema import CaseDocument

Purpose = Literal["chat", "phone", "email", "social", "complaint"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
SIZES: dict[Purpose, Size] = {
    "chat": "short",
    "phone": "short",
    "email": "full",
    "social": "public",
    "complaint": "short",
}
"""How much of the message each purpose takes."""


def shaped_page(document: CaseDocument, purpose: Purpose) -> Page:
    """The page for `purpose`, of a document that was made with its size.

    A social page holds the public message and nothing of the case. Behind everything stands from
    which guides it comes, where they are not the program's own.
    """
    blocks = (*_BLOCKS[purpose](document), *foreign_blocks(document.pack))
    return tuple(blanked(blocks) if purpose == "complaint" else blocks)


def subject_of(document: CaseDocument, purpose: Purpose) -> str:
    """The subject line of an e-mail."""
    number = next((line.ticket for line in reversed(document.history) if line.ticket), "")
    what = document.guide.name
    if document.wallet is not None:
        what = labelled(document.wallet.name, what)
    if purpose == "complaint":
        what = _("Formal complaint: {subject}").format(subject=what)
    return _("{subject} (ticket {number})").format(subject=what, number=number) if number else what


def body_of(document: CaseDocument, purpose: Purpose) -> str:
    """The page as running text for a mail or a chat window: no title, no indentation."""
    return running(shaped_page(document, purpose))


def running(page: Page) -> str:
    """A page as running text: no title, no indentation, no line broken."""
    lines: list[str] = []
    for block in page:
        match block:
            case Section(text=text):
                lines += ["", text]
            case Paragraph(text=text) | Quote(text=text):
                lines.append(text)
            case Entry(mark=mark, text=text, details=details):
                lead = f"{mark}. {text}" if mark.isdigit() else labelled(mark, text)
                lines.append(f"- {text}" if mark == "-" else lead)
                lines += [f"  {detail}" for detail in details]
            case Signing(text=text, names=names):
                lines += ["", text, *(labelled(name, BLANK) for name in names)]
            case _:
                continue
    return "\n".join(lines).strip() + "\n"


def _message(document: CaseDocument) -> str:
    """What to say now; where nothing is to be sent now, what the guide says."""
    message = document.to_send or document.say
    return message.text if message is not None else document.title


def _quote_only(document: CaseDocument) -> Iterator[Block]:
    yield Quote(_message(document))


def _social(document: CaseDocument) -> Iterator[Block]:
    yield Paragraph(
        _(
            "Send it as a private message, to the account that the app or its official site names."
            " Do not post it: impostors look for such posts and answer first."
        )
    )
    wallet = document.wallet
    yield Quote(public_message(wallet.name if wallet is not None else _("my wallet")))


def _call_sheet(document: CaseDocument) -> Iterator[Block]:
    yield Title(_("Call sheet"), words.case_name(document.id))
    yield Section(_("Say this"))
    yield Quote(_message(document))
    details = [item for item in document.bring if item.value is not None]
    if details:
        yield Section(_("If they ask"))
        for item in details:
            yield Entry("-", labelled(item.label, item.value or ""))
    yield Section(_("Ask and write down"))
    for number, question in enumerate(
        (
            _("Who am I speaking with?"),
            _("What is the ticket number?"),
            _("What happens next, and by when will I hear?"),
        ),
        1,
    ):
        yield Entry(str(number), question)
    if document.id != words.UNSAVED:
        yield Paragraph(_("Then: wallethelp cases log {id}").format(id=document.id), "quiet")
    yield Section(_("Never say"))
    yield Paragraph(
        _("Passwords, PINs, one-time codes, the card's security code, recovery words, private keys")
    )
    yield Paragraph(document.safety[0] if document.safety else "")


def _email(document: CaseDocument) -> Iterator[Block]:
    yield Title(subject_of(document, "email"))
    yield Quote(_message(document))


def _complaint(document: CaseDocument) -> Iterator[Block]:
    """Who, what, since when, and how it should be put right (general.complaint.contents)."""
    yield Title(subject_of(document, "complaint"), words.case_name(document.id))
    yield from sender(document.helping)
    onward = document.onward
    if onward is not None and onward.do in ("complaint", "beyond") and onward.say is not None:
        # It begins with what is asked for, and has the contacts in it.
        yield Section(_("My complaint"))
        yield from map(Paragraph, onward.say.text.split("\n"))
        yield from _known(document)
        yield from listed(document.evidence)
        yield signing()
        return
    yield Section(_("What I ask for"))
    yield Paragraph(_("Please settle it, tell me the result in writing, and by when."))
    yield Paragraph(_("If you cannot, please tell me who decides, and how I can have it reviewed."))
    yield Section(_("What it is about"))
    said = document.say.text if document.say is not None else document.title
    yield from map(Paragraph, said.split("\n"))
    yield from _known(document)
    yield from history(document)
    yield from listed(document.evidence)
    yield signing()


def _known(document: CaseDocument) -> Iterator[Block]:
    """What is known and what was tried."""
    yield Section(_("Since when"))
    for item in document.bring:
        if item.value is not None:
            yield Entry("-", labelled(item.label, item.value))
    if document.tried:
        yield Section(_("What I tried"))
        for check in document.tried:
            yield Entry("-", labelled(check.what, check.result_text))


_BLOCKS = {
    "chat": _quote_only,
    "phone": _call_sheet,
    "email": _email,
    "social": _social,
    "complaint": _complaint,
}
