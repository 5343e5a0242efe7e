"""How well free text finds its guide, beside a plain TF-IDF with eight phrases a topic.

    python benchmarks/triage/measure.py [--wrong] [en.tsv zh.tsv …]

Each line of a file is `guide<TAB>sentence`, or `off-topic<TAB>sentence`. The files beside this one
were written apart from the phrases in `flows/phrases`; the ranking's few weights were fitted on
them.
"""

import math
import os
import sys
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from wallethelp.core.check.lint import PhraseBook
from wallethelp.core.text import clean
from wallethelp.core.triage.guides import Index
from wallethelp.pack.cache import open_index, open_pack
from wallethelp.pack.compiled import Origin, compiled
from wallethelp.pack.find import shipped_pack
from wallethelp.pack.phrases import learn, load_phrases
from wallethelp.pack.simplified import simplified

HERE = Path(__file__).parent
EIGHT = 8
OFF_TOPIC = "off-topic"
"""What stands before a sentence that means no guide."""


def sentences(path: Path) -> list[tuple[str, str]]:
    """The (topic, sentence) pairs of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(topic, text) for topic, _tab, text in (line.partition("\t") for line in lines) if text]


def plain_tfidf(phrases: PhraseBook) -> Callable[[str], list[str]]:
    """Rank topics by the likest of eight of their phrases: character 2–4-grams, cosine."""
    documents = [
        (topic, _grams(text))
        for by_topic in phrases.values()
        for topic, written in by_topic.items()
        for text in written[:: max(len(written) // EIGHT, 1)][:EIGHT]
    ]
    frequency = Counter(gram for _topic, grams in documents for gram in grams)
    idf = {gram: math.log(len(documents) / count) + 1 for gram, count in frequency.items()}

    def weigh(grams: Counter[str]) -> dict[str, float]:
        weights = {gram: count * idf[gram] for gram, count in grams.items() if gram in idf}
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {gram: weight / norm for gram, weight in weights.items()}

    weighed = [(topic, weigh(grams)) for topic, grams in documents]

    def rank(text: str) -> list[str]:
        query = weigh(_grams(text))
        best: dict[str, float] = defaultdict(float)
        for topic, weights in weighed:
            likeness = sum(weight * weights.get(gram, 0.0) for gram, weight in query.items())
            best[topic] = max(best[topic], likeness)
        return [topic for topic in sorted(best, key=lambda t: -best[t]) if topic != OFF_TOPIC]

    return rank


def _grams(text: str) -> Counter[str]:
    folded = clean(text).lower()
    return Counter(folded[i : i + n] for n in (2, 3, 4) for i in range(len(folded) - n + 1))


def _folded(text: str) -> str:
    return simplified(clean(text)).lower()


def peak_of_program() -> float:
    """The most MB that `guides --find` takes, after it learned; call it while this one is small."""
    program = Path(sys.executable).with_name("wallethelp")
    for _ in range(2):
        child = os.posix_spawn(
            program,
            [str(program), "guides", "--find", "充值没到账"],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
        )
        _child, _status, used = os.wait4(child, 0)
    return used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def kept_index() -> Index:
    """The index as it is loaded; prints what it takes."""
    print(f"guides --find: {peak_of_program():.0f} MB at its peak")
    folder = shipped_pack()
    opened = open_pack(folder)
    open_index(folder, opened).rank("a")
    tracemalloc.start()
    index = open_index(folder, opened)
    memory, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    loading = time.perf_counter()
    open_index(folder, opened)
    loading = time.perf_counter() - loading
    learning = time.perf_counter()
    learned = learn(folder, opened.pack)
    learning = time.perf_counter() - learning
    sizes = [len(compiled(opened.pack, (), Origin(), each)) for each in (None, learned)]
    print(
        f"index of {len(learned.owners)} phrases: {sizes[1] - sizes[0]:,} bytes on disk,"
        f" {memory:,} in memory, loaded in {loading * 1000:.1f} ms, learned in {learning:.2f} s"
    )
    return index


def share(part: int, whole: int) -> str:
    """A fraction with three places."""
    return f"{part / whole:.3f}" if whole else "-"


def main(arguments: Sequence[str]) -> None:
    """Print the figures for each file."""
    shows_wrong = "--wrong" in arguments
    files = [Path(a) for a in arguments if not a.startswith("--")]
    index = kept_index()
    phrases, _mistakes = load_phrases(shipped_pack(), open_pack(shipped_pack()).pack)
    baseline = plain_tfidf(phrases)
    known = {
        _folded(phrase)
        for by_topic in phrases.values()
        for written in by_topic.values()
        for phrase in written
    }
    for path in files or sorted(HERE.glob("*.tsv")):
        rows = sentences(path)
        unseen = [(topic, text) for topic, text in rows if _folded(text) not in known]
        begin = time.process_time()
        found = [(topic, text, index.rank(text)) for topic, text in unseen]
        spent = (time.process_time() - begin) / max(len(unseen), 1)
        on = [(topic, text, triage) for topic, text, triage in found if topic != OFF_TOPIC]
        off = [triage for topic, _text, triage in found if topic == OFF_TOPIC]
        firsts = [(topic, [m.guide for m in triage.matches]) for topic, _text, triage in on]
        clear = [(topic, triage) for topic, _text, triage in on if triage.is_clear]
        plain = [(topic, baseline(text)) for topic, text, _triage in on]
        print(f"{path.name}: {len(on)} on topic, {len(off)} off topic")
        print(f"  left out, being a phrase too: {len(rows) - len(unseen)}")
        print(
            f"  top-1 {share(sum(t == g[0] for t, g in firsts if g), len(on))}"
            f"  top-3 {share(sum(t in g[:3] for t, g in firsts), len(on))}"
            f"   (plain TF-IDF, {EIGHT} phrases a topic and language:"
            f" {share(sum(t == g[0] for t, g in plain if g), len(on))}"
            f" / {share(sum(t in g[:3] for t, g in plain), len(on))})"
        )
        print(
            f"  clear winner on {share(len(clear), len(on))} of on-topic sentences, right in"
            f" {share(sum(t == r.matches[0].guide for t, r in clear), len(clear))} of those;"
            f" on {share(sum(r.is_clear for r in off), len(off))} of off-topic ones"
        )
        print(f"  {spent * 1000:.1f} ms a sentence")
        if shows_wrong:
            for topic, text, triage in found:
                names = [m.guide for m in triage.matches[:3]]
                if topic != OFF_TOPIC and names[:1] != [topic]:
                    print(f"    {topic} → {', '.join(names)}: {text}")
                elif topic == OFF_TOPIC and triage.is_clear:
                    print(f"    off topic, claimed by {names[0]}: {text}")


if __name__ == "__main__":
    main(sys.argv[1:])
