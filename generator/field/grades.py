"""The grades of 绩效评价 by score (DOMAIN 2.8)."""

from __future__ import annotations

from decimal import Decimal

# 绩效评价 in hundredths: 优 from 90, 良 from 80, 中 from 60, else 差 (DOMAIN 2.8).
GRADES: tuple[tuple[str, Decimal], ...] = (
    ("优", Decimal(90)),
    ("良", Decimal(80)),
    ("中", Decimal(60)),
    ("差", Decimal(0)),
)


def grade_of(score: Decimal | None, bands: tuple[tuple[str, Decimal], ...] = GRADES) -> str:
    """Return the grade of a score (优 from 90, 良 from 80, 中 from 60, else 差); empty without."""
    if score is None:
        return ""
    return next((grade for grade, least in bands if score >= least), bands[-1][0])
