"""Where the case goes, and what of it is masked."""

import json
import os
import shlex
import stat
from pathlib import Path

import pytest

from tests.cli.support import ANSWERS, GIVEN, Here, program, shell
from wallethelp.cli import writing

LOCKED = """\
steps:
  opening/safety-first: nobody
  account-locked/screen: password
  forgot-password/registered: works
  forgot-password/asked: not-yet
  forgot-password/reset: not-fixed
  forgot-password/stuck: locked
  forgot-password/inside: logged-out
fields:
  unlock-by: unknown
  locked-since: 2026-01-05
  account-id: xiaolin_88
  identity-proof: have
  error-message: Ask 13800138000 or lin.wei@example.com
"""
PERSONAL = ("xiaolin_88", "13800138000", "lin.wei")


def locked(cli: Here, *more: str | Path) -> str:
    """The case of somebody locked out, wherever it went."""
    answers = cli.file("locked.yaml", LOCKED)
    given = ("--guide", "account-locked", "--wallet", "upay", "--no-input", "--answers", answers)
    done = cli("diagnose", *given, *more)
    assert done.code == 0, done.err
    return done.out


@pytest.mark.parametrize("name", ["case.md", "case.markdown", "case.txt"])
def test_output_goes_to_the_file_and_not_to_the_screen(cli: Here, name: str) -> None:
    done = cli.answered(ANSWERS, "-o", name)
    written = (cli.folder / name).read_text(encoding="utf-8")
    assert (done.code, done.out) == (0, "")
    assert name in done.err
    assert written.startswith("# ") == name.endswith(("md", "markdown"))
    assert "TX-2026-0042" in written.replace("\\", "")


def test_a_file_is_for_this_user_only(cli: Here) -> None:
    cli.answered(ANSWERS, "-o", "case.md")
    cli("export", "-o", "export.md")
    for name in ("case.md", "export.md"):
        assert stat.S_IMODE((cli.folder / name).stat().st_mode) == 0o600


def test_json_can_go_to_a_file(cli: Here) -> None:
    cli.answered(ANSWERS, "--json", "-o", "case.json")
    data = json.loads((cli.folder / "case.json").read_text(encoding="utf-8"))
    assert data["schema"] == "wallethelp.case/1"


@pytest.mark.parametrize("command", ["diagnose", "export"])
def test_a_file_is_never_overwritten_without_force(cli: Here, home: Path, command: str) -> None:
    precious = cli.file("case.md", "precious")
    if command == "export":
        cli.answered()
        done = cli("export", "-o", precious)
    else:
        done = cli.answered(ANSWERS, "-o", "case.md")
        assert not home.exists(), "told before anything was done"
    assert (done.code, done.out) == (1, "")
    assert "--force" in done.err
    assert precious.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("command", ["diagnose", "export"])
def test_force_overwrites(cli: Here, command: str) -> None:
    old = cli.file("case.md", "precious" * 10_000)
    cli.answered()
    done = (
        cli.answered(ANSWERS, "-o", "case.md", "--force")
        if command == "diagnose"
        else cli("export", "-o", old, "--force")
    )
    assert done.code == 0
    assert "precious" not in old.read_text(encoding="utf-8")


def test_force_closes_a_file_to_others_and_leaves_nothing_beside(cli: Here) -> None:
    old = cli.file("case.md", "precious")
    old.chmod(0o644)
    before = set(cli.folder.iterdir())
    assert cli.answered(ANSWERS, "-o", "case.md", "--force").code == 0
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    assert set(cli.folder.iterdir()) - before <= {cli.folder / "a.yaml"}


def test_force_follows_a_link_to_the_file(cli: Here) -> None:
    old = cli.file("old.md", "precious")
    (cli.folder / "case.md").symlink_to(old)
    assert cli.answered(ANSWERS, "-o", "case.md", "--force").code == 0
    assert (cli.folder / "case.md").is_symlink()
    assert "TX-2026-0042" in old.read_text(encoding="utf-8").replace("\\", "")


