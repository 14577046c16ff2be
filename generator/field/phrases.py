"""Words of the narrative that several readers of it need: more and less, reasons, purposes."""

from __future__ import annotations

import re
from typing import Final

from generator.field import zh

# What an amount did, and how one stands to another.
RISEN: Final = (zh.INCREASE, zh.GROWTH, "上升", "提高", "增多", "上涨")
FALLEN: Final = (zh.DECREASE, zh.FALL, "降低", "下滑", "减低", "压减", "缩减")
MORE: Final = (zh.GREATER, "高于", "超过", "多于")
LESS: Final = (zh.SMALLER, "低于", "少于")
EXCEEDS: Final = "超出"
# What opens a reason by its name.
REASON: Final = re.compile(
    r"原因(?:主要)?(?:(?:是|为|在于|系|有|包括|如下|：|:)[：:]?|(?=一是|1[.、]|[（(]1[）)]|①))"
)
# What opens one that is not called so: where a clause begins, and anywhere.
MAINLY: Final = r"主要(?:是(?:由于|因为?)?|系|由于|因为)"
BECAUSE: Final = rf"{MAINLY}|主要[为因]|系因|由于|因为|受[^，。]{{1,12}}影响"
PURPOSE: Final = r"(?:主要)?用于"
