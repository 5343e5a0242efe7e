"""The commands for authors beside `flows check`: testing a pack and drawing a guide."""

import json
import re
import shutil
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.casework.support import at_the_prompts
from tests.cli.support import Here, Result, advises, lines_of
from tests.prompted import Watched
from tests.support import FLOWS, LOOKED_UP, SMALL_PACK, Clock, content_of, write_pack
from wallethelp.pack.beginnings import with_channel
from wallethelp.pack.drafts import scalar, with_drafts
from wallethelp.pack.load import load
from wallethelp.pack.scripts import load_walks
from wallethelp.ui.prompts import Prompt
from wallethelp.ui.scripted import Given, ScriptedUI

WALK = """\
guide: lost
# a comment of the author
walks:
  - name: gone
    wallet: upay
    now: 2026-11-20 15:00
    steps: {opening/safety-first: nobody, lost/gone: charged}
    fields: {amount: 120 CNY}
    ends: lost/report
    outcome: contact
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack", {"walks/lost.yaml": WALK})


def test_what_no_walk_passes_is_named_with_its_line(cli: Here, small: Path) -> None:
    done = cli("flows", "test", small)
    assert done.code == 1
    found = lines_of(done.out)
    guide = (small / "guides/lost.yaml").read_text("utf-8").splitlines()
    assert any(line.startswith("pack.yaml:") and "I don't know" in line for line in found)
    charged = next(line for line in found if "“not-charged”" in line)
    assert "not-charged" in guide[int(charged.split(":")[1]) - 1]
    condition = next(line for line in found if "in no walk does this hold" in line)
    assert "when:" in guide[int(condition.split(":")[1]) - 1]
    assert not any("“charged”" in line for line in found)


@pytest.mark.parametrize("command", ["docs lost", "graph lost", "test"])
def test_a_condition_with_a_name_is_told_in_words_where_it_is_used(
    cli: Here, tmp_path: Path, command: str
) -> None:
    rule = "      - when: {condition: late}"
    guide = SMALL_PACK["guides/lost.yaml"].replace("      - when: {field: due, after: now}", rule)
    guide += "conditions:\n  late: {not: {wallet: upay}}\n"
    folder = write_pack(tmp_path / "pack", {"guides/lost.yaml": guide})
    done = cli("flows", *command.split(), folder)
    told = [line for line in lines_of(done.out) if "not: wallet: Upay" in line]
    assert told
    if command == "test":
        line = guide.split("\n").index(rule) + 1
        assert all(one.startswith(f"guides/lost.yaml:{line}:") for one in told)


def test_drafts_make_it_whole_and_keep_what_was_written(cli: Here, small: Path) -> None:
    done = cli("flows", "test", small, "--write")
    assert done.code == 0, done.out
    assert (small / "walks/lost.yaml").read_text("utf-8").startswith(WALK)
    walks, mistakes = load_walks(small)
    assert mistakes == ()
    assert {"lost/wait", "lost/done", "lost/report"} <= {walk.ends for walk in walks}
    again = cli("flows", "test", small, "--json")
    assert again.code == 0
    data = json.loads(again.out)
    assert (data["missing"], data["failures"]) == ([], [])
    assert data["options"]["covered"] == data["options"]["of"] == 6


def test_a_pack_without_walks_gets_its_first_ones(cli: Here, small: Path) -> None:
    (small / "walks/lost.yaml").unlink()
    (small / "walks").rmdir()
    assert cli("flows", "test", small, "--write").code == 0
    assert load_walks(small)[0]


def test_a_walk_that_leads_elsewhere_fails_with_its_line(cli: Here, small: Path) -> None:
    (small / "walks/lost.yaml").write_text(WALK.replace("lost/report", "lost/wait"), "utf-8")
    done = cli("flows", "test", small)
    assert done.code == 1
    (line,) = [line for line in lines_of(done.out) if line.startswith("walks/")]
    assert line.startswith("walks/lost.yaml:4:")
    assert "lost/report" in line
    assert "lost/wait" in line


def test_an_answer_never_asked_for_is_a_failure(cli: Here, small: Path) -> None:
    (small / "walks/lost.yaml").write_text(
        WALK.replace("gone: charged", "gone: not-charged").replace("report", "done"), "utf-8"
    )
    assert "amount" in "".join(
        line for line in lines_of(cli("flows", "test", small).out) if line.startswith("walks/")
    )


def test_what_can_never_be_is_said_to_be_perhaps_impossible(cli: Here, small: Path) -> None:
    guide = small / "guides/lost.yaml"
    never = "      - when: {answer: gone, is: not-charged}\n        next: done\n"
    text = guide.read_text("utf-8").replace("    decide:\n", f"    decide:\n{never}")
    guide.write_text(text, encoding="utf-8")
    done = cli("flows", "test", small, "--write")
    assert done.code == 1
    (line,) = [line for line in lines_of(done.out) if line.startswith("guides/")]
    assert "impossible" in line
    assert int(line.split(":")[1]) == text.splitlines().index(never.splitlines()[0]) + 1


def test_a_broken_pack_is_refused_with_its_mistakes(cli: Here, small: Path) -> None:
    guide = small / "guides/lost.yaml"
    guide.write_text(guide.read_text("utf-8").replace("next: details", "next: detials", 1), "utf-8")
    done = cli("flows", "test", small)
    assert (done.code, done.out) == (1, "")
    assert "“details”" in done.err


def test_drafts_go_where_nothing_can_be_put_behind_the_walks(small: Path) -> None:
    walks, _mistakes = load_walks(small)
    assert with_drafts("walks: []\nguide: lost\n", "lost", walks) is None
    behind = with_drafts(WALK, "lost", walks)
    assert behind is not None
    assert behind.startswith(WALK)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("120 CNY", "120 CNY"),
        ("2026-11-20 15:00", "2026-11-20 15:00"),
        (None, "null"),
        ("null", '"null"'),
        ("a: b", '"a: b"'),
        ("# x", '"# x"'),
        ("“x”", '"“x”"'),
        ("", '""'),
        ("ends: ", '"ends: "'),
    ],
)
def test_a_text_is_quoted_where_yaml_would_read_something_else(
    text: str | None, written: str
) -> None:
    assert scalar(text) == written


# --- flows graph ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "svg", "mermaid"])
def test_a_guide_is_drawn_in_each_format(cli: Here, small: Path, form: str) -> None:
    done = cli("flows", "graph", "lost", small, "--format", form)
    assert done.code == 0
    assert "details" in done.out
    assert done.out.startswith({"text": "Lost", "svg": "<svg", "mermaid": "---"}[form])


BREAKS = {
    "a target": ("next: details", "next: detials", "“detials”"),
    "the first step": ("start: gone", "start: gonne", "“gonne”"),
    "a guide": ("next: done", "next: {guide: lots}", "“lots”"),
    "a field": ("collect: [amount]", "collect: [amuont]", "“amuont”"),
    "a comparison": ("{field: due, after: now}", "{field: due}", "exactly one of"),
    "an outcome": ("end: wait", "end: wiat", "“wiat”"),
    "a circle": ("    else: report", "    else: early", "circle"),
    "a step nothing leads to": ("next: wait", "next: report", "“wait”"),
    "a kind of step": ("    collect: [amount]", "    colect: [amount]", "exactly one of"),
}


@pytest.mark.parametrize("form", ["text", "svg", "mermaid"])
@pytest.mark.parametrize("name", BREAKS)
def test_a_guide_that_is_left_out_is_drawn_as_far_as_it_can_be_read(
    cli: Here, small: Path, name: str, form: str
) -> None:
    old, new, said = BREAKS[name]
    guide = small / "guides/lost.yaml"
    text = guide.read_text("utf-8")
    assert old in text
    guide.write_text(text.replace(old, new, 1), "utf-8")
    done = cli("flows", "graph", "lost", small, "-f", form)
    assert done.code == 0, done.err
    drawn = " ".join(done.out.split())
    assert "⚠" in drawn or said in done.err
    for step in ("gone", "details", "early", "wait", "report", "done"):
        assert step in drawn


def test_of_a_file_that_cannot_be_read_the_mistake_is_told(cli: Here, small: Path) -> None:
    (small / "guides/lost.yaml").write_text("id: [\n", "utf-8")
    done = cli("flows", "graph", "lost", small)
    assert (done.code, done.out) == (1, "")
    assert "guides/lost.yaml:1" in done.err


def test_a_picture_is_written_to_a_file_and_never_over_another(cli: Here, small: Path) -> None:
    line = ("flows", "graph", "lost", small, "-f", "svg", "-o", cli.folder / "lost.svg")
    assert cli(*line).code == 0
    assert (cli.folder / "lost.svg").read_text("utf-8").startswith("<svg")
    assert cli(*line).code == 1
    assert cli(*line, "--force").code == 0


@pytest.mark.parametrize("line", [("nothing",), ("lost", "--format", "png")])
def test_an_unknown_guide_or_format_is_wrong_usage(
    cli: Here, small: Path, line: tuple[str, ...]
) -> None:
    done = cli("flows", "graph", line[0], small, *line[1:])
    assert (done.code, done.out) == (2, "")
    assert "svg" in done.err or "lost" in done.err


@pytest.mark.parametrize("command", ["graph", "docs", "preview"])
def test_the_list_that_is_advised_is_that_of_the_same_folder(
    cli: Here, small: Path, command: str
) -> None:
    done = cli("flows", command, "nothing", small)
    assert advises(done.err, f"wallethelp guides --flows {small}")


def test_without_the_library_a_picture_says_how_to_get_it(
    cli: Here, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fast_sugiyama", None)
    done = cli("flows", "graph", "lost", small, "-f", "svg")
    assert (done.code, done.out) == (1, "")
    assert "wallethelp[graph]" in done.err
    assert cli("flows", "graph", "lost", small).code == 0


# --- flows docs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "begin"), [("markdown", "# "), ("html", "<!DOCTYPE html>")])
def test_a_guide_is_written_to_be_signed_off(cli: Here, small: Path, form: str, begin: str) -> None:
    done = cli("flows", "docs", "lost", small, "-f", form)
    assert done.code == 0
    assert done.out.startswith(begin)
    assert "扣了吗" in done.out
    assert "Is it gone" in done.out
    (row,) = [line for line in done.out.splitlines() if "category" in line]
    title = next(one.title for one in load(small).pack.info.categories if one.id == "money")
    assert title.zh in row
    assert title.en in row


# --- flows new ------------------------------------------------------------------------------------


@pytest.fixture
def fresh(cli: Here) -> Path:
    folder = cli.folder / "my-pack"
    assert cli("flows", "new", "pack", folder).code == 0
    return folder


def passes(cli: Here, folder: Path) -> None:
    """No warning but of what is to be written, and every step, option and condition walked."""
    checked = cli("flows", "check", folder, "--json")
    assert checked.code == 0
    assert {one["code"] for one in json.loads(checked.out)["mistakes"]} == {"to-be-written"}
    assert cli("flows", "check", folder, "--strict").code == 1
    tested = cli("flows", "test", folder, "--random", "20")
    assert tested.code == 0, tested.out


def test_a_new_pack_passes(cli: Here, fresh: Path) -> None:
    passes(cli, fresh)


def test_what_is_made_in_a_new_pack_passes(cli: Here, fresh: Path) -> None:
    for line in (
        ("guide", "card-lost"),
        ("guide", "card-found"),
        ("wallet", "our-pay"),
        ("channel", "our-pay/hotline", "--kind", "phone"),
    ):
        what, name, *options = line
        assert cli("flows", "new", what, name, fresh, *options).code == 0
    passes(cli, fresh)
    assert "hotline" in cli("channels", "our-pay", "--flows", fresh, "--json").out


def test_what_is_made_in_the_shipped_pack_passes(cli: Here, clock: Clock, tmp_path: Path) -> None:
    clock.now = LOOKED_UP
    folder = tmp_path / "shipped"
    shutil.copytree(FLOWS, folder)
    assert ".yaml:" not in cli("flows", "check", folder).out
    for what, name in (("guide", "brand-new"), ("wallet", "our-pay"), ("channel", "upay/desk")):
        done = cli("flows", "new", what, name, folder)
        assert done.code == 0, done.err
    after = cli("flows", "check", folder, "--json")
    left = {(one["file"], one["code"]) for one in json.loads(after.out)["mistakes"]}
    files = ("guides/brand-new.yaml", "wallets/our-pay.yaml", "wallets/upay.yaml")
    assert left == {(file, "to-be-written") for file in files}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("guide", "first-guide"), 1),
        (("wallet", "other"), 1),
        (("channel", "other/website"), 1),
        (("channel", "nothing/website"), 2),
        (("channel", "other/new", "--kind", "pigeon"), 2),
        (("guide", "Card Lost"), 2),
        (("guide", "../evil"), 2),
        (("thing", "x"), 2),
    ],
)
def test_what_is_there_or_cannot_be_is_refused(
    cli: Here, fresh: Path, line: tuple[str, ...], code: int
) -> None:
    what, name, *options = line
    before = content_of(fresh)
    assert cli("flows", "new", what, name, fresh, *options).code == code
    assert content_of(fresh) == before


def test_a_new_pack_goes_over_nothing(cli: Here, fresh: Path) -> None:
    before = content_of(fresh)
    assert cli("flows", "new", "pack", fresh).code == 1
    assert content_of(fresh) == before


def test_a_channel_is_put_behind_comments_and_any_indent() -> None:
    text = "id: x\nname: {zh: X, en: X}\nchannels:  # ours\n    # the first\n    chat: {}\n"
    found = with_channel(text, "desk", "phone")
    assert found is not None
    assert "# the first" in found
    assert with_channel("channels: {chat: {}}\n", "desk", "phone") is None


# --- flows preview --------------------------------------------------------------------------------


def _usual(key: str) -> str:
    """What is answered where a test does not care."""
    done = {"menu:check-answers": "done", "menu:preview": "done", "opening/safety-first": "nobody"}
    return done.get(key, "unknown")


def previewed(cli: Here, folder: Path, *options: str, **given: str) -> tuple[Result, Watched]:
    """The command with somebody who gives these answers, and takes “unknown” for all others."""
    own = {f"lost/{key}": value for key, value in given.items()}
    answering = Watched(
        ScriptedUI({}), lambda _number, prompt: own.get(prompt.key, _usual(prompt.key))
    )
    with at_the_prompts(answering):
        return cli("flows", "preview", "lost", folder, *options), answering


def test_a_preview_shows_the_case_and_keeps_nothing(cli: Here, small: Path, home: Path) -> None:
    done, asked = previewed(cli, small, gone="charged")
    assert done.code == 0, done.err
    assert "opening/safety-first" in asked.keys
    assert not home.exists()


def test_a_preview_begins_at_a_step_with_the_answers_of_a_walk(cli: Here, small: Path) -> None:
    done, asked = previewed(cli, small, "--from", "details")
    assert done.code == 0, done.err
    assert "gone" in done.err
    assert asked.keys[0] == "amount"
    assert "opening/safety-first" not in asked.keys


WAITING = """\
  - name: waits
    wallet: upay
    now: 2026-11-20 15:00
    steps: {opening/safety-first: nobody, lost/gone: charged}
    fields: {amount: 120 CNY, due: 2026-11-22 18:00}
    ends: lost/wait
    outcome: wait
