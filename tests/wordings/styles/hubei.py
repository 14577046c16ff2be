"""Hubei: fourteen sections, the last on 专项支出; shares against the total in words."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import BUY, classes, item_path, say_units

VOICE = Voice(
    moved=(
        "与上年度相比，{n}{w}{d}，{v}{p}，主要原因是{r}。",
        "与{L}年度相比，{n}{w}{d}，{v}{p}。主要原因是：{r}。",
    ),
    same=("与上年度相比，{n}{same}。",),
    fresh=("上年度无此项，{n}{w}{d}，主要原因是{r}。",),
    over=(
        "年初预算为{b}，支出决算为{a}，完成年初预算的{c}，支出决算数{g}年初预算数的主要原因：{rb}。",
    ),
    met=("年初预算为{b}，支出决算为{a}，完成年初预算的{c}。",),
    unplanned=("年初预算为0万元，支出决算为{a}，支出决算数大于年初预算数的主要原因：{rb}。",),
    idle=("年初预算为0万元，支出决算为0万元。",),
    pairs=(("增加", "减少"), ("增加", "下降")),
    rate_pairs=(("增长", "下降"), ("增长", "降低")),
    styles=(Style(places=1), Style(), Style(trims_rates=True)),
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{Y}年度{E}部门决算")
    page.head("第一部分 {E}概况")
    say_units(page, "{E}{Y}年度部门决算由纳入独立核算的{k units}单位决算组成：")
    page.head("第三部分 {Y}年度部门决算情况说明")
    page.head("一、收入支出决算总体情况说明")
    page.open()
    page.case(
        "total",
        (
            "{Y}年度收、支总计{a}。与上年度相比，收、支总计各{w}{d}，{v}{p}，主要原因是{r}。",
            "{Y}年度收、支总计均为{a}。与{L}年度相比，收、支总计各{w}{d}，各{v}{p}，主要原因是{r}。",
        ),
        ("{Y}年度收、支总计{a}。与上年度相比，收、支总计{same}。",),
        ("{Y}年度收、支总计{a}。上年度无收支，主要原因是新设单位。",),
    )
    page.head("二、收入决算情况说明")
    page.para("{Y}年度收入合计{a}，{+change}其中：", "income")
    page.parts(page.filled(SUMS["income"]), "{n}{a}，占本年收入{s/income}")
    page.head("三、支出决算情况说明")
    page.para("{Y}年度支出合计{a}，{+change}其中：", "spent")
    page.parts(page.filled(SUMS["spent"]), "{n}{a}，占本年支出{s/spent}")
    page.head("四、财政拨款收入支出决算总体情况说明")
    page.para("{Y}年度财政拨款收、支总计{a}。{+change}", "fiscal_total")
    page.head("五、一般公共预算财政拨款支出决算情况说明")
    page.para("（一）一般公共预算财政拨款支出决算总体情况。{Y}年度{n}{a}，", "general")
    page.add("占本年支出合计的{s general/spent}。{+change general}")
    page.para("（二）一般公共预算财政拨款支出决算结构情况。{Y}年度{n}{a}，主要用于：", "general")
    page.parts(classes(page), "{n}（类）{a}，占{s/general}")
    page.para("（三）一般公共预算财政拨款支出决算具体情况。{Y}年度{n}{+plan}其中：", "general")
    page.add("基本支出{a general_basic}，项目支出{a general_project}。")
    for number, code in enumerate(page.figures.items, start=1):
        page.para(f"{number}.{item_path(code)}。{{+plan}}", f"item:{code}")
    page.head("六、一般公共预算财政拨款基本支出决算情况说明")
    page.para("{Y}年度一般公共预算财政拨款基本支出{a general_basic}，其中：")
    page.add("人员经费{a personnel}，主要包括：{list personnel}；")
    page.add("公用经费{a public}，主要包括：{list public}。")
    _rest(page)


def _rest(page: Page) -> None:
    page.head("七、政府性基金预算财政拨款收入支出决算情况说明")
    page.either("fund", "{Y}年度政府性基金预算财政拨款支出{a}。", ("{S}当年无政府性基金收支。",))
    page.head("八、国有资本经营预算财政拨款支出决算情况说明")
    page.either("capital", "{Y}年度{n}{a}。", ("{S}当年无国有资本经营预算支出。",))
    page.head("九、财政拨款“三公”经费支出决算情况说明")
    page.para("（一）“三公”经费财政拨款支出决算总体情况说明。")
    if page.now("tp") and page.planned("tp"):
        page.add("{Y}年度“三公”经费财政拨款支出预算为{b}，支出决算为{a}，完成预算的{c}；", "tp")
        page.case(
            "tp",
            ("较上年{w}{d}，{v}{p}，主要原因是{r}。",),
            ("与上年{same}。",),
            ("上年没有“三公”经费支出。",),
        )
    else:
        page.add("{Y}年度“三公”经费财政拨款{+plan tp}")
    page.para("（二）“三公”经费财政拨款支出决算具体情况说明。")
    for number, key in enumerate(SUMS["tp"], start=1):
        page.para(f"{number}.{{n}}{{+plan}}", key)
    page.para("（1）公务用车购置费支出{a purchase}，购置公务用车{k bought}；")
    page.add("（2）公务用车运行费支出{a running}，年末开支财政拨款的公务用车保有量为{k kept}；")
    page.add("（3）国内公务接待费{a domestic}，共接待{k batches}、{k guests}；")
    page.add("（4）外宾接待支出{a foreign}，接待{k foreign_batches}团组、{k foreign_guests}；")
    page.add("（5）因公出国（境）团组{k groups}、{k travellers}。")
    page.head("十、机关运行经费支出情况说明")
    page.para("{Y}年度机关运行经费支出{a office}，")
    page.case(
        "office",
        ("比年初预算数{b}{wb}{db}，{vb}{pb}。主要原因是：{rb}。",)
        if page.planned("office") not in (0, page.now("office"))
        else ("比{L}年度{w}{d}，{v}{p}，主要原因是：{r}。",),
        ("与{L}年度{same}。",),
    )
    page.head("十一、政府采购支出情况说明")
    page.para(BUY)
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}，")
    page.add("其中：授予小微企业合同金额{a small}，占授予中小企业合同金额的{s small/sme}。")
    page.head("十二、国有资产占用情况说明")
    page.para("截至{Y}年12月31日，{S}共有车辆{k vehicles}，其中，")
    page.parts(page.vehicles(), "{n}{k}", joiner="、", end="；")
    page.add("单位价值100万元（含）以上设备{k equipment}。")
    page.head("十三、预算绩效情况说明")
    page.para("{S}对全部项目支出开展了绩效自评。")
    for number in range(len(page.figures.projects)):
        page.para(
            "{n}全年预算数{b}，执行数{a}，执行率{c}，自评得分{m}，等级为“{grade}”。",
            f"prj:{number}",
        )
    page.head("十四、专项支出、转移支付支出情况说明")
    page.para("{S}本年度无专项支出和转移支付支出。")
