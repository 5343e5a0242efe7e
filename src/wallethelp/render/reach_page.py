"""Whom to contact and how the genuine one is found, step by step."""

from wallethelp.i18n import _
from wallethelp.render import words
from wallethelp.render.case_page import contact_entry
from wallethelp.render.foreign import foreign_blocks
from wallethelp.render.page import Page, Rule, Title
from wallethelp.render.schema import CaseDocument


def reach_page(document: CaseDocument) -> Page:
    """Every way that was advised, with its reasons and steps; the best first."""
    return (
        Title(_("How to reach them"), words.case_name(document.id)),
        Rule(),
        *foreign_blocks(document.pack),
        *(contact_entry(str(contact.rank), contact, how=True) for contact in document.contact),
        *(contact_entry("-", contact, how=False) for contact in document.ruled_out),
    )
