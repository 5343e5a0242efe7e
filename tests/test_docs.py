"""What the documentation shows is true: YAML loads, commands exist, links lead somewhere."""

import re
from pathlib import Path

import pytest

from tests.support import ROOT, write_pack
from wallethelp.pack.documents import read
from wallethelp.pack.load import load

PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
YAML = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"^(?:\.venv/bin/)?wallethelp ([^#\n]*)", re.MULTILINE)


def test_every_yaml_example_is_named_and_loads_as_a_pack(tmp_path: Path) -> None:
    examples = {
        name: text for page in PAGES for name, text in YAML.findall(page.read_text("utf-8"))
    }
    written = sum(page.read_text("utf-8").count("```yaml") for page in PAGES)
    assert written == len(examples) >= 3
    for name, text in examples.items():
        assert read(text.encode(), name).mistakes == ()
    files = {name: text for name, text in examples.items() if not name.startswith("walks/")}
    pack = (write_pack(tmp_path, {}) / "pack.yaml").read_text("utf-8")
    files["pack.yaml"] = pack.replace("id: money", "id: access")
    files["fields.yaml"] += (tmp_path / "fields.yaml").read_text("utf-8")
    files["guides/lost.yaml"] = (tmp_path / "guides/lost.yaml").read_text("utf-8")
    files["guides/lost.yaml"] = files["guides/lost.yaml"].replace(
        "category: money", "category: access"
    )
    loaded = load(write_pack(tmp_path, files))
    assert loaded.mistakes == ()
    assert "lost-card" in loaded.pack.guides


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text("utf-8")) if target]
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_commands_of_the_readme_exist() -> None:
    from typer.main import get_command

    from wallethelp.cli.app import app

    root = get_command(app)
    known = set(getattr(root, "commands", {}))
    for page in (ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "docs/guides.md"):
        lines = COMMAND.findall(page.read_text("utf-8"))
        assert lines
        for line in lines:
            words = [word for word in line.split() if not word.startswith("-")]
            assert not words or set(words) & known, line


def test_both_readmes_have_the_same_set_up_commands() -> None:
    english, chinese = (
        re.findall(r"^python3 -m venv .*$", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh-CN.md")
    )
    assert english == chinese
    assert len(english) == 2
