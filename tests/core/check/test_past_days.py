"""Ends that may name a day that is past: which rules make sure that it is still to come."""

from pathlib import Path

import pytest

from tests.support import write_pack
from wallethelp.core.check.past_days import past_days
from wallethelp.pack.load import read_pack

GUIDE = """\
id: late
title: {{zh: 晚了, en: Late}}
category: money
start: paid
steps:
  paid:
    ask: {{zh: 付了吗, en: Paid}}
    options:
      yes: {{label: {{zh: 是, en: "Yes"}}, next: details}}
      no: {{label: {{zh: 否, en: "No"}}, next: {no}}}
    unknown: {no}
  details:
    collect: [due]
    next: early
  early:
    decide:
      {rules}
    else: {else_}
    unknown: {unknown}
  counted:
    end: wait
    title: {{zh: 等, en: Wait}}
    {day}
  other:
    end: contact
    title: {{zh: 联系, en: Contact}}
"""
COUNTED = "follow_up: {after: 3 days, from: due, basis: ours}"
THEN, ELSE = ("counted", "other", "other"), ("other", "counted", "other")
UNKNOWN = ("other", "other", "counted")


def told(folder: Path, rules: str, leads: tuple[str, str, str], **more: str) -> list[str]:
    """What is said of a guide in which the rule leads there, and so do `else` and `unknown`."""
    then, else_, unknown = leads
    parts = {"day": COUNTED, "no": "other", **more}
    rules = "\n      ".join(f"- {{when: {rule}, next: {then}}}" for rule in rules.split(" | "))
    text = GUIDE.format(rules=rules, else_=else_, unknown=unknown, **parts)
    pack = read_pack(write_pack(folder / "pack", {"guides/late.yaml": text})).pack
    return [".".join(map(str, one.place[2:])) for one in past_days(pack, ["late"])]


@pytest.mark.parametrize(
    ("rule", "leads"),
    [
        ("{field: due, younger_than: 3 days}", THEN),
        ("{field: due, younger_than: 3 days}", UNKNOWN),
        ("{field: due, younger_than: 72 hours}", THEN),
        ("{field: due, after: now}", THEN),
        ("{field: due, older_than: 3 days}", ELSE),
        ("{field: due, older_than: 3 days}", UNKNOWN),
        ("{field: due, before: now}", ELSE),
        ("{not: {field: due, older_than: 3 days}}", THEN),
        ("{field: due, known: true}", ELSE),
        ("{all: [{wallet: upay}, {field: due, younger_than: 1 day}]}", THEN),
        ("{all: [{wallet: upay}, {field: due, younger_than: 1 day}]}", UNKNOWN),
        ("{any: [{wallet: upay}, {field: due, older_than: 1 day}]}", ELSE),
        ("{field: due, older_than: 2 days} | {wallet: upay}", ELSE),
    ],
)
def test_a_rule_about_the_age_makes_sure_that_the_day_is_to_come(
    tmp_path: Path, rule: str, leads: tuple[str, str, str]
) -> None:
    assert told(tmp_path, rule, leads) == []


@pytest.mark.parametrize(
    ("rule", "leads"),
    [
        ("{field: due, younger_than: 4 days}", THEN),
        ("{field: due, younger_than: 3 working days}", THEN),
        ("{field: due, younger_than: 3 days}", ELSE),
        ("{field: due, older_than: 3 days}", THEN),
        ("{field: due, within: 3 days}", THEN),
        ("{field: due, known: true}", THEN),
        ("{wallet: upay}", THEN),
        ("{all: [{wallet: upay}, {field: due, younger_than: 1 day}]}", ELSE),
        ("{any: [{wallet: upay}, {field: due, younger_than: 1 day}]}", THEN),
        ("{any: [{wallet: upay}, {field: due, younger_than: 1 day}]}", UNKNOWN),
        ("{field: amount, above: 5 CNY}", ELSE),
    ],
)
def test_without_one_the_day_may_be_past(
    tmp_path: Path, rule: str, leads: tuple[str, str, str]
) -> None:
    assert told(tmp_path, rule, leads) == ["follow_up.from"]


def test_who_was_not_asked_is_counted_from_now(tmp_path: Path) -> None:
    rule = "{field: due, younger_than: 3 days}"
    assert told(tmp_path, rule, THEN, no="counted") == []


def test_days_are_fewer_than_as_many_working_days(tmp_path: Path) -> None:
    day = COUNTED.replace("3 days", "3 working days")
    assert told(tmp_path, "{field: due, younger_than: 3 days}", THEN, day=day) == []


def test_a_promise_that_is_past_is_no_day_to_wait_for(tmp_path: Path) -> None:
    lasts, any_ = "{field: due, after: now}", "{field: due, known: true}"
    assert told(tmp_path / "1", lasts, THEN, day="until: due") == []
    assert told(tmp_path / "2", any_, THEN, day="until: due") == ["until"]
    both = "until: due\n    follow_up: {after: 1 day, basis: ours}"
    assert told(tmp_path / "3", any_, THEN, day=both) == []
