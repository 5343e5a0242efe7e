"""Print the lowest version of everything that pyproject.toml builds, runs and tests with."""

import re
import sys
import tomllib
from pathlib import Path

declared = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
requirements = (
    *declared["build-system"]["requires"],
    *declared["project"]["dependencies"],
    *declared["dependency-groups"]["test"],
)
for requirement in dict.fromkeys(requirements):  # what builds may be what tests, too
    lowest = re.match(r"([\w-]+)[>=]=([\w.]+)", requirement)
    if lowest is None:
        sys.exit(f"{requirement}: names no lowest version")
    print(f"{lowest[1]}=={lowest[2]}")
