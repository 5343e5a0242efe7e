"""Every check of this repository, for contributors and for CI alike.

    .venv/bin/nox            all that a change must pass; `.ci/run` runs the same from nothing
    .venv/bin/nox -t quick   five to ten minutes, before a commit
    .venv/bin/nox -l         what there is, and what is run only when it is named

Sessions that look at the checkout run in the environment of nox itself, which the second command
of the README makes; those that need other versions or no checkout make one of their own.
"""

import re
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.11"
nox.options.reuse_existing_virtualenvs = True

PROJECT = nox.project.load_toml("pyproject.toml")
MINE = Path(sys.executable).parent
PLAIN = ("--ignore=tests/terminal", "--ignore=tests/html", "--ignore=tests/install")
"""Neither a terminal of their own, a browser, nor what is built."""
WHOLE = ("-p", "tests.left_out")
"""A test that was left out fails the run."""


def checkout(session: nox.Session, *command: str) -> None:
    """Run a tool of the development group, in the environment of nox itself.

    The session fails where the tool does, and says what to do where it is not installed.
    """
    tool = MINE / command[0]
    if command[0] != "python" and not tool.exists():
        session.error(f"{tool} is missing: set up with the second command of the README")
    session.run(str(tool), *command[1:], external=True)


# --- a second or a minute each --------------------------------------------------------------------


@nox.session(venv_backend="none", tags=["quick", "ci"])
def style(session: nox.Session) -> None:
    """Format, lint, and nothing of somebody's machine in the repository."""
    checkout(session, "ruff", "format", "--check", ".")
    checkout(session, "ruff", "check", ".")
    paths = ("-e", "/work/", "-e", "/root/", "-e", "/home/[a-z]", "--", ".", ":!noxfile.py")
    session.run("git", "grep", "-nI", *paths, external=True, success_codes=[1])


@nox.session(venv_backend="none", tags=["quick", "ci"])
def types(session: nox.Session) -> None:
    """Types of sources, tests and this file, strictly; and of sources on other systems."""
    checkout(session, "mypy")
    for system in ("win32", "darwin"):
        checkout(
            session, "mypy", "--platform", system, "--cache-dir", f".mypy_cache/{system}", "src"
        )


@nox.session(venv_backend="none", tags=["quick", "ci"])
def arrows(session: nox.Session) -> None:
    """Who may import whom, as docs/design.md draws it."""
    checkout(session, "lint-imports")


@nox.session(venv_backend="none", tags=["quick", "ci"])
def deadcode(session: nox.Session) -> None:
    """Code that nothing uses, and sources that only tests use."""
    checkout(session, "vulture")
    checkout(session, "vulture", "src", "build_locale.py")


@nox.session(venv_backend="none", tags=["quick", "ci"])
def dependencies(session: nox.Session) -> None:
    """What is imported is declared, what is declared is imported, and all of it fits together."""
    checkout(session, "deptry", ".", "--no-ansi")
    checkout(session, "python", "-m", "pip", "check")


@nox.session(venv_backend="none", tags=["quick"], default=False)
def fast(session: nox.Session) -> None:
    """The tests that need no process, terminal or browser; or those named after `--`."""
    slow = ("--ignore=tests/casework", "--ignore=tests/pack/hostile/test_hostile.py")
    chosen = session.posargs or (*WHOLE, *PLAIN, *slow)
    checkout(session, "python", "-m", "pytest", "-q", *chosen)


@nox.session(venv_backend="none", tags=["ci"])
def packs(session: nox.Session) -> None:
    """The shipped guides, as authors check theirs."""
    checkout(session, "wallethelp", "flows", "check", "--strict")
    checkout(session, "wallethelp", "flows", "test")


# --- minutes each ---------------------------------------------------------------------------------


