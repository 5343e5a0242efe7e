"""No secret that is typed, given or logged is in any byte of any file afterwards.

Every secret here is made up: from fixed bytes, or from the test numbers of card networks.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import base58
import pytest
from mnemonic import Mnemonic

from tests.casework.processes import diagnosing
from tests.casework.support import (
    BEGIN,
    DATABASE,
    REPLIES,
    Caseworker,
    answering,
    at_the_prompts,
    at_time,
    bytes_below,
)
from tests.cli.support import ANSWERS, Here
from tests.prompted import Watched, someone
from tests.walks import WORLD, ids, longest_of_each_guide
from wallethelp.core.history import LOG_FIELDS
from wallethelp.core.scripts import Walk
from wallethelp.ui.prompts import Prompt, Sign, TextPrompt
from wallethelp.ui.scripted import Given

pytestmark = pytest.mark.usefixtures("undrawn")


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """What is typed, and the pieces of it that may be nowhere."""

    name: str
    typed: str
    pieces: tuple[str, ...]
    only_in_prose: bool = False
    """Whether it is a secret in free text only: in an order number, digits are just digits."""


def _secret(name: str, typed: str, *pieces: str, only_in_prose: bool = False) -> Secret:
    return Secret(name=name, typed=typed, pieces=pieces, only_in_prose=only_in_prose)


def _phrase(name: str, language: str, entropy: bytes, lead: str = "") -> Secret:
    words = Mnemonic(language).to_mnemonic(entropy).replace("\u3000", " ").split()
    # Three words in a row are a part of the phrase already; so are five characters.
    length = 5 if language.startswith("chinese") else 3
    windows = (" ".join(words[n : n + length]) for n in range(len(words) - length + 1))
    return Secret(
        name=name,
        typed=lead + " ".join(words),
        pieces=tuple(windows),
        only_in_prose=language.startswith("chinese"),
    )


def _key(name: str, version: str, length: int, end: str = "", lead: str = "") -> Secret:
    payload = bytes.fromhex(version) + bytes(range(1, length + 1)) + bytes.fromhex(end)
    text = base58.b58encode_check(payload).decode()
    return _secret(name, lead + text, *(text[n : n + 12] for n in range(0, len(text) - 11, 6)))


HEX = bytes(range(160, 192)).hex()
SECRETS = (
    _secret("password, Chinese", "密码是hunter2x", "hunter2x"),
    _secret("password in a sentence", "我的支付密码：Qw7rty55，进不去", "Qw7rty55"),
    _secret("password, English", "my password is Tr0ub4dor", "Tr0ub4dor"),
    _secret("password, full width", "密码：ｚｘｃｖ９８７６", "ｚｘｃｖ９８７６", "zxcv9876"),
    _secret("password with no link", "pwd=letme1n7", "letme1n7"),
    _secret("one-time code, Chinese", "验证码是 771 936", "771936", "771 936"),
    _secret("one-time code, English", "the OTP 884413 arrived", "884413"),
    _secret("code before its label", "559271 是验证码", "559271"),
    _secret("PIN", "PIN码是9473", "9473"),
    _secret("PIN, English", "my pin was 38617", "38617"),
    _secret("card check", "CVV 7318", "7318"),
    _secret("card check, Chinese", "卡背面的三位数字是8264", "8264"),
    _secret("bare code", "我收到 663 108", "663 108", "663108", only_in_prose=True),
    _secret("bare code alone", "446917", "446917", only_in_prose=True),
    _phrase("recovery phrase of 12", "english", bytes(range(16))),
    _phrase("recovery phrase of 24", "english", bytes(range(32))),
    _phrase("recovery phrase in a sentence", "english", bytes(range(1, 17)), "they took "),
    _phrase("recovery phrase, Chinese", "chinese_simplified", bytes(range(16))),
    _phrase("recovery phrase, traditional", "chinese_traditional", bytes(range(16))),
    _secret(
        "labelled phrase", "助记词：legal winner thank year wave sausage", "legal winner thank"
    ),
    _key("WIF", "80", 32),
    _key("WIF, compressed", "80", 32, "01", "here it is: "),
    _key("xprv", "0488ade4", 74),
    _key("zprv", "04b2430c", 74),
    _secret("private key in hex", f"私钥 {HEX}", HEX[:16], HEX[16:40]),
    _secret("hex without a label", HEX, HEX[:16], HEX[16:40]),
    _secret("card", "4111111111111111", "411111111111", "4111111111111111"),
    _secret("card, spaced", "5500 0055 5555 5559", "550000555555", "5500 0055"),
    _secret("card, dashed", "3782-8224-6310-005", "378282246310", "3782-8224"),
    _secret("card that fails Luhn", "6200123456780004", "620012345678"),
    _secret("card of 19 digits", "6222021234567890128", "622202123456"),
    _secret("card in a sentence", "卡号 6228480402564890018 被扣了", "622848040256"),
    _secret("identity number", "11010519491231002X", "1101051949", "19491231002"),
    _secret("identity number, spaced", "110105 19491231 002X", "1101051949", "19491231"),
)
OLD_IDENTITY = _secret(
    "identity number of 15 digits", "130503670401001", "130503670401", only_in_prose=True
)
ALL = (*SECRETS, OLD_IDENTITY)


@cache
def _looked_for(secret: Secret) -> tuple[list[bytes], list[bytes]]:
    """Its pieces in every writing; and those of digits only, to be found among the digits."""
    pieces = [form for piece in secret.pieces for form in _forms(piece)]
    # Short runs of digits would be found by chance where all else is left out.
    return pieces, [p.encode() for p in secret.pieces if p.isdecimal() and len(p) >= 11]


def _forms(piece: str) -> Iterator[bytes]:
    yield piece.encode()
    yield piece.encode("utf-16-le")
    yield piece.encode("utf-16-be")
    yield piece.encode("ascii", "backslashreplace")
    yield piece.casefold().encode()


def found_in(folder: Path, secrets: Sequence[Secret] = ALL) -> list[tuple[str, str]]:
    """The secrets of which a piece is in a file of the folder, with the file's name."""
    found = []
    for name, content in bytes_below(folder).items():
        digits = re.sub(rb"[^0-9]", b"", content)
        for secret in secrets:
            pieces, long = _looked_for(secret)
            if any(piece in content for piece in pieces) or any(p in digits for p in long):
                found.append((secret.name, name))
    return found


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    for secret in ALL:
        for number, form in enumerate(
            [secret.typed.encode(), secret.typed.encode("utf-16-le"), secret.pieces[-1].encode()]
        ):
            folder = tmp_path / "found"
            folder.mkdir(exist_ok=True)
            (folder / "file").write_bytes(b"\x00\xff" + form + b"\x00")
            if number < 2 or secret.pieces:
                assert (secret.name, "file") in found_in(folder), (secret.name, number)


