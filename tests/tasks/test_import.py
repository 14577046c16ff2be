"""`import` from end to end: files in, a data folder out, nothing overwritten, nothing guessed."""

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from support.drafts import change_draft, typing
from support.folders import DATA, SAMPLES, copy_data, read_rows, write_rows
from support.internal_export import export_of
from support.needs import find_reference
from support.program import NAME, Shell, assert_stopped
from support.written import import_files

from generator.base.severity import Severity
from generator.model.table import Table
from generator.narrative.environment import builtin_templates
from generator.tasks.department import write_department

_FORMS = [f"公开0{number}.csv" for number in range(1, 10)]


def _values(table: Table) -> list[tuple[str, str, str, object]]:
    """Return every amount; an empty 合计 row of an empty table says nothing."""
    return [
        (row.side.value, row.key, column, cell.value)
        for row in table.rows
        for column, cell in row.cells.items()
        if cell.value is not None
    ]


def _tables(data: Path) -> dict[str, list[tuple[str, str, str, object]]]:
    tables = write_department(data).accounts.tables
    return {form: _values(table) for form, table in tables.items()}


@pytest.mark.parametrize("seed", ["004_a6e454eec524713b.txt", "000_6d6ee4970fc0bf0d.txt"])
def test_pasted_text_becomes_the_nine_tables(shell: Shell, seed: str) -> None:
    source = find_reference() / "seeds" / seed
    found = shell.run("import", source, "-o", "数据")
    assert found.status == 0
    assert "读入 9 张表" in found.out
    assert sorted(path.name for path in (shell.folder / "数据").iterdir()) == _FORMS


def test_amounts_of_pasted_text_stand_as_printed(tmp_path: Path) -> None:
    """The case of the same document holds the same numbers, without separators."""
    folder = find_reference()
    import_files([folder / "seeds" / "004_a6e454eec524713b.txt"], tmp_path / "数据")
    with (folder / "cases/xinxiang-2024/tables/公开05.csv").open(encoding="utf-8") as stream:
        expected = {row[0] or row[1]: row[2:] for row in list(csv.reader(stream))[1:]}
    read = write_department(tmp_path / "数据").accounts.tables["公开05"]
    made = {
        row.code or row.label: [cell.text.replace(",", "") for cell in row.cells.values()]
        for row in read.rows
    }
    assert made == expected


@pytest.mark.parametrize("source", [DATA, SAMPLES / "特殊情形2024"], ids=["data", "特殊情形"])
def test_our_own_document_comes_back(shell: Shell, source: Path) -> None:
    shell.run(source, "--docx", "-o", "说明.docx")
    shell.run("import", "说明.docx", "-o", "读回")
    assert _tables(shell.folder / "读回") == _tables(source)


def test_a_workbook_stands_in_for_the_folder(shell: Shell) -> None:
    copy_data(shell.folder / "数据", SAMPLES / "特殊情形2024")
    shell.run("init", "数据", "--xlsx")
    expected = shell.run(shell.folder / "数据", "--text").out
    assert shell.run("数据.xlsx", "--text").out == expected


