"""Which section of the Henan form a heading or a sentence is about, by its words."""

from __future__ import annotations

import re

from generator.base.labels import key_of
from generator.base.ordinals import NUMERALS, mark_end
from generator.field import sections, zh
from generator.review.text.mentions import find_all_numbers

# Of a general narrative heading; one that names a section alone could stand in part one as well.
OPENING_TOPICS = frozenset("一二三四五")
# Sections that a section on the whole of income and spending may hold as parts of its own.
SIDES = frozenset("二三")
BOTH_SIDES = "一"
_NO_TOPIC = re.compile(r"表$|名词|解释$|概况$|职[责能]|机构设置|(?:人员|单位)构成")
_YEAR = r"(?:19|20)[0-9]{2}年度?"
# What may stand before the words of a heading: 关于2024年度, 本部门, 江河市教育局2024年.
_LEAD = re.compile(
    rf"(?:关于)?(?:.{{0,30}}?{_YEAR})?(?:[本我]?(?:部门|单位))*(?:本?年度?|总体)?(?:决算)?"
)
_AND = "[、和与及]?"
_FUNDS = (
    (sections.PROCUREMENT, zh.PROCURING),
    (sections.ASSETS, "国有资产"),
    (sections.PERFORMANCE, "绩效"),
    ("七", zh.GOVERNMENT_FUND),
    ("八", "国有资本"),
)
_FISCAL = (
    ("四", f"财政拨款(?:总体)?(?:收{_AND}支|收入{_AND}支出|收入总计|总收入)"),
    ("五", "一般公共预算.*支出|财政拨款(?:本年)?支出"),
)
_HEADINGS = (
    ("九", "三公"),
    ("十", "机关运行|机构运行"),
    *_FUNDS,
    ("六", zh.BASIC_EXPENDITURE),
    *_FISCAL,
    ("一", f"收入{_AND}支出(?!预算)|收{_AND}支"),
)
_SIDE = "(?:决算|总|构成|结构|情况|分|来源|说明)"
# These two are common words: the heading begins with them.
_HEADING_SIDES = (("二", f"(?:总)?收入{_SIDE}"), ("三", f"(?:总)?支出{_SIDE}"))
# The subject of a sentence, up to its first number.
_SUBJECTS = (
    ("九", "三公|因公出国|公务用车(?:购置|运行)|公务接待"),
    ("十", "机关运行|机构运行"),
    (sections.ASSETS, "国有资产|车辆"),
    *_FUNDS,
    ("六", zh.BASIC_EXPENDITURE),
    *_FISCAL,
    ("一", f"收{_AND}支|收入{_AND}支出|(?:收入|支出)总计|总收入|总支出"),
    ("二", "收入合计|本年收入"),
    ("三", "支出合计|本年支出"),
)
_HEADING_WORDS = tuple((topic, re.compile(words)) for topic, words in _HEADINGS)
_SIDE_WORDS = tuple((topic, re.compile(words)) for topic, words in _HEADING_SIDES)
_SUBJECT_WORDS = tuple((topic, re.compile(words)) for topic, words in _SUBJECTS)
_ORDINAL = re.compile(rf"\s*(?:[（(][{NUMERALS}]{{1,3}}[）)][、.．]?|[{NUMERALS}]{{1,3}}、)")
_MONEY = re.compile(r"[0-9]\s*(?:[万亿萬億]?元|[万萬])")
_STOP = re.compile("[，。；,;]")
_LONGEST = 120
# Words that headings are made of; what is left of one without them is nothing.
_VOCABULARY = re.compile(
    rf"{_YEAR}|本年度?|年度|关于|部门|单位|收入|支出|收支|[收支、和与及的（）()]|总体|总计|具体|结构"
    "|构成|决算|预算|一般公共|公共财政|财政|拨款|政府性基金|国有资本|经营|基本|项目|三公|经费|机关"
    "|机构|运行|政府采购|国有资产|资产|占用|占有|使用|管理|绩效|评价|自评|工作|情况|说明|分析|其他"
    "|其它|重要|事项|需要?|有关|会议费?|培训费?|购置|公开|数据"
)
_SETTLED = re.compile(r"(?:情况|说明|分析|事项)$")


def topic_of(title: str) -> str:
    """Return the section of the Henan form that a heading is about, empty where none is."""
    plain = key_of(title)
    if _NO_TOPIC.search(plain):
        return ""
    found = next((topic for topic, words in _HEADING_WORDS if words.search(plain)), "")
    if found or len(plain) > _LONGEST:
        return found
    lead = _LEAD.match(plain)
    begin = lead.end() if lead else 0
    return next((topic for topic, words in _SIDE_WORDS if words.match(plain, begin)), "")


def subject_of(text: str) -> str:
    """Return the words of a sentence before its first number, dates apart; empty without one."""
    begin = mark_end(text)
    opening = text[begin : begin + _LONGEST]
    ordinal = _ORDINAL.match(opening)
    opening = opening[ordinal.end() :] if ordinal else opening
    number = next(iter(find_all_numbers(opening)), None)
    words = opening[: number.start] if number else ""
    return "" if "。" in words else key_of(words).lstrip(",")


def topic_of_sentence(text: str) -> str:
    """Return the section that a sentence with a number belongs to, by what the number is of."""
    words = subject_of(text)
    return next((topic for topic, pattern in _SUBJECT_WORDS if pattern.search(words)), "")


def states_accounts(text: str, *, any_section: bool) -> bool:
    """Whether a sentence states an amount of the accounts as a whole, as only narratives do.

    `any_section`: an amount of a single section is enough.
    """
    opening = text[:_LONGEST]
    is_sentence = _STOP.search(text) and _MONEY.search(opening)
    topic = topic_of_sentence(opening) if is_sentence else ""
    return topic in OPENING_TOPICS or bool(topic and any_section)


def is_settled(title: str) -> bool:
    """Whether a heading ends as those of the narrative do (…情况说明), no row of a table does."""
    return bool(_SETTLED.search(key_of(title)))


def is_made_of_heading_words(title: str) -> bool:
    """Whether a line has the words of a heading and no others (财政拨款收入决算情况)."""
    plain = key_of(title)
    return bool(_SETTLED.search(plain)) and not _VOCABULARY.sub("", plain)
