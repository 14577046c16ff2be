"""One check: the data folder read and audited, and the report in the format that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.output import encode_text
from generator.model.audit import Audit
from generator.reporting.audit_page import format_audit_page
from generator.reporting.audit_screen import format_audit_text
from generator.reporting.formats import CheckFormat
from generator.reporting.record import format_json
from generator.tasks.department import check_folder, lay_out_filed
from generator.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from generator.base.severity import Severity
    from generator.model.accounts import Accounts
    from generator.model.audit import Unchecked
    from generator.model.finding import Finding


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the checks say of a data folder.

    `findings` are sorted by place, then code; `checked` counts the relations that were tested,
    `unchecked` names what could not be and why; `untested` counts the comparisons of the tables
    that were not made. `document` is the folder or workbook as given.
    """

    document: str
    accounts: Accounts
    findings: tuple[Finding, ...]
    checked: int
    unchecked: tuple[Unchecked, ...]
    untested: int = 0

    @property
    def audit(self) -> Audit:
        """Findings and coverage in one."""
        return Audit(self.findings, self.checked, self.unchecked, untested=self.untested)

    def reaches(self, severity: Severity) -> bool:
        """Whether there is a finding of `severity` or a graver one."""
        return any(finding.severity.rank <= severity.rank for finding in self.findings)


def check_data(data: Path) -> CheckResult:
    """Return what is wrong with a data folder, or a workbook in its place; nothing is written.

    Raises GeneratorError where the input cannot be used: no folder, no table.
    """
    accounts, audit = check_folder(data)
    return CheckResult(str(data), accounts, *audit[:3], audit.untested)


def format_report(result: CheckResult, output_format: CheckFormat) -> bytes:
    """Return the report as a file of `output_format`."""
    identity, audit = result.accounts.identity, result.audit
    if output_format == CheckFormat.XLSX:
        from generator.reporting.spreadsheet import format_findings_workbook  # noqa: PLC0415 - as needed

        return format_findings_workbook(audit)
    if output_format == CheckFormat.JSON:
        return encode_text(format_json(result.document, __version__, identity, audit))
    if output_format == CheckFormat.HTML:
        tables = lay_out_filed(result.accounts)
        return encode_text(format_audit_page(identity, audit, tables))
    return encode_text(format_audit_text(identity, audit))
