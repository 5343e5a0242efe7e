"""What a case knows of its evidence, and what becomes of it on the way out."""

from pathlib import Path

from tests.casework.evidence.support import COPIED, NOTED, noted
from tests.store.support import create
from tests.support import NOW
from tests.walks import WORLD, case_from, one_per_outcome
from wallethelp.core.evidence import KeptCopy, with_piece, without_piece
from wallethelp.core.history import Today
from wallethelp.core.redact import redacted
from wallethelp.render.document import document_of
from wallethelp.render.schema import CaseDocument
from wallethelp.store.cases import CaseStore
from wallethelp.store.records import Record, log_json, record_of, session_json


def document(*pieces: object) -> CaseDocument:
    case = case_from(one_per_outcome()[0])
    today = Today(WORLD, NOW)
    return document_of(case, WORLD.pack, case_id="1", today=today, evidence=pieces)  # type: ignore[arg-type]


def test_a_file_added_again_keeps_its_number_and_a_copy_that_is_kept() -> None:
    pieces = (COPIED, NOTED)
    told_anew = noted(digest=COPIED.digest, shows="what they wrote")
    again = with_piece(pieces, told_anew)
    assert [piece.digest for piece in again] == [COPIED.digest, NOTED.digest]
    assert again[0].shows == "what they wrote"
    assert again[0].copy == COPIED.copy
    copy = KeptCopy(digest="3" * 64, size=1)
    assert with_piece(pieces, noted(copy=copy))[1].copy == copy
    added = with_piece(pieces, noted(digest="4" * 64))
    assert [piece.number for piece in added] == [2, 1, 3]
    assert [piece.number for piece in without_piece(added, NOTED.digest)] == [2, 3]


def test_it_comes_back_from_the_store_as_it_was_in_the_zone_of_the_case(home: Path) -> None:
    kept = create(CaseStore(home))
    record = Record(
        id=kept.id,
        session=kept.session,
        finished=True,
        updated=NOW,
        guide_version="x",
        evidence=(NOTED, COPIED),
    )
    told = session_json(record.session).encode(), log_json(record).encode()
    read = record_of((record.id, int(NOW.timestamp()), 1, 0, 0, "x", *told))
    assert isinstance(read, Record)
    assert read.evidence == (NOTED, COPIED)
    assert read.evidence[0].added.tzinfo == record.session.zone


def test_contact_details_in_names_and_words_are_masked_and_digests_stay() -> None:
    piece = noted(name="+86 138 0013 8000.png", shows="mail to lin@example.com")
    (away,) = redacted((piece,), WORLD.pack.fields)
    assert "138" not in away.name
    assert "lin@" not in away.shows
    assert (away.digest, away.size, away.added) == (piece.digest, piece.size, piece.added)


def test_a_document_lists_it_and_tells_it_in_the_order_of_time() -> None:
    stripped = KeptCopy(digest="5" * 64, size=40_000, is_stripped=True)
    shown = document(NOTED, COPIED, noted(number=3, digest="6" * 64, copy=stripped))
    assert [line.number for line in shown.evidence] == [1, 2, 3]
    assert [line.is_included for line in shown.evidence] == [False, True, True]
    assert [line.copy_digest for line in shown.evidence] == [None, None, "5" * 64]
    assert [line.kind for line in shown.timeline].count("evidence") == 3
    assert document().evidence == ()
