"""What section 十三 must say: counts, sums by fund, rates, means, grades, a paragraph a project."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .draw_whole import spending_by_fund
from .expectation import (
    BUDGET,
    COUNT,
    EXECUTION,
    GRADE,
    NAME,
    NUMBER,
    RATE,
    SECTION,
    TOTAL,
    Expected,
)
from .figures import (
    add,
    covered,
    grade_counts,
    grade_of,
    mean_score,
    public_executed,
    rate,
    total_money,
    total_score,
    whole_score,
)
from .model import BUDGET as YEAR
from .model import CHANGE, FUND, FUNDS, GENERAL, INITIAL, Evaluation, Project, Whole
from .model import EXECUTED as SPENT

_UNIT = "(?:万元|元)"


def title_of(project: Project) -> str:
    """Return a project as 十三 calls it: its name, 项目 once at the end."""
    return project.name.removesuffix("项目") + "项目"


def section_figures(evaluation: Evaluation) -> Iterator[Expected]:
    """Yield all of section 十三."""
    yield from _funds(evaluation)
    yield from _chosen(evaluation)
    yield from _together(evaluation)
    if evaluation.whole is not None:
        yield from _whole(evaluation, evaluation.whole)
    for project in evaluation.projects:
        yield from _project(project)


def _of_all(kind: str, label: str, value: Decimal | str | None, pattern: str) -> Iterator[Expected]:
    """Yield a figure of the department; none where there is no value."""
    if value is not None:
        yield Expected(SECTION, kind, "", label, value, pattern)


def _funds(evaluation: Evaluation) -> Iterator[Expected]:
    for fund in FUNDS:
        own = [project for project in evaluation.projects if project.fund == fund]
        if not own and fund != GENERAL:
            continue
        count = r"其中，项目(\d+)个" if fund == GENERAL else rf"(\d+)个{fund}预算项目"
        before = r"其中，项目\d+个" if fund == GENERAL else f"{fund}预算项目开展绩效自评"
        spent = public_executed(own, fund)
        yield from _of_all(COUNT, f"{fund}项目", Decimal(len(own)), count)
        yield from _of_all(EXECUTION, f"{fund}资金", spent, f"{before}，共涉及资金{NUMBER}")
        share = covered(evaluation, fund)
        pattern = f"占{fund}(?:预算)?项目支出总额的{NUMBER}%"
        yield from _of_all(RATE, f"{fund}覆盖率", share, pattern)


def _chosen(evaluation: Evaluation) -> Iterator[Expected]:
    chosen = [project for project in evaluation.projects if project.is_evaluated]
    if not chosen:
        return
    pattern = r"等(\d+)个项目开展了部门评价"
    yield from _of_all(COUNT, "部门评价项目", Decimal(len(chosen)), pattern)
    for fund in FUNDS:
        spent = public_executed(chosen, fund)
        pattern = f"开展了部门评价，[^。]*{fund}(?:预算)?支出{NUMBER}"
        yield from _of_all(EXECUTION, f"部门评价{fund}", spent, pattern)


def _together(evaluation: Evaluation) -> Iterator[Expected]:
    projects = evaluation.projects
    budget = add(total_money(project).budget for project in projects)
    spent = add(total_money(project).executed for project in projects)
    mean = mean_score(projects)
    yield from _of_all(COUNT, "项目", Decimal(len(projects)), r"全部自评项目(\d+)个")
    yield from _of_all(BUDGET, "项目全年预算", budget, f"项目全年预算数合计{NUMBER}")
    yield from _of_all(EXECUTION, "项目全年执行", spent, f"全年执行数合计{NUMBER}")
    pattern = f"全年执行数合计[^；。]*预算执行率为{NUMBER}%"
    yield from _of_all(RATE, "项目执行率", rate(spent, budget), pattern)
    for grade, count in grade_counts(projects).items():
        yield from _of_all(COUNT, f"{grade}项目", Decimal(count), rf"为“{grade}”的(\d+)个")
    yield from _of_all(TOTAL, "平均得分", mean, f"自评平均得分为{NUMBER}分")
    yield from _of_all(GRADE, "平均等级", grade_of(mean), "平均得分为[^。]*评价结果为“(.)”")


def _whole(evaluation: Evaluation, whole: Whole) -> Iterator[Expected]:
    numbers = whole.numbers
    general, fund, _ = spending_by_fund(evaluation.department)
    scope = "整体支出绩效评价，涉及"
    pattern = f"{scope}{GENERAL}支出{NUMBER}"
    yield from _of_all(EXECUTION, "整体一般公共预算", general, pattern)
    yield from _of_all(EXECUTION, "整体政府性基金", fund, f"{scope}[^。]*{FUND}预算支出{NUMBER}")
    yield from _of_all(BUDGET, "整体年初预算", numbers[INITIAL], f"年年初预算{NUMBER}")
    word = "调减" if numbers[CHANGE] < 0 else "调增"
    pattern = f"年中预算{word}{NUMBER}"
    yield from _of_all(BUDGET, "整体预算调整", abs(numbers[CHANGE]), pattern)
    pattern = f"全年预算{NUMBER}{_UNIT}，全年实际执行"
    yield from _of_all(BUDGET, "整体全年预算", numbers[YEAR], pattern)
    yield from _of_all(EXECUTION, "整体执行", numbers[SPENT], f"全年实际执行{NUMBER}")
    pattern = f"全年实际执行[^。]*预算执行率为{NUMBER}%"
    yield from _of_all(RATE, "整体执行率", rate(numbers[SPENT], numbers[YEAR]), pattern)
    score = whole_score(whole)
    yield from _of_all(TOTAL, "整体得分", score, f"整体自评得分为{NUMBER}分")
    pattern = "整体自评得分为[^。]*评价等级为“(.)”"
    yield from _of_all(GRADE, "整体等级", grade_of(score), pattern)


def _project(project: Project) -> Iterator[Expected]:
    title = title_of(project)
    opening = f"^{re.escape(title)}绩效自评情况：[^。]*"
    total = total_money(project)
    figures: tuple[tuple[str, str, Decimal | None, str], ...] = (
        (TOTAL, "得分", total_score(project), f"得分为{NUMBER}分"),
        (BUDGET, "全年预算数", total.budget, f"。项目全年预算数为{NUMBER}"),
        (EXECUTION, "执行数", total.executed, f"。项目全年预算数为[^。]*，执行数为{NUMBER}"),
        (RATE, "执行率", rate(total.executed, total.budget), f"。[^。]*完成预算的{NUMBER}%"),
    )
    yield Expected(SECTION, NAME, project.name, "名称", title, f"^({re.escape(title)})绩效自评情况")
    for kind, label, value, pattern in figures:
        if value is not None:
            yield Expected(SECTION, kind, project.name, label, value, opening + pattern)
