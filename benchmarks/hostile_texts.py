"""How the time to look for secrets grows with a hostile text: ratios, four times the length.

    python benchmarks/hostile_texts.py

Linear is 4; a rule that looks at every pair of places would show 16.
"""

from time import process_time

from wallethelp.core.privacy.contacts import mask_contacts
from wallethelp.core.privacy.door import inspect
from wallethelp.core.tables import hand_in
from wallethelp.lookups import LibraryTables

hand_in(LibraryTables())

HOSTILE = [
    "1",
    "1 ",
    "1-",
    "1234 ",
    "12345 6",
    "4111 ",
    "4111111111111111 ",
    "a",
    "a ",
    "a@",
    "a.",
    "•",
    "abandon ",
    "aban-",
    "的 ",
    "的",
    "密码",
    "密码是",
    "验证码 ",
    "password ",
    "password is ",
    "code ",
    "code 1",
    "助记词 abandon ",
    "5",
    "xprv",
    "0x",
    "-----BEGIN ",
    "https://a:",
    "eyJ",
    "( ",
    "一",
    "one ",
    "138 0013 ",
    "+",
    "2026-11-20 ",
    "订单号 12345678 ",
    "1234 验证码 ",
    "secret=",
    "\"'",
    ": : : ",
    "K" * 51 + " ",
    "cvv ",
    "1/2 ",
    "a1 ",
    "密码告诉",
    "p a s s",
    "6228*",
    "12/28 7 ",
    "password x",
    "卡背面",
    "recovery code abcd-",
    "三",
    "私钥 a1",
    "账号a1 ",
    "充值 a",
    "※1、",
    "+1 ",
    "(at)",
    "½",
    "zero 1 ",
    "<br>",
    "abandon",
]
SHORT = 2_500


def seconds(text: str) -> float:
    """Processor seconds to inspect `text` and to mask it."""
    begun = process_time()
    inspect(text, "free")
    mask_contacts(text)
    return process_time() - begun


def main() -> None:
    """Print the ratio for every text, the worst last."""
    rows = []
    for part in HOSTILE:
        seconds(part * 10)
        short = min(seconds((part * SHORT)[:SHORT]) for _ in range(3))
        long = seconds((part * SHORT * 4)[: SHORT * 4])
        rows.append((long / max(short, 1e-4), long, part))
    for ratio, long, part in sorted(rows):
        print(f"{ratio:5.1f}  {long:7.3f} s for {SHORT * 4:,} characters  {part!r}")


if __name__ == "__main__":
    main()
