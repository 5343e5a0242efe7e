"""From pages to a site: sources for both languages in a folder, then Zensical, strictly."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree, rmtree

import tomli_w

from tests.site.nav import nav_of
from tests.site.pages import Page
from tests.support import ROOT
from wallethelp.core.text import Language
from wallethelp.i18n import LANGUAGES

CONFIG = ROOT / "zensical.toml"
EXTRA = ROOT / "docs" / "site"
"""What is copied as it is: styles, and templates in place of the theme's."""
_NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class BuildError(Exception):
    """The site could not be built; the text says why."""


def write_sources(pages: Sequence[Page], folder: Path) -> None:
    """The pages and a configuration for each language."""
    rmtree(folder, ignore_errors=True)
    for page in pages:
        file = folder / page.language / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_with_twin(page, pages), "utf-8")
    for language in LANGUAGES:
        copytree(EXTRA / "styles", folder / language / "styles")
        config = folder / f"{language}.toml"
        config.write_text(tomli_w.dumps(configured(language, pages)), "utf-8")


def configured(language: Language, pages: Sequence[Page]) -> dict[str, object]:
    """The configuration of one language's site."""
    config = tomllib.loads(CONFIG.read_text("utf-8"))
    documents = [page for page in pages if page.path.endswith(".md")]
    config["project"] |= {
        "docs_dir": language,
        "site_dir": f"site/{language}",
        "nav": nav_of(language, documents),
        "extra_css": ["styles/site.css"],
        "extra_javascript": ["styles/scrolled.js"],
    }
    (other,) = (each for each in LANGUAGES if each != language)
    config["project"]["extra"] |= {"other": {"lang": other, "name": _NAMES[other]}}
    config["project"]["theme"] |= {
        "language": language,
        "custom_dir": str(EXTRA / "theme"),
    }
    return config


def build(pages: Sequence[Page], folder: Path) -> Path:
    """The whole site in `folder`/site. Raises BuildError with what Zensical says."""
    write_sources(pages, folder)
    for language in LANGUAGES:
        done = subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--strict", "-f", f"{language}.toml"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            told, _its, trace = done.stderr.partition("Traceback")
            last = trace.strip().rpartition("\n")[2]
            raise BuildError(_COLOUR.sub("", f"{done.stdout}{told}{last}"))
    site = folder / "site"
    (site / "index.html").write_text((EXTRA / "languages.html").read_text("utf-8"), "utf-8")
    return site


def _with_twin(page: Page, pages: Sequence[Page]) -> str:
    """A page that says where the other language has it, for the theme's header."""
    if not page.path.endswith(".md"):
        return page.text
    (other,) = (each for each in LANGUAGES if each != page.language)
    has_twin = any(each.language == other and each.path == page.path for each in pages)
    twin = page.path.removesuffix(".md") if has_twin else "index"
    up = "../" * (1 + page.path.count("/"))
    return f"---\ntwin: {up}{other}/{twin}.html\n---\n\n{page.text}"
