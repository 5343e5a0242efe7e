"""The files of a pack by their names: what stands in the common ones, and what all of them hold."""

from collections.abc import Mapping
from typing import Any

from wallethelp.core.model import Fact, FieldSpec, Pack, PackInfo, Rung, Tip
from wallethelp.core.names import Id, OwnFactId
from wallethelp.core.onward import Onward

PACK = "pack.yaml"
REQUIRED: Mapping[str, Any] = {
    PACK: PackInfo,
    "fields.yaml": dict[Id, FieldSpec],
    "ladder.yaml": dict[Id, Rung],
    "facts.yaml": dict[OwnFactId, Fact],
}
OPTIONAL: Mapping[str, Any] = {"tips.yaml": dict[Id, Tip], "contacts.yaml": Onward}
COMMON: Mapping[str, Any] = {**REQUIRED, **OPTIONAL}
"""The type of each file that there is once in a pack."""


def by_file(pack: Pack) -> Mapping[str, Any]:
    """What each file of `pack` holds, by its name."""
    return {
        PACK: pack.info,
        "fields.yaml": pack.fields,
        "ladder.yaml": pack.ladder,
        "facts.yaml": pack.facts,
        "tips.yaml": pack.tips,
        **({"contacts.yaml": pack.onward} if pack.onward is not None else {}),
        **{f"wallets/{name}.yaml": wallet for name, wallet in pack.wallets.items()},
        **{f"guides/{name}.yaml": guide for name, guide in pack.guides.items()},
    }
