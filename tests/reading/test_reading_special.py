"""公开06 (three blocks, or a list) and 公开09 (twelve numbered cells) in all their shapes."""

import pytest
from support.reading_case import address_at, evidence, table_of, text_at, value_at

from generator.field.forms import THREE_PUBLIC_ROW
from generator.model.table import CellKind

HEAD_06 = """
    一般公共预算财政拨款基本支出决算明细表,,,,,,,,
    部门名称：清河市数据管理局,,,,2024年度,,,,单位：万元
    人员经费,,,公用经费,,,,,
    经济分类科目编码,科目名称,决算数,经济分类科目编码,科目名称,决算数,经济分类科目编码,科目名称,决算数"""
BODY_06 = """
    301,工资福利支出,10.00,302,商品和服务支出,5.00,307,债务利息及费用支出,
    30101,基本工资,6.00,30201,办公费,3.00,310,资本性支出,1.50
    30102,津贴补贴,4.00,30239,其他交通费用,2.00,31002,办公设备购置,1.50
    303,对个人和家庭的补助,302,,,,,,
    ,,,30299,其他商品和服务支出,—,,,"""
ONE_LINE = """
    人员经费合计,,312.00,公用经费合计,,,,,6.50
    注：本表反映部门本年度情况。,,,,,,,,"""
TWO_LINES = """
    人员经费合计,,,公用经费合计,,,,,
    ,,312.00,,,,,,6.50"""
SHORT_SECOND_LINE = """
    人员经费合计,,,公用经费合计,,,,,
    312.00,,,6.50"""
FLAT_HEAD_06 = """
    人员经费-经济分类科目编码,人员经费-科目名称,人员经费-决算数,公用经费-经济分类科目编码,公用经费-科目名称,"""
FLAT_HEAD_06 += (
    "公用经费-决算数,公用经费(续)-经济分类科目编码,公用经费(续)-科目名称,公用经费(续)-决算数"
)
LIST_06 = """
    分组,经济分类科目编码,科目名称,决算数
    人员经费,301,工资福利支出,10.00
    人员经费,30101,基本工资,6.00
    人员经费,30102,津贴补贴,4.00
    人员经费,303,对个人和家庭的补助,302
    人员经费,,人员经费合计,312.00
    公用经费,302,商品和服务支出,5.00
    公用经费,30201,办公费,3.00
    公用经费,30239,其他交通费用,2.00
    公用经费,30299,其他商品和服务支出,—
    公用经费,307,债务利息及费用支出,
    公用经费,310,资本性支出,1.50
    公用经费,31002,办公设备购置,1.50
    公用经费,,公用经费合计,6.50
"""
GLUED_06 = """
    一般公共预算财政拨款基本支出决算明细表,,,,,
    人员经费,,公用经费,,,
    科目,决算数,科目,决算数,科目,决算数
    301 工资福利支出,10.00,302商品和服务支出,5.00,307债务利息及费用支出,
    30101基本工资,6.00,30201办公费,3.00,310资本性支出,1.50
    30102津贴补贴,4.00,30239其他交通费用,2.00,31002办公设备购置,1.50
    303对个人和家庭的补助,302,30299其他商品和服务支出,—,,
    人员经费合计,312.00,公用经费合计,,,6.50
"""
LAYOUTS_06 = {
    "printed": HEAD_06 + BODY_06 + ONE_LINE,
    "total split over two lines": HEAD_06 + BODY_06 + TWO_LINES,
    "total split, cells lost": HEAD_06 + BODY_06 + SHORT_SECOND_LINE,
    "flattened": FLAT_HEAD_06 + BODY_06 + ONE_LINE,
    "flattened with slashes": FLAT_HEAD_06.replace("-", "/") + BODY_06 + ONE_LINE,
    "list": LIST_06,
    "codes glued to names": GLUED_06,
}


@pytest.mark.parametrize("text", ["56,700.00", "1,234,500.00", "3.12E+02"])
def test_an_amount_before_the_name_of_the_next_total_is_no_code(text: str) -> None:
    """Its text is what `explain` quotes, and digits left off it are none of a code."""
    total = f'人员经费合计,,"{text}",公用经费合计,,,,,6.50'
    table, _ = table_of(f"{HEAD_06}{BODY_06}\n    {total}")
    assert text_at(table, "人员经费合计", "决算数") == text


