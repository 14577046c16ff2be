"""`review --letters` and `--replies`: letters into a folder, and the forms that came back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from generator.base.output import write_atomically
from generator.field import zh
from generator.field.data_folder import is_left_about
from generator.reporting import screen
from generator.tasks.review_many.letters import LetterDesk, refuse_taken
from generator.tasks.review_many.naming import NO_NAMES, index_names
from generator.tasks.review_many.replies import judge_replies, read_replies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.cli.review import ReviewRequest
    from generator.model.finding import Finding
    from generator.model.reply import Reply
    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk, Roster
    from generator.tasks.review_many.letters import ReadLetter
    from generator.tasks.review_many.naming import Names
    from generator.tasks.review_many.replies import ReadReplies

_MOST_NAMED = 8


class Correspondence(NamedTuple):
    """What a run writes to departments and has back from them; None where it is not wanted."""

    names: Names
    letters: LetterDesk | None
    folder: Path | None
    returned: ReadReplies | None

    @property
    def replies(self) -> tuple[Reply, ...] | None:
        """The replies of all departments, None where none were given."""
        return None if self.returned is None else self.returned.replies

    def judge(self, files: Sequence[FileSummary]) -> tuple[Finding, ...] | None:
        """Return what is to be said of the replies, None where none were given."""
        return None if self.returned is None else judge_replies(self.returned, files, self.names)

    def send(self, files: Sequence[FileSummary], read: ReadLetter, desk: Desk) -> None:
        """Write the letters, none over what somebody has written into, and say how many.

        Raises LetterTakenError before anything is written, TemplateError.
        """
        if self.letters is None or self.folder is None:
            return
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


def open_correspondence(request: ReviewRequest, roster: Roster | None) -> Correspondence:
    """Return what letters are written with, and the replies that came back.

    Raises TemplateError, SettingsError, FolderMissingError.
    """
    names = index_names(roster) if roster else NO_NAMES
    letters = returned = None
    if request.letters is not None:
        letters = LetterDesk(request.templates, request.date, hints=request.hints)
    if request.replies is not None:
        returned = read_replies(request.replies, names)
    return Correspondence(names, letters, request.letters, returned)


def _word_others(folder: Path, made: Sequence[Path]) -> Iterator[str]:
    """Yield what else lies among the letters: those of an earlier run are not to be sent again."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    others = [path.name for path in found if path not in made and not is_left_about(path.name)]
    if others:
        named = f"{'、'.join(others[:_MOST_NAMED])}{' 等' * (len(others) > _MOST_NAMED)}"
        yield f"{folder} 中另有 {len(others)} 个文件不是这次写的：{named}。"
