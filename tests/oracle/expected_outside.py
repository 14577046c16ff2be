"""The claims of sections 十, 十一 and 十二: what stands outside the tables."""

from decimal import Decimal

from .claim import Claim
from .claim_list import ClaimList
from .draw_facts import EQUIPMENT, PURCHASES, VEHICLE_CLASSES
from .money import ZERO

_RUNNING = "机关运行经费"
_TOTAL, _MIDDLE, _SMALL = "政府采购支出总额", "授予中小企业合同金额", "授予小微企业合同金额"


def running_costs(claims: ClaimList) -> None:
    """Expect 十: not applicable, unknown, 0, or the figure with its comparison."""
    department = claims.department
    amount = department.fact_amount(_RUNNING)
    if department.nature == "事业" and not amount:
        return claims.state(f"不涉及{_RUNNING}")
    if amount is None and department.nature in ("行政", "参公"):
        amount = department.shown(department.accounts.public)
    if amount is None:
        return claims.mark()
    if amount == 0:
        return claims.amount(f"{_RUNNING}支出", amount)
    if claims.wording.is_itemised:
        return _against_budget(claims, amount)
    claims.amount(f"{_RUNNING}支出", amount)
    return claims.change(f"{_RUNNING}支出", _RUNNING, amount)


def _against_budget(claims: ClaimList, amount: Decimal) -> None:
    """Expect the itemised form of 十."""
    row = claims.department.budget.totals.get(_RUNNING)
    budget = None if row is None else claims.department.shown(row)
    claims.amount(f"{_RUNNING}年初预算", budget)
    claims.amount(f"{_RUNNING}决算", amount)
    claims.completion(_RUNNING, amount, budget or ZERO)
    if budget is not None:
        claims.difference(_RUNNING, _RUNNING, amount, budget)


def purchases(claims: ClaimList) -> None:
    """Expect 十一: the total, its three parts, the two awards with their shares."""
    total, middle, small = (claims.department.fact_amount(k) for k in (_TOTAL, _MIDDLE, _SMALL))
    claims.amount(_TOTAL, total)
    for key in PURCHASES:
        claims.amount(key, claims.department.fact_amount(key))
    if total == 0 and middle is None and small is None:
        return
    _award(claims, _MIDDLE, middle, _TOTAL, total)
    if claims.wording.is_itemised:
        _award(claims, _SMALL, small, _TOTAL, total)
    else:
        _award(claims, _SMALL, small, _MIDDLE, middle)


def _award(
    claims: ClaimList, key: str, amount: Decimal | None, base: str, whole: Decimal | None
) -> None:
    """Expect an award and its share of the base; no share without both amounts."""
    claims.amount(key, amount)
    if amount is not None and whole:
        claims.percent(f"{key}占{base}", amount, whole)


def assets(claims: ClaimList) -> None:
    """Expect 十二: the sum of the eight classes, the classes, the equipment."""
    facts = [claims.department.facts.get(name) for name in VEHICLE_CLASSES]
    known = [fact for fact in facts if fact is not None]
    if len(known) == len(facts):
        total = sum(int(fact.value) for fact in known)
        claims.claims.append(Claim("车辆合计", str(total), known[0].unit))
    else:
        claims.mark()
    for name in VEHICLE_CLASSES:
        claims.count(name, name)
    claims.count("单位价值100万元以上设备", EQUIPMENT)
