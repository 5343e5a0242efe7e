"""Passwords, told in any of the ways in which people tell them."""

import re

from wallethelp.core.patterns import late
from wallethelp.core.privacy import vocabulary as v
from wallethelp.core.privacy.codes import DIGITS
from wallethelp.core.privacy.rules import Rule, after, pattern
from wallethelp.core.privacy.vocabulary import LINK, SIGNS, UNIT, any_of, disguised

_LABEL = pattern(
    rf"(?:{disguised(v.PASSWORD, inside=True)}(?:[_ ]?confirm(?:ation)?)?"
    rf"|(?<![A-Za-z])(?:{'|'.join(v.SHORT_PASSWORD)})(?=\s?[\"')]?\s?(?:[:=>→|]|-"
    rf"(?=[!-~]{{0,30}}\d)|--|是|系|is\s|was\s|shi\s))"
    r"|(?<![\u3400-\u9fffA-Za-z])码(?=是|:)"
    r"|(?<![A-Za-z])(?:mysql_?|db_?)?(?:pwd|p[a@4]ss)(?![A-Za-z])"
    r"|(?:api|access|client|secret|auth)[_-]?(?:access[_-]?)?(?:key|secret|token))"
)
_PIN = pattern("pin")
_ABOUT = (
    r"(?:,?\s(?:for|of|i|we|he|she|they|you|on|to|that|which)(?:'[a-z]{1,2})?"
    r"(?:\s[a-z0-9']+){1,12}?|\s(?:yesterday|today|recently|again|last \w+)"
    r"|的?[头前后末尾][\d一二两三四五六七八]?位)?"
)
"""“The password I use for my account is”."""
_TOLD = (
    r"(?P<colon>[:=>→⇒|]{1,2}|:=|=>|->|-{2,3}>?|-(?=[!-~]{0,30}\d))"
    r"|(?P<is>(?:就|应该|好像|可能|大概|其实|当时|一直|还|也|都)?(?:shi4?(?![A-Za-z])|是|为|系"
    r"|叫做?|即|等于)|"
    r"(?:我|我们|他|她)?(?:用|填|输入?|设|设置?|设定|改|换|写|念|说|报)的?(?:就?[是系]|成了?"
    r"|为了?|到了?|了|的)?|(?<![A-Za-z])"
    r"(?:(?:is |was )?(?:set|changed|reset) to|is|was|are|were|equals|(?:has |had )?(?:always "
    r")?been)(?![A-Za-z])|'s(?![A-Za-z]))"
    r"|(?P<to>(?<![A-Za-z])(?:to|as)(?![A-Za-z])|(?<=\s)-(?=\s)|(?=[`\"(<{\[]|'(?!s )))"
)
_AROUND = "\"'`.,;:!?()<>[]{}"
_QUOTES = r"[\s\"'`:(<{\[]{0,4}"
_MIXED = r"(?=[!-~]{0,63}[A-Za-z])(?=[!-~]{0,63}\d)"
_STRONG_VALUE = (  # letters and at least two digits, or letters with a sign of passwords inside
    rf"(?<![!-~])(?:{_MIXED}(?:(?=(?:[^\s\d]{{0,40}}\d){{2}})|(?=[a-z_]{{5,40}}\d))|"
    rf"(?=[!-~]{{0,40}}[A-Za-z][@#$%^&*!+=~]+[A-Za-z0-9]))"
    r"(?![!-~]{0,40}[/\\][!-~]{0,40}/)[!-~]{6,64}"
)
_COUNTED = pattern(
    rf"\d{{1,3}}\s?(?:-|~|到|至|or|to)\s?\d{{1,3}}(?![\d-]){UNIT}?|\d+\+?{UNIT}|(?:19|20)\d\d"
    rf"(?=[年./-])"
)
_NOT_ONE = pattern(
    r"\d{4}-\d\d?-|[!-~]*\d:\d\d|[xX*•._?#-]*(?:\s|$)|[<(\[]|\$|\{|%\(|os\.|get\b|None\b|null\b"
    r"|\"\"|''"
)
_STRONG = late(r"\d|(?<=[A-Za-z])[@#$%^&*_!+=~]+(?=[A-Za-z])")
_WORD_OF_VALUE = late(r"[^\sA-Za-z]{0,64}[A-Za-z'-]{1,64}")
_END = late(
    r"[\"')>]{0,2}\s*(?:$|[.,;:!?)]|(?:and|but|so|please|pls|or|now|then|can|could|what|why)"
    r"(?![A-Za-z])|[\u3400-\u9fff])",
    re.IGNORECASE,
)
_PROSE = pattern(rf"(?:{'|'.join(v.NO_PASSWORD)}|[a-z]+(?:ing|able|ible|ful|n't|ed|ly))")


