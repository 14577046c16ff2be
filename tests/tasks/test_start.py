"""`start`: this year's workbook and last year's document make the folder of the year."""

import re
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from support.folders import DATA, SAMPLES, change, files_in, read_rows, write_rows
from support.program import Shell, assert_stopped
from support.two_years import (
    DOWN,
    EVALUATED,
    MARK,
    UP,
    doubled,
    last_years_document,
    workbook,
)

GAPS = "待补充.csv"
# What the Word and the workbook hold: nobody is asked for it again.
_HELD = {"部门名称", "年度", "口径", "自称", "上年数.csv"}


@pytest.fixture
def files(shell: Shell) -> tuple[Path, Path]:
    """Last year's document, this year's workbook."""
    return last_years_document(shell.folder), workbook(shell.folder / "今年.xlsx")


def _lists() -> dict[tuple[str, str], str]:
    """Return what the accountant knows, by key and file: the lists of data/."""
    known: dict[tuple[str, str], str] = {}
    for file, value in (("事项.csv", 1), ("年初预算.csv", 2), ("单位信息.csv", 1)):
        for row in read_rows(DATA / file)[1:]:
            unit = row[2] if file == "事项.csv" else ""
            known[row[0] or row[1], file] = f"{row[value]}{unit}"
    return known


def _fill(data: Path) -> set[tuple[str, str]]:
    """Fill in every row of 待补充.csv; return keys and files."""
    head, *rows = read_rows(data / GAPS)
    columns = ("事项", "章节", "方向", "填写位置", "原因")
    key, section, way, where, reason = map(head.index, columns)
    known = _lists()
    asked = set()
    for row in rows:
        if row[reason]:
            continue
        asked.add((row[key], row[where]))
        if row[where].startswith("文字/"):
            text = (data / row[where]).read_text(encoding="utf-8-sig")
            first, rest = text.split("\n", 1)
            assert first == MARK
            own = EVALUATED if row[section].startswith("十三") else rest.replace("2023", "2024")
            row[reason] = "沿用" if own == rest else own
        elif row[where].startswith("本表"):
            up = row[way] in ("增加", "大于预算")
            row[reason] = "按规定安排的各项开支" if not row[way] else UP if up else DOWN
        else:
            row[reason] = known[row[key], row[where]]
    write_rows(data / GAPS, [head, *rows])
    return asked


def test_the_accountants_year(shell: Shell, files: tuple[Path, Path]) -> None:
    """Three commands and one file to fill in, from last year's Word to a final document."""
    word, book = files
    started = shell.run("start", book, word, "-o", "2024年")
    assert started.status == 0, started.said
    data = shell.folder / "2024年"
    asked = _fill(data)
    assert not {part for pair in asked for part in pair} & _HELD
    draft = shell.run(data, "--docx")
    assert draft.status == 0
    later = _fill(data)
    # What waited for the budgets: the reasons of single 项 and of their total.
    assert {where for _, where in later} == {"本表“原因”列"}
    assert not asked & later
    final = shell.run(data, "--docx", "--final")
    assert final.status == 0, final.said
    assert "没有待补充的内容" in final.out
    text = shell.run(data, "--text").out
    # 10,394.91 this year; the document of last year has twice as much.
    assert "收、支总计各减少10,394.91万元，下降50.00%" in text
    assert "年初预算为401.87万元，支出决算为411.02万元" in text


