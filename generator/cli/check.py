"""`check`: one call into the program, then the report on the screen or in a file."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import InputOverwrittenError
from generator.base.output import fit_file_name, write_atomically
from generator.base.severity import Severity
from generator.reporting import screen
from generator.reporting.audit_screen import print_audit
from generator.reporting.coverage import word_verdict
from generator.tasks import check as checking

if TYPE_CHECKING:
    from generator.model.accounts import Identity
    from generator.tasks.check import CheckResult

_NEVER = "never"
_SUFFIXES = {
    checking.TEXT: ".txt",
    checking.JSON: ".json",
    checking.HTML: ".html",
    checking.XLSX: ".xlsx",
}


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """The options of `check` as given; `fail_on` is error, warning or never."""

    data: Path
    output_format: str
    output: Path | None
    fail_on: str


def run_check(request: CheckRequest) -> bool:
    """Check and report; return False where a finding is as grave as `fail_on` or graver."""
    result = checking.check_data(request.data)
    target = plan_path(request, result.accounts.identity)
    if target is not None:
        _refuse_input(target, request)
        write_atomically(target, checking.format_report(result, request.output_format))
        console = screen.open_console(sys.stderr)
        screen.print_written(console, (target,))
        console.print(f"{word_verdict(result.findings, result.untested)}。")
    elif request.output_format == checking.JSON:
        screen.print_plain(checking.format_report(result, request.output_format).decode())
    else:
        print_audit(screen.open_console(sys.stdout), result.accounts.identity, result.audit)
    return not _fails(result, request.fail_on)


def _fails(result: CheckResult, fail_on: str) -> bool:
    """Return whether the exit status is to be 1; without an error, the reason is said."""
    if fail_on == _NEVER or not result.reaches(Severity(fail_on)):
        return False
    if not result.reaches(Severity.ERROR):
        said = f"没有错误，但有{Severity(fail_on).label}：按 --fail-on {fail_on}，退出状态为 1。"
        screen.open_console(sys.stderr).print(said)
    return True


def plan_path(request: CheckRequest, identity: Identity) -> Path | None:
    """Return the file to write: what -o says; a page or workbook has a name of its own."""
    suffix = _SUFFIXES[request.output_format]
    year = f"{identity.year}年度" if identity.year else ""
    name = fit_file_name(f"{identity.department}{year}决算核对") + suffix
    if request.output is None:
        return Path(name) if request.output_format in {checking.HTML, checking.XLSX} else None
    return request.output / name if request.output.is_dir() else request.output


def _refuse_input(target: Path, request: CheckRequest) -> None:
    """Raise InputOverwrittenError where the report would replace the data that it reports on."""
    data, path = request.data.resolve(), target.resolve()
    other_kind = path.suffix.lower() != _SUFFIXES[request.output_format]
    if path == data or (path.is_file() and path.is_relative_to(data) and other_kind):
        raise InputOverwrittenError(target)
