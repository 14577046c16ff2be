"""Points of a text: 指标值≥a，完成值b，分值c分，得分d分 in whatever words, each with its name.

A maintainer adds a province by adding words to a role, with an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import parse_amount
from generator.base.numerals import NUMERAL_CHARACTERS
from generator.field import evaluation, measures, zh
from generator.field.evaluation import AT_LEAST, AT_MOST, FULL_MARKS
from generator.review.text.mentions import narrow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.passage import Passage
    from generator.model.submission import SubmittedParagraph


class Role(Enum):
    """What a number of an indicator says."""

    TARGET = "指标值"
    ACTUAL = "完成值"
    FULL = FULL_MARKS
    SCORE = zh.SCORE
    RATE = "得分率"
    LOST = "扣分"


class Wording(NamedTuple):
    """Words before a number that make it a role, and an example with that number."""

    role: Role
    words: tuple[str, ...]
    example: str


WORDINGS = (
    Wording(
        Role.TARGET,
        (
            "年度指标值",
            "绩效指标值",
            "指标值",
            "年度目标值",
            "年初目标值",
            "绩效目标值",
            "目标值",
            "计划值",
            "预期值",
            "计划完成值",
        ),
        "线路条数年度指标值≥210条，实际完成值210条，分值10分，得分10分",
    ),
    Wording(
        Role.ACTUAL,
        ("实际完成值", "全年完成值", "完成值", "实际值", "实现值", "实际完成", "实际达到"),
        "线路条数目标值≥210条，实际值210条，满分10分，实得10分",
    ),
    Wording(
        Role.FULL,
        (FULL_MARKS, "标准分值", "标准分", "满分", "指标分值", "权重分", "权重", "指标", "应得"),
        "①决算真实性，指标5分，得5分",
    ),
    Wording(
        Role.SCORE,
        (
            "实际得分",
            "自评得分",
            "评价得分",
            "综合得分",
            "总得分",
            "总评分",
            evaluation.POINTS_TOTAL,
            zh.SCORE,
            "实得分",
            "实得",
            "自评分",
            "得",
        ),
        "产出数量（满分20分，实得18.50分）",
    ),
    Wording(Role.RATE, ("得分率",), "产出数量满分20分，实得15分，得分率75%"),
    Wording(Role.LOST, ("扣减", "扣除", "扣掉", "扣了", "扣"), "时效指标分值10分，扣2分，得8分"),
)
_NUMBER = r"[0-9]{1,12}(?:,[0-9]{3})*(?:\.[0-9]{1,6})?"
_LINK = r"\s{0,3}(?:数|均|各|共|了)?(?:为|是|＝|:|：)?\s{0,3}"
_STOPS = "，。；;,、（）()\n"
# What a value of TARGET or ACTUAL may be: to the next stop.
_VALUE = rf"(?P<value>[^{_STOPS}]{{0,40}})"


def _words(role: Role) -> str:
    words = next(wording.words for wording in WORDINGS if wording.role is role)
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PATTERN = re.compile(
    rf"(?P<target>{_words(Role.TARGET)}){_LINK}{_VALUE}"
    rf"|(?P<actual>{_words(Role.ACTUAL)}){_LINK}(?P<reached>[^{_STOPS}]{{0,40}})"
    rf"|(?P<rate>{_words(Role.RATE)}){_LINK}(?P<percent>{_NUMBER})\s{{0,3}}%"
    rf"|(?P<lost>{_words(Role.LOST)}){_LINK}(?P<less>{_NUMBER})\s{{0,3}}分(?!之|值|钟)"
    rf"|(?P<full>{_words(Role.FULL)})(?!值|数){_LINK}(?P<marks>{_NUMBER})"
    rf"(?:(?P<unit>\s{{0,3}}分(?!之|钟))|(?=\s{{0,3}}(?:[{_STOPS}得]|$)))"
    rf"|(?P<score>{_words(Role.SCORE)})(?!率|值){_LINK}(?P<points>{_NUMBER})\s{{0,3}}分(?!之|钟|值)"
    rf"|(?P<bracket>[（(])\s{{0,3}}(?P<inside>{_NUMBER})\s{{0,3}}分\s{{0,3}}[，）)]"
)
# Signs that texts have and no form, and what they are taken for.
_LOOSE_SIGNS = (
    (re.compile(r"\s*(?:[>＞](?!\s*[=＝])|达到)"), AT_LEAST),
    (re.compile(r"\s*[<＜](?!\s*[=＝])"), AT_MOST),
)
_NUMBER_STARTS = re.compile(f"-?[0-9]|[{NUMERAL_CHARACTERS}]")
# Signs as they are set in TeX, and as many characters of ours.
_TEX = (
    (r"\geqslant", "≥"),
    (r"\leqslant", "≤"),
    (r"\geq", "≥"),
    (r"\leq", "≤"),
    (r"\ge", "≥"),
    (r"\le", "≤"),
    (r"\%", "%"),
    ("$", ""),
    ("*", ""),
)
_ITEM_ENDS = "。；;\n"
_BEFORE_NAME = re.compile(
    r"^[\s，,、：:“”\"]*(?:其中[:：，]?)?(?:[①-⑳]|[（(][0-9一二三四五六七八九十]{1,2}[）)]"
    r"|[0-9]{1,2}[.．、](?![0-9])|[一二三四五六七八九十]{1,2}[、是])?\s*"
)
_AFTER_NAME = re.compile(r"[\s，,：:、（(“”\"]*(?:的)?(?:指标)?[\s，,：:（(]*$")
_LONGEST_NAME = 80


class Value(NamedTuple):
    """A target or what was reached: as written, and its number with its unit where it has one."""

    text: str
    start: int
    sign: str = ""
    number: Decimal | None = None
    measured_in: str = ""


class Points(NamedTuple):
    """A number of points and where it stands; whether 分 stands behind it."""

    value: Decimal
    start: int
    end: int
    has_unit: bool = True


@dataclass(slots=True)
class Scored:
    """What is scored: an indicator, a level, or the whole; parts that are not said are None.

    `word` is what the score is called (总得分); `end` is where its last number ends.
    """

    passage: Passage
    where: str
    name: str
    start: int
    end: int = 0
    target: Value | None = None
    actual: Value | None = None
    full: Points | None = None
    score: Points | None = None
    rate: Points | None = None
    lost: Points | None = None
    word: str = ""

    @property
    def starts(self) -> Iterator[int]:
        """Where the numbers of points stand."""
        for one in (self.full, self.score, self.rate, self.lost):
            if one is not None:
                yield one.start


def plain_text(text: str) -> str:
    """Return a text of the same length, full-width digits and signs of TeX made ordinary."""
    plain = narrow(text.replace("，", "\0")).replace("\0", "，")
    for written, sign in _TEX:
        if written in plain:
            plain = plain.replace(written, sign.ljust(len(written)))
    return plain


def read_value(text: str, start: int) -> Value:
    """Return a target (≥ 95%) or what was reached; the number where it is one plain number."""
    plain = text
    for loose, sign in _LOOSE_SIGNS:
        plain = loose.sub(sign, plain, count=1) if loose.match(plain) else plain
    value, at = measures.read_value(plain), _NUMBER_STARTS.search(text)
    if value is None or at is None:
        return Value(text.strip(), start)
    return Value(text.strip(), start + at.start(), value.sign, value.number, value.unit)


def read_scored(paragraph: SubmittedParagraph) -> list[Scored]:
    """Return what a paragraph scores, in its order; linear in its length."""
    text = plain_text(paragraph.passage.text)
    found: list[Scored] = []
    current: Scored | None = None
    ended = 0
    for match in _PATTERN.finditer(text):
        role = _role_of(match)
        if match["bracket"] and _PATTERN_SCORE.match(text, match.end()) is None:
            continue
        if current is not None and _begins_anew(current, role, text, match.start()):
            ended = current.end
            current = None
        if current is None:
            current = Scored(paragraph.passage, paragraph.where, "", match.start())
            current.name = _name(text, ended, match.start())
            found.append(current)
        _put(current, role, match)
        current.end = match.end()
    return [one for one in found if one.score is not None or one.full is not None]


# A bracket with points is the full marks of what is scored right behind it.
_PATTERN_SCORE = re.compile(rf"[^{_ITEM_ENDS}]{{0,30}}?(?:{_words(Role.SCORE)}){_LINK}{_NUMBER}")


def _role_of(match: re.Match[str]) -> Role:
    names = (
        ("target", Role.TARGET),
        ("actual", Role.ACTUAL),
        ("rate", Role.RATE),
        ("lost", Role.LOST),
        ("full", Role.FULL),
        ("bracket", Role.FULL),
    )
    return next((role for name, role in names if match[name]), Role.SCORE)


def _begins_anew(current: Scored, role: Role, text: str, start: int) -> bool:
    """Whether a number is of what is scored next: the other has it already, or has ended."""
    own = {
        Role.TARGET: current.target,
        Role.ACTUAL: current.actual,
        Role.FULL: current.full,
        Role.SCORE: current.score,
        Role.RATE: current.rate,
        Role.LOST: current.lost,
    }[role]
    if own is not None:
        return True
    between = text[current.end : start]
    if any(sign in between for sign in _ITEM_ENDS) and current.score is not None:
        return role not in {Role.RATE, Role.LOST} or "。" in between
    return current.score is not None and role in {Role.TARGET, Role.ACTUAL, Role.FULL}


def _put(item: Scored, role: Role, match: re.Match[str]) -> None:
    if role is Role.TARGET:
        item.target = read_value(match["value"], match.start("value"))
    elif role is Role.ACTUAL:
        item.actual = read_value(match["reached"], match.start("reached"))
    elif role is Role.RATE:
        item.rate = _points(match, "percent")
    elif role is Role.LOST:
        item.lost = _points(match, "less")
    elif match["bracket"]:
        item.full = _points(match, "inside")
    elif role is Role.FULL:
        item.full = _points(match, "marks")._replace(has_unit=match["unit"] is not None)
    else:
        item.score, item.word = _points(match, "points"), match["score"]


def _points(match: re.Match[str], group: str) -> Points:
    return Points(parse_amount(match[group].replace(",", "")), match.start(group), match.end(group))


def _name(text: str, floor: int, start: int) -> str:
    """Return the words before the first number of an item, as far as they belong to it."""
    floor = max(floor, start - _LONGEST_NAME)
    words = _AFTER_NAME.sub("", text[floor:start])
    cut = max((words.rfind(sign) for sign in _ITEM_ENDS), default=-1)
    words = words[cut + 1 :]
    words = _BEFORE_NAME.sub("", words, count=1)
    return re.split("[，,]", words.strip(" ，,、：:"))[-1].strip()
