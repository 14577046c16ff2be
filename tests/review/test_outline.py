"""Parts, sections and clauses of submitted texts: published ones, our own, other provinces'."""

import csv
import re
from pathlib import Path

import pytest
from oracle.department import random_department
from oracle.folder import write_folder
from published.reference import find_document
from support.folders import AUDITED, SAMPLE_FOLDERS
from support.needs import find_reference

from generator.files.pdf.passages import read_pdf_passages
from generator.files.text.passages import read_text_passages
from generator.model.block import Paragraph
from generator.model.passage import Passage, PassageKind
from generator.model.submission import Submission
from generator.narrative.wording import load_wording
from generator.reading.folder import read_folder
from generator.reporting.text import format_text
from generator.review.text.outline import read_submission
from generator.tasks.department import write_department

_HENAN = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"]
_MARKS = re.compile(r"\s|\*")
_SEEDS = {"mengjin": "000_*.txt", "xinxiang": "004_*.txt"}


def _read(path: Path) -> Submission:
    passages, findings = read_text_passages(path, path.name)
    assert not findings
    return read_submission(path.name, passages)


def _seed(name: str) -> Submission:
    find_document(_SEEDS[name], f"{name}-2024")
    folder = find_reference()
    assert folder is not None
    return _read(next((folder / "seeds").glob(_SEEDS[name])))


def _written(tmp_path: Path, text: str) -> Submission:
    path = tmp_path / "送审.txt"
    path.write_text(text, encoding="utf-8")
    return _read(path)


def _typed(*lines: str) -> Submission:
    """A Word file: every line a paragraph, none joined by the reader."""
    passages = tuple(
        Passage(
            line,
            number,
            kind=PassageKind.HEADING
            if re.match(r"[一二三四五六七八九十]+、|（[一二三]）.{1,40}$", line)
            else PassageKind.BODY,
            locator=f"p:{number}",
        )
        for number, line in enumerate(lines, start=1)
    )
    return read_submission("送审.docx", passages)


def _plain(text: str) -> str:
    return _MARKS.sub("", text)


