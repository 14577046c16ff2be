"""Outlines of any province: whatever numbers and headings a text has, its body is read whole."""

import re
from collections.abc import Sequence

import pytest
from edited import review_of
from hypothesis import given
from hypothesis import strategies as st

from generator.base.severity import Severity
from generator.model.passage import Passage
from generator.model.passage_kind import classify, mark_contents
from generator.model.review import Review
from generator.model.submission import Submission
from generator.review.text.mentions import find_mentions
from generator.review.text.outline import read_submission
from generator.review.text.outline_headings import is_page_number

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
# What a section says, and its heading without 情况说明.
SAID = {
    "一": (
        "收入支出决算总体",
        "2024年度收、支总计均为512.00万元，比上年增加12.00万元，增长2.40%。",
    ),
    "二": ("收入决算", "2024年度收入合计502.00万元，其中：财政拨款收入502.00万元，占100.00%。"),
    "三": ("支出决算", "2024年度支出合计501.00万元，其中：基本支出501.00万元，占100.00%。"),
    "四": ("财政拨款收入支出决算总体", "2024年度财政拨款收、支总计均为509.00万元。"),
    "五": ("一般公共预算财政拨款支出决算", "2024年度一般公共预算财政拨款支出498.00万元。"),
    "六": ("一般公共预算财政拨款基本支出决算", "2024年度基本支出488.00万元。"),
    "九": ("财政拨款“三公”经费支出决算", "2024年度“三公”经费支出决算为4.00万元。"),
    "十": ("机关运行经费支出", "2024年度机关运行经费支出48.00万元，与上年持平。"),
    "十一": ("政府采购支出", "2024年度政府采购支出总额21.00万元。"),
    "十二": ("国有资产占用", "截至2024年12月31日，本部门共有车辆3辆。"),
}
TOPICS = list(SAID)
COVER = "江河市某某局2024年度部门决算"
PART_ONE = "第一部分 部门概况\n一、部门职责\n负责某某工作。"
PART_THREE = "第三部分 2024年度部门决算情况说明"


def body(heading: str, between: str = "\n") -> str:
    """Return the sections, each with a heading: {n} its Chinese number, {a} its Arabic one."""
    return between.join(
        heading.format(n=NUMERALS[at], a=at + 1, title=title) + between + said
        for at, (title, said) in enumerate(SAID.values())
    )


def of_text(text: str) -> Review:
    """Return the review of a text beside nothing."""
    return review_of(text, alone=True)


def document(sections: str) -> str:
    return f"{COVER}\n{PART_ONE}\n{PART_THREE}\n{sections}\n"


def told(review: Review, code: str, least: Severity = Severity.INFO) -> list[str]:
    """Return what a rule says, of this severity or a graver one."""
    return [
        mark.finding.message
        for mark in review.marks
        if mark.finding.code == code and mark.finding.severity.rank <= least.rank
    ]


def topics_of(submission: Submission) -> list[str]:
    """Return the topics in order, of sections that say something."""
    return [section.topic for section in submission.sections if section.paragraphs]


def assert_read(text: str) -> Review:
    """Every section is found, with what it says, and no outline is an error."""
    review = of_text(text)
    submission = review.submission
    assert topics_of(submission) == TOPICS
    for section in submission.sections:
        if section.paragraphs:
            said = "".join(p.passage.text for p in section.paragraphs)
            assert SAID[section.topic][1] in said
    assert told(review, "R09") == []
    assert told(review, "R10") == []
    return review


HEADINGS = (
    "{n}、{title}情况说明",
    "{n}、{title}情况",
    "{n}、{title}情况的说明",
    "{n}、2024年度{title}情况说明",
    "{n}、关于2024年度{title}情况的说明",
    "{n}、关于江河市某某局2024年度{title}情况的说明",
    "{n}、本部门{title}情况说明",
    "{n}.{title}情况说明",
    "{a}、{title}情况说明",
    "{a}. {title}情况说明。",
    "第{n}节 {title}情况说明",
    "{title}情况说明",
    "2024年度{title}情况",
)


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_may_be_numbered_and_worded_as_it_likes(heading: str) -> None:
    assert_read(document(body(heading)))


