"""Which state of the guides a case was made with."""

from hashlib import sha256

from wallethelp.core.session import Session, World, follow


def version_of(world: World, session: Session) -> str:
    """A short name for the content of every guide on the session's path, hand-overs followed."""
    names = dict.fromkeys(ref.guide for ref in follow(world, session).passed)
    content = "\n".join(world.pack.guides[name].model_dump_json() for name in names)
    return sha256(content.encode()).hexdigest()[:12]
