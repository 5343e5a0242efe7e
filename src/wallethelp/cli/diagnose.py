"""`wallethelp diagnose`: from a problem to a prepared case."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

import typer

from wallethelp.cli.answers import off_path, read_answers
from wallethelp.cli.cases import tell_what_is_due, unfinished_choice
from wallethelp.cli.errors import GIVEN, USAGE, CliError, bad_file, check_output, write_output
from wallethelp.cli.finding import index_of, sentence
from wallethelp.cli.keeper import Keeper
from wallethelp.cli.keeping import finished_case, session_from, stored
from wallethelp.cli.leaving import AWAY, Copy
from wallethelp.cli.packs import guide_of, open_pack, wallet_of, world_of
from wallethelp.cli.surroundings import Surroundings, nobody_to_answer
from wallethelp.core.case import case_of
from wallethelp.core.scripts import Script
from wallethelp.core.session import Session, World, start
from wallethelp.core.triage import Triage
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _
from wallethelp.render import words
from wallethelp.render.case_page import case_page, why_page
from wallethelp.render.lines import text_of
from wallethelp.render.markdown import markdown_of
from wallethelp.render.mistakes import mistake_line
from wallethelp.store.home import remember_language
from wallethelp.store.records import Record
from wallethelp.ui import menu
from wallethelp.ui.details import FROM
from wallethelp.ui.player import scripted
from wallethelp.ui.prompts import (
    UI,
    Back,
    BadAnswerError,
    Choice,
    Select,
    UnansweredError,
)
from wallethelp.ui.script_mistakes import mistake_of
from wallethelp.ui.wizard import run


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What the command line asked for."""

    text: str = ""
    helping: str | None = None
    wallet: str | None = None
    guide: str | None = None
    answers: Path | None = None
    no_input: bool = False
    no_save: bool = False
    as_json: bool = False
    output: Path | None = None
    force: bool = False


def diagnose(around: Surroundings, request: Request) -> None:
    """Ask, then show the case. Raises CliError, and typer.Exit(130) when it was interrupted."""
    person = around.ui(no_input=request.no_input)
    helping = _helping(request)
    if person is None:
        # A person is told why a secret was refused, and goes on; nobody else can.
        request = replace(request, text=sentence(request.text))
    if person is None and request.answers is None:
        raise nobody_to_answer(_("The wizard asks questions."))
    if request.output is not None:
        check_output(request.output, force=request.force)
    loaded = open_pack(around)
    world = world_of(loaded.pack)
    wallet = wallet_of(loaded.pack, request.wallet).id if request.wallet is not None else None
    guide = guide_of(loaded, request.guide).id if request.guide is not None else None
    known = menu.Known(wallet, helping)
    answers = _answers(around, request, world, can_ask=person is not None)
    ui: UI | None = person
    if answers is not None:
        ui = scripted(answers, otherwise=person)
    if ui is None:
        raise nobody_to_answer(_("The wizard asks questions."))
    keeper = Keeper(around, world, save=not request.no_save)
    asking = ui

    def converse() -> Session:
        return _until_done(
            around, world, asking, keeper, request, guide, known, can_ask=person is not None
        )

    _carry_out(around, world, keeper, request, converse, answers, person)


def _helping(request: Request) -> str | None:
    name = menu.read_name(request.helping or "")
    if isinstance(name, str):
        return name or None
    raise CliError(GIVEN, f"--helping: {words.not_kept(name)}")


def resume(around: Surroundings, case_id: str | None) -> None:
    """Go on with an unfinished case, at the very question. Raises as `diagnose` does."""
    person = around.ui(no_input=False)
    if person is None:
        raise nobody_to_answer(_("The wizard asks questions."))
    record = stored(around, case_id, unfinished=True)
    world = world_of(open_pack(around).pack)
    # A guide that changed since can ask something more.
    if record.finished and finished_case(world, record.session) is not None:
        raise CliError(
            USAGE,
            _("Case {id} is finished.").format(id=record.id),
            _("Read it: wallethelp cases show {id}").format(id=record.id),
        )
    keeper = Keeper(around, world, save=True)
    asking = person

    def converse() -> Session:
        return _go_on(around, world, asking, keeper, record)

    _carry_out(around, world, keeper, Request(), converse, None, person)


