"""名词解释: what the text uses with an amount is explained in part four (DOMAIN 8.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.severity import Severity
from generator.field import forms
from generator.model.table import Side
from generator.review import rules
from generator.review.marking import Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.accounts import Accounts
    from generator.model.submission import Mark, Submission


class _Term(NamedTuple):
    """A term of part four and the cell that decides whether the text needs it."""

    name: str
    form: str
    row: str
    column: str
    side: Side = Side.WHOLE


_TERMS = (
    *(
        _Term(name, forms.INCOME, "合计", column)
        for name, column in (
            ("财政拨款收入", "财政拨款收入"),
            ("上级补助收入", "上级补助收入"),
            ("事业收入", "事业收入"),
            ("经营收入", "经营收入"),
            ("附属单位上缴收入", "附属单位上缴收入"),
            ("其他收入", "其他收入"),
        )
    ),
    *(
        _Term(name, forms.EXPENDITURE, "合计", name)
        for name in ("基本支出", "项目支出", "上缴上级支出", "经营支出")
    ),
    _Term("“三公”经费", forms.THREE_PUBLIC, forms.THREE_PUBLIC_ROW, "7"),
)


def check_terms(submission: Submission, accounts: Accounts) -> Iterator[Mark]:
    """Yield one line with the terms that stand for money and are not explained."""
    if not submission.glossary:
        return
    explained = key_of("".join(passage.text for passage in submission.glossary))
    missing = []
    for term in _TERMS:
        table = accounts.tables.get(term.form)
        cell = table.cell(term.row, term.column, term.side) if table else None
        if cell is not None and cell.value and key_of(term.name) not in explained:
            missing.append(term.name)
    if missing:
        first = submission.glossary[0]
        spot = Spot(submission.file, "第四部分", first, 0, len(first.text))
        message = f"名词解释没有“{'”“'.join(missing)}”，而本年有这样的收支"
        yield mark(rules.INCOMPLETE, message, spot, severity=Severity.INFO)
