"""A pack that extends the shipped one, by the commands: whose it is, what its author is told."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.checks.breaking import good_pack
from tests.cli.support import ANSWERS, GIVEN, Here
from tests.support import FLOWS, shipped_index
from wallethelp import __version__
from wallethelp.pack import cache
from wallethelp.pack.fingerprint import fingerprint

HOTLINE = "400-555-0199"
CONTACT = f"""\
    kind: phone
    contacts:
      - {{value: "{HOTLINE}", source: a page on the net, checked_on: 2026-01-05}}
"""


pytestmark = pytest.mark.usefixtures("opened_as_by_a_command")


@pytest.fixture(autouse=True)
def _learn_the_shipped_phrases_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_learned_below", lambda: shipped_index().learned)


@pytest.fixture
def ours(cli: Here) -> Path:
    """The pack beside the ways to break it."""
    return good_pack(cli.folder / "ours", "extension")


@pytest.fixture
def false_hotline(ours: Path) -> Path:
    """The same, with a shipped wallet in a form that has a hotline nobody has."""
    text = (FLOWS / "wallets/upay.yaml").read_text("utf-8")
    assert text.count("    kind: phone\n") == 1
    (ours / "wallets/upay.yaml").write_text(text.replace("    kind: phone\n", CONTACT), "utf-8")
    return ours


# --- users ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("channels", "upay"),
        ("channels", "upay", "--for", "top-up-failed"),
        ("guides",),
        ("guides", "top-up-failed"),
        ("guides", "--find", "充值没到账"),
    ],
    ids=" ".join,
)
def test_every_page_says_whose_it_is_and_what_it_changes(
    cli: Here, false_hotline: Path, command: tuple[str, ...]
) -> None:
    flat = " ".join(cli(*command, "--flows", false_hotline).out.split())
    mark = fingerprint(false_hotline, FLOWS)
    for part in ("did not come with the program", "Help with SunPay", "SunPay support", mark):
        assert part in flat
    assert f"wallethelp {__version__}" in flat
    data = json.loads(cli(*command, "--flows", false_hotline, "--json").out)
    for each in data if isinstance(data, list) else [data]:
        assert each["pack"]["extends"] == f"wallethelp {__version__}"
        assert each["pack"]["fingerprint"] == mark


def test_a_number_of_it_is_not_the_programs_own(cli: Here, false_hotline: Path) -> None:
    flat = " ".join(cli("channels", "upay", "--flows", false_hotline).out.split())
    _before, line = flat.split(HOTLINE)
    assert line.startswith(" (source: a page on the net; checked on 2026-01-05, ")
    assert "; not the program's own)" in line[:120]


def test_a_shipped_guide_leads_to_a_case_with_the_mark(cli: Here, false_hotline: Path) -> None:
    answers = cli.file("a.yaml", ANSWERS)
    done = cli("--flows", false_hotline, *GIVEN, "--answers", answers, "--json")
    assert json.loads(done.out)["pack"]["name"] == "Help with SunPay"


def test_its_wallet_and_its_phrases_are_found(cli: Here, ours: Path) -> None:
    found = json.loads(
        cli("guides", "--find", "the plastic of sun pay is gone", "--flows", ours, "--json").out
    )
    assert found["guides"][0]["guide"] == "card-lost"
    assert found["wallet"] == "sunpay"


def test_the_fingerprint_counts_what_is_extended(ours: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(FLOWS, other)
    before = fingerprint(ours, FLOWS)
    assert fingerprint(ours, other) == before
    (other / "tips.yaml").write_text("{}\n", encoding="utf-8")
    assert fingerprint(ours, other) != before
    (ours / "fields.yaml").unlink()
    assert fingerprint(ours, FLOWS) != before
    assert fingerprint(ours) != fingerprint(ours, FLOWS)


# --- authors --------------------------------------------------------------------------------------


def test_the_check_says_what_is_added_and_replaced(cli: Here, false_hotline: Path) -> None:
    done = cli("flows", "check", false_hotline)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[1:-1] == [
        f"Extends wallethelp {__version__}.",
        "Careful: wallets of the shipped pack get contacts of this pack: upay/phone. Whoever"
        " uses it is told that they are not the program's.",
        "Added: wallet sunpay; guide card-lost; field card-lost; fact sunpay.card; contact"
        " upay/phone; category cards; text look.",
        "Replaced: wallet upay; field expected-by; text solved.",
    ]
    data = json.loads(cli("flows", "check", false_hotline, "--json").out)
    assert data["fingerprint"] == fingerprint(false_hotline, FLOWS)
    assert data["extends"]["version"] == __version__
    assert {"kind": "contact", "name": "upay/phone"} in data["extends"]["added"]
    assert {"kind": "wallet", "name": "upay"} in data["extends"]["replaced"]


@pytest.mark.parametrize(("language", "rest"), [("en", " and 3 more;"), ("zh", "，另外还有 3 个")])
def test_of_many_that_are_added_some_are_named_and_the_rest_counted(
    cli: Here, ours: Path, language: str, rest: str
) -> None:
    facts = ours / "facts.yaml"
    one = facts.read_text("utf-8")
    more = "".join(one.replace("sunpay.card:", f"sunpay.card{n}:") for n in range(14))
    facts.write_text(one + more, "utf-8")
    done = cli("flows", "check", ours, "--lang", language)
    assert rest in " ".join((done.out + done.err).split())


def test_a_whole_pack_extends_nothing(cli: Here) -> None:
    whole = good_pack(cli.folder / "whole")
    assert json.loads(cli("flows", "check", whole, "--json").out)["extends"] is None
    assert "Extends" not in cli("flows", "check", whole).out


def test_the_shipped_walks_are_played_and_its_own_guides_have_to_be_walked(
    cli: Here, ours: Path
) -> None:
    data = json.loads(cli("flows", "test", ours, "--random", "5", "--json").out)
    assert (data["failures"], [*data["guides"]]) == ([], ["card-lost"])
    assert data["walks_of_shipped"] > 500
    assert {one["step"].partition("/")[0] for one in data["missing"]} <= {"card-lost"}
    fields = ours / "fields.yaml"
    text = fields.read_text("utf-8")
    counts = next(line for line in text.splitlines(keepends=True) if "counts_from" in line)
    fields.write_text(text.replace(counts, ""), encoding="utf-8")
    (failure,) = json.loads(cli("flows", "test", ours, "--random", "5", "--json").out)["failures"]
    assert failure.startswith("shipped walk of funds-not-received, ")


def test_a_shipped_guide_is_drawn_with_its_walks(cli: Here) -> None:
    cli("flows", "new", "pack", "mine", "--extends", "wallethelp")
    drawn = cli("flows", "graph", "top-up-failed", "mine")
    assert drawn.out == cli("flows", "graph", "top-up-failed").out


@pytest.mark.parametrize("command", [("docs", "card-lost"), ("check", "--stats"), ("facts",)])
def test_other_commands_take_it(cli: Here, ours: Path, command: tuple[str, ...]) -> None:
    name, *rest = command
    given = ("--flows", ours) if name == "facts" else (ours,)
    done = cli("flows", name, *rest, *given)
    assert done.code == 0, done.err
    assert "card" in done.out


def test_one_begins_with_its_title_alone(cli: Here) -> None:
    assert cli("flows", "new", "pack", "mine", "--extends", "wallethelp").code == 0
    assert "[to-be-written]" in cli("flows", "check", "mine").out
    begun = Path("mine/pack.yaml")
    begun.write_text(re.sub("[‹›]", "", begun.read_text("utf-8")), encoding="utf-8")
    assert cli("flows", "check", "mine", "--strict").code == 0
    assert [path.name for path in Path("mine").glob("*.yaml")] == ["pack.yaml"]
    for thing, name in (("wallet", "upay"), ("guide", "send-feedback")):
        assert cli("flows", "new", thing, name, "mine").code == 0
    assert cli("flows", "check", "mine", "--strict").code == 0
    assert cli("flows", "new", "wallet", "sunpay", "mine").code == 0
    assert cli("flows", "check", "mine").code == 0
    for thing, name in (("wallet", "upay"), ("guide", "send-feedback")):
        assert cli("flows", "new", thing, name, "mine").code == 1
    text = Path("mine/wallets/upay.yaml").read_text("utf-8")
    shipped = (FLOWS / "wallets/upay.yaml").read_text("utf-8")
    assert text.splitlines()[1:] == shipped.splitlines()[1:]


def test_a_channel_is_not_added_to_a_file_that_is_not_there(cli: Here) -> None:
    cli("flows", "new", "pack", "mine", "--extends", "wallethelp")
    done = cli("flows", "new", "channel", "upay/hotline", "mine", "--kind", "phone")
    assert done.code == 1
    assert "wallethelp flows new wallet upay mine" in done.err


@pytest.mark.parametrize(
    "words",
    [("pack", "mine", "--extends", "upay"), ("guide", "x", "mine", "--extends", "wallethelp")],
)
def test_nothing_else_is_extended(cli: Here, words: tuple[str, ...]) -> None:
    assert cli("flows", "new", *words).code == 2
    assert not Path("mine").exists()


def test_editors_ask_of_it_only_what_it_needs(cli: Here, ours: Path) -> None:
    cli("flows", "schema", "--write", ours)
    contacts = json.loads((ours / "schema/contacts.json").read_text("utf-8"))
    kind = contacts["$ref"].rpartition("/")[2]
    assert contacts["definitions"][kind]["required"] == []
