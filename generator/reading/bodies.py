"""The rows of the coded tables (公开02, 03, 05, 07, 08): code, name, amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.labels import squash
from generator.model.finding import Finding, FindingClass, Severity
from generator.model.table import Row
from generator.reading.columns import Columns, locate_columns

if TYPE_CHECKING:
    from generator.model.forms import Form
    from generator.model.place import Place
    from generator.reading.amounts import AmountReader
    from generator.reading.sheet import Sheet

TOTAL = "合计"
_TOTAL_LABELS = {"合计", "总计"}
_GLUED = re.compile(r"([0-9]{3,7})([\u4e00-\u9fff（].*)")
_NOTE = re.compile(r"^(?:注|说明|备注|附注)\s*[:：]?")
_CODE_LENGTHS = (3, 5, 7)


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a table, the columns it has, and the sheet row where the notes begin."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    notes_from: int
    findings: tuple[Finding, ...] = ()


def clean_name(text: str) -> str:
    """Return a printed name without white space, tags and half-width brackets."""
    plain = re.sub(r"\s+|</?[a-zA-Z][^<>]{0,40}>", "", text)
    return plain.replace("(", "（").replace(")", "）")


def is_note(row: tuple[str, ...]) -> bool:
    """Whether a row is a note below the grid (注：…, 说明：…)."""
    first = next((text for text in row if text), "")
    return bool(_NOTE.match(first))


def structure_finding(code: str, message: str, place: Place) -> Finding:
    """Return a finding about the shape of a table."""
    return Finding(
        code=code,
        finding_class=FindingClass.STRUCTURE,
        severity=Severity.ERROR,
        message=message,
        places=(place,),
    )


def missing_columns(sheet: Sheet, form: Form, columns: Columns) -> tuple[Finding, ...]:
    """Return one finding that names the columns which the header does not have."""
    missing = [name for name in form.columns if name not in columns.positions]
    findings = []
    if missing:
        findings.append(
            structure_finding(
                "L08",
                f"{form.number} 的表头中找不到“{'”“'.join(missing)}”列，该列按缺失处理",
                sheet.place(max(columns.body - 1, 0), 0, table=form.number),
            )
        )
    if columns.conflicts:
        findings.append(
            structure_finding(
                "L08",
                f"{form.number} 的栏次与栏目名称不一致：“{'”“'.join(columns.conflicts)}”，"
                "按栏次读取，请核对",
                sheet.place(max(columns.body - 1, 0), 0, table=form.number),
            )
        )
    return tuple(findings)


def read_coded(sheet: Sheet, form: Form, amounts: AmountReader) -> Body:
    """Return the rows of a table with functional codes."""
    start = _first_body_row(sheet)
    columns = locate_columns(sheet, form, start)
    findings = list(missing_columns(sheet, form, columns))
    if not columns.positions:
        return Body((), (), len(sheet.rows), tuple(findings))
    rows: list[Row] = []
    index = start
    for index in range(start, len(sheet.rows)):
        row = sheet.rows[index]
        if is_note(row):
            break
        if not any(row):
            continue
        code, name = _code_and_name(row[: columns.first])
        if not code and squash(name) not in _TOTAL_LABELS:
            findings.append(_unread_row(sheet, form, index))
            continue
        label = clean_name(name)
        title = f"{code} {label}".strip()
        cells = {
            key: amounts.read(row[column], (index, column), title, key)
            for key, column in columns.positions.items()
        }
        key = code or TOTAL
        rows.append(Row(key, label, cells, code=code, row_number=index + 1))
        if code and len(code) not in _CODE_LENGTHS:
            findings.append(_bad_code(sheet, form, index, code))
    else:
        index = len(sheet.rows)
    ordered = tuple(key for key in form.columns if key in columns.positions)
    return Body(tuple(rows), ordered, index, tuple(findings))


def _first_body_row(sheet: Sheet) -> int:
    """Return the 合计 row or the first row that begins with a code; the end if there is none."""
    for index, row in enumerate(sheet.rows):
        filled = [text for text in row if text]
        if not filled:
            continue
        if is_note(row):
            return index
        head = [squash(text) for text in filled[:2]]
        if _TOTAL_LABELS & set(head) and not any("科目" in text for text in filled):
            if all(not _is_word(text) for text in filled[1:] if squash(text) not in _TOTAL_LABELS):
                return index
            continue
        if _starts_with_code(row):
            return index
    return len(sheet.rows)


def _is_word(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text)) and squash(text) != "一"


def _starts_with_code(row: tuple[str, ...]) -> bool:
    code, name = _code_and_name(row[:4])
    return len(code) in _CODE_LENGTHS and _is_word(name)


def _code_and_name(head: tuple[str, ...]) -> tuple[str, str]:
    """Return code and name from the cells left of the amounts.

    The code may be split over three columns (201 | 06 | 01) or glued to the name.
    """
    code, name = "", ""
    for text in head:
        if not text:
            continue
        if text.isascii() and text.isdigit() and not name:
            code += text
            continue
        glued = _GLUED.fullmatch(text)
        if glued and not code:
            code, name = glued.groups()
        else:
            name += text
    return code, name


def _unread_row(sheet: Sheet, form: Form, index: int) -> Finding:
    shown = " ".join(text for text in sheet.rows[index] if text)[:40]
    return structure_finding(
        "L09",
        f"{form.number} 第 {index + 1} 行无法识别：“{shown}”。应以科目编码或“合计”开头",
        sheet.place(index, 0, table=form.number),
    )


def _bad_code(sheet: Sheet, form: Form, index: int, code: str) -> Finding:
    return structure_finding(
        "H01",
        f"{form.number} 第 {index + 1} 行的科目编码“{code}”有 {len(code)} 位，应为 3、5 或 7 位",
        sheet.place(index, 0, table=form.number, row_name=code),
    )
