"""One unit done: unit and settings in, named files and a row out; nothing is written or kept.

The task of the processes of a batch. What it needs is imported when it is first called for: the
process that gives the units reads none.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.model.batch import Row
from generator.model.reviewed_file import ReviewedFile
from generator.reporting.batch_words import (
    BUILDING,
    CHECK_PAGE,
    CHECKING,
    KINDS,
    REVIEW_PAGE,
    REVIEWING,
)
from generator.reporting.formats import CheckFormat, ReviewFormat
from generator.reporting.gaps import GAPS_FILE
from generator.tasks.batch.fingerprint import make_key, mark_inputs
from generator.tasks.batch.unit import Kind, Outcome
from generator.tasks.review_many.bugs import attempt

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.tasks.batch.unit import Order
    from generator.tasks.department import Department

TASK = "generator.tasks.batch.work:perform"
_CHANGED = "读取时文件正被别的程序改动；请关闭打开它的程序（Excel、Word 或 WPS），再运行一次"
_ATTEMPTS = 2


def perform(order: Order) -> Outcome:
    """Return what is made of a unit, or that its results are those that are there.

    A unit whose inputs are written while it is read is read once more, then told.
    """
    key = make_key(order)
    if key == order.known:
        return Outcome(key, unchanged=True)
    for _ in range(_ATTEMPTS):
        before = mark_inputs(order)
        made = _Made(order)
        made.do()
        now = make_key(order)
        if now == key and mark_inputs(order) == before:
            return Outcome(key, made.row, made.files)
        key = now
    return Outcome(key, begin_row(order)._replace(failure=_CHANGED))


def begin_row(order: Order) -> Row:
    """Return the row of a unit of which nothing is known yet."""
    return Row(name_unit(order), KINDS[order.unit.kind.value])


def name_unit(order: Order) -> str:
    """Return how a unit is called: its path below the root; of the root itself its name."""
    parts = order.unit.path.as_posix()
    return order.root.resolve().name if parts == "." else parts


class _Made:
    """The files and the row of a unit as far as they are made."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.row = begin_row(order)
        self.files: dict[str, bytes] = {}

    def do(self) -> None:
        """Do all that is wanted; what cannot be done is named, and the rest is done."""
        if self.order.unit.kind is Kind.SUBMITTED:
            self._review_submitted()
            return
        if self.order.unit.problem:
            self.row = self.row._replace(failure=self.order.unit.problem)
            return
        settings = self.order.settings
        if settings.check:
            self._attempt(CHECKING, self._check)
        if settings.build or settings.review:
            self._attempt(BUILDING if settings.build else REVIEWING, self._write)

    def _attempt(self, what: str, work: Callable[[], None]) -> None:
        why = attempt(work, alone=False)
        if isinstance(why, str) and why not in self.row.failure:
            before = f"{self.row.failure}；" if self.row.failure else ""
            self.row = self.row._replace(failure=f"{before}{what}：{why}")

    def _check(self) -> None:
        from generator.tasks.check import check_data, format_report  # noqa: PLC0415 - see above

        result = check_data(self.order.path)
        identity = result.accounts.identity
        counts = Counter(finding.severity for finding in result.findings)
        self.row = self.row._replace(
            department=identity.department,
            year=identity.year,
            check_errors=counts[Severity.ERROR],
            check_warnings=counts[Severity.WARNING],
            check_remarks=counts[Severity.INFO],
            checked=result.checked,
            unchecked=len(result.unchecked),
        )
        self.files[CHECK_PAGE] = format_report(result, CheckFormat.HTML)

    def _write(self) -> None:
        """Write the document; review it as if it had been submitted."""
        from generator.tasks.build import output_name  # noqa: PLC0415 - see above
        from generator.tasks.department import (  # noqa: PLC0415 - see above
            read_sources,
            render_word,
            word_department,
        )
        from generator.tasks.gaps import plan_gaps  # noqa: PLC0415 - see above

        settings = self.order.settings
        sources = read_sources(self.order.path)
        department = word_department(
            sources, profile=settings.profile, templates=settings.templates
        )
        identity = department.accounts.identity
        self.row = self.row._replace(
            department=identity.department, year=identity.year, gaps=len(department.gaps)
        )
        data, _ = render_word(department, settings.reference_doc)
        name = f"{output_name(identity)}.docx"
        if settings.build:
            self.files[name] = data
            plan = plan_gaps(sources.inputs, department, settings.templates)
            asked = {path.name: made for path, made in plan.files.items()}
            if GAPS_FILE in asked:
                self.files[GAPS_FILE] = asked[GAPS_FILE]
        if settings.review:
            self._attempt(REVIEWING, lambda: self._review_written(name, data, department))

    def _review_written(self, name: str, data: bytes, department: Department) -> None:
        from generator.tasks.review import review_material  # noqa: PLC0415 - see above
        from generator.tasks.submitted import read_material  # noqa: PLC0415 - see above

        with TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_bytes(data)
            material = read_material(file, self.order.path)._replace(
                profile=department.profile, templates=self.order.settings.templates
            )
            review = review_material(material)
            self._report(ReviewedFile(name, file, review))

    def _review_submitted(self) -> None:
        from generator.tasks.review_many.data import Supply  # noqa: PLC0415 - see above
        from generator.tasks.review_many.job import Job  # noqa: PLC0415 - see above
        from generator.tasks.review_many.run import review_one  # noqa: PLC0415 - see above
        from generator.tasks.review_many.sources import Submitted  # noqa: PLC0415 - see above

        order = self.order
        one = Submitted(order.path.name, order.path, order.unit.problem)
        supply = None if order.data is None else Supply(order.data)
        job = Job(one, supply, None, ReviewFormat.HTML, "")
        self._report(review_one(job, alone=False))

    def _report(self, one: ReviewedFile) -> None:
        """Keep the page of a review and its counts."""
        from generator.tasks.review_many.parts import report_file  # noqa: PLC0415 - see above

        reported = report_file(one, ReviewFormat.HTML, "")
        summary = reported.summary
        if reported.part:
            self.files[REVIEW_PAGE] = reported.part
        if not summary.was_read:
            self.row = self.row._replace(failure=f"{REVIEWING}：{summary.why_unread}")
            return
        errors, warnings, remarks = summary.counts
        self.row = self.row._replace(
            department=summary.department or self.row.department,
            year=summary.year or self.row.year,
            verdict=summary.verdict,
            review_errors=errors,
            review_warnings=warnings,
            review_remarks=remarks,
        )