def test_an_existing_table_is_kept_by_name(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    before = (data / "公开05.csv").read_bytes()
    copied = copy_data(shell.folder / "元单位", SAMPLES / "元单位2024")
    shell.run(copied, "--docx", "-o", "别的.docx")
    found = shell.run("import", "别的.docx", "-o", "另外")
    assert found.status == 0
    (shell.folder / "另外" / "公开05.csv").write_bytes(before)
    found = shell.run("import", "别的.docx", "-o", "上年")
    again = shell.run("import", "别的.docx", "-o", "上年")
    assert "没有改动" in again.out
    assert (data / "公开05.csv").read_bytes() == before


def test_a_different_table_is_refused_by_name(shell: Shell) -> None:
    source = find_reference() / "seeds" / "004_a6e454eec524713b.txt"
    other = find_reference() / "seeds" / "000_6d6ee4970fc0bf0d.txt"
    shell.run("import", source, "-o", "数据")
    before = read_rows(shell.folder / "数据" / "公开05.csv")
    found = shell.run("import", other, "-o", "数据")
    assert (
        "公开05.csv、公开06.csv、公开07.csv、公开08.csv、公开09.csv 已经存在，内容不同，没有覆盖"
        in found.out
    )
    assert found.status == 1
    assert read_rows(shell.folder / "数据" / "公开05.csv") == before


@pytest.mark.parametrize(
    ("name", "said"),
    [("旧.doc", "另存为 .docx"), ("旧.et", "另存为 .xlsx"), ("空.xlsx", "没有找到")],
)
def test_what_cannot_be_read_is_named(shell: Shell, name: str, said: str) -> None:
    (shell.folder / name).write_bytes(b"\xd0\xcf\x11\xe0 nothing")
    assert_stopped(shell.run("import", name, "-o", "数据"), name, said)
    assert not (shell.folder / "数据").exists()


def test_reasons_of_a_draft_are_read_back(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    reasons = read_rows(data / "原因.csv")
    with (data / "原因.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(row for row in reasons if row[0] != "收支总计")
    shell.run(data, "--docx")
    path = shell.folder / f"{NAME}.docx"
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text.startswith("【待补充：收支总计"):
                run.text = "新增两个项目"
    document.save(str(path))
    found = shell.run("import", path.name, "-o", "数据")
    assert "读回 1 条原因" in found.out
    assert "主要原因是新增两个项目。" in shell.run(data, "--text").out


# The report


def _workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _sheet_of(form: str) -> list[list[object]]:
    return [list(row) for row in read_rows(DATA / f"{form}.csv")]


def test_department_year_and_unit_are_stated(shell: Shell) -> None:
    rows = _sheet_of("公开05")
    rows[2][-1] = ""
    amounts = sum(any(sign.isdigit() for sign in str(cell)) for row in rows[6:] for cell in row[2:])
    _workbook(shell.folder / "表.xlsx", {"五": rows, "八": _sheet_of("公开08")})
    found = shell.run("import", "表.xlsx", "-o", "数据")
    assert "部门：新乡市行政审批和政务信息管理局　年度：2024\n" in found.out
    lines = {line.split()[0]: line for line in found.out.splitlines() if "←" in line}
    assert f"{amounts} 个金额，单位：没有写，按万元" in lines["公开05"]
    assert "空表，单位：万元" in lines["公开08"]
    missing = "没有找到：公开01（收入支出决算总表）、公开02（收入决算表）、公开03（支出决算表）"
    assert missing in found.out
    assert found.out.count("没有找到") == 1


def test_a_table_that_the_folder_has_is_not_missing(shell: Shell) -> None:
    copy_data(shell.folder / "数据")
    (shell.folder / "数据" / "公开05.csv").unlink()
    _workbook(shell.folder / "表.xlsx", {"公开05": _sheet_of("公开05")})
    found = shell.run("import", "表.xlsx", "-o", "数据")
    assert found.status == 0
    assert "没有找到" not in found.out


def test_one_cell_is_one_finding(tmp_path: Path) -> None:
    rows = _sheet_of("公开05")
    at = next(number for number, row in enumerate(rows) if row[0] == "2010301")
    rows[at][2:5] = ["#REF!", datetime(2024, 1, 2, tzinfo=UTC).date(), "=1+1"]
    path = _workbook(tmp_path / "表.xlsx", {"公开05": rows})
    findings = [
        finding
        for finding in import_files([path], tmp_path / "数据").findings
        if finding.code in {"L04", "L14", "L15"}
    ]
    addresses = sorted(place.address for finding in findings for place in finding.places)
    assert addresses == [f"{letter}{at + 1}" for letter in "CDE"]


def test_sheets_that_nobody_uses_are_named_and_not_checked(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "封面": [["#REF!", "#N/A"]],
        "公开05": _sheet_of("公开05"),
        "公开06": [["别的", "内容"], ["甲", 1]],
    }
    path = _workbook(tmp_path / "表.xlsx", sheets)
    findings = import_files([path], tmp_path / "数据").findings
    assert not any("#REF!" in finding.message for finding in findings)
    unused = {f.severity: f.message for f in findings if f.code == "L03"}
    assert "封面" in unused[Severity.INFO]
    assert "公开06" in unused[Severity.ERROR]


def test_cells_of_a_text_are_those_of_the_file_written(tmp_path: Path) -> None:
    """The seed has an amount in its 栏次 row."""
    source = find_reference() / "seeds" / "000_6d6ee4970fc0bf0d.txt"
    findings = import_files([source], tmp_path / "数据").findings
    (place,) = next(finding.places for finding in findings if finding.code == "H02")
    row = read_rows(tmp_path / "数据" / place.file)[place.row_number - 1]
    assert row[place.column_number - 1] == "907.94"


def test_one_file_twice_is_one_file(shell: Shell) -> None:
    _workbook(shell.folder / "表.xlsx", {"公开05": _sheet_of("公开05")})
    found = shell.run("import", "表.xlsx", shell.folder / "表.xlsx", "-o", "数据")
    assert "L05" not in found.out


def test_two_files_with_the_same_tables_are_one_error(tmp_path: Path) -> None:
    rows = _sheet_of("公开05")
    rows[8][2] = "1.00"
    files = [
        _workbook(tmp_path / "甲.xlsx", {n: _sheet_of(n) for n in ("公开05", "公开07")}),
        _workbook(tmp_path / "乙.xlsx", {"公开05": rows, "公开07": _sheet_of("公开07")}),
    ]
    findings = [
        f for f in import_files(files, tmp_path / "数据").findings if f.severity is Severity.ERROR
    ]
    assert [f.code for f in findings] == ["L05"]
    assert "甲.xlsx 与 乙.xlsx 都有公开05，内容不同" in findings[0].message
    assert read_rows(tmp_path / "数据" / "公开05.csv") == [
        [str(cell) for cell in row] for row in _sheet_of("公开05")
    ]


# Lists


def test_the_accountants_workbook_becomes_a_folder(shell: Shell) -> None:
    source = copy_data(shell.folder / "数据", SAMPLES / "事业单位2024")
    expected = shell.run(source, "--text").out
    shell.run("init", "数据", "--xlsx")
    assert shell.run("import", "数据.xlsx", "-o", "新").status == 0
    assert shell.run("新", "--text").out == expected


def test_sheets_of_last_year_go_where_last_years_tables_are(shell: Shell) -> None:
    _workbook(
        shell.folder / "表.xlsx",
        {"公开05": _sheet_of("公开05"), "上年公开04": _sheet_of("公开04")},
    )
    shell.run("import", "表.xlsx", "-o", "数据")
    folder = shell.folder / "数据"
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.csv"))
    assert names == ["上年/公开04.csv", "公开05.csv"]


@pytest.mark.parametrize(
    ("head", "said"), [("2021年度", "是2021年度的表"), ("", "今年与上年逐格相同")]
)
def test_sheets_of_last_year_are_of_last_year(shell: Shell, head: str, said: str) -> None:
    shell.run("init", "数据", "--name", "某局", "--year", "2024")
    now = _sheet_of("公开05")
    before: list[list[object]] = [
        [str(cell).replace("2024年度", head) for cell in row] for row in now
    ]
    assert before != now
    _workbook(shell.folder / "表.xlsx", {"公开05": now, "上年公开05": before})
    found = shell.run("import", "表.xlsx", "-o", "数据")
    assert said in "".join(found.out.split())
    assert found.status == 1
    assert (shell.folder / "数据" / "公开05.csv").is_file()
    assert not (shell.folder / "数据" / "上年" / "公开05.csv").exists()


def test_blank_rows_of_a_list_are_filled_and_others_kept(shell: Shell) -> None:
    shell.run("init", "数据", "--name", "某局")
    facts = shell.folder / "数据" / "事项.csv"
    rows = [
        ["公务用车保有量", "3", "辆"] if r[0] == "公务用车保有量" else r for r in read_rows(facts)
    ]
    write_rows(facts, rows)
    _workbook(
        shell.folder / "表.xlsx",
        {
            "公开05": _sheet_of("公开05"),
            "事项": [
                ["项目", "数值", "单位"],
                ["公务用车保有量", "2", "辆"],
                ["政府采购支出总额", "1,234,500", "元"],
                ["自己加的", "7", "个"],
            ],
        },
    )
    found = shell.run("import", "表.xlsx", "-o", "数据")
    after = {row[0]: row[1:] for row in read_rows(facts)}
    assert after["公务用车保有量"] == ["3", "辆"]
    assert after["政府采购支出总额"] == ["1,234,500", "元"]
    assert after["自己加的"] == ["7", "个"]
    assert len(after) == len(rows) + 1
    assert "已补入 2 项：政府采购支出总额、自己加的" in found.out
    assert "事项.csv 中已有 公务用车保有量，与读入的不同，保留已有的" in found.out
    assert found.status == 1


def test_a_unit_in_the_head_is_never_mixed(shell: Shell) -> None:
    copy_data(shell.folder / "数据")
    totals = shell.folder / "数据" / "上年数.csv"
    write_rows(totals, [["项目", "金额（元）"], ["收支总计", ""]])
    before = totals.read_bytes()
    lists: list[list[object]] = [["项目", "金额"], ["收支总计", "6804.64"]]
    _workbook(shell.folder / "表.xlsx", {"上年数": lists})
    found = shell.run("import", "表.xlsx", "-o", "数据")
    assert totals.read_bytes() == before
    assert "上年数.csv 已经存在，内容不同，没有覆盖，也没有并入" in found.out


def test_an_internal_export_fills_the_folder_that_init_made(shell: Shell) -> None:
    _, export = export_of(3, shell.folder)
    shell.run("init", "数据")
    found = shell.run("import", export.name, "-o", "数据")
    assert found.status == 0
    shell.run("import", export.name, "-o", "新")
    filled = {row[0]: row[1:] for row in read_rows(shell.folder / "数据" / "事项.csv")}
    for key, *rest in read_rows(shell.folder / "新" / "事项.csv"):
        assert filled[key] == rest
    budgets = read_rows(shell.folder / "新" / "年初预算.csv")
    assert [row for row in read_rows(shell.folder / "数据" / "年初预算.csv") if row[2]] == budgets


def test_init_adds_what_an_import_does_not_bring(shell: Shell) -> None:
    _, export = export_of(3, shell.folder)
    found = shell.run("import", export.name, "-o", "数据")
    assert "运行 gen-narrative init 数据，会补上空白的清单" in found.out
    before = {p.name: p.read_bytes() for p in (shell.folder / "数据").iterdir()}
    found = shell.run("init", "数据")
    assert found.status == 0
    assert "原有的没有改动" in found.out
    after = {p.name: p.read_bytes() for p in (shell.folder / "数据").iterdir() if p.is_file()}
    assert {name: after[name] for name in before} == before
    assert {"单位信息.csv", "原因.csv", "说明.md"} <= set(after)
    assert_stopped(shell.run("init", "数据"), "已经存在")


def test_last_years_file_leads_to_the_folder_above(shell: Shell) -> None:
    shell.run(DATA, "--docx", "-o", "去年.docx")
    found = shell.run("import", "去年.docx", "-o", "数据/上年")
    assert "gen-narrative 数据 --docx" in found.out
    assert "没有找到" not in found.out


# Drafts


def _typed(shell: Shell, *options: str | Path) -> Path:
    """Return the draft of data/ without reasons, with one typed over the mark of 收支总计."""
    data = copy_data(shell.folder / "数据")
    (data / "原因.csv").unlink()
    shell.run(data, "--docx", "-o", "稿.docx", *options)
    return change_draft(shell.folder / "稿.docx", typing("新增两个项目"), "收、支总计")


def test_a_draft_of_another_profile_is_known_by_its_wording(shell: Shell) -> None:
    draft = _typed(shell, "--profile", "henan-itemised")
    found = shell.run("import", draft.name, "-o", "数据")
    assert "按行文 henan-itemised 写出的" in found.out
    assert "读回 1 条原因" in found.out
    assert "警告" not in found.out


def test_a_draft_of_other_templates_asks_for_them(shell: Shell) -> None:
    templates = shell.folder / "模板"
    shutil.copytree(builtin_templates(), templates)
    for path in (*templates.glob("*.md"), templates / "行文.toml"):
        text = path.read_text(encoding="utf-8").replace("主要原因是", "原因主要是")
        path.write_text(text.replace("差异的", "出入的"), encoding="utf-8")
    draft = _typed(shell, "--templates", templates)
    found = shell.run("import", draft.name, "-o", "数据")
    assert "读回 0 条原因" in found.out
    assert "--profile 或 --templates" in found.out
    found = shell.run("import", draft.name, "-o", "数据", "--templates", templates)
    assert "读回 1 条原因" in found.out


def test_a_draft_in_a_new_folder_says_what_was_not_read(shell: Shell) -> None:
    draft = _typed(shell)
    found = shell.run("import", draft.name, "-o", "新")
    assert "请导入到写出它的那个数据文件夹" in found.out
