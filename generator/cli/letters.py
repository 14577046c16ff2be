"""`review --letters`: the letters written into a folder, and what is said of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.base.output import write_atomically
from generator.field import zh
from generator.field.data_folder import is_left_about
from generator.reporting import screen
from generator.tasks.review_many.letters import refuse_taken
from generator.tasks.review_many.naming import NO_NAMES, index_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk, Roster
    from generator.tasks.review_many.letters import LetterDesk, ReadLetter


_MOST_NAMED = 8


def send_letters(
    letters: LetterDesk,
    folder: Path,
    files: Sequence[FileSummary],
    read: ReadLetter,
    desk: Desk,
    roster: Roster | None,
) -> None:
    """Write the letters of a run, none over what somebody has written into, and say how many.

    Raises LetterTakenError before anything is written, TemplateError.
    """
    names = index_names(roster) if roster else NO_NAMES
    plan = letters.plan(files, read, desk.roll, names)
    made = [(folder / zh.LETTER / name, make) for name, make in letters.format(plan, read)]
    for path, _ in made:
        refuse_taken(path)
    for path, make in made:
        write_atomically(path, make())
    console = screen.open_console(sys.stderr)
    if made:
        told = f"{folder / zh.LETTER} 中的 {len(made)} 个文件"
        screen.print_written(console, (told,))
    for line in (*plan.words, *_word_others(folder / zh.LETTER, [path for path, _ in made])):
        screen.print_line(console, line)


def _word_others(folder: Path, made: Sequence[Path]) -> Iterator[str]:
    """Yield what else lies among the letters: those of an earlier run are not to be sent again."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    others = [path.name for path in found if path not in made and not is_left_about(path.name)]
    if others:
        named = f"{'、'.join(others[:_MOST_NAMED])}{' 等' * (len(others) > _MOST_NAMED)}"
        yield f"{folder} 中另有 {len(others)} 个文件不是这次写的：{named}。"
