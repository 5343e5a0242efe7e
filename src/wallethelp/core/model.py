"""The types of a pack: what an author may write, and nothing else."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator
from pydantic_core import PydanticCustomError

from wallethelp.core.duration import Duration
from wallethelp.core.text import SafeStr, Text
from wallethelp.core.values import Frozen

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
FactId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(\.[a-z0-9_]+)+$", max_length=60)]
StepName = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?$", max_length=81)
]

Need = Literal["quick", "record", "complex", "urgent", "private"]
Outcome = Literal["resolved", "wait", "contact", "escalate", "emergency"]
ChannelKind = Literal["in_app_chat", "in_app_help", "website", "phone", "social", "email"]
FieldKind = Literal["money", "datetime", "text", "reference", "account", "choice", "evidence"]
Region = Literal["mainland", "elsewhere"]

OPENING = "opening"
"""The guide part of the opening question's key, whichever guide it stands before."""
OPENING_STEP = "safety-first"


# --- conditions ---------------------------------------------------------------------------------


class AnswerIs(Frozen):
    """True when the step was answered with the option, or with one of them."""

    answer: StepName
    is_: Id | None = Field(None, alias="is")
    in_: tuple[Id, ...] | None = Field(None, alias="in", min_length=1)

    @model_validator(mode="after")
    def _one_comparison(self) -> "AnswerIs":
        _exactly_one(self, ("is_", "in_"))
        return self

    @property
    def options(self) -> tuple[str, ...]:
        """The options that make it true."""
        return (self.is_,) if self.is_ is not None else self.in_ or ()


class FieldIs(Frozen):
    """One comparison of one field."""

    field: Id
    is_: Id | None = Field(None, alias="is")
    in_: tuple[Id, ...] | None = Field(None, alias="in", min_length=1)
    below: SafeStr | int | float | None = None
    above: SafeStr | int | float | None = None
    before: Id | None = None
    after: Id | None = None
    younger_than: Duration | None = None
    older_than: Duration | None = None
    known: bool | None = None

    @model_validator(mode="after")
    def _one_comparison(self) -> "FieldIs":
        _exactly_one(self, tuple(name for name in type(self).model_fields if name != "field"))
        return self


class WalletIs(Frozen):
    """True for sessions about this wallet; unknown while no wallet is named."""

    wallet: Id


class AllOf(Frozen):
    """True when every part is."""

    all: tuple["Condition", ...] = Field(min_length=1)


class AnyOf(Frozen):
    """True when some part is."""

    any: tuple["Condition", ...] = Field(min_length=1)


class Not(Frozen):
    """True when the part is false; unknown stays unknown."""

    not_: "Condition" = Field(alias="not")


def _exactly_one(model: Frozen, names: tuple[str, ...]) -> None:
    written = [name for name in names if getattr(model, name) is not None]
    if len(written) != 1:
        shown = ", ".join(name.rstrip("_") for name in names)
        raise PydanticCustomError(
            "one_comparison", "needs exactly one of: {names}", {"names": shown}
        )


def _key_of(keys: tuple[str, ...]) -> Any:
    def discriminate(value: Any) -> str | None:
        if not isinstance(value, Mapping):
            for key in keys:
                if hasattr(value, key) or hasattr(value, f"{key}_"):
                    return key
            return None
        found = [key for key in keys if key in value]
        return found[0] if len(found) == 1 else None

    return discriminate


_CONDITIONS = ("answer", "field", "wallet", "all", "any", "not")
Condition = Annotated[
    Annotated[AnswerIs, Tag("answer")]
    | Annotated[FieldIs, Tag("field")]
    | Annotated[WalletIs, Tag("wallet")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _key_of(_CONDITIONS),
        custom_error_type="condition_kind",
        custom_error_message="needs exactly one of: answer, field, wallet, all, any, not",
    ),
]


# --- steps --------------------------------------------------------------------------------------


class ToGuide(Frozen):
    """A hand-over to another guide, with everything known so far and no return."""

    guide: Id


def _target_kind(value: Any) -> str:
    return "guide" if isinstance(value, Mapping | ToGuide) else "step"


Target = Annotated[
    Annotated[Id, Tag("step")] | Annotated[ToGuide, Tag("guide")], Discriminator(_target_kind)
]


class Option(Frozen):
    """One way to answer a question."""

    label: Text
    next: Target | None = None
    says: Text | None = None
    """A sentence for the message to support, where this option was chosen."""
    needs: tuple[Need, ...] = ()
    can_log_in: bool | None = None
    region: Region | None = None
    """Where the person is; rungs of the ladder elsewhere are left out then."""


