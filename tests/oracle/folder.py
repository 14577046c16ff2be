"""Writes a department as the data folder that the tool reads."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

from .accounts import Accounts
from .codes import NAMES
from .grids import TITLES, Printer, Row, Shape, build_grid, is_empty
from .model import Department
from .money import printed

_EMPTY_NOTES = {
    7: "没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。",
    8: "没有使用国有资本经营预算安排的支出，故本表无数据。",
    9: "没有“三公”经费预算，也没有“三公”经费支出，故本表无数据。",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a variant writes its files."""

    shape: Shape = field(default_factory=Shape)
    encoding: str = "utf-8"
    delimiter: str = ","
    titles: bool = True
    zero: str = ""
    separators: bool = False
    outside_in_yuan: bool = False
    fund_column: bool = True
    compare_column: bool = False
    full_stops: bool = False
    bare_keys: bool = False


def style_of(variant: int, department: Department) -> Style:
    """Return the style of a variant; 0 is the plainest printed form."""
    in_yuan = department.text_unit == "元"
    if variant == 0:
        return Style(outside_in_yuan=in_yuan)
    dice = Random(variant)
    joiner = dice.choice(("", "", "/", "-")) if department.table_unit == "万元" else ""
    shape = Shape(
        joiner=joiner,
        ordinals=not joiner or dice.random() < 0.5,
        label_column=dice.randrange(2),
        project_head=dice.random() < 0.3,
        empty_as_zeros=dice.random() < 0.5,
        list_of_six=dice.random() < 0.25,
    )
    return Style(
        shape=shape,
        encoding=dice.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")),
        delimiter=dice.choice((",", ",", "\t")),
        titles=department.table_unit == "元" or (not joiner and dice.random() < 0.7),
        zero=dice.choice(("", "", "—", "0.00", "0")),
        separators=dice.random() < 0.4,
        outside_in_yuan=in_yuan or dice.random() < 0.2,
        fund_column=dice.random() < 0.7,
        compare_column=dice.random() < 0.3,
        full_stops=dice.random() < 0.3,
        bare_keys=dice.random() < 0.3,
    )


def write_folder(department: Department, path: Path, *, variant: int = 0) -> None:
    """Write the data folder of a department; `variant` chooses among the shapes real files have."""
    style = style_of(variant, department)
    path.mkdir(parents=True, exist_ok=True)
    _write_tables(department, department.accounts, department.year, path, style)
    _write(path / "单位信息.csv", _information(department), style)
    if department.nature_by_units:
        rows = [["单位名称", "单位性质", "备注"], [department.name, department.nature, ""]]
        _write(path / "单位构成.csv", rows, style)
    if department.prior.accounts is not None:
        folder = path / "上年"
        folder.mkdir()
        _write_tables(department, department.prior.accounts, department.year - 1, folder, style)
    if department.prior.file_given:
        _write(path / "上年数.csv", _prior(department, style), style)
    _write(path / "年初预算.csv", _budget(department, style), style)
    _write(path / "事项.csv", _facts(department, style), style)
    _write(path / "原因.csv", _reasons(department, style), style)


def _write(path: Path, rows: list[Row], style: Style) -> None:
    """Write one file in the encoding and with the delimiter of the style."""
    text = io.StringIO()
    csv.writer(text, delimiter=style.delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(style.encoding))


def _write_tables(
    department: Department, accounts: Accounts, year: int, path: Path, style: Style
) -> None:
    """Write the nine tables of one year, or those of last year's that are given."""
    this_year = accounts is department.accounts and year == department.year
    numbers = tuple(range(1, 10)) if this_year else department.prior.tables
    printer = Printer(_cell_printer(department.table_unit, style), style.shape)
    for number in numbers:
        grid = build_grid(accounts, number, printer)
        width = len(grid[0])
        if style.titles:
            grid = _title_rows(department, number, year, width) + grid
        grid += _notes(department, accounts, number, width)
        _write(path / f"公开0{number}.csv", grid, style)


def _cell_printer(unit: str, style: Style) -> Callable[[Decimal], str]:
    """Return the function that prints one cell from 元."""

    def show(yuan: Decimal) -> str:
        value = printed(yuan, unit)
        if value == 0:
            return style.zero
        return f"{value:,.2f}" if style.separators else f"{value:.2f}"

    return show


