"""The order of `init`: an empty folder, a rolled one, a workbook; and of reading a draft back."""

from generator.tasks.init.drafts import MergedDraft, merge_draft, read_draft_reasons
from generator.tasks.init.folders import (
    RolledForward,
    WorkbookWritten,
    init_folder,
    roll_forward,
    write_accountant_workbook,
)

__all__ = [
    "MergedDraft",
    "RolledForward",
    "WorkbookWritten",
    "init_folder",
    "merge_draft",
    "read_draft_reasons",
    "roll_forward",
    "write_accountant_workbook",
]
