"""Collects what is found in evaluations: marks, and the numbers that were held against others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.severity import FindingClass, Severity
from generator.model.submission import Reviewed, Standing, Verdict
from generator.review.marking import Evidence, Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from generator.base.rules import Rule
    from generator.model.passage import Passage
    from generator.model.submission import Mark

Key = tuple[str, int]
_NOTHING = Evidence()


@dataclass(slots=True)
class Judged:
    """What evaluations are found to be; `done` are numbers that other stages have dealt with."""

    file: str
    done: AbstractSet[Key] = frozenset()
    marks: list[Mark] = field(default_factory=list)
    _stood: dict[Key, None] = field(default_factory=dict)

    def is_done(self, passage: Passage, start: int) -> bool:
        """Whether another stage has judged a number."""
        return (passage.locator, start) in self.done

    def stand(self, passage: Passage, starts: Iterable[int]) -> None:
        """Keep that numbers were compared with others of the text."""
        self._stood.update(dict.fromkeys((passage.locator, start) for start in starts))

    def spot(self, where: str, passage: Passage, start: int, end: int) -> Spot:
        """Return characters of a passage as the spot of a mark."""
        return Spot(self.file, where, passage, start, max(start + 1, end))

    def tell(
        self,
        rule: Rule,
        message: str,
        spot: Spot,
        evidence: Evidence = _NOTHING,
        *,
        asks: bool = False,
    ) -> None:
        """Keep a finding; `asks`: it may rightly be so, and is asked about."""
        severity = Severity.WARNING if asks else None
        kind = FindingClass.PLAUSIBILITY if asks else FindingClass.INTERNAL
        self.marks.append(mark(rule, message, spot, evidence, severity=severity, kind=kind))

    @property
    def reviewed(self) -> Reviewed:
        """The marks, and the verdicts of the numbers."""
        verdicts = tuple(Verdict(*key, Standing.RECOMPUTED) for key in self._stood)
        return Reviewed(tuple(self.marks), verdicts)
