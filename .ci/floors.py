"""Prints the lowest allowed version of every direct dependency, as constraints for pip."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"

for dependency in tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]:
    name, floor = re.match(r"([\w.-]+)>=([\w.]+)", dependency).groups()
    print(f"{name}=={floor}")
