"""The first screens: what kind of trouble, which wallet, which guide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wallethelp.core.model import Pack
from wallethelp.core.text import Language
from wallethelp.i18n import _, language, say, speak
from wallethelp.ui.prompts import BACK, UI, Back, Choice, Select

PAGE_SIZE = 8
"""Entries before “more”: a list has at most nine lines."""
_MORE = "more"
_LANGUAGE = "language"
_OTHER: dict[Language, tuple[Language, str]] = {"zh": ("en", "English"), "en": ("zh", "中文")}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the menu came to. An emergency names no wallet: there is no time to ask."""

    wallet: str | None
    guide: str


def choose(
    pack: Pack, ui: UI, *, wallet: str | None, remember: Callable[[Language], None]
) -> Chosen:
    """Ask until a guide is chosen; `remember` is told when the language is switched.

    A `wallet` already known is not asked for.
    """
    while True:
        what = _what(pack, ui, remember)
        if what == pack.info.emergency:
            return Chosen(wallet, what)
        chosen = _wallet_and_guide(pack, ui, what, wallet)
        if not isinstance(chosen, Back):
            return chosen


def choose_wallet(pack: Pack, ui: UI, *, can_go_back: bool) -> str | Back:
    """Which wallet it is about."""
    choices = [Choice(name, say(wallet.name)) for name, wallet in pack.wallets.items()]
    return _pick(ui, "menu/wallet", _("Which wallet is it about?"), choices, can_go_back)


def _what(pack: Pack, ui: UI, remember: Callable[[Language], None]) -> str:
    while True:
        emergency = pack.guides[pack.info.emergency]
        groups = [
            Choice(category.id, say(category.title))
            for category in pack.info.categories
            if category.id != emergency.category and pack.in_category(category.id)
        ]
        switched, name = _OTHER[language()]
        chosen = ui.select(
            Select(
                key="menu/what",
                heading=_(
                    "Not any wallet's own program · offline · asks for no passwords or codes"
                ),
                question=_("What is going on?"),
                choices=(
                    Choice(pack.info.emergency, say(emergency.about or emergency.title)),
                    *groups,
                    Choice(_LANGUAGE, name),
                ),
                # A double Enter must not start an emergency.
                default=groups[0].value if groups else _LANGUAGE,
                can_go_back=False,
            )
        )
        if chosen == _LANGUAGE:
            speak(switched)
            remember(switched)
        elif not isinstance(chosen, Back):
            return chosen


def _wallet_and_guide(pack: Pack, ui: UI, category: str, wallet: str | None) -> Chosen | Back:
    guides = pack.in_category(category)
    while True:
        named = wallet if wallet is not None else choose_wallet(pack, ui, can_go_back=True)
        if isinstance(named, Back):
            return BACK
        if len(guides) == 1:
            return Chosen(named, guides[0].id)
        choices = [Choice(guide.id, say(guide.title)) for guide in guides]
        guide = _pick(ui, "menu/guide", _("What is the problem?"), choices, can_go_back=True)
        if not isinstance(guide, Back):
            return Chosen(named, guide)
        if wallet is not None:
            return BACK


def _pick(
    ui: UI, key: str, question: str, choices: Sequence[Choice], can_go_back: bool
) -> str | Back:
    first = 0
    while True:
        page = list(choices[first : first + PAGE_SIZE])
        rest = choices[first + PAGE_SIZE :]
        if len(rest) == 1:
            page, rest = [*page, *rest], ()
        if rest:
            page.append(Choice(_MORE, _("More")))
        chosen = ui.select(
            Select(
                key=key,
                question=question,
                choices=tuple(page),
                can_go_back=can_go_back or first > 0,
            )
        )
        if chosen == _MORE and rest:
            first += PAGE_SIZE
        elif isinstance(chosen, Back) and first:
            first -= PAGE_SIZE
        else:
            return chosen
