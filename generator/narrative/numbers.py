"""What templates see of a figure: it prints itself, marked, in the style of its section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.money import HUNDRED, ZERO, format_number, format_plain
from generator.base.numerals import chinese_numeral
from generator.field import zh
from generator.field.data_folder import Lists
from generator.field.evaluation import INDICATORS, MANAGEMENT, WHOLE_INDICATORS
from generator.model.block import Gap
from generator.model.figure import FigureKind, Operation, Operator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from generator.model.figure import Figure
    from generator.narrative.marks import MarkRegister
    from generator.narrative.settings import Value


# Files whose amounts are added up here; a table has its totals printed.
_LISTED = frozenset(
    f"{name}.csv"
    for name in (
        Lists.FACTS,
        Lists.BUDGETS,
        Lists.PROJECTS,
        INDICATORS,
        WHOLE_INDICATORS,
        MANAGEMENT,
    )
)


@dataclass(frozen=True, slots=True)
class Style:
    """How numbers are printed in a section (千分位, 零金额, 零比率, 整百比率, 百分比位数)."""

    separators: bool
    zero_amount: str
    zero_rate: str
    hundred: str
    rate_places: int

    @classmethod
    def from_switches(cls, switches: Mapping[str, Value]) -> Style:
        """Return the style that a section's switches ask for."""
        return cls(
            separators=bool(switches["千分位"]),
            zero_amount=str(switches["零金额"]),
            zero_rate=str(switches["零比率"]),
            hundred=str(switches["整百比率"]),
            rate_places=int(str(switches["百分比位数"])),
        )


def print_figure(figure: Figure, value: Decimal, style: Style) -> str:
    """Return the number as the text prints it, without its unit (percentages with %)."""
    if figure.kind is FigureKind.RATE:
        fixed = {ZERO: style.zero_rate, HUNDRED: style.hundred}
        return fixed.get(value, f"{format_number(value, places=style.rate_places)}%")
    if figure.kind is FigureKind.AMOUNT:
        if value == 0:
            return style.zero_amount
        return format_number(value, separators=style.separators)
    if figure.is_mean:
        return format_number(value)
    return format_plain(value)


def missing_gap(figure: Figure, section: str) -> Gap:
    """Return the gap that stands in place of a figure whose input is not given.

    A total of what is typed into lists is called by its own name: nobody is to fill it in.
    """
    gaps = tuple(
        Gap(
            wanted.key,
            wanted.wording,
            wanted.file,
            section,
            name=wanted.name,
            is_derived=isinstance(figure.origin, Operation),
        )
        for wanted in figure.missing
    )
    origin = figure.origin
    if not isinstance(origin, Operation) or origin.operator is not Operator.SUM:
        return gaps[0]
    if len(origin.operands) == 1 or any(gap.file not in _LISTED for gap in gaps):
        return gaps[0]
    number = chinese_numeral(len(origin.operands))
    wording = f"{figure.label}，由{number}项相加，不用填"
    return Gap(figure.label, wording, gaps[0].file, section, is_derived=True, parts=gaps)


Field = object


class Named:
    """An object of a template: fields under Chinese names, some computed when asked for.

    Printing one that has no text of its own is an error of the template.
    """

    __slots__ = ("_fields", "_figure", "_text")

    def __init__(
        self,
        fields: Mapping[str, Field | Callable[[], Field]],
        text: Callable[[], str] | None,
        figure: Figure | None = None,
    ) -> None:
        self._fields = fields
        self._text = text
        self._figure = figure

    def __str__(self) -> str:
        if self._text is None:
            names = "、".join(self._fields)
            raise TypeError(f"这个名称本身不是数，不能直接写出；可用的部分：{names}")
        return self._text()

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __getitem__(self, name: str) -> Field:
        value = self._fields[name]
        return value() if callable(value) else value

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names after the dot."""
        return tuple(self._fields)


class Later(Named):
    """An object of a template that is made when something of it is asked for."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Named]) -> None:
        super().__init__({}, None)
        self._make = make
        self._made: Named | None = None

    def _whole(self) -> Named:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __str__(self) -> str:
        return str(self._whole())

    def __getitem__(self, name: str) -> Field:
        return self._whole()[name]

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names after the dot."""
        return self._whole().field_names


class ByCode(Named):
    """What a template takes numbers from by a code or a key in brackets."""

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[str], Named]) -> None:
        super().__init__({}, None)
        self._find = find

    def __getitem__(self, name: str) -> Field:
        return self._find(str(name))


def figure_of(value: object) -> Figure | None:
    """Return the figure of a template object, None where it is no number."""
    if isinstance(value, Later):
        return figure_of(value._whole())  # noqa: SLF001 - of this module, hidden from templates
    return value._figure if isinstance(value, Named) else None  # noqa: SLF001 - as above


@dataclass(slots=True)
class Printer:
    """Turns figures into what templates see, in one style; `section` is the one being written."""

    ledger: MarkRegister
    style: Style
    section: str

    def text(self, figure: Figure) -> str:
        """Return the printed number with its marks; the mark of a gap where it is missing."""
        if figure.is_missing:
            gap = missing_gap(figure, self.section)
            return self.ledger.mark(gap, gap.mark)
        if figure.value is None:
            raise TypeError(
                f"“{figure.label}”没有定义（基数为 0 或上年无可比数据）；模板应先用“.有”判断"
            )
        return self.ledger.mark(figure, print_figure(figure, figure.value, self.style))

    def number(self, figure: Figure, **fields: Field | Callable[[], Field]) -> Named:
        """Return the template object of a figure.

        Fields: 有 (it has a value), 缺 (an input is missing), 零 (it is 0), 单位.
        """
        return Named(
            {
                "有": figure.value is not None,
                "缺": figure.is_missing,
                "零": figure.value == 0,
                zh.UNIT: figure.unit,
                **fields,
            },
            lambda: self.text(figure),
            figure,
        )

    def gap(self, gap: Gap) -> str:
        """Return the mark of a gap."""
        return self.ledger.mark(gap, gap.mark)
