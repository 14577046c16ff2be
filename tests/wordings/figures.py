"""What the department's figures are, under one key each, as they are printed in 万元."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from oracle.accounts import Accounts
from oracle.codes import NAMES
from oracle.model import Prior
from oracle.money import printed

from .draw import Dice, draw_accounts
from .printing import ZERO

SOURCES = ("fiscal_income", "superior", "business", "operating", "affiliated", "other")
KINDS = ("basic_all", "project_all", "remit", "operating_spend", "subsidy")
VEHICLES = (
    "car_lead",
    "car_main",
    "car_msg",
    "car_rescue",
    "car_law",
    "car_tech",
    "car_old",
    "car_else",
)
_DEPARTMENTS = "水利局 教育体育局 应急管理局 市场监督管理局 文化和旅游局 统计局 自然资源局 司法局"
_PLACES = ("清源市", "东陵县", "北岭区", "南浦市", "西溪县", "云台市")


@dataclass(frozen=True, slots=True)
class Project:
    """One project of 十三: amounts in 万元, score out of a hundred."""

    name: str
    budget: Decimal
    spent: Decimal
    score: Decimal


@dataclass(frozen=True)
class Figures:
    """Everything that a text may say of a department; `now`, `last`, `budget` are 万元 by key."""

    name: str
    other_name: str
    place: str
    year: int
    form: str
    accounts: Accounts
    last_accounts: Accounts
    now: Mapping[str, Decimal]
    last: Mapping[str, Decimal]
    budget: Mapping[str, Decimal]
    counts: Mapping[str, int]
    staff: tuple[str, ...]
    office: tuple[str, ...]
    units: tuple[str, ...]
    projects: tuple[Project, ...] = field(default=())

    @property
    def items(self) -> list[str]:
        """The 项 of 公开05 that spend something or have a budget."""
        return sorted(key[5:] for key in self.now if key.startswith("item:"))

    @property
    def classes(self) -> list[str]:
        """The 类 of 公开05."""
        return sorted(key[6:] for key in self.now if key.startswith("class:"))


def draw_figures(seed: int | str) -> Figures:
    """Return the department of a seed."""
    dice = Dice(seed)
    form = dice.pick(("usual",) * 17 + ("same", "new", "new"))
    drawn = draw_accounts(dice, form)
    place = dice.pick(_PLACES)
    own, other = dice.some(_DEPARTMENTS.split(), 2, 2)
    now, last = table_figures(drawn.now), table_figures(drawn.last)
    names = dict(drawn.now.economic)
    counts = _draw_counts(dice, now)
    amounts = _draw_outside(dice, now, last, counts)
    name = place + own
    projects = _draw_projects(dice, now)
    planned = {f"prj:{index}": project.budget for index, project in enumerate(projects)}
    executed = {f"prj:{index}": project.spent for index, project in enumerate(projects)}
    return Figures(
        name=name,
        other_name=place + other,
        place=place,
        year=dice.pick((2023, 2024, 2024, 2025)),
        form=form,
        accounts=drawn.now,
        last_accounts=drawn.last,
        now=now | amounts[0] | executed,
        last=last | amounts[1],
        budget=_draw_budget(dice, drawn.now, now) | planned,
        counts=counts,
        staff=tuple(code for code in names if code[:3] in ("301", "303")),
        office=tuple(code for code in names if code[:3] not in ("301", "303")),
        units=_draw_units(dice, name, place),
        projects=projects,
    )


def _draw_units(dice: Dice, name: str, place: str) -> tuple[str, str] | tuple[str, ...]:
    below = ("信息中心", "综合服务中心", "执法大队", "技术推广站")
    return (f"{name}本级", *(place + unit for unit in dice.some(below, 0, 3)))


def table_figures(accounts: Accounts) -> dict[str, Decimal]:
    """Return what the nine tables print."""

    def show(yuan: Decimal) -> Decimal:
        return printed(yuan, "万元")

    lines = accounts.lines
    prior = Prior({}, accounts, tuple(range(1, 10)))
    fiscal = sum((line.fiscal_income for line in lines), ZERO)
    sources = [fiscal, *(sum((line.own.sources[i] for line in lines), ZERO) for i in range(5))]
    kinds = [sum((line.spending_kinds()[i] for line in lines), ZERO) for i in range(5)]
    opening = sum((line.general.opening + line.fund.opening for line in lines), ZERO)
    closing = sum((line.general.closing + line.fund.closing for line in lines), ZERO)
    own_opening = sum((line.own.opening for line in lines), ZERO)
    own_closing = sum((line.own.closing for line in lines), ZERO)
    figures = {
        "total": accounts.grand_total,
        "income": accounts.income,
        "spent": accounts.spent,
        "opening": opening + own_opening,
        "closing": closing + own_closing,
        "surplus_used": sum((line.own.surplus_used for line in lines), ZERO),
        "fiscal_total": accounts.fiscal_grand_total,
        "general_income": sum((line.general.income for line in lines), ZERO),
        "fund_income": sum((line.fund.income for line in lines), ZERO),
        "capital_income": sum((line.capital.income for line in lines), ZERO),
        "fiscal_spent": sum(
            (line.general.spent + line.fund.spent + line.capital.spent for line in lines), ZERO
        ),
        "general": accounts.general_spent,
        "general_basic": accounts.general_basic,
        "general_project": accounts.total(lambda line: line.general.project),
        "personnel": accounts.personnel,
        "public": accounts.public,
        "fund": accounts.total(lambda line: line.fund.spent),
        "capital": accounts.total(lambda line: line.capital.spent),
    }
    assert prior.figure("收支总计") == accounts.grand_total
    figures |= dict(zip(SOURCES, sources, strict=True)) | dict(zip(KINDS, kinds, strict=True))
    total, abroad, car, purchase, running, hosting = accounts.three_public.columns()[6:]
    figures |= {"tp": total, "abroad": abroad, "car": car, "purchase": purchase}
    figures |= {"running": running, "hosting": hosting}
    for line in lines:
        if line.general.spent:
            figures[f"item:{line.code}"] = line.general.spent
            for key in (f"class:{line.code[:3]}", f"kuan:{line.code[:5]}"):
                figures[key] = figures.get(key, ZERO) + line.general.spent
    shown = {key: show(amount) for key, amount in figures.items()}
    return shown | {f"eco:{code}": show(amount) for code, amount in accounts.economic}


def _draw_counts(dice: Dice, now: Mapping[str, Decimal]) -> dict[str, int]:
    counts = dict.fromkeys(VEHICLES, 0)
    for key in dice.some(VEHICLES[2:], 1, 3):
        counts[key] = dice.random.randint(1, 14)
    vehicles = sum(counts.values())
    counts["vehicles"] = vehicles
    counts["kept"] = dice.random.randint(1, vehicles) if now["running"] else 0
    counts["bought"] = dice.random.randint(1, 2) if now["purchase"] else 0
    counts["groups"] = dice.random.randint(1, 3) if now["abroad"] else 0
    counts["travellers"] = counts["groups"] + dice.random.randint(1, 5) if counts["groups"] else 0
    foreign = now["hosting"] > 1 and dice.chance(20)
    counts["foreign_batches"] = dice.random.randint(1, 3) if foreign else 0
    counts["foreign_guests"] = counts["foreign_batches"] * dice.random.randint(2, 6)
    batches = dice.random.randint(3, 40) if now["hosting"] else 0
    counts["batches"] = batches
    counts["guests"] = batches * dice.random.randint(3, 8) + (1 if batches else 0)
    counts["equipment"] = dice.random.randint(0, 4)
    return counts


def _draw_outside(
    dice: Dice,
    now: Mapping[str, Decimal],
    last: Mapping[str, Decimal],
    counts: Mapping[str, int],
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Return amounts that no table has: 机关运行经费, 采购, 接待 of guests from abroad."""
    parts = [printed(dice.money(1, 900), "万元") if dice.chance(75) else ZERO for _ in range(3)]
    if not any(parts):
        parts[2] = Decimal("86.40")
    total = sum(parts, ZERO)
    middle = printed(dice.part(total * 10000, 40, 100), "万元")
    small = printed(dice.part(middle * 10000, 20, 100), "万元")
    figures = dict(zip(("goods", "works", "services"), parts, strict=True))
    figures |= {"buy": total, "sme": middle, "small": small, "office": now["public"]}
    hosting = now["hosting"]
    foreign = ZERO
    if counts["foreign_batches"]:
        foreign = printed(dice.part(hosting * 10000, 8, 30), "万元")
    guests = {"foreign": foreign, "domestic": hosting - foreign}
    return figures | guests, {"office": last["public"]}


