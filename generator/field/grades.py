"""The grades of 绩效评价 by score (DOMAIN 2.8)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

# 绩效评价 in hundredths: 优 from 90, 良 from 80, 中 from 60, else 差 (DOMAIN 2.8).
GRADES: tuple[tuple[str, Decimal], ...] = (
    ("优", Decimal(90)),
    ("良", Decimal(80)),
    ("中", Decimal(60)),
    ("差", Decimal(0)),
)

_MOST: Final = Decimal(101)  # nothing is above 100
_EXCELLENT, _GOOD, _FAIR, _POOR = (
    (least, above)
    for (_, least), above in zip(GRADES, (_MOST, *(least for _, least in GRADES)), strict=False)
)
# Each word for a grade, with the least score that has it and the least that has a better one.
# 合格 is what passes at all: other scales have nothing between it and 优.
BANDS: Final = {
    **dict.fromkeys(("优", "优秀"), _EXCELLENT),
    **dict.fromkeys(("良", "良好"), _GOOD),
    **dict.fromkeys(("中", "中等", "一般"), _FAIR),
    **dict.fromkeys(("差", "较差", "不合格"), _POOR),
    "合格": (_FAIR[0], _EXCELLENT[0]),
}

def grade_of(score: Decimal | None, bands: tuple[tuple[str, Decimal], ...] = GRADES) -> str:
    """Return the grade of a score (优 from 90, 良 from 80, 中 from 60, else 差); empty without."""
    if score is None:
        return ""
    return next((grade for grade, least in bands if score >= least), bands[-1][0])
