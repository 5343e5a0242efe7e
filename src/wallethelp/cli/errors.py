"""What can be wrong with what was given, as exceptions with their words."""

from collections.abc import Iterable

from wallethelp.core.mistakes import Mistake, closest
from wallethelp.core.text import clean
from wallethelp.i18n import _
from wallethelp.render.mistake_words import mistake_line


class ToldError(Exception):
    """Ends a command after saying what, where and what to do next."""

    def __init__(self, *lines: str) -> None:
        super().__init__(lines[0] if lines else "")
        self.lines = lines


class GivenError(ToldError):
    """An error in what was given: a bad file, say."""


class UsageError(ToldError):
    """Wrong usage, an unknown name, or a question with nobody to answer it."""


class ReaderGoneError(Exception):
    """Whoever read our output went away (`| head`): nobody is left to tell."""


def unknown_name(kind: str, name: str, names: Iterable[str], *, listing: str = "") -> UsageError:
    """An unknown guide, case, language or format; `listing` says where the names are."""
    name = shown(name)
    what = _("There is no {kind} “{name}”.").format(kind=kind, name=name)
    return UsageError(what, *name_lines(name, names), *([listing] if listing else []))


def name_lines(name: str, names: Iterable[str]) -> list[str]:
    """The name that was likely meant, if one was, and those that exist."""
    known = list(names)
    lines = []
    near = closest(name, known)
    if near is not None:
        lines.append(_("Did you mean “{name}”?").format(name=near))
    if known:
        lines.append(_("These exist: {names}").format(names=_(", ").join(known[:20])))
    return lines


def nobody_to_answer(what: str) -> UsageError:
    """A question, but no terminal to ask it on."""
    return UsageError(
        _("{what} There is no terminal to ask on.").format(what=what),
        _("Give the answers in a file: wallethelp diagnose --guide NAME --answers FILE"),
    )


def bad_file(mistakes: Iterable[Mistake]) -> GivenError:
    """One or more mistakes in a file that was given."""
    return GivenError(*map(mistake_line, mistakes))


def shown(text: str) -> str:
    """Something given on the command line as a message may say it back: short, and no secret."""
    # Imported here: most commands are given nothing wrong.
    from wallethelp.core.privacy.door import inspect
    from wallethelp.core.privacy.verdicts import Passed

    verdict = inspect(clean(text), "free")
    return verdict.text[:60] if isinstance(verdict, Passed) else "•••"
