"""The clauses on which the rules rest, by their codes, for those who are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.catalogue import CHECKS
from generator.review.rules import PUBLISHED_TABLES, RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

# That a text has to agree with the tables is no clause: the cells are named.
AUTHORITIES: Mapping[str, str] = {
    rule.code: rule.authority
    for rule in (*RULES, *(check.rule for check in CHECKS))
    if rule.authority != PUBLISHED_TABLES
}
