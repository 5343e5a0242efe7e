"""The types of a pack: what an author may write, and nothing else. Guides are in `guide.py`."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from wallethelp.core.conditions import Condition
from wallethelp.core.guide import Facts, Guide, Need, Option, Outcome, Region, Target
from wallethelp.core.names import FactId, FieldId, GuideId, OwnId, TimeId, WalletId
from wallethelp.core.onward import Onward
from wallethelp.core.shape import Frozen, UnfitError
from wallethelp.core.text import LANGUAGES, Language, SafeStr, Text

ChannelKind = Literal["in_app_chat", "in_app_help", "website", "phone", "social", "email"]
Logged = Literal["problem", "event", "contacted-at", "ticket", "said", "promised-by"]
FieldKind = Literal["money", "datetime", "text", "reference", "account", "choice", "evidence"]
"""A piece of `evidence` is a thing at hand, such as a screenshot."""
EVIDENCE_STATES = ("have", "later", "cannot")


class FieldOption(Frozen, kw_only=True):
    """One option of a choice field."""

    label: Text


class FieldSpec(Frozen, kw_only=True):
    """A detail a case can hold, defined once for the pack."""

    kind: FieldKind
    label: Text
    ask: Text
    why: Text | None = None
    find: Text | None = None
    missing: Text
    """How a sentence names it where it is not known."""
    direction: Literal["past", "future"] = "past"
    counts_from: tuple[TimeId, ...] = ()
    """What a deadline given as a length counts from: the first of these fields that is known."""
    like: tuple[TimeId, ...] = ()
    """Offered as the answer: that of the first of these times that is known."""
    retells: bool = False
    """Offered as the answer: what was told before another guide handed over to this one."""
    logged: Logged | None = None
    """What of a case that was kept answers it, where this guide takes that case further."""
    identifying: bool = False
    """Names or locates the person: masked in exports."""
    options: dict[OwnId, FieldOption] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.kind == "choice") != bool(self.options):
            raise UnfitError("field_options")

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be picked: the options of a choice, the states of a piece of evidence."""
        return EVIDENCE_STATES if self.kind == "evidence" else tuple(self.options)


class Contact(Frozen, kw_only=True):
    """A number or address a pack's author vouches for. The shipped pack holds none."""

    value: SafeStr
    source: SafeStr
    checked_on: date


class Channel(Frozen, kw_only=True):
    """One way to reach support, and how to find the genuine one."""

    kind: ChannelKind
    name: Text
    about: Text
    find: Annotated[tuple[Text, ...], Meta(min_length=1)]
    elsewhere: tuple[Text, ...] = ()
    """How to find it without the phone: from another device, a card or a paper."""
    suits: tuple[Need, ...] = ()
    needs_login: bool
    public: bool = False
    replies: Literal["minutes", "hours", "days"]
    working_hours: bool = False
    """Answered in working hours only; which these are goes in `hours`, where a source says."""
    hours: Text | None = None
    caution: Text | None = None
    contacts: tuple[Contact, ...] = ()
    facts: tuple[FactId, ...] = ()


class Wallet(Frozen, kw_only=True):
    """One e-wallet product with its channels."""

    id: OwnId
    name: Text
    aliases: tuple[SafeStr, ...] = ()
    channels: Annotated[dict[OwnId, Channel], Meta(min_length=1)]


class Rung(Frozen, kw_only=True):
    """Who comes after support."""

    title: Text
    purpose: Text
    not_for: Text | None = None
    how: Text
    regions: tuple[Region, ...] = ()
    """Only offered to people there, and to who did not say where; empty is everywhere."""
    facts: tuple[FactId, ...] = ()


class Fact(Frozen, kw_only=True):
    """One claim of a source; below high confidence it is shown with “confirm before use”."""

    claim: Text
    source: SafeStr
    read_on: date
    confidence: Literal["high", "medium", "low"]
    context_only: bool = False
    """Known, but of no use to a user: nothing needs to cite it."""


class Tip(Frozen, kw_only=True):
    """Advice on talking to support, shown where it fits; an empty list fits everything."""

    text: Text
    outcomes: tuple[Outcome, ...] = ()
    channels: tuple[ChannelKind, ...] = ()
    wallets: tuple[WalletId, ...] = ()
    at_risk: bool = True
    """Whether it is said where money or access may be in a thief's hands, too."""
    facts: tuple[FactId, ...] = ()


class Category(Frozen, kw_only=True):
    """A group of guides in the menu."""

    id: OwnId
    title: Text
    opening: bool
    """Whether its guides begin with the opening safety question."""
    careful: Text | None = None
    """The one line of safety for its guides."""


class Opening(Frozen, kw_only=True):
    """The question before every guide about money or access; `next` may be `go-on`."""

    ask: Text
    short: Text | None = None
    why: Text | None = None
    options: Annotated[dict[OwnId, Option], Meta(min_length=2, max_length=9)]
    unknown: Target
    facts: Facts = ()


class WhichWallet(Frozen, kw_only=True):
    """The question which wallet it is about, asked where that first matters.

    `name` is the field for what another wallet is called.
    """

    ask: Text
    short: Text | None = None
    why: Text | None = None
    name: FieldId | None = None


BASE = "wallethelp"
"""The pack that another may extend: the one that comes with the program."""


