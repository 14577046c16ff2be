"""Figures of the forms and reports by hand: execution, split money, the whole, the grades."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from published.grid import write_rows
from published.xinxiang import find_xinxiang, write_xinxiang
from support.project_reports import INDICATOR_COLUMNS

from generator.tasks.department import check_folder, read_sources, write_department
from generator.tasks.figure_table import figure_table

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.figure import Figure
    from generator.model.figures import Performance, ProjectFigures

_CENT = Decimal("0.01")


def _half_up(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


_PROJECTS = "项目名称,年初预算数,全年预算数,全年执行数,自评得分"


def _project(
    folder: Path, row: str, *, head: str = _PROJECTS, points: str = "90"
) -> ProjectFigures:
    """Return the figures of one project with one indicator out of 90."""
    reference = find_xinxiang()
    write_xinxiang(reference, folder)
    lines = [row.split(",")] if row else []
    write_rows(folder / "项目绩效.csv", [head.split(","), *lines])
    name = row.partition(",")[0]
    indicator = f"{name},产出指标,数量指标,甲,≥,1,个,1,90,{points},"
    write_rows(folder / "绩效指标.csv", [INDICATOR_COLUMNS, indicator.split(",")])
    (project,) = read_sources(folder).figures.performance.projects
    return project


@pytest.mark.parametrize(
    ("budget", "executed", "earned"),
    [
        ("70.40", "50.60", "7.19"),  # 7.1875
        ("22760.19", "1757.77", "0.77"),
        ("618.26", "31.60", "0.51"),
        ("7761.84", "0", "0"),
        ("200.42", "200.41", "10.00"),
        ("100.00", "105.00", "10"),
        ("80.00", "50.04", "6.26"),  # 6.255 rounds up
    ],
)
def test_points_for_execution(tmp_path: Path, budget: str, executed: str, earned: str) -> None:
    project = _project(tmp_path, f"甲项目,,{budget},{executed},")
    assert project.form.execution_score.value == Decimal(earned)
    assert project.score.value == Decimal(earned) + 90


def test_stated_points_go_before_computed_ones(tmp_path: Path) -> None:
    head = f"{_PROJECTS},预算执行分值,预算执行得分"
    project = _project(tmp_path, "甲项目,,100,50,97,20,8.5", head=head)
    assert project.form.execution_marks.value == 20
    assert project.form.execution_score.value == Decimal("8.5")
    assert project.form.full_marks.value == 110
    assert project.form.total.value == Decimal("98.5")
    assert project.score.value == 97


def test_a_form_without_points_for_execution(tmp_path: Path) -> None:
    project = _project(tmp_path, "甲项目,,0,0,,0", head=f"{_PROJECTS},预算执行分值")
    assert [project.form.execution_score.value, project.score.value] == [0, 90]
    assert project.form.full_marks.value == 90


def test_without_a_budget_the_points_are_asked_for(tmp_path: Path) -> None:
    project = _project(tmp_path, "甲项目,,0,0,")
    assert project.rate.value is None
    assert not project.rate.is_missing
    assert [one.wording for one in project.score.missing] == ["甲项目预算执行得分"]
    assert project.grade == ""


def test_a_missing_point_makes_the_total_missing(tmp_path: Path) -> None:
    project = _project(tmp_path, "甲项目,,100,100,", points="")
    assert project.score.value is None
    assert [(one.wording, one.file) for one in project.score.missing] == [
        ("甲项目甲得分", "绩效指标.csv")
    ]
    assert project.form.full_marks.value == 100


def test_without_indicators_a_blank_score_is_asked_for_as_before(tmp_path: Path) -> None:
    write_xinxiang(find_xinxiang(), tmp_path)
    write_rows(tmp_path / "项目绩效.csv", [_PROJECTS.split(","), ["甲项目", "", "100", "100", ""]])
    (project,) = read_sources(tmp_path).figures.performance.projects
    assert [(one.wording, one.file) for one in project.score.missing] == [
        ("甲项目自评得分", "项目绩效.csv")
    ]
    assert not project.form.is_filled


_SPLIT = f"{_PROJECTS},政府预算资金全年预算数,单位资金全年预算数,政府预算资金全年执行数"


def _column(project: ProjectFigures, name: str) -> list[str]:
    rows: list[Figure] = [getattr(row, name) for row in project.form.money]
    return ["asked" if one.is_missing else str(one.value) for one in rows]


def test_blank_cells_of_a_split_are_zero_where_the_others_are_the_total(tmp_path: Path) -> None:
    project = _project(tmp_path, "甲项目,,10.00,6.00,95,7.00,3.00,6.00", head=_SPLIT)
    assert _column(project, "full_year") == ["10.00", "7.00", "0", "3.00"]
    assert _column(project, "executed") == ["6.00", "6.00", "0", "0"]
    assert _column(project, "initial") == ["asked", "asked", "asked", "asked"]
    rates = [row.rate.value for row in project.form.money]
    assert rates[0] == 60
    assert rates[1] is not None
    assert _half_up(rates[1]) == Decimal("85.71")
    assert rates[2:] == [None, Decimal(0)]


def test_blank_cells_of_a_split_are_asked_for_otherwise(tmp_path: Path) -> None:
    project = _project(tmp_path, "甲项目,8.00,10.00,6.00,95,7.00,,6.00", head=_SPLIT)
    assert _column(project, "full_year") == ["10.00", "7.00", "asked", "asked"]
    assert _column(project, "initial") == ["8.00", "asked", "asked", "asked"]


def test_a_share_of_all_project_spending(tmp_path: Path) -> None:
    """公开03 has the 项目支出 of all money."""
    write_xinxiang(find_xinxiang(), tmp_path)
    write_rows(tmp_path / "项目绩效.csv", [_PROJECTS.split(","), ["甲", "", "100", "50.00", "95"]])
    found = read_sources(tmp_path).figures.performance
    (part, whole) = found.covered.sources()
    assert (part.place.file, whole.place.file) == ("项目绩效.csv", "公开03.csv")
    spending = Decimal(whole.text.replace(",", ""))
    assert found.covered.value is not None
    assert _half_up(found.covered.value) == _half_up(100 * Decimal("50.00") / spending)
    table = figure_table(tmp_path).set_index("名称")
    assert table.loc["自评项目占项目支出", "数值"] == _half_up(5000 / spending)
    assert table.loc["自评项目占项目支出", "公式"] == "ROUND(([1])/[2]*100,2)"


# The whole

_WHOLE = """项目,内容
年初预算,954.72
全年预算,1000.00
执行数,954.72
年末结转结余,45.28
项目总数,20
绩效目标填报项目数,20
应监控项目数,20
实际监控项目数,15
应自评项目数,0
实际自评项目数,0
应评价项目数,3
实际评价项目数,1
政府采购预算,400
政府采购执行,100
"""


def _whole(folder: Path, text: str, *rows: str) -> Performance:
    write_xinxiang(find_xinxiang(), folder)
    (folder / "整体绩效.csv").write_text(text, encoding="utf-8")
    indicators = [row.split(",") for row in rows]
    write_rows(folder / "整体绩效指标.csv", [INDICATOR_COLUMNS[1:], *indicators])
    return read_sources(folder).figures.performance


def test_rates_of_the_whole(tmp_path: Path) -> None:
    form = _whole(tmp_path, _WHOLE).form
    printed = {
        name: None if rate.value is None else str(_half_up(rate.value))
        for name, rate in form.rates.items()
    }
    assert printed == {
        "目标填报率": "100.00",
        "监控完成率": "75.00",
        "自评完成率": None,
        "评价完成率": "33.33",
        "预算调整率": "4.74",  # 45.28 / 954.72
        "结转结余率": "4.53",  # 45.28 / 1000.00
        "政府采购执行率": "25.00",
    }
    assert not any(rate.is_missing for rate in form.rates.values())
    assert (form.change.value, form.adjustment.value) == (Decimal("45.28"), Decimal("45.28"))


def test_what_the_whole_does_not_say_is_asked_for(tmp_path: Path) -> None:
    found = _whole(tmp_path, "项目,内容\n年初预算,954.72\n")
    missing = {name: [one.key for one in rate.missing] for name, rate in found.form.rates.items()}
    assert missing["预算调整率"] == ["整体预算调整"]
    assert missing["监控完成率"] == ["整体实际监控项目数", "整体应监控项目数"]
    # Section 十一 knows what was procured.
    assert missing["政府采购执行率"] == ["整体政府采购预算"]
    assert found.form.procurement.label == "政府采购支出总额"


def test_the_score_of_the_whole_is_the_sum_unless_it_is_stated(tmp_path: Path) -> None:
    rows = (
        "投入管理指标,工作目标管理,相关性,定性,相关,,相关,10,5,",
        "投入管理指标,绩效管理,监控完成率,=,100,%,100,50,45.5,",
        "效益指标,满意度,公众满意度,≥,95,%,96,40,38,",
    )
    found = _whole(tmp_path / "a", "项目,内容\n", *rows)
    assert [found.form.full_marks.value, found.whole.score.value] == [100, Decimal("88.5")]
    assert found.whole.grade == "良"
    assert [one.value for one in found.form.sizes] == [2, 3, 3]
    stated = _whole(tmp_path / "b", "项目,内容\n自评得分,93.38\n", *rows)
    assert (stated.form.total.value, stated.whole.score.value) == (
        Decimal("88.5"),
        Decimal("93.38"),
    )
    assert stated.whole.grade == "优"


# Grades


def test_the_grades_are_those_of_the_wording(tmp_path: Path) -> None:
    write_xinxiang(find_xinxiang(), tmp_path)
    rows = [("甲", "1", "1", "95"), ("乙", "1", "1", "85"), ("丙", "1", "1", "70")]
    head = ("项目名称", "全年预算数", "全年执行数", "自评得分")
    write_rows(tmp_path / "项目绩效.csv", [head, *rows])
    with (tmp_path / "事项.csv").open("a", encoding="utf-8") as facts:
        facts.write("部门整体自评得分,85,分\n部门整体自评等级,一般,\n")
    (tmp_path / "行文.toml").write_text(
        '[十三]\n等级 = ["好：95", "较好：90", "一般：80", "差：0"]\n', encoding="utf-8"
    )
    found = write_department(tmp_path).figures.performance
    assert [one.grade for one in found.projects] == ["好", "一般", "差"]
    counted = {grade: str(figure.value) for grade, figure in found.grades}
    assert counted == {"好": "1", "一般": "1", "差": "1"}
    assert found.mean_grade == "一般"
    assert "N13b" not in {one.code for one in check_folder(tmp_path).audit.findings}
    (tmp_path / "行文.toml").unlink()
    assert "N13b" in {one.code for one in check_folder(tmp_path).audit.findings}