class _Step(Frozen):
    facts: tuple[FactId, ...] = Field((), max_length=5)


class Ask(_Step):
    """One question, one option."""

    ask: Text
    why: Text | None = None
    find: Text | None = None
    options: dict[Id, Option] = Field(min_length=2, max_length=9)
    unknown: Target

    @model_validator(mode="after")
    def _every_option_leads_on(self) -> "Ask":
        for name, option in self.options.items():
            if option.next is None:
                raise PydanticCustomError(
                    "option_next", "option {name} needs a next", {"name": name}
                )
        return self


class AskMany(_Step):
    """One question, any number of options."""

    ask_many: Text
    why: Text | None = None
    find: Text | None = None
    options: dict[Id, Option] = Field(min_length=2, max_length=9)
    next: Target
    unknown: Target

    @model_validator(mode="after")
    def _no_option_leads_on(self) -> "AskMany":
        for name, option in self.options.items():
            if option.next is not None:
                raise PydanticCustomError(
                    "option_next",
                    "option {name} cannot have a next: several may be chosen; use a decide",
                    {"name": name},
                )
        return self


class Try(_Step):
    """A check worth trying."""

    try_: Text = Field(alias="try")
    how: tuple[Text, ...] = ()
    why: Text | None = None
    fixed: Target
    next: Target


class Collect(_Step):
    """Details to gather, one answer each."""

    collect: tuple[Id, ...]
    optional: tuple[Id, ...] = ()
    next: Target

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field asked for, in order."""
        return self.collect + self.optional


class Branch(Frozen):
    """One line of a `decide`."""

    when: Condition
    next: Target


class Decide(_Step):
    """The next step from what is known. Read from the top; the first branch not false decides."""

    decide: tuple[Branch, ...] = Field(min_length=1)
    else_: Target = Field(alias="else")
    unknown: Target


class FollowUp(Frozen):
    """When to ask again if nobody named a time, and where to go from there.

    Counted from the field `from`, or from the end of the session where it is not known.
    """

    after: Duration
    from_: Id | None = Field(None, alias="from")
    basis: Literal["ours"] | FactId
    next: ToGuide | None = None


class Action(Frozen):
    """Something to do now. It is left out only where `when` is surely false."""

    text: Text
    when: Condition | None = None


def _as_action(value: Any) -> Any:
    is_bare = isinstance(value, Text) or (isinstance(value, Mapping) and "text" not in value)
    return {"text": value} if is_bare else value


class End(_Step):
    """An outcome: what the session comes to."""

    end: Outcome
    title: Text
    do: tuple[Annotated[Action, BeforeValidator(_as_action)], ...] = ()
    """What to do now, in order; an item may be a bare text."""
    request: Text | None = None
    needs: tuple[Need, ...] = ()
    bring: tuple[Id, ...] = ()
    expect: Text | None = None
    until: Id | None = None
    follow_up: FollowUp | None = None
    rungs: tuple[Id, ...] = ()
    can_log_in: bool | None = None


_STEPS = ("ask", "ask_many", "try", "collect", "decide", "end")
Step = Annotated[
    Annotated[Ask, Tag("ask")]
    | Annotated[AskMany, Tag("ask_many")]
    | Annotated[Try, Tag("try")]
    | Annotated[Collect, Tag("collect")]
    | Annotated[Decide, Tag("decide")]
    | Annotated[End, Tag("end")],
    Discriminator(
        _key_of(_STEPS),
        custom_error_type="step_kind",
        custom_error_message="a step has exactly one of: ask, ask_many, try, collect, decide, end",
    ),
]


class Phrases(Frozen):
    """What people type when they mean this guide."""

    zh: tuple[SafeStr, ...] = ()
    en: tuple[SafeStr, ...] = ()


class Guide(Frozen):
    """One troubleshooting decision tree."""

    id: Id
    title: Text
    about: Text | None = None
    category: Id
    phrases: Phrases = Phrases()
    start: Id
    texts: dict[Id, Text] = Field(default_factory=dict)
    steps: dict[Id, Step] = Field(min_length=1)


# --- the rest of a pack -------------------------------------------------------------------------


class FieldOption(Frozen):
    """One option of a choice field."""

    label: Text


class FieldSpec(Frozen):
    """A detail a case can hold, defined once for the pack."""

    kind: FieldKind
    label: Text
    ask: Text
    why: Text | None = None
    find: Text | None = None
    missing: Text
    """How a sentence names it where it is not known."""
    direction: Literal["past", "future"] = "past"
    counts_from: tuple[Id, ...] = ()
    """What a deadline given as a length counts from: the first of these fields that is known."""
    identifying: bool = False
    """Names or locates the person: masked in exports."""
    options: dict[Id, FieldOption] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _options_where_they_belong(self) -> "FieldSpec":
        if (self.kind == "choice") != bool(self.options):
            raise PydanticCustomError(
                "field_options", "options belong to kind: choice, and only there"
            )
        return self


class Contact(Frozen):
    """A number or address a pack's author vouches for. The shipped pack holds none."""

    value: SafeStr
    source: SafeStr
    checked_on: date


