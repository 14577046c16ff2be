"""Statements that there is nothing, against the tables: 七, 八 (DOMAIN 2.5: D09)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.field import forms, zh
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.accounts import Accounts
    from generator.model.place import Place
    from generator.model.submission import Mark, Submission, SubmittedParagraph
    from generator.model.table import Table

_FUNDS = (
    ("七", forms.FUND_BUDGET, zh.GOVERNMENT_FUND),
    ("八", forms.STATE_CAPITAL, zh.STATE_CAPITAL),
)
_NONE = r"(?:没有|无|未安排|未发生)[^，。；]{0,6}%s[^，。；]{0,24}?(?:收入|支出|安排)"


def check_emptiness(submission: Submission, accounts: Accounts) -> Iterator[Mark]:
    """Yield a denial beside a filled table, and money beside an empty one."""
    for topic, form, fund in _FUNDS:
        section, table = submission.section(topic), accounts.tables.get(form)
        if section is None or table is None:
            continue
        denial = re.compile(_NONE % fund)
        for paragraph in section.paragraphs:
            found = denial.search(paragraph.passage.text)
            if table.is_empty:
                yield from _money(submission.file, paragraph, table)
            elif found:
                spot = Spot(submission.file, paragraph.where, paragraph.passage, *found.span())
                message = f"写作“{squash(found.group())}”，而{form}有数据"
                yield mark(rules.EMPTINESS, message, spot, Evidence(cells=_cells(table)))


def _money(file: str, paragraph: SubmittedParagraph, table: Table) -> Iterator[Mark]:
    """Yield the first amount spent that an empty table knows nothing of."""
    text = paragraph.passage.text
    for mention in paragraph.mentions:
        words = text[max(0, mention.start - 12) : mention.start]
        if mention.kind is not MentionKind.AMOUNT or not mention.value:
            continue
        if re.search(r"(?:决算|支出)(?:数|合计)?(?:为|是)?\s*\**$", words):
            spot = Spot(file, paragraph.where, paragraph.passage, mention.start, mention.unit_end)
            message = f"写有{mention.text}{mention.unit}，而{table.form}没有数据"
            yield mark(rules.EMPTINESS, message, spot, Evidence(stated=mention.value))
            return


def _cells(table: Table) -> list[Place]:
    """Return the first cells that hold an amount."""
    filled = (cell.place for row in table.rows for cell in row.cells.values() if cell.value)
    return list(filled)[:2]
