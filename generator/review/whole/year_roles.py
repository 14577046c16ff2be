"""What a year is said of: a figure, what a figure is compared with, something else (DOMAIN 5)."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from generator.field.phrases import BECAUSE, PURPOSE, REASON
from generator.review.text.mentions import narrow

YEAR = r"(?P<year>(?:19|20)[0-9]{2})\s*年"
# What the figures of a text are of, in the words that stand behind their year or their department.
QUANTITY = (
    r"(?:全年|全部)?(?:财政拨款|一般公共预算|政府性基金|国有资本"
    r"|本年|收入|支出|收、?支|总收入|总支出|基本支出|项目支出|人员经费|公用经费|[“\"]?三公|因公|公务"
    r"|机关运行|机构运行|运行经费|政府采购|决算|(?:年初|全年)?预算|车辆|实有|共有|国内|外宾)"
)
# None of it, and what is done with it; of a department these may be said of others' money too.
_DEED = r"没有|无|未|(?:组织|安排|发生|使用|接待|购置)(?!的)"
_OURS = r"(?:[本我该]?(?:部门|单位|[局委厅院]))?"
_ANY_YEAR = re.compile(YEAR)
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
# A reason that is not called one; it lasts as long as its sentence.
_BECAUSE = re.compile(f"{BECAUSE}|{PURPOSE}")
_GOES_ON = re.compile(r"\s*(?:[一二三四五六七八九]是|其[二三四五]|[（(][2-9][）)]|[②-⑨])")
_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")
_STOP = re.compile(r"[，。；：、！？;:\n]")
# 2022年、2023年收入分别为: a row of years is told, not the own one.
_ROW = re.compile(r"[0-9]{4}\s*年?\s*度?\s*[、和至到—-]\s*$")
_PAIR = re.compile(r"(?P<other>[0-9]{4})\s*年?\s*度?\s*[和与同跟及]\s*$")
_ROW_REACH = 24
_LEAD = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[0-9]{1,2}[.．、])?\s*"
)
_AGAINST = re.compile(
    r"(?:(?P<joined>与|同(?!比)|跟|和)|(?<![占环])比(?![例重率较照如])|(?<!比)较(?![大多好高低少快为])"
    r"|相比|同比|相较|对照)(?P<gap>[^0-9]{0,14})$"
)
_COMPARES = re.compile(
    r"[^与同跟和比较]{0,22}?(?:相比|比较|对比|相较|相对照|持平|一致|无变化|没有变化|无增减|无差异|比，)"
)
_PAIRS = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "「": "」", "『": "』"}
_PARTED = 24
# How far from a year that may stand which tells what it is said of.
_REACH = 240
# The budget of the year itself is a base as well, and so is its beginning.
# 一般公共预算财政拨款 is the name of a fund and no budget.
_OF_FUND = r"(?!财政|支出|收入|拨款|安排)"
_BUDGET = re.compile(rf"\s*度?\s*[^，。；;增减上下]{{0,12}}?(?:预算{_OF_FUND}|指标|计划|目标)")
_BUDGET_LABEL = re.compile(f"预算{_OF_FUND}")
_BEGINNING = re.compile(r"\s*度?\s*年?初")
_FREE = re.compile(r"\s*度?\s*(?:结转|结余|签订|合同|立项|招标|采购的|开工|竣工|下达|剩余|遗留)")
_LAST = re.compile(r"(?:上年度?|上一年度?|去年)(?:决算数?)?\s*[（(]?\s*$")
_CALLED_LAST = re.compile(r"\s*度?\s*[（(]即?(?:上年|上一年|去年)")
_THIS = re.compile(r"(?:本年度?|今年|当年)\s*[（(]\s*$")
_BESIDES = re.compile(
    r"截[至止]|对(?!外)|关于|根据|按照?|自(?!然)|从|由|在|经(?!济)|依据|以|用于|支付|归还|补发|包括|含|至"
)
# A few words, or a name up to the bracket or quote that ends it.
_BEFORE_FIGURE = re.compile(r"(?:[^0-9（）()]{0,24}(?<!的)|[^0-9]*[）)”])")
_OF_FIGURE = re.compile(
    rf"\s*度?\s*，?\s*{_OURS}(?P<what>(?:{QUANTITY}|{_DEED})[^，。；：\n0-9]{{0,40}})"
)
_AMOUNT = re.compile(r"[0-9][0-9,.]*")
_END = re.compile(r"\s*(?:度?末|底|年末|期末|12月31日)")
_TO_END = re.compile(r"(?:截[至止])?\s*$")
_STOCK = re.compile(r"车辆|设备|固定资产|资产总|开支财政拨款|在职|实有")
# The balance at the end of the year, where nothing says that it was used in the next one.
_BALANCE = re.compile(
    r"\s*度(?P<what>年末(?:财政拨款)?结转和?结余)[^，。；0-9]{0,6}(?P<amount>[0-9][0-9,.]*)"
    r"(?!.*(?:使用|安排|转入))"
)
_CARRIED = re.compile(r"结转|结余|合同|尾款|质保金")
# What an earlier year bought or owed is settled later: its clause says so (跨年, 欠款), or one
# behind it says that it is done in another year (于本年验收, 在2024年支付).
_SETTLED = re.compile(
    r"[^，。；：]{0,40}(?:跨年|补发|补缴|欠[款付缴发]|尾款|质保金|结转)"
    r"|[^。；]{0,60}?(?:本年度?|今年|当年|次年|20[0-9]{2}\s*年度?)[^，。；：、0-9]{0,4}"
    r"(?:支付|付款|付清|结算|结清|拨付|兑付|发放|到货|交付|验收|竣工|完工|使用|安排使用)"
)
_OUR_NAME = re.compile(r"[本我该]?(?:部门|单位|[局委厅院])$|[省市县区旗].{0,24}[局委厅院会室心]$")
_TELLS = re.compile(r"[0-9]|没有|无|未|零|以下|如下|主要用于")


class Role(Enum):
    """What a year is said of."""

    FIGURE = auto()
    BASE = auto()
    BUDGET_BASE = auto()
    BEGINNING = auto()
    THIS_YEAR = auto()
    OTHER = auto()


class Said(NamedTuple):
    """A year in a text; of a figure its name in two parts, before and behind the year, too.

    `sentence` is where its sentence begins, `beside` the year that 和 joins it to (0 for none).
    """

    year: int
    start: int
    end: int
    role: Role
    sentence: int = 0
    beside: int = 0
    before: str = ""
    what: str = ""
    amount: str = ""


def plain_text(text: str) -> str:
    """Return a text narrowed, with every comma between words the Chinese one, in its length."""
    return _COMMA.sub("，", narrow(text))


def read_years(text: str) -> list[Said]:
    """Return the years of a plain text that stand outside its reasons, with their roles."""
    return [
        _read(text, match, part)
        for part in _stated_parts(text)
        for match in _ANY_YEAR.finditer(text, *part[:2])
    ]


def is_base(text: str, start: int, end: int) -> bool:
    """Whether the year at `start` to `end` is what something is compared with."""
    clause = _clause_before(text, start)
    found = next((m for m in _ends(clause) if not _closes(m["gap"])), None)
    if found is None:
        return False
    return not found["joined"] or bool(_COMPARES.match(text[end : end + _PARTED]))


def budget_is_compared(text: str, at: int) -> bool:
    """Whether the last amount before a place is one of a budget."""
    sentence = re.split(r"[。！？\n]", text[max(0, at - _REACH) : at])[-1]
    amounts = list(_AMOUNT.finditer(sentence))
    named = sentence[: amounts[-1].start()] if amounts else ""
    label = re.split(r"[，。；;]", named)[-1]
    return bool(_BUDGET_LABEL.search(label)) and "决算" not in label


def _stated_parts(text: str) -> list[tuple[int, int, int]]:
    """Return where each sentence begins, where its reason does (or else its end), and its end."""
    parts = []
    within = False
    for match in _SENTENCE.finditer(text):
        within = within and bool(_GOES_ON.match(text, match.start()))
        if within:
            continue
        sentence = match.group()
        reasons = (
            found.start() for found in (REASON.search(sentence), _BECAUSE.search(sentence)) if found
        )
        stop = min(reasons, default=len(sentence))
        within = stop < len(sentence)
        parts.append((match.start(), match.start() + stop, match.end()))
    return parts


def _read(text: str, match: re.Match[str], part: tuple[int, int, int]) -> Said:
    """Return a year with its role in its sentence, whose reason begins at the second place."""
    begin, stop, until = part
    year, (start, end) = int(match["year"]), match.span("year")
    behind = text[match.end() : min(until, match.end() + _REACH)]
    clause = _clause_before(text, match.start())
    before = text[max(0, start - _ROW_REACH) : start]
    pair = _PAIR.search(before)
    said = Said(year, start, end, Role.OTHER, begin, int(pair["other"]) if pair else 0)
    if is_base(text, match.start(), match.end()):
        return said._replace(role=_role_of_base(behind))
    if _LAST.search(clause) or _CALLED_LAST.match(behind):
        return said._replace(role=Role.BASE)
    if _ROW.search(before):
        return said
    if _THIS.search(clause):
        return said._replace(role=Role.THIS_YEAR)
    is_settled = bool(_SETTLED.match(text, match.end(), stop))
    return _read_figure(said, clause, behind, is_settled=is_settled)


def _role_of_base(behind: str) -> Role:
    if _FREE.match(behind):
        return Role.OTHER
    if _BEGINNING.match(behind) and not _BUDGET.match(behind):
        return Role.BEGINNING
    return Role.BUDGET_BASE if _BUDGET.match(behind) else Role.BASE


def _read_figure(said: Said, clause: str, behind: str, *, is_settled: bool) -> Said:
    """Return a year as that of a figure, where the words beside it say so.

    `is_settled`: what it is said of was bought or owed then, and paid in another year.
    """
    before = clause[_LEAD.match(clause).end() :].strip()  # type: ignore[union-attr]
    if _END.match(behind) and _TO_END.fullmatch(before) and _STOCK.search(behind):
        return said._replace(role=Role.FIGURE, what=behind[:12])
    balance = _BALANCE.match(behind)
    if balance and not before:
        return said._replace(role=Role.FIGURE, what=balance["what"], amount=balance["amount"])
    found = _OF_FIGURE.match(behind)
    if (
        found is None
        or is_settled
        or _BESIDES.match(before)
        or not _BEFORE_FIGURE.fullmatch(before)
        or _CARRIED.search(found["what"])
        or not _TELLS.search(behind)
    ):
        return said
    name = "" if _OUR_NAME.search(before) else before
    amount = _AMOUNT.match(behind, found.end())
    what = re.sub(r"[\s“”\"、]|没有|无|为|是|共", "", found["what"])
    return said._replace(
        role=Role.FIGURE, before=name, what=what, amount=amount.group() if amount else ""
    )


def _clause_before(text: str, at: int) -> str:
    """Return what stands before a place in its clause."""
    return _STOP.split(text[max(0, at - 60) : at])[-1]


def _ends(clause: str) -> list[re.Match[str]]:
    """Return the words of comparison that a year behind the clause may belong to, nearest first."""
    found = (_AGAINST.match(clause, at) for at in range(len(clause) - 1, -1, -1))
    return [match for match in found if match]


def _closes(gap: str) -> bool:
    """Whether words close a quote or bracket that stands open before them: a name ends there."""
    opened: list[str] = []
    for letter in gap:
        if letter in _PAIRS:
            opened.append(_PAIRS[letter])
        elif letter in _PAIRS.values() and (not opened or opened.pop() != letter):
            return True
    return gap.count('"') % 2 == 1
