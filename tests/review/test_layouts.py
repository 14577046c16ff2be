"""Ordinary layouts and wordings: nothing wrong is found in what is right."""

from pathlib import Path

import pytest
from docx import Document
from edited import base_text, read_of, review_of
from support.submitted import SAMPLE, write_word

import generator
from generator.base.severity import Severity
from generator.model.review import Review
from generator.tasks.review import review_file, review_material

SCORED = "2024年度某局部门决算情况说明\n十三、预算绩效情况说明\n{}\n"


def of_text(text: str) -> Review:
    review = review_material(read_of(text))
    assert review is not None
    return review


def said(review: Review) -> list[tuple[str, str]]:
    return [
        (finding.code, finding.message)
        for finding in review.findings
        if finding.severity is not Severity.INFO
    ]


def codes(review: Review) -> set[str]:
    return {code for code, _ in said(review)}


@pytest.mark.parametrize(
    "sentence",
    [
        "6个项目平均自评得分83.48分，自评等级为“优”的3个、为“良”的2个、为“中”的1个。",
        "自评得分为83.48分，评价等级为优的项目3个。",
        "项目自评得分均在83.48分以上，其中3个项目等级为“优”，3个项目等级为“良”。",
        "自评得分为83.48分，评价结果为优（3个）、良（2个）。",
        "甲项目自评得分95分，评价等级为优；乙项目自评得分85分，评价等级为良。",
        "评价等级为优，自评得分95分。",
        "共有5个项目中3个为优、2个为良，自评得分为83.48分。",
        "对6个项目开展自评，评价为优3个、良2个，其余正在评价，自评得分为83.48分。",
    ],
)
def test_grades_that_count_projects_are_no_grade_of_a_score(sentence: str) -> None:
    assert "R18" not in codes(of_text(SCORED.format(sentence)))


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("部门整体自评得分为83.48分，评价等级为“优”。", "优"),
        ("甲项目自评得分95分，评价等级为良；乙项目自评得分85分，评价等级为良。", "良"),
        ("对3个项目开展自评，某项目自评得分为75分，等级为良好。", "良好"),
    ],
)
def test_a_wrong_grade_of_a_score_is_found(sentence: str, grade: str) -> None:
    (mark,) = [m for m in of_text(SCORED.format(sentence)).marks if m.finding.code == "R18"]
    assert mark.finding.found_text == grade


@pytest.mark.parametrize(
    "reason",
    [
        "主要原因：一是新增专项工程，二是人员调资补发。",
        "主要原因：新增专项工程。",
        "主要原因一是新增专项工程，二是人员调资补发。",
        "主要原因有：1.新增专项工程；2.人员调资补发。",
        "主要原因在于新增专项工程。",
        "增长的主要原因为新增专项工程。",
        "变动原因：新增专项工程。",
        "主要原因如下：新增专项工程。",
    ],
)
def test_a_reason_is_one_however_it_begins(reason: str) -> None:
    base = base_text()
    first, phrase, rest = base.partition("主要原因是政务云")
    assert phrase
    changed = f"{first}{reason}{rest.partition('。')[2]}"
    assert said(review_of(changed)) == said(review_of(base))


def test_a_reason_that_is_not_there_is_missed() -> None:
    first, _, rest = base_text().partition("主要原因是政务云")
    assert "R20" in codes(review_of(f"{first}{rest.partition('。')[2].lstrip()}"))


def outline(first: int, count: int, skip: int = 0) -> str:
    numerals = "一二三四五六七八九十"
    titles = [
        *("收入支出决算总体", "收入决算", "支出决算", "财政拨款收入支出决算总体"),
        "机关运行经费支出",
    ]
    lines = ["第一部分 某局概况", "第二部分 2024年度部门决算情况说明"]
    for at, title in enumerate(titles[:count]):
        number = first + at + (1 if skip and at >= skip else 0)
        lines += [f"{numerals[number - 1]}、{title}情况说明", "2024年度无此项内容。"]
    return "\n".join(lines) + "\n"


def test_an_outline_may_begin_at_any_number() -> None:
    assert "R09" not in codes(of_text(outline(4, 5)))


@pytest.mark.parametrize(("first", "wanted"), [(1, "三、"), (4, "六、")])
def test_a_number_that_is_left_out_is_found(first: int, wanted: str) -> None:
    (found,) = [words for code, words in said(of_text(outline(first, 5, 2))) if code == "R09"]
    assert f"应为“{wanted}”" in found


def test_a_piece_of_a_document_may_have_any_numbers() -> None:
    text = "三、支出决算情况说明\n本年支出合计100.00万元。\n十、机关运行经费支出情况说明\n无。\n"
    assert "R09" not in codes(of_text(text))


CONTENTS = """目录
第一部分 某局概况
第二部分 2024年度部门决算表
{table}
第三部分 2024年度部门决算情况说明
{entry}
二、收入决算情况说明………………5
第一部分 某局概况
第三部分 2024年度部门决算情况说明
一、收入支出决算总体情况说明
2024年度收、支总计均为100.00万元。
二、收入决算情况说明
2024年度收入合计100.00万元。
"""
HEADING = "一、收入支出决算总体情况说明…………4"


