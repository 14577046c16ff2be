"""A gap in words: what it is about, and what its reason has to explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import zh

if TYPE_CHECKING:
    from generator.model.block import Gap


def word_amounts(gap: Gap) -> str:
    """Return both amounts and how they differ; empty where nothing is to be explained."""
    if not gap.final:
        return gap.direction
    by_budget = gap.basis == zh.BUDGET
    this, other = ("决算", zh.BUDGET) if by_budget else ("本年", zh.LAST_YEAR)
    compared = f"{other}{gap.base}" if gap.base else ""
    difference = f"{gap.direction}{gap.difference}" if gap.base else gap.direction
    return "，".join(part for part in (f"{this}{gap.final}", compared, difference) if part)


def word_gap(gap: Gap) -> str:
    """Return in one line what is to be supplied: its code and name, and what is to be explained."""
    amounts = word_amounts(gap)
    if not amounts:
        return gap.wording
    return f"{' '.join(part for part in (gap.key, gap.name) if part)}：{amounts}"
