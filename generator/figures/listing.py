"""All figures of a department in one list: the section, what each is compared with."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from generator.base.money import round_half_up
from generator.field import sections
from generator.model.comparison import Budgeted, Compared
from generator.model.figure import Figure, FigureKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from generator.model.figures import Figures

_SECTIONS = {
    "summary": "一",
    "income": "二",
    "expenditure": "三",
    "fiscal": "四",
    "general": "五",
    "fund": "七",
    "capital": "八",
    "three_public": "九",
    "operating": "十",
    "procurement": sections.PROCUREMENT,
    "assets": sections.ASSETS,
    "performance": sections.PERFORMANCE,
    "managed": "预算绩效管理",
}
_SECTIONS_OF_GENERAL = {
    "spending": "五（一）",
    "share_of_expenditure": "五（一）",
    "subjects": sections.GENERAL_ITEMS,
    "classes": "五（二）",
    "economic_classes": "五（二）",
    "projects": "五（一）",
    "total": sections.GENERAL_ITEMS,
    "items": sections.GENERAL_ITEMS,
    "basic": "六",
    "staff": "六",
    "office": "六",
}


@dataclass(frozen=True, slots=True)
class ListedFigure:
    """A figure with its section and the amounts that it compares; None where there are none.

    All are figures, unrounded, in the unit that each states.
    """

    section: str
    figure: Figure
    this_year: Figure | None = None
    last_year: Figure | None = None
    budget: Figure | None = None


def list_figures(figures: Figures) -> tuple[ListedFigure, ...]:
    """Return every figure once, section by section, computed or missing."""
    listed: dict[int, ListedFigure] = {}
    for field in fields(figures):
        if field.name not in _SECTIONS:
            continue  # made only where a template asks for it
        part = getattr(figures, field.name)
        for one in _walk(part, _SECTIONS[field.name], _inner_sections(field.name)):
            earlier = listed.setdefault(id(one.figure), one)
            if earlier is not one:
                listed[id(one.figure)] = _joined(earlier, one)
    return tuple(listed.values())


def amount_of(figure: Figure | None) -> Decimal | None:
    """Return a figure as tables of figures have it, in its own unit; None where there is none.

    Amounts and rates have two places, half-up; counts and scores are as given.
    """
    if figure is None or figure.value is None:
        return None
    as_given = figure.kind in {FigureKind.COUNT, FigureKind.SCORE}
    if as_given and not figure.is_mean:
        return figure.value
    rounded = round_half_up(figure.value)
    return rounded or abs(rounded)


def _inner_sections(field: str) -> Mapping[str, str]:
    return _SECTIONS_OF_GENERAL if field == "general" else {}


def _joined(one: ListedFigure, other: ListedFigure) -> ListedFigure:
    """Return a figure that is compared with last year in one place, with its budget in another."""
    return ListedFigure(
        one.section,
        one.figure,
        one.this_year or other.this_year,
        one.last_year or other.last_year,
        one.budget or other.budget,
    )


def _walk(value: object, section: str, inner: Mapping[str, str]) -> Iterator[ListedFigure]:
    if isinstance(value, Figure):
        yield ListedFigure(section, value)
    elif isinstance(value, Compared):
        for figure in (value.current, value.change, value.rate):
            yield ListedFigure(section, figure, value.current, value.last)
        yield ListedFigure(section, value.last)
    elif isinstance(value, Budgeted):
        for figure in (value.final, value.completion):
            yield ListedFigure(section, figure, value.final, budget=value.budget)
        yield ListedFigure(section, value.budget)
    else:
        for name, part in _parts(value):
            yield from _walk(part, inner.get(name, section), {})


def _parts(value: object) -> Iterator[tuple[str, object]]:
    """Yield what a value is made of, with the names of its fields."""
    if isinstance(value, dict):
        yield from (("", part) for part in value.values())
    elif isinstance(value, tuple):
        yield from (("", part) for part in value)
    elif is_dataclass(value):
        yield from ((field.name, getattr(value, field.name)) for field in fields(value))
