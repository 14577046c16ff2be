"""Which of the nine tables a sheet is: by its title, else its header, else its codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.labels import squash
from generator.model import forms

if TYPE_CHECKING:
    from generator.reading.sheet import Sheet

TOP_ROWS = 12

_QUOTES = re.compile(r"[“”\"'‘’]")
# Titles as published in several provinces (DOMAIN 1.3, 5.1).
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
_NUMBER_IN_NAME = re.compile(r"公开\s*0?([1-9])(?!\d)")
_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
_UNIT = re.compile(r"单位[:：](亿元|万元|元)")
_YEAR = re.compile(r"(20\d{2})年度?")
_DEPARTMENT = re.compile(r"(?:部门名称|单位名称|编制单位|部门|编制部门)[:：](.+)")


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a sheet turned out to be. `form` is empty where it is none of the nine tables.

    `title` is the title as printed, empty where the sheet has none; `named` is the form that
    the file name claims.
    """

    form: str
    title: str
    named: str


def form_in_name(name: str) -> str:
    """Return the form that a file or sheet name claims (公开03 …), or an empty text."""
    found = _NUMBER_IN_NAME.search(squash(name))
    if found:
        return f"公开0{found.group(1)}"
    plain = _QUOTES.sub("", squash(name)).removesuffix(".csv")
    return _TITLES.get(plain, "")


def recognise(sheet: Sheet, name: str) -> Recognition:
    """Return which table the sheet is.

    Where the content leaves two candidates (05 and 08, empty tables) the name decides.
    """
    named = form_in_name(name)
    form, title = _by_title(sheet)
    if not form:
        candidates = _by_header(sheet)
        form = _choose(candidates, named, sheet)
    return Recognition(form, title, named)


def _by_title(sheet: Sheet) -> tuple[str, str]:
    for row in sheet.rows[:TOP_ROWS]:
        for text in row:
            if not text.endswith("表"):
                continue
            form = _TITLES.get(_QUOTES.sub("", squash(re.sub(r"^20\d{2}\s*年度?", "", text))))
            if form:
                return form, text
    return "", ""


def header_words(sheet: Sheet) -> set[str]:
    """Return the squashed texts of the top rows; a flattened header (支出/小计) in its parts."""
    words: set[str] = set()
    for row in sheet.rows[:TOP_ROWS]:
        for text in row:
            if text:
                words.update(part for part in re.split(r"[/／\-－]", squash(text)) if part)
    return words


# Words of the header that tell a form, in the order in which they are asked for: every word of
# the set has to be there.
_TELLING: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({"预算数", "决算数", "公务接待费"}), (forms.THREE_PUBLIC,)),
    (frozenset({"经济分类科目编码"}), (forms.BASIC_DETAIL,)),
    (frozenset({"工资福利支出", "基本工资"}), (forms.BASIC_DETAIL,)),
    (frozenset({"上缴上级支出"}), (forms.EXPENDITURE,)),
    (frozenset({"上级补助收入", "财政拨款收入"}), (forms.INCOME,)),
    (frozenset({"一、一般公共预算财政拨款收入"}), (forms.INCOME_EXPENDITURE,)),
    (frozenset({"一般公共预算财政拨款收入"}), (forms.INCOME_EXPENDITURE,)),
    (frozenset({"行次", "政府性基金预算财政拨款"}), (forms.FISCAL_SUMMARY,)),
    (frozenset({"本年收入", "年初结转和结余"}), (forms.FUND_BUDGET,)),
    (frozenset({"基本支出", "项目支出"}), (forms.GENERAL_BUDGET, forms.STATE_CAPITAL)),
)


def _by_header(sheet: Sheet) -> tuple[str, ...]:
    words = header_words(sheet)
    return next((form for telling, form in _TELLING if telling <= words), ())


def _choose(candidates: tuple[str, ...], named: str, sheet: Sheet) -> str:
    if len(candidates) <= 1:
        return candidates[0] if candidates else ""
    codes = [text for row in sheet.rows for text in row[:2] if _CODE.fullmatch(text)]
    if codes:
        capital = all(code.startswith("223") for code in codes)
        by_code = forms.STATE_CAPITAL if capital else forms.GENERAL_BUDGET
        return by_code if named not in candidates or capital else named
    if named in candidates:
        return named
    return forms.GENERAL_BUDGET if "小计" in header_words(sheet) else forms.STATE_CAPITAL


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines above the grid say; empty where they say nothing."""

    department: str
    year: str
    unit: str


def read_heading(sheet: Sheet) -> Heading:
    """Return department, year and unit from the top rows."""
    department = year = unit = ""
    for row in sheet.rows[:TOP_ROWS]:
        for text in row:
            if not text or (text[0].isdigit() and len(text) > 16):  # noqa: PLR2004 - a number
                continue
            plain = squash(text).replace("：", ":")
            unit = unit or _first(_UNIT, plain)
            year = year or _first(_YEAR, plain)
            if not department:
                name = _first(_DEPARTMENT, text.replace("：", ":").replace(" ", ""))
                department = re.split(r"单位:|20\d{2}年", name)[0].strip()
    return Heading(department, year, unit)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""
