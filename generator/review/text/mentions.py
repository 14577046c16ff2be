"""Numbers in a running Chinese text: value, unit, kind (金额、比率、数量 …)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.base.money import ZERO, parse_amount
from generator.field import zh
from generator.field.subjects import known_names
from generator.model.submission import Mention, MentionKind
from generator.review.text.worded import find_worded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_GAP = re.compile(r"[ \t\u3000*\\]*")  # a formula set in TeX has \%
# The same with blanks between its groups or beside its point: 5 685.30, 5, 685.30, 5685. 30.
_BLANK = "[ \u00a0\u2009\u202f\u3000]"
_GROUPING = f"(?:{_BLANK}?[,，]{_BLANK}?|{_BLANK})"
# No amount has more groups than these; without a bound rows of digits are read again and again.
_SPACED = re.compile(
    f"-?[0-9]{{1,3}}(?:{_GROUPING}[0-9]{{3}}){{1,6}}(?![0-9])(?:{_BLANK}?[.]{_BLANK}?[0-9]+)?|"
    f"-?[0-9]+{_BLANK}?[.]{_BLANK}?[0-9]+"
)
# Cut apart where no group ends: 56 85.30 may be one number or two.
_CUT = re.compile(f"-?[0-9]{{1,12}}{_BLANK}[0-9]{{1,12}}[.][0-9]+")
_PARTED = re.compile(f"[0-9]{_BLANK}[0-9]")
# What begins a sentence may be the number of an item; what counts things is no part of an amount.
_ITEM_BEFORE = re.compile(r"(?:^|[。；;第目表图号件])[\s*#（(]*$")
_MONEY = (zh.HUNDRED_MILLION_YUAN, zh.TEN_THOUSAND_YUAN, "元", "万")
# Written in the old characters the units are the same.
_OLD_MONEY = {"億元": zh.HUNDRED_MILLION_YUAN, "萬元": zh.TEN_THOUSAND_YUAN, "萬": "万"}
_RATES = ("个百分点", "%", "％")
_COUNTS = (
    *(
        "个",
        zh.PERSON_TIMES,
        zh.BATCHES,
        "人",
        "辆",
        zh.PIECES,
        "台(套)",
        "台",
        "套",
        "项",
        "名",
        "次",
        "批",
    ),
    *("笔", "倍", "家", "件", "条", "所", "户", "处", "组", "期", "场", "份", "篇", "种", "位"),
    *("平方米", "公里", "小时", "天", "分钟", "周"),
)
_DATES = (zh.YEAR, "年", "月份", "月", "日", "时", "季度")
# What stands before a number that is part of a name or a code.
_LABELLED = re.compile(
    r"(?:公开|第|图|表|附件|附表|财决|№|[〔\[【（(]20[0-9]{2}[〕\]】）)]|[A-Za-z]|[0-9]\s*[-—~～/]\s*)$"
)
_ORDINAL = re.compile(r"\s*(?:[.．、)）]|）)")
_MARK_REACH = 40
_NUMBERED = re.compile(r"^[\s*#（(]*$|[；;。：:，、]\s*[（(]?$")
_LABEL_AFTER = ("号", "条例", "热线", "工程", "工作制", "平台", "－", "-01", "#")
# 100万元（含）以上: a class of things, no amount of the accounts.
_THRESHOLD = re.compile(r"\s*(?:[（(]不?含[）)])?(?:及|或)?以[上下]")
# A year by itself: 2024新招聘, 2024-2025年, and in brackets 〔2020〕10号.
_YEAR_ALONE = re.compile(r"[\u4e00-\u9fff]|\s*[-—~～至、/]\s*(?:19|20)[0-9]{2}")
# So many characters before a number tell whether it is that of an item.
_NEAR = 8
_BRACKETS = {"〔〕", "[]", "【】", "（）", "()"}
# A code of the subjects right before its name, alone or run together with the number of its item.
_CODED = re.compile(r"(?:(?P<item>[0-9]{1,2})[.．])?(?P<code>[12][0-9]{2}(?:[0-9]{2}){0,2})$")
_NAMED = re.compile(r"\s{0,3}[\u4e00-\u9fff]{2}")
_HOTLINES = {"12345", "110", "119", "120", "96", "5"}
# What stands right before a number of the accounts, however many digits it has.
_STATED = re.compile(r"(?:为|是|支出|收入|总计|合计|经费|决算数?|预算数?|金额|均|共)[:：]?\s*$")
# The last ones are the hyphen that ends no line (U+2011), which office programs print for a minus,
# and the minus of mathematics (U+2212).
_WIDE = str.maketrans("０１２３４５６７８９．，％－\u2011\u2212", "0123456789.,%---")
_ANY_WIDE = re.compile(f"[{''.join(map(chr, _WIDE))}]")  # few texts have one; looking costs less


def narrow(text: str) -> str:
    """Return the text with full-width digits, points, percent signs and hyphens made ordinary.

    The length does not change, so that positions stay true.
    """
    return text.translate(_WIDE) if _ANY_WIDE.search(text) else text


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Return every number of a passage in order; those of dates, codes and ordinals say so.

    Numbers in words are among them where they have a unit (五辆); what cannot be read as one
    number (两三辆) is not.
    """
    return tuple(m for m in _find_all(narrow(text)) if m.kind is not MentionKind.UNREAD)


