"""Names that would lead to the wrong wallet: two wallets that go by the same."""

from collections.abc import Iterator

from wallethelp.core.mistakes import Mistake, Place, inside, put
from wallethelp.core.model import Pack
from wallethelp.core.shape import UNREAD


def same_names(pack: Pack) -> Iterator[Mistake]:
    """A name, alias or id of a wallet that is one of a wallet before it, or another wallet's id."""
    owners = {name.casefold(): name for name in pack.wallets}
    for id_, wallet in pack.wallets.items():
        names: list[tuple[Place, str]] = [
            *((("name", one), getattr(wallet.name, one)) for one in pack.info.languages),
            *((("aliases", number), alias) for number, alias in enumerate(wallet.aliases)),
        ]
        for place, name in names:
            owner = owners.setdefault(name.casefold(), id_)
            if owner != id_ and name != UNREAD:
                found = inside("wallet-name-twice", *place, name=name, other=owner)
                yield from put(f"wallets/{id_}.yaml", (), [found])
