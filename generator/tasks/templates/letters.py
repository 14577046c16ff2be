"""Letters for trial: everything that the letter of a review may have to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.model.letter import DutyRemark, FileLetter, Letter, Remark
from generator.narrative.environment import template_folders
from generator.narrative.letter import LetterWriter
from generator.narrative.wording import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.narrative.metering import Meter

_TEXT = "试用的文字"
_NAME = "试用部门"
_DAY = date(2025, 9, 19)


def write_letters_for_trial(
    profile: str, templates: Path | None, meter: Meter
) -> set[tuple[str, int, int]]:
    """Return the lines of the template that the letters for trial reach. Raises TemplateError."""
    folders = template_folders(profile, templates)
    writer = LetterWriter(folders, load_settings(folders), traced=True, meter=meter)
    reached: set[tuple[str, int, int]] = set()
    for letter in _letters():
        reached |= writer.write(letter).ledger.reached
    return reached


def _letters() -> Iterator[Letter]:
    remarks = (
        _remark(Severity.ERROR, change=_TEXT)._replace(round_state=_TEXT),
        _remark(Severity.WARNING, ask=_TEXT),
        _remark(Severity.INFO, quote="", ask=_TEXT, basis="", also=""),
    )
    whole = _file("甲.docx", remarks, blind=(_TEXT,), unchecked=2, corrected=3)
    duties = (DutyRemark(_TEXT, _TEXT, remarks[:1]), DutyRemark(_TEXT, _TEXT, ()))
    whole = replace(whole, duties=duties, due=whole.year + 1)
    unread = _file("乙.pdf", unread=f"乙.pdf{_TEXT}")
    nameless = FileLetter("丙.doc", "", 0, "", (), _TEXT)
    for files in ((whole,), (whole, unread, nameless), (_file("丁.txt", remarks[:2]),), (unread,)):
        yield Letter(_NAME, files, _DAY)
    yield Letter("", (nameless,), _DAY)


def _file(
    name: str,
    remarks: tuple[Remark, ...] = (),
    unread: str = "",
    blind: tuple[str, ...] = (),
    unchecked: int = 0,
    corrected: int = 0,
) -> FileLetter:
    return FileLetter(name, _NAME, 2024, "", remarks, unread, blind, unchecked, corrected=corrected)


def _remark(
    severity: Severity,
    *,
    quote: str = _TEXT,
    change: str = "",
    ask: str = "",
    basis: str = _TEXT,
    also: str = _TEXT,
) -> Remark:
    return Remark(severity, _TEXT, quote, _TEXT, change, ask, "1.00", "2.00", basis, also)
