"""What may be kept of a text: the one loop over all rules."""

from wallethelp.core.privacy.codes import BARE_CODES, CARD_CHECKS, CODES
from wallethelp.core.privacy.fold import View
from wallethelp.core.privacy.harmless import BY_FORM, BY_WORDS, IN_SENTENCES, without
from wallethelp.core.privacy.keys import KEYS, looks_like_key
from wallethelp.core.privacy.numbers import cut_numbers, holds_card_like
from wallethelp.core.privacy.passwords import PASSWORDS
from wallethelp.core.privacy.phrases import PHRASES
from wallethelp.core.privacy.rules import Reads, first
from wallethelp.core.privacy.verdicts import Doubtful, Passed, Refused, Secret, TextKind

LABELLED = (*CARD_CHECKS, *CODES, *PASSWORDS, *KEYS, *PHRASES)
"""The rules for every field; in free text `BARE_CODES` come after them."""


class Reading:
    """One text in each of the readings that rules ask for; none is made twice.

    typed: as it is. folded: one writing for all. open: without
    web addresses. card: with card numbers cut. shaped: without what
    numbers are by their form. plain: without what the words beside them explain. sentence: without
    what the sentence explains.
    """

    def __init__(self, text: str) -> None:
        view = View(text)
        self._made = {"typed": text, "folded": view.digits}

    def __call__(self, reads: Reads) -> str:
        """The text in the reading `reads`."""
        if reads not in self._made:
            self._made[reads] = self._make(reads)
        return self._made[reads]

    def _make(self, reads: Reads) -> str:
        match reads:
            case "open":
                return BY_FORM[0].out_of(self("folded"))
            case "card":
                return cut_numbers(self("folded"))
            case "shaped":
                return without(BY_FORM, self("card"))
            case "plain":
                return without(BY_WORDS, self("shaped"))
            case "sentence":
                return without(IN_SENTENCES, self("plain"))
            case _:
                raise AssertionError(reads)


def inspect(text: str, kind: TextKind) -> Refused | Doubtful | Passed:
    """What may be kept of `text`, which must have been cleaned."""
    rules = (*LABELLED, *BARE_CODES) if kind == "free" else LABELLED
    rule = first(rules, Reading(text))
    if rule is not None:
        return Refused(rule.kind)
    if kind == "reference" and holds_card_like(text):
        return Doubtful("card-like")
    if looks_like_key(View(text).folded):
        return Doubtful("key-like")
    kept = text if kind in ("reference", "typed") else cut_numbers(text)
    return Passed(kept, cut=kept != text)


def find_secret(text: str) -> Secret | None:
    """The kind of secret `text` holds, recognised by its label or its own checksum; or None."""
    rule = first(LABELLED, Reading(text))
    return rule.kind if rule else None
