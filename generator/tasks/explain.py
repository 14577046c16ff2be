"""`explain`: for each number of a clause its formula and its source cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.output import encode_text
from generator.figures.explain import explain_figure
from generator.model.block import list_lines
from generator.model.explanation import ExplainedNumber
from generator.reporting.explanations import format_explanations, format_explanations_json
from generator.reporting.formats import ExplainFormat
from generator.tasks.clauses import find_clause, is_within
from generator.tasks.department import write_department
from generator.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.accounts import Identity
    from generator.tasks.department import Department


class ExplainedFile(NamedTuple):
    """The numbers of a department as a file of one format, and whose they are."""

    identity: Identity
    data: bytes


def explain_clause(
    folder: Path, where: str = "", *, profile: str = "", templates: Path | None = None
) -> tuple[ExplainedNumber, ...]:
    """Return every number of a clause (五, 五（三）, 五（三）2), or of the whole narrative.

    Raises UnknownClauseError for a clause that the narrative does not have.
    """
    department = write_department(folder, profile=profile, templates=templates)
    return numbers_within(department, where)


def explain_as_file(
    folder: Path,
    where: str,
    file_format: ExplainFormat,
    *,
    profile: str = "",
    templates: Path | None = None,
) -> ExplainedFile:
    """Return the numbers of a clause, or all, as a file: in sentences, or the figures as a table.

    Raises UnknownClauseError, and ParquetMissingError without the library for that format.
    """
    department = write_department(folder, profile=profile, templates=templates)
    identity = department.accounts.identity
    if file_format not in {ExplainFormat.TEXT, ExplainFormat.JSON}:
        from generator.tasks.figure_table import tabulate, write_table  # noqa: PLC0415 - pandas

        return ExplainedFile(identity, write_table(tabulate(department, where), file_format))
    numbers = numbers_within(department, where)
    text = (
        format_explanations_json(str(folder), __version__, numbers)
        if file_format is ExplainFormat.JSON
        else format_explanations(numbers)
    )
    return ExplainedFile(identity, encode_text(text))


def numbers_within(department: Department, where: str) -> tuple[ExplainedNumber, ...]:
    """Return the numbers of a clause, all where none is named; raises UnknownClauseError."""
    numbers = explain_numbers(department)
    wanted = find_clause(department, where)
    return numbers if not where else tuple(one for one in numbers if is_within(one.where, wanted))


def explain_numbers(department: Department) -> tuple[ExplainedNumber, ...]:
    """Return every number of the narrative, the forms and reports, in their order, explained."""
    return tuple(
        ExplainedNumber(where, text, span.text, explain_figure(span.figure))
        for where, text, spans in list_lines(department.all_blocks)
        for span in spans
        if span.figure is not None
    )
