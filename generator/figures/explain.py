"""Where a figure comes from: its formula in words, in numbers and for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import ONE, format_plain, parse_amount, round_half_up
from generator.model.explanation import Explanation, SourceLine
from generator.model.figure import Figure, FigureKind, Operation, Operator, Source

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACES = 2


def explain_figure(figure: Figure) -> Explanation:
    """Return the explanation of a figure that has a value."""
    lines: dict[int, SourceLine] = {}
    _number_sources(figure, lines)
    formula = _spreadsheet(figure, lines)
    if isinstance(figure.origin, Operation) and figure.kind is not FigureKind.COUNT:
        formula = f"ROUND({formula},{_PLACES})"
    return Explanation(
        label=figure.label,
        formula=formula,
        words=_write(figure, lambda part: part.label),
        numbers=_write(figure, _amount_of),
        sources=tuple(lines.values()),
    )


def _number_sources(figure: Figure, lines: dict[int, SourceLine]) -> None:
    if isinstance(figure.origin, Source):
        if id(figure.origin) not in lines:
            lines[id(figure.origin)] = SourceLine(len(lines) + 1, figure.label, figure.origin)
    elif figure.origin is not None:
        for operand in figure.origin.operands:
            _number_sources(operand, lines)


def _amount_of(figure: Figure) -> str:
    return "0" if figure.value is None else format_plain(round_half_up(figure.value))


def _spreadsheet(figure: Figure, lines: dict[int, SourceLine]) -> str:
    """Return the formula with [n]; a converted cell is rounded on its own."""
    origin = figure.origin
    if isinstance(origin, Source):
        cell = f"[{lines[id(origin)].number}]"
        if origin.factor != ONE:
            operator = f"/{ONE / origin.factor:f}" if origin.factor < 1 else f"*{origin.factor:f}"
            return f"ROUND({cell}{operator},{_PLACES})"
        return f"ROUND({cell},{_PLACES})" if _has_more_decimals(origin) else cell
    if origin is None:
        return _amount_of(figure)
    parts = [_spreadsheet(operand, lines) for operand in origin.operands]
    grouped = [
        f"({part})" if isinstance(operand.origin, Operation) else part
        for part, operand in zip(parts, origin.operands, strict=True)
    ]
    return _FORMULAS[origin.operator](grouped)


def _has_more_decimals(source: Source) -> bool:
    try:
        number = parse_amount(source.text)
    except ValueError:
        return False
    return number != round_half_up(number)


def _products(parts: list[str], sign: str) -> list[str]:
    """Return each value with its weight, which stands behind it."""
    return [f"{value}{sign}{weight}" for value, weight in zip(parts[::2], parts[1::2], strict=True)]


_FORMULAS: dict[Operator, Callable[[list[str]], str]] = {
    Operator.SUM: lambda parts: "+".join(parts) or "0",
    Operator.DIFFERENCE: lambda parts: f"{parts[0]}-{parts[1]}",
    Operator.MAGNITUDE: lambda parts: f"ABS({parts[0]}-{parts[1]})",
    Operator.SHARE: lambda parts: f"{parts[0]}/{parts[1]}*100",
    Operator.COMPLETION: lambda parts: f"{parts[0]}/{parts[1]}*100",
    Operator.CHANGE_RATE: lambda parts: f"ABS({parts[0]}-{parts[1]})/ABS({parts[1]})*100",
    Operator.ABSOLUTE: lambda parts: f"ABS({parts[0]})",
    Operator.MEAN: lambda parts: f"({'+'.join(parts)})/{len(parts)}",
    Operator.WEIGHTED_MEAN: lambda parts: (
        f"({'+'.join(_products(parts, '*'))})/({'+'.join(parts[1::2])})"
    ),
    Operator.EARNED: lambda parts: (
        f"ROUND(MIN({parts[0]},{parts[0]}*{parts[1]}/{parts[2]}),{_PLACES})"
    ),
    Operator.COUNT: lambda parts: f"COUNTA({','.join(parts)})" if parts else "0",
}


def _write(figure: Figure, show: Callable[[Figure], str]) -> str:
    """Return the formula for reading, one level deep: operands are named, not taken apart."""
    origin = figure.origin
    if not isinstance(origin, Operation):
        return show(figure)
    parts = [show(operand) for operand in origin.operands]
    return _READING[origin.operator](parts)


_READING: dict[Operator, Callable[[list[str]], str]] = {
    Operator.SUM: lambda parts: " + ".join(parts) or "0",
    Operator.DIFFERENCE: lambda parts: f"{parts[0]} − {parts[1]}",
    Operator.MAGNITUDE: lambda parts: f"|{parts[0]} − {parts[1]}|",
    Operator.SHARE: lambda parts: f"{parts[0]} ÷ {parts[1]} × 100",
    Operator.COMPLETION: lambda parts: f"{parts[0]} ÷ {parts[1]} × 100",
    Operator.CHANGE_RATE: lambda parts: f"|{parts[0]} − {parts[1]}| ÷ {parts[1]} × 100",
    Operator.ABSOLUTE: lambda parts: f"|{parts[0]}|",
    Operator.MEAN: lambda parts: f"（{' + '.join(parts)}）÷ {len(parts)}",
    Operator.WEIGHTED_MEAN: lambda parts: (
        f"（{' + '.join(_products(parts, ' × '))}）÷（{' + '.join(parts[1::2])}）"
    ),
    Operator.EARNED: lambda parts: f"{parts[0]} × {parts[1]} ÷ {parts[2]}，最多 {parts[0]}",
    Operator.COUNT: lambda parts: f"{len(parts)} 项的个数",
}
