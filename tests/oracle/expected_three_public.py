"""The claims of section 九: 公开09, and the counts of 事项.csv."""

from decimal import Decimal

from .claim_list import ClaimList
from .draw_facts import agrees
from .money import ZERO

_NAMES = ("因公出国（境）费", "公务用车购置及运行费", "公务接待费")


def three_public(claims: ClaimList) -> None:
    """Expect the total, the list of three, then the three items with their counts."""
    shown = claims.department.shown
    columns = [shown(yuan) for yuan in claims.department.accounts.three_public.columns()]
    budget, final = columns[0], columns[6]
    _budget_and_final(claims, "三公经费", budget, final)
    claims.difference("三公经费", "“三公”经费", final, budget)
    items = tuple(zip(_NAMES, _three(columns[:6]), _three(columns[6:]), strict=True))
    for name, planned, spent in items:
        claims.amount(f"{name}支出决算", spent)
        claims.completion(name, spent, planned)
        claims.percent(f"{name}占比", spent, final)
    details = (_abroad, _cars, _hosting)
    for (name, planned, spent), detail in zip(items, details, strict=True):
        _budget_and_final(claims, name, planned, spent)
        claims.difference(name, name, spent, planned)
        detail(claims, columns)


def _three(columns: list[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Return 出国, 用车小计, 接待 of one half of 公开09."""
    return columns[1], columns[2], columns[5]


def _budget_and_final(claims: ClaimList, label: str, budget: Decimal, final: Decimal) -> None:
    """Expect 预算, 决算 and the rate between them."""
    claims.amount(label + "预算", budget)
    claims.amount(label + "决算", final)
    claims.completion(label, final, budget)


def _abroad(claims: ClaimList, _: list[Decimal]) -> None:
    """Expect the counts of 出国."""
    claims.count("因公出国（境）团组", "因公出国（境）团组数")
    claims.count("因公出国（境）人次", "因公出国（境）人次")


def _cars(claims: ClaimList, columns: list[Decimal]) -> None:
    """Expect 购置 and 运行; the itemised form prints neither 购置数 nor purpose."""
    purchase, running = columns[9], columns[10]
    claims.amount("公务用车购置支出", purchase)
    if not claims.wording.is_itemised:
        claims.count("购置车辆", "公务用车购置数")
    claims.amount("公务用车运行支出", running)
    if running and not claims.wording.is_itemised:
        claims.words("公务用车运行支出用途", "公务用车运行用途")
    claims.count("公务用车保有量", "公务用车保有量")


def _hosting(claims: ClaimList, columns: list[Decimal]) -> None:
    """Expect foreign and domestic guests; 公开09 goes before 事项.csv."""
    foreign = claims.department.fact_amount("外宾接待支出")
    rest = columns[11] - (foreign or ZERO)
    stated = claims.department.fact_amount("国内接待支出")
    domestic = stated if stated is not None and agrees(stated, rest) else rest
    claims.amount("外宾接待支出", foreign)
    claims.count("外宾接待团组", "外宾接待团组数")
    claims.count("外宾接待人次", "外宾接待人次")
    claims.amount("国内接待支出", domestic)
    if domestic and not claims.wording.is_itemised:
        claims.words("国内接待支出用途", "国内接待用途")
    claims.count("国内接待团组", "国内接待团组数")
    claims.count("国内接待人次", "国内接待人次")
