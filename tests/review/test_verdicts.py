"""通过 is earned: every number of the file is counted, and none passes that was not checked."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from support.folders import SAMPLES
from support.program import Shell

from generator.base.severity import Severity
from generator.model.audit import Unchecked
from generator.model.review import Conclusion, Review
from generator.reporting.review_words import list_unchecked
from generator.tasks.department import render_word, write_department
from generator.tasks.review import review_file

_DATA = SAMPLES / "事业单位2024"
_ONE = "2024年度收、支总计均为500.00万元。与上年度相比，收、支总计各增加100.00万元，增长{}%。"
_TWO = (
    "2024年度收入合计500.00万元，其中：财政拨款收入400.00万元，占80.00%；"
    "其他收入100.00万元，占20.00%。"
)
_HEADINGS = ("收入支出决算总体情况说明", "收入决算情况说明")


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document that is right in every number, with its charts."""
    path = tmp_path_factory.mktemp("稿") / "稿.docx"
    path.write_bytes(render_word(write_department(_DATA))[0])
    return path


def _review(folder: Path, *lines: str) -> Review:
    path = folder / "稿.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return review_file(path)


def _barring(review: Review) -> set[str]:
    return {number.text for number in review.barring}


def test_a_right_document_passes_with_its_data(right: Path) -> None:
    review = review_file(right, _DATA)
    assert review.conclusion is Conclusion.PASSED
    assert review.verdict == "通过"
    # What nobody can check is told apart: the offices of part one, persons in reasons.
    assert review.open_numbers
    assert all("数字" not in one.what or "不影响结论" in one.why for one in _listed(review))


def _listed(review: Review) -> list[Unchecked]:
    return [one for one in list_unchecked(review) if "个数字" in one.what]


def test_without_its_data_it_is_not_all_checked(right: Path) -> None:
    review = review_file(right)
    assert review.conclusion is Conclusion.UNCHECKED
    assert review.verdict == f"未发现错误，{len(review.barring)} 个数字没有核对"


