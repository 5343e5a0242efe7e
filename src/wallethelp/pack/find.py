"""Where the pack is: given, or shipped in the wheel, or beside the sources of a checkout."""

from importlib.resources import files
from pathlib import Path


def shipped_pack() -> Path:
    """The folder of the shipped pack."""
    installed = Path(str(files("wallethelp"))) / "flows"
    if installed.is_dir():
        return installed
    # An editable install has no force-included folder; the checkout has it two levels up.
    return Path(str(files("wallethelp"))).parent.parent / "flows"
