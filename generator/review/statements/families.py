"""Which amounts are the parts of which, nothing else belonging to the whole (DOMAIN 2)."""

from __future__ import annotations

from generator.field import zh
from generator.field.amounts import CARS, KINDS, PROCUREMENT, SOURCES, names_of

CARS_TOTAL = "车辆合计"
PARTS: dict[str, tuple[str, ...]] = {
    zh.INCOME_TOTAL: names_of(SOURCES),
    zh.SPENDING_TOTAL: names_of(KINDS),
    zh.FISCAL_INCOME: (zh.GENERAL_INCOME, zh.FUND_INCOME, zh.CAPITAL_INCOME),
    zh.FISCAL_SPENDING: (zh.GENERAL_SPENDING, zh.FUND_SPENDING, zh.CAPITAL_SPENDING),
    zh.GENERAL_SPENDING: (zh.GENERAL_BASIC_SPENDING, zh.GENERAL_PROJECT_SPENDING),
    zh.GENERAL_BASIC_SPENDING: (zh.STAFF_COSTS, zh.OFFICE_COSTS),
    zh.THREE_PUBLIC: (zh.TRAVEL_ABROAD, zh.VEHICLES, zh.RECEPTION),
    zh.VEHICLES: (zh.VEHICLE_PURCHASE, zh.VEHICLE_RUNNING),
    zh.RECEPTION: (zh.FOREIGN_RECEPTION, zh.DOMESTIC_RECEPTION),
    zh.PROCUREMENT: names_of(PROCUREMENT[1:]),
    CARS_TOTAL: names_of(CARS),
}
# What is a part of one of them: it is not taken for a part of anything else.
CLOSED_PARTS = frozenset(name for parts in PARTS.values() for name in parts)
