"""The straight line: reading → accounts → figures → checks and narrative → document.

The only place that knows the order. Nothing here computes, words or formats anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.answers import answered_rows
from generator.accounts.build import build_accounts
from generator.accounts.former import read_former
from generator.accounts.reasons import dismiss_idle
from generator.base.codes import L06, L12, L13
from generator.checks.catalogue import run_checks
from generator.checks.filled import count_filled, reasons_later
from generator.checks.strays import join_strays
from generator.checks.unused import find_unused
from generator.field.forms import FORMS
from generator.figures.department import compute_figures
from generator.model.accounts import NOTHING_FORMER, Former
from generator.model.block import DocumentContent, Grid, Part
from generator.model.finding import Finding, finding, sort_findings
from generator.model.place import Place
from generator.narrative.attachments import write_attachments
from generator.narrative.environment import builtin_templates
from generator.narrative.frame import write_frame
from generator.narrative.render import (
    Writer,
    by_economy,
    collect_gaps,
    make_charts,
    write_narrative,
)
from generator.narrative.table_wording import table_printing
from generator.narrative.wording import load_wording
from generator.reading.folder import read_folder
from generator.reading.strays import find_strays
from generator.tasks.attachments import read_own_attachments
from generator.tasks.grading import grade, grade_for_checks
from generator.tasks.opening import read_workbook
from generator.word.digest import holds_digest
from generator.word.forms import layout_filed_table, layout_table
from generator.word.word import load_reference, print_document, render_with_warnings

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.accounts import Accounts
    from generator.model.audit import Audit, Unchecked
    from generator.model.block import Block, Gap
    from generator.model.figures import Figures
    from generator.model.printing import TablePrinting
    from generator.model.records import Inputs, Record, Used
    from generator.narrative.attachments import WrittenAttachment
    from generator.narrative.frame import Frame
    from generator.narrative.metering import Meter
    from generator.narrative.render import Narrative
    from generator.narrative.sections import SectionPlan
    from generator.narrative.wording import Wording
    from generator.word.office import Office
    from generator.word.word import Printed, ReferenceDocument


@dataclass(frozen=True, slots=True)
class Department:
    """Everything that one run makes of a data folder, except files.

    `blocks` is part three, `content` the whole document, `gaps` what is still to be supplied,
    `findings` what is wrong with the data, sorted by place; `checked` counts the relations that
    were tested, `unchecked` names what could not be; `plan` numbers the sections.
    `answers` are the rows of the data that were filled in on a 待补充.csv, `former` is what last
    year's document said. `filled` counts what lists and texts have given to the text; `later` are
    the reasons that will be asked for once the amounts to compare with are there. `attachments` are
    the forms and reports of the self-evaluation, also those that part five does not print.
    """

    accounts: Accounts
    figures: Figures
    blocks: tuple[Block, ...]
    content: DocumentContent
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    profile: str
    checked: int
    unchecked: tuple[Unchecked, ...]
    plan: SectionPlan
    reached: frozenset[tuple[str, int, int]] = frozenset()
    answers: tuple[Record, ...] = ()
    former: Former = NOTHING_FORMER
    filled: int = 0
    later: int = 0
    attachments: tuple[WrittenAttachment, ...] = ()

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        """Part three, then the forms and reports of the self-evaluation."""
        return (*self.blocks, *(block for one in self.attachments for block in one.blocks))


@dataclass(frozen=True, slots=True)
class Sources:
    """What a data folder says, before any wording: it can be worded more than once.

    `findings` are those of reading.
    """

    inputs: Inputs
    accounts: Accounts
    figures: Figures
    findings: tuple[Finding, ...]


def read_inputs(data: Path) -> tuple[Inputs, tuple[Finding, ...]]:
    """Return what a data folder holds, or a workbook in its place."""
    if data.is_file():
        return read_workbook(data)
    inputs, findings = read_folder(data)
    return inputs, (*findings, *find_strays(data, holds_digest))


def write_department(
    folder: Path, *, profile: str = "", templates: Path | None = None
) -> Department:
    """Return the narrative and the document of a data folder.

    Raises GeneratorError where going on is pointless: no folder, no table, faulty templates.
    """
    return word_department(read_sources(folder), profile=profile, templates=templates)


def read_sources(folder: Path) -> Sources:
    """Return what a data folder says, and what was found in reading it.

    Raises GeneratorError where going on is pointless.
    """
    inputs, reading_findings = read_inputs(folder)
    accounts, list_findings = build_accounts(inputs)
    findings = (*reading_findings, *list_findings)
    return Sources(inputs, accounts, compute_figures(accounts), findings)


def open_wording(sources: Sources, profile: str, templates: Path | None) -> Wording:
    """Return the wording that is in force for a department."""
    return load_wording(sources.accounts, sources.inputs.settings, profile, templates)


def word_department(
    sources: Sources, *, profile: str = "", templates: Path | None = None, traced: bool = False
) -> Department:
    """Return the narrative and the document of what was read.

    Traced, each run of text has the line of the template that wrote it, and `reached` has every
    line that was carried out (file, line, arm of a choice). Raises TemplateError and others.
    """
    wording = open_wording(sources, profile, templates)
    accounts, figures = grade(sources.accounts, sources.figures, wording)
    accounts, idle = dismiss_idle(accounts, wording.idle_words)
    writer, narrative = write_sections(accounts, figures, wording, traced=traced)
    frame = write_frame(writer, accounts, narrative.blocks)
    written = write_attachments(writer, writer.attachments)
    attached, attachment_findings = read_own_attachments(accounts)
    printed = [block for one in written if one.planned.in_document for block in one.blocks]
    content = _assemble(accounts, frame, wording, narrative.blocks, (*printed, *attached))
    audit = run_checks(accounts)
    used = writer.ledger.used()
    findings = [
        *join_strays((*_without_printed(sources, used), *idle), audit.findings),
        *_wording_findings(wording, figures),
        *attachment_findings,
    ]
    gaps = (
        *collect_gaps(frame.overview),
        *narrative.gaps,
        *frame.cover_gaps,
        *collect_gaps(block for one in written for block in one.blocks),
    )
    named = frozenset(place for finding in findings for place in finding.places[:1])
    findings += find_unused(accounts, used, gaps, named)
    findings = [_renumber(finding, wording.plan) for finding in findings]
    return Department(
        accounts=accounts,
        figures=figures,
        blocks=narrative.blocks,
        content=content,
        gaps=gaps,
        findings=sort_findings(findings),
        profile=wording.profile,
        checked=audit.checked,
        unchecked=audit.unchecked,
        plan=wording.plan,
        reached=frozenset(writer.ledger.reached),
        answers=answered_rows(sources.inputs),
        former=read_former(sources.inputs),
        filled=count_filled(accounts, used),
        later=len(reasons_later(accounts, gaps)),
        attachments=written,
    )


def word_only(
    sources: Sources, profile: str, templates: Path | None, meter: Meter
) -> frozenset[tuple[str, int, int]]:
    """Write the texts of a document, traced, and return the lines of templates that did.

    Tables are not laid out and nothing is checked. `meter` has what was used up, also where it
    ends with TemplateError or others.
    """
    wording = open_wording(sources, profile, templates)
    accounts, figures = grade(sources.accounts, sources.figures, wording)
    writer, narrative = write_sections(accounts, figures, wording, traced=True, meter=meter)
    write_frame(writer, accounts, narrative.blocks)
    write_attachments(writer, writer.attachments)
    return frozenset(writer.ledger.reached)


def write_sections(
    accounts: Accounts,
    figures: Figures,
    wording: Wording,
    *,
    traced: bool = False,
    meter: Meter | None = None,
    attaches: bool = True,
) -> tuple[Writer, Narrative]:
    """Return part three, and the writer with the ledger of what it printed."""
    writer = Writer(accounts, figures, wording, traced=traced, meter=meter, attaches=attaches)
    charts = make_charts(figures, writer, wording.settings)
    return writer, write_narrative(writer, wording, charts)


class CheckedFolder(NamedTuple):
    """The accounts of a data folder and what the checks say of them; no text is written."""

    accounts: Accounts
    audit: Audit


def check_folder(folder: Path) -> CheckedFolder:
    """Return the audit of the tables and lists of a data folder, findings sorted by place.

    Raises GeneratorError where going on is pointless: no folder, no table.
    """
    inputs, reading_findings = read_inputs(folder)
    accounts, list_findings = build_accounts(inputs)
    accounts = grade_for_checks(inputs, accounts)
    audit = run_checks(accounts)
    joined = join_strays((*reading_findings, *list_findings), audit.findings)
    return CheckedFolder(accounts, audit._replace(findings=sort_findings(joined)))


def lay_out_filed(accounts: Accounts) -> dict[str, Grid]:
    """Return the tables by form, in the order of the forms, with the cells of their files."""
    identity = accounts.identity
    year = f"{identity.year}年度" if identity.year else ""
    return {
        form.number: layout_filed_table(
            accounts.tables[form.number],
            department=identity.department,
            year=year,
            scope=identity.scope,
        )
        for form in FORMS
        if form.number in accounts.tables
    }


@cache
def _cached_reference(path: Path, _stamp: int) -> ReferenceDocument:
    return load_reference(path)


def open_reference(path: Path | None) -> ReferenceDocument:
    """Return the document that holds the styles; kept while the file is unchanged."""
    chosen = path or builtin_templates() / "reference.docx"
    stamp = chosen.stat().st_mtime_ns if chosen.is_file() else 0
    return _cached_reference(chosen, stamp)


def render_word(
    department: Department, reference: Path | None = None
) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the Word document, and what could not be taken over from attachments."""
    rendered = render_with_warnings(department.content, open_reference(reference))
    return rendered.data, tuple(map(_remark, rendered.warnings))


