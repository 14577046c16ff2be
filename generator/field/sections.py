"""The sections of the narrative in the form of Henan, by their numbers (DOMAIN 1.3)."""

from __future__ import annotations

from typing import Final

from generator.base.numerals import chinese_numeral

GENERAL_ITEMS: Final = "五（三）"
PROCUREMENT: Final = "十一"
ASSETS: Final = "十二"
PERFORMANCE: Final = "十三"
NUMBERS: Final = frozenset(map(chinese_numeral, range(1, 14)))

# The official form itself lists 十三 under the first name and heads it with the second.
UNLIKE_IN_FORM: Final = (("预算绩效情况说明", "预算绩效评价情况说明"),)
