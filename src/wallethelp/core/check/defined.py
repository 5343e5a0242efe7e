"""What a pack defines, by name, and which of these names are used."""

from collections.abc import Iterator, Mapping

from wallethelp.core.conditions import AnswerIs, FieldIs, Named, key_asked
from wallethelp.core.guide import Ask, AskMany, ToGuide, targets
from wallethelp.core.mistakes import Place
from wallethelp.core.model import Pack
from wallethelp.core.names import parts, references

Defined = tuple[str, str, str]
"""What it is, where it counts (a file, or the key of a question), and its name."""
_AS = {"time": "field", "placeholder": "field"}


def defined(pack: Pack) -> Mapping[Defined, tuple[str, Place]]:
    """The file and place where each name is written that others may name."""
    return dict(_defined(pack))


def _defined(pack: Pack) -> Iterator[tuple[Defined, tuple[str, Place]]]:
    for sort, file, names in (
        ("field", "fields.yaml", pack.fields),
        ("fact", "facts.yaml", pack.facts),
        ("rung", "ladder.yaml", pack.ladder),
    ):
        yield from (((sort, "", name), (file, (name,))) for name in names)
    for number, category in enumerate(pack.info.categories):
        yield ("category", "", category.id), ("pack.yaml", ("categories", number, "id"))
    for name in pack.info.conditions:
        yield ("condition", "", name), ("pack.yaml", ("conditions", name))
    if pack.onward is not None:
        for sort, key in (("onward", "steps"), ("letter", "letters")):
            for name in getattr(pack.onward, key):
                yield (sort, "", name), ("contacts.yaml", (key, name))
    for name, spec in pack.fields.items():
        for option in spec.options:
            yield ("option", name, option), ("fields.yaml", (name, "options", option))
    for name, guide in pack.guides.items():
        file = f"guides/{name}.yaml"
        for condition in guide.conditions:
            yield ("condition", file, condition), (file, ("conditions", condition))
        for step_name, step in guide.steps.items():
            yield ("step", file, step_name), (file, ("steps", step_name))
            for option in step.options if isinstance(step, Ask | AskMany) else ():
                place = ("steps", step_name, "options", option)
                yield ("option", f"{name}/{step_name}", option), (file, place)


def mentioned(pack: Pack) -> frozenset[Defined]:
    """The names that some part of the pack names."""
    common = (pack.info, pack.fields, pack.ladder, pack.tips, pack.onward, pack.wallets)
    found: set[Defined] = set()
    for value in common:
        for _place, part in parts(value):
            found |= {(_AS.get(to, to), "", name) for _at, to, name in references(part)}
            found |= _compared(part, "")
    for guide_name, guide in pack.guides.items():
        file = f"guides/{guide_name}.yaml"
        found.add(("step", file, guide.start))
        for step in guide.steps.values():
            found |= {
                ("step", file, target)
                for target in targets(step)
                if not isinstance(target, ToGuide)
            }
        for _place, part in parts(guide):
            found |= {
                (_AS.get(to, to), "", name)
                for _at, to, name in references(part)
                if to not in ("step", "option", "answer", "condition")
            }
            if isinstance(part, Named):
                is_own = part.condition in guide.conditions
                found.add(("condition", file if is_own else "", part.condition))
            found |= _compared(part, guide_name)
    return frozenset(found)


def _compared(part: object, guide: str) -> set[Defined]:
    """The step and the options that a comparison in `guide` names."""
    match part:
        case AnswerIs():
            key = key_asked(part, guide)
            name, _, tail = key.rpartition("/")
            options = {("option", key, option) for option in part.options}
            return {("step", f"guides/{name}.yaml", tail), *options}
        case FieldIs():
            return {("option", part.field, option) for option in part.options}
        case _:
            return set()
