"""What is learned and compared in packed tables comes to what the plain formulas come to."""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from msgspec.structs import replace

from wallethelp.core.triage.danger import Danger, learn_danger
from wallethelp.core.triage.features import features
from wallethelp.core.triage.guides import Index, Learned
from wallethelp.core.triage.learning import folded_aliases, learn_index
from wallethelp.core.triage.packed import named, packed_names
from wallethelp.core.triage.perceptron import Clause, Perceptron, learn

PHRASES = {
    "lost": ["my phone is lost", "the phone was stolen", "i lost the phone", "lost phone"],
    "paid": ["the payment failed", "my payment is pending", "payment was declined", "不能付款"],
    "late": ["the refund is late", "refund has not arrived", "退款没到", "waiting for a refund"],
    "_off": ["the weather is fine", "tell me a joke", "今天天气", "what is the time"],
}
CONCEPTS = {"back": ["refund", "退款"], "gone": ["lost", "stolen"]}
LOOK_ALIKES = ["how not to lose a phone", "how are refunds made"]
SENTENCES = [
    "phone lost",
    "my phone",
    "refund late",
    "退款没到账",
    "the payment",
    "付款",
    "weather",
    "how to lose a phone",
    "stolen refund payment",
]


def small(phrases: Mapping[str, Sequence[str]] = PHRASES, **changed: object) -> Learned:
    """What is learned from the few phrases above."""
    given = {
        "to_simplified": str,
        "off_topic": "_off",
        "emergency": "lost",
        "aliases": {},
        "concepts": CONCEPTS,
        "look_alikes": LOOK_ALIKES,
    }
    return learn_index(phrases, **(given | changed))  # type: ignore[arg-type]


class Plain:
    """TF-IDF of the nearest phrases, and a naive Bayes, as a textbook has them."""

    def __init__(self) -> None:
        self.documents = [
            (guide, features(phrase, CONCEPTS))
            for guide, some in PHRASES.items()
            for phrase in some
        ]
        self.alike = [features(phrase, CONCEPTS) for phrase in LOOK_ALIKES]
        count = Counter(name for _guide, names in self.documents for name in names)
        total = len(self.documents)
        self.weights = {
            name: math.log((1 + total) / (1 + n)) * (3.0 if name[0] == "#" else 1.0)
            for name, n in count.items()
            if name[0] == "#" or (n <= max(0.1 * total, 3) and (n > 1 or self.is_word(name)))
        }

    @staticmethod
    def is_word(name: str) -> bool:
        """A word, or one or two characters."""
        return (name[0] == "=" and " " not in name) or (name[0] > "\u3000" and len(name) <= 2)

    def vector(self, names: Sequence[str]) -> dict[str, float]:
        """The weights of what is known, and none of what is not."""
        return {name: self.weights[name] for name in names if name in self.weights}

    def unit(self, names: Sequence[str]) -> dict[str, float]:
        """The same, of length 1."""
        vector = self.vector(names)
        norm = math.hypot(*vector.values()) or 1.0
        return {name: weight / norm for name, weight in vector.items()}

    def nearest(self, sentence: str) -> dict[str, float]:
        """The mean likeness of the six nearest phrases; the n-th counts 1/n."""
        asked = self.unit(features(sentence, CONCEPTS))
        raw = self.vector(features(sentence, CONCEPTS))
        likeness: dict[str, list[float]] = {guide: [] for guide in PHRASES}
        for guide, names in self.documents:
            written = self.vector(names)
            norm = math.hypot(*written.values()) or 1.0
            likeness[guide].append(
                sum(asked[name] * raw[name] for name in asked if name in written) / norm
            )
        harmonic = sum(1 / n for n in range(1, 7))
        return {
            guide: sum(v / n for n, v in enumerate(sorted(found, reverse=True)[:6], 1)) / harmonic
            for guide, found in likeness.items()
        }

    def bayes(self, sentence: str) -> list[float]:
        """How likely each guide is, and last the look-alikes, without any being likelier before."""
        asked = self.vector(features(sentence, CONCEPTS))
        shares: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for guide, names in (*self.documents, *(("alike", names) for names in self.alike)):
            for name, share in self.unit(names).items():
                shares[guide][name] += share
        logs = []
        for guide in (*PHRASES, "alike"):
            mass = sum(shares[guide].values()) + 0.12 * len(self.weights)
            logs.append(
                sum(w * math.log((shares[guide][n] + 0.12) / mass) for n, w in asked.items())
            )
        scale = max(math.hypot(*asked.values()), 1.0)
        return [math.exp(2 * (log - max(logs)) / scale) for log in logs]

    def likeness(self, sentence: str) -> float:
        """How much sooner danger is heard in it: negative where it is like anything else."""
        *powers, alike = self.bayes(sentence)
        scores = self.scores(sentence)
        lead = scores["lost"] - max(score for name, score in scores.items() if name != "lost")
        look_alike = (alike - powers[0]) / (sum(powers) + alike)
        return (lead if lead > 0 else 1.25 * lead) - 0.5 * max(look_alike, 0.0)

    def scores(self, sentence: str) -> dict[str, float]:
        """Both, mixed."""
        *powers, _alike = self.bayes(sentence)
        near = self.nearest(sentence)
        return {
            guide: 0.6 * near[guide] + 0.4 * power / sum(powers)
            for guide, power in zip(PHRASES, powers, strict=True)
        }


