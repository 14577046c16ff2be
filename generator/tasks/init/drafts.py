"""`import 草稿.docx`: reasons typed into the Word draft, read back into 原因.csv."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L14
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field.data_folder import Lists
from generator.files.csv import read_sheet
from generator.files.docx.draft import read_draft
from generator.folder.draft import Expected, align_draft
from generator.folder.list_rows import MissingHeadError
from generator.folder.merging import merge_reasons, missing_head, no_folder
from generator.folder.reasons import REASONS_FILE
from generator.model.block import Chart, Paragraph
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.narrative.environment import profile_names
from generator.tasks.department import write_department
from generator.tasks.import_files.landing import existing_file, format_rows
from generator.tasks.init.numbers import merge_numbers
from generator.tasks.init.sources import known_keys, read_source, write_bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.folder.contents import Rows
    from generator.folder.draft import DraftReason
    from generator.model.block import Block
    from generator.model.records import Inputs
    from generator.tasks.department import Department

_YEAR = re.compile(r"(20[0-9]{2})年度")
_PART_FOUR = 3  # the part that follows the narrative


class MergedDraft(NamedTuple):
    """The file with the reasons merged into it, those that are new in it, and the findings.

    `files` is empty where there is nothing to write.
    """

    files: dict[Path, bytes]
    added: tuple[DraftReason, ...]
    findings: tuple[Finding, ...]


def read_draft_reasons(
    path: Path, folder: Path, *, profile: str = "", templates: Path | None = None
) -> tuple[tuple[DraftReason, ...], tuple[Finding, ...]]:
    """Return the reasons typed over the marks of the draft `path`, which came from `folder`.

    Raises FolderMissingError, NoTablesError.
    """
    read = _read_reasons(path, folder, profile, templates)
    return read.reasons, read.findings


def merge_draft(
    path: Path, folder: Path, *, profile: str = "", templates: Path | None = None
) -> MergedDraft:
    """Return the 原因.csv of a folder with the reasons of a draft; none is overwritten.

    A reason that differs from one that is there already is a finding. Raises FolderMissingError,
    NoTablesError.
    """
    department, typed, findings, _ = _read_reasons(path, folder, profile, templates)
    if folder.is_file():
        return MergedDraft({}, (), (*findings, no_folder(folder.name)))
    reasons = tuple(one for one in typed if one.file == REASONS_FILE)
    numbers = merge_numbers(
        (one for one in typed if one.file != REASONS_FILE),
        folder,
        read_source(folder).inputs,
        path.name,
    )
    findings = (*findings, *numbers.findings)
    target = existing_file(folder, Lists.REASONS) or folder / f"{Lists.REASONS}.csv"
    rows: Rows = ()
    if target.exists():
        sheet, problems = read_sheet(target, target.name)
        if sheet is None:
            return MergedDraft({}, (), (*findings, *problems))
        rows = sheet.rows
    try:
        merged = merge_reasons(rows, reasons, department.accounts.reasons, known_keys(), path.name)
    except MissingHeadError:
        return MergedDraft(numbers.files, numbers.added, (*findings, missing_head(target.name)))
    files = {target: format_rows(target, merged.rows)} if merged.added else {}
    added = (*merged.added, *numbers.added)
    return MergedDraft({**files, **numbers.files}, added, (*findings, *merged.findings))


class _Read(NamedTuple):
    """What a draft says, read by the wording of one profile.

    `known` counts the lines of the draft that this wording has, too.
    """

    department: Department
    reasons: tuple[DraftReason, ...]
    findings: tuple[Finding, ...]
    known: int


def _read_reasons(path: Path, folder: Path, profile: str, templates: Path | None) -> _Read:
    """Return the draft by the given profile, else by the one whose wording it has.

    That is the folder's own as long as no other one has more of the draft's lines.
    """
    lines, problems = read_draft(path, path.name)
    department = write_department(folder, profile=profile, templates=templates)
    problems = (*problems, *_other_year(lines, department, path.name))
    if problems:
        return _Read(department, (), problems, 0)
    inputs = read_source(folder).inputs
    own = _align(lines, inputs, department, path.name, templates)
    if profile or all(finding.severity is Severity.INFO for finding in own.findings):
        return own
    best = own
    for name in profile_names(templates):
        if name != department.profile:
            other = write_department(folder, profile=name, templates=templates)
            found = _align(lines, inputs, other, path.name, templates)
            best = max(best, found, key=lambda read: read.known)
    if best is own or any(finding.severity is Severity.ERROR for finding in best.findings):
        return own
    message = f"{path.name} 是按行文 {best.department.profile} 写出的，已按它读取"
    note = finding(L14, message, Place(path.name), severity=Severity.INFO)
    return best._replace(findings=(note, *best.findings))


def _other_year(
    lines: Iterable[tuple[str, int]], department: Department, name: str
) -> Iterator[Finding]:
    """Yield the error for a draft of another year: the one that it names most often."""
    year = department.accounts.identity.year
    named = Counter(found[1] for text, _ in lines for found in _YEAR.finditer(squash(text)))
    if not year or not named:
        return
    usual, times = named.most_common(1)[0]
    if usual != str(year) and times > named[str(year)]:
        message = f"{name} 是 {usual} 年度的文件，数据文件夹是 {year} 年度的，没有读入任何内容"
        yield finding(L14, message, Place(name), severity=Severity.ERROR)


def _align(
    lines: tuple[tuple[str, int], ...],
    inputs: Inputs,
    department: Department,
    name: str,
    templates: Path | None,
) -> _Read:
    bare = write_bare(inputs, department, templates)
    expected = Expected(
        bare=_paragraphs(bare),
        written=_paragraphs(department.blocks),
        captions=tuple(block.caption for block in bare if isinstance(block, Chart)),
        after=department.content.parts[_PART_FOUR].heading,
        open_gaps=department.gaps,
    )
    reasons, findings = align_draft(lines, expected, name)
    ours = {squash(paragraph.text) for paragraph in (*expected.bare, *expected.written)}
    return _Read(department, reasons, findings, sum(squash(text) in ours for text, _ in lines))


def _paragraphs(blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    return tuple(block for block in blocks if isinstance(block, Paragraph))
