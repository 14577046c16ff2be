"""A random department whose figures, of this year and last, stand in all the true relations."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TypeVar

from oracle.accounts import Accounts, Flow, Line, OwnMoney, ThreePublic
from oracle.codes import ECONOMIC, FUND, GENERAL, PERSONNEL_BLOCK, PUBLIC_BLOCK

T = TypeVar("T")
ZERO = Decimal("0.00")
_WAN = Decimal(10000)
# Items that every department has, spent as 基本支出, and the 款 of 公开06 that pays each.
_SOCIAL = {
    "2080505": "30108",
    "2080506": "30109",
    "2101101": "30110",
    "2101103": "30111",
    "2210201": "30113",
}
_MAIN_GROUPS = ("20103", "20106", "20138", "20139", "20701", "21101", "21201", "22001", "20105")
_SIDE_ITEMS = ("2060702", "2070308", "2080704", "2130306", "2130599", "2150899", "2240299")
_CARS = "30231"
_GUESTS = "30217"
_STAFF = ("30101", "30102", "30103", "30107", "30112", "30301", "30302", "30305", "30309")
_OFFICE_ENDS = (1, 2, 5, 6, 7, 9, 11, 13, 14, 15, 16, 26, 27, 28, 29, 39, 99)
_OFFICE = (*(f"302{end:02}" for end in _OFFICE_ENDS), "31002")


class Dice:
    """Random choices; amounts are 元, in 分 where the department has tails."""

    def __init__(self, seed: int | str) -> None:
        self.random = Random(seed)
        self.has_tails = self.chance(25)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def pick(self, options: Sequence[T]) -> T:
        return self.random.choice(options)

    def some(self, options: Sequence[T], low: int, high: int) -> list[T]:
        count = min(self.random.randint(low, high), len(options))
        chosen = sorted(self.random.sample(range(len(options)), count))
        return [options[index] for index in chosen]

    def money(self, low: float, high: float) -> Decimal:
        """Return between low and high 万元, small amounts as often as large ones."""
        share = self.random.random() ** 2
        cents = int(100 * (low + (high - low) * share))
        tail = self.random.randint(-4900, 4900) if self.has_tails else 0
        return max(Decimal(cents) * 100 + Decimal(tail) / 100, Decimal(200)).quantize(ZERO)

    def part(self, whole: Decimal, low: int, high: int) -> Decimal:
        """Return low to high hundredths of an amount, on the same grain."""
        drawn = whole * self.random.randint(low * 10, high * 10) / 1000
        return self.grained(drawn)

    def grained(self, amount: Decimal) -> Decimal:
        grain = Decimal("0.01") if self.has_tails else Decimal(100)
        return (amount / grain).quantize(Decimal(1)) * grain.quantize(ZERO)

    def split(self, whole: Decimal, count: int) -> list[Decimal]:
        """Return positive amounts that add up to the whole."""
        weights = [self.random.randint(5, 60) for _ in range(count)]
        pieces = [self.grained(whole * weight / sum(weights)) for weight in weights]
        pieces[0] += whole - sum(pieces, ZERO)
        return [piece for piece in pieces if piece > 0]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The accounts of two years."""

    now: Accounts
    last: Accounts


def draw_accounts(dice: Dice, form: str) -> Drawn:
    """Return this year's accounts and last year's: `form` is usual, same or new (no last year)."""
    lines = _draw_lines(dice, carries=form == "usual")
    now = _assemble(dice, lines, None)
    if form == "new":
        return Drawn(now, Accounts(()))
    if form == "same":
        return Drawn(now, now)
    shift = dice.random.choice((-22, -12, 6, 14))
    last_lines = [moved for line in lines if (moved := _move(dice, line, shift)) is not None]
    return Drawn(now, _assemble(dice, last_lines, now))


def _draw_lines(dice: Dice, *, carries: bool) -> list[Line]:
    """Return the 项; without `carries` nothing is brought forward or kept."""
    groups = dice.some(_MAIN_GROUPS, 1, 2)
    items: list[str] = []
    for group in groups:
        inside = [code for code in GENERAL if len(code) == 7 and code[:5] == group]
        items += dice.some(inside, 1, 3)

    def opened(flow: Flow) -> Flow:
        return _opened(dice, flow) if carries else flow

    lines = {code: Line(code, general=opened(_draw_main(dice))) for code in items}
    first = items[0]
    lines[first] = Line(first, general=Flow(basic=dice.money(150, 2600)))
    for code in dice.some(_SIDE_ITEMS, 0, 2):
        lines[code] = Line(code, general=opened(Flow(project=dice.money(3, 900))))
    for code in dice.some(tuple(_SOCIAL), 2, 5):
        lines[code] = Line(code, general=Flow(basic=dice.money(8, 190)))
    if dice.chance(55):
        own = _draw_own(dice, carries=carries)
        lines[first] = Line(first, general=lines[first].general, own=own)
    if dice.chance(35):
        codes = [code for code in FUND if len(code) == 7]
        code = dice.pick(codes)
        lines[code] = Line(code, fund=opened(Flow(project=dice.money(20, 3000))))
    if dice.chance(12):
        code = dice.pick(("2230105", "2239999"))
        lines[code] = Line(code, capital=Flow(project=dice.money(5, 300)))
    return [lines[code] for code in sorted(lines)]


def _draw_main(dice: Dice) -> Flow:
    basic = dice.money(60, 900) if dice.chance(45) else ZERO
    project = dice.money(15, 3200) if dice.chance(75) or not basic else ZERO
    return Flow(basic=basic, project=project)


