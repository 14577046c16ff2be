"""Shanghai: eleven sections, 三公 in seventh place, budget and last year in （一）."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import BASIC, BUY, INCOME, SPENT, say_units, shares

VOICE = Voice(
    moved=(
        "比{L}年度{w}{d}，{v}{p}，主要原因是{r}。",
        "比上年度决算数{w}{d}，{v}{p}，主要原因：{r}。",
    ),
    same=("与{L}年度{same}。",),
    fresh=("{L}年度为0万元，{w}{d}，主要原因是{r}。",),
    over=(
        "年初预算为{b}，支出决算为{a}，完成年初预算的{c}。决算数{g}预算数的主要原因：{rb}。",
        "决算数为{a}，年初预算数为{b}，完成年初预算的{c}，决算数{g}预算数的主要原因是{rb}。",
    ),
    met=("年初预算为{b}，支出决算为{a}，完成年初预算的{c}。决算数与预算数{same}。",),
    unplanned=("年初预算为0万元，支出决算为{a}。决算数大于预算数的主要原因：{rb}。",),
    idle=("年初预算为0万元，支出决算为0万元。",),
    names={"car": "公务用车购置及运行维护费", "domestic": "国内公务接待"},
    styles=(Style(separators=True), Style()),
    self_names=("本部门",),
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}{Y}年度部门决算")
    page.head("第一部分 {E}概况")
    page.head("二、机构设置")
    say_units(page, "{E}{Y}年度部门决算是包括本级及所属单位共{k units}单位的综合收支计划：")
    page.head("第三部分 {E}{Y}年度部门决算情况说明")
    page.head("一、收入支出决算总体情况说明")
    page.para("{Y}年度收入支出总计为{a}，", "total")
    page.case(
        "total",
        (
            "比{L}年度{w}{d}，{v}{p}，主要原因是{r}。",
            "与{L}年度收入支出总计{l}相比，{w}{d}，{v}{p}，主要原因是{r}。",
        ),
    )
    page.head("二、收入决算情况说明")
    page.para(INCOME)
    page.parts(page.filled(SUMS["income"]), shares("income"))
    page.head("三、支出决算情况说明")
    page.para(SPENT)
    page.parts(page.filled(SUMS["spent"]), shares("spent"))
    page.head("四、财政拨款收入支出决算总体情况说明")
    page.para("{Y}年度财政拨款收入支出总计{a}，{+change}", "fiscal_total")
    page.head("五、一般公共预算财政拨款支出决算情况说明")
    page.head("（一）总体情况")
    page.para("{Y}年度{n}{a}，占本年支出合计的{s/spent}，{+change}", "general")
    page.head("（二）结构情况")
    page.para("{Y}年度{n}{a}，主要用于以下方面：", "general")
    keys = [f"class:{code}" for code in page.figures.classes]
    page.parts(keys, "{n}（类）{a}，占{s/general}")
    page.head("（三）具体情况")
    page.para("{Y}年度一般公共预算财政拨款支出{+plan general}其中：")
    for number, code in enumerate(page.figures.items, start=1):
        names = f"{{n class:{code[:3]}}}（类）{{n kuan:{code[:5]}}}（款）{{n}}（项）"
        page.para(f"{number}、{names}：{{+plan}}", f"item:{code}")
    page.head("六、一般公共预算财政拨款基本支出决算情况说明")
    page.para(BASIC, "general_basic")
    page.add("人员经费{a}，主要包括{list}；", "personnel")
    page.add("公用经费{a}，主要包括{list}。", "public")
    _three_public(page)
    page.head("八、政府性基金预算财政拨款支出决算情况说明")
    page.either("fund", "{Y}年度{n}{+plan}", ("{S}{Y}年度无政府性基金预算财政拨款支出。",))
    page.head("九、国有资本经营预算财政拨款支出决算情况说明")
    page.either("capital", "{Y}年度{n}{+plan}", ("{S}{Y}年度无国有资本经营预算财政拨款支出。",))
    page.head("十、预算绩效管理情况说明")
    page.para("{S}按要求开展了{k projects}项目的绩效自评。")
    page.head("十一、其他重要事项的情况说明")
    page.head("（一）机关运行经费支出情况说明")
    page.para("{Y}年度机关运行经费支出{a}，{+change}", "office")
    page.head("（二）政府采购支出情况说明")
    page.para(BUY)
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.head("（三）国有资产占有使用情况说明")
    page.para("截至{Y}年12月31日，{S}共有车辆{k vehicles}，其中：")
    page.parts(page.vehicles(), "{n}{k}", joiner="、")


def _three_public(page: Page) -> None:
    page.head("七、“三公”经费财政拨款支出决算情况说明")
    page.head("（一）“三公”经费财政拨款支出决算总体情况说明")
    page.para("{Y}年度“三公”经费财政拨款支出{+plan tp}")
    if page.now("tp") or page.last("tp"):
        page.add("{Y}年度“三公”经费财政拨款支出决算数{a}，{+change}其中：", "tp")
        compared = [key for key in SUMS["tp"] if page.now(key) or page.last(key)]
        page.parts(compared, "{n}支出决算{a}，{+change}", joiner="", end="")
    page.head("（二）“三公”经费财政拨款支出决算具体情况说明")
    page.para("因公出国（境）费支出决算{a abroad}，安排因公出国（境）团组{k groups}，")
    page.add("累计{k travellers}。")
    page.para("公务用车购置及运行维护费支出决算{a car}。其中：公务用车购置支出{a purchase}，")
    page.add("购置{k bought}；公务用车运行支出{a running}，公务用车保有量为{k kept}。")
    page.para("公务接待费支出决算{a hosting}。其中：国内公务接待支出{a domestic}，")
    page.add("接待{k batches}、{k guests}；")
    page.add("外事接待支出{a foreign}，接待{k foreign_batches}团组、{k foreign_guests}。")
