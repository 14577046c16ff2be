"""A form beside the project in the data: each in its own unit, as exactly as it is printed."""

from decimal import Decimal

import pytest

from generator.field import evaluation, zh
from generator.model.accounts import ListedAmount, Project
from generator.model.evaluation_form import EvaluationForm, FormCell, FormRow
from generator.model.figure import Source
from generator.model.place import Place
from generator.model.sheet import Sheet
from generator.review.evaluation.forms import compare_with_data
from generator.review.evaluation.tables import SubmittedTable

_PLACE = Place("送审稿.docx")


def _cell(text: str, number: str = "") -> FormCell:
    return FormCell(text, _PLACE, Decimal(number) if number else None)


def _form(budget: str, unit: str) -> EvaluationForm:
    money = {
        zh.FULL_YEAR_BUDGET: _cell(budget, budget),
        zh.FULL_YEAR_EXECUTION: _cell(budget, budget),
    }
    return EvaluationForm(
        _PLACE,
        unit=unit,
        project=_cell("河道清淤"),
        money=(FormRow(evaluation.MONEY_TOTAL, _PLACE, money),),
        indicators=(FormRow("清淤长度", _PLACE, {}),),
        score=_cell("98", "98"),
    )


def _listed(value: str, unit: str) -> ListedAmount:
    return ListedAmount(Decimal(value), unit, Source(_PLACE, value, Decimal(1)))


def _told(form: EvaluationForm, listed: ListedAmount, score: str = "98") -> list[str]:
    project = Project(
        name="河道清淤",
        fund=zh.GENERAL_BUDGET,
        code="",
        full_year_budget=listed,
        executed=listed,
        score=_listed(score, evaluation.POINTS),
        evaluated=False,
        achieved="",
        problems="",
        measures="",
        place=_PLACE,
    )
    table = SubmittedTable(Sheet("自评表", ()), 0, (form,))
    return [found.message for found in compare_with_data([table], [project])]


@pytest.mark.parametrize(
    ("printed", "unit", "listed", "published"),
    [
        ("1245149.97", "元", "1245149.97", "元"),
        ("344.91", "元", "344.91", "元"),
        ("84.80", "万元", "84.80", "万元"),
        # The list of a department that publishes in 万元, its form in 元, and the reverse.
        ("848012.30", "元", "84.80", "万元"),
        ("84.80", "万元", "848012.30", "元"),
        # A form without a unit.
        ("84.80", "", "84.80", "万元"),
        ("848000.00", "", "848000.00", "元"),
    ],
)
def test_the_same_amount_is_silent(printed: str, unit: str, listed: str, published: str) -> None:
    assert _told(_form(printed, unit), _listed(listed, published)) == []


@pytest.mark.parametrize(
    ("printed", "unit", "listed", "published"),
    [
        ("1245149.96", "元", "1245149.97", "元"),
        ("84.80", "万元", "84.80", "元"),
        ("848000.00", "元", "848000.00", "万元"),
        ("84.81", "万元", "84.80", "万元"),
        ("848151.00", "元", "84.80", "万元"),
        ("85.80", "", "84.80", "万元"),
    ],
)
def test_another_amount_is_told(printed: str, unit: str, listed: str, published: str) -> None:
    told = _told(_form(printed, unit), _listed(listed, published))
    assert len(told) == 2
    assert told[0].startswith(f"“河道清淤”自评表的全年预算数是{printed}{unit}，数据为 ")
    assert told[0].endswith(published)


def test_another_score_is_told() -> None:
    told = _told(_form("84.80", "万元"), _listed("84.80", "万元"), score="97.5")
    assert told == ["“河道清淤”自评表的自评得分是98，数据为 97.5分"]
