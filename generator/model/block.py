"""The document as values: blocks with a role each, ready to be set in Word, HTML or text."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.figure import Figure
    from generator.model.place import Place


# What stands between the cells of a row where a table is shown as text.
BETWEEN_CELLS = "\t"


class Role(Enum):
    """What a paragraph is; the value is the name of its Word style."""

    COVER_NAME = "封面单位"
    COVER_TITLE = "封面标题"
    COVER_DATE = "封面日期"
    CONTENTS_TITLE = "目录标题"
    PART = "部分标题"  # 第一部分 …
    PART_TITLE = "部分名称"  # the part's name on a line of its own
    HEADING = "一级标题"  # 一、…
    SUBHEADING = "二级标题"  # （一）…
    ITEM_HEADING = "三级标题"
    BODY = "正文段落"
    CHART = "图表"  # the paragraph that holds a chart
    CAPTION = "图题"
    TABLE_TITLE = "表题"
    TABLE_LINE = "表头信息"  # 公开01表, 部门名称 … 单位
    TABLE_NOTE = "表注"
    TABLE_TEXT = "表内文字"
    TABLE_NUMBER = "表内数字"
    TABLE_HEAD = "表内栏头"


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the user has to supply something: a reason, a purpose, a figure.

    `key` is the key to be used in `file` (原因.csv, 事项.csv …); `wording` is what the mark says;
    `amount` and `direction` are what the reason has to explain, as printed; `final`, `base` and
    `difference` the amount itself, what it is compared with (last year, budget), and by how much
    they differ. `is_derived`: what is printed at this place is not `key` itself, but follows from
    it (a sum, a share).

    `name` is what a code stands for. A total asks for nothing itself: `parts` are what it lacks.
    """

    key: str
    wording: str
    file: str = "原因.csv"
    section: str = ""
    amount: str = ""
    direction: str = ""
    basis: str = ""
    final: str = ""
    base: str = ""
    difference: str = ""
    is_derived: bool = field(default=False, compare=False)
    name: str = ""
    parts: tuple[Gap, ...] = ()

    @property
    def asked(self) -> tuple[Gap, ...]:
        """What is to be supplied: the gap itself, or what a total lacks."""
        return self.parts or (self,)

    @property
    def mark(self) -> str:
        """The visible mark that stands in the draft."""
        return f"【待补充：{self.wording}】"


class Origin(NamedTuple):
    """The line of a template file that wrote a run of text."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `figure` is the number that it prints, `gap` what is still missing.

    `bold` and `italic` are as the user marked them in a text of their own.

    `origin` is given only where the lines of the templates were traced.
    """

    text: str
    figure: Figure | None = None
    gap: Gap | None = None
    origin: Origin | None = None
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its role.

    `where` is the clause it belongs to (五（三）2), empty outside the narrative; `template` is the
    file that wrote it. `is_listed`: a 一级标题 stands in the contents. `align` is left (without the
    indent of a paragraph) or right; empty leaves it to the style of the role.
    """

    role: Role
    spans: tuple[Span, ...]
    where: str = ""
    template: str = ""
    is_listed: bool = True
    align: str = ""

    @property
    def text(self) -> str:
        """The text without its links."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice of a chart: its name, its amount and its share as printed (24.81%)."""

    name: str
    amount: Decimal
    amount_text: str
    share_text: str


# Dark and light take turns, so that neighbours stay apart in a black-and-white print.
CHART_COLOURS = (
    "1F4E79",
    "F4B183",
    "548235",
    "FFD966",
    "7030A0",
    "9DC3E6",
    "C00000",
    "A9D18E",
    "7F6000",
    "F8CBE0",
    "404040",
    "BFBFBF",
)


# A pie shows so many slices, and none that is thinner; other structures are drawn as bars.
_FEWEST_SLICES, _MOST_SLICES = 2, 8
_THINNEST = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Chart:
    """A structure chart (结构图).

    `caption` is printed below it (图1：收入决算结构图), `title` is its name without the number,
    `unit` that of the amounts, `measure` what they are. Only slices above 0 are drawn.
    """

    caption: str
    title: str
    slices: tuple[Slice, ...]
    unit: str = zh.TEN_THOUSAND_YUAN
    where: str = ""
    measure: str = zh.AMOUNT

    @property
    def drawn(self) -> tuple[Slice, ...]:
        """The slices that a chart can show: those with an amount above 0."""
        return tuple(piece for piece in self.slices if piece.amount > 0)

    @property
    def in_bars(self) -> bool:
        """Whether bars show it better than a pie: one slice, many, or one too thin to be seen."""
        amounts = [piece.amount for piece in self.drawn]
        thin = bool(amounts) and min(amounts) < _THINNEST * sum(amounts)
        return thin or not _FEWEST_SLICES <= len(amounts) <= _MOST_SLICES


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell of a table; `columns` and `rows` are what it spans.

    `align` is left, center or right; empty leaves it to the style of the role. `place`, where
    given, is the cell of the file that it shows; for the name of a row, the row (column 0).
    `spans` are the text in runs where a template has written it: numbers with their figures, gaps.
    """

    text: str
    role: Role = Role.TABLE_TEXT
    columns: int = 1
    rows: int = 1
    align: str = ""
    bold: bool = False
    place: Place | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A published table as it is printed.

    `number`, `department`, `year` and `unit` are the lines above the table in full (公开01表,
    部门名称：…, 2024年度, 单位：万元). `widths` are the relative widths of the grid columns; the
    first `head_rows` rows are repeated on each page. Each row lists its cells from left to right;
    a grid column that lies under a cell that spans down from an earlier row is not listed again.
    One without a title is a table of a text: it stands where it is, not in the contents; `where`
    is its clause, `template` the file that wrote it. `is_running`: it is read like a text, in the
    full size, whatever pages it takes.
    """

    title: str
    number: str
    department: str
    year: str
    unit: str
    widths: tuple[int, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    head_rows: int
    landscape: bool
    notes: tuple[str, ...] = ()
    where: str = ""
    template: str = ""
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A Word file that is appended as it is (附件); `title`, where given, is a heading above."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a form or report of part five (附件), on a new page.

    `entry` is its line in the contents. `lines`, where there are any, stand below the title on a
    page of their own, the last of them (the date) at its foot.
    """

    entry: str
    title: Paragraph
    lines: tuple[Paragraph, ...] = ()


Block = Paragraph | Chart | Grid | Attachment | Opening


def list_lines(blocks: Iterable[Block]) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    """Yield each paragraph, and each row of a table: its clause, its text, its runs."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.where, block.text, block.spans
        elif isinstance(block, Opening):
            yield from list_lines((block.title, *block.lines))
        elif isinstance(block, Grid):
            for row in block.rows:
                text = BETWEEN_CELLS.join(cell.text.replace("\n", "") for cell in row)
                yield block.where, text, tuple(span for cell in row for span in cell.spans)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts (第一部分 …) and its blocks.

    `heading` is printed on a new page and stands in the contents; `title`, where given, follows on
    a line of its own. The blocks repeat neither of them.
    """

    heading: str
    blocks: tuple[Block, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover, line by line: 2024年度, the department, 部门决算, the date; empty is left out."""

    year_line: str
    department: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """Everything that a document holds, in order."""

    cover: Cover
    contents_title: str
    parts: tuple[Part, ...]
