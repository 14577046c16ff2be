"""What a number is said to be: of which quantity, in which measure, against which base."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.passage import Passage
    from generator.model.submission import Mention
    from generator.review.statements.quantities import Quantity


class Measure(Enum):
    """What a number measures; the value is the word for it."""

    AMOUNT = zh.AMOUNT
    BUDGET = zh.BUDGET
    LAST = zh.LAST_TOTALS
    CHANGE = "增减额"
    RATE = zh.CHANGE_RATE
    SHARE = zh.SHARE
    COMPLETION = zh.COMPLETION_RATE


class Base(Enum):
    """What a change is a change against."""

    LAST_YEAR = "上年"
    BUDGET = zh.BUDGET
    LAST_BUDGET = "上年预算"


class Opened(NamedTuple):
    """A list of parts that is open: of which whole, and the sentence in which it was opened.

    `is_complete`: no word says that it names only the main parts; `is_divided`: the words divide
    all of the whole (用于以下方面).
    """

    whole: Statement
    sentence: tuple[str, int]
    is_complete: bool
    is_divided: bool


# A quantity as statements know it again: the names that its words may mean, else the words.
Key = frozenset[str]


class Whole(NamedTuple):
    """What the text names as the whole of a share: its quantities, the statement of its amount."""

    quantities: tuple[Quantity, ...]
    stated: Statement | None


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A number of a text as a statement.

    `quantities` are those that its name may mean, none where the name is not ours; `name` is the
    name as written, `key` what tells it from others. `turn` counts the amounts named in one
    breath. `direction` is 1 for 增加 and 大于预算数, −1 for 减少 and 小于预算数. `now`, `budget`,
    `last`, `change` are the statements about the same quantity that it belongs to, `opened` the
    lists in which it stands, the innermost first. `whole` is what the text itself names as the
    whole of a share; `usual` are statements of what the quantity is usually a share of.
    `change_said`: its amount has a change already. `may_be_gap`: 大于预算数B万元 may state B or
    the gap. `is_given`: the text names the quantity, not the section alone; `is_named`: its own
    clause does.
    """

    mention: Mention
    passage: Passage
    where: str
    measure: Measure
    turn: int
    name: str
    key: Key
    quantities: tuple[Quantity, ...]
    base: Base | None = None
    direction: int = 0
    now: Statement | None = None
    budget: Statement | None = None
    last: Statement | None = None
    change: Statement | None = None
    opened: tuple[Opened, ...] = ()
    sentence: tuple[str, int] = ("", 0)
    whole: Whole | None = None
    usual: tuple[Statement, ...] = ()
    change_said: bool = False
    may_be_gap: bool = False
    is_given: bool = True
    is_named: bool = False

    @property
    def value(self) -> Decimal:
        """The number, in its unit as written."""
        return self.mention.value

    @property
    def written(self) -> str:
        """The number as the text has it, with its unit."""
        return f"{self.mention.text}{self.mention.unit}"


class Itemised(NamedTuple):
    """A list of names without numbers (主要包括：办公费、印刷费) under an amount."""

    passage: Passage
    where: str
    name: str
    quantities: tuple[Quantity, ...]
    start: int
    end: int


class Comparison(Enum):
    """What a text says of two amounts, or of one, in words."""

    EQUAL = "相等"
    UNEQUAL = "存在差异"
    MORE = zh.GREATER
    LESS = zh.SMALLER
    UP = zh.INCREASE
    DOWN = zh.DECREASE
    NONE = "没有"
    FIRST = "上年没有"


@dataclass(frozen=True, slots=True, eq=False)
class Remark:
    """Words that compare two amounts without a number of their own: 持平, 大于预算数."""

    comparison: Comparison
    word: str
    start: int
    end: int
    passage: Passage
    where: str
    name: str
    key: Key
    quantities: tuple[Quantity, ...]
    base: Base | None
    now: Statement | None = None
    budget: Statement | None = None
    last: Statement | None = None
    change: Statement | None = None
    sentence: tuple[str, int] = ("", 0)
