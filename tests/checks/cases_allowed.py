"""What each rule lets pass: tails, equal parts, another spelling, a case it does not cover."""

from support.folders import SAMPLES
from support.rule_case import (
    Case,
    Change,
    both,
    cell,
    cells,
    key,
    new_file,
    replaced,
    unchanged,
    with_row,
)

_INSTITUTION = SAMPLES / "事业单位2024"
_SPECIAL = SAMPLES / "特殊情形2024"
_IN_YUAN = SAMPLES / "元单位2024"
_MENGJIN = SAMPLES / "孟津2024-更正"
_FACTS, _LAST, _IDENTITY = "事项.csv", "上年数.csv", "单位信息.csv"


def _published(day: str) -> Change:
    return both(key(_IDENTITY, "批复日期", "2025-08-28"), key(_IDENTITY, "公开日期", day))


_SUMMARY = [
    Case("A01", cells(1, C33="8,637.15")),
    Case("A02", cells(1, F14="143.82")),
    Case("A03", cells(1, C35="1,757.76")),
    Case("A04", cells(1, F34="2.54"), base=_INSTITUTION),
    Case("A05", cells(1, C37="10394.91")),
    Case("A06", cells(1, F35="—")),
    Case("A06", cells(6, C10="－", C13="0.00")),
    Case("A06a", unchanged, base=_INSTITUTION),
    Case("A07", key(_LAST, "年末结转和结余", "1757.77")),
    Case("C01", cells(4, F33="1672.11"), base=_SPECIAL),
    Case("C02", cells(4, G33="1630.11"), base=_SPECIAL),
    Case("C03", cells(4, C33="2019.72"), base=_SPECIAL),
    Case("C04", cells(4, C34="43.64"), base=_SPECIAL),
    Case("C05", cells(4, F34="391.25"), base=_SPECIAL),
    Case("C06", cells(4, C38="10394.91")),
    Case("C07", cells(4, G34="66.25"), base=_SPECIAL),
    Case("C08", cells(4, C7="1677.72"), base=_SPECIAL),
    Case("C09", cells(4, F7="1,488.41", G7="1,488.41")),
    Case("C10", cells(1, C35="1,757.76")),
]

_CODED = [
    Case("B01", cells(2, C7="1192.17"), base=_INSTITUTION),
    Case("B02", cells(3, C7="1216.34"), base=_INSTITUTION),
    Case("B03", cells(3, D7="779.83"), base=_INSTITUTION),
    Case("B04", cells(3, C9="984.85"), base=_INSTITUTION),
    Case("B05", cells(2, C7="1192.15"), base=_INSTITUTION),
    Case("B05", cells(1, C7="1108.92"), base=_INSTITUTION),
    Case("B06", cells(3, C8="1025.08"), base=_INSTITUTION),
    Case("B07", cells(1, F8="0.00")),
    Case("B08", cells(2, C13="2.75", D13="2.75"), base=_MENGJIN),
    Case("B08a", unchanged, base=_MENGJIN),
    Case("H03a", unchanged, base=_SPECIAL),
    Case("H03b", unchanged, base=_SPECIAL),
    Case("D01", cells(5, C7="1126.19"), base=_INSTITUTION),
    Case("D02", cells(5, C7="1126.19"), base=_INSTITUTION),
    Case("D03", cells(5, C20="91.95", D20="91.95")),
    Case("D04", cells(5, C20="91.95", D20="91.95")),
    Case("D05", unchanged, base=_SPECIAL),
    # Three amounts rounded on their own: 0.01 is a tail, though one alone stands on the right.
    Case(
        "D06",
        cells(7, **{f"{column}{row}": "4,396.73" for column in "EG" for row in range(7, 11)}),
    ),
    Case("D07", cells(7, **{f"C{row}": "1,757.76" for row in range(7, 11)})),
    Case(
        "D08",
        cells(8, **{f"{column}{row}": "42.01" for column in "CE" for row in range(7, 11)}),
        base=_SPECIAL,
    ),
    Case("D09", unchanged),
    Case("H10", unchanged),
    Case("H11", unchanged, base=_SPECIAL),
    Case("U02", unchanged, base=_IN_YUAN),
]

