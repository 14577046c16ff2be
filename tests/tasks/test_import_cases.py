"""Inputs that failed once: what becomes of each was written down beside it.

All that hold a whole department were built from data/, so that its tables say what must come out.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from support.folders import read_rows, write_rows
from support.mutation_run import Amounts, amounts_alone, amounts_of
from support.needs import find_reference
from support.table_mutations import FORMS
from support.written import import_files

from generator import check, review
from generator.base.errors import GeneratorError, NothingImportedError
from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.model.review import Review


def case(*names: str) -> Path:
    return find_reference("cases", "import", *names)


def errors(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{f.code} {f.message}" for f in findings if f.severity is Severity.ERROR]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Amounts:
    """The amounts of data/ alone, without its lists."""
    return amounts_alone(FORMS, tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("01-pdf-watermark/clean.pdf", ""),
        ("01-pdf-watermark/p01_watermark_diag.pdf", "斜排的水印文字，没有读"),
        ("01-pdf-watermark/p04_watermark_digits_30.pdf", "斜排的水印文字，没有读"),
        ("01-pdf-watermark/p10_one_big_2025_45.pdf", "斜排的水印文字，没有读"),
        ("08-pdf-page-split/p20_chrome_sans.pdf", ""),
        ("09-sheet-with-several-tables/x11_stacked_one_sheet.xlsx", ""),
        ("09-sheet-with-several-tables/x13_side_by_side.xlsx", ""),
        ("12-other-file-kinds/d21.docm", ""),
        ("12-other-file-kinds/page.html", ""),
        ("13-biff5/x31_biff5_gbk.xls", ""),
        ("14-celldel/d07_cellDel.docx", ""),
        ("15-pdf-two-up/p14_two_up.pdf", "并排印着两页"),
    ],
)
def test_a_whole_department(path: str, said: str, tmp_path: Path, expected: Amounts) -> None:
    report = import_files([case("bugs", *path.split("/"))], tmp_path / "out")
    assert errors(report.findings) == []
    assert [found.table.form for found in report.tables] == list(FORMS)
    assert amounts_of(tmp_path / "out")[0] == expected
    assert any(said in f.message for f in report.findings) or not said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("y03b.mht", "另存为 .docx 或打印成 PDF"),
        ("y04_xml2003.xls", "另存为 .xlsx"),
        ("y09.rtf", "另存为 .docx"),
        ("y12.jpg", "图片"),
        ("y14.ofd", "OFD"),
        ("y15.zip", "先解压"),
    ],
)
def test_another_kind_of_file_is_named(
    path: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.files.office.converting.find_libreoffice", lambda: "")
    with pytest.raises(NothingImportedError) as caught:
        import_files([case("bugs", "12-other-file-kinds", path)], tmp_path / "out")
    assert said in " ".join(caught.value.__notes__)


@pytest.mark.parametrize("name", ["k2a_fund_final.html", "k2f_fund.xlsx", "k2h_fund.docx"])
def test_a_table_of_a_fund_is_never_one_of_the_general_budget(name: str, tmp_path: Path) -> None:
    report = import_files([case(name)], tmp_path / "out")
    assert [found.table.form for found in report.tables] == ["公开07"]
    assert any("年初结转和结余" in text for text in errors(report.findings))


@pytest.mark.parametrize(
    ("name", "fund", "rows"),
    [
        (
            "k2c_budget_general.html",
            "一般公共预算",
            [("", "300"), ("2010301", "180"), ("2010302", "120")],
        ),
        ("k2e_budget_fund.html", "政府性基金", [("", "120"), ("2120801", "120")]),
    ],
)
def test_a_budget_is_no_table_of_accounts(
    name: str, fund: str, rows: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Its title says 2023: it fills the list of a folder of that year."""
    (tmp_path / "out").mkdir()
    write_rows(tmp_path / "out" / "单位信息.csv", [["项目", "内容"], ["年度", "2023"]])
    report = import_files([case(name)], tmp_path / "out")
    assert report.tables == ()
    assert any("是预算表，不是决算表" in f.message for f in report.findings)
    written = read_rows(tmp_path / "out" / "年初预算.csv")
    assert [(row[0], row[2]) for row in written[1:]] == rows
    assert {row[3] for row in written[1:]} == {fund}


