"""名词解释: what the text uses with an amount is explained in part four (DOMAIN 8.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.severity import Severity
from generator.field import zh
from generator.field.amounts import KINDS, SOURCES, amount_of
from generator.review import rules
from generator.review.marking import Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.accounts import Accounts
    from generator.model.submission import Mark, Submission


_INNER = str.maketrans("“”", "‘’")  # quotation marks of a name that is itself in some
# The terms of part four whose cells decide whether the text needs them; the glossary of the form
# has no 对附属单位补助支出.
_TERMS = (*SOURCES, *KINDS[:-1], amount_of(zh.THREE_PUBLIC))


def check_terms(submission: Submission, accounts: Accounts) -> Iterator[Mark]:
    """Yield one line with the terms that stand for money and are not explained."""
    if not submission.glossary:
        return
    explained = key_of("".join(passage.text for passage in submission.glossary))
    missing = []
    for term in _TERMS:
        table = accounts.tables.get(term.cell.form)
        cell = table.cell(*term.cell[1:]) if table else None
        if cell is not None and cell.value and key_of(term.name) not in explained:
            missing.append(term.name.translate(_INNER))
    if missing:
        first = submission.glossary[0]
        spot = Spot(submission.file, "第四部分", first, 0, len(first.text))
        message = f"名词解释没有“{'”“'.join(missing)}”，而本年有这样的收支"
        yield mark(rules.INCOMPLETE, message, spot, severity=Severity.INFO)
