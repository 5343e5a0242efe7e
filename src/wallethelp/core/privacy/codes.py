"""One-time codes, PINs, recovery codes, and the card's security code."""

import re

from wallethelp.core.patterns import late
from wallethelp.core.privacy import vocabulary as v
from wallethelp.core.privacy.harmless import OUT
from wallethelp.core.privacy.rules import Rule, after, pattern
from wallethelp.core.privacy.vocabulary import LINK, SIGNS, UNIT, any_of, disguised

_SPACE = r"[ _-]?"
_LABEL = pattern(
    rf"(?:(?:{disguised(v.CODE_KINDS)}){v.BREAK}(?:{disguised(v.CODE_ENDS)})"
    rf"|{disguised(v.ONE_TIME)}{v.BREAK}(?:密码|口令)"
    rf"|(?<![A-Za-z])"
    rf"(?:{'|'.join(v.ENGLISH_CODE_KINDS).replace('_', _SPACE).replace(' ', _SPACE)}){_SPACE}"
    rf"{any_of(v.ENGLISH_CODE_ENDS)}|(?<![A-Za-z])(?:(?:pin|otp) ?[码号]|id ?(?:码|代码))"
    rf"|口令[码号]|{disguised(v.CODE)}|短信[里上中]?的?(?:数字|号码)|[四五六七八4-8]位(?:数字?"
    rf"|码)|那串数字"
    r"|(?:numbers?|digits) (?:(?:they|he|she|you) (?:texted|sent|read)|(?:from|in) (?:the|my) "
    r"(?:text|sms|message)))"
)
DIGITS = (
    r"(?!E-)(?:[A-Za-z]{1,3}-)?\d(?:[ ._·•*/|+-]{0,3}\d|[ ,、]{1,2}\d(?!\d)){3,9}"
    rf"(?!\d|[:点月年]|\.\d|{UNIT})"
)
"""Four to ten digits, also apart, that count nothing."""
_ERROR = r"(?!(?-i:E(?:RR)?[-_]?\d))"
_MIXED = (
    rf"{_ERROR}(?<![A-Za-z0-9])(?=[A-Za-z-]{{0,20}}\d)(?=[\d-]{{0,20}}[A-Za-z])"
    r"[A-Za-z0-9]{2,40}(?:-[A-Za-z0-9]{2,8}){0,7}(?![A-Za-z0-9-])(?<=[A-Za-z0-9-]{4})"
)
_SAFE = rf"[^\d{OUT}]"
_NUMBER = (
    rf"(?<![A-Za-z0-9_*•{OUT}])(?<!\d[.,:/+*-])(?<![A-Za-z][/-])(?:"
    r"\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d\d[ -]\d\d[ -]\d\d|\d(?:[ -]\d){5,7}|\d{4,8}"
    rf")(?![A-Za-z0-9_]|-[A-Za-z0-9]|[.,:/]\d| ?{OUT})"
    r"|(?<![A-Za-z0-9])(?:G|FB)-\d{5,6}(?!\d)"
)
_CARD_THREE = r"(?:最?[后末]?的?)?(?:三|3)(?:[位个码]?)(?:数字?|数码|号码|码|字)?"
_BACK = r"(?:卡片?|信用卡|银行卡)?的?(?:背[面后]|(?<=卡)背|[后反]面|后边|反过来|签[名字][栏条处])"
_THREE_EN = (
    r"(?:(?:last|the|little|small) )*(?:three|3)[ -]?(?:digit|number|figure)s?(?: (?:code"
    r"|number))?"
)
_CARD_EN = (
    r"(?:the|my|his|her|that|this|our|a) (?:[a-z']+ ){0,2}?(?:card|visa|master ?card|amex|unionpay)"
    r"(?: card)?(?: end(?:ing|s) (?:in |with )?\*{0,4}\d{4})?"
)
_BACK_EN = (
    rf"(?:(?:printed |written )?(?:(?:on|behind) {_CARD_EN}|(?:on|at|from|off|in) (?:the )?(?:back"
    rf"|reverse|rear|flip ?side|signature (?:strip|panel))(?: side)?(?: of {_CARD_EN})?)"
    rf"|(?:back|reverse) of (?:{_CARD_EN}|card))"
)
_CHECK_LABEL = pattern(
    rf"(?:{disguised(['cvv', 'cvc', 'cvn', 'csc', 'cav', 'cid'])} ?[2二]?(?:[ /]?(?:code|number"
    rf"|value|digits)|[码号])?"
    r"|(?<![A-Za-z])(?:cvv2|cvc2|cvn2|cav2)(?:[码号]| ?code)?"
    r"|card (?:verification|security|validation|check) (?:value|code|number|digits)"
    rf"|{_BACK}[^\d,.!?]{{0,6}}?(?:{_CARD_THREE}|数字|号?码|小字)"
    rf"|(?<!号)(?<!号码)(?<!手机)(?<!尾)(?:卡片?)?[后末](?:面)?(?:的)?(?:三|3)(?:[位个]?"
    rf"(?:数字?|码|号)|位)"
    rf"|{_THREE_EN}[^\d.!?]{{0,12}}?{_BACK_EN}|{_BACK_EN}[^\d.!?]{{0,16}}?{_THREE_EN}"
    rf"|(?:number|digits|figures|code)s? {_BACK_EN}|卡片?(?:的)?(?:校验|验证|检验|识别)[码号]"
    rf"|{_BACK_EN}(?=\s?[:=])|card(?:'?s)? {_THREE_EN}|(?:3|three)[- ]digit (?:security )?code"
    rf"|{disguised(['安全码', '安全号', '保安码'])}|(?<![A-Za-z])security (?:code|number|digits))"
    rf"(?: ?{_BACK_EN}| ?(?:(?:of|off|for|to|from) )?(?:{_CARD_EN}|card))?"
)
_CHECK = (
    rf"(?<!\d)\d[ ._*-]{{0,2}}\d[ ._*-]{{0,2}}\d(?:[ ._*-]{{0,2}}\d)?(?!\d|[.,:/-]\d|{UNIT}"
    rf"|\s?{any_of(v.CURRENCIES)})"
)
_ON_THE_BACK = pattern(_BACK_EN)
_EXPIRY = (
    r"(?:(?:0?[1-9]|1[0-2]) ?[/|.-] ?(?:20)?[2-4]\d|(?:20)?[2-4]\d年 ?\d{1,2}月"
    r"|(?<![A-Za-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ .,'-]{1,2}"
    r"(?:20)?[2-4]\d)"
)
_EXPIRES = (
    r"(?:(?<![A-Za-z])(?:exp(?:iry|ires?|iration)?|valid(?: thru| until| till| to)?|good thru"
    r"|mm/yy|date)"
    r"|有效期限?|到期日?|效期|期限)"
)
_BETWEEN = rf"(?:\*{{4}}\d{{4}}|{_SAFE}){{0,24}}?"
_LONE = rf"(?<![\d/:*-])(?<!\d[.,])\d{{3,4}}(?![\d/.,:-]\d|\d|{UNIT}|\s?{any_of(v.CURRENCIES)})"


