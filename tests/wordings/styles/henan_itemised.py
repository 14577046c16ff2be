"""Henan, itemised form: every source and kind with its 0, comparisons in 六, budget in 十."""

from wordings.figures import VEHICLES
from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import classes, item_path, say_performance, say_units

VOICE = Voice(
    moved=(
        "与上年度相比，{n}{w}{d}，{v}{p}，主要原因是{r}。",
        "与上年度相比{w}{d}，{v}{p}，主要原因是{r}。",
    ),
    same=("与上年度相比{same}。", "与上年度相比无变化。"),
    fresh=("上年度无可比数据，不作对比。",),
    over=(
        (
            "年初预算为{b}，支出决算为{a}，完成年初预算的{c}。"
            "决算数与年初预算数存在差异的主要原因是{rb}。"
        ),
        "年初预算{b}，支出决算{a}，完成年初预算的{c}。决算数{g}年初预算数的主要原因：{rb}。",
    ),
    met=("年初预算为{b}，支出决算为{a}，完成年初预算的{c}。决算数与年初预算数不存在差异。",),
    unplanned=("年初预算为0万元，支出决算为{a}。决算数与年初预算数存在差异的主要原因是{rb}。",),
    names={
        "car_lead": "省级领导干部用车",
        "car_rescue": "应急保障车",
        "car_old": "离退休干部用车",
    },
    styles=(Style(trims_rates=True), Style(zero="0.00", trims_rates=True)),
)
_TOTALS = (
    "{Y}年度，收、支总计均为{a}。与上年度相比，收、支总计各{w}{d}，{v}{p}，主要原因是{r}。",
    "{Y}年度，收、支总计均为{a}，与{L}年度的{l}相比，各{w}{d}，{v}{p}，主要原因是{r}。",
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}{Y}年度部门决算")
    page.head("第一部分 {E}概况")
    page.head("一、主要职责")
    page.para("贯彻执行国家有关方针政策，承担市委、市政府交办的其他任务。")
    page.head("二、部门所属预算单位构成情况")
    say_units(page, "纳入{Y}年度部门决算编制范围的预算单位{k units}，具体是：")
    page.head("第三部分 {Y}年度部门决算情况说明")
    page.head("一、收入支出决算总体情况说明")
    page.open()
    page.case(
        "total",
        _TOTALS,
        ("{Y}年度，收、支总计均为{a}，与上年度{same}。",),
        ("{Y}年度，收、支总计均为{a}。上年度无可比数据，不作对比。",),
    )
    page.head("二、收入决算情况说明")
    page.para("{Y}年度，收入合计{a income}，其中：")
    page.parts(SUMS["income"], "{n}{a}，占{s/income}")
    page.head("三、支出决算情况说明")
    page.para("{Y}年度，支出合计{a spent}，其中：")
    page.parts(SUMS["spent"], "{n}{a}，占{s/spent}")
    page.head("四、财政拨款收入支出决算总体情况说明")
    page.open()
    page.case(
        "fiscal_total",
        tuple(form.replace("收、支", "财政拨款收、支") for form in _TOTALS),
        ("{Y}年度，财政拨款收、支总计均为{a}，与上年度{same}。",),
        ("{Y}年度，财政拨款收、支总计均为{a}。上年度无可比数据，不作对比。",),
    )
    page.head("五、一般公共预算财政拨款支出决算情况说明")
    page.head("（一）总体情况")
    page.para("{Y}年度，{n}{a}，占本年支出合计的{s/spent}。{+change}", "general")
    page.head("（二）结构情况")
    page.para("{Y}年度，一般公共预算财政拨款支出{a general}，主要用于以下方面：")
    page.parts(classes(page), "{n}{a}，占{s/general}", joiner="；")
    page.head("（三）具体情况")
    page.para("{Y}年度，一般公共预算财政拨款支出{+plan general}其中：")
    for number, code in enumerate(page.figures.items, start=1):
        page.para(f"{number}.{item_path(code)}。{{+plan}}", f"item:{code}")
    page.head("六、一般公共预算财政拨款基本支出决算情况说明")
    page.para("{Y}年度，一般公共预算财政拨款基本支出{a}。{+change}其中：", "general_basic")
    page.para("人员经费{a}，{+change}主要包括：{list}。", "personnel")
    page.para("公用经费{a}，{+change}主要包括：{list}。", "public")
    _rest(page)


def _rest(page: Page) -> None:
    page.head("七、政府性基金预算财政拨款支出决算情况说明")
    page.either(
        "fund",
        "{Y}年度{n}{+plan}",
        ("{Y}年度{none}政府性基金收入，也没有使用政府性基金安排的支出。",),
    )
    page.head("八、国有资本经营预算财政拨款支出决算情况说明")
    page.either(
        "capital",
        "{Y}年度{n}{+plan}",
        ("{Y}年度{none}国有资本经营收入，也没有使用国有资本经营安排的支出。",),
    )
    page.head("九、财政拨款“三公”经费支出决算情况说明")
    page.head("（一）“三公”经费财政拨款支出决算总体情况说明。")
    page.para("{Y}年度，“三公”经费财政拨款支出" + _plan(page, "tp"), "tp")
    page.head("（二）“三公”经费财政拨款支出决算具体情况说明。")
    if page.now("tp"):
        page.para("{Y}年度，“三公”经费财政拨款支出决算中，")
        page.parts(SUMS["tp"], "{n}支出决算为{a}，占{s/tp}", end="。具体情况如下：")
    page.para("1.{n}" + _plan(page, "abroad"), "abroad")
    page.add("全年组织出国（境）团组{k groups}，累计{k travellers}。")
    page.para("2.{n}" + _plan(page, "car"), "car")
    page.add("其中：公务用车购置支出为{a purchase}，购置车辆{k bought}；")
    page.add("公务用车运行支出为{a running}。")
    page.add("年末开支财政拨款的公务用车保有量为{k kept}。")
    page.para("3.{n}" + _plan(page, "hosting"), "hosting")
    page.add("其中：外宾接待支出{a foreign}，接待团组{k foreign_batches}、{k foreign_guests}；")
    page.add("其他国内公务接待支出{a domestic}，接待{k batches}、{k guests}。")
    page.head("十、机关运行经费支出情况说明")
    page.para("{Y}年度，机关运行经费{+plan office}")
    page.head("十一、政府采购支出情况说明")
    page.para("{Y}年度，政府采购支出总额{a buy}，其中：")
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}；")
    page.add("其中：授予小微企业合同金额{a small}，占政府采购支出总额的{s small/buy}。")
    page.head("十二、国有资产占用情况说明")
    page.para("{Y}年期末，{S}共有车辆{k vehicles}，其中：")
    page.parts(VEHICLES, "{n}{k}", joiner="、", end="；")
    page.add("单位价值100万元（含）以上设备（不含车辆）{k equipment}。")
    say_performance(page)


def _plan(page: Page, key: str) -> str:
    """Return the sentence on the 全年预算 of a “三公” item."""
    if not page.now(key) and not page.planned(key):
        return "全年预算为0万元，支出决算为0万元。决算数与预算数{equal}。"
    form = "全年预算为{b}，支出决算为{a}，完成全年预算的{c}。"
    if page.now(key) == page.planned(key):
        return form + "决算数与预算数{equal}。"
    return form + "存在差异原因为{rb}。"
