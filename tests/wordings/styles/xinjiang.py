"""Xinjiang: totals spelled out as their parts, free sentences, blanks and full-width digits."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import classes, say_units, shares

VOICE = Voice(
    moved=(
        "与上年相比，{w}{d}，{v}{p}，主要原因是：{r}。",
        "同上年{l}相比{w}{d}，{v}{p}，主要原因是：{r}。",
        "上年为{l}，本年{w}{d}，{v}{p}，主要原因是：{r}。",
    ),
    same=("与上年相比无变化。", "与上年{same}。"),
    fresh=("上年无此项收支，{w}{d}，主要原因是：{r}。",),
    over=(
        "年初预算数{b}，决算数{a}，预算完成率{c}，主要原因是：{rb}。",
        "与年初预算数{b}相比{wb}{db}，{vb}{pb}，主要原因是：{rb}。",
    ),
    met=("决算数{a}，与年初预算数{b}一致。",),
    unplanned=("决算数{a}，年初未安排预算，主要原因是：{rb}。",),
    idle=("决算数为0万元，年初未安排预算。",),
    pairs=(("增加", "减少"), ("增加", "降低")),
    rate_pairs=(("增长", "下降"), ("上升", "下降"), ("增幅", "降幅")),
    styles=(Style(), Style(gap=" "), Style(wide=True), Style(separators=True, gap=" ")),
    self_names=("本单位", "我单位"),
    hanzi_counts=True,
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}{Y}年度部门决算公开说明")
    page.head("第一部分 单位概况")
    say_units(page, "纳入{Y}年度部门决算编制范围的有{k units}单位，即")
    page.head("第二部分 部门决算情况说明")
    page.head("一、收入支出决算总体情况说明")
    page.para("{Y}年度收入总计{a total}，其中：本年收入合计{a income}，")
    page.parts(("surplus_used", "opening"), "{n}{a}", joiner="，")
    page.para("{Y}年度支出总计{a total}，其中：本年支出合计{a spent}，年末结转和结余{a closing}。")
    page.para("{Y}年度收入支出总体", "total")
    page.add("{+change}", "total")
    page.head("二、收入决算情况说明")
    page.para("本年收入{a income}，其中：")
    page.parts(SUMS["income"], shares("income"))
    page.head("三、支出决算情况说明")
    page.para("本年支出{a spent}，其中：")
    page.parts(SUMS["spent"], shares("spent"))
    page.head("四、财政拨款收入支出决算总体情况说明")
    page.para("财政拨款收入总计、支出总计均为{a}，{+change}", "fiscal_total")
    page.head("五、一般公共预算财政拨款支出决算情况说明")
    page.para("（一）总体情况。{n}{a}，占本年支出合计的{s/spent}。{+change}", "general")
    page.add("{n}{+plan}", "general")
    page.para("（二）结构情况。")
    for number, key in enumerate(classes(page), start=1):
        page.add(f"{number}.{{n}}（类）{{a}}，占{{s/general}}；", key)
    page.add("以上合计{a general}。")
    page.para("（三）具体情况。")
    for number, code in enumerate(page.figures.items, start=1):
        names = f"{{n class:{code[:3]}}}（类）{{n kuan:{code[:5]}}}（款）{{n}}（项）"
        page.para(f"{number}.{names}：支出决算数为{{a}}，{{+change}}", f"item:{code}")
    _rest(page)


def _rest(page: Page) -> None:
    page.head("六、一般公共预算财政拨款基本支出决算情况说明")
    page.para("基本支出{a general_basic}，其中：人员经费{a personnel}，包括{list personnel}。")
    page.para("公用经费{a public}，包括{list public}。")
    page.head("七、财政拨款“三公”经费支出决算情况说明")
    page.para("“三公”经费财政拨款支出决算{a}，{+change}其中：", "tp")
    for key in SUMS["tp"]:
        page.add("{n}支出{a}，", key)
        if page.now("tp"):
            page.add("占{s/tp}，", key)
        page.add("{+change}", key)
    page.para("具体情况如下：因公出国（境）团组{k groups}，因公出国（境）{k travellers}。")
    page.add("公务用车购置费{a purchase}，公务用车运行维护费{a running}，")
    page.add("公务用车购置数{k bought}，公务用车保有量{k kept}。")
    page.add("国内公务接待{k batches}，{k guests}。")
    page.para("预算执行情况：“三公”经费{+plan tp}")
    for key in SUMS["tp"]:
        page.add("{n}{+plan}", key)
    page.head("八、政府性基金预算财政拨款收入支出决算情况说明")
    page.either("fund", "政府性基金预算财政拨款支出{a}，{+change}", ("{S}无政府性基金预算收支。",))
    page.head("九、国有资本经营预算财政拨款收入支出决算情况说明")
    page.either("capital", "{n}{a}，{+change}", ("{S}无国有资本经营预算收支。",))
    page.head("十、其他重要事项的情况说明")
    page.para("（一）{Y}年度机关运行经费支出{a office}，{+change office}")
    page.para("（二）{Y}年度政府采购支出总额{a buy}，其中：")
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}。")
    page.para("（三）截至{Y}年12月31日，共有车辆{k vehicles}，其中：")
    page.parts(page.vehicles(), "{n}{k}", joiner="、")
