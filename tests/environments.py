"""Install wallethelp into new environments of every kind, and use it there: prints a table.

`python -m tests.environments [VERSION...]` finds the interpreters by itself, and says which are not
there. It asks a package index, and takes some minutes. It ends with 1 where anything fails.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from msgspec import Struct

from tests.support import ROOT

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
ANSWERS = ("--wallet", "upay", "--guide", "top-up-failed", "--answers")
COLUMNS = ("`--version`", "`channels`", "`diagnose`", "`flows check`", "`export`")
TOLD = "none kept: so it says"
"""What `export` comes to where no case could be kept."""
OWN = ("pip", "setuptools", "_distutils_hack", "distutils-precedence", "pkg_resources")
"""What an environment brings with it."""
PATIENCE = 600
# Nothing of who runs this: neither settings nor a language.
KEPT = ("PATH", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "TMPDIR")
ODD_NAME = "我的 电脑"


class FailedError(Exception):
    """What a program said when it failed."""


class Bench(Struct, frozen=True):
    """What is used again and again: the two archives, the tools, and a place for environments."""

    place: Path
    wheel: Path
    source: Path
    tools: Path
    lowest: Path

    def new(self, name: str) -> Path:
        """A folder that is not there yet."""
        return self.place / f"{len(list(self.place.iterdir()))}-{name}"


class Python(Struct, frozen=True):
    """An interpreter that can make environments."""

    version: str
    program: Path


class Installed(Struct, frozen=True):
    """A program that can be started, and what it took."""

    command: tuple[str, ...]
    seconds: float
    size: int


class Row(Struct, frozen=True):
    """One line of the table: what came of each command, "ok" where it did what it should."""

    python: str
    how: str
    seconds: float
    size: int
    cells: tuple[str, ...]


# --- finding and running --------------------------------------------------------------------------


def found(version: str) -> Python | None:
    """The newest interpreter of a version on PATH or of pyenv, one that has venv and pip."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    kept = sorted(pyenv.glob(f"{version}.*"), key=lambda path: int(path.name.split(".")[-1] or 0))
    on_path = shutil.which(f"python{version}")
    candidates = [path / "bin" / "python" for path in reversed(kept)]
    candidates += [Path(on_path)] if on_path else []
    for program in candidates:
        with suppress(FailedError, OSError):
            told = run(
                (program, "-c", "import ensurepip, platform; print(platform.python_version())")
            )
            if told.startswith(version):
                return Python(told.strip(), program)
    return None


