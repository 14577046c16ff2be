"""Changes to the grid of a table that mean nothing: independent of the program's own reading.

A grid is a list of rows of texts. Each change takes a `Change` and alters it in place; it raises
`DoesNotApply` where the table has nothing for it to change.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from support.table_words import (
    CONTINUED,
    COPIES,
    NOTES,
    OTHER_SIZES,
    PAGE_SUMS,
    SIGNATURES,
    STRANGE_UNITS,
    YUAN,
)

AMOUNT = re.compile(r"-?[0-9]{1,3}(?:,?[0-9]{3})*\.[0-9]{1,2}")
CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
FORMS = tuple(f"公开0{number}" for number in range(1, 10))


class DoesNotApply(Exception):  # noqa: N818 - no error: another one is drawn
    """The table has nothing that this change could change."""


@dataclass
class Change:
    """A table on its way: its form, its grid, and what the file around it gets."""

    form: str
    grid: list[list[str]]
    dice: random.Random
    copies: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    tail: str = ""
    siblings: Callable[[str], list[list[str]]] | None = None
    neighbours: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    beside: bool = False
    base: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Keep the grid as it was: what the changed one has to say."""
        self.base = [list(row) for row in self.grid]

    @property
    def width(self) -> int:
        return max(map(len, self.grid))

    def insert(self, at: int, *texts: str) -> None:
        self.grid.insert(at, [*texts, *[""] * (self.width - len(texts))][: self.width])

    def body(self) -> int:
        """The first row below the heads: with a code, or an amount, or 合计."""
        for at, row in enumerate(self.grid):
            if at and any(AMOUNT.fullmatch(text) for text in row):
                return at
        raise DoesNotApply

    def amounts(self) -> list[tuple[int, int]]:
        start = self.body()
        found = [
            (at, column)
            for at in range(start, len(self.grid))
            for column, text in enumerate(self.grid[at])
            if AMOUNT.fullmatch(text)
        ]
        if not found:
            raise DoesNotApply
        return found

    def anywhere(self) -> int:
        return self.dice.randint(1, len(self.grid))


