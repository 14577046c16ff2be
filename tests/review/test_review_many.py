"""`review` of many files at once: folders, archives, one summary, data by department."""

import io
import json
import re
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.folders import SAMPLES, files_in
from support.internal_export import export_of
from support.piles import FIGURES
from support.program import Outcome, Shell, assert_stopped
from support.sheet_case import saved
from support.submitted import (
    DEPARTMENT,
    SAMPLE,
    right_text,
    right_total,
    write_text,
    wrong_text,
    wrong_total,
)
from support.workbooks import workbook_of

from generator.version import __version__

RIGHT, WRONG = right_total(), wrong_total()
EXPECTED, STATED = Decimal(RIGHT.replace(",", "")), Decimal(WRONG.replace(",", ""))


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text of the sample, as it should be."""
    return write_text(tmp_path_factory.mktemp("送审") / f"{DEPARTMENT}.txt", right_text())


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with another 收支总计."""
    return write_text(tmp_path_factory.mktemp("送审") / f"{DEPARTMENT}.txt", wrong_text())


def _pack(path: Path, parts: dict[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _json(found: Outcome) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(found.out)
    return document


def _errors(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in document["findings"] if one["severity"] == "error"]


@pytest.fixture(autouse=True)
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing reads a .doc here."""
    monkeypatch.setattr("generator.files.office.converting.find_libreoffice", lambda: "")


@pytest.fixture
def many(shell: Shell, right: Path, wrong: Path) -> Path:
    """A folder with a right and a wrong text, and what is no submission."""
    folder = shell.folder / "送审"
    for path in (folder / "甲局.txt", folder / "甲局-审核.docx", folder / "~$甲局.docx"):
        write_text(path, right.read_text(encoding="utf-8"))
    write_text(folder / "第二批" / "乙局.txt", wrong.read_text(encoding="utf-8"))
    write_text(folder / "丙局.doc", "")
    write_text(folder / "说明.txt", "本文件夹是送审稿。")
    write_text(folder / "公开01.csv", "1,2")
    return folder


def test_a_folder_gives_one_row_a_file(shell: Shell, many: Path) -> None:
    found = shell.run("review", many, "--data", SAMPLE)
    assert found.status == 1
    table = found.out.partition("\n\n")[0].splitlines()
    assert table[0].split() == ["部门", "文件", "错误", "警告", "提示", "未核对", "结论"]
    assert len(table) == 5
    by_file = {
        name: line for line in table for name in ("甲局", "乙局", "丙局", "说明") if name in line
    }
    assert by_file["甲局"].split()[:3] == [DEPARTMENT, "甲局.txt", "0"]
    assert by_file["甲局"].endswith("通过")
    assert by_file["乙局"].split()[:3] == [DEPARTMENT, "第二批/乙局.txt", "1"]
    assert by_file["乙局"].endswith("错误")
    assert "另存为 .docx" in by_file["丙局"]
    assert "没有找到情况说明的任何一节" in by_file["说明"]
    assert "共 4 份：2 份无法审核，1 份错误，1 份通过。" in found.out
    assert __version__ in found.out


def test_why_a_file_has_no_text_is_said_first_and_what_to_do(shell: Shell, right: Path) -> None:
    Path("空的.docx").touch()
    Path("坏的.pdf").write_bytes(b"no pdf")
    found = shell.run("review", right, "空的.docx", "坏的.pdf", "--data", SAMPLE)
    (empty,) = [line for line in found.out.splitlines() if "空的.docx" in line]
    (broken,) = [line for line in found.out.splitlines() if "坏的.pdf" in line]
    assert "无法审核：文件无法读取：文件是空的。请换一份" in empty
    assert "无法审核：文件无法读取：不是 PDF 文件。请换一份" in broken
    assert "情况说明的任何一节" not in found.said


def test_an_unusable_file_among_good_ones_counts_as_an_error(shell: Shell, right: Path) -> None:
    write_text(shell.folder / "说明.txt", "没有内容")
    options = ("review", right, "说明.txt", "没有的.docx", "--data", SAMPLE)
    found = shell.run(*options)
    assert found.status == 1
    assert "找不到 没有的.docx" in found.out
    assert shell.run(*options, "--fail-on", "never").status == 0


def test_without_any_usable_file_it_stops(shell: Shell) -> None:
    write_text(shell.folder / "说明.txt", "没有内容")
    Path("空").mkdir()
    found = shell.run("review", "说明.txt", "没有的.docx", "空")
    assert_stopped(found, "3 份文件都无法审核", "说明.txt", "没有的.docx", "空")


def test_each_page_and_the_index(shell: Shell, many: Path) -> None:
    found = shell.run("review", many, "--data", SAMPLE, "--format", "html", "-o", "网页")
    assert found.status == 1
    folder = shell.folder / "网页"
    names = {path.name for path in folder.iterdir()}
    pages = {"甲局-审核.html", "乙局-审核.html"}
    assert names == {"index.html", "审核汇总.json", *FIGURES, *pages}
    index = (folder / "index.html").read_text(encoding="utf-8")
    links = re.findall('<a href="([^"]+)">([^<]+)</a>', index.partition("</table>")[0])
    assert [text for _, text in links] == ["第二批/乙局.txt", "甲局.txt"]
    assert "另存为 .docx" in index


def test_reports_of_files_of_one_name_do_not_meet(shell: Shell, right: Path) -> None:
    for name in ("甲/决算.txt", "乙/决算.txt", "甲/决算.md"):
        write_text(shell.folder / "送审" / name, right.read_text(encoding="utf-8"))
    shell.run("review", "送审", "--data", SAMPLE, "--format", "html", "-o", "网页")
    names = {path.name for path in (shell.folder / "网页").iterdir()}
    assert len(names - set(FIGURES)) == 5


def test_one_workbook_over_all(shell: Shell, many: Path) -> None:
    shell.run("review", many, "--data", SAMPLE, "--format", "xlsx")
    book = openpyxl.load_workbook("审核汇总.xlsx")
    listed = ["汇总", "问题", "未核对", "检查表", "没有审核", "审核记录"]
    assert [name for name in book.sheetnames if name in listed] == listed
    head, *rows = [list(row) for row in book["汇总"].values]
    assert head[:7] == ["部门", "文件", "错误", "警告", "提示", "未核对", "结论"]
    assert [row[1] for row in rows] == ["丙局.doc", "说明.txt", "第二批/乙局.txt", "甲局.txt"]
    assert [row[2] for row in rows if row[1] == "第二批/乙局.txt"] == [1]
    head, *rows = [list(row) for row in book["问题"].values]
    errors = [row for row in rows if row[head.index("级别")] == "错误"]
    assert [row[head.index("文件")] for row in errors] == ["第二批/乙局.txt"]
    assert [errors[0][head.index(name)] for name in ("现为", "应为")] == [
        pytest.approx(float(STATED)),
        pytest.approx(float(EXPECTED)),
    ]
    assert [row[0] for row in book["没有审核"].values] == ["文件", "公开01.csv"]


def test_json_of_many_is_a_list(shell: Shell, many: Path) -> None:
    found = shell.run("review", many, "--data", SAMPLE, "--format", "json")
    documents = _json(found)["documents"]
    assert len(documents) == 4
    for one in documents:
        assert (one["findings"] is None) == bool(one["unusable"])


def test_a_zip_is_unpacked(shell: Shell, right: Path, wrong: Path) -> None:
    file = shell.folder / "送审.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(right, "甲局/决算.txt")
        archive.write(wrong, "乙局.txt")
        archive.writestr("__MACOSX/._乙局.txt", "x")
        archive.writestr("乙局.csv", "1,2")
    found = shell.run("review", file, "--data", SAMPLE)
    assert found.status == 1
    table = found.out.partition("\n\n")[0].splitlines()[1:]
    assert [line.split()[1:3] for line in table] == [["乙局.txt", "1"], ["甲局/决算.txt", "0"]]
    assert list(files_in(shell.folder)) == [file.name]


def test_chinese_names_of_windows_are_read(shell: Shell, right: Path) -> None:
    name = "甲局决算.txt"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("x" * len(name.encode("gbk")), right.read_bytes())
        archive.write(right, "b.txt")
    raw = data.getvalue().replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    (shell.folder / "送审.zip").write_bytes(raw)
    assert name in shell.run("review", "送审.zip", "--data", SAMPLE).out


@pytest.mark.parametrize("name", ["../../逃.txt", "/逃.txt", "C:\\逃.txt", "..\\逃.txt"])
def test_a_zip_writes_nowhere_else(shell: Shell, right: Path, name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile("送审.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), right.read_bytes())
        archive.write(right, "好.txt")
    before = set(tmp_path.rglob("*"))
    found = shell.run("review", "送审.zip", "--data", SAMPLE)
    assert found.status == 1
    assert "没有解开" in found.out
    assert "好.txt" in found.out
    assert set(tmp_path.rglob("*")) == before
    assert not Path("/逃.txt").exists()


def test_zips_that_are_no_good_are_named(shell: Shell, right: Path) -> None:
    _pack(Path("胀.zip"), {f"{n}.txt": bytes(30_000_000) for n in range(7)})
    Path("坏.zip").write_bytes(b"PK\x03\x04 nothing")
    _pack(Path("空.zip"), {"甲.csv": b"1"})
    data = _pack(Path("锁.zip"), {"甲.txt": right.read_bytes()}).read_bytes()
    at = data.index(b"PK\x01\x02") + 8
    Path("锁.zip").write_bytes(data[:at] + b"\x01" + data[at + 1 :])
    found = shell.run("review", "胀.zip", "坏.zip", "空.zip", "锁.zip")
    assert_stopped(found, "超过 200 MB", "已损坏", "没有可以审核的文件", "密码")


def test_each_department_has_its_own_data(shell: Shell, right: Path) -> None:
    data = shell.folder / "数据"
    shutil.copytree(SAMPLE, data / DEPARTMENT)
    shutil.copytree(SAMPLES / "新设单位2024", data / "河洛市示例办公室")
    other = write_text(shell.folder / "别的局.txt", right.read_text(encoding="utf-8"))
    found = shell.run("review", right, other, "--data", data)
    assert found.status == 0
    second, first = found.out.splitlines()[1:3]
    assert first.split()[0] == DEPARTMENT
    assert first.endswith("通过")
    assert not second.startswith(DEPARTMENT)
    details = _json(shell.run("review", other, "--data", data, "--format", "json"))
    assert any("没有与本文件部门同名" in one["message"] for one in details["findings"])
    assert any("没有与本文件部门同名" in one["why"] for one in details["summary"]["unchecked"])


def test_a_workbook_serves_as_data(shell: Shell, wrong: Path) -> None:
    Path("数据.xlsx").write_bytes(saved(workbook_of(SAMPLE)))
    found = shell.run("review", wrong, "--data", "数据.xlsx")
    assert found.status == 1
    assert f"现为　{STATED}　应为　{EXPECTED}" in found.out
    assert "数据.xlsx" in found.out
    assert_stopped(shell.run("review", wrong, "--data", "没有.xlsx"), "没有.xlsx")


def test_the_internal_export_serves_as_data(shell: Shell) -> None:
    _, export = export_of(3, shell.folder)
    shell.run("import", export, "-o", "数据")
    text = shell.run("build", "数据", "--text").out
    total = re.search(r"收、支总计均为([\d,.]+)万元", text)
    assert total is not None
    right = Decimal(total[1].replace(",", ""))
    write_text(Path("送审.txt"), text.replace(total[1], f"{right + 1}", 1))
    document = _json(shell.run("review", "送审.txt", "--data", export, "--format", "json"))
    (found,) = [one for one in document["findings"] if one["code"] == "R01"]
    assert (Decimal(found["stated"]), Decimal(found["expected"])) == (right + 1, right)
    assert {place["file"] for place in found["places"][1:]} == {export.name}
