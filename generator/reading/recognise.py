"""Which of the nine tables a sheet is: by its title, else its header, else its codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.labels import squash
from generator.model import forms

if TYPE_CHECKING:
    from generator.model.sheet import Sheet

TOP_ROWS = 12

_QUOTES = re.compile(r"[“”\"'‘’]")
_BEFORE_TITLE = re.compile(r"^(?:.*20[0-9]{2}年度?)?(?:部门|单位)?")
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
_NUMBER_IN_NAME = re.compile(r"公开0?([1-9])(?!\d)")
_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
_PARTS = re.compile(r"[/\-—_]")


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
    plain = squash(name)
    found = _NUMBER_IN_NAME.search(plain)
    if found:
        return f"公开0{found.group(1)}"
    return _TITLES.get(_QUOTES.sub("", plain), "")


def recognise(sheet: Sheet, name: str) -> Recognition:
    """Return which table the sheet is.

    Where the content leaves two candidates (05 and 08, empty tables) the name decides.
    """
    named = form_in_name(name)
    form, title = _by_title(sheet)
    if not form:
        form = _choose(_by_header(sheet), named, sheet)
    return Recognition(form, title, named)


def form_of_title(text: str) -> str:
    """Return the form whose title a text is, an empty text where it is none."""
    return _TITLES.get(_BEFORE_TITLE.sub("", _QUOTES.sub("", squash(text))), "")


def _by_title(sheet: Sheet) -> tuple[str, str]:
    for row in sheet.rows[:TOP_ROWS]:
        for text in row:
            if "表" not in text:
                continue
            plain = squash(text)
            form = _TITLES.get(_BEFORE_TITLE.sub("", _QUOTES.sub("", plain)))
            if form:
                return form, plain
    return "", ""


def header_words(sheet: Sheet) -> set[str]:
    """Return the squashed texts of the top rows; a flattened header (支出/小计) in its parts."""
    texts = {squash(text) for row in sheet.rows[:TOP_ROWS] for text in row if text}
    return texts | {part for text in texts for part in _PARTS.split(text)}


# Words of the header that tell a form, in the order in which they are asked for: every word of
# the set has to be there.
_TELLING: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({"预算数", "决算数", "公务接待费"}), (forms.THREE_PUBLIC,)),
    (frozenset({"经济分类科目编码"}), (forms.BASIC_DETAIL,)),
    (frozenset({"工资福利支出", "基本工资"}), (forms.BASIC_DETAIL,)),
    (frozenset({"因公出国（境）费", "公务接待费"}), (forms.THREE_PUBLIC,)),
    (frozenset({"上缴上级支出"}), (forms.EXPENDITURE,)),
    (frozenset({"上级补助收入", "财政拨款收入"}), (forms.INCOME,)),
    (frozenset({"一、一般公共预算财政拨款收入"}), (forms.INCOME_EXPENDITURE,)),
    (frozenset({"一般公共预算财政拨款收入"}), (forms.INCOME_EXPENDITURE,)),
    (frozenset({"行次", "政府性基金预算财政拨款"}), (forms.FISCAL_SUMMARY,)),
    (frozenset({"一、一般公共预算财政拨款"}), (forms.FISCAL_SUMMARY,)),
    (frozenset({"本年收入", "年初结转和结余"}), (forms.FUND_BUDGET, forms.STATE_CAPITAL)),
    (frozenset({"本年收入", "年初结转结余"}), (forms.FUND_BUDGET, forms.STATE_CAPITAL)),
    (frozenset({"基本支出", "项目支出"}), (forms.GENERAL_BUDGET, forms.STATE_CAPITAL)),
)


def _by_header(sheet: Sheet) -> tuple[str, ...]:
    words = header_words(sheet)
    return next((form for telling, form in _TELLING if telling <= words), ())


def _choose(candidates: tuple[str, ...], named: str, sheet: Sheet) -> str:
    """Return the one candidate that fits: 223 is 国有资本经营; without codes the name decides."""
    if len(candidates) <= 1:
        return candidates[0] if candidates else ""
    codes = [text for row in sheet.rows for text in row[:2] if _CODE.fullmatch(text)]
    if codes:
        capital = all(code.startswith("223") for code in codes)
        return forms.STATE_CAPITAL if capital else candidates[0]
    if named in candidates:
        return named
    capital = candidates[0] == forms.GENERAL_BUDGET and "小计" not in header_words(sheet)
    return forms.STATE_CAPITAL if capital else candidates[0]
