"""Hatch build hook: compiles the gettext catalogues, so that only .po files are kept."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside every .po below `root`; returns the files written."""
    written = []
    for source in sorted(root.glob("src/wallethelp/locale/*/LC_MESSAGES/*.po")):
        with source.open("rb") as readable:
            catalogue = read_po(readable)
        target = source.with_suffix(".mo")
        with target.open("wb") as writable:
            write_mo(writable, catalogue)
        written.append(target)
    return written


class LocaleHook(BuildHookInterface):  # type: ignore[misc]
    """Runs for wheels, source archives and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))
