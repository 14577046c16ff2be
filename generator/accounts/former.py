"""What last year's document said, kept beside what is asked this year: reasons and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accounts.reasons import reason_key
from generator.field import zh
from generator.field.data_folder import Lists
from generator.field.keys import FACT_UNITS, basis_of, canonical
from generator.model.accounts import Former

if TYPE_CHECKING:
    from generator.model.records import Inputs


def read_former(inputs: Inputs) -> Former:
    """Return last year's reasons (column 上年原因) and counts (column 上年数 of 事项)."""
    reasons: dict[tuple[str, str], str] = {}
    for name in (Lists.REASONS, Lists.GAPS):
        for record in inputs.lists.get(name, ()):
            key = reason_key(record.text(zh.MATTER))
            text = record.text(zh.LAST_REASON).strip()
            if key and text:
                basis = basis_of(record.text(zh.BASIS) or record.text(zh.DIRECTION))
                reasons.setdefault((key, basis), text)
    counts: dict[str, str] = {}
    for record in inputs.lists.get(Lists.FACTS, ()):
        key = canonical(record.text(zh.ITEM), tuple(FACT_UNITS))
        text = record.text(zh.LAST_TOTALS).strip()
        if key and text:
            counts.setdefault(key, text)
    return Former(reasons, counts)
