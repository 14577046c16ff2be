"""The order of `review`: file → passages and tables → our own text → comparison → one review.

The same templates that write a text say what each sentence of a submitted one should be. What the
tables do not hold (budgets, last year, counts, reasons) comes from --data, else from the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.build import build_accounts
from generator.base.errors import NoTablesError, NotNarrativeError, UnreadableSubmissionError
from generator.base.labels import key_of
from generator.checks.catalogue import run_checks
from generator.field import sections, zh
from generator.field.subjects import known_names
from generator.figures.department import compute_figures
from generator.figures.explain import explain_figure
from generator.files.docx.asides import Beside, read_docx_asides
from generator.files.docx.standins import read_stand_ins
from generator.files.formats import WORD, is_format, tell_format
from generator.model.audit import Unchecked
from generator.model.block import Paragraph
from generator.model.finding import notes_of, sort_findings
from generator.model.records import Inputs
from generator.model.review import Review
from generator.model.sheet import Sheet, unopened
from generator.narrative.environment import profile_names
from generator.narrative.render import load_wording
from generator.reading.folder import read_sheets
from generator.review.adoption import adopt, reword
from generator.review.free.text import check_free_text
from generator.review.harvest.completing import keep_unknown
from generator.review.harvest.harvest import find_unit, harvest
from generator.review.ours.certainty import list_doubtful
from generator.review.ours.comparison import Reference, compare, likeness, wordings
from generator.review.ours.corrected import correct_tables
from generator.review.ours.shapes import index_cells
from generator.review.ours.words import Names
from generator.review.settle import in_order, settle
from generator.review.statements.checking import check_statements, read_submitted
from generator.review.text.outline import read_submission
from generator.review.whole.belonging import find_foreign_data, find_other_figures
from generator.review.whole.blank_cells import find_blank_cells
from generator.review.whole.census import count_numbers, describe_sheet, is_checked
from generator.review.whole.everything import check_everything, identify
from generator.review.whole.missing_tables import lacks_tables, word_missing_tables
from generator.review.whole.printed_tables import compare_tables
from generator.review.whole.structure import check_structure
from generator.review.whole.units import reread_tables, without_doubts
from generator.review.whole.unread import find_blind, find_unread, find_unread_pages
from generator.tasks.department import read_inputs, write_sections
from generator.tasks.opening import open_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.accounts import Accounts
    from generator.model.block import Block
    from generator.model.figure import Figure
    from generator.model.figures import Figures
    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.submission import Submission
    from generator.model.table import Table

COMPARED = (
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    sections.PROCUREMENT,
    sections.ASSETS,
)


class Material(NamedTuple):
    """What a review starts from: the text, the tables printed in the same file, the data given.

    `problems` are the findings of reading them; `given` is None without --data; `beside` are the
    texts beside the passages: headers, charts, tables that are none of the nine. `profile` and
    `templates` are the wording to compare with, where it is known.
    """

    name: str
    passages: Sequence[Passage]
    printed: Inputs | None = None
    given: Inputs | None = None
    problems: tuple[Finding, ...] = ()
    beside: Beside = Beside()
    profile: str = ""
    templates: Path | None = None


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
    material = read_material(file, data)
    review = review_material(material)
    if review is None:
        raise NotNarrativeError(file).because(notes_of(material.problems))
    return review


def review_written(
    document: bytes, data: Path, *, profile: str, templates: Path | None
) -> tuple[Finding, ...]:
    """Return what a review says of a document that was just written from `data`.

    It is compared with the wording that it was written in.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "定稿.docx"
        file.write_bytes(document)
        material = read_material(file, data)._replace(profile=profile, templates=templates)
        review = review_material(material)
    return material.problems if review is None else review.findings


def read_material(file: Path, data: Path | None = None) -> Material:
    """Return the passages and tables of a file, and the data to compare them with.

    Raises NotNarrativeError for a file of another kind, GeneratorError for unreadable data.
    """
    passages, problems = read_passages(file)
    unit = find_unit(read_submission(file.name, passages))
    printed, of_tables, unused = _read_printed(file, unit)
    given, of_data = (None, ()) if data is None else read_inputs(data)
    # Where the data is given, what is odd in the layout of the printed tables does not matter.
    findings = of_tables if given is None else of_data
    beside = _read_beside(file, unused)
    # Both readers of a file say what is so of all its pages.
    said = tuple(dict.fromkeys((*problems, *findings)))
    if lacks_tables(said):
        is_word = is_format(file, WORD)
        said = word_missing_tables(said, read_stand_ins(file, file.name) if is_word else None)
    return Material(file.name, passages, printed, given, said, beside)


