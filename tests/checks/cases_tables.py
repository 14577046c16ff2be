"""公开01 … 公开09: changes that must be noticed."""

from support.folders import SAMPLES
from support.rule_case import (
    Case,
    both,
    cell,
    cells,
    copied_to_last_year,
    cut,
    key,
    mapped,
    with_row,
    without,
)

_MENGJIN = SAMPLES / "孟津2024-更正"
_SPECIAL = SAMPLES / "特殊情形2024"
_NO_DATA = "说明：我部门没有“三公”经费预算，也没有“三公”经费支出，故本表无数据。"


def _case(code: str, number: int, place: str = "", **texts: str) -> Case:
    """One cell (or several) of a table is changed; the first is named unless `place` is."""
    first = place or next(iter(texts))
    return Case(code, cells(number, **texts), f"公开0{number}.csv!{first}")


def _in_yuan(text: str) -> str:
    return str(int(text.replace(",", "").replace(".", "")) * 100) + ".00"


SUMMARY = [
    _case("A01", 1, C33="8,637.41"),
    _case("A01", 1, C7="5,998.91"),
    _case("A02", 1, F33="10,394.19"),
    _case("A02", 1, F30="0.30"),
    _case("A03", 1, C37="10,349.91"),
    _case("A04", 1, F35="12.00"),
    _case("A05", 1, F37="10,394.92"),
    Case("A06", cells(6, F7="-2.55", F8="7.20"), "公开06.csv!F7"),
    Case("A06a", cells(1, C34="5.00"), "公开01.csv!C34", single=False),
    Case("A07", key("上年数.csv", "年末结转和结余", "1700.00"), "公开01.csv!C35"),
    _case("C01", 4, F7="1,488.04"),
    _case("C02", 4, G33="5,989.19"),
    _case("C02", 4, F33="10,394.19"),
    _case("C03", 4, C33="8,637.41"),
    _case("C04", 4, C36="1,577.77"),
    _case("C05", 4, C34="1,757.07"),
    _case("C06", 4, C38="10,394.92"),
    _case("C07", 4, C8="2,638.59"),
    _case("C08", 4, C7="5,989.19"),
    _case("C09", 4, F12="4,281.06"),
    _case("C10", 4, F34="1.00"),
]

CODED = [
    _case("B01", 2, D7="8,637.41"),
    _case("B01", 2, C10="411.20"),
    _case("B02", 3, D7="1,207.64"),
    _case("B03", 2, C7="8,637.41"),
    _case("B04", 2, C9="1,488.04"),
    _case("B04", 3, E14="4,218.60"),
    _case("B05", 2, F7="3.00"),
    _case("B06", 3, C7="10,394.19"),
    _case("B07", 1, F18=""),
    Case(
        "B08",
        cells(2, C13="7.74", D13="7.74", C14="1.96", D14="1.96"),
        "公开03.csv!C13",
        _MENGJIN,
    ),
    Case("B08a", cells(2, A14="2080599"), "公开02.csv!C14", _MENGJIN),
    _case("D01", 5, C10="401.02"),
    _case("D01", 5, E9="506.31"),
    _case("D02", 5, C7="5,988.19"),
    _case("D03", 5, E11="560.13"),
    _case("D04", 3, C10="401.02"),
    Case(
        "D05",
        cells(5, A28="229", A29="22904", A30="2290402"),
        "公开05.csv!C29",
        single=False,
    ),
    _case("D06", 7, D10="2,638.59"),
    _case("D07", 7, D7="2,638.59"),
    _case("D07", 7, E7="4,369.72"),
    Case("D08", cells(8, C7="24.00"), "公开08.csv!C7", _SPECIAL),
    Case("D09", without("公开08.csv", "说明"), "公开08.csv"),
    # No table has what is below 住房保障支出.
    Case(
        "H03a",
        both(
            *(
                without(f"公开0{number}.csv", code)
                for number in (2, 3, 5)
                for code in ("22102,", "2210201,")
            )
        ),
        "公开02.csv!C24",
        SAMPLES / "事业单位2024",
        single=False,
    ),
    Case("H03b", without("公开06.csv", "301,"), "公开06.csv!C6", single=False),
    Case("H10", cut("公开05.csv", 6), "公开05.csv"),
    Case("H11", copied_to_last_year("公开05.csv"), "公开05.csv", single=False),
    Case("U02", mapped("公开05.csv", _in_yuan), "公开05.csv!C7"),
]

DETAIL = [
    _case("E01", 6, F6="73.42"),
    _case("E01", 6, "C6", C10="1.00"),
    _case("E02", 6, I35="73.42"),
    _case("E02", 6, C35="1,143.23"),
    _case("E03", 6, C35="1,143.23"),
    Case("E04", cells(9, G8="1.14", I8="1.00", K8="1.00"), "公开06.csv!F30"),
    Case("E05", cells(6, C7="314.98", C12="90.94"), "公开06.csv!C12"),
    _case("E06", 6, F13="73.24"),
    _case("F01", 9, A8="2.06"),
    _case("F01", 9, C8="2.20"),
    _case("F02", 9, "C8", E8="2.01"),
    Case("F03", cells(9, H8="0.10"), "公开09.csv!G8", single=False),
    _case("F03", 9, G8="2.42"),
    _case("F04", 9, "I8", K8="2.01"),
    Case("F05", cells(9, A8="2.20", F8="0.10"), "公开09.csv!G8"),
    Case("F06", with_row("公开09.csv", _NO_DATA), "公开09.csv"),
    _case("F07", 9, G8="1.00"),
    Case("F08", key("事项.csv", "国内接待人次", "0", "人次"), "公开09.csv!L8", single=False),
    Case(
        "F08",
        both(cells(9, H8="0.10", G8="2.34"), cell("事项.csv", "B2", "0")),
        "公开09.csv!H8",
    ),
    Case("F08a", key("事项.csv", "公务用车购置数", "1", "辆"), "公开09.csv!J8"),
    Case("F08b", key("事项.csv", "国内接待团组数", "15", "个"), "事项.csv!B10"),
]

TABLE_CASES = [*SUMMARY, *CODED, *DETAIL]
