"""What numbers say of themselves, or the words around them: each row takes one kind out.

Secrets are looked for in what is left, so that no rule of theirs needs to know a date or an amount.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from wallethelp.core.privacy import vocabulary as v
from wallethelp.core.privacy.rules import DIGIT, Pattern, pattern
from wallethelp.core.privacy.vocabulary import any_of

OUT = "※"
"""Stands where something was taken out."""


class Harmless(Struct, frozen=True, kw_only=True):
    """One kind of harmless number: the group `value` of `pattern`, or all of it, is taken out.

    What `needs_digit` takes nothing out of a text without one, nor what `needs` a word out of one
    without that, and is not compiled for it.
    """

    name: str
    pattern: Pattern
    needs_digit: bool = False
    needs: str = ""
    examples: tuple[str, ...]

    def out_of(self, text: str) -> str:
        """`text` without what this row explains."""
        if self.needs_digit and DIGIT.compiled.search(text) is None:
            return text
        if self.needs not in text.lower():
            return text
        if "value" not in self.pattern.compiled.groupindex:
            return self.pattern.compiled.sub(OUT, text)
        return self.pattern.compiled.sub(self._without_value, text)

    def _without_value(self, match: re.Match[str]) -> str:
        if match["value"] is None:
            return OUT
        start = match.start("value") - match.start()
        end = match.end("value") - match.start()
        return f"{match[0][:start]}{OUT}{match[0][end:]}"


def without(rows: Iterable[Harmless], text: str) -> str:
    """`text` with everything taken out that the rows explain, in their order."""
    for row in rows:
        text = row.out_of(text)
    return text


# --- what a number is by its own form -------------------------------------------------------------

DATE = (
    r"(?:(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:19|20)\d\d(?!\d))"
)
TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)"
DECIMALS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+\.\d+(?:\.\d+)*"
_IS = (
    r"\s?(?:是|为|号?写着|填写?的?是?|写的?是?|(?:要不?要?|不用)?加|is|was|are|of|me|us|to|shows?"
    r"|显示|只剩|变成|[:=#\"(\[])?\s?[:#\"(]?\s?"
)
_NAME = r"[A-Za-z0-9_@.+-]{0,40}\d[A-Za-z0-9_@.+-]{0,40}"
_NO_CODE = "|".join(word.replace(" ", "[ _-]?") for word in v.NO_CODE)
UUID = r"(?<![0-9a-fA-F-])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9a-fA-F-])"
ADDRESS = r"https?://[!-\"$->@-~]{1,2000}"
"""Up to what is asked of it: there codes and passwords stand."""

BY_FORM = (
    Harmless(
        name="address",
        pattern=pattern(ADDRESS),
        examples=("https://example.com/orders/48291365",),
    ),
    Harmless(
        name="uuid", pattern=pattern(UUID), examples=("12345678-1234-1234-1234-123456789012",)
    ),
    Harmless(
        name="international phone",
        pattern=pattern(
            r"\+\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?(?:\d{6,12}(?!\d)|\d{1,5}(?:[ -]\d{2,7}){1,4}"
            r"(?!\d))"
        ),
        needs_digit=True,
        examples=("+852 9123 4567",),
    ),
    Harmless(
        name="date, time, decimals, phone, long number",
        pattern=pattern(
            rf"(?<!\d)(?:{DATE}(?:[T ]?{TIME})?|{TIME}|{DECIMALS}"
            # Phone numbers of at least nine digits: abroad, mobile, fixed line, 400, Taiwan, US.
            r"|00\d{1,3}[ -]?\d{6,12}(?!\d)|1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
            r"|\(?0\d{2,3}[) -]{1,2}\d{4}[ -]?\d{3,4}(?!\d)|[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)"
            r"|09\d\d[ -]?\d{3}[ -]?\d{3}(?!\d)|\d{3}[) .-]{1,2}\d{3}[ .-]\d{4}(?!\d)"
            r"|0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}(?!\d)"
            # Long numbers, and tickets numbered by the year.
            r"|(?<![A-Za-z])\d{9,}(?![A-Za-z])|20\d\d-\d{3,6}(?![\d-]))"
        ),
        needs_digit=True,
        examples=("2026-11-20 14:30", "1,234.50", "192.168.0.1", "(415) 555-2671", "2026-0042"),
    ),
    Harmless(
        name="code of something else",
        pattern=pattern(
            rf"(?<![A-Za-z])(?:{_NO_CODE})s?[ :,(_-]{{0,3}}"
            rf"(?P<value>codes?(?![A-Za-z])(?:(?: no\.?| number)?{_IS}{_NAME})?)"
        ),
        needs="code",
        examples=("error code: 3011", "errcode=40163", "zip code 94107"),
    ),
    Harmless(
        name="code of a failure",
        # One-time codes mostly have six digits.
        pattern=pattern(
            rf"{any_of(v.FAILS)}[\s,:;(]{{0,3}}(?:(?:with|an?|the) ){{0,2}}"
            rf"(?P<value>code{_IS}\d{{1,5}}(?![\d-]))"
            r"|(?<![A-Za-z])code[\s\"':=(]{0,4}(?:(?:-\d{1,5}|4001|4902)(?![\d-])"
            r"|\d{1,5}(?=[\s,\"']{1,4}(?:(?:err)?msg|message|data)))"
        ),
        needs_digit=True,
        examples=("payment failed, code 3011", "code -32000", '"code":3011,"msg"'),
    ),
    Harmless(
        name="masked number",
        pattern=pattern(r"(?<![*•\d])(?:\d{0,6}[*•]{2,}|[*•])\d{1,4}(?!\d)"),
        needs_digit=True,
        examples=("****1234",),
    ),
)

# --- what a number is by the words around it ------------------------------------------------------

_PLAIN = r"-?(?:\d{1,3}(?: \d{3})+|\d{1,8})(?![\d:])"
_NUMBER = rf"(?P<value>{_PLAIN})"
_AND = (
    r"和|与|、|及|或|到|至|加|再|又|同|跟|然后|变成|现在|and(?: then)?|then|now|or|to"
    r"|(?:instead )?of|from|by|[&+→]|->"
)
_LIST = rf"(?P<value>{_PLAIN}(?:(?:[,/;]?\s?(?:{_AND})\s?|[,/;]\s?|\s)\d{{1,5}}(?![\d:.-]))*)"
"""An amount and more of them; a number of six digits after it may be a code."""
_MONEY = rf"(?:[¥￥$€£₹₱฿₫₩]|(?<![A-Za-z])(?:{'|'.join(w for w in v.CURRENCIES if w.isascii())}))"

_BESIDE = Harmless(
    name="number beside an explained one",
    pattern=pattern(rf"{OUT}\s?(?:元|块)?(?P<value>(?:\s?(?:{_AND})\s?(?:{_PLAIN})(?!-))+)"),
    needs_digit=True,
    examples=(f"{OUT}和1388",),
)

BY_WORDS = (
    Harmless(
        name="e-mail",
        pattern=pattern(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"),
        examples=("zhang1990@example.com",),
    ),
    Harmless(
        name="product and version",
        pattern=pattern(rf"(?<![A-Za-z])(?:{'|'.join(v.PRODUCTS)})[ -]?v?\d{{1,5}}[a-z+]{{0,3}}\b"),
        needs_digit=True,
        examples=("iPhone15", "Android 14", "ERC20", "Mate60"),
    ),
    Harmless(
        name="error",
        pattern=pattern(
            r"(?<![A-Za-z0-9])(?:e|err(?:or)?|http|ora|status|code e)[_-]?\d{1,6}\b"
            r"|失败[\s:(\[]{0,2}\d{1,5}(?!\d)"
            r"|(?<![A-Za-z0-9.,*•※-])-?\d{1,5}(?=\]\s?\S{0,4}失败|\]?\s?(?:的?错误?|系统|异常"
            r"|繁忙)|(?: internal)? errors?(?![a-z]))"
        ),
        needs_digit=True,
        examples=("E-1024", "ERR_10043"),
    ),
    Harmless(
        name="address of a coin",
        pattern=pattern(
            r"(?<![A-Za-z0-9])(?:0x[0-9a-f]{4,63}|T[1-9A-HJ-NP-Za-km-z]{33}"
            r"|[13][1-9A-HJ-NP-Za-km-z]{25,34}"
            r"|bc1[02-9ac-hj-np-z]{30,80})(?![A-Za-z0-9])"
        ),
        examples=("TXhY8kqBvzqfV2a1NbeHvrCYVXgzkmYbpE",),
    ),
    Harmless(
        name="numbered thing",
        pattern=pattern(
            rf"(?:(?<!密码/)(?<!密码和)(?<!word/)"
            rf"(?:{any_of(v.THINGS, v.ENGLISH_THINGS, v.NO_CODE)}|"
            rf"(?<![A-Za-z])(?<!in )case)"
            rf"\s?(?:号码?|码|id|no\.?|number|num|代[码号]|信息)?{_IS}|(?<![A-Za-z])#\s?)(?P<value>{_NAME})"
        ),
        needs_digit=True,
        examples=("订单号 TX20261120", "ticket 482913", "账号 zhang1990", "#482913", "尾号是8888"),
    ),
    Harmless(
        name="money",
        pattern=pattern(rf"{_MONEY}\s?{_NUMBER}"),
        needs_digit=True,
        examples=("HKD 1288",),
    ),
    Harmless(
        name="unit or currency after",
        pattern=pattern(
            r"(?<![A-Za-z0-9*•※-])(?<!\d[.,])(?P<value>-?\d{1,3}(?: \d{3})+|-?\d{1,8})"
            rf"(?=[多来几余]?(?:{v.UNIT}|\s?(?:{any_of(v.CURRENCIES)}|u(?![A-Za-z])))"
            r"|\s?(?:元|块|万|千|分(?![享别给])|点(?![击开])|号(?!码|就?是)|日(?!期)|[kw]"
            r"(?![A-Za-z0-9])|¥|\$"
            r"|h\b|不见|没了|开头|打头|消失| (?:called|rang|texted|calls)\b|被[转扣盗刷]"
            r"|(?:未|没有?)(?:能)?(?:到账|退|入账)|的?(?:充值|订单|转账|退款|提现|手续费|红包)"
            r"|扣[了款]|转错|重复| instead| (?:was|were) (?:charged|deducted|debited|refunded"
            r"|paid))|左右|上下"
            r"|[\"']?\s?(?:这个|是|就是|is|was)\s?(?:我的|我|the|my|our)?\s?"
            r"(?:订单|交易[号单]|工单|单号|流水|案件|编号|客服|(?:order|ticket|case|reference"
            r"|transaction|account|tracking)(?: number| id| no))"
            r"| (?-i:(?:[A-Z][a-z]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr"
            r"|Blvd))(?![a-z]))"
        ),
        needs_digit=True,
        examples=("1203室", "5000 baht", "3600 秒", "482913 是订单号", "1234 Some Street"),
    ),
    Harmless(
        name="amount",
        pattern=pattern(
            rf"{any_of(v.AMOUNTS)}(?:了我?|咗|不了|不出|掉了?|走了?|只剩|给我|到|从|原来|现在)?{_IS}{_LIST}"
        ),
        needs_digit=True,
        examples=("充值1288", "I paid 1288", "余额显示 1288", "转了 4999 4999 和 4999"),
    ),
    Harmless(
        name="number to call",
        pattern=pattern(
            # Codes mostly have four or six digits, numbers to call have not.
            rf"{any_of(v.PHONES)}\s?(?:号码?|no\.?|number)?{_IS}(?P<value>\d{{3}}|\d{{5}}"
            rf"|\d{{7,8}}|\d{{4}}[ -]\d{{4}})(?!\d)"
        ),
        needs_digit=True,
        examples=("拨打95588", "phone 62345678"),
    ),
    Harmless(
        name="sender of a message",
        pattern=pattern(
            r"(?:from|by|来自)\s?(?P<value>\d{5})(?!\d)|(?<!\d)(?:106\d{2,5}|95\d{3}|1[02]\d{3})"
            r"(?=\s?(?:发来|发的|打来|来电|的短信))"
        ),
        needs_digit=True,
        examples=("SMS from 10086", "10690 发来"),
    ),
    Harmless(
        name="postcode of a state",
        pattern=pattern(r"(?<![A-Za-z])[A-Z]{2} (?P<value>\d{5})(?!\d)", case=True),
        needs_digit=True,
        examples=("Springfield, IL 62704",),
    ),
    Harmless(
        name="day without separators",
        pattern=pattern(r"(?<!\d)20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"),
        needs_digit=True,
        examples=("20261120",),
    ),
    Harmless(
        name="year",
        pattern=pattern(r"(?<![A-Za-z0-9_.-])(?:19|20)\d\d(?![A-Za-z0-9_-]|\.\d)"),
        needs_digit=True,
        examples=("During 1980", "since 2019"),
    ),
    Harmless(
        name="time without a colon",
        pattern=pattern(
            r"(?<![A-Za-z])(?:at|by|around|before|after|until) (?P<value>(?:[01]\d|2[0-3])[0-5]\d)"
            r"(?= (?:this|on|today|yesterday|hours|hrs|in the))"
        ),
        needs_digit=True,
        examples=("at 0830 this morning",),
    ),
    Harmless(
        name="negative number",
        pattern=pattern(r"(?<![A-Za-z0-9_.*-])-\d{1,8}(?![\d-])"),
        needs_digit=True,
        examples=("显示 -10086",),
    ),
    Harmless(
        name="round numbers apart",
        pattern=pattern(r"(?<![\w.-])[1-9]\d{0,3}00(?:[ /,+][1-9]\d{0,3}00)+(?![\w-])"),
        needs_digit=True,
        examples=("100 200 3000",),
    ),
    _BESIDE,
)

# Numbers that banks, operators and authorities in China are called by.
HOTLINE = r"95\d{3}|1001[0156]|1000[01]|12306|12315|12321|12345|12363|12377|12378|12386|96110"
_MAY_STAND = rf"(?:(?!{any_of(v.SENDING)})[^\d.!?{OUT}]){{0,14}}"
IN_SENTENCES = (
    Harmless(
        name="amount with words between",
        pattern=pattern(
            rf"{any_of(v.AMOUNTS)}{_MAY_STAND}(?<![A-Za-z0-9_.-]){_LIST}(?![A-Za-z0-9_-])"
        ),
        needs_digit=True,
        examples=("转账给张三 5120", "charged my card 1288"),
    ),
    Harmless(
        name="hotline or round number",
        # Alone, they answer “which code?”; in a sentence, one code in a hundred ends in 00.
        pattern=pattern(
            rf"(?:(?<=[^\s\d])\s?(?:{HOTLINE}|[1-9]\d{{1,3}}00)(?!\d)"
            rf"|(?<![\d.,])(?:{HOTLINE}|[1-9]\d{{1,3}}00)(?=\s?[^\s\d.!。-]))"
        ),
        needs_digit=True,
        examples=("打完 95588 还是不行",),
    ),
    _BESIDE,
)
