"""Scores, grades and counts of 十三 and the attachments; units; denials: word by word.

What is no amount or rate of the accounts, and so no statement: it is tested on what the text says
of its own projects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import sections, zh
from generator.model.submission import Reviewed
from generator.review.evaluation.bands import read_bands
from generator.review.evaluation.evaluation import check_evaluation
from generator.review.free.contradictions import check_contradictions
from generator.review.free.denials import check_denials
from generator.review.free.sums import test_counts, test_grades, test_mean, test_problems
from generator.review.free.units import check_units
from generator.review.text.claims import cut_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.submission import Mark, Submission, SubmittedParagraph, Verdict
    from generator.review.evaluation.bands import Graded
    from generator.review.evaluation.tables import SubmittedTable
    from generator.review.free.sums import Tested
    from generator.review.text.claims import ClaimSentence


def check_free_text(
    submission: Submission,
    done: Iterable[Verdict],
    unit: str,
    tables: Sequence[SubmittedTable] = (),
) -> Reviewed:
    """Return what is wrong with the numbers that are not dealt with yet, and how they stand.

    `unit` is that of the text, `tables` are those of the file that are none of the nine.
    """
    settled = {(verdict.locator, verdict.start) for verdict in done}
    paragraphs = list(submission.paragraphs())
    statements = cut_claims(submission.file, paragraphs)
    marks: list[Mark] = []
    verdicts: list[Verdict] = []
    operands: list[Verdict] = []
    graded = read_bands([*paragraphs, *submission.attachments])
    for tested in _test(statements, graded):
        verdict = tested.verdict
        operands += tested.operands
        if (verdict.locator, verdict.start) in settled:
            continue
        verdicts.append(verdict)
        if tested.mark is not None:
            marks.append(tested.mark)
    verdicts += [v for v in operands if (v.locator, v.start) not in settled]
    scored = check_evaluation(submission, settled, tables)
    verdicts += scored.verdicts
    settled |= {(verdict.locator, verdict.start) for verdict in verdicts}
    marks += check_units(submission.file, [p for p in paragraphs if _is_open(p, settled)], unit)
    marks += check_denials(submission.file, paragraphs)
    marks += scored.marks
    marks += check_contradictions(submission)
    return Reviewed(tuple(marks), tuple(verdicts))


def _is_open(paragraph: SubmittedParagraph, settled: set[tuple[str, int]]) -> bool:
    """Whether a paragraph has a number that no stage has accounted for."""
    locator = paragraph.passage.locator
    return any((locator, mention.start) not in settled for mention in paragraph.mentions)


def _test(statements: Sequence[ClaimSentence], graded: Graded | None) -> Iterator[Tested]:
    for statement in statements:
        if graded is not None:
            yield from test_grades(statement, graded.bands)
        yield from test_counts(statement)
        yield from test_problems(statement)
    for part in (sections.PERFORMANCE, zh.ATTACHMENTS):
        yield from test_mean([s for s in statements if s.where.startswith(part)])
