"""A submitted text that is right, and the same with one mistake: what tests of `review` start from.

The sample is a department whose tables are clean and whose reasons are all given.
"""

from decimal import Decimal
from pathlib import Path

import generator

from .folders import SAMPLES, read_rows

SAMPLE = SAMPLES / "事业单位2024"
DEPARTMENT = "河洛市示例图书馆"
TABLE = "公开01.csv"


def right_total() -> str:
    """The 收支总计 (公开01, row 总计, first amount) as the text prints it."""
    row = next(row for row in read_rows(SAMPLE / TABLE) if row[0] == "总计")
    return f"{Decimal(row[2]):,.2f}"


def total_address() -> str:
    """The spreadsheet address of that cell."""
    rows = read_rows(SAMPLE / TABLE)
    return f"C{next(number for number, row in enumerate(rows, start=1) if row[0] == '总计')}"


def wrong_total() -> str:
    """The same number with the decimals in the wrong order."""
    total = right_total()
    return f"{total[:-2]}{total[-1]}{total[-2]}"


def right_text() -> str:
    """Part three as `build` writes it."""
    return generator.build(SAMPLE).text


def wrong_text() -> str:
    """The same with another 收支总计 in section 一; all else is right."""
    text = right_text()
    assert text.count(right_total()) == 1
    return text.replace(right_total(), wrong_total())


def write_text(path: Path, text: str) -> Path:
    """Write a text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_word(path: Path) -> Path:
    """Write the document that `build` makes of the sample."""
    path.parent.mkdir(parents=True, exist_ok=True)
    generator.build(SAMPLE, docx=path)
    return path
