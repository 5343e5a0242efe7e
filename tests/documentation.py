"""The pages of the documentation and the examples in them."""

import re
from collections.abc import Mapping
from pathlib import Path

from tests.support import ROOT, SMALL_PACK, write_pack
from tests.wallets import NAME_FIELD

PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
TUTORIALS = [ROOT / "docs/authors.md", ROOT / "docs/authors.zh-CN.md"]
"""Pages that are followed from their first line to the last, in `tests/cli/test_tutorial.py`."""
REFERENCE = [page for page in PAGES if page not in TUTORIALS]
"""Pages of which each example stands for itself."""
_YAML = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FACT = "general.never_ask.remote"
"""The fact of the shipped pack that the example cites."""


def examples() -> Mapping[str, str]:
    """Every YAML example by the file it stands for."""
    return {
        name: text for page in REFERENCE for name, text in _YAML.findall(page.read_text("utf-8"))
    }


def write_example_pack(folder: Path) -> Path:
    """The examples as a pack in `folder`; without a mistake; the rest is the small pack's."""
    files = dict(examples())
    files["pack.yaml"] += (
        SMALL_PACK["pack.yaml"]
        .replace("id: money", "id: access")
        .replace("en: Did anyone ask}\n", "en: Did anyone ask}\n  short: {zh: 有人要, en: Asked}\n")
    )
    files["fields.yaml"] += SMALL_PACK["fields.yaml"] + NAME_FIELD
    files["facts.yaml"] = SMALL_PACK["facts.yaml"].replace("general.one", FACT)
    now = f"now: {{avoid: {{zh: 别付, en: Do not pay}}, facts: [{FACT}]}}\n"
    files["guides/emergency.yaml"] = SMALL_PACK["guides/emergency.yaml"].replace(
        "start:", now + "start:"
    )
    files["guides/lost.yaml"] = (
        SMALL_PACK["guides/lost.yaml"]
        .replace("category: money", "category: access")
        .replace("start:", now + "start:")
        .replace("en: Is it gone}\n", "en: Is it gone}\n    short: {zh: 扣款, en: Charge}\n")
    )
    return write_pack(folder, files)
