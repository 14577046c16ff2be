"""A text of a department written by hand, errors that may stand in it, other ways to say it.

No data are needed: every number can be known from the others. The shares, rates and sums were
computed by hand; every wrong number contradicts one of them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "青禾市档案中心"
TRUE = f"""{NAME}2024年度部门决算公开
第一部分 {NAME}概况
第三部分 2024年度部门决算情况说明
一、收入支出决算总体情况说明
本部门2024年度收入总计1,200.00万元，支出总计1,200.00万元，与2023年度相比各增加200.00万元，增长20.00%，\
主要原因是新开展库房改造。
二、收入决算情况说明
2024年度收入合计1,150.00万元，包括：财政拨款收入1,035.00万元，占90.00%；其他收入115.00万元，占10.00%。
三、支出决算情况说明
2024年度支出合计1,180.00万元，包括：基本支出708.00万元，占60.00%；项目支出472.00万元，占40.00%。
四、财政拨款收入支出决算总体情况说明
财政拨款收入总计1,040.00万元，支出总计1,040.00万元，与2023年度相比，各增加40.00万元，增长4.00%，\
主要原因是人员增资。
五、一般公共预算财政拨款支出决算情况说明
（一）总体情况。一般公共预算财政拨款支出1,030.00万元，占本年支出合计的87.29%。
（二）结构情况。一般公共预算财政拨款支出1,030.00万元，主要用于以下方面：\
一般公共服务支出824.00万元，占80.00%；社会保障和就业支出206.00万元，占20.00%。
（三）具体情况。
1.一般公共服务支出（类）档案事务（款）档案馆（项）。年初预算为800.00万元，支出决算为824.00万元，\
完成年初预算的103.00%，决算数大于预算数的主要原因是追加了库房改造经费。
2.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。\
年初预算为206.00万元，支出决算为206.00万元，完成年初预算的100.00%，决算数与预算数持平。
六、一般公共预算财政拨款基本支出决算情况说明
一般公共预算财政拨款基本支出650.00万元，其中：人员经费520.00万元，公用经费130.00万元。
七、“三公”经费支出决算情况说明
“三公”经费支出决算为10.00万元，其中：公务用车运行维护费8.00万元，占80.00%；\
公务接待费2.00万元，占20.00%。
公务用车保有量5辆。国内公务接待30批次、150人次。
八、机关运行经费支出情况
2024年度机关运行经费支出60.00万元，比2023年减少15.00万元，下降20.00%，主要原因是压减办公开支。
九、政府采购支出情况
2024年度政府采购支出总额300.00万元，其中：政府采购货物支出120.00万元、\
政府采购工程支出60.00万元、政府采购服务支出120.00万元。\
授予中小企业合同金额240.00万元，占政府采购支出总额的80.00%。
十、国有资产占用情况
年末共有车辆8辆。
"""


class Slip(NamedTuple):
    """Words of the true text, wrong ones in their place, and other wrong ones, where there are."""

    right: str
    wrong: str
    other: str = ""

    def first(self) -> str:
        """Return the text of the first round."""
        assert TRUE.count(self.right) == 1
        return TRUE.replace(self.right, self.wrong)

    def second(self, state: str) -> str:
        """Return the text in which a slip has come to a state."""
        words = {"fixed": self.right, "unchanged": self.wrong, "miscorrected": self.other}
        return TRUE.replace(self.right, words[state])


SLIPS: Mapping[str, Slip] = {
    "合计": Slip("收入合计1,150.00万元", "收入合计1,510.00万元", "收入合计1,181.00万元"),
    "明细与占比": Slip(
        "一般公共服务支出824.00万元，占80.00%",
        "一般公共服务支出842.00万元，占81.75%",
        "一般公共服务支出892.00万元，占86.60%",
    ),
    "增长率": Slip(
        "增加200.00万元，增长20.00%", "增加200.00万元，增长22.00%", "增加200.00万元，增长25.00%"
    ),
    "人次": Slip("150人次", "15人次", "12人次"),
    "保有量": Slip("保有量5辆", "保有量9辆", "保有量12辆"),
    "方向": Slip("减少15.00万元，下降20.00%", "减少15.00万元，增长20.00%"),
    "大于": Slip("决算数大于预算数的", "决算数小于预算数的"),
    "持平": Slip("决算数与预算数持平", "决算数大于预算数，主要原因是人员增资"),
    "总计": Slip("支出总计1,200.00万元", "支出总计1,020.00万元", "支出总计1,002.00万元"),
    "比率的依据": Slip(
        "机关运行经费支出60.00万元", "机关运行经费支出66.00万元", "机关运行经费支出69.00万元"
    ),
    "完成率": Slip("完成年初预算的103.00%", "完成年初预算的130.00%", "完成年初预算的133.00%"),
    "占比": Slip(
        "占政府采购支出总额的80.00%", "占政府采购支出总额的82.00%", "占政府采购支出总额的28.00%"
    ),
    "一项明细": Slip("工程支出60.00万元", "工程支出66.00万元", "工程支出76.00万元"),
}


def without_commas(text: str) -> str:
    """Print numbers without separators."""
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", text)


def in_yuan(text: str) -> str:
    """Print money in 元."""
    return re.sub(
        r"([0-9,]+\.[0-9]{2})万元",
        lambda found: f"{Decimal(found[1].replace(',', '')) * 10000:,.2f}元",
        text,
    )


def cut_into_sentences(text: str) -> str:
    """Make sentences of what was one."""
    return text.replace("万元，包括：", "万元。其中：").replace("；", "。")


def with_sections_swapped(text: str) -> str:
    """Let 八 come before 七, each with the other's number."""
    before, _, rest = text.partition("七、")
    seventh, _, rest = rest.partition("八、")
    eighth, _, rest = rest.partition("九、")
    return f"{before}七、{eighth}八、{seventh}九、{rest}"


def in_other_words(text: str) -> str:
    """Say the same in words of another province."""
    for old, new in (
        ("主要原因是", "主要是因为"),
        ("与2023年度相比", "较2023年度"),
        ("本部门2024年度", "2024年度，本部门"),
        ("支出决算为", "决算"),
        ("国内公务接待", "全年国内公务接待"),
    ):
        text = text.replace(old, new)
    return text


def with_more_lines(text: str) -> str:
    """Put a line before all of it, and a sentence behind one."""
    more = text.replace("压减办公开支。", "压减办公开支。以上经费按规定列支。")
    return more.replace("第三部分", "本文件说明如下。\n第三部分")


STYLES: Mapping[str, Callable[[str], str]] = {
    "不用千分位": without_commas,
    "改用元": in_yuan,
    "拆成几句": cut_into_sentences,
    "两节换位置": with_sections_swapped,
    "换说法": in_other_words,
    "添几句": with_more_lines,
}
