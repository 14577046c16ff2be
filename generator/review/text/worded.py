"""Numbers in words (五辆, 伍仟陆佰万元, 百分之五): where they stand, their value and unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.money import UNIT_SIZES, ZERO, parse_amount
from generator.base.numerals import NUMERAL_CHARACTERS, read_numeral
from generator.field import zh
from generator.model.submission import Mention, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_FIRST = "".join(sorted(set(NUMERAL_CHARACTERS) - set("零〇千万萬亿億")))
# 第三, 统一, 之一 and the words of planning (十四五) are no numbers of the accounts.
_NUMERAL = rf"(?<![统唯单专第之其初每逐{NUMERAL_CHARACTERS}0-9])[{_FIRST}][{NUMERAL_CHARACTERS}点]*"
_MONEY = r"(?:[元圆](?!化|素|旦)(?P<small>[一二三四五六七八九壹贰叁肆伍陆柒捌玖][角分]){0,2}整?)"
_COUNTED = (
    r"辆|台（套）|台\(套\)|台|套|人次|批次|个团组|倍"
    r"|名(?!称|词|单|义)|人(?!员|才|均|民|事|口|道|生|体|为)"
)
# Units of so many other things that a number in words says something only where it is told.
_TOLD = r"个(?!别|人|性|体)|家|项|次|批|件|所|户|处|组|期|场|份|种|位|条|名|笔|篇"
_WORDED = re.compile(
    rf"(?P<words>{_NUMERAL})(?:(?P<money>{_MONEY})|(?P<point>个百分点)|(?P<unit>{_COUNTED})"
    rf"|(?P<told>{_TOLD}))|百分之(?P<share>[{NUMERAL_CHARACTERS}点]+)"
)
_TELLS = re.compile(
    r"(?:共|共有|共计|共设|合计|总计|总数为?|数量为?|设有|下设|内设|下辖|辖|实有)\s*$"
)
# 有三个单位: of units a few more words tell.
_HAS = re.compile(r"(?:有|为|含|包括|包含|由|的)\s*$")
_OF_UNITS = re.compile(r"[个家](?:独立核算|预算|决算|所属|下属|直属|行政|事业)*(?:单位|机构|科室)")
_SMALL = {"角": 1, "分": 2}
_LARGE = {"万": zh.TEN_THOUSAND_YUAN, "亿": zh.HUNDRED_MILLION_YUAN}
_LARGE_WORDS = {"万": "万萬", "亿": "亿億"}
_BEFORE = 6
_POINT = "点"


def find_worded(text: str) -> Iterator[Mention]:
    """Yield the numbers in words that have a unit, in their order.

    What is about so many (两三辆) or not well formed is no number, but counted: its value is 0.
    """
    for match in _WORDED.finditer(text):
        if match["share"]:
            yield _mention(match.start(), match.end(), match.end(), match["share"], "%", text)
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if match["told"] and not _is_told(text, match, before):
            continue
        words, start = match["words"], match.start()
        end = start + len(words)
        if match["money"]:
            yield _money(text, start, end, match.end())
        else:
            unit = match["point"] or match["unit"] or match["told"]
            yield _mention(start, end, match.end(), words, unit, text)


def _is_told(text: str, match: re.Match[str], before: str) -> bool:
    """Whether the words before a count, or it and what is counted, say that it is stated."""
    if _TELLS.search(before):
        return True
    return bool(_HAS.search(before) and _OF_UNITS.match(text, match.start("told")))


def _money(text: str, start: int, end: int, unit_end: int) -> Mention:
    """Return an amount; 伍仟陆佰万元 is 5600 of 万元, with 角 and 分 it is one of 元."""
    words = text[start:end]
    tail = text[end + 1 : unit_end].removesuffix("整")
    for large, unit in _LARGE.items():
        if words[-1] in _LARGE_WORDS[large] and not tail:
            return _made(start, end - 1, unit_end, words[:-1], _scaled(words, unit), unit)
    value = _value(words)
    for digit, place in zip(tail[::2], tail[1::2], strict=True):
        if value is not None:
            value += parse_amount(read_numeral(digit)).scaleb(-_SMALL[place])
    return _made(start, end, unit_end, words, value, "元")


def _scaled(words: str, unit: str) -> Decimal | None:
    """Return an amount whose last word is that of its unit: 三亿五千万 is 35000 of 万元."""
    if _POINT in words:
        return _value(words[:-1])
    value = _value(words)
    return None if value is None else parse_amount(f"{value / UNIT_SIZES[unit]:f}")


def _mention(start: int, end: int, unit_end: int, words: str, unit: str, text: str) -> Mention:
    return _made(start, end, unit_end, text[start:end], _value(words), unit)


def _made(
    start: int, end: int, unit_end: int, text: str, value: Decimal | None, unit: str
) -> Mention:
    if value is None:
        return Mention(
            start, end, unit_end, text, ZERO, unit, MentionKind.UNREAD, 0, is_worded=True
        )
    kind = MentionKind.COUNT
    if unit in UNIT_SIZES:
        kind = MentionKind.AMOUNT
    elif unit in {"%", "个百分点"}:
        kind = MentionKind.RATE
    decimals = max(0, -int(value.as_tuple().exponent))
    return Mention(start, end, unit_end, text, value, unit, kind, decimals, is_worded=True)


def _value(words: str) -> Decimal | None:
    try:
        return parse_amount(read_numeral(words))
    except ValueError:
        return None