def _draw_budget(dice: Dice, accounts: Accounts, now: Mapping[str, Decimal]) -> dict[str, Decimal]:
    budget: dict[str, Decimal] = {}
    for key, amount in now.items():
        if key.startswith("item:"):
            budget[key] = _budget_of(dice, amount)
    for key in [key for key in now if key[:6] in ("class:", "kuan:2")]:
        code = key.partition(":")[2]
        below = [budget[f"item:{c}"] for c in _codes(now) if c[: len(code)] == code]
        budget[key] = sum(below, ZERO)
    budget["general"] = sum((budget[f"item:{c}"] for c in _codes(now)), ZERO)
    for key in ("fund", "capital"):
        budget[key] = ZERO if not now[key] or dice.chance(35) else _budget_of(dice, now[key])
    budget["office"] = _budget_of(dice, now["public"])
    columns = [printed(amount, "万元") for amount in accounts.three_public.columns()[:6]]
    keys = ("tp", "abroad", "car", "purchase", "running", "hosting")
    return budget | dict(zip(keys, columns, strict=True))


def _codes(now: Mapping[str, Decimal]) -> list[str]:
    return [key[5:] for key in now if key.startswith("item:")]


def _budget_of(dice: Dice, amount: Decimal) -> Decimal:
    """Return a budget that is equal to the final figure, near it, or 0."""
    if dice.chance(22):
        return amount
    if dice.chance(8):
        return ZERO
    return printed(dice.part(amount * 10000, 82, 118), "万元")


_PROJECT_NAMES = (
    "办公楼维修改造项目",
    "信息系统运行维护项目",
    "专项业务工作经费",
    "乡村驻村帮扶经费",
)


def _draw_projects(dice: Dice, now: Mapping[str, Decimal]) -> tuple[Project, ...]:
    if now["general_project"] < 30:
        return ()
    names = dice.some(_PROJECT_NAMES, 2, 3)
    whole = dice.part(now["general_project"] * 10000, 40, 80)
    projects = []
    for name, yuan in zip(names, dice.split(whole, len(names)), strict=False):
        spent = printed(yuan, "万元")
        budget = spent if dice.chance(30) else printed(dice.part(yuan, 102, 125), "万元")
        score = Decimal(dice.random.randint(8200, 9950)) / 100
        projects.append(Project(name, budget, spent, score))
    return tuple(projects)


def name_of(code: str) -> str:
    """Return the name of a 科目."""
    return NAMES[code]
