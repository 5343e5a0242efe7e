"""The evidence of a case as a value: numbers stay, and each file is there once."""

from datetime import timedelta

from tests.casework.evidence.support import COPIED, NOTED, noted
from wallethelp.core.evidence import copies_of, with_piece

THREE = (NOTED, COPIED, noted(number=3, digest="3" * 64))


def test_the_first_file_is_number_one() -> None:
    assert with_piece((), noted(number=0)) == (NOTED,)


def test_a_number_is_not_given_again() -> None:
    added = with_piece(THREE[1:], noted(number=0, digest="4" * 64))
    assert [piece.number for piece in added] == [2, 3, 4]


def test_a_file_told_anew_stays_where_it_was_with_its_number_and_time() -> None:
    told = noted(
        number=0, digest=COPIED.digest, shows="what they wrote", added=NOTED.added + timedelta(1)
    )
    first, again, last = with_piece(THREE, told)
    assert (first, last) == (THREE[0], THREE[2])
    assert (again.number, again.added, again.copy) == (2, COPIED.added, COPIED.copy)
    assert again.shows == "what they wrote"


def test_what_is_only_noted_has_no_copy() -> None:
    assert copies_of(THREE) == {COPIED.digest}