PLAIN = Plain()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_guides_are_ranked_as_the_formulas_say(sentence: str) -> None:
    triage = Index(small(), str).rank(sentence)
    expected = PLAIN.scores(sentence)
    best = max(expected, key=lambda name: expected[name])
    assert triage.is_off_topic is (best == "_off")
    assert [match.guide for match in triage.matches] == sorted(
        (name for name in PHRASES if name != "_off"), key=lambda name: -expected[name]
    )
    for match in triage.matches:
        assert match.score == pytest.approx(expected[match.guide], abs=0.004)


def test_what_is_learned_is_kept_as_it_was_given() -> None:
    learned = small(aliases={"U Pay": "upay", "Upay Wallet": "upay"})
    assert (learned.guides, learned.off_topic, learned.emergency) == (
        tuple(PHRASES),
        "_off",
        "lost",
    )
    assert list(learned.aliases) == ["upay wallet", "u pay"]
    assert learned.concepts == {name: tuple(words) for name, words in CONCEPTS.items()}
    assert list(learned.owners) == [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4
    assert len(learned.unseen) == 5
    assert (learned.danger, learned.ours) == (None, None)


def test_names_of_wallets_are_folded_the_longest_first() -> None:
    found = folded_aliases({"Ｋ豆": "kdou", "K豆錢包": "kdou"}, lambda t: t.replace("錢", "钱"))
    assert list(found.items()) == [("k豆钱包", "kdou"), ("k豆", "kdou")]


def test_danger_that_is_known_is_not_learned_again() -> None:
    known = learn_danger({}, ["help"], [], ["fine"])
    assert small(danger=known).danger is known


@pytest.mark.parametrize(("count", "is_learned"), [(29, False), (30, True)])
def test_danger_and_what_is_ours_are_learned_from_thirty_phrases(
    count: int, is_learned: bool
) -> None:
    many = {**PHRASES, "lost": [f"phone {n} gone" for n in range(count)]}
    assert (small(many).danger is not None) is is_learned
    others = {**PHRASES, "_off": [f"joke {n} please" for n in range(count)]}
    ours = small(others).ours
    assert (ours is not None) is is_learned
    if ours is not None:
        assert ours.score(ours.clauses("joke please")) < 0
        assert ours.score(ours.clauses("my payment is pending")) > 0


# --- the perceptron -------------------------------------------------------------------------------

WORDS = {"give": ["gave", "sent"], "secret": ["code", "one time code", "验证码"]}


def reader() -> Perceptron:
    """One that knows words, and was taught nothing."""
    return learn(WORDS, [])


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("。！", []),
        ("i gave a code", [(["i", "gave", "a", "code"], ["give", "secret"])]),
        ("gave it, sent", [(["gave", "it"], ["give"]), (["sent"], ["give"])]),
        ("one time code", [(["one", "time", "code"], ["secret"])]),
        ("one time", [(["one", "time"], [])]),
        ("验证码", [(["验", "证", "码"], ["secret"])]),
        ("he's ' 3", [(["he's", "'", "3"], [])]),
        ("a b", [(["a", "b"], [])]),
    ],
)
def test_a_text_is_read_clause_by_clause(text: str, clauses: list[tuple[list[str], ...]]) -> None:
    assert [(list(c.tokens), list(c.meanings)) for c in reader().clauses(text)] == clauses


def test_a_clause_that_goes_on_is_cut() -> None:
    words = [f"w{n}" for n in range(20)]
    assert [list(c.tokens) for c in reader().clauses(" ".join(words))] == [words[:18], words[18:]]


def looked_at(clauses: Sequence[Clause]) -> set[str]:
    """What counts in a stretch, by the words of docs: meanings, order, words, where they stand."""
    meant = [meaning for clause in clauses for meaning in clause.meanings]
    found = {".", *meant}
    found |= {f"{a}>{b}" for n, a in enumerate(meant) for b in meant[n + 1 : n + 6]}
    found |= {f"{a}>{b}>{c}" for a, b, c in zip(meant, meant[1:], meant[2:], strict=False)}
    for tokens, meanings in clauses:
        found |= {f"={token}" for token in tokens if token.isascii()}
        found |= {f"={a} {b}" for a, b in pairwise(tokens)}
        found |= {f"=^ {tokens[0]}", f"=^ {' '.join(tokens[:2])}", f"={tokens[-1]} $"}
        if meanings:
            found |= {f"^{meanings[0]}", f"{meanings[-1]}$"}
    return found