def run(
    command: Sequence[str | Path],
    settings: Mapping[str, str] | None = None,
    *,
    at: Path = ROOT,
    before: Callable[[], None] | None = None,
) -> str:
    """What a program writes. Raises FailedError, with what it said, if it fails."""
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    try:
        done = subprocess.run(
            [str(word) for word in command],
            env={**environment, "HOME": str(Path.home()), **(settings or {})},
            cwd=at,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            preexec_fn=before,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FailedError(f"took more than {PATIENCE} s") from error
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode or "Traceback" in said:
        raise FailedError(f"exit {done.returncode}: {said.strip()}")
    return done.stdout.decode("utf-8", "replace")


def without_power_over_files() -> None:
    """Root, too, may write only where its permissions allow, and so may whatever it starts."""
    if sys.platform == "linux" and os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def size_of(folder: Path) -> int:
    """Bytes of the packages in an environment but what it brought along."""
    total = 0
    for packages in folder.rglob("site-packages"):
        for entry in packages.iterdir():
            if not entry.name.startswith(OWN):
                files = entry.rglob("*") if entry.is_dir() else (entry,)
                total += sum(file.stat().st_size for file in files if file.is_file())
    return total


# --- ways to install ------------------------------------------------------------------------------


def by_pip(bench: Bench, python: Python, what: Path, *more: str, name: str = "venv") -> Installed:
    """Into a new environment, with the pip that comes with the interpreter."""
    folder = bench.new(name)
    begun = monotonic()
    run((python.program, "-m", "venv", folder))
    pip = (folder / "bin/python", "-m", "pip", "install", "--quiet")
    run((*pip, what, *more))
    return Installed((str(folder / "bin/wallethelp"),), monotonic() - begun, size_of(folder))


def by_pipx(bench: Bench, python: Python) -> Installed:
    """`pipx install`."""
    folder = bench.new("pipx")
    settings = {"PIPX_HOME": str(folder), "PIPX_BIN_DIR": str(folder / "bin")}
    begun = monotonic()
    pipx = (bench.tools / "bin/pipx", "install", "--python", python.program)
    run((*pipx, bench.wheel), settings)
    size = size_of(folder / "venvs")
    return Installed((str(folder / "bin/wallethelp"),), monotonic() - begun, size)


def by_uv(bench: Bench, python: Python) -> Installed:
    """`uv tool install`."""
    folder = bench.new("uv")
    settings = {"UV_TOOL_DIR": str(folder), "UV_TOOL_BIN_DIR": str(folder / "bin")}
    begun = monotonic()
    uv = (bench.tools / "bin/uv", "tool", "install", "--no-python-downloads")
    run((*uv, "--python", python.program, bench.wheel), settings)
    return Installed((str(folder / "bin/wallethelp"),), monotonic() - begun, size_of(folder))


def by_uvx(bench: Bench, python: Python) -> Installed:
    """`uvx --from FOLDER`, the folder being the unpacked source archive; nothing stays."""
    folder = bench.new("uvx")
    folder.mkdir()
    with tarfile.open(bench.source) as archive:
        # Python 3.11.2, Debian's, cannot be told so; later ones may warn where they are not.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)
    (source,) = folder.iterdir()
    options = ("--no-python-downloads", "--cache-dir", str(folder / "cache"))
    uvx = (str(bench.tools / "bin/uvx"), *options, "--python", str(python.program))
    command = (*uvx, "--from", str(source), "wallethelp")
    begun = monotonic()
    run((*command, "--version"))
    return Installed(command, monotonic() - begun, 0)


# --- what is done there ---------------------------------------------------------------------------


def use(
    installed: Installed,
    home: Path,
    settings: Mapping[str, str],
    *,
    before: Callable[[], None] | None = None,
) -> Iterator[str]:
    """What came of each of COLUMNS: "ok", or what was said where it failed."""
    from wallethelp import __version__

    expected = {
        ("--version",): f"wallethelp {__version__}",
        ("channels", "upay"): "Upay",
        ("diagnose", *ANSWERS, str(ROOT / "examples/top-up.yaml"), "--no-input"): "Upay",
        ("flows", "check"): "17",
        ("export", "--for", "chat"): "top-up",
    }
    given = {"HOME": str(home), "WALLETHELP_LANG": "en", **settings}
    for arguments, words in expected.items():
        try:
            told = run((*installed.command, *arguments), given, at=home.parent, before=before)
            yield "ok" if words in told else f"unlike itself: {told[:200]}"
        except FailedError as error:
            yield str(error)


def use_closed(installed: Installed, home: Path) -> Iterator[str]:
    """The same with a home that cannot be written to: no case is kept, and that is said."""
    home.mkdir(mode=0o500)
    *others, export = use(installed, home, {}, before=without_power_over_files)
    yield from others
    yield TOLD if export.startswith("exit 2: Error: There is no case yet") else export


# --- the table ------------------------------------------------------------------------------------


def rows(bench: Bench, python: Python) -> Iterator[Row]:
    """All that is tried with one interpreter."""
    ways: dict[str, Callable[[], Installed]] = {
        "wheel, pip": lambda: by_pip(bench, python, bench.wheel),
        "wheel, pipx": lambda: by_pipx(bench, python),
        "wheel, uv tool": lambda: by_uv(bench, python),
        "source, `uvx --from .`": lambda: by_uvx(bench, python),
        "source archive, pip": lambda: by_pip(bench, python, bench.source),
        "wheel, lowest of everything": lambda: by_pip(
            bench, python, bench.wheel, "--constraint", str(bench.lowest)
        ),
        f"wheel, in `{ODD_NAME}/`": lambda: by_pip(bench, python, bench.wheel, name=ODD_NAME),
    }
    for how, install in ways.items():
        print(f"{python.version}: {how}", file=sys.stderr)
        try:
            installed = install()
        except FailedError as error:
            yield Row(python.version, how, 0, 0, (f"not installed: {error}",))
            continue
        home = bench.new("home")
        home.mkdir()
        taken = (python.version, how, installed.seconds, installed.size)
        yield Row(*taken, tuple(use(installed, home, {})))
        if how == "wheel, pip":
            home = bench.new("home")
            home.mkdir()
            only = {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
            yield Row(python.version, "the same, `LANG=C`", 0, 0, tuple(use(installed, home, only)))
            cells = tuple(use_closed(installed, bench.new("home")))
            yield Row(python.version, "the same, home read-only", 0, 0, cells)


def printed(row: Row) -> str:
    """A line of the table."""
    seconds = f"{row.seconds:.0f} s" if row.seconds else ""
    size = f"{row.size / 1e6:.0f} MB" if row.size else ""
    cells = (cell.replace("\n", " ").replace("|", "/") for cell in row.cells)
    return "| " + " | ".join((row.python, row.how, seconds, size, *cells)) + " |"


def is_good(row: Row) -> bool:
    """Whether all of it did what it should."""
    return len(row.cells) == len(COLUMNS) and all(c in ("ok", TOLD) for c in row.cells)


def lowest_allowed() -> Iterator[str]:
    """The lowest version of each requirement of the program, as constraints for pip."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for requirement in declared["project"]["dependencies"]:
        name, version, *_others = re.split(r">=|[,;]", requirement)
        yield f"{name}=={version}"


def prepared(place: Path, python: Python) -> Bench:
    """The archives, built as a release is, and the tools that install them."""
    tools, kept, lowest = place / "tools", place / "archives", place / "lowest.txt"
    run((python.program, "-m", "venv", tools))
    pip = (tools / "bin/python", "-m", "pip", "install", "--quiet")
    run((*pip, "build", "pipx", "uv"))
    run((tools / "bin/python", "-m", "build", "--outdir", kept, ROOT))
    lowest.write_text("\n".join(lowest_allowed()), encoding="utf-8")
    (wheel,), (source,) = kept.glob("*.whl"), kept.glob("*.tar.gz")
    environments = place / "environments"
    environments.mkdir()
    return Bench(place=environments, wheel=wheel, source=source, tools=tools, lowest=lowest)


def main(versions: Sequence[str]) -> int:
    """Print the table as it is made; 1 where anything failed, or nothing could be tried."""
    there = {version: found(version) for version in versions or VERSIONS}
    pythons = [python for python in there.values() if python is not None]
    for version, python in there.items():
        where = python.program if python else "not on this computer: not tried"
        print(f"Python {version}: {where}", file=sys.stderr)
    if not pythons:
        return 1
    is_sound = True
    print(f"`python -m tests.environments`, {datetime.now(UTC):%Y-%m-%d}\n")
    print("| Python | how | time | size | " + " | ".join(COLUMNS) + " |")
    print("|---|---|---|---|" + "---|" * len(COLUMNS))
    with TemporaryDirectory(prefix="wallethelp-") as place:
        bench = prepared(Path(place), pythons[0])
        for python in pythons:
            for row in rows(bench, python):
                print(printed(row), flush=True)
                is_sound = is_sound and is_good(row)
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