# --- at every prompt ------------------------------------------------------------------------------


@dataclass(slots=True)
class Careless:
    """Types one secret after the other at every prompt for text, then what they should have typed.

    Where one is cut and kept, the conversation goes on; the next one starts with what is left.
    """

    prose: frozenset[str]
    """Keys of the prompts for free text."""
    left: dict[str, list[Secret]] = field(default_factory=dict)
    """What is still to be typed at each prompt."""
    names: Set[str] | None = None
    """The keys of the prompts at which to type a secret, or None for all."""

    def __call__(self, _number: int, prompt: Prompt) -> Given:
        if not isinstance(prompt, TextPrompt):
            return Sign.NO if prompt.key.endswith("?") else None
        if self.names is not None and prompt.key not in self.names:
            return None
        in_prose = prompt.key in self.prose
        fitting = [secret for secret in ALL if in_prose or not secret.only_in_prose]
        left = self.left.setdefault(prompt.key, fitting)
        return left.pop(0).typed if left else None

    @property
    def is_done(self) -> bool:
        """Whether every secret was typed at every prompt there was."""
        return bool(self.left) and not any(self.left.values())


def _typed_at() -> Iterator[tuple[Walk, set[str]]]:
    """Walks with the details for text that no walk before asked for: the door is the same."""
    seen = set[str]()
    for walk in longest_of_each_guide():
        names = {
            name
            for name in walk.script.fields
            if WORLD.pack.fields[name].kind not in ("choice", "evidence")
        }
        if names - seen:
            yield walk, names - seen
        seen |= names


