"""`wallethelp flows schema`: what editors need to check and complete the files of a pack."""

import json
from pathlib import Path

from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, unknown_name
from wallethelp.cli.writing import write_output
from wallethelp.core.text import LANGUAGES, Language
from wallethelp.i18n import _
from wallethelp.pack.extending import is_extension
from wallethelp.pack.json_schema import FILES, modeline, schema_of
from wallethelp.pack.reader import languages_in


def schema(desk: Desk, kind: str | None, *, folder: Path | None) -> None:
    """Print the schema of one kind of file, or write all into `folder` and name them in its files.

    Raises UsageError for an unknown kind, and GivenError where there is no such folder.
    """
    if kind is not None and kind not in FILES:
        raise unknown_name(_("kind of file"), kind, FILES)
    if folder is None:
        desk.put(written(kind or "guide"), is_json=True)
        return
    if not folder.is_dir():
        raise GivenError(_("There is no folder {path}.").format(path=folder))
    write_schemas(folder)
    named = [path for path in sorted(folder.rglob("*.yaml")) if _named(folder, path)]
    desk.say(
        _("Schemas written to {path}; named in {n} files.").format(
            path=folder / "schema", n=len(named)
        )
    )


def written(
    kind: str, languages: tuple[Language, ...] = LANGUAGES, *, extending: bool = False
) -> str:
    """The schema of one kind of file as text, of a pack that may be `extending` another."""
    return json.dumps(schema_of(kind, languages, extending=extending), indent=1) + "\n"


def write_schemas(folder: Path) -> None:
    """Write the schemas of all kinds of files into `folder`/schema, in the pack's languages."""
    (folder / "schema").mkdir(exist_ok=True)
    languages, extending = languages_in(folder), is_extension(folder)
    for kind in FILES:
        path = folder / "schema" / f"{kind}.json"
        text = written(kind, languages, extending=extending)
        write_output(path, text, force=True, is_shared=True)


def _named(folder: Path, path: Path) -> bool:
    """Whether the file has the name of its schema now, and had not before."""
    line = modeline(path.relative_to(folder).as_posix())
    text = path.read_text("utf-8")
    if line is None or "yaml-language-server:" in text[:500]:
        return False
    write_output(path, f"{line}\n{text}", force=True, is_shared=True)
    return True
