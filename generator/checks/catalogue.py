"""Every rule, in one ordered tuple; running them is a `for`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.checks import (
    appropriations,
    basic_detail,
    facts,
    fiscal_summary,
    given,
    performance,
    printing,
    reasons,
    revenue,
    subjects,
    summary,
    three_public,
    whole_tables,
)
from generator.checks.causes import find_causes
from generator.checks.ledger import Ledger
from generator.checks.relation import Kind, Relation
from generator.checks.tested import Tested, test_relation
from generator.checks.whole_tables import find_unusable
from generator.checks.wording import word_cause, word_group, word_remark
from generator.model.audit import Audit, Correction, Unchecked
from generator.model.finding import Finding, FindingClass, Severity
from generator.model.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.checks.relation import Check
    from generator.checks.tested import Cause
    from generator.model.accounts import Accounts
    from generator.model.place import Place

CHECKS: tuple[Check, ...] = (
    *whole_tables.CHECKS,
    *summary.CHECKS,
    *revenue.CHECKS,
    *fiscal_summary.CHECKS,
    *appropriations.CHECKS,
    *basic_detail.CHECKS,
    *three_public.CHECKS,
    *subjects.CHECKS,
    *printing.CHECKS,
    *given.CHECKS,
    *facts.CHECKS,
    *performance.CHECKS,
    *reasons.CHECKS,
    facts.DEADLINE,
)


def in_force(year: int) -> tuple[Check, ...]:
    """Return the checks whose rules apply to the accounts of `year`."""
    return tuple(check for check in CHECKS if check.rule.in_force(year))


def run_checks(accounts: Accounts) -> Audit:
    """Test every rule in force: what fails, one line a table for the tails, what was not tested."""
    ledger = Ledger(accounts, find_unusable(accounts))
    tested: list[Tested] = []
    findings: list[Finding] = []
    silent = 0
    for check in in_force(accounts.identity.year):
        for outcome in check.examine(ledger):
            if not isinstance(outcome, Relation):
                findings.append(word_remark(check.rule, outcome))
            elif None in outcome.left or None in outcome.right:
                silent += 1
            else:
                tested.append(test_relation(check, outcome))
    causes, unsearched = find_causes(tested, ledger.rank_of)
    findings = _fold_negatives(findings, _word_failures(causes, ledger))
    findings += _group_tails(tested)
    unchecked = _list_unchecked(ledger, silent)
    checked = sum(item.is_printed for item in tested)
    return Audit(tuple(findings), checked, unchecked, _list_corrections(causes))


def _list_corrections(causes: Sequence[Cause]) -> tuple[Correction, ...]:
    """Return the cells that causes name, with the values that they should have."""
    return tuple(
        Correction(term.form, term.key, term.side, term.column, term.published(expected))
        for cause in causes
        for term, expected in cause.changes
        if term.form
    )


def _word_failures(causes: Sequence[Cause], ledger: Ledger) -> list[Finding]:
    """Return one finding a cause; for a grouped rule one a table."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    findings = []
    for cause in causes:
        finding = word_cause(cause, ledger)
        alone = len({item.check.rule.code for item in cause.explained}) == 1
        if alone and cause.explained[0].check.grouped:
            grouped.setdefault((finding.code, finding.places[0].table), []).append(finding)
        else:
            findings.append(finding)
    return findings + [word_group(found) for found in grouped.values()]


def _fold_negatives(remarks: Sequence[Finding], failures: list[Finding]) -> list[Finding]:
    """Return both lists as one: a negative amount (A06) that is an error anyway is that error."""
    kept = []
    for remark in remarks:
        alone = remark.code == "A06" and not remark.places[1:]
        same = next((f for f in failures if alone and f.places[:1] == remark.places), None)
        if same is None or same.severity is not Severity.ERROR:
            kept.append(remark)
        else:
            also = (*same.also, f"A06 {_title_of('A06')}")
            failures[failures.index(same)] = replace(same, also=also)
    return kept + failures


def _title_of(code: str) -> str:
    return next(check.rule.title for check in CHECKS if check.rule.code == code)


def _group_tails(tested: Sequence[Tested]) -> list[Finding]:
    """Return one line of information a table for the differences that rounding explains."""
    tails: dict[str, dict[Place, None]] = {}
    for item in tested:
        if item.residual and item.holds and item.relation.kind is not Kind.AT_MOST:
            first = next(term for term in item.relation.left if term)
            tails.setdefault(first.form or first.place.file, {})[first.place] = None
    return [
        Finding(
            code="T01",
            finding_class=FindingClass.TAIL,
            severity=Severity.INFO,
            message=f"{table}有 {len(places)} 处合计与明细相差在四舍五入允许的范围内（尾差），"
            "无需处理",
            places=tuple(places),
        )
        for table, places in sorted(tails.items())
    ]


def _list_unchecked(ledger: Ledger, silent: int) -> tuple[Unchecked, ...]:
    """Return what could not be checked: tables, cells, comparisons that lack their other side."""
    accounts = ledger.accounts
    missing = [form.number for form in FORMS if form.number not in accounts.tables]
    unchecked = [Unchecked(number, "表缺失") for number in missing]
    invalid = Counter(cell.place.table for cell in ledger.invalid_cells())
    unchecked += [
        Unchecked(f"{form} 的 {count} 个单元格", "不是数字，用到它们的关系没有核对")
        for form, count in sorted(invalid.items())
    ]
    unchecked += [Unchecked(form, "空表或单位不明，没有与其他表核对") for form in ledger.unusable]
    unchecked += [
        Unchecked(f"{form}的“{column}”栏", "表中没有这一栏")
        for form, column in ledger.lacking_columns()
    ]
    if silent:
        unchecked.append(Unchecked(f"{silent} 个关系", "其中有的数没有给出或读不出"))
    if len(in_force(accounts.identity.year)) < len(CHECKS):
        unchecked.append(Unchecked(f"{accounts.identity.year} 年度", "有的规则不适用于这一年度"))
    if not accounts.last_year and not accounts.last_totals:
        unchecked.append(Unchecked("与上年的衔接", "没有上年数据"))
    if accounts.identity.approved is None or accounts.identity.published is None:
        unchecked.append(Unchecked("公开时限", "没有批复日期或公开日期"))
    for form in ("公开07", "公开08", "公开09"):
        table = accounts.tables.get(form)
        if table is not None and table.is_empty and not table.statement and not table.notes:
            unchecked.append(Unchecked(f"{form} 的空表说明", "没有给出表下的说明"))
    return tuple(unchecked)
