"""`channels` and `guides`: what the pack says, as a page or as plain data."""

import json
from collections.abc import Callable

from wallethelp.cli.errors import USAGE, CliError
from wallethelp.cli.packs import guide_of, open_pack, wallet_of, world_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.core.model import OTHER_WALLET
from wallethelp.i18n import _
from wallethelp.render.page import Page


def show_channels(
    around: Surroundings, wallet: str | None, guide: str | None, *, as_json: bool
) -> None:
    """Every wallet, the channels of one, or their ranking for a guide."""
    from wallethelp.render.channels_page import (
        channels_data,
        channels_page,
        ranking_data,
        ranking_page,
        wallets_page,
    )

    loaded = open_pack(around)
    pack = loaded.pack
    if guide is not None:
        asked = (
            wallet_of(pack, wallet or OTHER_WALLET),
            guide_of(loaded, guide),
            world_of(pack),
            around.now(),
        )
        _show(around, lambda: ranking_page(*asked), lambda: ranking_data(*asked), as_json)
    elif wallet is not None:
        found = wallet_of(pack, wallet)
        _show(around, lambda: channels_page(found, pack), lambda: channels_data(found), as_json)
    else:
        every = pack.wallets.values()
        _show(around, lambda: wallets_page(pack), lambda: list(map(channels_data, every)), as_json)


def show_guides(
    around: Surroundings, guide: str | None, *, sources: bool, find: str | None, as_json: bool
) -> None:
    """Every guide, or one as a tree; with `sources` what they rest on; or those for a sentence."""
    from wallethelp.render.guides_page import (
        guide_data,
        guide_tree,
        guides_data,
        guides_page,
        sources_data,
        sources_page,
    )

    if find is not None and (guide is not None or sources):
        other = "--sources" if guide is None else "GUIDE"
        raise CliError(USAGE, _("--find ranks all guides; leave {name} out.").format(name=other))
    loaded = open_pack(around)
    pack = loaded.pack
    if find is not None:
        from wallethelp.cli.finding import print_found

        print_found(around, pack, find, as_json=as_json)
    elif guide is not None:
        one = guide_of(loaded, guide)
        page, data = (sources_page, sources_data) if sources else (guide_tree, guide_data)
        _show(around, lambda: page(one, pack), lambda: data(one, pack), as_json)
    elif sources:
        every = [g for category in pack.info.categories for g in pack.in_category(category.id)]
        _show(
            around,
            lambda: tuple(block for each in every for block in sources_page(each, pack)),
            lambda: [sources_data(each, pack) for each in every],
            as_json,
        )
    else:
        _show(around, lambda: guides_page(pack), lambda: guides_data(pack), as_json)


def _show(
    around: Surroundings, page: Callable[[], Page], data: Callable[[], object], as_json: bool
) -> None:
    """The same result as a page, or as JSON."""
    if as_json:
        around.put(json.dumps(data(), ensure_ascii=False, indent=2) + "\n")
    else:
        around.show(page())
