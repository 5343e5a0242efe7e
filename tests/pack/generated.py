"""Packs nobody wrote: sound ones, with every kind of step and condition, from a number."""

import json
from collections.abc import Collection
from pathlib import Path
from random import Random
from typing import Any

from tests.support import write_pack

_FIELDS = {
    "amount": "money",
    "due": "datetime",
    "happened": "datetime",
    "way": "choice",
    "proof": "evidence",
    "number": "reference",
}
_NEEDS = ["quick", "record", "complex", "urgent", "private"]
_SIGNS = "字钱包，。abc XYZ 0189?!—’“”é🙂"


def write_generated_pack(folder: Path, number: int) -> Path:
    """The pack of this number in `folder`."""
    draw = Random(number)
    guides = [f"guide-{name}" for name in range(draw.randint(1, 4))]
    files: dict[str, Any] = {
        f"guides/{name}.yaml": _guide(draw, name, guides[place + 1 :])
        for place, name in enumerate(guides)
    }
    for wallet in range(draw.randint(1, 3)):
        files[f"wallets/wallet-{wallet}.yaml"] = _wallet(draw, f"wallet-{wallet}")
    files["fields.yaml"] = {name: _field(draw, kind) for name, kind in _FIELDS.items()}
    files["facts.yaml"] = {f"fact.number_{n}": _fact(draw) for n in range(3)}
    files["tips.yaml"] = {
        f"tip-{n}": {"text": _text(draw), "at_risk": _either(draw), "wallets": ["wallet-0"]}
        for n in range(draw.randint(0, 2))
    }
    # JSON is YAML.
    return write_pack(
        folder, {name: json.dumps(data, ensure_ascii=False) for name, data in files.items()}
    )


def _either(draw: Random) -> bool:
    return draw.random() < 0.5


def _text(draw: Random) -> dict[str, str]:
    def wording() -> str:
        return "x" + "".join(draw.choices(_SIGNS, k=draw.randint(0, 12)))

    return {"zh": wording(), "en": wording()}


def _sometimes(draw: Random, **parts: Any) -> dict[str, Any]:
    return {name.rstrip("_"): part for name, part in parts.items() if _either(draw)}


def _fact(draw: Random) -> dict[str, Any]:
    day = f"2026-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    confidence = draw.choice(["high", "medium", "low"])
    return {"claim": _text(draw), "source": "a page", "read_on": day, "confidence": confidence}


def _field(draw: Random, kind: str) -> dict[str, Any]:
    options = {"card": {"label": _text(draw)}, "cash": {"label": _text(draw)}}
    return {
        "kind": kind,
        "label": _text(draw),
        "ask": _text(draw),
        "missing": _text(draw),
        **({"options": options} if kind == "choice" else {}),
        **_sometimes(draw, why=_text(draw), identifying=_either(draw), counts_from=["happened"]),
    }


def _wallet(draw: Random, name: str) -> dict[str, Any]:
    contact = {"value": "a desk", "source": "a page", "checked_on": "2026-11-21"}
    channel = {
        "kind": draw.choice(["in_app_chat", "in_app_help", "website", "phone", "social", "email"]),
        "name": _text(draw),
        "about": _text(draw),
        "find": [_text(draw) for _ in range(draw.randint(1, 3))],
        "suits": draw.sample(_NEEDS, 2),
        "needs_login": _either(draw),
        "replies": draw.choice(["minutes", "hours", "days"]),
        **_sometimes(draw, public=_either(draw), caution=_text(draw), contacts=[contact]),
    }
    aliases = [f"alias {name}"] if _either(draw) else []
    return {"id": name, "name": _text(draw), "aliases": aliases, "channels": {"one": channel}}