def find_all_numbers(text: str) -> tuple[Mention, ...]:
    """Return every number that states something, those without a unit as well.

    For counting only: where `find_mentions` may take an amount for a code or a range for a label,
    this does not. The value of a number that cannot be read is 0.
    """
    plain = narrow(text)
    return tuple(m for m in _find_all(plain) if m.is_claim or _may_claim(plain, m))


@lru_cache(maxsize=4096)
def _find_all(text: str) -> tuple[Mention, ...]:
    """Return the numbers of a text; every stage of a review asks for those of each passage."""
    return tuple(sorted((*_find(text), *find_worded(text)), key=lambda mention: mention.start))


def _may_claim(text: str, mention: Mention) -> bool:
    """Whether what passes for a label may be an amount: 10—20万元, 支出60015."""
    if mention.kind is not MentionKind.LABEL:
        return False
    if mention.unit in {*_MONEY, *_RATES}:
        return not _THRESHOLD.match(text, mention.unit_end)
    return bool(_STATED.search(text[max(0, mention.start - 6) : mention.start]))


def _find(text: str) -> Iterator[Mention]:
    for match in _numbers(text):
        start, digits = match.start(), match.group()
        unit, kind, unit_end = _unit_after(text, match.end())
        coded = _CODED.match(digits) if kind is MentionKind.BARE else None
        if coded and coded["item"] and _NAMED.match(text, match.end()):
            for group in ("item", "code"):
                at, end = start + coded.start(group), start + coded.end(group)
                value = parse_amount(coded[group])
                yield Mention(at, end, end, coded[group], value, "", MentionKind.LABEL, 0)
            continue
        if digits.startswith("-") and start and _is_hyphen(text[start - 1], kind):
            start, digits = start + 1, digits[1:]
        try:
            value = _read(text, start, digits)
        except ValueError:
            value, kind = ZERO, MentionKind.UNREAD
        if (
            (kind is MentionKind.BARE and _is_label(text, start, match.end(), digits))
            or (kind is MentionKind.AMOUNT and _THRESHOLD.match(text, unit_end))
            or _LABELLED.search(text[max(0, start - 8) : start])
        ):
            kind = MentionKind.LABEL
        elif kind is MentionKind.BARE and _is_year_alone(text, start, match.end(), digits):
            kind = MentionKind.DATE
        elif kind is MentionKind.DATE and unit in {"年", zh.YEAR} and not _is_year(digits):
            kind = MentionKind.COUNT
        decimals = len(re.sub(_BLANK, "", digits).partition(".")[2])
        yield Mention(start, match.end(), unit_end, digits, value, unit, kind, decimals)


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers of a text in order, with the blanks that stand inside them."""
    position = 0
    while found := _NUMBER.search(text, position):
        spaced = _SPACED.match(text, found.start()) or _CUT.match(text, found.start())
        if spaced and spaced.end() > found.end() and _is_one_number(text, spaced):
            found = spaced
        yield found
        position = found.end()


def _is_one_number(text: str, spaced: re.Match[str]) -> bool:
    """Whether digits with blanks between them are one number: money or a rate, and no item's."""
    before = text[max(0, spaced.start() - _NEAR) : spaced.start()]
    _, kind, _ = _unit_after(text, spaced.end())
    if kind not in {MentionKind.AMOUNT, MentionKind.RATE} or _ITEM_BEFORE.search(before):
        return False
    return spaced.re is _SPACED or _STATED.search(before) is not None


