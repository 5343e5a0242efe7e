"""Which state of the guides a case was made with."""

from functools import lru_cache
from hashlib import sha256

from msgspec.json import encode

from wallethelp.core.guide import Guide
from wallethelp.core.same import Same
from wallethelp.core.session import Session, World, follow


def version_of(world: World, session: Session) -> str:
    """A short name for the content of every guide on the session's path, hand-overs followed."""
    names = dict.fromkeys(ref.guide for ref in follow(world, session).passed)
    content = "\n".join(_written(Same(world.pack.guides[name])) for name in names)
    return sha256(content.encode()).hexdigest()[:12]


def version_of_guide(guide: Guide) -> str:
    """A short name for the content of one guide."""
    return sha256(_written(Same(guide)).encode()).hexdigest()[:12]


@lru_cache(maxsize=32)
def _written(guide: Same[Guide]) -> str:
    """A guide in JSON: asked for at every answer, and slow for one of many conditions."""
    return encode(guide.value).decode()
