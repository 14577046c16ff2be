"""What 十三 says of its projects together: how many of which fund, which were evaluated, grades."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import (
    CENT,
    HUNDRED,
    TEN_THOUSAND,
    UNIT_SIZES,
    ZERO,
    format_plain,
    parse_amount,
)
from generator.field.funds import FUNDS, GENERAL
from generator.field.grades import grade_of, is_grade_of
from generator.review import rules
from generator.review.evaluation.counterparts import find_unlisted
from generator.review.evaluation.names import read_names
from generator.review.evaluation.projects import project_key, yuan
from generator.review.evaluation.scope import clause_of, counts_all, is_all, is_of_self
from generator.review.evaluation.sums import GRADED
from generator.review.marking import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.submission import SubmittedParagraph
    from generator.review.evaluation.bands import Graded
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.names import Names
    from generator.review.evaluation.projects import ProjectSaid

_NUMBER = r"(?P<amount>[0-9][0-9,]{0,20}(?:\.[0-9]{1,6})?)\s{0,3}(?P<unit>亿元|万元|元)"
_COUNT = r"(?P<count>[0-9]{1,4})\s{0,3}个"
# 全部自评项目12个, 全年安排项目12个, 共有12个项目; 共 alone may be part of a name (公共, 共享)
_ALL = re.compile(
    r"(?:全部|所有|安排|共有|共计)[^，。；0-9]{0,10}项目(?:共|共计|有|为)?\s{0,3}(?P<after>[0-9]{1,4})\s{0,3}个"
    r"|(?:(?:全部|所有|共有|共计)[^，。；0-9]{0,6}?|(?<!公)共\s{0,3})"
    r"(?P<before>[0-9]{1,4})\s{0,3}个(?:自评|预算)?项目"
)
_SPENT = rf"(?:[^。；]{{0,30}}?涉及(?:资金|金额)?{_NUMBER})?"
_NAMES = (
    r"对(?:20[0-9]{2}年度?)?(?P<names>[^。；：:]{0,600}?)(?P<etc>等)?(?:共|共计)?\s{0,3}(?<![0-9])"
)
# What was evaluated by the department itself of each fund, and the projects of a fund.
_OF_FUND = {
    fund: (
        re.compile(
            rf"{fund}(?:预算)?(?:财政拨款)?项目(?:支出)?[^。；]{{0,12}}自评[，,]\s{{0,3}}"
            rf"其中[，,：:]?\s{{0,3}}项目\s{{0,3}}{_COUNT}{_SPENT}"
        ),
        re.compile(rf"{_NAMES}{_COUNT}{fund}(?:预算)?项目[^。；]{{0,12}}自评{_SPENT}"),
    )[: 1 if fund == GENERAL else 2]
    for fund in FUNDS
}
_CHOSEN = re.compile(
    rf"{_NAMES}{_COUNT}项目"
    r"(?:组织)?(?:开展|进行|实施)了?部门(?:绩效|重点)?评价(?P<rest>[^。]{0,300})"
)
# What is handed down is no money of the department's own projects.
_TRANSFERRED = re.compile("转移支付|对下|下级|市县|区县|县区|全省|全市")
_AMOUNT_OF = {fund: re.compile(rf"{fund}(?:预算)?(?:项目)?支出{_NUMBER}") for fund in FUNDS}
_MEAN_GRADE = re.compile(
    r"平均(?:自评)?(?:得分|分值|分数?|评分)[^，。；0-9]{0,6}(?P<score>[0-9]{1,3}(?:\.[0-9]{1,4})?)\s{0,3}分[，,；]?"
    r"\s{0,3}(?:[^，。；0-9“”]{0,8}(?:结果|等级|等次|级别|结论|评定)[^，。；0-9“”]{0,4}[为是]|属于?|[评定]为)"
    r"\s{0,3}[“\"]?(?P<grade>优秀|良好|优|良|中等|中|较差|差|一般)"
    r"(?![^，。；、]{0,14}?[0-9一二两三四五六七八九十]\s{0,4}(?:个|项|家|%))"
)
# A mean of indicators has its own full marks, and so may have the whole.
_OF_PART = re.compile("指标|产出|效益|满意度|执行|管理")
_OTHER_FULL = re.compile("满分|总分(?:值)?[为是]?[0-9]")


class Counted(NamedTuple):
    """A count of projects in a paragraph, with the money that they come to in 元 if stated."""

    paragraph: SubmittedParagraph
    found: re.Match[str]
    number: int
    amount: Decimal | None
    room: Decimal


class _Seen(NamedTuple):
    """What 十三 counts: the projects of each fund, all of them (None where it does not say)."""

    funds: Mapping[str, Counted]
    total: int | None
    projects: Sequence[ProjectSaid]

    @property
    def is_whole(self) -> bool:
        """Whether 十三 writes of each of its projects."""
        return self.total == len(self.projects)


def check_overview(
    own: Sequence[SubmittedParagraph],
    others: Sequence[SubmittedParagraph],
    projects: Sequence[ProjectSaid],
    graded: Graded | None,
    judged: Judged,
) -> None:
    """Hold counts and money of 十三 (`own`) against each other; grades of means in `others` too."""
    if graded is not None:
        for paragraph in (*own, *others):
            _check_mean_grade(paragraph, graded, judged)
    seen = _Seen(dict(_by_fund(own)), _total(own, projects), projects)
    _check_funds(seen, judged)
    for paragraph in own:
        for found in _CHOSEN.finditer(paragraph.passage.text):
            _check_chosen(paragraph, found, seen, judged)
        if graded is not None:
            _check_one_grade(paragraph, seen, graded, judged)


def _check_mean_grade(paragraph: SubmittedParagraph, graded: Graded, judged: Judged) -> None:
    """平均得分为85.99分，评价结果为良: the grade of that mean; asked where no bands are stated."""
    text = paragraph.passage.text
    for found in _MEAN_GRADE.finditer(text):
        score = parse_amount(found["score"])
        clause = clause_of(text, found.start(), found.end())
        if _OF_PART.search(text, _last_stop(text, found.start()), found.start()):
            continue
        if _OTHER_FULL.search(clause):
            continue
        judged.stand(paragraph.passage, [found.start("score")])
        if score > HUNDRED or is_grade_of(found["grade"], score, graded.bands):
            continue
        right = grade_of(score, graded.bands)
        message = f"平均得分 {found['score']} 分应为“{right}”，写作“{found['grade']}”"
        if not graded.is_stated:
            message += "；等级按其他分数划分的请写明"
        _tell(paragraph, found, "grade", message, judged, asks=not graded.is_stated)


def _last_stop(text: str, end: int) -> int:
    return max(text.rfind(sign, 0, end) for sign in "，,。；;\n") + 1


def _total(own: Sequence[SubmittedParagraph], projects: Sequence[ProjectSaid]) -> int | None:
    """Return how many projects there are, as the text says or as many as it writes of.

    None where the text says two numbers.
    """
    texts = [paragraph.passage.text for paragraph in own]
    stated = {
        int(m["after"] or m["before"])
        for text in texts
        for m in _ALL.finditer(text)
        if counts_all(text, m)
    }
    if stated:
        return stated.pop() if len(stated) == 1 else None
    return len(projects) if projects and is_all(len(projects), own) else None


def _by_fund(own: Sequence[SubmittedParagraph]) -> Iterator[tuple[str, Counted]]:
    for fund, patterns in _OF_FUND.items():
        texts = [(p, p.passage.text) for p in own]
        found = [(p, m) for p, text in texts for one in patterns for m in one.finditer(text)]
        if len(found) == 1:
            paragraph, one = found[0]
            amount, room = _yuan(one)
            yield fund, Counted(paragraph, one, int(one["count"]), amount, room)


def _yuan(found: re.Match[str]) -> tuple[Decimal | None, Decimal]:
    """Return an amount in 元, and by how much two such may differ."""
    if found["amount"] is None:
        return None, ZERO
    size = UNIT_SIZES[found["unit"]]
    return parse_amount(found["amount"].replace(",", "")) * size, CENT * size


def _check_funds(seen: _Seen, judged: Judged) -> None:
    """The projects of the funds are all projects; fewer where some have money of no fund.

    More, where one has money of two.
    """
    is_shared = False
    for one in seen.funds.values():
        if "names" in one.found.groupdict():
            names = _check_listed(one.paragraph, one.found, seen, judged)
            is_shared |= _has_other_money(names, one, seen)
    if seen.total is None or GENERAL not in seen.funds:
        return
    made = sum(one.number for one in seen.funds.values())
    if made == seen.total or (is_shared if made > seen.total else not _is_all_money(seen)):
        return
    first = seen.funds[GENERAL]
    words = " + ".join(f"{fund} {one.number}" for fund, one in seen.funds.items())
    message = f"各资金性质的项目合计 {made} 个（{words}），全部项目是 {seen.total} 个，请核实"
    spots = [
        judged.spot(p.where, p.passage, m.start("count"), m.end("count"))
        for p, m, *_ in seen.funds.values()
    ]
    cells = [spot.place for spot in spots[1:]]
    evidence = Evidence(Decimal(made), Decimal(seen.total), words, cells, numbers=spots[1:])
    judged.tell(rules.OWN_SUM, message, spots[0], evidence, asks=True)
    judged.stand(first.paragraph.passage, [first.found.start("count")])


def _has_other_money(names: Names, counted: Counted, seen: _Seen) -> bool:
    """Whether the named projects of a fund spent more than is said of that fund."""
    spent = _most_of(names.pieces, len(names.pieces), seen) if names.pieces else None
    return (
        spent is not None and counted.amount is not None and spent > counted.amount + counted.room
    )


def _is_all_money(seen: _Seen) -> bool:
    """Whether what the projects spent, as far as 十三 writes of each, is money of the funds.

    A project that spent nothing may be of any fund.
    """
    spent = [project.executed for project in seen.projects]
    amounts = [one.amount for one in seen.funds.values()]
    if not seen.is_whole or None in spent or None in amounts:
        return False
    if not all(yuan(one.mention) for one in spent if one is not None):
        return False
    whole = sum((yuan(one.mention) for one in spent if one is not None), ZERO)
    made = sum((one for one in amounts if one is not None), ZERO)
    room = sum((one.room for one in seen.funds.values()), ZERO)
    return abs(whole - made) <= room * max(len(spent), 1)


def _check_listed(
    paragraph: SubmittedParagraph, found: re.Match[str], seen: _Seen, judged: Judged
) -> Names:
    """A、B等3个项目: three names, or fewer where 等 says so; return the names."""
    count, names = int(found["count"]), read_names(found["names"], seen.projects)
    listed = len(names.pieces)
    wrong = (listed > count) if found["etc"] else (listed > 1 and listed != count)
    if wrong and names.are_certain:
        message = f"项目写作{count}个，列出名称的有 {listed} 个，请核实"
        _tell(paragraph, found, "count", message, judged)
    for name, near in find_unlisted(names.pieces, seen.projects) if seen.is_whole else ():
        message = f"这里的“{name}”，逐个说明的项目中没有，相近的是“{near}”，请核对名称"
        _tell(paragraph, found, "names", message, judged)
    return names


def _check_chosen(
    paragraph: SubmittedParagraph, found: re.Match[str], seen: _Seen, judged: Judged
) -> None:
    """组织对A、B等3个项目开展了部门评价，涉及…: not more than there are, nor more money."""
    count = int(found["count"])
    names = read_names(found["names"], seen.projects)
    if seen.total is not None and count > seen.total and names.are_certain:
        message = f"开展部门评价的项目写作{count}个，全部项目只有 {seen.total} 个，请核实"
        _tell(paragraph, found, "count", message, judged)
        return
    _check_listed(paragraph, found, seen, judged)
    if _TRANSFERRED.search(clause_of(paragraph.passage.text, found.start(), found.end())) or (
        seen.is_whole and not names.are_certain
    ):
        return
    stated: dict[str, re.Match[str]] = {}
    for fund, pattern in _AMOUNT_OF.items():
        one = pattern.search(paragraph.passage.text, found.start("rest"), found.end("rest"))
        if one is not None:
            stated[fund] = one
            if not _is_budget(one, names, seen):
                _check_amount(
                    paragraph, fund, one, is_all=count == seen.total, seen=seen, judged=judged
                )
    if not any(_is_budget(one, names, seen) for one in stated.values()):
        _check_amounts(paragraph, stated, _most_of(names.pieces, count, seen), judged)


def _is_budget(stated: re.Match[str], names: Names, seen: _Seen) -> bool:
    """Whether an amount is what the projects, or those named, had as their budget."""
    amount, room = _yuan(stated)
    keys = {project_key(name) for name in names.pieces}
    for projects in (seen.projects, [p for p in seen.projects if p.key in keys]):
        budgets = [yuan(p.budget.mention) for p in projects if p.budget is not None]
        if budgets and amount is not None and abs(sum(budgets, ZERO) - amount) <= room:
            return True
    return False


def _is_spent(amount: Decimal, seen: _Seen) -> bool:
    """Whether an amount in 元 is what all projects spent, whatever else they had."""
    spent = _most_of([], len(seen.projects), seen)
    return spent is not None and abs(spent - amount) <= CENT * TEN_THOUSAND


def _check_amounts(
    paragraph: SubmittedParagraph,
    stated: Mapping[str, re.Match[str]],
    most: Decimal | None,
    judged: Judged,
) -> None:
    """What was spent of all funds is no more than so many projects can have spent."""
    amounts = [_yuan(one) for one in stated.values()]
    made = sum((amount for amount, _ in amounts if amount is not None), ZERO)
    room = sum((room for _, room in amounts), ZERO)
    if most is None or made <= most + room:
        return
    largest = max(stated.values(), key=lambda one: _yuan(one)[0] or ZERO)
    size = UNIT_SIZES[largest["unit"]]
    message = (
        f"部门评价涉及的支出合计 {format_plain(made / size)}{largest['unit']}，"
        f"这些项目的全年执行数合计最多 {format_plain(most / size)}{largest['unit']}，请核实"
    )
    _tell(paragraph, largest, "amount", message, judged)


def _most_of(names: Sequence[str], count: int, seen: _Seen) -> Decimal | None:
    """Return the most that so many projects spent in 元, those among them that are named."""
    spent = {project.key: project.executed for project in seen.projects}
    keys = [project_key(name) for name in names]
    if not seen.is_whole or None in spent.values() or len(spent) < len(seen.projects):
        return None
    if any(key not in spent for key in keys):
        return None
    amounts = {key: yuan(one.mention) for key, one in spent.items() if one is not None}
    named = [amounts.pop(key) for key in dict.fromkeys(keys)]
    rest = sorted(amounts.values(), reverse=True)[: max(count - len(named), 0)]
    return sum((*named, *rest), ZERO)


def _check_amount(
    paragraph: SubmittedParagraph,
    fund: str,
    stated: re.Match[str],
    *,
    is_all: bool,
    seen: _Seen,
    judged: Judged,
) -> None:
    """The projects chosen spent no more of a fund than all of them; all of them as much."""
    most = _most(fund, seen)
    amount, room = _yuan(stated)
    if most is None or amount is None:
        return
    if amount <= most + room and not (
        is_all and amount < most - room and not _is_spent(amount, seen)
    ):
        return
    size = UNIT_SIZES[stated["unit"]]
    which = "全部项目都作了部门评价" if is_all else "不会多于全部自评项目的"
    message = (
        f"部门评价涉及{fund}支出写作{stated['amount']}{stated['unit']}，"
        f"绩效自评的{fund}项目共涉及 {format_plain(most / size)}{stated['unit']}，{which}，请核实"
    )
    _tell(paragraph, stated, "amount", message, judged)


def _most(fund: str, seen: _Seen) -> Decimal | None:
    """Return what all projects spent of a fund: nothing where all are of another one."""
    if fund in seen.funds:
        return seen.funds[fund].amount
    made = sum(one.number for one in seen.funds.values())
    return ZERO if seen.funds and made == seen.total else None


def _check_one_grade(
    paragraph: SubmittedParagraph, seen: _Seen, graded: Graded, judged: Judged
) -> None:
    """等级为优的3个, of one grade alone: as many as the scores say, never more than all."""
    found = list(GRADED.finditer(paragraph.passage.text))
    if len(found) != 1 or seen.total is None:
        return
    one, bands = found[0], graded.bands
    if not is_of_self(paragraph.passage.text, one.start()):
        return
    count, grade = int(one["count"]), one["grade"]
    scores = [p.score.mention.value for p in seen.projects if p.score is not None]
    made = sum(grade_of(score, bands) == grade for score in scores)
    if count > seen.total:
        message = f"等级“{grade}”写作{count}个，全部项目只有 {seen.total} 个"
    elif seen.is_whole and len(scores) == seen.total and count != made:
        message = f"等级“{grade}”写作{count}个，按各项目的得分是 {made} 个"
    else:
        return
    _tell(paragraph, one, "count", message, judged, asks=False)


def _tell(
    paragraph: SubmittedParagraph,
    found: re.Match[str],
    group: str,
    message: str,
    judged: Judged,
    *,
    asks: bool = True,
) -> None:
    spot = judged.spot(paragraph.where, paragraph.passage, found.start(group), found.end(group))
    judged.tell(rules.OWN_SUM, message, spot, asks=asks)
