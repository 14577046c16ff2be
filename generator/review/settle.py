"""All marks of a review in the order of the text; a verdict for every number."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.submission import Reviewed, Standing, Verdict
from generator.review.folding import fold
from generator.review.marking import group_tails, quote_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.submission import Mark, Submission

_MOST_ALIKE = 30
_ORDER = (Standing.MATCHED, Standing.RECOMPUTED, Standing.UNCHECKED)


def settle(submission: Submission, stages: Sequence[Reviewed]) -> Reviewed:
    """Return the marks of all stages, sorted, and one verdict for every number that claims."""
    marks = fold(_bounded(_without_repeats(mark for stage in stages for mark in stage.marks)))
    tails = in_order(submission, (mark for stage in stages for mark in stage.tails))
    told = (*marks, group_tails(tails)) if tails else marks
    quoted = (_quoted(submission, mark) for mark in in_order(submission, told))
    return Reviewed(tuple(quoted), _all_verdicts(submission, stages))


def _quoted(submission: Submission, mark: Mark) -> Mark:
    """Return a mark whose words tell it from the same ones before them in the file's paragraph."""
    if mark.passage is None or mark.passage.locator not in submission.split:
        return mark
    whole, start, end = submission.locate(mark.passage, mark.start, mark.end)
    place, *others = mark.finding.places
    before = whole.text.find(place.quote, 0, start) if place.quote else -1
    if before < 0:
        return mark
    own = place._replace(quote=quote_around(whole.text, start, end))
    return replace(mark, finding=replace(mark.finding, places=(own, *others)))


def in_order(submission: Submission, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks as a reader meets them; those of no single passage come last."""
    order = {passage.locator: index for index, passage in enumerate(submission.passages)}

    def position(mark: Mark) -> tuple[int, int, str, str]:
        where = order.get(mark.passage.locator, len(order)) if mark.passage else len(order)
        return where, mark.start, mark.finding.code, mark.finding.message

    return tuple(sorted(marks, key=position))


def _without_repeats(marks: Iterable[Mark]) -> list[Mark]:
    """Keep the gravest of several marks on the very same words, or cell of a table."""
    kept: dict[tuple[object, int, int, str], Mark] = {}
    for mark in marks:
        locator = mark.passage.locator if mark.passage else mark.finding.places[:1]
        words = f"{mark.finding.code} {mark.finding.message}"
        same = words if mark.finding.expected is None else "数"
        key = (locator, mark.start, mark.end, same)
        earlier = kept.get(key)
        if earlier is None or mark.finding.severity.rank < earlier.finding.severity.rank:
            kept[key] = mark
    return list(kept.values())


def _bounded(marks: Iterable[Mark]) -> list[Mark]:
    """Keep the first marks of one rule in a passage; the next one says how many more there are."""
    kept: list[Mark] = []
    counts: Counter[tuple[str, str]] = Counter()
    rest: dict[tuple[str, str], Mark] = {}
    for mark in marks:
        key = (mark.passage.locator if mark.passage else "", mark.finding.code)
        counts[key] += 1
        if counts[key] <= _MOST_ALIKE:
            kept.append(mark)
        elif key not in rest or mark.finding.severity.rank < rest[key].finding.severity.rank:
            rest[key] = mark
    for key, mark in rest.items():
        message = f"这一段还有 {counts[key] - _MOST_ALIKE:,} 处 {key[1]} 的问题，没有逐一列出"
        finding = replace(
            mark.finding, title="", detail=message, stated=None, expected=None, formula="", also=()
        )
        kept.append(replace(mark, finding=finding, replacement=None))
    return kept


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