@pytest.mark.parametrize("heading", [HEADINGS[0], HEADINGS[11]])
@pytest.mark.parametrize("title", ["", "江河市某某局2024年度部门决算情况说明\n"])
def test_a_text_need_not_have_parts(title: str, heading: str) -> None:
    assert_read(f"{title}{body(heading)}\n")


def test_sections_may_be_clauses_of_one() -> None:
    parts = "一、部门概况\n（一）部门职责\n负责某某工作。\n二、部门决算报表\n三、部门决算情况说明\n"
    assert_read(f"{COVER}公开\n{parts}{body('（{n}）{title}情况说明')}\n")


def test_a_text_without_headings_is_read_by_its_sentences() -> None:
    text = "\n".join([COVER, *(said for _, said in SAID.values())])
    assert_read(f"{text}\n")


@pytest.mark.parametrize("heading", [HEADINGS[0], HEADINGS[1], HEADINGS[11]])
@pytest.mark.parametrize("between", [" ", "　", "\f", "\v", "\u2028"])
def test_a_page_may_have_lost_its_lines(heading: str, between: str) -> None:
    text = document(body(heading))
    assert_read(text.replace("\n", between))


def test_a_page_may_have_lost_its_lines_and_blanks() -> None:
    assert_read(document(body("{n}、{title}情况说明")).replace("\n", ""))


def test_a_sentence_with_a_heading_in_it_is_no_page() -> None:
    text = (
        "一、收入支出决算总体情况说明\n2024年度收、支总计均为512.00万元，"
        "详见第二部分 部门决算表和本说明（二）收入决算情况说明，其他情况没有变化，"
        "与上年度相比没有需要另外说明的情况。 主要原因是人员没有增减。\n"
    )
    (section,) = of_text(text).submission.sections
    assert len(section.paragraphs) == 1


@pytest.mark.parametrize("topic", ["九", "十", "十一"])
@pytest.mark.parametrize("heading", ["", "一、其他重要事项\n（一）"])
def test_a_statement_of_one_section_is_read(topic: str, heading: str) -> None:
    text = f"江河市某某局2024年度决算公开\n{heading}{SAID[topic][1]}\n"
    assert [topic] == topics_of(of_text(text).submission)


def test_line_breaks_part_a_whole_page() -> None:
    """A page in one paragraph of Word, its lines ended by Shift+Enter."""
    text = document(body("{n}、{title}情况说明")).strip()
    submission = read_submission("稿.docx", [Passage(text, 1, locator="p:1")])
    assert topics_of(submission) == TOPICS
    paragraph = submission.sections[4].paragraphs[0].passage
    whole, start, end = submission.locate(paragraph, 0, len(paragraph.text))
    assert whole.text[start:end] == SAID["五"][1]


OTHERS = (
    (
        "{m}、其他重要事项的情况说明\n（一）机关运行经费支出情况\n{十}\n（二）政府采购支出情况\n{十一}\n"
        "（三）国有资产占有使用情况\n{十二}"
    ),
    "{m}、其他重要事项情况\n（一）{十}\n（二）{十一}\n（三）{十二}",
    (
        "{m}、其他需要说明的事项\n1.机关运行经费支出情况。{十}\n2.政府采购支出情况。{十一}\n"
        "3.国有资产占有使用情况。{十二}"
    ),
    "{m}、其他重要事项\n{十}\n{十一}\n{十二}",
    (
        "第四部分 其他重要事项情况说明\n一、机关运行经费支出情况\n{十}\n"
        "二、政府采购支出情况\n{十一}\n"
        "三、国有资产占用情况\n{十二}"
    ),
    (
        "第四部分\n其他重要事项及相关口径情况说明\n一、机关运行经费支出情况\n{十}\n"
        "二、政府采购支出情况\n{十一}\n三、国有资产占用情况\n{十二}"
    ),
)


