"""The bureau's own check list: where on its sheet which duty is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model.duty import DutyState


class ChecklistForm(NamedTuple):
    """A sheet of the bureau, and how it is filled in.

    `blank` is the workbook that is copied and never changed, `target` the file to write. `sheet` is
    empty for the first one. Columns are letters or the heads that stand in row `head`; `problem`
    may be empty. `department` is the cell for the name, empty for none. `words` are what the sheet
    says for each state. `rows` has the duties by the text of the row, or by its number.
    """

    blank: Path
    target: Path
    sheet: str
    head: int
    content: str
    answer: str
    problem: str
    department: str
    words: Mapping[DutyState, str]
    rows: Mapping[str, tuple[str, ...]]
