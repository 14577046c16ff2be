"""When final accounts are to be published: within twenty days of approval (预算法第十四条)."""

from __future__ import annotations

from datetime import date, timedelta

DAYS_TO_PUBLISH = 20


def last_day(approved: date) -> date:
    """Return the last day on which accounts that were approved on a day may be published."""
    return approved + timedelta(days=DAYS_TO_PUBLISH)
