"""`channels` and `guides`: what the pack says."""

from datetime import date

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import UsageError
from wallethelp.cli.result import Found
from wallethelp.core.model import OTHER_WALLET
from wallethelp.i18n import _


def channels(desk: Desk, wallet: str | None, guide: str | None) -> Found:
    """Every wallet, the channels of one, or their ranking for a guide."""
    pack = desk.pack
    if guide is not None:
        from wallethelp.render.ranking_page import ranking_data, ranking_page

        about = desk.wallet(wallet or OTHER_WALLET), desk.guide(guide), desk.world, desk.now()
        return Found(page=lambda: ranking_page(*about), data=lambda: ranking_data(*about))
    from wallethelp.render.channels_page import channels_data, channels_page, wallets_page

    def today() -> date:
        return desk.now().date()

    if wallet is not None:
        one = desk.wallet(wallet)
        return Found(
            page=lambda: channels_page(one, pack, today), data=lambda: channels_data(one, today)
        )
    return Found(
        page=lambda: wallets_page(pack),
        data=lambda: [channels_data(each, today) for each in pack.wallets.values()],
    )


def guides(desk: Desk, guide: str | None, *, sources: bool, find: str | None) -> Found:
    """Every guide, or one as a tree; with `sources` what they rest on; or those for a sentence.

    Raises UsageError for an unknown guide, or a sentence together with one.
    """
    if find is not None:
        if guide is not None or sources:
            other = "--sources" if guide is None else "GUIDE"
            raise UsageError(_("--find ranks all guides; leave {name} out.").format(name=other))
        from wallethelp.cli.finding import found

        return found(desk, find)
    pack, flows = desk.pack, desk.flows_option()
    if guide is None and not sources:
        from wallethelp.render.guides_page import guides_data, guides_page

        return Found(page=lambda: guides_page(pack, flows), data=lambda: guides_data(pack))
    from wallethelp.render import guide_page as pages

    one = desk.guide(guide) if guide is not None else None
    if one is None:
        every = [pack.guides[each.id] for each in pack.in_menu]
        return Found(
            page=lambda: tuple(block for each in every for block in pages.sources_page(each, pack)),
            data=lambda: [pages.sources_data(each, pack) for each in every],
        )
    if sources:
        return Found(
            page=lambda: pages.sources_page(one, pack), data=lambda: pages.sources_data(one, pack)
        )
    return Found(
        page=lambda: pages.guide_tree(one, pack, flows), data=lambda: pages.guide_data(one, pack)
    )
