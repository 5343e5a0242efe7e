"""A wallet's channels as a page and as data."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from msgspec import to_builtins

from wallethelp.core.model import Channel, Pack, Wallet
from wallethelp.i18n import _, say
from wallethelp.render import words
from wallethelp.render.contact_words import contact_in_words
from wallethelp.render.page import Block, Entry, Page, Paragraph, Rule, Section, Title

Today = Callable[[], date]
"""Asked only where a contact has an age: a pack seldom has one."""


def wallets_page(pack: Pack) -> Page:
    """Every wallet with the kinds of its channels."""

    def blocks() -> Iterator[Block]:
        yield Title(_("Wallets and how to reach their support"))
        yield Rule()
        for wallet in pack.wallets.values():
            kinds = _(", ").join(say(channel.name) for channel in wallet.channels.values())
            yield Entry(wallet.id, say(wallet.name), (kinds,))
        yield Paragraph("")
        yield Paragraph(_("How to find each one: wallethelp channels NAME"), "quiet")

    return tuple(blocks())


def channels_page(wallet: Wallet, pack: Pack, today: Today) -> Page:
    """How to find each genuine channel of `wallet`, and what it suits."""

    def blocks() -> Iterator[Block]:
        yield Title(_("Support channels of {wallet}").format(wallet=say(wallet.name)))
        yield Rule()
        for channel in wallet.channels.values():
            yield Section(say(channel.name))
            yield Paragraph(say(channel.about))
            yield from _finding(channel)
            yield from _properties(channel, today)
        yield Section(_("Stay safe"))
        for text in pack.info.safety:
            yield Paragraph(say(text))

    return tuple(blocks())


def _finding(channel: Channel) -> Iterator[Block]:
    for number, step in enumerate(channel.find, 1):
        yield Entry(str(number), say(step))


def _properties(channel: Channel, today: Today) -> Iterator[Block]:
    if channel.suits:
        suits = _("; ").join(words.need(need) for need in channel.suits)
        yield Paragraph(_("Good for: {text}").format(text=suits))
    facts = [
        _("needs a login") if channel.needs_login else _("works without a login"),
        words.replies(channel.replies),
    ]
    if channel.working_hours:
        facts.append(_("in working hours"))
    if channel.hours is not None:
        facts.append(say(channel.hours))
    if channel.public:
        facts.append(_("public"))
    yield Paragraph(_("; ").join(facts), "quiet")
    if channel.caution is not None:
        yield Paragraph(_("Careful: {text}").format(text=say(channel.caution)), "warning")
    for contact in channel.contacts:
        yield Paragraph(contact_in_words(contact, today()))


def channels_data(wallet: Wallet, today: Today) -> dict[str, Any]:
    """The channels in the language in use, as plain data for `--json`."""
    return {
        "schema": "wallethelp.channels/1",
        "wallet": {"id": wallet.id, "name": say(wallet.name)},
        "channels": [
            {
                "id": name,
                "kind": channel.kind,
                "name": say(channel.name),
                "about": say(channel.about),
                "find": [say(step) for step in channel.find],
                "suits": list(channel.suits),
                "needs_login": channel.needs_login,
                "public": channel.public,
                "replies": channel.replies,
                "working_hours": channel.working_hours,
                "hours": say(channel.hours) if channel.hours is not None else None,
                "caution": say(channel.caution) if channel.caution is not None else None,
                "contacts": [
                    {**to_builtins(contact), "age_days": (today() - contact.checked_on).days}
                    for contact in channel.contacts
                ],
                "facts": list(channel.facts),
            }
            for name, channel in wallet.channels.items()
        ],
    }
