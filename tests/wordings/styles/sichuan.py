"""Sichuan: 各是A、B, 各下降p、q; reasons after the budget; tables at the end."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import INCOME, SPENT, classes, item_path, shares

VOICE = Voice(
    moved=(
        "与上年相比，{n}{w}{d}，{v}{p}。主要变动原因是{r}。",
        "较{L}年{w}{d}，{v}{p}，主要变动原因是{r}。",
    ),
    same=("与{L}年{same}。", "与上年相比，{n}无增减变化。"),
    fresh=("上年没有此项支出，{w}{d}，主要变动原因是{r}。",),
    over=(
        "决算为{a}，完成预算{b}的{c}，决算数{g}预算数的主要原因是{rb}。",
        "决算为{a}，完成预算{c}，决算数{g}预算数{b}的主要原因是{rb}。",
    ),
    met=("决算为{a}，完成预算{c}，决算数与预算数{same}。", "决算为{a}，完成预算{b}的{c}。"),
    unplanned=("决算为{a}，年初无预算，决算数大于预算数的主要原因是{rb}。",),
    idle=("决算为0万元，年初无预算。",),
    styles=(Style(), Style(places=1), Style(trims_amounts=True, trims_rates=True)),
    self_names=("我局", "本部门"),
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{Y}年度")
    page.front("{E}部门决算")
    page.head("第一部分 部门概况")
    page.head("一、部门职责")
    page.para("贯彻落实中央、省委和市委的决策部署，依法履行行业监管职责。")
    page.head("二、机构设置")
    page.para("{E}下属二级预算单位及本级共{k units}：" + "、".join(page.figures.units) + "。")
    page.head("第二部分 {Y}年度部门决算情况说明")
    page.head("一、收入支出决算总体情况说明")
    page.open()
    page.case(
        "total",
        (
            (
                "{Y}年度收、支总计均为{a}。与{L}年相比，收、支总计各{w}{d}，各{v}{p}。"
                "主要变动原因是{r}。"
            ),
            (
                "{Y}年度收、支总计各是{a}、{a}。与{L}年相比，收、支总计各{w}{d}、{d}，"
                "各{v}{p}、{p}。主要变动原因是{r}。"
            ),
        ),
        ("{Y}年度收、支总计均为{a}，与{L}年{same}。",),
        ("{Y}年度收、支总计均为{a}。上年没有收支，主要变动原因是新设单位。",),
    )
    _income_and_spending(page)
    page.head("四、财政拨款收入支出决算总体情况说明")
    page.para("{Y}年度财政拨款收、支总计均为{a}。", "fiscal_total")
    page.case(
        "fiscal_total",
        ("与{L}年相比，财政拨款收、支总计各{w}{d}，{v}{p}。主要变动原因是{r}。",),
    )
    _general(page)
    _three_public(page)
    _others(page)


def _income_and_spending(page: Page) -> None:
    """Write 二 and 三; now and then both totals first, in one sentence with two values each."""
    both = ("income", "spent")
    rises = [page.now(key) > page.last(key) > 0 for key in both]
    falls = [0 < page.now(key) < page.last(key) for key in both]
    page.head("二、收入决算情况说明")
    if all(rises) or all(falls):
        page.para("{Y}年度本年收入、支出合计各是{a income}、{a spent}。与上年相比，")
        page.add("本年收入、支出合计各{w income}{d income}、{d spent}，")
        page.add("各{v income}{p income}、{p spent}。")
    page.para(INCOME)
    page.parts(page.filled(SUMS["income"]), shares("income"))
    page.head("三、支出决算情况说明")
    page.para(SPENT)
    page.parts(page.filled(SUMS["spent"]), shares("spent"))


def _general(page: Page) -> None:
    page.head("五、一般公共预算财政拨款支出决算情况说明")
    page.head("（一）一般公共预算财政拨款支出决算总体情况")
    page.para("{Y}年度{n}{a}，占本年支出合计的{s/spent}。{+change}", "general")
    page.head("（二）一般公共预算财政拨款支出决算结构情况")
    page.para("{Y}年度{n}{a}，主要用于以下方面：", "general")
    page.parts(classes(page), "{n}（类）{a}，占{s/general}")
    page.head("（三）一般公共预算财政拨款支出决算具体情况")
    page.para("{Y}年度一般公共预算财政拨款支出{+plan general}其中：")
    for number, code in enumerate(page.figures.items, start=1):
        page.para(f"{number}.{item_path(code)}：{{+plan}}", f"item:{code}")
    page.head("六、一般公共预算财政拨款基本支出决算情况说明")
    page.para("{Y}年度一般公共预算财政拨款基本支出{a general_basic}，其中：")
    page.para("人员经费{a personnel}，主要包括：{list personnel}等。")
    page.para("公用经费{a public}，主要包括：{list public}等。")


def _three_public(page: Page) -> None:
    page.head("七、财政拨款“三公”经费支出决算情况说明")
    page.head("（一）“三公”经费财政拨款支出决算总体情况说明")
    if not page.now("tp") and not page.planned("tp"):
        page.para("{Y}年度“三公”经费财政拨款支出决算为0万元，年初未安排预算。")
        return
    page.para("{Y}年度“三公”经费财政拨款支出{+plan tp}")
    if page.last("tp"):
        page.add("{+change tp}")
    page.head("（二）“三公”经费财政拨款支出决算具体情况说明")
    if page.now("tp"):
        page.para("{Y}年度“三公”经费财政拨款支出决算中，")
        page.parts(SUMS["tp"], "{n}支出决算{a}，占{s/tp}", end="。具体情况如下：")
    for number, key in enumerate(SUMS["tp"], start=1):
        page.para(f"{number}.{{n}}{{+plan}}", key)
        if page.now(key) and page.last(key):
            page.add("{+change}", key)
        if key == "abroad":
            page.add("全年安排因公出国（境）团组{k groups}，出国（境）{k travellers}。")
    page.para("其中：公务用车购置支出{a purchase}，全年购置公务用车{k bought}。")
    page.add("截至{Y}年12月底，单位共有公务用车{k kept}。")
    page.para("公务用车运行维护费支出{a running}。主要用于{use running}。")
    page.para("国内公务接待支出{a domestic}，主要用于{use domestic}。")
    page.add("国内公务接待{k batches}，{k guests}；")
    page.add("外事接待支出{a foreign}，外事接待{k foreign_batches}团组，{k foreign_guests}。")


def _others(page: Page) -> None:
    page.head("八、政府性基金预算支出决算情况说明")
    page.either(
        "fund", "{Y}年度政府性基金预算财政拨款支出{a}。", ("{Y}年度无政府性基金预算支出。",)
    )
    page.head("九、国有资本经营预算支出决算情况说明")
    page.either(
        "capital", "{Y}年度国有资本经营预算财政拨款支出{a}。", ("{Y}年度无国有资本经营预算支出。",)
    )
    page.head("十、其他重要事项的情况说明")
    page.head("（一）机关运行经费支出情况")
    page.para("{Y}年度，{E}机关运行经费支出{a office}，")
    page.case("office", ("比{L}年{w}{d}，{v}{p}，主要原因是{r}。",), ("与{L}年{same}。",))
    page.head("（二）政府采购支出情况")
    page.para("{Y}年度，{E}政府采购支出总额{a buy}，其中：")
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}，")
    page.add("其中：授予小微企业合同金额{a small}，占政府采购支出总额的{s small/buy}。")
    page.head("（三）国有资产占有使用情况")
    page.para("截至{Y}年12月31日，{E}共有车辆{k vehicles}，其中：")
    page.parts(page.vehicles(), "{n}{k}", joiner="、")
