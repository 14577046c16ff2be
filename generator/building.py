"""One build: the department written, the asked-for files put down, nothing half done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.document.digest import was_edited
from generator.errors import EditedDocumentError
from generator.figures.explain import explain_figure
from generator.model.finding import Severity
from generator.output import write_atomically
from generator.pipeline import render_word, write_department
from generator.reporting.gaps import GAPS_FILE, format_gaps, holds_reasons
from generator.reporting.page import format_page
from generator.reporting.text import format_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.model.accounts import Identity
    from generator.model.block import Block, Gap
    from generator.model.finding import Finding
    from generator.pipeline import Department

DOCX, HTML, TEXT = "docx", "html", "text"


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is to write and how.

    `targets` gives the file for each output that is asked for (docx, html, text); it is called
    once the department is known, because the file bears its name.
    """

    targets: Callable[[Identity], Mapping[str, Path]]
    profile: str = ""
    templates: Path | None = None
    reference_doc: Path | None = None
    final: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. `text` is part three as `--text` prints it; `written` are the files.

    `refused` says that `final` was asked and errors or gaps stood against it: nothing is written.
    `kept` names a file of reasons that was not overwritten because something is filled in.
    """

    department: Department
    text: str
    findings: tuple[Finding, ...]
    written: tuple[Path, ...] = ()
    refused: bool = False
    kept: tuple[Path, ...] = field(default=())

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Part three as blocks."""
        return self.department.blocks

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What the user has still to supply."""
        return self.department.gaps


def build_department(folder: Path, options: Options) -> BuildResult:
    """Write the narrative of `folder` and the files that the options ask for."""
    department = write_department(folder, profile=options.profile, templates=options.templates)
    text = format_text(department.blocks)
    targets = options.targets(department.accounts.identity)
    outputs: dict[Path, bytes] = {}
    findings = department.findings
    if DOCX in targets:
        _refuse_edited(targets[DOCX], force=options.force)
        data, warnings = render_word(department, options.reference_doc)
        outputs[targets[DOCX]] = data
        findings = (*findings, *warnings)
    if HTML in targets:
        outputs[targets[HTML]] = format_page(department.content, findings, explain_figure).encode()
    if TEXT in targets:
        outputs[targets[TEXT]] = text.encode()
    if options.final and (department.gaps or _has_errors(findings)):
        return BuildResult(department, text, findings, refused=True)
    for path, data in outputs.items():
        write_atomically(path, data)
    written = tuple(outputs)
    kept: tuple[Path, ...] = ()
    if DOCX in targets:
        gaps_file = targets[DOCX].parent / GAPS_FILE
        more, kept = _write_gaps(gaps_file, department, force=options.force)
        written += more
    return BuildResult(department, text, findings, written=written, kept=kept)


def _has_errors(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _refuse_edited(path: Path, *, force: bool) -> None:
    if not force and path.exists() and was_edited(path):
        raise EditedDocumentError(path)


def _write_gaps(
    path: Path, department: Department, *, force: bool
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write 待补充.csv; one in which reasons are filled in is kept, an outdated one removed."""
    if path.exists() and not force and holds_reasons(path):
        return (), (path,)
    if department.gaps:
        write_atomically(path, format_gaps(department.gaps).encode("utf-8-sig"))
        return (path,), ()
    if path.exists():
        path.unlink()
    return (), ()
