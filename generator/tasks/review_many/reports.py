"""The reports of a run: the files of each format, of one submitted file and of several."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.base.output import encode_text, fit_file_name
from generator.model.roll import NO_DESK
from generator.reporting.formats import ReviewFormat
from generator.reporting.review_index import format_review_index
from generator.reporting.review_links import PageLinks, PageName, set_links
from generator.reporting.review_record import (
    format_one_of_many,
    format_review_json,
    join_documents,
)
from generator.reporting.review_screen import format_review_text
from generator.reporting.review_summary import (
    print_skipped,
    print_summary,
    sort_by_need,
    summarise,
)
from generator.reporting.roll_screen import print_own_data, print_replies
from generator.reporting.round_record import mark_counting
from generator.reporting.screen import print_as_text
from generator.tasks.review_many.parts import ONE_EACH, format_alone, read_rows
from generator.tasks.review_many.skipping import INDEX, OWN_MARK, RECORD_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.reviewed_file import FileSummary, ReviewedFile, SkippedFile
    from generator.model.roll import Desk
    from generator.reporting.review_workbook import FileRows
    from generator.tasks.review_many.pile import Pile

    # The bytes of a file, piece by piece: a run is not held in memory.
    Pieces = Iterable[bytes]

SUMMARY = f"{OWN_MARK}汇总"


def name_report(output_format: ReviewFormat, one: FileSummary) -> str:
    """Return the name of the report on the only file of a run."""
    return f"{one.path.stem}-{OWN_MARK}{output_format.suffix}"


def format_single(
    one: ReviewedFile,
    output_format: ReviewFormat,
    date: str,
    skipped: Sequence[SkippedFile],
    desk: Desk = NO_DESK,
) -> Pieces:
    """Return the report on the only file of a run, nothing where it has no page or document.

    `date` (2025-09-01) is that of the Word comments, `desk` what only the bureau is told.
    Raises AnnotationError, OversizedCellError.
    """
    if output_format in ONE_EACH:
        if one.review is None:
            return ()
        return (format_alone(one, one.review, output_format, date),)
    if output_format == ReviewFormat.XLSX:
        from generator.reporting.review_workbook import (  # noqa: PLC0415 - as needed
            format_review_workbook,
            list_rows,
        )

        files, rows = (summarise(one),), (list_rows(one),)
        record = encode_text(format_one_of_many(one))
        return (format_review_workbook(files, rows, skipped, desk, (record,)),)
    if output_format == ReviewFormat.JSON:
        return (encode_text(format_review_json(one, skipped, desk)),)
    beside = print_as_text(lambda console: print_skipped(console, skipped))
    return (encode_text(beside + format_review_text(one) + _tell_bureau(desk)),)


def format_several(
    pile: Pile,
    output_format: ReviewFormat,
    skipped: Sequence[SkippedFile],
    desk: Desk = NO_DESK,
) -> Mapping[str, Pieces]:
    """Return the files of a report on several by name, each made when it is gone through.

    Files that cannot be used have no page and no document of their own; pages have an index,
    which names them. All but JSON is sorted by need. Raises OversizedCellError.
    """
    files = sort_by_need(pile.summaries)
    if output_format in ONE_EACH:
        return _format_each(pile, files, output_format, skipped, desk)
    name = f"{SUMMARY}{output_format.suffix}"
    return {name: _format_all(pile, files, output_format, skipped, desk)}


def _format_all(
    pile: Pile,
    files: Sequence[FileSummary],
    output_format: ReviewFormat,
    skipped: Sequence[SkippedFile],
    desk: Desk,
) -> Pieces:
    if output_format == ReviewFormat.XLSX:
        from generator.reporting.review_workbook import format_review_workbook  # noqa: PLC0415 - as needed

        records = (mark_counting(pile.record(one.name), desk.roll) for one in files)
        return (format_review_workbook(files, _Rows(pile, files), skipped, desk, records),)
    if output_format == ReviewFormat.JSON:
        parts = (pile.part(one.name).decode() for one in pile.summaries)
        return map(encode_text, join_documents(parts, skipped, desk))
    return _join_texts(pile, files, skipped, desk)


class _Rows:
    """The rows of all files, read again each time that they are gone through."""

    def __init__(self, pile: Pile, files: Sequence[FileSummary]) -> None:
        self._pile, self._files = pile, files

    def __iter__(self) -> Iterator[FileRows]:
        return (read_rows(self._pile.part(one.name)) for one in self._files)


def _join_texts(
    pile: Pile, files: Sequence[FileSummary], skipped: Sequence[SkippedFile], desk: Desk
) -> Iterator[bytes]:
    for one in files:
        yield pile.part(one.name) + b"\n"
    summary = print_as_text(lambda console: print_summary(console, files, skipped, desk))
    yield encode_text(summary + _tell_bureau(desk))


def _tell_bureau(desk: Desk) -> str:
    """Return what stands below a report in text: of the bureau's data, of replies."""
    own = print_as_text(lambda console: print_own_data(console, desk.findings))
    return own + print_as_text(lambda console: print_replies(console, desk.replies or ()))


class _Page(NamedTuple):
    """A page or document, and the file it is about."""

    name: str
    about: FileSummary


def _format_each(
    pile: Pile,
    files: Sequence[FileSummary],
    output_format: ReviewFormat,
    skipped: Sequence[SkippedFile],
    desk: Desk,
) -> dict[str, Pieces]:
    names = _name_each(pile.summaries, output_format.suffix)
    pages = [_Page(names[one.name], one) for one in files if one.was_read]
    record = {RECORD_FILE: _join_records(pile, skipped, desk)}
    if output_format == ReviewFormat.DOCX:
        return {**{page.name: _read_part(pile, page) for page in pages}, **record}
    links = {page.about.name: page.name for page in pages}
    made: dict[str, Pieces] = {
        page.name: _link_page(pile, pages, number) for number, page in enumerate(pages)
    }
    made[INDEX] = (encode_text(format_review_index(files, links, skipped, desk)),)
    return {**made, **record}


def _join_records(pile: Pile, skipped: Sequence[SkippedFile], desk: Desk) -> Iterator[bytes]:
    """Yield the JSON of all files, which stands beside their pages for the next round."""
    parts = (pile.record(one.name).decode() for one in pile.summaries)
    yield from map(encode_text, join_documents(parts, skipped, desk))


def _read_part(pile: Pile, page: _Page) -> Iterator[bytes]:
    yield pile.part(page.about.name)


def _link_page(pile: Pile, pages: Sequence[_Page], number: int) -> Iterator[bytes]:
    """Yield a page with its links to the others, in the order of the index."""
    before = _name_page(pages[number - 1]) if number else None
    after = _name_page(pages[number + 1]) if number + 1 < len(pages) else None
    links = PageLinks(INDEX, number + 1, len(pages), before, after)
    yield set_links(pile.part(pages[number].about.name), links)


def _name_page(page: _Page) -> PageName:
    return PageName(page.name, page.about.name)


def _name_each(files: Sequence[FileSummary], suffix: str) -> dict[str, str]:
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
