"""The tables the core is handed, by the libraries that keep them; each is read at its first use."""

from collections.abc import Iterator, Sequence
from functools import cache


class LibraryTables:
    """Word lists by `mnemonic`, counties by `python-stdnum`, number plans by `phonenumbers`."""

    def words(self, language: str) -> Sequence[str]:
        """The 2048 words of recovery phrases in `language`, in their order."""
        return _word_list(language)

    def base58(self, text: str) -> bytes | None:
        """What `text` stands for, without its checksum; None where that is wrong."""
        from base58 import b58decode_check

        try:
            return bytes(b58decode_check(text))
        except ValueError:
            return None

    def is_resident_number(self, digits: str) -> bool:
        """Whether it is an identity number of the mainland: 18 signs, a county, a day, a check."""
        from stdnum.cn import ric

        try:
            return bool(ric.is_valid(digits))
        except KeyError:  # of stdnum 2.2, for a place that is no county
            return False

    def phone_numbers(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a number that is assigned somewhere stands in `text`, read as in the mainland."""
        from phonenumbers import Leniency, PhoneNumberMatcher

        for match in PhoneNumberMatcher(text, "CN", leniency=Leniency.VALID):
            # It takes the bracket before “(13800138000)” for the number's own.
            is_bare = match.raw_string.count("(") > match.raw_string.count(")")
            yield match.start + is_bare, match.end


@cache
def _word_list(language: str) -> Sequence[str]:
    from mnemonic import Mnemonic

    words: Sequence[str] = Mnemonic(language).wordlist
    return words
