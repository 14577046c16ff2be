"""What several wordings share: plain empty statements and the listing of 项."""

from wordings.page import Forms, Page


def item_path(code: str) -> str:
    """Return the form of 类（类）款（款）项（项）."""
    return f"{{n class:{code[:3]}}}（类）{{n kuan:{code[:5]}}}（款）{{n item:{code}}}（项）"


def say_units(page: Page, form: str) -> None:
    """Write the units whose accounts are included."""
    page.para(form)
    page.add("、".join(page.figures.units) + "。")


def classes(page: Page) -> list[str]:
    """Return the 类 of 公开05 as quantities."""
    return [f"class:{code}" for code in page.figures.classes]


def say_performance(page: Page) -> None:
    """Write 十三: what was evaluated, the results in few words."""
    page.head("十三、预算绩效情况说明")
    page.head("（一）绩效评价工作开展情况")
    page.para("根据预算绩效管理要求，{S}对{Y}年度项目支出全面开展了绩效自评。")
    page.head("（二）项目绩效自评结果")
    if page.figures.projects:
        page.para("{S}对{k projects}项目开展了绩效自评。")
        for number in range(len(page.figures.projects)):
            page.para(
                "{n}绩效自评得分为{m}，评价等级为“{grade}”。项目全年预算数为{b}，"
                "执行数为{a}，完成预算的{c}。",
                f"prj:{number}",
            )
    else:
        page.para("{S}各项目均按计划完成了绩效目标。")
    page.head("（三）部门评价结果")
    page.para("{S}本年度没有开展部门评价。")


def shares(whole: str) -> Forms:
    """Return the forms of a part with its share of a whole."""
    named = {"income": "收入合计", "spent": "支出合计", "general": "一般公共预算财政拨款支出"}
    return (
        f"{{n}}{{a}}，占{{s/{whole}}}",
        f"{{n}}{{a}}，占{{s/{whole}}}",
        f"{{n}}{{a}}，占{named[whole]}的{{s/{whole}}}",
        f"{{n}}为{{a}}，占比{{s/{whole}}}",
        f"{{n}}{{a}}（占{{s/{whole}}}）",
        f"{{n}}{{a}}、占{{s/{whole}}}",
    )


INCOME: Forms = (
    "{Y}年度收入合计{a income}，其中：",
    "{Y}年度本年收入合计{a income}，包括：",
    "{Y}年度本年收入合计为{a income}。其中：",
    "{Y}年度收入合计{a income}，按来源分：",
)
SPENT: Forms = (
    "{Y}年度支出合计{a spent}，其中：",
    "{Y}年度本年支出合计{a spent}，包括：",
    "{Y}年度本年支出合计为{a spent}。其中：",
    "{Y}年度支出合计{a spent}，按支出性质分：",
)
BASIC: Forms = (
    "{Y}年度{n}{a}，其中：",
    "{Y}年度{n}{a}。其中：",
    "{Y}年度{n}共{a}，包括：",
)
BUY: Forms = (
    "{Y}年度政府采购支出总额{a buy}，其中：",
    "{Y}年度政府采购支出总额为{a buy}。其中：",
    "{Y}年度政府采购支出总额共计{a buy}，包括：",
)
