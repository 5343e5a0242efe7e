"""How much a pack or a file may ask of whoever opens it: every limit, and why it is as it is.

Packs and answers come from anybody. What is beyond a limit is a mistake like any other, with its
place; so whatever is opened, a command ends about as fast as it would have with a sound pack. The
largest file of the shipped pack has 60 KB, 2,100 values, 130 steps, and texts of 500 characters.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

MAX_BYTES = 400_000
"""Of one file. PyYAML's parser in Python, which decides on what is broken, reads so much in less
than a second; nobody keeps in mind what a guide of 6,000 lines does.
"""
MAX_DEPTH = 40
"""Values in values. Reading and checking recurse, and Python ends that at some hundreds."""
MAX_VALUES = 20_000
"""Of one file: ten times what the largest has. Each is an object, and has a place that is kept."""
MAX_TEXT = 4_000
"""Characters of one text: eight times the longest. Wrapping and checking wording look at each."""
MAX_COMPARISONS = 2_000
"""In one condition with those it names put in, and in all that are put into one guide: as many as
the largest guide has values. A name is short, and two of them in each double with every line.
"""
MAX_FILES = 5_000
"""In one folder of a pack. Each is opened and checked: some milliseconds for a guide."""
MAX_ENTRIES = 50_000
"""In one folder, whatever they are: so many are listed in some hundredths of a second."""
MAX_MISTAKES = 100
"""Told of one file. Each is looked up, worded and printed; nobody mends more at a time."""
MAX_MISTAKES_OF_PACK = 1_000
"""Told of a pack: with more, the files not read yet stay so, and nothing of it is used."""
MAX_WASTED = 40_000
"""Values in files with mistakes of one pack, before reading it is given up in the same way: those
of thirty guides. Sound files have no such limit: what is used may take its time.
"""
BYTES_OF_A_VALUE = 10
"""A file that cannot be read counts by its size: the parser in Python takes as long for so much as
everything takes for a value.
"""
MAX_NAME = 60
"""Characters of a name, or of whatever stands where one belongs, that a message repeats. An id has
40, a fact's id 60. Wrapping a word takes time for every character of it.
"""
MAX_GUESSES = 200
"""Names that are compared letter by letter with one that is unknown. Where more are alike, none of
them was surely meant.
"""
MAX_LOOKED_AHEAD = 2_000
"""Steps, and states of a session at them, that are looked through to say how many questions can
still come. Their number can double with every detail that only some ways ask for.
"""


def short(text: object) -> str:
    """`text` as a message may repeat it: as long as a name can be, with a mark where it was cut."""
    written = str(text)
    return written if len(written) <= MAX_NAME else f"{written[: MAX_NAME - 1]}…"


def ring_of(names: Sequence[str], most: int = 20) -> str:
    """A circle as a message shows it: nobody reads one of a thousand names."""
    begin, *others = names
    return " → ".join([begin, *(["…"] if len(others) > most else []), *others[-most:]])


def few(names: Iterable[str], most: int = 12) -> str:
    """The first of `names` as a message lists them."""
    return ", ".join(map(short, islice(names, most)))