"""


def test_the_answers_of_a_walk_are_as_old_today_as_they_were_in_it(
    cli: Here, small: Path, clock: Clock
) -> None:
    clock.now = datetime(2031, 3, 5, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    (small / "walks/lost.yaml").write_text(WALK + WAITING, "utf-8")
    done, asked = previewed(cli, small, "--from", "wait")
    assert done.code == 0, done.err
    assert "waits" in done.err
    assert asked.keys[0].startswith("menu:")
    assert re.search(r"\bMar\b.*12:30", done.out)
    assert not re.search(r"\bNov\b", done.out)


def test_a_preview_takes_the_walk_that_is_named(cli: Here, small: Path) -> None:
    (small / "walks/lost.yaml").write_text(WALK + WAITING, "utf-8")
    done, asked = previewed(cli, small, "--walk", "waits")
    assert done.code == 0, done.err
    assert asked.keys[0].startswith("menu:")
    assert "Wait" in done.out
    again, _asked = previewed(cli, small, "--walk", "waits", "--from", "details")
    assert "waits" in again.err
    unknown, _asked = previewed(cli, small, "--walk", "wait")
    assert unknown.code == 2
    assert "“waits”" in unknown.err


def test_a_preview_begins_where_no_walk_comes(cli: Here, small: Path) -> None:
    (small / "walks/lost.yaml").unlink()
    done, asked = previewed(cli, small, "--from", "details")
    assert done.code == 0, done.err
    assert asked.keys[0] == "amount"


def test_a_preview_reads_the_file_again(cli: Here, small: Path) -> None:
    guide = small / "guides/lost.yaml"
    seen: list[str] = []

    def answering(_number: int, prompt: Prompt) -> Given:
        if prompt.key == "menu:preview":
            again = not seen
            seen.append("once")
            guide.write_text(guide.read_text("utf-8").replace("Is it gone", "Really gone"), "utf-8")
            return "more" if again else "done"
        return _usual(prompt.key)

    watched = Watched(ScriptedUI({}), answering)
    with at_the_prompts(watched):
        assert cli("flows", "preview", "lost", small, "--from", "gone").code == 0
    questions = [prompt.question for prompt in watched.asked if prompt.key == "lost/gone"]
    assert questions == ["Is it gone", "Really gone"]


@pytest.mark.parametrize("line", [("lots",), ("lost", "--from", "gnoe"), ("lost",)])
def test_a_preview_needs_a_person_and_names_that_exist(
    cli: Here, small: Path, line: tuple[str, ...]
) -> None:
    done = cli("flows", "preview", line[0], small, *line[1:])
    assert (done.code, done.out) == (2, "")
