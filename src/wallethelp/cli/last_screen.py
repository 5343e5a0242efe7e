"""The last screen: the case shown, and what the person can do with it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from msgspec import Struct, field
from msgspec.structs import replace

from wallethelp.cli.contacts import log_contact
from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError
from wallethelp.cli.exit_codes import ending_of
from wallethelp.cli.sharing import AWAY, Copy
from wallethelp.cli.streams import is_terminal
from wallethelp.cli.writing import write_output
from wallethelp.core.case import Case, case_of
from wallethelp.core.evidence import Pieces
from wallethelp.core.history import Log, Today
from wallethelp.core.session import Session
from wallethelp.i18n import _
from wallethelp.render import words
from wallethelp.render.case_page import case_page, why_page
from wallethelp.render.copied import copied, selectable
from wallethelp.render.fit import screens, sections
from wallethelp.render.lines import lines_of
from wallethelp.render.markdown import markdown_of
from wallethelp.render.page import Page
from wallethelp.render.qr import Code, Drawing, code_of, show_code
from wallethelp.render.reach_page import reach_page
from wallethelp.render.schema import CaseDocument
from wallethelp.render.summary_page import summary_page
from wallethelp.ui.adding import Adding, still_missing
from wallethelp.ui.clipboard import copy
from wallethelp.ui.list_screen import menu_height
from wallethelp.ui.plain import PlainUI
from wallethelp.ui.prompts import UI, Choice, Select, Sign

LEAST_HEIGHT = 8
"""Lines below which a screen is not worth fitting to."""
_SAY = "say:"
LEAST_PIECE = 2
"""Lines of a page that are shown at once even where the question below leaves fewer."""


class LastScreen(Struct, kw_only=True):
    """A finished case on the screen. `person` is who is asked what next; None where nobody is."""

    desk: Desk
    case: Case
    case_id: str
    is_kept: bool
    person: UI | None = None
    save: Callable[[Session], None] | None = None
    """Keeps what is said of the case from here on; None where nothing is kept."""
    log: Log = ()
    """The contacts noted so far: with one, the screen says what is next."""
    evidence: Pieces = ()
    adding: Adding | None = None
    """How details are told that are still missing; None where they cannot be."""
    _told: set[str] = field(default_factory=set)
    """What is said once in a run."""

    def show(self, *, full: bool = False, beside: bool = False) -> None:
        """The case on standard output, or `beside` the data on standard error."""
        desk = self.desk
        document = self._document(beside=beside)
        if full:
            desk.show(case_page(document), beside=beside)
            return
        width, whole = desk.size(beside=beside)
        has_menu = self.person is not None
        height = whole - menu_height(self._choices(), width) if has_menu else whole
        page = summary_page(
            document,
            width=width,
            height=max(height, LEAST_HEIGHT),
            is_heard=desk.plain,
            has_menu=has_menu,
        )
        pieces = screens(page, width, height) if has_menu else (page,)
        is_torn = len(pieces) > 1
        if is_torn:
            room = whole - menu_height(self._onward(), width)
            pieces = screens(page, width, max(room, LEAST_PIECE))
        for number, piece in enumerate(pieces, 1):
            desk.show(piece, beside=beside)
            # What the menu below would push off the screen stays there until a key is pressed.
            is_covered = is_torn and sum(1 for _line in lines_of(piece, width)) > height
            if (number < len(pieces) or is_covered) and not self._goes_on():
                return

    def ask_what_next(self) -> None:
        """Ask until the person is done."""
        while self.person is not None:
            chosen = self.person.select(self._menu())
            if chosen is Sign.DONE:
                return
            try:
                self._do(str(chosen))
            except (GivenError, UsageError, OSError) as error:
                self.desk.say(*ending_of(error).lines)
            is_to_say = str(chosen).startswith((_SAY, "copy"))
            if self.case.outcome == "emergency" and not self.desk.plain and not is_to_say:
                # What to do now is back whatever was looked at; what is to be said stays instead.
                self.show(beside=True)

    def _do(self, what: str) -> None:
        document = self._document(beside=True)
        pages = {"reach": reach_page, "why": why_page}
        if what in pages:
            self._read(pages[what](document))
        elif what == "add" and self.adding is not None and self.person is not None:
            self._add(self.adding, self.person)
        elif what == "copy" and document.to_send is not None:
            self._copy_message(document.to_send.text)
        elif what.startswith(_SAY):
            texts = {f"{_SAY}{script.to}": script.text for script in document.scripts}
            self._copy_message(texts[what])
        elif what == "code" and document.to_send is not None:
            self._show_code(document.to_send.text)
        elif what == "calls":
            self._change_calls()
        elif what == "everything":
            self._read(case_page(document))
        elif what == "log":
            self._log_contact()
        elif what == "write":
            self._write()

    def _log_contact(self) -> None:
        """Note a contact; from then on the screen says what is next, and the message is that."""
        noted = log_contact(self.desk, self.case_id, channel=None, given={})
        if noted is not None:
            self.log = noted.log
            self.show(beside=True)

    def _read(self, page: Page) -> None:
        """A long page: in a pager, or read aloud one section at a time."""
        desk, person = self.desk, self.person
        if not isinstance(person, PlainUI) or not is_terminal(desk.err.file):
            desk.page(page)
            return
        for name, section in sections(page):
            onward = _("Enter for the next ({name}), 0 to stop").format(name=name)
            if name and not person.goes_on(onward):
                return
            desk.show(section, beside=True)

    def _add(self, adding: Adding, person: UI) -> None:
        """Ask for what is missing; the message and the copies have it from then on."""
        session = adding.ask(self.case, person)
        if session.added != self.case.session.added:
            self.case = case_of(adding.world, session)
            self.desk.say(_("It is kept with the case."))

    def _change_calls(self) -> None:
        """Advise again for who cannot talk on a call, or can after all."""
        session = self.case.session
        session = replace(session, can_call=not session.can_call)
        if self.save is not None:
            self.save(session)
        self.case = case_of(self.desk.world, session)
        self.show(beside=True)

    def _copy_message(self, text: str) -> None:
        """The message as it stands on the screen, to the clipboard and between two lines."""
        desk = self.desk
        way = copy(text, terminal=desk.err.file)
        desk.say(*copied(way, mentions_sync="sync" not in self._told))
        self._told.add("sync")
        desk.put_beside(selectable(text, desk.size(beside=True)[0], rules=desk.rules))

    def _code(self, text: str) -> Code | None:
        """The message as a code that fits this screen, where one is read by eye."""
        if self.desk.plain:
            return None
        width, height = self.desk.size(beside=True)
        drawing: Drawing = "ascii" if self.desk.ascii_only else "blocks"
        return code_of(text, columns=width, rows=height - 3, drawing=drawing)

    def _show_code(self, text: str) -> None:
        code = self._code(text)
        if code is None or not show_code(self.desk.err, code):
            self.desk.say(_("It does not fit here as a code."))

    def _write(self) -> None:
        shared, path = self._copy(AWAY), Path(f"wallethelp-{self.case_id}.md")
        write_output(path, markdown_of(case_page(shared.document())), force=False)
        self.desk.say(*shared.contents(case_page), _("Written to {path}.").format(path=path))
        if self.is_kept:
            self.desk.say(
                _("Other forms, to send or print: wallethelp export {id} --help").format(
                    id=self.case_id
                )
            )

    def _menu(self) -> Select:
        choices = tuple(self._choices())
        return Select(
            key="menu:afterwards",
            question=_("What next?"),
            choices=choices,
            default=choices[0].value,
            can_go_back=False,
            is_compact=True,
        )

    def _choices(self) -> list[Choice]:
        document = self._document(beside=True)
        say = [Choice("copy", _("Copy what to say"))] * (document.to_send is not None)
        say = (list(_scripts(document)) if document.onward is None else []) or say
        reach = [Choice("reach", _("How to reach them"))] * bool(document.contact)
        # Where every minute counts, Enter leads to whom to call.
        choices = [*reach, *say] if document.outcome == "emergency" else [*say, *reach]
        if self.adding is not None and still_missing(self.case):
            choices.append(Choice("add", _("Add details")))
        if _is_about_calls(self.case, document):
            can_call = self.case.session.can_call
            calls = _("I cannot make calls") if can_call else _("I can make calls after all")
            choices.append(Choice("calls", calls))
        choices.append(Choice("everything", _("Everything")))
        if self.is_kept:
            choices.append(Choice("log", _("Note a contact")))
        if document.to_send is not None and self._code(document.to_send.text) is not None:
            choices.append(Choice("code", _("As a QR code (q)"), key="q"))
        choices.append(Choice("write", _("Save a copy to share")))
        choices.append(Choice("why", _("Why this advice?")))
        return [*choices, Choice(Sign.DONE, _("Done"))]

    def _onward(self) -> tuple[Choice, ...]:
        return Choice("next", _("What comes next")), Choice(Sign.DONE, _("Leave it at that"))

    def _goes_on(self) -> bool:
        if self.person is None:
            return True
        asked = Select(
            key="menu:next",
            question=_("It goes on."),
            choices=self._onward(),
            default="next",
            can_go_back=False,
            is_compact=True,
        )
        return self.person.select(asked) == "next"

    def _document(self, *, beside: bool) -> CaseDocument:
        desk = self.desk
        return self._copy(desk.err.file if beside else desk.out.file).document()

    def _copy(self, to: IO[str] | None) -> Copy:
        return Copy(
            case=self.case,
            pack=self.desk.pack,
            case_id=self.case_id,
            log=self.log,
            evidence=self.evidence,
            to=to,
            today=Today(self.desk.world, self.desk.now()),
        )


def _is_about_calls(case: Case, document: CaseDocument) -> bool:
    """Whether somebody is to be called, or would be, could the person talk on a call."""
    first = document.contact[:1]
    is_call = any(line.kind == "rung" or line.medium == "phone" for line in first)
    return is_call or not case.session.can_call


def _scripts(document: CaseDocument) -> Iterator[Choice]:
    for script in document.scripts:
        label = _("Say to {whom}").format(whom=words.receiver(script.to))
        yield Choice(f"{_SAY}{script.to}", label)
