"""What a text says twice, or denies in one place and states in another (前后不一)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.money import HUNDRED
from generator.field import zh
from generator.field.grades import GRADES
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark
from generator.review.printed import PrintedClauses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.submission import Mark, Submission
    from generator.review.text.claims import Claim, ClaimSentence

_WHOLE_SCORE = re.compile(r"整体[^。]{0,200}?(?:自评)?得分|整体自评")
_NOT_EVALUATED = re.compile(r"(?:未|没有)开展[^，。；]{0,8}?绩效(?:自评|评价)[^，。；]{0,4}")
_EVALUATED = re.compile(r"(?<!未)(?<!没有)(?<!应)开展[^，。；]{0,14}?绩效自评|纳入绩效自评")
_IDLE = re.compile(r"执行数(?:为|是)?\s*0(?:\.0+)?\s*万元")
_EXCELLENT = dict(GRADES)["优"]
_NO_KEY_PROJECT = re.compile(r"(?:无|没有)重点绩效评价项目")
_KEY_PROJECT = re.compile(r"重点绩效评价\s{0,4}([0-9]{1,9})\s{0,4}个项目")


def check_contradictions(
    submission: Submission, statements: Sequence[ClaimSentence]
) -> Iterator[Mark]:
    """Yield what the text has otherwise than itself elsewhere: scores, what was evaluated."""
    printed = PrintedClauses(submission)
    yield from _check_scores(statements, printed)
    yield from _check_denials(submission, printed)
    yield from _check_idle_projects(submission)


def _spot(statement: ClaimSentence, claim: Claim) -> Spot:
    mention = claim.mention
    return Spot(statement.file, statement.where, statement.passage, mention.start, mention.end)


def _check_scores(statements: Sequence[ClaimSentence], printed: PrintedClauses) -> Iterator[Mark]:
    """部门整体自评得分, stated in two places."""
    scores = [
        (statement, claim)
        for statement in statements
        for claim in statement.claims
        if claim.kind is MentionKind.SCORE
        and zh.SCORE in claim.label
        and _WHOLE_SCORE.search(statement.text)
    ]
    values = {claim.mention.value for _, claim in scores}
    if len(values) < 2:  # noqa: PLR2004 - two values contradict each other
        return
    first, claim = scores[0]
    other, again = next((s, c) for s, c in scores if c.mention.value != claim.mention.value)
    where = printed.clause(other.where, other.passage)
    message = f"部门整体自评得分写作{claim.mention.text}分，{where}写作{again.mention.text}分"
    evidence = Evidence(claim.mention.value, again.mention.value, cells=[_spot(other, again).place])
    yield mark(rules.CONTRADICTION, message, _spot(first, claim), evidence)


def _check_denials(submission: Submission, printed: PrintedClauses) -> Iterator[Mark]:
    """未开展绩效评价 beside an evaluation that was carried out."""
    paragraphs = list(submission.paragraphs())
    carried_out = [p for p in paragraphs if _EVALUATED.search(p.passage.text)]
    key_projects = [
        p
        for p in paragraphs
        if any(int(match.group(1)) for match in _KEY_PROJECT.finditer(p.passage.text))
    ]
    for paragraph in paragraphs:
        text = paragraph.passage.text
        for denial, said in (
            (_NOT_EVALUATED.search(text), carried_out),
            (_NO_KEY_PROJECT.search(text), key_projects),
        ):
            other = next((p for p in said if p is not paragraph), None)
            if denial and other:
                where = printed.clause(other.where, other.passage) or zh.ATTACHMENTS
                spot = Spot(
                    submission.file,
                    paragraph.where,
                    paragraph.passage,
                    denial.start(),
                    denial.end(),
                )
                message = f"写作“{denial.group()}”，而{where}说已经开展"
                yield mark(rules.CONTRADICTION, message, spot)


def _check_idle_projects(submission: Submission) -> Iterator[Mark]:
    """A project that spent nothing and is graded 优: its execution alone costs it ten points."""
    for paragraph in submission.paragraphs():
        text = paragraph.passage.text
        idle = _IDLE.search(text)
        if not idle:
            continue
        for mention in paragraph.mentions:
            words = text[max(0, mention.start - 8) : mention.start]
            excellent = mention.kind is MentionKind.SCORE and _EXCELLENT <= mention.value <= HUNDRED
            if excellent and zh.SCORE in words:
                spot = Spot(
                    submission.file,
                    paragraph.where,
                    paragraph.passage,
                    mention.start,
                    mention.unit_end,
                )
                message = f"“{idle.group()}”，自评却得{mention.text}分（优），请核实"
                yield mark(rules.PLAUSIBLE, message, spot)
                break
