"""Filled 项目支出绩效自评表 for tests, written with openpyxl and python-docx, cells truly merged.

A form is rows of cells; a cell is a text, or a text with the columns and rows that it covers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docx import Document
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


class Wide(NamedTuple):
    """A text over several columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


Cell = str | Wide
Form = list[list[Cell]]


class _Placed(NamedTuple):
    row: int
    column: int
    cell: Wide


def _place(form: Sequence[Sequence[Cell]]) -> Iterator[_Placed]:
    """Yield the cells with their 0-based places: a row leaves out what one above covers."""
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(form):
        column = 0
        for cell in cells:
            wide = cell if isinstance(cell, Wide) else Wide(cell)
            while (row, column) in covered:
                column += 1
            yield _Placed(row, column, wide)
            covered |= {
                (row + down, column + right)
                for down in range(wide.rows)
                for right in range(wide.columns)
            }
            column += wide.columns


def write_workbook(path: Path, sheets: dict[str, Sequence[Form]]) -> Path:
    """Write a workbook; the forms of a sheet stand one below the other, with a blank row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, forms in sheets.items():
        sheet = book.create_sheet(name)
        top = 1
        for form in forms:
            for row, column, cell in _place(form):
                written = sheet.cell(top + row, column + 1, cell.text or None)
                written.data_type = "s" if cell.text else "n"  # =100% is a text, no formula
                if cell.columns > 1 or cell.rows > 1:
                    sheet.merge_cells(
                        start_row=top + row,
                        end_row=top + row + cell.rows - 1,
                        start_column=column + 1,
                        end_column=column + cell.columns,
                    )
            top += len(form) + 1
    book.save(path)
    return path


def write_document(path: Path, forms: Iterable[tuple[Sequence[str], Form]]) -> Path:
    """Write a Word file: above each form the lines of its title."""
    document = Document()
    for lines, form in forms:
        for line in lines:
            document.add_paragraph(line)
        placed = list(_place(form))
        width = max(column + cell.columns for _, column, cell in placed)
        table = document.add_table(len(form), width)
        for row, column, cell in placed:
            first = table.cell(row, column)
            if cell.columns > 1 or cell.rows > 1:
                first = first.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
            first.text = cell.text
    document.save(str(path))
    return path


def xinxiang_form() -> Form:
    """Return the form of 大厅运行经费, with the figures that its report has, in ten columns."""
    office = "新乡市行政审批和政务信息管理局"

    def money(*texts: str) -> list[Cell]:
        label, initial, budget, executed, *rest = texts
        return [Wide(label, 2), initial, budget, Wide(executed, 2), *rest]

    def indicator(*texts: str) -> list[Cell]:
        name, target, actual, marks, score, why = texts
        return [Wide(name, 2), target, Wide(actual, 2), marks, score, why]

    return [
        [Wide("项目支出绩效自评表", 10)],
        [Wide("（2024年度）", 10)],
        [Wide("项目名称", 2), Wide("大厅运行经费", 8)],
        [Wide("主管部门", 2), Wide(office, 3), "实施单位", Wide(office, 4)],
        [
            Wide("项目资金\n(万元)", 1, 5),
            Wide("", 2),
            "年初预算数",
            "全年预算数",
            Wide("全年执行数", 2),
            "分值",
            "执行率",
            "得分",
        ],
        money("年度资金总额：", "84.80", "84.80", "76.32", "10", "90.0%", "9.00"),
        money("政府预算资金", "84.80", "84.80", "76.32", "-", "90.0%", "-"),
        money("财政专户管理资金", "0.00", "0.00", "0.00", "-", "0.00%", "-"),
        money("单位资金", "0.00", "0.00", "0.00", "-", "0.00%", "-"),
        [
            Wide("资金管理情况", 1, 5),
            Wide("", 2),
            Wide("情况说明", 3),
            "分值（20）",
            "得分",
            Wide("存在问题和改进措施", 2),
        ],
        [
            Wide("安排科学性", 2),
            Wide("按照合同约定，资金使用计划，编制当年预算", 3),
            "5",
            "5",
            Wide("", 2),
        ],
        [Wide("拨付合规性", 2), Wide("按照支付计划，及时拨付", 3), "5", "5", Wide("", 2)],
        [
            Wide("使用规范性", 2),
            Wide("严格遵守财经纪律，经费使用规范，确保专款专用", 3),
            "5",
            "5",
            Wide("", 2),
        ],
        [Wide("预算绩效管理情况", 2), Wide("年初采取座谈分析的方式", 3), "5", "5", Wide("", 2)],
        [Wide("年度总体目标", 1, 2), Wide("预期目标", 4), Wide("实际完成情况", 5)],
        [
            Wide("提升政务服务的质量和效率，规范窗口管理", 4),
            Wide("保障政务办事大厅正常运转", 5),
        ],
        [Wide("绩效指标", 10)],
        [
            "一级指标",
            "二级指标",
            Wide("三级指标", 2),
            "年度指标值",
            Wide("实际完成值", 2),
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ],
        [
            Wide("成本指标", 1, 2),
            Wide("经济成本指标", 1, 2),
            *indicator("24年大厅运行经费", "≤70.4万元", "62.84万元", "5", "5", ""),
        ],
        indicator("24年机房维修维护费", "≤14.4万元", "7.56万元", "5", "5", ""),
        [
            Wide("产出指标", 1, 8),
            Wide("数量指标", 1, 6),
            *indicator("机房", "≥2个", "2个", "5", "5", ""),
        ],
        indicator("办理服务事项", "≥2113项", "2256项", "3", "3", ""),
        indicator("进驻公共服务单位", "≥8个", "10个", "2", "2", ""),
        indicator("窗口工作人员", "≥400人", "360人", "2", "1.8", "窗口聘用人员流动性大"),
        indicator("进驻职能部门", "≥28个", "28个", "5", "5", ""),
        indicator("设置服务窗口", "≥130个", "115个", "3", "2.65", "社保医保窗口联办"),
        [
            Wide("质量指标", 1, 2),
            *indicator("政务服务大厅服务质量达标率", "=100%", "100%", "5", "5", ""),
        ],
        indicator("机房稳定运行达标率", "=100%", "100%", "5", "5", ""),
        [
            "效益指标",
            "社会效益指标",
            *indicator("提高行政工作效率", "=100%", "100%", "25", "25", ""),
        ],
        [
            "满意度指标",
            "服务对象满意度",
            *indicator("服务对象满意度", "≥95%", "95%", "5", "5", ""),
        ],
        [Wide("总分", 7), "100", "98.45", ""],
    ]
