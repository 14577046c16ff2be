"""Shares of a list that does not name its whole: the one that is of another whole than the rest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_statements import LEXICON, read

from generator.review.statements.judging import Judge
from generator.review.statements.statement import Measure

_AMOUNTS = st.lists(st.integers(100, 10**7).map(lambda n: Decimal(n) / 100), min_size=4, max_size=6)
_NAMES = ("教育支出", "科学技术支出", "卫生健康支出", "节能环保支出", "农林水支出", "住房保障支出")


def _told(text: str) -> list[bool | None]:
    statements = read(text, "五（二）").statements
    judge = Judge(LEXICON, "万元")
    judge.learn(statements)
    return [judge.judge(one).holds for one in statements if one.measure is Measure.SHARE]


def _text(amounts: list[Decimal], shares: list[Decimal], total: Decimal) -> str:
    parts = "；".join(
        f"{name}{amount}万元，占{share:.2f}%"
        for name, amount, share in zip(_NAMES, amounts, shares, strict=False)
    )
    return f"一般公共预算财政拨款支出{total}万元。{parts}。"


@given(_AMOUNTS)
def test_true_shares_hold(amounts: list[Decimal]) -> None:
    total = sum(amounts, Decimal(0))
    shares = [one * 100 / total for one in amounts]
    assert False not in _told(_text(amounts, shares, total))


@given(_AMOUNTS, st.integers(0, 3))
def test_the_one_that_is_of_another_whole_does_not(amounts: list[Decimal], wrong: int) -> None:
    total = sum(amounts, Decimal(0))
    shares = [one * 100 / total for one in amounts]
    shares[wrong] += 7
    assert _told(_text(amounts, shares, total)) == [n != wrong for n in range(len(amounts))]


@pytest.mark.parametrize(
    "shares",
    [
        # Two against two, and none that agrees: which whole is meant nothing tells.
        ("40.00", "30.00", "10.00", "5.00"),
        ("11.00", "12.00", "13.00", "14.00"),
    ],
)
def test_shares_that_do_not_agree_accuse_nobody(shares: tuple[str, ...]) -> None:
    amounts = [Decimal(one) for one in ("400", "300", "200", "100")]
    assert _told(_text(amounts, [Decimal(one) for one in shares], Decimal(1000))) == [None] * 4
