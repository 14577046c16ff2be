"""Random rows of 事项.csv that agree with the tables."""

from decimal import Decimal

from .accounts import Accounts
from .dice import Dice
from .model import Fact
from .money import ZERO, printed

VEHICLE_CLASSES = (
    "省级领导干部用车",
    "主要领导干部用车",
    "机要通信用车",
    "应急保障车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部用车",
    "其他用车",
)
EQUIPMENT = "单位价值100万元（含）以上设备"
PURCHASES = ("政府采购货物支出", "政府采购工程支出", "政府采购服务支出")
AWARDS = ("授予中小企业合同金额", "授予小微企业合同金额")

Facts = dict[str, Fact]


def draw_facts(dice: Dice, accounts: Accounts, nature: str, unit: str) -> Facts:
    """Return 事项.csv; `unit` is the unit of the amounts."""
    facts = _draw_vehicles(dice)
    facts |= _draw_trips_and_cars(dice, accounts, facts)
    facts |= _draw_hosting(dice, accounts, unit)
    facts |= _draw_running_costs(dice, accounts.public, nature, unit)
    facts |= _draw_purchases(dice, unit)
    return facts


def _draw_vehicles(dice: Dice) -> Facts:
    """Return the eight classes of vehicles and the equipment, now and then one missing."""
    none = dice.chance(30)
    facts: Facts = {}
    for name in VEHICLE_CLASSES:
        count = 0 if none or dice.chance(40) else dice.random.randint(1, 30)
        facts[name] = Fact(count, "辆")
    facts[EQUIPMENT] = Fact(dice.random.randint(0, 40), dice.pick(("台", "台（套）")))
    if dice.chance(4):
        del facts[dice.pick(VEHICLE_CLASSES)]
    if dice.chance(6):
        del facts[EQUIPMENT]
    return facts


def _draw_trips_and_cars(dice: Dice, accounts: Accounts, vehicles: Facts) -> Facts:
    """Return 团组, 人次, 购置数 and 保有量."""
    abroad, purchase, running, _ = accounts.three_public.final
    groups = dice.random.randint(1, 9) if abroad else 0
    persons = groups + dice.random.randint(0, 30) if groups else 0
    owned = sum(int(fact.value) for name, fact in vehicles.items() if name != EQUIPMENT)
    kept = dice.random.randint(1, owned) if running and owned else 0
    facts = {
        "因公出国（境）团组数": Fact(groups, "个"),
        "因公出国（境）人次": Fact(persons, "人次"),
        "公务用车购置数": Fact(dice.random.randint(1, 6) if purchase else 0, dice.pick("辆台")),
        "公务用车保有量": Fact(kept, "辆"),
    }
    return {key: fact for key, fact in facts.items() if not dice.chance(4)}


def _draw_hosting(dice: Dice, accounts: Accounts, unit: str) -> Facts:
    """Return the guests; 国内接待支出 is given, left out, or contradicts 公开09."""
    hosting = accounts.three_public.final[3]
    foreign = ZERO
    if hosting and dice.chance(30):
        foreign = hosting if dice.chance(25) else dice.part(hosting)
    domestic = hosting - foreign
    groups = dice.random.randint(1, 90) if domestic else 0
    foreign_groups = dice.random.randint(1, 9) if foreign else 0
    facts = {
        "外宾接待团组数": Fact(foreign_groups, "个"),
        "外宾接待人次": Fact(foreign_groups * dice.random.randint(1, 9), "人次"),
        "国内接待团组数": Fact(groups, dice.pick(("个", "个", "批次"))),
        "国内接待人次": Fact(groups * dice.random.randint(1, 9), "人次"),
    }
    facts = {key: fact for key, fact in facts.items() if not dice.chance(4)}
    facts["外宾接待支出"] = Fact(foreign, unit)
    if dice.chance(75):
        facts["国内接待支出"] = Fact(domestic, unit)
    elif dice.chance(30):
        facts["国内接待支出"] = Fact(domestic + dice.amount(), unit)
    return facts


def _draw_running_costs(dice: Dice, public: Decimal, nature: str, unit: str) -> Facts:
    """Return 机关运行经费, as the nature of the department lets one expect."""
    key = "机关运行经费"
    if nature == "事业":
        if dice.chance(60) or not public:
            return {} if dice.chance(80) else {key: Fact(ZERO, unit)}
        return {key: Fact(dice.part(public) or public, unit)}
    if dice.chance(25):
        return {}
    if nature and dice.chance(8):
        return {key: Fact(dice.part(public) or public, unit)}
    return {key: Fact(public, unit)}


def _draw_purchases(dice: Dice, unit: str) -> Facts:
    """Return 政府采购: none at all, or goods, works and services and the awards."""
    if dice.chance(25):
        facts = {key: Fact(ZERO, unit) for key in ("政府采购支出总额", *PURCHASES)}
        return facts if dice.chance(50) else facts | {key: Fact(ZERO, unit) for key in AWARDS}
    parts = [dice.amount() if dice.chance(70) else ZERO for _ in PURCHASES]
    if not any(parts):
        parts[2] = dice.amount()
    total = sum(parts, ZERO)
    middle = dice.pick((total, dice.part(total), dice.part(total), ZERO))
    small = dice.pick((middle, dice.part(middle), ZERO))
    amounts = (total, *parts, middle, small)
    keys = ("政府采购支出总额", *PURCHASES, *AWARDS)
    facts = {key: Fact(amount, unit) for key, amount in zip(keys, amounts, strict=True)}
    if dice.chance(10):
        del facts[dice.pick(keys)]
    return facts


def agrees(left: Decimal, right: Decimal) -> bool:
    """Whether two printed amounts are one figure but for a tail."""
    return abs(left - right) <= Decimal("0.01")


def same_when_printed(dice: Dice, amount: Decimal) -> Decimal:
    """Return another amount in 元 that prints as the same 万元, or the amount itself."""
    other = amount + Decimal(dice.random.randint(-4000, 4000)) / 100
    return other if printed(other, "万元") == printed(amount, "万元") else amount
