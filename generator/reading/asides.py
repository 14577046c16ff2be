"""Rows of a table that are no figures: notes, signatures, sums of a page, heads printed again.

They are taken out before the rows are read, wherever they stand: a note between two rows ends no
table. A row that holds an amount is never taken out but for a sum of a page, which is counted in
the rows already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.labels import squash, strip_tags
from generator.field import zh
from generator.field.notes import is_note

if TYPE_CHECKING:
    from generator.model.sheet import Sheet

TOTAL_LABELS = frozenset({zh.TOTAL, zh.GRAND_TOTAL, zh.SUBTOTAL})
_TOP_ROWS = 12
_SIGNATURE = re.compile(
    r"(?:制表|填表|填报|编报|编制人|报送|审核|审定|审批|审签|复核|校对|校核|经办|打印|导出|联系人?电?话?"
    r"|单位负责|部门负责|财务负责|分管|主管|会计主管|会计机构|会计负责|负责人|法定代表|局长|签发"
    r"|(?:单位|部门|财务)?(?:公章|盖章|签章|签字|签名)|[（(](?:公章|盖章|签章)[）)]|日期)"
    r"[^0-9]{0,12}(?:[:：]|$|[0-9]{4})"
)
_DATE = re.compile(r"20[0-9]{2}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[-./][0-9]{1,2}[-./][0-9]{1,2})")
_PAGE = re.compile(
    r"[-—–\s]*第?\s*[0-9一二三四五六七八九十]{1,3}\s*页?[\s,，/-]*共?\s*[0-9一二三四五六七八九十]{0,3}\s*页?[-—–\s]*"
)
_PAGE_WORDS = re.compile(r"页|/|[-—–]")
_PAGE_SUM = re.compile(
    r"[（(]?(?:(?:本|此|当|每|前|上)页(?:小计|合计|累计|计)|(?:本年|至本页|截至本页)?累计(?:数|额)?|页计"
    r"|承(?:前|上)页|接(?:前|上)页|(?:过|转)(?:次|下)页|(?:续|接)下页)[）)]?"
)
_CONTINUED = re.compile(
    r"[（(【]?(?:接上表|接上页|续上表|续前表|续表?)[0-9一二三四五六七八九十]{0,2}[）)】]?"
)
_CONTINUES = re.compile(r"[续接]")  # in all that the pattern above matches
_AMOUNT = re.compile(
    r"[-+（(]?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?[)）]?-?(?:[百千万亿]*元)?"
)
_LABELLING = ("：", ":", zh.DATE, "电话", "时间", "页", "人", "章")
_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}(?:[-_.、]?[\u4e00-\u9fff（].*)?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ORDINAL = re.compile(r"[0-9]{1,2}")
_ORDINALS = zh.COLUMN_NUMBER
_GRID = re.compile(r"科目|项目|收入|支出|预算数|决算数|栏次|分组|人员经费|公用经费")
_STATES = re.compile(
    r"(?:部门|单位|编制|填报|公开|预算|金额|计量)[^:]{0,12}:|20[0-9]{2}年度?$|公开0[1-9]表?$"
)
_TITLE_LINE = re.compile(r"表$|:")
_HEAD_LINE = re.compile(r"表$|:|年度$")
_SHORT = 16
_SENTENCE = re.compile(r".{12,}[。；]$|.{40,}")


def is_page_sum(text: str) -> bool:
    """Whether a label names the sum of a page (本页小计), which repeats amounts of rows."""
    return bool(_PAGE_SUM.fullmatch(squash(text)))


def holds_amount(row: tuple[str, ...]) -> bool:
    """Whether an amount stands in a row of text; a date or number beside its label is none."""
    before = ""
    for text in row:
        if not text:
            continue
        plain = squash(text)
        if before and _AMOUNT.fullmatch(plain) and not before.endswith(_LABELLING):
            return True
        before = plain
    return False


@dataclass(frozen=True, slots=True)
class Parted:
    """A sheet without its asides and blank lines, and the notes as printed."""

    sheet: Sheet
    notes: tuple[str, ...]


def part_asides(compact: Sheet) -> Parted:
    """Return the rows that may hold figures, with the heads above them, and the notes apart.

    `compact` is a sheet without blank rows and columns.
    """
    sorter = _Sorter(compact)
    kept = [index for index in range(len(compact.rows)) if sorter.keeps(index)]
    return Parted(compact.with_rows(kept), tuple(sorter.notes))


@dataclass(slots=True)
class _Sorter:
    """Goes through the rows from top to bottom and says which stay."""

    sheet: Sheet
    notes: list[str] = field(default_factory=list)
    _grid: int = 0
    _top: int = 0
    _last: int = 0
    _heads: frozenset[tuple[str, ...]] = frozenset()
    _words: frozenset[str] = frozenset()
    _in_notes: bool = False

    def __post_init__(self) -> None:
        """Find where the figures begin and end."""
        rows = self.sheet.rows
        self._grid = _first_head(rows)
        below = range(self._grid, len(rows))
        self._top = next((at for at in below if _has_figures(rows[at])), len(rows))
        self._last = max((at for at in below if _belongs(rows[at])), default=0)
        self._heads = frozenset(rows[: self._top])
        self._words = frozenset(
            squash(text) for row in rows[: self._top] if not is_note(row) for text in row if text
        )

    def keeps(self, index: int) -> bool:
        """Whether the row may hold figures or is a head; notes are put aside on the way."""
        row = self.sheet.rows[index]
        texts = [text for text in row if text]
        if _continues(texts):
            return False
        if index >= self._top and (_is_page_sum(texts) or self._repeats_head(row, texts)):
            return False
        if holds_amount(row):
            return True
        noted = is_note(row)
        signed = not noted and index > self._grid and _signs(texts)
        if noted or (index > self._grid and not signed and self._goes_on(index, texts)):
            self._put_aside(strip_tags("".join(texts)), new=noted or not self.notes)
            return False
        return not signed

    def _put_aside(self, text: str, *, new: bool) -> None:
        """Keep a note, or the further line of the last one."""
        self._in_notes = True
        if new:
            self.notes.append(text)
        else:
            self.notes[-1] += text

    def _goes_on(self, index: int, texts: list[str]) -> bool:
        """Whether a row without amounts below the figures goes on with a note, or is a sentence."""
        first = squash(texts[0])
        if index <= self._last or first in TOTAL_LABELS:
            return False
        coded = _CODE.fullmatch(first) and len(texts) > 1
        return not coded and (self._in_notes or bool(_SENTENCE.fullmatch(texts[0])))

    def _repeats_head(self, row: tuple[str, ...], texts: list[str]) -> bool:
        """Whether a row is one of the heads again, as at the top of a further page."""
        if row in self._heads:
            return True
        plain = [
            _CONTINUED.sub("", text) if _CONTINUES.search(text) else text
            for text in map(squash, texts)
        ]
        words = {text for text in plain if text and not _is_page(text)}
        if words <= TOTAL_LABELS or (len(words) == 1 and not any(map(_HEAD_LINE.search, words))):
            return False
        ordinals = all(map(_ORDINAL.fullmatch, words - {_ORDINALS}))
        if ordinals:
            return _ORDINALS in words
        return all(text in self._words or _STATES.match(text) for text in words)


def _first_head(rows: tuple[tuple[str, ...], ...]) -> int:
    """Return the first row of the head of the grid, 0 where there is none."""
    return next((index for index, row in enumerate(rows[:_TOP_ROWS]) if heads_grid(row)), 0)


def heads_grid(row: tuple[str, ...]) -> bool:
    """Whether a row names columns: several short texts, one of them a word of the forms."""
    texts = [squash(text) for text in row if text]
    return (
        len(texts) > 1
        and all(len(text) <= _SHORT and not _TITLE_LINE.search(text) for text in texts)
        and any(map(_GRID.search, texts))
    )


def _belongs(row: tuple[str, ...]) -> bool:
    """Whether a row is part of the grid, figures or not."""
    return _has_figures(row) or (not is_note(row) and heads_grid(row))


def _has_figures(row: tuple[str, ...]) -> bool:
    """Whether a row holds an amount or begins with a code; a row of 栏次 does not."""
    texts = [squash(text) for text in row if text]
    if not texts or is_note(row) or _signs(texts):
        return False
    if len(texts) > 1 and _CODE.fullmatch(texts[0]):
        return True
    amounts = [text for text in texts if _AMOUNT.fullmatch(text)]
    return any(not _ORDINAL.fullmatch(text) for text in amounts)


def _is_page_sum(texts: list[str]) -> bool:
    """Whether the labels of a row are those of a page's sum, and nothing else."""
    words = [t for t in texts if _CHINESE.search(t) and not _AMOUNT.fullmatch(squash(t))]
    return bool(words) and all(map(is_page_sum, words))


def _continues(texts: list[str]) -> bool:
    """Whether nothing but （续表） and the number of a page stands in a row."""
    plain = [squash(text) for text in texts]
    marked = [text for text in plain if _CONTINUES.search(text) and _CONTINUED.fullmatch(text)]
    return bool(marked) and all(text in marked or _is_page(text) for text in plain)


def _is_page(text: str) -> bool:
    return bool(_PAGE_WORDS.search(text) and _PAGE.fullmatch(text))


def _signs(texts: list[str]) -> bool:
    """Whether a row has signatures, a date or the number of a page, and nothing else."""
    first = squash(texts[0])
    alone = len(texts) == 1
    return bool(
        _SIGNATURE.match(first)
        or (alone and _DATE.fullmatch(first))
        or (all(_is_page(squash(text)) for text in texts))
    )
