"""`import 草稿.docx`: reasons typed into the Word draft, read back into 原因.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.document.draft_text import read_draft
from generator.initialising.sources import known_keys, list_path, read_source, write_bare
from generator.intake.contents import REASONS, format_csv
from generator.intake.draft import Expected, align_draft
from generator.intake.merging import MissingHeadError, merge_reasons, missing_head, no_folder
from generator.model.block import Chart, Paragraph
from generator.output import write_atomically
from generator.pipeline import write_department
from generator.reading.sheet import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.intake.contents import Rows
    from generator.intake.draft import DraftReason
    from generator.model.block import Block
    from generator.model.finding import Finding
    from generator.pipeline import Department

_PART_FOUR = 3  # the part that follows the narrative


class MergedDraft(NamedTuple):
    """The file that reasons were merged into, those that are new in it, and the findings.

    `path` is None where nothing was written.
    """

    path: Path | None
    added: tuple[DraftReason, ...]
    findings: tuple[Finding, ...]


def read_draft_reasons(
    path: Path, folder: Path, *, profile: str = "", templates: Path | None = None
) -> tuple[tuple[DraftReason, ...], tuple[Finding, ...]]:
    """Return the reasons typed over the marks of the draft `path`, which came from `folder`.

    Raises FolderMissingError, NoTablesError.
    """
    department = write_department(folder, profile=profile, templates=templates)
    return _read_reasons(path, folder, department, templates)


def merge_draft(
    path: Path, folder: Path, *, profile: str = "", templates: Path | None = None
) -> MergedDraft:
    """Put the reasons of a draft into the 原因.csv of its folder; none is overwritten.

    A reason that differs from one that is there already is a finding. Raises FolderMissingError,
    NoTablesError.
    """
    department = write_department(folder, profile=profile, templates=templates)
    reasons, findings = _read_reasons(path, folder, department, templates)
    if folder.is_file():
        return MergedDraft(None, (), (*findings, no_folder(folder.name)))
    target = list_path(folder, REASONS) or folder / f"{REASONS}.csv"
    rows: Rows = ()
    if target.exists():
        sheet, problems = read_sheet(target, target.name)
        if sheet is None:
            return MergedDraft(None, (), (*findings, *problems))
        rows = sheet.rows
    try:
        merged = merge_reasons(rows, reasons, department.accounts.reasons, known_keys(), path.name)
    except MissingHeadError:
        return MergedDraft(None, (), (*findings, missing_head(target.name)))
    if merged.added:
        delimiter = "," if target.suffix.lower() == ".csv" else "\t"
        write_atomically(target, format_csv(merged.rows, delimiter))
    findings = (*findings, *merged.findings)
    return MergedDraft(target if merged.added else None, merged.added, findings)


def _read_reasons(
    path: Path, folder: Path, department: Department, templates: Path | None
) -> tuple[tuple[DraftReason, ...], tuple[Finding, ...]]:
    lines, problems = read_draft(path, path.name)
    if problems:
        return (), problems
    bare = write_bare(read_source(folder).inputs, department, templates)
    expected = Expected(
        bare=_paragraphs(bare),
        written=_paragraphs(department.blocks),
        captions=tuple(block.caption for block in bare if isinstance(block, Chart)),
        after=department.content.parts[_PART_FOUR].heading,
        open_gaps=department.gaps,
    )
    return align_draft(lines, expected, path.name)


def _paragraphs(blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    return tuple(block for block in blocks if isinstance(block, Paragraph))
