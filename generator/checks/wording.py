"""Causes and remarks as findings: what the cell states, what it should, by which formula."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.severity import FindingClass
from generator.base.slips import CLEAR_SLIPS, LIKELY_SLIPS, describe_slip
from generator.checks.copies import describe_copy
from generator.checks.relation import RelationKind
from generator.field import zh
from generator.field.forms import Side
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.model.table import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.base.rules import Rule
    from generator.checks.ledger import Ledger
    from generator.checks.relation import Remark
    from generator.checks.term import Term
    from generator.checks.tested import Cause, Change, Tested

_MOST_NAMES = 6
_PAIR = 2
_MOST_STEPS = 6
_AMONG = "；合计与明细中有一个数不对或漏填"


def word_remark(rule: Rule, remark: Remark) -> Finding:
    """Return what a rule says that compares no two sums."""
    section = (Place(section=remark.section),) if remark.section else ()
    return finding(
        rule,
        remark.message,
        *remark.places,
        *section,
        severity=remark.severity,
        in_review=remark.in_review,
        stated=remark.stated,
        expected=remark.expected,
        formula=remark.formula,
        found_text=remark.found_text,
    )


def word_cause(cause: Cause, ledger: Ledger) -> Finding:
    """Return one finding for everything that one cause explains."""
    if len({term.key for term in cause.lacking}) > 1:
        return _word_lacking_rows(cause)
    if not cause.changes:
        return _word_relation(cause.explained, ledger)
    if cause.recoded:
        return _word_code(cause.changes, cause.explained)
    if cause.is_missing_rows:
        return _word_missing_rows(cause.changes, cause.explained, ledger)
    shifts = {change.expected > change.term.value for change in cause.changes}
    if len(shifts) == 1:
        return _word_cells(cause.changes, cause.explained, ledger)
    return _word_pair(cause.changes, cause.explained)


def _main(term: Term, explained: Sequence[Tested]) -> Tested:
    """Return the relation that says most directly what `term` should be."""
    gravest = min(item.check.rule.severity.rank for item in explained)
    grave = [item for item in explained if item.check.rule.severity.rank == gravest]

    def is_total(item: Tested) -> bool:
        first = item.relation.left[0]
        return first is not None and first.number == term.number

    return next((item for item in grave if is_total(item)), grave[0])


def _word_cells(changes: Sequence[Change], explained: Sequence[Tested], ledger: Ledger) -> Finding:
    """One cell that should be another amount, and those below it in the hierarchy that follow."""
    if all(change.term.is_blank for change in changes) and len(_branches(changes)) > 1:
        return _word_blank_column(changes, explained)
    change, terms = changes[0], [change.term for change in changes]
    term, main = change.term, _main(change.term, explained)
    expected, slip = _refine(change, explained)
    slip = slip or describe_copy(ledger, term, expected)
    if term.is_blank:
        shown, off = "为空白，没有填数", ""
    elif term.cell is not None and term.cell.kind is CellKind.DASH:
        shown, off = "没有填数", ""
    elif term.cell is None and term.form:
        shown, off = "没有这一行", ""
    else:
        shown = f"为{term.shown(term.value)}"
        off = f"，相差{term.shown(term.value - expected)}"
    detail = f"{term.label}{shown}，应为{term.shown(expected)}{off}{f'（{slip}）' if slip else ''}"
    if terms[1:]:
        detail += f"；其下的{'、'.join(f'“{below.row}”' for below in terms[1:])}也是这样"
    return _finding(main, explained, detail, terms, stated=term, expected=expected)


def _branches(changes: Sequence[Change]) -> set[tuple[str, int]]:
    """Return the 类 of the changes, each with the amount: one of them is one branch."""
    return {(change.term.key[:3], change.expected) for change in changes}


def _word_blank_column(changes: Sequence[Change], explained: Sequence[Tested]) -> Finding:
    """Cells of one column in which nothing stands, with what follows for them."""
    first, terms = changes[0].term, [change.term for change in changes]
    shown = "、".join(
        f"“{c.term.row}”应为{c.term.shown(c.expected)}" for c in changes[:_MOST_NAMES]
    )
    more = " 等" if changes[_MOST_NAMES:] else ""
    detail = (
        f"{first.form}{first.side.value}“{first.column}”栏有 {len(changes)} 格空白，"
        f"没有填数：{shown}{more}"
    )
    expected = changes[0].expected
    found = _finding(
        _main(first, explained), explained, detail, terms, stated=first, expected=expected
    )
    return replace(found, stated=None, expected=None)


def _refine(change: Change, explained: Sequence[Tested]) -> tuple[int, str]:
    """Return the amount that the cell should have, and the slip of the hand that explains it.

    What follows from rounded amounts may be a few last digits off: where one of the amounts
    that satisfy every relation is a known slip away, it is the likeliest. An amount on which
    several relations agree to the last digit stands, unless all its digits are the same.
    """
    term, step = change.term, 2 * change.term.half or 1
    delta = change.expected - term.value
    exact = len(explained) > 1 and not any(
        item.residual_with(term.number, delta) for item in explained
    )
    known = CLEAR_SLIPS if exact else LIKELY_SLIPS
    reach = min(_MOST_STEPS, max((item.limit_of_term for item in explained), default=0) // step)
    for steps in sorted(range(-reach, reach + 1), key=abs):
        value = change.expected + steps * step
        slip = describe_slip(term.in_file(term.value), term.in_file(value))
        if (slip in known or (slip and not steps)) and all(
            item.allows(term.number, value - term.value) for item in explained
        ):
            return value, slip
    return change.expected, ""


def _word_code(changes: Sequence[Change], explained: Sequence[Tested]) -> Finding:
    """Rows that bear the code of other rows."""
    right = changes[1].term
    wrong = list({c.term.key: c.term for c in changes if not c.expected}.values())
    main = _main(right, explained)
    rows = f"“{wrong[0].row}”应为 {right.key}"
    if wrong[1:]:
        rows += f"，其下的 {len(wrong) - 1} 行也随之改"
    where = _counterparts(explained, wrong[0].form)
    detail = f"{wrong[0].form}的科目编码疑有误：{rows}（{where}中是这样，金额也相同）"
    found = _finding(main, explained, detail, wrong, stated=wrong[0], expected=0)
    return replace(found, stated=None, expected=None, found_text=wrong[0].key)


def _counterparts(explained: Sequence[Tested], form: str) -> str:
    forms = {term.form for item in explained for term in item.terms if term.value}
    return "、".join(sorted(forms - {form, ""})) or "其他表"


def _word_missing_rows(
    changes: Sequence[Change], explained: Sequence[Tested], ledger: Ledger
) -> Finding:
    """Rows that the table lacks: their amounts follow from the others."""
    rows: dict[tuple[str, Side], list[Change]] = {}
    for change in changes:
        rows.setdefault((change.term.key, change.term.side), []).append(change)
    first = changes[0].term
    main = _main(first, explained)
    count = f" {len(rows)} 行：" if len(rows) > _PAIR else ""
    keys = {key for key, _ in rows}
    said = "；".join(_describe_missing(row, ledger, keys) for row in rows.values())
    detail = f"{first.form}缺{count}{said}"
    terms = [row[0].term for row in rows.values()]
    expected = changes[0].expected
    return _finding(main, explained, detail, terms, stated=first, expected=expected)


def _word_lacking_rows(cause: Cause) -> Finding:
    """Rows that other tables have and this one lacks, where it does not follow what is in them."""
    rows = {term.key: term for term in cause.lacking}
    first = cause.lacking[0]
    main = min(cause.explained, key=lambda item: item.check.rule.severity.rank)
    names = "、".join(f"“{term.row}”" for _, term in sorted(rows.items()))
    detail = (
        f"{first.form}缺 {len(rows)} 行，其他表有：{names}；{len(cause.explained)} 个关系因此不成立"
    )
    found = _finding(main, cause.explained, detail, list(rows.values()), stated=first, expected=0)
    return replace(found, stated=None, expected=None)


def _describe_missing(row: Sequence[Change], ledger: Ledger, listed: set[str]) -> str:
    """Return the name of a row that is missing and its amounts; what else is missing below it."""
    term = row[0].term
    amounts = "、".join(f"{one.term.column}{one.term.shown(one.expected)}" for one in row)
    below = set(ledger.borrowed(term.form, term.key)) - listed
    more = "及其下各行" if below else ""
    return f"{term.side.value}“{term.row}”一行{more}，应有{amounts}"


def _word_pair(changes: Sequence[Change], explained: Sequence[Tested]) -> Finding:
    """Two cells that should change by the same amount: exchanged, or one in the other's place."""
    first, second = sorted(changes, key=lambda change: change.term.place)
    if not first.expected and first.term.value:
        first, second = second, first
    term, other = first.term, second.term
    amount = term.shown(abs(first.expected - term.value))
    main = _main(term, explained)
    if not term.value and not second.expected:
        lines = zh.LINE_NUMBER if term.side is not Side.WHOLE else "位置"
        how = f"{amount} 应填在{term.label}，却填在{other.label}（{lines}错位）"
    elif (term.value, other.value) == (second.expected, first.expected):
        how = f"{term.label}与{other.label}的数对调了"
    else:
        how = f"{term.label}与{other.label}之间有 {amount} 放错了位置"
    detail = f"{how}；前者应为{term.shown(first.expected)}"
    return _finding(main, explained, detail, [term, other], stated=term, expected=first.expected)


