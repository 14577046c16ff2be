"""What our templates do not write: 十三, reasons, attachments, other wording; claim by claim.

Every number that no sentence of ours accounts for is tested on its own operands, looked for in the
tables, and compared with what the text says elsewhere. What cannot be tested says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import sections, zh
from generator.model.submission import MentionKind, Reviewed, Standing, Verdict
from generator.review.free.contradictions import check_contradictions
from generator.review.free.denials import check_denials
from generator.review.free.known import Known
from generator.review.free.rates import test_rates
from generator.review.free.scores import check_item_scores
from generator.review.free.sums import test_counts, test_grades, test_mean, test_problems, test_sums
from generator.review.free.units import check_units
from generator.review.text.statements import cut_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.accounts import Accounts
    from generator.model.submission import Mark, Submission, SubmittedParagraph
    from generator.review.free.rates import TestedRate
    from generator.review.text.statements import Statement


def check_free_text(
    submission: Submission,
    done: Iterable[Verdict],
    accounts: Accounts | None,
) -> Reviewed:
    """Return what is wrong with the numbers that are not dealt with yet, and how they stand."""
    earlier = tuple(done)
    settled = {(verdict.locator, verdict.start) for verdict in earlier}
    paragraphs = list(submission.paragraphs())
    statements = cut_statements(submission.file, paragraphs)
    known = Known(accounts, statements)
    marks: list[Mark] = []
    verdicts: list[Verdict] = []
    operands: list[Verdict] = []
    for tested in _test(statements, known):
        verdict = tested.verdict
        operands += tested.operands
        if (verdict.locator, verdict.start) in settled:
            continue
        verdicts.append(verdict)
        if tested.mark is not None:
            marks.append(tested.mark)
    verdicts += [v for v in operands if (v.locator, v.start) not in settled]
    scored = check_item_scores(submission.file, paragraphs)
    verdicts += scored.verdicts
    settled |= {(verdict.locator, verdict.start) for verdict in verdicts}
    verdicts += _look_up(statements, known, settled)
    marks += check_units(submission.file, [p for p in paragraphs if _is_open(p, settled)], known)
    marks += check_denials(submission.file, paragraphs)
    marks += scored.marks
    given = {(v.locator, v.start) for v in earlier if v.figure is not None}
    marks += check_contradictions(submission, statements, accounts, given)
    return Reviewed(tuple(marks), tuple(verdicts))


def _is_open(paragraph: SubmittedParagraph, settled: set[tuple[str, int]]) -> bool:
    """Whether a paragraph has a number that no sentence of ours accounts for."""
    locator = paragraph.passage.locator
    return any((locator, mention.start) not in settled for mention in paragraph.mentions)


def _test(statements: Sequence[Statement], known: Known) -> Iterator[TestedRate]:
    for statement in statements:
        yield from test_rates(statement, known)
        yield from test_sums(statement)
        yield from test_grades(statement)
        yield from test_counts(statement)
        yield from test_problems(statement)
    for part in (sections.PERFORMANCE, zh.ATTACHMENTS):
        yield from test_mean([s for s in statements if s.where.startswith(part)])


def _look_up(
    statements: Sequence[Statement], known: Known, settled: set[tuple[str, int]]
) -> Iterator[Verdict]:
    """Yield the amounts that a cell prints, where no sentence of ours speaks of them."""
    for statement in statements:
        for claim in statement.claims:
            key = (statement.passage.locator, claim.mention.start)
            if key in settled or claim.kind is not MentionKind.AMOUNT:
                continue
            if claim.mention.value and known.named_at(statement, claim):
                yield Verdict(*key, Standing.MATCHED)
