"""In which of our wordings last year's document is written, so that this year's is like it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.accounts.build import build_accounts
from generator.figures.department import compute_figures
from generator.model.block import Paragraph
from generator.model.records import Inputs
from generator.narrative.environment import profile_names
from generator.narrative.wording import load_wording
from generator.review.ours.comparison import likeness, wordings
from generator.tasks.department import write_sections

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
    figures = compute_figures(accounts)
    theirs = wordings(one.submission)
    usual = load_wording(accounts, "", "", None).profile
    alike: dict[str, int] = {}
    for name in (usual, *profile_names(None)):
        wording = load_wording(accounts, "", name, None)
        blocks = [
            replace(block, where=wording.plan.own_clause(block.where))
            if isinstance(block, Paragraph)
            else block
            for block in write_sections(accounts, figures, wording)[1].blocks
        ]
        alike.setdefault(name, likeness(theirs, blocks))
    best = max(alike, key=lambda name: alike[name])
    return "" if best == usual else best
