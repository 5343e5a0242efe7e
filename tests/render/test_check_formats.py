"""What `flows check` found, for programs: as a SARIF log, as commands of a workflow, as lines."""

import json
import re
from pathlib import Path

from wallethelp.core.mistakes import Mistake
from wallethelp.render.check_formats import annotations, sarif
from wallethelp.render.mistake_words import MOST_OF_A_FILE, mistake_lines

ODD = "guides/a,b: 100%.yaml"
FOUND = (
    Mistake(
        code="unknown-step",
        file="guides/lost.yaml",
        line=7,
        column=3,
        names={"name": "50%\r\n::error::x", "known": "a, b"},
        closest="b",
        also=(Mistake(code="unknown-step", file="guides/lost.yaml", line=9, column=1),),
    ),
    Mistake(code="unread-file", file=ODD, names={"instead": "x"}, is_warning=True),
    Mistake(code="no-such-folder", file="my pack"),
)
COMMAND = re.compile(r"::(error|warning) ((?:[a-z]+=[^,:\r\n]*,?)+)::([^\r\n]+)")


def test_a_sarif_log_has_the_structure_that_hosts_read() -> None:
    log = json.loads(sarif(FOUND, Path("my pack")))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert run["tool"]["driver"]["name"] == "wallethelp"
    assert len(set(rules)) == len(rules)
    assert len(run["results"]) == len(FOUND)
    for result, one in zip(run["results"], FOUND, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == one.code
        assert result["level"] == ("warning" if one.is_warning else "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert re.fullmatch(r"[\w./%-]+", place["artifactLocation"]["uri"])
        # Lines and columns count from 1; of a whole file there is none.
        assert ("region" in place) == bool(one.line)
        assert all(number >= 1 for number in place.get("region", {}).values())
    first = run["results"][0]
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 3}
    assert len(first["relatedLocations"]) == 1


def test_a_workflow_command_is_one_line_in_which_nothing_ends_early() -> None:
    lines = list(annotations(FOUND, Path("my pack")))
    assert len(lines) == len(FOUND)
    for line, one in zip(lines, FOUND, strict=True):
        match = COMMAND.fullmatch(line)
        assert match is not None, line
        given = dict(part.split("=", 1) for part in match[2].split(","))
        assert given["title"] == one.code
        assert match[1] == ("warning" if one.is_warning else "error")
        assert given.keys() >= ({"file", "line", "col"} if one.line else {"file"})
    assert "50%25" in lines[0]
    assert "a%2Cb%3A 100%25.yaml" in lines[1]


def test_of_one_file_so_many_are_shown_and_how_many_more_there_are() -> None:
    many = [Mistake(code="empty", file="a.yaml", line=n) for n in range(MOST_OF_A_FILE + 312)]
    lines = list(mistake_lines([*many, Mistake(code="empty", file="b.yaml")]))
    assert len(lines) == MOST_OF_A_FILE + 2
    assert "312" in lines[-2]
    assert lines[-1].startswith("b.yaml")
