"""The order of `review`: file → passages and tables → our own text → comparison → one review.

The same templates that write a text say what each sentence of a submitted one should be. What the
tables do not hold (budgets, last year, counts, reasons) comes from --data, else from the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.build import build_accounts
from generator.checks.catalogue import run_checks
from generator.document.portable_passages import read_pdf_passages
from generator.document.submission_passages import read_docx_passages
from generator.errors import NoTablesError, NotNarrativeError
from generator.figures.department import compute_figures
from generator.figures.explain import explain_figure
from generator.labels import key_of
from generator.model.audit import Unchecked
from generator.model.block import Paragraph
from generator.model.finding import sort_findings
from generator.model.records import Inputs
from generator.model.review import Review
from generator.model.submission import Standing
from generator.narrative.environment import profile_names
from generator.narrative.render import load_wording
from generator.opening import open_sheets
from generator.pipeline import read_inputs, write_sections
from generator.reading.folder import read_sheets
from generator.reading.text_passages import read_text_passages
from generator.review.comparison import Reference, compare, likeness
from generator.review.corrected import correct_tables
from generator.review.free_text import check_free_text
from generator.review.harvest import harvest
from generator.review.outline import read_submission
from generator.review.settle import settle
from generator.review.shapes import index_cells
from generator.review.structure import check_structure
from generator.review.tables import compare_tables
from generator.review.words import Names
from generator.review.zero_base import UndefinedRates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from generator.model.accounts import Accounts
    from generator.model.block import Block
    from generator.model.figures import Figures
    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.records import Record
    from generator.model.submission import Submission
    from generator.model.table import Table

    ReadPassages = Callable[[Path, str], tuple[tuple[Passage, ...], tuple[Finding, ...]]]

_READERS: dict[str, ReadPassages] = {
    ".docx": read_docx_passages,
    ".pdf": read_pdf_passages,
    ".txt": read_text_passages,
    ".md": read_text_passages,
}
_KEY_COLUMNS = ("项目", "事项", "科目编码", "科目名称", "对比", "资金性质")
COMPARED = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


class _Sources(NamedTuple):
    """What a review rests on: the data, completed by what the text holds; the file's own tables."""

    inputs: Inputs
    printed: Mapping[str, Table]
    findings: tuple[Finding, ...]
    has_data: bool


@dataclass(frozen=True, slots=True)
class _Written:
    """What our templates write of the accounts in one profile."""

    profile: str
    blocks: Sequence[Block]
    figures: Figures


def review_file(file: Path, data: Path | None = None) -> Review:
    """Return the review of one submitted document; without `data` its own tables are used.

    Raises GeneratorError where going on is pointless: no such file, no text, no sections; data
    that cannot be read.
    """
    passages, problems = read_passages(file)
    submission = read_submission(file.name, passages)
    if not submission.sections:
        raise NotNarrativeError(file).because(problems)
    sources = _gather(file, data, submission)
    if not sources.inputs.tables:
        return _review_alone(submission, (*problems, *sources.findings))
    accounts, list_findings = build_accounts(sources.inputs)
    audit = run_checks(accounts)
    accounts = replace(accounts, tables=correct_tables(accounts.tables, audit.corrections))
    written = _write(accounts, sources.inputs, submission)
    reference = Reference(
        written.blocks,
        index_cells(accounts.tables),
        explain_figure,
        UndefinedRates(written.figures),
        Names(
            frozenset(
                key_of(row.label) for table in accounts.tables.values() for row in table.rows
            ),
            frozenset(key_of(name) for name in accounts.names.values()),
        ),
    )
    topics = COMPARED if not accounts.projects else (*COMPARED, "十三")
    compared = compare(submission, reference, topics)
    structured = check_structure(submission, accounts, written.blocks)
    free = check_free_text(submission, compared.verdicts, accounts, written.figures)
    reviewed = settle(submission, (compared, structured, free))
    others = [*problems, *sources.findings, *list_findings, *audit.findings]
    if sources.has_data:
        others += compare_tables(sources.printed, accounts.tables)
    return Review(
        file=file.name,
        submission=submission,
        accounts=accounts,
        profile=written.profile,
        blocks=written.blocks,
        marks=reviewed.marks,
        others=sort_findings(others),
        verdicts=reviewed.verdicts,
        checked=audit.checked + len(reviewed.verdicts),
        unchecked=audit.unchecked,
        accepted={},
    )


