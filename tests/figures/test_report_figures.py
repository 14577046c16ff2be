"""Figures of the forms and reports: Xinxiang's two whole reports, from their own data."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from published.reference import Reference
from published.xinxiang import find_xinxiang, write_xinxiang
from support.project_reports import MATTERS, ProjectReport, read_reports, write_reports

from generator.figures.explain import explain_figure
from generator.model.figures import Performance
from generator.tasks.department import Sources, read_sources

_CENT = Decimal("0.01")


def _half_up(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return find_xinxiang()


@pytest.fixture(scope="module")
def reports(reference: Reference) -> list[ProjectReport]:
    return read_reports(reference.seed)


@pytest.fixture
def sources(tmp_path: Path, reference: Reference, reports: list[ProjectReport]) -> Sources:
    write_xinxiang(reference, tmp_path)
    write_reports(tmp_path, reports)
    found = read_sources(tmp_path)
    lists = ("项目绩效", "绩效指标", "资金管理", "文字")
    assert [one for one in found.findings if one.places[0].file.startswith(lists)] == []
    return found


def _performance(sources: Sources) -> Performance:
    return sources.figures.performance


def test_the_reports_are_read_as_published(reports: list[ProjectReport]) -> None:
    assert [(one.score, one.grade, len(one.indicators)) for one in reports] == [
        ("100", "优", 8),
        ("98.45", "优", 12),
    ]
    assert [list(one.management) for one in reports] == [list(MATTERS)] * 2


def test_totals_and_grades_are_those_of_the_reports(
    sources: Sources, reports: list[ProjectReport]
) -> None:
    """98.45 = 9.00 + 20 + 69.45; 100 = 10 + 20 + 70."""
    parts = {}
    for figures, report in zip(_performance(sources).projects, reports, strict=True):
        assert figures.score.value == Decimal(report.score)
        assert figures.grade == report.grade
        assert figures.form.full_marks.value == 100
        budget, executed = Decimal(report.money[1]), Decimal(report.money[2])
        earned = min(Decimal(10), _half_up(10 * executed / budget))
        assert figures.form.execution_score.value == earned
        indicators = sum((Decimal(one.score) for one in report.indicators), Decimal(0))
        assert sum((level.score.value or 0) for level in figures.form.levels) == indicators
        parts[report.score] = (earned, indicators)
    assert parts == {
        "98.45": (Decimal("9.00"), Decimal("69.45")),
        "100": (Decimal("10.00"), Decimal(70)),
    }


def test_levels_stand_in_their_order_with_their_sums(
    sources: Sources, reports: list[ProjectReport]
) -> None:
    for figures, report in zip(_performance(sources).projects, reports, strict=True):
        read = [
            (level.name, group.name, one.indicator.third_level)
            for level in figures.form.levels
            for group in level.groups
            for one in group.indicators
        ]
        assert read == [(one.first, one.second, one.name) for one in report.indicators]
        for level in figures.form.levels:
            own = [one for one in report.indicators if one.first == level.name]
            assert level.full_marks.value == sum(Decimal(one.full) for one in own)
            assert level.score.value == sum(Decimal(one.score) for one in own)
            for group in level.groups:
                inner = [one for one in own if one.second == group.name]
                assert group.score.value == sum(Decimal(one.score) for one in inner)


def test_reduced_indicators_are_those_with_a_reason(
    sources: Sources, reports: list[ProjectReport]
) -> None:
    for figures, report in zip(_performance(sources).projects, reports, strict=True):
        reduced = {
            one.indicator.third_level
            for level in figures.form.levels
            for group in level.groups
            for one in group.indicators
            if one.is_reduced
        }
        assert reduced == {one.name for one in report.indicators if one.why}


def test_texts_and_money_are_those_of_the_reports(
    sources: Sources, reports: list[ProjectReport]
) -> None:
    for figures, report in zip(_performance(sources).projects, reports, strict=True):
        assert figures.form.report is not None
        texts = {name: one.text for name, one in figures.form.report.texts.items()}
        assert texts == report.texts
        total, public, account, own = figures.form.money
        for row in (total, public):
            amounts = (row.initial, row.full_year, row.executed)
            assert [one.value for one in amounts] == [Decimal(one) for one in report.money[:3]]
        for row in (account, own):
            amounts = (row.initial, row.full_year, row.executed)
            assert {one.value for one in amounts} == {Decimal(0)}
            assert row.rate.value is None
            assert not row.rate.is_missing


def test_weighted_mean_and_sums_over_the_projects(
    sources: Sources, reports: list[ProjectReport]
) -> None:
    found = _performance(sources)
    budgets = [Decimal(one.money[1]) for one in reports]
    scores = [Decimal(one.score) for one in reports]
    pairs = zip(scores, budgets, strict=True)
    weighted = sum((s * b for s, b in pairs), Decimal(0)) / sum(budgets, Decimal(0))
    assert found.weighted_mean.value is not None
    assert _half_up(found.weighted_mean.value) == _half_up(weighted)
    assert found.weighted_grade == "优"
    assert found.mean.value == sum(scores) / 2
    assert [(row.source, row.full_year.value) for row in found.money] == [
        ("年度资金总额", sum(budgets)),
        ("政府预算资金", sum(budgets)),
        ("财政专户管理资金", Decimal(0)),
        ("单位资金", Decimal(0)),
    ]
    assert Counter({grade: figure.value for grade, figure in found.grades}) == {"优": 2}


def test_every_total_leads_to_the_cells_of_its_points(sources: Sources) -> None:
    (_, hall) = _performance(sources).projects
    places = [(one.place.file, one.place.address) for one in hall.score.sources()]
    cells = [("项目绩效.csv", "D3"), ("项目绩效.csv", "C3")]
    cells += [("资金管理.csv", f"E{row}") for row in range(6, 10)]
    cells += [("绩效指标.csv", f"J{row}") for row in range(10, 22)]
    assert places == cells
    explained = explain_figure(hall.score)
    earned = "ROUND(MIN(10,10*[1]/[2]),2)"
    management = "[3]+[4]+[5]+[6]"
    assert explained.formula.startswith(f"ROUND(({earned})+{management}+")
    assert explained.numbers == "9 + 5 + 5 + 5 + 5 + 10 + 29.45 + 25 + 5"
    assert explained.words.startswith(
        "大厅运行经费预算执行得分 + 大厅运行经费资金管理安排科学性得分"
    )