def _word_relation(explained: Sequence[Tested], ledger: Ledger) -> Finding:
    """A relation that fails, where the wrong amount cannot be told."""
    main = min(explained, key=lambda item: item.check.rule.severity.rank)
    relation = main.relation
    first = next(term for term in relation.left if term)
    expected = first.value - main.residual
    detail = f"{_compare(main, first)}{_list_absent(main, ledger)}"
    found = _finding(main, explained, detail, [first], stated=first, expected=expected)
    if relation.kind is not RelationKind.SUM or main.residual < 0:
        return found
    # The total is larger: one of the blank cells may be the one that lacks its amount.
    blank = [term.place for term in relation.right if term and term.cell and not term.value]
    return replace(found, places=tuple(dict.fromkeys((*found.places, *blank))))


def _list_absent(item: Tested, ledger: Ledger) -> str:
    """Name the addends that the table has no rows for, though they may have amounts."""
    absent = [
        term
        for term in item.relation.right
        if term and term.is_absent and (not term.is_subject or ledger.is_filled(term.key))
    ]
    if item.relation.kind is not RelationKind.SUM or item.residual < 0 or not absent:
        return ""
    names = "、".join(f"“{term.row}”" for term in absent[:_MOST_NAMES])
    more = f"等 {len(absent)} 行" if absent[_MOST_NAMES:] else ""
    return f"；{absent[0].form}没有{names}{more}，疑漏列"


