"""One build: the department worded, and the files that are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.base.errors import EditedDocumentError
from generator.base.labels import squash
from generator.base.output import encode_text, fit_file_name, refuse_no_file
from generator.base.severity import Severity
from generator.figures.explain import explain_figure
from generator.model.place import Place
from generator.reporting.formats import BuildFormat
from generator.reporting.page import format_page
from generator.reporting.text import format_text
from generator.tasks.attachments import name_files, render_files
from generator.tasks.department import (
    open_reference,
    print_word,
    read_sources,
    render_word,
    word_department,
)
from generator.tasks.gaps import plan_gaps
from generator.tasks.history import is_history
from generator.word.digest import was_edited
from generator.word.office import find_office

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.model.accounts import Identity
    from generator.model.block import Block, Gap
    from generator.model.duty import DutyJudgement
    from generator.model.finding import Finding
    from generator.model.records import Inputs
    from generator.tasks.department import Department

# Bytes of a department's name in a file name: 50 characters, longer than any there is.
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is to write and how.

    `targets` gives the file for each output that is asked for (docx, pdf, html …); it is called
    once the department is known, because the file bears its name. `attachments` is the folder for
    forms and reports of the self-evaluation as files of their own.
    """

    targets: Callable[[Identity], Mapping[BuildFormat, Path]]
    profile: str = ""
    templates: Path | None = None
    reference_doc: Path | None = None
    final: bool = False
    force: bool = False
    attachments: Path | None = None


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. `text` is part three as `--text` prints it; `files` are to be written.

    `outdated` are files of an earlier build that have nothing to say any more. `refused` says that
    `final` was asked and errors or gaps stood against it: there are no files.
    `waiting`: the 待补充.csv beside a workbook has reasons that are not used, because they do not
    stand in the workbook. `numbered`: the contents of the document have the pages of the
    PDF; None where no PDF was asked for. `enclosed` counts the forms and reports written as files.
    `duties` is the check list of the final document, empty where none was reviewed.
    """

    department: Department
    text: str
    findings: tuple[Finding, ...]
    files: Mapping[Path, bytes] = field(default_factory=dict)
    outdated: tuple[Path, ...] = ()
    refused: bool = False
    waiting: bool = False
    numbered: bool | None = None
    enclosed: int = 0
    duties: tuple[DutyJudgement, ...] = ()

    @property
    def shown(self) -> tuple[Path, ...]:
        """The files that were asked for, without the earlier versions that are kept."""
        return tuple(path for path in self.files if not is_history(path))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Part three as blocks."""
        return self.department.blocks

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What the user has still to supply."""
        return self.department.gaps


def build_department(folder: Path, options: Options) -> BuildResult:
    """Return the narrative of `folder` and the files that the options ask for."""
    sources = read_sources(folder)
    department = word_department(sources, profile=options.profile, templates=options.templates)
    text = format_text(department.blocks)
    targets = options.targets(department.accounts.identity)
    office = find_office() if BuildFormat.PDF in targets else None
    outputs = dict(_write_attachments(department, options))
    enclosed = len(outputs)
    duties: tuple[DutyJudgement, ...] = ()
    findings = department.findings
    if BuildFormat.DOCX in targets:
        _refuse_edited(targets[BuildFormat.DOCX], force=options.force)
        data, warnings = render_word(department, options.reference_doc)
        outputs[targets[BuildFormat.DOCX]] = data
        findings = (*findings, *warnings)
    if BuildFormat.HTML in targets:
        page = format_page(department.content, findings, explain_figure)
        outputs[targets[BuildFormat.HTML]] = encode_text(page)
    if BuildFormat.TEXT in targets:
        outputs[targets[BuildFormat.TEXT]] = encode_text(text)
    if options.final:
        found, duties = _review(sources.inputs, department, options, outputs, findings)
        findings = (*findings, *found)
        if department.gaps or _has_errors(findings):
            return BuildResult(department, text, findings, refused=True, duties=duties)
    numbered: bool | None = None
    if office is not None:
        printed, warnings = print_word(department, office, options.reference_doc)
        made = {BuildFormat.DOCX: printed.docx, BuildFormat.PDF: printed.pdf}
        outputs |= {targets[kind]: data for kind, data in made.items() if kind in targets}
        numbered = printed.numbered
        findings = findings if BuildFormat.DOCX in targets else (*findings, *warnings)
    result = BuildResult(
        department,
        text,
        findings,
        outputs,
        numbered=numbered,
        enclosed=enclosed,
        duties=duties,
    )
    if BuildFormat.DOCX not in targets:
        return result
    gaps = plan_gaps(sources.inputs, department, options.templates)
    return replace(
        result,
        files={**outputs, **gaps.files},
        outdated=gaps.outdated,
        waiting=gaps.waiting,
    )


def output_name(identity: Identity) -> str:
    """Return {部门名称}{年度}年度{口径}决算情况说明, fit for a file name."""
    year = f"{identity.year}年度" if identity.year else ""
    department = fit_file_name(identity.department, _LONGEST_NAME)
    return fit_file_name(f"{department}{year}{identity.scope}决算情况说明")


def _write_attachments(department: Department, options: Options) -> dict[Path, bytes]:
    """Return the forms and reports as files of their own, where a folder is given for them."""
    if options.attachments is None:
        return {}
    files = name_files(department.attachments, options.attachments)
    for path in files:
        _refuse_edited(path, force=options.force)
    owner = department.accounts.identity.department
    return render_files(files, owner, open_reference(options.reference_doc))


def _review(
    inputs: Inputs,
    department: Department,
    options: Options,
    outputs: Mapping[Path, bytes],
    findings: tuple[Finding, ...],
) -> tuple[tuple[Finding, ...], tuple[DutyJudgement, ...]]:
    """Return the errors that a review finds in the document that is to be final, and its duties.

    What the checks have found already, and what is to be supplied, stands against it anyway:
    then there is none.
    """
    from generator.tasks.own_review import review_written  # noqa: PLC0415 - only a final build reviews

    if department.gaps or _has_errors(findings):
        return (), ()
    path = options.targets(department.accounts.identity).get(BuildFormat.DOCX)
    written = b"" if path is None else outputs[path]
    data = written or render_word(department, options.reference_doc)[0]
    reviewed, duties = review_written(
        data, inputs.folder, profile=department.profile, templates=options.templates
    )
    known = {(finding.code, finding.message) for finding in findings}
    errors = tuple(
        _in_data(finding, inputs)
        for finding in reviewed
        if finding.severity is Severity.ERROR and (finding.code, finding.message) not in known
    )
    return errors, duties


def _in_data(finding: Finding, inputs: Inputs) -> Finding:
    """Return what is wrong with a document that is not written, as said of what can be opened.

    The words are quoted, and the place is the text of the data that they come from.
    """
    quote = finding.places[0].quote if finding.places else ""
    if not quote:
        return finding
    given = (name for name, text in inputs.texts.items() if squash(quote) in squash(text))
    in_book = Place(inputs.folder.name)
    files = [
        Place(inputs.text_files[name])
        if name in inputs.text_files
        else in_book._replace(sheet=name)
        for name in given
    ]
    places = files or [place._replace(file="") for place in finding.places]
    detail = finding.detail if quote in finding.detail else f"{finding.detail}：“{quote}”"
    return replace(finding, detail=detail, places=tuple(places))


def _has_errors(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _refuse_edited(path: Path, *, force: bool) -> None:
    refuse_no_file(path)
    if not force and path.exists() and was_edited(path):
        raise EditedDocumentError(path)