def _read(text: str, start: int, digits: str) -> Decimal:
    """Return the value of a number; a blank that groups its digits is a comma.

    Raises ValueError for what may be two numbers: wrong groups, and 公务用车 5 200.00万元, set
    apart like a row.
    """
    if _PARTED.search(digits) and text[start - 1 : start].isspace():
        raise ValueError(digits)
    plain = re.sub(f"{_BLANK}*([,.]){_BLANK}*", r"\1", digits.replace("，", ","))
    return parse_amount(re.sub(_BLANK, ",", plain))


def _is_hyphen(before: str, kind: MentionKind) -> bool:
    """Whether a - joins (2023-2024, 公开-01); after a word an amount or rate may be negative."""
    if before.isascii():
        return before.isalnum()
    return before.isalnum() and kind not in {MentionKind.AMOUNT, MentionKind.RATE}


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}  # noqa: PLR2004 - a year has four digits


def _is_year_alone(text: str, start: int, end: int, digits: str) -> bool:
    """Whether a number without a unit is a year: in brackets, in a range, before a word."""
    if not _is_year(digits):
        return False
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return around in _BRACKETS or _YEAR_ALONE.match(text, end) is not None


def _unit_after(text: str, end: int) -> tuple[str, MentionKind, int]:
    """Return the unit that follows a number, what kind it makes it, and where it ends."""
    gap = _GAP.match(text, end)
    at = gap.end() if gap else end
    for written, unit in _OLD_MONEY.items():
        if text.startswith(written, at):
            return unit, MentionKind.AMOUNT, at + len(written)
    for units, kind in (
        (_MONEY, MentionKind.AMOUNT),
        (_RATES, MentionKind.RATE),
        (_DATES, MentionKind.DATE),
        (_COUNTS, MentionKind.COUNT),
    ):
        for unit in units:
            if text.startswith(unit, at):
                return ("%" if unit == "％" else unit), kind, at + len(unit)
    if text.startswith("分", at):
        return "分", MentionKind.SCORE, at + 1
    return "", MentionKind.BARE, end


@cache
def _class_names() -> tuple[str, ...]:
    return tuple(name for code, name in known_names().items() if len(code) == 3)  # noqa: PLR2004 - a 类


def _is_label(text: str, start: int, end: int, digits: str) -> bool:
    """Whether a number without a unit is an ordinal, a code, a document number or a name."""
    after = text[end : end + 3].lstrip()
    if digits in _HOTLINES or after.startswith(_LABEL_AFTER):
        return True
    if "." not in digits and "," not in digits:
        if _ORDINAL.match(text, end) and _NUMBERED.search(text, max(0, start - _MARK_REACH), start):
            return True
        if _CODED.fullmatch(digits) and text.startswith(_class_names(), end):
            return True
        if len(digits) >= 5 or (after[:1].isascii() and after[:1].isalpha()):  # noqa: PLR2004 - a code
            return True
    return bool(_LABELLED.search(text[max(0, start - 8) : start]))
