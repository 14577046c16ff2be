"""The projects that 十三 reports on, each with its score, budget and execution."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.money import HUNDRED, UNIT_SIZES
from generator.field import sections, zh
from generator.field.grades import GRADES
from generator.model.submission import MentionKind
from generator.review import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.model.submission import Mention, SubmittedParagraph
    from generator.review.evaluation.judged import Judged
    from generator.review.text.claims import Claim, ClaimSentence

# Where what is said of a project begins: its name, then that its evaluation follows.
_BEGINS = re.compile(
    r"(?:^|[。；;\n：:])\s*(?:[0-9]{1,2}[.、．]|[（(][0-9一二三四五六七八九十]{1,2}[）)]|[①-⑳])?\s*"
    r"[“\"]?(?P<name>[^。；;，,\n：:]{2,60}?)[”\"]?(?:项目)?(?:支出)?(?:绩效)?"
    r"(?:自评|自我评价)(?:综述|情况|结果|得分|评价)"
)
_NO_PROJECT = re.compile(
    r"整体|本部门|我部门|本单位|我单位|组织|开展|根据|等级|参与|各项目|所有|平均|^项目|综述$|20[0-9]{2}年度?$"
)
_SCORE = re.compile("得分|评分|总分|自评[为是]?$")
_NO_SCORE = re.compile("平均|整体")
_BUDGET = re.compile(
    r"(?:全年|调整后?)?预算(?:资金)?(?:总额|安排|金额|数|资金)?(?:调整)?(?:为|是|共)?\s*$"
)
_INITIAL = re.compile("年初")
_EXECUTED = re.compile(r"(?:执行|支出|支付|使用)(?:总)?(?:数|额|金额|资金)?(?:了|为|是|共)?\s*$")
_EXCELLENT = GRADES[0][1]
_ONCE_MORE = re.compile("项目+$")


@dataclass(frozen=True, slots=True)
class ProjectSaid:
    """What 十三 says of a project; amounts in 元, None where not said."""

    name: str
    paragraph: SubmittedParagraph
    score: Claim | None
    budget: Claim | None
    executed: Claim | None

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return project_key(self.name)


def project_key(name: str) -> str:
    """Return the name of a project as it is compared, without 项目 at its end."""
    return _ONCE_MORE.sub("", key_of(name))


def pair_names(ones: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """Return by index which of the `others` each of `ones` is: names of projects.

    Where several names differ only in 项目 at their end, as 十三 may add it, only the very same
    name is one, and none where it stands twice.
    """
    groups: dict[str, tuple[list[int], list[int]]] = {}
    for side, names in enumerate((ones, others)):
        for index, name in enumerate(names):
            if key := project_key(name):
                groups.setdefault(key, ([], []))[side].append(index)
    paired: dict[int, int] = {}
    for own, rivals in groups.values():
        if len(rivals) == 1:
            if len({key_of(ones[index]) for index in own}) == 1:
                paired |= dict.fromkeys(own, rivals[0])
            continue
        for index in own:
            same = [one for one in rivals if key_of(others[one]) == key_of(ones[index])]
            if len(same) == 1:
                paired[index] = same[0]
    return paired


def yuan(mention: Mention) -> Decimal:
    """Return an amount in 元; 万 has lost its 元."""
    unit = zh.TEN_THOUSAND_YUAN if mention.unit == "万" else mention.unit
    return mention.value * UNIT_SIZES.get(unit, UNIT_SIZES["元"])


def read_projects(
    paragraphs: Sequence[SubmittedParagraph], sentences: Sequence[ClaimSentence]
) -> list[ProjectSaid]:
    """Return the projects of 十三 that a score is stated for, in their order."""
    by_passage: dict[str, list[Claim]] = {}
    for sentence in sentences:
        by_passage.setdefault(sentence.passage.locator, []).extend(sentence.claims)
    found: list[ProjectSaid] = []
    for paragraph in paragraphs:
        if not paragraph.where.startswith(sections.PERFORMANCE):
            continue
        claims = by_passage.get(paragraph.passage.locator, [])
        found += _projects_of(paragraph, claims)
    return found


def _projects_of(paragraph: SubmittedParagraph, claims: Sequence[Claim]) -> Iterator[ProjectSaid]:
    begins = [
        found
        for found in _BEGINS.finditer(paragraph.passage.text)
        if not _NO_PROJECT.search(found["name"])
    ]
    if not begins:
        return
    ends = [*(found.start() for found in begins[1:]), len(paragraph.passage.text)]
    for found, end in zip(begins, ends, strict=True):
        own = [claim for claim in claims if found.end("name") <= claim.mention.start < end]
        score = next((c for c in own if _is_score(c)), None)
        if score is not None:
            budget = next(
                (c for c in own if _is_amount(c, _BUDGET) and not _INITIAL.search(c.label)), None
            )
            executed = next((c for c in own if _is_amount(c, _EXECUTED)), None)
            yield ProjectSaid(_quoted(found["name"]), paragraph, score, budget, executed)


def _quoted(name: str) -> str:
    """Return a name with both its quotation marks: one beside it was taken for that of the name."""
    opened, closed = name.count("“"), name.count("”")
    return f"{'“' * (closed - opened)}{name}{'”' * (opened - closed)}".strip('"')


def _is_score(claim: Claim) -> bool:
    if claim.kind is not MentionKind.SCORE or _NO_SCORE.search(claim.label):
        return False
    return _SCORE.search(claim.label) is not None


def _is_amount(claim: Claim, label: re.Pattern[str]) -> bool:
    return claim.kind is MentionKind.AMOUNT and label.search(claim.label) is not None


def check_idle(projects: Sequence[ProjectSaid], judged: Judged) -> None:
    """What has spent nothing is hardly 优.

    Of other rates nothing follows from the text alone: not every form scores in proportion.
    """
    for project in projects:
        if project.score is None or project.executed is None or project.executed.mention.value:
            continue
        score = project.score.mention
        if not _EXCELLENT <= score.value <= HUNDRED:
            continue
        name = f"{project.name.removesuffix(zh.ITEM)}{zh.ITEM}"
        message = f"“{name}”没有支出，自评却得{score.text}分（{GRADES[0][0]}），请核实"
        passage = project.paragraph.passage
        spot = judged.spot(project.paragraph.where, passage, score.start, score.unit_end)
        judged.tell(rules.PLAUSIBLE, message, spot, asks=True)
