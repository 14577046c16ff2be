"""The summary of a batch: the same rows as a workbook, as CSV, as parquet, and as pages."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING

from generator.base.formulas import neutralise
from generator.base.output import encode_text
from generator.field import zh
from generator.reporting.batch_index import format_batch_index
from generator.reporting.batch_words import COLUMNS, SUMMARY, TEXTS, list_cells
from generator.reporting.columns import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.batch import Row
    from generator.tasks.batch.journal import Journal

    Cell = str | int | None

SKIPPED = "没有列入.csv"
_SKIPPED_HEAD = (FILE, zh.REASON)
_BOM = "\ufeff"
_GROUP = 5000


def write_summary(journal: Journal, total: int, verdict: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the summary: name and bytes, one after the other.

    The parquet is left out where pyarrow is not installed. Raises OversizedCellError.
    """
    yield f"{SUMMARY}.csv", _format_csv(COLUMNS, map(_word, _list(journal.rows())))
    yield f"{SUMMARY}.xlsx", _format_book(journal.rows())
    if find_spec("pyarrow") is not None:
        yield f"{SUMMARY}.parquet", _format_parquet(journal.rows())
    skipped = ((one.name, one.why) for one in journal.skipped())
    yield SKIPPED, _format_csv(_SKIPPED_HEAD, (tuple(map(neutralise, one)) for one in skipped))
    pages = format_batch_index(journal.rows(by_need=True), total, verdict, journal.skipped())
    for name, text in pages:
        yield name, encode_text(text)


def _list(rows: Iterable[Row]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of rows; a text that a spreadsheet would run is made harmless."""
    for row in rows:
        yield tuple(_settle(cell) if isinstance(cell, str) else cell for cell in list_cells(row))


def _settle(text: str) -> str:
    """Return a text that every format can hold: names of files may be no text at all."""
    return neutralise(encode_text(text).decode())


def _word(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in cells)


def _format_csv(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return a CSV in UTF-8 with the mark by which Excel knows it."""
    stream = io.StringIO()
    stream.write(_BOM)
    writer = csv.writer(stream)
    writer.writerow(head)
    writer.writerows(rows)
    return encode_text(stream.getvalue())


def _format_book(rows: Iterable[Row]) -> bytes:
    from generator.reporting.batch_book import format_batch_book  # noqa: PLC0415 - as needed

    numbers = (
        tuple(Decimal(cell) if isinstance(cell, int) else cell or "" for cell in cells)
        for cells in _list(rows)
    )
    return format_batch_book(numbers)


def _format_parquet(rows: Iterable[Row]) -> bytes:
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415 - an extra

    schema = pa.schema([(name, pa.string() if name in TEXTS else pa.int64()) for name in COLUMNS])
    stream = io.BytesIO()
    with parquet.ParquetWriter(stream, schema) as writer:
        cells = _list(rows)
        while group := tuple(islice(cells, _GROUP)):
            columns = [list(column) for column in zip(*group, strict=True)]
            writer.write_table(pa.table(columns, schema=schema))
    return stream.getvalue()
