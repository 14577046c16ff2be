"""Random accounts of one year that articulate in 元 to the 分."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .accounts import Accounts, Flow, Line, OwnMoney, ThreePublic
from .codes import (
    CAPITAL_ITEMS,
    FUND_ITEMS,
    GENERAL_ITEMS,
    PERSONNEL_BLOCK,
    PUBLIC_BLOCK,
)
from .dice import Dice
from .money import ZERO, fen

# 款 of 公开06 that are part of a “三公” item: 出国, 购置, 运行, 接待.
_THREE_PUBLIC_CODES = ("30212", "31013", "30231", "30217")


@dataclass(frozen=True, slots=True)
class _Traits:
    """What kind of department is drawn."""

    has_general: bool
    has_projects: bool
    has_own: bool
    has_carry_over: bool
    has_income: bool
    has_three_public: bool


def draw_accounts(dice: Dice) -> Accounts:
    """Return one year's accounts."""
    has_general = not dice.chance(4)
    traits = _Traits(
        has_general=has_general,
        has_projects=dice.chance(65),
        has_own=not has_general or dice.chance(45),
        has_carry_over=dice.chance(45),
        has_income=not dice.chance(3),
        has_three_public=dice.chance(85),
    )
    lines = _draw_lines(dice, traits)
    if not traits.has_income:
        lines = {code: _living_on_balance(line) for code, line in lines.items()}
    ordered = tuple(lines[code] for code in sorted(lines))
    basic = sum((line.general.basic for line in ordered), ZERO)
    project = sum((line.general.project for line in ordered), ZERO)
    economic = _draw_economic(dice, basic, with_three_public=traits.has_three_public)
    three_public = _draw_three_public(dice, dict(economic), project, given=traits.has_three_public)
    return Accounts(ordered, economic, three_public)


def _draw_lines(dice: Dice, traits: _Traits) -> dict[str, Line]:
    """Return the 项 by code."""
    lines: dict[str, Line] = {}
    classes = dice.some(sorted({code[:3] for code in GENERAL_ITEMS}), 1, 12)
    for cls in classes:
        for code in dice.some([c for c in GENERAL_ITEMS if c[:3] == cls], 1, 3):
            general = _draw_general(dice, traits) if traits.has_general else Flow()
            own = OwnMoney()
            if traits.has_own and (dice.chance(40) or not traits.has_general):
                own = _draw_own(dice, traits)
            lines[code] = Line(code, general=general, own=own)
    if dice.chance(35):
        for code in dice.some(FUND_ITEMS, 1, 2):
            lines[code] = Line(code, fund=_draw_fund(dice, unspent=dice.chance(25)))
    if dice.chance(22):
        unspent = dice.chance(15)
        for code in dice.some(CAPITAL_ITEMS, 1, 2):
            lines[code] = Line(code, capital=_draw_fund(dice, unspent=unspent))
    return lines


def _draw_general(dice: Dice, traits: _Traits) -> Flow:
    """Return the 一般公共预算 money of a 项; it always spends something."""
    form = dice.pick(("basic", "basic", "project", "both")) if traits.has_projects else "basic"
    basic = ZERO if form == "project" else dice.amount()
    project = ZERO if form == "basic" else dice.amount()
    return _with_balances(dice, basic, project, carry_over=traits.has_carry_over)


def _with_balances(dice: Dice, basic: Decimal, project: Decimal, *, carry_over: bool) -> Flow:
    """Return a flow; its opening balance never exceeds what was spent and kept."""
    closing = dice.amount() if carry_over and dice.chance(40) else ZERO
    opening = ZERO
    if carry_over and dice.chance(40):
        whole = basic + project + closing
        opening = whole if dice.chance(15) else dice.part(whole)
    return Flow(opening=opening, basic=basic, project=project, closing=closing)


def _draw_fund(dice: Dice, *, unspent: bool) -> Flow:
    """Return the money of a fund: spent, or (unspent) only kept for next year."""
    if unspent:
        closing = dice.amount()
        return Flow(opening=dice.part(closing) if dice.chance(50) else ZERO, closing=closing)
    basic = dice.amount() if dice.chance(15) else ZERO
    return _with_balances(dice, basic, dice.amount(), carry_over=dice.chance(60))


def _draw_own(dice: Dice, traits: _Traits) -> OwnMoney:
    """Return money other than 财政拨款; the sources make up what the balances leave open."""
    chosen = dice.some(range(5), 1, 3)
    kinds = tuple(dice.amount() if kind in chosen else ZERO for kind in range(5))
    if not traits.has_projects:
        kinds = (kinds[0] or dice.amount(), ZERO, *kinds[2:])
    distributed = dice.amount() if dice.chance(20) else ZERO
    closing = dice.amount() if traits.has_carry_over and dice.chance(40) else ZERO
    whole = sum(kinds, distributed + closing)
    opening = dice.part(whole) if traits.has_carry_over and dice.chance(40) else ZERO
    used = dice.part(whole - opening) if dice.chance(25) else ZERO
    places = dice.some(range(5), 1, 4)
    pieces = dice.split(whole - opening - used, len(places))
    sources = [ZERO] * 5
    for place, piece in zip(places, pieces, strict=False):
        sources[place] = piece
    return OwnMoney(opening, used, tuple(sources), kinds, distributed, closing)