@pytest.mark.parametrize("others", OTHERS)
def test_several_matters_may_stand_in_one_section(others: str) -> None:
    first = [
        f"{NUMERALS[at]}、{SAID[topic][0]}情况说明\n{SAID[topic][1]}"
        for at, topic in enumerate(TOPICS[:7])
    ]
    said = {topic: words for topic, (_, words) in SAID.items()}
    assert_read(document("\n".join([*first, others.format(m="八", **said)])))


BOTH_SIDES = (
    (
        "（一）收入支出决算总体情况说明。\n1.总体情况。{一}\n2.收入情况。{二}\n3.支出情况。{三}\n"
        "4.结转结余情况。2024年度年末结转和结余11.00万元。\n"
    ),
    (
        "（一）收入支出决算总体情况说明\n1.总体情况\n{一}\n2.收入情况\n{二}\n3.支出情况\n{三}\n"
        "4.结转结余情况\n2024年度年末结转和结余11.00万元。\n"
    ),
)


@pytest.mark.parametrize("both", BOTH_SIDES)
@pytest.mark.parametrize("title", ["2024年度部门决算情况说明", "2024年度决算公开说明"])
def test_income_and_spending_may_be_items_of_the_whole(title: str, both: str) -> None:
    said = {topic: words for topic, (_, words) in SAID.items()}
    text = (
        f"江河区某某局\n{title}\n一、部门基本情况\n（一）职能职责。\n负责政府采购管理等工作。\n"
        f"二、部门（单位）决算收支情况说明\n{both.format(**said)}"
        f"（二）财政拨款收入支出决算总体情况说明。\n{said['四']}\n"
        f"（三）一般公共预算财政拨款支出决算情况说明。\n1.支出情况。{said['五']}\n"
        "2.比较情况。主要用于以下方面：教育支出498.00万元。\n"
        f"三、“三公”经费情况说明\n（一）总体情况\n{said['九']}\n"
    )
    review = of_text(text)
    topics = [topic for topic in topics_of(review.submission) if topic]
    assert topics == ["一", "二", "三", "一", "四", "五", "九"]
    assert not told(review, "R09")


def test_a_part_of_income_stays_where_income_has_a_section() -> None:
    """一 may break income and spending down though 二 and 三 follow."""
    text = document(body("{n}、{title}情况说明")).replace(
        SAID["一"][1], f"{SAID['一'][1]}\n1.收入总体情况。本年收入合计502.00万元。"
    )
    assert topics_of(of_text(text).submission) == TOPICS


def test_subheadings_of_a_section_open_none() -> None:
    """Yunnan: 三 has （一）基本支出情况, 一般公共预算 is not meant."""
    text = document(body("{n}、{title}情况说明")).replace(
        SAID["三"][1], f"（一）基本支出情况\n{SAID['三'][1]}\n（二）项目支出情况\n没有项目支出。"
    )
    assert topics_of(of_text(text).submission) == TOPICS


def test_what_precedes_the_first_heading_belongs_to_a_section() -> None:
    text = document("本部门有3个下属单位。\n" + body("{n}、{title}情况说明"))
    submission = of_text(text).submission
    assert topics_of(submission) == ["", *TOPICS]


def test_tables_kept_in_lines_are_no_narrative() -> None:
    rows = (
        "第二部分 2024年度部门决算表\n收入支出决算总表\n一、一般公共预算财政拨款收入\n502.00\n"
        "二、政府性基金预算财政拨款收入\n一、一般公共服务支出\n二、外交支出\n本年收入合计\n502.00\n"
    )
    text = document(body("{n}、{title}情况说明")).replace(PART_THREE, rows + PART_THREE)
    assert_read(text)


def test_a_text_of_something_else_has_no_sections() -> None:
    text = "关于购置设备的请示\n拟购置设备3台，预计支出12.00万元，请审批。\n"
    passages = [Passage(line, at, kind=classify(line)) for at, line in enumerate(text.split("\n"))]
    assert read_submission("稿.txt", passages).sections == ()


