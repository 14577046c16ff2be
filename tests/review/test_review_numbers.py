"""Numbers in running text, intervals, alignment: units and properties."""

from decimal import ROUND_HALF_UP, Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.passage import Passage
from generator.model.submission import MentionKind, SubmittedParagraph
from generator.review.free.units import check_units
from generator.review.ours.alignment import align, compare_tokens
from generator.review.ours.intervals import around, change_interval, share_interval
from generator.review.text.mentions import find_all_numbers, find_mentions
from generator.review.text.sentences import MASK, cut_submitted

_CENTS = st.integers(min_value=0, max_value=10**9).map(lambda n: Decimal(n) / 100)
_SOME = st.integers(min_value=1, max_value=10**9).map(lambda n: Decimal(n) / 100)
_WORDS = st.text(alphabet="收支总计财政拨款，。；：（）与上年度相比", max_size=12)


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("支出1,234.56万元", "1234.56", "万元", MentionKind.AMOUNT),
        ("支出１２.３４万元", "12.34", "万元", MentionKind.AMOUNT),
        ("占 97.88 %", "97.88", "%", MentionKind.RATE),
        ("占97.88％", "97.88", "%", MentionKind.RATE),
        ("下降-3.5%", "-3.5", "%", MentionKind.RATE),
        ("共**12**个项目", "12", "个", MentionKind.COUNT),
        ("得分98.5分", "98.5", "分", MentionKind.SCORE),
        ("2024年度", "2024", "年度", MentionKind.DATE),
        ("2024-2025年", "2024", "", MentionKind.DATE),
        ("公开05表", "05", "", MentionKind.LABEL),
        ("拨打12345热线", "12345", "", MentionKind.LABEL),
        ("豫财效〔2020〕10号", "2020", "", MentionKind.DATE),
        ("1.部门职责", "1", "", MentionKind.LABEL),
        ("单位价值100万元（含）以上设备", "100", "万元", MentionKind.LABEL),
        ("单价50万元以上", "50", "万元", MentionKind.LABEL),
        ("支出100万元（含税）", "100", "万元", MentionKind.AMOUNT),
        ("每3年一次", "3", "年", MentionKind.COUNT),
        ("收入5 685.30万元", "5685.30", "万元", MentionKind.AMOUNT),
        ("收入5, 685.30万元", "5685.30", "万元", MentionKind.AMOUNT),
        ("收入12\u00a0345\u00a0678元", "12345678", "元", MentionKind.AMOUNT),
        ("收入5685 .30万元", "5685.30", "万元", MentionKind.AMOUNT),
        ("占 12. 5%", "12.5", "%", MentionKind.RATE),
        ("（2）5 685.30万元", "2", "", MentionKind.LABEL),
        ("共有车辆五辆", "5", "辆", MentionKind.COUNT),
        ("支出伍仟陆佰万元", "5600", "万元", MentionKind.AMOUNT),
        ("支出三亿五千万元", "35000", "万元", MentionKind.AMOUNT),
        ("支出五点六万元", "5.6", "万元", MentionKind.AMOUNT),
        ("支出壹万贰仟叁佰肆拾伍元陆角柒分", "12345.67", "元", MentionKind.AMOUNT),
        ("下降百分之十二点五", "12.5", "%", MentionKind.RATE),
        ("减少两个百分点", "2", "个百分点", MentionKind.RATE),
        ("接待三十二批次", "32", "批次", MentionKind.COUNT),
        ("编制范围的单位共两家", "2", "家", MentionKind.COUNT),
        ("共支出貳佰萬元", "200", "万元", MentionKind.AMOUNT),
    ],
)
def test_a_number_has_its_unit_and_kind(
    text: str, value: str, unit: str, kind: MentionKind
) -> None:
    first = find_mentions(text)[0]
    assert (first.value, first.unit, first.kind) == (Decimal(value), unit, kind)
    assert first.is_worded != any(character.isdigit() for character in text)


@pytest.mark.parametrize(
    "text", ["第三名", "统一部署", "十四五规划", "一个中心", "三项制度", "专人负责", "第一批次"]
)
def test_words_that_count_nothing_are_no_numbers(text: str) -> None:
    assert not find_all_numbers(text)


@pytest.mark.parametrize("text", ["两三辆", "三四万元", "0,123万元", "五百千元"])
def test_what_cannot_be_read_is_counted(text: str) -> None:
    assert not find_mentions(text)
    assert [m.kind for m in find_all_numbers(text)] == [MentionKind.UNREAD]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        # A number of an item, then the amount.
        ("1. 30万元用于培训", ["1", "30"]),
        ("项目1 200.00万元", ["1", "200.00"]),
        ("公务用车3辆 200.00万元", ["3", "200.00"]),
        # Cut where no group ends: one number or two, so it is none that states anything.
        ("收入56 85.30万元", []),
        # Set apart like the row of a table: one number or two.
        ("公务用车 5 200.00万元", []),
    ],
)
def test_blanks_between_two_numbers_join_nothing(text: str, written: list[str]) -> None:
    assert [mention.text for mention in find_mentions(text)] == written


def test_what_may_be_two_numbers_is_counted_as_unread() -> None:
    for text in ("收入56 85.30万元", "公务用车 5 200.00万元"):
        assert [m.kind for m in find_all_numbers(text)] == [MentionKind.UNREAD]


def test_rows_of_grouped_digits_are_read_in_linear_time() -> None:
    short, long = "234 " * 2_000, "234 " * 20_000
    times = []
    for text in (short, long):
        begun = process_time()
        find_mentions(text)
        times.append(process_time() - begun)
    assert times[1] < 40 * max(times[0], 0.01)