class Channel(Frozen):
    """One way to reach support, and how to find the genuine one."""

    kind: ChannelKind
    name: Text
    about: Text
    find: tuple[Text, ...] = Field(min_length=1)
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


class Wallet(Frozen):
    """One e-wallet product with its channels."""

    id: Id
    name: Text
    aliases: tuple[SafeStr, ...] = ()
    channels: dict[Id, Channel] = Field(min_length=1)


class Rung(Frozen):
    """Who comes after support."""

    title: Text
    purpose: Text
    not_for: Text | None = None
    how: Text
    region: Region | None = None
    """Only offered to people there; None is everywhere."""
    facts: tuple[FactId, ...] = ()


class Fact(Frozen):
    """One claim of a source; below high confidence it is shown with “confirm before use”."""

    claim: Text
    source: SafeStr
    read_on: date
    confidence: Literal["high", "medium", "low"]
    context_only: bool = False
    """Known, but of no use to a user: nothing needs to cite it."""


class Tip(Frozen):
    """Advice on talking to support, shown where it fits; an empty list fits everything."""

    text: Text
    outcomes: tuple[Outcome, ...] = ()
    channels: tuple[ChannelKind, ...] = ()
    wallets: tuple[Id, ...] = ()
    facts: tuple[FactId, ...] = ()


class Category(Frozen):
    """A group of guides in the menu."""

    id: Id
    title: Text
    opening: bool
    """Whether its guides begin with the opening safety question."""


class Opening(Frozen):
    """The question before every guide about money or access; `next` may be `go-on`."""

    ask: Text
    why: Text | None = None
    options: dict[Id, Option] = Field(min_length=2, max_length=9)
    unknown: Target
    facts: tuple[FactId, ...] = Field((), max_length=5)


class PackInfo(Frozen):
    """`pack.yaml`: what holds the folder together."""

    format: Literal[1]
    title: Text
    emergency: Id
    categories: tuple[Category, ...] = Field(min_length=1)
    opening: Opening
    alarms: Phrases = Phrases()
    """Words that together mean an emergency, wherever they stand in a sentence."""
    safety: tuple[Text, ...] = Field(min_length=1)
    safety_facts: tuple[FactId, ...] = ()
    texts: dict[Id, Text] = Field(default_factory=dict)


GO_ON = "go-on"
"""The target of the opening question that leads into the guide behind it."""
OTHER_WALLET = "other"
"""The wallet whose channels are advised where the person's own is not in the pack; listed last."""


class Pack(Frozen):
    """Everything a session needs to know, read from one folder."""

    info: PackInfo
    wallets: dict[str, Wallet]
    guides: dict[str, Guide]
    fields: dict[str, FieldSpec]
    ladder: dict[str, Rung]
    facts: dict[str, Fact]
    tips: dict[str, Tip] = Field(default_factory=dict)

    def wallet_named(self, name: str) -> Wallet | None:
        """The wallet with this id, name or alias, whatever its case; or None."""
        folded = name.casefold()
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

    def category(self, guide: Guide) -> Category | None:
        """The menu group of `guide`, or None where the pack has no such group."""
        return next((c for c in self.info.categories if c.id == guide.category), None)

    def in_category(self, category: str) -> tuple[Guide, ...]:
        """The guides of one group, in the order of the pack."""
        return tuple(g for g in self.guides.values() if g.category == category)


def targets(step: Step) -> Iterator[tuple[tuple[str | int, ...], Target]]:
    """Every target a step names, with the place of its key inside the step."""
    match step:
        case Ask():
            for name, option in step.options.items():
                if option.next is not None:
                    yield ("options", name, "next"), option.next
            yield ("unknown",), step.unknown
        case AskMany():
            yield ("next",), step.next
            yield ("unknown",), step.unknown
        case Try():
            yield ("fixed",), step.fixed
            yield ("next",), step.next
        case Collect():
            yield ("next",), step.next
        case Decide():
            for number, branch in enumerate(step.decide):
                yield ("decide", number, "next"), branch.next
            yield ("else",), step.else_
            yield ("unknown",), step.unknown
        case End():
            pass
