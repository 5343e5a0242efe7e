"""Hostile packs and answers, one kind each: what they ask for is large, not they."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tests.support import SMALL_PACK

PACK, FIELDS, EMERGENCY, LOST = (
    "pack.yaml",
    "fields.yaml",
    "guides/emergency.yaml",
    "guides/lost.yaml",
)
WALLET = "wallets/upay.yaml"
WALK = """\
guide: lost
walks:
  - name: one
    now: 2026-11-20 15:00
    steps: {opening/safety-first: nobody, lost/gone: not-charged}
    ends: lost/done
    outcome: resolved
"""
ANSWERS = "steps: {opening/safety-first: nobody, lost/gone: not-charged}\n"
_TEXT = "{zh: 一, en: One}"

Pack = Callable[[Path], None]
"""What makes a folder with the small pack in it hostile."""


def _file(name: str, text: str | bytes) -> Pack:
    def write(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return write


def _added(name: str, text: str) -> Pack:
    return _file(name, SMALL_PACK[name] + text)


def _edited(name: str, old: str, new: str) -> Pack:
    assert old in SMALL_PACK[name], old
    return _file(name, SMALL_PACK[name].replace(old, new))


def _guide(name: str, steps: str, head: str = "") -> str:
    return (
        f"id: {name}\ntitle: {_TEXT}\ncategory: money\nstart: s0\n{head}steps:\n{steps}"
        f"  done:\n    end: resolved\n    title: {_TEXT}\n"
    )


def _numbers(count: int) -> Pack:
    return _edited(
        WALLET, "find: [{zh: 打开, en: Open}]", f"find: [{', '.join(map(str, range(count)))}]"
    )


def _any_of(count: int, part: str) -> Pack:
    parts = ", ".join([part] * count)
    when = f"any: [{parts}]"
    return _edited(LOST, "when: {field: due, after: now}", "when: {" + when + "}")


def _keys(name: str, count: int) -> Pack:
    return _added(name, "".join(f"unknown-{n}: 1\n" for n in range(count)))


def _anchors(name: str, count: int) -> Pack:
    return _added(name, "anchors: [" + ", ".join(f"&anchor-{n} 1" for n in range(count)) + "]\n")


def _texts(keys: int, uses: int) -> Pack:
    many = "".join(f"    key-{n}: x\n" for n in range(keys))
    steps = "".join(
        f"  s{n}:\n    try: {{text: big}}\n    fixed: done\n    next: s{n + 1}\n"
        for n in range(uses)
    )
    steps += f"  s{uses}:\n    end: resolved\n    title: {_TEXT}\n"
    return _file("guides/big.yaml", _guide("big", steps, f"texts:\n  big:\n{many}"))


def _texts_of_texts(depth: int) -> Pack:
    """Each text is made of ten of the one before."""
    texts = "  t0: [x]\n"
    for n in range(1, depth):
        texts += f"  t{n}: [{', '.join([f'{{text: t{n - 1}}}'] * 10)}]\n"
    return _file(
        "guides/big.yaml",
        _guide("big", f"  s0:\n    try: {{text: t{depth - 1}}}\n", f"texts:\n{texts}"),
    )


def _conditions(written: Iterable[str], uses: int) -> Pack:
    """Conditions with a name, the last of which is named by so many rules."""
    named = "".join(f"  c{n}: {one}\n" for n, one in enumerate(written))
    last = named.count("\n") - 1
    steps = "".join(
        f"  s{n}:\n    decide: [{{when: {{condition: c{last}}}, next: done}}]\n"
        f"    else: {'s' + str(n + 1) if n + 1 < uses else 'done'}\n    unknown: done\n"
        for n in range(uses)
    )
    return _file("guides/big.yaml", _guide("big", steps, f"conditions:\n{named}"))


def _doubling(depth: int) -> list[str]:
    """Each condition names the one before it twice."""
    first = "{field: due, after: now}"
    return [
        first,
        *(f"{{any: [{{condition: c{n}}}, {{not: {{condition: c{n}}}}}]}}" for n in range(depth)),
    ]


def _in_a_row(count: int) -> list[str]:
    """Each condition is that one before it is not."""
    return ["{field: due, after: now}", *(f"{{not: {{condition: c{n}}}}}" for n in range(count))]


def _all_of_all(count: int) -> list[str]:
    """Each condition names all of them."""
    every = ", ".join(f"{{condition: c{n}}}" for n in range(count))
    return [f"{{any: [{every}]}}"] * count


def _optional_fields(count: int) -> Pack:
    """Each field is asked for in a branch, and all of them again before the end."""

    def write(folder: Path) -> None:
        fields = "".join(
            f"f{n}:\n  kind: text\n  label: {_TEXT}\n  ask: {_TEXT}\n  missing: {_TEXT}\n"
            for n in range(count)
        )
        steps = ""
        for n in range(count):
            steps += (
                f"  s{n}:\n    ask: {_TEXT}\n    options:\n"
                f"      a: {{label: {_TEXT}, next: c{n}}}\n"
                f"      b: {{label: {_TEXT}, next: s{n + 1}}}\n    unknown: s{n + 1}\n"
                f"  c{n}:\n    collect: []\n    optional: [f{n}]\n    next: s{n + 1}\n"
            )
        every = ", ".join(f"f{n}" for n in range(count))
        steps += f"  s{count}:\n    collect: []\n    optional: [{every}]\n    next: done\n"
        _added(FIELDS, fields)(folder)
        guide = _guide("lost", steps).replace("category: money", "category: urgent")
        _file(LOST, guide)(folder)

    return write


def _sound_fields(count: int) -> Pack:
    """More than anybody needs, none of which is used, beside many names of none."""
    spec = f"{{kind: text, label: {_TEXT}, ask: {_TEXT}, missing: {_TEXT}}}"
    names = ", ".join(f"other{n}" for n in range(9_000))
    steps = f"  s0:\n    collect: [{names}]\n    next: done\n"

    def write(folder: Path) -> None:
        _added(FIELDS, "".join(f"f{n}: {spec}\n" for n in range(count)))(folder)
        _file("guides/big.yaml", _guide("big", steps))(folder)

    return write


def _mistyped(count: int) -> Pack:
    steps = "".join(
        f"  step-number-{n}:\n    try: {_TEXT}\n    fixed: step-numbr-{n}\n"
        f"    next: step-numer-{n}\n"
        for n in range(count)
    )
    return _file(
        "guides/big.yaml", _guide("big", steps).replace("start: s0", "start: step-number-0")
    )


def _at_risk(count: int) -> Pack:
    """Every option of every step says that a thief may be at work: each has its own way to ends."""
    steps = ""
    for n in range(count):
        options = "".join(
            f"      o{o}: {{label: {_TEXT}, next: s{n + 1}, at_risk: true, says: {_TEXT}}}\n"
            for o in range(9)
        )
        steps += f"  s{n}:\n    ask: {_TEXT}\n    options:\n{options}    unknown: s{n + 1}\n"
    steps += f"  s{count}:\n    end: wait\n    title: {_TEXT}\n"
    return _file("guides/big.yaml", _guide("big", steps))


def _tells(count: int, text: str = _TEXT) -> Pack:
    """Each of them could be the last word before an end."""
    steps = "".join(f"  s{n}:\n    tell: {text}\n    next: s{n + 1}\n" for n in range(count))
    steps += f"  s{count}:\n    collect: [amount]\n    next: done\n"
    return _file("guides/big.yaml", _guide("big", steps))


def _guides(count: int) -> Pack:
    def write(folder: Path) -> None:
        for n in range(count):
            text = _guide(f"g{n}", f"  s0:\n    end: resolved\n    title: {_TEXT}\n")
            (folder / f"guides/g{n}.yaml").write_text(text, "utf-8")

    return write


def _many(name: str, count: int, text: str) -> Pack:
    def write(folder: Path) -> None:
        for n in range(count):
            _file(name.format(n=n), text)(folder)

    return write


def _fifo(name: str) -> Pack:
    def write(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return write


def _link(name: str, target: str) -> Pack:
    def write(folder: Path) -> None:
        path = folder / name
        if path.exists():
            path.unlink()
        path.symlink_to(target)

    return write


def _link_out(folder: Path) -> None:
    outside = folder.parent / f"{folder.name}-private.txt"
    outside.write_text("a private line of somebody\n", "utf-8")
    (folder / "guides/zz.yaml").symlink_to(outside)


def _folder_out(folder: Path) -> None:
    outside = folder.parent / f"{folder.name}-private"
    (outside / "zh").mkdir(parents=True)
    (outside / "zh/lost.yaml").write_text("- a private line of somebody\n", "utf-8")
    (folder / "phrases").symlink_to(outside)


def _phrases(count: int, length: int = 12) -> Pack:
    lines = "".join(f"- 充值{n}没到{'账钱币' * length}{n * 7919 % count}\n" for n in range(count))
    return _file("phrases/zh/lost.yaml", lines)


ESC = "\x1b]0;pwned\x07\x1b[31m"

PACKS: Mapping[str, Pack] = {
    "as it is": lambda _folder: None,
    "a pipe among the guides": _fifo("guides/zz.yaml"),
    "a pipe among the phrases": _fifo("phrases/zh/lost.yaml"),
    "a pipe among the walks": _fifo("walks/lost.yaml"),
    "a pipe for facts.yaml": _fifo("facts.yaml"),
    "a device among the guides": _link("guides/zz.yaml", "/dev/zero"),
    "a link that leads to itself": _link("guides/zz.yaml", "zz.yaml"),
    "a link out of the folder": _link_out,
    "a folder that is a link out": _folder_out,
    "10,000 numbers for texts": _numbers(10_000),
    "95,000 numbers for texts": _numbers(95_000),
    "20,000 empty conditions": _any_of(20_000, "{any: []}"),
    "9,000 empty conditions": _any_of(9_000, "{any: []}"),
    "20,000 bad conditions": _any_of(20_000, "{a: 1}"),
    "6,000 sound conditions": _any_of(6_000, "{field: due, after: now}"),
    "50,000 unknown keys in a guide": _keys(LOST, 50_000),
    "18,000 unknown keys in a guide": _keys(LOST, 18_000),
    "18,000 unknown keys in pack.yaml": _keys(PACK, 18_000),
    "9,000 wrong fields": _added(FIELDS, "".join(f"f{n}: {{a: 1}}\n" for n in range(9_000))),
    "50,000 anchors in a guide": _anchors(LOST, 50_000),
    "18,000 anchors in a guide": _anchors(LOST, 18_000),
    "18,000 anchors in pack.yaml": _anchors(PACK, 18_000),
    "18,000 double keys": _added(LOST, "".join(f"x: {n}\n" for n in range(18_000))),
    "6,000 keys that are lists": _added(LOST, "x:\n" + "  ? [a]\n  : 1\n" * 6_000),
    "400 unknown marks": _edited(
        LOST, "en: Not charged", 'says: {zh: a, en: "' + "{amuont} " * 400 + '"}, en: Not charged'
    ),
    "a text of 2,000 keys used 20 times": _texts(2_000, 20),
    "a text of 4,000 keys used 140 times": _texts(4_000, 140),
    "a text of 40,000 keys used 200 times": _texts(40_000, 200),
    "texts of texts": _texts_of_texts(12),
    "conditions that double 30 times": _conditions(_doubling(30), 1),
    "conditions that double 10 times, named by 300 rules": _conditions(_doubling(10), 300),
    "3,000 conditions in a row": _conditions(_in_a_row(3_000), 1),
    "80 conditions that name each other": _conditions(_all_of_all(80), 1),
    "18 fields asked for twice": _optional_fields(18),
    "60 fields asked for twice": _optional_fields(60),
    "3,000 steps with mistyped names": _mistyped(3_000),
    "3,000 steps that only tell": _tells(3_000),
    "texts of numbers and commas": _tells(
        48, f"{{zh: '一{'1,' * 1_900}', en: 'One {'1,' * 1_900}'}}"
    ),
    "1,800 fields nobody uses": _sound_fields(1_800),
    "4,000 options alike": _file(
        "guides/big.yaml",
        _guide(
            "big",
            f"  s0:\n    ask: {_TEXT}\n    unknown: done\n    options:\n"
            + "".join(f"      o{n}: {{label: {_TEXT}, next: done}}\n" for n in range(3_000)),
        ),
    ),
    "200 steps with options at risk": _at_risk(200),
    "a tag of 100 KB in a guide": _added(LOST, f"x: !{'t' * 100_000} 1\n"),
    "a tag of 100 KB in pack.yaml": _added(PACK, f"x: !{'t' * 100_000} 1\n"),
    "an anchor of 100 KB": _added(PACK, f"x: &{'a' * 100_000} 1\n"),
    "a key of 100 KB": _added(PACK, f'"{"k" * 100_000}": 1\n'),
    "a mapping as text of 390 KB": _edited(PACK, "en: Small", "en: {a: " + "x" * 390_000 + "}"),
    "a text of 390 KB": _edited(PACK, "en: Small", "en: " + "x" * 390_000),
    "a name with an escape character": _file(f"guides/zz-{ESC}.yaml", "id: a\n"),
    "a wallet's name with an escape character": _file(f"wallets/zz-{ESC}.yaml", "id: a\n"),
    "a phrase file with an escape character": _file(f"phrases/zh/{ESC}.yaml", "- a\n"),
    "a walk file with an escape character": _file(f"walks/{ESC}.yaml", "- a\n"),
    "a name that is no UTF-8": _file(os.fsdecode(b"guides/zz-\xff.yaml"), "id: a\n"),
    "5,010 guides": _guides(5_010),
    "2,000 broken guides": _many("guides/g{n}.yaml", 2_000, "id: [\n"),
    "2,000 wrong guides": _many("guides/g{n}.yaml", 2_000, "a: 1\nb: 2\nc: 3\nd: 4\n"),
    "200 guides of many mistakes": _many(
        "guides/g{n}.yaml", 200, "".join(f"a{n}: 1\n" for n in range(3_000))
    ),
    "5,010 walks": _many("walks/w{n}.yaml", 5_010, "guide: lost\n"),
    "NUL": _edited(LOST, "Is it gone", "Is\x00it gone"),
    "DEL": _edited(LOST, "Is it gone", "Is\x7fit gone"),
    "a C1 control": _edited(LOST, "Is it gone", "Is\x9bit gone"),
    "a lone surrogate": _file(LOST, b"id: lost\ntitle: \xed\xa0\x80\n"),
    "a surrogate escaped": _edited(LOST, "en: Is it gone", 'en: "Is \\ud800 gone"'),
    "a walk of tomorrow": _file("walks/lost.yaml", WALK.replace("2026-11-20 15:00", "tomorrow")),
    "a walk with a zone": _file(
        "walks/lost.yaml", WALK.replace("2026-11-20 15:00", "0001-01-01 00:00+14:00")
    ),
    "a walk of the last day": _file(
        "walks/lost.yaml", WALK.replace("2026-11-20 15:00", "9999-12-31 23:59")
    ),
    "a walk that does not fit": _file(
        "walks/lost.yaml", WALK.replace("not-charged", "[1, {a: 2}]")
    ),
    "9,000 wrong walks": _file(
        "walks/lost.yaml", "guide: lost\nwalks:\n" + "  - {now: 2026-11-20}\n" * 9_000
    ),
    "a walk of 9,000 unknown answers": _file(
        "walks/lost.yaml",
        WALK.replace("lost/gone: not-charged", ", ".join(f"lost/s{n}: a" for n in range(9_000))),
    ),
    "2,000 phrases": _phrases(2_000),
    "phrases of 4,000 characters": _phrases(80, 1_300),
    "a day of the year 0001": _edited("facts.yaml", "2026-11-21", "0001-01-01"),
    "a day of the year 9999": _edited("facts.yaml", "2026-11-21", "9999-12-31"),
    "brackets without end": _file(LOST, "[" * 390_000),
    "quotes without end": _file(LOST, "a: '" + "[" * 390_000),
    "dashes without end": _file(LOST, "- " * 190_000),
    "mappings without end": _file(LOST, "{a: " * 95_000),
    "questions without end": _file(LOST, "? " * 190_000),
    "a long line of colons": _file(LOST, "a" + ": a" * 125_000),
    "empty lines": _file(LOST, "id: lost\n" + "\n" * 390_000),
    "a directive of 390 KB": _file(LOST, "%" + "Y" * 390_000 + "\n---\na: 1\n"),
    "tabs": _file(LOST, "a:\n" + "\t" * 390_000),
    "a follow-up of 9999 working days": _edited(
        LOST, "needs: [quick]", "follow_up: {after: 9999 working days, basis: ours}"
    ),
    "a limit of 4,000 digits": _edited(
        LOST, "{field: due, after: now}", "{field: amount, above: " + "9" * 3_900 + "}"
    ),
}

ANSWER_FILES: Mapping[str, str | bytes | None] = {
    "as it is": ANSWERS,
    "a pipe": None,
    "10,000 unknown answers": "steps:\n" + "".join(f"  a/s{n}: b\n" for n in range(10_000)),
    "18,000 unknown fields": "fields:\n" + "".join(f"  amuont{n}: b\n" for n in range(18_000)),
    "18,000 unknown keys": "".join(f"k{n}: b\n" for n in range(18_000)),
    "18,000 anchors": "fields: [" + ", ".join(f"&a{n} 1" for n in range(18_000)) + "]\n",
    "18,000 things to confirm": "confirm: [" + ", ".join(f"a{n}" for n in range(18_000)) + "]\n",
    "a list as answer": "steps: {opening/safety-first: [" + "1, " * 18_000 + "]}\n",
    "a text of 390 KB as answer": f"fields: {{amount: {'9 ' * 190_000}}}\n",
    "an answer to a step of 390 KB": f"steps: {{opening/safety-first: {'x' * 390_000}}}\n",
    "a key of 390 KB": f'fields: {{"{"x" * 390_000}": 1}}\n',
    "a tag of 100 KB": f"steps: !{'t' * 100_000} 1\n",
    "an anchor of 100 KB": f"steps: &{'t' * 100_000} 1\n",
    "controls": "steps: {\x1b]0;pwned\x07: 1}\n",
    "controls escaped": 'steps: {"\\e]0;pwned\\a": 1}\nfields: {"\\e[31m": "\\e[31m"}\n',
    "NUL": "steps: {a\x00b: 1}\n",
    "DEL": "steps: {a\x7fb: 1}\n",
    "nothing": "",
    "brackets without end": "[" * 390_000,
    "no UTF-8": b"steps: \xff\xfe\n",
}


def write_answers(path: Path, content: str | bytes | None) -> None:
    """One of the files of answers; None is a pipe that nobody writes to."""
    if content is None:
        os.mkfifo(path)
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
