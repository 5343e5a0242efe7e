"""What packs and answers made to harm take: `python benchmarks/hostile_packs.py`.

Every sample of the tests, by every command that reads a pack; the tests try each by `check`, and by
the others some. For each command, the samples that took longest and held most, in seconds of the
processor and megabytes beyond a normal start.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.pack.hostile.confined import KILLED, Outcome, commands_on, outcomes
from tests.pack.hostile.samples import ANSWER_FILES, ANSWERS, PACKS, WALK, write_answers
from tests.support import write_pack


def main() -> None:
    """Print a line for each command, and for what was killed."""
    with tempfile.TemporaryDirectory() as place:
        commands = _commands(Path(place))
        environment = {"XDG_CACHE_HOME": f"{place}/cache", "WALLETHELP_HOME": f"{place}/home"}
        done = outcomes(commands.values(), environment)
    found: dict[str, list[tuple[str, Outcome]]] = {}
    for (what, name), outcome in zip(commands, done, strict=True):
        found.setdefault(what, []).append((name, outcome))
    print(f"{'':9} {'samples':>7} {'longest':>8}    {'most':>6}")
    for what, all_of_it in found.items():
        slow, longest = max(all_of_it, key=lambda one: one[1].seconds)
        _, largest = max(all_of_it, key=lambda one: one[1].megabytes)
        killed = sorted(name for name, outcome in all_of_it if outcome.code == KILLED)
        print(
            f"{what:9} {len(all_of_it):7} {longest.seconds:6.2f} s {largest.megabytes:6.0f} MB"
            f"  {slow}{'; killed: ' if killed else ''}{', '.join(killed)}",
            flush=True,
        )


def _commands(place: Path) -> dict[tuple[str, str], list[str]]:
    answers = place / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    commands = {}
    for number, (name, make) in enumerate(PACKS.items()):
        folder = write_pack(place / f"pack-{number}", {"walks/base.yaml": WALK})
        make(folder)
        for what, command in commands_on(folder, answers).items():
            commands[what, name] = command
        commands["stats", name] = ["flows", "check", str(folder), "--stats"]
        commands["graph", name] = ["flows", "graph", "lost", str(folder), "--format", "mermaid"]
    sound = write_pack(place / "sound", {})
    for number, (name, content) in enumerate(ANSWER_FILES.items()):
        for kind in ("yaml", "json"):
            path = place / f"{number}.{kind}"
            write_answers(path, content)
            commands["--answers", f"{name} ({kind})"] = commands_on(sound, path)["answered"]
    return commands


if __name__ == "__main__":
    main()
