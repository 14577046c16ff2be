"""Files of a data folder that nothing reads: named, unless they are known to lie about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.codes import L03
from generator.base.labels import nearest
from generator.base.severity import Severity
from generator.field import zh
from generator.field.data_folder import (
    ATTACHMENTS,
    HISTORY,
    LAST_YEAR,
    SETTINGS,
    TEXT_NAMES,
    TEXTS,
    is_left_about,
)
from generator.field.evaluation import PROJECT_FOLDER, WHOLE_FOLDER, WHOLE_TEXTS
from generator.field.titles import form_in_name
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.reading.folder import (
    ATTACHMENT_SUFFIXES,
    EXPECTED,
    SHEET_SUFFIXES,
    WORKBOOK_SUFFIXES,
    links_out_of,
)
from generator.reading.lists import LIST_BY_FILE, NOTES
from generator.reading.texts import TEXT_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from pathlib import Path

_FOLDERS = (LAST_YEAR, TEXTS, ATTACHMENTS)
_TEXT_FOLDERS = (PROJECT_FOLDER, WHOLE_FOLDER)
_SHOWN = 5


def find_strays(folder: Path, is_ours: Callable[[Path], bool]) -> Iterator[Finding]:
    """Yield what is said about files and folders that nothing reads; `is_ours`: we wrote the file.

    Files that a reader names itself (CSV, workbooks) are left to it.
    """
    unread: list[Path] = []
    refused = links_out_of(folder)
    for path in _contents(folder):
        if path in refused:
            continue
        if path.is_dir() and path.name == HISTORY:
            continue
        if path.is_dir():
            yield from _stray_folder(path)
        elif path.name == SETTINGS or path.suffix.lower() in SHEET_SUFFIXES | WORKBOOK_SUFFIXES:
            continue
        elif path.stem in (*TEXT_NAMES, zh.PROFILE):
            named = path.name if path.suffix.lower() in TEXT_SUFFIXES else f"{path.stem}.md"
            there = SETTINGS if path.stem == zh.PROFILE else f"{TEXTS}/{named}"
            yield _misplaced(path.name, there)
        elif not EXPECTED.search(path.stem) and not is_ours(path):
            unread.append(path)
    yield from _unread(unread, "", "；要读其中的表，用 gen-narrative import")
    inner = {
        name: [path for path in _contents(folder / name) if path not in refused]
        for name in _FOLDERS
        if folder / name not in refused
    }
    yield from _stray_texts(inner.get(TEXTS, []), refused)
    for path in inner.get(ATTACHMENTS, []):
        if path.is_dir() or path.suffix.lower() not in ATTACHMENT_SUFFIXES:
            name = f"{ATTACHMENTS}/{path.name}"
            yield _warning(name, f"{name} 没有接在文末；附件只用 .md 和 .docx，请另存")
    yield from _stray_last_year(inner.get(LAST_YEAR, []))


def _contents(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not is_left_about(path.name))


def _stray_folder(path: Path) -> Iterator[Finding]:
    """Yield a warning for a folder that is meant to be one of ours, or that holds tables."""
    if path.name in _FOLDERS:
        return
    near = nearest(path.name, _FOLDERS)
    holds_tables = any(form_in_name(one.stem) for one in path.iterdir())
    if near or holds_tables:
        hint = f"；是否应取名“{near or LAST_YEAR}”？"
        yield _warning(path.name, f"子文件夹 {path.name} 没有使用{hint}")


def _stray_texts(paths: Iterable[Path], refused: Container[Path]) -> Iterator[Finding]:
    for path in paths:
        if path.is_dir() and path.name in _TEXT_FOLDERS:
            yield from _stray_report_texts(path, refused)
            continue
        name = f"{TEXTS}/{path.name}"
        if EXPECTED.search(path.stem):
            continue
        near = path.stem if path.stem in TEXT_NAMES else nearest(path.stem, TEXT_NAMES)
        suffix = path.suffix.lower()
        if suffix not in TEXT_SUFFIXES:
            should = f"{near or path.stem}.docx、.txt 或 .md"
            yield _warning(name, f"{name} 没有使用；成段的文字请另存，取名 {TEXTS}/{should}")
        elif path.stem not in TEXT_NAMES:
            hint = f"；是否应取名“{near}{suffix}”？" if near else ""
            yield _warning(name, f"{name} 不是正文用到的文字，没有使用{hint}")


def _stray_report_texts(folder: Path, refused: Container[Path]) -> Iterator[Finding]:
    """Yield what is said about 文字/项目/ and 文字/整体绩效/: other files, unknown names."""
    for path in _contents(folder):
        name = f"{TEXTS}/{folder.name}/{path.name}"
        if path in refused or EXPECTED.search(path.stem):
            continue
        if path.is_dir() or path.suffix.lower() not in TEXT_SUFFIXES:
            yield _warning(name, f"{name} 没有使用；成段的文字请另存为 .docx、.txt 或 .md")
        elif folder.name == WHOLE_FOLDER and path.stem not in WHOLE_TEXTS:
            near = nearest(path.stem, WHOLE_TEXTS)
            hint = f"；是否应取名“{near}{path.suffix.lower()}”？" if near else ""
            yield _warning(name, f"{name} 不是整体绩效自评报告用到的文字，没有使用{hint}")


def _stray_last_year(paths: Iterable[Path]) -> Iterator[Finding]:
    """Yield what is said about 上年/, of which the published tables are used and nothing else."""
    unread: list[Path] = []
    for path in paths:
        name = f"{LAST_YEAR}/{path.name}"
        if path.suffix.lower() in WORKBOOK_SUFFIXES | {".docx", ".pdf"}:
            advice = f"请先用 gen-narrative import 读成 CSV，-o 写到 {LAST_YEAR}"
            yield _warning(name, f"{name} 没有使用；{advice}")
        elif path.stem in LIST_BY_FILE and path.stem != NOTES.file:
            unread.append(path)
    yield from _unread(unread, f"{LAST_YEAR}/", f"；{LAST_YEAR} 中只用公开表")


def _unread(paths: Iterable[Path], prefix: str, advice: str) -> Iterator[Finding]:
    names = [f"{prefix}{path.name}" for path in paths]
    if names:
        more = f"等 {len(names)} 个文件" if len(names) > _SHOWN else ""
        message = f"{'、'.join(names[:_SHOWN])}{more} 没有使用{advice}"
        places = tuple(map(Place, names))
        yield finding(L03, message, *places, severity=Severity.INFO)


def _misplaced(name: str, there: str) -> Finding:
    return _warning(name, f"{name} 没有使用；应为 {there}")


def _warning(name: str, message: str) -> Finding:
    return finding(L03, message, Place(name))
