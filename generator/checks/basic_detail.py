"""公开06 一般公共预算财政拨款基本支出决算明细表 (DOMAIN 2.6: E01 … E06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.relation import Check, Relation, at_most, fits, same, sum_across, total_of
from generator.checks.subject_tree import TOTAL
from generator.field import forms, zh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term
    from generator.model.table import Row, Table

FORM, COLUMN = forms.BASIC_DETAIL, zh.FINAL
STAFF_TOTAL, OFFICE_TOTAL = zh.STAFF_TOTAL, zh.OFFICE_TOTAL
_STAFF = ("301", "303")
_OFFICE = ("302", "307", "309", "310", "311", "312", "313", "399")
_WITHIN = "部门决算报表表内公式（基本支出决算明细表）"
_ACROSS = "部门决算报表表间公式"
# 款 of 公开06 that are part of a cell of 公开09 (栏次 numbers).
_THREE_PUBLIC = (("30212", "8"), ("31013", "10"), ("30231", "11"), ("30217", "12"))
# 款 of 公开06 that are usually spent in one functional 项 of 公开05.
# 公积金 is often booked in the main function of the department (DOMAIN 2.6).
_HOUSING = "30113"
_USUAL_SUBJECTS = (
    ("30108", ("2080505",)),
    ("30109", ("2080506",)),
    ("30110", ("2101101", "2101102")),
    ("30111", ("2101103",)),
    ("30113", ("2210201",)),
)


def amount(ledger: Ledger, key: str) -> Term | None:
    """The amount of a code or of a total."""
    return ledger.term(FORM, key, COLUMN)


def _families(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each economic class with its 款."""
    for parent in table.coded_rows(3):
        children = [row for row in table.coded_rows(5) if row.code[:3] == parent.code]
        if children:
            yield parent, children


def classes_add_up(ledger: Ledger) -> Iterator[Relation]:
    """301 = Σ301xx, and so on."""
    table = ledger.table(FORM)
    for parent, children in _families(table) if table else ():
        parts = [ledger.of(FORM, row, COLUMN) for row in children]
        yield total_of(ledger.of(FORM, parent, COLUMN), parts, "六", f"Σ {parent.code}xx")


def totals_add_up(ledger: Ledger) -> Iterator[Relation]:
    """人员经费 = 301 + 303; 公用经费 = the other classes."""
    if ledger.table(FORM):
        for label, classes in ((STAFF_TOTAL, _STAFF), (OFFICE_TOTAL, _OFFICE)):
            parts = [amount(ledger, code) for code in classes]
            used = [code for code, part in zip(classes, parts, strict=True) if part and part.value]
            yield total_of(amount(ledger, label), parts, "六", " + ".join(used or classes[:2]))


def basic_spending_agrees(ledger: Ledger) -> Iterator[Relation]:
    """人员经费 and 公用经费 make the 基本支出 of 公开05."""
    if ledger.table(FORM) and ledger.table(forms.GENERAL_BUDGET):
        basic = ledger.term(forms.GENERAL_BUDGET, TOTAL, zh.BASIC_EXPENDITURE)
        parts = [amount(ledger, STAFF_TOTAL), amount(ledger, OFFICE_TOTAL)]
        yield sum_across(basic, parts, "六", "公开06人员经费合计 + 公用经费合计")


def three_public_covers_basic(ledger: Ledger) -> Iterator[Relation]:
    """What 公开06 spends on travel abroad, vehicles and reception is in 公开09."""
    if ledger.table(FORM) and ledger.table(forms.THREE_PUBLIC):
        for code, column in _THREE_PUBLIC:
            whole = ledger.term(forms.THREE_PUBLIC, forms.THREE_PUBLIC_ROW, column)
            yield at_most([amount(ledger, code)], [whole], "九", f"公开09栏次{column}")


def three_public_covers_all(ledger: Ledger) -> Iterator[Relation]:
    """The four together are not more than the total of 公开09."""
    if ledger.table(FORM) and ledger.table(forms.THREE_PUBLIC):
        parts = [amount(ledger, code) for code, _ in _THREE_PUBLIC]
        whole = ledger.term(forms.THREE_PUBLIC, forms.THREE_PUBLIC_ROW, "7")
        yield at_most(parts, [whole], "九", "公开09栏次7")


def insurance_is_spent_in_its_subject(ledger: Ledger) -> Iterator[Relation]:
    """Contributions by economic class are usually those of their functional 项."""
    if ledger.table(FORM) and ledger.table(forms.GENERAL_BUDGET):
        for code, subjects in _USUAL_SUBJECTS:
            parts = [
                ledger.term(forms.GENERAL_BUDGET, item, zh.BASIC_EXPENDITURE) for item in subjects
            ]
            own = amount(ledger, code)
            spent = any(part and part.value for part in parts)
            if own and own.value and (spent or code != _HOUSING):
                yield total_of(own, parts, "", f"公开05 {' + '.join(subjects)} 的基本支出")


def totals_are_not_pasted(ledger: Ledger) -> Iterator[Relation]:
    """No 款 has the amount of its whole class while its siblings have amounts too.

    Only where the sum of the class fails and its total fits the totals of the table: else it is
    the total that may be wrong.
    """
    table = ledger.table(FORM)
    for parent, children in _families(table) if table else ():
        total = ledger.of(FORM, parent, COLUMN)
        terms = [ledger.of(FORM, row, COLUMN) for row in children]
        if total is None or not total.value or None in terms or _total_is_doubtful(ledger, total):
            continue
        filled = [term for term in terms if term and term.value]
        if not filled[1:] or fits(total_of(total, terms)):
            continue
        for term in filled:
            if term.value == total.value:
                rest = 2 * total.value - sum(other.value for other in filled)
                formula = f"{total.key} 的合计减其余各款"
                yield same(term, ledger.computed(formula, rest, term), "六", formula)


def _total_is_doubtful(ledger: Ledger, total: Term) -> bool:
    return any(
        not fits(relation)
        for relation in totals_add_up(ledger)
        if None not in relation.left + relation.right
        and any(term and term.number == total.number for term in relation.right)
    )


def _rule(
    code: str,
    title: str,
    kind: FindingClass = FindingClass.ARITHMETIC,
    severity: Severity = Severity.ERROR,
) -> Rule:
    authority = _WITHIN if kind is FindingClass.ARITHMETIC else _ACROSS
    return Rule(code, title, authority, kind, severity)


_CROSS = FindingClass.CROSS_TABLE


CHECKS = (
    Check(_rule("E06", "公开06的款不应等于所在类的合计"), totals_are_not_pasted),
    Check(_rule("E01", "公开06各类应等于其款之和"), classes_add_up),
    Check(_rule("E02", "公开06人员经费、公用经费合计应等于各类之和"), totals_add_up),
    Check(
        _rule("E03", "公开06人员经费加公用经费应等于公开05基本支出", _CROSS),
        basic_spending_agrees,
    ),
    Check(
        _rule("E04", "公开06的出国、用车、接待支出不应大于公开09", _CROSS),
        three_public_covers_basic,
    ),
    Check(
        _rule(
            "E05",
            "公开06的保险、公积金一般等于公开05相应科目的基本支出",
            kind=FindingClass.PLAUSIBILITY,
            severity=Severity.INFO,
        ),
        insurance_is_spent_in_its_subject,
        grouped=True,
    ),
    Check(
        _rule("F07", "公开06中属于“三公”经费的各款之和不应大于公开09决算数", _CROSS),
        three_public_covers_all,
    ),
)
