"""Texts that could hurt whoever follows them: a number to call, a link, a question for a secret."""

import re
from collections.abc import Iterator

from wallethelp.core.mistakes import Mistake, inside
from wallethelp.core.text import LANGUAGES, Language
from wallethelp.core.texts import Found

_LINK = re.compile(
    r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![a-z0-9.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io|app|hk|sg|my|ph|uk|info|top|xyz|cc|vip)\b(?:/\S*)?",
    re.IGNORECASE | re.ASCII,
)
_PHONE = re.compile(
    r"(?<![\w.])\+?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){4,14}(?![\w%]|\.\d)", re.ASCII
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMOUNT = re.compile(
    r"\s*(?:CNY|USD|HKD|SGD|MYR|PHP|GBP|yuan|元|块|万|characters|字|days?|hours?|minutes?|天|小时|分钟)"
)

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
    link = _LINK.search(text)
    if link is not None:
        return link[0]
    without = _DATE.sub(" ", text)
    for number in _PHONE.finditer(without):
        if not _AMOUNT.match(without, number.end()):
            return number[0]
    return None


def unsafe(found: Found, stated: str) -> Iterator[Mistake]:
    """What is unsafe in a text. A number that is `stated` by a fact of the pack may stand in it."""
    for language in LANGUAGES:
        text = getattr(found.text, language)
        contact = contact_in(text)
        if contact is not None and contact not in stated:
            yield inside("contact-in-text", *found.place, language, name=contact[:60])
            return
        is_question = found.key in _QUESTIONS and not {"request", "letters"} & set(found.place)
        secret = asked_secret(text, language, is_question=is_question)
        if secret is not None:
            yield inside("asks-secret", *found.place, language, name=secret)
            return


def asked_secret(text: str, language: Language, *, is_question: bool) -> str | None:
    """The words of `text` that ask for a password, a code or the like, or say to give it away."""
    for pattern in (_ASKED, _GIVEN) if is_question else (_GIVEN,):
        for match in pattern[language].finditer(text):
            before = _CLAUSE[language].split(text[: match.start()])[-1]
            if not _NOT[language].search(before) and not _NOT[language].search(match[0]):
                return match[0]
    return None
