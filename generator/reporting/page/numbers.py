"""Where each number of the page comes from, as the data its panels are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.figure import FigureKind, Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.explanation import Explanation
    from generator.model.figure import Figure, Source
    from generator.model.place import Place

_UNCONVERTED = "[1]"
_BLANK = "（空白，按0计）"
_ABSENT = "（表中没有，按0计）"


class NumberIndex:
    """Numbers the figures of a page; each source cell stands in the data once."""

    def __init__(self, explain: Callable[[Figure], Explanation]) -> None:
        self._explain = explain
        self._numbers: dict[int, str] = {}
        self._figures: list[dict[str, object]] = []
        self._cells: list[dict[str, str]] = []
        self._cell_numbers: dict[tuple[Place, str], int] = {}

    def add(self, figure: Figure) -> str:
        """Return the number under which the page finds the figure."""
        number = self._numbers.get(id(figure))
        if number is None:
            number = self._numbers[id(figure)] = str(len(self._figures))
            self._figures.append(self._describe(figure))
        return number

    def data(self) -> dict[str, object]:
        """Return what the script reads: the figures by number, and the cells they name."""
        return {"figures": self._figures, "cells": self._cells}

    def _describe(self, figure: Figure) -> dict[str, object]:
        explanation = self._explain(figure)
        words = _words(figure, explanation)
        computed = words == explanation.words != explanation.numbers
        return {
            "label": explanation.label,
            "unit": "" if figure.kind is FigureKind.RATE else figure.unit,
            "words": words,
            "numbers": explanation.numbers if computed else "",
            "formula": f"={explanation.formula}",
            "sources": [
                [line.number, line.label, self._cell(line.source)] for line in explanation.sources
            ],
        }

    def _cell(self, source: Source) -> int:
        place = source.place
        key = (place, source.text)
        number = self._cell_numbers.get(key)
        if number is None:
            number = self._cell_numbers[key] = len(self._cells)
            self._cells.append(
                {
                    "file": name_file(place),
                    "address": place.address,
                    "row": place.row,
                    "column": place.column,
                    "text": source.text or (_BLANK if place.address else _ABSENT),
                }
            )
        return number


def _words(figure: Figure, explanation: Explanation) -> str:
    """Return the formula in words; a number that is no more than a cell is said to be one."""
    if not explanation.sources:
        return "没有可计入的单元格，按0计"
    if isinstance(figure.origin, Operation):
        return explanation.words
    if explanation.formula == _UNCONVERTED:
        return "直接取自来源单元格"
    return "取自来源单元格，换算或四舍五入到两位小数"


def name_file(place: Place) -> str:
    """Return the file of a place, with the sheet where it is a workbook."""
    return f"{place.file}〔{place.sheet}〕" if place.sheet else place.file
