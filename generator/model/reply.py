"""What departments answer to their letters (反馈): one reply a remark."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.finding import Finding
    from generator.model.place import Place

SHEET = "反馈"
NUMBER, QUOTE, PROBLEM = zh.NUMBER, zh.QUOTATION, zh.PROBLEM
REQUEST, ANSWER, NOTE = "请改为/请核对", "是否已改", zh.EXPLANATION


class Answer(Enum):
    """Whether something was changed; the value is what the department chooses."""

    CHANGED = "已改"
    UNCHANGED = "未改"
    NOT_NEEDED = "不需改"
    NONE = ""


class Reply(NamedTuple):
    """A row of a returned form; `number` is that of the letter, 0 where none stands there.

    `identity` tells the replies of a run apart, `keys` are those of all names of the department.
    """

    identity: int
    department: str
    keys: frozenset[str]
    number: int
    quote: str
    problem: str
    answer: Answer
    note: str
    place: Place

    @property
    def words(self) -> str:
        """The answer and the note as reports print them."""
        return "：".join(filter(None, (self.answer.value, self.note)))


class ReplyTally(NamedTuple):
    """The replies that were matched with the findings of a file.

    `used` are their identities; `counts` how often each answer was given; `unanswered` counts the
    errors and warnings without a reply; `doubts` says which were recognised though they differ.
    """

    used: frozenset[int]
    counts: Mapping[Answer, int]
    unanswered: int
    doubts: tuple[tuple[int, str], ...] = ()


class Replies(NamedTuple):
    """The replies to the findings of one file, and which of them differ from the letter."""

    by_finding: Mapping[Finding, Reply]
    doubts: tuple[tuple[int, str], ...] = ()
    is_answered: bool = False
