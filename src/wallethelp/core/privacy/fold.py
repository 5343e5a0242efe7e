"""A text as the rules read it: folded, with every character's place in what was typed."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property

from wallethelp.core.patterns import late

# Of the characters that the vocabulary uses, those that differ.
_TRADITIONAL = (
    "碼馬瑪驗證認動態隨機簡訊權錄識別號單訂編帳賬戶電話錯誤異後個條鐘時幣歐圓臺設為輸發給報說講傳騙"
    "參請鑰復備種詞語記詢問題數點擊錢轉儲額總損費價讓還這裡們塊萬億張剛兩係脅壓滿鈴銀類聯繫餘憑"
    "執運遞終櫃團買賣實處間從沒開門樓歲後繳擋簽欄邊攞畀俾嘅帐麼么"
    "應該當確寫記憶變換鎖讀聽試測對過會員國區郵狀態產標稅優薦廣結敗絕顯響應網絡連撥購車寶紅賺虧減"
    "滙匯據雙級線領體現誤啟啓謎瑪嗎數"
)
_SIMPLIFIED = (
    "码马玛验证认动态随机简讯权录识别号单订编账账户电话错误异后个条钟时币欧圆台设为输发给报说讲传骗"
    "参请钥复备种词语记询问题数点击钱转储额总损费价让还这里们块万亿张刚两系胁压满铃银类联系余凭"
    "执运递终柜团买卖实处间从没开门楼岁后缴挡签栏边拿给给的账么么"
    "应该当确写记忆变换锁读听试测对过会员国区邮状态产标税优荐广结败绝显响应网络连拨购车宝红赚亏减"
    "汇汇据双级线领体现误启启谜玛吗数"
)
# What looks like a Latin letter, and what means the same sign.
_ALIKE = dict(
    zip(
        "аеорсухіјѕԁһВНКМТΑΒΕΗΙΚΜΝΟΡΤΧο" + "。−·‘’" + "ıł",
        "aeopcyxijsdhBHKMTABEHIKMNOPTXo" + ".-·''" + "il",
        strict=True,
    )
)
_FOLDED = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)) | _ALIKE
_SIGNS = {"Ps": "[", "Pe": "]", "Pi": '"', "Pf": '"', "Pd": "-"}


@cache
def _fold(character: str) -> str:
    """NFKC of one character; without accents and variants, in simplified and plain letters."""
    if character.isascii():
        return character
    if unicodedata.category(character) in ("Mn", "Me"):
        return ""
    plain = _FOLDED.get(character) or unicodedata.normalize("NFKC", character)
    if not plain.isascii():
        plain = _SIGNS.get(unicodedata.category(character), plain)
    if "⁄" in plain:  # ½ is no 12
        return "※"
    if len(plain) == 1 and plain.isdecimal():
        return str(unicodedata.decimal(plain))
    if plain.isalpha() and len(plain) == 1 and not "\u3040" <= plain <= "\ud7ff":
        plain = unicodedata.normalize("NFKD", plain)[0]
    return "".join(_FOLDED.get(one, one) for one in plain)


HAN_DIGITS = dict(
    zip(
        "〇零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖貳參陸",
        "0012345678912123456789236",
        strict=True,
    )
)
_ENGLISH_DIGITS = {
    word: str(number % 10)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine oh".split()  # noqa: SIM905
    )
}
_TIMES = {"double": 2, "triple": 3}
_HAN = f"[{''.join(HAN_DIGITS)}]"
_HAN_RUN = late(rf"{_HAN}(?:[ ,、·.-]?{_HAN}){{2,18}}")
_WORD = rf"(?:(?:(?:double|triple)[ -])?(?:{'|'.join(_ENGLISH_DIGITS)}|\d(?!\d)))"
_ENGLISH_RUN = late(
    rf"(?<![A-Za-z]){_WORD}(?:[ ,-]{{1,2}}{_WORD}(?![A-Za-z])){{1,18}}", re.IGNORECASE
)
_SPELLED_SECRET = late(
    r"码|密|口令|code|cv[vc]|otp|(?<![a-z])m?p[ .]?i[ .]?n(?![a-z])|passw|背面|后三|digits?\b",
    re.IGNORECASE,
)


# h o n g 3 3 2 1, and with other signs between the letters.
_LETTER = "[A-Za-z0-9@#$%&!?_]"
_SPACED = late(
    rf"(?<![A-Za-z0-9]){_LETTER}(?P<sep>[,、._·*|/-] ?| {{1,2}}){_LETTER}"
    rf"(?:(?P=sep){_LETTER}){{2,40}}(?![A-Za-z0-9])"
)
_LABEL_FIRST = late(
    "(my|the)?(password|passcode|pincode|[a-z]{0,16}code|pin|otp)(is|was)?(?=.)", re.IGNORECASE
)


def _close_up(match: re.Match[str]) -> str:
    if re.search("[A-Za-z]", match[0]) is None:
        return match[0]
    closed = match[0].replace(match["sep"], "")
    label = _LABEL_FIRST.match(closed)
    return " ".join([*filter(None, label.groups()), closed[label.end() :]]) if label else closed


def _han_to_digits(match: re.Match[str]) -> str:
    return "".join(HAN_DIGITS.get(character, character) for character in match[0])


def _english_to_digits(match: re.Match[str]) -> str:
    if not re.search("[a-z]", match[0], re.IGNORECASE):
        return match[0]
    digits, times = "", 1
    for word in re.findall(r"[a-z]+|\d", match[0].lower()):
        if word in _TIMES:
            times = _TIMES[word]
        else:
            digits, times = digits + _ENGLISH_DIGITS.get(word, word) * times, 1
    return digits


class View:
    """One text as the rules read it. `typed` is the text itself."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        pieces = [(piece, at) for at, one in enumerate(typed) for piece in _fold(one)]
        self.folded = "".join(piece for piece, _ in pieces)
        self._places = [at for _, at in pieces]

    def place(self, start: int, stop: int) -> tuple[int, int]:
        """Where the part of `folded` from `start` to `stop`, not empty, stands in `typed`."""
        return self._places[start], self._places[stop - 1] + 1

    def put(self, changes: Iterable[tuple[int, int, str]]) -> str:
        """`typed` with parts of `folded` replaced; `changes` are in order and do not overlap."""
        parts, end = [], 0
        for start, stop, new in changes:
            first, last = self.place(start, stop)
            parts += [self.typed[end:first], new]
            end = last
        return "".join([*parts, self.typed[end:]])

    @cached_property
    def digits(self) -> str:
        """`folded` with 八四五九 and “eight four five nine” as 8459, and h o n g as hong.

        Short ones only beside a word for a code: 三四五天 are days.
        """
        least = 3 if _SPELLED_SECRET.search(self.folded) else 6

        def long(made: str, match: re.Match[str]) -> str:
            return made if sum(map(str.isdigit, made)) >= least else match[0]

        text = re.sub(" {2,}", " ", _SPACED.sub(_close_up, self.folded))
        text = _HAN_RUN.sub(lambda match: long(_han_to_digits(match), match), text)
        return _ENGLISH_RUN.sub(lambda match: long(_english_to_digits(match), match), text)
