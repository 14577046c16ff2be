"""Lists that are true are never accused, whatever rounding does to them; false ones are."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model.passage import Passage
from generator.model.submission import SubmittedParagraph
from generator.review.statements.judging import Judge
from generator.review.statements.lists import Sum, check_lists
from generator.review.statements.quantities import Lexicon
from generator.review.statements.reader import read_statements
from generator.review.statements.tokens import Tokeniser
from generator.review.text.mentions import find_mentions

CENT = Decimal("0.01")
NAMES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
LEXICON = Lexicon(None)
TOKENISER = Tokeniser(LEXICON, 2024)
# Amounts in 元 and 分, as accounts keep them; many parts are nothing.
AMOUNTS = st.one_of(
    st.just(Decimal(0)),
    st.integers(min_value=5_000, max_value=10**11).map(lambda cents: Decimal(cents) / 100),
)
LISTS = st.lists(AMOUNTS, min_size=2, max_size=len(NAMES))
ZEROS = st.sampled_from(("0.00", "0"))


def printed(yuan: Decimal) -> Decimal:
    """Return an amount of 元 as a text prints it in 万元."""
    return (yuan / 10_000).quantize(CENT, ROUND_HALF_UP)


def text_of(whole: Decimal, parts: list[Decimal], zero: str) -> str:
    shown = [f"{part:,}" if part else zero for part in parts]
    listed = "；".join(f"{name}{part}万元" for name, part in zip(NAMES, shown, strict=False))
    return f"2024年度支出合计{whole:,}万元，其中：{listed}。"


def sum_of(text: str) -> Sum:
    """Return the only list of a text, added up."""
    paragraph = SubmittedParagraph(Passage(text, 1, "p1"), "三", find_mentions(text))
    reading = read_statements([paragraph], LEXICON, TOKENISER)
    (found,) = check_lists(reading.statements, Judge(LEXICON, "万元"))
    return found


def most_off(parts: list[Decimal]) -> Decimal:
    """Return by how much rounding can set apart a whole and its parts: half a cent each.

    Half a cent is rounded up, so that not all of them can be off by all of it one way.
    """
    rounded = sum(1 for part in parts if part) + 1
    return CENT * ((rounded + 1) // 2 - 1)


@given(LISTS, ZEROS)
def test_a_true_list_with_parts_of_nothing_is_never_accused(
    parts: list[Decimal], zero: str
) -> None:
    assume(any(parts))
    text = text_of(printed(sum(parts, Decimal(0))), [printed(part) for part in parts], zero)
    assert sum_of(text).holds is True


@given(LISTS, ZEROS, st.integers(min_value=1, max_value=10**6), st.sampled_from((1, -1)))
def test_a_list_that_is_off_by_more_than_rounding_can_is_accused(
    parts: list[Decimal], zero: str, cents: int, way: int
) -> None:
    assume(any(parts))
    shown = [printed(part) for part in parts]
    whole = sum(shown, Decimal(0)) + way * (most_off(shown) + cents * CENT)
    assume(whole > 0)
    assert sum_of(text_of(whole, shown, zero)).holds is False
