"""Secrets are refused, numbers that identify are cut: the rules of DESIGN §8 as functions.

`docs/safety.md` says in words what is recognised and what cannot be. Keys and recovery phrases,
which carry their own checksums, are recognised in `core/keys.py`.

Every repetition in the patterns is bounded or starts at the beginning of a word, so that no text
takes long to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wallethelp.core.keys import HEX_KEY, holds_key, holds_phrase

Secret = Literal["password", "code", "card-check", "recovery-phrase", "private-key", "bare-code"]
Doubt = Literal["card-like", "key-like"]
TextKind = Literal["free", "reference", "account", "typed"]
"""What a text may hold: free prose, an order number, an account name, or a typed value."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Holds a secret; nothing of it may be kept."""

    secret: Secret


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Looks like a card number or a key; kept only if the person says it is not."""

    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Passed:
    """May be kept; `cut` tells whether a card or identity number was cut to its last digits."""

    text: str
    cut: bool


def inspect(text: str, kind: TextKind) -> Refused | Doubtful | Passed:
    """What may be kept of `text`, which must have been cleaned."""
    digits = _in_digits(text)
    plain = _plain(digits)
    secret = _labelled(text, digits, plain)
    if secret is not None:
        return Refused(secret)
    if kind == "free" and any(True for _ in _unexplained_numbers(plain)):
        return Refused("bare-code")
    if kind == "reference" and any(map(_is_doubtful, _long_numbers(text))):
        return Doubtful("card-like")
    if HEX_KEY.search(text):
        return Doubtful("key-like")
    kept = text if kind in ("reference", "typed") else cut_numbers(text)
    return Passed(kept, cut=kept != text)


def find_secret(text: str) -> Secret | None:
    """The kind of secret `text` holds, recognised by its label or its own checksum; or None."""
    digits = _in_digits(text)
    return _labelled(text, digits, _plain(digits))


def _labelled(text: str, digits: str, plain: str) -> Secret | None:
    if any(pattern.search(digits) for pattern in _CARD_CHECKS):
        return "card-check"
    if _holds_code(plain):
        return "code"
    if _holds_password(text):
        return "password"
    if holds_key(text) or _LABELLED_KEY.search(text):
        return "private-key"
    if holds_phrase(text, named=_PHRASE_LABEL.search(text) is not None):
        return "recovery-phrase"
    return None


# --- numbers written in words, and numbers that explain themselves ---------------------------------

_HAN_DIGITS = dict(
    zip("〇零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "0012345678912123456789", strict=True)
)
_ENGLISH_DIGITS = {
    word: str(number % 10)
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh")
    )
}
_IN_WORDS = re.compile(
    rf"[{''.join(_HAN_DIGITS)}](?:[ ,，、·-]?[{''.join(_HAN_DIGITS)}]){{2,18}}"
    rf"|\b(?:{'|'.join(_ENGLISH_DIGITS)})(?:[ ,-]{{1,2}}(?:{'|'.join(_ENGLISH_DIGITS)})\b){{2,18}}",
    re.IGNORECASE,
)


_SPELLED_SECRET = re.compile(r"[码碼]|code|cv[vc]|otp|(?<![a-z])pin(?![a-z])|背面", re.IGNORECASE)


def _in_digits(text: str) -> str:
    """`text` with 八四五九 and “eight four five nine” as 8459.

    Short ones only beside a word for a code: 三四五天 are days.
    """
    least = 3 if _SPELLED_SECRET.search(text) else 6

    def read(match: re.Match[str]) -> str:
        words = re.findall(r"[a-z]+|[^ ,，、·-]", match[0].lower())
        digits = "".join(_HAN_DIGITS.get(word) or _ENGLISH_DIGITS[word] for word in words)
        return digits if len(digits) >= least else match[0]

    return _IN_WORDS.sub(read, text)


_NO_CODE = (
    "error|status|response|exit|result|return|reason|http|fault|qr|bar|zip|post|postal|pin postal|country|area|dialling|"
    "swift|bic|sort|bank|branch|routing|product|item|model|merchant|invitation|invite|referral|promo|promotion|coupon|"
    "discount|voucher|currency|language|source|store|airport|city|region|state"
)
_OTHER_CODE = re.compile(
    rf"(?<![A-Za-z])({_NO_CODE}|failed|failure)[ :：,(-]{{0,3}}codes?(?![A-Za-z])", re.IGNORECASE
)
_EXPLAINED = re.compile(
    r"https?://[!-\"$->@-~]+"  # an address, up to what is asked of it
    r"|(?<!\d)(?:"
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.]\d{1,2}(?!\d)(?:[T ]?\d{1,2}:\d{2}(?::\d{2})?)?"  # dates and times
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+\.\d+(?:\.\d+)*"  # 1,234.50, 8.0.50, 192.168.0.1
    # Phone numbers of at least nine digits: abroad, mobile, fixed line, 400, Taiwan, the US.
    r"|00\d{1,3}[ -]?\d{6,12}(?!\d)|1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|\(?0\d{2,3}[) -]{1,2}\d{4}[ -]?\d{3,4}(?!\d)"
    r"|[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)|09\d\d[ -]?\d{3}[ -]?\d{3}(?!\d)|\d{3}[) .-]{1,2}\d{3}[ .-]\d{4}(?!\d)"
    r"|\d{9,}|20\d\d-\d{3,6}(?![\d-])"  # the latter numbers tickets by the year
    r")"
    r"|\+\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?(?:\d{6,12}(?!\d)|\d{1,5}(?:[ -]\d{2,5}){1,4}(?!\d))"
    r"|(?<![0-9a-fA-F-])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9a-fA-F-])"  # UUID
    r"|(?<![*•])[*•]+\d{1,4}(?!\d)"  # digits left of a masked number
)


def _plain(text: str) -> str:
    """`text` without dates, times, phone and other long numbers; and no “error code” in it."""
    plain = _EXPLAINED.sub("※", cut_numbers(text))
    return _OTHER_CODE.sub(r"\1 number", plain) if "code" in plain.lower() else plain


# --- one-time codes and PINs ----------------------------------------------------------------------

_CODE_LABELS = (
    r"(?:验证|驗證|校验|校驗|检验|确认|確認|认证|認證|动态|動態|随机|隨機|授权|授權|登录|登錄|登入|激活|启用|一次性|短信|簡訊|安全|识别|交易|id)(?:代?[码碼]|数字)|"
    r"(?:动态|動態|一次性|短信|簡訊|验证|驗證)(?:密码|密碼|口令)|口令[码碼]|(?<![A-Za-z])pin ?[码碼]|"
    r"(?<![A-Za-z])(?:(?:one[- ]?time|verification|verify|security|sms|auth(?:entication|ori[sz]ation)?|log[- ]?in|sign[- ]?in|access|"
    r"confirmation|activation|reset|two[- ]?factor|2fa|otp|pin)[- ]?(?:code|pass ?code|password|pin|token)|"
    r"otp|m?tan|pass ?code|2fa|pin|code)(?![A-Za-z])"
)
# A unit says that a number counts something; a code is never counted.
_UNIT = (
    r"\s?[多余]?(?:位|個|个|字|次|遍|条|條|封|分钟|分鐘|秒|小时|小時|天|年|月|元|块|圆|円|人(?!家|工)|名|笔|米|室|房|楼|弄|毫秒|积分|%|％|"
    r"(?:digits?|characters?|chars?|letters?|times?|seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|months?|years?|attempts?|tries|"
    r"people|points|ms)(?![A-Za-z]))"
)
_CODE = rf"(?!E-)(?:[A-Za-z]{{1,3}}-)?\d(?:[ ·–—‐−-]?\d|[ ,，、]{{1,2}}\d(?!\d)){{3,9}}(?!\d|[:：点月年]|{_UNIT})"
_PUNCTUATION = r"[\s/|:：=#>→~\"'“”‘’「『【\[(（<*,，、–—-]{0,5}"
_SAYS = (
    r"(?:(?:就|应该|应該|好像|还|也)?(?:是|为|為|叫|说是)|我?(?:输入?|填|收到|念|报)的?(?:是|了)?|\(\d ?(?:digits?|位)\)|"
    r"['’]s(?![A-Za-z])|(?:is|was|are|reads|should be|must be|of|as|to|i got|i received|that came)(?![A-Za-z]))"
)
_LABELLED_CODE = re.compile(
    rf"(?:{_CODE_LABELS}){_PUNCTUATION}(?:{_SAYS}{_PUNCTUATION})?{_CODE}", re.IGNORECASE
)
# Letters and digits mixed, after “is” or a colon; E1234 is an error.
_MIXED_CODE = re.compile(
    rf"(?:{_CODE_LABELS})\s?(?:is|was|are|是|为|為|[:：=])[\s:：\"'“‘「『]{{0,3}}"
    r"(?!(?-i:E(?:RR)?[-_]?\d))(?=[A-Za-z-]{0,9}\d)(?=[\d-]{0,9}[A-Za-z])[A-Za-z0-9]{2,10}(?:-[A-Za-z0-9]{2,5})?(?![A-Za-z0-9-])"
    r"(?<=[A-Za-z0-9-]{4})",
    re.IGNORECASE,
)
_VERIFICATION = re.compile(rf"verification ?[:：] ?{_CODE}", re.IGNORECASE)
_REPEATED_DIGIT = re.compile(
    r"(?:密码|密碼|[码碼]|pin)(?:就?是|为|為|[:：])?\s?[三四五六七八4-8]个[0-9零一二三四五六七八九](?![0-9一二三四五六七八九月样个位])",
    re.IGNORECASE,
)
# A card's, of three digits.
_SECURITY_CODE = re.compile(
    rf"(?:安全[码碼]|(?<![A-Za-z])security code)(?: on the back)?{_PUNCTUATION}(?:{_SAYS}{_PUNCTUATION})?"
    rf"\d ?\d ?\d(?! ?\d|{_UNIT})",
    re.IGNORECASE,
)
_CODE_LABEL = re.compile(_CODE_LABELS, re.IGNORECASE)
_NEAR = 60


def _holds_code(plain: str) -> bool:
    if _VERIFICATION.search(plain) or _REPEATED_DIGIT.search(plain):
        return True
    labels = [match.span() for match in _CODE_LABEL.finditer(plain)]
    if not labels:
        return False
    if any(told.search(plain) for told in (_LABELLED_CODE, _MIXED_CODE, _SECURITY_CODE)):
        return True
    # “Use 482913 to log in. Never share this code.”
    return any(
        any(start - _NEAR < number.end() and number.start() < end + _NEAR for start, end in labels)
        for number in _unexplained_numbers(plain)
    )


# --- bare codes -----------------------------------------------------------------------------------

_BARE = re.compile(
    r"(?<![A-Za-z0-9_*•※])(?<!\d[.,:/+*-])(?<![A-Za-z][/-])(?:"
    r"\d{3}[ –—-]\d{3}|\d{4}[ –—-]\d{4}|\d\d[ –—-]\d\d[ –—-]\d\d|\d(?:[ –—-]\d){5,7}|\d{4,8}"
    r")(?![A-Za-z0-9_]|-[A-Za-z0-9]|[.,:/]\d| ?※)"
    r"|(?<![A-Za-z0-9])(?:G|FB)-\d{5,6}(?!\d)"
)
_WORD = r"(?<![A-Za-z])"
_NUMBERED_THINGS = (
    r"护照|通行证|台胞证|证件|邀请|优惠|推荐|二维|条形|订单|訂單|单号|單號|编号|編號|工单|工單|流水|交易|案件|案号|凭证|憑證|参考|參考|回执|回單|合同|受理|申请|运单|快递|票号|批次|终端|序列|授权号|工号|坐席|席位|"
    rf"账号|账户|帐号|帐户|賬號|賬戶|用户|用戶|会员|客户号|商户|QQ群?|微信群?|邮编|邮政编码|郵編|郵遞區號|房间|门牌|版本|型号|端口|高度|航班|"
    rf"尾号|尾號|末四位|后四位|後四位|末4位|后4位|错误|錯誤|异常|異常|代码|代碼|报错|報錯|故障|"
    rf"{_WORD}(?:order|ticket|(?<!in )case|ref(?:erence)?|transaction|txn?|txid|trace|invoice|receipt|tracking|claim|complaint|application|"
    rf"agent|badge|batch|serial|uid|id|user|account|member|customer|client|merchant|room|flat|suite|zip|postcode|version|ver|build|model|"
    rf"port|height|block|nonce|gas(?: limit)?|error|err|exception|failure|ending|ending (?:in|with)|last (?:four|4)(?: digits)?|"
    rf"no\.|{_NO_CODE})"
)
_PHONES = (
    r"电话|電話|手机|手機|座机|热线|熱線|短号|客服|拨打?|撥打?|致电|打了?|"
    rf"{_WORD}(?:phone|tel|mobile|cell|whatsapp|hotline|call(?:ed|ing)?|dial(?:l?ed|ling)?|ring|rang|fax|ext)"
)
_AMOUNTS = (
    r"金额|金額|余额|餘額|充值?|提现|提現|提取|转账|轉賬|转出|转入|转|轉|汇款?|付款?|支付|扣款?|花|买|卖|存|取|退款?|退回来?|还款|借|收款|少|多|亏|"
    r"赚|欠|差|缺|刷|冻结|划走|损失|被骗|骗走?|价值|价格|手续费|费用|限额|额度|剩余?|还有|只有|总共|一共|合计|总计|分别|共|约|大概|大约|差不多|超过|大于|"
    r"小于|低于|高于|不到|至少|最多|最少|最低|最高|满|将近|"
    rf"{_WORD}(?:amount|balance|total|sum|limit|fee|cost|price|worth|value|paid|pay|payment|spent|spend|transfer(?:red)?|topped up|"
    rf"top[- ]?up|deposit(?:ed)?|withdrew|withdraw(?:al|n)?|charged?(?: twice| again)?|debited|credited|refund(?:ed)?|received only|lost|owed?|owes|bought|"
    rf"sold|about|around|over|under|than|least|most|nearly|almost|up to|minus|plus|i sent)"
)
_CURRENCIES = (
    "usdt|usdc|usd|cny|rmb|hkd|twd|ntd|mop|sgd|jpy|krw|eur|gbp|inr|php|thb|vnd|myr|idr|aud|cad|chf|rub|btc|eth|bnb|trx|"
    "美元|美金|港币|港元|港幣|欧元|人民币|人民幣|台币|台幣|yuan|dollars?|euros?|pounds?|baht|rupees?|pesos?|bucks"
)
_IS = r"\s?(?:是|为|為|is|was|are|of|me|us|shows?|显示|只剩|[:：=#“\"(（])?\s?[:：#“\"(（]?\s?-?$"
_NAMED_THING = re.compile(
    rf"(?:{_NUMBERED_THINGS})\s?(?:号码?|號碼?|码|碼|id|no\.?|number|num)?{_IS}|#\s?$",
    re.IGNORECASE,
)
_NAMED_PHONE = re.compile(rf"(?:{_PHONES})\s?(?:号码?|號碼?|no\.?|number)?{_IS}", re.IGNORECASE)
_NAMED_AMOUNT = re.compile(
    rf"(?:{_AMOUNTS})(?:了我?|掉了?|走了?|只剩)?{_IS}|(?:[¥￥$€£₹₱฿]|{_WORD}(?:{_CURRENCIES}))\s?$",
    re.IGNORECASE,
)
_STATE_BEFORE_ZIP = re.compile(r"(?<![A-Za-z])[A-Z]{2} $")
_NAMED_AFTER = re.compile(
    rf"{_UNIT}|\s?(?:{_CURRENCIES}|u)(?![A-Za-z])|\s?(?:元|块|万|千|分(?![享别给])|点(?![击开])|号(?!码)|日(?!期)|k(?![A-Za-z])|¥|\$)|"
    r"左右|上下|(?:未|没有?|沒有?)(?:能)?(?:到[账帳賬]|退|入[账帳賬])|的?(?:充值|订单|转账|退款|提现|手续费)|"
    r"[\"”’]?\s?(?:这个|是|就是|is|was)\s?(?:我的|我|the|my|our)?\s?"
    r"(?:订单|交易|工单|单号|流水|案件|编号|客服|(?:order|ticket|case|reference|transaction|account|tracking)(?: number| id| no))|"
    r" (?:[A-Z][a-z]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Blvd)(?![a-z])",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:元|块)?\s?(?:和|与|、|及|and|or|&)\s?", re.IGNORECASE)
_YEAR = re.compile(r"(?:199\d|20[0-4]\d|2050)")
_IN_YEAR = re.compile(r"(?<![A-Za-z])(?:in|since|from|born|year) $", re.IGNORECASE)
_COMPACT_DATE = re.compile(r"20[0-4]\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
# Numbers that banks, operators and authorities in China are called by.
_HOTLINE = re.compile(
    r"95[0-9]{3}|1001[0156]|1000[01]|12306|12315|12321|12345|12363|12377|12378|12386|96110"
)
_ROUND = re.compile(r"[1-9]\d{1,3}00")


def _unexplained_numbers(plain: str) -> Iterator[re.Match[str]]:
    """The numbers that could be codes: not explained by the words around them."""
    explained_to = 0
    for match in _BARE.finditer(plain):
        # “1299 and 1388 CNY”: what explains one number explains its neighbour.
        is_joined = explained_to and _AND.fullmatch(plain, explained_to, match.start())
        if is_joined or _is_explained(match, plain):
            explained_to = match.end()
        else:
            explained_to = 0
            yield match


def _is_explained(match: re.Match[str], plain: str) -> bool:
    number = match[0]
    before = plain[max(0, match.start() - 24) : match.start()]
    if number.startswith("19") and _IN_YEAR.search(before):
        return True
    if _YEAR.fullmatch(number) or _COMPACT_DATE.fullmatch(number):
        return True
    if _NAMED_THING.search(before) or _NAMED_AMOUNT.search(before):
        return True
    # Codes mostly have four or six digits, numbers to call have not: “我打了482913”.
    if len(number) not in (4, 6) and _NAMED_PHONE.search(before):
        return True
    if _NAMED_AFTER.match(plain, match.end()):
        return True
    if len(number) == 5 and _STATE_BEFORE_ZIP.search(before):
        return True
    # Alone, they are an answer to “which code?”; in a sentence, one code in a hundred ends in 00.
    is_usual = _HOTLINE.fullmatch(number) or _ROUND.fullmatch(number)
    return bool(is_usual) and plain.strip("。.!！ ") != number


# --- the card's security code ---------------------------------------------------------------------

_THREE = r"(?:三|3)[位个](?:数字?|码)?"
_CHECK_LABELS = (
    r"(?<![A-Za-z])(?:c ?v ?v|cvc|cvn|csc|cav) ?2?(?![A-Za-z])(?: ?code| ?number|[码碼]|号)?|card (?:verification|security) (?:value|code|number)|"
    rf"背[面后後]的?(?:签名栏)?的?(?:最?[后後末]的?)?{_THREE}|签名栏(?:上)?的?[后後末]?{_THREE}|"
    r"(?:last )?(?:three|3) digits (?:on|at|from) the back(?: of (?:the|my) card)?"
)
_ON_THE_BACK = rf"(?: on (?:the back|my card)(?: of (?:the|my) card)?|\s?[后後]{_THREE})?"
_CHECK = rf"\d ?\d ?\d(?: ?\d)?(?!\d|{_UNIT})"
_CARD_CHECKS = (
    re.compile(
        rf"(?:{_CHECK_LABELS}){_PUNCTUATION}(?:[/或]?\s?(?:cvc|cvv|cvn)2?)?{_ON_THE_BACK}{_PUNCTUATION}"
        rf"(?:{_SAYS}{_PUNCTUATION})?{_CHECK}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\d)\d{{3,4}}[\"”’]?\s?(?:is|was|就?是|为|為)\s?(?:my|the|我的|我|这个)?\s?(?:{_CHECK_LABELS}|安全[码碼]|security code)",
        re.IGNORECASE,
    ),
    # “They asked for the CVV and I gave 737.”
    re.compile(
        rf"(?:{_CHECK_LABELS})[^\d.。]{{0,24}}(?:gave|told|said|sent|typed|entered|给|給|报|念|说|填|输|告诉)[^\d.。]{{0,8}}{_CHECK}",
        re.IGNORECASE,
    ),
    # Card number, expiry date, security code.
    re.compile(
        r"\d{4}[ -]?\d{4,6}[ -]?\d{4,5}[ -]?\d{0,7}[\s|,;]{1,3}\d{1,2}[\s/|-]{1,2}(?:20)?\d\d[\s|,;:]{1,3}\d{3,4}(?!\d)"
    ),
)

# --- passwords ------------------------------------------------------------------------------------

_PASSWORD_LABELS = (
    r"密码|密碼|口令(?![码碼])|pass[ -]?words?(?:_?confirm(?:ation)?)?|pass[ -]?phrase|passwd|(?<![A-Za-z])(?:mysql_?)?pwd|(?<![A-Za-z])psw|"
    r"(?<![A-Za-z])(?:pass|pw|secret)(?=\s?[\"']?\s?[:：=]|\sis\s)|pass ?code|"
    r"(?:api|access|client|secret|auth)[_-]?(?:access[_-]?)?(?:key|secret|token)"
)
_ABOUT = r"(?:\s(?:for|of|i)(?:\s[a-z]+){1,4}?)?"  # “password for my account is”
_TOLD = (
    r"(?P<colon>[:：=>→]{1,2}|:=|=>|->)"
    r"|(?P<is>(?:就|应该|应該|好像|可能)?(?:是|为|為|叫做?)|"
    r"(?:我|我们)?(?:用|填|输入?|設|设置?|设定|改|换)(?:的(?:就?是)?|成了?|为了?|到了?)|(?<![A-Za-z])(?:(?:is |was )?(?:set|changed|reset) to|is|was|are|were|equals)(?![A-Za-z])|['’]s(?![A-Za-z]))"
    r"|(?P<to>(?<![A-Za-z])(?:to|as)(?![A-Za-z])|(?<=\s)[-–—](?=\s))"
)
_QUOTES = r"[\s\"'“”‘’「『:：(（]{0,4}"
_LABELLED_PASSWORD = re.compile(
    rf"(?:{_PASSWORD_LABELS})[\"'”’」』]?{_ABOUT}\s?(?:{_TOLD})(?P<quotes>{_QUOTES})(?P<value>[!-~]{{3,64}})",
    re.IGNORECASE,
)
_PASSWORD_DIGITS = re.compile(
    rf"(?:{_PASSWORD_LABELS})[\s(（,，\"'“‘「『]{{0,3}}(?P<value>(?<![A-Za-z])(?=[!-~]{{0,63}}\d)[A-Za-z0-9@#$%^&*_!.+-]{{4,64}})",
    re.IGNORECASE,
)
_THEN_PASSWORD = re.compile(
    r"(?<![!-~])(?P<value>[!-~]{4,40})[\s\"'”’」』]{0,3}(?:是|就是|当作?|當作?|作为|做|is|was|as)\s?(?:我的|我|my|the|our|an?)?\s?"
    r"(?:登录|支付|新|旧|old |new )?(?:密码|密碼|口令|pass[ -]?word|passphrase|pin(?![a-z]))(?!\s?(?:reset|change|error|错误|錯誤|被|改|page))",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(
    r"(?:(?<![A-Za-z])(?:credentials?|creds|login)|\s-u)[\s:：]{1,2}[\w.@+-]{1,40}[:/]"
    r"(?=[!-~]{0,40}[A-Za-z])(?=[!-~]{0,40}\d)[!-~]{5,40}",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"://[^\s/:@]{1,64}:[^\s/@]{3,64}@")
_COUNTED = re.compile(
    rf"\d{{1,3}}\s?(?:-|–|~|到|至|or|to)\s?\d{{1,3}}{_UNIT}?|\d+\+?{_UNIT}|(?:19|20)\d\d(?=[年./-])"
)
_PLACEHOLDER = re.compile(r"[xX*•._?#-]*$|[<(\[]|\$|\{|%\(|os\.|get|None|null|\"\"|''")
_STRONG = re.compile(r"\d|(?<=[A-Za-z])[@#$%^&*_!+=~]+(?=[A-Za-z])")
_WORD_OF_VALUE = re.compile(r"[^\sA-Za-z]{0,64}[A-Za-z'-]{1,64}")
_END = re.compile(
    r"[\"'”’」』)）]{0,2}\s*(?:$|[.,;:!?，。；：！？、)）]|(?:and|but|so|please|pls|or|now|then|can|could|what|why)(?![A-Za-z])|[\u3400-\u9fff])",
    re.IGNORECASE,
)
# What a sentence about a password goes on with, when it does not tell the password.
_PROSE = re.compile(
    r"(?:a|about|accepted|actually|again|all|already|also|always|an|and|android|app|apple|asked|auto|been|being|blocked|broken|"
    r"bound|but|by|cannot|case-sensitive|changed|changing|compromised|confusing|correct|disabled|empty|enter|entered|error|every|"
    r"exactly|expired|face|faceid|false|failed|failing|fine|fingerprint|for|forgot|forgotten|gone|good|google|hacked|hidden|i|icloud|id|"
    r"in|incorrect|input|invalid|ios|iphone|is|it|its|just|known|leaked|length|letters|like|locked|long|lost|mac|min|minimum|"
    r"mismatch|missing|must|my|needed|never|new|nil|no|none|not|null|ok|okay|old|on|one|only|or|out|please|recovery|refused|rejected|"
    r"required|reset|right|safe|same|saved|secure|set|shared|short|should|simple|sms|so|stolen|still|strong|that|the|their|them|there|"
    r"this|to|too|touch|true|undefined|unknown|unset|used|valid|very|weak|wechat|what|when|where|which|wifi|windows|with|working|"
    r"wrong|yes|your|redacted|removed|secret|[a-z]+(?:ing|able|ible|ful|n't|n’t))",
    re.IGNORECASE,
)


def _holds_password(text: str) -> bool:
    return (
        any(map(_tells_password, _LABELLED_PASSWORD.finditer(text)))
        or any(map(_is_password, _PASSWORD_DIGITS.finditer(text)))
        or any(map(_is_password, _THEN_PASSWORD.finditer(text)))
        or _CREDENTIALS.search(text) is not None
        or _IN_ADDRESS.search(text) is not None
    )


def _tells_password(match: re.Match[str]) -> bool:
    value = match["value"].strip("\"'.,;:!?()<>")
    if _PLACEHOLDER.match(match["value"]) or _COUNTED.match(match.string, match.start("value")):
        return False
    if not re.search(r"[0-9A-Za-z]", value):
        return False
    if match["quotes"].strip(" :：(（") and match["is"]:
        return True
    if _PROSE.fullmatch(value):
        return False
    if _STRONG.search(value):
        return not value.isdigit() or len(value) >= 4
    if match["to"]:
        return False
    # “My password is dragon.” tells it; “my password is case sensitive” does not.
    word = _WORD_OF_VALUE.match(match.string, match.start("value"))
    is_last = word is not None and _END.match(word.string, word.end()) is not None
    return is_last or bool(match["colon"] and not match["quotes"].startswith(" "))


def _is_password(match: re.Match[str]) -> bool:
    value = match["value"]
    if not re.search(r"\d", value) or _COUNTED.match(match.string, match.start("value")):
        return False
    return re.search(r"\d{4}-\d\d?-|\d:\d\d", value) is None


# --- labelled keys and recovery phrases -----------------------------------------------------------

_LABELLED_KEY = re.compile(
    r"(?:私[钥鑰]|[密秘][钥鑰]|priv(?:ate)?[ _-]?key|secret[ _-]?key)"
    r"(?:[^0-9A-Za-z]{0,4}(?:is|was|hex|wif|base58)(?![A-Za-z]))?[^0-9A-Za-z]{0,4}(?:(?:is|was)[^0-9A-Za-z]{1,4})?(?:0x)?"
    r"(?=[A-Za-z]{0,40}\d)[0-9A-Za-z+/=_-]{16,}",
    re.IGNORECASE,
)
_PHRASE_LABEL = re.compile(
    r"(?:助记|助記|恢复|恢復|种子|種子|备份|備份)(?:单?词|單?詞|短语|短語)|mnemonic|(?:seed|recovery|backup|wallet)[ -]?(?:phrase|words?)",
    re.IGNORECASE,
)


# --- numbers that are cut -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Long:
    """A number of 13 to 19 digits as it stands in a text, and its digits alone."""

    start: int
    end: int
    digits: str


_GAP = r"(?: ?[-–—‐−·./_] ?| )"
_IN_ONE = r"\d{17}[Xx]|\d{13,19}"
_IN_GROUPS = (
    rf"\d{{4}}(?P<a>{_GAP})\d{{4}}(?P=a)\d{{4}}(?P=a)\d{{1,4}}(?:(?P=a)\d{{1,3}})?"  # most cards
    rf"|\d{{4}}(?P<b>{_GAP})\d{{6}}(?P=b)\d{{4,5}}"  # Diners, American Express
    rf"|\d{{6}}{_GAP}\d{{13}}"  # UnionPay
    rf"|\d{{6}}(?P<c>{_GAP})\d{{8}}(?P=c)\d{{3}}[\dXx]"  # identity number
)
_LONG_NUMBER = re.compile(rf"(?<![\d*•])(?<!\d\.)(?:{_IN_GROUPS}|{_IN_ONE})(?!\d|\.\d)")
_CHAIN = re.compile(rf"(?<![\d*•A-Za-z_])\d+(?:{_GAP}\d+)+(?![\dA-Za-z_])")
_NAME = re.compile(
    r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|https?://[!-\"$->@-~]+"
)  # UUIDs, addresses
_BEFORE_GLUED = re.compile(r"[A-Za-z0-9_]-?$")
_AFTER_GLUED = re.compile(r"-?[A-Za-z0-9_]")
_CARD_WORD = re.compile(
    r"(?<![A-Za-z])(?:card|visa|mastercard|master|amex|unionpay|jcb|discover|diners|maestro|pan|id)-?$",
    re.IGNORECASE,
)
_IS_REFERENCE = re.compile(
    r"(?:订单|訂單|单号|單號|编号|編號|工单|工單|流水|交易号|凭证|参考|回执|案件|受理|运单|快递|合同|申请号|商户号|终端号|序列号|"
    r"order|ticket|case|ref(?:erence)?|transaction|txn?|trace|invoice|receipt|tracking|payment id|imei)"
    r"\s?(?:号码?|號碼?|id|no\.?|number)?\s?(?:是|为|為|is|was)?\s?[:：#]?\s?$",
    re.IGNORECASE,
)
_NETWORK = re.compile(
    # Visa; Mastercard, Maestro; American Express, Diners, JCB; Discover, UnionPay, Maestro, RuPay;
    # Mastercard and Mir; UnionPay and RuPay; Troy and cards of Chinese banks; UATP.
    r"4\d{12}(?:\d{3}){0,2}|5\d{12,18}|3\d{13,18}|6\d{12,18}|2[2-7]\d{14}|8[12]\d{14,17}|9\d{15,18}|1\d{14}"
)


def cut_numbers(text: str) -> str:
    """`text` with card and identity numbers cut to their last four characters.

    Luhn is not asked for: some UnionPay cards fail it. A number called an order or ticket number
    stays whole, unless it is a card's by Luhn and its first digits.
    """
    while found := [number for number in _long_numbers(text) if not _is_reference(number, text)]:
        for number in reversed(found):
            text = f"{text[: number.start]}****{number.digits[-4:]}{text[number.end :]}"
    return text


def _long_numbers(text: str) -> Iterator[_Long]:
    """What may be card and identity numbers, from left to right."""
    if not re.search(r"\d{4}|\d(?:\D{1,3}\d){8}", text):
        return
    others = [match.span() for match in _NAME.finditer(text)]
    found = [_of_match(match) for match in _LONG_NUMBER.finditer(text)]
    found += [number for match in _CHAIN.finditer(text) for number in _in_chain(match)]
    end = 0
    for number in sorted(found, key=lambda number: (number.start, -number.end)):
        in_name = any(start <= number.start < stop for start, stop in others)
        if number.start < end or in_name or not _stands_alone(number, text):
            continue
        # Groups of four that begin like no card are amounts or years: 1000 2000 3000 4000.
        is_grouped = number.end - number.start > len(number.digits)
        if (
            not is_grouped
            or _NETWORK.fullmatch(number.digits)
            or _IDENTITY.fullmatch(number.digits.upper())
        ):
            yield number
            end = number.end


def _of_match(match: re.Match[str]) -> _Long:
    digits = re.sub(r"[^\dXx]", "", match[0])
    groups = re.findall(r"[\dXx]+", match[0])
    may_be_longer = digits.startswith("62")  # UnionPay: 16 to 19 digits, not all pass Luhn
    if (
        len(groups) == 5
        and not may_be_longer
        and not _is_card("".join(groups))
        and _is_card("".join(groups[:4]))
    ):
        # A card of four groups, and another number after it.
        shorter = match[0][: match[0].rindex(groups[4])].rstrip(" -–—‐−·./_")
        return _Long(match.start(), match.start() + len(shorter), digits[: -len(groups[4])])
    return _Long(match.start(), match.end(), digits)


def _in_chain(chain: re.Match[str]) -> Iterator[_Long]:
    """Cards in groups of another size: 4 1 1 1 …, or 62284804 0256489001."""
    groups = list(re.finditer(r"\d+", chain[0]))
    lengths = [len(group[0]) for group in groups]
    at = 0
    while at < len(groups):
        step = 1
        digits = ""
        best: int | None = None
        for last in range(at, min(at + 19, len(groups))):
            digits += groups[last][0]
            if len(digits) > 19:
                break
            sizes = set(lengths[at : last + 1])
            # Smaller groups are dates, times and amounts.
            if last > at and (sizes == {1} or min(sizes) >= 3) and _is_card(digits):
                best = last
        if best is not None:
            value = "".join(group[0] for group in groups[at : best + 1])
            start = chain.start()
            yield _Long(start + groups[at].start(), start + groups[best].end(), value)
            step = best - at + 1
        at += step


def _stands_alone(number: _Long, text: str) -> bool:
    """Whether it is no part of a longer name, as in TX-2026112000012345."""
    before = text[max(0, number.start - 16) : number.start]
    if _BEFORE_GLUED.search(before) and not _CARD_WORD.search(before):
        return False
    return _AFTER_GLUED.match(text, number.end) is None or _is_card(number.digits)


# A time without separators: 20261120143025.
_COMPACT_TIME = re.compile(rf"{_COMPACT_DATE.pattern}(?:[01]\d|2[0-3])[0-5]\d[0-5]\d")


def _is_reference(number: _Long, text: str) -> bool:
    if _COMPACT_TIME.fullmatch(text, number.start, number.end):
        return True
    before = text[max(0, number.start - 24) : number.start]
    return _IS_REFERENCE.search(before) is not None and not _is_card(number.digits)


def _is_card(digits: str) -> bool:
    from stdnum import luhn

    return _NETWORK.fullmatch(digits) is not None and bool(luhn.is_valid(digits))


def _is_doubtful(number: _Long) -> bool:
    digits = number.digits
    # 62: UnionPay, whose cards do not all pass Luhn.
    is_unionpay = digits.startswith("62") and 16 <= len(digits) <= 19
    return is_unionpay or _is_card(digits) or _is_identity_number(digits)


# The first two digits are the province; then the birthday, in old numbers without the century.
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}"
_IDENTITY = re.compile(
    rf"{_PROVINCE}(?P<century>(?:19|20)?)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}(?(century)[\dX]?)"
)


def _is_identity_number(digits: str) -> bool:
    from stdnum.iso7064 import mod_11_2

    if not _IDENTITY.fullmatch(digits.upper()):
        return False
    return len(digits) == 15 or (len(digits) == 18 and bool(mod_11_2.is_valid(digits.upper())))


# --- masks for what leaves ------------------------------------------------------------------------

_ADDRESS = r"(?P<name>[A-Za-z0-9._%+'-]+|[^\W_A-Za-z0-9]{1,32})@(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
_EMAIL = re.compile(rf"(?P<masked>•••)?(?<![A-Za-z0-9._%+'-]){_ADDRESS}")
_MASKED = re.compile(r"•••(?:.{0,2}|.?@[^@]*)", re.DOTALL)
_OTHER_PHONE = re.compile(
    r"(?<![\d-])(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|09\d\d[ -]?\d{3}[ -]?\d{3}|(?:\(0\d\) ?|0\d[ -])\d{3,4}[ -]?\d{4}|(?:85[23]|886)[ -]\d{4}[ -]?\d{4})(?![\d-])"
    r"|(?<![\d.-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\d-])"
)
_CALLED_PHONE = re.compile(
    r"(?:电话|電話|手机|手機|座机|联系方式|(?<![A-Za-z])(?:phone|tel|mobile|cell|whatsapp))(?:号码?|號碼?| no\.?| number)?\s?(?:是|is)?[:：.]?\s?"
    r"(?P<number>[2-9]\d{2,3}[ -]?\d{4})(?![\d-])",
    re.IGNORECASE,
)


_DECIMALS = re.compile(r"\d+\.\d+")
_AFTER_AMOUNT = re.compile(r"\.\d|\s?(?:元|块)")


def mask_whole(text: str) -> str:
    """An identifying value as it may leave: enough to recognise it by, not to use it."""
    if _MASKED.fullmatch(text):
        return text
    name, at, host = text.partition("@")
    if at:
        return f"•••{name[-1:] if len(name) > 3 else ''}@{host.replace('@', '')}"
    return f"•••{text[-2:] if len(text) > 5 else ''}"


def mask_contacts(text: str) -> str:
    """`text` with the phone numbers and e-mail addresses in it masked; everything else stays."""
    masked = _EMAIL.sub(_mask_address, text)
    parts = []
    end = 0
    # The longest of those that overlap: +86 138… goes with its country.
    for start, stop in sorted(_phones(masked), key=lambda span: (span[0], -span[1])):
        before = masked[max(0, start - 24) : start]
        is_other = _IS_REFERENCE.search(before) or _is_decimal(masked, start, stop)
        if start >= end and not is_other and not _AFTER_AMOUNT.match(masked, stop):
            last = re.sub(r"\D", "", masked[start:stop])[-2:]
            parts += [masked[end:start], f"•••{last}"]
            end = stop
    masked = "".join([*parts, masked[end:]])
    # What was glued to a number can only be seen without it.
    return masked if masked == text else mask_contacts(masked)


def _is_decimal(text: str, start: int, stop: int) -> bool:
    """Whether the digits are those of 0.13800138000."""
    return _DECIMALS.fullmatch(text, start, stop) is not None or (
        _DECIMALS.match(text, max(0, start - 2)) is not None and text[start - 1 : start] == "."
    )


def _mask_address(match: re.Match[str]) -> str:
    if match["masked"] and len(match["name"]) <= 1:
        return match[0]
    return mask_whole(f"{match['name']}@{match['host']}")


def _phones(text: str) -> Iterator[tuple[int, int]]:
    if not re.search(r"\d{7}|\d{2,4}[ .)-]{1,2}\d{3}", text):
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    for match in PhoneNumberMatcher(text, "CN", leniency=Leniency.VALID):
        # It takes the bracket before “(13800138000)” for the number's own.
        is_open = match.raw_string.count("(") > match.raw_string.count(")")
        yield match.start + is_open, match.end
    for found in _OTHER_PHONE.finditer(text):
        yield found.span()
    for named in _CALLED_PHONE.finditer(text):
        yield named.span("number")
