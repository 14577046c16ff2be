"""Filled 项目支出绩效自评表 as grids: read by labels and heads, every value with its cell."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from support.evaluation_forms import Form, Wide, write_document, write_workbook
from support.evaluation_shapes import (
    CULVERT,
    HALL,
    SPORTS,
    Facts,
    ministry_form,
    shanghai_form,
    xinxiang_form,
)

from generator.field import evaluation, zh
from generator.files.docx.tables import read_docx
from generator.files.xlsx.workbook import read_xlsx
from generator.model.evaluation_form import EvaluationForm
from generator.model.sheet import Sheet
from generator.reading.evaluation_forms import read_evaluation_form, read_evaluation_forms
from generator.reading.evaluation_forms.cells import split_target

Read = Callable[..., tuple[EvaluationForm, ...]]


def in_workbook(folder: Path, *forms: Form) -> tuple[EvaluationForm, ...]:
    """Return the forms of a sheet, one below the other."""
    path = write_workbook(folder / "自评表.xlsx", {"自评": forms})
    sheets, findings = read_xlsx(path, path.name)
    assert findings == ()
    (sheet,) = sheets
    return read_evaluation_forms(sheet)


def in_document(folder: Path, *forms: Form) -> tuple[EvaluationForm, ...]:
    """Return the forms of a Word file, title and year as paragraphs above each."""

    def above(form: Form) -> list[str]:
        return [cell.text for (cell,) in form[:2] if isinstance(cell, Wide)]

    path = write_document(folder / "自评表.docx", [(above(form), form[2:]) for form in forms])
    sheets, _ = read_docx(path, path.name)
    return tuple(form for sheet in sheets for form in read_evaluation_forms(sheet))


_WAYS = pytest.mark.parametrize("read", [in_workbook, in_document])
_SHAPES = pytest.mark.parametrize(
    ("shape", "facts"), [(xinxiang_form, HALL), (shanghai_form, SPORTS), (ministry_form, CULVERT)]
)


def _name(form: EvaluationForm) -> str:
    return form.project.text if form.project is not None else ""


def _texts(form: EvaluationForm, part: str) -> list[dict[str, str]]:
    rows = getattr(form, part)
    return [{name: cell.text for name, cell in row.cells.items()} for row in rows]


def _said(form: EvaluationForm) -> list[str]:
    return [one.message for one in form.findings]


def _row(names: Iterable[str], texts: Iterable[str]) -> dict[str, str]:
    return {name: text for name, text in zip(names, texts, strict=True) if text}


@_WAYS
@_SHAPES
def test_every_value_is_where_the_form_has_it(
    read: Read, shape: Callable[[], Form], facts: Facts, tmp_path: Path
) -> None:
    (form,) = read(tmp_path, shape())
    assert _name(form) == facts.project
    assert form.year == facts.year
    assert {cell.text for cell in form.departments.values()} == {facts.office}
    assert set(form.departments) == {"主管部门", "实施单位"}
    heads = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    assert _texts(form, "money") == [_row(heads, row[1:]) for row in facts.money]
    columns = ("情况说明", "分值", "得分", "存在问题")
    assert _texts(form, "management") == [_row(columns, row[1:]) for row in facts.management]
    assert {name: cell.text for name, cell in form.goals.items()} == {
        "预期目标": facts.expected,
        "实际完成情况": facts.achieved,
    }
    assert form.full_marks is not None
    assert form.full_marks.text == facts.marks
    assert form.score is not None
    assert form.score.number == Decimal(facts.score)


@_WAYS
@_SHAPES
def test_indicators_have_their_levels_and_parts(
    read: Read, shape: Callable[[], Form], facts: Facts, tmp_path: Path
) -> None:
    (form,) = read(tmp_path, shape())
    assert len(form.indicators) == len(facts.indicators)
    columns = ("一级指标", "二级指标", "三级指标", "实际完成值", "分值", "得分")
    for row, fact in zip(form.indicators, facts.indicators, strict=True):
        told = (fact.first, fact.second, fact.third, fact.actual, fact.marks, fact.score)
        assert tuple(map(row.text, columns)) == told
        assert row.text("偏差原因及改进措施") == fact.why
        sign, target, unit = map(row.text, ("指标符号", "年度指标值", "计量单位"))
        whole = fact.target.replace(">=", "≥")
        assert (f"{sign}{target}{unit}") == (f"定性{whole}" if sign == "定性" else whole)


@pytest.mark.parametrize(
    ("shape", "unit", "labels"),
    [
        (xinxiang_form, "万元", ["政府预算资金", "财政专户管理资金", "单位资金"]),
        (shanghai_form, "元", ["政府预算资金", "上年结转资金", "单位资金"]),
        (ministry_form, "万元", ["政府预算资金", "上年结转资金", "单位资金"]),
    ],
)
def test_money_has_its_unit_and_the_names_of_the_lists(
    shape: Callable[[], Form], unit: str, labels: list[str], tmp_path: Path
) -> None:
    (form,) = in_workbook(tmp_path, shape())
    assert form.unit == unit
    assert [row.label for row in form.money] == [evaluation.MONEY_TOTAL, *labels]


@_WAYS
def test_complete_forms_raise_no_question(read: Read, tmp_path: Path) -> None:
    assert [_said(form) for form in read(tmp_path, xinxiang_form())] == [[]]
    assert [_said(form) for form in read(tmp_path, shanghai_form())] == [[]]


@_WAYS
def test_money_without_a_column_is_named(read: Read, tmp_path: Path) -> None:
    (form,) = read(tmp_path, ministry_form())
    (message,) = _said(form)
    assert "上年结转资金" in message
    assert "全年预算数 12.00" in message
    assert "全年执行数 11.00" in message


@_WAYS
def test_forms_one_below_the_other(read: Read, tmp_path: Path) -> None:
    stationed = HALL._replace(project="驻村工作队经费")
    forms = read(tmp_path, xinxiang_form(), xinxiang_form(stationed), shanghai_form())
    assert [_name(form) for form in forms] == ["大厅运行经费", "驻村工作队经费", SPORTS.project]
    assert _texts(forms[0], "indicators") == _texts(forms[1], "indicators")
    assert [form.year for form in forms] == ["2024", "2024", "2022"]
    assert [_said(form) for form in forms] == [[], [], []]


def test_places_are_those_that_excel_shows(tmp_path: Path) -> None:
    (form,) = in_workbook(tmp_path, xinxiang_form())
    executed = form.money[0].cells[zh.FULL_YEAR_EXECUTION].place
    assert (executed.file, executed.sheet, executed.address) == ("自评表.xlsx", "自评", "F6")
    assert form.indicators[0].cells["实际完成值"].place.address == "F19"
    assert form.indicators[1].cells["一级指标"].place.address == "A19"


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


def test_the_form_of_the_department_as_a_whole_is_none() -> None:
    sheet = _sheet(
        ("部门整体支出绩效自评表",),
        ("部门名称", "某局"),
        ("", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("年度资金总额", "1", "1", "1", "10", "100%", "10"),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "数量指标", "台数", "1", "1", "90", "90"),
    )
    assert read_evaluation_form(sheet) is None


def test_blank_is_not_zero(tmp_path: Path) -> None:
    facts = changed_rows(HALL, 3, score="")
    (form,) = in_workbook(tmp_path, xinxiang_form(facts))
    assert "得分" not in form.indicators[3].cells
    (form,) = in_workbook(tmp_path, xinxiang_form(changed_rows(HALL, 3, score="0")))
    assert form.indicators[3].cells["得分"].number == 0


def changed_rows(facts: Facts, at: int, **texts: str) -> Facts:
    """Return facts with other texts in one indicator."""
    rows = list(facts.indicators)
    rows[at] = rows[at]._replace(**texts)
    return facts._replace(indicators=tuple(rows))


@_WAYS
@pytest.mark.parametrize(
    ("target", "actual"), [("=100%", "1"), ("=100%", "1.0"), ("≥95%", "0.96"), ("1", "100%")]
)
def test_a_percentage_and_a_bare_number_are_asked_about(
    read: Read, target: str, actual: str, tmp_path: Path
) -> None:
    (form,) = read(tmp_path, xinxiang_form(changed_rows(HALL, 8, target=target, actual=actual)))
    (message,) = _said(form)
    assert f"“{target}”" in message
    assert f"“{actual}”" in message
    assert form.indicators[8].text("实际完成值") == actual


@pytest.mark.parametrize("actual", ["100.00 %", "95", "100%"])
def test_a_plain_percentage_is_not_asked_about(actual: str, tmp_path: Path) -> None:
    (form,) = in_workbook(tmp_path, xinxiang_form(changed_rows(HALL, 8, actual=actual)))
    assert _said(form) == []
    assert form.indicators[8].text("实际完成值") == actual


def test_points_behind_their_number(tmp_path: Path) -> None:
    facts = changed_rows(HALL, 0, score="5分")._replace(score="98.45分")
    (form,) = in_workbook(tmp_path, xinxiang_form(facts))
    assert form.score is not None
    assert (form.score.text, form.score.number, form.score.unit) == (
        "98.45分",
        Decimal("98.45"),
        "分",
    )
    assert form.indicators[0].cells["得分"].number == 5


def _without(form: Form, word: str) -> Form:
    """Return a form without the rows that hold a word."""
    return [
        row for row in form if not any(word in (c if isinstance(c, str) else c.text) for c in row)
    ]


def test_what_a_form_lacks_is_said(tmp_path: Path) -> None:
    (nameless,) = in_workbook(tmp_path, _without(xinxiang_form(), "项目名称"))
    assert nameless.project is None
    assert _said(nameless) == ["自评表没有写项目名称，请补上"]
    (unsummed,) = in_workbook(tmp_path, _without(shanghai_form(), "总分"))
    assert _said(unsummed) == ["自评表中没有读到总分的得分"]


def test_a_unit_that_is_not_stated_is_said(tmp_path: Path) -> None:
    form = shanghai_form()
    form[4][0] = Wide("项目资金", 3, 5)
    (read,) = in_workbook(tmp_path, form)
    assert read.unit == ""
    assert _said(read) == ["自评表没有写金额单位，按万元读取"]


def test_an_amount_with_another_unit_is_asked_about(tmp_path: Path) -> None:
    money = list(HALL.money)
    money[1] = (money[1][0], "848000元", *money[1][2:])
    (form,) = in_workbook(tmp_path, xinxiang_form(HALL._replace(money=tuple(money))))
    (message,) = _said(form)
    assert "848000元" in message
    assert form.money[1].cells[zh.INITIAL_BUDGET].unit == "元"


def test_columns_and_rows_without_a_place_are_named(tmp_path: Path) -> None:
    form = xinxiang_form()
    form[17][-1] = "完成进度"
    form[18][-1] = "九成"
    form.append([Wide("自评结论", 2), Wide("总体良好", 8)])
    (read,) = in_workbook(tmp_path, form)
    column, row = _said(read)
    assert column == "“完成进度”一栏在清单里没有栏目，没有读入：九成、人员流动性大、窗口联办"
    assert row == "自评表中没有栏目可写、没有读入的：自评结论 总体良好"


def test_rows_of_indicators_without_a_form_are_named(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "自评表.xlsx",
        {"自评": [xinxiang_form(), [[Wide("部门整体支出绩效自评表", 10)], *xinxiang_form()[17:]]]},
    )
    sheets, _ = read_xlsx(path, path.name)
    (form,) = read_evaluation_forms(sheets[0])
    (message,) = _said(form)
    assert "第 33 行起另有一段绩效指标" in message


def test_a_form_without_levels_above_keeps_them_apart(tmp_path: Path) -> None:
    """A new first level ends the second one that was merged over rows above."""
    facts = changed_rows(HALL, 10, second="")
    (form,) = in_workbook(tmp_path, xinxiang_form(facts))
    assert form.indicators[10].text("一级指标") == "效益指标"
    assert form.indicators[10].text("二级指标") == ""
