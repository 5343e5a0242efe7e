"""Beginnings of packs, guides, wallets and channels: templates with the author's names put in."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from wallethelp.core.model import Pack
from wallethelp.core.opening import GO_ON, OPENING, OPENING_STEP
from wallethelp.core.text import LANGUAGES, Language
from wallethelp.pack.documents import read
from wallethelp.pack.find import shipped_pack

_TEMPLATES = Path(__file__).parent / "templates"
_PACK = _TEMPLATES / "pack"
_BOTH = (
    re.compile(r"(?P<key>)\{zh: (?P<zh>.+?), en: (?P<en>.+?)\}"),
    re.compile(r"(?P<key>)(?P<zh>^ +zh: \[.*\]\n)(?P<en> +en: \[.*\]\n)", re.MULTILINE),
    re.compile(r"(?P<key>^ *- )zh: (?P<zh>.*)\n +en: (?P<en>.*)$", re.MULTILINE),
    re.compile(r"(?P<key>^ *(?:- )?[\w-]+:)\n +zh:(?P<zh> .*)\n +en:(?P<en> .*)$", re.MULTILINE),
)
"""How texts stand in the templates: of one language only that is left."""
_CHANNELS = re.compile(r"^channels:[ \t]*(#.*)?\n", re.MULTILINE)

_MODELINE = re.compile(r"\A# yaml-language-server: .*\n")
Languages = tuple[Language, ...]
Files = Mapping[str, str]
"""Texts of files by their names in a pack."""


def new_pack(languages: Languages = LANGUAGES) -> Files:
    """A pack with an emergency guide, a guide and a wallet."""
    names = sorted(path.relative_to(_PACK).as_posix() for path in _PACK.rglob("*.yaml"))
    opening = f"{OPENING}/{OPENING_STEP}: nobody"
    files = {name: _template(f"pack/{name}", languages) for name in names}
    if languages != LANGUAGES:
        named = f"format: 1\nlanguages: [{', '.join(languages)}]\n"
        files["pack.yaml"] = files["pack.yaml"].replace("format: 1\n", named)
    return {
        **files,
        **_guide("first-guide", "problems", "other", opening, languages),
        **new_wallet("other", languages),
        "walks/opening.yaml": _template("opening.yaml", languages),
    }


def new_extension() -> Files:
    """A pack that adds nothing yet to the shipped one."""
    return {"pack.yaml": _template("extension.yaml", LANGUAGES)}


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
    return _guide(name, category, next(iter(pack.wallets)), answer, pack.info.languages)


def new_wallet(name: str, languages: Languages = LANGUAGES) -> Files:
    """A wallet with a chat and a website."""
    return {f"wallets/{name}.yaml": _template("wallet.yaml", languages).replace("NAME", name)}


def with_channel(text: str, name: str, kind: str, languages: Languages = LANGUAGES) -> str | None:
    """The text of a wallet's file with one more channel, the first; comments stay.

    None where its channels stand in braces.
    """
    block = _template("channel.yaml", languages).replace("NAME", name).replace("KIND", kind)
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


def _guide(name: str, category: str, wallet: str, opening: str, languages: Languages) -> Files:
    line = f"      {opening}\n" if opening else ""
    walks = _template("walks.yaml", languages).replace("OPENING", line).replace("WALLET", wallet)
    guide = _template("guide.yaml", languages).replace("CATEGORY", category)
    return {
        f"guides/{name}.yaml": guide.replace("NAME", name),
        f"walks/{name}.yaml": walks.replace("NAME", name),
    }


def _template(name: str, languages: Languages) -> str:
    text = (_TEMPLATES / name).read_text("utf-8")
    for way in _BOTH if languages != LANGUAGES else ():
        text = way.sub(lambda found: f"{found['key'] or ''}{found[languages[0]]}", text)
    return text
