"""The grades of 绩效评价 as the wording in force lays them down (switch 等级 of 行文.toml)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import GeneratorError
from generator.figures.department import regrade
from generator.narrative.wording import load_wording

if TYPE_CHECKING:
    from generator.model.accounts import Accounts
    from generator.model.figures import Figures
    from generator.model.records import Inputs
    from generator.narrative.wording import Wording


class Graded(NamedTuple):
    """Accounts and figures with the grades in force."""

    accounts: Accounts
    figures: Figures


def grade(accounts: Accounts, figures: Figures, wording: Wording) -> Graded:
    """Return accounts and figures with the grades that the wording lays down."""
    if wording.bands == accounts.bands:
        return Graded(accounts, figures)
    accounts = replace(accounts, bands=wording.bands)
    return Graded(accounts, regrade(accounts, figures))


def grade_for_checks(inputs: Inputs, accounts: Accounts) -> Accounts:
    """Return the accounts with the grades of their own wording; the usual ones where it is faulty.

    A check writes no text: what is wrong with the wording is said by a build.
    """
    if not (inputs.settings or accounts.identity.profile):
        return accounts
    try:
        return replace(accounts, bands=load_wording(accounts, inputs.settings).bands)
    except GeneratorError:
        return accounts
