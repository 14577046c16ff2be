"""The audit (审核) on the screen: findings by table, then the verdict and how far it reached."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from generator.base.severity import Severity
from generator.field import zh
from generator.reporting.coverage import word_coverage, word_verdict
from generator.reporting.grouping import group_findings
from generator.reporting.remarks import split_remarks, word_quiet
from generator.reporting.screen import COLOURS, name_department, place_text, print_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.accounts import Identity
    from generator.model.audit import Audit
    from generator.model.finding import Finding
    from generator.model.place import Place

_MOST_PLACES = 6
_INDENT = "       "


def format_audit_text(identity: Identity, audit: Audit) -> str:
    """Return all that `print_audit` can print, without colours."""
    stream = io.StringIO()
    console = Console(file=stream, soft_wrap=True, highlight=False, emoji=False, markup=False)
    print_audit(console, identity, audit, verbose=True)
    return stream.getvalue()


def print_audit(
    console: Console, identity: Identity, audit: Audit, *, verbose: bool = False
) -> None:
    """Print the verdict, the findings under their tables, the gravest first, then what was checked.

    Remarks that ask for nothing to be done are one line, unless all is to be shown.
    """
    console.print(Text(f"{name_department(identity)}　数据核对", style="bold"))
    failed = any(finding.severity is Severity.ERROR for finding in audit.findings)
    colour = "bold red" if failed else "bold yellow" if audit.untested else "bold green"
    print_line(console, (f"{word_verdict(audit.findings, audit.untested)}。", colour))
    shown, quiet = (audit.findings, []) if verbose else split_remarks(audit.findings)
    for group in group_findings(shown):
        console.print()
        console.print(Text(group.title, style="bold cyan"))
        for finding in group.findings:
            _print_finding(console, finding)
    console.print()
    if quiet:
        print_line(console, (f"{word_quiet(quiet)}；加 --verbose 逐条列出", "dim"))
    print_line(console, word_coverage(audit.checked, audit.unchecked))


def _print_finding(console: Console, finding: Finding) -> None:
    quiet = "dim" if finding.severity is Severity.INFO else ""
    print_line(
        console,
        (f"  {finding.severity.label} ", COLOURS[finding.severity]),
        (f"{finding.code} ", "dim"),
        (finding.message, quiet),
        hang=len(_INDENT),
    )
    details = (
        (zh.PLACE, _word_places(finding.places) if finding.places else "", quiet),
        ("公式", finding.formula, quiet),
        (zh.CONSEQUENCES, "；".join(finding.also), "dim"),
    )
    for name, text, style in details:
        if text:
            print_line(console, (f"{_INDENT}{name}　{text}", style), hang=len(_INDENT) + 6)


def _word_places(places: Sequence[Place]) -> str:
    """Return the first place with its titles, then the addresses of the others, file by file."""
    first, others = places[0], places[1:]
    titles = "·".join(part for part in (first.row, first.column) if part)
    where = place_text(first) or first.table
    words = f"{where}（{titles}）" if titles and titles != where else where or titles
    if not others:
        return words
    shown: list[str] = []
    file = (first.file, first.sheet)
    for place in others[:_MOST_PLACES]:
        known = (place.file, place.sheet) == file and place.address
        shown.append(place.address if known else place_text(place) or place.table)
        file = (place.file, place.sheet)
    more = f" 等 {len(others)} 处" if len(others) > _MOST_PLACES else ""
    return f"{words}；有关 {'、'.join(dict.fromkeys(shown))}{more}"
