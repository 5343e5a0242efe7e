"""Card and identity numbers: cut to their last digits, whole numbers of other things kept."""

import re
from collections.abc import Iterator

from msgspec import Struct

from wallethelp.core.patterns import late
from wallethelp.core.privacy import vocabulary as v
from wallethelp.core.privacy.fold import View
from wallethelp.core.privacy.harmless import ADDRESS, DATE, TIME, UUID
from wallethelp.core.privacy.vocabulary import any_of
from wallethelp.core.tables import tables


class _Long(Struct, frozen=True):
    """A number of 13 to 19 digits as it stands in a text, and its digits alone."""

    start: int
    end: int
    digits: str


_GAP = r"(?: ?[-./_*|:·~,+=\\] ?| )"
_IN_ONE = r"\d{17}[Xx]|\d{13,19}"
_IN_GROUPS = (
    rf"\d{{4}}(?P<a>{_GAP})\d{{4}}(?P=a)\d{{4}}(?P=a)\d{{1,4}}(?:(?P=a)\d{{1,3}})?"  # most cards
    rf"|\d{{4}}(?P<b>{_GAP})\d{{6}}(?P=b)\d{{4,5}}"  # Diners, American Express
    rf"|\d{{6}}{_GAP}\d{{13}}"  # UnionPay
    rf"|\d{{6}}(?P<c>{_GAP})\d{{8}}(?P=c)\d{{3}}[\dXx]"  # identity number
)
_LONG_NUMBER = late(rf"(?<![\d*•])(?<!\d\.)(?:{_IN_GROUPS}|{_IN_ONE})(?!\d|\.\d)")
# Any signs between the digits: then only a check digit tells a number from a row of others.
_CHAIN = late(
    r"(?<![\d*•A-Za-z_])\d+(?:[^\w\n※]{1,3}\d+){1,40}(?:[^\w\n]{0,3}[Xx])?(?![\dA-Za-z_])"
)
_APART = late(rf"(?<!\d)(?:{DATE}|{TIME})(?!\d)")
_NAME = late(rf"{UUID}|{ADDRESS}")
_BEFORE_GLUED = late(r"[A-Za-z0-9_]-?$")
_AFTER_GLUED = late(r"-?[A-Za-z0-9_]")
_CARD_WORD = late(
    r"(?<![A-Za-z])(?:card|visa|mastercard|master|amex|unionpay|jcb|discover|diners|maestro|pan"
    r"|id)-?$",
    re.IGNORECASE,
)
_HOLDERS = "账号 账户 用户 证件 证号 id account acct no. num unit user".split()  # noqa: SIM905
_REFERENCES = [word for word in (*v.THINGS, *v.ENGLISH_THINGS) if word not in _HOLDERS]
_IS = r"\s?(?:号码?|id|no\.?|number)?\s?(?:是|为|is|was|of)?\s?[:#]?\s?$"
IS_REFERENCE = late(
    rf"(?:{any_of(_REFERENCES, ['imei', 'payment id', 'case'])}){_IS}", re.IGNORECASE
)
_AMOUNT = [
    word
    for word in v.AMOUNTS
    if word not in ("卡", "打", "刷", "提", "单", "取", "存", "盗刷", "费")
]
IS_AMOUNT = late(
    rf"(?:{any_of(_AMOUNT)}(?:了|掉了?|走了?)?\s?(?:是|为|is|was|of)?\s?[:]?\s?|[¥￥$€£₹₱฿₫₩]\s?"
    rf"|(?<![A-Za-z])(?:{'|'.join(w for w in v.CURRENCIES if w.isascii())})\s?)$",
    re.IGNORECASE,
)
IN_UNITS = late(rf"\s?(?:{any_of(v.CURRENCIES)}|万|千|wei\b|sat|gas\b)|\.\d", re.IGNORECASE)
_NETWORK = late(
    # Visa; Mastercard, Maestro; American Express, Diners, JCB; Discover, UnionPay, Maestro, RuPay;
    # Mastercard and Mir; UnionPay and RuPay; Troy and cards of Chinese banks; UATP.
    r"4\d{12}(?:\d{3}){0,2}|5\d{12,18}|3\d{13,18}|6\d{12,18}|2[2-7]\d{14}|8[12]\d{14,17}"
    r"|9\d{15,18}|1\d{14}"
)
_BIRTHDAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = late(rf"[1-8]\d{{5}}{_BIRTHDAY}\d{{3}}[\dX]")
# A time without separators: 20261120143025.
_COMPACT_TIME = late(rf"{_BIRTHDAY}(?:[01]\d|2[0-3])[0-5]\d[0-5]\d")


def cut_numbers(text: str) -> str:
    """`text` with card and identity numbers cut to their last four characters.

    Luhn is not asked for: some UnionPay cards fail it. An amount, and a number called an order or
    block number, stays whole, unless it is a card's by Luhn and its first digits.
    """
    while found := list(_to_cut(view := View(text))):
        text = view.put((one.start, one.end, f"****{one.digits[-4:]}") for one in found)
    return text


