"""Zhejiang: （一）（二） under 三、, lists nested in brackets, wholes named."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import item_path, say_units

VOICE = Voice(
    moved=(
        "与{L}年度相比，{w}{d}，{v}{p}。主要原因：{r}。",
        "与上年相比{w}{d}，{v}{p}，主要原因：{r}。",
    ),
    same=("与{L}年度{same}。", "与上年相比无变化。"),
    fresh=("上年为0万元，{w}{d}，主要原因：{r}。",),
    over=(
        "年初预算为{b}，支出决算为{a}，完成年初预算的{c}，决算数{g}预算数的主要原因：{rb}。",
        "年初预算{b}，支出决算{a}，完成年初预算的{c}。决算数{g}预算数，主要原因：{rb}。",
    ),
    met=("年初预算为{b}，支出决算为{a}，完成年初预算的{c}，决算数与预算数{same}。",),
    unplanned=("年初预算为0万元，支出决算为{a}，决算数大于预算数的主要原因：{rb}。",),
    idle=("年初预算为0万元，支出决算为0万元。",),
    styles=(Style(), Style(places=1), Style(trims_rates=True)),
    names={"running": "公务用车运行维护费"},
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}{Y}年度部门决算")
    page.head("一、概况")
    page.head("（一）部门职责")
    page.para("负责拟订行业发展规划并组织实施。")
    page.head("（二）机构设置")
    say_units(page, "从预算单位构成看，{Y}年度部门决算包括{k units}单位：")
    page.head("三、{Y}年度部门决算情况说明")
    page.head("（一）收入支出决算总体情况说明")
    page.para("{Y}年度收入总计{a}，支出总计{a}，", "total")
    page.case(
        "total",
        (
            "与{L}年度相比，各{w}{d}，{v}{p}。主要原因：{r}。",
            "较上年决算数各{w}{d}，各{v}{p}。主要原因：{r}。",
        ),
    )
    page.head("（二）收入决算情况说明")
    page.para("本年收入合计{a income}；")
    _sources(page)
    page.head("（三）支出决算情况说明")
    page.para(("本年支出合计{a}，其中", "本年支出合计{a}，包括"), "spent")
    page.parts(page.filled(SUMS["spent"]), "{n}{a}，占支出合计{s/spent}")
    page.head("（四）财政拨款收入支出决算总体情况说明")
    page.para("{Y}年度财政拨款收入总计{a}，支出总计{a}，{+change}", "fiscal_total")
    page.head("（五）一般公共预算财政拨款支出决算情况说明")
    page.head("1.一般公共预算财政拨款支出决算总体情况")
    page.para("{Y}年度{n}{a}，占本年支出合计的{s/spent}。{+change}", "general")
    page.head("2.一般公共预算财政拨款支出决算结构情况")
    page.para("{Y}年度一般公共预算财政拨款支出{a general}，主要用于以下方面：")
    keys = [f"class:{code}" for code in page.figures.classes]
    page.parts(keys, "{n}（类）{a}，占{s/general}")
    page.head("3.一般公共预算财政拨款支出决算具体情况")
    page.para("{Y}年度一般公共预算财政拨款支出{+plan general}其中：")
    for code in page.figures.items:
        page.para(item_path(code) + "。{+plan}", f"item:{code}")
    _rest(page)


def _sources(page: Page) -> None:
    """Write the sources: 财政拨款 with its funds nested in brackets."""
    page.add("包括财政拨款收入{a fiscal_income}（其中，")
    funds = ("一般公共预算{a general_income}", "政府性基金{a fund_income}")
    page.add("，".join((*funds, "国有资本经营预算{a capital_income}）")))
    page.add("，占收入合计{s fiscal_income/income}")
    for key in page.filled(SUMS["income"])[1:]:
        page.add("；{n}{a}，占收入合计{s/income}", key)
    page.add("。")


def _rest(page: Page) -> None:
    page.head("（六）一般公共预算财政拨款基本支出决算情况说明")
    page.para("{Y}年度一般公共预算财政拨款基本支出{a general_basic}，其中：")
    page.para("人员经费{a personnel}，主要包括：{list personnel}；")
    page.para("公用经费{a public}，主要包括：{list public}。")
    page.head("（七）政府性基金预算财政拨款支出决算总体情况")
    page.either("fund", "{Y}年度{n}{+plan}", ("{S}{Y}年度没有政府性基金预算拨款安排的支出。",))
    page.head("（八）国有资本经营预算财政拨款支出决算总体情况")
    page.either("capital", "{Y}年度{n}{+plan}", ("{S}{Y}年度没有国有资本经营预算拨款安排的支出。",))
    page.head("（九）财政拨款“三公”经费支出决算情况说明")
    if page.now("tp") or page.planned("tp"):
        page.para("{Y}年度{E}“三公”经费财政拨款支出{+plan tp}")
    else:
        page.para("{Y}年度“三公”经费预算为0万元，支出决算为0万元。")
    if page.now("tp"):
        page.para("“三公”经费财政拨款支出决算中，")
        page.parts(
            page.filled(SUMS["tp"]), "{n}支出决算为{a}，占{s/tp}，{+change}", joiner="", end=""
        )
    page.para("具体为：因公出国（境）团组{k groups}，累计{k travellers}。")
    page.para("公务用车购置及运行维护费{a car}（其中，公务用车购置费{a purchase}，")
    page.add("购置{k bought}；公务用车运行维护费{a running}，年末公务用车保有量{k kept}）。")
    page.para(
        "公务接待费{a hosting}（其中，外宾接待支出{a foreign}，国内公务接待支出{a domestic}），"
    )
    page.add("国内接待{k batches}、{k guests}，外宾{k foreign_batches}团组、{k foreign_guests}。")
    page.head("（十）其他重要事项的情况说明")
    page.para("1.机关运行经费支出情况。{Y}年度机关运行经费支出{a office}，{+change office}")
    page.para("2.政府采购支出情况。{Y}年度政府采购支出总额{a buy}，其中：")
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}")
    page.add("（其中，授予小微企业合同金额{a small}，占授予中小企业合同金额的{s small/sme}）。")
    page.para("3.国有资产占有使用情况。截至{Y}年12月31日，{S}共有车辆{k vehicles}（其中，")
    page.parts(page.vehicles(), "{n}{k}", joiner="、", end="）。")