@pytest.mark.parametrize("seven", ["七", "九"])
def test_another_order_is_no_error(seven: str) -> None:
    """Shanghai has 三公 before the funds: numbers run on, the order is only told."""
    order = ["一", "二", "三", "四", "九", "五", "十"]
    lines = [
        f"{NUMERALS[at]}、{SAID[topic][0]}情况说明\n{SAID[topic][1]}"
        for at, topic in enumerate(order)
    ]
    review = of_text(document("\n".join(lines)).replace("七、", f"{seven}、"))
    found = told(review, "R09", Severity.ERROR)
    assert bool(found) is (seven == "九")


@pytest.mark.parametrize(
    ("wrong", "words"), [("（五）", "应为“（四）”"), ("（三）", "应为“（四）”")]
)
def test_a_clause_number_is_skipped_or_doubled(wrong: str, words: str) -> None:
    text = f"{COVER}公开\n三、部门决算情况说明\n{body('（{n}）{title}情况说明')}\n"
    changed = text.replace("（四）财政拨款", f"{wrong}财政拨款", 1)
    (found,) = told(of_text(changed), "R09", Severity.ERROR)
    assert words in found


# Pieces of texts, in any order: headings of every kind, numbers, contents, tables, pages.
PIECES = (
    *(heading.format(n="二", a=2, title="收入决算") for heading in HEADINGS),
    *(said for _, said in SAID.values()),
    *(
        "目录",
        "目  录",
        "第一部分 概况",
        "第二部分",
        "第三部分 决算情况说明",
        "第四部分 名词解释",
        "附件1",
    ),
    *(
        "一、收入支出决算总体情况说明........3",
        "二、收入决算情况说明 4",
        "公开01表",
        "单位：万元",
        "- 3 -",
    ),
    *("收入合计    500.00    支出合计    500.00", "图1：收入500.00万元", "部门整体绩效自评报告"),
    *(
        "（一）职责",
        "1.总体情况。收入12.00万元。",
        "2024年度",
        "其他重要事项情况说明",
        "2023年支出决算表",
    ),
    *(
        "五、名词解释",
        "收入表",
        "2024年12.00万元情况表",
        "主要原因是",
        "支出8.00万元，比上年",
        "增加3.00%。",
    ),
)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(PIECES),
            st.text(
                st.sampled_from("一二（）、。 \n0123.万元%情况说明收入支出目录第部分表"),
                max_size=30,
            ),
        ),
        max_size=30,
    ),
    st.sampled_from([None, "\n", " ", ""]),
)
def test_every_number_lies_in_exactly_one_part(pieces: list[str], between: str | None) -> None:
    lines = pieces if between is None else [between.join(pieces)]
    passages = mark_contents(
        [
            Passage(line.strip(), at, kind=classify(line.strip()), locator=f"line:{at}")
            for at, line in enumerate(lines)
            if line.strip()
        ]
    )
    submission = read_submission("稿.txt", passages)
    placed = [passage.locator for passage in _placed(submission)]
    assert len(placed) == len(set(placed))
    for passage in submission.passages:
        states = any(m.unit and m.is_claim for m in find_mentions(passage.text))
        if states and not is_page_number(passage.text):
            assert passage.locator in placed, passage
    if not submission.contents:
        # Splitting loses no digit; entries of a 目录 go without their pages.
        assert _digits(submission.passages) == _digits(passages)


def _digits(passages: Sequence[Passage]) -> str:
    return re.sub("[^0-9]", "", "".join(passage.text for passage in passages))


def _placed(submission: Submission) -> list[Passage]:
    """Return every passage once for each part that it stands in."""
    placed = [
        *submission.cover, *submission.contents, *submission.overview, *submission.tables,
        *submission.glossary, *submission.part_headings,
    ]  # fmt: skip
    for paragraph in submission.paragraphs():
        placed += submission.joined.get(paragraph.passage.locator, (paragraph.passage,))
    for section in submission.sections:
        # A heading and its text may be one paragraph.
        own = {paragraph.passage.locator for paragraph in section.paragraphs[:1]}
        if section.heading.locator not in own:
            placed.append(section.heading)
    return placed
