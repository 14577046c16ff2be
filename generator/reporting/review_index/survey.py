"""What the index shows of all departments together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from generator.field import zh
from generator.reporting import survey_words as words
from generator.reporting.survey_picture import draw_outliers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from generator.model.survey import Survey
    from generator.reporting.survey_picture import Picture

_OPEN = 30  # rows that are shown without a click
_LONG_COLUMNS = frozenset({words.EXAMPLE, words.SAID, words.BASIS, words.RULE})


class Cell(NamedTuple):
    """A cell: its text, the page that it leads to, its kind (text, count, or empty)."""

    text: str
    link: str
    look: str


class Table(NamedTuple):
    """A table of the survey with a note above; `is_open`: it is shown without a click."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_open: bool
    picture: Picture | None = None


class Shown(NamedTuple):
    """The tables in their order, and the files of the figures that lie beside the page."""

    tables: tuple[Table, ...]
    files: tuple[str, ...]


def show_survey(survey: Survey, links: Mapping[str, str]) -> Shown:
    """Return what the page shows; `links` are the names of the pages by the names of the files."""
    # The rule stands above the table, the same for every row.
    outliers = tuple(row[:-1] for row in words.list_outliers(survey))
    tables = (
        _table(words.KINDS_TITLE, words.KIND_COLUMNS, words.list_kinds(survey), links),
        _table(words.WORST_TITLE, words.WORST_COLUMNS, words.list_worst(survey), links),
        _table(words.MATRIX_TITLE, words.matrix_columns(survey), words.list_matrix(survey), links),
        _table(
            words.OUTLIERS_TITLE, words.OUTLIER_COLUMNS[:-1], outliers, links, words.OUTLIERS_NOTE
        )._replace(picture=draw_outliers(survey)),
        _table(
            words.PASTED_TITLE,
            words.PASTED_COLUMNS,
            words.list_pasted(survey),
            links,
            words.PASTED_NOTE,
        ),
        _table(words.LEFT_OUT_TITLE, ("文件或指标", zh.REASON), words.list_left_out(survey), links),
    )
    shown = tuple(one for one in tables if one.rows or one.picture)
    return Shown(shown, words.FIGURE_FILES if survey.files else ())


def _table(
    title: str,
    columns: tuple[str, ...],
    rows: Iterable[Sequence[str | Decimal]],
    links: Mapping[str, str],
    note: str = "",
) -> Table:
    cells = tuple(
        tuple(_cell(name, value, links) for name, value in zip(columns, row, strict=True))
        for row in rows
    )
    return Table(title, note, columns, cells, len(cells) <= _OPEN)


def _cell(column: str, value: str | Decimal, links: Mapping[str, str]) -> Cell:
    if not isinstance(value, str):
        return Cell(f"{value:,}", "", "count")
    look = "text" if column in _LONG_COLUMNS else "count" if value.isdecimal() else ""
    return Cell(value, quote(links.get(value, "")), look)
