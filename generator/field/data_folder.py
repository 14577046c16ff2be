"""The names of what a data folder holds (docs/data-folder.md): lists, texts, subfolders."""

from __future__ import annotations

from typing import Final

from generator.field import zh


class Lists:
    """The lists: files of a folder, or sheets of a workbook."""

    IDENTITY: Final = zh.IDENTITY
    MEMBERS: Final = zh.MEMBERS
    LAST_TOTALS: Final = zh.LAST_TOTALS
    BUDGETS: Final = zh.INITIAL_BUDGETS
    FACTS: Final = zh.MATTER
    REASONS: Final = zh.REASON
    GAPS: Final = zh.GAPS
    PROJECTS: Final = zh.PROJECTS
    SUBJECTS: Final = zh.SUBJECT


LAST_YEAR = zh.LAST_YEAR
TEXTS = "文字"
ATTACHMENTS = zh.ATTACHMENTS
SETTINGS = "行文.toml"
# The first line of a text that was taken over; a final document is refused while it stands.
LAST_YEARS_TEXT = "〔上年文字，请核对后删去此行〕"
HISTORY = "历史"  # earlier versions of files, which nothing reads
GUIDE = zh.EXPLANATION
# The texts that a narrative uses: files of 文字/, or sheets of a workbook.
TEXT_NAMES = (
    zh.DUTIES,
    zh.ORGANISATION,
    zh.EVALUATION_WORK,
    zh.SELF_RATINGS,
    zh.RATING_RESULTS,
    zh.GLOSSARY,
)


def without_mark(text: str) -> str | None:
    """Return a text of last year's without the line that says so, None where it has none."""
    lines = text.splitlines()
    kept = [line for line in lines if LAST_YEARS_TEXT not in line]
    return None if len(kept) == len(lines) else "\n".join(kept)
