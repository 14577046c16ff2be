"""Every kind of error with its true counterpart, which must stay silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .saying import (
    counted_again,
    in_other_order,
)
from .truths_numbers import (
    change_of_change,
    final_first,
    from_to,
    in_yi,
    in_yuan,
    large_rise,
    no_completion,
    no_rate,
    open_list,
    other_base,
    other_scope,
    other_whole,
    part_of_last,
    percent_once,
    regrouped,
    rounded,
    said_again,
    spaced,
    summed_up,
    unit_once,
)
from .truths_words import (
    as_planned,
    authority,
    classes_again,
    codes_again,
    free_years,
    grades,
    higher_or_lower,
    in_brackets,
    last_year,
    latin_words,
    level,
    named_again,
    neutral_reason,
    no_difference,
    no_year,
    nothing_more,
    reordered,
    sources_again,
    synonym,
    truly_nothing,
    with_et_cetera,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .planting import Case
    from .saying import Found

TRUTHS: dict[str, Callable[[Case], Found]] = {
    "金额一位写错": regrouped,
    "数字颠倒": said_again,
    "小数点错位": in_yi,
    "元与万元": in_yuan,
    "万元缺元": spaced,
    "金额缺单位": unit_once,
    "比率缺%": percent_once,
    "增减率算错": rounded("p", "pb"),
    "增减率用本年作基数": change_of_change,
    "增减率用预算作基数": other_base,
    "增减额写成比率": change_of_change,
    "完成率算错": rounded("c"),
    "完成率颠倒": part_of_last,
    "占比算错": rounded("s"),
    "占比换了整体": other_whole,
    "合计错": summed_up,
    "明细与占比同错": open_list,
    "预决算对调": final_first,
    "同数两值": other_scope,
    "下降超过100%": large_rise,
    "减少额大于上年": from_to,
    "车辆数与明细": counted_again("vehicles", "上述{k vehicles}车辆均已登记入账。"),
    "人次少于批次": counted_again("guests", "接待的{k guests}均为因公来访人员。"),
    "保有量多于车辆": counted_again("kept", "公务用车保有量{k kept}，年内没有增减。"),
    "单位个数与名单": counted_again("units", "以上{k units}单位均为独立编制机构。"),
    "方向全反": synonym("w"),
    "增减方向混用": synonym("v"),
    "有变动写持平": level,
    "有差异写无差异": no_difference,
    "相等写大小于": as_planned,
    "大于小于颠倒": higher_or_lower,
    "零基数有增减率": no_rate,
    "零预算有完成率": no_completion,
    "原因方向相反": neutral_reason,
    "留着增加（减少）": in_brackets,
    "留着XX": latin_words,
    "有数写没有": truly_nothing,
    "等级与得分": grades,
    "标题年度过时": no_year,
    "对比年度错": last_year,
    "数字年度过时": free_years,
    "别的部门名称": authority,
    "名称：基本与项目": in_other_order(
        "basic_all",
        "project_all",
        "其中，项目支出{a project_all}，基本支出{a basic_all}。",
    ),
    "名称：人员与公用": in_other_order(
        "general_basic", "public", "其中，公用经费{a public}，人员经费{a personnel}。"
    ),
    "名称：收入来源": sources_again,
    "名称：货物与服务": in_other_order(
        "buy", "services", "其中，政府采购服务支出{a services}，政府采购货物支出{a goods}。"
    ),
    "名称：购置与运行": in_other_order(
        "running", "purchase", "全年公务用车运行维护费{a running}，公务用车购置费{a purchase}。"
    ),
    "名称：预算种类": in_other_order(
        "general",
        "fund",
        "同期政府性基金预算财政拨款支出{a fund}，国有资本经营预算财政拨款支出{a capital}。",
    ),
    "名称：外宾与国内": in_other_order(
        "domestic", "foreign", "按来宾分，国内公务接待支出{a domestic}，外宾接待支出{a foreign}。"
    ),
    "名称：三公各项": in_other_order(
        "tp", "hosting", "按项目分，公务接待费{a hosting}，因公出国（境）费{a abroad}。"
    ),
    "名称：别的类": classes_again,
    "两个名称对调": in_other_order(
        "spent",
        "project_all",
        "项目支出、基本支出分别为{a project_all}、{a basic_all}。",
    ),
    "明细漏一项": nothing_more,
    "明细重一项": named_again,
    "主要包括漏项": reordered,
    "主要包括多项": with_et_cetera,
    "编码配错名称": codes_again,
    "名称配错编码": codes_again,
}
