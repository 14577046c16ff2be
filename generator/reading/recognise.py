"""Which of the nine tables a sheet is: by its title, else its header, else its codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.field import forms, zh
from generator.field.notes import is_note
from generator.field.titles import exact_form, form_in_name, is_budget_line, read_title

if TYPE_CHECKING:
    from generator.field.titles import Title
    from generator.model.sheet import Sheet

TOP_ROWS = 12

_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
_FINAL = "决算"
_PARTS = re.compile(r"[/\-—_]")


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a sheet turned out to be. `form` is empty where it is none of the nine tables.

    `title` is the title as printed, empty where the sheet has none; `named` is the form that
    the file name claims. `titled`: the title told the form. `budget`: it is a table of a budget.
    """

    form: str
    title: str
    named: str
    titled: bool = False
    budget: bool = False


def recognise(sheet: Sheet, name: str) -> Recognition:
    """Return which table the sheet is.

    A title decides, and is not overruled: neither by columns nor by the name. Where the content
    leaves two candidates (05 and 08, empty tables) the name decides.
    """
    sheet = sheet.without_blanks()
    named = form_in_name(name)
    title = _title_of(sheet) or read_title(name)
    by_header = _by_header(sheet)
    if title is None:
        budget = not named and _is_budget(sheet)
        form = "" if budget else _choose(by_header, named, sheet)
        return Recognition(form, "", named, budget=budget)
    if title.exact:
        return Recognition(title.forms[0] if title.forms else "", title.text, named, titled=True)
    # A title without the word 决算 may head a budget: the lines around it have to tell.
    budget = title.budget or (not named and _is_budget(sheet))
    final = named in title.forms or any(_FINAL in word for word in (name, *header_words(sheet)))
    told = [form for form in title.forms if form in by_header or form == named]
    form = told[0] if told and final and not budget else ""
    return Recognition(form, title.text, named, titled=True, budget=budget)


def _title_of(sheet: Sheet) -> Title | None:
    """Return the title of a sheet: a known one before any other, a higher one before a lower."""
    others: list[Title] = []
    below = False
    for row in sheet.rows[:TOP_ROWS]:
        texts = [text for text in row if text]
        below = below or _heads(texts)
        if is_note(row):
            continue
        for text in texts:
            title = read_title(text) if "表" in text else None
            if title is None:
                continue
            plain = title._replace(text=squash(text))
            if exact_form(text):
                return plain
            if not below:
                others.append(plain)
    return others[0] if others else None


def _heads(texts: list[str]) -> bool:
    """Whether a row names columns."""
    return len(texts) > 1 and any(zh.SUBJECT in text or squash(text) == zh.ITEM for text in texts)


def _is_budget(sheet: Sheet) -> bool:
    """Whether lines above the grid, or heads of columns, say that the amounts are a budget."""
    words = header_words(sheet)
    if any(_FINAL in word for word in words):
        return False
    return any(
        is_budget_line(text)
        for row in sheet.rows[:TOP_ROWS]
        if not is_note(row)
        for text in row
        if text
    ) or any(word.endswith(zh.BUDGET_AMOUNT) for word in words)


def header_words(sheet: Sheet) -> set[str]:
    """Return the squashed texts of the top rows; a flattened header (支出/小计) in its parts."""
    texts = {squash(text) for row in sheet.rows[:TOP_ROWS] for text in row if text}
    return texts | {part for text in texts for part in _PARTS.split(text)}


# Words of the header that tell a form, in the order in which they are asked for: every word of
# the set has to be there.
_TELLING: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({zh.BUDGET_AMOUNT, zh.FINAL, zh.RECEPTION}), (forms.THREE_PUBLIC,)),
    (frozenset({"经济分类科目编码"}), (forms.BASIC_DETAIL,)),
    (frozenset({"工资福利支出", "基本工资"}), (forms.BASIC_DETAIL,)),
    (frozenset({zh.TRAVEL_ABROAD, zh.RECEPTION}), (forms.THREE_PUBLIC,)),
    (frozenset({zh.REMITTANCE_TO_SUPERIOR}), (forms.EXPENDITURE,)),
    (frozenset({zh.SUPERIOR_SUBSIDY, zh.FISCAL_INCOME}), (forms.INCOME,)),
    (frozenset({"一、一般公共预算财政拨款收入"}), (forms.INCOME_EXPENDITURE,)),
    (frozenset({"一般公共预算财政拨款收入"}), (forms.INCOME_EXPENDITURE,)),
    (frozenset({zh.LINE_NUMBER, zh.FUND_APPROPRIATION}), (forms.FISCAL_SUMMARY,)),
    (frozenset({"一、一般公共预算财政拨款"}), (forms.FISCAL_SUMMARY,)),
    (frozenset({zh.INCOME_THIS_YEAR, zh.CARRIED_IN}), (forms.FUND_BUDGET, forms.STATE_CAPITAL)),
    (
        frozenset({zh.INCOME_THIS_YEAR, zh.CARRIED_IN_SHORT}),
        (forms.FUND_BUDGET, forms.STATE_CAPITAL),
    ),
    (
        frozenset({zh.BASIC_EXPENDITURE, zh.PROJECT_EXPENDITURE}),
        (forms.GENERAL_BUDGET, forms.STATE_CAPITAL),
    ),
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
    capital = candidates[0] == forms.GENERAL_BUDGET and zh.SUBTOTAL not in header_words(sheet)
    return forms.STATE_CAPITAL if capital else candidates[0]