def _tells(match: re.Match[str]) -> bool:
    value = match["value"].strip(_AROUND)
    if not re.search(r"[0-9A-Za-z]", value):
        return False
    if match["quotes"].strip(" :(") and match["is"]:
        return True
    if _PROSE.compiled.fullmatch(value):
        return False
    if _STRONG.search(value):
        return not value.isdigit() or len(value) >= 4
    if match["to"] is not None:
        return False
    if match["colon"] and "phrase" in match[0].lower():
        return True
    # “My password is dragon.” tells it; “my password is case sensitive” does not.
    word = _WORD_OF_VALUE.match(match.string, match.start("value"))
    is_last = word is not None and _END.match(word.string, word.end()) is not None
    return is_last or bool(match["colon"] and not match["quotes"].startswith(" "))


def _is_no_prose(match: re.Match[str]) -> bool:
    return _PROSE.compiled.fullmatch(match["value"].strip(_AROUND)) is None


PASSWORDS = (
    Rule(
        name="password told",
        kind="password",
        finds="A password after its name and “is”, a colon or another sign",
        pattern=after(
            _LABEL,
            rf"[\"')\]>]?{_ABOUT}\s?(?:\((?:\w| ){{1,12}}\)\s?)?(?:{_TOLD})"
            rf"(?P<quotes>{_QUOTES})(?P<value>[!-~]{{3,64}})",
        ),
        reads="open",
        unless=(_NOT_ONE, _COUNTED),
        check=_tells,
        examples=(
            "密码是hunter2",
            "my password is dragon.",
            "登錄密碼係 Siu88ming",
            "p@ssw0rd: letmein",
        ),
        counter_examples=(
            "my password is not accepted",
            "密码是iPhone自动填的",
            "password: ****",
            "password must be 8-16 characters",
        ),
    ),
    Rule(
        name="password with digits after its name",
        kind="password",
        finds="Four or more signs with a digit among them right after a name for a password",
        pattern=after(
            _LABEL,
            rf"{SIGNS}(?:\((?:\w| ){{1,12}}\))?[\s(,\"'|/-]{{0,4}}"
            r"(?P<value>(?<![A-Za-z])(?=[!-~]{0,63}\d)[A-Za-z0-9@#$%^&*_!.+-]{4,64})",
        ),
        reads="open",
        unless=(_NOT_ONE, _COUNTED),
        needs_digit=True,
        examples=(
            "密码hua9527",
            "password | woaini1314",
            "password (new) hua9527",
            "密码——woaini1314",
        ),
        counter_examples=("密码错误5次被锁", "密码8-16位，怎么设置", "密码 2026-11-20 改的"),
    ),
    Rule(
        name="password in brackets after its name",
        kind="password",
        finds="Letters with a sign of passwords among them, in brackets after the name",
        pattern=after(
            _LABEL,
            r"\s?[(\[\"](?P<value>(?=[!-~]{0,40}[A-Za-z0-9][@#$%^&*!+=~]+[A-Za-z0-9])"
            r"[!-~]{5,64})",
        ),
        reads="open",
        examples=("密码【Wuhan@re_gan】", "password [blue#Sky]"),
        counter_examples=("密码【必填】", "password [required]"),
    ),
    Rule(
        name="password of digits",
        kind="password",
        finds="Four to ten digits, also apart, after a name for a password",
        pattern=after(
            _LABEL,
            rf"(?:{LINK}|(?:(?!错|误|提示|失败|次|号|单|金额|error|fail|wrong)"
            rf"[^\d,.!?;:]){{0,14}}: ?)(?P<value>{DIGITS})",
        ),
        unless=(_COUNTED,),
        needs_digit=True,
        examples=("支付密码 2、9、0、5、5、1", "password: 29-05-51"),
        counter_examples=("密码错误5次，24小时后再试", "密码 8-16 位"),
    ),
    Rule(
        name="password after other words",
        kind="password",
        finds=(
            "Letters and digits mixed as in passwords, unexplained, within 60 characters after "
            "the name; 90 before “is”"
        ),
        pattern=after(
            _LABEL,
            rf"(?:[\s\S]{{0,60}}?|[^.!?]{{0,90}}?(?:[:是为系]|(?<![A-Za-z])(?:is|was"
            rf"|be|been|like)\s){SIGNS})(?P<value>{_STRONG_VALUE})",
        ),
        reads="plain",
        unless=(_NOT_ONE, _COUNTED),
        examples=(
            "密码告诉了客服，是 hua9527",
            "把密码发给他了：hua9527",
            "password, the one for the app, hua9527",
        ),
        counter_examples=(
            "密码错误，订单 TX20261120",
            "换了 iPhone15 密码还是不对，Mate60 也一样",
            "密码不对，账号是 zhang1990",
        ),
    ),
    Rule(
        name="digits told as a password",
        kind="password",
        finds="Four or more digits, unexplained, that a verb of telling joins to a password",
        pattern=after(
            _LABEL,
            rf"[^\d]{{0,24}}?{any_of(v.TELLS)}[^\d.!?]{{0,12}}?(?P<value>"
            rf"(?<![\w.-])\d{{4,12}}(?![\w:-]|\.\d))",
        ),
        reads="plain",
        unless=(_COUNTED,),
        needs_digit=True,
        examples=("支付密码我告诉他了，是 135790",),
        counter_examples=("密码告诉了客服，工单号 482913",),
    ),
    Rule(
        name="word told as a password",
        kind="password",
        finds="A word after “is” or a colon, where a verb of telling joins it to a password",
        pattern=after(
            _LABEL,
            rf"[^\d.!?]{{0,8}}?{any_of(v.TELLS)}[^\dA-Za-z.!?]{{0,12}}?(?::|就?是|系|it is"
            rf"|it was|it's) ?[\"']?"
            r"(?P<value>[A-Za-z]{4,32})(?=[\"']?\s*(?:$|[.,;!?\u3400-\u9fff]))",
        ),
        check=_is_no_prose,
        examples=("密码发给他了：woaini", "密码告诉客服了，是 qwerty"),
        counter_examples=("密码输入了，显示 error", "密码改了，提示：failed"),
    ),
    Rule(
        name="password in quotes",
        kind="password",
        finds="What stands in quotes after “the password is”, in any letters",
        pattern=after(
            _LABEL, r"\s?(?:就?是|为|叫|系|:|=|is|was)\s?[\"\[](?P<value>[^\"\]]{2,40})[\"\]]"
        ),
        unless=(
            pattern(
                r"[^\"\]]{0,12}(?:错|误|不|失败|忘|无效|重|没|请|字母|\*|•|wrong|in(?:valid|correct)|fail)"
            ),
            _NOT_ONE,
            _COUNTED,
        ),
        examples=("密码是“春眠花开”",),
        counter_examples=("密码：“错误”", "密码：“请重新输入”"),
    ),
    Rule(
        name="password before its name",
        kind="password",
        finds="A word that is then said to be the password",
        pattern=pattern(
            r"(?<![!-~])(?P<value>[!-~]{4,40}?)[\s\"'(),.;:-]{0,3}(?:这个?|那个?|它|that|which|this"
            r"|it)?\s?"
            r"(?:(?:就?是|系|当[作成]?|作为|做|为|设[成为作]|改[成为]|换成|用作"
            r"|(?:is|was) what (?:i|we|he|she) (?:\w{2,8} ){1,2}(?:as|for)|is|was|as|being|=|'s)\s?"
            r"(?:(?:still|really) )?(?:(?:我|他|她|你|my|the|our|his|her|an?)(?:们)?(?:的|'s)?\s?)?"
            r"|(?<=这个)|(?<=那个))"
            r"(?:(?:\w{1,10}|[\u3400-\u9fff]{1,4}) ?)?"
            rf"(?:{disguised(v.PASSWORD)}|pin(?![a-z]))(?!\s?(?:reset|change|error|错误|被|改|page"
            rf"|不对|找回))",
            _LABEL,
            _PIN,
        ),
        reads="open",
        unless=(_COUNTED,),
        check=lambda match: (
            re.search(r"\d", match["value"]) is not None
            and re.search(r"\d{4}-\d\d?-|\d:\d\d", match["value"]) is None
        ),
        examples=("hunter2是我的密码", "用hua9527当密码", "hua9527, that is my old password"),
        counter_examples=("5 次就是密码错误", "iPhone15 提示密码错误"),
    ),
    Rule(
        name="password told before its name",
        kind="password",
        finds="Letters and digits mixed, after a verb of telling and before a name for a password",
        pattern=pattern(
            rf"{any_of(v.TELLS)}(?:的?就?是|的|了)?[\s:\"'(]{{0,3}}(?P<value>{_STRONG_VALUE}?)"
            rf"(?![A-Za-z0-9])[^\dA-Za-z]{{0,6}}(?:(?:for|as|to be|is|was) )?(?:(?:the|my|a|an"
            rf"|our|its) )?(?:\w{{1,10}} )?{disguised(v.PASSWORD)}",
            _LABEL,
        ),
        reads="plain",
        unless=(_NOT_ONE, _COUNTED),
        examples=("我输的是 pp334455aa，密码没错啊", "I used maple_syrup7 for the password"),
        counter_examples=("用 iPhone15 输密码没反应", "我用的是 Windows11，密码错误"),
    ),
    Rule(
        name="name and password",
        kind="password",
        finds="A name and a password joined, after “login”, “-u” or in an address",
        pattern=pattern(
            r"(?:(?<![A-Za-z])(?:credentials?|creds|login|账密|账号密码)"
            r"|\s-u)[\s:]{1,2}[\w.@+-]{1,40}[:/ ]{1,3}"
            r"(?=[!-~]{0,40}[A-Za-z])(?=[!-~]{0,40}\d)[!-~]{5,40}|://[^\s/:@]{1,64}:[^\s/@]{3,64}@"
        ),
        reads="folded",
        examples=("credentials bob:hunter2", "ftp://bob:hunter2@example.com"),
        counter_examples=("login: the page is empty", "https://example.com/login"),
    ),
)
