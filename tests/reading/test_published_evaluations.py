"""The forms that belong to the two whole reports of 新乡 2024, rebuilt as grids and read again."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from support.evaluation_forms import Form, write_document, write_workbook
from support.evaluation_reports import xinxiang_reports
from support.evaluation_shapes import Facts, ministry_form, shanghai_form, xinxiang_form
from support.written import import_files

from generator.reading.evaluation_forms import form_records, read_evaluation_forms
from generator.tasks.opening import open_sheets

_SHAPES = pytest.mark.parametrize("shape", [xinxiang_form, shanghai_form, ministry_form])
_COLUMNS = ("一级指标", "二级指标", "三级指标", "实际完成值", "分值", "得分", "偏差原因及改进措施")


def _write(path: Path, forms: list[Form]) -> Path:
    if path.suffix == ".docx":
        return write_document(path, [((), form) for form in forms])
    return write_workbook(path, {"自评": forms})


def test_the_reports_are_the_ones_that_were_read() -> None:
    network, hall = xinxiang_reports()
    assert (network.project, hall.project) == ("市级电子政务外网（线路租赁费）", "大厅运行经费")
    assert (len(network.indicators), len(hall.indicators)) == (8, 12)
    assert (network.score, hall.score) == ("100", "98.45")
    assert (network.money[0][-1], hall.money[0][-1]) == ("10", "9.00")


@_SHAPES
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_every_number_of_the_reports_is_read(
    shape: Callable[[Facts], Form], suffix: str, tmp_path: Path
) -> None:
    reports = xinxiang_reports()
    path = _write(tmp_path / f"自评表{suffix}", [shape(report) for report in reports])
    forms = [form for sheet in open_sheets(path)[0] for form in read_evaluation_forms(sheet)]
    assert len(forms) == len(reports)
    for form, report in zip(forms, reports, strict=True):
        assert form.findings == ()
        lists = form_records([form])
        rows = [tuple(map(row.text, _COLUMNS)) for row in lists["绩效指标"]]
        assert rows == [
            (row.first, row.second, row.third, row.actual, row.marks, row.score, row.why)
            for row in report.indicators
        ]
        parts = ("指标符号", "年度指标值", "计量单位")
        targets = ["".join(map(row.text, parts)) for row in lists["绩效指标"]]
        assert targets == [row.target for row in report.indicators]
        (project,) = lists["项目绩效"]
        assert project.text("项目名称") == report.project
        assert project.text("目标完成情况") == report.achieved
        amounts = [project.text(name) for name in ("年初预算数", "全年预算数", "全年执行数")]
        unit = "元" if shape is shanghai_form else ""
        assert amounts == [f"{text}{unit}" for text in report.money[0][1:4]]


@_SHAPES
def test_the_points_read_add_up_to_the_total(
    shape: Callable[[Facts], Form], tmp_path: Path
) -> None:
    reports = xinxiang_reports()
    path = _write(tmp_path / "自评表.xlsx", [shape(report) for report in reports])
    for form in read_evaluation_forms(open_sheets(path)[0][0]):
        total = form.money_of("年度资金总额")
        assert total is not None
        rows = (*form.indicators, total, *form.management)
        marks = sum(row.cells["分值"].number or Decimal(0) for row in rows)
        scores = sum(row.cells["得分"].number or Decimal(0) for row in rows)
        # Shanghai and the ministry do not score how the money was managed: 4 × 5 of Xinxiang.
        apart = 0 if form.management else 20
        assert form.full_marks is not None
        assert form.score is not None
        assert marks + apart == form.full_marks.number
        assert scores + apart == form.score.number


def test_the_reports_in_a_data_folder(tmp_path: Path) -> None:
    reports = xinxiang_reports()
    path = _write(tmp_path / "自评表.docx", [xinxiang_form(report) for report in reports])
    report = import_files([path], tmp_path / "数据")
    assert [one.message for one in report.findings if one.severity.value != "info"] == []
    written = {path.stem for path in (tmp_path / "数据").iterdir()}
    assert written == {"项目绩效", "绩效指标", "资金管理", "项目文字"}
