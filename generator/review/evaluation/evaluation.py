"""All that is checked in the evaluations of a submitted text: 十三 and what is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import sections
from generator.review.evaluation.agreement import (
    check_costs,
    check_scores,
    check_whole_scores,
    match_reports,
)
from generator.review.evaluation.bands import read_bands
from generator.review.evaluation.counterparts import check_counterparts
from generator.review.evaluation.counts import check_counts
from generator.review.evaluation.form_rates import (
    check_form_rates,
    check_report_money,
    check_said_rates,
    money_of_reports,
)
from generator.review.evaluation.forms import check_forms, check_money_tables
from generator.review.evaluation.indicators import check_indicators
from generator.review.evaluation.judged import Judged
from generator.review.evaluation.money import check_adjusted, stand_bands, stand_restated
from generator.review.evaluation.outline import check_names, check_outline
from generator.review.evaluation.overview import check_overview
from generator.review.evaluation.points import read_scored
from generator.review.evaluation.projects import (
    check_idle,
    pair_names,
    read_projects,
    yuan,
)
from generator.review.evaluation.rates import check_rates
from generator.review.evaluation.reports import read_reports
from generator.review.evaluation.sums import check_divided, check_project_sums
from generator.review.evaluation.tables import readable_forms
from generator.review.evaluation.totals import check_parts, check_totals
from generator.review.printed import PrintedClauses
from generator.review.text.claims import cut_claims

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.submission import Reviewed, Submission
    from generator.review.evaluation.judged import Key
    from generator.review.evaluation.tables import SubmittedTable
    from generator.review.text.claims import ClaimSentence


def check_evaluation(
    submission: Submission, done: AbstractSet[Key], tables: Sequence[SubmittedTable] = ()
) -> Reviewed:
    """Return what the evaluations of a text contradict, and the numbers that were compared.

    `tables` are those of the file that are none of the nine, the forms among them; `done` are the
    numbers that have been judged already: rates among them are not judged again.
    """
    judged = Judged(submission.file, done)
    own = [p for p in submission.paragraphs() if p.where.startswith(sections.PERFORMANCE)]
    paragraphs = [*own, *submission.attachments]
    sentences = cut_claims(submission.file, paragraphs)
    reports = read_reports(submission)
    projects = read_projects(own, sentences)
    matched = match_reports(projects, reports)
    forms = readable_forms(tables)
    names = [form.project.text if form.project else "" for form in forms]
    filled = pair_names([report.project for report in reports], names)
    for index, report in enumerate(reports):
        project = matched.get(index)
        check_indicators(report, judged)
        check_totals(report, forms[filled[index]] if index in filled else None, judged)
        check_counts(report, judged)
        check_outline(report, judged)
        check_names(report, judged)
        if project is None or index in filled:
            # The rules of the form itself say what is wrong with its costs.
            continue
        if project.budget and project.executed:
            budget, executed = project.budget.mention, project.executed.mention
            check_costs(report, yuan(budget), yuan(executed), judged)
    check_scores(reports, matched, judged)
    check_whole_scores(paragraphs, reports, PrintedClauses(submission), judged)
    check_idle(projects, judged)
    graded = read_bands(paragraphs)
    check_project_sums(own, projects, [s for s in sentences if _is_own(s)], graded, judged)
    check_divided(paragraphs, judged)
    stand_restated(projects, judged)
    stand_bands(paragraphs, judged)
    for paragraph in paragraphs:
        check_parts(paragraph, read_scored(paragraph), judged)
    _check_rates(sentences, judged)
    check_forms(tables, projects, reports, judged)
    check_money_tables(tables, reports, matched, judged)
    moneys = tuple(money_of_reports(tables, reports))
    check_form_rates(tables, judged)
    check_said_rates(tables, projects, judged)
    check_report_money(tables, moneys, judged)
    check_counterparts(projects, tables, reports, moneys, judged)
    check_overview(own, submission.attachments, projects, graded, judged)
    return judged.reviewed


def _is_own(sentence: ClaimSentence) -> bool:
    return sentence.where.startswith(sections.PERFORMANCE)


def _check_rates(sentences: list[ClaimSentence], judged: Judged) -> None:
    """Judge the rates of each paragraph by what stands before them in it, and its budgets."""
    groups: dict[str, list[ClaimSentence]] = {}
    for sentence in sentences:
        groups.setdefault(sentence.passage.locator, []).append(sentence)
    for group in groups.values():
        check_rates(group, judged)
        check_adjusted(group, judged)