@pytest.mark.parametrize("layout", LAYOUTS_06)
def test_every_layout_of_06_holds_the_same(layout: str) -> None:
    table, findings = table_of(LAYOUTS_06[layout])
    assert findings == []
    assert table.form == "公开06"
    values = {row.key: value_at(table, row.key, "决算数") for row in table.rows}
    assert values == {
        "301": "10.00",
        "30101": "6.00",
        "30102": "4.00",
        "302": "5.00",
        "30201": "3.00",
        "30239": "2.00",
        "30299": None,
        "303": "302",
        "307": None,
        "310": "1.50",
        "31002": "1.50",
        "人员经费合计": "312.00",
        "公用经费合计": "6.50",
    }
    assert table.cell("30299", "决算数").kind is CellKind.DASH
    assert table.cell("307", "决算数").kind is CellKind.BLANK
    assert table.row("30299").label == "其他商品和服务支出"


def test_addresses_of_06() -> None:
    table, _ = table_of(HEAD_06 + BODY_06 + TWO_LINES)
    assert address_at(table, "30201", "决算数") == "F6"
    assert address_at(table, "31002", "决算数") == "I7"
    assert address_at(table, "人员经费合计", "决算数") == "C11"
    assert address_at(table, "公用经费合计", "决算数") == "I11"


def test_a_total_in_a_tenth_column() -> None:
    """As in one of the published documents: the total stands beside the last column."""
    text = FLAT_HEAD_06 + ",(无列名)" + BODY_06
    table, findings = table_of(f"{text}\n人员经费合计,,312.00,公用经费合计,,,,,,6.50")
    assert findings == []
    assert address_at(table, "公用经费合计", "决算数") == "J7"


def test_an_amount_under_an_unreadable_code_is_not_lost_silently() -> None:
    text = HEAD_06 + BODY_06.replace("30201,", "3O201,") + ONE_LINE
    table, findings = table_of(text)
    assert evidence(findings) == [("L09", "error", "A6")]
    assert "3O201 办公费 3.00" in findings[0].message
    assert table.row("30201") is None


SPLIT_06 = """
    一般公共预算财政拨款基本支出决算明细表,,,,,,,
    经济分类科目编码,,科目名称,决算数,经济分类科目编码,,科目名称,决算数
    类,款,,,类,款,,
    301,,工资福利支出,10.00,302,,商品和服务支出,5.00
    ,01,基本工资,6.00,,01,办公费,3.00
    ,02,津贴补贴,4.00,,39,其他交通费用,2.00
    303,,对个人和家庭的补助,302,310,,资本性支出,1.50
    ,05,生活补助,302,,02,办公设备购置,1.50
    人员经费合计,,,312.00,公用经费合计,,,6.50
"""


def test_a_merged_class_cell_counts_for_the_rows_below_it() -> None:
    """The class stands once; each block goes on with its own."""
    table, findings = table_of(SPLIT_06)
    assert findings == []
    assert {row.key: (row.label, value_at(table, row.key, "决算数")) for row in table.rows} == {
        "301": ("工资福利支出", "10.00"),
        "30101": ("基本工资", "6.00"),
        "30102": ("津贴补贴", "4.00"),
        "303": ("对个人和家庭的补助", "302"),
        "30305": ("生活补助", "302"),
        "302": ("商品和服务支出", "5.00"),
        "30201": ("办公费", "3.00"),
        "30239": ("其他交通费用", "2.00"),
        "310": ("资本性支出", "1.50"),
        "31002": ("办公设备购置", "1.50"),
        "人员经费合计": ("人员经费合计", "312.00"),
        "公用经费合计": ("公用经费合计", "6.50"),
    }
    assert address_at(table, "30239", "决算数") == "H6"


