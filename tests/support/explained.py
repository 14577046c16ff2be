"""An explained number held against its cells: the formula is evaluated over the files."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from support.formula import Formula, read_source

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.explanation import ExplainedNumber

_PRINTED = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?")


def recomputed(folder: Path, number: ExplainedNumber) -> str:
    """Return what is wrong with the explanation of a number, an empty text if nothing."""
    explanation = number.explanation
    cells: dict[int, str] = {}
    for line in explanation.sources:
        place = line.source.place
        cells[line.number] = read_source(folder, place.file, place.address)
        if cells[line.number].strip() != line.source.text.strip():
            return f"{number.where} {number.printed}: {place} holds {cells[line.number]!r}"
    formula = Formula(explanation.formula, cells)
    value = formula.evaluate()
    if formula.used != set(cells):
        return f"{number.where} {number.printed}: {explanation.formula} leaves sources unused"
    plain = number.printed.removesuffix("%")
    if not _PRINTED.fullmatch(plain) or Decimal(plain.replace(",", "")) != value:
        return f"{number.where} {number.printed} ≠ {value} = {explanation.formula} {cells}"
    return ""
