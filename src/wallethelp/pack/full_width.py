"""Signs of full width, as a Chinese keyboard types them, where YAML only knows those of half width.

In prose they are right. In a name, a key or around a list nobody sees that they are other signs.
"""

import re
from typing import NamedTuple

SIGNS = {
    "，": ", ",
    "、": ", ",
    "：": ": ",
    "；": ";",
    "\u3000": " ",
    "－": "-",
    "＃": "#",
    **dict.fromkeys("［【〔", "["),
    **dict.fromkeys("］】〕", "]"),
    "｛": "{",
    "｝": "}",
    **dict.fromkeys("“”「」『』＂", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **{chr(code + 0xFEE0): chr(code) for code in (*range(0x30, 0x3A), *range(0x41, 0x7B))},
}
"""What to write in place of each: the others from ！ to ～ stand in prose only."""
_ANY = re.compile(f"[{re.escape(''.join(SIGNS))}]")
_KEY = re.compile(r"^\s*(?:- +)?(?P<written>[A-Za-z][\w-]*(?P<sign>[：])(?P<rest>.*))$")
_LIKE_A_KEY = re.compile(
    "^[\u3000 ]*[A-Za-z][A-Za-z_-]* *[：－]|^\u3000|^[“‘「『＂＇]|[”’」』＂＇]$"
)
_AROUND = re.compile(r"^\s*(?:- +|(?:- +)?[\w-]+: +)(?P<written>(?P<sign>[［【｛“‘「『＂＇]).*)$")
_COMMA = re.compile(r"[{,，] *[a-z][\w-]*: [^{}]*?(?P<written>(?P<sign>[，；、]) *(?:zh|en): )")
_MARGIN = re.compile("^ *(?P<written>(?P<sign>\u3000)[\u3000 ]*)")


class FullWidth(NamedTuple):
    """A sign of full width: what is written with it, and how it would be right if that is known."""

    sign: str
    written: str
    right: str | None

    @property
    def names(self) -> dict[str, str]:
        """What a message needs."""
        return {"sign": self.sign, "instead": SIGNS[self.sign].strip() or " ", "name": self.written}


def in_name(written: str) -> FullWidth | None:
    """The first such sign in what should be a name, or several, and the whole of it put right."""
    found = _ANY.search(written)
    return FullWidth(found[0], written, _narrow(written)) if found else None


def in_key(written: str) -> FullWidth | None:
    """Such a sign in what YAML takes for a key: behind the key meant, before it, or as a quote.

    What else is taken for a key is prose that a comma cut in two.
    """
    is_key = _LIKE_A_KEY.search(written) is not None
    return in_name(written) if is_key else None


def before(written: str) -> FullWidth | None:
    """A bracket of full width that a list or a mapping begins with."""
    begins = written[:1] in "［【〔｛" and written[:1] != ""
    return FullWidth(written[0], written, None) if begins else None


def in_margin(line: str) -> FullWidth | None:
    """Spaces of full width before a line."""
    found = _MARGIN.match(line)
    return FullWidth(found["sign"], found["written"], None) if found else None


def in_line(line: str) -> FullWidth | None:
    """Such a sign in a line that could not be read: behind a key, around a value, in the margin."""
    if (spaces := in_margin(line)) is not None:
        return spaces
    if (found := _KEY.match(line)) is not None:
        key = found["written"].removesuffix(found["rest"]).removesuffix(found["sign"])
        right = f"{key}: {found['rest'].lstrip()}".rstrip()
        return FullWidth(found["sign"], found["written"], right)
    if (found := _AROUND.match(line)) is not None:
        return FullWidth(found["sign"], found["written"], None)
    if (found := _COMMA.search(line)) is not None:
        return FullWidth(found["sign"], found["written"], None)
    return None


def _narrow(written: str) -> str:
    """`written` with half-width signs, and one space behind each that needs it."""
    right = _ANY.sub(lambda found: SIGNS[found[0]], written)
    return re.sub(r"([,:]) +", r"\1 ", right).strip()
