"""A department of as many 项 as are asked for, by far more than any that exists."""

from decimal import Decimal

from .accounts import Accounts, Flow, Line, ThreePublic
from .codes import CLASSES, NAMES, PERSONNEL_BLOCK, PUBLIC_BLOCK
from .department import random_department
from .dice import Dice
from .model import Budget, BudgetRow, Department, Prior
from .money import ZERO, fen

_PER_GROUP = 8  # 项 of a 款
_CHARACTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"


def large_department(items: int, seed: int) -> Department:
    """Return a department with so many 项, each with a budget; the same seed gives the same."""
    dice = Dice(seed)
    codes = _invent_codes(items)
    lines = tuple(_draw_line(dice, code) for code in codes)
    accounts = Accounts(lines, _split_basic(dice, lines), ThreePublic())
    base = random_department(seed)
    rows = tuple(
        BudgetRow(line.code, "一般公共预算", dice.scaled(line.general.spent)) for line in lines
    )
    total = sum((row.amount for row in rows), ZERO)
    return Department(
        seed=seed,
        name=base.name,
        year=base.year,
        scope="部门",
        self_name="",
        profile="henan",
        nature="行政",
        nature_by_units=False,
        table_unit="万元",
        text_unit="万元",
        accounts=accounts,
        prior=Prior({}, file_given=False),
        budget=Budget(rows, {"一般公共预算财政拨款支出": total}),
        facts={},
        reasons=dict.fromkeys(codes, "项目按实际进度支付"),
    )


def _invent_codes(items: int) -> list[str]:
    """Return codes of 项 in their order, under names of their own that stand nowhere else."""
    classes = [code for code in CLASSES if code < "223"]
    codes: list[str] = []
    for number in range(items):
        group, item = divmod(number, _PER_GROUP)
        tier, place = divmod(group, len(classes))
        code = f"{classes[place]}{60 + tier:02}{item + 51:02}"
        NAMES.setdefault(code[:5], f"{_spell(group)}事务")
        NAMES.setdefault(code, f"{_spell(number)}管理")
        codes.append(code)
    return sorted(codes)


def _spell(number: int) -> str:
    """Return three characters that are a number's own, unlike those of its neighbours."""
    mixed = number * 7919 % len(_CHARACTERS) ** 3
    first, rest = divmod(mixed, len(_CHARACTERS) ** 2)
    second, third = divmod(rest, len(_CHARACTERS))
    return _CHARACTERS[first] + _CHARACTERS[second] + _CHARACTERS[third]


def _draw_line(dice: Dice, code: str) -> Line:
    amount = fen(dice.random.randint(10_000, 10_000_000) * 10_000)
    basic = dice.part(amount)
    return Line(code, general=Flow(basic=basic, project=amount - basic))


def _split_basic(dice: Dice, lines: tuple[Line, ...]) -> tuple[tuple[str, Decimal], ...]:
    """Return 公开06 of the 基本支出 of all 项."""
    basic = sum((line.general.basic for line in lines), ZERO)
    blocks = (*PERSONNEL_BLOCK, *PUBLIC_BLOCK)
    leaves = [code for code in blocks if len(code) == 5 and code != "31013"][:20]
    barred = {"30212", "30231", "30217"}
    chosen = [code for code in leaves if code not in barred]
    return tuple(zip(chosen, dice.split(basic, len(chosen)), strict=False))
