"""What stands in a folder or archive beside the texts and is not reviewed: named, with what to do.

Only what Office and the system leave about and our own reports are passed over in silence.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.base.refusals import word_refusal
from generator.base.regular import SPECIAL, is_special
from generator.field import zh
from generator.field.data_folder import is_left_about
from generator.files import formats
from generator.files.formats import BY_SUFFIX, Format, tell_format
from generator.reporting.survey_words import FIGURES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

OWN_MARK = "审核"
INDEX = "index.html"
RECORD_FILE = f"{OWN_MARK}汇总.json"  # beside the pages: what the next round reads
_OWN = re.compile(
    rf"(?:-{OWN_MARK}|^{OWN_MARK}汇总)\.(?:docx|html|xlsx|txt|json)$|^{FIGURES}(?:-逐项)?\.(?:xlsx|csv)$"
)
_OWN_PAGE = f"-{OWN_MARK}.html"
_LEFT_ABOUT = re.compile(r"~\$|~WR[A-Z]\d+\.tmp$|__MACOSX$")
_TABLES = "是表格，没有情况说明的文字；要用它核对文字的，请作为局里的数据给出（命令行用 --data）"
_UNKNOWN = "不是程序认识的文件；其中有送审文字的，请另存为 .docx、.pdf 或 .txt"
_RENAME = "内容是 {}，扩展名却不是 {}；要审核它的，请改正扩展名"
_GRIDS = frozenset(
    {
        formats.DELIMITED,
        formats.XLSX,
        formats.XLS,
        formats.ET,
        formats.XLSB,
        formats.OPEN_SHEET,
        formats.XML_BOOK,
    }
)
_TEXTS = {formats.WORD: ("Word 文件", ".docx"), formats.PDF: ("PDF", ".pdf")}


def is_own_report(name: str) -> bool:
    """Whether a file has the name of one of our reports (…-审核.docx)."""
    return _OWN.search(name) is not None


def is_passed_over(parts: Sequence[str], beside: Collection[str]) -> bool:
    """Whether nobody has put a file there for us: what Office leaves about, our own reports.

    `parts` is its path in the folder or archive, `beside` the names in its folder: an index.html
    among our pages is our own.
    """
    if any(_LEFT_ABOUT.match(part) or is_left_about(part) for part in parts):
        return True
    if zh.LETTER in parts[:-1]:
        return True
    name = parts[-1]
    return is_own_report(name) or (
        name == INDEX and any(other.endswith(_OWN_PAGE) for other in beside)
    )


def why_skipped(name: str, path: Path | None) -> str:
    """Return what a file is and what to do; `path` is None where it has not been unpacked."""
    if path is not None and is_special(path):
        return SPECIAL
    suffix = PurePosixPath(name).suffix.lower()
    try:
        kind = BY_SUFFIX.get(suffix) if path is None else tell_format(path)
    except OSError as error:
        return f"打不开（{word_refusal(error)}）"
    if kind is None or (kind is formats.DELIMITED and suffix not in kind.suffixes):
        return _UNKNOWN
    return _word(kind)


def _word(kind: Format) -> str:
    if kind in _GRIDS:
        return _TABLES
    if kind in _TEXTS:
        return _RENAME.format(*_TEXTS[kind])
    return kind.refusal or kind.no_text
