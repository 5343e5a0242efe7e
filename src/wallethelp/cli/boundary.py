"""The error boundary: whatever happens below ends here, in words and with an exit code."""

import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from wallethelp.core.tables import hand_in
from wallethelp.i18n import LANGUAGES, _, as_language, language, limit, preferred, speak
from wallethelp.lookups import LibraryTables
from wallethelp.store.home import data_folder, make_private, remembered_language, write_private
from wallethelp.system import locale_of_system


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code."""
    from wallethelp.cli.signals import end_cleanly_on_signals
    from wallethelp.cli.streams import harden_streams

    unable = harden_streams()
    if unable is not None:
        limit(("en",))
    hand_in(LibraryTables())
    end_cleanly_on_signals()
    option = _language_option(arguments)
    remembered = None
    if option is None and not os.environ.get("WALLETHELP_LANG"):
        remembered = remembered_language(data_folder(os.environ))
    wanted = preferred(
        option=option,
        environment=os.environ,
        remembered=remembered,
        system=locale_of_system(),
    )
    speak(wanted)
    if unable is not None and language() != wanted:
        _print(
            _(
                "This is in English because the output ({encoding}) cannot show Chinese; "
                "a terminal set to UTF-8 can."
            ).format(encoding=unable)
        )
    try:
        _refuse_bad_words(arguments, option)
        # Imported here, for it takes long enough to be left with Ctrl-C.
        from wallethelp.cli.app import app

        result = app(args=list(arguments), prog_name="wallethelp", standalone_mode=False)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        return _end(error)
    return result if isinstance(result, int) else 0


def _end(error: BaseException) -> int:
    """Say how it ends; returns the exit code."""
    from wallethelp.cli.errors import ReaderGoneError
    from wallethelp.cli.exit_codes import BUG, ending_of

    ending = ending_of(error)
    if isinstance(error, ReaderGoneError) or (isinstance(error, OSError) and not error.filename):
        _silence_output()
    lines = _bug(error) if ending.code == BUG else ending.lines
    for number, line in enumerate(lines):
        if number:
            _print(line, "  ")
        else:
            _print(_("Error: {text}").format(text=line))
    return ending.code


def _refuse_bad_words(arguments: Sequence[str], option: str | None) -> None:
    from wallethelp.cli.errors import GivenError, shown, unknown_name

    for word in arguments:
        if "\0" in word:
            name = shown(word)
            raise GivenError(_("“{name}” holds a NUL, which no name can.").format(name=name))
    if option is not None and as_language(option) is None:
        raise unknown_name(_("language"), option, LANGUAGES)


def _silence_output() -> None:
    """Python writes what is left when it exits; there is nowhere to write it to."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language_option(arguments: Sequence[str]) -> str | None:
    """The last `--lang`, wherever it stands: it must be known before Typer is imported."""
    found = None
    for number, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith("--lang="):
            found = word.partition("=")[2]
        elif word == "--lang" and number + 1 < len(arguments):
            found = arguments[number + 1]
    return found


def _print(text: str, lead: str = "") -> None:
    from wallethelp.core.text import visible
    from wallethelp.render.wrap import indent

    width = shutil.get_terminal_size().columns if sys.stderr.isatty() else 10_000
    for line in indent(visible(text), width=width, first=lead, rest=lead or "  "):
        print(line, file=sys.stderr)


def _bug(error: BaseException) -> list[str]:
    """Write where it happened, never what was typed: messages and values are left out."""
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    report = "\n".join([type(error).__qualname__, *frames, ""])
    try:
        folder = data_folder(os.environ)
        make_private(folder)
        path = folder / "bug-report.txt"
        write_private(path, report)
        where = _("It is noted in {path}, without anything you typed.").format(path=path)
    except OSError:
        where = report
    return [
        _("this is a mistake in wallethelp itself."),
        *where.splitlines(),
        _("Your answers up to here are kept; see: wallethelp cases"),
    ]
