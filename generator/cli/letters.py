"""`review --letters`: letters into a folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from generator.base.output import write_atomically
from generator.field import zh
from generator.field.data_folder import is_left_about
from generator.reporting import screen
from generator.tasks.review_many.letters import LetterDesk, refuse_taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.cli.review import ReviewRequest
    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk
    from generator.tasks.review_many.letters import ReadLetter
    from generator.tasks.review_many.naming import Names

_MOST_NAMED = 8


class Correspondence(NamedTuple):
    """What a run writes to departments, and the folder that it goes into."""

    names: Names
    letters: LetterDesk
    folder: Path

    def send(self, files: Sequence[FileSummary], read: ReadLetter, desk: Desk) -> None:
        """Write the letters, none over what somebody has written into, and say how many.

        Raises LetterTakenError before anything is written, TemplateError.
        """
        folder = self.folder / zh.LETTER
        plan = self.letters.plan(files, read, desk.roll, self.names)
        made = [(folder / name, make) for name, make in self.letters.format(plan, read)]
        for path, _ in made:
            refuse_taken(path)
        for path, make in made:
            write_atomically(path, make())
        console = screen.open_console(sys.stderr)
        if made:
            screen.print_written(console, (f"{folder} 中的 {len(made)} 个文件",))
        for line in (*plan.words, *_word_others(folder, [path for path, _ in made])):
            screen.print_line(console, line)


def open_correspondence(request: ReviewRequest, folder: Path, names: Names) -> Correspondence:
    """Return what letters are written with. Raises TemplateError, SettingsError."""
    letters = LetterDesk(request.templates, request.date, hints=request.hints)
    return Correspondence(names, letters, folder)


def _word_others(folder: Path, made: Sequence[Path]) -> Iterator[str]:
    """Yield what else lies among the letters: those of an earlier run are not to be sent again."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    others = [path.name for path in found if path not in made and not is_left_about(path.name)]
    if others:
        named = f"{'、'.join(others[:_MOST_NAMED])}{' 等' * (len(others) > _MOST_NAMED)}"
        yield f"{folder} 中另有 {len(others)} 个文件不是这次写的：{named}。"
