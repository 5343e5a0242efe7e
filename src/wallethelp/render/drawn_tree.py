"""A drawing as a tree of lines, for a terminal."""

from collections.abc import Iterator

from wallethelp.i18n import _
from wallethelp.render.drawing import Drawing, guide_of
from wallethelp.render.page import Page, Paragraph, Rule, Title, Tone

_DOTS = 7
"""So many show how deep a line stands; more would leave no room for what it says."""


def tree_page(drawing: Drawing) -> Page:
    """`drawing` as a tree; a step reached a second time is only named.

    What follows whatever is answered stands as deep as what it follows.
    """
    return (Title(drawing.title, drawing.id), Rule(), *_tree(drawing))


def _tree(drawing: Drawing) -> Iterator[Paragraph]:
    boxes = {box.id: box for box in drawing.boxes}
    drawn: set[str] = set()
    # Depth-first without recursion: the box, the label of the way there, its depth, whether walked.
    ahead: list[tuple[str, str, int, bool]] = [(drawing.start, "", 0, True)]
    # What nothing leads to stands below; of a sound guide there is none.
    alone = [box.id for box in reversed(drawing.boxes) if box.kind != "guide"]
    while ahead or alone:
        if not ahead:
            name = alone.pop()
            ahead += [(name, "", 0, True)] if name not in drawn else ()
            continue
        name, label, depth, is_walked = ahead.pop()
        lead = _lead(depth) + (f"[{label}] " if label else "")
        mark = "" if is_walked else _(" (in no walk)")
        box = boxes[name]
        if box.kind == "guide":
            guide = guide_of(name)
            what = f"{guide}: {box.text}" if guide else box.text
            wrong = "".join(f" ⚠ {text}" for text in box.problems)
            yield Paragraph(f"{lead}→ {what}{mark}{wrong}", _tone(is_walked and not wrong))
            continue
        if name in drawn:
            yield Paragraph(
                _("{lead}→ {step} (see above)").format(lead=lead, step=name) + mark,
                _tone(is_walked),
            )
            continue
        drawn.add(name)
        yield Paragraph(f"{lead}{name}: {box.text}{mark}", _tone(is_walked and box.is_walked))
        yield from (Paragraph(_lead(depth + 1) + f"⚠ {text}", "warning") for text in box.problems)
        ahead.extend(
            (way.to, way.label, depth + bool(way.label), way.is_walked)
            for way in reversed(box.ways)
        )


def _lead(depth: int) -> str:
    return "· " * depth if depth <= _DOTS else "· " * _DOTS + f"{depth} · "


def _tone(is_walked: bool) -> Tone:
    return "plain" if is_walked else "warning"
