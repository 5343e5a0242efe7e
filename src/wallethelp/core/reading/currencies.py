"""Currencies: their codes, how finely each is divided, and the names and signs people use.

The codes are those of ISO 4217, the decimals those in use (Unicode CLDR 49); a test holds them
against a maintained table. A currency is added here only.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Currency(NamedTuple):
    """A currency people name by more than its code."""

    code: str
    names: tuple[str, ...]
    decimals: int | None = None
    """How finely it is divided, where it is no money of a country."""
    decimal_comma: bool = False
    """Whether amounts are usually written 1.500,00, so that `1,500` is open too."""


_NAMED = (
    Currency(
        "CNY",
        (
            *("元", "块", "块钱", "圆", "塊", "人民币", "人民币元", "元人民币", "人民幣", "rmb"),
            *("yuan", "kuai", "¥", "cn¥"),
        ),
    ),
    Currency("USD", ("美元", "美金", "刀", "us$", "usd$", "us dollar", "us dollars")),
    Currency("HKD", ("港币", "港元", "港幣", "港纸", "蚊", "hk$", "hkd$")),
    Currency("TWD", ("新台币", "新臺幣", "台币", "台幣", "nt", "nt$", "ntd", "ntd$")),
    Currency("MOP", ("澳门币", "澳門幣", "澳门元", "葡币", "mop$")),
    Currency("SGD", ("新币", "新元", "新加坡元", "新加坡币", "坡币", "s$", "sgd$", "sing dollars")),
    Currency("MYR", ("林吉特", "马币", "令吉", "rm", "ringgit")),
    Currency("THB", ("泰铢", "泰銖", "铢", "฿", "baht")),
    Currency("PHP", ("菲律宾比索", "₱", "p", "php₱", "piso")),
    Currency("IDR", ("印尼盾", "印尼卢比", "rp", "rp.", "rupiah")),
    Currency("VND", ("越南盾", "越盾", "₫", "đ", "dong")),
    Currency("INR", ("印度卢比", "₹")),
    Currency("JPY", ("日元", "日圆", "日币", "円", "jp¥", "yen")),
    Currency("KRW", ("韩元", "韩币", "韓元", "₩", "won")),
    Currency("KHR", ("瑞尔", "៛", "riel")),
    Currency("MMK", ("缅币", "缅元", "kyat")),
    Currency("EUR", ("欧元", "歐元", "€", "euro", "euros"), decimal_comma=True),
    Currency("GBP", ("英镑", "英鎊", "£", "pound", "pounds", "quid")),
    Currency("AUD", ("澳元", "澳币", "a$", "au$")),
    Currency("CAD", ("加元", "加币", "c$", "ca$")),
    Currency("NZD", ("纽币", "纽元", "nz$")),
    Currency("CHF", ("瑞郎", "瑞士法郎", "francs")),
    Currency("RUB", ("卢布", "₽", "rubles", "roubles")),
    Currency("TRY", ("土耳其里拉", "₺", "lira")),
    Currency("BRL", ("雷亚尔", "r$", "reais"), decimal_comma=True),
    Currency("AED", ("迪拉姆", "dirham", "dirhams", "dhs")),
    # Coins and tokens are no ISO currencies, and divided as finely as need be.
    Currency("USDT", ("u", "泰达币", "泰達幣", "₮", "tether"), decimals=8),
    Currency("USDC", (), decimals=8),
    Currency("BTC", ("比特币", "个比特币", "比特幣", "₿", "bitcoin", "bitcoins"), decimals=8),
    Currency("ETH", ("以太币", "以太坊", "个以太坊", "ether"), decimals=8),
    *(Currency(code, (), decimals=8) for code in "TRX BNB SOL DAI XRP LTC DOGE TON MATIC".split()),
)
_ISO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP"
    " BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP"
    " GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR"
    " KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK"
    " MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR"
    " SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS"
    " UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
).split()
_NO_MINOR_UNIT = frozenset(
    (
        "AFN ALL BIF CLP COP DJF GNF HUF IDR IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PYG RWF"
        " SOS SYP UGX VND VUV XAF XOF XPF YER"
    ).split()
)
_THREE_DECIMALS = frozenset("BHD JOD KWD LYD OMR TND".split())

CODES = frozenset(_ISO) | {currency.code for currency in _NAMED}
"""Every code that is understood."""
_SHARED = (
    # Many countries share a name, and the sign of the dollar.
    (("卢比", "盧比", "rs", "rs.", "rupee", "rupees"), ("INR", "PKR", "NPR", "LKR")),
    (("比索", "peso", "pesos"), ("PHP", "MXN")),
    (("$", "dollar", "dollars", "bucks"), ("USD", "HKD", "SGD", "TWD")),
)


def _meant(
    rows: Iterable[tuple[Iterable[str], tuple[str, ...]]],
) -> dict[str, tuple[str, ...]]:
    """A name that stands in several rows means all of their currencies: none takes it away."""
    found: dict[str, tuple[str, ...]] = {}
    for names, codes in rows:
        for name in names:
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *codes)))
    return found


BY_NAME = _meant((*((one.names, (one.code,)) for one in _NAMED), *_SHARED))
"""Names and signs in lower case, with the currencies each can mean."""
_BY_CODE = {currency.code: currency for currency in _NAMED}


def decimals_of(code: str) -> int:
    """How many decimals amounts in `code` have in practice."""
    named = _BY_CODE.get(code)
    if named is not None and named.decimals is not None:
        return named.decimals
    return 0 if code in _NO_MINOR_UNIT else 3 if code in _THREE_DECIMALS else 2


def has_decimal_comma(code: str) -> bool:
    """Whether amounts in `code` are usually written 1.500,00."""
    named = _BY_CODE.get(code)
    return named is not None and named.decimal_comma


def codes_named(name: str) -> tuple[str, ...]:
    """The currencies `name` can mean: a sign, a name or a code, in any case; none if unknown."""
    folded = name.casefold()
    if folded in BY_NAME:
        return BY_NAME[folded]
    return (name.upper(),) if name.upper() in CODES else ()
