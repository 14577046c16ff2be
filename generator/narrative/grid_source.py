"""Tables in the source of a template: which lines are rows, and what is wrong with them.

A line that begins and ends with `|` is a row. Only the signs that the template itself has (`|`,
`<`, `^`, `:--`) make the table: they are put as marks into the text between the tags, before it is
compiled, so that whatever a tag prints stays the content of its cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Lexer, Token

from generator.narrative.fault import Fault, FaultKind
from generator.narrative.marks import (
    ALIGNED,
    BAR,
    LEFT,
    ROW,
    ROW_END,
    RULE,
    UP,
    mark_name,
    mark_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2.lexer import TokenStream

SIGN = "|"
_DATA = "data"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_RULE_CELL = re.compile(r"\s*:?-+:?\s*")
_MERGES = str.maketrans({"<": LEFT, "^": UP})
_ALIGNMENT = re.compile(r"\s*(:-+:|:-+|-+:)\s+")
# The sign in front of the table, for marks and for what they become again where there is none.
_SEPARATOR = "\U00100002"
_ALIGN_MARKS = {align: mark for mark, align in ALIGNED.items()}
NO_END = "表格的一行从“|”开始，也要在同一行以“|”结束"


@dataclass(slots=True)
class _Line:
    """A line of the source: its pieces of text (token, piece in it), with None for a tag."""

    pieces: list[tuple[int, int] | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as it stands in a template; `cells` are its texts, with NUL in place of a tag.

    `ends`: the line ends with the sign, as it must. `varies`: a statement ({% if %}) stands in it,
    so that it may have other cells.
    """

    line: int
    cells: tuple[str, ...]
    ends: bool
    varies: bool

    @property
    def is_rule(self) -> bool:
        """Whether the row sets the alignment and ends the head."""
        return bool(self.cells) and all(map(_RULE_CELL.fullmatch, self.cells))


class TableRows(Extension):
    """Puts the marks of tables into the text of every template of an environment."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Return the tokens, with marks in place of the signs of rows."""
        return iter(mark_rows(list(stream), stream.name or ""))


def mark_rows(tokens: list[Token], name: str) -> list[Token]:
    """Return the tokens with the rows of tables marked; each row knows its file and its line."""
    if not any(token.type == _DATA and SIGN in token.value for token in tokens):
        return tokens
    texts, lines = _split(tokens)
    for number, line in lines.items():
        row = _trim(line, texts)
        if not _opens(row, texts) or not _ends(row, texts):
            continue
        pieces = [piece for piece in row if piece is not None]
        marked = _mark([texts[token][place] for token, place in pieces], whole=len(row) == 1)
        front = f"{ROW}{mark_name(name)}{_SEPARATOR}{mark_number(number)}"
        for (token, place), text in zip(pieces, marked, strict=True):
            texts[token][place] = text
        token, place = pieces[0]
        texts[token][place] = f"{front}{texts[token][place]}"
    return [
        Token(token.lineno, token.type, "".join(texts[index])) if index in texts else token
        for index, token in enumerate(tokens)
    ]


def _split(tokens: Iterable[Token]) -> tuple[dict[int, list[str]], dict[int, _Line]]:
    """Return the texts between tags, line by line, by token; and what each line holds."""
    texts: dict[int, list[str]] = {}
    lines: dict[int, _Line] = {}
    for index, token in enumerate(tokens):
        if token.type != _DATA:
            lines.setdefault(token.lineno, _Line()).pieces.append(None)
            continue
        texts[index] = _LINE.findall(token.value)
        for place in range(len(texts[index])):
            line = lines.setdefault(token.lineno + place, _Line())
            line.pieces.append((index, place))
    return texts, lines


def _trim(line: _Line, texts: dict[int, list[str]]) -> list[tuple[int, int] | None]:
    """Return the pieces of a line without blank text at its ends."""
    pieces = list(line.pieces)
    for end in (0, -1):
        while pieces and (piece := pieces[end]) is not None:
            token, place = piece
            if texts[token][place].strip():
                break
            pieces.pop(end)
    return pieces


def _opens(row: list[tuple[int, int] | None], texts: dict[int, list[str]]) -> bool:
    first = row[0] if row else None
    return first is not None and texts[first[0]][first[1]].lstrip().startswith(SIGN)


