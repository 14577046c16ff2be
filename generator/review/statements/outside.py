"""Names of 科目 that a text marks as such (（类）, （款）, （项）) and nobody knows: counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.field import zh
from generator.field.subjects import known_subjects
from generator.model.audit import Unchecked
from generator.review import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.accounts import Accounts
    from generator.model.submission import Mark, Submission

_MARKED = re.compile(r"([\u4e00-\u9fff（）()]{2,60}?)[”\"]?[（(][类款项][）)]")
_LEAD = re.compile(r".*?(?:其中|包括|用于|列入|列支在|安排在|反映在)")
_SHORTEST = 2


def find_outside_names(
    submission: Submission, accounts: Accounts | None, marks: Iterable[Mark]
) -> tuple[Unchecked, ...]:
    """Return the names of a text that neither the tables nor the dictionary of any year have.

    What `marks` say of a name is no longer open.
    """
    told = "".join(one.finding.message for one in marks if one.finding.code == rules.NAME.code)
    known = {_plain(one.name) for one in known_subjects()}
    if accounts is not None:
        known |= set(map(_plain, accounts.names.values()))
        known |= {_plain(row.label) for table in accounts.tables.values() for row in table.rows}
    names = tuple(dict.fromkeys(_marked(submission)))
    outside = tuple(
        name for name in names if not _is_known(name, known) and f"“{name}”" not in told
    )
    if not outside:
        return ()
    why = "公开表和名录中都没有，没有核对" if accounts else "不在名录中，没有核对"
    return (Unchecked(f"正文的 {len(outside)} 个科目名称", why, outside),)


def _marked(submission: Submission) -> Iterator[str]:
    where = submission.clauses()
    for passage in submission.passages:
        if where.get(passage.locator):
            for match in _MARKED.finditer(passage.text):
                name = match[1].removeprefix(zh.EXPENDITURE).strip("（）()")
                if len(name) >= _SHORTEST:
                    yield name


def _is_known(name: str, known: set[str]) -> bool:
    lead = _LEAD.match(name)
    return _plain(name) in known or (lead is not None and _plain(name[lead.end() :]) in known)


def _plain(name: str) -> str:
    """Return a name as it is compared; 支出 at its end is often left out."""
    return key_of(name).removesuffix(zh.EXPENDITURE)
