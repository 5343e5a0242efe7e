"""A guide as a document to be reviewed: every text in both languages, every branch and fact."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from wallethelp.core.conditions import AllOf, AnswerIs, AnyOf, FieldIs, Named, Not, WalletIs
from wallethelp.core.duration import Length
from wallethelp.core.guide import Guide, ToGuide, kind_of
from wallethelp.core.model import Pack
from wallethelp.core.text import Language, Text
from wallethelp.i18n import LANGUAGES, _, speaking
from wallethelp.render.condition_words import condition_words, length_words

_CONDITIONS = (AllOf, AnyOf, Not, AnswerIs, FieldIs, WalletIs, Named)
_LEADING = ("next", "unknown", "fixed", "else", "start")
"""Keys whose value is a step."""


class Row(Struct, frozen=True):
    """One thing an author wrote: by its key, in both languages."""

    key: str
    zh: str
    en: str

    def cells(self, languages: Iterable[Language]) -> Sequence[tuple[Language, str]]:
        """What stands in the columns of these languages."""
        return [(language, getattr(self, language)) for language in languages]


class Part(Struct, frozen=True):
    """The guide itself, or a step of it; `facts` are the ids of those it cites."""

    title: str
    rows: tuple[Row, ...]
    facts: tuple[str, ...] = ()


class Review(Struct, frozen=True, kw_only=True):
    """A whole guide to be read and signed off."""

    id: str
    title: str
    version: str
    languages: tuple[Language, ...]
    """Those of the pack: a column each."""
    parts: tuple[Part, ...]
    fields: Part
    """The details that are asked for."""
    facts: Mapping[str, tuple[str, str, str]]
    """The facts cited: the claim in both languages, and where it is from."""


def review_of(guide: Guide, pack: Pack, version: str) -> Review:
    """Everything in `guide`, with headings in the language in use."""
    head = (
        row
        for field in fields(guide)
        if field.name not in ("steps", "texts", "phrases", "id")
        for row in (
            _category(guide, pack)
            if field.name == "category"
            else _rows(getattr(guide, field.name), field.encode_name, guide.id, pack)
        )
    )
    parts = [Part(_("The guide"), tuple(head), guide.now.facts if guide.now is not None else ())]
    asked: dict[str, None] = {}
    for name, step in guide.steps.items():
        kind = kind_of(step)
        rows = list(_rows(step, "", guide.id, pack))
        first = [row for row in rows if row.key.split(".")[0].split(" ")[0] == kind]
        rest = [row for row in rows if row not in first]
        parts.append(Part(f"{name} ({kind})", (*first, *rest), step.facts))
        for key in ("collect", "optional", "bring"):
            asked |= dict.fromkeys(getattr(step, key, ()))
    details = (row for name in asked for row in _rows(pack.fields[name], name, guide.id, pack))
    cited = dict.fromkeys(fact for part in parts for fact in part.facts)
    return Review(
        id=guide.id,
        title=" / ".join(guide.title.to(language) for language in pack.info.languages),
        version=version,
        languages=pack.info.languages,
        parts=tuple(parts),
        fields=Part(_("Details that are asked for"), tuple(details)),
        facts={name: _fact(name, pack) for name in cited},
    )


def _category(guide: Guide, pack: Pack) -> Iterator[Row]:
    """The group of the menu by its title, as the reader finds it there."""
    category = pack.category(guide)
    titles = [category.title.to(language) if category else "" for language in LANGUAGES]
    yield Row("category", *(f"{title} ({guide.category})" for title in titles))


def _fact(name: str, pack: Pack) -> tuple[str, str, str]:
    fact = pack.facts[name]
    where = _("{source}, read on {date}, confidence {level}").format(
        source=fact.source, date=fact.read_on.isoformat(), level=fact.confidence
    )
    return (fact.claim.to("zh"), fact.claim.to("en"), where)


def _rows(value: object, key: str, guide: str, pack: Pack) -> Iterator[Row]:
    match value:
        case Text():
            yield Row(key, value.to("zh"), value.to("en"))
        case ToGuide(guide=name):
            title = pack.guides[name].title
            yield Row(key, *(f"→ {title.to(language)} ({name})" for language in LANGUAGES))
        case Length():
            yield _said(key, lambda: length_words(value))
        case _ if isinstance(value, _CONDITIONS):
            yield _said(key, lambda: condition_words(value, guide, pack))
        case Struct():
            for field in fields(value):
                inner = getattr(value, field.name)
                if field.name != "facts" and not _is_left_out(field, inner):
                    below = f"{key}.{field.encode_name}" if key else field.encode_name
                    yield from _rows(inner, below, guide, pack)
        case Mapping() | tuple():
            yield from _listed(value, key, guide, pack)
        case None:
            return
        case _:
            written = str(value).lower() if isinstance(value, bool) else str(value)
            lead = "→ " if key.rpartition(".")[2] in _LEADING else ""
            yield Row(key, lead + written, lead + written)


def _listed(
    value: Mapping[str, object] | tuple[object, ...], key: str, guide: str, pack: Pack
) -> Iterator[Row]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _rows(item, f"{key}.{name}", guide, pack)
    elif all(isinstance(item, str) for item in value):
        listed = ", ".join(map(str, value))
        yield Row(key, listed, listed)
    else:
        for number, item in enumerate(value, 1):
            yield from _rows(item, f"{key} {number}", guide, pack)


def _said(key: str, words: Callable[[], str]) -> Row:
    said: dict[Language, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = words()
    return Row(key, said["zh"], said["en"])


def _is_left_out(field: FieldInfo, value: object) -> bool:
    """Whether the author left it out: what is there by default says nothing."""
    if field.default is not NODEFAULT:
        return bool(value == field.default)
    return field.default_factory is not NODEFAULT and not value


def headings(languages: Iterable[Language]) -> Sequence[str]:
    """The headings of the columns."""
    names: Mapping[Language, str] = {"zh": "中文", "en": "English"}
    return (_("what"), *(names[language] for language in languages))


def sign_off() -> Sequence[str]:
    """What is filled in by whoever signs it off."""
    return (_("Checked by"), _("Date"), _("Signature"))
