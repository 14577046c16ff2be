"""All figures of a department as one table: a DataFrame, or the bytes of a file of it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pandas as pd

from generator.base.errors import GeneratorError
from generator.base.money import round_half_up
from generator.field import zh
from generator.figures.explain import explain_figure
from generator.figures.listing import list_figures
from generator.tasks.department import write_department

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from generator.figures.listing import ListedFigure
    from generator.model.figure import Figure

COLUMNS = (
    "节",
    zh.NAME,
    zh.VALUE,
    zh.UNIT,
    "本年",
    zh.LAST_YEAR,
    zh.BUDGET,
    "公式",
    "来源",
    "缺少",
)
_NUMBERS = (zh.VALUE, "本年", zh.LAST_YEAR, zh.BUDGET)


class ParquetMissingError(GeneratorError):
    """Parquet was asked for without the library that writes it."""

    def __init__(self) -> None:
        super().__init__(
            "写 parquet 要先装 pyarrow：pip install “gen-narrative[parquet]”；"
            "也可以改用 --format csv 或 xlsx。"
        )


def figure_table(
    folder: Path, where: str = "", *, profile: str = "", templates: Path | None = None
) -> pd.DataFrame:
    """Return a row for each figure: section, name, value, what it is compared with, formula.

    数值, 本年, 上年, 预算 are Decimals rounded half-up to two places, in the unit of the row (None:
    not given or not defined); 公式 names its source cells by [n], which 来源 lists. `where` keeps
    the figures of one section (五, 五（三）). Raises GeneratorError for an unusable folder.
    """
    department = write_department(folder, profile=profile, templates=templates)
    wanted = re.sub(r"\s", "", where).replace("(", "（").replace(")", "）")
    rows = [
        _row(listed)
        for listed in list_figures(department.figures)
        if not wanted or listed.section == wanted or listed.section.startswith(f"{wanted}（")
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _row(listed: ListedFigure) -> tuple[object, ...]:
    figure = listed.figure
    formula, sources = "", ""
    if figure.value is not None and figure.origin is not None:
        explained = explain_figure(figure)
        formula = explained.formula
        sources = "；".join(
            f"[{line.number}] {line.source.place.file} {line.source.place.address} {line.label}"
            for line in explained.sources
        )
    compared = map(_amount, (listed.this_year, listed.last_year, listed.budget))
    missing = "；".join(dict.fromkeys(one.wording for one in figure.missing))
    return (
        listed.section,
        figure.label,
        _amount(figure),
        figure.unit,
        *compared,
        formula,
        sources,
        missing,
    )


def _amount(figure: Figure | None) -> Decimal | None:
    return None if figure is None or figure.value is None else round_half_up(figure.value)


def write_table(table: pd.DataFrame, file_format: str) -> bytes:
    """Return the table as the bytes of a csv (UTF-8 with BOM), xlsx or parquet file."""
    buffer = io.BytesIO()
    if file_format == "csv":
        return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
    if file_format == "xlsx":
        table.to_excel(buffer, index=False, sheet_name="数字")
        return buffer.getvalue()
    if file_format != "parquet":
        raise ValueError(file_format)
    try:
        table.astype({name: "string" for name in COLUMNS if name not in _NUMBERS}).to_parquet(
            buffer, index=False
        )
    except ImportError as error:
        raise ParquetMissingError from error
    return buffer.getvalue()