def test_what_is_known_stands_in_its_place(shell: Shell, files: tuple[Path, Path]) -> None:
    found = shell.run("start", *files, "-o", "新年")
    data = shell.folder / "新年"
    assert "今年（2024）：今年.xlsx，9 张公开表" in found.out
    assert "上年（2023）：去年.docx" in found.out
    identity = dict(row[:2] for row in read_rows(data / "单位信息.csv")[1:])
    name = "新乡市行政审批和政务信息管理局"
    assert (identity["部门名称"], identity["年度"], identity["口径"]) == (name, "2024", "部门")
    # 机关运行经费 of last year is all of 公用经费, as in departments (行政) alone.
    assert identity["单位性质"] == "行政"
    assert sorted(path.name for path in (data / "上年").iterdir()) == [
        f"公开0{number}.csv" for number in range(1, 10)
    ]
    budgets = [row[:3] for row in read_rows(data / "年初预算.csv")[1:] if row[0]]
    assert ["2010301", "行政运行", ""] in budgets
    spent = {row[0] for row in read_rows(DATA / "公开05.csv") if re.fullmatch("[0-9]{7}", row[0])}
    assert spent <= {row[0] for row in budgets}
    facts = {row[0]: row[1:] for row in read_rows(data / "事项.csv")}
    assert facts["公务用车保有量"] == ["", "辆", "2辆"]
    assert facts["项目"] == ["数值", "单位", "上年数"]
    totals = {row[0]: row[1] for row in read_rows(data / "上年数.csv")}
    given = {row[0]: row[1] for row in read_rows(DATA / "事项.csv")}
    assert totals["机关运行经费"] == doubled(given["机关运行经费"])
    reasons = {(row[0], row[2]): row[3] for row in read_rows(data / "原因.csv")[1:]}
    for key, reason, basis in (row[:3] for row in read_rows(DATA / "原因.csv")[1:]):
        former = reasons.get((key, basis)) or reasons[key, ""]
        assert former == reason.replace("2024", "2023")
    for text in ("主要职责", "机构设置", "部门评价结果"):
        lines = (data / "文字" / f"{text}.md").read_text(encoding="utf-8-sig").splitlines()
        assert lines[0] == MARK
        first = next(
            line
            for line in (DATA / "文字" / f"{text}.md").read_text(encoding="utf-8-sig").splitlines()
            if line.strip() and not line.startswith("#")
        )
        assert lines[1] == first.replace("2024", "2023")


def test_a_text_of_last_year_bars_the_final_document(
    shell: Shell, files: tuple[Path, Path]
) -> None:
    shell.run("start", *files, "-o", "新年")
    data = shell.folder / "新年"
    _fill(data)
    shell.run(data, "--docx")
    _fill(data)
    head, *rows = read_rows(data / GAPS)
    write_rows(data / GAPS, [head, *(row for row in rows if row[0] != "主要职责")])
    found = shell.run(data, "--docx", "--final", "-o", "定稿.docx")
    assert found.status == 1
    assert "核对上年的主要职责" in found.out
    assert not (shell.folder / "定稿.docx").exists()
    duties = data / "文字" / "主要职责.md"
    duties.write_text(duties.read_text(encoding="utf-8-sig").split("\n", 1)[1], encoding="utf-8")
    assert shell.run(data, "--docx", "--final", "-o", "定稿.docx").status == 0


def test_a_workbook_instead_of_a_folder(shell: Shell, files: tuple[Path, Path]) -> None:
    found = shell.run("start", *files, "-o", "2024年.xlsx")
    assert found.status == 0
    assert "都在 2024年.xlsx" in found.out
    book = openpyxl.load_workbook(shell.folder / "2024年.xlsx")
    head, *rows = book["原因"].iter_rows(values_only=True)
    whole = next(dict(zip(head, row, strict=True)) for row in rows if row[0] == "收支总计")
    assert (whole["金额"], whole["对比数"]) == ("10,394.91万元", "20,789.82万元")
    assert whole["上年原因"]
    assert book["主要职责"]["A1"].value == MARK
    assert shell.run("2024年.xlsx", "--docx").status == 0


def test_a_document_without_tables_gives_its_totals_and_reasons(
    shell: Shell, files: tuple[Path, Path]
) -> None:
    """Its 项 are told by the names in this year's tables."""
    word, book = files
    document = docx.Document(str(word))
    for table in list(document.tables):
        body = table._element.getparent()
        assert body is not None
        body.remove(table._element)
    document.save(str(word))
    found = shell.run("start", word, book, "-o", "新年")
    assert found.status == 0, found.said
    totals = {row[0]: row[1:3] for row in read_rows(shell.folder / "新年" / "上年数.csv")}
    assert totals["收支总计"] == ["20789.82", "万元"]
    assert totals["一般公共预算财政拨款支出"] == ["11996.38", "万元"]
    reasons = {row[0]: row[3] for row in read_rows(shell.folder / "新年" / "原因.csv")[1:]}
    given = {row[0]: row[1] for row in read_rows(DATA / "原因.csv")}
    assert reasons["2010301"] == given["2010301"].replace("2024", "2023")


