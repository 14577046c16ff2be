"""What a title says that a table is: one of the nine forms, a budget, or a table of another kind.

A title that names a fund, a budget or a detail is never overruled by the columns of the table.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.base.labels import squash
from generator.field import forms, zh
from generator.field.funds import FUNDS

_QUOTES = re.compile(r"[“”\"'‘’]")
_BEFORE_TITLE = re.compile(
    r"^(?:(?:附|公开|部门决算)?[表件]?0?[0-9]{1,2}[-—.、表:_\s]*|公开0?[0-9]表?[-—:_、\s]*)?"
    r"(?:.*20[0-9]{2}年度?)?(?:.*?(?:局|委|办|院|校|部|厅|处|会|中心|政府))?(?:部门|单位|本级)?(?:部门决算|决算)?"
)
_CONTINUED = re.compile(
    r"续表?$|[（(\[【](?:续表?|接上表|第?[一二三0-9]+页?|公开0?[0-9]表?|财决[0-9-]+表?|空表?|样表|按[^（）]{1,12}"
    r"|(?:金额)?(?:单位)?:?[^（）]{0,5}元)[0-9一二三]{0,2}[）)\]】]$"
)
# Titles as published in several provinces (DOMAIN 1.3).
_TITLES: dict[str, str] = {
    **{squash(_QUOTES.sub("", form.title)): form.number for form in forms.FORMS},
    "财政拨款收入支出总体情况表": forms.FISCAL_SUMMARY,
    "财政拨款收支决算总表": forms.FISCAL_SUMMARY,
    "收支决算总表": forms.INCOME_EXPENDITURE,
    "一般公共预算财政拨款基本支出决算表": forms.BASIC_DETAIL,
    "政府性基金预算财政拨款支出决算表": forms.FUND_BUDGET,
    "国有资本经营预算财政拨款收入支出决算表": forms.STATE_CAPITAL,
    "一般公共预算财政拨款三公经费支出决算表": forms.THREE_PUBLIC,
    "三公经费支出决算表": forms.THREE_PUBLIC,
    "财政拨款三公经费决算表": forms.THREE_PUBLIC,
}
_TITLE = re.compile(r"[^:。；，]{0,60}?(?:表|情况表|总表)")
_NUMBER_ONLY = re.compile(r"(?:附|公开|财决)?[表件]?[0-9一二三四五六七八九十-]{0,4}表?")
_NUMBER_LINE = re.compile(
    r"(?:附|公开|财决)?[表件][0-9一二三四五六七八九十-]{1,4}:?|(?:公开|财决)[0-9-]{1,6}表?"
)
_FUND_NAMES = (zh.GENERAL_BUDGET, "政府性基金预算", "国有资本经营预算")
# What the title of the whole spending of one fund by 科目 may say besides that fund and a place.
_OF_WHOLE_BUDGET = (
    r"(?:20[0-9]{2}年?度?|本年度?|当年|年初|部门|单位|本级|[省市州县区乡镇]级|机关|财政拨款|拨款|支出"
    r"|预算|批复|公开|按|功能|分类|科目|项级|情况|安排|总?表|[（）—-])"
)
_BUDGET_TAIL = re.compile(rf"{_OF_WHOLE_BUDGET}*+")
# The name of a place says nothing of money.
_BUDGET_HEAD = re.compile(
    rf"(?:(?:附|公开|预算)?[表件]?[0-9一二三四五六七八九十]{{1,3}}(?:-[0-9]{{1,2}})?表?[、.:_-]?)?"
    rf"{_OF_WHOLE_BUDGET}*+"
    r"(?:(?:(?!支出|收入|经费)[\u4e00-\u9fff（）]){1,40}"
    r"(?:[局委办院校所会馆站队厅处部社团室镇乡县区市省司府]|中心|公司)"
    rf"{_OF_WHOLE_BUDGET}*+){{0,2}}"
)
_SORTED_BY = re.compile(r"[（(]按([^（）()]*)[）)]")
_BUDGET_LINE = re.compile(
    r"(?:部门|单位|政府|年度?)预算(?!编制|执行|单位|调整)(?:公开|草案|表|信息|报表|$)|预算公开"
)
_FINAL = "决算"
_LONGEST = 90
_BY_FUND = (
    (zh.GOVERNMENT_FUND, forms.FUND_BUDGET),
    ("国有资本", forms.STATE_CAPITAL),
    ("国资预算", forms.STATE_CAPITAL),
    (zh.GENERAL_BUDGET, forms.GENERAL_BUDGET),
    ("公共财政预算", forms.GENERAL_BUDGET),
    ("财政拨款", forms.FISCAL_SUMMARY),
)
# Kinds of tables that no form of ours is, whatever their columns.
_OTHER_KINDS = (
    zh.PROJECT_EXPENDITURE,
    "分单位",
    "分部门",
    "机构运行",
    "资产负债",
    "国有资产",
    zh.PROCURING,
    "绩效",
    "项目收入支出",
)


_NUMBER_IN_NAME = re.compile(r"公开0?([1-9])(?!\d)")
_COVER = re.compile(
    r"(?:第[一二三四五]部分)?(?:附件?[0-9]*:?)?"
    r"([\u4e00-\u9fff（）]{2,40}?(?:[局委办院校所会馆站队厅处部社团室镇乡县区市省司府]|中心|公司|（本级）))?"
    r"(20[0-9]{2})年度?(?:部门|单位)?(?:[\u4e00-\u9fff]{0,20})决算(?:公开|报告|报表|总?表|情况|草案|说明)*"
)


class Title(NamedTuple):
    """A title as printed and the forms it may head; none where it is another table.

    `budget`: the title names a budget. `exact`: the forms are told by the title alone.
    """

    text: str
    forms: tuple[str, ...]
    budget: bool = False
    exact: bool = False


def plain_title(text: str) -> str:
    """Return a title without year, department, quotes and what stands in brackets at its end."""
    plain = _QUOTES.sub("", squash(text))
    for _ in range(3):
        shorter = _CONTINUED.sub("", plain)
        if shorter == plain or not shorter:
            break
        plain = shorter
    return plain


def is_table_number(text: str) -> bool:
    """Whether a text is the number of a form (公开05表, 附件2), and no title."""
    return bool(_NUMBER_LINE.fullmatch(squash(text)))


def exact_form(text: str) -> str:
    """Return the form whose title this is, as published somewhere; empty for any other text."""
    plain = plain_title(text[:_LONGEST])
    while plain and len(text) < _LONGEST:
        if plain in _TITLES:
            return _TITLES[plain]
        found = _BEFORE_TITLE.match(plain)
        shorter = plain[found.end() :] if found else plain
        if shorter == plain:
            return ""
        plain = shorter
    return ""


def read_title(text: str) -> Title | None:
    """Return what a text says as a title; None where it is none, or says nothing about a form."""
    plain = plain_title(text) if len(text) < _LONGEST else ""
    if not _TITLE.fullmatch(plain) or _NUMBER_ONLY.fullmatch(plain):
        return None
    form = exact_form(plain)
    if form:
        return Title(text, (form,), exact=True)
    rest = plain
    for name in _FUND_NAMES:
        rest = rest.replace(name, "")
    if zh.BUDGET in rest and _FINAL not in rest:
        return Title(text, (), budget=True)
    told = _told(plain)
    return None if told is None else Title(text, told, exact=_FINAL in plain)


def _told(plain: str) -> tuple[str, ...] | None:
    """Return the forms that the words of a title leave; None where they say nothing."""
    if "三公" in plain or "机关运行经费支出" in plain:
        return (forms.THREE_PUBLIC,) if "三公" in plain else ()
    if any(kind in plain for kind in _OTHER_KINDS):
        return ()
    basic, detail = zh.BASIC_EXPENDITURE in plain, "明细" in plain
    fund = next((form for word, form in _BY_FUND if word in plain), "")
    if fund == forms.GENERAL_BUDGET:
        return _of_general(plain, basic=basic, detail=detail)
    if not fund:
        return _of_whole(plain, detail=detail or basic)
    summary = "收入支出" in plain or "收支" in plain
    told = not (detail or basic) and (summary or fund != forms.FISCAL_SUMMARY)
    return (fund,) if told else ()


def _of_general(plain: str, *, basic: bool, detail: bool) -> tuple[str, ...] | None:
    """Return the forms about 一般公共预算: 公开05, or 公开06 for its basic expenditure."""
    if basic:
        return (forms.BASIC_DETAIL,)
    if detail or zh.INCOME in plain or "收支" in plain:
        return ()
    return (forms.GENERAL_BUDGET,) if zh.EXPENDITURE in plain else None


def _of_whole(plain: str, *, detail: bool) -> tuple[str, ...] | None:
    """Return the forms about all funds: 公开01, 02 and 03."""
    if not re.search(r"收入|支出|收支", plain):
        return None
    if detail:
        return ()
    if "收支" in plain or "收入支出" in plain:
        return (forms.INCOME_EXPENDITURE,)
    return (forms.INCOME,) if zh.INCOME in plain else (forms.EXPENDITURE,)


def budgeted_fund(text: str) -> str:
    """Return the fund whose whole spending by 科目 a title of an initial budget names.

    Empty where anything else is left of the title: then it is about a part, or other amounts.
    """
    plain = plain_title(text)
    funds = [fund for fund in FUNDS if fund in plain]
    if zh.EXPENDITURE not in plain or len(funds) != 1:
        return ""
    head, _, tail = plain.partition(funds[0])
    told = (tail, *_SORTED_BY.findall(squash(text)))
    whole = _BUDGET_HEAD.fullmatch(head) and all(map(_BUDGET_TAIL.fullmatch, told))
    return funds[0] if whole else ""


def year_of(text: str) -> str:
    """Return the year that a title names, or an empty text."""
    found = re.search(r"(?<![0-9])(20[0-9]{2})年", squash(text))
    return found[1] if found else ""


def is_budget_line(text: str) -> bool:
    """Whether a line above a table says that it belongs to a budget, and not to accounts."""
    plain = squash(text)
    return _FINAL not in plain and bool(_BUDGET_LINE.search(plain))


def form_in_name(name: str) -> str:
    """Return the form that a file or sheet name claims (公开03 …), or an empty text."""
    found = _NUMBER_IN_NAME.search(squash(name))
    return f"公开0{found.group(1)}" if found else exact_form(name)


def cover_line(text: str) -> tuple[str, str]:
    """Return department and year of a line such as 某某局2024年度部门决算, else empty texts."""
    found = _COVER.fullmatch(squash(text))
    return (found[1] or "", found[2]) if found else ("", "")