def _go_on(around: Surroundings, world: World, ui: UI, keeper: Keeper, record: Record) -> Session:
    session = session_from(around, world, record)
    around.say(_("Going on with case {id}.").format(id=record.id))
    keeper.record = record

    def now() -> datetime:
        return in_zone(around.now(), session.zone)

    finished = run(world, session, ui, now=now, save=keeper.save)
    return finished if finished is not None else session


def _carry_out(
    around: Surroundings,
    world: World,
    keeper: Keeper,
    request: Request,
    converse: Callable[[], Session],
    answers: Script | None,
    person: UI | None,
) -> None:
    """Have the conversation, keep and show what it comes to; end in order when it is cut short."""
    try:
        session = converse()
        keeper.save(session, finished=True)
        _note_unused(around, answers, session)
        _deliver(around, world, session, keeper, request)
        if person is not None and answers is None and not request.as_json:
            _afterwards(around, world, session, keeper, person)
    except KeyboardInterrupt as error:
        _say_what_is_kept(around, keeper)
        raise typer.Exit(130) from error
    except SystemExit:
        # A signal asked the program to end; its handler chose the exit code.
        _say_what_is_kept(around, keeper)
        raise
    except UnansweredError as error:
        raise _unanswered(error) from error
    except BadAnswerError as error:
        if answers is None:
            raise
        raise bad_file([mistake_of(answers, error)]) from error


def _answers(
    around: Surroundings, request: Request, world: World, *, can_ask: bool
) -> Script | None:
    if request.answers is None:
        return None
    return read_answers(request.answers, world, now=around.now(), can_ask=can_ask)


def _until_done(
    around: Surroundings,
    world: World,
    ui: UI,
    keeper: Keeper,
    request: Request,
    guide: str | None,
    known: menu.Known,
    *,
    can_ask: bool,
) -> Session:
    def save(session: Session) -> None:
        # With nobody to ask, the file holds every answer: only a whole case is worth keeping.
        if can_ask:
            keeper.save(session)

    text = request.text
    while True:
        chosen = _chosen(around, world, ui, guide, known, text, can_ask=can_ask)
        if isinstance(chosen, menu.Resume):
            return _go_on(around, world, ui, keeper, stored(around, chosen.case_id))
        # Back from the guide leads to the menu, not to the sentence again.
        text = ""
        session = start(
            world,
            guide=chosen.guide,
            wallet=chosen.wallet,
            now=around.now(),
            helping=chosen.helping,
        )
        can_leave = can_ask and chosen != menu.Chosen(known.wallet, guide or "", known.helping)
        finished = run(world, session, ui, now=around.now, save=save, can_leave=can_leave)
        if finished is not None:
            return finished


def _chosen(
    around: Surroundings,
    world: World,
    ui: UI,
    guide: str | None,
    known: menu.Known,
    text: str,
    *,
    can_ask: bool,
) -> menu.Chosen | menu.Resume:
    """The guide and wallet to go through: given, found from a sentence, or asked for."""
    pack = world.pack
    if guide is not None:
        if can_ask and guide != pack.info.emergency:
            about = menu.choose_wallet(pack, ui, known, can_go_back=False)
            known = known if isinstance(about, Back) else about
        return menu.Chosen(known.wallet, guide, known.helping)

    def find(sentence: str) -> Triage:
        return index_of(around, pack).rank(sentence)

    if text:
        triage = find(text)
        if not can_ask:
            return _clearly(triage, known)
        found = menu.choose_found(pack, ui, known, text, triage)
        if not isinstance(found, Back):
            return found
    tell_what_is_due(around, world)
    return menu.choose(
        pack,
        ui,
        known,
        find=find,
        remember=lambda language: remember_language(around.home, language),
        unfinished=unfinished_choice(around, world),
    )


def _clearly(triage: Triage, known: menu.Known) -> menu.Chosen:
    """The clear winner of a sentence, where nobody is there to confirm one."""
    if triage.is_clear:
        return menu.Chosen(known.wallet or triage.wallet, triage.matches[0].guide, known.helping)
    lines = [_("It is not clear which guide the sentence is about.")]
    if triage.matches and not triage.is_off_topic:
        names = _(", ").join(match.guide for match in triage.matches[:3])
        lines.append(_("It may be: {names}").format(names=names))
    raise CliError(USAGE, *lines, _("Name the guide: wallethelp diagnose --guide NAME"))


