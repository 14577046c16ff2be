"""One project, one department: the same score and the same money wherever they are stated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import CENT, TEN_THOUSAND, UNIT_SIZES, ZERO, format_plain
from generator.review import rules
from generator.review.evaluation.points import read_scored
from generator.review.evaluation.projects import pair_names
from generator.review.evaluation.reports import is_total
from generator.review.marking import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.model.submission import SubmittedParagraph
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.points import Points, Scored
    from generator.review.evaluation.projects import ProjectSaid
    from generator.review.evaluation.reports import Report
    from generator.review.printed import PrintedClauses

_OF_PROJECT = re.compile("项目")
# Another judges, or another time is spoken of.
_BY_OTHERS = re.compile(
    "财政(?:部门|局)?(?:对|组织|评价|复|重点)|复核|复评|初评|初步|第三方|审核|上年|去年|下属|所属"
)
_WHOLE = "整体"
_SCORED = re.compile(r"[0-9]\s{0,3}分")
_YEAR = re.compile("20[0-9]{2}(?=年)")
_YEAR_OF = re.compile("20[0-9]{2}年度?")
# 某小学整体支出自评得分: a name before 整体 that is of an office below.
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:学|院|校|园|馆|站|所|中心|队|局|厅|委|会|处|办|室|单位)$"
)
_OWN = re.compile("我|本|该|部门")
_SENTENCE_ENDS = "。；;\n"
_COST = re.compile("成本")
_FEWEST_PARTS = 2


class _Stated(NamedTuple):
    """A score where it is stated, what the place is called, the year that is named (0: none)."""

    scored: Scored
    points: Points
    where: str
    year: int = 0


def match_reports(
    projects: Sequence[ProjectSaid], reports: Sequence[Report]
) -> dict[int, ProjectSaid]:
    """Return the project of 十三 that each report (by its index) is on."""
    names = [project.name for project in projects]
    paired = pair_names([report.project for report in reports], names)
    return {index: projects[at] for index, at in paired.items()}


def check_scores(
    reports: Sequence[Report], matched: Mapping[int, ProjectSaid], judged: Judged
) -> None:
    """The total of a report is the score that 十三 states of its project."""
    for index, project in matched.items():
        for total in reports[index].totals:
            points, score = total.scored.score, project.score
            if points is None or score is None:
                continue
            judged.stand(total.scored.passage, [points.start])
            judged.stand(project.paragraph.passage, [score.mention.start])
            if points.value == score.mention.value:
                continue
            message = (
                f"总得分写作{points.value}分，{project.paragraph.where}写作{score.mention.text}分"
            )
            spot = judged.spot(total.scored.where, total.scored.passage, points.start, points.end)
            other = judged.spot(
                project.paragraph.where,
                project.paragraph.passage,
                score.mention.start,
                score.mention.unit_end,
            )
            evidence = Evidence(
                points.value, score.mention.value, cells=[other.place], numbers=[other]
            )
            judged.tell(rules.CONTRADICTION, message, spot, evidence)


def check_whole_scores(
    paragraphs: Iterable[SubmittedParagraph],
    reports: Sequence[Report],
    printed: PrintedClauses,
    judged: Judged,
) -> None:
    """部门整体自评得分 is one number, wherever it is stated."""
    stated = list(_whole_scores(paragraphs, reports))
    if not stated:
        return
    latest = max(one.year for one in stated)
    stated = [one for one in stated if one.year in {0, latest}]
    first = stated[0]
    differing = next((one for one in stated if one.points.value != first.points.value), None)
    if len(stated) > 1:
        for one in stated:
            judged.stand(one.scored.passage, [one.points.start])
    if differing is None:
        return
    where = printed.clause(differing.where, differing.scored.passage)
    message = f"部门整体自评得分写作{first.points.value}分，{where}写作{differing.points.value}分"
    spot = judged.spot(first.where, first.scored.passage, first.points.start, first.points.end)
    other = judged.spot(
        differing.where, differing.scored.passage, differing.points.start, differing.points.end
    )
    evidence = Evidence(
        first.points.value, differing.points.value, cells=[other.place], numbers=[other]
    )
    judged.tell(rules.CONTRADICTION, message, spot, evidence)


def _whole_scores(
    paragraphs: Iterable[SubmittedParagraph], reports: Sequence[Report]
) -> Iterator[_Stated]:
    """Yield the scores that are said of the whole, or are the total of the whole's report."""
    of_whole = {
        id(paragraph): report.title
        for report in reports
        if report.is_whole
        for paragraph in report.paragraphs
    }
    for paragraph in paragraphs:
        for one in read_scored(paragraph):
            if one.score is None or not is_total(one):
                continue
            sentence = _sentence(one)
            if _BY_OTHERS.search(sentence):
                continue
            before, whole, behind = sentence.rpartition(_WHOLE)
            # Behind a score of the whole another one (绩效考核得分) is of something else.
            says = bool(whole) and not _is_of_unit(before) and not _SCORED.search(behind)
            in_report = id(paragraph) in of_whole and not _OF_PROJECT.search(one.name)
            if says or in_report:
                years = [int(year) for year in _YEAR.findall(sentence)]
                where = of_whole.get(id(paragraph), one.where)
                yield _Stated(one, one.score, where, years[-1] if years else 0)


