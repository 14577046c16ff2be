"""The words by which the labels of F03 机构运行信息表 are told, whatever surrounds them."""

from __future__ import annotations

from typing import NamedTuple

RUNNING_COSTS = "机关运行经费"
PIECES = "台（套）"


class Words(NamedTuple):
    """What a label has to contain: all of `needed`, one of `one_of`, none of `barred`.

    `exact` lists whole labels instead. Labels come without ordinal, unit, brackets and quotes.
    """

    needed: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()

    def match(self, label: str) -> bool:
        """Whether the label means this."""
        if self.exact:
            return label in self.exact
        return (
            all(word in label for word in self.needed)
            and not any(word in label for word in self.barred)
            and (not self.one_of or any(word in label for word in self.one_of))
        )


_COUNTED = ("数", "批", "人次", "人数", "团组", "辆")
_ABROAD = "国境外"
# The rows of 公开09: {1}–{6} and {7}–{12}.
THREE_PUBLIC: tuple[tuple[str, Words], ...] = (
    ("合计", Words(exact=("三公经费支出", "三公经费", "三公经费支出合计", "支出合计"))),
    ("因公出国（境）费", Words(("因公出国", "费"), _COUNTED)),
    ("公务用车购置及运行维护费", Words(("公务用车购置及运行", "费"), _COUNTED)),
    ("公务用车购置费", Words(("公务用车购置", "费"), (*_COUNTED, "及运行"))),
    ("公务用车运行维护费", Words(("公务用车运行", "费"), (*_COUNTED, "购置"))),
    ("公务接待费", Words(exact=("公务接待费", "公务接待费支出"))),
)
ABROAD_HOSTING = Words((_ABROAD, "接待"))
# Keys of 事项.csv that are amounts.
AMOUNTS: dict[str, Words] = {
    RUNNING_COSTS: Words(exact=(RUNNING_COSTS, "机关运行经费支出", "机关运行经费合计")),
    "政府采购支出总额": Words(exact=("政府采购支出合计", "政府采购支出总额", "政府采购支出")),
    "政府采购货物支出": Words(("政府采购货物支出",)),
    "政府采购工程支出": Words(("政府采购工程支出",)),
    "政府采购服务支出": Words(("政府采购服务支出",)),
    "授予中小企业合同金额": Words(("授予中小企业合同",)),
    "授予小微企业合同金额": Words(("授予小微企业合同",)),
    "外宾接待支出": Words(("外", "接待"), ("国内", _ABROAD, *_COUNTED)),
    "国内接待支出": Words(("国内", "接待"), ("外", *_COUNTED)),
}
# Keys of 事项.csv that are counts, with the unit where the label states none.
COUNTS: dict[str, tuple[Words, str]] = {
    "因公出国（境）团组数": (Words(("出国", "团组")), "个"),
    "因公出国（境）人次": (Words(("出国", "人"), ("团组", "费")), "人次"),
    "公务用车购置数": (Words(("公务用车购置", "数"), ("费",)), "辆"),
    "公务用车保有量": (Words(("公务用车", "保有量")), "辆"),
    "国内接待团组数": (Words(("国内", "接待"), ("外",), ("批", "团组")), "批次"),
    "国内接待人次": (Words(("国内", "接待", "人"), ("外", "批", "团组")), "人次"),
    "外宾接待团组数": (Words(("外", "接待"), ("国内", _ABROAD), ("批", "团组")), "批次"),
    "外宾接待人次": (Words(("外", "接待", "人"), ("国内", _ABROAD, "批", "团组")), "人次"),
    "省级领导干部用车": (Words(("级", "领导", "用车"), ("公务",)), "辆"),
    "主要领导干部用车": (Words(("主要", "用车"), ("公务",), ("领导", "负责人")), "辆"),
    "机要通信用车": (Words(("机要通信", "用车")), "辆"),
    "应急保障车": (Words(("应急保障", "车")), "辆"),
    "执法执勤用车": (Words(("执法执勤", "用车")), "辆"),
    "特种专业技术用车": (Words(("特种专业技术", "用车")), "辆"),
    "离退休干部用车": (Words(("离退休干部", "用车")), "辆"),
    "其他用车": (Words(exact=("其他用车",)), "辆"),
    "单位价值100万元（含）以上设备": (
        Words(("100万元", "以上", "设备"), ("通用", "专用")),
        PIECES,
    ),
}
WORDS: dict[str, Words] = {**AMOUNTS, **{key: words for key, (words, _) in COUNTS.items()}}
# 国内接待 counts the foreign guests (其中：外事接待); 事项.csv asks for the others alone.
FOREIGN_PARTS = {
    "国内接待支出": "外宾接待支出",
    "国内接待团组数": "外宾接待团组数",
    "国内接待人次": "外宾接待人次",
}
