"""The formats a case can be exported in: a row each."""

from collections.abc import Callable
from datetime import datetime

from wallethelp.i18n import language
from wallethelp.render.case_page import case_page
from wallethelp.render.lines import text_of
from wallethelp.render.markdown import markdown_of
from wallethelp.render.page import Letter, Page, Title
from wallethelp.render.schema import CaseDocument
from wallethelp.render.shaped import Purpose, body_of, running, shaped_page, subject_of


def exported(document: CaseDocument, format_name: str, purpose: Purpose | None) -> str:
    """The case in one of the FORMATS, shaped for a purpose or whole.

    Raises KeyError for a format there is none of.
    """
    return FORMATS[format_name](document, purpose)


def letter_in(letter: Letter, format_name: str, at: datetime) -> str:
    """A statement in one of the LETTERS, written `at` a time. Raises KeyError for another."""
    return LETTERS[format_name](letter, at)


def export_page(document: CaseDocument, purpose: Purpose | None) -> Page:
    """The case as a page: shaped for a purpose, or whole."""
    return case_page(document) if purpose is None else shaped_page(document, purpose)


def _markdown(document: CaseDocument, purpose: Purpose | None) -> str:
    return markdown_of(export_page(document, purpose))


def _text(document: CaseDocument, purpose: Purpose | None) -> str:
    return text_of(case_page(document)) if purpose is None else body_of(document, purpose)


def _json(document: CaseDocument, _purpose: Purpose | None) -> str:
    return document.to_json()


def _html(document: CaseDocument, purpose: Purpose | None) -> str:
    from wallethelp.render.html import html_of

    return html_of(export_page(document, purpose), language())


def _email(document: CaseDocument, purpose: Purpose | None) -> str:
    from wallethelp.render.email import eml_of

    shaped = purpose or "email"
    subject = "" if shaped == "social" else subject_of(document, shaped)
    return eml_of(document.finished, subject, body_of(document, shaped))


def _ics(document: CaseDocument, _purpose: Purpose | None) -> str:
    from wallethelp.render.calendar import ics_of

    return ics_of(document)


FORMATS: dict[str, Callable[[CaseDocument, Purpose | None], str]] = {
    "markdown": _markdown,
    "text": _text,
    "json": _json,
    "html": _html,
    "email": _email,
    "ics": _ics,
}


def _letter_text(letter: Letter, _at: datetime) -> str:
    titles = [f"{block.text}\n{block.aside}" for block in letter.page if isinstance(block, Title)]
    return "\n\n".join([*titles, running(letter.page)])


def _letter_html(letter: Letter, _at: datetime) -> str:
    from wallethelp.render.html import html_of

    return html_of(letter.page, language())


def _letter_email(letter: Letter, at: datetime) -> str:
    from wallethelp.render.email import eml_of

    return eml_of(at, letter.subject, running(letter.page))


LETTERS: dict[str, Callable[[Letter, datetime], str]] = {
    "markdown": lambda letter, _at: markdown_of(letter.page),
    "text": _letter_text,
    "html": _letter_html,
    "email": _letter_email,
}
"""The formats of a statement."""
