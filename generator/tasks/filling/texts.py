"""The texts of 文字/ to be filled in, and what a change of one writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.field.data_folder import TEXT_NAMES, TEXTS, without_mark
from generator.files.csv import read_text
from generator.tasks.filling.conflict import ConflictError, NoPlaceError

if TYPE_CHECKING:
    from pathlib import Path

_MARKDOWN = ".md"
_INNER = 2  # folders below 文字/


@dataclass(frozen=True, slots=True)
class TextPage:
    """A text: `name` is its path below 文字/ without suffix; `file` bears it.

    `former`: it is last year's, and its first line says so. `problem`: it cannot be changed here.
    """

    name: str
    file: str
    text: str
    former: bool = False
    problem: str = ""


def list_texts(folder: Path) -> tuple[TextPage, ...]:
    """Return the texts of a data folder: those of the document, then those of the reports."""
    base = folder / TEXTS
    names = dict.fromkeys(TEXT_NAMES)
    if base.is_dir():
        found = sorted(path for path in base.rglob(f"*{_MARKDOWN}") if path.is_file())
        for path in found:
            parts = path.relative_to(base).with_suffix("").parts
            if len(parts) <= _INNER:
                names.setdefault("/".join(parts))
    return tuple(_open(folder, name) for name in names)


def write_text(folder: Path, name: str, text: str, before: str) -> dict[Path, bytes]:
    """Return the file of a text with another text. Raises ConflictError, NoPlaceError."""
    page = next((one for one in list_texts(folder) if one.name == name), None)
    if page is None or page.problem:
        raise NoPlaceError(f"{TEXTS}/{name}{_MARKDOWN}")
    new = _lines(text)
    if page.text not in (_lines(before), new):
        raise ConflictError(page.file, page.text)
    return {folder / page.file: new.encode("utf-8-sig")}


def _open(folder: Path, name: str) -> TextPage:
    file = f"{TEXTS}/{name}{_MARKDOWN}"
    path = folder / file
    if not path.is_file():
        for suffix in (".docx", ".txt"):
            other = path.with_suffix(suffix)
            if other.is_file():
                shown = f"{TEXTS}/{name}{suffix}"
                return TextPage(name, shown, "", problem=f"这段文字在 {shown} 里，请在那里改。")
        return TextPage(name, file, "")
    text, problems = read_text(path, file) if path.stat().st_size else ("", ())
    if text is None:
        return TextPage(name, file, "", problem=problems[0].message)
    text = _lines(text)
    return TextPage(name, file, text, former=without_mark(text) is not None)


def _lines(text: str) -> str:
    """Return a text with bare line feeds, and without a mark of byte order or of nothing."""
    plain = text.removeprefix("\ufeff").replace("\x00", "")
    return plain.replace("\r\n", "\n").replace("\r", "\n")
