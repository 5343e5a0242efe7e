"""How often the tests notice a change is held to what the page says."""

from tests.mutation import PAGE, Row, Score, rows, score, told

RESULTS: dict[str, dict[str, int | None]] = {
    "src/wallethelp/core/advice.py": {"a": 1, "b": 0, "c": 33, "d": 36},
    "src/wallethelp/core/reading/when.py": {"e": 1, "f": None},
    "src/wallethelp/cli/app.py": {"g": 0},
}
ADVICE = Row(("core/advice.py",), 50.0)


def test_the_page_has_rows_with_files_and_a_floor() -> None:
    found = rows(PAGE.read_text("utf-8"))
    assert {"core/advice.py", "core/privacy/files.py", "core/redact.py"} <= {
        file for row in found for file in row.files
    }
    assert all(80 <= row.floor <= 100 for row in found)


def test_what_survived_or_met_no_test_was_not_noticed() -> None:
    assert score(ADVICE, RESULTS) == Score(4, ("b", "c"), 0)
    assert score(Row(("core/reading/*.py",), 99.0), RESULTS) == Score(2, (), 1)


def test_a_row_holds_at_its_floor_and_not_below_nor_before_its_end() -> None:
    assert told(ADVICE, Score(4, ("b", "c"), 0)) == (
        "core/advice.py: 50.0 % of 4 noticed, 2 not",
        True,
    )
    assert not told(ADVICE, Score(4, ("a", "b", "c"), 0))[1]
    assert not told(ADVICE, Score(4, (), 1))[1]
    assert not told(ADVICE, Score(0, (), 0))[1]


def test_a_share_is_never_rounded_up() -> None:
    assert Score(10_000, ("a",), 0).noticed == 99.9