def _deliver(
    around: Surroundings, world: World, session: Session, keeper: Keeper, request: Request
) -> None:
    """Show the case, or write it."""
    copy = Copy(
        case=case_of(world, session),
        pack=world.pack,
        case_id=keeper.case_id,
        to=around.out.file if request.output is None and not request.as_json else AWAY,
    )
    document = copy.document()
    if request.output is None:
        if request.as_json:
            around.put(document.to_json())
        else:
            around.show(case_page(document))
    else:
        page = case_page(document)
        is_markdown = request.output.suffix.lower() in (".md", ".markdown")
        text = markdown_of(page) if is_markdown else text_of(page)
        around.say(*copy.contents(lambda shown: shown if request.as_json else case_page(shown)))
        write_output(
            request.output, document.to_json() if request.as_json else text, force=request.force
        )
        around.say(_("Written to {path}.").format(path=request.output))
    if keeper.record is not None and not keeper.is_keeping:
        around.say(_only_the_beginning(keeper))
    elif keeper.record is not None:
        around.say(
            _(
                "Kept on this computer as case {id}. Read it again: wallethelp cases show {id}"
            ).format(id=keeper.case_id)
        )
    else:
        around.say(_("Nothing was kept."))


def _afterwards(
    around: Surroundings, world: World, session: Session, keeper: Keeper, ui: UI
) -> None:
    """What the person can still do with the summary."""
    case = case_of(world, session)

    def copy_to(to: IO[str] | None) -> Copy:
        return Copy(case=case, pack=world.pack, case_id=keeper.case_id, to=to)

    while True:
        path = Path(f"wallethelp-{keeper.case_id}.md")
        chosen = ui.select(
            Select(
                key="menu:afterwards",
                question=_("What next?"),
                choices=(
                    Choice("done", _("Done")),
                    Choice("why", _("Why this advice?")),
                    Choice("write", _("Write a copy to share: {path}").format(path=path)),
                ),
                can_go_back=False,
            )
        )
        if chosen == "why":
            around.show(why_page(copy_to(around.err.file).document()), beside=True)
        elif chosen == "write":
            copy = copy_to(AWAY)
            try:
                write_output(path, markdown_of(case_page(copy.document())), force=False)
                around.say(*copy.contents(case_page), _("Written to {path}.").format(path=path))
            except CliError as error:
                around.say(*error.lines)
        else:
            return


def _note_unused(around: Surroundings, answers: Script | None, session: Session) -> None:
    if answers is not None:
        around.say(*map(mistake_line, off_path(answers, session)))


def _only_the_beginning(keeper: Keeper) -> str:
    return _("Only your earlier answers were kept, as case {id}.").format(id=keeper.case_id)


def _say_what_is_kept(around: Surroundings, keeper: Keeper) -> None:
    if keeper.record is not None and not keeper.is_keeping:
        around.say(_only_the_beginning(keeper))
    elif keeper.record is not None:
        around.say(
            _("Interrupted. Your answers are kept. Go on: wallethelp cases resume {id}").format(
                id=keeper.case_id
            )
        )
    elif keeper.is_keeping:
        around.say(_("Interrupted. There was nothing to keep yet."))
    else:
        around.say(_("Interrupted. Nothing was kept."))


def _unanswered(error: UnansweredError) -> CliError:
    if error.key.endswith(FROM):
        return CliError(USAGE, *words.counted_from_unknown(error.key.removesuffix(FROM)))
    if error.key.endswith("?"):
        return CliError(USAGE, *words.several(error.key.rstrip("?"), error.choices))
    lines = [_("“{key}” has no answer: {question}").format(key=error.key, question=error.question)]
    if error.choices:
        lines.append(_("It takes one of: {names}").format(names=", ".join(error.choices)))
    if error.key.startswith("menu:"):
        lines.append(_("Name the guide: wallethelp diagnose --guide NAME. See: wallethelp guides"))
    else:
        part = "steps" if "/" in error.key else "fields"
        lines.append(
            _("Add it to the answers file under “{part}”, or run this on a terminal.").format(
                part=part
            )
        )
    return CliError(USAGE, *lines)
