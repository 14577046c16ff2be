"""Rounds of a review (轮次): what has become of the findings and the text of the one before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.finding import Finding


class RoundState(Enum):
    """What has become of a finding from one round to the next; the value is what JSON carries."""

    MISCORRECTED = "miscorrected"
    UNCHANGED = "unchanged"
    NEW = "new"
    FIXED = "fixed"
    UNTOLD = "untold"

    @property
    def label(self) -> str:
        """The Chinese word that users read."""
        return _LABELS[self.value]


_LABELS = {
    "fixed": "已改",
    "unchanged": "未改",
    "miscorrected": "改错",
    "new": "新出现",
    "untold": "无法比较",
}


class ChangeKind(Enum):
    """How a sentence differs from the round before; the value is what JSON carries."""

    NUMBERS = "numbers"
    WORDS = "words"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"

    @property
    def label(self) -> str:
        """The Chinese word that users read."""
        return _KINDS[self.value]


_KINDS = {
    "numbers": "数字改动",
    "words": "文字改动",
    "added": "新增",
    "removed": "删去",
    "moved": "移动",
}


class Fact(NamedTuple):
    """What a statement says something of: the quantity, what is measured, against what, where.

    `section` is the topic of the section (五), whatever number the text prints.
    """

    subject: str
    measure: str
    base: str
    section: str

    @property
    def names(self) -> frozenset[str]:
        """The quantities that it may be of, without their codes."""
        return frozenset(name.lstrip("0123456789 ") for name in self.subject.split("/"))

    @property
    def is_known(self) -> bool:
        """Whether its quantities are named by the field, and not by words of the text alone."""
        return not self.subject.endswith("”")

    def is_like(self, other: Fact) -> bool:
        """Whether another one says the same of the same, whatever the section."""
        same = (self.measure, self.base) == (other.measure, other.base)
        return same and bool(self.names & other.names)

    @property
    def wording(self) -> str:
        """The fact as a list names it: 机关运行经费·增减率·上年."""
        return "·".join(filter(None, (self.subject, self.measure, self.base)))


class Member(NamedTuple):
    """Something that a finding speaks of: a number of the text, or the words it is about.

    `unit` and `start` say which paragraph and which character, `number` which number of its
    sentence, −1 for words. `written` is how it is shown, `value` by what it is compared: the same
    amount is the same in every unit and form. `counted_in` is its unit as written.
    """

    unit: int
    start: int
    number: int
    written: str
    value: str
    counted_in: str
    fact: Fact | None

    @property
    def wording(self) -> str:
        """The number with what it is said to be."""
        return f"{self.fact.wording if self.fact else ''}{self.written}"


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding as the next round knows it again.

    `unit` and `start` say where it stands: which paragraph of `Text.units`, which character; −1
    where it stands in none. `number` is which number of its sentence it is about, −1 if none.
    `written` is that number or those words, `wanted` what should stand there; `cells` are table,
    row and column of the cells it names. `is_relation`: what it says is wrong may be either side.
    `is_slight`: a tail or a matter of format. `members` are all that it speaks of in the text, that
    which it is about first, also what findings folded into it speak of; `wanted_value` is `wanted`
    as their values are compared; `quotes` are the clauses that it quotes, by section.
    """

    code: str
    severity: str
    kind: str
    message: str
    fact: Fact | None
    clause: str
    quote: str
    unit: int
    start: int
    number: int
    written: str
    stated: str
    wanted: str
    cells: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    is_relation: bool = False
    is_slight: bool = False
    is_accepted: bool = False
    members: tuple[Member, ...] = ()
    wanted_value: str = ""
    quotes: tuple[tuple[str, str], ...] = ()

    @property
    def is_symmetric(self) -> bool:
        """Whether it is as much about the other numbers that it speaks of as about its own."""
        return self.is_relation and len(self.members) > 1

    @property
    def tables(self) -> frozenset[str]:
        """The tables whose cells it names."""
        return frozenset(table for table in (cell.split("/", 1)[0] for cell in self.cells) if table)


class Unit(NamedTuple):
    """A paragraph of the text: its clause as printed, the topic of its section, its words."""

    clause: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file as the next round compares it; `limit` says what of it was left out."""

    units: tuple[Unit, ...]
    limit: str = ""


NO_TEXT = Text(())


@dataclass(frozen=True, slots=True)
class TextChange:
    """A sentence that differs from the round before; one of the texts is empty where it lacks.

    `numbers` are the numbers that changed, as (before, now).
    """

    kind: ChangeKind
    clause: str
    before: str
    now: str
    numbers: tuple[tuple[str, str], ...] = ()


class PastFinding(NamedTuple):
    """A finding of the round before that is none of this one: what has become of it, in words."""

    noted: Noted
    state: RoundState
    note: str


class Standing(NamedTuple):
    """What has become of a finding of this round; `before` is what stood there, if that changed.

    `noted` is then the finding of the round before.
    """

    state: RoundState
    before: str = ""
    noted: Noted | None = None


@dataclass(frozen=True, slots=True)
class Rounds:
    """A file beside the same department's file of the round before.

    `number` counts this round (2, 3 …); `document` is that file, empty where the department has
    none. Tails have no state: nothing is to be done about them. `notes` say in Chinese what has to
    be known about the comparison. `is_first`: the department has sent nothing in the round before,
    so that nothing of it has a state.
    """

    number: int
    document: str
    is_same_file: bool = False
    standings: Mapping[Finding, Standing] = field(default_factory=dict)
    past: tuple[PastFinding, ...] = ()
    changes: tuple[TextChange, ...] = ()
    notes: tuple[str, ...] = ()
    is_first: bool = False

    @property
    def counts(self) -> Counter[RoundState]:
        """How many findings are in each state."""
        return Counter(
            (
                *(one.state for one in self.standings.values()),
                *(one.state for one in self.past),
            )
        )


class Kept(NamedTuple):
    """What of a review the next round needs: its text, and how each finding is known again."""

    text: Text
    noted: Mapping[Finding, Noted]


class Acceptance(NamedTuple):
    """Why a finding is accepted, by whom and until which day; empty where that was not said."""

    reason: str
    who: str = ""
    until: str = ""

    @property
    def wording(self) -> str:
        """The reason as reports print it."""
        until = f"有效期至 {self.until}" if self.until else ""
        signed = "，".join(filter(None, (self.who, until)))
        return f"{self.reason}（{signed}）" if signed else self.reason


class RoundCount(NamedTuple):
    """What a run keeps of the rounds of a file when its report is made."""

    document: str
    is_same_file: bool
    counts: Mapping[RoundState, int]
    changes: int
    is_first: bool = False


class RoundDesk(NamedTuple):
    """The departments of two rounds side by side, for the bureau.

    `result` names the round before. `missing` were in it and have sent nothing now, `newcomers`
    the reverse, `twice` have sent several files now; `is_same`: every file is the one of before.
    """

    result: str
    missing: tuple[str, ...] = ()
    newcomers: tuple[str, ...] = ()
    twice: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_same: bool = False


class Confirmation(NamedTuple):
    """Something unchecked that a person has confirmed: what, who, on which day.

    `digest` is the SHA-256 of the file of which that was said; with another file it is void.
    """

    what: str
    who: str
    day: str
    digest: str
