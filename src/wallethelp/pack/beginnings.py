"""Beginnings of packs, guides, wallets and channels: templates with the author's names put in."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from wallethelp.core.model import Pack
from wallethelp.core.opening import GO_ON, OPENING, OPENING_STEP
from wallethelp.pack.documents import read
from wallethelp.pack.find import shipped_pack

_TEMPLATES = Path(__file__).parent / "templates"
_CHANNELS = re.compile(r"^channels:[ \t]*(#.*)?\n", re.MULTILINE)

_MODELINE = re.compile(r"\A# yaml-language-server: .*\n")

Files = Mapping[str, str]
"""Texts of files by their names in a pack."""


def new_pack() -> Files:
    """A pack with an emergency guide, a guide and a wallet."""
    folder = _TEMPLATES / "pack"
    files = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }
    opening = f"{OPENING}/{OPENING_STEP}: nobody"
    return {
        **files,
        **_guide("first-guide", "problems", "other", opening),
        **new_wallet("other"),
        "walks/opening.yaml": _template("opening.yaml"),
    }


def new_extension() -> Files:
    """A pack that adds nothing yet to the shipped one."""
    return {"pack.yaml": _template("extension.yaml")}


def shipped_files(file: str) -> Files:
    """A guide or wallet of the shipped pack as it is, with its walks, to be changed."""
    names = (file, file.replace("guides/", "walks/"))
    paths = {name: shipped_pack() / name for name in names}
    texts = {name: path.read_text("utf-8") for name, path in paths.items() if path.is_file()}
    return {name: _MODELINE.sub("", text) for name, text in texts.items()}


def new_guide(name: str, pack: Pack) -> Files:
    """A guide with its walks, in the first group of the menu that is no emergency's."""
    emergency = pack.guides[pack.info.emergency].category
    groups = [group.id for group in pack.info.categories if group.id != emergency]
    category = (groups or [emergency])[0]
    begins = pack.info.opening if _opens(pack, category) else None
    on = next((n for n, o in begins.options.items() if o.next == GO_ON), "") if begins else ""
    answer = f"{OPENING}/{OPENING_STEP}: {on}" if on else ""
    return _guide(name, category, next(iter(pack.wallets)), answer)


def new_wallet(name: str) -> Files:
    """A wallet with a chat and a website."""
    return {f"wallets/{name}.yaml": _template("wallet.yaml").replace("NAME", name)}


def with_channel(text: str, name: str, kind: str) -> str | None:
    """The text of a wallet's file with one more channel, the first; comments stay.

    None where its channels stand in braces.
    """
    block = _template("channel.yaml").replace("NAME", name).replace("KIND", kind)
    found = _CHANNELS.search(text)
    if found is None:
        return None
    indent = re.match(r"(?:[ \t]*(?:#.*)?\n)*( +)", text[found.end() :])
    if indent is not None and len(indent[1]) != 2:
        block = "".join(_indented(block, len(indent[1]) - 2))
    whole = text[: found.end()] + block + text[found.end() :]
    return whole if name in read(whole.encode(), "wallet.yaml").data["channels"] else None


def _indented(block: str, more: int) -> Iterator[str]:
    for line in block.splitlines(keepends=True):
        yield " " * more + line if more > 0 else line[-more:]


def _opens(pack: Pack, category: str) -> bool:
    return any(group.opening for group in pack.info.categories if group.id == category)


def _guide(name: str, category: str, wallet: str, opening: str) -> Files:
    line = f"      {opening}\n" if opening else ""
    walks = _template("walks.yaml").replace("OPENING", line).replace("WALLET", wallet)
    guide = _template("guide.yaml").replace("CATEGORY", category)
    return {
        f"guides/{name}.yaml": guide.replace("NAME", name),
        f"walks/{name}.yaml": walks.replace("NAME", name),
    }


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")
