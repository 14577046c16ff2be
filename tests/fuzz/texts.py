"""Words, numbers and marks that readers stumble over, and changes of a text by its clauses."""

import re
from collections.abc import Callable
from random import Random

AMOUNTS = (
    "",
    "-",
    "—",
    "0",
    "-0",
    "0.00",
    "-0.01",
    "1e5",
    "1E400",
    "NaN",
    "Infinity",
    "-Infinity",
    "９９．９９",
    "１，２３４．５６",
    "1,23,4.5",
    "1.2.3",
    "．5",
    "5．",
    "+7",
    "(1.00)",
    "（1.00）",
    "99999999999999999999999999999999.99",
    "0.000000000000000000001",
    "9" * 400,
    "一千二百",
    "1 234.56",
    "1\u00a0234.56",
    "#REF!",
    "#DIV/0!",
    "=1+1",
    "12.34%",
    "12.34‰",
    "1/3",
    "²",
    "Ⅷ",
    "①",
    "٣",
    "१२",
    "𝟙𝟚",
    "½",
    "1_000",
    "0x10",
    "1.00万元",
    "百分之",
    "-50%",
    "200%",
    "1.0E+07",
)
WORDS = (
    "",
    " ",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u202e",
    "\x00",
    "\x0b",
    "\x1f",
    "\ud7ff",
    "\ufffd",
    "\U0010ffff",
    "\U00020000",
    "e\u0301",
    "ﬀ",
    "İ",
    "ß",
    "合计",
    "合 计",
    "小计",
    "其中：",
    "栏次",
    "行次",
    "项目",
    "科目编码",
    "科目名称",
    "决算数",
    "预算数",
    "公开05表",
    "单位：万元",
    "单位：元",
    "金额单位：亿元",
    "一、收入总计",
    "支出总计",
    "注：",
    "2010301",
    "30201",
    "302",
    "20101010101",
    "<w:p>",
    "&amp;",
    "]]>",
    "{{ 收支总计 }}",
    "{% for x in y %}",
    "【待补充：原因】",
    "\r",
    "\n",
    "\t",
    '"',
    "'",
    ",",
    "，",
    "。",
    "；",
    "（",
    "）",
    "“",
    "《",
    "2024年",
    "2023年度",
    "上年",
    "年初预算",
    "增长",
    "下降",
    "持平",
    "万元",
    "%",
    "x" * 5000,
    "（" * 300,
    "一" * 3000,
)
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_CLAUSE = re.compile(r"(?<=[，。；：、\n])")
_PUNCTUATION = "，。；：、（）“”《》,.;:()%-—\n "
_MOST = 5


def odd(dice: Random) -> str:
    """Return a word or an amount, whichever."""
    return dice.choice(dice.choice((AMOUNTS, WORDS)))


def _replace_number(dice: Random, text: str) -> str:
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    one = dice.choice(found)
    return text[: one.start()] + dice.choice(AMOUNTS) + text[one.end() :]


def _exchange_numbers(dice: Random, text: str) -> str:
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    one, other = dice.choice(found), dice.choice(found)
    return text[: one.start()] + other.group() + text[one.end() :]


def _insert_word(dice: Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + odd(dice) + text[at:]


def _change_mark(dice: Random, text: str) -> str:
    places = [at for at, sign in enumerate(text) if sign in _PUNCTUATION]
    if not places:
        return text
    at = dice.choice(places)
    mark: str = dice.choice(("", *_PUNCTUATION))
    return text[:at] + mark + text[at + 1 :]


def _by_clauses(change: Callable[[Random, list[str]], None]) -> Callable[[Random, str], str]:
    def changed(dice: Random, text: str) -> str:
        clauses = _CLAUSE.split(text)
        change(dice, clauses)
        return "".join(clauses)

    return changed


@_by_clauses
def _drop_clauses(dice: Random, clauses: list[str]) -> None:
    at = dice.randrange(len(clauses))
    del clauses[at : at + dice.randint(1, 3)]


@_by_clauses
def _double_clause(dice: Random, clauses: list[str]) -> None:
    at = dice.randrange(len(clauses))
    clauses[at:at] = [clauses[at]] * dice.choice((1, 1, 2, 40))


@_by_clauses
def _exchange_clauses(dice: Random, clauses: list[str]) -> None:
    one, other = dice.randrange(len(clauses)), dice.randrange(len(clauses))
    clauses[one], clauses[other] = clauses[other], clauses[one]


@_by_clauses
def _move_clauses(dice: Random, clauses: list[str]) -> None:
    at = dice.randrange(len(clauses))
    piece = clauses[at : at + dice.randint(1, 20)]
    del clauses[at : at + len(piece)]
    to = dice.randrange(len(clauses) + 1)
    clauses[to:to] = piece


_CHANGES = (
    _replace_number,
    _replace_number,
    _exchange_numbers,
    _insert_word,
    _insert_word,
    _change_mark,
    _change_mark,
    _drop_clauses,
    _double_clause,
    _exchange_clauses,
    _move_clauses,
)


def change_text(dice: Random, text: str) -> str:
    """Return the text with a few changes of its clauses, numbers and marks."""
    for _ in range(dice.randint(1, _MOST)):
        text = dice.choice(_CHANGES)(dice, text)
    return text
