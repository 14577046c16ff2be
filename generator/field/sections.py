"""The sections of the narrative in the form of Henan, by their numbers (DOMAIN 1.3)."""

from __future__ import annotations

from typing import Final

GENERAL_ITEMS: Final = "五（三）"
PROCUREMENT: Final = "十一"
ASSETS: Final = "十二"
PERFORMANCE: Final = "十三"
