"""Characters that fold into several, and every other one: they are characters like others."""

import re
import sys

import pytest
from edited import base_text, read_of, review_of
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.labels import fold_character
from generator.model.review import Review

# Of one letter that a width-blind comparison would make two or more of, and of one digit.
ODD = "㎡℃№½¼⅓℉㎏㎜㎞㏄㍿㊣㈱Ⅱⅳ⑽⒈⑴①⓪❶㈠㊀…‥ﷺﬁ㌔ǆ㋿ß\u2f00\u2fd5𠀀😀"
REASON = "政务云服务采购列入本年安排"


def said(review: Review) -> list[tuple[str, str]]:
    return [(mark.finding.code, mark.finding.message) for mark in review.marks]


def assert_marks_lie_in_their_passages(review: Review) -> None:
    for mark in review.marks:
        if mark.passage is not None:
            passage, start, end = review.submission.locate(mark.passage, mark.start, mark.end)
            assert 0 <= start <= end <= len(passage.text)
            assert mark.finding.places[0].quote in mark.passage.text


@pytest.mark.parametrize("characters", [ODD, "㎡", "①"])
def test_an_odd_character_in_a_reason_changes_nothing(characters: str) -> None:
    base = base_text()
    assert base.count(REASON) == 1
    odd = review_of(base.replace(REASON, f"{REASON[:4]}{characters}{REASON[4:]}"))
    assert said(odd) == said(review_of(base))
    assert_marks_lie_in_their_passages(odd)


def test_a_folded_text_has_its_places_in_the_text() -> None:
    assert all(len(fold_character(chr(code))) == 1 for code in range(sys.maxunicode + 1))


@settings(deadline=None, max_examples=12)
@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.text(st.characters(exclude_categories=["Cs"]), max_size=3)),
        min_size=1,
        max_size=4,
    )
)
def test_any_character_can_stand_anywhere(insertions: list[tuple[float, str]]) -> None:
    text = base_text()
    for share, characters in insertions:
        at = round(share * len(text))
        text = f"{text[:at]}{characters}{text[at:]}"
    material = read_of(text)
    if material.submission.passages:
        assert_marks_lie_in_their_passages(review_of(text))


@pytest.mark.parametrize("character", ["㎡", "①", "⒈", "½", "【", "１", "，"])
def test_a_character_at_many_places_of_a_section(character: str) -> None:
    first, mark, rest = base_text().partition("五、一般公共预算")
    section, after, end = rest.partition("六、")
    for at in range(0, len(section), 600):
        changed = f"{first}{mark}{section[:at]}{character}{section[at:]}{after}{end}"
        assert_marks_lie_in_their_passages(review_of(changed))


NUMBERED = re.compile(r"(?m)^([0-9]{1,2})\. ?")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
WAYS = {
    "circled": lambda n: chr(ord("①") + n - 1),
    "full stop": lambda n: chr(ord("⒈") + n - 1),
    "in brackets": lambda n: chr(ord("⑴") + n - 1),
    "filled": lambda n: chr(ord("❶") + n - 1),
    "wide brackets": lambda n: f"（{n}）",
    "narrow brackets": lambda n: f"({n})",
    "half a bracket": lambda n: f"{n})",
    "half a wide bracket": lambda n: f"{n}）",
    "comma": lambda n: f"{n}、",
    "wide stop": lambda n: f"{n}．",
    "wide digit": lambda n: f"{n}．".translate(WIDE),
    "bullet": lambda _: "●",
    "square": lambda _: "■ ",
    "arrow": lambda _: "➢",
    "symbol font": lambda _: "\uf0d8",
    "dash": lambda _: "—",
    "bullet and number": lambda n: f"◆ {n}. ",
    "circled and comma": lambda n: f"{chr(ord('①') + n - 1)}、",
}


@pytest.mark.parametrize("way", WAYS)
def test_items_may_be_numbered_in_any_way(way: str) -> None:
    base = base_text()
    changed, count = NUMBERED.subn(lambda found: WAYS[way](int(found[1])), base)
    assert count > 9
    assert said(review_of(changed)) == said(review_of(base))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("（一）总体情况", "㈠总体情况"),
        ("（一）总体情况", "㊀总体情况"),
        ("（一）总体情况", "■（一）总体情况"),
        ("（一）总体情况", "(一)总体情况"),
        ("三、支出决算", "◆三、支出决算"),
        ("三、支出决算", "三．支出决算"),
    ],
)
def test_headings_may_be_numbered_in_any_way(old: str, new: str) -> None:
    base = base_text()
    assert old in base
    assert said(review_of(base.replace(old, new))) == said(review_of(base))


def test_an_enclosed_number_is_no_unit_of_the_text() -> None:
    """№3 is the number of an attachment, ① that of a note: neither claims anything."""
    base = base_text()
    odd = base.replace(REASON, f"{REASON}（见附表№3、注①）")
    assert len(review_of(odd).verdicts) == len(review_of(base).verdicts)
