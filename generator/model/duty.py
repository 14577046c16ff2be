"""How a document stands to the duties of the check list: done, not done, not to be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from generator.base.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.field.duties import Duty
    from generator.model.finding import Finding
    from generator.model.place import Place


class DutyState(Enum):
    """How a document stands to a duty; the value is what JSON carries."""

    DONE = "done"
    PROBLEM = "problem"
    NOT_APPLICABLE = "not-applicable"
    UNCHECKED = "unchecked"

    @property
    def label(self) -> str:
        """The Chinese word that users read."""
        return _LABELS[self.value]

    @property
    def answer(self) -> str:
        """What a check list says: 是, 否, 不适用 or 无法检查."""
        return _ANSWERS.get(self.value, self.label)


_LABELS = {
    "done": "已做到",
    "problem": "有问题",
    "not-applicable": "不适用",
    "unchecked": "无法检查",
}
_ANSWERS = {"done": "是", "problem": "否"}


@dataclass(frozen=True, slots=True)
class DutyJudgement:
    """A duty and how a document stands to it.

    `place` is where the document shows it: a duty that is done has one, quoted or a table. `note`
    says what is wrong, why it does not apply, or why it could not be told. `findings` are those of
    the review on the same thing: the duty only refers to them.
    """

    duty: Duty
    state: DutyState
    note: str = ""
    place: Place | None = None
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        """Nothing is done without evidence, nothing else without a word.

        Raises ValueError where that is lacking.
        """
        if self.state is DutyState.DONE and self.place is None:
            raise ValueError(self.duty.code)
        if self.state is not DutyState.DONE and not self.note:
            raise ValueError(self.duty.code)

    @property
    def is_hint(self) -> bool:
        """Whether the problem is no more than a hint of the review."""
        return bool(self.findings) and all(f.severity is Severity.INFO for f in self.findings)


def count_states(judgements: Iterable[DutyJudgement]) -> dict[DutyState, int]:
    """Return how many duties there are of each state that occurs, in the order of the states."""
    states = [one.state for one in judgements]
    return {state: states.count(state) for state in DutyState if state in states}
