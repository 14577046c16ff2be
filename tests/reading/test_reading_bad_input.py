"""What is wrong with a data folder is named: file, row, column, value found, what is expected."""

import codecs
import shutil
from pathlib import Path

import openpyxl
import pytest

from generator.accounts.build import build_accounts
from generator.base.errors import FolderMissingError, NoTablesError
from generator.model.accounts import Accounts
from generator.model.finding import Finding
from generator.reading.folder import read_folder

_DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the complete sample, which gives no finding."""
    return Path(shutil.copytree(_DATA, tmp_path / "data"))


def _findings(folder: Path) -> list[Finding]:
    return list(_accounts(folder)[1])


def _accounts(folder: Path) -> tuple[Accounts, tuple[Finding, ...]]:
    inputs, findings = read_folder(folder)
    accounts, more = build_accounts(inputs)
    return accounts, (*findings, *more)


def _brief(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    """Return code, severity, file and address of every finding."""
    return [(f.code, f.severity.value, f.places[0].file, f.places[0].address) for f in findings]


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8-sig")
    assert old in text, f"{old} is not in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


def _append(path: Path, line: str) -> None:
    path.write_text(path.read_text("utf-8-sig").rstrip("\n") + f"\n{line}\n", "utf-8")


def test_the_sample_is_clean(folder: Path) -> None:
    assert _findings(folder) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("1,2\r\n" * 2_100_000, "2,100,001 行"), ("1," * 200 + "\n1" * 10_000, "10,001 行、201 列")],
)
def test_a_file_of_millions_of_cells_is_not_read(folder: Path, text: str, said: str) -> None:
    """The second is wide in one line only; every row would be as wide."""
    (folder / "公开05.csv").write_text(text, "utf-8")
    findings = _findings(folder)
    assert [(f.code, f.places[0].file) for f in findings] == [("L02", "公开05.csv")]
    assert said in findings[0].message


# Tables that are missing, unreadable, doubled or none of the nine.
def test_a_missing_table(folder: Path) -> None:
    (folder / "公开07.csv").unlink()
    findings = _findings(folder)
    assert [(f.code, f.severity.value, f.finding_class.value) for f in findings] == [
        ("L01", "error", "missing")
    ]
    assert findings[0].message.startswith("缺少公开07（政府性基金预算财政拨款收入支出决算表）")
    assert "公开07.csv" in findings[0].message
    assert findings[0].places[0].table == "公开07"


def test_every_missing_table_is_named_in_one_run(folder: Path) -> None:
    for number in (1, 2, 4, 9):
        (folder / f"公开0{number}.csv").unlink()
    tables = [f.places[0].table for f in _findings(folder) if f.code == "L01"]
    assert tables == ["公开01", "公开02", "公开04", "公开09"]


def test_missing_tables_of_last_year_are_no_finding(folder: Path) -> None:
    (folder / "上年").mkdir()
    text = (folder / "公开01.csv").read_text("utf-8-sig").replace("2024年度", "2023年度")
    (folder / "上年" / "公开01.csv").write_text(text, "utf-8")
    accounts, findings = _accounts(folder)
    assert findings == ()
    assert list(accounts.last_year) == ["公开01"]
    assert accounts.last_year["公开01"].file == "上年/公开01.csv"


def test_no_folder_and_no_tables(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderMissingError, match="nowhere"):
        read_folder(tmp_path / "nowhere")
    with pytest.raises(FolderMissingError):
        read_folder(folder / "公开01.csv")
    for number in range(1, 10):
        (folder / f"公开0{number}.csv").write_bytes(b"\x00\x01" if number == 3 else b"")
    with pytest.raises(NoTablesError) as caught:
        read_folder(folder)
    assert "没有读到任何一张公开表" in str(caught.value)
    assert len(caught.value.__notes__) == 9
    assert any("控制字符" in note for note in caught.value.__notes__)


def test_an_unreadable_file_is_not_missing_too(folder: Path) -> None:
    (folder / "公开03.csv").write_bytes(b"\xff\xff\xff\xff")
    findings = _findings(folder)
    assert _brief(findings) == [("L02", "error", "公开03.csv", "")]
    assert "无法按" in findings[0].message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (codecs.BOM_UTF8 + b"\r\n\r\n", "空的"),
        ('功能分类科目编码,科目名称\n"2010301,行政运行\n'.encode(), "不配对"),
        (b"a," * 300, "301 列"),
    ],
)
def test_files_that_are_no_table_at_all(folder: Path, data: bytes, said: str) -> None:
    (folder / "公开03.csv").write_bytes(data)
    findings = _findings(folder)
    assert _brief(findings) == [("L02", "error", "公开03.csv", "")]
    assert said in findings[0].message


def test_a_workbook_with_the_name_of_a_csv(folder: Path) -> None:
    book = openpyxl.Workbook()
    book.save(folder / "公开03.csv")
    findings = _findings(folder)
    assert _brief(findings) == [("L02", "error", "公开03.csv", "")]
    assert "Excel" in findings[0].message


def test_a_workbook_is_not_passed_over_silently(folder: Path) -> None:
    openpyxl.Workbook().save(folder / "决算表.xlsx")
    assert _brief(_findings(folder)) == [("L03", "warning", "决算表.xlsx", "")]


def test_a_table_that_is_none_of_the_nine(folder: Path) -> None:
    (folder / "公开03.csv").write_text("姓名,工资\n张三,1.00\n", "utf-8")
    (folder / "项目支出表.csv").write_text("项目,金额\n某项目,1.00\n", "utf-8")
    findings = _findings(folder)
    assert _brief(findings) == [
        ("L03", "error", "公开03.csv", ""),
        ("L03", "warning", "项目支出表.csv", ""),
    ]
    assert "支出决算表" in findings[0].message


def test_two_files_that_are_the_same_table(folder: Path) -> None:
    shutil.copy(folder / "公开05.csv", folder / "一般公共预算支出.csv")
    _replace(folder / "一般公共预算支出.csv", "411.02", "4I1.02")
    findings = _findings(folder)
    assert _brief(findings) == [("L05", "error", "一般公共预算支出.csv", "")]
    assert [p.file for p in findings[0].places] == ["一般公共预算支出.csv", "公开05.csv"]
    assert "使用 公开05.csv" in findings[0].message


def test_the_well_named_of_two_files_counts_in_whatever_order(folder: Path) -> None:
    """The other file sorts first; what is wrong inside it does not matter."""
    shutil.copy(folder / "公开05.csv", folder / "0.csv")
    _replace(folder / "0.csv", "411.02", "4I1.02")
    accounts, findings = _accounts(folder)
    assert [f.code for f in findings] == ["L05"]
    assert accounts.tables["公开05"].file == "公开05.csv"


def test_contents_that_contradict_the_name(folder: Path) -> None:
    two, three = folder / "公开02.csv", folder / "公开03.csv"
    two.rename(folder / "x.csv")
    three.rename(two)
    (folder / "x.csv").rename(three)
    accounts, findings = _accounts(folder)
    assert _brief(list(findings)) == [
        ("L07", "error", "公开02.csv", ""),
        ("L07", "error", "公开03.csv", ""),
    ]
    assert "表题却是“支出决算表”（公开03）" in findings[0].message
    assert accounts.tables["公开02"].file == "公开03.csv"


def test_other_names_of_files(folder: Path) -> None:
    names = {"公开01": "收入支出决算总表", "公开06": "公开6表 基本支出", "公开09": "GK09"}
    for old, new in names.items():
        (folder / f"{old}.csv").rename(folder / f"{new}.CSV")
    accounts, findings = _accounts(folder)
    assert findings == ()
    assert len(accounts.tables) == 9


def test_what_windows_leaves_about_is_passed_over(folder: Path) -> None:
    for name in ("~$公开01.csv", "desktop.ini", ".DS_Store", "Thumbs.db", ".~lock.公开01.csv#"):
        (folder / name).write_bytes(b"\x00\x01\x02")
        (folder / "文字" / name).write_bytes(b"\x00\x01\x02")
    (folder / "._公开01.csv").write_bytes(b"\x00\x05\x16\x07")
    (folder / "文字" / "~$主要职责.md").write_bytes(b"\x00")
    assert _findings(folder) == []


def test_reading_changes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    _findings(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


# Cells.
def test_all_problems_come_in_one_run(folder: Path) -> None:
    _replace(folder / "公开02.csv", '"8,637.14","8,637.14"', '"8,637.14","8,63714"')
    _replace(folder / "公开09.csv", "2.60,0.00", "2.60,O.00")
    _replace(folder / "事项.csv", "国内接待支出,", "国内接待支岀,")
    _replace(folder / "上年数.csv", "6804.64", "6804.6A")
    (folder / "公开08.csv").unlink()
    findings = _findings(folder)
    assert {f.code for f in findings} == {"L01", "L04", "L06"}
    cells = {(f.places[0].file, f.places[0].address, f.found_text) for f in findings}
    assert ("公开02.csv", "D7", "8,63714") in cells
    assert ("公开09.csv", "B8", "O.00") in cells
    assert ("上年数.csv", "B2", "6804.6A") in cells
    assert ("上年数.csv", "B3", "6804.6A") in cells
    cell = next(f for f in findings if f.found_text == "8,63714").places[0]
    assert (cell.row, cell.column) == ("合计", "财政拨款收入")


# Lists.
@pytest.mark.parametrize(
    ("file", "line", "near"),
    [
        ("事项.csv", "公务用车保有数,3,辆", "公务用车保有量"),
        ("上年数.csv", "收支总额,3", "收支总计"),
        ("单位信息.csv", "部门名字,某局", "部门名称"),
        ("年初预算.csv", ",一般公共预算支出,3,", "一般公共预算财政拨款支出"),
        ("原因.csv", "公务接待,接待减少", "公务接待费"),
    ],
)
def test_an_unknown_key_names_the_nearest(folder: Path, file: str, line: str, near: str) -> None:
    _append(folder / file, line)
    rows = len((folder / file).read_text("utf-8").splitlines())
    findings = _findings(folder)
    assert [(f.code, f.severity.value) for f in findings] == [("L06", "warning")]
    assert (findings[0].places[0].file, findings[0].places[0].row_number) == (file, rows)
    assert f"是否应为“{near}”" in findings[0].message


def test_an_unknown_column(folder: Path) -> None:
    _replace(folder / "上年数.csv", "项目,金额", "项目,金额,备考")
    findings = _findings(folder)
    assert _brief(findings) == [("L06", "warning", "上年数.csv", "C1")]
    assert "备考" in findings[0].message


def test_a_column_that_is_missing(folder: Path) -> None:
    _replace(folder / "上年数.csv", "项目,金额", "项目,总数")
    findings = _findings(folder)
    assert ("L08", "error", "上年数.csv", "A1") in _brief(findings)
    assert "项目，金额" in next(f.message for f in findings if f.code == "L08")


def test_two_equal_keys(folder: Path) -> None:
    """The same value twice is only worth a note; two values are an error, the first counts."""
    _append(folder / "上年数.csv", "“三公” 经费,3.00")
    _append(folder / "上年数.csv", "三公经费,3.00")
    _append(folder / "上年数.csv", "三公经费,4.00")
    accounts, findings = _accounts(folder)
    assert [(f.code, f.severity.value) for f in findings] == [("L05", "info"), ("L05", "error")]
    first, second = findings[1].places[1], findings[1].places[0]
    assert second.row_number == first.row_number + 2
    assert str(accounts.last_totals["“三公”经费"].value) == "3.00"


def test_two_equal_keys_in_the_other_lists(folder: Path) -> None:
    _append(folder / "单位信息.csv", "部门名称,另一个局")
    _append(folder / "年初预算.csv", "2010301,行政运行,1.00,一般公共预算")
    _append(folder / "事项.csv", "公务用车保有量,99,辆")
    _append(folder / "原因.csv", "收支总计,办公设备集中更新,上年")
    accounts, findings = _accounts(folder)
    assert sorted((f.places[0].file, f.code) for f in findings) == [
        ("事项.csv", "L05"),
        ("单位信息.csv", "L05"),
        ("原因.csv", "L05"),
        ("年初预算.csv", "L05"),
    ]
    assert all(len(f.places) == 2 for f in findings)
    assert accounts.identity.department == "新乡市行政审批和政务信息管理局"


def test_a_list_in_two_files(folder: Path) -> None:
    shutil.copy(folder / "事项.csv", folder / "事项.txt")
    assert _brief(_findings(folder)) == [("L05", "error", "事项.txt", "")]


def test_a_list_below_a_title_and_in_another_encoding(folder: Path) -> None:
    text = (folder / "上年数.csv").read_text("utf-8-sig")
    (folder / "上年数.csv").write_bytes(f"上年决算主要数据\n\n{text}".encode("gb18030"))
    accounts, findings = _accounts(folder)
    assert findings == ()
    assert accounts.last_totals["收支总计"].source.place.address == "B4"


# The heads of the tables against 单位信息.csv.
def test_a_department_that_differs_in_the_heads(folder: Path) -> None:
    for number in (2, 5):
        path = folder / f"公开0{number}.csv"
        _replace(path, "新乡市行政审批和政务信息管理局", "新乡县行政审批局")
    findings = _findings(folder)
    assert [(f.code, f.severity.value, f.finding_class.value) for f in findings] == [
        ("L11", "warning", "stale-name")
    ]
    assert [(p.file, p.address) for p in findings[0].places[:2]] == [
        ("公开02.csv", "A3"),
        ("公开05.csv", "A3"),
    ]
    assert findings[0].places[2].file == "单位信息.csv"
    for text in ("新乡县行政审批局", "新乡市行政审批和政务信息管理局", "公开02.csv、公开05.csv"):
        assert text in findings[0].message


def test_one_finding_for_each_other_value(folder: Path) -> None:
    for number, name in ((1, "甲局"), (2, "乙局"), (3, "甲局")):
        _replace(folder / f"公开0{number}.csv", "新乡市行政审批和政务信息管理局", name)
    found = [f.found_text for f in _findings(folder) if f.code == "L11"]
    assert found == ["甲局", "乙局"]


def test_brackets_and_spaces_in_the_name_do_not_matter(folder: Path) -> None:
    _replace(
        folder / "单位信息.csv", "新乡市行政审批和政务信息管理局", "新乡市行政审批 和政务信息管理局"
    )
    assert _findings(folder) == []


def test_a_year_that_differs_in_the_heads(folder: Path) -> None:
    _replace(folder / "公开04.csv", "2024年度", "2023年度")
    (folder / "上年").mkdir()
    shutil.copy(folder / "公开05.csv", folder / "上年" / "公开05.csv")
    findings = _findings(folder)
    assert [(f.code, f.found_text, f.places[0].file) for f in findings] == [
        ("L11", "2023", "公开04.csv"),
        ("L11", "2024", "上年/公开05.csv"),
    ]
    assert "“2024”" in findings[0].message
    assert "“2023”" in findings[1].message


def test_heads_that_differ_where_nothing_is_given(folder: Path) -> None:
    _replace(folder / "单位信息.csv", "部门名称,新乡市行政审批和政务信息管理局\n", "")
    _replace(folder / "公开04.csv", "新乡市行政审批和政务信息管理局", "甲局")
    accounts, findings = _accounts(folder)
    assert [(f.code, f.found_text) for f in findings] == [("L11", "甲局")]
    assert accounts.identity.department == "新乡市行政审批和政务信息管理局"


def test_a_table_in_another_unit_than_the_rest(folder: Path) -> None:
    _replace(folder / "公开08.csv", "单位：万元", "单位：元")
    findings = _findings(folder)
    assert [(f.code, f.severity.value, f.finding_class.value) for f in findings] == [
        ("L10", "info", "unit")
    ]
    assert (findings[0].places[0].file, findings[0].places[0].address) == ("公开08.csv", "E3")


def test_a_table_that_states_no_unit_among_others_in_yuan(folder: Path) -> None:
    for number in range(1, 10):
        unit = "" if number == 8 else "单位：元"
        _replace(folder / f"公开0{number}.csv", "单位：万元", unit)
    found = [f for f in _findings(folder) if f.code == "L10"]
    assert [(f.severity.value, f.places[0].file) for f in found] == [("warning", "公开08.csv")]
    assert "未注明单位" in found[0].message


def test_notes_in_a_file_of_their_own(folder: Path) -> None:
    """The file speaks for what the sheet leaves out; the sheet's own lines go first."""
    path = folder / "公开07.csv"
    path.write_text("\n".join(path.read_text("utf-8-sig").splitlines()[3:-1]), "utf-8")
    rows = [
        "表号,表名,部门名称,年度,单位,注,说明",
        "公开07表,,新乡市行政审批和政务信息管理局,2024年度,元,注：本表反映情况。,说明：无数据。",
        "公开05表,,新乡市行政审批和政务信息管理局,2023年度,元,另一条注。,",
    ]
    (folder / "公开表_附注.csv").write_text("\n".join(rows), "utf-8")
    accounts, findings = _accounts(folder)
    table = accounts.tables["公开07"]
    assert (table.notes, table.statement) == (("本表反映情况。",), "无数据。")
    assert (table.file_unit, table.year) == ("元", "2024")
    assert str(table.cell("合计", "本年收入").value) == "0.26"
    assert accounts.tables["公开05"].file_unit == "万元"
    assert accounts.tables["公开05"].notes != ("另一条注。",)
    assert [(f.code, f.places[0].file, f.places[0].address) for f in findings] == [
        ("L10", "公开表_附注.csv", "E2")
    ]