@pytest.mark.parametrize(
    "lines",
    [
        ("一、" + _HEADINGS[0], _ONE, "二、" + _HEADINGS[1], _TWO),
        (_HEADINGS[0], _ONE, "二、" + _HEADINGS[1], _TWO),
        (_HEADINGS[0], _ONE, _HEADINGS[1], _TWO),
        ("某局\f一、" + _HEADINGS[0], _ONE, "\f二、" + _HEADINGS[1], _TWO),
        ("一、" + _HEADINGS[0] + " 3", "二、" + _HEADINGS[1] + " 4", "第一部分 概况",
         "一、" + _HEADINGS[0], _ONE, "二、" + _HEADINGS[1], _TWO),
        ("一、" + _HEADINGS[0], "二、" + _HEADINGS[1],
         "一、" + _HEADINGS[0], _ONE, "二、" + _HEADINGS[1], _TWO),
        ("一、" + _HEADINGS[0] + "." * 70 + "3", "二、" + _HEADINGS[1] + "." * 70 + "4",
         "一、" + _HEADINGS[0], _ONE, "二、" + _HEADINGS[1], _TWO),
    ],
    ids=["numbered", "one number lost", "no numbers", "form feeds", "pages", "twice", "dots"],
)  # fmt: skip
def test_a_body_is_read_however_its_headings_stand(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """The wrong rate is found, and the right one is not; without tables nothing passes."""
    wrong = _review(tmp_path, *(line.format("52.00") for line in lines))
    assert "52.00" in {f.found_text for f in wrong.findings if f.code == "R02"}
    assert sum(wrong.standings.values()) == 8
    clean = _review(tmp_path, *(line.format("25.00") for line in lines))
    assert not [f for f in clean.findings if f.code == "R02"]
    assert clean.conclusion is not Conclusion.PASSED


@pytest.mark.parametrize(
    ("extra", "number"),
    [
        ("本单位另有3,456.78万元没有说明。", "3,456.78万元"),
        ("本单位共有车辆五辆。", "五辆"),
        ("支出壹佰贰拾万元。", "壹佰贰拾万元"),
        ("支出百分之五。", "百分之五"),
        ("共支出12.50萬元。", "12.50萬元"),
        ("收入为60015。", "60015"),
        ("约需10—20万元。", "20万元"),
    ],
)
def test_a_number_that_nothing_compares_bars_the_verdict(
    tmp_path: Path, extra: str, number: str
) -> None:
    review = _review(tmp_path, "一、" + _HEADINGS[0], _ONE.format("25.00") + extra)
    assert number in _barring(review)


@pytest.mark.parametrize(
    "extra",
    [
        "主要原因是年内新进16名职工。",
        "主要用于2场培训。",
        "见财预〔2016〕143号。",
        "单位价值100万元（含）以上设备。",
        "统一人员、两个方面、第三名称、一次性。",
        "办理2010601行政运行。",
    ],
)
def test_reasons_purposes_and_labels_bar_nothing(tmp_path: Path, extra: str) -> None:
    text = _ONE.format("25.00")
    before = _barring(_review(tmp_path, "一、" + _HEADINGS[0], text))
    assert _barring(_review(tmp_path, "一、" + _HEADINGS[0], text + extra)) == before


def _changed(document: Path, change: Callable[[str, bytes], bytes], folder: Path) -> Path:
    """Write the document with the parts that `change` returns."""
    stream = io.BytesIO()
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    path = folder / "改.docx"
    path.write_bytes(stream.getvalue())
    return path


def test_charts_are_part_of_the_text(right: Path, tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> bytes:
        own = name == "word/charts/chart1.xml"
        return re.sub(rb" ([0-9.]+%</c:v>)", rb" 1\1", data) if own else data

    review = review_file(_changed(right, change, tmp_path), _DATA)
    found = [f for f in review.findings if f.severity is Severity.ERROR]
    assert found
    assert all(f.code == "R01" and "图1" in f.message for f in found)
    assert review.conclusion is Conclusion.ERROR
    assert all(mark.replacement is None for mark in review.marks if mark.finding in found)


def test_a_sheet_behind_a_chart_is_read(right: Path, tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> bytes:
        if not name.startswith("word/embeddings/"):
            return data
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
            for part in old.namelist():
                own = part.startswith("xl/worksheets/")
                text = old.read(part)
                new.writestr(part, text.replace(b"</v>", b"7</v>") if own else text)
        return stream.getvalue()

    review = review_file(_changed(right, change, tmp_path), _DATA)
    found = [f.message for f in review.findings if f.severity is Severity.ERROR]
    assert found
    assert all("图的数据表" in message for message in found)
    assert review.conclusion is Conclusion.ERROR


@pytest.mark.parametrize("place", ["header", "glossary", "table", "footnote"])
def test_numbers_anywhere_in_the_file_are_counted(right: Path, tmp_path: Path, place: str) -> None:
    document = Document(str(right))
    words = "另有 8,765.43 万元"
    if place == "header":
        document.sections[0].header.is_linked_to_previous = False
        document.sections[0].header.paragraphs[0].text = words
    elif place == "glossary":
        glossary = next(p for p in reversed(document.paragraphs) if "：" in p.text)
        glossary.add_run(words)
    elif place == "table":
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "设备名称", "金额"
        table.cell(1, 0).text, table.cell(1, 1).text = "专用设备", words
    else:
        document.paragraphs[3].insert_paragraph_before(words)
    path = tmp_path / "改.docx"
    document.save(str(path))
    review = review_file(path, _DATA)
    assert review.conclusion is Conclusion.UNCHECKED
    assert any("8,765.43" in number.text for number in review.barring)


@pytest.mark.parametrize(("one", "other"), [("财政拨款收入", "其他收入"), ("基本支出", "项目支出")])
def test_an_amount_under_another_name_was_not_compared(
    tmp_path: Path, right: Path, one: str, other: str
) -> None:
    document = Document(str(right))
    for paragraph in document.paragraphs:
        text = paragraph.text
        if "其中：" in text and one in text and "合计" in text:
            paragraph.runs[0].text = text.replace(one, other)
            for run in paragraph.runs[1:]:
                run.text = ""
    path = tmp_path / "改.docx"
    document.save(str(path))
    assert review_file(path, _DATA).conclusion is not Conclusion.PASSED


def test_tables_that_are_pictures_are_not_read(tmp_path: Path) -> None:
    document = Document()
    for line in ("第二部分 部门决算表", "收入支出决算总表", "收入决算表"):
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(_picture()))
    for line in ("第三部分 部门决算情况说明", "一、" + _HEADINGS[0], _ONE.format("25.00")):
        document.add_paragraph(line)
    path = tmp_path / "图片.docx"
    document.save(str(path))
    review = review_file(path)
    assert review.conclusion is Conclusion.UNREAD
    assert "图片" in review.unread
    # With data there is something to compare the text with.
    assert review_file(path, _DATA).conclusion is not Conclusion.UNREAD


def _picture() -> bytes:
    """A picture of one pixel."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c4944415408d763f8ffff3f0005fe02fea735810d0000000049454e44ae426082"
    )


def test_headings_without_a_body_are_unread(tmp_path: Path) -> None:
    review = _review(tmp_path, "一、" + _HEADINGS[0], "二、" + _HEADINGS[1])
    assert review.conclusion is Conclusion.UNREAD
    assert "找的是" in review.unread


# The command line


def test_one_file_ends_with_the_status_of_its_verdict(
    shell: Shell, right: Path, tmp_path: Path
) -> None:
    assert shell.run("review", right, "--data", _DATA).status == 0
    found = shell.run("review", right)
    assert found.status == 0
    assert found.out.startswith("未发现错误，")
    assert shell.run("review", right, "--fail-on", "unchecked").status == 1
    assert shell.run("review", right, "--data", _DATA, "--fail-on", "unchecked").status == 0
    empty = tmp_path / "空.txt"
    empty.write_text(f"一、{_HEADINGS[0]}\n二、{_HEADINGS[1]}\n", encoding="utf-8")
    found = shell.run("review", empty)
    assert found.status == 3
    assert found.out.startswith("无法审核：")
    assert shell.run("review", empty, right).status == 1


@pytest.mark.parametrize("text", ["不是情况说明。", "一、收入支出决算总体情况说明\n"])
def test_an_unread_file_has_both_verdicts_in_json(shell: Shell, tmp_path: Path, text: str) -> None:
    path = tmp_path / "读不出.txt"
    path.write_text(text, encoding="utf-8")
    found = shell.run("review", path, "--format", "json")
    assert found.status == 3
    document = json.loads(found.out)
    assert document["verdict"] == "unread"
    assert document["summary"]["verdict"] == "无法审核"
    assert document["unusable"]


def test_json_counts_add_up(shell: Shell, right: Path) -> None:
    document = json.loads(shell.run("review", right, "--format", "json").out)
    numbers = document["summary"]["numbers"]
    assert document["verdict"] == "unchecked"
    assert document["summary"]["verdict"] == f"未发现错误，{numbers['barring']} 个数字没有核对"
    assert numbers["total"] == numbers["matched"] + numbers["recomputed"] + numbers["unchecked"]
    assert numbers["unchecked"] == numbers["barring"] + numbers["apart"]
