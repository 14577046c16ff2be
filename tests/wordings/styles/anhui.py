"""Anhui: comparisons with 上年决算 and with 预算, 三公 in the order 出国, 接待, 用车."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import BUY, INCOME, SPENT, classes, say_units, shares

VOICE = Voice(
    moved=(
        "与{L}年度决算相比，{w}{d}，{v}{p}，主要原因：{r}。",
        "较上年决算{w}{d}，{v}{p}，主要原因：{r}。",
        "与上年度的{l}相比，{w}{d}，{v}{p}，主要原因：{r}。",
    ),
    same=("与{L}年度决算相比{same}。", "与上年度决算数一致。"),
    fresh=("上年度决算为0万元，{w}{d}，主要原因：{r}。",),
    over=(
        "预算为{b}，决算为{a}，完成预算的{c}，与预算相比{wb}{db}，{vb}{pb}，主要原因：{rb}。",
        "决算数{a}，较预算数{b}{wb}{db}，{vb}{pb}，主要原因：{rb}。",
    ),
    met=("预算为{b}，决算为{a}，完成预算的{c}，与预算数{same}。",),
    unplanned=("未安排预算，决算为{a}，主要原因：{rb}。",),
    idle=("预算为0万元，决算为0万元，与预算{same}。",),
    pairs=(("增加", "减少"),),
    rate_pairs=(("增长", "下降"), ("增幅为", "降幅为")),
    styles=(Style(), Style(places=1), Style(separators=True)),
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}{Y}年度部门决算")
    page.head("第一部分 部门概况")
    page.head("一、部门职责")
    page.para("组织拟订有关政策并监督实施。")
    page.head("二、机构设置")
    say_units(page, "从决算编制范围看，纳入{E}{Y}年度部门决算编制范围的单位共{k units}：")
    page.head("第三部分 {Y}年度部门决算情况说明")
    page.head("一、收入支出总计决算情况说明")
    page.para("{Y}年度收入总计{a}，支出总计{a}。", "total")
    page.case(
        "total",
        (
            "与{L}年度相比，收、支总计各{w}{d}，{v}{p}，主要原因：一是{r}；二是人员变动。",
            "与上年度收、支总计{l}相比，各{w}{d}，{v}{p}，主要原因：{r}。",
        ),
    )
    page.head("二、收入决算情况说明")
    page.para(INCOME)
    page.parts(page.filled(SUMS["income"]), shares("income"))
    page.head("三、支出决算情况说明")
    page.para(SPENT)
    page.parts(page.filled(SUMS["spent"]), shares("spent"))
    page.head("四、财政拨款收入支出总体决算情况说明")
    page.para("{Y}年度财政拨款收入总计{a}，支出总计{a}。{+change}", "fiscal_total")
    page.head("五、一般公共预算财政拨款支出决算情况说明")
    page.head("（一）一般公共预算财政拨款支出总体情况")
    page.para("{Y}年度{n}{a}，占本年支出合计的{s/spent}。{+change}", "general")
    page.head("（二）一般公共预算财政拨款支出结构情况")
    page.para("{Y}年度{n}{a}，主要用于以下方面：", "general")
    page.parts(classes(page), shares("general"))
    page.head("（三）一般公共预算财政拨款支出具体情况")
    page.para("{Y}年度一般公共预算财政拨款支出{+plan general}其中：")
    for number, code in enumerate(page.figures.items, start=1):
        path = f"{{n class:{code[:3]}}}（类）{{n kuan:{code[:5]}}}（款）{{n}}（项）"
        page.para(f"{number}.“{path}”{{+plan}}", f"item:{code}")
    page.head("六、一般公共预算财政拨款基本支出决算情况说明")
    page.para("{Y}年度财政拨款基本支出{a general_basic}，其中，人员经费{a personnel}，")
    page.add("主要包括：{list personnel}；公用经费{a public}，主要包括：{list public}。")
    _rest(page)


def _rest(page: Page) -> None:
    page.head("七、政府性基金预算财政拨款支出决算情况说明")
    page.either(
        "fund", "{Y}年度{n}{+plan}", ("{E}{none}政府性基金收入，也没有使用政府性基金安排的支出。",)
    )
    page.head("八、国有资本经营预算财政拨款支出决算情况说明")
    page.either(
        "capital",
        "{Y}年度{n}{+plan}",
        ("{E}{none}国有资本经营收入，也没有使用国有资本经营安排的支出。",),
    )
    page.head("九、“三公”经费支出决算情况说明")
    page.para("（一）“三公”经费支出决算总体情况。{Y}年度“三公”经费{+plan tp}")
    if page.last("tp") and page.now("tp"):
        page.add("{+change tp}")
    page.para("（二）“三公”经费支出决算具体情况。")
    if page.now("tp"):
        page.add("“三公”经费支出决算中，")
        page.parts(("abroad", "hosting", "car"), "{n}{a}，占{s/tp}")
    for number, key in enumerate(("abroad", "hosting", "car"), start=1):
        page.para(f"{number}.{{n}}{{+plan}}", key)
        if page.now(key):
            page.add("{+change}", key)
        if key == "hosting":
            page.add("国内公务接待{k batches}、{k guests}；")
            page.add("外宾接待{k foreign_batches}团组、{k foreign_guests}。")
    page.para("其中，公务用车购置费{a purchase}，{+change purchase}购置公务用车{k bought}；")
    page.add("公务用车运行维护费{a running}，年末公务用车保有量{k kept}。")
    page.head("十、机关运行经费支出情况说明")
    page.para("{Y}年度机关运行经费{a office}，{+change office}")
    page.head("十一、政府采购支出情况说明")
    page.para(BUY)
    page.parts(page.filled(SUMS["buy"]), "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}。")
    page.head("十二、国有资产占有使用情况说明")
    page.para("截至{Y}年12月31日，{E}共有车辆{k vehicles}，其中：")
    page.parts(page.vehicles(), "{n}{k}", joiner="、", end="；")
    page.add("单价100万元（含）以上设备{k equipment}。")
