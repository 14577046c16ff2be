"""Reasons for a change, of each kind of quantity, upwards and downwards."""

from collections.abc import Mapping

_INCOME = {
    1: ("上级专项资金增加", "年中追加了项目经费", "新增专项工作任务，财政安排的资金相应增加"),
    -1: ("项目资金减少", "上年一次性专项资金本年不再安排", "部分项目已完工，拨款相应减少"),
}
_SPEND = {
    1: (
        "新增专项业务，项目支出增加",
        "人员工资正常调标，支出增加",
        "上年结转项目本年实施，支出增加",
    ),
    -1: (
        "落实过紧日子要求，压减一般性支出",
        "部分项目未到付款节点，支出减少",
        "人员退休，相应经费减少",
    ),
}
_STAFF = {
    1: ("新录用人员增加，工资和社会保险缴费相应增加", "调整津贴补贴标准，人员经费增加"),
    -1: ("退休人员增多，在职人员经费减少", "人员调出，工资支出减少"),
}
_OFFICE = {
    1: ("办公设备更新，公用支出增加", "新增业务较多，差旅费、印刷费增加"),
    -1: ("厉行节约，压减公用支出", "会议和印刷数量减少"),
}
_CARS = {
    1: ("车辆老化，维修费用增加", "外出检查任务增加，燃料费增加"),
    -1: ("严格公务用车管理，维修和燃料费减少", "车辆统一调度，运行费用减少"),
}
_GUESTS = {
    1: ("外地来访学习交流增加", "上级检查调研批次增加"),
    -1: ("严格执行中央八项规定精神，接待批次减少", "从严控制接待标准和陪餐人数，接待费减少"),
}
_THREE = {
    1: ("公务活动增加", "业务检查增加，用车支出增加"),
    -1: ("严格执行中央八项规定精神，压减“三公”经费", "厉行节约，从严控制公务支出"),
}
_ABROAD = {
    1: ("经批准的出国团组增加", "本年新增出国（境）交流任务"),
    -1: ("出国（境）团组减少", "压减出国（境）团组"),
}
_PURCHASE = {
    1: ("按规定更新公务用车，购置支出增加", "更新执法用车，购置费增加"),
    -1: ("本年购置车辆减少", "严控车辆更新，购置支出减少"),
}
_CARRIED = {
    1: ("部分项目跨年度实施，结转资金增加", "项目年末未完工，结转资金增加"),
    -1: ("加快支出进度，结转资金减少", "上年结转项目本年完成，结转资金减少"),
}
_WORKS = {
    1: ("本年新增专项工程，支出增加", "工程款集中支付，支出增加"),
    -1: ("工程已近完工，支出减少", "部分工程款未到付款节点，支出减少"),
}
_KINDS: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "personnel": _STAFF,
    "public": _OFFICE,
    "office": _OFFICE,
    "tp": _THREE,
    "abroad": _ABROAD,
    "car": _CARS,
    "purchase": _PURCHASE,
    "running": _CARS,
    "hosting": _GUESTS,
    "closing": _CARRIED,
    "opening": _CARRIED,
    "fund": _WORKS,
    "general_basic": _STAFF,
}
# 项 that pay staff: insurance, housing fund, 行政运行, 事业运行.
_STAFF_ITEMS = ("208050", "210110", "221020")
_STAFF_ENDS = ("01", "50")
_INCOMES = ("total", "income", "fiscal_total", "fiscal_income", "business", "other")


def reasons_for(key: str, sign: int) -> tuple[str, ...]:
    """Return the reasons that go with a change of a quantity; the sign is never 0."""
    if key.startswith("item:") and (
        key[5:11] in _STAFF_ITEMS or (key[5:8] != "207" and key[-2:] in _STAFF_ENDS)
    ):
        return _STAFF[sign]
    pool = _INCOME if key in _INCOMES else _KINDS.get(key, _SPEND)
    return pool[sign]


PURPOSES = {
    "running": "车辆燃料费、维修费、过路过桥费和保险费等支出",
    "domestic": "接待上级部门检查指导、外地单位学习交流等支出",
    "fund": "基础设施建设和维护",
    "capital": "国有企业退休人员社会化管理补助",
    "abroad": "参加境外业务交流",
}
