"""What is looked at wherever it stands: years, owners, counts of part one, codes, charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.submission import Reviewed
from generator.review.whole.charts import check_charts
from generator.review.whole.codes import check_codes
from generator.review.whole.covered import check_covered
from generator.review.whole.owners import check_margins, check_owners
from generator.review.whole.years import check_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.block import Block
    from generator.model.passage import Aside
    from generator.model.submission import Owner, Submission


def check_everything(
    submission: Submission,
    owner: Owner,
    asides: Sequence[Aside],
    blocks: Sequence[Block] = (),
) -> Reviewed:
    """Return what is wrong in the whole file, and the numbers outside the sections that agree.

    `blocks` is what our templates write of the tables.
    """
    name, year = owner
    covered = check_covered(submission)
    charts = check_charts(submission, asides, blocks)
    marks = (
        *(check_years(submission, year) if year else ()),
        *check_owners(submission, name),
        *check_margins(submission.file, asides, name, year),
        *check_codes(submission),
        *covered.marks,
        *charts.marks,
    )
    return Reviewed(marks, (*covered.verdicts, *charts.verdicts))
