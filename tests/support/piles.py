"""Piles of submitted texts: a department's cover and parts around a text that is right, a list."""

import csv
import os
from datetime import datetime
from pathlib import Path

from .submitted import DEPARTMENT, right_text, write_text

# What a pile brings along with its pages: the figures of all departments.
FIGURES = ("全部部门数据.xlsx", "全部部门数据.csv", "全部部门数据-逐项.csv")
COLUMNS = ("部门名称", "别名", "批复日期", "联系人", "数据")


def titled(name: str, year: int = 2024) -> str:
    """The text of the sample as another department's of another year: cover, part one, part three.

    Every year moves along; the amounts stay.
    """
    shift = year - 2024
    text = right_text().replace(DEPARTMENT, name)
    for old in sorted((2023, 2024), reverse=shift > 0):
        text = text.replace(f"{old}年", f"{old + shift}年")
    cover = f"{name}\n{year}年度部门决算\n"
    return f"{cover}第一部分 {name}概况\n第三部分 {year}年度部门决算情况说明\n{text}"


def submit(path: Path, name: str, *, year: int = 2024, changed: str = "") -> Path:
    """Write a text of a department; `changed` is when the file was last changed."""
    write_text(path, titled(name, year))
    if changed:
        time = datetime.fromisoformat(changed).timestamp()
        os.utime(path, (time, time))
    return path


def write_list(path: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> Path:
    """Write a list of departments; what a row leaves out is blank."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows((*row, *[""] * (len(columns) - len(row))) for row in rows)
    return path