@pytest.mark.parametrize(
    ("old", "new", "address"),
    [
        (",05,生活补助", ",5,生活补助", "A8"),
        (",05,生活补助", "无,05,生活补助", "A8"),
        (",39,其他交通费用", ",,其他交通费用", "A6"),
    ],
)
def test_a_row_below_a_merged_class_needs_two_digits(old: str, new: str, address: str) -> None:
    table, findings = table_of(SPLIT_06.replace(old, new))
    assert evidence(findings) == [("L09", "error", address)]
    assert len(table.rows) == 11


def test_a_row_above_every_class_belongs_to_none() -> None:
    """An item of a class that the table does not show is no item of the class that follows."""
    table, findings = table_of(SPLIT_06.replace("    301,,工资福利支出,10.00,", "    ,,,,"))
    assert evidence(findings) == [("L09", "error", "A5"), ("L09", "error", "A6")]
    assert [row.key for row in table.rows][:3] == ["303", "30305", "302"]


def test_two_digits_beside_a_total_are_an_amount() -> None:
    """Where code and name share a cell, the amount before a total is no item."""
    text = GLUED_06.replace("人员经费合计,312.00,公用经费合计,,,6.50", ",12,公用经费合计,,,6.50")
    table, _ = table_of(text)
    assert "30312" not in {row.key for row in table.rows}
    assert value_at(table, "公用经费合计", "决算数") == "6.50"


@pytest.mark.parametrize(
    ("layout", "old", "new", "address"),
    [
        ("printed", "30101,基本工资", ",基本工资", "A6"),
        ("printed", "31002,办公设备购置", "办公设备,购置", "A7"),
        ("printed", "303,对个人和家庭的补助", "3o3,对个人和家庭的补助", "A8"),
        ("list", "30201,办公费", "302O1,办公费", "A8"),
        ("codes glued to names", "30102津贴补贴", "津贴补贴", "A6"),
    ],
)
def test_an_amount_without_its_code_is_named(layout: str, old: str, new: str, address: str) -> None:
    text = LAYOUTS_06[layout]
    assert text.count(old) == 1
    table, findings = table_of(text.replace(old, new))
    assert evidence(findings) == [("L09", "error", address)]
    assert len(table.rows) == 12


def test_an_amount_without_name_and_code_is_named() -> None:
    text = LAYOUTS_06["printed"].replace("303,对个人和家庭的补助,302", ",,312.00")
    _, findings = table_of(text)
    (lost,) = (finding for finding in findings if finding.code == "L09")
    assert (lost.severity.value, lost.found_text) == ("error", "312.00")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("303,对个人和家庭的补助,302", "小计,合计,10.00"),
        ("303,对个人和家庭的补助,302", "无,其他,—"),
        ("    301,工资福利支出,10.00", "    （单位：万元）,金额,2024\n    301,工资福利支出,10.00"),
    ],
)
def test_a_row_without_an_amount_of_its_own_loses_none(old: str, new: str) -> None:
    """A sum, a dash, a line of the head."""
    text = LAYOUTS_06["printed"]
    assert text.count(old) == 1
    _, findings = table_of(text.replace(old, new))
    assert [finding for finding in findings if finding.code == "L09"] == []


def test_06_without_any_code() -> None:
    _, findings = table_of("一般公共预算财政拨款基本支出决算明细表,,\n基本工资,,1.00\n")
    assert evidence(findings) == [("L08", "error", "A1")]


