"""Putuo 2024 (profile shanghai): the tables of the sample, reasons and purposes from its PDF."""

from __future__ import annotations

import ctypes
import re
import shutil
from functools import cache
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw
from support.folders import SAMPLES, read_rows, set_key
from support.needs import find_reference

from published.clauses import cut, part_three, split_clauses
from published.grid import write_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SAMPLE = SAMPLES / "普陀财政2024"
_FILE = "pdf/putuo-czj-2024.pdf"
_SAME_LINE = 4  # points between the base lines of one printed line
_YEAR_REASON = "主要原因：(.+?)。"
_BUDGET_REASON = r"预算数的主要原因：(.+?)。(?:其中：)?$"
_PURPOSE = "主要用于：(.+?)。年初预算"

_HEADING = re.compile(r"^([一二三四五六七八九十]+)、.+情况(?:说明)?$")
_ITEM = re.compile(r"^(\d+)、")

Letter = tuple[float, float, str]  # base line, left, character


def find_putuo() -> Path:
    """Return the published PDF."""
    return find_reference() / _FILE


@cache
def read_lines(path: Path) -> str:
    """Return the text of the PDF line by line: its text objects are not in reading order."""
    lines: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            lines += _lines(_letters(text))
            text.close()
            page.close()
    return "\n".join(lines)


def _letters(text: pypdfium2.PdfTextPage) -> list[Letter]:
    found: list[Letter] = []
    left, base = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if letter.strip():
            raw.FPDFText_GetCharOrigin(text, index, left, base)
            found.append((base.value, left.value, letter))
    return found


def _lines(letters: Sequence[Letter]) -> list[str]:
    """Return the letters as printed lines, from top to bottom and from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: -letter[0]):
        if rows and rows[-1][-1][0] - letter[0] < _SAME_LINE:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return ["".join(text for *_, text in sorted(row, key=lambda letter: letter[1])) for row in rows]


def putuo_clauses(text: str) -> dict[str, str]:
    """Return the clauses of a narrative in the form of Shanghai."""
    return split_clauses(text, _HEADING, _ITEM)


def submitted_clauses(path: Path) -> dict[str, str]:
    """Return the clauses of the published narrative."""
    return putuo_clauses(part_three(read_lines(path)))


def write_putuo(path: Path, folder: Path) -> None:
    """Write the data folder: the sample, with the reasons and purposes of the document."""
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("预期"))
    clauses = submitted_clauses(path)
    write_rows(folder / "原因.csv", _reasons(clauses))
    law, way = re.findall(r"制定了(.+?)，建立了(.+?)预算绩效管理工作机制", clauses["十"])[0]
    set_key(folder, "事项.csv", "预算绩效管理制度", law, "")
    set_key(folder, "事项.csv", "预算绩效管理工作机制", way, "")


def _reasons(clauses: dict[str, str]) -> list[tuple[str, ...]]:
    general = "一般公共预算财政拨款支出"
    rows = [
        ("事项", "原因", "对比"),
        ("收支总计", cut(_YEAR_REASON, clauses["一"]), "上年"),
        (general, cut(_YEAR_REASON, clauses["五（一）"]), "上年"),
        (general, cut(_BUDGET_REASON, clauses["五（三）"]), "预算"),
        ("“三公”经费", cut("预算数的主要原因：(.+?)。2024年度", clauses["七（一）"]), "预算"),
        ("机关运行经费", cut("主要原因是(.+)。$", clauses["十一（一）"]), "上年"),
    ]
    codes = [row[0] for row in read_rows(SAMPLE / "年初预算.csv")[1:] if row[0]]
    for number, code in enumerate(codes, start=1):
        clause = clauses[f"五（三）{number}"]
        rows.append((f"{code}用途", cut(_PURPOSE, clause), ""))
        if "主要原因" in clause:
            rows.append((code, cut(_BUDGET_REASON, clause), "预算"))
    return rows