def test_name_and_year_of_a_cover(tmp_path: Path) -> None:
    report = import_files([case("k12_name_year_on_cover.html")], tmp_path / "out")
    assert (report.department, report.year) == ("江河市某某局", "2024")
    assert check(tmp_path / "out").checked > 0


@pytest.mark.parametrize(
    ("folder", "code", "words"),
    [
        ("02-check-hang/data", "B03", "213 农林水支出"),
        ("03-t02-rows-missing/data", "B04", "21305"),
        ("04-blank-table-passes/data", "L02", "只有分隔符"),
        ("10-copy-beats-original/data", "L05", "本次使用 公开01.csv"),
    ],
)
def test_folders_with_one_fault(folder: str, code: str, words: str) -> None:
    found = errors(tuple(check(case("bugs", *folder.split("/"))).findings))
    assert [text for text in found if not (text.startswith(code) and words in text)] == []
    assert len(found) == 1


@pytest.mark.parametrize(
    "folder",
    [
        "11-csv-oddities/code",
        "11-csv-oddities/tab",
        "11-csv-oddities/semi",
        "11-csv-oddities/ctrlz",
        "16-cover-date/data",
        "07-unit-in-brackets/data",
    ],
)
def test_folders_without_fault(folder: str) -> None:
    assert errors(tuple(check(case("bugs", *folder.split("/"))).findings)) == []


@pytest.mark.parametrize("folder", ["code", "tab", "semi", "ctrlz"])
def test_oddities_change_no_amount(folder: str, expected: Amounts) -> None:
    assert amounts_of(case("bugs", "11-csv-oddities", folder))[0] == expected


def test_a_unit_in_brackets() -> None:
    found = amounts_of(case("bugs", "07-unit-in-brackets", "data"))[0]
    total = max(Decimal(value) for form, _, _, value in found if form == "公开01")
    assert total == Decimal("1412.35")


@pytest.mark.parametrize(
    "name",
    [
        "d23_table_as_OLE",
        "d24_table_as_picture",
        "d25_table_in_textbox",
        "d26_table_in_altchunk",
        "m5_no_table",
        "m7_no_table",
        "m9_no_table",
    ],
)
def test_a_missing_table_is_all_that_is_said(name: str) -> None:
    found = review(case("bugs", "05-table-not-in-word-grid", f"{name}.docx"))
    assert {text[:3] for text in errors(_all_of(found))} <= {"L01", "L02"}
    assert [text[:3] for text in errors(_all_of(found))].count("L01") == 1


@pytest.mark.parametrize(
    "path",
    [
        "06-kangxi/d30_kangxi_everywhere.docx",
        "14-celldel/d07_cellDel.docx",
        "15-pdf-two-up/p14_two_up.pdf",
        "08-pdf-page-split/p20_chrome_sans.pdf",
        "01-pdf-watermark/p01_watermark_diag.pdf",
        "01-pdf-watermark/p04_watermark_digits_30.pdf",
    ],
)
def test_a_review_without_error(path: str) -> None:
    found = review(case("bugs", *path.split("/")))
    assert errors(_all_of(found)) == []


def test_a_web_page_is_not_reviewed_and_said_to_be_one() -> None:
    with pytest.raises(GeneratorError) as caught:
        review(case("bugs", "12-other-file-kinds", "page.html"))
    assert "网页" in str(caught.value)


def _all_of(found: Review) -> tuple[Finding, ...]:
    return (*(mark.finding for mark in found.marks), *found.others)
