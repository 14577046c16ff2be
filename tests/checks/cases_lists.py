"""Codes, names, lists, dates: changes that must be noticed."""

from support.folders import SAMPLES
from support.rule_case import Case, both, cell, cells, key, new_file, with_row, without

_SPECIAL = SAMPLES / "特殊情形2024"
_FACTS, _BUDGET, _LAST = "事项.csv", "年初预算.csv", "上年数.csv"
_PROJECTS, _IDENTITY = "项目绩效.csv", "单位信息.csv"


def _fact(code: str, name: str, value: str, unit: str) -> Case:
    return Case(code, key(_FACTS, name, value, unit), "事项.csv!B36")


def _reason(code: str, name: str, text: str, *, single: bool = True) -> Case:
    return Case(code, key("原因.csv", name, text, "预算"), "原因.csv!B22", single=single)


def _published(day: str) -> Case:
    dates = (key(_IDENTITY, "批复日期", "2025-08-28"), key(_IDENTITY, "公开日期", day))
    return Case("G01", both(*dates), "单位信息.csv")


SUBJECTS = [
    Case("H03", without("公开05.csv", "20103,"), "公开05.csv!C9"),
    Case("H03", without("公开02.csv", "208,"), "公开02.csv!C16"),
    Case(
        "H06",
        cells(
            2,
            A18="2080505",
            B18="机关事业单位基本养老保险缴费支出",
            C18="91.94",
            D18="91.94",
            A20="2080501",
            B20="行政单位离退休",
            C20="44.73",
            D20="44.73",
        ),
        "公开02.csv!C19",
    ),
    Case("H07", cells(3, B10="行政运营"), "公开03.csv!C10"),
    Case(
        "H08",
        new_file("科目.csv", ["科目编码", "科目名称"], ["2080501", "归口管理的行政单位离退休"]),
        "公开02.csv!C18",
    ),
    Case("H07a", cells(1, D14="八、社会保漳和就业支出"), "公开01.csv!F14"),
    Case("H08a", cells(6, B7="基本工薪"), "公开06.csv!C7"),
    Case("H09", cells(5, C28="3"), "公开05.csv!C28"),
]

LISTS = [
    Case("N01a", key(_LAST, "收支总计", "2113.81"), "上年数.csv!B3", _SPECIAL),
    Case("N05a", cell(_BUDGET, "C2", "6665.15"), "年初预算.csv!C2"),
    Case("N05a", cell(_BUDGET, "C3", "410.87"), "年初预算.csv!C2"),
    Case("N07a", with_row(_BUDGET, "2290402", "其他", "100.00", "政府性基金"), "年初预算.csv!C15"),
    Case("N09a", key(_FACTS, "国内接待支出", "0.41", "万元"), "事项.csv!B36"),
    _fact("N10a", "机关运行经费", "73.42", "万元"),
    _fact("N10b", "机关运行经费", "37.24", "万元"),
    Case("N10c", without(_FACTS, "机关运行经费"), "公开06.csv!I35"),
    _fact("N11a", "政府采购支出总额", "14361.99", "万元"),
    _fact("N11b", "授予小微企业合同金额", "881.49", "万元"),
    _fact("N11b", "授予中小企业合同金额", "81849", "万元"),
    _fact("N12a", "公务用车保有量", "3", "辆"),
    _fact("N12b", "因公出国（境）人次", "-3", "人次"),
    _fact("N12b", "其他用车", "1.5", "辆"),
    _fact("N13a", "整体全年预算", "47244.01", "万元"),
    _fact("N13b", "部门整体自评等级", "良", ""),
    Case("N13c", cell(_PROJECTS, "G2", "985"), "项目绩效.csv!A2"),
    Case("N13d", cell(_PROJECTS, "F4", "900.00"), "项目绩效.csv!A4"),
    Case("N13e", cell(_PROJECTS, "A4", "2024年驻村工作队经费"), "项目绩效.csv!A4"),
    _reason("N14a", "2010301", "人员调出，决算数为411.87万元"),
    _reason("N14a", "2010301", "当年年初预算401.78万元，年中追加", single=True),
    _reason("N14a", "2069999", "设备招标推迟，仅完成年初预算的58.63%"),
    _reason("N14b", "2010301", "压减一般性支出"),
    _reason("N14b", "“三公”经费", "公务用车运行经费增加"),
    Case("U01", cell(_BUDGET, "C3", "4018700"), "年初预算.csv!C3", single=False),
    Case("U01", key(_LAST, "收支总计", "68046400"), "上年数.csv!B5"),
    _published("2025-09-18"),
    _published("2025-08-27"),
]

LIST_CASES = [*SUBJECTS, *LISTS]
