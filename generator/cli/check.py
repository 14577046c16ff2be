"""`check`: one call into the program, then the report on the screen or in a file."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.output import write_atomically
from generator.base.severity import Severity
from generator.cli.targets import name_report, place_report, refuse_input
from generator.reporting import screen
from generator.reporting.audit_screen import print_audit
from generator.reporting.coverage import word_verdict
from generator.reporting.formats import CheckFormat
from generator.tasks import check as checking

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.accounts import Identity
    from generator.tasks.check import CheckResult

_NEVER = "never"
_ON_SCREEN = frozenset({CheckFormat.TEXT, CheckFormat.JSON})


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """The options of `check` as given; `fail_on` is error, warning or never."""

    data: Path
    output_format: CheckFormat
    output: Path | None
    fail_on: str
    verbose: bool = False


def run_check(request: CheckRequest) -> bool:
    """Check and report; return False where a finding is as grave as `fail_on` or graver."""
    result = checking.check_data(request.data)
    target = plan_path(request, result.accounts.identity)
    if target is not None:
        refuse_input(target, request.data, request.output_format)
        write_atomically(target, checking.format_report(result, request.output_format))
        console = screen.open_console(sys.stderr)
        screen.print_written(console, (target,))
        console.print(f"{word_verdict(result.findings, result.untested)}。")
    elif request.output_format == CheckFormat.JSON:
        screen.print_plain(checking.format_report(result, request.output_format).decode())
    else:
        print_audit(
            screen.open_console(sys.stdout),
            result.accounts.identity,
            result.audit,
            verbose=request.verbose,
        )
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
    if request.output is None and request.output_format in _ON_SCREEN:
        return None
    return place_report(request.output, name_report(identity, "决算核对", request.output_format))
