"""A sheet of cell texts: what every reader of files hands to the recognition of tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L02
from generator.base.refusals import word_refusal
from generator.model.finding import Finding, finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.base.severity import Severity


class Doubt(NamedTuple):
    """A cell (0-based) that may have been misread, as it was read, and why.

    `reported` is how grave the finding is that the reader of the file made of it, None where
    nothing has been said yet.
    """

    row: int
    column: int
    text: str
    why: str
    reported: Severity | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangular sheet of stripped cell texts; `rows[0][0]` is A1.

    `name` is the sheet's name in a workbook. A table of a Word, PDF or text file begins with the
    lines that stand above it (title, 单位：万元) and ends with those below (注：…).
    `row_at` and `column_at` say where the rows and columns stand in the file (0-based) once some
    were taken out; empty where all are there. `part` is the title of the table where the sheet of
    the file holds several.
    """

    file: str
    rows: tuple[tuple[str, ...], ...]
    name: str = ""
    doubts: tuple[Doubt, ...] = ()
    row_at: tuple[int, ...] = ()
    column_at: tuple[int, ...] = ()
    part: str = ""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def place(
        self, row: int, column: int, *, table: str = "", row_name: str = "", column_name: str = ""
    ) -> Place:
        """The place of the cell at 0-based `row`, `column`, with the labels that are known."""
        number, at = self.row_number(row), self.column_number(column)
        return Place(self.file, number, at, table, row_name, column_name, sheet=self.name)

    def row_number(self, row: int) -> int:
        """The number that Excel shows for the 0-based `row`."""
        return (self.row_at[row] if 0 <= row < len(self.row_at) else row) + 1

    def column_number(self, column: int) -> int:
        """The 1-based number of the 0-based `column` in the file."""
        return (self.column_at[column] if 0 <= column < len(self.column_at) else column) + 1

    def with_rows(self, kept: Sequence[int]) -> Sheet:
        """Return these rows alone, each with its number in the file."""
        places = tuple(self.row_number(row) - 1 for row in kept)
        return replace(self, rows=tuple(self.rows[row] for row in kept), row_at=places)

    def without_blanks(self) -> Sheet:
        """Return the sheet without rows and columns in which nothing stands."""
        filled = self.with_rows([index for index, row in enumerate(self.rows) if any(row)])
        columns = [
            (column, texts)
            for column, texts in enumerate(zip_longest(*filled.rows, fillvalue=""))
            if any(texts)
        ]
        return replace(
            filled,
            rows=tuple(zip(*(texts for _, texts in columns), strict=True)),
            column_at=tuple(self.column_number(column) - 1 for column, _ in columns),
        )


def unopened(file: str, error: OSError) -> Finding:
    """Return the finding for a file that the system does not open."""
    if isinstance(error, FileNotFoundError):
        why = "找不到这个文件，请核对路径"
    elif isinstance(error, IsADirectoryError):
        why = "这是一个文件夹，请写出其中的文件"
    elif isinstance(error, PermissionError):
        why = "没有读取的权限，或正被别的程序打开"
    else:
        why = word_refusal(error)
    return unreadable(file, f"系统拒绝打开（{why}）")


def not_followed(file: str, why: str) -> Finding:
    """Return the finding for a link that leads out of the folder, or nowhere."""
    return finding(L02, f"{file} {why}", Place(file))


def unreadable(file: str, detail: str) -> Finding:
    """Return the finding for a file that cannot be used at all."""
    return finding(L02, f"文件无法读取：{detail}", Place(file))
