"""Phone numbers and e-mail addresses in free text: masked where it is sure that they are."""

import re
from collections.abc import Iterator
from functools import lru_cache

from wallethelp.core.patterns import late
from wallethelp.core.privacy import vocabulary as v
from wallethelp.core.privacy.fold import View
from wallethelp.core.privacy.harmless import DATE, DECIMALS, TIME, UUID
from wallethelp.core.privacy.numbers import IN_UNITS, IS_AMOUNT, IS_REFERENCE
from wallethelp.core.privacy.vocabulary import any_of
from wallethelp.core.tables import tables

MASK = "•••"

_EMAIL = late(
    r"(?:(?<![A-Za-z0-9._%+'-])[A-Za-z0-9._%+'-]{1,64}|[^\W_A-Za-z0-9]{1,32})"
    r"(?:@|\s?[\[(](?:at|@)[\])]\s?)"
    r"[A-Za-z0-9-]{1,63}(?:(?:\.|\s?[\[(](?:dot|\.)[\])]\s?)[A-Za-z0-9-]{1,63}){1,6}",
    re.IGNORECASE,
)
_OTHER = late(rf"{UUID}|(?<!\d)(?:{DATE}(?:[T ]?{TIME})?|{TIME})|0x[0-9a-fA-F]+")
_AMOUNT = late(rf"(?<![\d.])(?:{DECIMALS})")
# Mobile numbers of the mainland; with the country; fixed lines, 400, Taiwan; Hong Kong, Macau and
# Taiwan with their country; North America with its signs.
_SHAPE = late(
    r"(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r"|(?:\(0\d{1,3}\) ?|0\d{1,3}-)\d{3,4}[ -]?\d{4}|0\d{2,3} \d{4} \d{4}"
    r"|[48]00-\d{3,4}-?\d{3,4}|09\d\d[ -]\d{3}[ -]\d{3}|(?:85[23]|886)[ -]\d{4}[ -]?\d{4}"
    r"|(?:1-)?\d{3}(?:-\d{3}-|\.\d{3}\.)\d{4}|(?:1 )?\(\d{3}\) ?\d{3}[ .-]\d{4}"
)
_FOUND = late(rf"(?<![\w.*•/-])(?<!\w\+)(?:{_SHAPE.pattern})(?![\w*•/-]|\.\d)", re.ASCII)
_CALL = (
    rf"{any_of(v.CONTACT)}(?:号码?| no\.?| number)?"
    r"\s?(?:me |us )?(?:on|at|是|为|is|with)?\s?[:.]?\s?"
)
_CALLED = late(rf"{_CALL}(?P<number>\+?\(?\d[\d ()-]{{5,16}}\d)(?![\w-]|\.\d)", re.IGNORECASE)
_IS_CALLED = late(rf"{_CALL}$", re.IGNORECASE)


@lru_cache(maxsize=256)  # The same text stands in several places of a case.
def mask_contacts(text: str) -> str:
    """`text` with the phone numbers and e-mail addresses in it masked; everything else stays."""
    view = View(text)
    spans = sorted(
        {match.span() for match in _EMAIL.finditer(view.folded)} | set(_phones(view.folded))
    )
    changes, end = [], 0
    for start, stop in spans:
        if start >= end:
            changes.append((start, stop, MASK))
            end = stop
    # What was glued to a number can only be seen without it.
    return mask_contacts(view.put(changes)) if changes else text


def _phones(text: str) -> Iterator[tuple[int, int]]:
    if not re.search(r"\d{7}|\d{2,4}[ .)-]{1,2}\d{3}", text):
        return
    others = [match.span() for match in _OTHER.finditer(text)]
    amounts = [match.span() for match in _AMOUNT.finditer(text)]
    found = {match.span() for match in _FOUND.finditer(text)}
    found |= {
        match.span("number") for match in _CALLED.finditer(text) if _may_be_local(match["number"])
    }
    for start, stop in tables().phone_numbers(text):
        raw = text[start:stop]
        is_called = _IS_CALLED.search(text[max(0, start - 24) : start])
        if raw.startswith("+") or _SHAPE.fullmatch(raw) or is_called:
            found.add((start, stop))
    for start, stop in sorted(found, key=lambda span: (span[0], -span[1])):
        is_amount = any(first < stop and start < last for first, last in amounts) and not re.search(
            r"[-.]\d{3}[-.]", text[start:stop]
        )
        is_other = any(first < stop and start < last for first, last in others)
        before = text[max(0, start - 24) : start]
        if not (is_amount or is_other or IS_REFERENCE.search(before)) and not (
            IS_AMOUNT.search(before) or IN_UNITS.match(text, stop)
        ):
            yield start, stop


def _may_be_local(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return 7 <= len(digits) <= 15 and not digits.startswith("0000")
