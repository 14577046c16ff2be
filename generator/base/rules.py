"""What a rule is: its code, its title, the authority it rests on, its years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.base.severity import FindingClass, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One relation that published accounts must satisfy.

    `code` is the id of DOMAIN 2 (A01 … H…, N01a …); `authority` is the clause or the form's own
    formula; the rule is in force from `first_year` to `last_year` (None: still in force).
    `covers` says what is reported where the title does not tell.
    """

    code: str
    title: str
    authority: str
    finding_class: FindingClass
    severity: Severity
    first_year: int = 2019
    last_year: int | None = None
    covers: str = ""

    def in_force(self, year: int) -> bool:
        """Whether the rule applies to the accounts of `year`; 0: not known, so those of today."""
        if not year:
            return self.last_year is None
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
