"""A wallet's channels in the order in which the ends of a guide recommend them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from wallethelp.core.advice import Ranked, advise, for_end
from wallethelp.core.guide import End, Guide
from wallethelp.core.model import Wallet
from wallethelp.core.session import World
from wallethelp.i18n import _, joined, labelled, say
from wallethelp.render import words
from wallethelp.render.page import Block, Entry, Page, Paragraph, Rule, Section, Title


def ranking_page(wallet: Wallet, guide: Guide, world: World, now: datetime) -> Page:
    """For each outcome of `guide`, the channels of `wallet` in their order with the reasons."""

    def blocks() -> Iterator[Block]:
        yield Title(words.titled(say(wallet.name), say(guide.title)))
        yield Rule()
        for end in _ends(guide):
            yield Section(labelled(words.outcome(end.end), say(end.title)))
            advice = advise(wallet.channels, for_end(end, now), world.calendar)
            for number, ranked in enumerate(advice.recommended, 1):
                yield _ranked(str(number), ranked, wallet)
            for ranked in advice.ruled_out:
                yield _ranked("-", ranked, wallet)
        yield Paragraph("")
        yield Paragraph(_("The order can change with your answers: whether you can log in, say."))

    return tuple(blocks())


def _ends(guide: Guide) -> Iterator[End]:
    for step in guide.steps.values():
        if isinstance(step, End) and step.end != "resolved":
            yield step


def _ranked(mark: str, ranked: Ranked, wallet: Wallet) -> Entry:
    reasons = joined(words.reason(reason.code) for reason in ranked.reasons)
    return Entry(mark, say(wallet.channels[ranked.channel].name), (reasons,) if reasons else ())


def ranking_data(wallet: Wallet, guide: Guide, world: World, now: datetime) -> dict[str, Any]:
    """The same as plain data for `--json`."""

    def rows(ranked: Iterable[Ranked]) -> list[dict[str, Any]]:
        return [
            {
                "id": each.channel,
                "score": each.score,
                "reasons": [
                    {"code": reason.code, "text": words.reason(reason.code)}
                    for reason in each.reasons
                ],
            }
            for each in ranked
        ]

    ends = []
    for end in _ends(guide):
        advice = advise(wallet.channels, for_end(end, now), world.calendar)
        ends.append(
            {
                "outcome": end.end,
                "title": say(end.title),
                "recommended": rows(advice.recommended),
                "ruled_out": rows(advice.ruled_out),
            }
        )
    return {
        "schema": "wallethelp.ranking/1",
        "wallet": {"id": wallet.id, "name": say(wallet.name)},
        "guide": {"id": guide.id, "name": say(guide.title)},
        "ends": ends,
    }
