"""Tables of a web page (.html), or of a page that bears the name .xls: nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from generator.base.decoding import UndecodableError, decode
from generator.files.snapshot import take_snapshot
from generator.files.text.around_tables import Grid, Item, Line, gather_sheets, no_tables, oversize
from generator.files.xlsx.cells import clean_text
from generator.files.xlsx.outline import MAX_CELLS, MAX_COLUMNS, TooLargeError, check_size
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

_MAX_BYTES = 8_000_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_HEAD_BYTES = 4096
# Encodings that decode() does not try; those of mainland pages it knows without being told.
_DECLARED = frozenset({"big5", "big5-hkscs", "utf-16", "utf-16le", "utf-16be", "shift_jis"})
_LEFT_OUT = frozenset(
    {
        "head", "script", "style", "noscript", "template", "select", "textarea", "iframe", "object",
        "svg", "math", "title",
    }
)  # fmt: skip
_INLINE = frozenset(
    {
        "a", "abbr", "b", "big", "code", "em", "font", "i", "img", "ins", "label", "mark", "nobr",
        "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
    }
)  # fmt: skip
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_LEAST = 3
_SPAN = re.compile(r"\s*([0-9]{1,5})")
_WHITE = re.compile("[ \t\r\n\f\xa0]+")
_STRAY = b"\x0b\x0c\x1c\x1d\x1e\x1f\x7f"  # Word leaves such bytes; no text encoding needs them
_DEEP = "xcessive depth"
_FRAMED = "网页只是框架，表格在旁边的 .files 文件夹中；请在 Excel 中打开，另存为 .xlsx"
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)

Expanded = tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]
Read = tuple[tuple["Sheet", ...], tuple["Finding", ...]]


def read_html(path: Path, name: str) -> Read:
    """Return one sheet for each innermost data table, with the lines above and the notes below."""
    data, findings = take_snapshot(path, name)
    if not data:
        return (), findings
    try:
        page = _read_page(data)
    except (UndecodableError, TooLargeError) as error:
        return (), (unreadable(name, str(error)),)
    except (etree.LxmlError, ValueError):
        detail = "网页已损坏，无法读取；请在浏览器中打开，重新另存"
        return (), (unreadable(name, detail),)
    grids = [item for item in page.items if isinstance(item, Grid)]
    if not grids:
        framed = page.framed and unreadable(name, _FRAMED)
        return (), (framed or no_tables(name),)
    detail = oversize(grids)
    return ((), (unreadable(name, detail),)) if detail else gather_sheets(page.items, name)


def _read_page(data: bytes) -> _Page:
    if len(data) > _MAX_BYTES:
        raise TooLargeError(f"网页超过 {_MAX_BYTES // 1_000_000} MB，没有读取")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root: etree._Element | None = etree.fromstring(_decode(data).encode(), parser)
    if any(_DEEP in entry.message for entry in parser.error_log):
        raise TooLargeError("网页的元素嵌套过深，没有读取")
    if root is None:  # nothing but comments
        return _Page({})
    page = _Page(_data_tables(root), framed=root.find(".//frame") is not None)
    page.walk(root)
    page.end_line()
    return page


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    encoding = declared.group(1).decode("ascii").lower() if declared else ""
    if encoding in _DECLARED:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return decode(data if b"\0" in data else data.translate(None, _STRAY))


def _data_tables(root: etree._Element) -> dict[etree._Element, Expanded]:
    """Return the tables that hold data themselves: none around another, none of a single row."""
    found: dict[etree._Element, Expanded] = {}
    for table in reversed(list(root.iter("table"))):  # inner tables come after outer ones
        inner = any(other in found for other in table.iter("table") if other is not table)
        if inner:
            continue
        expanded = _expand(table)
        filled = [sum(map(bool, row)) for row in expanded[0]]
        if sum(map(bool, filled)) > 1 and max(filled) >= _LEAST:
            found[table] = expanded
    return found


@dataclass(slots=True)
class _Page:
    """The lines and tables of a page in the order in which they stand."""

    tables: dict[etree._Element, Expanded]
    framed: bool = False
    items: list[Item] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _count: int = 0

    def walk(self, element: etree._Element) -> None:
        """Add what stands in an element."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT or _is_hidden_run(element):
            return
        if tag == "table":
            self.end_line()
            self._add_table(element)
            return
        block = tag not in _INLINE
        if block:
            self.end_line()
        self._words.append(element.text or "")
        for child in element:
            self.walk(child)
            self._words.append(child.tail or "")
        if block:
            self.end_line()

    def end_line(self) -> None:
        """Make a line of the words since the last one."""
        text = _collapse("".join(self._words))
        self._words.clear()
        if text:
            self.items.append(Line((text,)))

    def _add_table(self, table: etree._Element) -> None:
        if table in self.tables:
            for caption in table.iterchildren("caption"):
                self.items.append(Line((_text_of(caption),)))
            rows, hidden = self.tables[table]
            self._count += 1
            self.items.append(Grid(f"第{self._count}个表", rows, hidden=hidden))
            return
        if any(other in self.tables for other in table.iter("table")):
            for child in table:
                self.walk(child)
            self.end_line()
            return
        for row in _expand(table)[0]:
            cells = tuple(cell for cell in row if cell)
            if cells:
                self.items.append(Line(cells))


