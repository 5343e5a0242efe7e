"""The end of a case: close it, delete it, purge what is old."""

from contextlib import suppress
from datetime import timedelta

from wallethelp.cli.cases import title_of
from wallethelp.cli.desk import Desk
from wallethelp.cli.errors import GivenError, UsageError, unknown_name
from wallethelp.cli.stored import stored, unknown_case
from wallethelp.core.duration import Length
from wallethelp.core.history import CLOSED_AS, Closing
from wallethelp.core.values import Money
from wallethelp.core.zones import in_zone
from wallethelp.i18n import _, labelled, plural
from wallethelp.pack.load import BrokenPackError
from wallethelp.store.records import Record
from wallethelp.ui.prompts import Choice, Select


def close_case(
    desk: Desk, case_id: str, *, result: str | None = None, amount: str | None = None
) -> None:
    """Mark a case as done with; it stays readable. `amount` is the money that came back.

    Raises UsageError for an unknown case or result, GivenError for an amount that is none.
    """
    ended = next((known for known in CLOSED_AS if known == result), None)
    if result is not None and ended is None:
        raise unknown_name(_("result"), result, CLOSED_AS)
    if amount is not None and ended is None:
        raise UsageError(_("Say how it ended, too: --result solved, part or given-up."))
    back = _money(amount) if amount is not None else None
    record = stored(desk, case_id)
    now, closing = desk.now(), None
    if ended is not None:
        at = in_zone(now, record.session.zone)
        closing = Closing(at=at, result=ended, amount=back)
    desk.store.close(record.id, now=now, closing=closing)
    desk.say(
        _("Case {id} is closed. It is kept until you delete it.").format(id=_named(desk, record.id))
    )


def _money(written: str) -> Money:
    from wallethelp.core.reading.money import read_money

    read = read_money(written)
    if not isinstance(read, Money):
        raise GivenError(labelled("--amount", _("Write it like 120 CNY or 1,000.50 USDT.")))
    return read


def delete_case(desk: Desk, case_id: str, *, yes: bool) -> None:
    """Delete one case for good, after asking. Raises UsageError where there is none of this id."""
    ids = desk.store.ids()
    if case_id not in ids:
        raise unknown_case(case_id, ids)
    _delete(desk, [case_id], yes=yes)


def purge_cases(desk: Desk, older_than: str, *, yes: bool) -> None:
    """Delete every case not touched for a length of time, after asking.

    Raises UsageError for a length that is none.
    """
    try:
        length = Length.parse(older_than)
    except ValueError as error:
        raise UsageError(_('Write a length, for example --older-than "90 days"')) from error
    if length.unit == "working day":
        raise UsageError(_('Write a length, for example --older-than "90 days"'))
    now = desk.now()
    lengths = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
    store = desk.store
    ids = store.older_than(now - length.count * lengths[length.unit])
    if not ids and not store.damaged_files():
        store.delete([])
        desk.say(_("There is no case that old."))
        return
    _delete(desk, ids, yes=yes)


def _delete(desk: Desk, ids: list[str], *, yes: bool) -> None:
    store = desk.store
    names = _named(desk, ids[0]) if len(ids) == 1 else _(", ").join(ids)
    damaged = store.damaged_files()
    what = [_("Delete for good: {names}").format(names=names)] if ids else []
    if damaged:
        what.append(
            plural(
                "{n} damaged file set aside earlier goes too.",
                "{n} damaged files set aside earlier go too.",
                len(damaged),
            )
        )
    if not yes:
        ui = desk.person()
        if ui is None:
            raise UsageError(
                *what, _("There is nobody to ask; add --yes to delete without asking.")
            )
        chosen = ui.select(
            Select(
                key="delete",
                question="\n".join(what),
                choices=(Choice("no", _("No, keep it")), Choice("yes", _("Yes, delete"))),
                must_choose=True,
                can_go_back=False,
            )
        )
        if chosen != "yes":
            desk.say(_("Nothing was deleted."))
            return
    deleted = store.delete(ids)
    files = store.delete_damaged()
    desk.say(
        plural("{n} case deleted.", "{n} cases deleted.", deleted),
        *(
            [plural("{n} damaged file deleted.", "{n} damaged files deleted.", files)]
            if files
            else []
        ),
        _(
            "Its bytes are gone from wallethelp's own files. Copies you exported, backups, and what"
            " a disk keeps below the file system are beyond what it can promise."
        ),
    )


def _named(desk: Desk, case_id: str) -> str:
    """The id with what the case is about, where that can be read."""
    with suppress(BrokenPackError, OSError):
        record = desk.store.find(case_id)
        if isinstance(record, Record):
            return _("{id} ({title})").format(
                id=case_id, title=title_of(desk.pack, record.session, to=desk.err.file)
            )
    return case_id
