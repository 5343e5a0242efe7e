"""Text from outside: one clean line, and nothing invisible."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import ValidationError

from tests.support import PROPERTY
from wallethelp.core.text import LANGUAGES, SafeStr, Text, clean, has_unsafe_characters, visible
from wallethelp.i18n import helping, say, speaking
from wallethelp.pack.checking import validator

_SAFE = validator(SafeStr)
_ANYTHING = st.text(st.characters(), max_size=40)

UNSAFE = {
    "escape": "\x1b",
    "null": "\x00",
    "bell": "\x07",
    "backspace": "\x08",
    "delete": "\x7f",
    "C1 control": "\x9b",
    "soft hyphen": "\xad",
    "arabic letter mark": "\u061c",
    "zero width space": "\u200b",
    "right-to-left mark": "\u200f",
    "right-to-left override": "\u202e",
    "word joiner": "\u2060",
    "isolate": "\u2066",
    "byte order mark": "\ufeff",
    "annotation": "\ufff9",
    "lone surrogate": "\udc80",
    "tag": "\U000e0041",
}


@pytest.mark.parametrize("character", UNSAFE.values(), ids=UNSAFE.keys())
def test_what_hides_or_forges_text_is_taken_out(character: str) -> None:
    assert has_unsafe_characters(f"a{character}b")
    assert clean(f"a{character}b") == "ab"
    assert visible(f"a{character}b") == "ab"


def test_no_control_or_format_character_is_safe() -> None:
    for number in range(0x110000):
        character = chr(number)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            assert has_unsafe_characters(character) or character in "\t\n", hex(number)


@pytest.mark.parametrize("character", UNSAFE.values(), ids=UNSAFE.keys())
def test_a_pack_may_not_hold_it(character: str) -> None:
    with pytest.raises(ValidationError):
        _SAFE.validate_python(f"a{character}b")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１２３ＡＢＣ", "１２３ＡＢＣ"),
        ("：，。", "：，。"),
        ("a\nb", "a b"),
        ("a\r\nb\tc", "a b c"),
        ("a\u2028b", "a b"),
        ("  a   b  ", "a b"),
        ("\u3000a\u3000", "a"),
        ("a\xa0b", "a b"),
        ("e\u0301", "e\u0301"),
        ("", ""),
        (" \n\t ", ""),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("钱包", "钱包"),
    ],
)
def test_a_typed_line_is_kept_letter_for_letter(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_wording_for_the_screen_keeps_its_width() -> None:
    assert visible("充值：１００（元）") == "充值：１００（元）"


@PROPERTY
@given(text=_ANYTHING)
def test_clean_text_is_safe_and_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not has_unsafe_characters(once)
    assert "\n" not in once
    once.encode("utf-8")


@PROPERTY
@given(text=_ANYTHING)
def test_visible_text_is_safe(text: str) -> None:
    shown = visible(text)
    assert not has_unsafe_characters(shown)
    assert not set(shown) & set("\n\r\t\x0b\x0c")


@pytest.mark.parametrize("written", ["", "   ", "x" * 4001])
def test_a_wording_is_neither_empty_nor_endless(written: str) -> None:
    with pytest.raises(ValidationError):
        _SAFE.validate_python(written)


def test_a_wording_is_complete_in_both_languages() -> None:
    with pytest.raises(ValidationError):
        validator(Text).validate_python({"zh": "好"})
    text = Text(zh="好", en="Good")
    assert (text.to("zh"), text.to("en")) == ("好", "Good")


# --- whom it is about -----------------------------------------------------------------------------

ABOUT = Text(
    zh="有没有人让<you>付款？<your>钱包，<I>没给。",
    en="Did anyone ask <them> to pay? <your> card is <mine>, <you> said; <I> gave none. <I> did.",
)


def test_a_text_speaks_to_the_person_it_is_about() -> None:
    assert ABOUT.to("zh") == "有没有人让你付款？你的钱包，我没给。"
    assert ABOUT.to("en") == (
        "Did anyone ask you to pay? Your card is mine, you said; I gave none. I did."
    )


def test_a_text_speaks_of_the_person_who_is_helped() -> None:
    assert ABOUT.to("zh", helped="妈妈") == "有没有人让妈妈付款？妈妈的钱包，妈妈没给。"
    assert ABOUT.to("en", helped="my mother") == (
        "Did anyone ask them to pay? Their card is theirs, they said; they gave none. They did."
    )


def test_what_is_typed_is_no_mark() -> None:
    text = Text(zh="<you>付了 {amount}", en="<you> paid {amount}")
    said = text.to("zh", helped="{amount}<you>{}", field=lambda name: f"<{name}>{{due}}")
    assert said == "{amount}<you>{}付了 <amount>{due}"
    assert text.to("en") == "You paid {amount}"


def test_only_words_for_a_person_stand_in_such_brackets() -> None:
    for wrong in ("<yuo>", "<You>", "<b>bold</b>"):
        with pytest.raises(ValidationError, match="pronoun"):
            validator(Text).validate_python({"zh": "好", "en": wrong})
    assert Text(zh="小", en="a < b, <3, 2 > 1").to("en") == "a < b, <3, 2 > 1"


def test_the_only_wording_there_is_is_said_in_its_own_language() -> None:
    both = Text(zh="<you>看", en="<you> look")
    only = {"zh": Text(zh="<you>看", en="<you>看"), "en": Text(zh="<you> look", en="<you> look")}
    for wanted in LANGUAGES:
        assert both.language(wanted) == wanted
        assert Text(zh="{whom}", en="{whom}").language(wanted) == wanted
        assert {spoken: one.language(wanted) for spoken, one in only.items()} == {
            spoken: spoken for spoken in only
        }
        with speaking(wanted):
            assert [say(one) for one in only.values()] == ["你看", "You look"]
        with speaking(wanted), helping("妈妈"):
            assert [say(one) for one in only.values()] == ["妈妈看", "They look"]
