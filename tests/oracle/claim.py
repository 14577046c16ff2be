"""What a claim is, and what the reader of a section needs to know to find one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MARK = "\ue000"  # stands for 【待补充：…】 while a section is read
MISSING = "待补充"
UNREAD = "未读文字"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a text says: a number with its unit and direction, a list, or a statement."""

    label: str
    number: str = ""
    unit: str = ""
    direction: str = ""


@dataclass(slots=True)
class State:
    """What the reader of a section remembers from clause to clause."""

    subject: str = ""
    absorbs_marks: bool = False


Builder = Callable[[re.Match[str], State], list[Claim]]
Rule = tuple[re.Pattern[str], Builder]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The clauses of one section; `fillers` are words between clauses that claim nothing."""

    rules: Sequence[Rule]
    fillers: re.Pattern[str]
