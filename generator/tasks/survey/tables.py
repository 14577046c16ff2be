"""The figures of all departments as files: a row a department, and a row a figure."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from generator.base.formulas import neutralise
from generator.base.money import HUNDRED, round_half_up
from generator.base.severity import Severity
from generator.field import zh
from generator.reporting.columns import FILE
from generator.reporting.figures_workbook import format_all_figures
from generator.tasks.survey.key_figures import UNITS
from generator.tasks.survey.order import BOOK, CSV, ParquetLibraryMissingError, long_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.model.survey import KeyFigure, Survey, Taken

    Value = str | Decimal

_COUNTS = (Severity.ERROR.label, Severity.WARNING.label)
_STARTED = (zh.DEPARTMENT_NAME, zh.YEAR, FILE, *_COUNTS, "数字来源")
_ENDED = ("离群",)
_LONG = (zh.DEPARTMENT_NAME, FILE, zh.YEAR, "节", zh.NAME, zh.VALUE, zh.UNIT, "来源")
_LONG_NUMBERS = frozenset({zh.YEAR, zh.VALUE})
_WITH_LAST = frozenset(
    {
        zh.TOTALS_BOTH_SIDES,
        zh.FISCAL_TOTALS_BOTH_SIDES,
        zh.GENERAL_SPENDING,
        zh.GENERAL_BASIC_SPENDING,
        zh.STAFF_COSTS,
        zh.OFFICE_COSTS,
        zh.THREE_PUBLIC,
        zh.TRAVEL_ABROAD,
        zh.VEHICLES,
        zh.VEHICLE_PURCHASE,
        zh.VEHICLE_RUNNING,
        zh.RECEPTION,
        zh.RUNNING_COSTS,
    }
)
_WITH_BUDGET = frozenset(
    {
        zh.GENERAL_SPENDING,
        zh.FUND_SPENDING,
        zh.CAPITAL_SPENDING,
        zh.THREE_PUBLIC,
        zh.TRAVEL_ABROAD,
        zh.VEHICLES,
        zh.VEHICLE_PURCHASE,
        zh.VEHICLE_RUNNING,
        zh.RECEPTION,
        zh.RUNNING_COSTS,
    }
)


def write_tables(path: Path, taken: Sequence[Taken], survey: Survey) -> None:
    """Write the figures as a workbook of two sheets, or as two files of a suffix.

    The second has …-逐项 in its name. Raises ParquetLibraryMissingError, OversizedCellError.
    """
    heads = list_heads(taken)
    wide = (_row(one, heads, survey) for one in taken)
    long = chain.from_iterable(map(_long_rows, taken))
    if path.suffix == BOOK:
        path.write_bytes(format_all_figures(tuple(heads), wide, _LONG, long))
        return
    write = _write_csv if path.suffix == CSV else _write_parquet
    write(path, heads, wide)
    write(long_path(path), dict.fromkeys(_LONG, ""), long)


def list_heads(taken: Sequence[Taken]) -> dict[str, str]:
    """Return the heads of the table with a row a department, with the kind of each column.

    The kind is empty for text, else it names figure and measure. Earlier years have a column for
    each key figure that some department has of them.
    """
    heads = dict.fromkeys(_STARTED, "")
    earlier = {year: set(amounts) for one in taken for year, amounts in one.earlier.items()}
    for one in taken:
        for year, amounts in one.earlier.items():
            earlier[year] |= set(amounts)
    for name, unit in UNITS.items():
        heads[f"{name}（{unit}）"] = f"{name}/now"
        if name in _WITH_LAST:
            heads[f"{name}{zh.LAST_YEAR}（{unit}）"] = f"{name}/last"
            heads[f"{name}{zh.CHANGE_RATE}（%）"] = f"{name}/change"
        if name in _WITH_BUDGET:
            heads[f"{name}{zh.BUDGET}（{unit}）"] = f"{name}/budget"
            heads[f"{name}{zh.COMPLETION_RATE}（%）"] = f"{name}/completion"
        for year in sorted(earlier, reverse=True):
            if name in earlier[year]:
                heads[f"{name}{year}年（{unit}）"] = f"{name}/{year}"
    return {**heads, **dict.fromkeys(_ENDED, "")}


def _row(one: Taken, heads: dict[str, str], survey: Survey) -> tuple[Value, ...]:
    figures = {figure.name: figure for figure in one.figures}
    errors = sum(kind.errors for kind in one.kinds)
    warnings = sum(kind.warnings for kind in one.kinds)
    origins = {origin: None for figure in one.figures for origin in figure.origins}
    started: tuple[Value, ...] = (
        one.department,
        Decimal(one.year),
        one.name,
        Decimal(errors),
        Decimal(warnings),
        "、".join(origin.value for origin in origins),
    )
    cells = (_cell(one, figures, kind) for kind in heads.values() if kind)
    return (*started, *cells, _word_outliers(one, survey))


def _cell(one: Taken, figures: dict[str, KeyFigure], kind: str) -> Value:
    """Return what a department has in a column: blank, never 0, where it says nothing."""
    name, _, measure = kind.partition("/")
    figure = figures.get(name)
    if measure.isdecimal():
        value = one.earlier.get(int(measure), {}).get(name)
    elif figure is None:
        value = None
    elif measure == "change":
        value = change_of(figure)
    elif measure == "completion":
        value = completion_of(figure)
    else:
        value = {"now": figure.now, "last": figure.last, "budget": figure.budget}[measure]
    return "" if value is None else value


def change_of(figure: KeyFigure) -> Decimal | None:
    """Return the change since last year in percent, None without a base."""
    if figure.now is None or not figure.last:
        return None
    return round_half_up((figure.now - figure.last) / figure.last * HUNDRED)


def completion_of(figure: KeyFigure) -> Decimal | None:
    """Return the final figure in percent of the budget, None without a budget."""
    if figure.now is None or not figure.budget:
        return None
    return round_half_up(figure.now / figure.budget * HUNDRED)


def _word_outliers(one: Taken, survey: Survey) -> str:
    return "；".join(
        f"{measure.name} {row.value:,}{measure.unit}"
        for measure in survey.measures
        for row in measure.rows
        if row.is_outlier and row.file == one.name
    )


def _long_rows(one: Taken) -> Iterator[tuple[Value, ...]]:
    for row in one.rows:
        origins = "、".join(origin.value for origin in row.origins)
        yield (
            one.department,
            one.name,
            Decimal(row.year),
            row.section,
            row.name,
            row.value,
            row.unit,
            origins,
        )
    for year, amounts in sorted(one.earlier.items(), reverse=True):
        for name, amount in amounts.items():
            unit = UNITS[name]
            yield (one.department, one.name, Decimal(year), "", name, amount, unit, _PUBLISHED)


_PUBLISHED = "以前年度公开的文件"


def _write_csv(path: Path, heads: dict[str, str], rows: Iterator[tuple[Value, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows(map(_write_values, rows))


def _write_values(row: tuple[Value, ...]) -> list[str]:
    return [f"{one:f}" if isinstance(one, Decimal) else neutralise(one) for one in row]


def _write_parquet(path: Path, heads: dict[str, str], rows: Iterator[tuple[Value, ...]]) -> None:
    import pandas as pd  # noqa: PLC0415 - of this format alone

    table = pd.DataFrame(rows, columns=list(heads), dtype=object)
    numbers = {name for name, kind in heads.items() if kind} | {zh.YEAR, *_COUNTS} | _LONG_NUMBERS
    for name in heads:
        if name in numbers:
            table[name] = table[name].map(lambda value: None if value == "" else value)
        else:
            table[name] = table[name].astype("string")
    buffer = io.BytesIO()
    try:
        table.to_parquet(buffer, engine="pyarrow", index=False)
    except ImportError as error:
        raise ParquetLibraryMissingError from error
    path.write_bytes(buffer.getvalue())
