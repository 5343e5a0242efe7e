"""Hatch build hook: compiles the gettext catalogues and the shipped pack.

Only .po files and YAML are kept.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
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


def compile_pack(root: Path, file: Path) -> None:
    """Write the shipped pack to `file`, as `wallethelp.pack.cache` reads it from a wheel.

    Of the program it needs what [build-system] requires, and no more.
    """
    sys.path.insert(0, str(root / "src"))
    try:
        from wallethelp.pack.cache import compile_shipped
    finally:
        sys.path.pop(0)
    compile_shipped(root / "flows", file)


class LocaleHook(BuildHookInterface[BuilderConfig]):
    """Runs for wheels and editable installs; a source archive holds what was written, no more."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is built from other files, and have a wheel hold it."""
        compile_catalogues(Path(self.root))
        # An editable install reads the checkout, in which guides are written.
        if version != "editable":
            self._made = TemporaryDirectory()
            file = Path(self._made.name) / "flows.pack"
            compile_pack(Path(self.root), file)
            build_data["force_include"][str(file)] = "wallethelp/flows.pack"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind that a wheel was made of."""
        if version != "editable":
            self._made.cleanup()
