"""The 目录 and the headings of the body: entries, numbers, parts and years, one with the other."""

from typing import TYPE_CHECKING

import pytest
from edited import review_of

from generator.base.severity import Severity
from generator.field import sections

if TYPE_CHECKING:
    from generator.model.review import Review

TITLES = (
    "收入支出决算总体情况说明",
    "收入决算情况说明",
    "支出决算情况说明",
    "财政拨款收入支出决算总体情况说明",
    "机关运行经费支出情况说明",
    "预算绩效情况说明",
)
NUMERALS = "一二三四五六七八九"
ENTRIES = [f"{NUMERALS[at]}、{title}" for at, title in enumerate(TITLES)]
LISTED = (
    "第一部分 部门概况\n第二部分 2024年度部门决算表\n一、收入支出决算总表\n二、收入决算表\n"
    "第三部分 2024年度部门决算情况说明\n{entries}\n第四部分 名词解释\n"
)
BODY = (
    "第一部分 部门概况\n负责某某工作。\n第二部分 2024年度部门决算表\n（另附）\n"
    "第三部分 2024年度部门决算情况说明\n{sections}\n第四部分 名词解释\n一、收入：指取得的资金。\n"
)
SECTIONS = "\n".join(f"{entry}\n2024年度没有变化。" for entry in ENTRIES)


def text_of(listed: str, body: str = BODY, sections_: str = SECTIONS, title: str = "目录\n") -> str:
    entries = "\n".join(ENTRIES)
    contents = listed.replace("{entries}", entries)
    return (
        f"江河市某某局\n2024年度部门决算\n{title}{contents}{body.replace('{sections}', sections_)}"
    )


def told(text: str, least: Severity = Severity.WARNING) -> list[str]:
    review: Review = review_of(text, alone=True)
    return [
        mark.finding.message
        for mark in review.marks
        if mark.finding.code == "R10" and mark.finding.severity.rank <= least.rank
    ]


LEADERS = (
    "",
    "………………{page}",
    "......{page}",
    " {page}",
    "\t{page}",
    " ·········· {page}",
    "…{page}",
)


@pytest.mark.parametrize("title", ["目录\n", "目  录\n", ""])
@pytest.mark.parametrize("leader", LEADERS)
def test_a_contents_list_that_agrees_is_silent_however_it_is_set(leader: str, title: str) -> None:
    lines = LISTED.replace("{entries}", "\n".join(ENTRIES)).splitlines()
    listed = "".join(f"{line}{leader.format(page=at + 1)}\n" for at, line in enumerate(lines))
    text = text_of(listed, title=title)
    assert told(text, Severity.INFO) == []
    submission = review_of(text, alone=True).submission
    assert len(submission.contents) == len(lines)
    assert [section.number for section in submission.sections] == list(NUMERALS[:6])
    assert all(section.paragraphs for section in submission.sections)


@pytest.mark.parametrize("gone", range(len(ENTRIES)))
def test_an_entry_that_is_missing_is_found(gone: int) -> None:
    (found,) = told(
        text_of(
            LISTED.replace(
                "{entries}", "\n".join(entry for at, entry in enumerate(ENTRIES) if at != gone)
            )
        )
    )
    assert ENTRIES[gone] in found
    assert "目录缺少" in found


def test_an_entry_that_the_body_has_not_is_found() -> None:
    extra = "\n".join([*ENTRIES, "七、专项支出情况说明"])
    (found,) = told(text_of(LISTED.replace("{entries}", extra)))
    assert "七、专项支出情况说明" in found


def test_a_number_that_differs_is_found() -> None:
    (found,) = told(
        text_of(LISTED.replace("{entries}", "\n".join(ENTRIES).replace("五、", "四、")))
    )
    assert "四、机关运行经费支出情况说明" in found
    assert "正文为“五”" in found


@pytest.mark.parametrize("part", ["第二部分 2024", "第三部分 2024"])
def test_the_year_of_a_part_is_compared(part: str) -> None:
    (found,) = told(text_of(LISTED.replace(part, part.replace("2024", "2023"))))
    assert "年度不一致" in found


def test_parts_are_compared_by_number_and_presence() -> None:
    (found,) = told(text_of(LISTED.replace("第四部分 名词解释\n", "")))
    assert found == "目录缺少“第四部分 名词解释”"
    (found,) = told(text_of(LISTED.replace("第四部分", "第五部分")))
    assert "在正文是“第四部分”" in found
    (found,) = told(text_of(LISTED, BODY.partition("第四部分")[0]))
    assert "第四部分 名词解释" in found


def test_a_part_may_be_named_more_fully_in_the_body() -> None:
    text = text_of(LISTED, BODY.replace("第一部分 部门概况", "第一部分 江河市某某局概况"))
    assert told(text) == []
    assert len(told(text, Severity.INFO)) == 1


