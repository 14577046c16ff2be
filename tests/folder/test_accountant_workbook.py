"""`init --xlsx`: the folder as one workbook, read back with openpyxl; the reasons that are due."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.folders import (
    DATA,
    SAMPLE_FOLDERS,
    SAMPLES,
    copy_data,
    drop_key,
    read_rows,
    set_key,
    write_rows,
)
from support.written import init_folder, roll_forward, write_accountant_workbook

from generator import build
from generator.base.errors import OversizedCellError, TargetTakenError
from generator.field import keys
from generator.field.data_folder import TEXT_NAMES
from generator.folder.skeleton import COLUMNS

_FORMS = [f"公开0{number}" for number in range(1, 10)]


def _open(path: Path) -> Workbook:
    return load_workbook(path)


def _rows(sheet: Worksheet) -> list[list[str]]:
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def _offered(book: Workbook, sheet: str, address: str) -> list[str]:
    """Return what the drop-down of a cell offers, following its reference."""
    for validation in book[sheet].data_validations.dataValidation:
        if validation.type == "list" and address in validation.cells:
            name, _, cells = validation.formula1.strip("=").partition("!")
            column = book[name.strip("'")][cells.replace("$", "")]
            return [str(cell.value) for (cell,) in column]
    return []


def _unfold(book: Workbook, folder: Path) -> Path:
    """Write the sheets as the files that they stand for."""
    for sheet in book.worksheets:
        rows = _rows(sheet)
        if sheet.title == "说明":
            continue
        if sheet.title in TEXT_NAMES:
            path = folder / "文字" / f"{sheet.title}.md"
            data = "\n".join(row[0] for row in rows)
        elif sheet.title.endswith(".toml"):
            path, data = folder / sheet.title, "\n".join(row[0] for row in rows)
        else:
            last = sheet.title.startswith("上年公开")
            path = folder / (f"上年/{sheet.title[2:]}.csv" if last else f"{sheet.title}.csv")
            stream = io.StringIO()
            csv.writer(stream).writerows(rows)
            data = stream.getvalue()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, encoding="utf-8")
    return folder


@pytest.fixture
def blank(tmp_path: Path) -> Workbook:
    """The empty workbook."""
    write_accountant_workbook(tmp_path / "空.xlsx", name="某某局", year=2025)
    return _open(tmp_path / "空.xlsx")


def test_one_sheet_a_file(blank: Workbook) -> None:
    assert blank.sheetnames == ["说明", *COLUMNS, *TEXT_NAMES]
    assert all(sheet.sheet_state == "visible" for sheet in blank.worksheets)


def test_heads_are_styled_and_stay_in_sight(blank: Workbook) -> None:
    for name, columns in COLUMNS.items():
        sheet = blank[name]
        assert tuple(_rows(sheet)[0]) == columns
        assert sheet.freeze_panes == "A2"
        for cell, letter in zip(sheet[1], "ABCDEFGHIJK", strict=False):
            assert cell.font.bold
            assert cell.fill.fgColor.rgb == "001F4E79"
            assert sheet.column_dimensions[letter].width >= 14


def test_every_cell_is_text(tmp_path: Path) -> None:
    source = copy_data(tmp_path / "d")
    cells = [["科目编码", "科目名称"], ["0201", "=SUM(A1:A2)"], ["0202", "#REF!"]]
    write_rows(source / "科目.csv", cells)
    path = tmp_path / "全.xlsx"
    write_accountant_workbook(path, source=source)
    book = _open(path)
    years = ["年度", "起始年度", "终止年度"]
    rows = [[*cells[0], *years], *([*row, "", "", ""] for row in cells[1:])]
    assert _rows(book["科目"]) == rows
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "sn", (sheet.title, cell.coordinate)
                if cell.value is None and sheet.title == "说明":
                    continue
                assert cell.value is None or cell.data_type == "s"
                assert cell.number_format == "@", (sheet.title, cell.coordinate)
    assert book["年初预算"].column_dimensions["A"].number_format == "@"


def test_drop_downs(blank: Workbook) -> None:
    information = {row[0]: number for number, row in enumerate(_rows(blank["单位信息"]), start=1)}
    for key, expected in (
        ("口径", ["部门", "单位"]),
        ("单位性质", ["行政", "参公", "事业"]),
        ("行文", ["henan", "henan-itemised", "shanghai"]),
    ):
        assert _offered(blank, "单位信息", f"B{information[key]}") == expected
    assert "万元" in _offered(blank, "单位信息", f"B{information['单位']}")
    assert _offered(blank, "单位信息", f"B{information['部门名称']}") == []
    assert _offered(blank, "事项", "A40") == list(keys.FACT_UNITS)
    assert _offered(blank, "上年数", "A2") == list(keys.LAST_YEAR_KEYS)
    assert _offered(blank, "原因", "A60") == [*keys.LAST_YEAR_KEYS, *keys.PURPOSE_KEYS]
    assert _offered(blank, "原因", "C2") == ["上年", "预算"]
    assert _offered(blank, "项目绩效", "B2") == ["一般公共预算", "政府性基金", "国有资本经营"]
    assert {"辆", "台", "万元"} <= set(_offered(blank, "事项", "C3"))


def test_the_guide_says_what_goes_where(blank: Workbook) -> None:
    said = [row[0] for row in _rows(blank["说明"])]
    assert [name for name in COLUMNS if name not in said] == []


@pytest.mark.parametrize("source", SAMPLE_FOLDERS, ids=lambda folder: folder.name)
def test_the_workbook_says_what_the_folder_says(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "全.xlsx"
    write_accountant_workbook(path, source=source)
    book = _open(path)
    assert set(_FORMS) <= set(book.sheetnames)
    made, expected = build(_unfold(book, tmp_path / "d")), build(source)
    assert made.text == expected.text
    assert made.gaps == expected.gaps


@pytest.mark.parametrize("source", SAMPLE_FOLDERS, ids=lambda folder: folder.name)
def test_the_workbook_itself_is_read_like_the_folder(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "全.xlsx"
    write_accountant_workbook(path, source=source)
    made, expected = build(path), build(source)
    assert made.text == expected.text
    assert made.gaps == expected.gaps
    again = write_accountant_workbook(tmp_path / "又.xlsx", source=path)
    assert {row.key for row in again.reasons if row.due and not row.reason} == {
        gap.key for gap in expected.gaps if gap.file == "原因.csv"
    }
    first, second = _open(path), _open(tmp_path / "又.xlsx")
    assert {name: _filled(second[name]) for name in second.sheetnames} == {
        name: _filled(first[name]) for name in first.sheetnames
    }


def _filled(sheet: Worksheet) -> list[list[str]]:
    """Return the rows that hold anything, without blank cells at their end."""
    rows = ([*row] for row in _rows(sheet))
    return [row[: max(i for i, t in enumerate(row) if t) + 1] for row in rows if any(row)]


def test_last_years_tables_are_sheets_too(tmp_path: Path) -> None:
    path = tmp_path / "全.xlsx"
    write_accountant_workbook(path, source=SAMPLES / "特殊情形2024")
    book = _open(path)
    assert {"上年公开01", "上年公开04", "上年公开05"} <= set(book.sheetnames)


def test_every_reason_that_is_due_is_listed(tmp_path: Path) -> None:
    source = copy_data(tmp_path / "d")
    (source / "原因.csv").unlink()
    written = write_accountant_workbook(tmp_path / "原因.xlsx", source=source)
    gaps = [gap for gap in build(source).gaps if gap.file == "原因.csv"]
    sheet = _open(tmp_path / "原因.xlsx")["原因"]
    names = {row[0]: row[1] for row in read_rows(source / "年初预算.csv")}
    assert _rows(sheet) == [
        [
            *("事项", "原因", "对比", "章节", "科目名称"),
            *("金额", "对比数", "差额", "方向", "上年原因"),
        ],
        *(
            [
                *(gap.key, "", gap.basis, gap.section, names.get(gap.key, "")),
                *(gap.final, gap.base, gap.difference, gap.direction, ""),
            ]
            for gap in gaps
        ),
    ]
    assert written.blank_reasons == len(gaps) == 21
    prompts = {str(v.cells): v.prompt for v in sheet.data_validations.dataValidation if v.prompt}
    assert [prompts[f"B{number}"] for number in range(2, 23)] == [gap.wording for gap in gaps]


def test_reasons_already_given_are_filled_in(tmp_path: Path) -> None:
    source = copy_data(tmp_path / "d")
    drop_key(source, "原因.csv", "2010301")
    set_key(source, "原因.csv", "国有资本经营用途", "国有企业退休人员社会化管理", "")
    written = write_accountant_workbook(tmp_path / "原因.xlsx", source=source)
    rows = {row.key: row for row in written.reasons}
    given = build(source).department.accounts.reasons
    assert [key for key, row in rows.items() if not row.reason] == ["2010301"]
    assert {(k, text.text) for (k, _), text in given.items()} == {
        (key, row.reason) for key, row in rows.items() if row.reason
    }
    assert (rows["2010301"].section, rows["2010301"].direction) == ("五（三）1", "大于预算")
    assert written.reasons[-1].key == "国有资本经营用途"
    assert written.reasons[-1].section == ""


def test_a_reason_in_place_of_a_purpose_is_not_asked_again(tmp_path: Path) -> None:
    source = copy_data(tmp_path / "d")
    drop_key(source, "原因.csv", "政府性基金用途")
    set_key(source, "原因.csv", "政府性基金预算财政拨款支出", "年中下达专项债券", "预算")
    assert not [gap for gap in build(source).gaps if gap.section == "七"]
    written = write_accountant_workbook(tmp_path / "原因.xlsx", source=source)
    assert "政府性基金用途" not in {row.key for row in written.reasons}
    assert written.blank_reasons == 0


def test_reasons_typed_into_the_sheet_are_enough(tmp_path: Path) -> None:
    source = copy_data(tmp_path / "d")
    (source / "原因.csv").unlink()
    path = tmp_path / "原因.xlsx"
    write_accountant_workbook(path, source=source)
    book = _open(path)
    for number in range(2, book["原因"].max_row + 1):
        book["原因"].cell(number, 2).value = f"第{number}份合同付款"
    assert build(_unfold(book, tmp_path / "又")).gaps == ()


def test_a_folder_without_tables_keeps_its_lists(tmp_path: Path) -> None:
    init_folder(tmp_path / "d", name="某某局", year=2025)
    set_key(tmp_path / "d", "事项.csv", "政府采购支出总额", "12.30", "万元")
    (tmp_path / "d" / "文字" / "主要职责.md").write_text("一项职责\n\n又一项", encoding="utf-8")
    (tmp_path / "d" / "行文.toml").write_text("[通用]\n\n", encoding="utf-8")
    written = write_accountant_workbook(tmp_path / "表.xlsx", source=tmp_path / "d")
    book = _open(tmp_path / "表.xlsx")
    assert written.reasons == ()
    assert ["政府采购支出总额", "12.30", "万元"] in _rows(book["事项"])
    assert ["部门名称", "某某局"] in _rows(book["单位信息"])
    assert _rows(book["主要职责"]) == [["一项职责"], ["又一项"]]
    assert _rows(book["行文.toml"])[0] == ["[通用]"]
    assert len(_rows(book["原因"])) > 10


def test_last_years_tables_stay_where_this_years_are_not_there_yet(tmp_path: Path) -> None:
    source = SAMPLES / "新设单位2024"
    roll_forward(source, tmp_path / "d")
    write_accountant_workbook(tmp_path / "表.xlsx", source=tmp_path / "d")
    book = _open(tmp_path / "表.xlsx")
    assert {f"上年{form}" for form in (*_FORMS, "公开表_附注")} <= set(book.sheetnames)
    assert not set(_FORMS) & set(book.sheetnames)
    folder = _unfold(book, tmp_path / "又")
    for path in source.glob("公开*.csv"):
        shutil.copy(path, folder)
        shutil.copy(path, tmp_path / "d")
    assert build(folder).text == build(tmp_path / "d").text


def test_last_year_rolled_into_a_workbook(tmp_path: Path) -> None:
    written = write_accountant_workbook(tmp_path / "新.xlsx", last=DATA)
    book = _open(tmp_path / "新.xlsx")
    assert {f"上年{form}" for form in _FORMS} <= set(book.sheetnames)
    assert ["年度", "2025"] in _rows(book["单位信息"])
    assert written.to_fill
    assert written.to_check
    folder = _unfold(book, tmp_path / "d")
    for form in _FORMS:
        shutil.copy(DATA / f"{form}.csv", folder)
    assert "与上年度相比，收、支总计持平" in build(folder).text


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_text("旧的")
    with pytest.raises(TargetTakenError, match=r"表\.xlsx"):
        write_accountant_workbook(path)
    assert path.read_text() == "旧的"


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    source = copy_data(tmp_path / "d")
    (source / "文字" / "主要职责.md").write_text("长" * 40_000, encoding="utf-8")
    with pytest.raises(OversizedCellError, match="主要职责"):
        write_accountant_workbook(tmp_path / "表.xlsx", source=source)
    assert not (tmp_path / "表.xlsx").exists()
