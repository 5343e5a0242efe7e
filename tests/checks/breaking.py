"""The good pack beside this file, and each way to break it: what must be found, and where."""

import shutil
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parent
GOOD = HERE / "pack"


class Broken(NamedTuple):
    """What is to be found in a pack that was broken in one way."""

    code: str
    file: str
    line: int
    """0: it is about the whole file."""


@cache
def mutations() -> tuple[dict[str, Any], ...]:
    """Every way to break the pack, as it is written in `mutations.yaml`."""
    return tuple(yaml.safe_load((HERE / "mutations.yaml").read_text(encoding="utf-8")))


def good_pack(folder: Path) -> Path:
    """A copy of the good pack, in `folder`."""
    return Path(shutil.copytree(GOOD, folder, dirs_exist_ok=True))


def break_pack(folder: Path, mutation: dict[str, Any]) -> Broken:
    """Break the copy of the pack in `folder`; returns what must be found then."""
    before = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    file = mutation["file"]
    edits: dict[str, list[list[str]]] = dict(mutation.get("also_in", {}))
    if "old" in mutation:
        more = [mutation["also"]] if "also" in mutation else []
        edits[file] = [
            *edits.get(file, []),
            *([edit["old"], edit["new"]] for edit in (mutation, *more)),
        ]
    for name, pairs in edits.items():
        for old, new in pairs:
            _replace(folder / name, old, new)
    if "append" in mutation:
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8") + mutation["append"], encoding="utf-8")
    for old, new in mutation.get("rename", {}).items():
        (folder / new).parent.mkdir(exist_ok=True)
        (folder / old).rename(folder / new)
    for name, text in mutation.get("write", {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    if "write_gbk" in mutation:
        (folder / file).write_bytes("id: 新卡\n".encode("gb18030"))
    if "write_deep" in mutation:
        (folder / file).write_text("id: " + "[" * 60 + "]" * 60 + "\n", encoding="utf-8")
    if "delete" in mutation:
        (folder / mutation["delete"]).unlink()
    at = mutation.get("at", file)
    return Broken(mutation["code"], at, _line(folder / at, before, mutation))


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has {text.count(old)} times: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _line(path: Path, before: dict[Path, str], mutation: dict[str, Any]) -> int:
    if "write_gbk" in mutation or "write_deep" in mutation:
        return 1
    if "line" not in mutation and (path not in before or not path.is_file()):
        return 0
    after = path.read_text(encoding="utf-8")
    if "line" in mutation:
        assert after.count(mutation["line"]) == 1, f"{path.name}: {mutation['line']}"
        return after[: after.index(mutation["line"])].count("\n") + 1
    if not after:
        return 0
    pairs = zip(before[path].splitlines(), after.splitlines(), strict=False)
    return next(number for number, (old, new) in enumerate(pairs, 1) if old != new)
