"""What a text denies in one place and states in another (前后不一)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.field import zh
from generator.review import rules
from generator.review.marking import Spot, mark
from generator.review.printed import PrintedClauses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.submission import Mark, Submission

_NOT_EVALUATED = re.compile(r"(?:未|没有)开展[^，。；]{0,8}?绩效(?:自评|评价)[^，。；]{0,4}")
_EVALUATED = re.compile(r"(?<!未)(?<!没有)(?<!应)开展[^，。；]{0,14}?绩效自评|纳入绩效自评")
_NO_KEY_PROJECT = re.compile(r"(?:无|没有)重点绩效评价项目")
_KEY_PROJECT = re.compile(r"重点绩效评价\s{0,4}([0-9]{1,9})\s{0,4}个项目")


def check_contradictions(submission: Submission) -> Iterator[Mark]:
    """Yield what the text denies in one place and states in another: what was evaluated."""
    yield from _check_denials(submission, PrintedClauses(submission))


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
