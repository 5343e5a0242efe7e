"""Texts that could hurt whoever follows them: a number to call, a link, a question for a secret."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from msgspec import Struct

from wallethelp.core.mistakes import Mistake, inside
from wallethelp.core.model import Contact, Fact
from wallethelp.core.text import LANGUAGES, Language
from wallethelp.core.texts import Found

_LINK = re.compile(r"[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+", re.IGNORECASE | re.ASCII)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_DOTTED = re.compile(
    r"(?<![\w.@-])(?P<name>(?:[a-z0-9-]+\.)+[a-z]{2,})\b(?:/\S*)?", re.IGNORECASE | re.ASCII
)
_FILE = re.compile(
    r"apk|csv|docx?|eml|exe|gif|heic|html?|ics|jpe?g|js|json|md|mov|mp4|pdf|png|svg|toml|txt|webp"
    r"|xlsx?|ya?ml|zip",
    re.IGNORECASE,
)
"""What a name with a dot ends in that is a file rather than a site."""
_AFTER_DIGITS = re.compile("cc|cn|com|hk|info|io|net|org|top|vip|xyz", re.IGNORECASE)
"""What a name of digits alone ends in that is a site."""
_BETWEEN = r"[ \t\-.·•‧・/|~_()\[\]‐‒–—―−]{0,3}"
"""What people set between the digits of a number."""
_NUMBER = re.compile(
    rf"(?<!\w)(?<!\d\.)\+?(?:\(\d{{1,4}}\){_BETWEEN})?\d(?:{_BETWEEN}\d){{4,14}}(?![\w%])", re.ASCII
)
_DIGITS = re.compile(r"\d+", re.ASCII)
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?P<sign>[-/.])(?:0?[1-9]|1[0-2])(?P=sign)[0-3]?\d(?!\d)", re.ASCII
)
_DECIMAL = re.compile(r"\d{1,5}\.\d{1,2}|0\.\d+", re.ASCII)
_MONEY = re.compile(r"\s*(?:CNY|USD|HKD|SGD|MYR|PHP|GBP|yuan|元|块|万)")
_COUNTED = re.compile(r"\s*(?:characters|字|days?|hours?|minutes?|天|小时|分钟)")
_RANGE = re.compile(r"[1-9]\d{0,4}\s*[-~–—]\s*[1-9]\d{0,4}", re.ASCII)
_SHORT = 5
"""Digits of a number that only a state or an operator gives out, and of most amounts."""

_WANTED_EN = (
    r"(?:passwords?|passcode|PIN|CVV|CVC|security code|private key|secret words"
    r"|(?:one-time|verification|sms|text|payment|login) (?:code|password)"
    r"|(?:recovery|seed) (?:phrase|words)|(?:full|whole) card number)\b"
)
_WANTED_ZH = r"(?:密码|验证码|动态码|校验码|安全码|助记词|私钥|恢复短语|完整卡号|CVV|CVC|PIN)"
_ASKED = {
    "en": re.compile(
        rf"(?:what(?:'s| is| was)|which is|enter|type|write(?: down)?|fill in|give|tell)\b"
        rf"[^.;:!?]{{0,30}}\b{_WANTED_EN}",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        rf"(?:输入|填写|填入|写下|告诉我们?|提供)[^。；：！？，]{{0,10}}{_WANTED_ZH}"
        rf"|{_WANTED_ZH}[^。；：！，]{{0,4}}(?:是多少|是什么|是哪)"
    ),
}
"""How a question asks for a secret."""
_GIVEN = {
    "en": re.compile(
        rf"\b(?:tell|give|send|read out|share|say)\b(?! (?:them|him|her|anyone|anybody|no))"
        rf"[^.;:!?,]{{0,40}}\b(?:your|the|<your>) [^.;:!?,]{{0,20}}?{_WANTED_EN}",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        rf"(?:把|将)[^。；：！？，]{{0,8}}{_WANTED_ZH}[^。；：！？，]{{0,6}}(?:告诉|发给|报给|念给|提供给)"
        rf"|(?:告诉|发给|报给|念给|提供给)(?:客服|对方|我们|工作人员)[^。；：！？，了过]{{0,8}}{_WANTED_ZH}"
    ),
}
"""How a text tells somebody to give a secret away."""
_NOT = {
    "en": re.compile(
        r"\b(?:never|not|no|where|how|change|reset|nobody|without|who|whoever|if|asks?|asked|wants?|did|has|have|if)\b|n't",
        re.IGNORECASE,
    ),
    "zh": re.compile("不|别|勿|没|谁|绝|如果|要是|有人|是否|过|了|哪|怎|如何|改"),
}
_CLAUSE = {"en": re.compile(r"[.;:!?\n]"), "zh": re.compile("[。；：！？，\n]")}
_QUESTIONS = ("ask", "ask_many", "label", "find", "missing")


def contact_in(text: str) -> str | None:
    """The first phone number, link or address in `text`; no date, amount or short number."""
    plain = _plain(text)
    return _link_in(plain) or next(_numbers_in(plain), None)


def contact_in_fact(claim: str) -> str | None:
    """The same in what a fact says, which may state the short numbers of states and operators."""
    plain = _plain(claim)
    long = (number for number in _numbers_in(plain) if _digits(number) > _SHORT)
    return _link_in(plain) or next(long, None)


def contact_in_source(source: str) -> str | None:
    """The first phone number or e-mail address in a source. Links are how a page is named."""
    plain = _plain(source)
    address = _ADDRESS.search(plain)
    if address is not None:
        return address[0]
    return next(_numbers_in(_DOTTED.sub(" ", _LINK.sub(" ", plain))), None)


def unsafe(found: Found, stated: str) -> Iterator[Mistake]:
    """What is unsafe in a text. A number that is `stated` by a fact of the pack may stand in it."""
    for language in LANGUAGES:
        text = getattr(found.text, language)
        contact = contact_in(text)
        if contact is not None and not _is_stated(contact, _plain(stated)):
            yield inside("contact-in-text", *found.place, language, name=contact[:60])
            return
        is_question = found.key in _QUESTIONS and not {"request", "letters"} & set(found.place)
        secret = asked_secret(text, language, is_question=is_question)
        if secret is not None:
            yield inside("asks-secret", *found.place, language, name=secret)
            return


def unsafe_fact(found: Found) -> Iterator[Mistake]:
    """What is unsafe in the text of a fact: nothing else vouches for a number in it."""
    for language in LANGUAGES:
        contact = contact_in_fact(getattr(found.text, language))
        if contact is not None:
            yield inside("contact-in-text", *found.place, language, name=contact[:60])
            return


def unsafe_source(part: Struct) -> Iterator[Mistake]:
    """What is unsafe in the source of a fact or of a contact; nothing in any other part."""
    if isinstance(part, Fact | Contact):
        contact = contact_in_source(part.source)
        if contact is not None:
            yield inside("contact-in-text", "source", name=contact[:60])


def _plain(text: str) -> str:
    """`text` with the signs of full width, and spaces of all kinds, as plain ones."""
    return normalize("NFKC", text)


def _link_in(plain: str) -> str | None:
    for pattern in (_LINK, _ADDRESS):
        if (found := pattern.search(plain)) is not None:
            return found[0]
    return next((one[0] for one in _DOTTED.finditer(plain) if _is_site(one["name"])), None)


def _is_site(name: str) -> bool:
    """Whether `name` is no file, and no end of a sentence with the next word close to it."""
    before, _dot, ending = name.rpartition(".")
    if before.replace(".", "").isdigit():
        return _AFTER_DIGITS.fullmatch(ending) is not None
    return (ending.islower() or name.isupper()) and not _FILE.fullmatch(ending)


def _numbers_in(plain: str) -> Iterator[str]:
    without = _DATE.sub(" ", plain)
    for found in _NUMBER.finditer(without):
        number = found[0]
        if not _DECIMAL.fullmatch(number) and not _is_amount(number, without, found.end()):
            yield number


def _is_amount(number: str, text: str, end: int) -> bool:
    """Whether a unit follows `number`; nobody counts as far as a phone number goes."""
    is_money = _MONEY.match(text, end) is not None
    if _digits(number) <= _SHORT:
        return is_money or _COUNTED.match(text, end) is not None
    return is_money and _RANGE.fullmatch(number) is not None


def _digits(number: str) -> int:
    return sum(map(len, _DIGITS.findall(number)))


def _is_stated(contact: str, stated: str) -> bool:
    """Whether the facts state a contact, or each of the numbers that stand in one row."""
    runs = _DIGITS.findall(contact)
    are_numbers = not re.search("[^\\W\\d_]", contact) and min(map(len, runs), default=0) > 2
    return contact in stated or (are_numbers and set(runs) <= set(_DIGITS.findall(stated)))


def asked_secret(text: str, language: Language, *, is_question: bool) -> str | None:
    """The words of `text` that ask for a password, a code or the like, or say to give it away."""
    for pattern in (_ASKED, _GIVEN) if is_question else (_GIVEN,):
        for match in pattern[language].finditer(text):
            before = _CLAUSE[language].split(text[: match.start()])[-1]
            if not _NOT[language].search(before) and not _NOT[language].search(match[0]):
                return match[0]
    return None