def print_word(
    department: Department, office: Office, reference: Path | None = None
) -> tuple[Printed, tuple[Finding, ...]]:
    """Return the document as Word and PDF, and what could not be taken over from attachments."""
    printed = print_document(department.content, open_reference(reference), office)
    return printed, tuple(map(_remark, printed.warnings))


def _without_printed(sources: Sources, used: Used) -> tuple[Finding, ...]:
    """Return the findings of reading, but for unknown rows of 事项.csv that a template prints."""
    printed = {
        (place.file, place.sheet, place.row_number)
        for amount in sources.accounts.own_facts.values()
        for place in (amount.source.place,)
        if place in used.cells
    }
    return tuple(
        one
        for one in sources.findings
        if one.code != L06.code
        or not any((p.file, p.sheet, p.row_number) in printed for p in one.places)
    )


def _remark(text: str) -> Finding:
    return finding(L12, text)


def _renumber(finding: Finding, plan: SectionPlan) -> Finding:
    """Return a finding whose places name the sections as this document numbers them."""
    places = tuple(
        place._replace(section=plan.printed_clause(place.section)) if place.section else place
        for place in finding.places
    )
    return replace(finding, places=places)


def _wording_findings(wording: Wording, figures: Figures) -> list[Finding]:
    """Return the switches that do not exist, and the one that cannot be followed."""
    asked = wording.settings.of_section("五")["结构依据"] == "经济"
    fallback = finding(
        L13,
        "有一般公共预算项目支出，公开06只有基本支出，五（二）改按功能分类写",
        Place(section="五（二）"),
    )
    return [
        *((fallback,) if asked and not by_economy(figures, wording.settings) else ()),
        *(finding(L06, f"行文.toml：{problem}") for problem in wording.problems),
    ]


