"""A message as an .eml file that mail programs open as a draft."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime


def eml_of(at: datetime, subject: str, body: str) -> str:
    """A draft written `at` a time, with a subject and a body, and no address: none is known.

    The person fills in the address they found in the app or on the official site.
    """
    draft = EmailMessage(policy=SMTP)
    draft["X-Unsent"] = "1"
    draft["Date"] = format_datetime(at)
    draft["Subject"] = " ".join(subject.split())
    draft.set_content(body, charset="utf-8", cte="base64")
    return draft.as_string()