def _opened(dice: Dice, flow: Flow) -> Flow:
    """Return a flow with balances: what is brought in is less than what is spent."""
    opening = dice.part(flow.project, 5, 40) if flow.project > 200000 and dice.chance(40) else ZERO
    closing = dice.part(flow.project, 5, 30) if flow.project > 200000 and dice.chance(35) else ZERO
    return Flow(opening, flow.basic, flow.project, closing)


def _draw_own(dice: Dice, *, carries: bool) -> OwnMoney:
    """Return business and other income that pays 基本 and 项目支出."""
    kinds = [dice.money(5, 160), dice.money(10, 400)]
    closing = dice.money(2, 60) if carries and dice.chance(40) else ZERO
    whole = sum(kinds, closing)
    opening = dice.part(whole, 3, 25) if carries and dice.chance(40) else ZERO
    places = dice.some((0, 1, 4, 4), 1, 3)
    sources = [ZERO] * 5
    for place, piece in zip(places, dice.split(whole - opening, len(places)), strict=True):
        sources[place] += piece
    return OwnMoney(opening, ZERO, tuple(sources), (*kinds, ZERO, ZERO, ZERO), ZERO, closing)


def _move(dice: Dice, line: Line, shift: int) -> Line | None:
    """Return the line of last year, None where the item is new."""
    carried = line.general.opening or line.fund.opening or any(line.own.kinds)
    if dice.chance(12) and not line.general.basic and not carried:
        return None

    def times(amount: Decimal) -> Decimal:
        low, high = (100, 100) if dice.chance(12) else (82 + shift, 116 + shift)
        return dice.part(amount, low, high) if amount else ZERO

    def flow(one: Flow) -> Flow:
        basic, project, closing = times(one.basic), times(one.project), one.opening
        return Flow(ZERO, basic, project, closing)

    kinds = tuple(times(kind) for kind in line.own.kinds)
    closing = line.own.opening
    whole = sum(kinds, closing)
    given = [place for place, amount in enumerate(line.own.sources) if amount]
    sources = [ZERO] * 5
    for place, piece in zip(given, dice.split(whole, len(given)) if whole else [], strict=False):
        sources[place] = piece
    own = OwnMoney(ZERO, ZERO, tuple(sources), kinds, ZERO, closing) if given else OwnMoney()
    return Line(line.code, flow(line.general), flow(line.fund), flow(line.capital), own)


def _assemble(dice: Dice, lines: list[Line], before: Accounts | None) -> Accounts:
    basic = sum((line.general.basic for line in lines), ZERO)
    project = sum((line.general.project for line in lines), ZERO)
    tied = {_SOCIAL[line.code]: line.general.basic for line in lines if line.code in _SOCIAL}
    rest = basic - sum(tied.values(), ZERO)
    public = dice.part(rest, 12, 30)
    three = _three_public(dice, project, before)
    _, _, running, hosting = three.final
    cars = running if running <= public / 4 else dice.part(public, 5, 12)
    guests = hosting if hosting <= public / 8 else dice.part(public, 1, 4)
    office = {_CARS: min(cars, running), _GUESTS: min(guests, hosting)}
    office = {code: amount for code, amount in office.items() if amount}
    if before is None:
        staff_codes, office_codes = dice.some(_STAFF, 3, 7), dice.some(_OFFICE, 4, 12)
    else:
        known = dict(before.economic)
        staff_codes = [code for code in known if code in _STAFF]
        office_codes = [code for code in known if code in _OFFICE]
    office |= _spread(dice, public - sum(office.values(), ZERO), office_codes)
    staff = tied | _spread(dice, rest - public, staff_codes)
    economic = {code: staff[code] for code in PERSONNEL_BLOCK if code in staff}
    economic |= {code: office[code] for code in PUBLIC_BLOCK if code in office}
    assert all(code in ECONOMIC for code in economic)
    return Accounts(tuple(lines), tuple(economic.items()), three)


def _spread(dice: Dice, whole: Decimal, codes: list[str]) -> dict[str, Decimal]:
    return dict(zip(codes, dice.split(whole, len(codes)), strict=False))


def _three_public(dice: Dice, project: Decimal, before: Accounts | None) -> ThreePublic:
    """Return 公开09; of last year, each part stands near this year's or is the same."""
    if before is not None:
        finals = [_near(dice, part) for part in before.three_public.final]
        return ThreePublic(tuple(finals), tuple(finals))  # type: ignore[arg-type]
    abroad = dice.money(3, 20) if project > 500000 and dice.chance(20) else ZERO
    purchase = dice.money(12, 36) if project > 1500000 and dice.chance(25) else ZERO
    running = dice.money(1.5, 24) if dice.chance(85) else ZERO
    hosting = dice.money(0.3, 9) if dice.chance(85) else ZERO
    final = (abroad, purchase, running, hosting)
    budgets = [part if dice.chance(40) else dice.grained(part * 5 / 4) for part in final]
    if not hosting and dice.chance(40):
        budgets[3] = dice.money(0.5, 3)
    return ThreePublic(tuple(budgets), final)  # type: ignore[arg-type]


def _near(dice: Dice, part: Decimal) -> Decimal:
    if dice.chance(25):
        return part
    if not part:
        return dice.money(0.5, 6) if dice.chance(20) else ZERO
    return ZERO if dice.chance(6) else dice.part(part, 70, 140)