@settings(deadline=None)
@given(st.lists(st.tuples(_WORDS, _CENTS, st.sampled_from(["万元", "元", "%", "个", "分"]))))
def test_every_number_is_found_where_it_stands(parts: list[tuple[str, Decimal, str]]) -> None:
    text = "".join(f"{words}增加{value:.2f}{unit}，" for words, value, unit in parts)
    mentions = find_mentions(text)
    assert [(m.value, m.unit) for m in mentions] == [(value, unit) for _, value, unit in parts]
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert text[mention.end : mention.unit_end].strip() == mention.unit
        assert mention.decimals == 2


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_search(text: str) -> None:
    ends = [(m.start, m.end, m.unit_end) for m in find_mentions(text)]
    assert ends == sorted(ends)
    assert all(start < end <= unit_end <= len(text) for start, end, unit_end in ends)


def _printed(value: Decimal, digits: int = 2) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


_HIDDEN = st.decimals("-0.0049", "0.0049", places=4)


@settings(deadline=None)
@given(_CENTS, _SOME, _HIDDEN, _HIDDEN, st.integers(0, 2))
def test_a_share_of_the_true_amounts_is_never_wrong(
    part: Decimal, whole: Decimal, one: Decimal, other: Decimal, digits: int
) -> None:
    """Whatever the unprinted digits are, the share computed from them is allowed."""
    interval = share_interval(around(part), around(whole))
    if interval is not None:
        true = (part + one) * 100 / (whole + other)
        assert interval.allows(_printed(true, digits), digits)


@settings(deadline=None)
@given(_CENTS, _SOME, _HIDDEN, _HIDDEN)
def test_a_change_of_the_true_amounts_is_never_wrong(
    now: Decimal, before: Decimal, one: Decimal, other: Decimal
) -> None:
    interval = change_interval(around(now), around(before))
    if interval is not None:
        true = abs((now + one) - (before + other)) * 100 / (before + other)
        assert interval.allows(_printed(true), 2)


@settings(deadline=None)
@given(st.integers(10**6, 10**9), st.integers(0, 10**9))
def test_a_share_of_large_amounts_is_nearly_exact(whole: int, part: int) -> None:
    interval = share_interval(around(Decimal(part)), around(Decimal(whole)))
    assert interval is not None
    true = Decimal(part) * 100 / whole
    wide = Decimal("0.02") * (1 + Decimal(part) / whole)
    assert not interval.allows(_printed(true) + wide, 2)


def test_on_nothing_there_is_no_rate() -> None:
    assert share_interval(around(Decimal(1)), around(Decimal(0))) is None
    assert change_interval(around(Decimal(1)), around(Decimal("0.00"))) is None


def _paragraphs(texts: list[str]) -> list[SubmittedParagraph]:
    return [
        SubmittedParagraph(Passage(text, n, locator=str(n)), "一", find_mentions(text))
        for n, text in enumerate(texts, start=1)
    ]


_TEXTS = st.lists(
    st.lists(st.tuples(_WORDS, _CENTS), min_size=1, max_size=4).map(
        lambda parts: "".join(f"支出{words}为{value:.2f}万元。" for words, value in parts)
    ),
    min_size=1,
    max_size=4,
)


@settings(deadline=None)
@given(_TEXTS)
def test_a_text_is_aligned_with_itself(texts: list[str]) -> None:
    sentences = cut_submitted(_paragraphs(texts))
    alignment = align(sentences, sentences)
    assert not alignment.missing
    assert not alignment.extra
    for pair in alignment.pairs:
        assert pair.ours.masked == pair.theirs.masked
        compared = compare_tokens(pair)
        assert len(compared.numbers) == len(pair.ours.mentions)
        assert not compared.differences


@settings(deadline=None)
@given(_TEXTS, _TEXTS)
def test_every_sentence_is_paired_once_or_left_over(one: list[str], other: list[str]) -> None:
    ours, theirs = cut_submitted(_paragraphs(one)), cut_submitted(_paragraphs(other))
    alignment = align(ours, theirs)
    paired = [(p.ours.order, p.theirs.order) for p in alignment.pairs]
    left = [s.order for s in alignment.missing], [s.order for s in alignment.extra]
    assert sorted([o for o, _ in paired] + left[0]) == [s.order for s in ours]
    assert sorted([t for _, t in paired] + left[1]) == [s.order for s in theirs]


@settings(deadline=None)
@given(_TEXTS)
def test_masked_sentences_hide_numbers_and_nothing_else(texts: list[str]) -> None:
    for sentence in cut_submitted(_paragraphs(texts)):
        assert sentence.masked.count(MASK) == len(sentence.mentions)
        assert not any(character.isdigit() for character in sentence.masked)
        assert len(sentence.masked) == len(sentence.tokens)


def test_a_hyphen_that_ends_no_line_is_a_minus() -> None:
    """Office programs print U+2011 where a minus stays on the line of its number."""
    (mention,) = find_mentions("年末结余\u20111,234.56万元")
    assert mention.value == Decimal("-1234.56")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("国内公务接待费2.30元，共接待19批次。", True),
        ("公务接待费支出为45.50元。", True),
        ("国内公务接待1批次、14人次，人均餐费45.50元。", False),
        ("人均支出98.60元。", False),
        ("每人每天伙食费为80.50元。", False),
        ("会议费标准费用为60.50元。", False),
        ("印刷费单价2.50元。", False),
    ],
)
def test_what_one_of_many_costs_is_rightly_in_yuan(text: str, *, told: bool) -> None:
    paragraph = SubmittedParagraph(Passage(text, 1, locator="p1"), "九", find_mentions(text))
    found = list(check_units("文.txt", [paragraph], "万元"))
    assert [one.finding.code for one in found] == ["R12"] * told
