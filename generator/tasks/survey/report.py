"""The draft report on all departments (--summary-report) as a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model.survey import Survey
from generator.narrative.environment import DEFAULT_PROFILE, template_folders
from generator.narrative.summary_report import ReportContent, ReportWriter
from generator.narrative.wording import load_settings
from generator.word.word import load_reference, render_alone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk


class SummaryReport(NamedTuple):
    """What writes the report."""

    writer: ReportWriter

    def render(self, files: Sequence[FileSummary], desk: Desk, day: date) -> bytes:
        """Return the .docx; the same run on the same day gives the same bytes.

        Raises TemplateError.
        """
        content = ReportContent(files, desk, desk.survey or Survey(), day)
        written = self.writer.write(content)
        return render_alone(written.blocks, written.title, "", load_reference())


def open_report(templates: Path | None) -> SummaryReport:
    """Return what writes the report by a user's templates, if any.

    Raises TemplateError, SettingsError with every fault of the template.
    """
    folders = template_folders(DEFAULT_PROFILE, templates)
    return SummaryReport(ReportWriter(folders, load_settings(folders)))
