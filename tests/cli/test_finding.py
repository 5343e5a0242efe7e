"""`guides --find`, `guides --sources`, `channels --for`, and a sentence given to `diagnose`."""

import io
import json
import sys

import pytest

from tests.cli.support import Here
from tests.support import shipped

PACK = shipped().pack


def test_find_prints_the_ranking_as_json(cli: Here) -> None:
    done = cli("guides", "--find", "充值三天了还没到账", "--json")
    found = json.loads(done.out)
    assert done.code == 0
    assert found["guides"][0]["guide"] == "top-up-failed"
    assert found["clear"] in (True, False)
    scores = [row["score"] for row in found["guides"]]
    assert scores == sorted(scores, reverse=True)
    assert {row["guide"] for row in found["guides"]} == set(PACK.guides)


def test_find_reads_a_sentence_a_line(cli: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["my top up failed", "", "我把验证码给了客服", "what is the weather"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))
    found = [json.loads(line) for line in cli("guides", "--find", "-").out.splitlines()]
    assert [row["text"] for row in found] == lines
    assert found[0]["guides"][0]["guide"] == "top-up-failed"
    assert found[1]["guides"] == []
    assert found[2]["guides"][0]["guide"] == "emergency"
    assert found[3]["off_topic"] is True


def test_sources_name_every_fact_of_the_guide(cli: Here) -> None:
    done = cli("guides", "refund-request", "--sources")
    cited = {f for step in PACK.guides["refund-request"].steps.values() for f in step.facts}
    squeezed = done.out.replace("\n", "").replace(" ", "")
    assert cited
    assert [fact for fact in cited if fact not in squeezed] == []


def test_channels_for_a_guide_are_ranked_with_reasons(cli: Here) -> None:
    done = cli("channels", "upay", "--for", "top-up-failed", "--json")
    ranking = json.loads(done.out)
    report = next(end for end in ranking["ends"] if end["outcome"] == "contact")
    scores = [row["score"] for row in report["recommended"]]
    assert scores == sorted(scores, reverse=True)
    assert all(row["reasons"] for row in [*report["recommended"], *report["ruled_out"]])
    assert "public" in {reason["code"] for row in report["ruled_out"] for reason in row["reasons"]}


def test_channels_for_an_unknown_guide_name_the_closest(cli: Here) -> None:
    done = cli("channels", "upay", "--for", "top-up-faild")
    assert done.code == 2
    assert "top-up-failed" in done.err


def test_an_unclear_sentence_without_a_terminal_asks_for_the_guide(cli: Here) -> None:
    (cli.folder / "answers.yaml").write_text("steps: {}\n", encoding="utf-8")
    done = cli("diagnose", "钱", "--answers", "answers.yaml", "--no-input")
    assert done.code == 2
    assert "--guide" in done.err


def test_danger_in_a_sentence_leads_to_the_emergency_with_nobody_to_confirm_it(cli: Here) -> None:
    steps = ("what: money-leaving", "where: mainland", "left: bank")
    answers = "steps:\n" + "".join(f"  emergency/{step}\n" for step in steps)
    given = ("--wallet", "kdou", "--no-input", "--no-save", "--json")
    said = "退款还没到，我把验证码告诉骗子了"
    done = cli("diagnose", said, *given, "--answers", cli.file("a.yaml", answers))
    assert json.loads(done.out)["guide"]["id"] == "emergency"


def test_another_subject_hides_no_guide_from_whom_nobody_can_ask(cli: Here) -> None:
    answers = cli.file("a.yaml", "steps: {}\n")
    done = cli("diagnose", "what is the weather", "--no-input", "--answers", answers)
    assert done.code != 0
    assert any(name in done.err for name in PACK.guides)