def _read_beside(file: Path, unused: Iterable[Sheet]) -> Beside:
    """Return the texts beside the passages of a file, tables that nobody reads among them."""
    own = read_docx_asides(file, file.name) if is_format(file, WORD) else Beside()
    return own._replace(asides=(*own.asides, *map(describe_sheet, unused)))


def review_material(material: Material) -> Review | None:
    """Return the review of what was read; None where no passage belongs to a narrative."""
    submission = read_submission(material.name, material.passages)
    if not submission.sections:
        return None
    material = _reread(material, submission)
    inputs = _complete(material, submission)
    if not inputs.tables:
        return _review_alone(submission, material)
    accounts, list_findings = build_accounts(inputs)
    foreign = find_foreign_data(submission, accounts.identity) if material.given else None
    if foreign is not None:
        return _review_without_data(material, foreign)
    audit = run_checks(accounts)
    accounts = replace(accounts, tables=correct_tables(audit.tables, audit.corrections))
    table_findings = (
        tuple(compare_tables(material.printed.tables, accounts.tables))
        if material.given is not None and material.printed is not None
        else ()
    )
    written = _write(accounts, inputs, submission, material)
    owner = identify(submission, accounts)
    read = read_submitted(submission, accounts, accounts.identity.unit, owner)
    reference = Reference(
        written.blocks,
        index_cells(accounts.tables),
        explain_figure,
        _names_of(accounts),
        list_doubtful((*audit.findings, *table_findings)),
        read.said,
        read.judge.lexicon.named,
    )
    compared = compare(submission, reference, _topics(submission, written.blocks))
    other = find_other_figures(compared, submission.file) if material.given else None
    if other is not None:
        return _review_without_data(material, other)
    blank = (
        None
        if material.given
        else find_blank_cells(read.reading.statements, inputs.tables, accounts.tables)
    )
    if blank is not None:
        return review_material(_without_blanks(material, *blank))
    structured = check_structure(submission, accounts, written.blocks)
    stated = check_statements(submission, accounts, read, compared, reference.doubtful)
    free = check_free_text(
        submission, (*compared.verdicts, *stated.verdicts), accounts.identity.unit
    )
    whole = check_everything(submission, owner, material.beside.asides, written.blocks)
    settled = settle(submission, (compared, structured, stated, free, whole))
    found = (*settled.verdicts, *whole.verdicts)
    census = count_numbers(submission, found, material.beside.asides)
    adopted = adopt((*list_findings, *audit.findings), submission, settled.marks)
    problems = material.problems if material.given else map(reword, material.problems)
    others = [*problems, *adopted.others, *table_findings]
    return Review(
        file=submission.file,
        submission=submission,
        accounts=accounts,
        profile=written.profile,
        blocks=written.blocks,
        marks=in_order(submission, adopted.marks),
        others=sort_findings(others),
        verdicts=census.verdicts,
        checked=audit.checked + sum(map(is_checked, census.verdicts)),
        unchecked=audit.unchecked,
        accepted={},
        open_numbers=census.open_numbers,
        blind=find_blind(material.problems),
        unread=find_unread(submission, census, material.beside.pictures, has_tables=True),
    )


def _reread(material: Material, submission: Submission) -> Material:
    """Return the material with the printed tables in the units that the text shows."""
    if material.printed is None:
        return material
    tables, misread = reread_tables(submission, material.printed.tables)
    problems = (*without_doubts(material.problems, misread), *misread)
    return material._replace(printed=replace(material.printed, tables=tables), problems=problems)


def _without_blanks(material: Material, tables: dict[str, Table], why: Finding) -> Material:
    """Return the material without the printed cells that are blank by mistake, saying so."""
    printed = replace(material.printed or Inputs(Path(material.name)), tables=tables)
    return material._replace(printed=printed, problems=(*material.problems, why))


def _review_without_data(material: Material, why: Finding) -> Review | None:
    """Return the review of a file by its own tables, saying why the data was not used."""
    return review_material(material._replace(given=None, problems=(*material.problems, why)))


