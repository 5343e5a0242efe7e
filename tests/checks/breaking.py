"""The good pack beside this file, and each way to break it: what must be found, and where."""

import os
import shutil
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parent
GOOD = HERE / "pack"
KINDS = ("pack", "extension")
"""The folders beside this file: a whole pack, and one that extends the shipped one."""
ANY = -1
"""A line that says nothing."""


class Broken(NamedTuple):
    """What is to be found in a pack that was broken in one way."""

    code: str
    file: str
    line: int
    """0: it is about the whole file; ANY: it does not matter."""


@cache
def mutations() -> tuple[dict[str, Any], ...]:
    """Every way to break the pack, as it is written in `mutations.yaml`."""
    return tuple(yaml.safe_load((HERE / "mutations.yaml").read_text(encoding="utf-8")))


def good_pack(folder: Path, kind: str = "pack") -> Path:
    """A copy of the good pack of one of the KINDS, in `folder`."""
    return Path(shutil.copytree(HERE / kind, folder, dirs_exist_ok=True))


def in_one_language(folder: Path, language: str) -> None:
    """Write the pack in `folder` anew in one language, its texts as they are."""

    def only(data: Any) -> Any:
        if isinstance(data, list):
            return [only(item) for item in data]
        if not isinstance(data, dict):
            return data
        if data.keys() == {"zh", "en"} and not isinstance(data[language], list):
            return data[language]
        return {
            key: only(item) for key, item in data.items() if key not in {"zh", "en"} - {language}
        }

    for path in folder.rglob("*.yaml"):
        name = path.relative_to(folder).as_posix()
        if name.startswith("phrases/") and name.count("/") > 1 and f"/{language}/" not in name:
            path.unlink()
            continue
        data = only(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))
        if name == "pack.yaml":
            data |= {"format": 1, "languages": [language]}
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1_000)
        path.write_text(text, encoding="utf-8")


def break_pack(folder: Path, mutation: dict[str, Any]) -> Broken:
    """Break the copy of the pack in `folder`; returns what must be found then."""
    if "language" in mutation:
        in_one_language(folder, mutation["language"])
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
    for old, new in mutation.get("copy", {}).items():
        shutil.copyfile(folder / old, folder / new)
    for old, new in mutation.get("rename", {}).items():
        (folder / new).parent.mkdir(exist_ok=True)
        (folder / old).rename(folder / new)
    for name, text in mutation.get("write", {}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in mutation.get("delete", ()):
        (folder / name).unlink()
    _replace_whole(folder / file, mutation)
    if "check" in mutation:
        return Broken(mutation["code"], str(folder / file), 0)
    at = mutation.get("at", file)
    return Broken(mutation["code"], at, _line(folder / at, before, mutation))


def _replace_whole(path: Path, mutation: dict[str, Any]) -> None:
    """Put something else in place of a file, or far more of it."""
    if "write_gbk" in mutation:
        path.write_bytes("id: 新卡\n".encode("gb18030"))
    if "fill" in mutation:
        path.write_text(mutation["with"] * mutation["times"], encoding="utf-8")
    if "chain" in mutation:
        _lengthen(path, mutation["chain"])
    if "folder" in mutation:
        path.unlink()
        path.mkdir()
    if "pipe" in mutation:
        path.unlink()
        os.mkfifo(path)
    if "link" in mutation:
        outside = path.parents[2] / "outside.yaml"
        path.rename(outside)
        path.symlink_to(outside)


def _lengthen(path: Path, steps: int) -> None:
    """Put so many questions before the first one of a guide."""
    text = path.read_text(encoding="utf-8")
    first = next(line for line in text.splitlines() if line.startswith("start: "))
    chain = [f"more-{number}" for number in range(steps)]
    added = "".join(
        f"  {name}:\n    collect: [promised-by]\n    next: {following}\n"
        for name, following in zip(chain, [*chain[1:], first.removeprefix("start: ")], strict=True)
    )
    text = text.replace(first, "start: more-0").replace("steps:\n", f"steps:\n{added}")
    path.write_text(text, encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has {text.count(old)} times: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _line(path: Path, before: dict[Path, str], mutation: dict[str, Any]) -> int:
    if "write_gbk" in mutation:
        return 1
    if {"pipe", "link"} & mutation.keys():
        return 0
    if "fill" in mutation:
        return {"too-big": 0, "too-deep": 1}.get(mutation["code"], ANY)
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