def _ends(row: list[tuple[int, int] | None], texts: dict[int, list[str]]) -> bool:
    """Whether the row ends with a sign that is not the one that opens it."""
    last = row[-1] if row else None
    if last is None:
        return False
    text = texts[last[0]][last[1]].strip()
    return text.endswith(SIGN) and (len(row) > 1 or text.count(SIGN) > 1)


def _mark(pieces: list[str], *, whole: bool) -> list[str]:
    """Return the texts of a row with marks; `whole` where no tag stands in it."""
    if whole and all(map(_RULE_CELL.fullmatch, _cells(pieces[0]))):
        return [f"{RULE}{pieces[0].strip().strip(SIGN)}{ROW_END}{_tail(pieces[0])}"]
    count = sum(piece.count(SIGN) for piece in pieces)
    marked, seen = [], 0
    for piece in pieces:
        segments = piece.split(SIGN)
        parts = [segments[0].translate(_MERGES) if seen else ""]
        for segment in segments[1:]:
            seen += 1
            if seen == count:
                parts.append(f"{ROW_END}{_tail(segment)}")
                continue
            found = _ALIGNMENT.match(segment)
            text = segment[found.end() :] if found else segment
            mark = _ALIGN_MARKS[alignment_of(found[1])] if found else ""
            parts.append(f"{BAR}{mark}{text.translate(_MERGES)}")
        marked.append("".join(parts))
    return marked


def alignment_of(sign: str) -> str:
    """Return what :--, :-: and --: mean; nothing for ---."""
    left, right = sign.startswith(":"), sign.endswith(":")
    return "center" if left and right else "right" if right else "left" if left else ""


def _cells(text: str) -> list[str]:
    return text.strip()[1:-1].split(SIGN)


def _tail(text: str) -> str:
    return "\n" if text.endswith("\n") else ""


# What is wrong with the rows of a source


@cache
def _lexer() -> tuple[jinja2.Environment, Lexer]:
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - nothing is rendered
    return environment, environment.lexer


def find_rows(source: str) -> list[SourceRow]:
    """Return the lines of a source that begin with the sign; none where it cannot be read."""
    try:
        tokens = list(_lexer()[1].tokenize(source))
    except jinja2.TemplateSyntaxError:
        return []
    texts, lines = _split(tokens)
    varying = {token.lineno for token in tokens if token.type == "block_begin"}
    rows = []
    for number in sorted(lines):
        row = _trim(lines[number], texts)
        if not _opens(row, texts):
            continue
        shown = (texts[piece[0]][piece[1]] if piece else "\0" for piece in row)
        whole = re.sub("\0+", "\0", "".join(shown)).strip()
        ends = _ends(row, texts)
        cells = tuple(_cells(whole)) if ends else ()
        rows.append(SourceRow(number, cells, ends, number in varying))
    return rows


def find_table_faults(source: str, *, allowed: bool) -> Iterator[Fault]:
    """Yield what is wrong with the tables of a template; where none may stand, that they do.

    What depends on the values (rows that a loop writes, merged cells) is found in writing.
    """
    rows = find_rows(source) if SIGN in source else []
    if not allowed:
        for row in rows:
            yield Fault(row.line, FaultKind.TABLE, "这个文件里不能写表格")
        return
    for row in rows:
        if not row.ends:
            yield Fault(row.line, FaultKind.TABLE, NO_END)
        elif row.cells[0].strip() == "<":
            yield Fault(row.line, FaultKind.TABLE, "第一格写了“<”，左边没有可以合并的格")
    # Only rows on lines that follow each other are certainly of one table.
    for upper, lower in pairwise(rows):
        one_table = lower.line == upper.line + 1 and upper.ends and lower.ends
        if not one_table or upper.varies or lower.varies:
            continue
        if len(upper.cells) != len(lower.cells):
            yield Fault(lower.line, FaultKind.TABLE, word_width(len(lower.cells), len(upper.cells)))


def word_width(found: int, wanted: int) -> str:
    """Return what is wrong with a row of another width than the one above it."""
    return f"这一行有 {found} 格，上面的一行有 {wanted} 格；合并的格也要写（“<”左边、“^”上边）"