class PackInfo(Frozen, kw_only=True):
    """`pack.yaml`: what holds the folder together."""

    format: Literal[1]
    extends: Literal["wallethelp"] | None = None
    """The pack that this one is laid over: it needs a `title`, and otherwise only what differs."""
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)] = LANGUAGES
    """Those it is written in; a text in the only one is then written as it is."""
    title: Text
    made_by: Text | None = None
    """Who says to have made it: shown wherever the pack did not come with the program."""
    emergency: GuideId
    categories: Annotated[tuple[Category, ...], Meta(min_length=1)]
    opening: Opening
    which_wallet: WhichWallet | None = None
    """Without it, a wallet that was not named stays open."""
    no_calls: Text | None = None
    """What comes first where the police or a bank is called, for who cannot talk on a call."""
    common: Annotated[tuple[GuideId, ...], Meta(max_length=5)] = ()
    """The guides offered on the first screen, the commonest first."""
    safety: Annotated[tuple[Text, ...], Meta(min_length=1)]
    safety_facts: tuple[FactId, ...] = ()
    texts: dict[OwnId, Text] = field(default_factory=dict)
    conditions: dict[OwnId, Condition] = field(default_factory=dict)
    """Conditions that all guides may name: `{condition: NAME}`."""


class Listed(Frozen, kw_only=True):
    """What a list says of a guide."""

    id: str
    title: Text
    about: Text | None
    category: str


def listed_of(guide: Guide) -> Listed:
    """What a list says of `guide`."""
    return Listed(id=guide.id, title=guide.title, about=guide.about, category=guide.category)


class Guides(Mapping[str, Guide]):
    """Guides that are read one by one, when they are looked at; what a list says is known before.

    Whoever reads packs hands them in.
    """

    @property
    @abstractmethod
    def listed(self) -> Iterable[Listed]:
        """What a list says of each, in the order of the pack."""


ONWARD = "contacts"
"""The one file of its kind: `contacts.yaml`."""
_FOR_MOST: set[Region] = {"mainland", "elsewhere"}
OTHER_WALLET = "other"
"""The wallet whose channels are advised where the person's own is not in the pack; listed last."""


class Pack(Frozen, kw_only=True):
    """Everything a session needs to know, read from one folder."""

    info: PackInfo
    wallets: Mapping[str, Wallet]
    guides: Mapping[str, Guide]
    fields: Mapping[str, FieldSpec]
    ladder: Mapping[str, Rung]
    facts: Mapping[str, Fact]
    tips: Mapping[str, Tip] = field(default_factory=dict)
    after: Mapping[str, Onward] = field(default_factory=dict)
    """What a contact changes, by ONWARD: a mapping, so that it is read when it is looked at."""
    fingerprint: str | None = None
    """Of a pack that did not come with the program; None of the one that did."""

    def wallet_named(self, name: str) -> Wallet | None:
        """The wallet with this id, name or alias, whatever its case; or None."""
        folded = name.casefold()
        if folded in self.wallets:
            return self.wallets[folded]
        for wallet in self.wallets.values():
            names = (wallet.id, wallet.name.zh, wallet.name.en, *wallet.aliases)
            if folded in (known.casefold() for known in names):
                return wallet
        return None

    def wallet(self, name: str | None) -> Wallet | None:
        """The wallet with this id; None where the pack has none of it, or none was named."""
        return self.wallets.get(name) if name is not None else None

    def advising(self, name: str | None) -> Wallet | None:
        """The wallet whose channels are advised to somebody with this one: it, or OTHER_WALLET."""
        return self.wallet(name) or self.wallets.get(OTHER_WALLET)

    @property
    def onward(self) -> Onward | None:
        """What a contact changes; without it, only what was promised and suggested counts."""
        return self.after.get(ONWARD)

    def rungs_for(self, region: Region | None, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the rungs that are offered to somebody in `region`."""
        # Who did not say where is offered what is for most people, not the lines of each place.
        there = _FOR_MOST if region is None else {region}
        fit = {name: self.ladder[name].regions for name in names}
        return tuple(name for name, where in fit.items() if not where or there & set(where))

    @property
    def wallet_name_field(self) -> str | None:
        """The field for what another wallet is called, if it is asked for."""
        return self.info.which_wallet.name if self.info.which_wallet is not None else None

    @property
    def times(self) -> tuple[str, ...]:
        """The fields that hold a date or a time."""
        return tuple(name for name, spec in self.fields.items() if spec.kind == "datetime")

    @property
    def listed(self) -> Iterable[Listed]:
        """What a list says of each guide, in the order of the pack."""
        if isinstance(self.guides, Guides):
            return self.guides.listed
        return map(listed_of, self.guides.values())

    def category(self, guide: Guide) -> Category | None:
        """The menu group of `guide`, or None where the pack has no such group."""
        return next((c for c in self.info.categories if c.id == guide.category), None)

    def in_category(self, category: str) -> tuple[Listed, ...]:
        """The guides of one group, in the order of the pack."""
        return tuple(each for each in self.listed if each.category == category)

    @property
    def in_menu(self) -> tuple[Listed, ...]:
        """The guides that can be chosen, in the order of the menu's groups."""
        return tuple(g for group in self.info.categories for g in self.in_category(group.id))
