"""Random reasons and purposes (原因.csv), with the traps that real ones hold."""

from collections.abc import Iterable

from .dice import Dice

# They explain more as well as less.
_CAUSES = (
    "人员工资正常调整",
    "在职人员变动3人",
    "退休人员增加2人，相应经费随之变动",
    "落实过紧日子要求，一般性开支按标准执行",
    "2023年结转项目于本年完成支付",
    "部分项目跨年度实施；剩余资金结转至2025年支付",
    "年中调整专项资金12.5万元",
    "缴费基数由4,800元调整为5,120元",
    "单位职能划转（涉及15个事项）",
    "按照“只减不增”原则从严控制",
    "项目完成进度达到87.50%",
    "信息化系统升级改造。年中由财政统一安排资金",
)
_PURPOSES = (
    "基础设施建设及维护",
    "2023年续建项目（二期）工程款",
    "专项债券项目，安排资金1,200.5万元",
)
# What cars and guests cost is no purpose of anything else.
_OWN_PURPOSES = {
    "公务用车运行用途": ("车辆燃油费、维修费、保险费等支出", "车辆过路过桥费"),
    "国内接待用途": ("上级检查指导、外地单位学习交流等接待支出", "调研接待，来客12人"),
}


def draw_reasons(dice: Dice, keys: Iterable[str]) -> dict[str, str]:
    """Return a text for most of the keys; a key ending in 用途 gets a purpose."""
    percent = dice.pick((100, 90, 90, 60, 0))
    words: dict[str, str] = {}
    for key in keys:
        if dice.chance(percent):
            pool = _OWN_PURPOSES.get(key, _PURPOSES) if key.endswith("用途") else _CAUSES
            words[key] = "，".join(dice.some(pool, 1, 2))
    return words
