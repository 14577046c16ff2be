"""Remarks that ask for nothing to be done: one line for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.severity import FindingClass, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.finding import Finding

_QUIET = {
    FindingClass.TAIL: ("尾差", "（四舍五入所致，无需处理）"),
    FindingClass.FORMAT: ("数的写法", ""),
}


def is_quiet(finding: Finding) -> bool:
    """Whether a finding only informs of a tail or of how something is written."""
    return finding.severity is Severity.INFO and finding.finding_class in _QUIET


def split_remarks(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Return the findings to be shown one by one, and the remarks on tails and formats."""
    shown: list[Finding] = []
    quiet: list[Finding] = []
    for finding in findings:
        (quiet if is_quiet(finding) else shown).append(finding)
    return shown, quiet


def word_quiet(findings: Sequence[Finding]) -> str:
    """Return in one line how many remarks there are on what."""
    kinds = [finding.finding_class for finding in findings]
    parts = [
        f"{name} {kinds.count(kind)} 条{note}"
        for kind, (name, note) in _QUIET.items()
        if kind in kinds
    ]
    return f"提示 {'，'.join(parts)}"
