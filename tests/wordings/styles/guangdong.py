"""Shenzhen and Guangdong: budget and last year in one sentence, a statement of 三公 of its own."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import BASIC, BUY, classes, say_units, shares

VOICE = Voice(
    moved=(
        "比上年决算数{w}{d}，{v}{p}，主要原因是{r}。",
        "较{L}年决算数{w}{d}，{v}{p}，主要是{r}。",
    ),
    same=("与上年决算数{same}。", "与上年一致。"),
    fresh=("上年决算数为0万元，{w}{d}，主要原因是{r}。",),
    over=("完成全年预算{b}的{c}，{g}预算数的主要原因是{rb}，",),
    met=("完成全年预算{b}的{c}，",),
    unplanned=("全年预算为0万元，",),
    idle=("全年未安排预算，",),
    pairs=(("增加", "减少"), ("增长", "下降")),
    rate_pairs=(("增长", "下降"), ("上升", "下降")),
    styles=(Style(trims_rates=True), Style(separators=True, places=1), Style(trims_rates=True)),
    self_names=("我单位", "本部门"),
)
_BOTH = (
    "{Y}年度{n}决算为{a}，完成年初预算{b}的{c}，比上年决算数{w}{d}，{v}{p}，主要原因是{r}。",
    "{Y}年度{n}决算数{a}，占年初预算{b}的{c}，较上年决算数{l}{w}{d}，{v}{p}，主要原因是{r}。",
    (
        "{Y}年度{n}年初预算{b}，决算{a}，完成预算的{c}；与{L}年决算{l}相比，{w}{d}，{v}{p}，"
        "主要原因是{r}。"
    ),
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{Y}年度{E}部门决算")
    page.head("第一部分 {E}概况")
    say_units(page, "{E}{Y}年度部门决算的编制范围包括{k units}单位：")
    page.head("第三部分 {Y}年度部门决算情况说明")
    page.head("一、收入支出决算总体情况说明")
    page.para("{Y}年度总收入{a}，总支出{a}，{+change}", "total")
    page.head("二、收入决算情况说明")
    page.para("{Y}年度本年收入合计{a}，{+change}其中：", "income")
    page.parts(page.filled(SUMS["income"]), shares("income"))
    page.head("三、支出决算情况说明")
    page.para("{Y}年度本年支出合计{a}，{+change}其中：", "spent")
    page.parts(page.filled(SUMS["spent"]), shares("spent"))
    page.head("四、财政拨款收入支出决算总体情况说明")
    page.para("{Y}年度财政拨款总收入、总支出均为{a}，{+change}", "fiscal_total")
    page.head("五、一般公共预算财政拨款支出决算情况说明")
    _both(page, "general")
    page.para("按支出功能分类，主要用于：")
    page.parts(classes(page), "{n}（类）{a}，占{s/general}", joiner="，")
    for key in classes(page):
        _both(page, key)
    page.head("六、一般公共预算财政拨款基本支出决算情况说明")
    page.para(BASIC, "general_basic")
    page.add("人员经费{a}，占{s/general_basic}，主要包括{list}等；", "personnel")
    page.add("公用经费{a}，占{s/general_basic}，主要包括{list}等。", "public")
    page.head("七、政府性基金预算财政拨款收入支出决算情况说明")
    page.either(
        "fund", "{Y}年度{n}{a}，{+change}", ("{S}{Y}年度{none}政府性基金预算财政拨款收支。",)
    )
    page.head("八、国有资本经营预算财政拨款支出决算情况说明")
    page.either(
        "capital", "{Y}年度{n}{a}，{+change}", ("{S}{Y}年度{none}国有资本经营预算财政拨款支出。",)
    )
    _three_public(page)
    page.head("十、其他重要事项的情况说明")
    page.head("（一）机关运行经费支出情况说明")
    _both(page, "office")
    page.head("（二）政府采购支出情况说明")
    page.para(BUY)
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}，")
    page.add("其中：授予小微企业合同金额{a small}，占授予中小企业合同金额的{s small/sme}。")
    page.head("（三）国有资产占用情况说明")
    page.para("截至{Y}年12月31日，{S}共有车辆{k vehicles}，其中，")
    page.parts(page.vehicles(), "{n}{k}", joiner="、")


def _both(page: Page, key: str) -> None:
    """Write budget and last year in one sentence where both can be compared."""
    now, last = page.now(key), page.last(key)
    if last and page.planned(key) and now != last:
        page.para(_BOTH, key)
    else:
        plan = page.plan(key).replace("全年", "年初")
        page.para(f"{{Y}}年度{{n}}决算为{{a}}，{plan}{{+change}}", key)


def _three_public(page: Page) -> None:
    page.head("九、“三公”经费财政拨款支出决算情况说明")
    page.head("（一）“三公”经费财政拨款支出决算总体情况")
    if not page.now("tp") and not page.planned("tp"):
        page.para("{S}{Y}年度{none}使用财政拨款安排的“三公”经费支出。")
        return
    page.para("{E}{Y}年度“三公”经费财政拨款支出决算为{a}，{+plan}{+change}其中：", "tp")
    for key in SUMS["tp"]:
        if page.now(key) or page.planned(key):
            page.para("{n}决算为{a}，{+plan}{+change}", key)
        else:
            page.para("{n}决算为0万元，全年未安排预算。", key)
    page.head("（二）“三公”经费财政拨款支出决算具体情况说明")
    if page.now("tp"):
        page.para("“三公”经费支出决算中，")
        page.parts(SUMS["tp"], "{n}{a}，占{s/tp}")
    page.para("因公出国（境）团组{k groups}，累计{k travellers}。")
    page.para("公务用车购置费{a purchase}，购置车辆{k bought}；")
    page.add("公务用车运行维护费{a running}，公务用车保有量{k kept}。")
    page.para("国内公务接待{k batches}，{k guests}，国内公务接待支出{a domestic}；")
    page.add("外宾接待{k foreign_batches}团组，{k foreign_guests}，外宾接待支出{a foreign}。")
