"""Every guide as somebody hears it: it makes sense without layout, and it is short."""

from pathlib import Path

import pytest
import yaml

from tests.journeys.figures import FOLDER, read
from tests.journeys.heard import faults, heard, length
from tests.journeys.journey import guides, journey
from tests.journeys.person import Seat

LIMITS = yaml.safe_load((FOLDER / "limits.yaml").read_text(encoding="utf-8"))
BEFORE = read("before")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("guide", guides())
def test_what_is_heard_makes_sense_and_is_short(
    guide: str, language: str, home: Path, tmp_path: Path
) -> None:
    taken = journey(guide, home=tmp_path / "arrows", seat=Seat(language=language)).taken
    seat = Seat(language=language, plain=True, options=("--plain",))
    seen = journey(guide, home=home, seat=seat, taken=taken)
    found = []
    for number, asked in enumerate(seen.asked):
        lines = heard(asked.said)
        # It begins with what was typed, but for the first.
        lines = lines[1:] if number else lines
        is_last = asked is seen.asked[-1]
        found += [f"{number}: {fault}" for fault in faults(lines, is_last=is_last)]
    # A guide that is new since has nothing to be compared with.
    before = BEFORE.get((guide, language))
    share = 100 * length(seen.raw) / before.heard if before is not None else 0
    if share > LIMITS["heard"]:
        found.append(f"{share:.0f} % of what was heard before")
    assert found == [], "\n".join(found)