def _living_on_balance(line: Line) -> Line:
    """Return the 项 of a department that received nothing this year."""

    def still(flow: Flow) -> Flow:
        return Flow(flow.spent + flow.closing, flow.basic, flow.project, flow.closing)

    own = line.own
    inflow = own.income + own.opening
    rest = OwnMoney(
        inflow, own.surplus_used, kinds=own.kinds, distributed=own.distributed, closing=own.closing
    )
    return Line(line.code, still(line.general), still(line.fund), still(line.capital), rest)


def _draw_economic(
    dice: Dice, basic: Decimal, *, with_three_public: bool
) -> tuple[tuple[str, Decimal], ...]:
    """Return the 款 of 公开06, adding up to the general 基本支出."""
    if basic == 0:
        return ()
    shape = dice.pick(("both", "both", "both", "both", "personnel", "public"))
    personnel = {"both": dice.part(basic), "personnel": basic, "public": ZERO}[shape]
    barred = () if with_three_public else _THREE_PUBLIC_CODES
    economic: list[tuple[str, Decimal]] = []
    for whole, block in ((personnel, PERSONNEL_BLOCK), (basic - personnel, PUBLIC_BLOCK)):
        leaves = [code for code in block if len(code) == 5 and code not in barred]
        chosen = dice.some(leaves, 1, 18)
        pieces = dice.split(whole, len(chosen)) if whole > 0 else []
        economic += zip(chosen, pieces, strict=False)
    return tuple(economic)


def _draw_three_public(
    dice: Dice, economic: Mapping[str, Decimal], project: Decimal, *, given: bool
) -> ThreePublic:
    """Return 公开09: at least the parts of 公开06, some more out of projects, and a budget."""
    if not given:
        return ThreePublic()
    finals: list[Decimal] = []
    budgets: list[Decimal] = []
    for code in _THREE_PUBLIC_CODES:
        final = economic.get(code, ZERO)
        if project > 1000 and dice.chance(35):
            final += min(fen(dice.random.randrange(10_000, 2_000_000)), dice.part(project / 4))
        finals.append(final)
        budgets.append(_draw_three_public_budget(dice, final))
    return ThreePublic(_four(budgets), _four(finals))


def _draw_three_public_budget(dice: Dice, final: Decimal) -> Decimal:
    """Return a budget equal to, above or below the final figure, or 0."""
    if final == 0:
        return fen(dice.random.randrange(10_000, 3_000_000)) if dice.chance(25) else ZERO
    form = dice.pick(("equal", "equal", "over", "under", "over", "zero"))
    if form == "zero":
        return ZERO
    if form == "equal":
        return final
    return dice.scaled(final, 101, 250) if form == "over" else dice.scaled(final, 50, 99)


def _four(amounts: list[Decimal]) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Return the four amounts as a tuple."""
    abroad, purchase, running, hosting = amounts
    return abroad, purchase, running, hosting


def scale_accounts(accounts: Accounts, basic_percent: int, project_percent: int) -> Accounts:
    """Return accounts of another year: the same 项 with other amounts, still articulated."""
    lines = tuple(_scale_line(line, basic_percent, project_percent) for line in accounts.lines)
    wanted = sum((line.general.basic for line in lines), ZERO)
    pieces = [_times(amount, basic_percent) for _, amount in accounts.economic]
    if pieces:
        largest = pieces.index(max(pieces))
        pieces[largest] += wanted - sum(pieces, ZERO)
    codes = (code for code, _ in accounts.economic)
    return Accounts(lines, tuple(zip(codes, pieces, strict=True)), accounts.three_public)


def _scale_line(line: Line, basic_percent: int, project_percent: int) -> Line:
    """Return a 项 of another year."""

    def scale(flow: Flow) -> Flow:
        basic = _times(flow.basic, basic_percent)
        project = _times(flow.project, project_percent)
        closing = flow.opening
        opening = min(_times(flow.opening, project_percent), basic + project + closing)
        return Flow(opening, basic, project, closing)

    own = line.own
    kinds = tuple(_times(kind, project_percent) for kind in own.kinds)
    rest = sum(kinds, own.opening)
    sources = (rest, ZERO, ZERO, ZERO, ZERO)
    money = OwnMoney(ZERO, ZERO, sources, kinds, ZERO, own.opening)
    return Line(line.code, scale(line.general), scale(line.fund), scale(line.capital), money)


def _times(amount: Decimal, percent: int) -> Decimal:
    """Return the amount times percent, to the 分."""
    return fen(int(amount * percent))