def _claims(name: str) -> list[dict[str, str]]:
    """The audited claims of a document that stand in its text, not in a table."""
    with (AUDITED / f"{name}_claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    no_text = re.compile("第一部分|自评表")
    return [row for row in rows if not no_text.search(row["section"]) and "\t" not in row["quote"]]


@pytest.mark.parametrize(("name", "least"), [("mengjin", 200), ("xinxiang", 380)])
def test_audited_quotes_stand_in_their_clause(name: str, least: int) -> None:
    """Every quote that a careful reader noted is found in the clause that he noted."""
    submission = _seed(name)
    texts: dict[str, str] = {}
    for section in submission.sections:
        for paragraph in section.paragraphs:
            texts[paragraph.where] = texts.get(paragraph.where, "") + paragraph.passage.text + "\n"
    attached = "".join(paragraph.passage.text for paragraph in submission.attachments)
    claims = _claims(name)
    assert len(claims) >= least
    astray = [
        (claim["section"], claim["quote"])
        for claim in claims
        if _plain(claim["quote"])
        not in _plain(attached if "自评" in claim["section"] else texts.get(claim["section"], ""))
    ]
    assert astray == []


@pytest.mark.parametrize("name", sorted(_SEEDS))
def test_published_documents_have_their_parts(name: str) -> None:
    """Thirteen sections in order, the 目录 apart, 名词解释 with its eighteen terms."""
    submission = _seed(name)
    assert [section.topic for section in submission.sections] == _HENAN
    assert [section.number for section in submission.sections] == _HENAN
    entries = [entry.text for entry in submission.contents]
    assert entries[0].startswith("第一部分")
    assert "十三、预算绩效情况说明" in entries
    assert submission.sections[-1].title == "预算绩效评价情况说明"
    assert len(submission.glossary) == 18
    assert submission.cover[0].text.replace(" ", "") == "2024年度"


def test_report_between_two_parts_is_an_attachment() -> None:
    """Mengjin appends its report to 十三, below the name of the department."""
    submission = _seed("mengjin")
    last = submission.sections[-1].paragraphs
    assert last[-1].passage.text == "2024 年度，本部门无重点绩效评价项目。"
    assert last[-1].where == "十三（三）"
    texts = [paragraph.passage.text for paragraph in submission.attachments]
    assert texts[0] == "洛阳市孟津区政务服务和大数据管理局管理局"
    assert submission.attachments[5].where == "2024年部门整体绩效自评报告"
    assert any("整体自评得分为87.50分" in text for text in texts)


def test_captions_are_no_paragraphs() -> None:
    texts = [p.passage.text for p in _seed("xinxiang").paragraphs()]
    assert not [text for text in texts if re.match(r"图[123]|表 1-2|单位[:：]", text)]


def test_eleven_sections_of_shanghai() -> None:
    """The last section of Putuo holds three of the form's; its numbers are not those of Henan."""
    folder = find_reference()
    assert folder is not None
    path = folder / "pdf" / "putuo-czj-2024.pdf"
    passages, findings = read_pdf_passages(path, path.name)
    assert not findings
    submission = read_submission(path.name, passages)
    found = [(section.topic, section.number) for section in submission.sections]
    assert found == [
        *((topic, topic) for topic in _HENAN[:6]),
        ("九", "七"),
        ("七", "八"),
        ("八", "九"),
        ("十三", "十"),
        ("", "十一"),
        ("十", "（一）"),
        ("十一", "（二）"),
        ("十二", "（三）"),
    ]
    wheres = {
        p.where: p.passage.text for section in submission.sections for p in section.paragraphs
    }
    assert wheres["五（三）4"].startswith("4、一般公共服务支出（类）财政事务（款）财政委托业务支出")
    assert wheres["五（三）11"].startswith("11、住房保障支出（类）")
    assert wheres["十"].startswith("机关运行经费支出184.65万元")
    assert wheres["九（二）"] == "上海市普陀区财政局2024年度无“三公”经费财政拨款支出。"
    joined = submission.section("四")
    assert joined is not None
    assert "主要原因：基本支出中人员进出" in joined.paragraphs[0].passage.text


def _assert_same_outline(folder: Path, tmp_path: Path) -> None:
    """Our own text is read as the clauses that it was written as."""
    department = write_department(folder)
    settings = read_folder(folder)[0].settings
    plan = load_wording(department.accounts, settings, department.profile).plan
    submission = _written(tmp_path, format_text(department.blocks))
    read = [(p.where, p.passage.text) for s in submission.sections for p in s.paragraphs]
    # What Shanghai prints as （一） of its last section is a section of its own.
    titles = {section.heading.text for section in submission.sections}
    written = [
        (plan.own_clause(block.where), block.text.strip())
        for block in department.blocks
        if isinstance(block, Paragraph) and block.text not in titles
    ]
    assert [text for _, text in read] == [text for _, text in written]
    # In 十三 the lists within a text are not counted as clauses.
    apart = [
        (ours, theirs)
        for ours, theirs in zip(written, read, strict=True)
        if ours[0] != theirs[0] and not theirs[0].startswith("十三")
    ]
    assert apart == []


@pytest.mark.parametrize("folder", SAMPLE_FOLDERS, ids=lambda path: path.name)
def test_samples_are_read_as_they_are_written(folder: Path, tmp_path: Path) -> None:
    _assert_same_outline(folder, tmp_path)


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_random_departments_are_read_as_they_are_written(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 10):
        folder = tmp_path / str(seed)
        write_folder(random_department(seed), folder, variant=seed)
        _assert_same_outline(folder, tmp_path)


def test_sections_at_the_level_of_clauses(tmp_path: Path) -> None:
    """The form of Chongqing: （一）… below 部门决算情况说明, then 三、 and 四、 again."""
    submission = _written(
        tmp_path,
        "某区示例局\n2023年度部门决算情况说明\n一、部门基本情况\n（一）职能职责\n负责某事。\n"
        "二、部门决算情况说明\n（一）收入支出决算总体情况说明\n本年度收入总计100.0万元。\n"
        "（二）财政拨款收入支出决算总体情况说明\n财政拨款收、支总计90.0万元。\n"
        "（三）一般公共预算财政拨款支出决算情况说明\n支出90.0万元。\n"
        "（四）一般公共预算财政拨款基本支出决算情况说明\n基本支出80.0万元。\n"
        "三、“三公”经费情况说明\n（一）“三公”经费支出总体情况说明\n支出1.0万元。\n"
        "四、其他需要说明的事项\n（一）会议费和培训费情况说明\n会议费0.5万元。\n"
        "（二）机关运行经费情况说明\n机关运行经费支出8.0万元。\n"
        "（三）政府采购支出情况说明\n采购支出总额2.0万元。\n"
        "五、预算绩效管理情况说明\n（一）自评情况\n得分90分。\n六、专业名词解释\n财政拨款收入。\n",
    )
    topics = [section.topic for section in submission.sections]
    assert topics == ["", "", "一", "四", "五", "六", "九", "", "十", "十一", "十三"]
    assert [p.where for p in submission.sections[6].paragraphs] == ["九（一）", "九（一）"]
    assert [p.text for p in submission.glossary] == ["财政拨款收入。"]


def test_fourteenth_section_has_no_topic() -> None:
    submission = _typed(
        "一、收入支出决算总体情况说明",
        "2022年度收、支总计均为1.00万元。",
        "二、收入决算情况说明",
        "2022年度收入合计1.00万元。",
        "十三、预算绩效情况说明",
        "（一）绩效评价工作开展情况",
        "已开展。",
        "十四、专项支出、转移支付支出情况说明",
        "2022年度没有专项支出。",
    )
    assert [section.topic for section in submission.sections] == ["一", "二", "十三", ""]
    assert submission.sections[-1].paragraphs[0].where == "专项支出、转移支付支出情况说明"
    assert submission.sections[-1].number == "十四"


def test_broken_paragraphs_are_one_text_that_leads_back_to_each() -> None:
    """A Word file made from a PDF file breaks sentences into paragraphs."""
    submission = _typed(
        "二、收入决算情况说明",
        "2024年度收入合计100.00万元，其中：财政拨款收入90.00万元，占90.00%；其他收入",
        "10.00万元，占10.00%。",
        "另一段。",
    )
    joined, other = submission.sections[0].paragraphs
    assert joined.passage.text.endswith("其他收入10.00万元，占10.00%。")
    assert joined.passage.paragraph == 2
    assert [m.text for m in joined.mentions if m.is_claim] == [
        "100.00", "90.00", "90.00", "10.00", "10.00",
    ]  # fmt: skip
    start = joined.passage.text.index("10.00")
    piece, begin, end = submission.locate(joined.passage, start, start + 5)
    assert (piece.paragraph, piece.text[begin:end]) == (3, "10.00")
    start = joined.passage.text.index("100.00")
    piece, begin, end = submission.locate(joined.passage, start, start + 6)
    assert (piece.paragraph, piece.text[begin:end]) == (2, "100.00")
    assert submission.locate(other.passage, 1, 2) == (other.passage, 1, 2)


def test_finished_paragraphs_are_not_joined() -> None:
    submission = _typed(
        "九、财政拨款“三公”经费支出决算情况说明",
        "（一）一般公共预算财政拨款“三公”经费支出决算总体情况说明",
        "2024年度，“三公”经费支出预算为1.00万元，支出决算为1.00万元。",
        "其中：公务接待费0.10万元。",
    )
    assert len(submission.sections[0].paragraphs) == 3
    assert not submission.joined


def test_three_public_items_are_known_by_their_words() -> None:
    """Hefei writes reception before cars; the clause is that of the matter."""
    submission = _typed(
        "九、“三公”经费支出决算情况说明",
        "（二）“三公”经费支出决算具体情况说明",
        "1.因公出国（境）费支出0万元。",
        "2.公务接待费支出0.10万元。",
        "国内公务接待1批次。",
        "3.公务用车购置及运行费支出2.00万元。",
    )
    wheres = [p.where for p in submission.sections[0].paragraphs]
    assert wheres == ["九（二）", "九（二）1", "九（二）3", "九（二）3", "九（二）2"]


def test_heading_and_text_in_one_paragraph() -> None:
    submission = _typed(
        "一、收入支出决算总体情况说明",
        "2024年度收、支总计均为1.00万元。",
        "二、收入决算情况说明2024年度收入合计1.00万元。",
    )
    assert [section.topic for section in submission.sections] == ["一", "二"]
    assert len(submission.sections[1].paragraphs) == 1


def test_list_in_the_performance_section_opens_no_section() -> None:
    submission = _typed(
        "十二、国有资产占用情况说明",
        "无车辆。",
        "十三、预算绩效情况说明",
        "（一）绩效评价工作开展情况",
        "主要做法如下。",
        "一、健全制度",
        "二、加强绩效监控",
        "（二）项目绩效自评结果",
        "共3个项目。",
    )
    assert [section.topic for section in submission.sections] == ["十二", "十三"]
    assert submission.sections[1].paragraphs[-1].where == "十三（二）"


def test_repeated_section_stands_twice() -> None:
    submission = _typed(
        "九、“三公”经费支出决算情况说明",
        "没有。",
        "十、机关运行经费支出情况说明",
        "1.00万元。",
        "九、“三公”经费支出决算情况说明",
        "没有。",
    )
    assert [section.topic for section in submission.sections] == ["九", "十", "九"]


def test_text_without_sections_has_none(tmp_path: Path) -> None:
    submission = _written(tmp_path, "关于召开会议的通知\n各单位：\n定于5月召开会议。\n")
    assert submission.sections == ()
    assert submission.attachments == ()