@pytest.mark.parametrize(
    "table",
    [
        "一、收入支出决算总表………3",
        "一、收入支出决算总表（公开01表）",
        "公开01 收入支出决算总表 3",
        "二、收入支出决算总体情况表\t3",
    ],
)
def test_a_table_in_the_contents_is_no_heading(table: str) -> None:
    assert "R10" not in codes(of_text(CONTENTS.format(table=table, entry=HEADING)))


def test_a_heading_that_differs_from_its_entry_is_found() -> None:
    text = CONTENTS.format(table="一、收入支出决算总表……3", entry="一、收入支出决算总体情况介绍……4")
    assert "R10" in codes(of_text(text))


def test_rows_that_are_set_with_blanks_are_no_headings() -> None:
    rows = (
        "一、一般公共预算财政拨款收入             一、一般公共服务支出\n"
        "二、政府性基金预算财政拨款收入             二、外交支出\n"
        "三、国有资本经营预算财政拨款收入           三、国防支出\n"
    )
    text = CONTENTS.format(table="八、政府性基金预算财政拨款收入支出决算表……3", entry=HEADING)
    first, heading, rest = text.rpartition("第三部分")
    review = of_text(f"{first}{rows}{heading}{rest}")
    assert [section.number for section in review.submission.sections] == ["一", "二"]
    assert not codes(review) & {"R09", "R10"}


def test_a_heading_may_be_parted_from_its_ordinal_by_a_tab() -> None:
    base = base_text()
    assert said(review_of(base.replace("三、支出", "三、\t支出"))) == said(review_of(base))


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document of the sample as `build` writes it."""
    return write_word(tmp_path_factory.mktemp("送审") / "送审稿.docx")


def test_paragraphs_joined_by_soft_returns_are_paragraphs(word: Path, tmp_path: Path) -> None:
    document = Document(str(word))
    paragraphs = [p for p in document.paragraphs if p.text.strip()]
    items = [p for p in paragraphs if p.text[:2] in {f"{n}." for n in range(1, 10)}]
    assert len(items) > 3
    first = items[0]
    joined = 0
    for paragraph in items[1:]:
        if paragraph._p.getprevious() is first._p:
            first.add_run().add_break()
            first.add_run(paragraph.text)
            paragraph._p.getparent().remove(paragraph._p)
            joined += 1
        else:
            first = paragraph
    assert joined > 1
    document.save(str(tmp_path / "软回车.docx"))
    changed, base = review_file(tmp_path / "软回车.docx"), review_file(word)
    assert said(changed) == said(base)
    assert len(changed.verdicts) == len(base.verdicts)


@pytest.mark.parametrize("number", range(1, 10))
def test_what_follows_from_a_missing_table_is_not_told(
    word: Path, tmp_path: Path, number: int
) -> None:
    document = Document(str(word))
    tables = [t for t in document.tables if len(t.rows) > 3]
    gone = tables[number - 1]._tbl
    gone.getparent().remove(gone)
    path = tmp_path / "缺表.docx"
    document.save(str(path))
    review = review_file(path)
    new = [one for one in said(review) if one not in said(review_file(word))]
    assert [code for code, _ in new if code.startswith("R")] == []
    assert any(code in {"L01", "L05"} for code, _ in new)
    for finding in review.findings:
        shown = f"{finding.message}{'；'.join(finding.also)}"
        assert "【" not in shown
        assert ".csv" not in shown


def test_no_mark_of_ours_is_shown_where_last_year_is_unknown() -> None:
    """A reason that the text does not give, and an amount of last year that it cannot have."""
    base = base_text()
    first, _, rest = base.partition("主要原因是政务云")
    review = of_text(f"{first}{rest.partition('。')[2]}")
    assert all("【" not in finding.message for finding in review.findings)


def test_comments_stand_in_the_paragraph_with_the_soft_return(word: Path, tmp_path: Path) -> None:
    document = Document(str(word))
    # The first ones are entries of the 目录.
    *_, paragraph = (p for p in document.paragraphs if p.text.startswith("一、收入支出"))
    following = next(p for p in document.paragraphs if p.text.startswith("2024年度收、支总计"))
    paragraph.add_run().add_break()
    total = generator.build(SAMPLE).text.partition("均为")[2].partition("万元")[0]
    wrong = following.text.replace(total, f"9{total}", 1)
    paragraph.add_run(wrong)
    following._p.getparent().remove(following._p)
    path = tmp_path / "软回车.docx"
    document.save(str(path))
    review = review_file(path)
    (mark,) = [m for m in review.marks if m.finding.code == "R01"]
    held, start, end = review.submission.locate(mark.passage, mark.start, mark.end)
    assert held.text[start:end] == f"9{total}"
