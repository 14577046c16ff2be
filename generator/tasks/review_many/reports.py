"""The reports of a run: texts for the screen, and the files of each format."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.base.output import encode_text, fit_file_name
from generator.figures.explain import explain_figure
from generator.files.formats import WORD, is_format
from generator.model.roll import NO_DESK
from generator.reporting.formats import ReviewFormat
from generator.reporting.review_comments import AUTHOR, list_edits
from generator.reporting.review_index import format_review_index
from generator.reporting.review_page import format_review_page
from generator.reporting.review_record import format_review_json
from generator.reporting.review_screen import format_review_text
from generator.tasks.review_many.bugs import attempt
from generator.tasks.review_many.sources import OWN_MARK
from generator.word.annotate.document import annotate_docx, annotate_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile
    from generator.model.roll import Desk

INDEX = "index.html"
SUMMARY = f"{OWN_MARK}汇总"
# One page or document a file; the others hold the whole run.
_ONE_EACH = frozenset({ReviewFormat.HTML, ReviewFormat.DOCX})


class Reports(NamedTuple):
    """The files of a format by name, and the run with the files for which none could be made."""

    files: Sequence[ReviewedFile]
    made: Mapping[str, bytes]


def is_pile(files: Sequence[ReviewedFile], desk: Desk) -> bool:
    """Whether a run is reported as a pile: several files, or any held against a list."""
    return len(files) != 1 or desk.roll is not None


def is_one_file(output_format: ReviewFormat, *, pile: bool) -> bool:
    """Whether the reports are one file: always but for pages and documents of a pile."""
    return not pile or output_format not in _ONE_EACH


def name_report(
    output_format: ReviewFormat, files: Sequence[ReviewedFile], desk: Desk = NO_DESK
) -> str:
    """Return the name of a report that is one file."""
    suffix = output_format.suffix
    if not is_pile(files, desk):
        return f"{files[0].path.stem}-{OWN_MARK}{suffix}"
    return f"{SUMMARY}{suffix}"


def format_reports(
    files: Sequence[ReviewedFile], output_format: ReviewFormat, date: str, desk: Desk = NO_DESK
) -> Reports:
    """Return the files of a format; `date` (2025-09-01) is that of the Word comments.

    `desk` is what only the bureau is told. Files that cannot be used have no page and no document
    of their own; the pages of a pile have an index, which names them. One of several whose report
    cannot be made is such a file from then on. Raises AnnotationError, OversizedCellError.
    """
    if output_format not in _ONE_EACH:
        name = name_report(output_format, files, desk)
        made = {name: _format_all(files, output_format, desk)}
        return Reports(files, made)
    names = _name_each(files, output_format.suffix)
    links: dict[str, str] = {}
    pages: dict[str, bytes] = {}
    told: list[ReviewedFile] = []
    for one in files:
        page = _format_one(one, output_format, date, alone=len(files) == 1)
        if isinstance(page, str):
            told.append(replace(one, review=None, reason=page))
            continue
        links[one.name] = names[one.name]
        pages[names[one.name]] = page
        told.append(one)
    if output_format == ReviewFormat.HTML and is_pile(files, desk):
        pages[INDEX] = encode_text(format_review_index(told, links, desk))
    return Reports(told, pages)


def _format_one(
    one: ReviewedFile, output_format: ReviewFormat, date: str, *, alone: bool
) -> bytes | str:
    """Return the page or document of a file, or why it has none."""
    review = one.review
    if review is None:
        return one.reason

    def make() -> bytes:
        if output_format == ReviewFormat.DOCX:
            return _annotate(one, review, date)
        return encode_text(format_review_page(one, review, explain_figure))

    return make() if alone else attempt(make, alone=alone)


def _format_all(files: Sequence[ReviewedFile], output_format: ReviewFormat, desk: Desk) -> bytes:
    if output_format == ReviewFormat.XLSX:
        from generator.reporting.review_workbook import format_review_workbook  # noqa: PLC0415 - as needed

        return format_review_workbook(files, desk)
    if output_format == ReviewFormat.JSON:
        return encode_text(format_review_json(files, desk))
    return encode_text(format_review_text(files, desk))


def _name_each(files: Sequence[ReviewedFile], suffix: str) -> dict[str, str]:
    """Return the name of each file's report by the file's name: no two are the same.

    The stem, with the kind where two files differ by that alone, with the folders where by those.
    """
    candidates = {
        one.name: (
            PurePosixPath(one.name).stem,
            PurePosixPath(one.name).name.replace(".", "_"),
            one.name.replace("/", "_").replace(".", "_"),
            f"{number}_{one.name.replace('/', '_').replace('.', '_')}",
        )
        for number, one in enumerate(files, start=1)
    }
    names: dict[str, str] = {}
    for level in range(4):
        counts = Counter(levels[level].lower() for levels in candidates.values())
        for name, levels in candidates.items():
            if name not in names and counts[levels[level].lower()] == 1:
                names[name] = f"{fit_file_name(levels[level])}-{OWN_MARK}{suffix}"
    return names


def _annotate(one: ReviewedFile, review: Review, date: str) -> bytes:
    """Return the submitted Word file with changes and comments; of other files the text read."""
    edits = list_edits(one, review)
    if is_format(one.path, WORD):
        return annotate_docx(one.path, edits, AUTHOR, date)
    return annotate_plain(review.submission.passages, edits, AUTHOR, date)