def test_lists_given_beside_the_tables_are_used(shell: Shell, files: tuple[Path, Path]) -> None:
    shutil.copy(DATA / "年初预算.csv", shell.folder)
    found = shell.run("start", "年初预算.csv", *files, "-o", "新年")
    assert found.status == 0, found.said
    asked = read_rows(shell.folder / "新年" / GAPS)
    assert "年初预算.csv" not in {row[7] for row in asked}
    assert "2010301" in {row[0] for row in asked if row[6] == "大于预算"}


def test_the_wording_of_last_year_goes_on(shell: Shell) -> None:
    source = SAMPLES / "普陀财政2024"
    word = last_years_document(shell.folder, source=source)
    book = workbook(shell.folder / "今年.xlsx", source)
    found = shell.run("start", word, book, "-o", "新年")
    identity = dict(row[:2] for row in read_rows(shell.folder / "新年" / "单位信息.csv")[1:])
    assert identity["行文"] == "shanghai", found.said


def test_the_target_is_never_written_over(shell: Shell, files: tuple[Path, Path]) -> None:
    shell.run("start", *files, "-o", "新年")
    before = {
        name: (shell.folder / "新年" / name).read_bytes()
        for name in files_in(shell.folder / "新年")
    }
    assert_stopped(shell.run("start", *files, "-o", "新年"), "已经存在")
    assert before == {
        name: (shell.folder / "新年" / name).read_bytes()
        for name in files_in(shell.folder / "新年")
    }


def test_a_copy_of_last_years_document_adds_nothing(shell: Shell, files: tuple[Path, Path]) -> None:
    word, book = files
    shutil.copy(word, word.with_name("去年的副本.docx"))
    assert shell.run("start", book, word, "-o", "一份").status == 0
    assert shell.run("start", book, word, "去年的副本.docx", "-o", "两份").status == 0
    one, two = shell.folder / "一份", shell.folder / "两份"
    names = list(files_in(one))
    assert list(files_in(two)) == names
    assert [n for n in names if (one / n).read_bytes() != (two / n).read_bytes()] == []


def test_the_list_saved_as_a_workbook_is_read_back(shell: Shell, files: tuple[Path, Path]) -> None:
    """Excel saves so unless it is told otherwise; what stands in the list already stays."""
    shell.run("start", *files, "-o", "新年")
    data = shell.folder / "新年"
    head, *rows = read_rows(data / GAPS)
    rows[3][-1] = "财政增拨了项目经费"
    write_rows(data / GAPS, [head, *rows])
    book = openpyxl.Workbook()
    rows[3][-1], rows[4][-1] = "", "财政增拨了另一项经费"
    for row in (head, *rows):
        book.worksheets[0].append(row)
    book.worksheets[0].title = "待补充"
    book.save(data / "待补充.xlsx")
    assert "待补充.xlsx 是工作簿" in shell.run(data, "--docx").out
    found = shell.run("import", data / "待补充.xlsx", "-o", data)
    assert found.status == 0, found.said
    filled = [row[-1] for row in read_rows(data / GAPS)[1:] if row[-1]]
    assert filled == ["财政增拨了项目经费", "财政增拨了另一项经费"]
    assert list((data / "历史").iterdir())


def test_terms_of_its_own_are_taken_over(shell: Shell) -> None:
    source = shell.folder / "源"
    shutil.copytree(DATA, source)
    terms = "一、财政拨款收入：财政拨给单位的资金。\n\n二、政务云：统一建设的云平台。"
    (source / "文字" / "名词解释.md").write_text(terms, encoding="utf-8")
    word = last_years_document(shell.folder, source=source)
    shell.run("start", word, workbook(shell.folder / "今年.xlsx"), "-o", "新年")
    text = (shell.folder / "新年" / "文字" / "名词解释.md").read_text(encoding="utf-8-sig")
    assert text.split() == [MARK, *terms.split()]


# Years