_NAMED = late(
    rf"(?:{any_of(v.AMOUNTS, v.THINGS, v.ENGLISH_THINGS)}|[¥￥$€£]|\d[-/])[^\d]{{0,6}}$",
    re.IGNORECASE,
)


def _beside_a_card(match: re.Match[str]) -> bool:
    """Whether a card or the word for its expiry is there, and the lone number has no other name."""
    lone = match.start("lone" if match["lone"] else "value")
    if _NAMED.search(match.string[max(0, lone - 24) : lone]):
        return False
    around = match.string[max(0, match.start() - 40) : match.end() + 40]
    return re.search(rf"{_EXPIRES}|\*{{4}}\d{{4}}|card|卡", around, re.IGNORECASE) is not None


CARD_CHECKS = (
    Rule(
        name="card security code",
        kind="card-check",
        finds="The card's security code after its name or after everyday words for it",
        pattern=after(
            _CHECK_LABEL,
            rf"{LINK}(?:/?(?:cvc|cvv|cvn)2?)?(?:{_BACK_EN}"
            rf"|[后末]?{_CARD_THREE}|(?:the |those )?{_THREE_EN})?{LINK}(?P<value>{_CHECK})",
        ),
        needs_digit=True,
        examples=(
            "CVV 737",
            "C.V.V. 737",
            "卡后面三位数是737",
            "后三码 737",
            "3 digits on the back: 737",
        ),
        counter_examples=("CVV是什么", "CVV填了3位还是不行", "卡号后四位 8888", "要我填背面3位吗"),
    ),
    Rule(
        name="card security code after other words",
        kind="card-check",
        finds="Its digits, unexplained, that “is” or a verb of telling joins to its name",
        pattern=after(
            _CHECK_LABEL,
            rf"{_SAFE}{{0,40}}?(?:{any_of(v.TELLS)}{_SAFE}{{0,12}}?|(?:[:=是为系]"
            rf"|(?<![A-Za-z])(?:is|was|are|were|reads?)(?![A-Za-z])){SIGNS})(?P<value>{_CHECK})",
        ),
        reads="plain",
        needs_digit=True,
        examples=("安全码发给客服了，527", "the security code he asked for was 527"),
        counter_examples=("安全码错误 3 次", "security code expires in 100 seconds"),
    ),
    Rule(
        name="card security code before its name",
        kind="card-check",
        finds="Three or four digits that are then said to be the card's security code",
        pattern=pattern(
            rf"(?<![\d.,:/-])\d{{3,4}}[\"')]?[\s,.:(-]{{0,3}}(?:这|that)?(?:是|就是|系|为|is|was|as"
            rf"|being|=|\()\s?"
            rf"[^\d,.!?]{{0,16}}?{_CHECK_LABEL.text}|(?<![\d.,:/-])\d{{3}}(?: {_BACK_EN}"
            rf"|,? (?:the|my|card) {_CHECK_LABEL.text})",
            _CHECK_LABEL,
            _ON_THE_BACK,
        ),
        needs_digit=True,
        examples=("737 is my CVV", "737是安全码", "737 (CVV)"),
        counter_examples=("1000元，CVV 不对",),
    ),
    Rule(
        name="expiry and security code",
        kind="card-check",
        finds=(
            "A card's expiry date with a lone number of three or four digits beside it, in any "
            "order"
        ),
        pattern=pattern(
            rf"(?<![\d/.-]){_EXPIRY}(?![\d/.-]){_BETWEEN}(?P<value>{_LONE})"
            rf"|(?P<lone>{_LONE}){_BETWEEN}(?<![\d/.-]){_EXPIRY}(?![\d/.-])"
        ),
        reads="card",
        check=_beside_a_card,
        needs_digit=True,
        examples=(
            "exp 08/29, 737, 4111 1111 1111 1111",
            "card 4111 1111 1111 1111, valid thru 12/28, 737",
            "4111111111111111|737|12|2030",
        ),
        counter_examples=(
            "我的卡到期日是12/28",
            "区块确认数 12/20",
            "card ending 1234, valid thru 12/28",
        ),
    ),
)

