"""All figures of a department as one table: a DataFrame, or the bytes of a file of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd

from generator.base.errors import GeneratorError
from generator.base.formulas import neutralise
from generator.field import zh
from generator.figures.explain import explain_figure
from generator.figures.listing import amount_of, list_figures
from generator.model.block import list_lines
from generator.reporting.formats import ExplainFormat
from generator.tasks.clauses import find_clause, is_within, parse_clause
from generator.tasks.department import write_department

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.figures.listing import ListedFigure
    from generator.tasks.department import Department

_NUMBERS = (zh.VALUE, "本年", zh.LAST_YEAR, zh.BUDGET)
COLUMNS = ("节", zh.NAME, zh.VALUE, zh.UNIT, *_NUMBERS[1:], "公式", "来源", "缺少")


class ParquetMissingError(GeneratorError):
    """Parquet was asked for without the library that writes it."""

    def __init__(self) -> None:
        super().__init__(
            '写 parquet 要先装 pyarrow：pip install "gen-narrative[parquet]"；'
            "也可以改用 --format csv 或 xlsx。"
        )


def figure_table(
    folder: Path, where: str = "", *, profile: str = "", templates: Path | None = None
) -> pd.DataFrame:
    """Return a row for each figure: section, name, value, what it is compared with, formula.

    数值, 本年, 上年, 预算 are Decimals rounded half-up to two places, counts and scores as given,
    in the unit of the row (None: not given or not defined); 公式 names its source cells by [n],
    which 来源 lists; 节 is the section as the text numbers it, blank where it has none. `where`
    keeps the figures of one clause (五, 五（三）). Raises GeneratorError for an unusable folder or
    a clause that the text does not have.
    """
    return tabulate(write_department(folder, profile=profile, templates=templates), where)


def tabulate(department: Department, where: str = "") -> pd.DataFrame:
    """Return the figures of a department that belong to a clause, of all where none is named."""
    wanted = find_clause(department, where)
    printed: dict[int, list[str]] = {}
    for clause, _, spans in list_lines(department.all_blocks):
        for span in spans:
            printed.setdefault(id(span.figure), []).append(clause)
    rows = []
    for listed in list_figures(department.figures):
        clauses = printed.get(id(listed.figure), [])
        section = _section_of(department.plan.printed_clause(listed.section), clauses)
        if not where or any(is_within(clause, wanted) for clause in (section, *clauses)):
            rows.append(_row(listed, section))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _section_of(planned: str, clauses: Sequence[str]) -> str:
    """Return the section of a figure; where it has none of its own, the one that prints it."""
    if parse_clause(planned) is not None or not clauses:
        return planned
    return clauses[0].rstrip("0123456789")


def _row(listed: ListedFigure, section: str) -> tuple[object, ...]:
    figure = listed.figure
    formula, sources = "", ""
    if figure.value is not None and figure.origin is not None:
        explained = explain_figure(figure)
        formula = explained.formula
        sources = "；".join(
            f"[{line.number}] {line.source.place.file} {line.source.place.address} {line.label}"
            for line in explained.sources
        )
    compared = map(amount_of, (listed.this_year, listed.last_year, listed.budget))
    missing = "；".join(dict.fromkeys(one.wording for one in figure.missing))
    return (
        section,
        figure.label,
        amount_of(figure),
        figure.unit,
        *compared,
        formula,
        sources,
        missing,
    )


def write_table(table: pd.DataFrame, file_format: ExplainFormat) -> bytes:
    """Return the table as the bytes of a csv (UTF-8 with BOM), xlsx or parquet file.

    Texts that a spreadsheet would run as a formula are made harmless. Raises ParquetMissingError,
    OversizedCellError.
    """
    if file_format is ExplainFormat.XLSX:
        from generator.reporting.figures_workbook import format_figures_workbook  # noqa: PLC0415 - as needed

        return format_figures_workbook(COLUMNS, table.itertuples(index=False))
    texts = [name for name in COLUMNS if name not in _NUMBERS]
    if file_format is ExplainFormat.CSV:
        harmless = table.assign(**{name: table[name].map(neutralise) for name in texts})
        text = harmless.to_csv(index=False, lineterminator="\r\n")
        return text.encode("utf-8-sig", errors="replace")
    buffer = io.BytesIO()
    try:
        table.astype(dict.fromkeys(texts, "string")).to_parquet(
            buffer, engine="pyarrow", index=False
        )
    except ImportError as error:
        raise ParquetMissingError from error
    return buffer.getvalue()
