"""What of a text's own statements may complete the data that it is compared with.

What the data gives or lets compute is never taken from the text: a wrong number would prove itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.field import forms, zh
from generator.field.amounts import COMPARED_CELLS
from generator.review.harvest.harvest import Harvest
from generator.review.harvest.rows import BUDGETS, FACTS, LAST_YEAR

if TYPE_CHECKING:
    from generator.model.accounts import Accounts
    from generator.model.records import Record

_OPERATING = zh.RUNNING_COSTS


def keep_unknown(found: Harvest, accounts: Accounts) -> Harvest:
    """Return the rows of a text that the data (`accounts`) neither gives nor lets compute."""
    kept = {
        name: tuple(record for record in records if not _is_known(name, record, accounts))
        for name, records in found.lists.items()
    }
    return Harvest(kept)


def _knows_budget(code: str, accounts: Accounts) -> bool:
    """Whether the data gives the budget of a code, or lists budgets and has no row of the code.

    A budget that was typed into 待补充.csv is given as one of the list is. An item that the data
    does not know is a wrong name of the text, and adds nothing to the total.
    """
    if any(item.code == code for item in accounts.item_budgets):
        return True
    table = accounts.tables.get(forms.GENERAL_BUDGET)
    rows = {row.code for row in table.coded_rows()} if table is not None else set()
    return bool(accounts.item_budgets) and code not in rows


def _is_known(name: str, record: Record, accounts: Accounts) -> bool:
    if name == BUDGETS and not record.text(zh.SUBJECT_CODE).strip():
        # Without a total of its own the total of a fund is the sum of its items.
        key = record.text(zh.SUBJECT_NAME)
        return any(key.startswith(item.fund) for item in accounts.item_budgets)
    if name == BUDGETS:
        return _knows_budget(record.text(zh.SUBJECT_CODE).strip(), accounts)
    key = key_of(record.text(zh.ITEM))
    if name == FACTS:
        # Of the department as a whole 整体绩效.csv may give what else stands in 事项.csv.
        given = {key_of(known) for known in (*accounts.facts, *accounts.fact_texts)}
        return key in given or (key == key_of(_OPERATING) and accounts.all_administrative)
    if name == LAST_YEAR:
        return any(
            key == key_of(amount.name) and amount.cell.form in accounts.last_year
            for amount in COMPARED_CELLS
        )
    return False
