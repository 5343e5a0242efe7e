"""The words people name times by, Chinese, English and mixed: tables, no rules."""

from datetime import timedelta, timezone
from typing import NamedTuple

from wallethelp.core.reading.numerals import ENGLISH
from wallethelp.core.values import PartOfDay

SIMPLIFIED = str.maketrans(
    "點號週後個鐘兩禮時間內這從過幾當噚琴尋聽開來約鍾裡裏晝",
    "点号周后个钟两礼时间内这从过几当寻寻寻听开来约钟里里昼",
)
"""Traditional signs of the words below, and the Cantonese ones for yesterday."""

DAYS = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "昨天": -1,
    "昨日": -1,
    "寻日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "听日": 1,
    "后天": 2,
    "后日": 2,
    "大后天": 3,
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
PARTS: dict[str, PartOfDay] = {
    "凌晨": "small-hours",
    "early hours": "small-hours",
    "small hours": "small-hours",
    "清晨": "morning",
    "清早": "morning",
    "一早": "morning",
    "早上": "morning",
    "早晨": "morning",
    "上午": "morning",
    "上昼": "morning",
    "in the morning": "morning",
    "morning": "morning",
    "中午": "noon",
    "正午": "noon",
    "晌午": "noon",
    "下午": "afternoon",
    "午后": "afternoon",
    "下昼": "afternoon",
    "in the afternoon": "afternoon",
    "afternoon": "afternoon",
    "傍晚": "dusk",
    "黄昏": "dusk",
    "晚上": "evening",
    "晚间": "evening",
    "夜晚": "evening",
    "in the evening": "evening",
    "evening": "evening",
    "夜里": "night",
    "夜间": "night",
    "深夜": "night",
    "半夜": "night",
    "大半夜": "night",
    "午夜": "night",
    "at night": "night",
    "night": "night",
}
DAY_PARTS: dict[str, tuple[int, PartOfDay]] = {
    "前晚": (-2, "evening"),
    "昨早": (-1, "morning"),
    "昨晚": (-1, "evening"),
    "昨夜": (-1, "night"),
    "寻晚": (-1, "evening"),
    "今早": (0, "morning"),
    "今晨": (0, "morning"),
    "今晚": (0, "evening"),
    "今夜": (0, "night"),
    "明早": (1, "morning"),
    "明晨": (1, "morning"),
    "明晚": (1, "evening"),
    "听晚": (1, "evening"),
    "last night": (-1, "night"),
    "this morning": (0, "morning"),
    "this afternoon": (0, "afternoon"),
    "this evening": (0, "evening"),
    "tonight": (0, "evening"),
}


class Hours(NamedTuple):
    """Hours `first` to `last` as they are said; each of `add` makes a reading of its own."""

    first: int
    last: int
    add: tuple[int, ...] = (0,)


PART_HOURS: dict[PartOfDay, tuple[Hours, ...]] = {
    "small-hours": (Hours(0, 6), Hours(12, 12, (-12,))),
    "morning": (Hours(1, 12),),
    "noon": (Hours(10, 14), Hours(1, 3, (12,))),
    "afternoon": (Hours(12, 19), Hours(1, 11, (12,))),
    "dusk": (Hours(16, 20), Hours(4, 8, (12,))),
    # The night belongs to the day it begins on: 昨晚1点 is the small hours of today.
    "evening": (
        Hours(17, 24),
        Hours(6, 12, (12,)),
        Hours(5, 5, (12, 24)),
        Hours(0, 4, (24,)),
    ),
    # With a day's name, 夜里2点 can be that day's or the next one's.
    "night": (Hours(18, 24), Hours(6, 11, (12,)), Hours(12, 12, (-12, 12)), Hours(0, 5, (0, 24))),
}
PART_RANGES: dict[PartOfDay, tuple[int, int]] = {
    "small-hours": (0, 6),
    "morning": (6, 12),
    "noon": (11, 14),
    "afternoon": (12, 18),
    "dusk": (17, 20),
    "evening": (18, 24),
    "night": (22, 30),
}
"""The hour a part of the day begins with, and the one it ends before."""

WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
ENGLISH_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            *("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu"),
            *("friday fri", "saturday sat", "sunday sun"),
        )
    )
    for name in names.split()
}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct", "november nov"),
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
SHIFTS = {
    "上上": -2,
    "上": -1,
    "这": 0,
    "本": 0,
    "下": 1,
    "下下": 2,
    "last": -1,
    "this": 0,
    "next": 1,
    "去": -1,
    "今": 0,
    "明": 1,
    "前": -2,
}

UNITS = {
    "工作日": "working day",
    "working day": "working day",
    "business day": "working day",
    "banking day": "working day",
    "bank day": "working day",
    "workday": "working day",
    "work day": "working day",
    "自然日": "day",
    "天": "day",
    "日": "day",
    "calendar day": "day",
    "day": "day",
    "d": "day",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "week": "week",
    "fortnight": "fortnight",
    "wk": "week",
    "小时": "hour",
    "钟头": "hour",
    "hour": "hour",
    "hr": "hour",
    "h": "hour",
    "刻钟": "quarter",
    "分钟": "minute",
    "分": "minute",
    "minute": "minute",
    "min": "minute",
    "月": "month",
    "month": "month",
    "年": "year",
    "year": "year",
}

ABOUT = (
    *(
        "大概",
        "大约",
        "快",
        "将近",
        "接近",
        "差不多",
        "左右",
        "前后",
        "约",
        "好像",
        "可能是",
        "应该是",
        "~",
        "≈",
    ),
    *("about", "around", "approximately", "approx.", "approx", "roughly", "or so", "ish"),
)
BY = (
    *("之前", "以前", "前", "内", "最晚", "最迟", "不晚于", "不迟于", "截止到", "截止", "截至"),
    *("by", "before", "until", "till", "no later than", "not later than"),
    *("at the latest", "latest"),
)
"""What makes a time a deadline; the day named counts until its end."""
DAY_END = (
    *("下班", "之内", "以内", "end of day", "end of the day", "end of today", "eod", "cob"),
    "close of business",
)
"""The end of the day named, or of today; no hour is made up for it."""
FROM = (
    *("从", "自", "起算", "算起", "开始算", "起", "开始", "之后", "以后", "后"),
    *("counted from", "counting from", "starting from", "starting", "from", "after", "since"),
)
NOW = ("刚才", "刚刚", "刚", "现在", "just now", "right now", "a moment ago", "now", "头先")
FILLERS = (
    *("的时候", "那天", "的", "在", "是", "于", "就", "，", ",", "。", "(", ")", "、"),
    *("on", "at", "the", "of", "it was", "was", "in"),
)


ZONES = {
    name: timezone(timedelta(hours=hours))
    for hours, names in (
        (0, ("utc", "gmt", "z", "世界时", "格林威治时间")),
        (
            8,
            (
                "北京时间",
                "中国时间",
                "香港时间",
                "台北时间",
                "台湾时间",
                "新加坡时间",
                "马来西亚时间",
            ),
        ),
        (8, ("hkt", "sgt", "pht", "myt")),
        (8, ("beijing time", "china time", "hong kong time", "singapore time")),
        (9, ("日本时间", "东京时间", "韩国时间", "首尔时间", "jst", "kst")),
        (7, ("泰国时间", "曼谷时间", "越南时间", "ict", "wib")),
        (-5, ("est", "cdt")),
        (-4, ("edt",)),
        (-7, ("mst", "pdt")),
        (-8, ("pst",)),
        (-6, ("mdt",)),
        (1, ("cet", "bst")),
        (2, ("cest", "eet")),
        (10, ("aest",)),
        (11, ("aedt",)),
    )
    for name in names
}
"""Names that mean one offset only: CST and IST mean several, “New York time” changes."""

HAN_NUMBER = "[〇零一二两三四五六七八九十百]{1,6}"
NUMBER = rf"(?:\d{{1,4}}(?:\.\d)?|{HAN_NUMBER}|(?:{ENGLISH})(?![a-z]))"
