"""Jiangxi: nine sections that begin with the income, no 收支总体; everything on one line or not."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import shares

VOICE = Voice(
    moved=(
        "较上年{w}{d}，{v}{p}，主要原因是：{r}。",
        "与{L}年相比{w}{d}，{v}{p}，主要原因是：{r}。",
        "较上年的{l}{w}{d}，{v}{p}，主要原因是：{r}。",
    ),
    same=("与上年{same}。",),
    fresh=("上年为0万元，较上年{w}{d}，主要原因是：{r}。",),
    over=(
        "年初预算数为{b}，决算数为{a}，完成年初预算的{c}，主要原因是：{rb}。",
        "年初预算数{b}，决算数{a}，为年初预算数的{c}，主要原因是：{rb}。",
    ),
    met=("年初预算数为{b}，决算数为{a}，完成年初预算的{c}。",),
    unplanned=("年初预算数为0万元，决算数为{a}，主要原因是：{rb}。",),
    idle=("年初预算数为0万元，决算数为0万元。",),
    styles=(Style(), Style(trims_amounts=True), Style(places=1)),
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}{Y}年度部门决算")
    page.head("第一部分 部门概况")
    page.para("{S}{Y}年度纳入决算编制范围的单位{k units}。")
    page.head("第三部分 {Y}年度部门决算情况说明")
    page.head("一、收入决算情况说明")
    page.para("{S}{Y}年度收入总计{a total}，其中年初结转和结余{a opening}，")
    page.case(
        "total",
        ("收入总计较上年{w}{d}，{v}{p}；",),
        ("收入总计与上年{same}；",),
        ("上年无收入；",),
    )
    page.add("本年收入合计{a}，{+change}", "income")
    page.add("本年收入的具体构成为：")
    page.parts(page.filled(SUMS["income"]), shares("income"))
    page.head("二、支出决算情况说明")
    page.para("{S}{Y}年度支出总计{a total}，其中本年支出合计{a spent}，", "spent")
    page.add("年末结转和结余{a closing}；本年支出{+change spent}")
    page.add("本年支出的具体构成为：")
    page.parts(page.filled(SUMS["spent"]), shares("spent"))
    page.head("三、财政拨款支出决算情况说明")
    page.para("{S}{Y}年度财政拨款本年支出{a fiscal_spent}，其中：")
    page.parts(page.filled(SUMS["fiscal_spent"]), "{n}{a}")
    page.add("一般公共预算财政拨款支出{+plan general}按功能分类：")
    for number, code in enumerate(page.figures.items, start=1):
        page.para(f"（{number}）{{code}}{{N}}{{+plan}}", f"item:{code}")
    page.head("四、一般公共预算财政拨款基本支出决算情况说明")
    page.para("{S}{Y}年度一般公共预算财政拨款基本支出{a general_basic}，其中：")
    page.para("（一）人员经费{a}，{+change}主要用于{list}。", "personnel")
    page.para("（二）公用经费{a}，{+change}主要用于{list}。", "public")
    page.head("五、财政拨款“三公”经费支出决算情况说明")
    page.para("{S}{Y}年度“三公”经费支出{+plan tp}")
    if page.now("tp") and page.last("tp"):
        page.add("决算数{+change tp}其中：")
    for number, key in enumerate(SUMS["tp"], start=1):
        page.para(f"（{number}）{{n}}支出{{+plan}}", key)
        if page.now(key):
            page.add("决算数{+change}", key)
    page.para("全年安排因公出国（境）团组{k groups}，累计{k travellers}。")
    page.add("公务用车购置{a purchase}，全年购置公务用车{k bought}；")
    page.add("公务用车运行维护费支出{a running}，年末公务用车保有{k kept}。")
    page.add("全年国内公务接待{k batches}，累计接待{k guests}；")
    page.add("外事接待{k foreign_batches}团组，累计接待{k foreign_guests}。")
    page.head("六、机关运行经费支出情况说明")
    page.para("{S}{Y}年度机关运行经费支出{a office}，{+change office}")
    page.head("七、政府采购支出情况说明")
    page.para("{S}{Y}年度政府采购支出总额{a buy}，其中：")
    page.parts(SUMS["buy"], "{n}{a}", joiner="、")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}，")
    page.add("其中：授予小微企业合同金额{a small}，占政府采购支出总额的{s small/buy}。")
    page.head("八、国有资产占用情况说明")
    page.para("截止{Y}年12月31日，{S}国有资产占用情况为：车辆{k vehicles}，其中：")
    page.parts(page.vehicles(), "{n}{k}", joiner="，")
    page.head("九、预算绩效情况说明")
    page.para("{S}组织对{k projects}项目开展绩效自评。")
    for number in range(len(page.figures.projects)):
        page.para(
            "{n}得分{m}，评价结果为“{grade}”。全年预算{b}，执行{a}，执行率{c}。", f"prj:{number}"
        )
