"""Henan, plain form: thirteen sections, one sentence a fact."""

from wordings.figures import VEHICLES
from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import say_performance

VOICE = Voice(
    moved=(
        "与上年度相比，{n}{w}{d}，{v}{p}。主要原因是{r}。",
        "比上年度{w}{d}，{v}{p}，主要原因是{r}。",
    ),
    same=("与上年度相比，{n}{same}。",),
    fresh=("与上年度相比，{n}{w}{d}，上年度没有此项支出，主要原因是{r}。",),
    over=(
        (
            "年初预算为{b}，支出决算为{a}，完成年初预算的{c}。"
            "决算数与年初预算数存在差异的主要原因是{rb}。"
        ),
    ),
    met=("年初预算为{b}，支出决算为{a}，完成年初预算的{c}。决算数与年初预算数不存在差异。",),
    unplanned=("年初预算为0万元，支出决算为{a}，决算数与年初预算数存在差异的主要原因是{rb}。",),
    names={
        "car_lead": "省级领导干部用车",
        "car_rescue": "应急保障车",
        "car_old": "离退休干部用车",
    },
    styles=(Style(separators=True), Style(), Style(separators=True, zero="0.00")),
)
_TOTALS = (
    "{Y}年度收、支总计均为{a}。与上年度相比，收、支总计各{w}{d}，{v}{p}。主要原因是{r}。",
    "{Y}年度收、支总计均为{a}。与{L}年度相比，收、支总计各{w}{d}，{v}{p}，主要原因是{r}。",
    "{Y}年度收入总计{a}，支出总计{a}。与上年度相比，收、支总计各{w}{d}，{v}{p}。主要原因是{r}。",
)
_EQUAL = ("{Y}年度收、支总计均为{a}。与上年度相比，收、支总计{same}。",)
_NEW = ("{Y}年度收、支总计均为{a}。上年度无可比数据，不作对比。",)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}")
    page.front("{Y}年度部门决算")
    page.head("第一部分 部门概况")
    page.head("一、部门职责")
    page.para("负责本行业有关规划、政策的组织实施和日常监督管理。")
    page.head("二、机构设置")
    page.para("纳入{E}{Y}年度部门决算编制范围的单位共{k units}，包括：")
    page.add("、".join(page.figures.units) + "。")
    page.head("第三部分 {Y}年度部门决算情况说明")
    page.head("一、收入支出决算总体情况说明")
    page.open()
    page.case("total", _TOTALS, _EQUAL, _NEW)
    page.head("二、收入决算情况说明")
    page.para("{Y}年度收入合计{a income}，其中：")
    page.parts(page.filled(SUMS["income"]), "{n}{a}，占{s/income}")
    page.head("三、支出决算情况说明")
    page.para("{Y}年度支出合计{a spent}，其中：")
    page.parts(page.filled(SUMS["spent"]), "{n}{a}，占{s/spent}")
    page.head("四、财政拨款收入支出决算总体情况说明")
    totals = tuple(form.replace("收、支", "财政拨款收、支") for form in (_TOTALS[0], _TOTALS[1]))
    page.open()
    page.case(
        "fiscal_total",
        totals,
        (_EQUAL[0].replace("收、支", "财政拨款收、支"),),
        (_NEW[0].replace("收、支", "财政拨款收、支"),),
    )
    _general(page)
    _funds(page)
    _three_public(page)
    _others(page)


def _general(page: Page) -> None:
    page.head("五、一般公共预算财政拨款支出决算情况说明")
    page.head("（一）总体情况。")
    page.para("{Y}年度一般公共预算财政拨款支出{a general}，占支出合计的{s general/spent}。")
    page.add("{+change general}")
    page.head("（二）结构情况。")
    page.para("{Y}年度一般公共预算财政拨款支出{a general}，主要用于以下方面：")
    classes = [f"class:{code}" for code in page.figures.classes]
    page.parts(classes, "{short}（类）支出{a}，占{s/general}")
    page.head("（三）具体情况。")
    page.para("{Y}年度一般公共预算财政拨款支出{+plan general}其中：")
    for number, code in enumerate(page.figures.items, start=1):
        path = f"{{n class:{code[:3]}}}（类）{{n kuan:{code[:5]}}}（款）{{n}}（项）。"
        page.para(f"{number}. {path}{{+plan}}", f"item:{code}")
    page.head("六、一般公共预算财政拨款基本支出决算情况说明")
    page.para("{Y}年度一般公共预算财政拨款基本支出{a general_basic}。其中：")
    page.add("人员经费{a personnel}，主要包括：{list personnel}；")
    page.add("公用经费{a public}，主要包括：{list public}。")


