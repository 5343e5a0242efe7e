"""A pack laid over another: what its author wrote, added to the other or in place of its parts."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeVar

from msgspec import Struct, defstruct, field
from msgspec.structs import fields, replace

from wallethelp.core.guide import Guide
from wallethelp.core.model import (
    ONWARD,
    OTHER_WALLET,
    Category,
    Fact,
    FieldSpec,
    Pack,
    PackInfo,
    Rung,
    Tip,
    Wallet,
)
from wallethelp.core.onward import Onward
from wallethelp.core.pack_files import COMMON, PACK
from wallethelp.core.shape import Frozen

T = TypeVar("T")
_NEEDED = ("format", "extends", "title")
_ITS_OWN = ("format", "extends", "title", "made_by")
"""What is said of the extension alone, and never taken from the pack below."""
_OF_THE_BASE = ("languages",)
"""What an extension does not say: it has those of the pack below."""


@cache
def partial(kind: type[Struct], needed: tuple[str, ...] = ()) -> type[Struct]:
    """`kind` as a file of an extension has it: only what is `needed` has to be there."""
    return defstruct(
        f"{kind.__name__}Part",
        [
            (part.name, part.type)
            if part.name in needed
            else (part.name, part.type | None, field(default=None, name=part.encode_name))
            for part in fields(kind)
            if part.name not in _OF_THE_BASE
        ],
        bases=(Frozen,),
        module=__name__,
        namespace={"__doc__": kind.__doc__},
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )


PACK_PART: Any = partial(PackInfo, _NEEDED)
ONWARD_PART: Any = partial(Onward)
PARTS = {**COMMON, PACK: PACK_PART, "contacts.yaml": ONWARD_PART}
"""What stands in the common files of an extension; each but `pack.yaml` may be missing."""


class Layer(Struct, frozen=True, kw_only=True):
    """What an extension holds, as far as it can be read."""

    info: Any
    """Of PACK_PART."""
    wallets: Mapping[str, Wallet]
    guides: Mapping[str, Guide]
    fields: Mapping[str, FieldSpec]
    ladder: Mapping[str, Rung]
    facts: Mapping[str, Fact]
    tips: Mapping[str, Tip]
    onward: Any = None
    """Of ONWARD_PART."""


class Change(Struct, frozen=True, kw_only=True):
    """One thing that an extension adds to the pack below, or puts in the place of one of its own.

    `kind` is what it is, or the file it is a part of.
    """

    kind: str
    name: str
    how: Literal["added", "replaced"]


def extended(base: Pack, own: Layer) -> Pack:
    """`base` with everything of `own`: what is called alike takes its place.

    Wallets and guides come in the order they would have in one folder.
    """
    onward = _laid(base.onward, own.onward) if base.onward is not None else None
    return Pack(
        info=_info(base.info, own.info),
        wallets=_in_one_folder(base.wallets, own.wallets),
        guides=_in_one_folder(base.guides, own.guides),
        fields={**base.fields, **own.fields},
        ladder={**base.ladder, **own.ladder},
        facts={**base.facts, **own.facts},
        tips={**base.tips, **own.tips},
        after={ONWARD: onward} if onward is not None else {},
    )


def _in_one_folder(base: Mapping[str, T], own: Mapping[str, T]) -> dict[str, T]:
    both = {**base, **own}
    return {name: both[name] for name in sorted(both, key=_place_in_folder)}


def _place_in_folder(name: str) -> tuple[bool, str]:
    return name == OTHER_WALLET, f"{name}.yaml"


def _info(base: PackInfo, own: Any) -> PackInfo:
    categories = _categories(base.categories, own.categories or ())
    whole: PackInfo = _laid(base, own)
    return replace(whole, categories=categories, **{name: getattr(own, name) for name in _ITS_OWN})


def _categories(base: Iterable[Category], own: Iterable[Category]) -> tuple[Category, ...]:
    """The groups of `base` in their order, then those that are new."""
    return tuple({one.id: one for one in (*base, *own)}.values())


def _laid(base: Any, own: Any) -> Any:
    """`base` with what `own` has: in a mapping name by name, anything else whole."""
    if own is None:
        return base
    changed: dict[str, Any] = {}
    for name in type(base).__struct_fields__:
        before, after = getattr(base, name), getattr(own, name, None)
        if after is not None:
            is_by_name = isinstance(before, Mapping)
            changed[name] = {**before, **after} if is_by_name else after
    return replace(base, **changed)


# --- what was changed ---------------------------------------------------------------------------


def changes(base: Pack, own: Layer) -> tuple[Change, ...]:
    """Everything that `own` adds to `base` or replaces of it, kind by kind."""
    return tuple(_changes(base, own))


def _changes(base: Pack, own: Layer) -> Iterator[Change]:
    for kind, name in (
        ("wallet", "wallets"),
        ("guide", "guides"),
        ("field", "fields"),
        ("fact", "facts"),
        ("rung", "ladder"),
        ("tip", "tips"),
    ):
        yield from _by_name(kind, getattr(base, name), getattr(own, name))
    yield from _by_name("contact", _contacts(base.wallets, own), _contacts(own.wallets, own))
    groups = [{one.id: one for one in some.categories or ()} for some in (base.info, own.info)]
    yield from _by_name("category", *groups)
    yield from _by_name("text", base.info.texts, own.info.texts or {})
    yield from _of_file("pack.yaml", base.info, own.info, (*_ITS_OWN, "categories", "texts"))
    if own.onward is not None:
        yield from _of_file("contacts.yaml", base.onward, own.onward)


def _by_name(kind: str, base: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Change]:
    for name in own:
        yield Change(kind=kind, name=name, how="replaced" if name in base else "added")


def _contacts(wallets: Mapping[str, Wallet], own: Layer) -> Mapping[str, object]:
    """The numbers and addresses of those wallets that are the author's, by wallet and channel.

    They are named beside their wallets: nothing is worth more to whoever forges one.
    """
    return {
        f"{name}/{channel_name}": channel.contacts
        for name, wallet in wallets.items()
        for channel_name, channel in wallet.channels.items()
        if name in own.wallets and channel.contacts
    }


def _of_file(kind: str, base: Any, own: Any, skipped: Iterable[str] = ()) -> Iterator[Change]:
    """The keys of a file that holds one record, and the names in those that hold some by name."""
    for key in type(own).__struct_fields__:
        before, after = getattr(base, key), getattr(own, key)
        if after is None or key in skipped:
            continue
        if isinstance(after, Mapping):
            yield from _by_name(
                kind, {f"{key}/{n}": n for n in before}, {f"{key}/{n}": n for n in after}
            )
        else:
            yield Change(kind=kind, name=key, how="replaced" if before else "added")
