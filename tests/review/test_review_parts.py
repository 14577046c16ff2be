"""Contents, names, tables of the file, the places of findings: what a narrative alone lacks."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from edited import Edit, base_text, new_marks, review_of
from support.folders import DATA, SAMPLES, copy_data, set_key

from generator.base.severity import FindingClass, Severity
from generator.model.finding import Finding
from generator.model.place import Place
from generator.model.submission import Submission
from generator.reporting.text import format_text
from generator.review.adoption import adopt
from generator.review.settle import settle
from generator.tasks.department import read_inputs, render_word, write_department
from generator.tasks.review import review_file, review_material
from generator.tasks.submitted import Material, read_material

_NAME = "新乡市行政审批和政务信息管理局"
_CONTENTS = "目录\n第一部分 部门概况\n第三部分 部门决算情况说明\n"
_ENTRIES = ("一、收入支出决算总体情况说明", "二、收入决算情况说明", "三、支出决算情况说明")


def _document(*entries: str, cover: str = _NAME, overview: str = "") -> str:
    """Return a whole document: cover, contents, part one, the narrative."""
    parts = [cover, "2024年度部门决算", _CONTENTS + "\n".join(entries)]
    parts += ["第一部分 部门概况", f"{_NAME}负责政务服务工作。{overview}"]
    parts += ["第三部分 2024年度部门决算情况说明", base_text()]
    return "\n".join(parts)


def _grave(text: str) -> list[tuple[str, str]]:
    base = {m.finding.message for m in review_of(base_text()).marks}
    return [
        (m.finding.code, m.finding.message)
        for m in review_of(text).marks
        if m.finding.severity is not Severity.INFO and m.finding.message not in base
    ]


def test_a_heading_is_compared_with_the_contents() -> None:
    assert _grave(_document(*_ENTRIES)) == []
    found = _grave(_document(_ENTRIES[0], "二、收入决算情况", _ENTRIES[2]))
    assert [code for code, _ in found] == ["R10"]
    assert "收入决算情况说明" in found[0][1]


def test_an_entry_that_is_lost_in_reading_is_no_error() -> None:
    """The nearest entry is another section's own heading: nothing is said of this one."""
    entries = ("二、收入决算情况说明", "四、财政拨款收入支出决算总体情况说明")
    assert _grave(_document(*entries)) == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("新乡市行政审批和政务服务管理局负责监管。", ["R13"]),
        ("新乡市财政局负责监督。", []),
        ("市行政审批和政务信息管理局负责监管。", []),
        ("与河南省行政审批和政务信息管理局对接。", []),
    ],
)
def test_a_name_that_is_nearly_the_own_is_told(words: str, codes: list[str]) -> None:
    assert [code for code, _ in _grave(_document(*_ENTRIES, overview=words))] == codes