def _names_of(accounts: Accounts) -> Names:
    """Return the names of 科目 that the tables print, and those of the dictionary."""
    rows = (row for table in accounts.tables.values() for row in table.rows)
    return Names(
        frozenset(key_of(row.label) for row in rows),
        frozenset(key_of(name) for name in accounts.names.values()),
    )


def read_passages(file: Path) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """Return the paragraphs of a submitted file, told by its suffix.

    Raises NotNarrativeError for a file of another kind.
    """
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise NotNarrativeError(file)
    return reader(file, file.name)


def _gather(file: Path, data: Path | None, submission: Submission) -> _Sources:
    """Return the tables and lists: of the data where it is given, else of the file."""
    printed, findings = _read_printed(file)
    if data is not None:
        inputs, problems = read_inputs(data)
        findings = problems
    else:
        inputs = printed or Inputs(file)
    found = harvest(submission, inputs.tables)
    complete = dict(inputs.lists)
    for name, records in found.lists.items():
        complete[name] = (*complete.get(name, ()), *_new(records, complete.get(name, ())))
    inputs = replace(inputs, lists=complete)
    tables = printed.tables if printed else {}
    return _Sources(inputs, tables, tuple(findings), data is not None)


def _read_printed(file: Path) -> tuple[Inputs | None, tuple[Finding, ...]]:
    """Return the tables that the submitted file prints, if any."""
    sheets, problems = open_sheets(file)
    try:
        inputs, findings = read_sheets(file, sheets)
    except NoTablesError:
        return None, ()
    return inputs, (*problems, *findings)


def _new(found: Sequence[Record], given: Sequence[Record]) -> list[Record]:
    """Return the rows of the text whose key the data does not have."""
    known = {_key(record) for record in given}
    return [record for record in found if _key(record) not in known]


def _key(record: Record) -> tuple[str, ...]:
    return tuple(record.text(column) for column in _KEY_COLUMNS)


def _write(accounts: Accounts, inputs: Inputs, submission: Submission) -> _Written:
    """Return our text in the profile of the data, else in the one that is most like the text."""
    figures = compute_figures(accounts)
    chosen = accounts.identity.profile
    names = (chosen,) if chosen else profile_names(None)
    drafts = []
    for name in names:
        wording = load_wording(accounts, inputs.settings, name)
        _, narrative = write_sections(accounts, figures, wording)
        blocks = [
            replace(block, where=wording.plan.own_clause(block.where))
            if isinstance(block, Paragraph)
            else block
            for block in narrative.blocks
        ]
        drafts.append(_Written(wording.profile, blocks, figures))
    return max(drafts, key=lambda draft: likeness(submission, draft.blocks))


def _review_alone(submission: Submission, problems: Sequence[Finding]) -> Review:
    """Return the review of a text without any table: against itself alone."""
    structured = check_structure(submission, None, ())
    free = check_free_text(submission, (), None, None)
    reviewed = settle(submission, (structured, free))
    return Review(
        file=submission.file,
        submission=submission,
        accounts=None,
        profile="",
        blocks=(),
        marks=reviewed.marks,
        others=sort_findings(list(problems)),
        verdicts=reviewed.verdicts,
        checked=sum(v.standing is not Standing.UNCHECKED for v in reviewed.verdicts),
        unchecked=(Unchecked("九张公开表", "文件中没有，也没有给出数据"),),
        accepted={},
    )
