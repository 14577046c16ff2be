"""Beijing: short sentences, contents list parts and tables only, classes with their budgets."""

from wordings.names import SUMS
from wordings.page import Page, Voice
from wordings.printing import Style

from .common import BUY, classes

VOICE = Voice(
    moved=("比上年{w}{d}，{v}{p}。主要原因：{r}。", "比{L}年{w}{d}，{v}{p}，主要是{r}。"),
    same=("与上年{same}。",),
    fresh=("比上年{w}{d}，上年无此项支出，主要是{r}。",),
    over=(
        "{Y}年度决算{a}，比{Y}年年初预算{wb}{db}，{vb}{pb}。主要原因：{rb}。",
        "{Y}年度决算{a}，完成年初预算{b}的{c}，比年初预算{wb}{db}，{vb}{pb}。主要原因：{rb}。",
    ),
    met=("{Y}年度决算{a}，与{Y}年年初预算{same}。",),
    unplanned=("{Y}年度决算{a}，年初未安排预算，主要原因：{rb}。",),
    idle=("{Y}年度未发生支出。",),
    rate_pairs=(("增长", "下降"),),
    styles=(Style(), Style(separators=True)),
    self_names=("我单位",),
)


def write(page: Page) -> None:
    """Write the whole text."""
    page.front("{E}{Y}年度部门决算公开")
    page.front("目录")
    page.front("第一部分 {Y}年度部门决算报表")
    page.front("一、收入支出决算总表")
    page.front("二、收入决算表")
    page.front("三、支出决算表")
    page.front("第二部分 {Y}年度部门决算说明")
    page.head("第一部分 {Y}年度部门决算报表")
    page.para("报表详见附件。")
    page.head("第二部分 {Y}年度部门决算说明")
    page.head("一、部门基本情况")
    page.para("{E}负责行业管理工作，纳入部门决算的单位共{k units}。")
    page.head("二、收入支出决算总体情况说明")
    page.para("{Y}年度收、支总计{a}，{+change}", "total")
    page.head("（一）收入决算说明")
    page.para("{Y}年度本年收入合计{a}，{+change}其中：", "income")
    page.parts(page.filled(SUMS["income"]), "{n}{a}，占收入合计的{s/income}")
    page.head("（二）支出决算说明")
    page.para("{Y}年度本年支出合计{a}，{+change}其中：", "spent")
    page.parts(page.filled(SUMS["spent"]), "{n}{a}，占支出合计的{s/spent}")
    page.head("三、财政拨款收入支出决算总体情况说明")
    page.para("{Y}年度财政拨款收、支总计{a}，{+change}", "fiscal_total")
    page.head("四、一般公共预算财政拨款支出决算情况说明")
    page.head("（一）一般公共预算财政拨款支出决算总体情况")
    page.para("{Y}年度{n}{a}，主要用于以下方面：", "general")
    page.parts(classes(page), "{n}{a}，占本年财政拨款支出{s/fiscal_spent}", joiner="；")
    page.add("本年财政拨款支出合计{a fiscal_spent}。")
    page.head("（二）一般公共预算财政拨款支出决算具体情况")
    for number, key in enumerate(classes(page), start=1):
        page.para(f"{number}.“{{n}}”（类）{{+plan}}", key)
        below = [code for code in page.figures.items if code[:3] == key[6:]]
        for code in below:
            lead = "其中：" if code == below[0] else ""
            form = f"{lead}“{{n kuan:{code[:5]}}}”（款）“{{n}}”（项）{{+plan}}"
            page.add(form, f"item:{code}")
    page.head("五、政府性基金预算财政拨款支出决算情况说明")
    page.either("fund", "{Y}年度{n}{a}，{+change}", ("{S}本年度无政府性基金预算财政拨款支出。",))
    page.head("六、国有资本经营预算财政拨款收支情况")
    page.either("capital", "{Y}年度{n}{a}。", ("{S}本年度无国有资本经营预算财政拨款收支。",))
    page.head("七、财政拨款基本支出决算情况说明")
    page.para("{Y}年度使用一般公共预算财政拨款安排基本支出{a general_basic}，其中：")
    page.add("（1）工资福利支出和对个人和家庭的补助等人员经费{a personnel}；")
    page.add("（2）商品和服务支出、资本性支出等公用经费{a public}。")
    _rest(page)


def _rest(page: Page) -> None:
    page.head("第三部分 其他重要事项的情况说明")
    page.head("一、“三公”经费财政拨款决算情况")
    page.para("{Y}年度“三公”经费财政拨款决算数{a}，", "tp")
    _budget_change(page, "tp")
    for number, key in enumerate(SUMS["tp"], start=1):
        page.para(f"{number}.{{n}}。{{Y}}年度决算数{{a}}，", key)
        _budget_change(page, key)
    page.add("其中，外宾接待支出{a foreign}，国内公务接待支出{a domestic}。")
    page.add("公务接待{k batches}，公务接待{k guests}。")
    page.para("公务用车购置费{Y}年度决算数{a purchase}，购置公务用车{k bought}；")
    page.add("公务用车运行维护费{Y}年度决算数{a running}，公务用车保有量{k kept}。")
    page.para("{Y}年度组织因公出国（境）团组{k groups}、{k travellers}。")
    page.head("二、机关运行经费支出情况")
    page.para("{Y}年度机关运行经费支出合计{a office}，{+change office}")
    page.head("三、政府采购支出情况")
    page.para(BUY)
    page.parts(SUMS["buy"], "{n}{a}", joiner="，")
    page.add("授予中小企业合同金额{a sme}，占政府采购支出总额的{s sme/buy}，")
    page.add("其中：授予小微企业合同金额{a small}，占政府采购支出总额的{s small/buy}。")
    page.head("四、国有资产占用情况")
    page.para("{Y}年12月31日，{S}共有车辆{k vehicles}，其中：")
    page.parts(page.vehicles(), "{n}{k}", joiner="，", end="；")
    page.add("单位价值100万元（含）以上的设备{k equipment}。")


def _budget_change(page: Page, key: str) -> None:
    """Write how the final figure stands to the budget of the year."""
    now, budget = page.now(key), page.planned(key)
    if now == budget:
        page.add("与{Y}年度年初预算{same}。" if budget else "年初未安排预算。", key)
    elif budget:
        page.add("比{Y}年度年初预算{b}{wb}{db}，{vb}{pb}。主要原因：{rb}。", key)
    else:
        page.add("年初未安排预算。主要原因：{rb}。", key)
