"""Everything that the lists and texts say of 绩效自评, as one Evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accounts.evaluations import (
    ProjectNames,
    find_doubled,
    read_indicators,
    read_management,
)
from generator.accounts.reports import (
    given_twice,
    merge_texts,
    read_notes,
    read_reports,
    read_whole,
)
from generator.base.labels import squash
from generator.field import evaluation
from generator.model.evaluation import Evaluation

if TYPE_CHECKING:
    from generator.model.accounts import ListedAmount, ListedText, Project
    from generator.model.finding import Finding
    from generator.model.records import Inputs


def read_evaluation(
    inputs: Inputs,
    projects: tuple[Project, ...],
    facts: dict[str, ListedAmount],
    fact_texts: dict[str, ListedText],
    findings: list[Finding],
) -> Evaluation:
    """Return the self-evaluation; the numbers and the grade of 整体绩效.csv are added to the facts.

    What 事项.csv says goes before.
    """
    lists = inputs.lists
    names = ProjectNames.of(projects, findings)
    indicators = read_indicators(lists.get(evaluation.INDICATORS, ()), names, findings)
    management = read_management(lists.get(evaluation.MANAGEMENT, ()), names, findings)
    reports = read_reports(
        inputs.project_texts, lists.get(evaluation.PROJECT_TEXTS, ()), names, findings
    )
    names.report_unknown()
    given = [
        *((one.project, one.place) for one in indicators),
        *((one.project, one.place) for one in management),
        *((one.project, one.place) for one in reports),
    ]
    findings += find_doubled(projects, given)
    rows = read_whole(lists.get(evaluation.WHOLE, ()), inputs.unit, facts, findings)
    for key, text in rows.facts.items():
        first = fact_texts.setdefault(key, text)
        if first is not text and squash(first.text) != squash(text.text):
            findings.append(given_twice(key, text.place, first.place))
    texts = merge_texts(inputs.whole_texts, rows.texts, findings)
    of_whole = read_indicators(lists.get(evaluation.WHOLE_INDICATORS, ()), None, findings)
    notes = texts.get(evaluation.INDICATOR_NOTES)
    return Evaluation(
        indicators=indicators,
        management=management,
        reports=reports,
        whole_indicators=of_whole,
        whole_texts=texts,
        whole_notes=read_notes(notes, (one.third_level for one in of_whole), findings),
    )