def holds_card_like(text: str) -> bool:
    """Whether a number in `text` may be a card's or an identity number."""
    return any(map(_is_doubtful, _long_numbers(View(text).folded)))


def _to_cut(view: View) -> Iterator[_Long]:
    for number in _long_numbers(view.folded):
        if not _is_something_else(number, view.folded):
            yield number


def _long_numbers(text: str) -> Iterator[_Long]:
    """What may be card and identity numbers, from left to right."""
    if not re.search(r"\d{4}|(?:\d{1,3}\D{1,3}){5}\d", text):
        return
    others = [match.span() for match in _NAME.finditer(text)]
    found = [_of_match(match) for match in _LONG_NUMBER.finditer(text)]
    # A date or a time is none of its groups.
    apart = _APART.sub(lambda match: "※" * len(match[0]), text)
    found += [number for match in _CHAIN.finditer(apart) for number in _in_chain(match)]
    end = 0
    for number in sorted(found, key=lambda number: (number.start, -number.end)):
        in_name = any(start <= number.start < stop for start, stop in others)
        if number.start < end or in_name or not _stands_alone(number, text):
            continue
        # Groups of four that begin like no card are amounts or years: 1000 2000 3000 4000.
        is_grouped = number.end - number.start > len(number.digits)
        is_one = _NETWORK.fullmatch(number.digits) or _IDENTITY.fullmatch(number.digits.upper())
        if not is_grouped or is_one:
            yield number
            end = number.end


def _of_match(match: re.Match[str]) -> _Long:
    digits = re.sub(r"[^\dXx]", "", match[0])
    groups = re.findall(r"[\dXx]+", match[0])
    may_be_longer = digits.startswith("62")  # UnionPay: 16 to 19 digits, not all pass Luhn
    if (
        len(groups) == 5
        and not may_be_longer
        and not is_card("".join(groups))
        and is_card("".join(groups[:4]))
    ):
        # A card of four groups, and another number after it.
        stop = match.start() + match[0].rindex(groups[4])
        shorter = match.string[match.start() : stop].rstrip(" -./_*|:·~,+=\\")
        return _Long(match.start(), match.start() + len(shorter), digits[: -len(groups[4])])
    return _Long(match.start(), match.end(), digits)


def _in_chain(chain: re.Match[str]) -> Iterator[_Long]:
    """Cards and identity numbers in groups of any size: 4 1 1 1 …, or 601 1 1 1  1 1 1 1 …"""
    groups = list(re.finditer(r"\d+|[Xx]$", chain[0]))
    sizes = [len(group[0]) for group in groups]
    at = 0
    while at < len(groups):
        digits, best = "", at
        for last in range(at, min(at + 19, len(groups))):
            digits += groups[last][0]
            if len(digits) > 19:
                break
            if len(digits) >= 13 and _is_in_groups(digits, sizes[at : last + 1]):
                best = last
        if best > at:
            value = "".join(group[0] for group in groups[at : best + 1])
            start = chain.start()
            yield _Long(start + groups[at].start(), start + groups[best].end(), value)
        at = best + 1


def _is_in_groups(digits: str, sizes: list[int]) -> bool:
    if _IDENTITY.fullmatch(digits.upper()) and is_identity_number(digits):
        return True
    # Two or three groups of several sizes are rather amounts; many small ones are no amounts.
    is_even = len(set(sizes[:-1])) == 1 and sizes[-1] <= sizes[0]
    is_whole = len(set(sizes)) == 1 or len(digits) == 19
    if is_even and is_whole and 1 < max(sizes) <= 4 and _is_unionpay(digits):
        return True
    return (is_even or min(sizes) >= 3 or len(sizes) >= 6) and is_card(digits)


def _stands_alone(number: _Long, text: str) -> bool:
    """Whether it is no part of a longer name, as in TX-2026112000012345."""
    before = text[max(0, number.start - 16) : number.start]
    if _BEFORE_GLUED.search(before) and not _CARD_WORD.search(before):
        return False
    return _AFTER_GLUED.match(text, number.end) is None or is_card(number.digits)


def _is_something_else(number: _Long, text: str) -> bool:
    if _COMPACT_TIME.fullmatch(text, number.start, number.end):
        return True
    if is_card(number.digits):
        return False
    before = text[max(0, number.start - 24) : number.start]
    return (
        IS_REFERENCE.search(before) is not None
        or IS_AMOUNT.search(before) is not None
        or IN_UNITS.match(text, number.end) is not None
    )


def is_card(digits: str) -> bool:
    """Whether the digits are a card's by their first ones and the Luhn check."""
    return _NETWORK.fullmatch(digits) is not None and tables().passes_luhn(digits)


def is_identity_number(digits: str) -> bool:
    """Whether it is a mainland identity number, of today or of old."""
    return len(digits) in (15, 18) and tables().is_resident_number(digits)


def _is_unionpay(digits: str) -> bool:
    """By the first digits: not all of these cards pass Luhn."""
    return digits.startswith("62") and 16 <= len(digits) <= 19


def _is_doubtful(number: _Long) -> bool:
    digits = number.digits
    return _is_unionpay(digits) or is_card(digits) or is_identity_number(digits)
