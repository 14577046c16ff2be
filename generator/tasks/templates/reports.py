"""Reports for trial: everything that the draft report on all departments may have to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.severity import FindingClass
from generator.model.place import Place
from generator.model.review import UNUSABLE, Conclusion
from generator.model.reviewed_file import FileSummary
from generator.model.roll import NO_DESK, Attendance, Desk, Listed, Presence, RollCall
from generator.model.survey import (
    Measure,
    Measured,
    Pasted,
    RankedKind,
    Spot,
    Survey,
    Surveyed,
)
from generator.narrative.environment import template_folders
from generator.narrative.summary_report import ReportContent, ReportWriter
from generator.narrative.wording import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.metering import Meter

_TEXT, _NAME, _YEAR = "试用的文字", "试用部门", 2024
_DRAFT = "己.docx"
_DAY, _APPROVED = date(_YEAR + 1, 10, 19), date(_YEAR + 1, 9, 1)


def write_reports_for_trial(
    profile: str, templates: Path | None, meter: Meter
) -> set[tuple[str, int, int]]:
    """Return the lines of the template that the reports for trial reach. Raises TemplateError."""
    folders = template_folders(profile, templates)
    writer = ReportWriter(folders, load_settings(folders), traced=True, meter=meter)
    reached: set[tuple[str, int, int]] = set()
    for content in _contents():
        reached |= writer.write(content).ledger.reached
    return reached


def _contents() -> Iterator[ReportContent]:
    files = (
        _file("甲.docx", Conclusion.ERROR, (2, 1, 0)),
        _file("乙.docx", Conclusion.UNCHECKED, (0, 1, 0)),
        _file("丙.docx", Conclusion.UNCHECKED, (0, 0, 0)),
        _file("丁.docx", Conclusion.PASSED, (0, 0, 0)),
        _file("戊.pdf", Conclusion.UNREAD, (0, 0, 0)),
        _file(_DRAFT, Conclusion.ERROR, (3, 0, 0)),
    )
    gone = replace(_attendance(Presence.MISSING), was_before=True)
    roll = RollCall(_DAY, (*map(_attendance, Presence), gone))
    yield ReportContent(files, Desk(roll), _survey(), _DAY)
    yield ReportContent(files, NO_DESK, Survey(), _DAY)
    yield ReportContent((), NO_DESK, Survey(), _DAY)


def _file(name: str, conclusion: Conclusion, counts: tuple[int, int, int]) -> FileSummary:
    unread = _TEXT if conclusion is Conclusion.UNREAD else ""
    return FileSummary(
        name=name,
        path=Path(name),
        was_read=not unread,
        department=_NAME,
        year=_YEAR,
        conclusion=conclusion,
        verdict=UNUSABLE if unread else _TEXT,
        told=_TEXT,
        why_unread=unread,
        counts=counts,
        barring=0,
        kinds=(),
        shares="",
        basis="",
    )


def _attendance(presence: Presence) -> Attendance:
    others = (_DRAFT,) if presence is Presence.SENT else ()
    return Attendance(Listed(_NAME, (), _APPROVED, "", None, Place()), presence, others=others)


def _survey() -> Survey:
    one = Surveyed("甲.docx", _NAME, _YEAR, 2, 1, {FindingClass.ARITHMETIC: 3}, {})
    row = Measured(one.name, _NAME, Decimal("300.00"), _TEXT, is_outlier=True)
    spot = Spot(one.name, _NAME, _TEXT)
    return Survey(
        files=(one,),
        classes=(FindingClass.ARITHMETIC,),
        kinds=(RankedKind(_TEXT, _TEXT, 3, 1, _TEXT, _NAME),),
        measures=(Measure(_TEXT, "%", _TEXT, Decimal("5.00"), (row,)),),
        pasted=(Pasted(_TEXT, spot, spot, _NAME, is_name=False),),
        years=(_YEAR,),
    )
