"""What a review starts from: the text of a file, the tables printed in it, the data given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L03
from generator.base.errors import NoTablesError, UnreadableSubmissionError
from generator.base.severity import Severity
from generator.field import zh
from generator.files.docx.asides import Beside
from generator.files.docx.passages import read_docx_text
from generator.files.formats import WORD, tell_format
from generator.files.office.converting import as_readable, has_text
from generator.files.snapshot import changed, mark_of
from generator.model.bureau_data import NO_BUREAU_DATA, BureauData
from generator.model.sheet import Sheet, unopened
from generator.reading.evaluation_forms import is_report_table, read_evaluation_forms
from generator.reading.folder import read_sheets
from generator.review.evaluation.tables import (
    SubmittedTable,
    find_unreadable,
    is_about_evaluation,
    is_of_evaluation,
)
from generator.review.harvest.harvest import find_unit
from generator.review.harvest.owner import read_owner
from generator.review.text.outline import read_submission
from generator.review.whole.missing_tables import lacks_tables, word_missing_tables
from generator.review.whole.table_numbers import describe_sheet
from generator.tasks.department import read_inputs
from generator.tasks.opening import open_sheets

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.records import Inputs
    from generator.model.submission import Owner, Submission


class Material(NamedTuple):
    """What a review starts from: the text, the tables printed in the same file, the data given.

    `problems` are the findings of reading them; `given` is None without --data; `beside` are the
    texts beside the passages: headers, charts, tables that are none of the nine, which `others`
    has as tables with the self-evaluations on them. `profile` and `templates` are the wording to
    compare with, where it is known. `bureau` is what the bureau has on the department besides.
    """

    submission: Submission
    printed: Inputs | None = None
    given: Inputs | None = None
    problems: tuple[Finding, ...] = ()
    beside: Beside = Beside()
    others: tuple[SubmittedTable, ...] = ()
    profile: str = ""
    templates: Path | None = None
    bureau: BureauData = NO_BUREAU_DATA

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.submission.file


class OwnFile(NamedTuple):
    """What a submitted file itself holds, before any data is given.

    `of_text`, `of_tables` and `of_forms` are the findings of reading its text, its tables and the
    self-evaluations among `others`, the tables that are none of the nine.
    """

    submission: Submission
    printed: Inputs | None
    of_text: tuple[Finding, ...]
    of_tables: tuple[Finding, ...]
    beside: Beside
    others: tuple[SubmittedTable, ...] = ()
    of_forms: tuple[Finding, ...] = ()

    @property
    def owner(self) -> Owner:
        """Whose accounts of which year the file says it is."""
        return read_owner(self.submission, self.printed.tables if self.printed else {})


class Chosen(NamedTuple):
    """The data of a file, None where there are none, and what is to be said about that.

    `bureau` is what the bureau has on the department besides tables. With a `label` the data are
    the bureau's own as well, and reports call them so.
    """

    path: Path | None
    problem: str = ""
    label: str = ""
    bureau: BureauData = NO_BUREAU_DATA


Choose = Callable[[OwnFile], Chosen]


def read_material(file: Path, data: Path | None = None) -> Material:
    """Return the passages and tables of a file, and the data to compare them with.

    Raises UnreadableSubmissionError for a file of another kind, GeneratorError for unreadable data.
    """
    return give_data(read_own(file), data)


def read_own(file: Path, name: str = "", unit: str = "") -> OwnFile:
    """Return the passages and tables of a file. Raises UnreadableSubmissionError.

    `name` is what places call it, where that is not its own name; `unit` the unit in which its
    amounts are wanted, where that is not the one of its text. A file that changed between its text
    and its tables holds neither: they would be of two versions.
    """
    name = name or file.name
    before = mark_of(file)
    passages, problems, own = _read_text(file, name)
    submission = read_submission(name, passages)
    printed, of_tables, unused = _read_printed(file, name, unit or find_unit(submission))
    others = tuple(
        _as_submitted(sheet, len(own.asides) + index) for index, sheet in enumerate(unused)
    )
    described = (describe_sheet(one.sheet, is_report=is_of_evaluation(one)) for one in others)
    beside = own._replace(asides=(*own.asides, *described))
    of_forms = tuple(find_unreadable(others))
    if mark_of(file) != before:
        return OwnFile(read_submission(name, ()), None, (changed(name),), (), Beside())
    return OwnFile(submission, printed, problems, of_tables, beside, others, of_forms)


def _as_submitted(sheet: Sheet, aside: int) -> SubmittedTable:
    return SubmittedTable(sheet, aside, read_evaluation_forms(sheet), is_report_table(sheet))


def give_data(own: OwnFile, data: Path | None) -> Material:
    """Return a file with the data to compare it with. Raises GeneratorError for unreadable data."""
    given, of_data = (None, ()) if data is None else read_inputs(data)
    # Where the data is given, what is odd in the layout of the printed tables does not matter.
    findings = own.of_tables if given is None else of_data
    findings = tuple(one for one in findings if not is_about_evaluation(one, own.others))
    # Both readers of a file say what is so of all its pages; how grave it is, the text's says.
    found = (*own.of_text, *findings, *own.of_forms)
    first = {replace(one, severity=Severity.INFO): one for one in reversed(found)}
    said = tuple(dict.fromkeys(first[replace(one, severity=Severity.INFO)] for one in found))
    if lacks_tables(said):
        said = word_missing_tables(said, own.beside.stand_ins)
    return Material(own.submission, own.printed, given, said, own.beside, own.others)


def read_passages(file: Path, name: str = "") -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """Return the paragraphs of a submitted file, told by its content, then by its suffix.

    Raises UnreadableSubmissionError for a file of another kind.
    """
    passages, findings, _ = _read_text(file, name or file.name)
    return passages, findings


def _read_text(file: Path, name: str) -> tuple[tuple[Passage, ...], tuple[Finding, ...], Beside]:
    """Return the paragraphs of a file, what could not be read of them, and what stands beside."""
    try:
        kind = tell_format(file)
        if not has_text(kind):
            raise UnreadableSubmissionError(file, kind.refusal or kind.no_text)
        with as_readable(file, name) as (source, said):
            if source is None:
                return (), said, Beside()
            passages, findings, beside = _read_source(source, name)
            return passages, (*said, *findings), beside
    except OSError as error:
        return (), (unopened(name, error),), Beside()


def _read_source(
    source: Path, name: str
) -> tuple[tuple[Passage, ...], tuple[Finding, ...], Beside]:
    kind = tell_format(source)
    if kind is WORD:
        return read_docx_text(source, name)
    return (
        (*kind.read_passages(source, name), Beside()) if kind.read_passages else ((), (), Beside())
    )


def _read_printed(
    file: Path, name: str, unit: str
) -> tuple[Inputs | None, tuple[Finding, ...], tuple[Sheet, ...]]:
    """Return the tables that the submitted file prints, if any, in the unit of its text.

    The last are the tables that are none of the nine.
    """
    sheets, problems = open_sheets(file, name)
    if unit:
        identity = Sheet(name, ((zh.ITEM, zh.CONTENT), (zh.UNIT, unit)), zh.IDENTITY)
        sheets = (*sheets, identity)
    try:
        inputs, findings = read_sheets(file, sheets)
    except NoTablesError:
        return None, (), tuple(sheet for sheet in sheets if sheet.name != zh.IDENTITY)
    unused = tuple(sheet for sheet in sheets if sheet.name in inputs.unused)
    told = (one for one in findings if not _is_of_text(one, inputs.unused))
    return inputs, (*problems, *told), unused


def _is_of_text(one: Finding, unused: Collection[str]) -> bool:
    """Whether a finding says no more than that a table of a text is none of the nine.

    A text has tables of its own, of units or of duties: its numbers are counted with the text's.
    """
    is_hint = one.code == L03.code and one.severity is Severity.INFO
    return is_hint and bool(one.places) and one.places[0].sheet in unused