WALKS = tuple(_typed_at())


@pytest.mark.parametrize(("walk", "names"), WALKS, ids=ids([walk for walk, _names in WALKS]))
def test_a_secret_typed_at_any_prompt_of_a_guide_is_nowhere_afterwards(
    walk: Walk,
    names: set[str],
    cli: Here,
    quick: Path,
    monkeypatch: pytest.MonkeyPatch,
    prose: frozenset[str],
) -> None:
    monkeypatch.setenv("WALLETHELP_HOME", str(quick))
    left: dict[str, list[Secret]] = {}
    for _ in range(len(ALL)):
        careless = Careless(prose, left, names)
        with at_the_prompts(Watched(answering(walk), careless)), at_time(walk.now):
            assert cli(*diagnosing(walk)).code == 0
        if careless.is_done:
            break
    assert set(left) == names
    assert not any(left.values())
    assert found_in(quick) == []


@pytest.fixture
def prose() -> frozenset[str]:
    """The details of the shipped pack that are free text or names."""
    return frozenset(n for n, spec in WORLD.pack.fields.items() if spec.kind == "text")


def test_every_kind_of_detail_is_typed_at() -> None:
    kinds = {WORLD.pack.fields[name].kind for _walk, names in WALKS for name in names}
    assert {"text", "reference", "account", "money", "datetime"} <= kinds


@pytest.mark.parametrize("secret", ALL, ids=lambda secret: secret.name)
def test_a_secret_typed_at_the_first_screens_is_nowhere_afterwards(
    secret: Secret, worker: Caseworker
) -> None:
    typed = {"menu:helping": (secret.typed, "my mother"), "menu:describe": (secret.typed,)}
    menus = {"menu:what": ("more",), "menu:guide": ("helping", "lost"), "menu:found": ("none",)}
    done = worker.asked({**REPLIES, **typed, **menus}, "diagnose")
    assert done.code == 0, done.err
    asked = [prompt for prompt in done.asked if prompt.key == "menu:helping"]
    assert len(asked) == (1 if _is_cut(secret) else 2)
    assert bool(asked[-1].problem) is not _is_cut(secret)
    assert all(piece not in repr(asked) for piece in secret.pieces)
    described = {**menus, "menu:what": ("describe", "lost"), "menu:guide": ("lost",)}
    done = worker.asked({**REPLIES, **typed, **described}, "diagnose")
    assert done.code == 0, done.err
    assert "menu:describe" in done.keys
    assert found_in(worker.home) == []


def test_a_secret_typed_when_an_answer_is_changed_is_nowhere_afterwards(
    worker: Caseworker,
) -> None:
    for secret in ALL:
        replies = {
            **REPLIES,
            "note": ("first", secret.typed, "second"),
            "note?": ("no",),
            "menu:check-answers": ("note", "done"),
        }
        done = worker.asked(replies, *BEGIN)
        assert done.code == 0, (secret.name, done.err)
        assert done.keys.count("note") >= 2
    assert found_in(worker.home) == []


# --- given in advance -----------------------------------------------------------------------------

CUT = ("card", "identity")


def _is_cut(secret: Secret) -> bool:
    return secret.name.startswith(CUT) and not secret.name.startswith("card check")


@pytest.mark.parametrize("secret", ALL, ids=lambda secret: secret.name)
def test_answers_with_a_secret_are_refused_and_nothing_is_written(
    secret: Secret, worker: Caseworker, tmp_path: Path
) -> None:
    for name in ("note", "mine", "order", "amount", "due"):
        if secret.only_in_prose and name != "note":
            continue
        fields = {"amount": "120 CNY", "order": "UP-1", "mine": "xiaolin_88", name: secret.typed}
        lines = "".join(f"  {key}: '{value}'\n" for key, value in fields.items())
        answers = worker.cli.file("a.yaml", f"{STEPS}fields:\n{lines}")
        output = tmp_path / "case.json"
        output.unlink(missing_ok=True)
        begin = (*BEGIN, "--no-input", "--json", "-o", str(output), "--answers", answers)
        done = worker(*begin)
        cut = _is_cut(secret) and name in ("note", "mine")
        assert done.code == (0 if cut else 1), (name, done.err)
        assert output.exists() == cut
        for piece in secret.pieces:
            assert piece not in done.out + done.err
        if cut:
            assert all(piece not in output.read_text(encoding="utf-8") for piece in secret.pieces)
        elif not _is_cut(secret):
            assert not worker.home.exists()
    assert found_in(worker.home) == []