def _is_of_unit(before: str) -> bool:
    """Whether the words before 整体 name another than the department that writes."""
    subject = _YEAR_OF.sub("", re.split("[，,：:、]", before)[-1]).strip()
    return _UNIT.search(subject) is not None and _OWN.search(subject) is None


def _sentence(one: Scored) -> str:
    text = one.passage.text
    start = one.score.start if one.score else one.start
    begin = max((text.rfind(sign, 0, start) for sign in _SENTENCE_ENDS), default=-1)
    return text[begin + 1 : start]


def check_costs(
    report: Report, budget: Decimal | None, executed: Decimal | None, judged: Judged
) -> None:
    """Costs whose targets make the budget of the project are together what was spent.

    Amounts in 元.
    """
    costs = [
        one.scored
        for one in report.indicators
        if any(_COST.search(heading.words) for heading in one.above)
        and _money(one.scored) is not None
    ]
    if budget is None or executed is None or len(costs) < _FEWEST_PARTS:
        return
    amounts = [money for one in costs if (money := _money(one)) is not None]
    if sum((target for target, _ in amounts), ZERO) != budget:
        return
    for one in costs:
        starts = (value.start for value in (one.target, one.actual) if value is not None)
        judged.stand(one.passage, starts)
    made = sum((actual for _, actual in amounts), ZERO)
    last = costs[0]
    if abs(made - executed) <= CENT * TEN_THOUSAND * len(costs) or last.actual is None:
        return
    words = " + ".join(one.actual.text for one in costs if one.actual)
    shown = format_plain(made / TEN_THOUSAND)
    message = (
        f"成本指标的指标值之和是全年预算数，完成值之和 {words} = {shown}万元，"
        f"不是全年执行数 {format_plain(executed / TEN_THOUSAND)}万元"
    )
    others = [
        judged.spot(one.where, one.passage, one.actual.start, one.end)
        for one in costs[1:]
        if one.actual
    ]
    spot = judged.spot(
        last.where,
        last.passage,
        last.actual.start,
        last.actual.start + len(str(last.actual.number)),
    )
    words = "Σ 成本指标完成值 = 全年执行数"
    cells = [one.place for one in others]
    evidence = Evidence(None, None, words, cells, numbers=others)
    judged.tell(rules.OWN_SUM, message, spot, evidence)


def _money(one: Scored) -> tuple[Decimal, Decimal] | None:
    """Return target and cost in 元, None where they are no amounts."""
    values = []
    for value in (one.target, one.actual):
        size = UNIT_SIZES.get(value.measured_in) if value is not None else None
        if value is None or value.number is None or size is None:
            return None
        values.append(value.number * size)
    return values[0], values[1]