def test_a_list_of_parts_and_tables_only_is_not_asked_for_sections() -> None:
    listed = (
        "第一部分 2024年度部门决算报表\n一、收入支出决算总表\n二、收入决算表\n"
        "第二部分 2024年度部门决算说明\n"
    )
    body = (
        "第一部分 2024年度部门决算报表\n报表另附。\n第二部分 2024年度部门决算说明\n{sections}\n"
        "第三部分 其他重要事项的情况说明\n一、政府采购支出情况\n没有政府采购。\n"
    )
    text = text_of(listed, body)
    assert told(text) == []
    assert "R09" not in {mark.finding.code for mark in review_of(text, alone=True).marks}


def test_what_the_official_form_itself_prints_is_a_hint() -> None:
    """The form lists 十三 under one name and heads it with another."""
    ((listed, printed),) = sections.UNLIKE_IN_FORM
    text = text_of(LISTED, sections_=SECTIONS.replace(listed, printed))
    assert told(text) == []
    assert len(told(text, Severity.INFO)) == 1
    other = text_of(LISTED, sections_=SECTIONS.replace(listed, "预算绩效管理情况说明"))
    assert len(told(other)) == 1


@pytest.mark.parametrize("gap", ["", " ", "。"])
@pytest.mark.parametrize("stop", ["", "。"])
def test_a_heading_that_its_text_follows_is_the_one_listed(gap: str, stop: str) -> None:
    run_on = "\n".join(f"{entry}{gap}2024年度没有变化{stop}" for entry in ENTRIES)
    assert told(text_of(LISTED, sections_=run_on), Severity.INFO) == []


def test_a_heading_with_one_word_more_than_its_entry_is_told() -> None:
    longer = SECTIONS.replace("二、收入决算情况说明", "二、收入决算情况说明的说明")
    assert len(told(text_of(LISTED, sections_=longer))) == 1


def test_a_piece_of_a_document_need_not_have_all_that_is_listed() -> None:
    text = text_of(LISTED, sections_="\n".join(SECTIONS.split("\n")[:4]))
    assert told(text) == []


@pytest.mark.parametrize("between", [" ", "　", "\t", ""])
@pytest.mark.parametrize("leader", [*LEADERS[1:], "{page}", ". . . . {page}", "———— - {page} -"])
@pytest.mark.parametrize("joiner", [" ", "　", "\t", "\n"])
def test_a_contents_list_in_one_line_opens_no_section(
    joiner: str, leader: str, between: str
) -> None:
    listed = LISTED.replace("{entries}", "\n".join(ENTRIES)).splitlines()
    one_line = between.join(
        f"{line}{leader.format(page=at // 3 + 1)}" for at, line in enumerate(listed)
    )
    body = BODY.replace("（另附）\n", "").replace("{sections}", SECTIONS).splitlines()
    review = review_of(joiner.join(["江河市某某局", one_line, *body]) + "\n", alone=True)
    told_ = {m.finding.code for m in review.marks if m.finding.severity is not Severity.INFO}
    assert told_.isdisjoint({"R09", "R10"})
    sections_ = review.submission.sections
    assert [section.number for section in sections_] == list(NUMERALS[:6])
    assert {p.passage.text for s in sections_ for p in s.paragraphs} == {"2024年度没有变化。"}


def test_a_one_line_page_without_page_numbers_keeps_its_amounts() -> None:
    """A number behind a heading is no page where it counts or measures something."""
    lines = [
        "2024年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        "2024年度收入总计100.00万元，支出总计100.00万元，与上年相比没有变化。",
        "二、收入决算情况说明",
        "100 万元为本年收入合计，其中：财政拨款收入100.00万元，占100.00%，没有其他来源。",
        "三、支出决算情况说明",
        "2024年度支出合计100.00万元，其中：基本支出60.00万元，项目支出40.00万元。",
    ]
    (second,) = [
        section
        for section in review_of(" ".join(lines), alone=True).submission.sections
        if section.number == "二"
    ]
    assert [p.passage.text for p in second.paragraphs] == [lines[4]]


def test_a_one_line_page_keeps_sections_of_other_words() -> None:
    lines = [
        "江河市某某局 2024年度部门决算说明",
        "一、部门主要职责 负责某某行业的发展和安全监管，承担市委、市政府交办的其他工作。",
        "二、年度工作总结 围绕年度目标，较好完成了各项任务。",
        "三、收入支出决算总体情况 2024年度收入总计100.00万元，支出总计100.00万元。",
        "四、收入决算情况 2024年度收入合计100.00万元，其中：财政拨款收入100.00万元。",
    ]
    review = review_of(" ".join(lines), alone=True)
    numbers = [s.number for s in review.submission.sections]
    assert numbers[-2:] == ["三", "四"]
    assert "R09" not in {mark.finding.code for mark in review.marks}
