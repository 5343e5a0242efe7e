"""`channels` and `guides`: what the pack says."""

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import UsageError
from wallethelp.cli.result import Found
from wallethelp.core.model import OTHER_WALLET
from wallethelp.i18n import _
from wallethelp.render.channels_page import (
    channels_data,
    channels_page,
    ranking_data,
    ranking_page,
    wallets_page,
)
from wallethelp.render.guides_page import (
    guide_data,
    guide_tree,
    guides_data,
    guides_page,
    sources_data,
    sources_page,
)


def channels(desk: Desk, wallet: str | None, guide: str | None) -> Found:
    """Every wallet, the channels of one, or their ranking for a guide."""
    pack = desk.pack
    if guide is not None:
        about = desk.wallet(wallet or OTHER_WALLET), desk.guide(guide), desk.world, desk.now()
        return Found(page=lambda: ranking_page(*about), data=lambda: ranking_data(*about))
    if wallet is not None:
        one = desk.wallet(wallet)
        return Found(page=lambda: channels_page(one, pack), data=lambda: channels_data(one))
    return Found(
        page=lambda: wallets_page(pack),
        data=lambda: [channels_data(each) for each in pack.wallets.values()],
    )


def guides(desk: Desk, guide: str | None, *, sources: bool, find: str | None) -> Found:
    """Every guide, or one as a tree; with `sources` what they rest on; or those for a sentence."""
    if find is not None:
        if guide is not None or sources:
            other = "--sources" if guide is None else "GUIDE"
            raise UsageError(_("--find ranks all guides; leave {name} out.").format(name=other))
        from wallethelp.cli.finding import found

        return found(desk, find)
    pack = desk.pack
    if guide is not None:
        one = desk.guide(guide)
        page, data = (sources_page, sources_data) if sources else (guide_tree, guide_data)
        return Found(page=lambda: page(one, pack), data=lambda: data(one, pack))
    if sources:
        every = [pack.guides[each.id] for each in pack.in_menu]
        return Found(
            page=lambda: tuple(block for each in every for block in sources_page(each, pack)),
            data=lambda: [sources_data(each, pack) for each in every],
        )
    return Found(page=lambda: guides_page(pack), data=lambda: guides_data(pack))
