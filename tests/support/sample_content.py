"""A small department by hand: the nine tables as values, and a document that holds them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.field import forms
from generator.field.forms import Side
from generator.model.block import (
    Chart,
    Cover,
    DocumentContent,
    Gap,
    Grid,
    Paragraph,
    Part,
    Role,
    Slice,
    Span,
)
from generator.model.place import Place
from generator.model.table import Cell, CellKind, Row, Table
from generator.word.forms import layout_table

DEPARTMENT = "清河县水务局"


def amount(text: str) -> Cell:
    if not text:
        return Cell("", CellKind.BLANK, None, Place())
    if text == "—":
        return Cell(text, CellKind.DASH, None, Place())
    try:
        return Cell(text, CellKind.NUMBER, Decimal(text), Place())
    except ArithmeticError:
        return Cell(text, CellKind.INVALID, None, Place())


def row(label: str, amounts: str, columns: tuple[str, ...], **more: Any) -> Row:
    cells = dict(zip(columns, map(amount, amounts.split("|")), strict=True))
    key = str(more.pop("key", "") or more.get("code") or label.rpartition("、")[2])
    return Row(key, label, cells, **more)


def table(form: str, rows: tuple[Row, ...], **more: Any) -> Table:
    known = forms.FORM_BY_NUMBER[form]
    return Table(form, known.title, f"{form}.csv", rows, known.columns, **more)


def coded(form: str, *lines: str) -> Table:
    columns = forms.FORM_BY_NUMBER[form].columns
    rows = []
    for line in lines:
        code, label, amounts = line.split(" ", 2)
        rows.append(row(label, amounts.strip(), columns, code=code.strip("-")))
    return table(form, tuple(rows))


def two_sided(form: str, income: tuple[str, ...], spending: tuple[str, ...]) -> Table:
    """Lines are 行次 label amounts."""
    known = forms.FORM_BY_NUMBER[form]
    rows = []
    for side, columns, lines in (
        (Side.INCOME, known.income_columns, income),
        (Side.EXPENDITURE, known.columns, spending),
    ):
        for line in lines:
            number, label, amounts = line.split(" ", 2)
            rows.append(
                row(label.strip("-"), amounts.strip(), columns, side=side, line=number.strip("-"))
            )
    return table(form, tuple(rows))


def nine_tables() -> tuple[Table, ...]:
    detail = forms.FORM_BY_NUMBER[forms.BASIC_DETAIL].columns
    three = forms.FORM_BY_NUMBER[forms.THREE_PUBLIC].columns
    return (
        two_sided(
            forms.INCOME_EXPENDITURE,
            ("1 一、一般公共预算财政拨款收入 1234.50", "4 本年收入合计 1234.50", "6 总计 1234.50"),
            (
                "7 一、一般公共服务支出 1000.00",
                "8 二、农林水支出 234.50",
                "9 -- ",
                "10 本年支出合计 1234.50",
                "11 年末结转和结余 —",
                "12 总计 1234.50",
            ),
        ),
        coded(
            forms.INCOME,
            "- 合计 1234.50|1234.50|||||",
            "201 一般公共服务支出 1000.00|1000.00|0||||",
        ),
        coded(
            forms.EXPENDITURE,
            "- 合计 1234.50|900.00|334.50|||",
            "201 一般公共服务支出 1000.00|||||",
        ),
        two_sided(
            forms.FISCAL_SUMMARY,
            ("- 一、一般公共预算财政拨款 1234.50", "- 本年收入合计 1234.50", "- 总计 1234.50"),
            (
                "- 一、一般公共服务支出 1000.00|1000.00||",
                "- 二、农林水支出 234.50|234.50||",
                "- 本年支出合计 1234.50|1234.50||",
                "- 总计 1234.50|1234.50||",
            ),
        ),
        coded(
            forms.GENERAL_BUDGET, "- 合计 1234.50|900.00|334.50", "2010301 行政运行 1000.00|九百|"
        ),
        table(
            forms.BASIC_DETAIL,
            (
                row("工资福利支出", "800.00", detail, code="301"),
                row("基本工资", "800.00", detail, code="30101"),
                row("商品和服务支出", "100.00", detail, code="302"),
                row("资本性支出", "", detail, code="310"),
                row("人员经费合计", "800.00", detail),
                row("公用经费合计", "100.00", detail),
            ),
        ),
        coded(forms.FUND_BUDGET),
        table(forms.STATE_CAPITAL, (), statement="本部门没有相关支出，故本表无数据。"),
        table(
            forms.THREE_PUBLIC,
            (
                row(
                    "",
                    "2.60|0.00|2.10||2.10|0.50|2.24||2.10||2.10|0.14",
                    three,
                    key=forms.THREE_PUBLIC_ROW,
                ),
            ),
            notes=("本表自带的附注。",),
        ),
    )


def print_table(known: Table, *, scope: str = "部门", separators: bool = True) -> Grid:
    return layout_table(
        known,
        department=DEPARTMENT,
        year="2024",
        unit="万元",
        scope=scope,
        notes=tuple(f"注：{note}" for note in known.notes)
        or (f"注：本表反映{scope}本年度的情况。",),
        separators=separators,
    )


def text(role: Role, words: str) -> Paragraph:
    return Paragraph(role, (Span(words),))


def chart(number: int, count: int) -> Chart:
    names = ("财政拨款收入", "事业收入", "经营收入", "其他收入", "上级补助收入", "附属单位上缴收入")
    slices = tuple(
        Slice(
            f"{names[index % 6]}{index}", Decimal("10.50") + index, f"{10.5 + index:.2f}", "8.33%"
        )
        for index in range(count)
    )
    nothing = Slice("没有金额", Decimal("0.00"), "0.00", "0%")
    return Chart(f"图{number}：结构图", "结构图", (*slices, nothing))


GAP = Gap("收支总计", "收支总计与上年度相比增加的主要原因")


def sample_content() -> DocumentContent:
    overview = Part(
        f"第一部分 {DEPARTMENT}概况",
        (
            text(Role.HEADING, "一、主要职责"),
            text(Role.BODY, "负责“水”的一切。\x07 <&> \U00100003"),
        ),
    )
    tables = Part("第二部分 2024年度部门决算表", tuple(map(print_table, nine_tables())))
    reason = Paragraph(Role.BODY, (Span("主要原因是"), Span(GAP.mark, gap=GAP), Span("。")))
    narrative = Part(
        "第三部分 2024年度部门决算情况说明",
        (
            text(Role.HEADING, "一、收入支出决算总体情况说明"),
            reason,
            *(chart(index, count) for index, count in enumerate((1, 2, 6, 12), start=1)),
            Chart("图5：空图", "空图", (Slice("无", Decimal(0), "0.00", "0%"),)),
            text(Role.SUBHEADING, "（一）总体情况。"),
            text(Role.ITEM_HEADING, "1. 因公出国（境）费"),
        ),
    )
    cover = Cover("2024年度", DEPARTMENT, "部门决算", "二〇二五年九月")
    return DocumentContent(cover, "目录", (overview, tables, narrative))
