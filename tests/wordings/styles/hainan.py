"""Hainan: contents without the line 目录, totals stated apart, reasons after a colon."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import BASIC, BUY, classes, say_units, shares

VOICE = Voice(
    moved=(
        "与上年相比，{n}{w}{d}，{v}{p}。主要原因：{r}。",
        "比上年{w}{d}，{v}{p}。主要原因：{r}。",
        "与{L}年{l}相比，{w}{d}，{v}{p}。主要原因：{r}。",
    ),
    same=("与上年相比，{n}{same}。",),
    fresh=("上年无此项，{w}{d}。主要原因：{r}。",),
    over=("年初预算为{b}，支出决算为{a}，完成年初预算的{c}，{g}预算数的主要原因：{rb}。",),
    met=("年初预算为{b}，支出决算为{a}，完成年初预算的{c}。",),
    unplanned=("年初预算为0万元，支出决算为{a}，决算数大于预算数的主要原因：{rb}。",),
    idle=("年初预算为0万元，支出决算为0万元。",),
    styles=(Style(), Style(gap=" "), Style(trims_rates=True)),
)
_HEADS = (
    "一、收入支出决算总体情况说明",
    "二、收入决算情况说明",
    "三、支出决算情况说明",
    "四、财政拨款收入支出决算总体情况说明",
    "五、一般公共预算财政拨款支出决算情况说明",
    "六、一般公共预算财政拨款基本支出决算情况说明",
    "七、政府性基金预算财政拨款收入支出决算情况说明",
    "八、国有资本经营预算财政拨款支出决算情况说明",
    "九、财政拨款“三公”经费支出决算情况说明",
    "十、机关运行经费支出情况说明",
    "十一、政府采购支出情况说明",
    "十二、国有资产占用情况说明",
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}{Y}年度部门决算")
    leader = page.dice.pick(("", " ", "." * 24 + " ", "…" * 8))
    page.front("第一部分 {E}概况" + (leader + "1" if leader else ""))
    page.front("第三部分 {Y}年度部门决算情况说明" + (leader + "6" if leader else ""))
    for number, head in enumerate(_HEADS):
        page.front(head + (f"{leader}{6 + number // 3}" if leader else ""))
    page.head("第一部分 {E}概况")
    say_units(page, "纳入{Y}年度部门决算编制范围的单位共{k units}：")
    page.head("第三部分 {Y}年度部门决算情况说明")
    page.head(_HEADS[0])
    page.para("{Y}年度收入总计{a}，支出总计{a}。", "total")
    page.case(
        "total",
        (
            "与上年相比，收支总计{w}{d}，{v}{p}。主要原因：{r}。",
            "与{L}年相比，收入总计{w}{d}，{v}{p}；支出总计{w}{d}，{v}{p}。主要原因：{r}。",
        ),
        ("与上年相比，收支总计{same}。",),
    )
    page.head(_HEADS[1])
    page.para("{Y}年度收入合计{a}。{+change}其中：", "income")
    page.parts(page.filled(SUMS["income"]), shares("income"))
    page.head(_HEADS[2])
    page.para("{Y}年度支出合计{a}。{+change}其中：", "spent")
    page.parts(page.filled(SUMS["spent"]), shares("spent"))
    page.head(_HEADS[3])
    page.para("{Y}年度财政拨款收入总计{a}，支出总计{a}。{+change}", "fiscal_total")
    page.head(_HEADS[4])
    page.para("（一）总体情况。{Y}年度{n}{a}，占本年支出合计的{s/spent}。{+change}", "general")
    page.para("（二）结构情况。主要用于以下方面：")
    page.parts(classes(page), shares("general"))
    page.para("（三）具体情况。{+plan general}其中：")
    for number, code in enumerate(page.figures.items, start=1):
        path = f"{{n class:{code[:3]}}}（类）{{n kuan:{code[:5]}}}（款）{{n}}（项）"
        page.para(f"{number}.{path}。{{+plan}}", f"item:{code}")
    page.head(_HEADS[5])
    page.para(BASIC, "general_basic")
    page.para("人员经费{a personnel}，主要包括：{list personnel}；")
    page.para("公用经费{a public}，主要包括：{list public}。")
    _rest(page)


def _rest(page: Page) -> None:
    page.head(_HEADS[6])
    page.either(
        "fund", "{Y}年度{n}{a}。{+change}", ("{S}{Y}年度{none}政府性基金预算财政拨款收支。",)
    )
    page.head(_HEADS[7])
    page.either(
        "capital",
        "{Y}年度{n}{a}。{+change}",
        ("{S}{Y}年度{none}国有资本经营预算财政拨款支出。",),
    )
    page.head(_HEADS[8])
    page.para("（一）“三公”经费支出总体情况。{Y}年度“三公”经费财政拨款支出{+plan tp}")
    if page.now("tp"):
        page.add("其中：")
        page.parts(SUMS["tp"], "{n}支出决算为{a}，占{s/tp}")
    page.para("（二）“三公”经费支出具体情况。")
    for number, key in enumerate(SUMS["tp"], start=1):
        page.para(f"{number}.{{n}}{{+plan}}", key)
        if page.now(key):
            page.add("{+change}", key)
    page.para("公务用车购置费{a purchase}，购置车辆{k bought}；公务用车运行维护费{a running}，")
    page.add("公务用车保有量{k kept}。因公出国（境）团组{k groups}，{k travellers}。")
    page.add("国内公务接待{k batches}，共{k guests}；")
    page.add("外宾接待{k foreign_batches}团组，{k foreign_guests}。")
    page.head(_HEADS[9])
    page.para("{Y}年度机关运行经费支出{a office}。{+change office}")
    page.head(_HEADS[10])
    page.para(BUY)
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}。")
    page.head(_HEADS[11])
    page.para("截至{Y}年12月31日，{S}共有车辆{k vehicles}，其中：")
    page.parts(page.vehicles(), "{n}{k}", joiner="、")
