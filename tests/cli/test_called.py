"""What to type where the search path does not have the program."""

from pathlib import Path

import pytest

from wallethelp.cli.called import instead_of_name


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The program, in a folder with a space."""
    path = tmp_path / "my folder" / "wallethelp"
    path.parent.mkdir()
    path.touch()
    return path


def test_the_whole_path_is_to_be_typed_where_the_name_finds_nothing_or_another(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "wallethelp"
    other.touch()
    monkeypatch.chdir(script.parent)
    for found in (None, str(other)):
        assert instead_of_name(Path("wallethelp"), found) == f"'{script}'"


def test_nothing_else_is_to_be_typed_where_the_name_is_enough(script: Path, tmp_path: Path) -> None:
    link = tmp_path / "wallethelp"
    link.symlink_to(script)
    assert instead_of_name(script, str(script)) is None
    assert instead_of_name(script, str(link)) is None


def test_what_was_not_started_by_its_name_is_not_told(script: Path) -> None:
    assert instead_of_name(script.with_name("__main__.py"), None) is None
    assert instead_of_name(script.with_name("gone") / "wallethelp", None) is None