def _topics(submission: Submission, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the sections to compare: 十三 only where something but the text itself supplies it."""
    supplied = any(
        isinstance(block, Paragraph)
        and block.where.startswith(sections.PERFORMANCE)
        and any(_is_given(span.figure, submission.file) for span in block.spans)
        for block in blocks
    )
    return (*COMPARED, sections.PERFORMANCE) if supplied else COMPARED


def _is_given(figure: Figure | None, file: str) -> bool:
    return figure is not None and any(source.place.file != file for source in figure.sources())


def _names_of(accounts: Accounts) -> Names:
    """Return the names of 科目 that the tables print, and those of the dictionary."""
    rows = (row for table in accounts.tables.values() for row in table.rows)
    return Names(
        frozenset(key_of(row.label) for row in rows),
        frozenset(key_of(name) for name in accounts.names.values()),
    )


def read_passages(file: Path) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """Return the paragraphs of a submitted file, told by its content, then by its suffix.

    Raises UnreadableSubmissionError for a file of another kind.
    """
    try:
        kind = tell_format(file)
    except OSError as error:
        return (), (unopened(file.name, error),)
    if kind.read_passages is None:
        raise UnreadableSubmissionError(file, kind.refusal or kind.no_text)
    return kind.read_passages(file, file.name)


def _complete(material: Material, submission: Submission) -> Inputs:
    """Return the data, else the tables of the file, with the lists that the text holds."""
    inputs = material.given or material.printed or Inputs(Path(material.name))
    found = harvest(submission, inputs.tables, names=known_names())
    if material.given is not None:
        found = keep_unknown(found, build_accounts(inputs)[0])
    return replace(inputs, lists=found.complete(inputs.lists))


def _read_printed(
    file: Path, unit: str
) -> tuple[Inputs | None, tuple[Finding, ...], tuple[Sheet, ...]]:
    """Return the tables that the submitted file prints, if any, in the unit of its text.

    The last are the tables that are none of the nine.
    """
    sheets, problems = open_sheets(file)
    if unit:
        identity = Sheet(file.name, ((zh.ITEM, zh.CONTENT), (zh.UNIT, unit)), zh.IDENTITY)
        sheets = (*sheets, identity)
    try:
        inputs, findings = read_sheets(file, sheets)
    except NoTablesError:
        return None, (), tuple(sheet for sheet in sheets if sheet.name != zh.IDENTITY)
    unused = tuple(sheet for sheet in sheets if sheet.name in inputs.unused)
    return inputs, (*problems, *findings), unused


def _write(
    accounts: Accounts, inputs: Inputs, submission: Submission, material: Material
) -> _Written:
    """Return our text in the profile that is given, else in the one that is most like the text.

    Which one the data names decides only where two are alike: a text may be written in another.
    """
    figures = compute_figures(accounts)
    names = (material.profile,) if material.profile else profile_names(material.templates)
    drafts = []
    for name in names:
        wording = load_wording(accounts, inputs.settings, name, material.templates)
        _, narrative = write_sections(accounts, figures, wording)
        blocks = [
            replace(block, where=wording.plan.own_clause(block.where))
            if isinstance(block, Paragraph)
            else block
            for block in narrative.blocks
        ]
        drafts.append(_Written(wording.profile, blocks, figures))
    if len(drafts) == 1:
        return drafts[0]
    theirs = wordings(submission)
    own = accounts.identity.profile
    return max(drafts, key=lambda draft: (likeness(theirs, draft.blocks), draft.profile == own))


def _review_alone(submission: Submission, material: Material) -> Review:
    """Return the review of a text without any table: against itself alone."""
    structured = check_structure(submission, None, ())
    owner = identify(submission, None)
    read = read_submitted(submission, None, zh.TEN_THOUSAND_YUAN, owner)
    stated = check_statements(submission, None, read)
    free = check_free_text(submission, stated.verdicts, zh.TEN_THOUSAND_YUAN)
    whole = check_everything(submission, owner, material.beside.asides)
    reviewed = settle(submission, (structured, stated, free, whole))
    found = (*reviewed.verdicts, *whole.verdicts)
    census = count_numbers(submission, found, material.beside.asides)
    return Review(
        file=submission.file,
        submission=submission,
        accounts=None,
        profile="",
        blocks=(),
        marks=reviewed.marks,
        others=sort_findings(list(material.problems)),
        verdicts=census.verdicts,
        checked=sum(map(is_checked, census.verdicts)),
        unchecked=(Unchecked("九张公开表", "文件中没有，也没有给出数据"),),
        accepted={},
        open_numbers=census.open_numbers,
        blind=find_blind(material.problems),
        unread=find_unread(submission, census, material.beside.pictures, has_tables=False)
        or find_unread_pages(material.problems),
    )
