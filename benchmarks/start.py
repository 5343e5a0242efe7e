"""How long commands take until something is seen, as ratios to bare programs of the same libraries.

`python benchmarks/start.py [--runs N] [NAME …]`, with the Python in whose environment wallethelp is
installed; with names, only the pairs that begin with one. Each pair is run in turns, and the
medians are compared, so that a busy computer slows both. The bare programs are in `bare/`; all is
compiled and cached before.
"""

import compileall
import os
import pty
import re
import select
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
FLOWS = ROOT / "flows"
MANY = 1000
BESIDE_COPIER = "the same / Copier"
CHINESE, ENGLISH = "充值没到账", "my top up has not arrived"
Run = Callable[[], float]


def main() -> None:
    """Print a line for each pair: what, milliseconds of both, the ratio, the goal."""
    parser = ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("names", nargs="*", default=[""])
    options = parser.parse_args()
    import wallethelp

    compileall.compile_dir(Path(wallethelp.__file__).parent, quiet=1)
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(bench(Path(folder), options.runs, tuple(options.names)) > 0)


def bench(folder: Path, runs: int, names: tuple[str, ...]) -> int:
    """Measure the pairs that begin with one of the names, with a home and a cache of its own.

    Returns how many missed their goal.
    """
    environment = {
        **os.environ,
        "WALLETHELP_HOME": str(folder / "home"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "TERM": "xterm-256color",
        # Nobody here answers where the cursor is, and that would be waited for.
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    environment.pop("WALLETHELP_LANG", None)
    environment.pop("WALLETHELP_FLOWS", None)
    many = pack_of_many(folder / "many")

    def ended(*command: str | Path) -> Run:
        return lambda: until_it_ends([str(part) for part in command], environment)

    def painted(*command: str | Path, mark: bytes = b"Something else") -> Run:
        words = [str(part) for part in command]
        return lambda: until_painted(words, environment, mark)

    def answered(marks: tuple[bytes, bytes], *command: str | Path) -> Run:
        words = [str(part) for part in command]
        return lambda: until_the_next(words, environment, marks)

    def tab(name: str, *command: str | Path) -> Run:
        asked = {"COMP_WORDS": f"{name} channels ", "COMP_CWORD": "2"}
        asked[f"_{name.upper()}_COMPLETE"] = "complete_bash"
        return lambda: until_it_ends([str(part) for part in command], {**environment, **asked})

    def bare(name: str) -> tuple[str, Path]:
        return sys.executable, HERE / "bare" / name

    program = Path(sys.executable).with_name("wallethelp")
    answers = ROOT / "examples" / "top-up.yaml"
    for _ in range(5):
        ended(program, "diagnose", "-g", "top-up-failed", "--answers", answers, "--no-input")()
    cases = folder / "home" / "cases.sqlite3"
    hello = ended(*bare("hello.py"))
    wallet = ended(*bare("lookup.py"), FLOWS / "wallets" / "upay.yaml")
    guide = ended(*bare("lookup.py"), FLOWS / "guides" / "top-up-failed.yaml")
    kept = ended(*bare("cases.py"), cases)
    channels = ended(program, "channels", "upay")
    guides = ended(program, "guides")
    first = painted(program, "diagnose", "--lang", "en")
    answer = painted(program, "diagnose", ENGLISH, "--lang", "en", mark=b"This sounds like:")
    confirmed = painted(program, "diagnose", ENGLISH, "--lang", "en", mark=b"Is it this?")
    asked = (b"Has anyone", b"What was the top-up paid with?")
    enter = answered(asked, program, "diagnose", "-g", "top-up-failed", "--lang", "en", "--no-save")
    twice = answered((b"What is going on?", b"Is that all?"), *bare("ask.py"))
    copier = copier_in(folder) if BESIDE_COPIER.startswith(names) else None
    pairs = [
        ("--version", ended(program, "--version"), hello, 1.15),
        ("--help", ended(program, "--help"), hello, 1.15),
        ("channels upay", channels, wallet, 1.3),
        ("guides", guides, guide, 1.3),
        ("guides top-up-failed", ended(program, "guides", "top-up-failed"), guide, 1.3),
        ("guides --find, zh", ended(program, "guides", "--find", CHINESE), guides, 1.3),
        ("guides --find, en", ended(program, "guides", "--find", ENGLISH), guides, 1.3),
        ("diagnose TEXT / guides", answer, guides, 1.3),
        ("its question / diagnose", confirmed, first, 1.3),
        ("diagnose, first prompt", first, painted(*bare("ask.py")), 1.25),
        *([(BESIDE_COPIER, first, painted(*copier), 0.95)] if copier else []),
        ("Enter to the next prompt", enter, twice, 1.1),
        ("Tab", tab("wallethelp", program), tab("bare", *bare("tab.py")), 1.2),
        ("cases", ended(program, "cases"), kept, 1.4),
        ("export", ended(program, "export"), kept, 1.4),
        (
            f"{MANY} guides: channels",
            ended(program, "channels", "upay", "--flows", many),
            channels,
            1.5,
        ),
        (
            f"{MANY} guides: first prompt",
            painted(program, "diagnose", "--lang", "en", "--flows", many),
            first,
            1.5,
        ),
    ]
    missed = 0
    for name, ours, other, goal in pairs:
        if not name.startswith(names):
            continue
        mine, theirs = medians(ours, other, runs)
        missed += mine / theirs > goal
        told = f"{name:26} {mine * 1000:6.0f} {theirs * 1000:6.0f} {mine / theirs:6.2f}"
        over = "  MISSED" if mine / theirs > goal else ""
        print(f"{told}  (goal {goal}){over}", flush=True)
    return missed


def medians(ours: Run, other: Run, runs: int) -> tuple[float, float]:
    """The medians of both, run in turns, after one run each that fills the caches."""
    ours(), other()
    pairs = [(ours(), other()) for _ in range(runs)]
    return statistics.median(a for a, _b in pairs), statistics.median(b for _a, b in pairs)


def until_it_ends(command: list[str], environment: dict[str, str]) -> float:
    """Seconds of the whole process. Raises CalledProcessError."""
    begin = time.perf_counter()
    subprocess.run(  # noqa: S603
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    return time.perf_counter() - begin


def until_painted(command: list[str], environment: dict[str, str], mark: bytes) -> float:
    """Seconds until `mark` is on a terminal of 80 columns; what is asked there is left alone."""
    begin = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(command[0], command, environment)  # noqa: S606
    seen = b""
    while mark not in seen:
        ready, _, _ = select.select([terminal], [], [], 20)
        if not ready:
            raise TimeoutError(seen.decode(errors="replace"))
        seen += os.read(terminal, 65536)
    taken = time.perf_counter() - begin
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    return taken


def until_the_next(
    command: list[str], environment: dict[str, str], marks: tuple[bytes, bytes]
) -> float:
    """Seconds from Enter at the first question to the next one on a terminal."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(command[0], command, environment)  # noqa: S606
    seen = b""
    begin = 0.0
    for mark in marks:
        while mark not in seen:
            ready, _, _ = select.select([terminal], [], [], 20)
            if not ready:
                raise TimeoutError(seen.decode(errors="replace"))
            seen += os.read(terminal, 65536)
        if not begin:
            # Somebody reads before they press.
            time.sleep(0.3)
            begin = time.perf_counter()
            os.write(terminal, b"1\r")
    taken = time.perf_counter() - begin
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    return taken


def copier_in(folder: Path) -> tuple[str | Path, ...] | None:
    """The command that asks one question with Copier, in an environment of its own; or None."""
    python = folder / "copier" / "bin" / "python"
    template = folder / "template"
    template.mkdir()
    choices = "".join(f"    - {each}\n" for each in ("One", "Two", "Three", "Something else"))
    (template / "copier.yml").write_text(f"what:\n  type: str\n  choices:\n{choices}", "utf-8")
    try:
        subprocess.run([sys.executable, "-m", "venv", python.parent.parent], check=True)  # noqa: S603
        subprocess.run([python, "-m", "pip", "install", "-qqq", "copier"], check=True)  # noqa: S603
    except subprocess.CalledProcessError:
        print("Copier cannot be installed here")
        return None
    compileall.compile_dir(python.parent.parent / "lib", quiet=1)
    return python, "-m", "copier", "copy", template, folder / "made"


def pack_of_many(folder: Path, size: int = MANY) -> Path:
    """The shipped pack with copies of one guide, `size` guides in all, or as many as it has."""
    shutil.copytree(FLOWS, folder)
    written = (FLOWS / "guides" / "top-up-failed.yaml").read_text("utf-8")
    # A phrase that two guides have is a mistake.
    written = re.sub(r"^phrases:\n(?:  .*\n)+", "", written, flags=re.MULTILINE)
    for number in range(size - len(list((FLOWS / "guides").glob("*.yaml")))):
        name = f"top-up-failed-{number}"
        copy = re.sub(r"^id: .*", f"id: {name}", written, flags=re.MULTILINE)
        copy = re.sub(
            r"^(title:\n  zh: .*)(\n  en: .*)", rf"\1 {number}\2 {number}", copy, flags=re.MULTILINE
        )
        (folder / "guides" / f"{name}.yaml").write_text(copy, "utf-8")
    return folder


if __name__ == "__main__":
    main()