def test_a_file_that_appears_while_the_questions_are_asked_is_not_overwritten(
    cli: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = writing.check_output

    def meanwhile(path: Path, *, force: bool) -> None:
        checked(path, force=force)
        path.write_text("precious", encoding="utf-8")

    monkeypatch.setattr(writing, "check_output", meanwhile)
    done = cli.answered(ANSWERS, "-o", "case.md")
    assert (done.code, done.out) == (1, "")
    assert "--force" in done.err
    assert (cli.folder / "case.md").read_text(encoding="utf-8") == "precious"


def test_devices_are_written_to(home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_text(ANSWERS, encoding="utf-8")
    given = (*GIVEN, "--answers", answers, "--json", "--force", "-o")
    assert program(*given, "/dev/null", home=home).code == 0
    assert Path("/dev/null").is_char_device()
    piped = program(*given, "/dev/stdout", home=home)
    assert piped.code == 0
    assert json.loads(piped.out)["outcome"] == "contact"
    words = " ".join(shlex.quote(str(word)) for word in given)
    target = tmp_path / "out.json"
    done = shell(
        f"(echo before; $wallethelp {words} /dev/stdout; echo after) >> {target}", home=home
    )
    assert done.code == 0
    written = target.read_text(encoding="utf-8")
    assert json.loads(written.removeprefix("before\n").removesuffix("after\n"))


@pytest.mark.parametrize("path", ["no/such/folder/case.md", "a.yaml/case.md"])
def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(
    cli: Here, home: Path, path: str
) -> None:
    done = cli.answered(ANSWERS, "-o", path)
    assert (done.code, done.out) == (1, "")
    assert path.rpartition("/")[0] in done.err
    assert not home.exists()


def test_a_folder_is_no_file_to_write(cli: Here) -> None:
    (cli.folder / "case.md").mkdir()
    assert cli.answered(ANSWERS, "-o", "case.md").code == 1
    assert cli.answered(ANSWERS, "-o", "case.md", "--force").code == 1


def test_a_dash_is_standard_output(cli: Here) -> None:
    cli.answered()
    assert cli("export", "-o", "-").out == cli("export").out
    assert not (cli.folder / "-").exists()


def test_what_leaves_is_masked_and_says_so(cli: Here) -> None:
    printed = locked(cli, "--json")
    locked(cli, "-o", "case.md")
    exports = [cli("export", "-f", name) for name in ("markdown", "text", "json")]
    leaving = [printed, (cli.folder / "case.md").read_text(encoding="utf-8")]
    for text in [*leaving, *(done.out for done in exports)]:
        assert [secret for secret in PERSONAL if secret in text.replace("\\", "")] == []
        assert "•••" in text
    assert all("Account name" in done.err for done in exports)


def test_what_is_piped_is_masked_too(cli: Here) -> None:
    assert [secret for secret in PERSONAL if secret in locked(cli)] == []
    assert [secret for secret in PERSONAL if secret in cli("cases", "show").out] == []


def test_the_export_says_what_is_in_it(cli: Here) -> None:
    cli.answered()
    said = cli("export").err
    assert "Amount" in said
    assert "Transaction number" in said


def test_files_are_utf_8_with_plain_newlines(cli: Here) -> None:
    cli.answered(ANSWERS, "-o", "case.md", "--lang", "zh")
    raw = (cli.folder / "case.md").read_bytes()
    assert "充值" in raw.decode("utf-8")
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_what_authors_write_may_be_read_by_others_as_their_other_files(cli: Here) -> None:
    beside = cli.folder / "beside.yaml"
    beside.write_text("a: b\n", encoding="utf-8")
    usual = stat.S_IMODE(beside.stat().st_mode)
    assert cli("flows", "new", "pack", "our-pack").code == 0
    walks = cli.folder / "our-pack" / "walks" / "first-guide.yaml"
    assert stat.S_IMODE(walks.stat().st_mode) == usual
    walks.chmod(0o640)
    assert cli("flows", "schema", "--write", "our-pack").code == 0
    walks.write_text("guide: first-guide\nwalks: []\n", encoding="utf-8")
    cli("flows", "test", "our-pack", "--write")
    assert stat.S_IMODE(walks.stat().st_mode) == 0o640
