"""What stands out among all departments: changes, completion, shares; a hint to look, no error.

Every measure is judged by one rule. Of each department the logarithm of a ratio is taken (this
year to last year, final to budget, part to whole): up and down count alike. Middle and spread are
the median and the median of the distances from it, which a few odd departments do not move.
A department stands out where
- its modified z-score 0.6745·|x − median| / MAD is more than 3.5 (Iglewicz and Hoaglin, How to
  detect and handle outliers, 1993; MAD no less than what a change of 5 % makes, so that where all
  are alike small differences are none), and
- the ratio is at least 1.5 times the middle one, or at most a 1.5th of it, and
- the money that it is about reaches the floor of the measure: small amounts double easily.
With fewer than 8 departments there is no middle to speak of, and nobody is judged.
"""

from __future__ import annotations

import math
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import HUNDRED, round_half_up
from generator.field import zh
from generator.model.survey import Measure, Measured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.model.survey import KeyFigure, Surveyed

FEWEST = 8
THRESHOLD = 3.5
LEAST_RATIO = 1.5
_LEAST_SPREAD = math.log(1.05)
_NORMAL = 0.6745
_YUAN = Decimal(10_000)


class _Ratio(NamedTuple):
    """Two numbers of a department that are set beside each other, and the money at stake."""

    part: Decimal
    whole: Decimal
    stake: Decimal
    basis: str


class _Kind(NamedTuple):
    """A measure: how it is called, in which unit, its floor in 万元; `high_only`: low is good."""

    name: str
    unit: str
    floor: Decimal
    read: Callable[[Surveyed], _Ratio | None]
    high_only: bool = False


def measure_all(files: Sequence[Surveyed]) -> tuple[Measure, ...]:
    """Return every measure over all departments that have what it needs."""
    return tuple(_measure(kind, files) for kind in _KINDS)


def _measure(kind: _Kind, files: Sequence[Surveyed]) -> Measure:
    found = [(one, ratio) for one in files if (ratio := kind.read(one)) is not None]
    rule = _word_rule(kind)
    if len(found) < FEWEST:
        why = f"有数的部门只有 {len(found)} 个，不足 {FEWEST} 个，没有比较"
        rows = tuple(_row(kind, one, ratio, is_outlier=False) for one, ratio in found)
        return Measure(kind.name, kind.unit, rule, None, rows, why)
    logs = [math.log(ratio.part / ratio.whole) for _, ratio in found]
    middle = median(logs)
    spread = max(median(abs(log - middle) for log in logs), _LEAST_SPREAD)
    rows = tuple(
        _row(kind, one, ratio, is_outlier=_stands_out(kind, ratio, log - middle, spread))
        for (one, ratio), log in zip(found, logs, strict=True)
    )
    typical = _shown(kind, Decimal(str(math.exp(middle))))
    return Measure(kind.name, kind.unit, rule, typical, rows)


def _stands_out(kind: _Kind, ratio: _Ratio, away: float, spread: float) -> bool:
    if ratio.stake < kind.floor or (kind.high_only and away < 0):
        return False
    is_far = _NORMAL * abs(away) / spread > THRESHOLD
    return is_far and abs(away) >= math.log(LEAST_RATIO)


def _row(kind: _Kind, one: Surveyed, ratio: _Ratio, *, is_outlier: bool) -> Measured:
    value = _shown(kind, ratio.part / ratio.whole)
    return Measured(one.name, one.department, value, ratio.basis, is_outlier)


def _shown(kind: _Kind, ratio: Decimal) -> Decimal:
    """Return a ratio as it is printed: a change less the whole, money by piece in 元."""
    if kind.unit == "元":
        return round_half_up(ratio * _YUAN)
    less = 1 if zh.CHANGE_RATE in kind.name else 0
    return round_half_up((ratio - less) * HUNDRED)


def _word_rule(kind: _Kind) -> str:
    side = "高出" if kind.high_only else "偏离"
    return (
        f"比率的对数{side}全部部门的中位数，修正 z 分数大于 {THRESHOLD}，比率又至少相差"
        f" {LEAST_RATIO} 倍，所涉金额不少于 {kind.floor} 万元"
    )


def _change_of(name: str) -> Callable[[Surveyed], _Ratio | None]:
    def read(one: Surveyed) -> _Ratio | None:
        figure = one.figures.get(name)
        if figure is None:
            return None
        return _ratio(figure.now, figure.last, f"{zh.LAST_YEAR}")

    return read


def _completion_of(name: str) -> Callable[[Surveyed], _Ratio | None]:
    def read(one: Surveyed) -> _Ratio | None:
        figure = one.figures.get(name)
        if figure is None:
            return None
        return _ratio(figure.now, figure.budget, zh.BUDGET)

    return read


def _ratio(now: Decimal | None, base: Decimal | None, called: str) -> _Ratio | None:
    """Return two amounts beside each other; without both, or where one is 0, there is no ratio."""
    if not now or not base or now < 0 or base < 0:
        return None
    basis = f"本年 {now:,} 万元，{called} {base:,} 万元"
    return _Ratio(now, base, abs(now - base), basis)


def _share(one: Surveyed) -> _Ratio | None:
    part, whole = _now(one, zh.THREE_PUBLIC), _now(one, zh.GENERAL_SPENDING)
    if not part or not whole or part < 0 or whole < 0:
        return None
    basis = f"{zh.THREE_PUBLIC} {part:,} 万元，{zh.GENERAL_SPENDING} {whole:,} 万元"
    return _Ratio(part, whole, part, basis)


def _each(amount: str, count: str) -> Callable[[Surveyed], _Ratio | None]:
    def read(one: Surveyed) -> _Ratio | None:
        part, whole = _now(one, amount), _now(one, count)
        if not part or not whole or part < 0 or whole < 0:
            return None
        unit = one.figures[count].unit
        return _Ratio(part, whole, part, f"{amount} {part:,} 万元，{count} {whole:f} {unit}")

    return read


def _now(one: Surveyed, name: str) -> Decimal | None:
    figure: KeyFigure | None = one.figures.get(name)
    return figure.now if figure else None


def _kinds() -> Iterator[_Kind]:
    changes: Iterable[tuple[str, int]] = (
        (zh.TOTALS_BOTH_SIDES, 50),
        (zh.GENERAL_SPENDING, 50),
        (zh.STAFF_COSTS, 30),
        (zh.OFFICE_COSTS, 20),
        (zh.THREE_PUBLIC, 5),
        (zh.RUNNING_COSTS, 20),
    )
    for name, floor in changes:
        called = f"{name}{zh.CHANGE_RATE}"
        yield _Kind(called, "%", Decimal(floor), _change_of(name))
    for name, floor in ((zh.GENERAL_SPENDING, 50), (zh.THREE_PUBLIC, 5), (zh.RUNNING_COSTS, 20)):
        called = f"{name}{zh.COMPLETION_RATE}"
        yield _Kind(called, "%", Decimal(floor), _completion_of(name))
    called = f"{zh.THREE_PUBLIC}占{zh.GENERAL_SPENDING}的比重"
    yield _Kind(called, "%", Decimal(5), _share, high_only=True)
    kept = _each(zh.VEHICLE_RUNNING, zh.VEHICLES_KEPT)
    yield _Kind(f"每辆{zh.VEHICLE_RUNNING}", "元", Decimal(2), kept, high_only=True)
    guests = _each(zh.DOMESTIC_RECEPTION, zh.DOMESTIC_GUESTS)
    yield _Kind("国内公务接待人均支出", "元", Decimal(1), guests, high_only=True)


_KINDS = tuple(_kinds())
