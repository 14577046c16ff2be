"""What lies in a pile: every file with what is true of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wordings.document import Document
    from wordings.figures import Figures

YEAR = 2024


class Fate(Enum):
    """What a file of the pile is."""

    CLEAN = "没有错"
    PLANTED = "有错"
    OLDER = "送过两次，较旧的一份"
    UNREADABLE = "读不了"
    OTHER_YEAR = "别的年度"
    ENDLESS = "读不完"
    STRANGER = "名单之外"


class Known(Enum):
    """What the bureau has on a department."""

    FOLDER = "数据文件夹"
    ROW = "工作簿中的一行"
    NOTHING = "没有"


@dataclass(frozen=True, slots=True)
class Error:
    """One planted error: its kind, what is written and what should be, where it shows.

    `own` is the number or word itself, which may be gone; `slots` are those in which the error
    shows, what it contradicts included. It changes `paragraphs`, which no other error does.
    `right` is empty where something stands there too much.
    """

    kind: str
    wrong: str
    right: str
    own: int
    slots: tuple[int, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A department's text as it is sent, with its errors; `true` is the text without them."""

    number: int
    figures: Figures
    wording: str
    known: Known
    true: Document
    document: Document
    errors: tuple[Error, ...] = ()

    @property
    def name(self) -> str:
        """The department."""
        return self.figures.name

    def spots(self, error: Error) -> tuple[tuple[int, int], ...]:
        """Return where an error shows in the printed text."""
        placed = self.document.render().spots
        return tuple(sorted({placed[slot] for slot in error.slots if slot in placed}))


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of the pile: its name, whose it is, what it is; the text where it can be read.

    `ill` says what is wrong with a file that cannot be read; `prints_tables` whether a .docx has
    the nine tables before its text.
    """

    file: str
    department: str
    fate: Fate
    text: Text | None = None
    ill: str = ""
    prints_tables: bool = False


@dataclass(frozen=True, slots=True)
class Pile:
    """The files of a round, and the departments of the list that have sent none."""

    sent: tuple[Sent, ...]
    missing: tuple[str, ...]
    listed: tuple[str, ...] = field(default=())

    def of(self, *fates: Fate) -> list[Sent]:
        """Return the files of some kinds."""
        return [one for one in self.sent if one.fate in fates]
