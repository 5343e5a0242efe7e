"""A file asked about: what it shows, and whether a copy is kept."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from wallethelp.core.duration import Calendar
from wallethelp.core.evidence import EVIDENCE_FIELDS
from wallethelp.core.values import Detail
from wallethelp.i18n import _, labelled, say
from wallethelp.render import words
from wallethelp.render.value_words import reply_in_words
from wallethelp.ui.details import ask_detail
from wallethelp.ui.prompts import UI, Back, Choice, Select


class Told(Struct, frozen=True, kw_only=True):
    """What is told of a file beside what it says itself."""

    shows: Detail | None
    dated: Detail | None
    copy: bool


class Asking(Struct, frozen=True):
    """What was not given is asked for, one prompt after the other."""

    ui: UI
    calendar: Calendar
    now: datetime
    about: str
    """The case, named on every screen."""
    name: str
    why_not: str
    """Why it cannot be copied; nothing where it can."""

    def ask(self, given: Told) -> Told | None:
        """What is known by the end; None where the person goes back past the first prompt."""
        shows = given.shows
        while True:
            reply = self._shows(shows)
            if isinstance(reply, Back):
                return None
            shows = reply if isinstance(reply, Detail) else None
            if self.why_not:
                self.ui.tell([self.why_not, _("Its name, date and fingerprint are noted.")])
                return replace(given, shows=shows)
            if given.copy:
                return replace(given, shows=shows)
            copy = self._copy()
            if copy is not None:
                return replace(given, shows=shows, copy=copy)

    def _shows(self, before: Detail | None) -> object:
        spec = EVIDENCE_FIELDS["shows"]
        reply = ask_detail(
            self.ui,
            spec,
            {
                "key": "evidence/shows",
                "question": say(spec.ask),
                "heading": self._heading(),
                "explanation": (_("Who reads it then knows what to look for."),),
                "can_go_back": True,
                "optional": True,
            },
            now=self.now,
            calendar=self.calendar,
            default=before,
        )
        if not isinstance(reply, Back):
            shown = reply_in_words(reply, spec, seen_from=self.now)
            self.ui.tell([labelled(say(spec.label), shown)], "good")
        return reply

    def _copy(self) -> bool | None:
        """Whether a copy is kept; None to go back."""
        chosen = self.ui.select(
            Select(
                key="evidence/copy",
                question=_("Keep a copy with the case?"),
                heading=self._heading(),
                notes=(
                    _("Only with a copy can the file go into one bundle with the complaint."),
                    _("From JPEG and PNG pictures place, time and device are taken out."),
                ),
                explanation=(
                    _(
                        "Without a copy, name, date and a fingerprint (SHA-256) are noted: it shows"
                        " later that it is still the same file."
                    ),
                    _("A copy lies in a folder only you can read, until the case is deleted."),
                ),
                choices=(
                    Choice("no", _("No, only note it")),
                    Choice("yes", _("Yes, keep a copy")),
                ),
                default="no",
            )
        )
        return None if isinstance(chosen, Back) else chosen == "yes"

    def _heading(self) -> str:
        return words.titled(_("Add evidence"), self.name, self.about)
