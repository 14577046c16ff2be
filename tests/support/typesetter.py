"""Sets paragraphs in lines on the pages of a PDF, as an office document is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from support.portable_writer import PdfPage

_NOT_FIRST = "，。、；：！？）》”"
_NOT_LAST = "（《“"
_TOKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,%]*|.")


@dataclass
class Typesetter:
    """Pages of lines; sizes in points. `gap` is the space after a paragraph."""

    size: float = 16
    step: float = 29
    gap: float = 0
    indent: int = 2
    width: int = 26  # characters a line
    lines: int = 20  # a page
    left: float = 90
    top: float = 100
    breaks_numbers: bool = False
    running: str = ""
    pages: list[PdfPage] = field(default_factory=list)
    _y: float = 0

    def paragraph(self, text: str) -> None:
        for number, line in enumerate(self._break(text)):
            self._line(line, self.indent * self.size if number == 0 else 0)
        self._y += self.gap

    def heading(self, text: str, size: float = 22) -> None:
        """Set a centred line."""
        room = self.width * self.size - _width(text) * size
        self._line(text, room / 2, size)
        self._y += self.gap

    def _line(self, text: str, indent: float, size: float = 0) -> None:
        if not self.pages or self._y > self.top + (self.lines - 1) * self.step:
            self._turn()
        self.pages[-1].text(self.left + indent, self._y, text, size or self.size)
        self._y += self.step

    def _turn(self) -> None:
        page = PdfPage()
        self.pages.append(page)
        self._y = self.top
        if self.running:
            page.text(200, 50, self.running, 9)
        page.text(280, 800, f"— {len(self.pages)} —", 14)

    def _break(self, text: str) -> list[str]:
        """Return the lines; punctuation begins none, numbers are broken only where allowed."""
        tokens = list(text) if self.breaks_numbers else _TOKEN.findall(text)
        lines, line, room = [], "", float(self.width - self.indent)
        for token in tokens:
            if line and _width(line + token) > room and token[0] not in _NOT_FIRST:
                moved = line[-1] if line[-1] in _NOT_LAST else ""
                lines.append(line.removesuffix(moved) if moved else line)
                line, room = moved, float(self.width)
            line += token
        return [*lines, line]


def _width(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1 for sign in text)
