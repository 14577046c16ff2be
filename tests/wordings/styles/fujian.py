"""Fujian: the accounts part begins at 四、, codes run together with names and numbers of items."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import BASIC, say_units

VOICE = Voice(
    moved=(
        "较上年决算数{w}{d}，{v}{p}，主要原因是{r}。",
        "比{L}年决算数{w}{d}，{v}{p}，主要是{r}。",
    ),
    same=("与上年决算数{same}。",),
    fresh=("较上年决算数{w}{d}，上年无此项支出，主要原因是{r}。",),
    over=("完成年初预算{b}的{c}，主要原因是{rb}。",),
    met=("完成年初预算{b}的{c}。",),
    unplanned=("年初未安排预算，主要原因是{rb}。",),
    idle=("年初未安排预算。",),
    styles=(Style(), Style(separators=True)),
    names={"general": "一般公共预算财政拨款支出"},
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}")
    page.front("{Y}年度部门决算说明")
    page.head("一、部门主要职责")
    page.para("负责行业发展和安全监管。")
    page.head("二、部门决算单位基本情况")
    say_units(page, "从决算单位构成看，{E}包括{k units}单位：")
    page.head("三、{Y}年度部门主要工作总结")
    page.para("围绕年度目标，较好完成了各项任务。")
    page.head("四、{Y}年度部门决算收支总体情况")
    page.para("（一）收入总计{a}，支出总计{a}；", "total")
    page.case(
        "total",
        (
            "与上年相比各{w}{d}，{v}{p}，主要原因是{r}。",
            "与{L}年决算数相比，各{w}{d}，各{v}{p}，主要是{r}。",
        ),
    )
    page.para("（二）{Y}年度本年收入{a}，{+change}其中：", "income")
    for number, key in enumerate(page.filled(SUMS["income"]), start=1):
        page.add(f"{number}.{{n}}{{a}}，占{{s/income}}。", key)
    page.para("（三）{Y}年度本年支出{a}，{+change}其中：", "spent")
    for number, key in enumerate(page.filled(SUMS["spent"]), start=1):
        page.add(f"{number}.{{n}}{{a}}，占{{s/spent}}。", key)
    page.add("基本支出中，一般公共预算人员经费{a personnel}，公用经费{a public}。")
    page.head("五、一般公共预算财政拨款支出决算情况")
    page.para("{Y}年度{n}{a}，{+change}具体情况如下：", "general")
    for number, code in enumerate(page.figures.items, start=1):
        page.para(f"{number}.{{code}}{{N}}（项）支出{{a}}，{{+change}}", f"item:{code}")
    page.head("六、政府性基金预算财政拨款支出决算情况")
    page.either(
        "fund", "{Y}年度{n}{a}，{+change}", ("{Y}年度{S}{none}使用政府性基金预算拨款安排的支出。",)
    )
    page.head("七、国有资本经营预算财政拨款支出决算情况")
    page.either(
        "capital", "{Y}年度{n}{a}，{+change}", ("{Y}年度{S}{none}使用国有资本经营预算安排的支出。",)
    )
    page.head("八、一般公共预算财政拨款基本支出决算情况")
    page.para(BASIC, "general_basic")
    page.para("（一）人员经费{a}，主要包括：{list}。", "personnel")
    page.para("（二）公用经费{a}，主要包括：{list}。", "public")
    page.head("九、“三公”经费支出决算情况")
    page.para("{Y}年度“三公”经费财政拨款支出{a}，{+plan}{+change}", "tp")
    page.add("具体情况如下：")
    for number, key in enumerate(SUMS["tp"], start=1):
        page.para(f"（{'一二三'[number - 1]}）{{n}}支出{{a}}，{{+plan}}", key)
        if page.now(key) or page.last(key):
            page.add("{+change}", key)
    page.para("其中：公务用车购置费{a purchase}，购置公务用车{k bought}；")
    page.add("公务用车运行费{a running}，年末公务用车保有量{k kept}。")
    page.para("组织出国（境）团组{k groups}，出国（境）{k travellers}。")
    page.add("累计接待{k batches}、接待总人数{k guests}。")
    page.head("十、其他重要事项情况")
    page.para("（一）机关运行经费支出{a office}，{+change office}")
    page.para("（二）政府采购支出总额{a buy}，其中：")
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}。")
    page.para("（三）截至{Y}年12月31日，{S}共有车辆{k vehicles}，其中：")
    page.parts(page.vehicles(), "{n}{k}", joiner="、")