_DETAIL = [
    Case("E01", cells(6, C6="1,085.68")),
    Case("E02", cells(6, C35="1,134.22")),
    # 1,134.23 + 73.24 beside 1,207.46: 0.01 is a tail.
    Case("E03", unchanged),
    Case("E04", cells(9, G8="1.24", I8="1.10", K8="1.10")),
    # 住房公积金 without an amount in 2210201: booked in the main function.
    Case("E05", unchanged),
    # 退休费 is all of 303: the only 款 of its class.
    Case("E06", unchanged),
    Case("F01", cells(9, A8="2.61")),
    Case("F02", cells(9, C8="27.61"), base=_SPECIAL),
    Case("F03", cells(9, G8="2.25")),
    Case("F04", cells(9, G8="27.59", I8="27.59"), base=_SPECIAL),
    Case("F05", cells(9, A8="2.24", F8="0.14")),
    Case("F06", unchanged),
    Case("F07", cells(9, G8="1.24", I8="1.10", K8="1.10")),
    Case("F08", key(_FACTS, "外宾接待团组数", "0", "个")),
    Case("F08a", key(_FACTS, "公务用车购置数", "0", "台")),
    Case("F08b", key(_FACTS, "国内接待团组数", "14", "个")),
]

_LISTS = [
    Case("G01", _published("2025-08-28")),
    Case("G01", _published("2025-09-17")),
    Case("H03", unchanged),
    Case("H06", unchanged),
    Case("H07", replaced("公开03.csv", "政府办公厅（室）", "政府办公厅(室) ")),
    Case("H07a", cells(1, D14="八、社会保障和就业 支出")),
    Case("H08", new_file("科目.csv", ["科目编码", "科目名称"], ["2069901", "某项"])),
    Case("H08a", cells(6, B7=" 基本工资 ")),
    Case("H09", cells(9, B8="0")),
    Case("N01a", key(_LAST, "收支总计", "2113.19"), base=_SPECIAL),
    Case("N05a", cell("年初预算.csv", "C3", "401.90")),
    Case("N07a", with_row("年初预算.csv", "2290402", "其他", "0", "政府性基金")),
    Case("N09a", key(_FACTS, "国内接待支出", "0.14", "万元")),
    Case("N10a", key(_FACTS, "机关运行经费", "732400", "元")),
    Case("N10b", key(_FACTS, "机关运行经费", "73.24", "万元")),
    Case("N10c", key(_FACTS, "机关运行经费", "73.24", "万元")),
    Case("N11a", key(_FACTS, "政府采购支出总额", "14317.00", "万元")),
    Case("N11b", key(_FACTS, "授予小微企业合同金额", "0", "万元")),
    Case("N12a", key(_FACTS, "公务用车保有量", "1", "辆")),
    Case("N12b", key(_FACTS, "国内接待人次", "14.0", "人次")),
    Case("N12b", key(_FACTS, "部门整体自评得分", "92.45", "分")),
    Case("N13a", key(_FACTS, "整体全年预算", "47244.11", "万元")),
    Case("N13b", key(_FACTS, "部门整体自评得分", "90", "分")),
    Case("N13c", cell("项目绩效.csv", "G5", "0")),
    Case("N13d", cell("项目绩效.csv", "E4", "50.60")),
    Case("N13e", cell("项目绩效.csv", "A3", "大厅运行经费（二期）")),
    *(
        Case("N14a", key("原因.csv", "2010301", f"人员调出，{text}", "预算"))
        for text in (
            "年初预算为401.87万元",
            "上年决算数为9999万元",
            "项目支出决算数为12.50万元",
            "年中追加预算99万元",
            "完成年初预算的102.28%",
            "项目完成进度达到87.50%",
        )
    ),
    *(
        Case("N14b", key("原因.csv", "2010301", text, "预算"))
        for text in ("人员经费增加", "退休人员减少3人", "项目经费减少而人员经费增加", "据实列支")
    ),
    Case("U01", key(_LAST, "收支总计", "68.05")),
]

ALLOWED = [*_SUMMARY, *_CODED, *_DETAIL, *_LISTS]
