"""The words by which the labels of F03 机构运行信息表 are told, whatever surrounds them."""

from __future__ import annotations

from typing import NamedTuple

from generator.field import zh

RUNNING_COSTS = zh.RUNNING_COSTS
PIECES = zh.PIECES


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


_COUNTED = ("数", "批", zh.PERSON_TIMES, "人数", "团组", "辆")
_ABROAD = "国境外"
# The rows of 公开09: {1}–{6} and {7}–{12}.
THREE_PUBLIC: tuple[tuple[str, Words], ...] = (
    (zh.TOTAL, Words(exact=("三公经费支出", "三公经费", "三公经费支出合计", zh.EXPENDITURE_SUM))),
    (zh.TRAVEL_ABROAD, Words(("因公出国", "费"), _COUNTED)),
    (zh.VEHICLES_LONG, Words(("公务用车购置及运行", "费"), _COUNTED)),
    (zh.VEHICLE_PURCHASE, Words(("公务用车购置", "费"), (*_COUNTED, "及运行"))),
    (zh.VEHICLE_RUNNING, Words(("公务用车运行", "费"), (*_COUNTED, "购置"))),
    (zh.RECEPTION, Words(exact=(zh.RECEPTION, "公务接待费支出"))),
)
ABROAD_HOSTING = Words((_ABROAD, "接待"))
# Keys of 事项.csv that are amounts.
AMOUNTS: dict[str, Words] = {
    RUNNING_COSTS: Words(exact=(RUNNING_COSTS, "机关运行经费支出", "机关运行经费合计")),
    zh.PROCUREMENT: Words(exact=("政府采购支出合计", zh.PROCUREMENT, "政府采购支出")),
    zh.PROCURED_GOODS: Words((zh.PROCURED_GOODS,)),
    zh.PROCURED_WORKS: Words((zh.PROCURED_WORKS,)),
    zh.PROCURED_SERVICES: Words((zh.PROCURED_SERVICES,)),
    zh.SMALL_AND_MEDIUM_CONTRACTS: Words(("授予中小企业合同",)),
    zh.SMALL_CONTRACTS: Words(("授予小微企业合同",)),
    zh.FOREIGN_RECEPTION: Words(("外", "接待"), ("国内", _ABROAD, *_COUNTED)),
    zh.DOMESTIC_RECEPTION: Words(("国内", "接待"), ("外", *_COUNTED)),
}
# Keys of 事项.csv that are counts, with the unit where the label states none.
COUNTS: dict[str, tuple[Words, str]] = {
    zh.DELEGATIONS_ABROAD: (Words(("出国", "团组")), "个"),
    zh.PERSONS_ABROAD: (Words(("出国", "人"), ("团组", "费")), zh.PERSON_TIMES),
    zh.VEHICLES_BOUGHT: (Words(("公务用车购置", "数"), ("费",)), "辆"),
    zh.VEHICLES_KEPT: (Words(("公务用车", "保有量")), "辆"),
    zh.DOMESTIC_GROUPS: (Words(("国内", "接待"), ("外",), ("批", "团组")), zh.BATCHES),
    zh.DOMESTIC_GUESTS: (Words(("国内", "接待", "人"), ("外", "批", "团组")), zh.PERSON_TIMES),
    zh.FOREIGN_GROUPS: (Words(("外", "接待"), ("国内", _ABROAD), ("批", "团组")), zh.BATCHES),
    zh.FOREIGN_GUESTS: (
        Words(("外", "接待", "人"), ("国内", _ABROAD, "批", "团组")),
        zh.PERSON_TIMES,
    ),
    zh.CARS_OF_PROVINCIAL_LEADERS: (Words(("级", "领导", "用车"), ("公务",)), "辆"),
    zh.CARS_OF_LEADERS: (Words(("主要", "用车"), ("公务",), ("领导", "负责人")), "辆"),
    zh.CARS_OF_COURIERS: (Words(("机要通信", "用车")), "辆"),
    zh.CARS_FOR_EMERGENCIES: (Words(("应急保障", "车")), "辆"),
    zh.CARS_OF_ENFORCEMENT: (Words(("执法执勤", "用车")), "辆"),
    zh.SPECIAL_VEHICLES: (Words(("特种专业技术", "用车")), "辆"),
    zh.CARS_OF_RETIRED_LEADERS: (Words(("离退休干部", "用车")), "辆"),
    zh.OTHER_CARS: (Words(exact=(zh.OTHER_CARS,)), "辆"),
    zh.LARGE_EQUIPMENT: (
        Words(("100万元", "以上", "设备"), ("通用", "专用")),
        PIECES,
    ),
}
WORDS: dict[str, Words] = {**AMOUNTS, **{key: words for key, (words, _) in COUNTS.items()}}
# 国内接待 counts the foreign guests (其中：外事接待); 事项.csv asks for the others alone.
FOREIGN_PARTS = {
    zh.DOMESTIC_RECEPTION: zh.FOREIGN_RECEPTION,
    zh.DOMESTIC_GROUPS: zh.FOREIGN_GROUPS,
    zh.DOMESTIC_GUESTS: zh.FOREIGN_GUESTS,
}
