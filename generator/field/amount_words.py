"""Other words for counts and cars: a count is called by its money as well (外宾接待0万元，0个)."""

from __future__ import annotations

from typing import Final

from generator.field import zh

HOME_MONEY: Final = ("国内公务接待支出", "国内接待费", "其他国内公务接待支出")
GUESTS_MONEY: Final = ("外宾接待费", "外事接待支出")
ABROAD: Final = ("因公出国（境）", "出国（境）", zh.TRAVEL_ABROAD)
HOME: Final = (
    "国内公务接待",
    "国内接待",
    "国内来访",
    zh.DOMESTIC_RECEPTION,
    *HOME_MONEY,
)
GUESTS: Final = (
    "外宾接待",
    "外事接待",
    "国（境）外公务接待",
    "接待外宾",
    "来访外宾",
    zh.FOREIGN_RECEPTION,
    *GUESTS_MONEY,
)
CAR_WORDS: Final[dict[str, tuple[str, ...]]] = {
    zh.CARS_OF_PROVINCIAL_LEADERS: ("部级领导干部用车", "副部（省）级及以上领导用车"),
    zh.CARS_FOR_EMERGENCIES: ("应急保障用车",),
    zh.CARS_OF_RETIRED_LEADERS: ("离退休干部服务用车",),
}
