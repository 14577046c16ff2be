"""What is handed over of a pile, byte for byte as the command line writes it."""

from __future__ import annotations

import pickle
import zipfile
from typing import TYPE_CHECKING

from generator.base.output import write_atomically
from generator.field import zh
from generator.reporting.formats import ReviewFormat
from generator.server.reviewer.folder import own_templates
from generator.tasks.review_many.letters import LetterDesk
from generator.tasks.review_many.pile import Pile
from generator.tasks.review_many.reports import SUMMARY, format_several

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.letter import FileLetter
    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk
    from generator.server.reviewer.shown import ShownFile
    from generator.server.running import Order
    from generator.server.workspace import Workspace
    from generator.tasks.review_many.desk import OpenPile

LETTERS, WORKBOOK, PAGES = "letters", "workbook", "pages"
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


def make(
    wanted: str,
    order: Order,
    place: Workspace,
    pile: OpenPile,
    files: Sequence[ShownFile],
    desk: Desk,
) -> object:
    """Write what is wanted into the room of the run, and return what the page is told of it."""
    if not wanted:
        return {"files": len(files)}
    folder = order.room / MADE
    folder.mkdir(parents=True, exist_ok=True)
    words: tuple[str, ...] = ()
    if wanted == LETTERS:
        hints = bool(order.arguments.get("hints"))
        name = f"{zh.LETTER}.zip"
        words = _make_letters(folder / name, place, pile, files, desk, hints=hints)
    elif wanted == PAGES:
        name = "审核结果.zip"
        made = format_several(
            KeptPile(folder, files, ReviewFormat.HTML), ReviewFormat.HTML, pile.skipped, desk
        )
        _pack(folder / name, made.items(), pile.day)
    else:
        name = f"{SUMMARY}{ReviewFormat.XLSX.suffix}"
        write_atomically(folder / name, make_workbook(folder, pile, files, desk))
    return {"files": len(files), "file": name, "words": list(words)}


def make_workbook(
    folder: Path, pile: OpenPile, files: Sequence[ShownFile], desk: Desk
) -> Iterable[bytes]:
    """Return the workbook of a pile."""
    kept = KeptPile(folder, files, ReviewFormat.XLSX)
    (pieces,) = format_several(kept, ReviewFormat.XLSX, pile.skipped, desk).values()
    return pieces


def _make_letters(
    target: Path,
    place: Workspace,
    pile: OpenPile,
    files: Sequence[ShownFile],
    desk: Desk,
    *,
    hints: bool,
) -> tuple[str, ...]:
    letters = LetterDesk(own_templates(place), pile.day, hints=hints)
    kept = KeptPile(target.parent, files, ReviewFormat.HTML)
    plan = letters.plan(kept.summaries, kept.letter, desk.roll, pile.names)
    made = (
        (f"{zh.LETTER}/{name}", (write(),)) for name, write in letters.format(plan, kept.letter)
    )
    _pack(target, made, pile.day)
    return plan.words


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
