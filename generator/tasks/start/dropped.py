"""Files that somebody has dropped in any number: which of them a new data folder is made of.

A command names its files, so that one which is of no use stops it. What is dropped on a page is
used, or it is named with the reason why it is not.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import GeneratorError
from generator.tasks.start.sorting import read_given

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.tasks.start.sorting import Given


class Unused(NamedTuple):
    """A file that is not used, and why, as the accountant reads it."""

    name: str
    why: str


class Dropped(NamedTuple):
    """The files of this year and last year, and those that are left aside."""

    used: tuple[Given, ...]
    unused: tuple[Unused, ...]


def sort_dropped(files: Iterable[Path]) -> Dropped:
    """Return what of the files is of use; nothing is written. Every file is in one of the two."""
    paths, copies = part_copies(files)
    unused = list(copies)
    used: list[Given] = []
    for path in paths:
        try:
            used.append(read_given(path))
        except GeneratorError as error:
            unused.append(Unused(path.name, _word(error, path.name)))
    year = max((one.year for one in used), default=0)
    kept: list[Given] = []
    for one in used:
        why = _why_aside(one, used, year)
        if why:
            unused.append(Unused(one.path.name, why))
        else:
            kept.append(one)
    return Dropped(tuple(kept), tuple(unused))


def part_copies(files: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Unused, ...]]:
    """Return the files, and those that another of them holds byte for byte."""
    kept: dict[str, Path] = {}
    copies: list[Unused] = []
    for path in files:
        first = kept.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
        if first is not path:
            copies.append(Unused(path.name, f"与 {first.name} 内容相同，只用一份"))
    return tuple(kept.values()), tuple(copies)


def _why_aside(one: Given, others: Sequence[Given], year: int) -> str:
    """Return why a file that can be read is of no use beside the others, empty where it is."""
    if one.year == year and one.submission is not None:
        tables = [
            two.path.name
            for two in others
            if two.year == year and two.submission is None and two.has_tables
        ]
        if tables:
            return (
                f"是 {year} 年度的公开文件，今年的表用 {'、'.join(tables)} 的；"
                f"上年的应是 {year - 1} 年度"
            )
    if one.year and one.year not in (year, year - 1):
        return f"是 {one.year} 年度的；今年是 {year} 年度，上年应是 {year - 1} 年度"
    return ""


def describe_given(one: Given) -> str:
    """Return what a file was recognised as: 2024 年度，9 张公开表，公开文件的正文."""
    year = f"{one.year} 年度" if one.year else "看不出年度"
    count = len(one.report.tables) if one.report is not None else 0
    tables = f"{count} 张公开表" if count else ""
    text = "公开文件的正文" if one.submission is not None else ""
    return "，".join(filter(None, (year, tables, text)))


def _word(error: GeneratorError, name: str) -> str:
    """Return an error as said of a file that is named before it."""
    lines = getattr(error, "__notes__", ()) or (str(error),)
    return "；".join(line.removeprefix(f"{name}：") for line in lines)