@nox.session(tags=["ci"])
def wheel(session: nox.Session) -> None:
    """The wheel, in an environment outside the checkout."""
    scratch = Path(session.create_tmp()).resolve()
    answers = Path("examples/top-up.yaml").resolve()
    session.run("python", "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(scratch), ".")
    (built,) = scratch.glob("wallethelp-*.whl")
    session.install("--force-reinstall", str(built))
    built.unlink()
    session.chdir(scratch)
    home = {"WALLETHELP_HOME": str(scratch / "home")}
    session.run("wallethelp", "channels", "upay", env=home)
    guide = ("--wallet", "upay", "--guide", "top-up-failed", "--answers", str(answers))
    session.run("wallethelp", "diagnose", *guide, "--no-input", env=home)
    session.run("wallethelp", "flows", "check", env=home)


@nox.session(tags=["ci"])
def lowest(session: nox.Session) -> None:
    """The lowest version of everything that is allowed; measures how much the tests reach."""
    build = PROJECT["build-system"]["requires"]
    groups = nox.project.dependency_groups(PROJECT, "test")
    pinned = [_lowest(one) for one in (*build, *PROJECT["project"]["dependencies"], *groups)]
    session.install("editables", *dict.fromkeys(pinned))
    session.install("--no-deps", "--no-build-isolation", "--editable", ".")
    more = {"HYPOTHESIS_PROFILE": "ci"}
    # What is reached is told and judged by `coverage`.
    measured = ("--cov", "--cov-report=", "--cov-fail-under=0")
    chosen = session.posargs or PLAIN
    session.run("python", "-m", "pytest", "-q", *WHOLE, *measured, *chosen, env=more)


def _lowest(requirement: str) -> str:
    found = re.match(r"([\w-]+)[>=]=([\w.]+)", requirement)
    if found is None:
        raise ValueError(f"{requirement}: names no lowest version")
    return f"{found[1]}=={found[2]}"


@nox.session(venv_backend="none", tags=["ci"], requires=["lowest"])
def coverage(session: nox.Session) -> None:
    """How much `lowest` reached, branches too: not less than pyproject.toml says."""
    checkout(session, "coverage", "report")


@nox.session(python=nox.project.python_versions(PROJECT))
def tests(session: nox.Session) -> None:
    """All tests but the matrix, on each version of Python that is here."""
    session.install("--editable", ".", *nox.project.dependency_groups(PROJECT, "test"))
    session.run("python", "-m", "pytest", "-q", *WHOLE, *session.posargs)


@nox.session(venv_backend="none", tags=["ci"])
def matrix(session: nox.Session) -> None:
    """Whole journeys on many kinds of terminals: under five minutes on two cores."""
    checkout(session, "python", "-m", "pytest", "-q", *WHOLE, "tests/matrix", *session.posargs)


@nox.session(venv_backend="none", tags=["ci"])
def site(session: nox.Session) -> None:
    """The documentation as a site: strictly built, fetches nothing, read on phone and desktop."""
    folder = Path(session.create_tmp()).resolve()
    checkout(session, "python", "-m", "tests.site", str(folder))
    session.env["SITE"] = str(folder / "site")
    checkout(session, "python", "-m", "pytest", "-q", "-n0", *WHOLE, "tests/site", *session.posargs)


# --- only when named: what is generated -----------------------------------------------------------


@nox.session(venv_backend="none", default=False)
def words(session: nox.Session) -> None:
    """Write the strings of the interface into the Chinese catalogue, and compile it."""
    found = Path(session.create_tmp(), "messages.pot")
    catalogue = ("-D", "wallethelp", "-d", "src/wallethelp/locale")
    named = ("-k", "plural:1,2", "--no-location", "--sort-output", "-o", str(found))
    checkout(session, "pybabel", "-q", "extract", *named, "src/wallethelp")
    kept = ("--no-fuzzy-matching", "--ignore-pot-creation-date", "--ignore-obsolete", "-w", "100")
    checkout(session, "pybabel", "-q", "update", *catalogue, "-i", str(found), *kept)
    checkout(session, "pybabel", "-q", "compile", *catalogue)


@nox.session(venv_backend="none", default=False)
def pages(session: nox.Session) -> None:
    """Write the pages and schemas again that are made from the code and the guides."""
    for page in ("house", "checks_page", "formats"):
        checkout(session, "python", "-m", f"tests.{page}")
    checkout(session, "wallethelp", "flows", "schema", "--write", "flows")
    facts = (str(MINE / "wallethelp"), "--lang", "en", "flows", "facts", "--markdown")
    with Path("docs/facts.md").open("w", encoding="utf-8") as file:
        session.run(*facts, external=True, stdout=file)


# --- only when named: what takes long -------------------------------------------------------------


@nox.session(default=False)
def audit(session: nox.Session) -> None:
    """Known vulnerabilities of what is installed with us: asks the network, so only when named."""
    session.install("pip-audit", ".")
    session.run("pip-audit", "--local", "--skip-editable")


@nox.session(default=False)
def mutation(session: nox.Session) -> None:
    """Changes no test notices, file by file: as docs/mutation.md says. Takes two hours."""
    groups = nox.project.dependency_groups(PROJECT, "mutation")
    session.install("--editable", ".", *groups)
    quick = {"HYPOTHESIS_PROFILE": "mutation"}
    session.run("mutmut", "run", *session.posargs, env=quick)
    session.run("python", "-m", "tests.mutation", *(("--some",) if session.posargs else ()))