def _assemble(
    accounts: Accounts,
    frame: Frame,
    wording: Wording,
    narrative: tuple[Block, ...],
    attached: tuple[Block, ...],
) -> DocumentContent:
    """Return the five parts (the fifth only where there is an attachment)."""
    separators = bool(wording.settings.general("表格千分位"))
    printing = table_printing(wording.settings)
    grids = tuple(
        _lay_out(accounts, place, frame, printing, separators=separators)
        for place, form in enumerate(printing.forms)
        if form.number in accounts.tables
    )
    bodies = (frame.overview, grids, narrative, frame.glossary, attached)
    parts = tuple(
        Part(heading, body)
        for heading, body in zip(frame.headings, bodies, strict=True)
        if body is not attached or attached
    )
    return DocumentContent(frame.cover, frame.contents_title, parts)


def _lay_out(
    accounts: Accounts, place: int, frame: Frame, printing: TablePrinting, *, separators: bool
) -> Grid:
    """Return a table as printed; the 说明 is the right one, whatever the file says (D09, F06)."""
    identity = accounts.identity
    form = printing.forms[place]
    table = accounts.tables[form.number]
    default = frame.notes[table.form]
    notes = tuple(f"注：{note}" for note in table.notes) or default.notes
    own = f"说明：{table.statement}" if table.statement else ""
    if table.is_empty:
        own = own or default.statement
    elif "无数据" in own:
        own = ""
    return layout_table(
        table,
        department=identity.department,
        year=str(identity.year),
        unit=identity.unit,
        scope=identity.scope,
        notes=(*notes, own) if own else notes,
        separators=separators,
        printing=printing,
        place=place + 1,
        title=form.title,
    )
