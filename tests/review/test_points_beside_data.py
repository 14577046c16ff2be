"""The points of a submitted form beside those that the lists have for its project."""

from decimal import Decimal

import pytest

from generator.field import evaluation, zh
from generator.model.accounts import ListedAmount, Project
from generator.model.evaluation import Evaluation, Indicator, ManagementItem
from generator.model.evaluation_form import EvaluationForm, FormCell, FormRow
from generator.model.figure import Source
from generator.model.place import Place
from generator.model.sheet import Sheet
from generator.review.evaluation.listed_points import compare_points_with_data
from generator.review.evaluation.tables import SubmittedTable

_PLACE = Place("送审稿.docx")
_NAME = "桥梁检测"


def _row(label: str, score: str) -> FormRow:
    number = Decimal(score) if score else None
    return FormRow(label, _PLACE, {zh.SCORE: FormCell(score, _PLACE, number)})


def _points(value: str) -> ListedAmount:
    return ListedAmount(Decimal(value), evaluation.POINTS, Source(_PLACE, value, Decimal(1)))


def _indicator(name: str, score: str, project: str = _NAME) -> Indicator:
    return Indicator(
        project, "产出指标", "数量指标", name, "≥", "9", "座", "9", None, _points(score), "", _PLACE
    )


def _told(rows: tuple[FormRow, ...], *listed: Indicator) -> list[str]:
    project = Project(
        name=_NAME,
        fund=zh.GENERAL_BUDGET,
        code="",
        full_year_budget=None,
        executed=None,
        score=None,
        evaluated=False,
        achieved="",
        problems="",
        measures="",
        place=_PLACE,
    )
    item = ManagementItem(_NAME, "拨付合规性", "", None, _points("5"), "", _PLACE)
    managed = (_row("拨付合规性", rows[0].text(zh.SCORE)),)
    form = EvaluationForm(
        _PLACE,
        project=FormCell(_NAME, _PLACE),
        money=(FormRow(evaluation.MONEY_TOTAL, _PLACE, {}),),
        management=managed,
        indicators=rows,
        score=FormCell("98", _PLACE, Decimal(98)),
    )
    table = SubmittedTable(Sheet("自评表", ()), 0, (form,))
    lists = Evaluation(indicators=listed, management=(item,))
    return [one.message for one in compare_points_with_data([table], [project], lists)]


def test_each_row_that_differs_is_told() -> None:
    told = _told((_row("检测座数", "4"),), _indicator("检测座数", "4.5"))
    assert told == [
        "“桥梁检测”自评表“拨付合规性”的得分是4，数据为 5",
        "“桥梁检测”自评表“检测座数”的得分是4，数据为 4.5",
    ]


@pytest.mark.parametrize(
    ("rows", "listed"),
    [
        ((_row("检测座数", "5"),), (_indicator("检测座数", "5.00"),)),
        ((_row("检测座数", "5"),), (_indicator("另一指标", "4"),)),
        ((_row("检测座数", "5"),), (_indicator("检测座数", "4", "另一项目"),)),
        # A name that stands twice: nobody knows which row is which.
        ((_row("检测座数", "5"), _row("检测座数", "3")), (_indicator("检测座数", "4"),)),
        ((_row("检测座数", "5"),), (_indicator("检测座数", "4"), _indicator("检测座数", "3"))),
    ],
)
def test_what_agrees_or_is_not_known_is_silent(
    rows: tuple[FormRow, ...], listed: tuple[Indicator, ...]
) -> None:
    assert _told(rows, *listed) == []
