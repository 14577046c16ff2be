"""The index of a batch: one row a department, the neediest first, with links to its results."""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from generator.reporting.batch_words import CHECK_PAGE, CHECKING, REVIEW_PAGE, REVIEWING
from generator.reporting.template import load_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import jinja2

    from generator.model.batch import Row
    from generator.model.reviewed_file import SkippedFile

ROWS_A_PAGE = 2000
_MOST_SKIPPED = 1000


class IndexRow(NamedTuple):
    """A department as the index lists it; `links` are texts and addresses."""

    row: Row
    mood: str
    counts: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def name_index(number: int) -> str:
    """Return the name of a page, from 1."""
    return "index.html" if number == 1 else f"index-{number}.html"


def format_batch_index(
    rows: Iterable[Row], total: int, verdict: str, skipped: Iterable[SkippedFile]
) -> Iterator[tuple[str, str]]:
    """Yield names and texts of the pages; not more rows than those of a page are in memory."""
    pages = max(1, -(-total // ROWS_A_PAGE))
    told = tuple(islice(skipped, _MOST_SKIPPED + 1))
    source = iter(rows)
    for number in range(1, pages + 1):
        page = _template().render(
            verdict=verdict,
            rows=[_list(row) for row in islice(source, ROWS_A_PAGE)],
            number=number,
            pages=[name_index(one) for one in range(1, pages + 1)],
            skipped=told[:_MOST_SKIPPED] if number == 1 else (),
            more=len(told) > _MOST_SKIPPED,
        )
        yield name_index(number), page


def _list(row: Row) -> IndexRow:
    mood = "failed" if row.failure or row.errors else "unchecked" if row.warnings else "passed"
    counts = (
        _count(row.check_errors),
        _count(row.check_warnings),
        _count(row.gaps),
        _count(row.review_errors),
        _count(row.review_warnings),
    )
    links = [(f"{row.folder}/", "结果")]
    if row.review_errors is not None:
        links.insert(0, (f"{row.folder}/{REVIEW_PAGE}", REVIEWING))
    if row.check_errors is not None:
        links.insert(0, (f"{row.folder}/{CHECK_PAGE}", CHECKING))
    return IndexRow(row, mood, counts, tuple((text, quote(to)) for to, text in links))


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once, with its style set in."""
    return load_template(Path(__file__).parent)
