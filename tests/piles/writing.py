"""Writes a pile as it lies on the disk: the files, 名单.csv, the bureau's workbook and folders."""

from __future__ import annotations

import csv
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from wordings.folder import write_data

from .media import format_text, join_copies
from .model import Fate, Known
from .names import MOST, alias_of, name_department
from .unreadable import ILLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wordings.figures import Figures

    from .model import Pile, Sent

FILES, LIST, BOOK, DATA = "送审", "名单.csv", "批复.xlsx", "数据"
DAY = "2025-09-20"
_APPROVED = "2025-09-10"
_OLD = datetime(2025, 9, 12, 9).timestamp()  # noqa: DTZ001 - the time of files, wherever
_NEW = datetime(2025, 9, 15, 9).timestamp()  # noqa: DTZ001
_COLUMNS = ("部门名称", "别名", "批复日期", "联系人", "数据")
_LAST = {
    "total": "收支总计",
    "fiscal_total": "财政拨款收支总计",
    "general": "一般公共预算财政拨款支出",
    "general_basic": "一般公共预算财政拨款基本支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "office": "机关运行经费",
    "fund": "政府性基金预算财政拨款支出",
    "capital": "国有资本经营预算财政拨款支出",
    "tp": "“三公”经费",
}
_RUNNING = "机关运行经费"


def write_pile(pile: Pile, room: Path, copies: int, jobs: int = 1) -> None:
    """Write the pile into a folder; a text that never ends is one `copies` times over."""
    known = _known(pile)
    for name, (figures, wording) in known[Known.FOLDER].items():
        write_data(figures, wording, room / DATA / name)
    _write_list(pile, room, known[Known.FOLDER])
    _write_book(room / BOOK, known[Known.ROW])
    write_files(pile, room / FILES, copies, jobs)


def write_files(pile: Pile, folder: Path, copies: int, jobs: int = 1) -> None:
    """Write the files alone, in so many processes."""
    write = partial(_write_file, folder, copies)
    if jobs == 1:
        for one in pile.sent:
            write(one)
        return
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(write, pile.sent))


def _write_file(folder: Path, copies: int, one: Sent) -> None:
    path = folder / one.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_content(one, copies))
    time = _OLD if one.fate is Fate.OLDER else _NEW
    os.utime(path, (time, time))


Told = dict[str, tuple["Figures", str]]


def _known(pile: Pile) -> Mapping[Known, Told]:
    """Return what the bureau has on which departments."""
    found: dict[Known, Told] = {one: {} for one in Known}
    for one in pile.sent:
        if one.text is not None:
            found[one.text.known][one.department] = (one.text.figures, one.text.wording)
    return found


def _content(one: Sent, copies: int) -> bytes:
    if one.text is None:
        return ILLS[one.ill][1]()
    suffix = Path(one.file).suffix
    if one.fate is Fate.ENDLESS:
        return join_copies(one.text.document, copies, suffix)
    if not one.prints_tables:
        return format_text(one.text.document, suffix)
    with tempfile.TemporaryDirectory() as folder:
        write_data(one.text.figures, one.text.wording, Path(folder))
        return format_text(one.text.document, suffix, Path(folder))


def _write_list(pile: Pile, room: Path, folders: Iterable[str]) -> None:
    aliases = {name_department(number): alias_of(number) for number in range(MOST)}
    rows = [
        (name, aliases[name], _APPROVED, "", f"{DATA}/{name}" if name in folders else "")
        for name in pile.listed
    ]
    with (room / LIST).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((_COLUMNS, *rows))


def _write_book(path: Path, told: Told) -> None:
    """Write a row a department with last year's totals and the counts; the budgets behind."""
    rows, budgets = [], []
    for name, (figures, wording) in told.items():
        with tempfile.TemporaryDirectory() as folder:
            write_data(figures, wording, Path(folder))
            facts = {key: value for key, value, *_ in _read(Path(folder) / "事项.csv")}
            planned = _read(Path(folder) / "年初预算.csv")
        is_new = figures.form == "new"
        last = {f"上年{label}": figures.last.get(key, "") for key, label in _LAST.items()}
        row = {f"事项{key}" if key == _RUNNING else key: value for key, value in facts.items()}
        rows.append({"部门名称": name, **row, **{k: "" if is_new else v for k, v in last.items()}})
        budgets += [(name, code, title, amount) for code, title, amount, *_ in planned]
    book = Workbook()
    sheet, behind = book.worksheets[0], book.create_sheet("年初预算")
    sheet.title = "部门"
    sheet.append(list(rows[0]) if rows else ["部门名称"])
    for values in rows:
        sheet.append(list(values.values()))
    for one in (("部门名称", "科目编码", "科目名称", "年初预算数"), *budgets):
        behind.append(one)
    book.save(path)


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]