TEXTS = [
    "i gave a code",
    "i sent code sent code gave code code",
    "gave it, the code",
    "验证码 sent",
    "nothing here",
    "i",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_score_is_the_sum_of_what_counts(text: str) -> None:
    clauses = reader().clauses(text)
    counts = looked_at(clauses)
    places = named(counts)
    weights = {name: place % 7 - 3 for name, place in places.items()}
    learned = Perceptron(
        reader().reader,
        packed_names(places),
        array("b", (weights[name] for name in places)),
        0.5,
    )
    expected = sum(weights.values()) * 0.5 / math.sqrt(len(counts))
    assert learned.score(clauses) == pytest.approx(expected)
    # A name that is not in the text, or not known, adds nothing.
    assert learned.score([]) == pytest.approx(weights["."] * 0.5)


def textbook(examples: Sequence[tuple[str, int]]) -> dict[str, float]:
    """An averaged perceptron with a margin of 1: eight rounds, what is settled left out."""
    weights: dict[str, float] = defaultdict(float)
    totals: dict[str, float] = defaultdict(float)
    read = [(looked_at(reader().clauses(text)), sign) for text, sign in examples]
    order = [read[place] for place in (n * 7919 % len(read) for n in range(len(read)))]
    step = 1
    for _round in range(8):
        left = []
        for found, sign in order:
            size = math.sqrt(len(found))
            score = sign * sum(weights[name] for name in found) / size
            if score < 1.0:
                for name in found:
                    change = sign / size * (0.5 if name[0] == "=" else 1.0)
                    weights[name] += change
                    totals[name] += change * step
            if score < 2.0:
                left.append((found, sign))
            step += 1
        order = left
    return {name: weights[name] - totals[name] / step for name in weights}


EXAMPLES = [
    ("i gave a code", 1),
    ("gave code away", 1),
    ("sent 验证码", 1),
    ("i gave a gift", -1),
    ("the code came", -1),
    ("no code", -1),
    ("fine weather", -1),
    ("验证码 is late", -1),
]


def test_weights_are_those_of_an_averaged_perceptron() -> None:
    learned = learn(WORDS, [((text,), sign) for text, sign in EXAMPLES])
    expected = textbook(EXAMPLES)
    greatest = max(map(abs, expected.values()))
    assert learned.step == pytest.approx(greatest / 63)
    for name, weight in expected.items():
        place = learned.names.place(name)
        kept = 0.0 if place is None else learned.weights[place] * learned.step
        assert kept == pytest.approx(weight, abs=learned.step / 2 + 1e-9), name
    assert sum(learned.names.place(name) is not None for name in expected) == len(learned.weights)


def test_texts_of_an_example_are_read_one_after_the_other() -> None:
    apart = learn(WORDS, [(("i gave", "a code"), 1), (("fine",), -1)])
    joined = learn(WORDS, [(("i gave, a code",), 1), (("fine",), -1)])
    assert apart == joined


def test_what_was_learned_must_go_together() -> None:
    with pytest.raises(ValueError, match="one weight"):
        Perceptron(reader().reader, packed_names({"a": 0}), array("b", []), 1.0)
    learned = small()
    with pytest.raises(ValueError, match="go together"):
        replace(learned, unseen=learned.unseen[1:])


# --- danger ---------------------------------------------------------------------------------------


def alarm(*words: str) -> Danger:
    """One that hears only these words, each with a weight of 10."""
    names = named(f"={word}" for word in words)
    steps = array("b", (100 for _ in names))
    return Danger(Perceptron(reader().reader, packed_names(names), steps, 0.1))


def heard(text: str) -> float:
    """The score of a text in which `help` counts, read as one stretch."""
    clauses = reader().clauses(text)
    return 10 / math.sqrt(len(looked_at(clauses)))


def test_a_text_in_one_stretch_is_in_danger_a_little_below_nothing() -> None:
    assert alarm("help").score("fine") == pytest.approx(0.3)
    assert alarm("help").score("help me") == pytest.approx(heard("help me") + 0.3)
    assert alarm("help").score("") == -math.inf


def test_a_longer_text_must_be_surer_and_no_more_than_so_much() -> None:
    clause = " ".join(["word"] * 18)
    for count, needed in ((2, -0.3), (3, -0.15), (4, 0.0), (12, 0.6), (13, 0.6)):
        text = ". ".join([clause] * count)
        assert alarm("help").score(text) == pytest.approx(-needed), count


def test_danger_is_heard_wherever_it_stands() -> None:
    clause = " ".join(["word"] * 17)
    texts = [[clause] * 6 for _ in range(6)]
    for place, clauses in enumerate(texts):
        clauses[place] = f"{clause} help"
        assert alarm("help").score(". ".join(clauses)) > 0, place


@pytest.mark.parametrize(
    ("sizes", "stretches"),
    [((3, 3, 18, 14), 2), ((18, 18), 1), ((18, 17, 2), 2), ((3, 3), 1), ((18, 18, 18, 1), 3)],
)
def test_neighbours_are_read_together_up_to_a_sentence(
    sizes: Sequence[int], stretches: int
) -> None:
    text = ". ".join(" ".join(["word"] * size) for size in sizes)
    assert alarm("help").score(text) == pytest.approx(0.3 - 0.15 * (stretches - 1))


DANGERS = ["i gave the code", "he has my password", "i sent him money", "they took my phone"]
ALIKE = ["the code never came", "i forgot my password", "how to send money", "my phone is slow"]
OTHERS = ["the refund is late", "top up failed", "the shop is closed", "balance is wrong"]


def test_danger_is_told_from_what_sounds_like_it_also_amid_other_problems() -> None:
    danger = learn_danger(WORDS, DANGERS, ALIKE, OTHERS)
    for n, text in enumerate(DANGERS):
        other = OTHERS[n % 4]
        assert danger.score(text) > 0
        assert danger.score(f"{other}, {text}") > 0
        assert danger.score(f"{text}, {other}") > 0
    for n, text in enumerate([*ALIKE, *OTHERS]):
        other = OTHERS[n % 4]
        assert danger.score(text) < 0
        assert danger.score(f"{other}, {text}") < 0
        assert danger.score(f"{text}, {other}, {OTHERS[(n + 1) % 4]}") < 0


class Fixed(Danger, frozen=True):
    """Danger that is heard as much in whatever is said."""

    heard: float

    def score(self, folded: str) -> float:
        return self.heard


@pytest.mark.parametrize("sentence", [*SENTENCES, "how refunds are made", "how not to lose"])
def test_danger_is_heard_sooner_in_what_is_like_it(sentence: str) -> None:
    least = -PLAIN.likeness(sentence)
    for more, is_alarm in ((0.01, True), (-0.01, False)):
        fixed = Fixed(reader(), least + more)
        assert Index(small(danger=fixed), str).rank(sentence).is_alarm is is_alarm


def test_danger_is_learned_without_any_other_problem() -> None:
    danger = learn_danger(WORDS, DANGERS, [], [])
    assert danger.score(DANGERS[0]) > 0


def test_danger_that_the_pack_below_hears_is_heard() -> None:
    below = Index(small(danger=alarm("help")), str)
    above = small({"paid": PHRASES["paid"], "lost": PHRASES["lost"], "_off": []})
    for text, is_alarm in (("help my payment", True), ("my payment", False)):
        assert Index(above, str, below).rank(text).is_alarm is is_alarm
        assert not Index(above, str).rank(text).is_alarm


def test_danger_comes_first_and_nothing_like_it_does_without() -> None:
    heard_in = Index(small(danger=alarm("help")), str)
    first, second, *_rest = heard_in.rank("help my payment failed").matches
    assert (first.guide, first.score, second.guide) == ("lost", 1.0, "paid")
    nothing = Perceptron(reader().reader, packed_names({".": 0}), array("b", [-100]), 0.1)
    quiet = Index(small(danger=Danger(nothing)), str).rank("the lost phone")
    assert quiet.matches[0].guide != "lost"
    scores = {match.guide: match.score for match in quiet.matches}
    others = [score for guide, score in scores.items() if guide != "lost"]
    assert scores["lost"] == pytest.approx(0.9 * max(others), abs=0.001)


@pytest.mark.parametrize(
    ("text", "is_clear"),
    [
        ("lost phone", True),
        # Half of the words are known, and then fewer: so many phrases say “phone” that it is not.
        ("stolen lost zzzz yyyy", True),
        ("stolen lost zzzz yyyy xxxx", False),
        ("lost phone 1234 5678 9012", True),
        # A sixth of the letters is of another writing, and then fewer.
        ("lost phone жж", False),
        ("lost phone ж", True),
        # Two guides are about as near.
        ("refund lost", False),
        ("payment stolen", False),
    ],
)
def test_a_guide_claims_only_what_is_said_in_words_it_knows(text: str, is_clear: bool) -> None:
    triage = Index(small(), str).rank(text)
    assert triage.is_clear is is_clear


def test_a_text_without_a_known_word_is_another_subject_unless_it_names_a_wallet() -> None:
    index = Index(small(aliases={"upay": "upay"}), str)
    assert index.rank("qqqq").is_off_topic
    assert not index.rank("upay").is_off_topic
    assert index.rank("upay qqqq").is_off_topic
