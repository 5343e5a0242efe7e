"""Where the pack is: given, or shipped in the wheel, or beside the sources of a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
SHIPPED = _PACKAGE / "flows.pack"
"""The shipped pack as it was compiled with the wheel; an editable install has none."""


def shipped_pack() -> Path:
    """The folder of the shipped pack."""
    installed = _PACKAGE / "flows"
    if installed.is_dir():
        return installed
    # An editable install has no force-included folder; the checkout has it two levels up.
    return _PACKAGE.parent.parent / "flows"


def is_the_shipped(folder: Path) -> bool:
    """Whether `folder` is that of the shipped pack. A copy is not, however alike."""
    shipped = shipped_pack()
    if folder == shipped:
        return True
    try:
        return folder.samefile(shipped)
    except OSError:
        return False
