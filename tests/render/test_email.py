"""A draft that a mail program opens."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

import pytest

from tests.render.support import LANGUAGES, document
from tests.walks import one_per_outcome
from wallethelp.core.scripts import Walk
from wallethelp.core.text import Language
from wallethelp.i18n import speaking
from wallethelp.render.email import eml_of
from wallethelp.render.shaped import PURPOSES, Purpose, body_of, subject_of

CONTACT = next(walk for walk in one_per_outcome() if walk.outcome == "contact")
ADDRESSES = ("From", "To", "Cc", "Bcc", "Reply-To", "Sender")


def draft(
    walk: Walk = CONTACT, purpose: Purpose = "email", language: Language = "en"
) -> tuple[EmailMessage, str, str]:
    """The draft as a mail program reads it, with the subject and the body it should have."""
    shown = document(walk, language)
    with speaking(language):
        subject, body = subject_of(shown, purpose), body_of(shown, purpose)
        read = message_from_bytes(
            eml_of(shown.finished, subject, body).encode("ascii"), policy=default
        )
    assert isinstance(read, EmailMessage)
    return read, subject, body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("walk", one_per_outcome(), ids=lambda walk: walk.outcome)
def test_it_opens_unsent_with_the_whole_subject_and_body(
    walk: Walk, purpose: Purpose, language: Language
) -> None:
    read, subject, body = draft(walk, purpose, language)
    assert read["X-Unsent"] == "1"
    # A long one may begin on a line of its own, after the space that folds it.
    assert read["Subject"].strip() == subject
    assert read.get_content() == body.replace("\n", "\r\n")
    assert not read.defects
    assert not any(header.defects for header in read.values())


def test_it_names_nobody_as_sender_or_receiver() -> None:
    read, _, _ = draft()
    assert not [name for name in ADDRESSES if name in read]


def test_it_is_plain_text_in_utf_8_and_all_ascii_on_the_way() -> None:
    read, _, _ = draft(language="zh")
    assert read.get_content_type() == "text/plain"
    assert read.get_content_charset() == "utf-8"
    assert read["MIME-Version"] == "1.0"


def test_it_carries_the_time_of_the_summary() -> None:
    read, _, _ = draft()
    assert parsedate_to_datetime(read["Date"]) == document(CONTACT).finished.replace(microsecond=0)


def test_every_line_ends_as_mail_wants_it_and_none_is_too_long() -> None:
    text = eml_of(document(CONTACT).finished, "名" * 300, "字" * 5000 + "\nend\n")
    assert text.replace("\r\n", "").count("\n") == 0
    assert max(map(len, text.split("\r\n"))) <= 78


@pytest.mark.parametrize("subject", ["one\nBcc: eve@example.com", "one\r\n\r\nbody", "one\rtwo"])
def test_a_subject_cannot_add_a_header_or_a_body(subject: str) -> None:
    text = eml_of(document(CONTACT).finished, subject, "the body\n")
    read = message_from_bytes(text.encode("ascii"), policy=default)
    assert isinstance(read, EmailMessage)
    assert "Bcc" not in read
    assert read["Subject"] == " ".join(subject.split())
    assert read.get_content() == "the body\r\n"