def _expand(table: etree._Element) -> Expanded:
    """Return the rows of a table, merged cells blank but for their first, and the hidden rows."""
    rows: list[tuple[str, ...]] = []
    hidden: list[int] = []
    taken: dict[int, int] = {}
    cells = 0
    for index, line in enumerate(_lines_of(table)):
        row: list[str] = []
        for cell in line:
            if cell.tag not in _CELLS:
                continue
            _skip_taken(row, taken)
            columns, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if down > 1:
                taken.update(dict.fromkeys(range(len(row), len(row) + columns), down))
            row += [_text_of(cell), *[""] * (columns - 1)]
        cells += len(row)
        _check(index + 1, len(row), cells)
        _skip_taken(row, taken)
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        rows.append(tuple(row))
        if _HIDDEN.search(line.get("style") or "") and any(row):
            hidden.append(index)
    return tuple(rows), tuple(hidden)


def _lines_of(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, not those of tables within it; a foot comes last."""
    feet = []
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag == "tfoot":
            feet.append(part)
        elif part.tag in _SECTIONS:
            yield from part.iterchildren("tr")
    for part in feet:
        yield from part.iterchildren("tr")


def _span(cell: etree._Element, attribute: str) -> int:
    """Return over how many columns or rows a cell reaches."""
    found = _SPAN.match(cell.get(attribute) or "1")
    return max(min(int(found.group(1)), MAX_COLUMNS), 1) if found else 1


def _check(rows: int, columns: int, cells: int) -> None:
    check_size(rows, columns)
    if cells > MAX_CELLS:
        raise TooLargeError(f"超过 {MAX_CELLS:,} 个单元格，不像公开表，没有读取")


def _text_of(element: etree._Element) -> str:
    """Return the text of a cell in one line."""
    if not len(element):
        text = (element.text or "").strip()
        if text.isascii() and text.isprintable() and "  " not in text:
            return text  # the usual amount: quicker by far
    return _collapse("".join(_words_of(element)))


def _words_of(element: etree._Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or _is_hidden_run(element):
        return
    apart = element.tag not in _INLINE
    if apart:
        yield " "
    yield element.text or ""
    for child in element:
        yield from _words_of(child)
        yield child.tail or ""
    if apart:
        yield " "


def _is_hidden_run(element: etree._Element) -> bool:
    """Whether a run of text is not shown; it is left out, as hidden text of Word is."""
    if element.tag not in _INLINE:
        return False
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _collapse(text: str) -> str:
    return clean_text(_WHITE.sub(" ", text))


def _skip_taken(row: list[str], taken: dict[int, int]) -> None:
    """Pass over the columns that a cell of a row above reaches down into."""
    while taken.get(len(row), 0) and len(row) <= MAX_COLUMNS:
        row.append("")
