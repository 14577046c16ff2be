"""How the nine tables are printed: which, in which order, under which number and title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from generator.field import zh
from generator.field.forms import FORMS


class PrintedForm(NamedTuple):
    """A form that is printed: its own number (公开09), and a title over that of the file."""

    number: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class TablePrinting:
    """The printed look of the tables (公开表 in 行文.toml); the defaults are Henan's.

    `number`, `department`, `year`, `unit` are the lines above a table with {序号}, {口径},
    {部门名称}, {年度}, {单位} to be filled in; an empty one is not printed. `amount` heads the
    amounts of a two-sided table. `ordinals`: 行次 and 栏次. `total_last`: 合计 is the last row.
    `paired`: 公开09 sets the outcome beside the budget of each item. `flows`: 公开08 has income
    and balances. `two_blocks`: 公开06 has one block each for 人员经费 and 公用经费.
    """

    forms: tuple[PrintedForm, ...] = tuple(PrintedForm(form.number) for form in FORMS)
    number: str = "公开{序号}表"
    department: str = "{口径}名称：{部门名称}"
    year: str = "{年度}年度"
    unit: str = "单位：{单位}"
    amount: str = zh.AMOUNT
    ordinals: bool = True
    total_last: bool = False
    paired: bool = False
    flows: bool = False
    two_blocks: bool = False


def fill_line(pattern: str, words: dict[str, str]) -> str:
    """Return a line with the words in the places of their {names}."""
    for name, word in words.items():
        pattern = pattern.replace(f"{{{name}}}", word)
    return pattern
