"""Last year's published document and this year's workbook, made of the data in the tree."""

import re
import shutil
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

import generator
from support.folders import DATA, copy_data, read_rows, without_evaluation, write_rows

MARK = "〔上年文字，请核对后删去此行〕"
# What an accountant gives as reasons, and as the text of the evaluation.
UP = "新进人员增加，年中追加了经费"
DOWN = "压缩了开支，部分项目推迟实施"
EVALUATED = "2024年度对项目支出开展了绩效自评，结果用于改进项目管理。"
_AMOUNT = re.compile(r"-?[0-9,]+\.[0-9]{2}")


def doubled(text: str) -> str:
    """Return an amount twice as large: sums stay sums; any other text as it is."""
    if not _AMOUNT.fullmatch(text):
        return text
    return f"{Decimal(text.replace(',', '')) * 2:,.2f}"


def last_years_document(
    place: Path, name: str = "去年.docx", year: int = 2023, *, source: Path = DATA
) -> Path:
    """Write the document of the year before: other amounts, the same department.

    It has no forms and reports: what becomes of those is tested by itself.
    """
    folder = copy_data(place / f"数据{year}", source)
    if (folder / "绩效指标.csv").exists():
        without_evaluation(folder)
    for path in folder.glob("*.csv"):
        rows = [[text.replace("2024", str(year)) for text in row] for row in read_rows(path)]
        if path.name.startswith("公开0"):
            rows = [[doubled(text) for text in row] for row in rows]
        elif path.name == "事项.csv":
            rows = [list(map(doubled, row)) if "万元" in row else row for row in rows]
        write_rows(path, rows)
    for path in (folder / "文字").glob("*.md"):
        text = path.read_text(encoding="utf-8-sig").replace("2024", str(year))
        path.write_text(text, encoding="utf-8")
    generator.build(folder, docx=place / name)
    shutil.rmtree(folder)
    return place / name


def workbook(path: Path, source: Path = DATA, *, year: int = 0, twice: bool = False) -> Path:
    """Write the nine tables of a data folder as a workbook, one sheet each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for file in sorted(source.glob("公开0*.csv")):
        sheet = book.create_sheet(file.stem)
        for number, row in enumerate(read_rows(file), start=1):
            for column, text in enumerate(row, start=1):
                cell = doubled(text) if twice else text
                cell = re.sub("2024(?=年度)", str(year), cell) if year else cell
                sheet.cell(number, column).value = cell or None
    book.save(path)
    return path
