"""The order of `review`: file → passages and tables → our own text → comparison → one review.

The same templates that write a text say what each sentence of a submitted one should be. What the
tables do not hold (budgets, last year, counts, reasons) comes from --data, else from the text.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.build import build_accounts
from generator.accounts.reasons import dismiss_idle
from generator.base.errors import NotNarrativeError, TextlessSubmissionError
from generator.base.labels import key_of
from generator.base.severity import FindingClass, Severity
from generator.checks.catalogue import run_checks
from generator.field import sections, zh
from generator.field.subjects import known_names
from generator.figures.explain import explain_figure
from generator.model.audit import Unchecked
from generator.model.block import Paragraph
from generator.model.finding import finding, notes_of, sort_findings
from generator.model.place import Place
from generator.model.records import Inputs
from generator.model.review import Review
from generator.model.submission import Owner
from generator.narrative.environment import profile_names
from generator.reading.evaluation_forms import form_records
from generator.review.adoption import adopt, reword
from generator.review.duties.judging import with_duties
from generator.review.evaluation.tables import stand_tables
from generator.review.free.text import check_free_text
from generator.review.harvest.completing import keep_unknown
from generator.review.harvest.harvest import harvest
from generator.review.harvest.owner import identify
from generator.review.ours.certainty import list_doubtful
from generator.review.ours.comparison import Reference, compare
from generator.review.ours.corrected import correct_tables
from generator.review.ours.shapes import index_cells
from generator.review.ours.words import Names
from generator.review.printed import name_as_printed
from generator.review.rounds.facts import list_facts
from generator.review.rules import UNREAD
from generator.review.said import without_unsaid
from generator.review.settle import in_order, settle
from generator.review.statements.checking import check_statements, read_submitted
from generator.review.statements.outside import find_outside_names
from generator.review.whole.belonging import find_foreign_data, find_other_figures
from generator.review.whole.blank_cells import find_blank_cells
from generator.review.whole.census import count_numbers, is_checked
from generator.review.whole.everything import check_everything
from generator.review.whole.printed_tables import compare_tables
from generator.review.whole.structure import check_structure
from generator.review.whole.units import reread_tables, without_doubts
from generator.review.whole.unread import find_blind, find_unread
from generator.tasks.bureau_data import (
    Settled,
    settle_bureau_data,
    tell_whose,
    without_tables,
    without_told,
)
from generator.tasks.bureau_folder import read_kept
from generator.tasks.profiles import write_most_alike
from generator.tasks.submitted import Chosen, Material, give_data, read_own
from generator.tasks.submitted_forms import check_all_forms, forms_in, judge_forms, without_funds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.accounts import Accounts
    from generator.model.audit import Audit
    from generator.model.block import Block
    from generator.model.figure import Figure
    from generator.model.finding import Finding
    from generator.model.submission import Reviewed, Submission
    from generator.model.table import Table
    from generator.review.ours.certainty import Cell
    from generator.review.statements.checking import Read
    from generator.tasks.profiles import ProfileText
    from generator.tasks.submitted import Choose, OwnFile

COMPARED = (*"一二三四五六七八九十", sections.PROCUREMENT, sections.ASSETS)


def review_file(file: Path, data: Path | Choose | None = None) -> Review:
    """Return the review of one submitted document; without `data` its own tables are used.

    `data` may also be what chooses them by what the file itself holds. Raises GeneratorError where
    going on is pointless: no such file, no text, no sections; data that cannot be read.
    """
    own = read_own(file)
    if not own.submission.passages and own.of_text:
        raise TextlessSubmissionError(file, dict.fromkeys(one.message for one in own.of_text))
    chosen = data(own) if callable(data) else Chosen(data)
    material = _give(own, chosen)
    review = review_material(material)
    if review is None:
        raise NotNarrativeError(file).because(notes_of(material.problems))
    told = tell_whose(review.own_data, own.owner.name or review.file)
    review = replace(review, owner=own.owner, own_data=told)
    return _tell_missing(review, file, chosen.problem) if chosen.problem else review


def _give(own: OwnFile, chosen: Chosen) -> Material:
    """Return a file with its data; what is wrong in those of a bureau is for the bureau."""
    if chosen.path is None or not chosen.label:
        return give_data(own, chosen.path)._replace(bureau=chosen.bureau)
    kept = read_kept(chosen.path, chosen.label, own.printed)
    bureau = chosen.bureau.joined(kept.bureau)
    material = give_data(own, None)._replace(bureau=bureau)
    if kept.inputs is None:
        return material
    return material._replace(given=kept.inputs, problems=(*own.of_text, *own.of_forms))


def _tell_missing(review: Review, file: Path, problem: str) -> Review:
    """Return the review of a file that has no data among those given: said, not passed over."""
    said = finding(
        UNREAD,
        problem,
        Place(file.name),
        kind=FindingClass.MISSING,
        severity=Severity.WARNING,
        for_bureau=True,
    )
    return replace(
        review,
        others=(said, *review.others),
        unchecked=(Unchecked("与所给数据的核对", problem), *review.unchecked),
    )


class _Ground(NamedTuple):
    """What a text is held against: the accounts as checked, and the statements of the text."""

    accounts: Accounts
    audit: Audit
    list_findings: Sequence[Finding]
    table_findings: tuple[Finding, ...]
    owner: Owner
    read: Read


def review_material(material: Material) -> Review | None:
    """Return the review of what was read; None where no passage belongs to a narrative."""
    submission = material.submission
    if not submission.sections:
        return None
    material = _reread(material, submission)
    inputs, told = _complete(material, submission)
    material = material._replace(bureau=material.bureau._replace(told=told))
    if not inputs.tables:
        return _review_alone(submission, material, inputs)
    accounts, list_findings = build_accounts(inputs)
    accounts = without_funds(accounts, material.name)
    foreign = find_foreign_data(submission, accounts.identity) if material.given else None
    if foreign is not None:
        return _review_without_data(material, foreign)
    ground = _lay_ground(submission, material, accounts, list_findings)
    if material.given is None:
        statements = ground.read.reading.statements
        blank = find_blank_cells(statements, inputs.tables, ground.accounts.tables)
        if blank is not None:
            return review_material(_without_blanks(material, *blank))
    written = _write(ground.accounts, inputs, submission, material)
    reference = _refer(ground, written)
    compared = compare(submission, reference, _topics(submission, written.blocks))
    other = find_other_figures(compared, submission.file) if material.given else None
    if other is not None:
        return _review_without_data(material, other)
    return _conclude(submission, material, ground, written, compared, reference.doubtful)


def _lay_ground(
    submission: Submission,
    material: Material,
    accounts: Accounts,
    list_findings: Sequence[Finding],
) -> _Ground:
    """Check the tables, put right what a check is certain of, and read the text by them."""
    audit = run_checks(accounts)
    accounts = replace(accounts, tables=correct_tables(audit.tables, audit.corrections))
    table_findings = (
        tuple(compare_tables(material.printed.tables, accounts.tables))
        if material.given is not None and material.printed is not None
        else ()
    )
    owner = Owner(accounts.identity.department, accounts.identity.year)
    read = read_submitted(submission, accounts, accounts.identity.unit, owner)
    return _Ground(accounts, audit, list_findings, table_findings, owner, read)


def _refer(ground: _Ground, written: ProfileText) -> Reference:
    """Return what the sentences of a text are compared with."""
    return Reference(
        written.blocks,
        index_cells(ground.accounts.tables),
        explain_figure,
        _names_of(ground.accounts),
        list_doubtful((*ground.audit.findings, *ground.table_findings)),
        ground.read.said,
        ground.read.judge.lexicon.named,
    )


def _conclude(
    submission: Submission,
    material: Material,
    ground: _Ground,
    written: ProfileText,
    compared: Reviewed,
    doubtful: AbstractSet[Cell],
) -> Review:
    """Join what the comparison found with all that does not need our own text."""
    accounts, audit = ground.accounts, ground.audit
    structured = check_structure(submission, accounts, written.blocks, ground.owner.year)
    stated = check_statements(submission, accounts, ground.read, compared, doubtful)
    verdicts = (*compared.verdicts, *stated.verdicts)
    free = check_free_text(submission, verdicts, accounts.identity.unit, material.others)
    whole = check_everything(submission, ground.owner, material.beside.asides, written.blocks)
    settled = settle(submission, (compared, structured, stated, free, whole))
    tabled = stand_tables(material.others)
    found = (*settled.verdicts, *whole.verdicts, *tabled.verdicts)
    census = count_numbers(submission, found, material.beside.asides)
    _, idle = dismiss_idle(accounts, written.idle_words)
    bureau = material.bureau
    found_in_lists: Iterable[Finding] = without_told(
        (*ground.list_findings, *idle, *audit.findings), bureau
    )
    of_forms = judge_forms(material, submission, accounts)
    if material.given is not None:
        names = (project.name for project in accounts.projects)
        found_in_lists = without_unsaid(found_in_lists, submission, material.beside.asides, names)
    adopted = adopt(found_in_lists, submission, settled.marks)
    problems = material.problems if material.given else map(reword, material.problems)
    review = Review(
        file=submission.file,
        submission=submission,
        accounts=accounts,
        profile=written.profile,
        blocks=written.blocks,
        marks=in_order(submission, adopted.marks),
        others=sort_findings([*problems, *adopted.others, *ground.table_findings, *of_forms]),
        verdicts=census.verdicts,
        checked=audit.checked + sum(map(is_checked, census.verdicts)),
        unchecked=(
            *bureau.unused,
            *audit.unchecked,
            *find_outside_names(submission, accounts, adopted.marks),
        ),
        accepted={},
        open_numbers=census.open_numbers,
        blind=find_blind(material.problems, material.beside.asides),
        unread=find_unread(submission, census, material.beside.pictures, has_tables=True),
        own_data=bureau.told,
        facts=list_facts(ground.read.reading),
    )
    printed = material.printed.tables if material.printed else {}
    return with_duties(name_as_printed(review), ground.read.reading, printed)


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


def _complete(material: Material, submission: Submission) -> Settled:
    """Return the data, else the tables of the file, with the lists that the text holds.

    Between them stands what the bureau knows besides, and what is wrong in that is told.
    """
    bureau = material.bureau
    inputs = material.given or material.printed or Inputs(Path(material.name))
    settled = settle_bureau_data(inputs, bureau)
    inputs = settled.inputs
    found = harvest(submission, inputs.tables, names=known_names())
    if material.given is not None or bureau:
        found = keep_unknown(found, build_accounts(inputs)[0])
    lists = found.complete(inputs.lists)
    if material.given is None:
        for name, records in form_records(forms_in(material, inputs.unit)).items():
            lists[name] = (*lists.get(name, ()), *records)
    return settled._replace(inputs=replace(inputs, lists=lists))


def _write(
    accounts: Accounts, inputs: Inputs, submission: Submission, material: Material
) -> ProfileText:
    """Return our text in the profile that is given, else in the one that is most like the text.

    Which one the data names decides only where two are alike: a text may be written in another.
    """
    names = (material.profile,) if material.profile else profile_names(material.templates)
    own = accounts.identity.profile
    return write_most_alike(
        submission,
        accounts,
        sorted(names, key=lambda name: name != own),
        settings=inputs.settings,
        templates=material.templates,
    )


def _review_alone(submission: Submission, material: Material, inputs: Inputs) -> Review:
    """Return the review of a text without any table: against itself, and what the bureau knows."""
    owner = identify(inputs.lists)
    bureau = material.bureau
    accounts = build_accounts(inputs)[0] if bureau else None
    structured = check_structure(submission, None, (), owner.year)
    read = read_submitted(submission, accounts, zh.TEN_THOUSAND_YUAN, owner)
    stated = check_statements(submission, accounts, read)
    free = check_free_text(submission, stated.verdicts, zh.TEN_THOUSAND_YUAN, material.others)
    whole = check_everything(submission, owner, material.beside.asides)
    reviewed = settle(submission, (structured, stated, free, whole))
    tabled = stand_tables(material.others)
    found = (*reviewed.verdicts, *whole.verdicts, *tabled.verdicts)
    census = count_numbers(submission, found, material.beside.asides)
    review = Review(
        file=submission.file,
        submission=submission,
        accounts=None,
        profile="",
        blocks=(),
        marks=reviewed.marks,
        others=sort_findings([*material.problems, *check_all_forms(material)]),
        verdicts=census.verdicts,
        checked=sum(map(is_checked, census.verdicts)),
        unchecked=(
            *bureau.unused,
            Unchecked("九张公开表", "文件中没有，也没有给出数据"),
            *without_tables(bureau),
            *find_outside_names(submission, accounts, reviewed.marks),
        ),
        accepted={},
        open_numbers=census.open_numbers,
        blind=find_blind(material.problems, material.beside.asides),
        unread=find_unread(submission, census, material.beside.pictures, has_tables=False),
        own_data=bureau.told,
        facts=list_facts(read.reading),
    )
    return with_duties(name_as_printed(review), read.reading, {})
