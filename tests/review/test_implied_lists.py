"""Lists that no word opens: a total that follows its parts; the rest of an amount."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_statements import LEXICON, read

from generator.review.statements.implied_lists import check_implied_lists
from generator.review.statements.judging import Judge

_AMOUNTS = st.lists(st.integers(1, 10**7).map(lambda n: Decimal(n) / 100), min_size=2, max_size=6)
_NAMES = ("教育支出", "科学技术支出", "卫生健康支出", "节能环保支出", "农林水支出", "住房保障支出")


def _text(amounts: list[Decimal], total: Decimal) -> str:
    whole = sum(amounts, Decimal(0))
    parts = "；".join(
        f"{name}{amount}万元，占本年财政拨款支出{amount / whole * 100:.2f}%"
        for name, amount in zip(_NAMES, amounts, strict=False)
    )
    return f"主要用于以下方面：{parts}。本年财政拨款支出合计{total}万元。"


def _told(text: str, where: str) -> list[bool | None]:
    found = read(text, where)
    return [one.holds for one in check_implied_lists(found.statements, Judge(LEXICON, "万元"))]


@given(_AMOUNTS)
def test_a_true_total_after_its_shares_holds(amounts: list[Decimal]) -> None:
    assert False not in _told(_text(amounts, sum(amounts, Decimal(0))), "五")


@given(_AMOUNTS, st.sampled_from([Decimal(2), Decimal("0.5"), Decimal(10)]))
def test_a_wrong_total_after_all_its_shares_does_not(amounts: list[Decimal], by: Decimal) -> None:
    total = sum(amounts, Decimal(0)) * by + 1
    assert _told(_text(amounts, total), "五")[-1:] == [False]


def test_parts_of_parts_are_not_added_to_their_wholes() -> None:
    text = (
        "教育支出100万元，占本年财政拨款支出50%，其中：卫生健康支出60万元，"
        "占本年财政拨款支出30%；农林水支出100万元，占本年财政拨款支出50%。"
        "本年财政拨款支出合计200万元。"
    )
    assert _told(text, "五") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("外宾接待支出0.00万元；其他外宾接待支出0.50万元，接待18批次。", [False]),
        # Other than those named before: no part of them.
        ("外宾接待支出0.40万元；其他外宾接待支出0.50万元。", []),
        # A name of the form, that of all domestic reception.
        ("国内公务接待支出0.50万元；其他国内公务接待支出0.50万元。", []),
    ],
)
def test_what_is_nothing_has_no_rest(text: str, told: list[bool | None]) -> None:
    assert _told(text, "九") == told
