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
# for a department is the switch 等级 of 行文.toml; that of templates/zh is held equal by a test.
GRADES: Bands = (
    ("优", Decimal(90)),
    ("良", Decimal(80)),
    ("中", Decimal(60)),
    ("差", ZERO),
)
# The same grades in other words. 合格 is what passes at all, short of the best.
_SYNONYMS: Final = {
    "优秀": "优",
    "良好": "良",
    "中等": "中",
    "一般": "中",
    "较差": "差",
    "不合格": "差",
}
_PASSED: Final = "合格"
_SEPARATORS = ("：", ":")


def grade_of(score: Decimal | None, bands: Bands = GRADES) -> str:
    """Return the grade of a score, the first whose least score it reaches; empty without one."""
    if score is None:
        return ""
    return next((grade for grade, least in bands if score >= least), bands[-1][0])


def is_grade_of(word: str, score: Decimal, bands: Bands = GRADES) -> bool:
    """Whether a word for a grade (优, 优秀, 一般, 合格) may stand beside a score."""
    names = dict(bands)
    right = grade_of(score, bands)
    if word == _PASSED and word not in names:
        return right not in {bands[0][0], bands[-1][0]}
    return right == (word if word in names else _SYNONYMS.get(word, ""))


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
