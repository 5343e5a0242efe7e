"""What is installed with us is there on every platform. deptry looks after the rest."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution

from tests.support import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
COMPILED = {
    "pydantic-core",  # which Typer needs: for Linux (glibc and musl), macOS, Windows, Intel and ARM
    "msgspec",  # there too
    *("pyyaml", "wcwidth"),  # there too, and elsewhere without their compiled part
}


def _name(requirement: str) -> str:
    return _plain(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


DECLARED = {_name(requirement) for requirement in PROJECT["dependencies"]}


def _with_all_they_need(names: set[str]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield name
            required = distribution(name).requires or ()
            waiting += [_name(other) for other in required if ";" not in other]


def test_nothing_is_compiled_but_what_has_wheels_wherever_typer_has() -> None:
    compiled = {
        name
        for name in _with_all_they_need(DECLARED)
        if "Root-Is-Purelib: true" not in (distribution(name).read_text("WHEEL") or "")
    }
    assert compiled <= COMPILED
