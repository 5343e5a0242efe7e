"""Working days are counted where the person is, and the text says what it assumed."""

from datetime import date
from pathlib import Path

from tests.casework.support import BEGIN, GUIDE, REPLIES, Caseworker, own_pack
from tests.support import (
    NOW,
    SMALL_PACK,
    WeekendsOnly,
    begin,
    reply_with,
    small_world,
    write_pack,
)
from wallethelp.core.case import case_of
from wallethelp.core.session import World
from wallethelp.core.values import Skipped
from wallethelp.pack.load import load
from wallethelp.render.document import document_of
from wallethelp.ui.prompts import Select


class NeverWorking(WeekendsOnly):
    """A calendar with a holiday on every day of 2026."""

    def is_working_day(self, day: date) -> bool:
        return day.year > 2026


PLACES = """
here:
  title: {zh: 这里, en: Here}
  purpose: {zh: 用, en: Use}
  how: {zh: 打, en: Call}
  regions: [mainland]
there:
  title: {zh: 那里, en: There}
  purpose: {zh: 用, en: Use}
  how: {zh: 打, en: Call}
  regions: [singapore]
abroad:
  title: {zh: 外面, en: Abroad}
  purpose: {zh: 用, en: Use}
  how: {zh: 打, en: Call}
  regions: [singapore, elsewhere]
"""
ENDS = "    needs: [quick]\n    rungs: [here, there, abroad]\n"


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


def test_the_place_named_in_a_case_is_where_the_next_one_points(worker: Caseworker) -> None:
    guide = GUIDE.replace("Charged}, next: seen", "Charged}, region: hong-kong, next: seen")
    own_pack(worker.pack, {"guides/lost.yaml": guide})
    defaults = []
    for _ in range(2):
        told = worker.asked(REPLIES, *BEGIN)
        asked = next(p for p in told.asked if p.key == "lost/gone")
        assert isinstance(asked, Select)
        defaults.append(asked.default)
    assert defaults == [None, "charged"]


def test_who_did_not_say_where_is_not_offered_the_lines_of_each_place(tmp_path: Path) -> None:
    ladder = SMALL_PACK.get("ladder.yaml", "") + PLACES
    guide = SMALL_PACK["guides/lost.yaml"].replace("    needs: [quick]\n", ENDS)
    for where, offered in (("", ["here", "abroad"]), ("singapore", ["there", "abroad"])):
        region = f"Charged}}, region: {where}, next" if where else "Charged}, next"
        files = {"ladder.yaml": ladder, "guides/lost.yaml": guide.replace("Charged}, next", region)}
        world = small_world(tmp_path / (where or "nowhere"), files)
        session = reply_with(world, begin(world, "lost"), "nobody", "charged", Skipped(), Skipped())
        assert list(case_of(world, session).rungs) == offered


def test_in_the_mainland_and_where_nothing_is_known_its_calendar_is_counted(tmp_path: Path) -> None:
    for where in ("mainland", "unknown"):
        day, text = asked(tmp_path / where, where)
        assert day.year == 2027
        assert "mainland China" in text
