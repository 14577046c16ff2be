"""All marks of a review in the order of the text, one a cause; a verdict for every number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.submission import Reviewed, Standing, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.submission import Mark, Submission

_ORDER = (Standing.MATCHED, Standing.RECOMPUTED, Standing.UNCHECKED)


def settle(submission: Submission, stages: Sequence[Reviewed]) -> Reviewed:
    """Return the marks of all stages, sorted, and one verdict for every number that claims."""
    order = {passage.locator: index for index, passage in enumerate(submission.passages)}
    marks = _without_repeats(mark for stage in stages for mark in stage.marks)

    def position(mark: Mark) -> tuple[int, int, str]:
        where = order.get(mark.passage.locator, len(order)) if mark.passage else len(order)
        return where, mark.start, mark.finding.code

    return Reviewed(tuple(sorted(marks, key=position)), _all_verdicts(submission, stages))


def _without_repeats(marks: Iterable[Mark]) -> list[Mark]:
    """Keep the gravest of several marks on the very same words."""
    kept: dict[tuple[str, int, int, str], Mark] = {}
    for mark in marks:
        locator = mark.passage.locator if mark.passage else ""
        same = mark.finding.code if mark.finding.expected is None else "数"
        key = (locator, mark.start, mark.end, same)
        earlier = kept.get(key)
        if earlier is None or mark.finding.severity.rank < earlier.finding.severity.rank:
            kept[key] = mark
    return list(kept.values())


def _all_verdicts(submission: Submission, stages: Sequence[Reviewed]) -> tuple[Verdict, ...]:
    best: dict[tuple[str, int], Verdict] = {}
    for stage in stages:
        for verdict in stage.verdicts:
            key = (verdict.locator, verdict.start)
            earlier = best.get(key)
            if earlier is None or _ORDER.index(verdict.standing) < _ORDER.index(earlier.standing):
                best[key] = verdict
    verdicts = []
    for paragraph in submission.paragraphs():
        for mention in paragraph.mentions:
            if mention.is_claim:
                key = (paragraph.passage.locator, mention.start)
                verdicts.append(best.get(key, Verdict(*key, Standing.UNCHECKED)))
    return tuple(verdicts)
