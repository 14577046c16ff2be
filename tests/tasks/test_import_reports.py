"""`import` of documents with reports of self-evaluation: their tables are no budgets."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.evaluation_forms import Form, Wide, grid_of, write_document
from support.evaluation_shapes import HALL, Facts, xinxiang_form
from support.folders import read_rows
from support.written import import_files

from generator.base.errors import NothingImportedError
from generator.base.severity import Severity
from generator.model.finding import Finding

_MONEY = ("表1-2-1 年度预算安排及使用情况统计表", "单位：万元")
_HEADS = ("", "年初预算数", "全年预算数", "全年执行数", "执行率")
_MANAGED = ("（三）资金管理情况", "表1-2-2 资金管理情况表")
_FAIR = HALL._replace(
    project="会展补助",
    money=tuple((row[0], "12.00", "15.00", "14.10", *row[4:]) for row in HALL.money),
)


def _report(facts: Facts) -> list[tuple[Sequence[str], Form]]:
    money: Form = [list(_HEADS)]
    money += [[*row[:4], row[5]] for row in facts.money]
    managed: Form = [["", "情况说明", "存在问题和改进措施"]]
    managed += [[row[0], row[1], row[4]] for row in facts.management]
    return [(_MONEY, money), (_MANAGED, managed)]


def _form(facts: Facts) -> tuple[Sequence[str], Form]:
    form = xinxiang_form(facts)
    return [cell.text for (cell,) in form[:2] if isinstance(cell, Wide)], form[2:]


def _said(folder: Path, *tables: tuple[Sequence[str], Form]) -> list[Finding]:
    path = write_document(folder / "附件.docx", tables)
    findings = import_files([path], folder / "数据").findings
    return [one for one in findings if "报告" in one.message or one.code == "L03"]


def test_tables_beside_their_form_are_told_once(tmp_path: Path) -> None:
    (said,) = _said(tmp_path, _form(HALL), *_report(HALL))
    assert said.severity is Severity.INFO
    assert said.message == (
        "自评报告中的 2 张表（第2个表格、第3个表格）没有读入：项目的资金和资金管理情况按自评表读入"
    )


def test_a_report_whose_form_is_missing_is_a_warning(tmp_path: Path) -> None:
    told = {one.severity: one for one in _said(tmp_path, _form(HALL), *_report(_FAIR))}
    warning = told[Severity.WARNING]
    assert "1 张表（第2个表格）" in warning.message
    assert "自评表一并导入" in warning.message
    assert [place.sheet for place in warning.places] == ["第2个表格"]
    assert "预算表" not in warning.message


def test_reports_alone_give_nothing(tmp_path: Path) -> None:
    path = write_document(tmp_path / "附件.docx", _report(HALL))
    with pytest.raises(NothingImportedError) as caught:
        import_files([path], tmp_path / "数据")
    (note,) = caught.value.__notes__
    assert "没有同样金额的自评表" in note
    assert "预算表" not in note


@pytest.mark.parametrize("last", [16, 20])
def test_a_form_that_goes_over_a_page_is_one(last: int, tmp_path: Path) -> None:
    """The next page repeats the name of the project above the rest of the indicators."""
    title, form = _form(HALL)
    rows: Form = [list(row) for row in grid_of(form)]
    assert any("三级指标" in row for row in rows[:last])
    pages = [(title, rows[:last]), ((), [rows[0], *rows[last:]])]
    _said(tmp_path, *pages)
    read = read_rows(tmp_path / "数据" / "绩效指标.csv")
    assert [row[3] for row in read[1:]] == [row.third for row in HALL.indicators]


def test_a_second_form_of_one_project_is_another(tmp_path: Path) -> None:
    form = _form(HALL)[1]
    path = write_document(tmp_path / "附件.docx", [((), form), ((), form)])
    assert len(import_files([path], tmp_path / "数据").forms_read) == 2
