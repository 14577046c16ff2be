"""Chinese numerals, compared with cn2an and with what is typed by hand."""

import random

import cn2an
import num2words
import pytest

from generator.base.numerals import LANGUAGE, Num2WordChinese, chinese_month, chinese_numeral

_ORDINALS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
    "二十一",
    "二十二",
    "二十三",
    "二十四",
    "二十五",
    "二十六",
]


def test_the_ordinals_of_rows_and_headings() -> None:
    assert [chinese_numeral(number) for number in range(1, 27)] == _ORDINALS


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (10, "十"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (10000, "一万"),
        (10005, "一万零五"),
        (10010, "一万零一十"),
        (20018, "二万零一十八"),
        (100000, "十万"),
        (110000, "十一万"),
        (1000001, "一百万零一"),
        (100000000, "一亿"),
        (100010000, "一亿零一万"),
        (7123169388520, "七万一千二百三十一亿六千九百三十八万八千五百二十"),
        (-13, "负十三"),
    ],
)
def test_whole_numbers(number: int, words: str) -> None:
    assert num2words.num2words(number, lang=LANGUAGE) == words


def test_every_number_to_thirty_thousand() -> None:
    """cn2an writes 一十 at the front, where rows and headings have 十."""
    converter = Num2WordChinese()
    for number in range(30001):
        words = converter.to_cardinal(number)
        assert words == _as_we_write(cn2an.an2cn(number)), number


def _as_we_write(words: str) -> str:
    return words[1:] if words.startswith("一十") else words


def test_large_numbers() -> None:
    converter = Num2WordChinese()
    dice = random.Random(20)
    for _ in range(3000):
        number = dice.randrange(10 ** dice.randint(5, 15))
        assert converter.to_cardinal(number) == _as_we_write(cn2an.an2cn(number)), number


def test_numbers_beyond_the_words_are_refused() -> None:
    with pytest.raises(OverflowError):
        Num2WordChinese().to_cardinal(10**16)


def test_other_forms() -> None:
    converter = Num2WordChinese()
    assert converter.to_ordinal(3) == "第三"
    assert converter.to_ordinal_num(3) == "第3"
    assert converter.to_year(2025) == "二〇二五"
    assert num2words.num2words(2025, lang=LANGUAGE, to="year") == "二〇二五"


@pytest.mark.parametrize(
    ("year", "month", "text"),
    [
        (2025, 9, "二〇二五年九月"),
        (2024, 10, "二〇二四年十月"),
        (2010, 12, "二〇一〇年十二月"),
        (2030, 1, "二〇三〇年一月"),
    ],
)
def test_dates_of_a_cover(year: int, month: int, text: str) -> None:
    assert chinese_month(year, month) == text
