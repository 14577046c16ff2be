"""How the amounts of a table are printed (DOMAIN 3.3: 624 beside 624.00)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.relation import Check, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.ledger import Ledger

_DECIMALS = 2
_ONE_IN = 10
_USUAL = 3


def amounts_have_two_decimals(ledger: Ledger) -> Iterator[Remark]:
    """A table that prints two decimals prints them everywhere; few exceptions are slips."""
    for form, table in ledger.accounts.tables.items():
        filled = [
            cell for row in table.rows for cell in row.cells.values() if cell.value and cell.text
        ]
        short = [cell for cell in filled if len(cell.text.partition(".")[2]) < _DECIMALS]
        usual = len(filled) - len(short)
        if table.file_unit != "元" and short and usual >= _USUAL:
            if len(short) > 1 and len(short) * _ONE_IN > len(filled):
                continue
            names = "、".join(f"“{cell.text}”" for cell in short[:_USUAL])
            message = f"{form}其余各数有两位小数，{names}等 {len(short)} 处没有"
            yield Remark(message, [cell.place for cell in short], found_text=short[0].text)


CHECKS = (
    Check(
        Rule(
            "H09",
            "同一张表的金额应同有两位小数",
            "部门决算公开格式（金额以万元为单位，保留两位小数）",
            FindingClass.FORMAT,
            Severity.INFO,
        ),
        amounts_have_two_decimals,
    ),
)
