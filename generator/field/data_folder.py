"""The names of what a data folder holds (docs/data-folder.md): lists, texts, subfolders."""

from __future__ import annotations

import re
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


# How the answer is typed that last year's text is right as it stands.
KEEP = "沿用"
_KEEPING = frozenset({KEEP, f"{KEEP}上年", f"{KEEP}上年文字"})
_POINTER = "见 "
_LEFT_ABOUT = re.compile(r"~\$|\.|(?:desktop\.ini|thumbs\.db)$", re.IGNORECASE)


def is_left_about(name: str) -> bool:
    """Whether a file is one that Windows or an editor leaves about, and nobody has put there."""
    return _LEFT_ABOUT.match(name) is not None


def point_to(file: str) -> str:
    """Return what stands in the place of a text of last year's: where it is, how it is kept."""
    return f"{_POINTER}{file}；可用的填“{KEEP}”"


def is_pointer(text: str) -> bool:
    """Whether a text says where one of last year's is."""
    return text.startswith(_POINTER)


def keeps_text(answer: str) -> bool:
    """Whether an answer, without white space, is that last year's text is kept."""
    return answer in _KEEPING


def without_mark(text: str) -> str | None:
    """Return a text of last year's without the line that says so, None where it has none."""
    lines = text.splitlines()
    kept = [line for line in lines if LAST_YEARS_TEXT not in line]
    return None if len(kept) == len(lines) else "\n".join(kept)
