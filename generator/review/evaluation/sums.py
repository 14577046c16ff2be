"""Totals over the projects that 十三 gives, and amounts that are divided into named parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from generator.base.money import CENT, TEN_THOUSAND, UNIT_SIZES, ZERO, format_plain
from generator.field import zh
from generator.field.funds import FUNDS
from generator.field.grades import grade_of
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.evaluation.projects import yuan
from generator.review.evaluation.scope import COUNTED, is_all, is_of_self
from generator.review.marking import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.model.submission import Mention, SubmittedParagraph
    from generator.review.evaluation.bands import Graded
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.projects import ProjectSaid
    from generator.review.text.claims import Claim, ClaimSentence

_FEWEST = 2
# So many amounts up to the end of a sentence are no list of one: they stay unchecked.
_MOST = 200
_OF_BUDGETS = re.compile("项目[^，。]{0,6}预算(?:资金)?(?:总额|总数|合计|共计?)")
_OF_EXECUTION = re.compile("(?:执行|支出)(?:总数|总额|合计)")
GRADED = re.compile(
    # A sign that ends another word (其中, 当中, 误差) is no grade.
    r"(?:(?<![\u4e00-\u9fff])|(?<=[为是级次果评定和及])|(?<=其中))(?P<grade>优|良|中|差)[”\"]?(?:等?级?次?)?(?:的)?(?:项目)?(?:有|共|为)?\s{0,3}[（(]?(?P<count>[0-9]{1,4})\s{0,3}个(?=[\s，,、；;。）)（(和及与]|项目|占|[优良中差]|$)"
)
# Some of the money of some of the projects, or money of more than these.
_PART_OF = re.compile(f"其中|年初|{'|'.join(FUNDS)}|基本支出|整体|部门项目")
_OPENS = re.compile(r"[，,]?\s*其中\s*[:：，,]?")
_CLOSES = re.compile("[。；;](?!\\s*[0-9]+[.．、])")
_CLAUSE = re.compile("[。；;]")


def check_project_sums(
    own: Sequence[SubmittedParagraph],
    projects: Sequence[ProjectSaid],
    sentences: Sequence[ClaimSentence],
    graded: Graded | None,
    judged: Judged,
) -> None:
    """Hold 预算总额, 执行总数 and the grades against the projects, if 十三 gives all of them."""
    if len(projects) < _FEWEST or not is_all(len(projects), own):
        return
    for paragraph_sentences in _by_passage(sentences):
        for sentence in paragraph_sentences:
            for claim in sentence.claims:
                _check_sum(projects, sentence, claim, judged)
        if graded is not None:
            _check_grades(projects, paragraph_sentences, graded, judged)


def _by_passage(sentences: Sequence[ClaimSentence]) -> Iterator[list[ClaimSentence]]:
    groups: dict[str, list[ClaimSentence]] = {}
    for sentence in sentences:
        groups.setdefault(sentence.passage.locator, []).append(sentence)
    yield from groups.values()


def _check_sum(
    projects: Sequence[ProjectSaid], sentence: ClaimSentence, claim: Claim, judged: Judged
) -> None:
    if claim.kind is not MentionKind.AMOUNT:
        return
    pick: Callable[[ProjectSaid], Claim | None]
    if _OF_BUDGETS.search(claim.label):
        name, pick = zh.FULL_YEAR_BUDGET, lambda project: project.budget
    elif _OF_EXECUTION.search(claim.label):
        name, pick = zh.FULL_YEAR_EXECUTION, lambda project: project.executed
    else:
        return
    if _is_of_some(sentence.passage.text[: claim.mention.start], len(projects)):
        return
    own = [(project, one) for project in projects if (one := pick(project)) is not None]
    if len(own) < len(projects):
        return
    judged.stand(sentence.passage, [claim.mention.start])
    for project, one in own:
        judged.stand(project.paragraph.passage, [one.mention.start])
    made = sum((yuan(one.mention) for _, one in own), ZERO)
    if abs(made - yuan(claim.mention)) <= CENT * TEN_THOUSAND:
        return
    shown = made / UNIT_SIZES.get(claim.mention.unit, TEN_THOUSAND)
    written = f"{claim.mention.text}{claim.mention.unit}"
    message = (
        f"写作{written}，{len(own)} 个项目的{name}合计 {format_plain(shown)}{claim.mention.unit}"
    )
    mention = claim.mention
    spot = judged.spot(sentence.where, sentence.passage, mention.start, mention.unit_end)
    judged.tell(rules.OWN_SUM, message, spot, Evidence(mention.value, shown, f"Σ 各项目{name}"))


def _is_of_some(before: str, number: int) -> bool:
    """Whether an amount is one of some projects, or of another budget than that of the year."""
    counts = list(COUNTED.finditer(before))
    last = counts[-1] if counts else None
    if last is not None and int(last["before"] or last["after"]) != number:
        return True
    return _PART_OF.search(before, last.end() if last else 0) is not None


def _check_grades(
    projects: Sequence[ProjectSaid],
    sentences: Sequence[ClaimSentence],
    graded: Graded,
    judged: Judged,
) -> None:
    """等级优13个: as many as have such a score."""
    scores = [one.score.mention.value for one in projects if one.score is not None]
    text, passage = sentences[0].passage.text, sentences[0].passage
    found = [one for one in GRADED.finditer(text) if is_of_self(text, one.start())]
    if sum(int(one["count"]) for one in found) != len(scores):
        return
    for one in found:
        grade, stated = one["grade"], int(one["count"])
        made = sum(grade_of(score, graded.bands) == grade for score in scores)
        judged.stand(passage, [one.start("count")])
        if made != stated:
            message = f"等级“{grade}”写作{stated}个，按各项目的得分是 {made} 个"
            spot = judged.spot(sentences[0].where, passage, one.start("count"), one.end())
            judged.tell(rules.OWN_SUM, message, spot)


def check_divided(paragraphs: Sequence[SubmittedParagraph], judged: Judged) -> None:
    """84.8万元，其中A 70.4万元，B 14.4万元: parts that make the amount; never more than it."""
    for paragraph in paragraphs:
        text = paragraph.passage.text
        money = [mention for mention in paragraph.mentions if _is_money(mention)]
        starts = [mention.start for mention in money]
        closes = [found.start() for found in _CLOSES.finditer(text)]
        for opens in _OPENS.finditer(text):
            first = bisect_left(starts, opens.end())
            at = bisect_left(closes, opens.end())
            end = closes[at] if at < len(closes) else len(text)
            parts = money[first : bisect_left(starts, end)]
            before = next(
                (
                    m
                    for m in reversed(money[max(first - 2, 0) : first])
                    if m.unit_end <= opens.start()
                ),
                None,
            )
            if before is not None and _FEWEST <= len(parts) <= _MOST:
                _divide(paragraph, opens.start(), before, parts, judged)


def _divide(
    paragraph: SubmittedParagraph,
    opens: int,
    whole: Mention,
    parts: Sequence[Mention],
    judged: Judged,
) -> None:
    if _CLAUSE.search(paragraph.passage.text, whole.unit_end, opens):
        return
    gap = sum(map(yuan, parts), ZERO) - yuan(whole)
    if abs(gap) <= CENT * TEN_THOUSAND:
        judged.stand(paragraph.passage, [whole.start, *(part.start for part in parts)])


def _is_money(mention: Mention) -> bool:
    return mention.kind is MentionKind.AMOUNT
