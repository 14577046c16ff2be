"""The ruled lines of a PDF page → the cells of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdfplumber.page import Page

MOST_RULES = 20_000
_THIN = 3.0  # points: a rectangle no thicker is a line
_SNAP = 3.0
_SHORTEST = 3.0
_LEAST_SHADING = 48  # sides of cells that are drawn as filled rectangles: no highlighted words
_LEAST_BANDS = 3  # ruled lines of one length that make a table


class Area(NamedTuple):
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


def find_rules(page: Page) -> list[Area]:
    """Return the ruled lines: drawn ones, thin rectangles, the sides of framed rectangles.

    Filled rectangles are shading; they count only where many, and nothing else, are drawn.
    """
    rules = [_area(line) for line in page.lines]
    shading: list[Area] = []
    for rectangle in page.rects:
        area = _area(rectangle)
        if min(area.right - area.left, area.bottom - area.top) <= _THIN:
            rules.append(area)
        elif rectangle.get("stroke"):
            rules += _sides(area)
        else:
            shading += _sides(area)
    return rules or (shading if len(shading) >= _LEAST_SHADING else [])


def _area(thing: dict[str, Any]) -> Area:
    return Area(thing["x0"], thing["top"], thing["x1"], thing["bottom"])


def _sides(area: Area) -> list[Area]:
    left, top, right, bottom = area
    return [
        Area(left, top, right, top),
        Area(left, bottom, right, bottom),
        Area(left, top, left, bottom),
        Area(right, top, right, bottom),
    ]


def find_cells(rules: Iterable[Area]) -> list[list[Area]]:
    """Return the cells of each table from the top of the page to its bottom."""
    from pdfplumber import table  # noqa: PLC0415 - an extra

    straight = table.merge_edges([edge for rule in rules for edge in _edge(rule)], *([_SNAP] * 4))
    straight += _missing_sides(straight)
    straight = table.merge_edges(straight, *([_SNAP] * 4))
    crossings = table.edges_to_intersections(straight, _SNAP, _SNAP)
    groups = table.cells_to_tables(table.intersections_to_cells(crossings))
    areas = [[Area(*map(float, cell)) for cell in group] for group in groups]
    return sorted(filter(_is_table, areas), key=lambda cells: min(cell.top for cell in cells))


def _is_table(cells: list[Area]) -> bool:
    """Whether cells stand side by side and below one another; a frame around a text does not."""
    return len({cell.left for cell in cells}) > 1 and len({cell.top for cell in cells}) > 1


def _edge(rule: Area) -> list[dict[str, Any]]:
    """Return a rule as pdfplumber's edge; oblique and very short ones are none."""
    width, height = rule.right - rule.left, rule.bottom - rule.top
    if max(width, height) < _SHORTEST or min(width, height) > _THIN:
        return []
    if width >= height:
        middle = (rule.top + rule.bottom) / 2
        return [_make_edge("h", Area(rule.left, middle, rule.right, middle))]
    middle = (rule.left + rule.right) / 2
    return [_make_edge("v", Area(middle, rule.top, middle, rule.bottom))]


def _make_edge(orientation: str, area: Area) -> dict[str, Any]:
    return {
        "orientation": orientation,
        "x0": area.left,
        "x1": area.right,
        "top": area.top,
        "bottom": area.bottom,
        "width": area.right - area.left,
        "height": area.bottom - area.top,
        "object_type": "line",
    }


def _missing_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the left and right sides of tables that are drawn open there."""
    across = sorted((e for e in edges if e["orientation"] == "h"), key=lambda e: float(e["top"]))
    down = [edge for edge in edges if edge["orientation"] == "v"]
    found = []
    for index, upper in enumerate(across):
        lower = next((e for e in across[index + 1 :] if _spans_the_same(upper, e)), None)
        if lower is None:
            continue
        middle = (upper["top"] + lower["top"]) / 2
        inside = [e["x0"] for e in down if e["top"] <= middle <= e["bottom"]]
        if any(upper["x0"] + _SNAP < x < upper["x1"] - _SNAP for x in inside):
            found += [
                _make_edge("v", Area(x, upper["top"], x, lower["top"]))
                for x in (upper["x0"], upper["x1"])
                if not any(abs(x - other) <= _SNAP for other in inside)
            ]
    return found if len(across) >= _LEAST_BANDS else []


def _spans_the_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(abs(one[end] - other[end]) <= _SNAP for end in ("x0", "x1"))
