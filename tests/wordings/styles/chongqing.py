"""Chongqing: 二、部门决算收支情况说明, numbered items in one paragraph, one-decimal rates."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import BASIC, classes, shares

VOICE = Voice(
    moved=(
        "较上年决算数{w}{d}，{v}{p}，主要原因是{r}。",
        "与{L}年度相比，{w}{d}，{v}{p}，主要原因是{r}。",
    ),
    same=("较上年决算数{same}。", "与{L}年度相比无增减变化。"),
    fresh=("上年无此项数据，{w}{d}，主要原因是{r}。",),
    over=(
        "较年初预算数{wb}{db}，{vb}{pb}，主要原因是{rb}。",
        "完成年初预算{b}的{c}，较年初预算数{wb}{db}，{vb}{pb}，主要原因是{rb}。",
    ),
    met=("与年初预算数{same}。", "完成年初预算{b}的{c}，与年初预算数{same}。"),
    unplanned=("年初未安排预算，{wb}{db}，主要原因是{rb}。",),
    idle=("年初未安排预算，本年无支出。",),
    names={"car": "公务用车购置及运行维护费"},
    styles=(Style(places=1), Style(places=1, separators=True)),
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}")
    page.front("{Y}年度部门决算情况说明")
    page.head("一、部门基本情况")
    page.head("（一）职能职责。")
    page.para("承担相关行业管理和公共服务工作。")
    page.head("（二）机构设置。")
    page.para("{Y}年度，{S}纳入决算编制范围的单位共{k units}，分别是：")
    page.add("、".join(page.figures.units) + "。")
    page.head("二、部门决算收支情况说明")
    page.head("（一）收入支出决算总体情况说明。")
    page.para("1.总体情况。{Y}年度收入总计{a}，支出总计{a}。", "total")
    page.case(
        "total",
        (
            "收、支与{L}年度相比，{w}{d}，{v}{p}，主要原因是{r}。",
            "收、支较上年决算数{w}{d}、{v}{p}，主要原因是{r}。",
        ),
        ("收、支与{L}年度相比{same}。",),
        ("收、支上年均为0万元，主要原因是新设单位。",),
    )
    page.para("2.收入情况。{Y}年度收入合计{a}，{+change}其中：", "income")
    page.parts(page.filled(SUMS["income"]), shares("income"))
    extra = page.filled(("surplus_used", "opening"))
    if extra:
        page.add("此外，")
        page.parts(extra, "{n}{a}", joiner="，")
    page.para("3.支出情况。{Y}年度支出合计{a}，{+change}其中：", "spent")
    page.parts(page.filled(SUMS["spent"]), shares("spent"))
    if page.now("closing"):
        page.para("4.结转结余情况。{Y}年度{n}{a}。{+change}", "closing")
    page.head("（二）财政拨款收入支出决算总体情况说明。")
    page.para("{Y}年度财政拨款收、支总计{a}。", "fiscal_total")
    page.case(
        "fiscal_total",
        ("与{L}年度相比，财政拨款收、支总计各{w}{d}，{v}{p}。主要原因是{r}。",),
        ("与{L}年度{same}。",),
        ("上年均为0万元，主要原因是新设单位。",),
    )
    _general(page)
    _three_public(page)
    _others(page)


def _general(page: Page) -> None:
    page.head("（三）一般公共预算财政拨款支出决算情况说明。")
    page.para("1.支出情况。{Y}年度{n}{a}，{+change}{+plan}", "general")
    page.para("2.比较情况。{S}{Y}年度{n}主要用于以下几个方面：", "general")
    for number, key in enumerate(classes(page), start=1):
        page.para(f"（{number}）{{n}}{{a}}，占{{s/general}}，{{+plan}}", key)
    page.head("（四）一般公共预算财政拨款基本支出决算情况说明。")
    page.para(BASIC, "general_basic")
    page.add("人员经费{a}，{+change}人员经费用途主要包括{list}。", "personnel")
    page.add("公用经费{a}，{+change}公用经费用途主要包括{list}。", "public")
    page.head("（五）政府性基金预算收支决算情况说明。")
    page.either(
        "fund",
        "{Y}年度政府性基金预算财政拨款本年支出{a}，{+change}",
        ("{S}{Y}年度无政府性基金预算财政拨款收支。",),
    )
    page.head("（六）国有资本经营预算财政拨款支出决算情况说明。")
    page.either(
        "capital",
        "{Y}年度{n}{a}，{+change}",
        ("{S}{Y}年度无国有资本经营预算财政拨款支出。",),
    )


def _three_public(page: Page) -> None:
    page.head("三、“三公”经费情况说明")
    page.head("（一）“三公”经费支出总体情况说明。")
    page.para("{Y}年度“三公”经费支出共计{a}，{+plan}{+change}", "tp")
    page.head("（二）“三公”经费分项支出情况。")
    for key in SUMS["tp"]:
        if page.now(key):
            page.para("{Y}年度{S}{n}{a}。费用支出{+plan}{+change}", key)
        else:
            page.para("{Y}年度{S}未发生{n}支出。", key)
    if page.now("car"):
        page.para("其中：公务用车购置费{a purchase}，公务用车运行维护费{a running}。")
    page.head("（三）“三公”经费实物量情况。")
    page.para("{Y}年度{S}因公出国（境）共计{k groups}团组，{k travellers}；")
    page.add("公务用车购置{k bought}，公务车保有量为{k kept}；")
    page.add("国内公务接待{k batches}{k guests}；")
    page.add("国（境）外公务接待{k foreign_batches}团组，{k foreign_guests}。")


def _others(page: Page) -> None:
    page.head("四、其他需要说明的事项")
    page.head("（一）机关运行经费情况说明。")
    page.para("{Y}年度{S}机关运行经费支出{a}，{+change}", "office")
    page.head("（二）国有资产占用情况说明。")
    page.para("截至{Y}年12月31日，{S}共有车辆{k vehicles}，其中，")
    page.parts(page.vehicles(), "{n}{k}", joiner="，")
    page.head("（三）政府采购支出情况说明。")
    page.para("{Y}年度{S}政府采购支出总额{a buy}，其中：")
    page.parts(page.filled(SUMS["buy"]), "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}。")
