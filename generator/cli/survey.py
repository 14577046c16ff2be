"""`review` of all departments together: the survey, the tables of figures, the draft report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.base.errors import GeneratorError
from generator.base.output import write_atomically
from generator.cli.review_targets import protect
from generator.reporting import screen
from generator.reporting.formats import ReviewFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.cli.review import ReviewRequest
    from generator.model.roll import Desk
    from generator.tasks.review_many.pile import Pile
    from generator.tasks.review_many.reports import Pieces

_SURVEYED = frozenset({ReviewFormat.HTML, ReviewFormat.XLSX, ReviewFormat.JSON})
_BOOK, _CSV, _PARQUET = ".xlsx", ".csv", ".parquet"
_TABLES = (_BOOK, _CSV, _PARQUET)
_WORD = ".docx"


class SurveyTargetError(GeneratorError):
    """A file was asked for in a format that there is not."""

    def __init__(self, option: str, path: Path, suffixes: tuple[str, ...]) -> None:
        super().__init__(f"{option} 写成 {'、'.join(suffixes)}，不是 {path.name}；请改文件名。")


def asks_for_all(request: ReviewRequest) -> bool:
    """Whether something is asked for that is about all files, be there only one."""
    return request.figures is not None or request.summary_report is not None


def is_surveyed(request: ReviewRequest) -> bool:
    """Whether what all files are surveyed by is to be kept of each."""
    return asks_for_all(request) or request.output_format in _SURVEYED


def check_request(request: ReviewRequest) -> None:
    """Raise an error before anything is reviewed where what is asked for cannot be written.

    Raises SurveyTargetError, ParquetLibraryMissingError, LetterTakenError, TemplateError.
    """
    figures, report = request.figures, request.summary_report
    if figures is not None:
        if figures.suffix.lower() not in _TABLES:
            raise SurveyTargetError("--figures", figures, _TABLES)
        if figures.suffix.lower() == _PARQUET:
            from generator.tasks.survey.surveying import refuse_parquet  # noqa: PLC0415 - as needed

            refuse_parquet()
    if report is not None:
        if report.suffix.lower() != _WORD:
            raise SurveyTargetError("--summary-report", report, (_WORD,))
        from generator.tasks.review_many.letters import refuse_taken  # noqa: PLC0415 - as needed
        from generator.tasks.survey.report import open_report  # noqa: PLC0415 - as needed

        refuse_taken(report)
        open_report(request.templates)


def survey(pile: Pile, desk: Desk, request: ReviewRequest) -> tuple[Desk, Mapping[str, Pieces]]:
    """Return the desk with the survey, and the tables that go beside the pages, by name.

    What was asked for by an option of its own is written.
    """
    if not is_surveyed(request):
        return desk, {}
    from generator.reporting.survey_words import FIGURES  # noqa: PLC0415 - as needed
    from generator.tasks.survey.surveying import make_survey  # noqa: PLC0415 - as needed

    wanted = [suffix for suffix in (_BOOK, _CSV) if request.output_format == ReviewFormat.HTML]
    if request.figures is not None:
        wanted.append(request.figures.suffix.lower())
    made = make_survey(pile, desk.roll, tuple(dict.fromkeys(wanted)))
    desk = desk._replace(survey=made.survey)
    console = screen.open_console(sys.stderr)
    if request.figures is not None:
        written = []
        for path in made.files(request.figures.suffix.lower()):
            name = path.name.replace(FIGURES, request.figures.stem)
            target = request.figures.with_name(name)
            protect(target, request)
            write_atomically(target, _read(path))
            written.append(target)
        screen.print_written(console, written)
    if request.summary_report is not None:
        from generator.tasks.survey.report import open_report  # noqa: PLC0415 - as needed

        protect(request.summary_report, request)
        report = open_report(request.templates)
        write_atomically(
            request.summary_report, (report.render(pile.summaries, desk, request.date),)
        )
        screen.print_written(console, (request.summary_report,))
    beside = (_BOOK, _CSV) if request.output_format == ReviewFormat.HTML else ()
    paths = [path for suffix in beside for path in made.files(suffix)]
    return desk, {path.name: _read(path) for path in paths}


def _read(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
