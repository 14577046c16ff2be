"""The grades of 绩效评价 by score (DOMAIN 2.8)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from generator.base.money import HUNDRED, ZERO, format_plain, parse_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

Bands = tuple[tuple[str, Decimal], ...]
# 绩效评价 in hundredths: 优 from 90, 良 from 80, 中 from 60, else 差 (DOMAIN 2.8). What is in force
# for a department is the switch 等级 of 行文.toml.
GRADES: Bands = (
    ("优", Decimal(90)),
    ("良", Decimal(80)),
    ("中", Decimal(60)),
    ("差", ZERO),
)
_SEPARATORS = ("：", ":")

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

def grade_of(score: Decimal | None, bands: Bands = GRADES) -> str:
    """Return the grade of a score, the first whose least score it reaches; empty without one."""
    if score is None:
        return ""
    return next((grade for grade, least in bands if score >= least), bands[-1][0])


def parse_bands(texts: Sequence[str]) -> Bands:
    """Return the grades written as 优：90, 良：80 …, best first and the last from 0.

    Raises ValueError with the reason in Chinese.
    """
    bands = tuple(map(_parse_band, texts))
    if not bands or bands[-1][1] != ZERO:
        raise ValueError("最后一个等级应从 0 分起")
    if any(higher <= lower for (_, higher), (_, lower) in pairwise(bands)):
        raise ValueError("各等级应从高到低")
    if bands[0][1] > HUNDRED or len(dict(bands)) < len(bands):
        raise ValueError("等级不应重复，分数不应超过 100")
    return bands


def _parse_band(text: str) -> tuple[str, Decimal]:
    for separator in _SEPARATORS:
        name, found, least = text.partition(separator)
        if found and name.strip():
            try:
                return name.strip(), parse_amount(least)
            except ValueError:
                break
    raise ValueError(f"“{text[:20]}”应写成“优：90”")


def describe_bands(bands: Bands) -> str:
    """Return the bands in words: 90 分以上优，80 分以上良，60 分以上中."""
    return "，".join(f"{format_plain(least)} 分以上{grade}" for grade, least in bands[:-1])
