"""What is said of a file that is added: why it is not taken, or what was noted of it."""

from wallethelp.core.evidence import Evidence
from wallethelp.core.privacy.files import FileKind
from wallethelp.core.privacy.verdicts import Secret
from wallethelp.i18n import _


def refused_file(why: FileKind | Secret) -> tuple[str, str]:
    """Why a file is not taken, and what can be done."""
    kinds: dict[str, str] = {
        "key-file": _("This is a file of private keys."),
        "wallet-file": _("This is a wallet's own file: whoever has it may have the money."),
        "password-file": _("This is a file of passwords, or of what keeps you logged in."),
        "settings-file": _("This is a file in which programs keep secrets."),
        "password": _("There is a password in this text."),
        "code": _("There is a one-time code or a PIN in this text."),
        "card-check": _("There is a card's security code in this text."),
        "recovery-phrase": _("There is a recovery phrase in this text."),
        "private-key": _("There is a private key in this text."),
    }
    if why in ("key-file", "wallet-file", "password-file", "settings-file"):
        todo = _("Nobody who helps you needs it. Never send it to anyone.")
    else:
        todo = _("Take it out of a copy of the file, or make a picture without it; then add that.")
    return kinds[why] + _(" Nothing of it was noted."), todo


def added(piece: Evidence, case_id: str, *, again: bool) -> list[str]:
    """What was noted of a file, and what was not."""
    noted = _("Noted in case {id} as evidence {number}: {name}")
    if again:
        noted = _("It was evidence {number} of case {id} already; what you said is noted: {name}")
    lines = [noted.format(id=case_id, number=piece.number, name=piece.name)]
    lines.append(f"SHA-256 {piece.digest}")
    if piece.copy is None:
        lines.append(
            _("It was not copied. Keep the file as it is: changed, it has another fingerprint.")
        )
    elif piece.copy.is_stripped:
        lines.append(
            _(
                "A copy is kept with the case, without place, time and device. Keep the file"
                " itself as well: only that has this fingerprint."
            )
        )
    else:
        lines.append(_("A copy is kept with the case, just as it is; nothing was taken out."))
    return lines
