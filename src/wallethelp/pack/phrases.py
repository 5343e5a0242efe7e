"""What people type, by language and guide: read only where a sentence has to be understood."""

from pathlib import Path
from typing import get_args

from pydantic import TypeAdapter

from wallethelp.core.lint import PhraseBook
from wallethelp.core.mistakes import Mistake, closest
from wallethelp.core.model import Pack
from wallethelp.core.names import Id
from wallethelp.core.text import Language, SafeStr
from wallethelp.pack.reader import Reader

OFF_TOPIC = "_off-topic"
"""The file of sentences that mean no guide; no guide's id can begin like this."""

_CONCEPTS = TypeAdapter(dict[Id, tuple[SafeStr, ...]])
_ADAPTER = TypeAdapter(tuple[SafeStr, ...])


def load_concepts(folder: Path) -> tuple[dict[str, tuple[str, ...]], tuple[Mistake, ...]]:
    """Words that mean the same, by concept; none where the pack names none."""
    file = "phrases/concepts.yaml"
    if not (folder / file).is_file():
        return {}, ()
    reader = Reader(folder)
    return reader.part(file, _CONCEPTS) or {}, tuple(reader.mistakes)


def load_phrases(folder: Path, pack: Pack) -> tuple[PhraseBook, tuple[Mistake, ...]]:
    """The phrases of the guides and of `folder`/phrases, and what is wrong with those files."""
    reader = Reader(folder)
    found: dict[Language, dict[str, tuple[str, ...]]] = {}
    for language in get_args(Language):
        found[language] = {
            name: (getattr(guide.title, language), *getattr(guide.phrases, language))
            for name, guide in pack.guides.items()
        }
        for path in sorted((folder / "phrases" / language).glob("*.yaml")):
            file = f"phrases/{language}/{path.name}"
            if path.stem not in pack.guides and path.stem != OFF_TOPIC:
                names = {"name": path.stem, "known": ", ".join(sorted(pack.guides)[:12])}
                near = closest(path.stem, (*pack.guides, OFF_TOPIC))
                reader.mistakes.append(
                    Mistake(code="unknown-guide", file=file, names=names, closest=near)
                )
                continue
            more = reader.part(file, _ADAPTER) or ()
            found[language][path.stem] = (*found[language].get(path.stem, ()), *more)
    return found, tuple(reader.mistakes)
