"""Proves the oracle of self-evaluations itself: what it draws, computes and writes."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from evaluations import figures
from evaluations.changing import changed, other_name
from evaluations.draw_indicators import is_met
from evaluations.draw_money import fund_totals
from evaluations.evaluation import random_evaluation
from evaluations.expectation import GRADE, KINDS, NAME, number_of
from evaluations.folder import list_rows, write_evaluation
from evaluations.model import FUNDS, IN_WORDS, SOURCES, Evaluation, Given, Indicator, Money, Project
from oracle.dice import Dice

_SEEDS = range(60)


@cache
def _drawn(seed: int) -> Evaluation:
    return random_evaluation(seed)


def _projects() -> Iterator[Project]:
    return (project for seed in _SEEDS for project in _drawn(seed).projects)


def _rows() -> Iterator[Indicator]:
    yield from (row for project in _projects() for row in project.indicators)
    for seed in _SEEDS:
        whole = _drawn(seed).whole
        yield from whole.indicators if whole is not None else ()


def test_full_marks_are_a_hundred_and_scores_stay_within_them() -> None:
    for project in _projects():
        assert figures.total_marks(project) == 100
        assert 0 <= figures.total_score(project) <= 100
        assert figures.execution_score(project) <= project.execution_marks
    for seed in _SEEDS:
        whole = _drawn(seed).whole
        if whole is not None:
            assert figures.add(row.marks for row in whole.indicators) == 100
    assert all(0 <= row.score <= row.marks for row in _rows())


def test_an_indicator_has_full_marks_where_it_is_met_and_a_reason_where_not() -> None:
    for row in _rows():
        missed = row.score < row.marks
        assert bool(row.reason) == missed, row
        if row.sign != IN_WORDS:
            assert is_met(row.sign, Decimal(row.target), Decimal(row.actual)) != missed, row


def test_levels_add_up_to_the_rows() -> None:
    for project in _projects():
        firsts = figures.first_levels(project.indicators)
        seconds = figures.second_levels(project.indicators)
        assert len({level.name for level in firsts}) == len(firsts)
        for levels in (firsts, seconds):
            assert sum(level.score for level in levels) == sum(
                row.score for row in project.indicators
            )


def test_projects_fit_the_accounts() -> None:
    for seed in _SEEDS:
        evaluation = _drawn(seed)
        totals = fund_totals(evaluation.department)
        for fund in FUNDS:
            assert figures.public_executed(evaluation.projects, fund) <= totals[fund]
        names = [project.name for project in evaluation.projects]
        assert len(set(names)) == len(names) == len(evaluation.projects)
        for project in evaluation.projects:
            assert all(money.executed <= money.budget for money in project.money)
            assert project.money[0].budget > 0


def test_every_case_occurs() -> None:
    evaluations = [_drawn(seed) for seed in _SEEDS]
    projects = list(_projects())
    rates = [figures.total_money(project) for project in projects]
    cases = {
        "1 project": any(len(one.projects) == 1 for one in evaluations),
        "20 projects": any(len(one.projects) == 20 for one in evaluations),
        "元": any(one.unit == "元" for one in evaluations),
        "execution 0": any(not money.executed for money in rates),
        "execution 100%": any(money.executed == money.budget for money in rates),
        "other money": any(any(money.budget for money in p.money[1:]) for p in projects),
        "blank score": any(not project.given.score for project in projects),
        "score given": any(project.given.score for project in projects),
        "no split": any(not project.given.split for project in projects),
        "no whole": any(one.whole is None for one in evaluations),
        "whole in 事项.csv": any(one.whole and one.whole.in_facts for one in evaluations),
    }
    grades = {figures.grade_of(figures.total_score(project)) for project in projects}
    signs = {row.sign for row in _rows()}
    assert [case for case, found in cases.items() if not found] == []
    assert grades == set(figures.GRADES)
    assert signs == {"≥", "≤", "=", IN_WORDS}
    assert {len(project.indicators) for project in projects} >= {6, 16}


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_same_seed_writes_the_same_folder(tmp_path: Path, seed: int) -> None:
    for name in ("one", "two"):
        write_evaluation(random_evaluation(seed), tmp_path / name)
    one, two = (
        {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two


def test_lists_hold_all_rows() -> None:
    evaluation = _drawn(0)
    rows = list_rows(evaluation)
    assert len(rows["项目绩效.csv"]) == len(evaluation.projects) + 1
    indicators = sum(len(project.indicators) for project in evaluation.projects)
    assert len(rows["绩效指标.csv"]) == indicators + 1
    assert len(rows["资金管理.csv"]) == 4 * len(evaluation.projects) + 1


def _hall() -> Project:
    """Return 大厅运行经费 as Xinxiang's report on it states its money and its indicators."""
    scores = "5/5 5/5 5/5 3/3 2/2 2/1.8 5/5 3/2.65 5/5 5/5 25/25 5/5"
    rows = []
    for number, pair in enumerate(scores.split()):
        marks, score = map(Decimal, pair.split("/"))
        rows.append(Indicator("产出指标", "数量指标", str(number), "≥", "", "", "", marks, score))
    amounts = (Decimal("84.80"), Decimal("84.80"), Decimal("76.32"))
    money = [Money(SOURCES[0], *amounts), *(Money(name, *[Decimal(0)] * 3) for name in SOURCES[1:])]
    words = ("大厅运行经费", FUNDS[0], "2010302")
    return Project(
        *words,
        is_evaluated=True,
        money=tuple(money),
        execution_marks=Decimal(10),
        management=(),
        indicators=tuple(rows),
        given=Given(),
        texts={},
        achieved="",
        problems="",
        measures="",
    )


def test_a_published_report_comes_out_as_it_is() -> None:
    """9.00 for execution, 20 for the management of its money, 98.45 in all: 优."""
    hall = _hall()
    total = figures.total_money(hall)
    assert figures.rate(total.executed, total.budget) == Decimal("90.00")
    assert figures.execution_score(hall) == Decimal("9.00")
    assert figures.total_score(hall) + 20 == Decimal("98.45")
    assert figures.total_marks(hall) + 20 == 100


def test_half_a_hundredth_goes_up() -> None:
    assert figures.rate(Decimal(1), Decimal(32000)) == Decimal("0.00")
    assert figures.rate(Decimal("1.6"), Decimal(32000)) == Decimal("0.01")
    assert figures.rate(Decimal(1), Decimal(0)) is None


@pytest.mark.parametrize(
    ("score", "grade"),
    [("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差")],
)
def test_grades_at_their_edges(score: str, grade: str) -> None:
    assert figures.grade_of(Decimal(score)) == grade


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in (GRADE, NAME)])
@pytest.mark.parametrize(
    "printed", ["0", "5", "9.00", "98.45", "100", "90.00%", "1,234.50", "43962.07"]
)
def test_a_changed_number_is_another_one(kind: str, printed: str) -> None:
    for seed in range(50):
        after = changed(kind, printed, Dice(seed).random)
        before, value = number_of(printed), number_of(after)
        assert value is not None
        assert value >= 0
        assert before is not None
        assert abs(value - before) >= Decimal("0.1"), after


def test_a_changed_name_is_another_one() -> None:
    for seed in range(50):
        name = "2024年老旧小区改造（二期）"
        assert other_name(name, Dice(seed).random) != name
        assert changed(GRADE, "优", Dice(seed).random) in {"良", "中", "差"}
