"""What the changes begin with: files of the tree, and files that other writers make of them."""

import io
from functools import cache
from pathlib import Path
from random import Random

import xlwt
from docx import Document
from openpyxl import Workbook
from support.folders import SAMPLES, read_rows
from support.old_workbook import old_workbook
from support.portable_writer import write_pdf
from support.submission_writer import docx_with, tbl
from support.submission_writer import p as paragraph
from support.submitted import SAMPLE, right_text, wrong_text
from support.table_media import WRITERS
from support.table_mutations import Change
from support.typesetter import Typesetter
from support.word_writer import (
    deleted,
    field,
    ins,
    level,
    numbered,
    one_list,
    p,
    style,
    text_box,
    write_word,
)

import generator

FORMS = tuple(f"公开0{number}" for number in range(1, 10))
DEPARTMENTS = (SAMPLE, SAMPLES / "特殊情形2024", SAMPLES / "元单位2024")
_ROWS = 14  # of a table: changes are to hit what is read, not the hundredth row


@cache
def grid_of(folder: Path, form: str) -> tuple[tuple[str, ...], ...]:
    rows = read_rows(folder / f"{form}.csv")
    width = max(map(len, rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def draw_grid(dice: Random) -> tuple[str, list[list[str]]]:
    """Return the name of a table of a department, and its first rows."""
    form = dice.choice(FORMS)
    grid = grid_of(dice.choice(DEPARTMENTS), form)
    return form, [list(row) for row in grid[: dice.choice((_ROWS, 40))]]


@cache
def table_seeds(medium: str) -> tuple[tuple[str, bytes], ...]:
    """Return one short table of each form in a format, with the name of the form."""
    made = []
    for form in FORMS:
        grid = [list(row) for row in grid_of(SAMPLE, form)[:_ROWS]]
        made.append((form, WRITERS[medium](Change(form, grid, Random(form)))))
    return tuple(made)


@cache
def workbooks() -> tuple[tuple[str, bytes], ...]:
    """Return workbooks: one table each, all nine in one, and one with what Excel adds."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for form in FORMS:
        sheet = book.create_sheet(form)
        for row in grid_of(SAMPLE, form)[:_ROWS]:
            sheet.append([_number(text) for text in row])
    sheet = book.worksheets[0]
    sheet.merge_cells("A1:B1")
    sheet["D8"] = "=SUM(D1:D7)"
    sheet["D8"].number_format = "#,##0.00_);[Red](#,##0.00)"
    sheet.row_dimensions[3].hidden = True
    sheet.auto_filter.ref = "A5:D9"
    return (*table_seeds("xlsx"), ("公开01", _saved(book)))


def _number(text: str) -> str | float | None:
    try:
        return float(text.replace(",", "")) if "." in text else text or None
    except ValueError:
        return text


@cache
def old_workbooks() -> tuple[tuple[str, bytes], ...]:
    """Return .xls of two writers, Excel 97 and Excel 95."""
    table = [list(row) for row in grid_of(SAMPLE, "公开05")[:_ROWS]]
    old = old_workbook({"公开05": table}, format_code="#,##0.00")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("公开05")
    for at, row in enumerate(table):
        for column, text in enumerate(row):
            sheet.write(at, column, _number(text) or "")
    sheet.write(30, 0, xlwt.Formula("SUM(C1:C9)"))
    return (*table_seeds("xls"), ("公开05", old), ("公开05", _saved(book)))


def _saved(writer: Workbook | xlwt.Workbook) -> bytes:
    file = io.BytesIO()
    writer.save(file)
    return file.getvalue()


@cache
def narrative() -> str:
    return right_text()


@cache
def short_narrative() -> str:
    """Return the first sections, with a cover."""
    text = narrative()
    head = "河洛市示例图书馆\n2024年度单位决算\n第三部分 2024年度单位决算情况说明\n"
    return head + "\n".join(text.splitlines()[:30])


@cache
def narratives() -> tuple[str, ...]:
    others = tuple(generator.build(folder).text for folder in DEPARTMENTS[1:])
    return (narrative(), short_narrative(), wrong_text(), *others)


@cache
def documents() -> tuple[bytes, ...]:
    """Return Word files of four writers: ours, python-docx, and two that write markup by hand."""
    return (
        *(content for _, content in table_seeds("docx")),
        _by_hand(),
        _bare(),
        _plain(),
        _ours(),
    )


def _by_hand() -> bytes:
    """A narrative with all that a text can depend on: lists, fields, revisions, boxes, notes."""
    lines = short_narrative().splitlines()
    body = "".join(
        p(line, properties=style("1") if at % 5 == 0 else "") for at, line in enumerate(lines)
    )
    body += p(deleted("收入"), ins("支出"), "总计100.00万元。", properties=numbered(1))
    body += p(field(" PAGE ", "3"), "增长", properties=numbered(1, 1)) + p(
        text_box(p("框中100.00万元"))
    )
    row = (
        "<w:tr>"
        + "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("项目", "决算数", "1.00"))
        + "</w:tr>"
    )
    body += f"<w:tbl><w:tblGrid><w:gridCol w:w='99'/></w:tblGrid>{row * 3}</w:tbl>"
    plan = one_list(1, level(0, "chineseCounting", "（%1）"), level(1, "decimal", "%1.%2"))
    note = f'<w:footnote w:id="2">{p("注：100.00万元")}</w:footnote>'
    return write_word(body, numbering=plan, footnotes=note, comments="")


def _bare() -> bytes:
    body = "".join(map(paragraph, short_narrative().splitlines()))
    table = (" | ".join(row).replace(" | ", "|") for row in grid_of(SAMPLE, "公开08")[:8])
    return docx_with(body + tbl(*table))


def _plain() -> bytes:
    document = Document()
    for line in short_narrative().splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _ours() -> bytes:
    import tempfile  # noqa: PLC0415 - only here

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.docx")
        generator.build(SAMPLE, docx=path)
        return path.read_bytes()


@cache
def prints() -> tuple[bytes, ...]:
    """Return PDF files: tables, and a narrative set in lines."""
    setter = Typesetter()
    for line in short_narrative().splitlines():
        setter.paragraph(line)
    return (*(content for _, content in table_seeds("pdf")), write_pdf(setter.pages))
