"""名词解释: what the text uses with an amount is explained in part four (DOMAIN 8.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.severity import Severity
from generator.field import forms, zh
from generator.field.forms import Side
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
        _Term(name, forms.INCOME, zh.TOTAL, column)
        for name, column in (
            (zh.FISCAL_INCOME, zh.FISCAL_INCOME),
            (zh.SUPERIOR_SUBSIDY, zh.SUPERIOR_SUBSIDY),
            (zh.INSTITUTIONAL_INCOME, zh.INSTITUTIONAL_INCOME),
            (zh.OPERATING_INCOME, zh.OPERATING_INCOME),
            (zh.AFFILIATE_REMITTANCE, zh.AFFILIATE_REMITTANCE),
            (zh.OTHER_INCOME, zh.OTHER_INCOME),
        )
    ),
    *(
        _Term(name, forms.EXPENDITURE, zh.TOTAL, name)
        for name in (
            zh.BASIC_EXPENDITURE,
            zh.PROJECT_EXPENDITURE,
            zh.REMITTANCE_TO_SUPERIOR,
            "经营支出",
        )
    ),
    _Term(zh.THREE_PUBLIC, forms.THREE_PUBLIC, forms.THREE_PUBLIC_ROW, "7"),
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
