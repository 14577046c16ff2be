"""Finds the two published documents and their figures; they are not part of the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from support import needs

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reference:
    """One published document: its text, and the folder with its figures as CSV."""

    seed: str
    case: Path


def find_document(seed_pattern: str, case: str) -> Reference:
    """Return a published document; without it the test is skipped, or fails where required."""
    (seed,) = needs.find_reference("seeds").glob(seed_pattern)
    return Reference(seed.read_text(encoding="utf-8"), needs.find_reference("cases", case))
