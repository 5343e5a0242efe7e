"""The pages of the documentation and the examples in them."""

import re
from collections.abc import Mapping
from pathlib import Path

from tests.support import FLOWS, ROOT, SMALL_PACK, write_pack

PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
_YAML = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples() -> Mapping[str, str]:
    """Every YAML example by the file it stands for."""
    return {name: text for page in PAGES for name, text in _YAML.findall(page.read_text("utf-8"))}


def write_example_pack(folder: Path) -> Path:
    """The examples as a pack in `folder`; without a mistake; the rest is the small pack's."""
    files = dict(examples())
    files["pack.yaml"] = SMALL_PACK["pack.yaml"].replace("id: money", "id: access")
    files["fields.yaml"] += SMALL_PACK["fields.yaml"]
    files["facts.yaml"] = SMALL_PACK["facts.yaml"] + (FLOWS / "facts.yaml").read_text("utf-8")
    files["guides/lost.yaml"] = (
        SMALL_PACK["guides/lost.yaml"]
        .replace("category: money", "category: access")
        .replace("needs: [quick]", "needs: [quick]\n    facts: [general.one]")
    )
    return write_pack(folder, files)
