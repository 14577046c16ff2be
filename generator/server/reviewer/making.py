"""What is handed over of a pile, byte for byte as the command line writes it."""

from __future__ import annotations

import pickle
import zipfile
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from generator.base.output import write_atomically
from generator.field import zh
from generator.reporting.duty_words import CHECKLIST
from generator.reporting.formats import ReviewFormat
from generator.reporting.survey_words import FIGURES
from generator.server.names import clean_name
from generator.tasks.review_many.checklist import make_checklist, open_checklist
from generator.tasks.review_many.letters import LetterDesk
from generator.tasks.review_many.pile import Pile
from generator.tasks.review_many.reports import SUMMARY, format_several
from generator.tasks.survey.order import BOOK, CSV, PARQUET
from generator.tasks.survey.report import open_report
from generator.tasks.survey.surveying import make_survey, refuse_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.letter import FileLetter
    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk
    from generator.reporting.duty_words import FileDuties
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

    def taken(self, name: str) -> Path | None:
        """Return the file of what a survey needs of a file, None where it has none."""
        return self._kept[name].taken

    @property
    def duties(self) -> tuple[FileDuties, ...]:
        """The check lists of the files."""
        return tuple(kept.duties for kept in self._kept.values())

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
    checklist: Path | None = None

    @property
    def day(self) -> date:
        """The day that the run is on."""
        return self.pile.given.day

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
    desk, _ = _survey(bench, kept)
    made = format_several(kept, ReviewFormat.XLSX, bench.pile.skipped, desk)
    (pieces,) = made.values()
    return pieces


def _survey(bench: Bench, kept: KeptPile, *suffixes: str) -> tuple[Desk, tuple[Path, ...]]:
    """Return the desk with what is said of all files, and the tables of figures of suffixes."""
    made = make_survey(kept, bench.desk.roll, suffixes)
    paths = tuple(path for suffix in suffixes for path in made.files(suffix))
    return bench.desk._replace(survey=made.survey), paths


def _write_workbook(bench: Bench) -> Made:
    name = f"{SUMMARY}{ReviewFormat.XLSX.suffix}"
    write_atomically(bench.folder / name, make_workbook(bench))
    return Made(name)


def _write_pages(bench: Bench) -> Made:
    name = "审核结果.zip"
    kept = bench.kept(ReviewFormat.HTML)
    desk, tables = _survey(bench, kept, BOOK, CSV)
    made = format_several(kept, ReviewFormat.HTML, bench.pile.skipped, desk)
    beside = {path.name: _read(path) for path in tables}
    _pack(bench.folder / name, {**made, **beside}.items(), bench.day)
    return Made(name)


def _read(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()


def _write_figures(suffix: str, bench: Bench) -> Made:
    """Write the table of figures; where there are two files, both in an archive."""
    if suffix == PARQUET:
        refuse_parquet()
    desk, tables = _survey(bench, bench.kept(ReviewFormat.HTML), suffix)
    words = tuple(f"{bound}。" for bound in desk.survey.bounds) if desk.survey else ()
    if not tables:
        return Made("", words)
    if len(tables) == 1:
        return Made(tables[0].name, words)
    name = f"{FIGURES}（{suffix.removeprefix('.')}）.zip"
    _pack(bench.folder / name, ((path.name, _read(path)) for path in tables), bench.day)
    return Made(name, words)


def _write_report(bench: Bench) -> Made:
    name = f"{zh.SUMMARY_REPORT}.docx"
    kept = bench.kept(ReviewFormat.HTML)
    report = open_report(bench.templates)
    desk, _ = _survey(bench, kept)
    write_atomically(bench.folder / name, (report.render(kept.summaries, desk, bench.day),))
    return Made(name)


def _write_checklist(bench: Bench) -> Made:
    """Write the check list; the bureau's own sheet where the pile says how it is filled in."""
    path = bench.checklist or bench.folder / f"{CHECKLIST}.xlsx"
    checklist = open_checklist(path, ())
    made = make_checklist(checklist, bench.kept(ReviewFormat.HTML).duties)
    name = clean_name(checklist.target.name)
    write_atomically(bench.folder / name, made.data)
    return Made(name, made.remarks)


def _write_letters(bench: Bench) -> Made:
    name = f"{zh.LETTER}.zip"
    letters = LetterDesk(bench.templates, bench.day, hints=bench.hints)
    kept = bench.kept(ReviewFormat.HTML)
    plan = letters.plan(kept.summaries, kept.letter, bench.desk.roll, bench.pile.given.names)
    made = letters.format(plan, kept.letter)
    packed = ((f"{zh.LETTER}/{name}", (write(),)) for name, write in made)
    _pack(bench.folder / name, packed, bench.day)
    return Made(name, plan.words)


# What can be handed over; a button of the desk names each by its key (`data-what`).
MAKERS: dict[str, Callable[[Bench], Made]] = {
    "letters": _write_letters,
    "workbook": _write_workbook,
    "pages": _write_pages,
    "figures": partial(_write_figures, BOOK),
    "figures-csv": partial(_write_figures, CSV),
    "figures-parquet": partial(_write_figures, PARQUET),
    "report": _write_report,
    "checklist": _write_checklist,
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
