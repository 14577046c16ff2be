"""A long paragraph of 十三 without a stop takes time by its length, whatever it repeats."""

import pytest
from edited import review_of
from timed import assert_grows_with_length

_HEAD = "第三部分 2024年度部门决算情况说明\n十三、预算绩效情况说明\n（一）绩效评价工作开展情况\n"


@pytest.mark.parametrize(
    "piece", ["本年自评项目3个，其中优的2个，", "安排3.00万元，其中1.00万元，"]
)
def test_counts_and_parts_take_time_by_their_number(piece: str) -> None:
    assert_grows_with_length(lambda size: review_of(f"{_HEAD}{piece * size}", alone=True), 250)
