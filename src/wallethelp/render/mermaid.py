"""A drawing as a Mermaid flowchart: for pages that draw it themselves, such as GitHub's."""

from collections.abc import Iterator

from wallethelp.render.drawing import Box, Drawing, Way

_SHAPES = {
    "ask": ("[", "]"),
    "ask_many": ("[[", "]]"),
    "try": ("[/", "/]"),
    "collect": ("[(", ")]"),
    "tell": (">", "]"),
    "decide": ("{{", "}}"),
    "end": ("([", "])"),
    "guide": ("[[", "]]"),
}
_CLASSES = {
    "resolved": "fill:#e3f4e8,stroke:#1a6b34",
    "wait": "fill:#fff5d6,stroke:#8a6d00",
    "contact": "fill:#e2f0fa,stroke:#0b5c8a",
    "escalate": "fill:#fde8d7,stroke:#a14b00",
    "emergency": "fill:#fde3e1,stroke:#a31515",
    "problem": "stroke:#a31515,stroke-width:3px",
    "unwalked": "stroke:#a31515,stroke-dasharray:5 4",
}
_ENTITIES = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;"}
_WIDTH = 40
"""Letters of a label on an arrow; the rest is left out."""


def mermaid_of(drawing: Drawing) -> str:
    """`drawing` as the text of a Mermaid diagram."""
    names = {box.id: f"s{number}" for number, box in enumerate(drawing.boxes)}
    return "\n".join(_lines(drawing, names)) + "\n"


def _lines(drawing: Drawing, names: dict[str, str]) -> Iterator[str]:
    yield "---"
    yield f"title: {_quoted(drawing.title)}"
    yield "---"
    yield "flowchart TD"
    for box in drawing.boxes:
        begin, end = _SHAPES[box.kind]
        text = "<br>".join(
            [f"<b>{_text(box.id)}</b>", _text(box.text), *(f"⚠ {_text(p)}" for p in box.problems)]
        )
        yield f'  {names[box.id]}{begin}"{text}"{end}'
    unwalked: list[str] = []
    for number, ((start, end), ways) in enumerate(drawing.arrows.items()):
        label = "<br>".join(filter(None, map(_label, ways)))
        arrow = f'-- "{label}" -->' if label else "-->"
        yield f"  {names[start]} {arrow} {names[end]}"
        if not all(way.is_walked for way in ways):
            unwalked.append(str(number))
    for name, style in _CLASSES.items():
        yield f"  classDef {name} {style}"
    for box in drawing.boxes:
        for name in _classes(box):
            yield f"  class {names[box.id]} {name}"
    if unwalked:
        yield f"  linkStyle {','.join(unwalked)} stroke:#a31515,stroke-dasharray:5 4"


def _classes(box: Box) -> Iterator[str]:
    if box.outcome is not None:
        yield box.outcome
    if box.problems:
        yield "problem"
    if not box.is_walked:
        yield "unwalked"


def _label(way: Way) -> str:
    short = way.label if len(way.label) <= _WIDTH else f"{way.label[: _WIDTH - 1]}…"
    return _text(short)


def _text(text: str) -> str:
    """A text inside quotes of Mermaid, where only its own entities are safe."""
    for sign, entity in (
        ("#", "#35;"),
        ('"', "#quot;"),
        ("<", "#lt;"),
        (">", "#gt;"),
        ("`", "#96;"),
    ):
        text = text.replace(sign, entity)
    return text


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
