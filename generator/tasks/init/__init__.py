"""The order of `init`: an empty folder, a rolled one, a workbook; and of reading a draft back."""

from generator.tasks.init.drafts import MergedDraft, merge_draft, read_draft_reasons
from generator.tasks.init.folders import (
    MadeWorkbook,
    RolledForward,
    init_folder,
    make_accountant_workbook,
    roll_forward,
)

__all__ = [
    "MadeWorkbook",
    "MergedDraft",
    "RolledForward",
    "init_folder",
    "make_accountant_workbook",
    "merge_draft",
    "read_draft_reasons",
    "roll_forward",
]
