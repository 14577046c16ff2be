"""What is handed over of a pile, byte for byte as the command line writes it."""

from __future__ import annotations

import pickle
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from generator.base.output import write_atomically
from generator.field import zh
from generator.reporting.formats import ReviewFormat
from generator.tasks.review_many.letters import LetterDesk
from generator.tasks.review_many.pile import Pile
from generator.tasks.review_many.reports import SUMMARY, format_several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.letter import FileLetter
    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk
    from generator.server.reviewer.shown import ShownFile
    from generator.tasks.review_many.desk import OpenPile

MADE = "made"


class KeptPile(Pile):
    """A pile whose files were reviewed and kept before."""

    def __init__(self, room: Path, files: Sequence[ShownFile], output_format: ReviewFormat) -> None:
        super().__init__(room)
        self.summaries: list[FileSummary] = [one.summary for one in files]
        self._kept = {one.summary.name: one.kept for one in files}
        self._format = output_format

    def part(self, name: str) -> bytes:
        """Return the page of a file, or its rows."""
        kept = self._kept[name]
        return kept.page if self._format is ReviewFormat.HTML else pickle.dumps(kept.rows)

    def letter(self, name: str) -> FileLetter | None:
        """Return what a letter says of a file."""
        return self._kept[name].letter

    def record(self, name: str) -> bytes:
        """Return what the next round reads of a file."""
        return self._kept[name].record


class Bench(NamedTuple):
    """What is written from: the reviewed pile, and the folder that the file goes into."""

    folder: Path
    templates: Path | None
    pile: OpenPile
    files: Sequence[ShownFile]
    desk: Desk
    hints: bool = False

    def kept(self, output_format: ReviewFormat) -> KeptPile:
        """Return the files as reports take them."""
        return KeptPile(self.folder, self.files, output_format)


class Made(NamedTuple):
    """A file that was written, and what the reviewer is told of it."""

    file: str
    words: tuple[str, ...] = ()


def make(wanted: str, bench: Bench) -> object:
    """Write what is wanted, and return what the page is told of it."""
    if not wanted:
        return {"files": len(bench.files)}
    bench.folder.mkdir(parents=True, exist_ok=True)
    made = MAKERS[wanted](bench)
    return {"files": len(bench.files), "file": made.file, "words": list(made.words)}


def make_workbook(bench: Bench) -> Iterable[bytes]:
    """Return the workbook of a pile."""
    kept = bench.kept(ReviewFormat.XLSX)
    made = format_several(kept, ReviewFormat.XLSX, bench.pile.skipped, bench.desk)
    (pieces,) = made.values()
    return pieces


def _write_workbook(bench: Bench) -> Made:
    name = f"{SUMMARY}{ReviewFormat.XLSX.suffix}"
    write_atomically(bench.folder / name, make_workbook(bench))
    return Made(name)


def _write_pages(bench: Bench) -> Made:
    name = "审核结果.zip"
    kept = bench.kept(ReviewFormat.HTML)
    made = format_several(kept, ReviewFormat.HTML, bench.pile.skipped, bench.desk)
    _pack(bench.folder / name, made.items(), bench.pile.day)
    return Made(name)


def _write_letters(bench: Bench) -> Made:
    name = f"{zh.LETTER}.zip"
    letters = LetterDesk(bench.templates, bench.pile.day, hints=bench.hints)
    kept = bench.kept(ReviewFormat.HTML)
    plan = letters.plan(kept.summaries, kept.letter, bench.desk.roll, bench.pile.names)
    made = letters.format(plan, kept.letter)
    packed = ((f"{zh.LETTER}/{name}", (write(),)) for name, write in made)
    _pack(bench.folder / name, packed, bench.pile.day)
    return Made(name, plan.words)


# What can be handed over; a button of the desk names each by its key (`data-what`).
MAKERS: dict[str, Callable[[Bench], Made]] = {
    "letters": _write_letters,
    "workbook": _write_workbook,
    "pages": _write_pages,
}


def _pack(target: Path, files: Iterable[tuple[str, Iterable[bytes]]], day: date) -> None:
    """Write an archive whose bytes tell nothing but its contents and the day."""
    partial = target.with_name(f".~{target.name}")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, pieces in files:
                entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, b"".join(pieces))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
