"""What one file adds to the reports of a run; the review itself is not kept any longer than that.

What only files that were read need is imported when it is called for: the process that gathers
the parts reads none.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.output import encode_text
from generator.files.formats import WORD, is_format
from generator.reporting.formats import ReviewFormat
from generator.reporting.review_record import format_one_of_many
from generator.reporting.review_screen import format_review_text
from generator.reporting.review_summary import summarise
from generator.tasks.review_many.bugs import attempt

if TYPE_CHECKING:
    from generator.model.letter import FileLetter
    from generator.model.review import Review
    from generator.model.reviewed_file import FileSummary, ReviewedFile
    from generator.reporting.duty_words import FileDuties
    from generator.reporting.review_workbook import FileRows

# One page or document a file; the others hold the whole run.
ONE_EACH = frozenset({ReviewFormat.HTML, ReviewFormat.DOCX})


class Reported(NamedTuple):
    """A file that was reviewed: its summary, and its part of the report.

    `part` is a page, a document, its object in JSON or its text; of a workbook its rows, pickled.
    It is empty where there is no page or document. `letter` is what a letter says of the file, None
    where none is to be written. `record` is its object in JSON for the next round, empty where the
    report keeps none or is that itself. `taken` is what all files are surveyed by, pickled, empty
    where nothing is; `duties` is its check list, None where none is wanted.
    """

    summary: FileSummary
    part: bytes
    letter: FileLetter | None = None
    record: bytes = b""
    taken: bytes = b""
    duties: FileDuties | None = None


def report_file(
    one: ReviewedFile, output_format: ReviewFormat, date: str, *, with_record: bool = False
) -> Reported:
    """Return the part of one of several files, `with_record` also what the next round needs.

    Where its page or document cannot be made, the file is one that cannot be used.
    """
    reported = _report(one, output_format, date)
    if not with_record or output_format == ReviewFormat.JSON:
        return reported
    lost = one if reported.summary.was_read or one.review is None else replace(one, review=None)
    return reported._replace(record=encode_text(format_one_of_many(lost)))


def _report(one: ReviewedFile, output_format: ReviewFormat, date: str) -> Reported:
    if output_format not in ONE_EACH:
        return Reported(summarise(one), _format_part(one, output_format))
    review = one.review
    if review is None:
        return Reported(summarise(one), b"")
    made = attempt(
        lambda: format_alone(one, review, output_format, date, among_others=True), alone=False
    )
    if isinstance(made, str):
        return Reported(summarise(replace(one, review=None, reason=made)), b"")
    return Reported(summarise(one), made)


def format_alone(
    one: ReviewedFile,
    review: Review,
    output_format: ReviewFormat,
    date: str,
    *,
    among_others: bool = False,
) -> bytes:
    """Return the page or document of a file. Raises AnnotationError."""
    if output_format == ReviewFormat.DOCX:
        return _annotate(one, review, date)
    from generator.figures.explain import explain_figure  # noqa: PLC0415 - see above
    from generator.reporting.review_page import format_review_page  # noqa: PLC0415 - see above

    page = format_review_page(one, review, explain_figure, among_others=among_others)
    return encode_text(page)


def _format_part(one: ReviewedFile, output_format: ReviewFormat) -> bytes:
    if output_format == ReviewFormat.XLSX:
        from generator.reporting.review_workbook import list_rows  # noqa: PLC0415 - see above

        return pickle.dumps(list_rows(one))
    if output_format == ReviewFormat.JSON:
        return encode_text(format_one_of_many(one))
    return encode_text(format_review_text(one))


def read_rows(part: bytes) -> FileRows:
    """Return the rows of a workbook that a part holds."""
    rows: FileRows = pickle.loads(part)  # noqa: S301 - we have made it
    return rows


def _annotate(one: ReviewedFile, review: Review, date: str) -> bytes:
    """Return the submitted Word file with changes and comments; of other files the text read."""
    from generator.files.office.converting import as_readable  # noqa: PLC0415 - see above
    from generator.reporting.review_comments import AUTHOR, list_edits  # noqa: PLC0415 - see above
    from generator.word.annotate.document import annotate_docx, annotate_plain  # noqa: PLC0415

    edits = list_edits(one, review)
    with as_readable(one.path, one.name) as (source, _):
        if source is not None and is_format(source, WORD):
            return annotate_docx(source, edits, AUTHOR, date)
    return annotate_plain(review.submission.passages, edits, AUTHOR, date)
