"""The walks of a pack."""

from pathlib import Path

from pydantic import TypeAdapter

from wallethelp.core.mistakes import Mistake
from wallethelp.core.walks import Walks
from wallethelp.pack.reader import Reader


def load_walks(folder: Path) -> tuple[tuple[Walks, ...], tuple[Mistake, ...]]:
    """The walks in `folder`/walks, and what is wrong with those that cannot be used."""
    reader = Reader(folder)
    adapter = TypeAdapter(Walks)
    files = sorted((folder / "walks").glob("*.yaml"))
    found = [reader.part(f"walks/{path.name}", adapter) for path in files]
    return tuple(walks for walks in found if walks is not None), tuple(reader.mistakes)