ITEMS_09 = "合计,因公出国（境）费,公务用车购置及运行维护费,,,公务接待费"
NUMBERS_09 = "1,2,3,4,5,6,7,8,9,10,11,12"
VALUES_09 = "6.60,1.00,5.00,2.00,3.00,0.60,4.40,0.00,4.00,1.50,2.50,0.40"
PRINTED_09 = f"""
    一般公共预算财政拨款“三公”经费支出决算表,,,,,,,,,,,
    部门名称：清河市数据管理局,,,,,2024年度,,,,,,单位：万元
    预算数,,,,,,决算数,,,,,
    {ITEMS_09},{ITEMS_09}
    ,,小计,公务用车购置费,公务用车运行维护费,,,,小计,公务用车购置费,公务用车运行维护费,
    {NUMBERS_09}
    {VALUES_09}
    注：预算数为“三公”经费全年预算数。,,,,,,,,,,,
"""
SHIFTED_09 = f"""
    财政拨款“三公”经费支出决算表,,,,,,,,,,,
    预算数,,,,,,,决算数,,,,
    合计,因公出国（境）费,公务用车购置及运行维护费,,,,合计,因公出国（境）费,公务用车购置及运行维护费,,,公务接待费
    ,,小计,公务用车购置费,公务用车运行维护费,公务接待费,,,小计,公务用车购置费,公务用车运行维护费,公务接待费
    {NUMBERS_09}
    {VALUES_09}
"""
UNNUMBERED_09 = PRINTED_09.replace(f"    {NUMBERS_09}\n", "")
ITEM_FIRST_09 = """
    合计,,因公出国（境）费,,公务用车购置及运行费,,,,,,公务接待费,
    ,,,,小计,,购置费,,运行维护费,,,
    预算数,决算数,预算数,决算数,预算数,决算数,预算数,决算数,预算数,决算数,预算数,决算数
    6.60,4.40,1.00,0.00,5.00,4.00,2.00,1.50,3.00,2.50,0.60,0.40
"""
_FLAT = (
    "合计",
    "因公出国(境)费",
    "公务用车购置及运行维护费-小计",
    "公务用车购置及运行维护费-公务用车购置费",
    "公务用车购置及运行维护费-公务用车运行维护费",
    "公务接待费",
)
FLAT_09 = ",".join(f"{half}-{item}" for half in ("预算数", "决算数") for item in _FLAT)
FLAT_09 += f"\n{VALUES_09}\n"
WITH_LABEL_09 = f"""
    年初预算数,,,,,,决算数,,,,,,,
    {ITEMS_09},{ITEMS_09},备注,
    ,,小计,购置费,运行费,,,,小计,购置费,运行费,,,
    {VALUES_09},无,
"""


@pytest.mark.parametrize(
    "text", [PRINTED_09, SHIFTED_09, UNNUMBERED_09, ITEM_FIRST_09, FLAT_09, WITH_LABEL_09]
)
def test_layouts_of_09(text: str) -> None:
    table, findings = table_of(text)
    assert findings == []
    assert table.form == "公开09"
    read = [value_at(table, THREE_PUBLIC_ROW, str(number)) for number in range(1, 13)]
    assert read == VALUES_09.split(",")


def test_addresses_of_09() -> None:
    table, _ = table_of(ITEM_FIRST_09)
    assert address_at(table, THREE_PUBLIC_ROW, "4") == "G4"
    assert address_at(table, THREE_PUBLIC_ROW, "7") == "B4"


def test_09_without_amounts() -> None:
    """Blank cells are an empty table, dashes are cells that say so."""
    table, findings = table_of(PRINTED_09.replace(VALUES_09, "," * 11))
    assert (table.rows, findings) == ((), [])
    table, findings = table_of(PRINTED_09.replace(VALUES_09, ",".join("—" * 12)))
    assert findings == []
    assert {cell.kind for cell in table.rows[0].cells.values()} == {CellKind.DASH}
    assert table.is_empty


def test_a_second_row_of_09_is_named() -> None:
    table, findings = table_of(PRINTED_09.replace(VALUES_09, f"{VALUES_09}\n{VALUES_09}"))
    assert evidence(findings) == [("L09", "error", "A8")]
    assert table.rows[0].row_number == 7


def test_a_header_of_09_that_lacks_items() -> None:
    _, findings = table_of(UNNUMBERED_09.replace("公务接待费", "某费"))
    assert evidence(findings) == [("L08", "error", "A1")]
    assert "预算数 公务接待费" in findings[0].message
    assert "决算数 公务接待费" in findings[0].message
    assert "因公出国" not in findings[0].message


def test_a_cell_of_09_that_is_no_number() -> None:
    _, findings = table_of(PRINTED_09.replace(",0.40", ",0.4O"))
    assert [(f.code, f.found_text) for f in findings] == [("L04", "0.4O")]
    assert findings[0].places[0].address == "L7"
    assert findings[0].places[0].column == "决算数 公务接待费"
