"""Names that only own templates print: items of 公开06, balances, rows of 事项.csv, totals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.field import zh
from generator.field.carried import CARRIED
from generator.model.figure import FigureKind
from generator.narrative.fields import ECONOMIC_ITEMS, FACTS, economic_names
from generator.narrative.numbers import ByCode, Later, Named, figure_of
from generator.narrative.sums import split_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.figure import Figure
    from generator.model.figures import Figures
    from generator.model.place import Place
    from generator.narrative.numbers import Field
    from generator.narrative.vocabulary import Vocabulary


def further_names(figures: Figures, vocabulary: Vocabulary) -> dict[str, Field]:
    """Return the names, each made when a template prints it."""
    further = figures.further

    def economic(code: str) -> Named:
        return vocabulary.compared(further.economic(code))

    def balance(name: str) -> Named:
        return vocabulary.compared(further.balance(name))

    return {
        **{amount.name: Later(partial(balance, amount.name)) for amount in CARRIED},
        **{name: Later(partial(economic, code)) for name, code in economic_names().items()},
        ECONOMIC_ITEMS: ByCode(economic),
        FACTS: ByCode(lambda key: vocabulary.printer.number(further.fact(key))),
    }


def sum_names(
    declared: Mapping[str, tuple[str, ...]],
    names: Mapping[str, Field],
    figures: Figures,
    vocabulary: Vocabulary,
) -> dict[str, Field]:
    """Return the totals of 行文.toml under their names; one may add up another one before it."""
    known: dict[str, Field] = dict(names)

    def total(name: str, parts: tuple[str, ...]) -> Named:
        found = [_find(part, known) for part in parts]
        current = [_amount(name, part, one) for part, one in zip(parts, found, strict=True)]
        _refuse_twice(name, current)
        last = [_last_year(one) for one in found]
        if any(one is None for one in last):
            return vocabulary.printer.number(figures.further.total(name, current, []).current)
        return vocabulary.compared(
            figures.further.total(name, current, [one for one in last if one is not None])
        )

    for name, parts in declared.items():
        known[name] = Later(partial(total, name, parts))
    return {name: known[name] for name in declared}


def _find(part: str, known: Mapping[str, Field]) -> object:
    name, code = split_part(part)
    value = known.get(name)
    if not code:
        return value
    if isinstance(value, dict):
        return value.get(code)
    return value[code] if isinstance(value, Named) else None


def _amount(name: str, part: str, found: object) -> Figure:
    """Return the amount of a part. Raises TypeError where it is none."""
    figure = figure_of(found)
    if figure is None:
        raise TypeError(f"合计“{name}”中的“{part}”没有数")
    if figure.kind is not FigureKind.AMOUNT and not figure.is_missing:
        raise TypeError(f"合计“{name}”中的“{part}”不是金额，不能相加")
    return figure


def _refuse_twice(name: str, figures: list[Figure]) -> None:
    """Raise TypeError where a cell would be added up twice."""
    seen: set[Place] = set()
    for figure in figures:
        places = {source.place for source in figure.sources()}
        if seen & places:
            raise TypeError(f"合计“{name}”把“{figure.label}”算了两次")
        seen |= places


def _last_year(found: object) -> Figure | None:
    """Return last year's amount of a part, None where it is not compared with it."""
    if isinstance(found, Named) and zh.LAST_YEAR in found.field_names:
        return figure_of(found[zh.LAST_YEAR])
    return None