def test_years_that_do_not_fit_are_told(shell: Shell, files: tuple[Path, Path]) -> None:
    word, book = files
    assert_stopped(shell.run("start", word, "-o", "甲"), "都是 2023 年度的公开文件")
    same = last_years_document(shell.folder, "同年.docx", 2024)
    assert_stopped(shell.run("start", same, book, "-o", "甲"), "同是 2024 年度的")
    old = last_years_document(shell.folder, "前年.docx", 2022)
    assert_stopped(shell.run("start", old, book, "-o", "甲"), "前年.docx（2022 年度）", "2023")
    assert not (shell.folder / "甲").exists()


def test_a_year_that_is_not_printed_follows_from_the_other(
    shell: Shell, files: tuple[Path, Path]
) -> None:
    word, _ = files
    bare = workbook(shell.folder / "表.xlsx")
    book = openpyxl.load_workbook(bare)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("2024年度", "").replace("2024年", "")
    book.save(bare)
    found = shell.run("start", bare, word, "-o", "新年")
    assert found.status == 0
    assert "表.xlsx 中没有印年度，当作 2024 年度，请核对" in found.out
    assert_stopped(shell.run("start", bare, "-o", "又"), "看不出年度")
    named = bare.rename(shell.folder / "2024年的表.xlsx")
    found = shell.run("start", named, "-o", "又")
    assert "按文件名当作 2024 年度" in found.out
    assert "没有给上年（2023）的文件" in found.out


def test_tables_of_one_year_under_two_are_told(shell: Shell) -> None:
    """Last year's workbook with the year typed over: every amount is last year's."""
    this = workbook(shell.folder / "今年.xlsx")
    last = workbook(shell.folder / "上年.xlsx", year=2023)
    found = shell.run("start", this, last, "-o", "新年")
    assert found.status == 1
    assert "的金额今年与上年逐格相同" in found.out
    assert "公开01" in found.out


# Importing into the folder of a year


def test_tables_of_another_year_are_not_written(shell: Shell, files: tuple[Path, Path]) -> None:
    shell.run("start", *files, "-o", "新年")
    data = shell.folder / "新年"
    before = {name: (data / name).read_bytes() for name in files_in(data)}
    other = workbook(shell.folder / "别年.xlsx", year=2023, twice=True)
    found = shell.run("import", other, "-o", data, "--replace")
    assert found.status == 1
    assert "是 2023 年度的表，数据文件夹是 2024 年度的，没有写入；这是上年的表" in found.out
    older = workbook(shell.folder / "旧.xlsx", year=2021)
    found = shell.run("import", older, "-o", data / "上年", "--replace")
    assert "上年/ 里要 2023 年度的表" in found.out
    assert before == {name: (data / name).read_bytes() for name in files_in(data)}


def test_tables_that_are_last_years_again_are_not_written(
    shell: Shell, files: tuple[Path, Path]
) -> None:
    shell.run("start", *files, "-o", "新年")
    data = shell.folder / "新年"
    before = (data / "公开05.csv").read_bytes()
    again = workbook(shell.folder / "又.xlsx", twice=True)
    found = shell.run("import", again, "-o", data, "--replace")
    assert found.status == 1
    assert "的金额今年与上年逐格相同" in found.out
    assert (data / "公开05.csv").read_bytes() == before


def test_a_corrected_table_replaces_on_demand(shell: Shell, files: tuple[Path, Path]) -> None:
    shell.run("start", *files, "-o", "新年")
    data = shell.folder / "新年"
    before = (data / "公开05.csv").read_bytes()
    corrected = shell.folder / "更正"
    shutil.copytree(DATA, corrected)
    change(corrected, "公开05.csv", "2010301", 2, "411.03")
    book = workbook(shell.folder / "更正.xlsx", corrected)
    kept = shell.run("import", book, "-o", data)
    assert kept.status == 1
    assert "加上 --replace 再导入一次" in kept.out
    assert (data / "公开05.csv").read_bytes() == before
    found = shell.run("import", book, "-o", data, "--replace")
    assert found.status == 0, found.said
    assert "411.03" in (data / "公开05.csv").read_text(encoding="utf-8-sig")
    versions = [path for path in (data / "历史").iterdir() if path.name.startswith("公开")]
    assert [path.read_bytes() for path in versions] == [before]
    assert versions[0].name.startswith("公开05 ")
