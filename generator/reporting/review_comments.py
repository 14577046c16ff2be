"""A review as edits of the submitted document: corrections where certain, comments where found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.field.forms import FORM_BY_NUMBER
from generator.model.passage import Edit
from generator.reporting.coverage import word_unchecked
from generator.reporting.plain_words import is_formula, say_plainly
from generator.reporting.review_marks import find_change, sort_marks
from generator.reporting.review_words import (
    NEW,
    cells_of,
    format_amounts,
    list_unchecked,
    word_head,
    word_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile
    from generator.model.submission import Mark

AUTHOR = "审核 (gen-narrative)"
_MOST_CELLS = 8


def list_edits(one: ReviewedFile, review: Review) -> tuple[Edit, ...]:
    """Return the edits: first a comment with the verdict, then every error and warning.

    What is certain (an error with its replacement) is changed; all else is commented on. What
    concerns a table stands at its title, what concerns no passage at the beginning.
    """
    passages = review.submission.passages
    if not passages:
        return ()
    first = passages[0]
    head = _on_whole(review, first, _word_verdict(one, review))
    marks, others = sort_marks(review)
    return (
        head,
        *(_edit_mark(one, review, mark, first) for mark in marks if _is_told(mark.finding)),
        *(_edit_other(one, review, finding, first) for finding in others if _is_told(finding)),
    )


def _is_told(finding: Finding) -> bool:
    return finding.severity in {Severity.ERROR, Severity.WARNING}


def _edit_mark(one: ReviewedFile, review: Review, mark: Mark, first: Passage) -> Edit:
    comment = _word(one, mark.finding, mark.replacement)
    if mark.passage is None:
        return _on_whole(review, first, comment)
    passage, start, end = review.submission.locate(mark.passage, mark.start, mark.end)
    replacement = find_change(review, mark)
    if replacement is None and start == end:
        start, end = _neighbour(passage.text, start)
    return Edit(passage.locator, start, end, replacement, comment)


def _neighbour(text: str, at: int) -> tuple[int, int]:
    """Return the character before a gap, else the one after it, for a comment to hang on."""
    return (at - 1, at) if at else (0, min(1, len(text)))


def _edit_other(one: ReviewedFile, review: Review, finding: Finding, first: Passage) -> Edit:
    table = finding.places[0].table if finding.places else ""
    title = FORM_BY_NUMBER[table].title if table in FORM_BY_NUMBER else ""
    captions = (p for p in review.submission.tables if title and title in p.text)
    passage = next(captions, first)
    comment = _word(one, finding, None)
    return _on_whole(review, passage, comment)


def _on_whole(review: Review, passage: Passage, comment: str) -> Edit:
    """Return a comment on all of a passage."""
    held, start, end = review.submission.locate(passage, 0, len(passage.text))
    return Edit(held.locator, start, end, None, comment)


def _word(one: ReviewedFile, finding: Finding, replacement: str | None) -> str:
    """Return the lines of a comment: what is wrong, what should be there, how, from which cells."""
    amounts = format_amounts(finding, replacement)
    new = f"［{NEW}］" if one.is_new(finding) else ""
    lines = (
        f"{finding.severity.label} {finding.code} {finding.finding_class.label}{new}",
        finding.message,
        *_word_evidence(one, finding, amounts.expected),
    )
    return say_plainly("\n".join(lines))


def _word_evidence(one: ReviewedFile, finding: Finding, expected: str) -> Iterator[str]:
    if expected and expected not in finding.message:
        yield f"应为：{expected}"
    if is_formula(finding.formula):
        yield f"算法：{finding.formula}"
    cells = [word_place(place, one.path.name) for place in cells_of(finding)]
    if cells:
        more = f" 等 {len(cells)} 处" if len(cells) > _MOST_CELLS else ""
        yield f"出处：{'；'.join(dict.fromkeys(cells[:_MOST_CELLS]))}{more}"
    if finding.also:
        yield f"连带：{'；'.join(finding.also)}"


def _word_verdict(one: ReviewedFile, review: Review) -> str:
    head = word_head(one)
    worded = map(word_unchecked, list_unchecked(review, apart=False))
    unchecked = [f"{what}（{why}）" for what, why in worded]
    left = [f"没有核对的：{'；'.join(unchecked)}"] if unchecked else ["没有未核对的内容。"]
    return "\n".join((f"审核：{head.verdict}。", head.basis, *head.coverage, *left))
