"""Passages of a submitted text, and the edits that a review proposes for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class PassageKind(Enum):
    """What a passage is; the value is a plain word for reports."""

    BODY = "body"
    HEADING = "heading"
    CONTENTS = "toc"  # an entry of the 目录
    CAPTION = "caption"  # 图1：…, the title of a table, 单位：万元
    NOTE = "note"  # 注：… below a table
    ROW = "row"  # a line whose parts stand far apart, as in a table without ruled lines
    FOOTNOTE = "footnote"
    TEXTBOX = "textbox"


@dataclass(frozen=True, slots=True)
class Passage:
    r"""One paragraph as its reader sees it: never empty, no white space at its ends.

    A tab is a space in `text`, a line break within the paragraph is \n; characters of no width are
    left out. An entry of the 目录 goes without its dots and page number; an automatic number of
    Word is part of the text.

    `paragraph` is 1-based: in Word the paragraph outside the tables, empty ones counted and those
    of footnotes and text boxes not (these have the number of the paragraph they hang on); in a
    text file the line; in a PDF the running number of the passage. `page` is that of a PDF, else 0.
    `style` is the outline level that the file itself declares (1 to 9), empty where it declares
    none. `locator` means something to the annotator of the same file only.
    """

    text: str
    paragraph: int
    page: int = 0
    style: str = ""
    kind: PassageKind = PassageKind.BODY
    locator: str = ""


class ChartSource(Enum):
    """Where a number of a chart stands; the value is the Chinese word for it."""

    DRAWN = "图中的数"  # what the file has stored as drawn
    LABEL = "图上的文字"  # a label typed by hand
    SHEET = "图的数据表"  # the workbook behind the chart


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A slice, a column or a point of a chart: its name and its number as the file has them.

    `number`, that of its series in the chart, and `index` say which it is; a cell of the workbook
    that is not drawn has the index -1. `series` is the name of the series, if any. `is_share` where
    the number is printed as a percentage (0.5696 as 56.96%).
    """

    name: str
    value: str
    series: str = ""
    index: int = -1
    source: ChartSource = ChartSource.DRAWN
    is_share: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """A text beside the passages: a header, a chart, a table that is none of the nine.

    `where` names it for a reader, `caption` is what is printed below or above a chart, `locator`
    that of the passage which is the caption. `text` is what it says, line by line; of a chart
    `points` are its slices or columns. `is_report` where it belongs to an evaluation (绩效), which
    is no part of 一 to 十二. `unread` says what of it could not be read and why, empty where all
    was; `is_lost` where a file cannot pass without that.
    """

    where: str
    text: str = ""
    points: tuple[ChartPoint, ...] = ()
    is_report: bool = False
    caption: str = ""
    unread: str = ""
    locator: str = ""
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A comment on the characters `start` to `end` of a passage's text, and what replaces them.

    `locator` is that of the passage. `replacement` None only comments; a text replaces what stands
    there; with `start` == `end` it is put in at that place. `comment` may have several lines.
    """

    locator: str
    start: int
    end: int
    replacement: str | None
    comment: str


EMBEDDED_FILE = "嵌入的另一个文件"


class StandIn(NamedTuple):
    """Something of a file that is no table, in Chinese, and the lines that stand before it.

    The lines are those since the table, or the thing like this one, before it; the last is nearest.
    """

    what: str
    above: tuple[str, ...]
