"""The year in one workbook: start, fill it in, draft, fill in what is left, final."""

import re
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.folders import DATA, files_in, read_rows
from support.program import Shell
from support.two_years import DOWN, EVALUATED, MARK, UP, last_years_document, workbook

import generator

_BOOK = "2024年.xlsx"


def _rows(sheet: Worksheet) -> list[dict[str, str | int]]:
    """Return the rows of a list by the names of its columns; `行` is the number of the row."""
    head, *rows = ([str(c or "") for c in row] for row in sheet.iter_rows(values_only=True))
    return [{**dict(zip(head, row, strict=True)), "行": at} for at, row in enumerate(rows, 2)]


def _column(sheet: Worksheet, name: str) -> int:
    return [cell.value for cell in sheet[1]].index(name) + 1


def _fill(book: Workbook) -> set[str]:
    """Fill in what an accountant knows, and reasons for what differs; return the keys left out."""
    for name, value in (("事项", 1), ("年初预算", 2), ("单位信息", 1)):
        sheet = book[name]
        head = ("数值", "年初预算数", "内容")[("事项", "年初预算", "单位信息").index(name)]
        known = {row[0] or row[1]: row[value] for row in read_rows(DATA / f"{name}.csv")[1:]}
        for row in _rows(sheet):
            key = row.get("科目编码") or row.get("科目名称") or row["项目"]
            if not row[head] and known.get(str(key)):
                sheet.cell(int(row["行"]), _column(sheet, head)).value = known[str(key)]
    for sheet in map(book.__getitem__, book.sheetnames):
        if sheet["A1"].value == MARK:
            sheet.delete_rows(1)
            lines = [str(row[0] or "") for row in sheet.iter_rows(values_only=True)]
            sheet.delete_rows(1, sheet.max_row)
            evaluated = "绩效" in sheet.title or "评价" in sheet.title
            for line in [EVALUATED] if evaluated else lines:
                sheet.append([line.replace("2023", "2024")])
    return _reasons(book, {})


def _reasons(book: Workbook, ways: dict[str, str]) -> set[str]:
    """Give reasons to the rows that are due, or whose amount turned out to differ."""
    sheet = book["原因"]
    left = set()
    for row in _rows(sheet):
        key, way = str(row["事项"]), str(row["方向"])
        if row["原因"]:
            continue
        if way == "有差异的才填" and key not in ways:
            left.add(key)
            continue
        way = ways.get(key, way)
        said = UP if way in ("增加", "大于预算") else DOWN if way else "按规定安排的各项开支"
        sheet.cell(int(row["行"]), _column(sheet, "原因")).value = said
    return left


def test_the_year_in_one_workbook(shell: Shell) -> None:
    word, tables = last_years_document(shell.folder), workbook(shell.folder / "今年.xlsx")
    started = shell.run("start", tables, word, "-o", _BOOK)
    assert started.status == 0, started.said
    path = shell.folder / _BOOK
    book = openpyxl.load_workbook(path)
    left = _fill(book)
    book.save(path)
    draft = shell.run(_BOOK, "--docx")
    assert draft.status == 0, draft.said
    gaps = generator.build(path).gaps
    assert {gap.file for gap in gaps} == {"原因.csv"}
    # Every reason that is asked for has a row, with its name and what was said last year.
    assert {gap.key for gap in gaps} <= left
    book = openpyxl.load_workbook(path)
    _reasons(book, {gap.key: gap.direction for gap in gaps})
    book.save(path)
    final = shell.run(_BOOK, "--docx", "--final")
    assert final.status == 0, final.said
    assert "没有待补充的内容" in final.out
    text = shell.run(_BOOK, "--text").out
    # 10,394.91 this year; the document of last year has twice as much.
    assert "收、支总计各减少10,394.91万元，下降50.00%" in text
    assert "年初预算为401.87万元，支出决算为411.02万元" in text
    assert not re.search("【待补充", text)


def test_the_workbook_shows_what_was_said_last_year(shell: Shell) -> None:
    word, tables = last_years_document(shell.folder), workbook(shell.folder / "今年.xlsx")
    found = shell.run("start", tables, word, "-o", _BOOK)
    sheet = openpyxl.load_workbook(shell.folder / _BOOK)["原因"]
    said = {str(row["事项"]): row["上年原因"] for row in _rows(sheet) if row["上年原因"]}
    given = {row[0]: row[1].replace("2024", "2023") for row in read_rows(DATA / "原因.csv")[1:]}
    told = re.search(r"原因\.csv：(\d+) 条上年的原因", found.out)
    assert told is not None
    assert len(said) == int(told[1])
    assert {said[key] == given[key] for key in said} == {True}
    assert set(files_in(shell.folder)) == {_BOOK, word.name, tables.name}


def test_a_draft_is_written_beside_nothing_else(shell: Shell) -> None:
    """A workbook is the one file to be filled in: 待补充.csv beside it may stay untouched."""
    word, tables = last_years_document(shell.folder), workbook(shell.folder / "今年.xlsx")
    shell.run("start", tables, word, "-o", _BOOK)
    before = (shell.folder / _BOOK).read_bytes()
    found = shell.run(_BOOK, "--docx", "-o", "稿.docx")
    # 机关运行经费 of last year waits for that of this year: it is not said to be of no use.
    assert "L17" not in found.out
    assert f"在 {_BOOK} 下面所列的工作表里填" in found.out
    assert (shell.folder / _BOOK).read_bytes() == before
    assert Path(shell.folder / "稿.docx").is_file()
