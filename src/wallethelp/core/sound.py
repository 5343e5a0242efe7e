"""A pack without what cannot be used."""

from collections.abc import Collection

from msgspec.structs import replace

from wallethelp.core.guide import End, Guide, ToGuide, targets
from wallethelp.core.model import Pack
from wallethelp.core.text import Text

LEFT_OUT = "_left-out"
"""The category of a stand-in. No author can write it, so no menu shows it."""


def only_sound(pack: Pack, *, bad_guides: Collection[str], bad_wallets: Collection[str]) -> Pack:
    """`pack` without what cannot be used; a hand-over to a guide left out still leads to an end."""
    guides = {name: g for name, g in pack.guides.items() if name not in bad_guides}
    common = tuple(name for name in pack.info.common if name in guides)
    named = {
        target.guide
        for guide in guides.values()
        for step in guide.steps.values()
        for target in targets(step)
        if isinstance(target, ToGuide)
    }
    guides |= {name: _stand_in(name) for name in sorted(named - guides.keys())}
    wallets = {name: w for name, w in pack.wallets.items() if name not in bad_wallets}
    info = replace(pack.info, common=common)
    return replace(pack, info=info, guides=guides, wallets=wallets)


def _stand_in(name: str) -> Guide:
    title = Text(
        zh="这一步的指南现在打不开，请直接联系客服",
        en="The guide for this step cannot be opened now; please contact support",
    )
    end = End(end="contact", title=title, needs=("record",))
    return Guide(id=name, title=title, category=LEFT_OUT, start="end", steps={"end": end})