# --- on the command line --------------------------------------------------------------------------


STEPS = "steps: {opening/safety-first: nobody, lost/gone: charged, lost/seen: not-fixed}\n"
FIELDS = "fields: {amount: 120 CNY, order: UP-1, mine: xiaolin_88}\n"


def test_a_secret_in_the_sentence_or_the_name_is_nowhere_afterwards(worker: Caseworker) -> None:
    answers = worker.cli.file("a.yaml", STEPS + FIELDS)
    common = ("--wallet", "upay", "--no-input", "--answers", answers)
    for secret in ALL:
        given = [
            worker(*BEGIN, *common[2:], "--helping", secret.typed),
            *(worker("diagnose", text, *common) for text in (secret.typed, f"丢钱 {secret.typed}")),
            worker("guides", "--find", secret.typed),
            worker("guides", "--find", secret.typed, "--json"),
            worker("cases", "show", secret.typed),
            worker("channels", secret.typed),
            worker("guides", "upay", secret.typed),
            worker(secret.typed),
        ]
        assert given[0].code == (0 if _is_cut(secret) else 1), secret.name
        for done in given:
            assert all(piece not in done.out + done.err for piece in secret.pieces), secret.name
    assert (worker.home / DATABASE).exists()
    assert found_in(worker.home) == []


@pytest.mark.parametrize("option", ["--whom", "--said", "--ticket", "--when", "--promised"])
def test_a_secret_in_a_note_of_a_contact_is_nowhere_afterwards(
    worker: Caseworker, option: str
) -> None:
    case_id = worker.finished()
    for secret in ALL:
        if secret.only_in_prose and option not in ("--whom", "--said"):
            continue
        done = worker("cases", "log", case_id, "--channel", "chat", option, secret.typed)
        cut = _is_cut(secret) and option in ("--whom", "--said")
        assert done.code == (0 if cut else 1), (secret.name, done.err)
        assert all(piece not in done.out + done.err for piece in secret.pieces), secret.name
    assert found_in(worker.home) == []
    logged = worker.record(case_id).log
    assert len(logged) == (sum(map(_is_cut, ALL)) if option in ("--whom", "--said") else 0)


def test_a_secret_typed_when_a_contact_is_noted_is_nowhere_afterwards(worker: Caseworker) -> None:
    case_id = worker.finished()
    prose = frozenset({"log/whom", "log/said"})
    careless = Careless(prose)
    while not careless.is_done:
        replies: dict[str, Sequence[Given]] = {
            "log/channel": ("chat",),
            "log/result": ("working",),
            "log/more": ("more",),
        }
        with at_the_prompts(Watched(someone(replies), careless)):
            done = worker.cli("cases", "log", case_id, "--flows", worker.pack)
        assert done.code == 0, done.err
    assert len(careless.left) == len(LOG_FIELDS)
    assert found_in(worker.home) == []


# --- when something breaks ------------------------------------------------------------------------


def test_a_secret_is_in_no_crash_report(
    cli: Here, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for secret in ALL:

        def broken(*arguments: object, typed: str = secret.typed) -> object:
            raise RuntimeError(f"cannot take {typed}: {arguments[1:]}")

        monkeypatch.setattr("wallethelp.core.case.case_of", broken)
        done = cli.answered(ANSWERS)
        assert done.code == 3
        assert (home / "bug-report.txt").exists()
        assert all(piece not in done.out + done.err for piece in secret.pieces), secret.name
        assert found_in(home) == []


def test_a_secret_typed_before_the_program_is_left_is_nowhere_afterwards(
    worker: Caseworker,
) -> None:
    for secret in ALL:
        before = {key: REPLIES[key] for key in list(REPLIES)[: list(REPLIES).index("note")]}
        worker.interrupted({**before, "note": (secret.typed,), "note?": ("no",)}, *BEGIN)
    assert found_in(worker.home) == []
