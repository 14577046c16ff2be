"""Every rule, in one ordered tuple; running them is a `for`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import T01
from generator.base.severity import Severity
from generator.checks import (
    appropriations,
    basic_detail,
    facts,
    fiscal_summary,
    former,
    given,
    indicators,
    performance,
    printing,
    project_money,
    reasons,
    revenue,
    scores,
    subject_names,
    subjects,
    summary,
    three_public,
    whole_evaluation,
    whole_rates,
    whole_tables,
)
from generator.checks.blanks import find_blank_columns, with_amounts, without_columns
from generator.checks.causes import find_causes
from generator.checks.ledger import Ledger
from generator.checks.relation import RelationKind, Remark, Untested
from generator.checks.tested import Tested, test_relation
from generator.checks.unchecked import Gaps, list_unchecked
from generator.checks.whole_tables import find_unusable, word_blank_columns
from generator.checks.wording import word_cause, word_group, word_remark
from generator.model.audit import Audit, Correction, Unchecked
from generator.model.finding import Finding, finding

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
    *subject_names.CHECKS,
    *printing.CHECKS,
    *former.CHECKS,
    *given.CHECKS,
    *facts.CHECKS,
    *whole_evaluation.CHECKS,
    *performance.CHECKS,
    *project_money.CHECKS,
    *scores.CHECKS,
    *indicators.CHECKS,
    *whole_rates.CHECKS,
    *reasons.CHECKS,
    facts.DEADLINE,
)


def in_force(year: int) -> tuple[Check, ...]:
    """Return the checks whose rules apply to the accounts of `year`; all where it is not known."""
    return tuple(check for check in CHECKS if not year or check.rule.in_force(year))


def run_checks(accounts: Accounts) -> Audit:
    """Test every rule in force: what fails, one line a table for the tails, what was not tested."""
    run = _settle_blanks(_test(accounts))
    gathered = run.gathered
    findings = _fold_negatives(gathered.remarks, _word_failures(run.causes, run.ledger))
    findings += _group_tails(gathered.tested)
    unchecked = (
        *list_unchecked(run.ledger, gathered.gaps, [check.rule for check in CHECKS]),
        *_unsearched(run.unsearched),
    )
    return Audit(
        (*run.blanks, *findings),
        sum(item.is_printed for item in gathered.tested),
        unchecked,
        _list_corrections((*run.filled, *run.causes)),
        gathered.gaps.count,
        run.ledger.accounts.tables,
    )


class _Run(NamedTuple):
    """The rules tested once: what they yield, why it fails.

    `blanks` are the findings on cells that lack their amounts; `filled` are the causes by which
    they were put in beforehand.
    """

    ledger: Ledger
    gathered: _Gathered
    causes: Sequence[Cause]
    unsearched: int
    blanks: tuple[Finding, ...] = ()
    filled: tuple[Cause, ...] = ()

    @property
    def errors(self) -> int:
        """How many errors would be told."""
        causes = sum(
            any(item.check.rule.severity is Severity.ERROR for item in cause.explained)
            for cause in self.causes
        )
        remarks = sum(remark.severity is Severity.ERROR for remark in self.gathered.remarks)
        return causes + remarks + len(self.blanks)


def _test(accounts: Accounts) -> _Run:
    """Return what every rule in force says of the accounts."""
    ledger = Ledger(accounts, find_unusable(accounts))
    gathered = _Gathered()
    for check in in_force(accounts.identity.year):
        gathered.examine(check, ledger)
    causes, unsearched = find_causes(gathered.tested, ledger.rank_of)
    return _Run(ledger, gathered, causes, unsearched)


def _settle_blanks(run: _Run) -> _Run:
    """Return the run in which the least is told.

    That is the one with the amounts that follow for blank cells put in, the one that compares
    nothing with the blank cells of a column, or the run as it is. Where so much fails that the
    search was cut short, nothing more is tried.
    """
    if run.unsearched:
        return run
    accounts = run.ledger.accounts
    ways = [run]
    filled = tuple(cause for cause in run.causes if cause.is_blank)
    if filled:
        changes = [change for cause in filled for change in cause.changes]
        said = tuple(word_cause(cause, run.ledger) for cause in filled)
        again = _test(replace(accounts, tables=with_amounts(accounts.tables, changes)))
        ways.insert(0, again._replace(blanks=said, filled=filled))
    for columns in find_blank_columns(run.gathered.tested):
        said = tuple(word_remark(*one) for one in word_blank_columns(accounts, columns))
        again = _test(replace(accounts, tables=without_columns(accounts.tables, columns)))
        ways.append(again._replace(blanks=said))
    return min(ways, key=lambda way: way.errors)


class _Gathered:
    """What the rules yield, one check after the other."""

    def __init__(self) -> None:
        self.tested: list[Tested] = []
        self.remarks: list[Finding] = []
        self.gaps = Gaps()

    def examine(self, check: Check, ledger: Ledger) -> None:
        """Take what one rule says; a relation without one of its sides is a gap."""
        ledger.take_missed()
        for outcome in check.examine(ledger):
            if isinstance(outcome, Untested):
                self.gaps.others.append(Unchecked(*outcome))
            elif isinstance(outcome, Remark):
                self.remarks.append(word_remark(check.rule, outcome))
            elif None in outcome.left or None in outcome.right:
                self.gaps.relations[check.rule.code] += 1
            else:
                self.tested.append(test_relation(check, outcome))
        for form in ledger.take_missed():
            self.gaps.tables.setdefault(form, []).append(check.rule.code)


def _unsearched(count: int) -> tuple[Unchecked, ...]:
    """Say that the search for wrong cells came to its limit."""
    if not count:
        return ()
    what = f"{count} 个不成立的关系是哪一格的数有误"
    return (Unchecked(what, "不成立的关系太多，没有继续查找，只列出了各个关系"),)


def _list_corrections(causes: Sequence[Cause]) -> tuple[Correction, ...]:
    """Return the cells that causes name, with the values that they should have."""
    return tuple(
        Correction(term.form, term.key, term.side, term.column, term.published(expected), term.row)
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
        if item.residual and item.holds and item.relation.kind is not RelationKind.AT_MOST:
            first = next(term for term in item.relation.left if term)
            tails.setdefault(first.form or first.place.file, {})[first.place] = None
    return [
        finding(
            T01,
            f"{table}有 {len(places)} 处合计与明细相差在四舍五入允许的范围内（尾差），无需处理",
            *places,
        )
        for table, places in sorted(tails.items())
    ]