def _funds(page: Page) -> None:
    page.head("七、政府性基金预算财政拨款支出决算情况说明")
    page.either(
        "fund",
        "{Y}年度{n}{+plan}主要用于{use}。",
        (
            "{Y}年度{n}年初预算为0万元，支出决算为0万元。{S}{Y}年度{none}政府性基金收入，也没有使用政府性基金安排的支出。",
        ),
    )
    page.head("八、国有资本经营预算财政拨款支出决算情况说明")
    page.either(
        "capital",
        "{Y}年度{n}{+plan}主要用于{use}。",
        (
            "{Y}年度{n}年初预算为0万元，支出决算为0万元。{S}{Y}年度{none}国有资本经营收入，也没有使用国有资本经营安排的支出。",
        ),
    )


def _three_public(page: Page) -> None:
    over = "预算为{b}，支出决算为{a}，完成预算的{c}。决算数与预算数存在差异的主要原因是{rb}。"
    met = "预算为{b}，支出决算为{a}，完成预算的{c}。决算数与预算数{equal}。"
    empty = "预算为0万元，支出决算为0万元。决算数与预算数{equal}。"
    spoken = {"tp": "{Y}年度“三公”经费财政拨款支出", "abroad": "1.{n}", "car": "2.{n}"}

    def plan(key: str) -> str:
        form = empty if not page.planned(key) else met
        form = over if page.now(key) != page.planned(key) else form
        return spoken.get(key, "3.{n}") + form

    page.head("九、财政拨款“三公”经费支出决算情况说明")
    page.head("（一）“三公”经费财政拨款支出决算总体情况说明。")
    page.para(plan("tp"), "tp")
    page.head("（二）“三公”经费财政拨款支出决算具体情况说明。")
    if page.now("tp"):
        page.para("{Y}年度“三公”经费财政拨款支出决算中，")
        page.parts(SUMS["tp"], "{n}支出决算{a}，占{s/tp}", end="。具体情况如下：")
    page.para(plan("abroad"), "abroad")
    page.add("全年因公出国（境）团组{k groups}，累计{k travellers}。")
    page.para(plan("car") + "其中：", "car")
    page.para("公务用车购置支出{a purchase}，购置车辆{k bought}。")
    page.para("公务用车运行维护支出{a running}。主要用于{use running}。")
    page.add("{Y}年期末，部门开支财政拨款的公务用车保有量为{k kept}。")
    page.para(plan("hosting") + "其中：", "hosting")
    page.para("外宾接待支出{a foreign}。{Y}年共接待国（境）外来访团组{k foreign_batches}、")
    page.add("来访外宾{k foreign_guests}（不包括陪同人员）。")
    page.para("其他国内公务接待支出{a domestic}。主要用于{use domestic}。")
    page.add("{Y}年共接待国内来访{k batches}、{k guests}（不包括陪同人员）。")


def _others(page: Page) -> None:
    page.head("十、机关运行经费支出情况说明")
    page.para("{Y}年度机关运行经费支出{a office}，")
    page.case(
        "office",
        ("比{L}年度{w}{d}，{v}{p}。主要原因是{r}。", "比上年{w}{d}，{v}{p}，主要原因是{r}。"),
        ("与{L}年度{same}。",),
        ("上年度无可比数据，不作对比。",),
    )
    page.head("十一、政府采购支出情况说明")
    page.para("{Y}年度政府采购支出总额{a buy}，其中：")
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}，其中：")
    page.add("授予小微企业合同金额{a small}，占授予中小企业合同金额的{s small/sme}。")
    page.head("十二、国有资产占用情况说明")
    page.para("{Y}年期末，{S}共有车辆{k vehicles}，其中：")
    page.parts(VEHICLES, "{n}{k}", joiner="、", end="；")
    page.add("单位价值100万元（含）以上设备{k equipment}。")
    say_performance(page)