def test_a_county_in_the_text_of_a_district_is_told(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据", SAMPLES / "孟津2024-更正")
    text = format_text(write_department(folder).blocks)
    for words, wanted in (("按照我县要求", 1), ("按照我区要求", 0), ("县域经济", 0)):
        file = tmp_path / "稿.txt"
        file.write_text(text.replace("（二）", f"{words}开展工作。\n（二）", 1), encoding="utf-8")
        marks = [m for m in review_file(file, folder).marks if m.finding.code == "R13"]
        assert len(marks) == wanted, words


def test_a_table_of_the_file_that_differs_from_the_data_is_told(tmp_path: Path) -> None:
    file = tmp_path / "稿.docx"
    file.write_bytes(render_word(write_department(DATA))[0])
    material = read_material(file, DATA)
    assert _tables_differ(material) == []
    folder = copy_data(tmp_path / "数据")
    table = folder / "公开03.csv"
    table.write_text(table.read_text("utf-8-sig").replace("44.73", "47.43"), encoding="utf-8")
    found = _tables_differ(material._replace(printed=read_inputs(folder)[0]))
    assert found
    assert {(f.stated, f.expected) for f in found} == {(Decimal("47.43"), Decimal("44.73"))}


def _tables_differ(material: Material) -> list[Finding]:
    review = review_material(material)
    assert review is not None
    return _of_rule(review.findings, "R19")


def _of_rule(findings: tuple[Finding, ...], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def test_tables_in_yuan_are_those_of_a_text_in_yuan(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据", SAMPLES / "元单位2024")
    file = tmp_path / "稿.docx"
    file.write_bytes(render_word(write_department(folder))[0])
    assert _of_rule(review_file(file, folder).findings, "R19") == []


def test_project_without_spending_is_not_excellent() -> None:
    words = "（二）项目绩效自评结果\n某项目自评得分为{}分。执行数为{}万元。\n"
    for score, spent, told in (("95", "0", True), ("85", "0", False), ("95", "10.00", False)):
        edit = Edit("", "（二）项目绩效自评结果\n", words.format(score, spent))
        codes = [m.finding.code for m in new_marks(edit)]
        assert ("R23" in codes) is told, (score, spent)


def _finding(code: str, *places: Place) -> Finding:
    return Finding(
        code,
        FindingClass.INTERNAL,
        Severity.ERROR,
        "某数与某数不符（文件夹里的）",
        places,
        in_review="某数与某数不符",
    )


def test_a_finding_of_the_checks_is_marked_where_the_text_says_it() -> None:
    review = review_of(base_text())
    submission = review.submission
    paragraph = next(p for p in submission.paragraphs() if "保有量为2辆" in p.passage.text)
    quote = "公务用车保有量为2辆"
    place = Place(
        submission.file, section="九（二）2", paragraph=paragraph.passage.paragraph, quote=quote
    )
    cell = Place("事项.csv", 3, 2)
    adopted = adopt([_finding("N12a", cell, place), _finding("N01a", cell)], submission, ())
    assert [m.finding.code for m in adopted.marks] == ["N12a"]
    (mark,) = adopted.marks
    assert mark.passage is not None
    assert mark.passage.text[mark.start : mark.end] == quote
    assert mark.finding.places == (place, cell)
    said = [mark.finding.message, *(f.message for f in adopted.others)]
    assert said == ["某数与某数不符", "某数与某数不符"]


def test_a_finding_about_words_already_marked_is_folded() -> None:
    edit = Edit("", "保有量为2辆", "保有量为3辆")
    marks = [m for m in new_marks(edit) if m.finding.severity is Severity.ERROR]
    assert [m.finding.code for m in marks] == ["R22"]


def test_the_same_quantity_wrong_in_data_and_text_is_the_datas_error(tmp_path: Path) -> None:
    """The text prints what the data says: the finding is about the data, not the text."""
    folder = copy_data(tmp_path / "数据")
    set_key(folder, "事项.csv", "公务用车保有量", "3", "辆")
    file = tmp_path / "稿.txt"
    file.write_text(base_text().replace("保有量为2辆", "保有量为3辆"), encoding="utf-8")
    review = review_file(file, folder)
    errors = [f for f in review.findings if f.severity is Severity.ERROR]
    assert [f.code for f in errors] == ["N12a"]
    assert errors[0].places[0].file == "事项.csv"


def test_marks_are_sorted_and_one_for_each_cause() -> None:
    review = review_of(
        base_text().replace("增加22.20万元，增长43.50%", "减少22.20万元，下降43.50%", 1)
    )
    marks = settle(review.submission, ()).marks
    assert marks == ()
    directions = [m for m in review.marks if m.finding.code == "R03"]
    assert [m.replacement for m in directions] == ["增加", "增长"]
    assert directions[0].start < directions[1].start


def test_a_text_without_a_section_is_no_narrative() -> None:
    material = read_material(SAMPLES / "README.md")
    assert review_material(material) is None
    without_text = Submission(material.name, ())
    assert review_material(material._replace(submission=without_text)) is None


def test_data_with_which_most_numbers_disagree_is_one_finding() -> None:
    """The same department and year, all amounts other ones: one error, not one a number."""
    text = re.sub(r"(?<=[为出入加少])([0-9,]+\.[0-9]{2})(?=万元)", _halved, base_text())
    review = review_of(text)
    errors = [
        f for f in review.findings if f.severity is Severity.ERROR and "所给数据" in f.message
    ]
    assert [f.code for f in errors] == ["R01"]
    assert review.accounts is None


def _halved(found: re.Match[str]) -> str:
    return f"{Decimal(found[1].replace(',', '')) / 2:.2f}"


def test_a_few_wrong_numbers_are_told_one_by_one() -> None:
    text = base_text().replace("5,998.19", "5,989.19").replace("8,637.14", "8,673.14")
    review = review_of(text)
    assert review.accounts is not None
    wrong = {m.finding.stated for m in review.marks if m.finding.code == "R01"}
    assert wrong == {Decimal("5989.19"), Decimal("8673.14")}


def test_a_review_does_not_speak_of_the_document_that_would_be_built(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    with (folder / "公开07.csv").open("a", encoding="utf-8") as table:
        table.write("说明：故本表无数据。\n")
    file = tmp_path / "稿.txt"
    file.write_text(base_text(), encoding="utf-8")
    built = write_department(folder).findings
    (said,) = (f for f in built if f.message.endswith("（生成的 Word 文档不印这一句）"))
    reviewed = [f.message for f in review_file(file, folder).findings if f.code == said.code]
    assert reviewed == [said.message.removesuffix("（生成的 Word 文档不印这一句）")]
