"""The words that a finding quotes: a reader finds the place by them."""

import pytest

from generator.review.marking import quote_around

_TEXT = "公务接待费3万元，与上年持平。会议费4万元，与上年持平，主要原因是压减。"


@pytest.mark.parametrize(
    ("place", "quote"),
    [
        (_TEXT.index("持平"), "与上年持平"),
        # The same clause stands before it: so what it is said of is quoted with it.
        (_TEXT.rindex("持平"), "会议费4万元，与上年持平"),
        (_TEXT.index("主要"), "主要原因是压减"),
    ],
)
def test_a_quotation_is_told_from_the_same_words_before_it(place: int, quote: str) -> None:
    assert quote_around(_TEXT, place, place + 2) == quote


def test_a_quotation_of_a_text_without_stops_ends() -> None:
    text = "持平" * 5_000
    assert len(quote_around(text, 9_000, 9_002)) <= 60
