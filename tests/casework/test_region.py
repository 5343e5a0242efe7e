"""Working days are counted where the person is, and the text says what it assumed."""

from datetime import date
from pathlib import Path

from tests.support import NOW, WeekendsOnly, begin, reply_with, write_pack
from wallethelp.core.case import case_of
from wallethelp.core.session import World
from wallethelp.core.values import Skipped
from wallethelp.pack.load import load
from wallethelp.render.document import document_of


class NeverWorking(WeekendsOnly):
    """A calendar with a holiday on every day of 2026."""

    def is_working_day(self, day: date) -> bool:
        return day.year > 2026


def asked(folder: Path, where: str) -> tuple[date, str]:
    """The day to follow up, and how it is said, for a person who is `where`."""
    lost = (write_pack(folder, {}) / "guides/lost.yaml").read_text("utf-8")
    lost = lost.replace("Charged}, next", "Charged}, region: REGION, next").replace(
        "    needs: [quick]\n",
        "    needs: [quick]\n    follow_up: {after: 3 working days, basis: ours}\n",
    )
    lost = lost.replace("region: REGION, ", "" if where == "unknown" else f"region: {where}, ")
    pack = load(write_pack(folder, {"guides/lost.yaml": lost})).pack
    world = World(pack=pack, calendar=NeverWorking())
    session = reply_with(world, begin(world, "lost"), "nobody", "charged", Skipped(), Skipped())
    case = case_of(world, session)
    assert case.appointment is not None
    line = document_of(case, pack, case_id="1").next.follow_up
    assert line is not None
    return case.appointment.at.date(), line.text


def test_elsewhere_monday_to_friday_are_counted(tmp_path: Path) -> None:
    day, text = asked(tmp_path, "elsewhere")
    assert day == date(2026, 11, 25)
    assert "Monday to Friday" in text
    assert NOW.date() == date(2026, 11, 20)


def test_in_the_mainland_and_where_nothing_is_known_its_calendar_is_counted(tmp_path: Path) -> None:
    for where in ("mainland", "unknown"):
        day, text = asked(tmp_path / where, where)
        assert day.year == 2027
        assert "mainland China" in text
