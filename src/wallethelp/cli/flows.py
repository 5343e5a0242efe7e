"""`wallethelp flows`: for those who write guides."""

from pathlib import Path

from wallethelp.cli.errors import GIVEN, CliError
from wallethelp.cli.packs import folder_of
from wallethelp.cli.surroundings import Surroundings
from wallethelp.i18n import _, plural
from wallethelp.pack.load import BrokenPackError, load
from wallethelp.render.mistakes import mistake_line


def check_flows(around: Surroundings, given: str | None) -> None:
    """Print every mistake of the pack; raises CliError where there is one."""
    folder = Path(given) if given is not None else folder_of(around)
    try:
        loaded = load(folder)
        mistakes, pack = loaded.mistakes, loaded.pack
    except BrokenPackError as error:
        mistakes, pack = error.mistakes, None
    for mistake in mistakes:
        around.out.file.write(f"{mistake_line(mistake)}\n")
    serious = [mistake for mistake in mistakes if not mistake.is_warning]
    if serious:
        found = plural("{n} mistake", "{n} mistakes", len(serious))
        raise CliError(GIVEN, _("{found} in {folder}.").format(found=found, folder=folder))
    if pack is not None:
        around.out.file.write(
            _(
                "No mistakes: {guides} guides, {wallets} wallets, {fields} fields, {facts} facts."
            ).format(
                guides=len(pack.guides),
                wallets=len(pack.wallets),
                fields=len(pack.fields),
                facts=len(pack.facts),
            )
            + "\n"
        )
