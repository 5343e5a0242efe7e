"""`--answers`: one clear error with its place, and nothing written."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, GIVEN, Here, Result, lines_of, says

CHINESE = re.compile(r"[\u3400-\u9fff]")
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def refused(done: Result, home: Path, *, place: str, code: str) -> None:
    """It was told where and what, and nothing was kept."""
    assert (done.code, done.out) == (1, ""), done.err
    assert place in done.err
    assert says(code, done.err)
    assert "Traceback" not in done.err
    assert not UNSAFE.search(done.err)
    assert not home.exists(), "something was written"


BROKEN: dict[str, tuple[bytes, str, str]] = {
    "no byte": (b"", "a.yaml", "empty"),
    "spaces": (b" \n\t\n", "a.yaml", "empty"),
    "a comment": (b"# nothing\n", "a.yaml", "empty"),
    "bad bytes": (b"steps:\n  a: \xff\xfe\n", "a.yaml:2:6", "not-utf8"),
    "UTF-16": (ANSWERS.encode("utf-16"), "a.yaml:1:1", "not-utf8"),
    "huge": (b"x" * 1_000_001, "a.yaml", "too-big"),
    "a list": (b"- a\n- b\n", "a.yaml:1:1", "answers-shape"),
    "text": (b"just text\n", "a.yaml:1:1", "answers-shape"),
    "a number": (b"42\n", "a.yaml:1:1", "answers-shape"),
    "steps as a list": (b"steps: [a, b]\n", "a.yaml:1:1", "answers-shape"),
    "fields as text": (b"fields: text\n", "a.yaml:1:1", "answers-shape"),
    "another key": (b"stpes:\n  a: b\n", "a.yaml:1:1", "schema.extra_forbidden"),
    "odd indents": (b"steps:\n  a: b\n   c: d\n", "a.yaml:3", "indentation"),
    "an open brace": (b"steps: {a: b\n", "a.yaml:", "bracket-open"),
    "an anchor": (b"steps: &a\n  x/y: b\n", "a.yaml:1:", "anchor"),
    "an alias": (b"steps: *a\n", "a.yaml:1:", "alias"),
    "a tag": (b"steps: !!python/object/apply:os.system [x]\n", "a.yaml:1:", "tag"),
    "a key twice": (b"fields:\n  amount: 5\n  amount: 6\n", "a.yaml:3:3", "double-key"),
    "two documents": (b"steps: {}\n---\nsteps: {}\n", "a.yaml:2", "second-document"),
    "a deep one": (b"fields: " + b"[" * 60 + b"]" * 60, "a.yaml:1:", "too-deep"),
}


@pytest.mark.parametrize(("content", "place", "code"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_no_answers_file_is_told_with_its_place(
    cli: Here, home: Path, content: bytes, place: str, code: str
) -> None:
    done = cli.answered(content, "--lang", "zh")
    refused(done, home, place=place, code=code)
    assert CHINESE.search(done.err)
    assert len(lines_of(done.err)) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"{", "syntax"),
        (b"[1]", "answers-shape"),
        (b'{"steps": {"a/b": "x", "a/b": "y"}}', "double-key"),
        (b"[" * 100_000, "too-deep"),
        (b'{"fields": {"amount": ' + b"9" * 6000 + b"}}", "syntax"),
    ],
    ids=["empty", "broken", "list", "double", "deep", "huge number"],
)
def test_a_json_file_that_is_none_is_told(cli: Here, home: Path, content: bytes, code: str) -> None:
    refused(cli.answered(content, name="a.json"), home, place="a.json", code=code)


def test_a_file_that_is_not_there_is_told(cli: Here, home: Path) -> None:
    refused(cli(*GIVEN, "--answers", "gone.yaml"), home, place="gone.yaml", code="no-such-file")


def test_a_folder_is_no_file(cli: Here, home: Path) -> None:
    refused(cli(*GIVEN, "--answers", cli.folder), home, place="work", code="unreadable")


def test_a_device_is_not_read(cli: Here, home: Path) -> None:
    refused(cli(*GIVEN, "--answers", "/dev/zero"), home, place="/dev/zero", code="not-a-file")


@pytest.mark.parametrize(
    ("line", "place", "code", "told"),
    [
        ("steps:\n  top-up-failed/takn: charged", "a.yaml:2:3", "unknown-answer-key", "taken"),
        ("steps:\n  nonsense: x", "a.yaml:2:3", "unknown-answer-key", "nonsense"),
        ("fields:\n  amont: 5", "a.yaml:2:3", "unknown-answer-key", "amount"),
        (
            "steps:\n  top-up-failed/taken: chargd",
            "a.yaml:2:3",
            "unknown-answer-option",
            "not-charged",
        ),
        ("steps:\n  top-up-failed/taken: true", "a.yaml:2:3", "unknown-answer-option", "charged"),
        ("steps:\n  top-up-failed/taken: [charged]", "a.yaml:2:3", "unknown-answer-option", ""),
        ("steps:\n  top-up-failed/record: maybe", "a.yaml:2:3", "unknown-answer-option", "fixed"),
        ("fields:\n  payment-method: cash", "a.yaml:2:3", "unknown-answer-option", "bank-card"),
        ("fields:\n  charge-proof: yes", "a.yaml:2:3", "unknown-answer-option", "have"),
        ("fields:\n  amount: a lot", "a.yaml:2:3", "not-understood", "120"),
        ("fields:\n  top-up-time: once upon a time", "a.yaml:2:3", "not-understood", ""),
        ("fields:\n  top-up-time: 2999-01-01", "a.yaml:2:3", "not-understood", ""),
        ("fields:\n  amount: [1, 2]", "a.yaml:2:3", "schema.string_type", ""),
        ("fields:\n  amount: {a: b}", "a.yaml:2:3", "schema.string_type", ""),
        ("fields:\n  error-message: " + "x" * 30_000, "a.yaml:2:3", "not-understood", ""),
    ],
)
def test_an_answer_that_does_not_fit_is_told_with_what_would(
    cli: Here, home: Path, line: str, place: str, code: str, told: str
) -> None:
    done = cli.answered(f"{line}\n")
    refused(done, home, place=place, code=code)
    assert told in done.err
    assert len(done.err) < 1500


def test_every_mistake_is_told_at_once(cli: Here, home: Path) -> None:
    done = cli.answered("steps:\n  x/y: a\n  top-up-failed/taken: b\nfields:\n  amount: much\n")
    assert done.code == 1
    assert re.findall(r"a\.yaml:(\d+)", done.err) == ["2", "3", "5"]
    assert not home.exists()


@pytest.mark.parametrize(
    ("field", "secret"),
    [
        ("error-message", "my password is Tiger-77x"),
        ("error-message", "验证码 482913"),
        ("error-message", "abandon " * 11 + "about"),
        ("transaction-id", "CVV 123"),
        ("amount", "PIN 4821"),
        ("transaction-id", "6222020000000000000"),
    ],
)
def test_a_secret_is_refused_on_the_path_and_off_it_and_never_said_back(
    cli: Here, home: Path, field: str, secret: str
) -> None:
    done = cli.answered(f"fields:\n  {field}: {json.dumps(secret)}\n")
    refused(done, home, place="a.yaml:", code="not-understood")
    assert secret.strip() not in done.err
    assert field in done.err


def test_a_known_answer_off_the_path_is_a_note_and_no_mistake(cli: Here) -> None:
    done = cli.answered(ANSWERS + "  sender: Lin\n", "--json")
    assert done.code == 0
    assert says("off-path", done.err)
    assert "a.yaml:12:3" in done.err
    assert "sender" not in done.out
    assert "Lin" not in done.out


def test_answers_are_cleaned_at_the_door(cli: Here) -> None:
    answers = ANSWERS.replace("120 CNY", '"１２０元\\u202e\\u0000\\e"').replace(
        "TX-2026-0042", '"TX\\u200b-２０２６\\n0042"'
    )
    done = cli.answered(answers, "--json")
    assert done.code == 0, done.err
    data = json.loads(done.out)
    details = {answer["key"]: answer["reply"] for answer in data["answers"]}
    assert details["amount"]["value"]["amount"] == "120"
    assert not UNSAFE.search(details["transaction-id"]["words"])
    assert details["transaction-id"]["words"] == "TX-２０２６ 0042"


def test_surrogates_are_dropped_at_the_door(cli: Here) -> None:
    steps = {
        line.split(": ")[0].strip(): line.split(": ")[1]
        for line in ANSWERS.splitlines()
        if "/" in line
    }
    fields = {"top-up-time": "unknown", "amount": "12\ud8000 CNY"}
    content = json.dumps({"steps": steps, "fields": fields})
    done = cli.answered(content, "--json", name="a.json")
    assert done.code == 0, done.err
    assert "120" in done.out


@pytest.mark.parametrize(
    "content",
    [
        '{"steps": {"\\u001b[2Jx/y": "a"}}',
        '{"fields": {"\\u202eamount": 5}}',
        '{"\\u001b]0;title\\u0007": {}}',
        '{"steps": {"top-up-failed/taken": "\\u001b[31mcharged\\ud800"}}',
        '{"fields": {"payment-method": "\\u001b[31mcash"}}',
        '{"fields": {"amount": {"\\u001b[31m": 1}}}',
    ],
)
def test_hostile_text_in_a_file_never_reaches_the_terminal_raw(
    cli: Here, home: Path, content: str
) -> None:
    done = cli.answered(content, name="a.json")
    assert done.code == 1
    assert not UNSAFE.search(done.err), repr(done.err)
    assert not home.exists()


def test_a_hostile_file_name_never_reaches_the_terminal_raw(cli: Here) -> None:
    done = cli.answered("nonsense", name="\x1b[31mred\u202e.yaml")
    assert done.code == 1
    assert not UNSAFE.search(done.err), repr(done.err)


def test_a_file_may_begin_with_a_byte_order_mark(cli: Here) -> None:
    assert cli.answered(b"\xef\xbb\xbf" + ANSWERS.encode()).code == 0


def test_null_and_unknown_are_answers(cli: Here) -> None:
    answers = ANSWERS.replace("not-yet", "unknown").replace("120 CNY", "null")
    data = json.loads(cli.answered(answers, "--json").out)
    replies = {answer["key"]: answer["reply"]["kind"] for answer in data["answers"]}
    assert replies["top-up-failed/asked"] == "unknown"
    assert replies["amount"] == "unknown"


@pytest.mark.skipif(os.name != "posix", reason="named pipes are of POSIX")
def test_answers_can_come_through_a_pipe(cli: Here) -> None:
    read, write = os.pipe()
    os.write(write, ANSWERS.encode())
    os.close(write)
    assert cli(*GIVEN, "--answers", f"/dev/fd/{read}").code == 0
    os.close(read)
