"""Averages, grades and counts that a text states of its own projects (DOMAIN 2.8, 9)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import (
    CENT,
    ZERO,
    divide,
    format_plain,
    round_half_up,
)
from generator.base.severity import FindingClass, Severity
from generator.field.grades import describe_bands, grade_of
from generator.model.submission import MentionKind, Standing, Verdict
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.field.grades import Bands
    from generator.model.submission import Mark
    from generator.review.text.claims import Claim, ClaimSentence

_SCORE = re.compile(r"得分|评分|总分")
_MEAN = re.compile(r"平均")
# The grade of one score; 等级为“优”的3个 and 3个项目等级为“优” count projects of a grade.
_GRADE = re.compile(
    r"(?:(?:等级|结果|级别|评定|评价)[^，。；]{0,6}?[为是]|属于|(?:评|定)为)\s{0,3}[“\"]?"
    r"(优秀|良好|优|良|中|差|一般)"
    r"(?![”\"]?(?:等次|等级|档次?|级)?(?:的|[（(:：]?[0-9]))"
)
_OF_PROJECTS = re.compile(r"[0-9一二两三四五六七八九十]\s{0,4}(?:个|项|家)")
# 为“优”的有3个, 为优项目共3个, 为优占80%: how many have the grade.
_COUNTED_AFTER = re.compile(r"[^，。；、]{0,14}?[0-9一二两三四五六七八九十]\s{0,4}(?:个|项|家|%)")
_COUNTED = re.compile(
    r"[“\"]?(优秀?|良好?|(?<![\u4e00-\u9fff])中|(?<=[为是级])中|差|不?合格)[”\"]?(?:等?次?的)?(?:项目)?\s{0,4}[（(]?([0-9]{1,9})\s{0,4}个"
)
# “…的项目6个” counts one grade, also where its line is broken before 项目.
_PROJECTS = re.compile(
    r"(?<![0-9])([0-9]{1,9})\s{0,4}个项目|(?<=[^的])项目\s{0,4}([0-9]{1,9})\s{0,4}个"
)
_PROBLEMS = re.compile(
    r"问题\s{0,4}([0-9]{1,9})\s{0,4}个，[^，。；]{0,10}?整改[^，。；]{0,4}?([0-9]{1,9})\s{0,4}个，"
    r"[^，。；]{0,10}?整改[^，。；]{0,4}?([0-9]{1,9})\s{0,4}个"
)
_REST = re.compile(r"其余|其他|其它|另有|另外|未评|没有评|等[。，；）]")
_FEWEST = 3


class Tested(NamedTuple):
    """A number that was tested: the verdict, the mark where it is wrong, and the operands."""

    verdict: Verdict
    mark: Mark | None = None
    operands: tuple[Verdict, ...] = ()


def _text(claim: Claim) -> str:
    return f"{claim.mention.text}{claim.mention.unit}"


def _spot(statement: ClaimSentence, claim: Claim) -> Spot:
    mention = claim.mention
    return Spot(statement.file, statement.where, statement.passage, mention.start, mention.end)


def _verdict(statement: ClaimSentence, claim: Claim) -> Verdict:
    return Verdict(statement.passage.locator, claim.mention.start, Standing.RECOMPUTED)


def test_grades(statement: ClaimSentence, bands: Bands) -> Iterator[Tested]:
    """得分 x 分，等级为…: the grade is that of the score, by the bands of the text."""
    scores = [c for c in statement.claims if c.kind is MentionKind.SCORE and _SCORE.search(c.label)]
    for found in _GRADE.finditer(statement.text) if scores else ():
        clause = max(statement.text.rfind(stop, 0, found.start()) for stop in "，。；、")
        before = _OF_PROJECTS.search(statement.text, clause + 1, found.start())
        if before or _COUNTED_AFTER.match(statement.text, found.end()):
            continue
        position = statement.start + found.start()
        earlier = [score for score in scores if score.mention.start < position]
        yield from _test_grade(statement, found, earlier[-1] if earlier else scores[0], bands)


def _test_grade(
    statement: ClaimSentence, found: re.Match[str], score: Claim, bands: Bands
) -> Iterator[Tested]:
    """Compare a grade with that of the score which stands next before it."""
    if "平均" in score.label:
        return
    if not 0 <= score.mention.value <= 100:  # noqa: PLR2004 - out of a hundred
        return
    expected = grade_of(score.mention.value, bands)
    stated = found.group(1)[0]
    if stated == expected:
        yield Tested(_verdict(statement, score))
        return
    begin = statement.start + found.start(1)
    spot = Spot(
        statement.file, statement.where, statement.passage, begin, begin + len(found.group(1))
    )
    message = (
        f"得分 {score.mention.text} 分应为“{expected}”，写作“{found.group(1)}”"
        f"（{describe_bands(bands)}）"
    )
    found_mark = mark(rules.OWN_SUM, message, spot, kind=FindingClass.INTERNAL)
    yield Tested(_verdict(statement, score), found_mark)


test_grades.__test__ = False  # type: ignore[attr-defined]


def test_counts(statement: ClaimSentence) -> Iterator[Tested]:
    """优 a 个、良 b 个: together as many as there are projects."""
    counted = list(_COUNTED.finditer(statement.text))
    starts = {found.start(2) for found in counted}
    totals = [
        found
        for found in _PROJECTS.finditer(statement.text)
        if not starts & {found.start(1), found.start(2)}
    ]
    # The last count before a list: a sentence may count other projects first, or have two lists.
    for at, total in enumerate(totals):
        ends = totals[at + 1].start() if at + 1 < len(totals) else len(statement.text)
        own = [found for found in counted if total.end() <= found.start() < ends]
        if len(own) > 1:
            yield from _test_list(statement, total, own)


def _test_list(
    statement: ClaimSentence, total: re.Match[str], counted: Sequence[re.Match[str]]
) -> Iterator[Tested]:
    stated = int(total.group(1) or total.group(2))
    made = sum(int(found.group(2)) for found in counted)
    numbers = {statement.start + found.start(2) for found in counted}
    for claim in statement.claims:
        if claim.mention.start in numbers:
            yield Tested(_verdict(statement, claim))
    if made < stated and _REST.search(statement.text, counted[0].start()):
        return
    if made != stated:
        begin = statement.start + counted[0].start()
        end = statement.start + counted[-1].end()
        spot = Spot(statement.file, statement.where, statement.passage, begin, end)
        message = f"各等级合计 {made} 个，与项目总数 {stated} 个不符"
        claim = statement.claims[0]
        found = mark(rules.OWN_SUM, message, spot, kind=FindingClass.INTERNAL)
        yield Tested(_verdict(statement, claim), found)


test_counts.__test__ = False  # type: ignore[attr-defined]


def test_problems(statement: ClaimSentence) -> Iterator[Tested]:
    """问题 n 个，已整改 a 个，正在整改 b 个: not more than were found."""
    found = _PROBLEMS.search(statement.text)
    if not found:
        return
    starts = {statement.start + found.start(group) for group in (1, 2, 3)}
    claims = [claim for claim in statement.claims if claim.mention.start in starts]
    if len(claims) != len(starts):
        return
    total, *parts = claims
    verdicts = tuple(_verdict(statement, claim) for claim in parts)
    made = sum((claim.mention.value for claim in parts), ZERO)
    wrong = None
    if made != total.mention.value:
        message = f"发现问题{_text(total)}，已整改和正在整改的合计 {format_plain(made)} 个"
        severity = None if made > total.mention.value else Severity.WARNING
        evidence = Evidence(total.mention.value, made, "已整改 + 正在整改")
        wrong = mark(
            rules.OWN_SUM,
            message,
            _spot(statement, total),
            evidence,
            severity=severity,
            kind=FindingClass.INTERNAL,
        )
    yield Tested(_verdict(statement, total), wrong, verdicts)


test_problems.__test__ = False  # type: ignore[attr-defined]


def test_mean(statements: Sequence[ClaimSentence]) -> Iterator[Tested]:
    """平均得分: the mean of the scores that the section states one by one."""
    scores: list[tuple[ClaimSentence, Claim]] = []
    means: list[tuple[ClaimSentence, Claim]] = []
    for statement in statements:
        for claim in statement.claims:
            if claim.kind is not MentionKind.SCORE or not _SCORE.search(claim.label):
                continue
            if _MEAN.search(claim.label):
                means.append((statement, claim))
            elif "自评" in claim.label and "整体" not in statement.text:
                scores.append((statement, claim))
    if len(scores) < _FEWEST:
        return
    mean = round_half_up(
        divide(sum((c.mention.value for _, c in scores), ZERO), Decimal(len(scores)))
    )
    operands = tuple(_verdict(owner, score) for owner, score in scores)
    for statement, claim in means:
        if abs(mean - claim.mention.value) <= CENT:
            yield Tested(_verdict(statement, claim), operands=operands)
            continue
        message = f"平均得分写作{claim.mention.text}分，{len(scores)} 个项目得分的平均为 {mean} 分"
        words = f"（{' + '.join(format_plain(c.mention.value) for _, c in scores)}）÷ {len(scores)}"
        evidence = Evidence(claim.mention.value, mean, words)
        found = mark(
            rules.OWN_SUM, message, _spot(statement, claim), evidence, kind=FindingClass.INTERNAL
        )
        yield Tested(_verdict(statement, claim), found, operands)


test_mean.__test__ = False  # type: ignore[attr-defined]
