"""The internal export (财决 tables, one workbook) as the nine published tables and the lists.

The layout is known in part only, so that every column and row is found by its words; what is not
found, or is in doubt, becomes a finding, never a number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.codes import L02, L05, L07, L10, L14, L16
from generator.base.severity import Severity
from generator.export.coded import read_basic_totals, read_coded
from generator.export.economic import read_economic
from generator.export.printed import (
    coded_grid,
    economic_grid,
    fiscal_grid,
    printed_sheet,
    summary_grid,
    three_public_grid,
)
from generator.export.running import read_running
from generator.export.sides import AMOUNT, FUNDS, SUMMARY_INCOME, YEAR_SPENDING, read_sides
from generator.export.source import (
    BASIC,
    CAPITAL,
    FISCAL,
    FUND,
    GENERAL,
    INCOME,
    INTERNAL_TABLES,
    PUBLISHED_UNIT,
    RUNNING,
    SPENDING,
    SUMMARY,
    ExportSource,
    find_department,
    find_unit,
    find_year,
    internal_key,
    is_marked,
    known_unit,
    named_key,
)
from generator.export.words import RUNNING_COSTS
from generator.field import zh
from generator.field.forms import FORM_BY_NUMBER
from generator.model.finding import Finding, finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.export.economic import Economic
    from generator.export.running import Running
    from generator.export.sides import Sides
    from generator.export.source import ExportAmount
    from generator.model.sheet import Sheet

Rows = tuple[tuple[str, ...], ...]
Grid = list[list[str]]
SOFTWARE_UNIT = "元"
_CODED = (INCOME, SPENDING, GENERAL, FUND, CAPITAL)
_ITEM_LENGTH = 7
_MOST_ROWS = 10_000
# 资金性质 and the key of the total in 年初预算.csv, by the funds of 公开04.
_BUDGETS = (
    (zh.GENERAL_BUDGET, zh.GENERAL_SPENDING),
    (zh.GOVERNMENT_FUND, zh.FUND_SPENDING),
    (zh.STATE_CAPITAL, zh.CAPITAL_SPENDING),
)


@dataclass(frozen=True, slots=True)
class InternalExport:
    """What an internal export holds, in 万元.

    `tables` are sheets named 公开01 … 公开09 in the printed shape. Without their head, `budgets`
    are rows of 年初预算.csv (科目编码, 科目名称, 年初预算数, 资金性质) and `facts` rows of
    事项.csv (项目, 数值, 单位). `origins` are the internal sheets that the tables come from, by
    published form; `unused` are the names of the other sheets.
    """

    tables: tuple[Sheet, ...]
    budgets: Rows
    facts: Rows
    findings: tuple[Finding, ...]
    origins: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()


def is_internal(sheets: Sequence[Sheet]) -> bool:
    """Whether the sheets are a workbook of the 部门决算 software (财决 tables)."""
    return any(is_marked(sheet) and internal_key(sheet) for sheet in sheets)


def convert_internal(sheets: Sequence[Sheet]) -> InternalExport:
    """Return the published tables, budgets and facts that the internal tables hold.

    Amounts are converted cell by cell, half-up; blanks and dashes stay; text that is no number
    stays as it is. A table that cannot be read is left out and named.
    """
    findings: list[Finding] = []
    chosen = _choose(sheets, findings)
    heading = _heading(chosen, findings)
    sources = _open(chosen, findings)
    _report_missing(chosen, findings)
    grids, items = _coded_grids(sources)
    sides = {
        key: side
        for key in (SUMMARY, FISCAL)
        if key in sources and (side := read_sides(sources[key])) is not None
    }
    for key, side in sides.items():
        make = summary_grid if key == SUMMARY else fiscal_grid
        grids[sources[key].table] = make(side)
    economic = _read_economic(sources)
    if economic is not None:
        grids[sources[BASIC].table] = economic_grid(economic)
    running = read_running(sources[RUNNING]) if RUNNING in sources else None
    if running is not None:
        grids[sources[RUNNING].table] = three_public_grid(running.three_public)
    file = sheets[0].file if sheets else ""
    return InternalExport(
        tuple(printed_sheet(form, grids[form], heading, file) for form in sorted(grids)),
        _budgets(sides, sources, running, items, findings),
        running.facts if running is not None else (),
        tuple(findings),
        {source.table: source.sheet.name for source in sources.values()},
        tuple(sheet.name for sheet in sheets if sheet not in chosen.values()),
    )


def _coded_grids(sources: dict[str, ExportSource]) -> tuple[dict[str, Grid], list[str]]:
    """Return the tables by code, and the 项 that need a budget of their own."""
    grids: dict[str, Grid] = {}
    items: list[str] = []
    for key in _CODED:
        table = read_coded(sources[key]) if key in sources else None
        if table is None:
            continue
        grids[sources[key].table] = coded_grid(sources[key].table, table)
        if key in {GENERAL, FUND, CAPITAL}:
            items += [row.code for row, _ in table.rows if len(row.code) == _ITEM_LENGTH]
    return grids, items


def _read_economic(sources: dict[str, ExportSource]) -> Economic | None:
    if BASIC not in sources:
        return None
    stated = read_basic_totals(sources[GENERAL]) if GENERAL in sources else {}
    return read_economic(sources[BASIC], stated)


def _choose(sheets: Sequence[Sheet], findings: list[Finding]) -> dict[str, Sheet]:
    """Return the sheets that are used, by internal table; other 财决 tables are passed over."""
    chosen: dict[str, Sheet] = {}
    for sheet in sheets:
        key = internal_key(sheet) if is_marked(sheet) else ""
        if not key:
            continue
        place = Place(sheet.file, table=INTERNAL_TABLES[key][1], sheet=sheet.name)
        title = f"{key} {INTERNAL_TABLES[key][0]}"
        claimed = named_key(sheet)
        if claimed and claimed != key:
            message = f"工作表“{sheet.name}”的内容是“{title}”，与表名不符；按内容读取"
            findings.append(finding(L07, message, place))
        if key in chosen:
            message = f"有两个工作表都是“{title}”，没有使用“{sheet.name}”；请删去其中一个"
            findings.append(finding(L05, message, place))
            continue
        chosen[key] = sheet
    return chosen


def _open(chosen: dict[str, Sheet], findings: list[Finding]) -> dict[str, ExportSource]:
    """Return the sources with their units, and say which unit each has."""
    stated = {key: find_unit(sheet) for key, sheet in chosen.items()}
    units = {unit for unit, _ in stated.values() if unit}
    common = next(iter(units)) if len(units) == 1 else SOFTWARE_UNIT
    sources: dict[str, ExportSource] = {}
    for key, sheet in chosen.items():
        unit, place = stated[key]
        if len(sheet.rows) > _MOST_ROWS:
            message = f"“{sheet.name}”有 {len(sheet.rows)} 行，不像决算表，没有使用"
            findings.append(finding(L02, message, place))
            continue
        if unit and not known_unit(unit):
            message = f"“{sheet.name}”的金额单位“{unit}”不认识，没有使用该表"
            findings.append(finding(L10, message, place))
            continue
        if not unit:
            message = f"“{sheet.name}”没有写明金额单位，按{common}读取，请核对"
            findings.append(finding(L10, message, place, severity=Severity.WARNING))
        sources[key] = ExportSource(sheet, key, unit or common, findings)
    _report_units(sources, findings)
    return sources


def _report_units(sources: dict[str, ExportSource], findings: list[Finding]) -> None:
    units = sorted({source.unit for source in sources.values()})
    severity = Severity.INFO if len(units) == 1 else Severity.WARNING
    for unit in units:
        used = [source for source in sources.values() if source.unit == unit]
        names = "、".join(source.key for source in used)
        done = "不用换算" if unit == PUBLISHED_UNIT else f"逐格四舍五入换算为{PUBLISHED_UNIT}"
        message = f"内部报表 {names} 的金额单位是{unit}，{done}"
        place = used[0].sheet.place(-1, -1, table=used[0].table)
        findings.append(finding(L10, message, place, severity=severity))


def _heading(chosen: dict[str, Sheet], findings: list[Finding]) -> tuple[str, str]:
    """Return 编制单位 and the year, as the first sheet with each says."""
    names = [name for sheet in chosen.values() if (name := find_department(sheet))]
    years = [year for sheet in chosen.values() if (year := find_year(sheet))]
    found = (names[0] if names else "", years[0] if years else "")
    file = next((sheet.file for sheet in chosen.values()), "")
    for what, values in (("编制单位", names), (zh.YEAR, years)):
        if chosen and not values:
            message = f"内部报表中没有找到{what}，请在 单位信息.csv 中填写"
            findings.append(finding(L16, message, Place(file)))
        elif len(set(values)) > 1:
            message = (
                f"内部报表中有不同的{what}：{'、'.join(sorted(set(values)))}；用了“{values[0]}”"
            )
            findings.append(finding(L14, message, Place(file)))
    return found


def _report_missing(chosen: dict[str, Sheet], findings: list[Finding]) -> None:
    file = next((sheet.file for sheet in chosen.values()), "")
    for key, (title, form) in INTERNAL_TABLES.items():
        if key not in chosen:
            message = (
                f"没有找到内部报表“{key} {title}”，没有生成{form}（{FORM_BY_NUMBER[form].title}）"
            )
            place = Place(file, table=form)
            findings.append(finding(L16, message, place, severity=Severity.ERROR))


def _budgets(
    sides: dict[str, Sides],
    sources: dict[str, ExportSource],
    running: Running | None,
    items: list[str],
    findings: list[Finding],
) -> Rows:
    """Return the totals of 年初预算.csv by fund, and 机关运行经费 where F03 has a budget for it."""
    rows = []
    for fund, (nature, key) in zip(FUNDS, _BUDGETS, strict=True):
        amount = _fund_budget(sides, sources, fund, key)
        if amount is not None:
            rows.append(("", key, amount.text, nature))
        else:
            message = f"年初预算.csv：内部报表中没有“{key}”的年初预算数，请另行填写"
            findings.append(finding(L16, message))
    if running is not None and running.budget.value is not None:
        rows.append(("", RUNNING_COSTS, running.budget.text, _BUDGETS[0][0]))
    if items:
        message = (
            "年初预算.csv：内部报表没有项级科目的年初预算数，"
            f"请按预算批复填写 {len(items)} 个项级科目：{'、'.join(items)}"
        )
        findings.append(finding(L16, message))
    return tuple(rows)


def _fund_budget(
    sides: dict[str, Sides], sources: dict[str, ExportSource], fund: str, key: str
) -> ExportAmount | None:
    """Return the spending budget of a fund out of Z01_1, else its income budget out of Z01."""
    fiscal, summary = sides.get(FISCAL), sides.get(SUMMARY)
    if fiscal is not None:
        amount = fiscal.spending_budget.get(YEAR_SPENDING, {}).get(fund)
        if amount is not None and amount.value is not None:
            return amount
    income = SUMMARY_INCOME[FUNDS.index(fund)]
    amount = summary.income_budget.get(income, {}).get(AMOUNT) if summary is not None else None
    if amount is None or amount.value is None:
        return None
    message = f"“{key}”的年初预算数取自收入方“{income}”，请核对是否另有年初结转安排的支出"
    sources[SUMMARY].report(L14, message, None, severity=Severity.WARNING)
    return amount
