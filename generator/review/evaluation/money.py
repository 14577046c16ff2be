"""Amounts of an evaluation that hang together: a budget as adjusted, a project's money restated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.money import CENT, UNIT_SIZES, ZERO, format_plain
from generator.field import zh
from generator.field.grades import GRADES
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.evaluation.projects import yuan
from generator.review.marking import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from generator.model.submission import SubmittedParagraph
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.projects import ProjectSaid
    from generator.review.text.claims import Claim, ClaimSentence

_INITIAL = re.compile(zh.INITIAL_BUDGETS)
_MORE = re.compile("增加|追加|调增|调入")
_LESS = re.compile("调减|减少|核减|压减|收回")
_ADJUSTED = re.compile("全年[^，。；]{0,4}预算|调整后[^，。；]{0,4}预算|总预算")
_PARTS = (_INITIAL, _MORE, _LESS, _ADJUSTED)
# 90（含）-100分为优, 60分以下为差.
BAND = re.compile(
    r"(?P<least>[0-9]{1,3})\s{0,2}分?(?:[（(]含[）)])?\s{0,2}(?:[-—－~～至]{1,2}|到)\s{0,2}"
    r"(?P<most>[0-9]{1,3})\s{0,2}分?(?:[（(]不?含[）)])?(?:的)?(?:为|是|属于)[“\"]?(?P<grade>优|良|中|差)"
)
BELOW = re.compile(
    r"(?P<under>[0-9]{1,3})\s{0,2}分以下(?:[（(]不含[）)])?(?:的)?(?:为|是|属于)[“\"]?差"
)


def check_adjusted(sentences: Sequence[ClaimSentence], judged: Judged) -> None:
    """年初预算 ± 调整 = 全年预算, where one paragraph states each of them once."""
    claims = [(s, c) for s in sentences for c in s.claims if c.kind is MentionKind.AMOUNT]
    initial, more, less, adjusted = (
        [one for one in claims if pattern.search(one[1].label)] for pattern in _PARTS
    )
    changes = [*more, *less]
    if len(initial) != 1 or len(adjusted) != 1 or not changes or len(more) > 1 or len(less) > 1:
        return
    size = UNIT_SIZES.get(adjusted[0][1].mention.unit, UNIT_SIZES[zh.TEN_THOUSAND_YUAN])
    made = _sum(initial) + _sum(more) - _sum(less)
    sentence, claim = adjusted[0]
    mention = claim.mention
    used = [one.mention.start for _, one in (*initial, *changes, *adjusted)]
    judged.stand(sentence.passage, used)
    if abs(made - yuan(mention)) <= CENT * size:
        return
    words = " ".join(
        f"{sign} {one[1].mention.text}"
        for sign, group in (("", initial), ("+", more), ("−", less))
        for one in group
    ).strip()
    right = made / size
    message = f"全年预算写作{mention.text}{mention.unit}，年初预算加减调整为 {format_plain(right)}"
    spot = judged.spot(sentence.where, sentence.passage, mention.start, mention.unit_end)
    judged.tell(rules.OWN_SUM, message, spot, Evidence(mention.value, right, words))


def _sum(claims: Sequence[tuple[ClaimSentence, Claim]]) -> Decimal:
    return sum((yuan(claim.mention) for _, claim in claims), ZERO)


def stand_restated(projects: Sequence[ProjectSaid], judged: Judged) -> None:
    """Keep amounts of a project's paragraph that are its budget or its execution again.

    Only where the paragraph is on one project.
    """
    count: dict[str, int] = {}
    for project in projects:
        locator = project.paragraph.passage.locator
        count[locator] = count.get(locator, 0) + 1
    for project in projects:
        passage = project.paragraph.passage
        if count[passage.locator] > 1 or project.budget is None or project.executed is None:
            continue
        known = {yuan(project.budget.mention), yuan(project.executed.mention)}
        judged.stand(
            passage,
            (
                mention.start
                for mention in project.paragraph.mentions
                if mention.kind is MentionKind.AMOUNT and yuan(mention) in known
            ),
        )


def stand_bands(paragraphs: Sequence[SubmittedParagraph], judged: Judged) -> None:
    """Keep the limits of the grades that a text states as they are in force."""
    least = dict(GRADES)
    limits = [*(limit for _, limit in GRADES)]
    for paragraph in paragraphs:
        text = paragraph.passage.text
        mentions = [m.start for m in paragraph.mentions]
        for found in BAND.finditer(text):
            at = list(least).index(found["grade"])
            most = 100 if at == 0 else limits[at - 1]
            if least[found["grade"]] == int(found["least"]) and most == int(found["most"]):
                inside = (s for s in mentions if found.start() <= s < found.end())
                judged.stand(paragraph.passage, inside)
        for found in BELOW.finditer(text):
            if limits[-2] == int(found["under"]):
                judged.stand(paragraph.passage, [found.start("under")])
