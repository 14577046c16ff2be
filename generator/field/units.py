"""The unit of amounts as tables print it (单位：万元, 金额：元, （元）): understood, or named.

A unit that is printed and not understood is never taken for another one. A label that is left
blank (单位：, 金额单位：) states no unit, as if it were not there; nor does the name of a currency
(币种：人民币).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.base.decoding import UNSEEN
from generator.base.labels import squash
from generator.base.money import PRINTED_UNITS

_SEPARATOR = "[:;,.、。/|=—–\\-~·（【\\[]"
# 编制单位, 预算单位 … name who publishes; 金额单位, 货币单位 name nothing but a unit.
_PLAIN_KEY = re.compile(
    r"(?:(?P<money>(?:金额|货币|计量|计价|计算|核算|记账|会计|列报|计数|数量|人民币)单位)|(?P<sum>金额|币种|货币|本位币)"
    r"|(?<![制报算开属管成户本各类要位])(?P<plain>单位)|(?P<english>(?i:unit)))"
    rf"(?:名称)?(?:均为|都是|为|是|以)?(?P<apart>{_SEPARATOR}*)(?P<rest>.*)"
)
_MONEY = re.compile(
    r"(?:人民币|RMB|CNY|¥|￥|本位币)?[（(]?(?P<number>10{1,8}|10{0,3}(?:,000){1,2}|[1一壹]?[十百千万亿拾佰仟萬億]{0,3})"
    r"(?P<word>元|圆|圓|園|块钱|块|YUAN|RMB|CNY|人民币)[整正]?(?:[（(]?(?:人民币|RMB|CNY)[）)]?)?[）)\]】]*",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:人民币|RMB|CNY|¥|￥)", re.IGNORECASE)
_BEFORE_UNIT = re.compile(rf"(?:人民币|RMB|CNY|¥|￥)[）)】\]]*{_SEPARATOR}+", re.IGNORECASE)
_CURRENCIES = frozenset({"币种", "货币", "本位币"})  # words that need not state a size
_CURRENCY = re.compile(rf"(?:{_BARE.pattern}|[（）()\[\]【】:;,./、])*", re.IGNORECASE)
_SIZE = re.compile(r"10|1,0|[一壹]?[十百千万亿拾佰仟萬億]|[元圆圓園块]")
_AFTER = re.compile(
    r"公开|部门|编制|币种|货币|页|20[0-9]{2}|第[0-9]|[^\u4e00-\u9fffA-Za-z0-9]|(?:保留|精确|四舍|取整|角|整数)"
)
_FOREIGN = re.compile(r"美元|欧元|港元|日元|英镑|港币|美金|澳元|加元|外币")
_MONEY_ROOT = re.compile(
    r"[元圆圓圜块￥¥$仟佰萬億]|^[角分]$|RMB|CNY|USD|yuan|人民币|[十百千万亿][兀無无員员园院]|^[十百千万亿]+$",
    re.IGNORECASE,
)
_BRACKETS = "（）()【】[]〔〕「」"
_AT_HEAD = re.compile(
    r"(?:[（(\[【](?:金额|计量|货币)?(?:单位)?[:;,.]?([^（）()\[\]【】]{0,4}[元圆圓块](?:整|人民币)?)[）)\]】]"
    r"|[:;/,、·\-—_](?:单位:?)?((?:人民币)?[十百千万亿]{0,2}[元圆圓]整?))$"
)
_NUMERALS = str.maketrans("壹拾佰仟萬億", "一十百千万亿")
_ZEROS = {0: "", 1: "十", 2: "百", 3: "千", 4: "万", 5: "十万", 6: "百万", 7: "千万", 8: "亿"}
_SHORT = 6
_QUOTES = re.compile(f"[“”‘’\"'<>{UNSEEN}]")
_AS_UNIT = re.compile(r"(?:以|按)([^，。,;；]{0,6}[元圆])(?:为|作)(?:金额|计量|货币)?单位")
_ORGANISATION = re.compile(
    r"[局委办院校所会馆站队厅处部社团室镇乡县区市省司]|中心|政府|公司|机关|街道|本级"
)


class PrintedUnit(NamedTuple):
    """A unit as printed: `unit` is one of ours, empty where the words are not understood."""

    unit: str
    words: str


def find_unit(text: str, following: str = "") -> PrintedUnit | None:
    """Return the unit that a line above a grid states, None where it states none.

    `following` is the next cell of the row, in which the unit may stand apart (单位： | 元).
    """
    plain = _QUOTES.sub("", squash(text)).replace("單位", "单位")
    alone = plain.strip(_BRACKETS)
    if plain and len(plain) <= _SHORT + 2 and _MONEY.fullmatch(alone):
        return _understand(alone, plain)
    said = _AS_UNIT.search(plain)
    if said:
        return (
            _understand(said[1], said[1]) if _MONEY.fullmatch(said[1]) else PrintedUnit("", said[1])
        )
    for found in _keys_in(plain):
        rest = found["rest"]
        if not rest and (found["apart"] or found["money"] or found["plain"]):
            beside = _QUOTES.sub("", squash(following))
            rest = "" if ":" in beside else beside  # another label: this one is left blank
        printed = _read_rest(found, rest)
        if printed is not None:
            return printed
    return None


def _keys_in(plain: str) -> list[re.Match[str]]:
    """Return the words 单位, 金额 … with what follows each of them; at most a handful."""
    found: list[re.Match[str]] = []
    start = 0
    while len(found) < _SHORT:
        match = _PLAIN_KEY.search(plain, start)
        if match is None:
            return found
        found.append(match)
        start = match.start() + 2
    return found


def _read_rest(found: re.Match[str], rest: str) -> PrintedUnit | None:
    """Return what stands behind the word 单位 (or 金额): a unit, words like one, or None."""
    rest = rest.lstrip(_BRACKETS + ":;,.")
    currency = _BARE.match(rest)
    if currency and found["sum"] in _CURRENCIES and not _SIZE.match(_CURRENCY.sub("", rest, 1)):
        return None
    shorter = _BEFORE_UNIT.sub("", rest, count=1)
    if _MONEY.match(shorter):
        rest = shorter
    money = _MONEY.match(rest)
    after = rest[money.end() :] if money else ""
    if money and (not after or _AFTER.match(after)):
        return _understand(money[0], found[0])
    if currency and not found["money"]:
        again = rest[currency.end() :].lstrip(_BRACKETS + ":;,./、")
        if again and _PLAIN_KEY.match(again):
            return None  # 币种：人民币 单位：元 — the second word says it
    words = re.split(r"[）)】\]]|20[0-9]{2}|公开0", rest)[0]
    if not words:
        return None
    if found["money"] or (found["sum"] and found["apart"] and _MONEY_ROOT.search(words)):
        return PrintedUnit("", words)
    like = _MONEY_ROOT.search(words) or _FOREIGN.search(words)
    named = len(words) > _SHORT or _ORGANISATION.search(words)
    return PrintedUnit("", words) if found["apart"] and like and not named else None


def _understand(words: str, shown: str) -> PrintedUnit:
    found = _MONEY.match(words)
    number = (found["number"] if found else "").translate(_NUMERALS).replace(",", "")
    if len(number) > 1 and number[0] in "1一" and not number.isascii():
        number = number[1:]
    if number.isascii() and number:
        number = _ZEROS.get(len(number) - 1, "?")
    named = found is not None and found["word"][0] in "元圆圓園块Yy"
    unit = f"{number}元" if number or named else ""
    return PrintedUnit(unit if unit in PRINTED_UNITS else "", words or shown)


def unit_of_head(text: str) -> PrintedUnit | None:
    """Return the unit that the head of a column states: 决算数（元）, 决算数:元, 元."""
    plain = squash(text)
    if _MONEY.fullmatch(plain):
        return _understand(plain, plain)
    found = _AT_HEAD.search(plain)
    if found is None:
        return None
    words = found[1] or found[2]
    return _understand(words, plain) if _MONEY.fullmatch(words) else PrintedUnit("", words)


def without_unit(text: str) -> str:
    """Return a squashed head of a column without the unit it states."""
    if _MONEY.fullmatch(text):
        return ""
    return _AT_HEAD.sub("", text)
