"""Budgets among imported files: they fill 年初预算.csv, or it is said why not; never accounts."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.folders import DATA, read_rows
from support.written import import_files

from generator.base.errors import NothingImportedError
from generator.model.finding import Finding

GENERAL = "2024年一般公共预算支出预算表"
FUND = "2024年政府性基金预算支出预算表"
ROWS = [
    ["", "合计", "1,012.35", "512.30", "500.05"],
    ["201", "一般公共服务支出", "1,012.35", "512.30", "500.05"],
    ["2010301", "行政运行", "512.30", "512.30", ""],
    ["2010302", "一般行政管理事务", "500.05", "", "500.05"],
]
WANTED = [("", "1012.35"), ("2010301", "512.3"), ("2010302", "500.05")]


def budget(
    title: str = GENERAL,
    line: str = "部门：甲局,单位：万元",
    heads: str = "科目编码,科目名称,合计,基本支出,项目支出",
    rows: list[list[str]] = ROWS,
) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([[title], line.split(","), heads.split(","), *rows])
    return file.getvalue()


def taken(text: str, room: Path, name: str = "预算.csv") -> tuple[list[tuple[str, str]], str]:
    """The codes and amounts of 年初预算.csv after an import for 2024, and what was said."""
    path = room / name
    path.write_text(text, encoding="utf-8-sig")
    target = room / "out"
    of_2024(target)
    try:
        said = import_files([path], target).findings
    except NothingImportedError as error:
        return [], "".join(getattr(error, "__notes__", ""))
    return written(target), words(said)


def of_2024(target: Path) -> Path:
    target.mkdir(exist_ok=True)
    (target / "单位信息.csv").write_text("项目,内容\n年度,2024\n", encoding="utf-8-sig")
    return target


def written(target: Path) -> list[tuple[str, str]]:
    path = target / "年初预算.csv"
    return [(row[0], row[2]) for row in read_rows(path)[1:]] if path.exists() else []


def words(findings: tuple[Finding, ...]) -> str:
    return "".join(one.message for one in findings if "预算表" in one.message)


def times(factor: int) -> list[list[str]]:
    def size(text: str) -> str:
        return f"{round(float(text.replace(',', '')) * factor, 2):,.2f}" if text else ""

    return [[row[0], row[1], *map(size, row[2:])] for row in ROWS]


@pytest.mark.parametrize(
    "text",
    [
        budget(),
        budget(line="部门：甲局,金额单位：元", rows=times(10_000)),
        budget(line="部门：甲局,单位：千元", rows=times(10)),
        budget("一般公共预算支出预算表", "甲局,2024年度,单位：万元"),
        budget("甲局2024年部门一般公共预算支出功能分类预算表"),
        budget("2024年一般公共预算财政拨款支出预算表（按功能分类）"),
        budget("2024年一般公共预算支出表", heads="科目编码,科目名称,预算数,基本支出,项目支出"),
        budget(heads="科目编码,科目名称,2024年预算数,2023年预算数,2023年执行数"),
        budget(rows=[*ROWS[1:], ROWS[0]]),
        budget(rows=[*ROWS, ["注：本表按批复填列"]]),
    ],
)
def test_budget_by_item_is_taken(text: str, tmp_path: Path) -> None:
    rows, said = taken(text, tmp_path)
    assert sorted(rows) == WANTED
    assert "是预算表，不是决算表" in said
    assert "2024 年的年初预算" in said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (budget(line="部门：甲局"), "没有写金额单位"),
        (budget(line="部门：甲局,单位：万美元"), "认不出"),
        (budget("一般公共预算支出预算表"), "没有写年度"),
        (budget("2024年一般公共预算支出调整预算表"), "只有按功能科目列示"),
        (budget("2024年一般公共预算基本支出预算表"), "只有按功能科目列示"),
        (budget("2024年部门支出预算总表"), "只有按功能科目列示"),
        (budget("2024年部门收入预算表"), "只有按功能科目列示"),
        (budget(rows=[["", "合计", "1,013.35", "", ""], *ROWS[1:]]), "相差 1"),
        (budget(rows=[*ROWS, ["2010302", "又一行", "1.00", "", ""]]), "有两行"),
        (budget(rows=[*ROWS[:3], ["2010302", "一般", "5OO.05", "", ""]]), "不是金额"),
        (budget(rows=ROWS[:2]), "没有项级科目"),
        (budget(heads="科目编码,科目名称,上年执行数,调整预算数,比上年增减"), "没有写明"),
        (budget(heads="科目编码,科目名称,合计,小计,项目支出"), "不止一个"),
    ],
)
def test_what_is_not_certain_is_not_taken(text: str, why: str, tmp_path: Path) -> None:
    rows, said = taken(text, tmp_path)
    assert rows == []
    assert why in said


def of_year(year: str, room: Path) -> tuple[list[tuple[str, str]], str]:
    path = room / "预算.csv"
    path.write_text(budget(GENERAL.replace("2024", year)), encoding="utf-8-sig")
    report = import_files([path, DATA / "公开05.csv"], room / "out")
    return written(room / "out"), words(report.findings)


def test_budget_of_the_year_of_the_accounts(tmp_path: Path) -> None:
    assert sorted(of_year("2024", tmp_path)[0]) == WANTED


def test_budget_of_another_year_is_not_taken(tmp_path: Path) -> None:
    rows, said = of_year("2025", tmp_path)
    assert rows == []
    assert "2025 年的，决算是 2024 年的" in said


def test_budget_of_another_year_than_the_folder_states(tmp_path: Path) -> None:
    rows, said = taken(budget(GENERAL.replace("2024", "2023")), tmp_path)
    assert rows == []
    assert "2023 年的，决算是 2024 年的" in said


def test_budget_where_nothing_tells_the_year_of_the_accounts(tmp_path: Path) -> None:
    path = tmp_path / "预算.csv"
    path.write_text(budget(), encoding="utf-8-sig")
    table = tmp_path / "公开05.csv"
    plain = (DATA / "公开05.csv").read_text(encoding="utf-8-sig").replace("2024", "")
    table.write_text(plain, encoding="utf-8-sig")
    said = words(import_files([path, table], tmp_path / "out").findings)
    assert written(tmp_path / "out") == []
    assert "不知道决算是哪一年的" in said


def test_year_of_the_tables_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    shutil.copy(DATA / "公开03.csv", tmp_path / "out")
    rows, said = taken(budget(GENERAL.replace("2024", "2023")), tmp_path)
    assert rows == []
    assert "决算是 2024 年的" in said


def test_what_is_filled_in_is_kept(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "年初预算.csv").write_text(
        "科目编码,科目名称,年初预算数,资金性质\n2010301,行政运行,500,一般公共预算\n",
        encoding="utf-8-sig",
    )
    rows, _ = taken(budget(), tmp_path)
    assert ("2010301", "500") in rows
    assert ("2010302", "500.05") in rows
    assert ("2010301", "512.3") not in rows


def test_two_funds_on_sheets_of_one_workbook(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    fund = [["", "合计", "120.00", "", "120.00"], ["2120801", "征地", "120.00", "", "120.00"]]
    for number, text in enumerate((budget(), budget(FUND, rows=fund))):
        sheet = book.create_sheet(f"表{number}")
        for row in csv.reader(io.StringIO(text)):
            sheet.append(row)
    book.save(tmp_path / "预算.xlsx")
    import_files([tmp_path / "预算.xlsx"], of_2024(tmp_path / "out"))
    rows = {(row[0], row[2], row[3]) for row in read_rows(tmp_path / "out" / "年初预算.csv")[1:]}
    assert ("2120801", "120", "政府性基金") in rows
    assert ("2010301", "512.3", "一般公共预算") in rows


def test_two_budgets_of_one_fund_are_both_left_out(tmp_path: Path) -> None:
    for name, rows in (("a.csv", ROWS), ("b.csv", times(2))):
        (tmp_path / name).write_text(budget(rows=rows), encoding="utf-8-sig")
    report = import_files(
        [tmp_path / "a.csv", tmp_path / "b.csv", DATA / "公开05.csv"], tmp_path / "out"
    )
    assert written(tmp_path / "out") == []
    assert "不止一张" in words(report.findings)
