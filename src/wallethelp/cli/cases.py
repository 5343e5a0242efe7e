"""`wallethelp cases`: what is kept on this computer."""

from wallethelp.cli.errors import CliError, store_problem
from wallethelp.cli.keeping import document_from, outcome_of, stored
from wallethelp.cli.packs import open_pack, world_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.case import UnfinishedError
from wallethelp.core.model import Pack, Wallet
from wallethelp.core.session import Session, follow
from wallethelp.i18n import _, say
from wallethelp.render import words
from wallethelp.render.case_page import case_page
from wallethelp.render.cases_page import CaseLine, cases_page, unfinished_page
from wallethelp.store.cases import CaseStore, StoreError
from wallethelp.ui.wizard import answer_in_words, question_of


def list_cases(around: Surroundings) -> None:
    """Every stored case, the newest first."""
    world = world_of(open_pack(around).pack)
    try:
        records = CaseStore(around.home).all()
    except StoreError as error:
        raise CliError(1, *store_problem(error)) from error
    lines = []
    for record in records:
        outcome = outcome_of(world, record.session) if record.finished else None
        lines.append(
            CaseLine(
                id=record.id,
                title=_title(world.pack, record.session),
                outcome=words.outcome(outcome) if outcome is not None else None,
                updated=record.updated,
            )
        )
    around.show(cases_page(lines, around.now()))


def show_case(around: Surroundings, case_id: str | None) -> None:
    """One stored case, whole; or what was answered so far."""
    record = stored(around, case_id)
    world = world_of(open_pack(around).pack)
    try:
        document = document_from(around, world, record, masked=not around.out.is_terminal)
    except UnfinishedError:
        visits = follow(world, record.session).visits
        answers = [
            _("{question} {answer}").format(
                question=question_of(visit.question),
                answer=answer_in_words(visit.question, visit.answer.reply, visit.answer.time),
            )
            for visit in visits
        ]
        page = unfinished_page(record.id, _title(world.pack, record.session), answers)
    else:
        page = case_page(document)
    around.show(page)


def _title(pack: Pack, session: Session) -> str:
    guide = pack.guides.get(session.guide)
    title = say(guide.title) if guide is not None else session.guide
    wallet: Wallet | None = pack.wallets.get(session.wallet or "")
    return f"{say(wallet.name)} · {title}" if wallet is not None else title
