"""The text of the data folder in the tree with small changes, and what its review says then."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from support.folders import DATA

from generator.model.review import Review
from generator.model.submission import Mark
from generator.reporting.text import format_text
from generator.tasks.department import read_inputs, write_department
from generator.tasks.review import review_material
from generator.tasks.submitted import Material, read_material

TEXT = "正文.txt"


@dataclass(frozen=True)
class Edit:
    """`old` becomes `new` (the first one in the text); a rule does or does not notice it.

    `quote` has to stand in the clause that the finding quotes, `also` in its message.
    """

    code: str
    old: str
    new: str
    quote: str = ""
    also: str = ""
    right: str = ""


@cache
def base_text() -> str:
    """Return the narrative of the data folder."""
    return format_text(write_department(DATA).blocks)


@cache
def _given() -> Material:
    return read_of(base_text())._replace(given=read_inputs(DATA)[0])


def read_of(text: str) -> Material:
    """Return what a review reads of a text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / TEXT
        path.write_text(text, encoding="utf-8")
        return read_material(path)


def review_of(text: str, *, alone: bool = False) -> Review:
    """Return the review of a text beside the data folder, or beside nothing."""
    given = None if alone else _given().given
    review = review_material(read_of(text)._replace(given=given))
    assert review is not None
    return review


def edited(edit: Edit) -> str:
    """Return the text with the change; it has to be one."""
    text = base_text()
    assert edit.old in text, edit.old
    changed = text.replace(edit.old, edit.new, 1)
    assert changed != text or not edit.old
    return changed


@cache
def _known() -> frozenset[tuple[str, str]]:
    return frozenset((m.finding.code, m.finding.message) for m in review_of(base_text()).marks)


def new_marks(edit: Edit, change: Callable[[str], str] = str) -> list[Mark]:
    """Return the marks that the change brings about."""
    marks = review_of(change(edited(edit))).marks
    return [m for m in marks if (m.finding.code, m.finding.message) not in _known()]


def codes(marks: list[Mark]) -> set[str]:
    """Return the rules of marks, with those that were folded into them."""
    return {m.finding.code for m in marks} | {
        note.partition(" ")[0] for m in marks for note in m.finding.also
    }
