"""`review` of one file as users meet it: the screen, JSON, the files written, Word."""

import json
import re
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from support.folders import DATA, files_in
from support.program import Outcome, Shell, assert_stopped, start
from support.submitted import (
    DEPARTMENT,
    SAMPLE,
    right_text,
    right_total,
    total_address,
    write_text,
    write_word,
    wrong_text,
    wrong_total,
)

import generator
from generator.base.errors import UnreadableSubmissionError
from generator.review.rules import RULES
from generator.version import __version__

RIGHT, WRONG = right_total(), wrong_total()
EXPECTED, STATED = Decimal(RIGHT.replace(",", "")), Decimal(WRONG.replace(",", ""))
# What scripts rely on
DOCUMENT_KEYS = {"document", "version", "year", "department", "summary", "findings"}
FINDING_KEYS = {
    *("code", "class", "severity", "message", "places"),
    *("stated", "expected", "difference", "formula", "also"),
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIFTH = "五、一般公共预算财政拨款支出决算情况说明"
_LAST = "十三、预算绩效情况说明"
_NOTHING_TELLS = "表中没有对应的数，文中也没有可以据以重新计算的数"
_AUTHOR = "审核 (gen-narrative)"


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text of the sample, as it should be."""
    return write_text(tmp_path_factory.mktemp("送审") / f"{DEPARTMENT}.txt", right_text())


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with another 收支总计."""
    return write_text(tmp_path_factory.mktemp("送审") / f"{DEPARTMENT}.txt", wrong_text())


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Word document of the sample, with the same mistake made in its body."""
    path = write_word(tmp_path_factory.mktemp("送审") / "送审稿.docx")
    parts = _parts(path)
    body = parts["word/document.xml"].decode()
    at = body.index("收、支总计均为")
    found = body.index(RIGHT, at)
    assert found - at < 200
    changed = body[:found] + WRONG + body[found + len(RIGHT) :]
    _pack(path, {**parts, "word/document.xml": changed.encode()})
    return path


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(path: Path, parts: dict[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _json(found: Outcome) -> Any:
    return json.loads(found.out)


def _left(found: Outcome) -> list[tuple[str, str]]:
    """Return what a report lists as not checked, each with the reason."""
    lines = found.out.partition("没有核对的：\n")[2].splitlines()
    parts = [line.strip().partition("　") for line in lines]
    return [(what, why) for what, _, why in parts]


def _errors(document: dict[str, Any]) -> list[Any]:
    return [one for one in document["findings"] if one["severity"] == "error"]


# The terminal


def test_a_right_text_passes(shell: Shell, right: Path) -> None:
    found = shell.run("review", right, "--data", SAMPLE)
    assert found.status == 0
    assert found.err == ""
    lines = found.out.splitlines()
    assert lines[0].startswith("通过")
    assert DEPARTMENT in lines[1]
    assert lines[2] == f"gen-narrative {__version__}，按 2024 年度决算公开的规则"
    shares = re.fullmatch(
        r"全文 (\d+) 个数字：与表核对 (\d+)（\d+%），"
        r"重新计算 (\d+)（\d+%），未核对 (\d+)（\d+%）。",
        lines[3],
    )
    assert shares
    total, *parts = map(int, shares.groups())
    assert total == sum(parts) > 100
    assert _left(found) == [
        ("公开时限", "没有批复日期或公开日期"),
        (f"{_FIFTH}：1 个数字（1人）", f"{_NOTHING_TELLS}；不影响结论"),
        (f"{_LAST}：3 个数字（3个、3个、90分）", f"{_NOTHING_TELLS}；不影响结论"),
    ]
    assert list(files_in(shell.folder)) == []


def test_a_wrong_number_is_shown_with_the_right_one_and_its_cell(shell: Shell, wrong: Path) -> None:
    found = shell.run("review", wrong, "--data", SAMPLE)
    assert found.status == 1
    assert found.out.startswith("错误（1 处错误")
    block = found.out.partition("\n一\n")[2].partition("\n\n")[0]
    assert block.lstrip().startswith("错误 R01")
    assert f"原文　“2024年度收、支总计均为{WRONG}万元”" in block
    assert f"现为　{STATED}　应为　{EXPECTED}" in block
    assert f"公开01.csv {total_address()}" in block


@pytest.mark.parametrize(
    ("fail_on", "status"), [("error", 1), ("warning", 1), ("unchecked", 1), ("never", 0)]
)
def test_the_exit_status_follows_fail_on(
    shell: Shell, wrong: Path, fail_on: str, status: int
) -> None:
    assert shell.run("review", wrong, "--data", SAMPLE, "--fail-on", fail_on).status == status


def test_warnings_fail_where_asked(shell: Shell) -> None:
    doubled = right_text().replace("主要原因是", "主要原因是经费经费", 1)
    file = write_text(shell.folder / "送审.txt", doubled)
    assert shell.run("review", file, "--data", SAMPLE).status == 0
    assert shell.run("review", file, "--data", SAMPLE, "--fail-on", "warning").status == 1


def test_what_was_not_checked_is_said_where_nothing_is_found(shell: Shell, right: Path) -> None:
    """Without data and without tables a text is never passed in silence."""
    found = shell.run("review", right)
    assert "没有公开表" in found.out.splitlines()[0]
    left = _left(found)
    assert left[0] == ("九张公开表", "文件中没有，也没有给出数据")
    # 1,126.18 as a share of the sum of all spending, which section 三 alone states.
    assert (f"{_FIFTH}：1 个数字（92.59%）", _NOTHING_TELLS) in left


def test_redirected_output_is_utf8_and_one_line_each(shell: Shell, wrong: Path) -> None:
    found = start("review", wrong, "--data", SAMPLE, folder=shell.folder)
    assert found.status == 1
    assert f"2024年度收、支总计均为{WRONG}万元" in found.out


def test_every_character_is_known_to_a_chinese_console(shell: Shell) -> None:
    right = re.search(r"收、支总计各增加([\d.]+)万元", right_text())
    assert right is not None
    change = right[1]
    text = right_text().replace(f"总计各增加{change}", f"总计各增加{Decimal(change) + 1}", 1)
    found = shell.run("review", write_text(Path("送审.txt"), text), "--data", SAMPLE)
    assert f"应为　{change}" in found.out
    assert f" - {EXPECTED - Decimal(change)}|" in found.out
    found.out.encode("gbk")


def test_the_python_call_returns_and_prints_nothing(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):  # the package generator.review is imported by the first call
        result = generator.review(wrong, data=SAMPLE)
        assert [m.finding.stated for m in result.marks if m.finding.code == "R01"] == [STATED]
    assert generator.review(str(wrong)).accounts is None
    assert capsys.readouterr() == ("", "")
    with pytest.raises(UnreadableSubmissionError):
        generator.review(DATA / "公开01.csv")


# JSON


def test_json_has_the_contract_and_nothing_else(shell: Shell, wrong: Path) -> None:
    found = shell.run("review", wrong, "--data", SAMPLE, "--format", "json")
    assert (found.status, found.err) == (1, "")
    document = _json(found)
    assert set(document) >= DOCUMENT_KEYS
    assert document["document"] == wrong.name
    assert (document["version"], document["year"]) == (__version__, 2024)
    assert document["department"] == DEPARTMENT
    summary = document["summary"]
    for severity in ("error", "warning", "info"):
        found_here = [one for one in document["findings"] if one["severity"] == severity]
        assert summary[severity] == len(found_here)
    numbers = summary["numbers"]
    assert numbers["total"] == sum(numbers[k] for k in ("matched", "recomputed", "unchecked"))
    assert all(set(one) == {"what", "why"} for one in summary["unchecked"])
    codes = {rule.code for rule in RULES}
    for one in document["findings"]:
        assert set(one) >= FINDING_KEYS
        assert one["code"] in codes or not one["code"].startswith("R")
    (error,) = _errors(document)
    assert (error["code"], error["class"]) == ("R01", "narrative-vs-table")
    assert (error["stated"], error["expected"]) == (str(STATED), str(EXPECTED))
    assert Decimal(error["difference"]) == STATED - EXPECTED
    text, *cells = error["places"]
    assert (text["section"], text["paragraph"]) == ("一", 2)
    assert WRONG in text["quote"]
    assert [(cell["file"], cell["cell"]) for cell in cells] == [("公开01.csv", total_address())]


@pytest.mark.parametrize("output_format", ["text", "json", "html", "docx", "xlsx"])
def test_the_same_review_gives_the_same_bytes(
    shell: Shell, wrong: Path, output_format: str
) -> None:
    made = []
    for name in ("甲", "乙"):
        file = Path(f"{name}.{output_format}")
        options = ("--format", output_format, "-o", file, "--date", "2025-09-01")
        shell.run("review", wrong, "--data", SAMPLE, *options)
        made.append(file.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("output_format", ["text", "json", "html", "docx", "xlsx"])
def test_every_format_has_verdict_version_year_and_what_is_unchecked(
    shell: Shell, wrong: Path, output_format: str
) -> None:
    file = Path(f"报告.{output_format}")
    shell.run("review", wrong, "--data", SAMPLE, "--format", output_format, "-o", file)
    said = _all_text(file)
    verdict = '"verdict": "错误"' if output_format == "json" else "错误（1 处错误"
    for words in (verdict, __version__, "2024", "公开时限"):
        assert words in said, words


def _all_text(file: Path) -> str:
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        return "\n".join(
            str(value) for sheet in book for row in sheet.values for value in row if value
        )
    if file.suffix == ".docx":
        return "\n".join(
            "".join(map(str, etree.fromstring(data).itertext()))
            for name, data in _parts(file).items()
            if name.endswith(("document.xml", "comments.xml"))
        )
    return file.read_text(encoding="utf-8")


# Files that are written


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx"])
def test_reports_have_names_of_their_own_in_the_working_directory(
    shell: Shell, wrong: Path, suffix: str
) -> None:
    found = shell.run("review", wrong, "--data", SAMPLE, "--format", suffix)
    assert found.status == 1
    name = f"{DEPARTMENT}-审核.{suffix}"
    assert list(files_in(shell.folder)) == [name]
    assert f"已写出 {name}" in found.err
    assert "错误（1 处错误" in found.err
    assert list(wrong.parent.iterdir()) == [wrong]


def test_a_folder_takes_the_report(shell: Shell, wrong: Path) -> None:
    Path("报告").mkdir()
    shell.run("review", wrong, "--data", SAMPLE, "--format", "xlsx", "-o", "报告")
    assert (shell.folder / "报告" / f"{DEPARTMENT}-审核.xlsx").is_file()


def test_what_was_submitted_is_never_replaced(shell: Shell, word: Path) -> None:
    file = shell.folder / "送审稿.docx"
    shutil.copy(word, file)
    before = file.read_bytes()
    found = shell.run("review", file, "--format", "docx", "-o", file)
    assert_stopped(found, "送审稿.docx", "没有覆盖")
    assert file.read_bytes() == before
    data = shutil.copytree(SAMPLE, shell.folder / "数据")
    target = data / "公开01.csv"
    before = target.read_bytes()
    found = shell.run("review", file, "--data", data, "--format", "json", "-o", target)
    assert_stopped(found, "公开01.csv", "没有覆盖")
    assert target.read_bytes() == before


# Word


def test_word_has_the_change_and_the_comment_at_the_number(shell: Shell, word: Path) -> None:
    found = shell.run("review", word, "--format", "docx", "-o", "批注.docx", "--date", "2025-09-01")
    assert found.status == 1
    parts = _parts(shell.folder / "批注.docx")
    body = etree.fromstring(parts["word/document.xml"])
    deleted = ["".join(map(str, one.itertext())) for one in body.iter(f"{_W}del")]
    inserted = ["".join(map(str, one.itertext())) for one in body.iter(f"{_W}ins")]
    assert (deleted, inserted) == ([WRONG], [RIGHT])
    for change in (*body.iter(f"{_W}del"), *body.iter(f"{_W}ins")):
        assert change.get(f"{_W}author") == _AUTHOR
        assert change.get(f"{_W}date") == "2025-09-01T00:00:00Z"
    told = [
        "".join(map(str, one.itertext())) for one in etree.fromstring(parts["word/comments.xml"])
    ]
    assert "错误（1 处错误" in told[0]
    (comment,) = [text for text in told[1:] if "R01" in text]
    assert str(EXPECTED) in comment
    assert "公开01" in comment
    kept = _parts(word)
    announced = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name for name in kept if kept[name] != parts[name]} == announced


def test_what_is_right_is_not_touched(shell: Shell, tmp_path: Path) -> None:
    file = write_word(tmp_path / "对.docx")
    found = shell.run("review", file, "--data", SAMPLE, "--format", "docx", "-o", "批注.docx")
    assert found.status == 0
    parts = _parts(shell.folder / "批注.docx")
    body = etree.fromstring(parts["word/document.xml"])
    assert not [*body.iter(f"{_W}del"), *body.iter(f"{_W}ins")]
    assert len(etree.fromstring(parts["word/comments.xml"])) == 1


def test_a_text_file_becomes_a_word_file_with_the_change(shell: Shell, wrong: Path) -> None:
    shell.run("review", wrong, "--data", SAMPLE, "--format", "docx", "-o", "批注.docx")
    body = etree.fromstring(_parts(shell.folder / "批注.docx")["word/document.xml"])
    assert ["".join(map(str, one.itertext())) for one in body.iter(f"{_W}ins")] == [RIGHT]
    first = "".join(map(str, next(body.iter(f"{_W}p")).itertext(f"{_W}t")))
    assert first == right_text().splitlines()[0]
