"""Filled 项目支出绩效自评表 as grids: read by labels and heads, every value with its cell."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from support.evaluation_forms import Form, Wide, write_document, write_workbook, xinxiang_form

from generator.field import evaluation, zh
from generator.files.docx.tables import read_docx
from generator.files.xlsx.workbook import read_xlsx
from generator.model.evaluation_form import EvaluationForm
from generator.model.sheet import Sheet
from generator.reading.evaluation_forms import read_evaluation_form, read_evaluation_forms
from generator.reading.evaluation_forms.cells import split_target

_TITLE = ("项目支出绩效自评表", "（2024年度）")


def _in_workbook(folder: Path, *forms: Form) -> tuple[EvaluationForm, ...]:
    path = write_workbook(folder / "自评表.xlsx", {"自评": forms})
    sheets, findings = read_xlsx(path, path.name)
    assert findings == ()
    (sheet,) = sheets
    return read_evaluation_forms(sheet)


def _in_document(folder: Path, *forms: Form) -> tuple[EvaluationForm, ...]:
    path = write_document(folder / "自评表.docx", [(_TITLE, form[2:]) for form in forms])
    sheets, _ = read_docx(path, path.name)
    return tuple(form for sheet in sheets for form in read_evaluation_forms(sheet))


def _name(form: EvaluationForm) -> str:
    return form.project.text if form.project is not None else ""


Read = Callable[..., tuple[EvaluationForm, ...]]
_WAYS = pytest.mark.parametrize("read", [_in_workbook, _in_document])


def _texts(form: EvaluationForm, part: str) -> list[dict[str, str]]:
    rows = getattr(form, part)
    return [{name: cell.text for name, cell in row.cells.items()} for row in rows]


@_WAYS
def test_the_form_of_xinxiang(read: Read, tmp_path: Path) -> None:
    (form,) = read(tmp_path, xinxiang_form())
    assert _name(form) == "大厅运行经费"
    assert (form.year, form.unit, form.title) == ("2024", "万元", "项目支出绩效自评表")
    assert {name: cell.text for name, cell in form.departments.items()} == {
        "主管部门": "新乡市行政审批和政务信息管理局",
        "实施单位": "新乡市行政审批和政务信息管理局",
    }
    total = form.money_of(evaluation.MONEY_TOTAL)
    assert total is not None
    assert total.text(zh.INITIAL_BUDGET) == "84.80"
    assert total.text(zh.FULL_YEAR_EXECUTION) == "76.32"
    assert (total.text("分值"), total.text("得分")) == ("10", "9.00")
    assert [row.label for row in form.money[1:]] == list(evaluation.MONEY_SOURCES)
    assert [row.label for row in form.management] == list(evaluation.MANAGEMENT_ROWS)
    assert [row.text("得分") for row in form.management] == ["5"] * 4
    assert form.goals["预期目标"].text == "提升政务服务的质量和效率，规范窗口管理"
    assert form.goals["实际完成情况"].text == "保障政务办事大厅正常运转"
    assert form.full_marks is not None
    assert form.full_marks.text == "100"
    assert form.score is not None
    assert form.score.number == Decimal("98.45")
    assert form.findings == ()


@_WAYS
def test_indicators_have_their_levels_and_parts(read: Read, tmp_path: Path) -> None:
    (form,) = read(tmp_path, xinxiang_form())
    rows = _texts(form, "indicators")
    assert len(rows) == 12
    assert rows[1] == {
        "一级指标": "成本指标",
        "二级指标": "经济成本指标",
        "三级指标": "24年机房维修维护费",
        "指标符号": "≤",
        "年度指标值": "14.4",
        "计量单位": "万元",
        "实际完成值": "7.56万元",
        "分值": "5",
        "得分": "5",
    }
    assert (rows[7]["一级指标"], rows[7]["二级指标"]) == ("产出指标", "数量指标")
    assert rows[7]["得分"] == "2.65"
    assert rows[7]["偏差原因及改进措施"] == "社保医保窗口联办"
    assert (rows[8]["一级指标"], rows[8]["二级指标"]) == ("产出指标", "质量指标")
    assert (rows[10]["指标符号"], rows[10]["年度指标值"]) == ("=", "100")
    # 9.00 for the execution and 4 × 5 for the money are the rest of 98.45.
    scores = [row.cells["得分"].number for row in form.indicators]
    assert sum(score for score in scores if score is not None) == Decimal("69.45")


@_WAYS
def test_forms_one_below_the_other(read: Read, tmp_path: Path) -> None:
    second = xinxiang_form()
    second[2] = [Wide("项目名称", 2), Wide("驻村工作队经费", 8)]
    first, other = read(tmp_path, xinxiang_form(), second)
    assert (_name(first), _name(other)) == ("大厅运行经费", "驻村工作队经费")
    assert _texts(first, "indicators") == _texts(other, "indicators")
    assert first.findings == other.findings == ()


def test_places_are_those_that_excel_shows(tmp_path: Path) -> None:
    (form,) = _in_workbook(tmp_path, xinxiang_form())
    executed = form.money[0].cells[zh.FULL_YEAR_EXECUTION].place
    assert (executed.file, executed.sheet, executed.address) == ("自评表.xlsx", "自评", "F6")
    assert form.indicators[0].cells["实际完成值"].place.address == "F19"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≥95%", ("≥", "95", "%")),
        ("≤200.42万元", ("≤", "200.42", "万元")),
        ("=100%", ("=", "100", "%")),
        ("≥ 2,113 项", ("≥", "2,113", "项")),
        ("2台", ("", "2", "台")),
        (">=90%", ("≥", "90", "%")),
        ("≤-10%", ("≤", "-10", "%")),
        ("100.00 %", ("", "100.00", "%")),
        ("20", ("", "20", "")),
        ("≤5元/人", ("≤", "5", "元/人")),
        ("提升", ("定性", "提升", "")),
        ("显著提高", ("定性", "显著提高", "")),
    ],
)
def test_a_target_is_split(text: str, parts: tuple[str, str, str]) -> None:
    target = split_target(text)
    assert (target.sign, target.value, target.unit) == parts
    assert target.is_plain
    if target.sign != "定性":
        whole = "".join(text.split()).replace(">=", "≥")
        assert f"{target.sign}{target.value}{target.unit}" == whole


@pytest.mark.parametrize("text", [">5个", "3-5次", "不低于95%", "2024年12月", "1:3", "≥提升"])
def test_a_target_that_cannot_be_split_is_kept_whole(text: str) -> None:
    target = split_target(text)
    assert (target.sign, target.value, target.unit, target.is_plain) == ("", text, "", False)


def _sheet(*rows: tuple[str, ...]) -> Sheet:
    width = max(map(len, rows))
    return Sheet("某.xlsx", tuple((*row, *[""] * (width - len(row))) for row in rows))


def test_lists_and_forms_of_targets_are_no_forms() -> None:
    projects = _sheet(("项目名称", "全年预算数", "全年执行数", "自评得分"), ("甲", "1", "1", "90"))
    indicators = _sheet(
        ("项目", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("甲", "产出指标", "数量指标", "台数", "1", "1", "90", "90"),
    )
    targets = _sheet(
        ("项目支出绩效目标表",),
        ("项目名称", "甲"),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "台数", "≥1台"),
    )
    assert [read_evaluation_form(one) for one in (projects, indicators, targets)] == [None] * 3