def _compare(item: Tested, first: Term) -> str:
    """Return both sides of a relation in words, with their amounts."""
    relation = item.relation
    left = sum(term.value for term in relation.left if term)
    right = first.shown(left - item.residual)
    other = relation.right[0] if len(relation.right) == 1 else None
    whole = other.label if other else relation.formula
    part = first.label if len(relation.left) == 1 else " + ".join(_names(relation.left))
    if relation.kind is RelationKind.AT_MOST:
        return f"{part}为{first.shown(left)}，大于{whole}的{right}"
    if other and other.is_absent_subject:
        return f"{part}为{first.shown(left)}，{other.form}却没有“{other.row}”"
    if other:
        return f"{part}为{first.shown(left)}，{whole}为{right}，相差{first.shown(item.residual)}"
    return (
        f"{part}为{first.shown(left)}，{whole}为{right}，相差{first.shown(item.residual)}"
        f"{_AMONG if item.check.rule.finding_class is FindingClass.ARITHMETIC else ''}"
    )


def _names(terms: Iterable[Term | None]) -> list[str]:
    known = [term for term in terms if term]
    named = [term.label for term in known if term.value] or [term.label for term in known]
    return named if len(named) <= _MOST_NAMES else [*named[:2], "…", named[-1]]


def _finding(
    main: Tested,
    explained: Sequence[Tested],
    detail: str,
    first: Sequence[Term],
    *,
    stated: Term,
    expected: int,
) -> Finding:
    rule = main.check.rule
    places = [term.place for term in first]
    places += [term.place for term in main.terms if term.value or not term.form]
    for item in explained:
        ends = (*item.relation.left[:1], *item.relation.right[:1])
        places += [term.place for term in ends if term and term.value]
    sections = [item.relation.section for item in explained if item.relation.section]
    places += [Place(section=section) for section in sorted(set(sections))]
    others = {item.check.rule.code: item.check.rule.title for item in explained}
    others.pop(rule.code, None)
    total = next(term for term in main.relation.left if term)
    formula = main.relation.formula
    if formula and "=" not in formula and "≤" not in formula:
        sign = "≤" if main.relation.kind is RelationKind.AT_MOST else "="
        part = " + ".join(_names(main.relation.left)) if main.relation.left[1:] else total.label
        formula = f"{part} {sign} {formula}"
    return finding(
        rule,
        detail,
        *dict.fromkeys(places),
        title=rule.title,
        stated=stated.in_file(stated.value),
        expected=stated.in_file(expected),
        formula=formula,
        also=tuple(f"{code} {title}" for code, title in others.items()),
    )


def word_group(found: Sequence[Finding]) -> Finding:
    """Return one finding for what one rule finds in several rows of a table."""
    if len(found) == 1:
        return found[0]
    first = found[0]
    return replace(
        first,
        detail="；".join(one.detail for one in found),
        places=tuple(dict.fromkeys(place for one in found for place in one.places)),
        stated=None,
        expected=None,
        found_text="",
        also=tuple(dict.fromkeys(text for one in found for text in one.also)),
    )
