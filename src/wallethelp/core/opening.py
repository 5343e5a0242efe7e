"""The opening safety question, put before every guide whose category asks for it."""

from msgspec.structs import replace

from wallethelp.core.guide import Ask, Guide, Target
from wallethelp.core.model import Opening, Pack

OPENING = "opening"
"""The guide part of the opening question's key, whichever guide it stands before."""
OPENING_STEP = "safety-first"
GO_ON = "go-on"
"""The target of the opening question that leads into the guide behind it."""


def opened(pack: Pack) -> Pack:
    """`pack` with the opening question at the start of every guide that begins with it."""
    guides = {
        name: _with_opening(guide, pack.info.opening) if begins_with_opening(pack, guide) else guide
        for name, guide in pack.guides.items()
    }
    return replace(pack, guides=guides)


def begins_with_opening(pack: Pack, guide: Guide) -> bool:
    """Whether the category of `guide` asks for the opening question."""
    category = pack.category(guide)
    return category is not None and category.opening


def _with_opening(guide: Guide, opening: Opening) -> Guide:
    def go_on(target: Target | None) -> Target:
        return guide.start if target in (None, GO_ON) else target

    first = Ask(
        ask=opening.ask,
        short=opening.short,
        why=opening.why,
        facts=opening.facts,
        unknown=go_on(opening.unknown),
        options={
            name: replace(option, next=go_on(option.next))
            for name, option in opening.options.items()
        },
    )
    steps = {OPENING_STEP: first, **guide.steps}
    return replace(guide, start=OPENING_STEP, steps=steps)
