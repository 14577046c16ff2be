"""What stands out among departments and what was pasted, by stated rules, on made-up piles."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator.field import zh
from generator.model.survey import (
    Clause,
    ForeignName,
    KeyFigure,
    Origin,
    Pasted,
    Survey,
    Surveyed,
    Taken,
)
from generator.tasks.survey import surveying
from generator.tasks.survey.measures import measure_all
from generator.tasks.survey.order import ParquetLibraryMissingError
from generator.tasks.survey.pasted import FEWEST, find_pasted, share_of
from generator.tasks.survey.tables import change_of, write_tables

if TYPE_CHECKING:
    from pathlib import Path

TOTALS = zh.TOTALS_BOTH_SIDES
_OWN = "古城墙修缮方案经群众听证后三次调整，文物部门重新组织评审使得合同跨年签订"
_FORM = "各项收支经单位负责人审签后在政务大厅三楼窗口接受社会公众监督查询"


def _figure(now: str, last: str = "", budget: str = "", name: str = TOTALS) -> KeyFigure:
    first, second, third = (Decimal(text) if text else None for text in (now, last, budget))
    return KeyFigure(name, "万元", first, second, third, (Origin.TABLES,))


def _surveyed(number: int, *figures: KeyFigure) -> Surveyed:
    named = {one.name: one for one in figures}
    return Surveyed(f"{number}.docx", f"甲市第{number}局", 2024, 0, 0, {}, named)


def _taken(department: str, *texts: str, names: tuple[ForeignName, ...] = ()) -> Taken:
    pieces = [piece for text in texts for piece in text.split("，")]
    clauses = tuple(Clause(0, "概况", piece, hash(piece)) for piece in pieces)
    return Taken(f"{department}.docx", department, 2024, (), clauses=clauses, names=names)


def _find(files: list[Taken]) -> tuple[Pasted, ...]:
    """Return what is found among these and so many others that there are enough."""
    others = [_taken(f"乙市第{number}处") for number in range(FEWEST)]
    return find_pasted([*files, *others])[0]


def _outliers(files: list[Surveyed], measure: str) -> list[str]:
    found = next(one for one in measure_all(files) if one.name == measure)
    return [one.file for one in found.outliers]


def _pile(*others: Surveyed) -> list[Surveyed]:
    """Ten departments whose totals have gone up by 1 to 10 percent, then others."""
    usual = [_surveyed(n, _figure(str(1000 + 10 * n), "1000")) for n in range(1, 11)]
    return [*usual, *others]


def test_a_change_far_from_all_others_stands_out() -> None:
    risen = _surveyed(11, _figure("4000", "1000"))
    fallen = _surveyed(12, _figure("300", "1000"))
    assert _outliers(_pile(risen, fallen), "收支总计增减率") == ["11.docx", "12.docx"]


def test_a_small_amount_does_not() -> None:
    small = _surveyed(11, _figure("40", "10"))
    assert _outliers(_pile(small), "收支总计增减率") == []


def test_a_change_of_less_than_half_does_not_where_all_are_alike() -> None:
    near = _surveyed(11, _figure("1500", "1000"))
    alike = [_surveyed(n, _figure("1010", "1000")) for n in range(1, 11)]
    assert _outliers([*alike, near], "收支总计增减率") == []
    farther = _surveyed(12, _figure("1600", "1000"))
    assert _outliers([*alike, farther], "收支总计增减率") == ["12.docx"]


def test_too_few_departments_are_not_judged() -> None:
    files = _pile(_surveyed(11, _figure("9000", "1000")))[4:]
    measure = next(one for one in measure_all(files) if one.name == "收支总计增减率")
    assert measure.outliers == ()
    assert "只有 7 个" in measure.why_not


def test_a_figure_without_a_base_is_not_judged() -> None:
    files = _pile(_surveyed(11, _figure("9000", "0")), _surveyed(12, _figure("9000")))
    measure = next(one for one in measure_all(files) if one.name == "收支总计增减率")
    assert len(measure.rows) == 10


def test_a_passage_of_two_departments_is_named_with_both() -> None:
    files = [_taken("甲市水利局", _OWN), _taken("甲市教育局", _OWN), _taken("甲市统计局", _FORM)]
    (one,) = _find(files)
    assert {one.here.department, one.there.department} == {"甲市水利局", "甲市教育局"}
    assert one.text == _OWN


def test_a_passage_is_of_whom_it_speaks() -> None:
    words = "全市水利工程建设质量由市级专家库随机抽取人员复核，逐标段出具整改销号清单"
    (one,) = _find([_taken("甲市教育局", words), _taken("甲市水利局", words)])
    assert one.source == "甲市水利局"
    assert one.here.department == "甲市教育局"


def test_a_passage_with_a_changed_word_is_found() -> None:
    changed = _OWN.replace("合同跨年签订", "采购合同跨年签订")
    (one,) = _find([_taken("甲市水利局", _OWN), _taken("甲市教育局", changed)])
    assert one.text.startswith("古城墙修缮")


def test_what_many_files_share_is_the_form() -> None:
    most = share_of(20)
    files = [_taken(f"甲市第{n}局", _FORM if n <= most + 1 else "") for n in range(20)]
    assert _find(files) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲市水利局", "甲市东城区水利局"),  # of one kind: the same duties by decree
        ("甲市教育局", "甲市教育局机关"),  # the department and its own office
        ("甲市残疾人联合会", "甲市西城区残联"),
    ],
)
def test_related_departments_may_share_a_passage(one: str, other: str) -> None:
    assert _find([_taken(one, _OWN), _taken(other, _OWN)]) == ()


def test_a_unit_below_may_share_a_passage() -> None:
    above = _taken("甲市文化局", _OWN)
    below = _taken("甲市图书馆", _OWN)
    assert len(_find([above, below])) == 1
    assert _find([replace(above, units=("甲市图书馆",)), below]) == ()


def test_a_short_reason_that_two_give_is_no_paste() -> None:
    files = [
        _taken("甲市水利局", "退休人员增多，经费减少"),
        _taken("甲市教育局", "退休人员增多，经费减少"),
    ]
    assert _find(files) == ()


def test_a_foreign_name_has_its_department() -> None:
    said = ForeignName("甲市水利局", "一", "甲市水利局2024年度收入总计…")
    unknown = ForeignName("乙市水利局", "一", "…")
    target = _taken("甲市教育局", names=(said, unknown))
    (one,), _ = find_pasted([target, _taken("甲市水利局", _FORM)])
    assert one.is_name
    assert (one.here.department, one.source) == ("甲市教育局", "甲市水利局")


def test_a_file_of_nobody_is_not_compared_and_that_is_said() -> None:
    found, bounds = find_pasted([_taken("", _OWN), _taken("甲市教育局", _OWN)])
    assert found == ()
    assert any("没有部门名称" in bound for bound in bounds)


def test_among_few_departments_passages_are_not_compared_and_that_is_said() -> None:
    found, bounds = find_pasted([_taken("甲市水利局", _OWN), _taken("甲市教育局", _OWN)])
    assert found == ()
    assert "只有 2 个" in bounds[0]


def test_the_table_has_blanks_and_harmless_texts(tmp_path: Path) -> None:
    one = Taken("a.docx", "=HYPERLINK(1)", 2024, (), figures=(_figure("0", "", ""),))
    path = tmp_path / "全部部门数据.csv"
    write_tables(path, [one], Survey())
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["部门名称"] == "'=HYPERLINK(1)"
    assert row["收支总计（万元）"] == "0"  # what is said to be nothing is 0
    assert row["收支总计上年（万元）"] == ""  # what is not said is blank
    assert row["收支总计增减率（%）"] == ""
    assert row["数字来源"] == "送审文件的公开表"


def test_earlier_years_have_their_columns(tmp_path: Path) -> None:
    earlier = {2022: {TOTALS: Decimal("90.00")}}
    taken = [
        Taken("a.docx", "甲市水利局", 2024, (), figures=(_figure("110", "100"),), earlier=earlier),
        Taken("b.docx", "甲市教育局", 2024, (), figures=(_figure("120", "100"),)),
    ]
    path = tmp_path / "全部部门数据.csv"
    write_tables(path, taken, Survey())
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["收支总计2022年（万元）"], second["收支总计2022年（万元）"]) == ("90.00", "")
    assert first["收支总计增减率（%）"] == "10.00"


def test_a_fall_has_its_sign() -> None:
    assert change_of(_figure("75", "100")) == Decimal("-25.00")


def test_parquet_without_its_library_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surveying, "find_spec", lambda _name: None)
    with pytest.raises(ParquetLibraryMissingError, match="parquet"):
        surveying.refuse_parquet()


def test_a_passage_of_many_is_found_in_each_and_what_was_not_compared_is_said() -> None:
    trades = (
        "教育",
        "水利",
        "公安",
        "司法",
        "民政",
        "农业",
        "商务",
        "审计",
        "统计",
        "信访",
        "医保",
        "体育",
    )
    pasted = [_taken(f"甲市{trade}局", _OWN) for trade in trades]
    others = [_taken(f"乙市第{number}处", "无") for number in range(400)]
    found, bounds = find_pasted([*pasted, *others])
    seen = {spot.department for one in found for spot in (one.here, one.there)}
    assert seen == {one.department for one in pasted}
    assert any("8 份比较" in bound for bound in bounds)
    assert len(found) < len(trades) * (len(trades) - 1) / 2
    assert not any("份比较" in bound for bound in find_pasted([*pasted[:9], *others])[1])
