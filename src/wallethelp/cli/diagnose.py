"""`wallethelp diagnose`: from a problem to a prepared case."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError, bad_file, nobody_to_answer
from wallethelp.cli.keeper import Keeper
from wallethelp.cli.last_cases import LastCases
from wallethelp.cli.streams import is_terminal
from wallethelp.cli.writing import check_output, write_output
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _
from wallethelp.ui import menu
from wallethelp.ui.prompts import UI, BadAnswerError

if TYPE_CHECKING:
    from wallethelp.cli.from_case import Further
    from wallethelp.core.case import Case
    from wallethelp.core.scripts import Script
    from wallethelp.core.session import Session
    from wallethelp.core.triage.guides import Triage
    from wallethelp.store.records import Record


class Request(Struct, frozen=True, kw_only=True):
    """What the command line asked for."""

    text: str = ""
    helping: str | None = None
    wallet: str | None = None
    guide: str | None = None
    answers: Path | None = None
    no_input: bool = False
    no_save: bool = False
    as_json: bool = False
    full: bool = False
    output: Path | None = None
    force: bool = False


def diagnose(desk: Desk, request: Request) -> None:
    """Ask, then show the case. What is wrong with the request is told before anything is asked.

    Raises UsageError for it, or with nobody to answer, and GivenError for a file that is wrong.
    """
    helping = _helping(request)
    if request.text and request.guide is not None:
        raise UsageError(
            _("A sentence is for finding the guide, and --guide names it: leave one of them out.")
        )
    if request.output is not None:
        check_output(request.output, force=request.force)
    wallet = desk.wallet(request.wallet).id if request.wallet is not None else None
    guide = desk.guide(request.guide).id if request.guide is not None else None
    person = desk.person(no_input=request.no_input)
    if person is None and request.text:
        from wallethelp.cli.finding import sentence

        # A person is told why a secret was refused, and goes on; nobody else can.
        request = replace(request, text=sentence(request.text))
    answers, ui = None, person
    if request.answers is not None:
        from wallethelp.cli.answers import read_answers
        from wallethelp.ui.player import scripted

        answers = read_answers(
            request.answers, desk.world, now=desk.now(), can_ask=person is not None
        )
        ui = scripted(answers, otherwise=person)
        if guide is None and answers.guide is not None and not request.text:
            guide = desk.guide(answers.guide).id
        if wallet is None and answers.wallet is not None:
            wallet = desk.wallet(answers.wallet).id
    if ui is None:
        raise nobody_to_answer(_("The wizard asks questions."))
    conversation = Conversation(
        desk=desk,
        ui=ui,
        person=person,
        keeper=Keeper(desk, save=not request.no_save),
        request=request,
        guide=guide,
        known=menu.Asker(wallet, helping),
        answers=answers,
    )
    conversation.hold()


def resume(desk: Desk, case_id: str | None) -> None:
    """Go on with an unfinished case, at the very question.

    Raises UsageError where there is none, where it is finished, or with nobody to answer.
    """
    from wallethelp.cli.stored import finished_case, stored

    record = stored(desk, case_id, unfinished=True)
    # A guide that changed since can ask something more.
    if record.finished and finished_case(desk.world, record.session) is not None:
        raise UsageError(
            _("Case {id} is finished.").format(id=record.id),
            _("Read it: wallethelp cases show {id}").format(id=record.id),
        )
    person = desk.person()
    if person is None:
        raise nobody_to_answer(_("The wizard asks questions."))
    conversation = Conversation(
        desk=desk, ui=person, person=person, keeper=Keeper(desk, save=True), resumed=record
    )
    conversation.hold()


def _helping(request: Request) -> str | None:
    if not request.helping:
        return None
    name, problem = menu.read_name(request.helping)
    if problem:
        raise GivenError(f"--helping: {problem}")
    return name or None


class Conversation(Struct, frozen=True, kw_only=True):
    """From the first question to the case, and what is done with it."""

    desk: Desk
    ui: UI
    """Who replies: a person, or a file of answers that turns to one."""
    person: UI | None
    keeper: Keeper
    request: Request = field(default_factory=Request)
    guide: str | None = None
    known: menu.Asker = field(default_factory=menu.Asker)
    answers: "Script | None" = None
    resumed: "Record | None" = None

    def hold(self) -> None:
        """Ask, keep and show; say what is kept where it is cut short, by a signal say.

        Raises GivenError for answers that their questions do not take.
        """
        part = self.desk.foreign
        if part is not None and self.person is not None and not self._begins_with_the_menu():
            self.ui.tell([part.text], "warning")
        try:
            session = self._go_on(self.resumed) if self.resumed else self._begin()
            if session is None:
                return
            self.keeper.save(session, finished=True)
            self._note_unused(session)
            self._deliver(session)
        except (KeyboardInterrupt, SystemExit):
            self.desk.say(*self.keeper.what_is_kept_so_far())
            raise
        except BadAnswerError as error:
            if self.answers is None:
                raise
            from wallethelp.ui.script_mistakes import mistake_of

            raise bad_file([mistake_of(self.answers, error)]) from error

    def _begins_with_the_menu(self) -> bool:
        """Whether the first screen is the one that says itself whose guides these are."""
        return self.resumed is None and self.guide is None and not self.request.text

    def _begin(self) -> "Session | None":
        """The finished session; None where a case that was kept was looked at instead."""
        last = LastCases(self.desk)
        text, left = self.request.text, None
        while True:
            chosen = self._chosen(text, last, left)
            if isinstance(chosen, menu.Resume):
                from wallethelp.cli.stored import stored

                return self._go_on(stored(self.desk, chosen.case_id))
            if isinstance(chosen, menu.Due):
                self._look_at(chosen.case_id)
                return None
            from wallethelp.core.session import start
            from wallethelp.ui.wizard import run

            further = self._further(chosen.guide, last)
            session = start(
                self.desk.world,
                guide=chosen.guide,
                wallet=chosen.asker.wallet or further.wallet,
                now=self.desk.now(),
                helping=chosen.asker.helping,
                can_call=last.can_call(chosen.asker.helping),
            )
            finished = run(
                self.desk.world,
                session,
                further.ui,
                now=self.desk.now,
                save=self._save,
                can_leave=self.person is not None and self.guide is None,
                habits=last.habits(),
            )
            if finished is not None:
                return finished
            # Back from the guide leads to the screen it was chosen on.
            text, left = "", chosen

    def _further(self, guide: str, last: LastCases) -> "Further":
        """Who replies in this guide, and for which wallet: a case it takes further knows much."""
        from wallethelp.cli.from_case import Further, taken_further

        # With a file of answers, what it says counts.
        if self.person is None or self.answers is not None:
            return Further(self.ui)
        return taken_further(self.desk, self.person, guide, last.records)

    def _save(self, session: "Session") -> None:
        # With nobody to ask, the file holds every answer: only a whole case is worth keeping.
        if self.person is not None:
            self.keeper.save(session)

    def _keep_finished(self, session: "Session") -> None:
        self.keeper.save(session, finished=True)

    def _go_on(self, record: "Record") -> "Session":
        from wallethelp.cli.stored import session_from
        from wallethelp.ui.wizard import run

        session = session_from(self.desk, record)
        self.desk.say(_("Going on with case {id}.").format(id=record.id))
        self.keeper.record = record

        def now() -> datetime:
            return in_zone(self.desk.now(), session.zone)

        habits = LastCases(self.desk).habits()
        finished = run(
            self.desk.world, session, self.ui, now=now, save=self.keeper.save, habits=habits
        )
        return finished if finished is not None else session

    def _chosen(
        self, text: str, last: LastCases, left: menu.Chosen | None
    ) -> menu.Chosen | menu.Resume | menu.Due:
        """The guide to go through: given, found from a sentence, or asked for."""
        asker = self.known
        if self.guide is not None:
            return menu.Chosen(self.guide, asker)

        def find(sentence: str) -> "Triage":
            # The index is made when the first sentence is to be found.
            return self.desk.index.rank(sentence)

        if text and self.person is None:
            return _clearly(find(text), asker)
        from wallethelp.store.home import remember_language

        first = menu.Menu(
            pack=self.desk.pack,
            ui=self.ui,
            find=find,
            remember=lambda language: remember_language(self.desk.home, language),
            unfinished=last.unfinished(),
            due=last.due(),
        )
        if text:
            found = first.understood(asker, text)
            if isinstance(found, menu.Chosen):
                return found
        return first.choose(asker, left=left)

    def _look_at(self, case_id: str) -> None:
        """A case in which something is due: what is next, its message, and what can be done."""
        from wallethelp.cli.last_screen import LastScreen
        from wallethelp.cli.over import ask_if_over, is_to_be_asked
        from wallethelp.cli.stored import case_from, stored

        record = stored(self.desk, case_id)
        self.keeper.record = record
        if (
            self.person is not None
            and is_to_be_asked(self.desk, record, case_from(self.desk, record))
            and ask_if_over(self.desk, self.person, record)
        ):
            return
        last = LastScreen(
            desk=self.desk,
            case=case_from(self.desk, record),
            case_id=record.id,
            is_kept=True,
            person=self.person,
            save=self._keep_finished,
            log=record.log,
            evidence=record.evidence,
        )
        last.show()
        last.ask_what_next()

    def _deliver(self, session: "Session") -> None:
        """Show the case, or write it; where its data went, a person at the terminal sees it too."""
        from wallethelp.cli.last_screen import LastScreen
        from wallethelp.core.case import case_of
        from wallethelp.ui.adding import Adding

        desk, request = self.desk, self.request
        case = case_of(desk.world, session)
        asks = self.person is not None and self.answers is None
        last = LastScreen(
            desk=desk,
            case=case,
            case_id=self.keeper.case_id,
            is_kept=self.keeper.is_kept,
            person=self.person if asks and not request.as_json else None,
            save=self._keep_finished,
            adding=Adding(
                world=desk.world,
                now=lambda: in_zone(desk.now(), session.zone),
                save=self._keep_finished,
                currency=LastCases(desk).habits().currency,
            ),
        )
        # At a terminal it closes the visit, and the page stands whole on the screen before it.
        closes = last.person is not None and is_terminal(desk.out.file) and request.output is None
        if not closes:
            desk.say(*self.keeper.what_is_kept())
        if request.output is not None:
            self._write(case, request.output)
        elif request.as_json:
            from wallethelp.cli.sharing import Copy
            from wallethelp.core.version import version_of

            copy = Copy(
                case=case,
                pack=desk.pack,
                case_id=self.keeper.case_id,
                guides=version_of(desk.world, session),
            )
            desk.put(copy.document().to_json(), is_json=True)
            if asks:
                last.show(full=request.full, beside=True)
                desk.say(_("The data went to standard output."))
        else:
            last.show(full=request.full)
        if request.output is None:
            last.ask_what_next()
        if closes:
            desk.say(*self.keeper.what_is_kept())

    def _write(self, case: "Case", path: Path) -> None:
        from wallethelp.cli.sharing import Copy
        from wallethelp.core.version import version_of
        from wallethelp.render.case_page import case_page
        from wallethelp.render.lines import text_of
        from wallethelp.render.markdown import markdown_of

        copy = Copy(
            case=case,
            pack=self.desk.pack,
            case_id=self.keeper.case_id,
            guides=version_of(self.desk.world, case.session),
        )
        document, as_json = copy.document(), self.request.as_json
        page = case_page(document)
        is_markdown = path.suffix.lower() in (".md", ".markdown")
        text = markdown_of(page) if is_markdown else text_of(page)
        self.desk.say(*copy.contents(lambda shown: shown if as_json else case_page(shown)))
        write_output(path, document.to_json() if as_json else text, force=self.request.force)
        self.desk.say(_("Written to {path}.").format(path=path))

    def _note_unused(self, session: "Session") -> None:
        if self.answers is not None:
            from wallethelp.cli.answers import off_path
            from wallethelp.render.mistake_words import mistake_line

            self.desk.say(*map(mistake_line, off_path(self.answers, session)))


def _clearly(triage: "Triage", asker: menu.Asker) -> menu.Chosen:
    """The clear winner of a sentence, where nobody is there to confirm one."""
    if triage.is_clear:
        asker = replace(asker, wallet=asker.wallet or triage.wallet)
        return menu.Chosen(triage.matches[0].guide, asker)
    lines = [_("It is not clear which guide the sentence is about.")]
    if triage.matches:
        names = _(", ").join(match.guide for match in triage.matches[:3])
        lines.append(_("It may be: {names}").format(names=names))
    raise UsageError(*lines, _("Name the guide: wallethelp diagnose --guide NAME"))
