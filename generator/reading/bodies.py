"""The rows of the coded tables (公开02, 03, 05, 07, 08): code, name, amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.codes import H01, L08, L09
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field import zh
from generator.model.finding import Finding, finding
from generator.model.records import unknown_key
from generator.model.table import Row
from generator.reading.columns import Columns, headed_columns, locate_columns

if TYPE_CHECKING:
    from generator.field.forms import Form
    from generator.model.sheet import Sheet
    from generator.reading.amounts import AmountReader

TOTAL = zh.TOTAL
_TOTAL_LABELS = {zh.TOTAL, zh.GRAND_TOTAL}
_GLUED = re.compile(r"([0-9]{3,7})[-_.、]?([\u4e00-\u9fff（].*)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TAGS = re.compile(r"\s+|</?[a-zA-Z][^<>]{0,40}>")
_LEVELS = frozenset({"类", "款", "项"})  # heads of split codes, in some forms beside 合计
_CODE_LENGTHS = (3, 5, 7)
_LEVEL_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a table and the columns it has."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def clean_name(text: str) -> str:
    """Return a printed name without white space, tags and half-width brackets."""
    return _TAGS.sub("", text).replace("(", "（").replace(")", "）")


def column_findings(sheet: Sheet, form: Form, columns: Columns) -> tuple[Finding, ...]:
    """Return findings on columns that are missing, numbered otherwise, or not known."""
    missing = [name for name in form.columns if name not in columns.positions]
    place = sheet.place(max(columns.body - 1, 0), 0, table=form.number)
    findings = []
    if missing:
        message = f"{form.number} 的表头中找不到“{'”“'.join(missing)}”列，该列按缺失处理"
        findings.append(finding(L08, message, place))
    if columns.conflicts:
        message = (
            f"{form.number} 的栏次与栏目名称不一致：“{'”“'.join(columns.conflicts)}”，"
            "按栏目名称读取，请核对"
        )
        findings.append(finding(L08, message, place))
    findings += [
        _unknown_column(sheet, form, columns.body, column)
        for column in columns.unknown
        if any(row[column] for row in sheet.rows[columns.body :])
    ]
    return tuple(findings)


def _unknown_column(sheet: Sheet, form: Form, body: int, column: int) -> Finding:
    texts = [(index, sheet.rows[index][column]) for index in range(body)]
    head, text = next(
        ((i, t) for i, t in reversed(texts) if t and not t.isdigit()),
        next(((i, t) for i, t in reversed(texts) if t), (max(body - 1, 0), "")),
    )
    place = sheet.place(head, column, table=form.number, column_name=text)
    return unknown_key(text, form.columns, place, f"{form.number} 的列")


def read_coded(sheet: Sheet, form: Form, amounts: AmountReader) -> Body:
    """Return the rows of a table with functional codes."""
    start = first_body_row(sheet)
    columns = locate_columns(sheet, form, start)
    findings = list(column_findings(sheet, form, columns))
    if not columns.positions:
        return Body((), (), tuple(findings))
    amounts.begin(start, labels=columns.first, headed=headed_columns(sheet, start))
    codes = CodeReader()
    rows: list[Row] = []
    for index in range(start, len(sheet.rows)):
        row = sheet.rows[index]
        code, name = codes.read(row[: columns.first])
        if not code and squash(name) not in _TOTAL_LABELS:
            lost = any(_has_digit(row[column]) for column in columns.positions.values())
            findings.append(unread_row(sheet, form, index, "科目编码或“合计”", lost=lost))
            amounts.pass_row(index)
            continue
        rows.append(_read_row(sheet, index, (code, clean_name(name)), columns, amounts))
        if code and len(code) not in _CODE_LENGTHS:
            findings.append(_bad_code(sheet, form, index, code))
    names = (*form.columns, *form.more_columns)
    ordered = tuple(key for key in names if key in columns.positions)
    return Body(tuple(rows), ordered, tuple(findings))


def _read_row(
    sheet: Sheet,
    index: int,
    label: tuple[str, str],
    columns: Columns,
    amounts: AmountReader,
) -> Row:
    code, name = label
    title = f"{code} {name}".strip()
    cells = {
        key: amounts.read(sheet.rows[index][column], (index, column), title, key)
        for key, column in columns.positions.items()
    }
    number = sheet.row_number(index)
    return Row(code or TOTAL, name, cells, code=code, row_number=number)


def first_body_row(sheet: Sheet) -> int:
    """Return the 合计 row or the first row that begins with a code; the end if there is none."""
    for index, row in enumerate(sheet.rows):
        filled = [text for text in row if text]
        if not filled:
            continue
        head = [text for text in map(squash, filled) if text not in _LEVELS][:2]
        if _TOTAL_LABELS & set(head) and not any(zh.SUBJECT in text for text in filled):
            others = [t for t in filled[1:] if squash(t) not in _TOTAL_LABELS | _LEVELS]
            if any(map(_has_digit, others)) or not any(map(_is_word, others)):
                return index
            continue
        code, name = CodeReader().read(row[:4])
        if len(code) in _CODE_LENGTHS and _is_word(name):
            return index
    return len(sheet.rows)


def _is_word(text: str) -> bool:
    return bool(_CHINESE.search(text)) and squash(text) != "一"


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


class CodeReader:
    """Reads code and name from the cells left of the amounts.

    The code may be glued to the name, or split over three columns (201 | 06 | 01), where the
    levels above may be left blank, as merged cells are.
    """

    def __init__(self) -> None:
        self._origin = 0
        self._levels: tuple[str, ...] = ()

    def read(self, head: tuple[str, ...]) -> tuple[str, str]:
        """Return code and name; either may be empty."""
        parts: list[str] = []
        start = 0
        for column, text in enumerate(head):
            plain = squash(text)
            if not plain or plain in _LEVELS:
                continue
            if plain.isascii() and plain.isdigit():
                start = start if parts else column
                parts.append(plain)
                continue
            glued = None if parts else _GLUED.fullmatch(plain)
            if glued:
                return glued.group(1), glued.group(2)
            return self._complete(parts, start), text
        return self._complete(parts, start), ""

    def _complete(self, parts: list[str], start: int) -> str:
        """Return the whole code, with the levels above taken from the rows before."""
        if not parts:
            return ""
        if len(parts[0]) > _LEVEL_LENGTH:
            self._origin = start
        self._levels = (*self._levels[: max(start - self._origin, 0)], *parts)
        code = ""
        for part in self._levels:
            code = part if code and part.startswith(code) else code + part
        return code


def unread_row(sheet: Sheet, form: Form, index: int, expected: str, *, lost: bool) -> Finding:
    """Return the finding for a row that cannot be read; an error where an amount is lost."""
    shown = " ".join(text for text in sheet.rows[index] if text)[:40]
    return finding(
        L09,
        f"{form.number} 第 {sheet.row_number(index)} 行无法识别，没有使用：“{shown}”。"
        f"应以{expected}开头",
        sheet.place(index, 0, table=form.number),
        severity=Severity.ERROR if lost else Severity.WARNING,
        found_text=shown,
    )


def _bad_code(sheet: Sheet, form: Form, index: int, code: str) -> Finding:
    return finding(
        H01,
        f"{form.number} 第 {sheet.row_number(index)} 行的科目编码“{code}”有 {len(code)} 位，"
        "应为 3、5 或 7 位",
        sheet.place(index, 0, table=form.number, row_name=code),
    )