def decimal_of(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def blank_rows(change: Change) -> None:
    for _ in range(change.dice.randint(1, 3)):
        change.insert(change.anywhere())


def blank_columns(change: Change) -> None:
    at = change.dice.randint(0, change.width)
    for row in change.grid:
        row.insert(at, "")


def coded_rows(change: Change) -> tuple[int, int]:
    """The run of rows that begin with a whole code, whose order is free."""
    if change.form not in {"公开02", "公开03", "公开05", "公开07", "公开08"}:
        raise DoesNotApply
    rows = [at for at, row in enumerate(change.grid) if CODE.fullmatch(row[0])]
    split = any(len(change.grid[at][1]) == 2 for at in rows)
    if split or len(rows) < 2 or rows[-1] - rows[0] != len(rows) - 1:
        raise DoesNotApply
    return rows[0], rows[-1] + 1


def reordered_rows(change: Change) -> None:
    start, end = coded_rows(change)
    part = change.grid[start:end]
    change.dice.shuffle(part)
    change.grid[start:end] = part


def totals_moved(change: Change) -> None:
    start, end = coded_rows(change)
    total = start - 1
    if "合计" not in change.grid[total]:
        raise DoesNotApply
    change.grid.insert(end - 1, change.grid.pop(total))


def merged_cells(change: Change) -> None:
    for at, row in enumerate(change.grid[: change.body()]):
        column = 0
        while column < len(row):
            end = column + 1
            while end < len(row) and not row[end]:
                end += 1
            if row[column] and end - column > 1:
                change.merges.append((at, column, at, end - 1))
            column = end


def note_rows(change: Change) -> None:
    for _ in range(change.dice.randint(1, 2)):
        change.insert(change.anywhere(), change.dice.choice(NOTES))


def signature_rows(change: Change) -> None:
    change.insert(change.anywhere(), *change.dice.choice(SIGNATURES))


def hidden_lines(change: Change) -> None:
    start = change.body()
    change.hidden_rows.append(change.dice.randrange(start, len(change.grid)))
    change.hidden_columns.append(change.dice.randrange(change.width))


def repeated_heads(change: Change) -> None:
    start = change.body()
    first = change.dice.choice([0, *range(max(start - 3, 0), start)])
    heads = [list(row) for row in change.grid[first:start]]
    at = change.dice.randint(start + 1, len(change.grid))
    if first == 0 and change.dice.random() < 0.5:
        heads[0][0] += "（续表）"
    change.grid[at:at] = heads


def continued_marks(change: Change) -> None:
    at = change.dice.randint(change.body() + 1, len(change.grid))
    change.insert(at, change.dice.choice(CONTINUED))


def page_sums(change: Change) -> None:
    if change.form == "公开09":
        raise DoesNotApply
    start = change.body()
    at = change.dice.randint(start + 1, len(change.grid))
    row = [""] * change.width
    for _, column in change.amounts():
        row[column] = f"{change.dice.randint(1, 99999) / 100:.2f}"
    row[0] = change.dice.choice(PAGE_SUMS)
    if change.form in {"公开01", "公开04"}:
        right = next((c for c, text in enumerate(change.grid[start]) if c and "支出" in text), 0)
        if not right:
            raise DoesNotApply
        row[right] = row[0]
    change.grid.insert(at, row)


def two_line_heads(change: Change) -> None:
    """A head over two lines of a cell, as Alt+Enter makes it."""
    heads = [
        (at, column)
        for at, row in enumerate(change.grid[: change.body()])
        for column, text in enumerate(row)
        if len(text) > 3 and at > 1 and "栏次" not in text
    ]
    if not heads:
        raise DoesNotApply
    for at, column in change.dice.sample(heads, min(2, len(heads))):
        text = change.grid[at][column]
        middle = len(text) // 2
        change.grid[at][column] = f"{text[:middle]}\n{text[middle:]}"


def spaced_heads(change: Change) -> None:
    mark = change.dice.choice([" ", "　", "  "])
    for row in change.grid[: change.body()]:
        for column, text in enumerate(row):
            if text and change.dice.random() < 0.6 and not text.isdigit() and "：" not in text:
                wide = text.replace("(", "（").replace(")", "）").replace("/", "／")
                row[column] = f"{wide[0]}{mark}{wide[1:]}{mark}"


def unseen_characters(change: Change) -> None:
    marks = "\xa0", "\u200b", "\ufeff", "\u3000"
    for row in change.grid:
        for column, text in enumerate(row):
            if text and change.dice.random() < 0.3:
                mark = change.dice.choice(marks)
                row[column] = change.dice.choice([f"{text}{mark}", f"{mark}{text}"])


def units_in_cells(change: Change) -> None:
    if not any("单位：万元" in text for row in change.grid for text in row):
        raise DoesNotApply
    for at, column in change.amounts():
        if change.dice.random() < 0.7:
            change.grid[at][column] += "万元"


def negatives(change: Change) -> None:
    """Amounts below 0, plainly written in the grid that is compared with."""
    for at, column in change.dice.sample(change.amounts(), min(3, len(change.amounts()))):
        text = change.grid[at][column].removeprefix("-")
        change.base[at][column] = f"-{text}"
        shape = change.dice.choice(["({})", "（{}）", "{}-", "－{}", "−{}"])
        change.grid[at][column] = shape.format(text)


def scientific(change: Change) -> None:
    for at, column in change.dice.sample(change.amounts(), min(3, len(change.amounts()))):
        value = decimal_of(change.grid[at][column])
        if value:
            change.grid[at][column] = f"{value:E}"


def full_width(change: Change) -> None:
    wide = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789.,-"}
    for at, column in change.amounts():
        if change.dice.random() < 0.6:
            change.grid[at][column] = change.grid[at][column].translate(wide)


def swapped_columns(change: Change) -> None:
    """Two amount columns of a coded table change places, with all that stands above them."""
    if change.form not in {"公开02", "公开03", "公开05"}:
        raise DoesNotApply
    start = change.body()
    columns = sorted({column for _, column in change.amounts()})
    leaves = [c for c in columns if any(change.grid[at][c] for at in range(2, start))]
    single = [c for c in leaves if sum(bool(change.grid[at][c]) for at in range(3, start)) <= 2]
    if len(single) < 2 or change.form == "公开05":
        raise DoesNotApply
    one, other = change.dice.sample(single, 2)
    first = next(at for at, row in enumerate(change.grid) if sum(map(bool, row)) > 3)
    for row in change.grid[first:]:
        row[one], row[other] = row[other], row[one]


def _state_unit(change: Change, words: str) -> None:
    for row in change.grid[: change.body()]:
        for column, text in enumerate(row):
            if "单位：万元" in text:
                row[column] = text.replace("单位：万元", words)
                return
    raise DoesNotApply


def other_unit(change: Change) -> None:
    if change.dice.random() < 0.6:
        words, factor = change.dice.choice(YUAN), Decimal(10000)
    else:
        words, size = change.dice.choice(list(OTHER_SIZES.items()))
        factor = Decimal(size)
    cells = change.amounts()
    columns = {column for _, column in cells}
    below = [row for row in change.grid[change.body() :] if not row[0].startswith("栏次")]
    if any(re.fullmatch("[0-9]{3,}", row[c]) for row in below for c in columns):
        raise DoesNotApply  # an amount without decimals may be a code to this change
    _state_unit(change, words)
    for at, column in cells:
        value = decimal_of(change.grid[at][column]) * factor
        places = 2 if factor >= 1 else 8
        change.grid[at][column] = f"{value:.{places}f}"


def strange_unit(change: Change) -> None:
    change.body()
    _state_unit(change, change.dice.choice(STRANGE_UNITS))


def copies(change: Change) -> None:
    grid = [list(row) for row in change.grid]
    for at, column in change.amounts():
        grid[at][column] = f"{decimal_of(change.grid[at][column]) + 7:.2f}"
    change.copies.append((change.dice.choice(COPIES).format(change.form), grid))


def codes_as_text(change: Change) -> None:
    shape = change.dice.choice(['="{}"', "'{}", "{}\t", "\t{}", "{} "])
    coded = [row for row in change.grid if CODE.fullmatch(row[0])]
    if not coded:
        raise DoesNotApply
    for row in coded:
        row[0] = shape.format(row[0])


def other_text_file(change: Change) -> None:
    change.delimiter = change.dice.choice([",", "\t", ";"])
    change.encoding = change.dice.choice(["utf-8-sig", "utf-8", "gb18030", "utf-16"])
    change.tail = change.dice.choice(["", "\x1a", "\n\n", "\r\n,,,\r\n"])


def several_tables(change: Change) -> None:
    """Other tables of the department on the same sheet: below, or one beside it."""
    if change.siblings is None:
        raise DoesNotApply
    others = [form for form in FORMS if form != change.form]
    change.beside = change.dice.random() < 0.3
    for form in change.dice.sample(others, 1 if change.beside else change.dice.randint(1, 3)):
        change.neighbours.append((form, change.siblings(form)))


KINDS: dict[str, Callable[[Change], None]] = {
    "空行": blank_rows,
    "空列": blank_columns,
    "行的次序": reordered_rows,
    "合计移到末尾": totals_moved,
    "合并单元格": merged_cells,
    "注和说明": note_rows,
    "签字和日期": signature_rows,
    "隐藏行列": hidden_lines,
    "表头重复": repeated_heads,
    "续表": continued_marks,
    "本页小计、累计": page_sums,
    "两行的表头": two_line_heads,
    "表头中的空格、全角": spaced_heads,
    "不换行空格、零宽字符": unseen_characters,
    "格中写单位": units_in_cells,
    "括号和后置负号": negatives,
    "科学计数法": scientific,
    "全角数字": full_width,
    "换列": swapped_columns,
    "元、千元等": other_unit,
    "认不出的单位": strange_unit,
    "副本": copies,
    "编码写成文本": codes_as_text,
    "分隔符、编码、结尾": other_text_file,
    "一个工作表上几张表": several_tables,
}
# Kinds that come before others, after others, and such as do not go together.
FIRST = ("括号和后置负号",)
LAST = ("元、千元等", "科学计数法", "全角数字", "格中写单位", "不换行空格、零宽字符")
APART = ({"元、千元等", "格中写单位", "认不出的单位"}, {"元、千元等", "括号和后置负号"})
ONLY_WORKBOOK = frozenset({"合并单元格", "隐藏行列", "一个工作表上几张表"})
# What cannot be read, and has to be named: no change without meaning.
TO_BE_NAMED = frozenset({"认不出的单位"})
ONLY_TEXT = frozenset({"副本", "编码写成文本", "分隔符、编码、结尾"})
