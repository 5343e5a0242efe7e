"""Documents and pages of the walks."""

from datetime import datetime
from functools import cache

from tests.support import NOW
from tests.walks import WORLD, case_from, one_per_outcome
from wallethelp.core.redact import redacted
from wallethelp.core.scripts import Walk
from wallethelp.core.text import Language
from wallethelp.i18n import speaking
from wallethelp.render.case_page import case_page, why_page
from wallethelp.render.cases_page import CaseLine, cases_page, unfinished_page
from wallethelp.render.channels_page import channels_page, wallets_page
from wallethelp.render.document import document_of
from wallethelp.render.guide_page import guide_tree
from wallethelp.render.guides_page import guides_page
from wallethelp.render.page import Page
from wallethelp.render.schema import CaseDocument

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def document(walk: Walk, language: Language = "en", *, leaves: bool = False) -> CaseDocument:
    """The document of a walk, as it is kept or as it leaves."""
    with speaking(language):
        case = case_from(walk)
        if leaves:
            case = redacted(case, WORLD.pack.fields)
        return document_of(case, WORLD.pack, case_id="1120-1")


@cache
def pages(language: Language) -> dict[str, Page]:
    """Every kind of page, with a case of two kinds of outcome, by name."""
    pack = WORLD.pack
    with speaking(language):
        found = {
            "guides": guides_page(pack, ""),
            "wallets": wallets_page(pack),
            "cases": cases_page(_stored(NOW), NOW),
            "no cases": cases_page([], NOW),
            "unfinished": unfinished_page(
                "1120-1", "充值失败" * 20, [("银行卡扣款了吗？" * 12, "是")]
            ),
        }
        found["tree"] = guide_tree(pack.guides["emergency"], pack, "")
        found["channels"] = channels_page(pack.wallets["upay"], pack, NOW.date)
        for walk in (
            walk for walk in one_per_outcome() if walk.outcome in ("contact", "emergency")
        ):
            shown = document_of(case_from(walk), pack, case_id="1120-1")
            found[walk.title] = case_page(shown)
        found["why"] = why_page(shown)
    return found


def _stored(now: datetime) -> list[CaseLine]:
    return [
        CaseLine(
            id="1120-1",
            title="充值失败或没到账" * 9,
            state="open",
            outcome="contact",
            updated=now,
        ),
        CaseLine(id="1120-12", title="Top-up failed", state="unfinished", updated=now),
    ]
