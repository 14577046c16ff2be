"""Two spellings of one name, and two names that only look alike."""

import pytest

from generator.base.spelling import is_cut, is_same_name, is_slip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("专项业务活功", "专项业务活动"),
        ("一般行政管理事物", "一般行政管理事务"),
        ("社会保漳和就业支出", "社会保障和就业支出"),
        ("社会保障就业支出", "社会保障和就业支出"),
        ("机关事业单位基本养老保险交费支处", "机关事业单位基本养老保险缴费支出"),
        ("行政行运", "行政运行"),
    ],
)
def test_misspelt(one: str, other: str) -> None:
    assert is_slip(one, other)
    assert is_slip(other, one)
    assert not is_same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("其他支出", "其他收入"),
        ("行政运行", "行政单位医疗"),
        ("事业运行", "事业单位医疗"),
        ("事业运行", "行政运行"),
        ("教育（款）", "教育（项）"),
        ("教育", "教学"),
        ("道路改造一期", "道路改造二期"),
        ("农村公路甲线", "农村公路乙线"),
        ("水库除险加固", "水库除险加固3"),
        ("其他卫生健康支出", "卫生健康支出"),
        ("卫生健康", "卫生健康支出"),
        ("机关事业单位基本养老保险缴费支出", "机关事业单位职业年金缴费支出"),
        ("中医（民族医）药专项", "中医(民族医)药专项"),
        ("专項業務活動", "专项业务活动"),
        ("ＡＢ类补助资金", "AB类补助资金"),
    ],
)
def test_not_misspelt(one: str, other: str) -> None:
    assert not is_slip(one, other)
    assert not is_slip(other, one)


def test_cut_by_the_cell() -> None:
    whole = "机关事业单位基本养老保险缴费支出"
    assert is_cut("机关事业单位基本养老保", whole, ("支出",))
    assert is_cut("机关事业单位基本…", whole, ("支出",))
    assert not is_cut("机关事业单位基本养老保险缴费", whole, ("支出",))
    assert not is_cut("机关事", whole)
    assert not is_cut(whole, whole)
    assert not is_cut("机关事业单位职业年金", whole)
