"""The checks of whole files on one paragraph of 400 KB: time grows with its length."""

from collections.abc import Callable
from functools import cache

import pytest
from timed import TIMES, assert_grows_with_length

from generator.model.passage import Passage
from generator.model.submission import Submission
from generator.review.text.outline import read_submission
from generator.review.whole.census import count_numbers
from generator.review.whole.codes import check_codes
from generator.review.whole.covered import check_covered
from generator.review.whole.leftovers import check_leftovers
from generator.review.whole.owners import check_owners
from generator.review.whole.years import check_years

_SMALL = 35_000
_CHECKS: dict[str, Callable[[Submission], object]] = {
    "years": lambda text: list(check_years(text, 2024)),
    "owners": lambda text: list(check_owners(text, "江河市某某局")),
    "leftovers": lambda text: list(check_leftovers(text, None)),
    "codes": lambda text: list(check_codes(text)),
    "covered": check_covered,
    "census": lambda text: count_numbers(text, (), ()),
}
_PIECES = (
    *("2023年度收入1.00万元，", "比2023年年初预算减少1.00万元。", "编制范围的单位5个，"),
    *("增加或减少，", "2010301行政运行"),
)


def _submission(part_one: str, sentence: str) -> Submission:
    lines = (
        *("江河市某某局2024年度部门决算", "第一部分 部门概况", part_one),
        *("第三部分 2024年度部门决算情况说明", "二、收入决算情况说明", sentence),
    )
    return read_submission(
        "文.txt", [Passage(line, at, locator=str(at)) for at, line in enumerate(lines, start=1)]
    )


@cache
def _texts_of(piece: str, *, is_part_one: bool) -> dict[int, Submission]:
    def write(size: int) -> Submission:
        long = piece * (size // len(piece))
        return _submission(*((long, "") if is_part_one else ("", long)))

    return {size: write(size) for size in (_SMALL, _SMALL * TIMES)}


@pytest.mark.parametrize("piece", _PIECES)
@pytest.mark.parametrize("check", _CHECKS)
def test_a_long_paragraph_takes_time_by_its_length(check: str, piece: str) -> None:
    is_part_one = check in {"covered", "owners"}
    texts = _texts_of(piece, is_part_one=is_part_one)
    assert_grows_with_length(lambda size: _CHECKS[check](texts[size]), _SMALL)


def test_many_counts_above_one_long_list_take_time_by_their_number() -> None:
    def work(size: int) -> None:
        lines = [f"{number}.下属单位3个" for number in range(1, size)]
        passages = (Passage(line, at, locator=str(at)) for at, line in enumerate(lines))
        overview = tuple(passages)
        check_covered(Submission("文.txt", overview, overview=overview))

    assert_grows_with_length(work, 1000)
