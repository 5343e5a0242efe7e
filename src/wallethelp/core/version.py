"""Which state of a guide a case was made with."""

from hashlib import sha256

from wallethelp.core.model import Guide


def version_of(guide: Guide) -> str:
    """A short name for the guide's content: the same content has the same name."""
    return sha256(guide.model_dump_json().encode()).hexdigest()[:12]