def _condition(
    draw: Random, asked: list[str], named: Collection[str] = (), depth: int = 0
) -> dict[str, Any]:
    plain: list[dict[str, Any]] = [
        *({"condition": name} for name in named),
        {"field": "amount", "below": draw.choice([1, 2.5, "100 CNY"])},
        {"field": "due", "after": "now"},
        {"field": "happened", draw.choice(["before", "after"]): "due"},
        {"field": "happened", "younger_than": f"{draw.randint(1, 9)} working days"},
        {"field": "way", "in": ["card"]},
        {"field": "proof", "known": _either(draw)},
        {"wallet": "wallet-0"},
        *({"answer": step, "is": "yes"} for step in asked),
    ]
    if depth > 2 or _either(draw):
        return draw.choice(plain)
    parts = [_condition(draw, asked, named, depth + 1) for _ in range(draw.randint(1, 3))]
    return draw.choice([{"all": parts}, {"any": parts}, {"not": parts[0]}])


def _guide(draw: Random, name: str, others: list[str]) -> dict[str, Any]:
    """Steps in a row, each leading to one after it, some to another guide."""
    kinds = [draw.choice(["ask", "ask_many", "try", "collect", "decide"]) for _ in range(5)]
    asked: list[str] = []
    steps: dict[str, Any] = {}
    conditions: dict[str, Any] = {}
    for number in range(draw.randint(0, 3)):
        conditions[f"condition-{number}"] = _condition(draw, [], [*conditions])
    for place, kind in enumerate(kinds):
        after = [f"step-{place + 1}", *({"guide": other} for other in others)]
        steps[f"step-{place}"] = _step(draw, kind, after, asked, conditions)
        if kind == "ask":
            asked.append(f"step-{place}")
    steps[f"step-{len(kinds)}"] = _end(draw)
    return {
        "id": name,
        "title": _text(draw),
        "category": draw.choice(["urgent", "money"]),
        "start": "step-0",
        "phrases": {"zh": ["一句话"], "en": []},
        "steps": steps,
        "conditions": conditions,
        **_sometimes(draw, about=_text(draw), now={"do": _text(draw), "facts": ["fact.number_2"]}),
    }


def _step(
    draw: Random, kind: str, after: list[Any], asked: list[str], named: Collection[str]
) -> dict[str, Any]:
    cited = {"facts": ["fact.number_0"]} if _either(draw) else {}
    onward, other = after[0], draw.choice(after)
    labels = {"yes": {"label": _text(draw)}, "no": {"label": _text(draw)}}
    match kind:
        case "ask":
            yes = {**labels["yes"], "next": onward, "needs": ["record"], "says": _text(draw)}
            no = {**labels["no"], "next": other, **_sometimes(draw, can_log_in=False)}
            options = {"yes": yes, "no": no}
            return {"ask": _text(draw), "options": options, "unknown": onward, **cited}
        case "ask_many":
            options = {name: {**each, "says": _text(draw)} for name, each in labels.items()}
            ways = {"next": onward, "unknown": other}
            return {"ask_many": _text(draw), "options": options, **ways, **cited}
        case "try":
            more = _sometimes(draw, how=[_text(draw)], results={"fixed": _text(draw)})
            return {"try": _text(draw), "fixed": other, "next": onward, **more, **cited}
        case "collect":
            return {"collect": ["amount"], "optional": ["way", "proof"], "next": onward, **cited}
        case _:
            branch = {"when": _condition(draw, asked, named), "next": onward}
            return {"decide": [branch], "else": other, "unknown": onward, **cited}


def _end(draw: Random) -> dict[str, Any]:
    basis = draw.choice(["ours", "fact.number_1"])
    follow_up = {"after": f"{draw.randint(1, 9)} hours", "basis": basis}
    request = {"ask": _text(draw), "to": "bank", "others": {"police": _text(draw)}}
    do = [_text(draw), {"text": _text(draw), "when": {"wallet": "wallet-0"}}]
    return {
        "end": draw.choice(["contact", "escalate", "resolved", "emergency"]),
        "title": _text(draw),
        "bring": ["number"],
        **_sometimes(draw, do=do, request=request, follow_up=follow_up, expect=_text(draw)),
        **_sometimes(draw, rungs=["police"], needs=["record"], can_log_in=_either(draw)),
    }