def _title_rows(department: Department, number: int, year: int, width: int) -> list[Row]:
    """Return the rows above the header: title, number, name, year, unit."""
    blank = [""] * (width - 1)
    middle = [""] * (width - 3)
    middle[len(middle) // 2 :] = [f"{year}年度", *middle[len(middle) // 2 :]]
    name = f"{department.scope}名称：{department.name}"
    return [
        [TITLES[number], *blank],
        [*blank, f"公开0{number}表"],
        [name, *middle, f"单位：{department.table_unit}"],
    ]


def _notes(department: Department, accounts: Accounts, number: int, width: int) -> list[Row]:
    """Return the rows below the grid."""
    blank = [""] * (width - 1)
    rows = [[f"注：本表反映{department.scope}本年度{TITLES[number][:-1]}情况。", *blank]]
    if is_empty(accounts, number):
        rows.append([f"说明：本{department.scope}{_EMPTY_NOTES[number]}", *blank])
    return rows


def _information(department: Department) -> list[Row]:
    """Return 单位信息.csv; what equals the default is left out in some departments."""
    rows = [["项目", "内容"], ["部门名称", department.name], ["年度", str(department.year)]]
    rows.append(["口径", department.scope])
    if department.self_name:
        rows.append(["自称", department.self_name])
    if department.profile != "henan" or department.seed % 2:
        rows.append(["行文", department.profile])
    if department.nature and not department.nature_by_units:
        rows.append(["单位性质", department.nature])
    if department.text_unit != "万元" or department.seed % 3 == 0:
        rows.append(["单位", department.text_unit])
    return rows


def _outside(department: Department, style: Style, head: str) -> tuple[str, str]:
    """Return the unit of a file outside the tables, and its column head."""
    unit = "元" if style.outside_in_yuan else department.text_unit
    return unit, f"{head}（元）" if unit == "元" else head


def _number(yuan: Decimal, unit: str) -> str:
    """Return an amount as a file outside the tables holds it."""
    value = printed(yuan, unit)
    return "0" if value == 0 else f"{value:.2f}"


def _key(key: str, style: Style) -> str:
    """Return a key, in some variants without its brackets and quotes."""
    return key.translate(str.maketrans("", "", "“”（）")) if style.bare_keys else key


def _prior(department: Department, style: Style) -> list[Row]:
    """Return 上年数.csv."""
    unit, head = _outside(department, style, "金额")
    rows = [["项目", head]]
    for key, value in department.prior.totals.items():
        text = value if isinstance(value, str) else _number(value, unit)
        rows.append([_key(key, style), text])
    return rows


def _budget(department: Department, style: Style) -> list[Row]:
    """Return 年初预算.csv: the rows by code, then the rows without a code."""
    unit, head = _outside(department, style, "年初预算数")
    rows = [["科目编码", "科目名称", head, "资金性质"]]
    rows += [
        [row.code, NAMES[row.code], _number(row.amount, unit), row.fund]
        for row in department.budget.rows
    ]
    funds = {"政府性": "政府性基金", "国有资": "国有资本经营"}
    for key, amount in department.budget.totals.items():
        rows.append(["", key, _number(amount, unit), funds.get(key[:3], "一般公共预算")])
    return rows if style.fund_column else [row[:3] for row in rows]


def _facts(department: Department, style: Style) -> list[Row]:
    """Return 事项.csv."""
    rows = [["项目", "数值", "单位"]]
    for key, fact in department.facts.items():
        value = fact.value
        text = _number(value, fact.unit) if isinstance(value, Decimal) else str(value)
        rows.append([_key(key, style), text, fact.unit])
    return rows


def _reasons(department: Department, style: Style) -> list[Row]:
    """Return 原因.csv; with 对比, a second text stands there for the other comparison."""
    rows = [["事项", "原因", "对比"]]
    stop = "。" if style.full_stops else ""
    itemised = department.profile == "henan-itemised"
    for key, text in department.reasons.items():
        basis = ""
        if key == "机关运行经费":
            basis = "预算" if itemised else "上年"
            other = "上年" if itemised else "预算"
            rows.append([key, "办公设备集中更新", other])
        rows.append([_key(key, style), text + stop, basis])
    if style.compare_column:
        return rows
    return [row[:2] for row in rows if row[1] != "办公设备集中更新"]
