"""Key figures of years before the last one, where earlier documents lie beside last year's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.accounts.build import build_accounts
from generator.base.errors import GeneratorError
from generator.field import zh
from generator.field.data_folder import Lists
from generator.model.records import Inputs
from generator.tasks.survey.key_figures import UNITS, figures_of_accounts, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from generator.model.review import Review
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.former import Former

MOST_YEARS = 10


def read_earlier(
    review: Review, names: Sequence[str], supply: Supply | None
) -> Mapping[int, Mapping[str, Decimal]]:
    """Return the key figures of a department by year, of the years before the last one.

    They come from the folder of what was published (`--last`), in 万元; of a year for which there
    are two files, or one that cannot be read, there are none.
    """
    accounts = review.accounts
    year = accounts.identity.year if accounts else review.owner.year
    if supply is None or supply.last is None or not year:
        return {}
    found: dict[int, Mapping[str, Decimal]] = {}
    for earlier, read in supply.last.before(names, year - 1)[:MOST_YEARS]:
        try:
            former = read(zh.TEN_THOUSAND_YUAN)
        except GeneratorError:
            continue
        amounts = _amounts(former)
        if amounts:
            found[earlier] = amounts
    return found


def _amounts(former: Former) -> dict[str, Decimal]:
    """Return what a document of an earlier year says of its own year."""
    found: dict[str, Decimal] = {}
    for row in former.lists.get(Lists.LAST_TOTALS, ()):
        name, amount = row.text(zh.ITEM), number_of(row.text(zh.AMOUNT), row.text(zh.UNIT))
        if name in UNITS and amount is not None:
            found[name] = amount
    if former.tables:
        inputs = Inputs(Path(), tables=dict(former.tables))
        figures = figures_of_accounts(build_accounts(inputs)[0], "")
        found |= {one.name: one.now for one in figures if one.now is not None}
    return found
