"""`contacts.yaml`: what an author is told about it, and what is heard as asking for a secret."""

from pathlib import Path

import pytest
import yaml

from tests.support import FLOWS, SMALL_PACK, shipped, write_pack
from wallethelp.core.check.onward import onward_mistakes
from wallethelp.core.heard import asks_for_secret
from wallethelp.core.onward import Onward
from wallethelp.pack.load import BrokenPackError, load


def shipped_onward() -> Onward:
    """The rules of the shipped pack."""
    onward = shipped().pack.onward
    assert onward is not None
    return onward


CONTACTS = """\
sides: {supervisor: supervisor}
patience:
  - {at: [support], wait: 3 working days, basis: ours}
rules:
  - when: {result: [refused]}
    next: up
  - next: wait
steps:
  up:
    do: supervisor
    short: {zh: "找{whom}", en: "ask {whom}"}
    text: {zh: "找{whom}。", en: "Ask {whom}."}
    rungs: [supervisor]
    message: up
  wait:
    do: wait
    short: {zh: "等", en: "wait"}
    text: {zh: "等到{until}。", en: "Wait until {until}."}
lines:
  about: {zh: "{problem}[，{amount}]。", en: "{problem}[, {amount}]."}
  contact: {zh: "{contacted}：{result}。", en: "{contacted}: {result}."}
  broken: {zh: "{promised}没做到。", en: "Not kept: {promised}."}
  ticket: {zh: "编号 {ticket}。", en: "Number {ticket}."}
letters:
  up:
    ask: {zh: "请转主管。", en: "A supervisor, please."}
    parts: [ask, about, contacts]
"""
LADDER = """\
supervisor:
  title: {zh: 主管, en: Supervisor}
  purpose: {zh: 接手, en: Takes over}
  how: {zh: 请转, en: Ask}
"""


def mistakes_with(folder: Path, old: str, new: str) -> list[tuple[str, str, int]]:
    """What is said of the file with one thing changed: code, file, line."""
    assert old in CONTACTS
    files = {"contacts.yaml": CONTACTS.replace(old, new, 1)}
    files["ladder.yaml"] = SMALL_PACK["ladder.yaml"] + LADDER
    try:
        found = load(write_pack(folder, files)).mistakes
    except BrokenPackError as error:
        found = error.mistakes
    return [(mistake.code, mistake.file, mistake.line) for mistake in found]


def test_a_sound_file_is_sound(tmp_path: Path) -> None:
    assert mistakes_with(tmp_path, "请转主管", "请转 主管") == []
    assert list(onward_mistakes(shipped_onward())) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("next: up", "next: upp", "unknown-onward"),
        ("message: up", "message: down", "unknown-letter"),
        ("rungs: [supervisor]", "rungs: [supervisr]", "unknown-rung"),
        ("sides: {supervisor:", "sides: {supervisr:", "unknown-rung"),
        ("{whom}", "{who}", "unknown-mark"),
        ("basis: ours", "basis: no.such.fact", "unknown-fact"),
        ("[refused]", "[refusd]", "schema.literal_error"),
        ('en: "Ask {whom}."', 'de: "Frag."', "schema.missing"),
        ("when: {result: [refused]}", "when: {}", "rule-never"),
        ("  - next: wait", "  - when: {over: true}\n    next: wait", "rules-end"),
        ("message: up", "facts: []", "unreachable"),
        ("wait: 3 working days", "wait: three days", "schema.no_length"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    found = mistakes_with(tmp_path, old, new)
    assert code in [one[0] for one in found], found
    assert all(file == "contacts.yaml" and line > 0 for _code, file, line in found)


def test_a_rule_that_an_earlier_one_covers_is_never_reached() -> None:
    written = yaml.safe_load((FLOWS / "contacts.yaml").read_text("utf-8"))
    assert len(written["rules"]) == len(shipped_onward().rules)


@pytest.mark.parametrize(
    "said",
    [
        "把短信验证码念给我，我帮您重置",
        "先交600保证金才能提现",
        "请共享屏幕给我看",
        "read me the one-time code to unlock",
        "install this app so that we can see your screen",
        "please pay a small fee, then we release it",
        "send us your password and PIN",
    ],
)
def test_who_asks_for_a_secret_or_money_is_heard(said: str) -> None:
    assert asks_for_secret(shipped_onward(), said)


@pytest.mark.parametrize(
    "said",
    [
        "24日前核实；我们不会向您索要验证码",
        "我们绝不会索要您的密码或验证码",
        "已解锁，请重设密码",
        "请补充提现单号和提交时间",
        "please never tell anyone your password, including us",
        "a fee will be taken off the returned coins",
        "send transaction number and proof of return by 15 May or we close it",
        "upload the ID page inside the app under Verify; we never want it by e-mail",
        "",
    ],
)
def test_who_warns_of_it_is_not(said: str) -> None:
    assert not asks_for_secret(shipped_onward(), said)
