"""What an audit (审核) says: findings, how much was checked, what could not be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.model.finding import Finding


class Unchecked(NamedTuple):
    """Something that could not be checked, and why."""

    what: str
    why: str


class Audit(NamedTuple):
    """The outcome of the checks: `checked` counts the relations that were tested."""

    findings: tuple[Finding, ...]
    checked: int
    unchecked: tuple[Unchecked, ...]
