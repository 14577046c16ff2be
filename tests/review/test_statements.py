"""Sentences become statements: what each number is said to be, in wordings of many provinces."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.field.funds import GENERAL
from generator.model.passage import Passage
from generator.model.submission import SubmittedParagraph
from generator.review.statements.firsts import check_firsts
from generator.review.statements.judging import Judge
from generator.review.statements.lists import check_lists, find_doubled
from generator.review.statements.marker import Marker
from generator.review.statements.productions import PRODUCTIONS, Production
from generator.review.statements.quantities import Lexicon
from generator.review.statements.reader import Reading, read_statements
from generator.review.statements.statement import Base, Comparison, Measure, Statement
from generator.review.statements.tokens import Tokeniser
from generator.review.text.mentions import find_mentions

YEAR = 2024
LEXICON = Lexicon(None)
TOKENISER = Tokeniser(LEXICON, YEAR)


def read(text: str, where: str = "九") -> Reading:
    """Read a text, one paragraph a line."""
    paragraphs = [
        SubmittedParagraph(Passage(line, number, locator=f"p{number}"), where, find_mentions(line))
        for number, line in enumerate(text.splitlines(), start=1)
    ]
    return read_statements(paragraphs, LEXICON, TOKENISER)


def statement(text: str, number: str, where: str = "九") -> Statement:
    """Return the statement of the only number written so."""
    found = [one for one in read(text, where).statements if one.mention.text == number]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("production", PRODUCTIONS, ids=lambda p: f"{p.measure.value}-{p.example}")
def test_every_production_reads_its_example(production: Production) -> None:
    assert statement(production.example, production.number).measure is production.measure


@pytest.mark.parametrize(
    ("text", "number", "measure", "base", "direction"),
    [
        ("决算为8.00万元，完成全年预算10.00万元的80%。", "80", Measure.COMPLETION, None, 0),
        ("较年初预算数减少0.36万元，下降13.8%。", "13.8", Measure.RATE, Base.BUDGET, -1),
        ("与2023年度相比，收、支总计各减少2万元，下降5%。", "5", Measure.RATE, Base.LAST_YEAR, -1),
        ("公务接待费2.4万元，同上年相比增加0.4万元。", "0.4", Measure.CHANGE, Base.LAST_YEAR, 1),
        ("公务接待费2.4万元，与上年度的2.0万元相比，增加0.4万元。", "2.0", Measure.LAST, None, 0),
        ("公务接待费2.4万元，所占比例为30%。", "30", Measure.SHARE, None, 0),
        ("年初预算3万元，执行率为80%。", "80", Measure.COMPLETION, None, 0),
    ],
)
def test_a_number_has_the_measure_and_base_of_its_words(
    text: str, number: str, measure: Measure, base: Base | None, direction: int
) -> None:
    read_one = statement(text, number)
    assert (read_one.measure, read_one.base, read_one.direction) == (measure, base, direction)


def test_a_rate_belongs_to_the_change_before_it_and_not_to_the_nearest_amount() -> None:
    rate = statement(
        "“三公”经费决算为8.00万元，完成全年预算10.00万元的80%，比上年决算数减少2.00万元，下降20%。",
        "20",
    )
    assert rate.now is not None
    assert rate.change is not None
    assert (rate.now.value, rate.change.value) == (Decimal("8.00"), Decimal("2.00"))


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("其中：人员经费5万元，公用经费3万元。", "3", "公用经费"),
        ("（其中，一般公共预算5万元，政府性基金3万元）。", "3", "政府性基金预算财政拨款收入"),
        ("截至年底，单位共有公务用车4辆。", "4", "公务用车保有量"),
        ("公务用车运行支出3万元。", "3", "公务用车运行维护费"),
    ],
)  # fmt: skip
def test_a_name_means_the_quantity_of_the_field(text: str, number: str, name: str) -> None:
    assert name in {quantity.name for quantity in statement(text, number).quantities}


def test_a_longer_name_of_which_a_part_is_known_is_not_ours() -> None:
    """学费收入 is not 收入, 一般执法执勤用车 is not 执法执勤用车."""
    assert statement("学费其他收入3万元。", "3").quantities == ()


def test_a_list_in_brackets_ends_with_them() -> None:
    text = "公务用车购置及运行费5万元（公务用车购置费1万元）比上年增加2万元。"
    assert statement(text, "2").name == "公务用车购置及运行费"


def test_parts_after_a_full_stop_have_the_last_total_as_their_whole() -> None:
    text = "收入合计300万元，与上年相比，减少100万元，下降25%。其中：财政拨款收入270万元，占90%。"
    part = statement(text, "270", "二")
    assert [opened.whole.value for opened in part.opened] == [Decimal(300)]


def test_a_list_of_another_paragraph_may_be_of_what_the_section_is_about() -> None:
    text = (
        "一般公共预算财政拨款支出200万元。同期国有资本经营预算财政拨款支出0万元。\n"
        "主要用于以下方面：教育支出150万元，占75%；卫生健康支出50万元，占25%。"
    )
    found = read(text, "五")
    judge = Judge(LEXICON, "万元")
    assert [one.holds for one in check_lists(found.statements, judge)] == [True]
    shares = [one for one in found.statements if one.measure is Measure.SHARE]
    assert [judge.judge(one).holds for one in shares] == [True, True]


def test_what_is_known_is_no_part_of_the_last_amount_of_another_sentence() -> None:
    text = (
        "教育支出（类）150万元；卫生健康支出（类）50万元。"
        "其中，卫生健康支出和教育支出分别为50万元和150万元。"
    )
    assert list(check_lists(read(text, "五").statements, Judge(LEXICON, "万元"))) == []


def test_two_amounts_in_one_breath_have_their_own_changes() -> None:
    text = (
        "收、支总计各是400.00、450.00万元。"
        "与上年相比，收、支总计各减少100.00、50.00万元，各下降20%、10%。"
    )
    rates = [one for one in read(text, "一").statements if one.measure is Measure.RATE]
    assert [(r.now.value, r.change.value) for r in rates if r.now and r.change] == [
        (Decimal("400.00"), Decimal("100.00")),
        (Decimal("450.00"), Decimal("50.00")),
    ]


def test_numbers_of_a_reason_are_not_read() -> None:
    text = "公务接待费2万元，主要原因是接待减少3批次，节约1.5万元。"
    assert [one.mention.text for one in read(text).statements] == ["2"]


def test_a_change_after_the_reason_is_read_again() -> None:
    text = "决算为8万元，主要原因是节约，比上年减少2万元，下降20%，主要原因是压减。"
    assert statement(text, "20").measure is Measure.RATE


@pytest.mark.parametrize(
    ("text", "comparison", "base"),
    [
        ("决算数大于预算数的主要原因是追加。", Comparison.MORE, Base.BUDGET),
        ("与上年持平。", Comparison.EQUAL, Base.LAST_YEAR),
        ("决算数与年初预算数存在差异的主要原因是追加。", Comparison.UNEQUAL, Base.BUDGET),
        ("比上年增加，主要原因是追加。", Comparison.UP, Base.LAST_YEAR),
    ],
)
def test_words_that_compare_are_remarks(text: str, comparison: Comparison, base: Base) -> None:
    remarks = read(f"公务接待费预算3万元，决算2万元。{text}").remarks
    assert [(one.comparison, one.base) for one in remarks] == [(comparison, base)]


@pytest.mark.parametrize(
    ("text", "number", "holds"),
    [
        ("较上年增加6.64万元，上年无此项支出。", "6.64", True),
        ("上年没有该项支出，增加6.46万元。", "6.46", False),
        ("2023年未发生此项支出，增加6.64万元，增长100%。", "100", False),
        ("比2023年增加6.64万元，增长100%，上年无此项数据。", "100", False),
    ],
)
def test_what_the_year_before_did_not_have_is_new_as_a_whole(
    text: str, number: str, *, holds: bool
) -> None:
    found = read(f"公务接待费决算6.64万元。{text}")
    judged = check_firsts(found.statements, found.remarks, Judge(LEXICON, "万元"))
    assert {one.mention.text: judgement.holds for one, judgement in judged}[number] is holds


@pytest.mark.parametrize(
    ("change", "rate", "wrong"),
    [
        ("-200.00", "-25", set()),
        ("200.00", "25", set()),
        ("-210.00", "-25", {"-210.00"}),
        ("210.00", "25", {"210.00"}),
        ("-200.00", "33.33", {"33.33"}),
    ],
)
def test_a_change_that_says_no_way_may_have_gone_either_way(
    change: str, rate: str, wrong: set[str]
) -> None:
    found = read(
        f"收入总计为600.00万元，上年数为800.00万元，增减额为{change}万元，变动幅度为{rate}%。",
        "一",
    )
    judge = Judge(LEXICON, "万元")
    judged = [(one, judge.judge(one)) for one in found.statements]
    assert {one.mention.text for one, judgement in judged if judgement.holds is False} >= wrong
    assert {one.mention.text for one, j in judged if j.holds is False} - {rate} <= wrong


@pytest.mark.parametrize(
    ("rate", "wrong"), [("20.00", set()), ("14.29", set()), ("25.00", {"25.00"})]
)
def test_a_fall_that_grows_has_the_rate_of_either_way(rate: str, wrong: set[str]) -> None:
    """600 − 100 = 500 and 600 + 100 = 700: the words contradict each other, not the rate."""
    found = read(f"收入总计为600.00万元，比上年减少100.00万元，增长{rate}%。", "一")
    judge = Judge(LEXICON, "万元")
    judged = [(one, judge.judge(one)) for one in found.statements]
    assert {one.mention.text for one, judgement in judged if judgement.holds is False} == wrong


def test_a_rise_of_more_than_all_rests_on_less_than_nothing() -> None:
    """5.00 − 8.00 < 0: that is no base of 0."""
    found = read("收入总计为5.00万元，比上年增加8.00万元，增长266.67%。", "一")
    (rate,) = [one for one in found.statements if one.measure is Measure.RATE]
    judgement = Judge(LEXICON, "万元").judge(rate)
    assert (judgement.holds, judgement.no_base, judgement.below) == (False, True, True)
    said = Marker("文.txt", Judge(LEXICON, "万元"), frozenset()).mark(rate, judgement)
    assert said.finding.code == "R02"
    assert "基数是负数" in said.finding.message


def test_a_new_amount_is_told_in_the_unit_of_its_change() -> None:
    found = read("公务接待费决算0.5亿元，上年无此项支出，增加4,000万元。")
    judged = dict(check_firsts(found.statements, found.remarks, Judge(LEXICON, "万元")))
    assert [one.expected for one in judged.values()] == [Decimal(5000)]


def test_a_part_listed_twice_in_a_row_is_doubled() -> None:
    text = "因公出国（境）费0万元；公务接待费0.30万元，占3%；公务接待费0.30万元，占3%。"
    assert [one.name for one in find_doubled(read(text).statements)] == ["公务接待费"]
    assert list(find_doubled(read(text.replace("0.30", "0.20", 1)).statements)) == []


def test_a_list_in_full_width_digits_is_opened() -> None:
    part = statement("收入合计３００万元，其中：财政拨款收入２７０万元。", "270", "二")
    assert [opened.whole.value for opened in part.opened] == [Decimal(300)]


def test_words_of_no_change_say_nothing_of_the_year_before() -> None:
    found = read("公务接待费决算6.64万元。与上年没有变化，比预算增加0.64万元，增长10.67%。")
    assert list(check_firsts(found.statements, found.remarks, Judge(LEXICON, "万元"))) == []


def test_a_part_named_after_another_total_is_its_own() -> None:
    text = (
        "本年支出900万元。其中，一般公共预算人员经费300万元，公用经费100万元。"
        "其中，项目支出500万元。"
    )
    funds = {quantity.fund for quantity in statement(text, "500", "三").quantities}
    assert funds != {GENERAL}


def test_old_characters_are_read() -> None:
    rate = statement("收、支總計均為900萬元。與2023年度相比，各增加100萬元，增長50%。", "50", "一")
    assert rate.now is not None
    assert rate.now.value == Decimal(900)


_PIECES = st.sampled_from(
    [
        "其中：",
        "占",
        "完成",
        "预算",
        "决算",
        "较上年",
        "增加",
        "下降",
        "主要原因是",
        "（",
        "）",
        "，",
        "。",
        "、",
        "12.30万元",
        "45%",
        "3辆",
        "2024年度",
        "人员经费",
        "基本支出",
        "甲",
        "各",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_every_number_is_a_statement_or_not_understood_once(text: str) -> None:
    reading = read(text)
    numbers = [m.start for m in find_mentions(text) if m.is_claim]
    stated = [one.mention.start for one in reading.statements]
    lost = [mention.start for _, mention in reading.not_understood]
    assert sorted((*stated, *lost)) == numbers
