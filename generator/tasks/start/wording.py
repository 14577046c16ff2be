"""In which of our wordings last year's document is written, so that this year's is like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accounts.build import build_accounts
from generator.model.records import Inputs
from generator.narrative.environment import DEFAULT_PROFILE, profile_names
from generator.tasks.profiles import write_most_alike

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model.table import Table
    from generator.tasks.start.sorting import Given


def tell_profile(one: Given, tables: Mapping[str, Table], folder: Path) -> str:
    """Return the profile that has most of a text's sentences, nothing for the usual one.

    `tables` are those of the same year.
    """
    if one.submission is None or not tables:
        return ""
    inputs = Inputs(folder, tables=dict(tables), lists=one.harvest.complete({}))
    accounts, _ = build_accounts(inputs)
    names = (DEFAULT_PROFILE, *profile_names(None))
    best = write_most_alike(one.submission, accounts, names).profile
    return "" if best == DEFAULT_PROFILE else best