_RECOVERY = pattern(any_of(v.RECOVERY))
_A_NUMBER = pattern(rf"{_NUMBER}|(?<![\w-])\d(?:-\d){{3,7}}(?![\w-])")

_TIMES = pattern("个")


def _is_near_a_number(match: re.Match[str]) -> bool:
    """Looked for around the label: a text has many numbers more often than many labels."""
    return (
        _A_NUMBER.compiled.search(match.string, max(0, match.start() - 68), match.end() + 68)
        is not None
    )


CODES = (
    Rule(
        name="labelled code",
        kind="code",
        finds="Four to ten digits, also apart, after a name for a code or PIN",
        pattern=after(
            _LABEL,
            rf"(?: (?:for|of|on|to)(?: [a-z']+){{1,5}}(?= (?:is|was) ))?{LINK}"
            rf"(?P<value>{DIGITS})",
        ),
        needs_digit=True,
        examples=("验证码 482913", "PIN码是4821", "your code is 4 8 2 9 1 3", "验-证-码：4829"),
        counter_examples=(
            "error code 1234",
            "nonce too low, code -32000",
            "输入6位验证码后提示错误",
            "the code expires in 60 seconds",
        ),
    ),
    Rule(
        name="labelled code of letters and digits",
        kind="code",
        finds="A code of letters and digits after its name",
        pattern=after(_LABEL, rf"{LINK}(?P<value>{_MIXED})"),
        reads="plain",
        needs_digit=True,
        examples=("验证码 A1B2C3", "Steam Guard code: R4K9P", "recovery code ABCD-EF12-34GH"),
        counter_examples=("error code: E1234", "code E1234", "验证码收不到，手机是 Mate60"),
    ),
    Rule(
        name="code of capitals near its name",
        kind="code",
        finds="A code of capitals and digits within a few words of its name",
        pattern=after(
            _LABEL,
            rf"(?:{_SAFE}|\d(?!\d)){{0,40}}?(?P<value>(?-i:{_ERROR}(?<![A-Za-z0-9-])"
            rf"(?=[A-Z-]{{0,20}}\d)(?=[\d-]{{0,20}}[A-Z])"
            r"[A-Z0-9]{4,10}(?:-[A-Z0-9]{2,8}){0,7}(?![A-Za-z0-9-])))",
        ),
        reads="plain",
        needs_digit=True,
        examples=("验证码我念给他听了 A1B2C3", "the code they texted to me this morning: K7X9QF"),
        counter_examples=("验证码收不到，订单 TX20261120", "code invalid on SM-S9210 model"),
    ),
    Rule(
        name="recovery codes",
        kind="code",
        finds="Groups of letters or digits called recovery or backup codes",
        pattern=after(
            _RECOVERY,
            rf"{LINK}(?:(?:\(\d+\)|\d{{1,2}}[.)]) ?)?(?P<value>(?![a-z]+ )"
            rf"(?:[A-Za-z0-9]{{4,8}}[ ,-]){{1,12}}[A-Za-z0-9]{{3,8}}(?![A-Za-z0-9]))",
        ),
        unless=(pattern(r"[a-z ,]+(?![A-Za-z0-9-])"),),
        examples=("backup codes: 7391-0482, 1122-3344", "恢复码：abcd-efgh-ijkl"),
        counter_examples=("recovery code does not work", "恢复码没有收到 please help me"),
    ),
    Rule(
        name="verification alone",
        kind="code",
        finds="Digits right after “verification:”",
        pattern=pattern(rf"(?:verification|验证|短信内容?|sms) ?[:=] ?(?P<value>{DIGITS})"),
        needs_digit=True,
        examples=("Verification: 739104",),
        counter_examples=("verification: failed",),
    ),
    Rule(
        name="repeated digit",
        kind="code",
        finds="“six eights” as a password or PIN",
        pattern=pattern(
            rf"(?:密码|码|pin){LINK}[三四五六七八4-8] ?个 ?[0-9零一二三四五六七八九]"
            r"(?![0-9一二三四五六七八九月样个位])",
            _TIMES,
        ),
        reads="folded",
        examples=("密码是六个零",),
        counter_examples=("验证码四个月没收到",),
    ),
    Rule(
        name="number near the name of a code",
        kind="code",
        finds=(
            "An unexplained number of four to eight digits within 60 characters of a name for "
            "a code"
        ),
        pattern=_LABEL,
        reads="plain",
        check=_is_near_a_number,
        needs_digit=True,
        examples=("Use 482913 to log in. Never share this code.", "我把482913这个验证码发给了客服"),
        counter_examples=("验证码收不到，订单号 12345678", "验证码一直收不到，打了95588"),
    ),
)

BARE_CODES = (
    Rule(
        name="bare code",
        kind="bare-code",
        finds="In free text only: four to eight digits, also in groups, that nothing explains",
        pattern=pattern(_NUMBER),
        reads="sentence",
        needs_digit=True,
        examples=("482913", "我收到 482 913", "G-482913 please"),
        counter_examples=(
            "充值5000没到账",
            "分两笔：1299和1388",
            "During 1980 I lived elsewhere",
            "工单号 482913",
        ),
    ),
)
