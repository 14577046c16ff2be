"""Markdown of the user's texts (文字/, 附件/) as paragraphs, runs and tables.

CommonMark with tables, read so that a Chinese text that is no Markdown comes out as it was typed:
each line is a paragraph, indentation means nothing, numbers of items stay as typed, a single `*`
or `_` within a word, a row of four or more of them, and `>` before a number are text. HTML is
never passed on: known tags go, their words stay.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from generator.base.decoding import UNSEEN
from generator.base.labels import display_units
from generator.files.markdown_marks import TAG, read_emphasis, read_tag
from generator.model.block import Grid, GridCell, Paragraph, Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

IMAGES = "图片"
TOO_MUCH = "标题、粗体等格式（标记太多，文字照原样逐行印出）"

_MOST_CHARACTERS = 400_000
# What the parser does with a mark may take time by the marks before it in the paragraph.
_MOST_WORK = 20_000_000
_MARKS_A_PARAGRAPH = (1_000, 100)
_MARKS = re.compile(r"[*_\[\]<`!&\\]")
_DEEPEST = 90  # of the tokens; beyond, the parser would leave text out
_MOST_LEADING = 20
_NO_TEXT = re.compile(f"[{UNSEEN}\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
# What is put right before the parser sees a line.
_WIDE_INDENT = re.compile(r"^[^\S\n]*[\u3000\xa0]\s*")
_DEEP_INDENT = re.compile(r"^[ \t]{20,}")
_LEADING = re.compile(r"(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+|>){" + str(_MOST_LEADING) + r",}")
_GREATER = re.compile(r"^(\s*)>(?=\s*[\d=.]|[^\s>])")
_TIGHT_HEADING = re.compile(r"^(\s*(?:#(?=[^#\s\d])|#{2,6}(?=[^#\s])))")
_BLANK_TO_FILL = re.compile(r"^\s*(?=_[_\s]*$)")  # no rule across the page
_COMMENT_OPENS, _COMMENT_CLOSES = "<!--", "-->"
# Lines of a table that has no line of dashes below its head are no Markdown; nobody prints them so.
_PIPED = re.compile(r"\|.*\|")
_DASHED = re.compile(r"[|:\-\s]+")
_PLAIN_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PLAIN_MARKS = re.compile(r"^(?:#{1,6}\s*|[-*+]\s+|>\s+)+")
_ADDRESS = re.compile(r"(?:https?:|mailto:|ftp:|www\.|#|\.{0,2}/)", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_NUMBER = re.compile(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_MOST_COLUMNS, _MOST_ROWS, _WIDEST = 8, 100, 60
_LEAST_WIDTH, _MOST_WIDTH = 6, 40


class MarkdownText(NamedTuple):
    """A text as blocks (paragraphs, and tables without a title); `left_behind` was not printed."""

    blocks: tuple[Paragraph | Grid, ...]
    left_behind: tuple[str, ...] = ()


def read_markdown(text: str) -> MarkdownText:
    """Return the blocks of a text; the first heading level is 二级标题, those below it 三级标题.

    A paragraph with too many marks, and a text that is too long or too deep, is read without
    looks, line by line, and `left_behind` says so.
    """
    text = without_comments(text)
    tamed = _tame(text)
    source = "\n".join(map(_prepare_line, tamed.splitlines()))
    if len(source) <= _MOST_CHARACTERS:
        tokens = _parser().parse(source)
        if all(token.level < _DEEPEST for token in tokens):
            reader = _Reader()
            reader.read(tokens)
            beyond = {TOO_MUCH} if tamed != text else set()
            return MarkdownText(tuple(reader.blocks), tuple(sorted(reader.left_behind | beyond)))
    lines = (_PLAIN_MARKS.sub("", line.strip()) for line in _without_looks(text).splitlines())
    lines = (_ESCAPED.sub(r"\1", line) for line in lines)
    paragraphs = (_paragraph(Role.BODY, (Span(line),)) for line in lines)
    return MarkdownText(tuple(one for one in paragraphs if one), (TOO_MUCH,))


def table_lines(grid: Grid) -> list[str]:
    """Return a table as lines, one a row: each cell behind the name of its column."""
    head, *rows = [[" ".join(cell.text.split()) for cell in row] for row in grid.rows]
    lines = []
    for row in rows:
        pairs = zip(head, row, strict=False)
        lines.append("；".join(f"{name}：{cell}" if name else cell for name, cell in pairs if cell))
    return [line for line in lines if line] if rows else ["；".join(filter(None, head))]


def _tame(text: str) -> str:
    """Return the text, marks as plain signs in the paragraphs that would take the parser long."""
    parts = text.split("\n\n")
    counts = [len(_MARKS.findall(part)) for part in parts]
    for most in _MARKS_A_PARAGRAPH:
        if sum(count**2 for count in counts) <= _MOST_WORK:
            break
        for index, count in enumerate(counts):
            if count > most:
                parts[index] = _MARKS.sub(r"\\\g<0>", _without_looks(parts[index]))
                counts[index] = 0
    return "\n\n".join(parts)


def _without_looks(text: str) -> str:
    return _PLAIN_BOLD.sub("", TAG.sub("", text))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table")
    # Indented lines are paragraphs; [1]: … is a note that somebody typed.
    parser.disable(["code", "reference", "html_block"])
    parser.inline.ruler.at("emphasis", read_emphasis)
    parser.inline.ruler.at("html_inline", read_tag)
    parser.validateLink = _is_address  # type: ignore[method-assign]
    parser.enable("html_inline")
    return parser


def _is_address(url: str) -> bool:
    """Whether what stands in brackets behind brackets is an address: [2024](12) is none."""
    return _ADDRESS.match(url) is not None or re.search(r"\w\.\w", url) is not None


def without_comments(text: str) -> str:
    """Return a text without its HTML comments; one that does not end is text."""
    pieces: list[str] = []
    position = 0
    while (opened := text.find(_COMMENT_OPENS, position)) >= 0:
        closed = text.find(_COMMENT_CLOSES, opened)
        if closed < 0:
            break
        pieces.append(text[position:opened])
        position = closed + len(_COMMENT_CLOSES)
    pieces.append(text[position:])
    return "".join(pieces)


def _prepare_line(line: str) -> str:
    """Return a line so that only what is Markdown is read as such."""
    line = _WIDE_INDENT.sub("", line)
    line = _DEEP_INDENT.sub(" " * _MOST_LEADING, line)
    line = _LEADING.sub("", line)
    line = _GREATER.sub(r"\1\\>", line)
    line = _BLANK_TO_FILL.sub(r"\\", line)
    return _TIGHT_HEADING.sub(r"\1 ", line)


class _Reader:
    """Turns tokens into blocks; `left_behind` is what they show and a text cannot."""

    def __init__(self) -> None:
        self.blocks: list[Paragraph | Grid] = []
        self.left_behind: set[str] = set()
        self._numbers: list[str] = []  # the numbers of open items that no text has taken yet

    def read(self, tokens: Sequence[Token]) -> None:
        """Read the tokens of a whole text."""
        heading = 0
        rows: list[list[str]] = []
        in_table = False
        for token in tokens:
            if token.type == "table_open":
                rows, in_table = [], True
            elif token.type == "table_close":
                in_table = False
                self._add_table(rows)
            elif token.type == "tr_open":
                rows.append([])
            elif token.type == "inline" and in_table:
                lines = self._lines(token.children or [])
                rows[-1].append("\n".join("".join(s.text for s in line) for line in lines))
            elif token.type == "heading_open":
                heading = int(token.tag[1:])
            elif token.type == "inline":
                self._add_lines(self._lines(token.children or []), heading)
                heading = 0
            else:
                self._read_mark(token)

    def _read_mark(self, token: Token) -> None:
        if token.type == "list_item_open":
            self._numbers.append(f"{token.info}{token.markup}" if token.info else "")
        elif token.type == "list_item_close":
            # An item without text: its number alone is what was typed.
            number = self._numbers.pop() if self._numbers else ""
            if number:
                self._add(Role.BODY, (Span(number),))
        elif token.type in {"fence", "code_block"}:
            self._add_lines([[Span(line)] for line in token.content.splitlines()], 0)

    def _add_lines(self, lines: Sequence[Sequence[Span]], heading: int) -> None:
        # A line of dashes below several lines makes no heading of all of them.
        role = Role.BODY
        if heading and len(lines) == 1:
            role = Role.SUBHEADING if heading == 1 else Role.ITEM_HEADING
        number = " ".join(filter(None, self._numbers))
        self._numbers = ["" for _ in self._numbers]
        if number:
            lines = [[Span(f"{number} "), *lines[0]], *lines[1:]] if lines else [[Span(number)]]
        for line in lines:
            self._add(role, tuple(line))

    def _add(self, role: Role, spans: tuple[Span, ...]) -> None:
        made = _paragraph(role, spans)
        if made is not None:
            self.blocks.append(made)

    def _add_table(self, rows: list[list[str]]) -> None:
        grid = _lay_out([[_clean(cell).strip() for cell in row] for row in rows])
        if grid is None:
            return
        widest = max(display_units(cell.text) for row in grid.rows for cell in row)
        if len(grid.widths) <= _MOST_COLUMNS and len(rows) <= _MOST_ROWS and widest <= _WIDEST:
            self.blocks.append(grid)
            return
        for line in table_lines(grid):
            self._add(Role.BODY, (Span(line),))

    def _lines(self, tokens: Sequence[Token]) -> list[list[Span]]:
        """Return the runs of an inline token, line by line."""
        lines: list[list[Span]] = [[]]
        strong = slanted = 0
        addresses: list[tuple[str, str]] = []
        for token in tokens:
            kind = token.type
            text = token.content if kind in {"text", "code_inline"} else ""
            if kind in {"softbreak", "hardbreak"}:
                lines.append([])
            elif kind in {"strong_open", "strong_close"}:
                strong = max(strong + token.nesting, 0)
            elif kind in {"em_open", "em_close"}:
                slanted = max(slanted + token.nesting, 0)
            elif kind == "image":
                self.left_behind.add(IMAGES)
                text = token.content
            elif kind == "link_open":
                addresses.append((str(token.attrs.get("href", "")), ""))
            elif kind == "link_close" and addresses:
                href, shown = addresses.pop()
                text = f"（{href}）" if _WEB.match(href) and href != shown else ""
            if text:
                lines[-1].append(Span(text, bold=strong > 0, italic=slanted > 0))
                addresses = [(href, shown + text) for href, shown in addresses]
        return lines


def _clean(text: str) -> str:
    """Return a text without what a reference (&#8203;) has brought in unseen."""
    return _NO_TEXT.sub("", text)


def _paragraph(role: Role, spans: tuple[Span, ...]) -> Paragraph | None:
    """Return a line as a paragraph, runs of one look joined; None where it says nothing."""
    runs: list[Span] = []
    for span in spans:
        text = _clean(span.text)
        if not runs:
            text = text.lstrip()
        if runs and (runs[-1].bold, runs[-1].italic) == (span.bold, span.italic):
            runs[-1] = Span(runs[-1].text + text, bold=span.bold, italic=span.italic)
        elif text:
            runs.append(Span(text, bold=span.bold, italic=span.italic))
    while runs and not (kept := runs[-1].text.rstrip()):
        runs.pop()
    if not runs:
        return None
    runs[-1] = Span(kept, bold=runs[-1].bold, italic=runs[-1].italic)
    whole = "".join(span.text for span in runs)
    if not _PIPED.fullmatch(whole):
        return Paragraph(role, tuple(runs))
    if _DASHED.fullmatch(whole):
        return None
    cells = (cell.strip() for cell in whole.strip("|").split("|"))
    return Paragraph(role, (Span("；".join(filter(None, cells))),))


def _lay_out(rows: list[list[str]]) -> Grid | None:
    """Return the cells as a table without title and lines; None where all are empty."""
    if not any(map(any, rows)):
        return None
    columns = max(map(len, rows))
    full = [[*row, *[""] * (columns - len(row))] for row in rows]
    widths = tuple(
        min(max(_LEAST_WIDTH, *(int(display_units(row[column])) for row in full)), _MOST_WIDTH)
        for column in range(columns)
    )
    return Grid(
        title="",
        number="",
        department="",
        year="",
        unit="",
        widths=widths,
        rows=tuple(tuple(_cells(row, head=index == 0)) for index, row in enumerate(full)),
        head_rows=1,
        landscape=False,
    )


def _cells(row: list[str], *, head: bool) -> Iterator[GridCell]:
    for cell in row:
        if head:
            yield GridCell(cell, Role.TABLE_HEAD)
        else:
            number = _NUMBER.fullmatch(cell) is not None
            yield GridCell(cell, Role.TABLE_NUMBER if number else Role.TABLE_TEXT)
