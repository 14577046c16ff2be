"""机关运行经费, 政府采购, 车辆, 整体评价: what stands in 事项.csv (DOMAIN 2.8: N10 … N13), G01."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import ZERO
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.relation import Check, Relation, Remark, at_most, total_of
from generator.field import keys, sections, zh
from generator.field.amounts import CARS, cell_of, names_of
from generator.field.deadline import last_day
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term

_FORM = "部门决算公开格式"
_USES = names_of(CARS)
# A score may have places behind the point; what is told in words has no unit.
_NOT_COUNTED = ("", "分", zh.TEN_THOUSAND_YUAN)


def _fact(ledger: Ledger, key: str, *, exact: bool = False) -> Term | None:
    return ledger.listed(key, ledger.accounts.facts.get(key), exact=exact)


def _office(ledger: Ledger) -> Term | None:
    return ledger.term(*cell_of(zh.OFFICE_COSTS))


def operating_cost_is_given(ledger: Ledger) -> Iterator[Remark]:
    """Where 事项.csv has no 机关运行经费, an administrative department's is 公用经费合计."""
    office = _office(ledger)
    given = ledger.accounts.facts.get(zh.RUNNING_COSTS)
    if given is None and office is not None and ledger.accounts.all_administrative:
        amount = f"{office.shown(office.value)}{office.scale.unit}"
        message = f"事项.csv 没有机关运行经费，正文按公用经费合计{amount}写"
        yield Remark(message, [office.place], "十")


def operating_cost_is_within_office_cost(ledger: Ledger) -> Iterator[Relation]:
    """机关运行经费 is part of 公用经费."""
    stated, office = _fact(ledger, zh.RUNNING_COSTS), _office(ledger)
    if stated:
        yield at_most([stated], [office], "十", "公开06公用经费合计")


def operating_cost_is_office_cost(ledger: Ledger) -> Iterator[Remark]:
    """Where every unit is 行政 or 参公 the two are usually equal."""
    stated, office = _fact(ledger, zh.RUNNING_COSTS), _office(ledger)
    if not (stated and office and ledger.accounts.all_administrative):
        return
    if office.value - stated.value > stated.half + office.half:
        message = (
            f"机关运行经费{stated.shown(stated.value)}，公用经费合计{office.shown(office.value)}："
            "两者一般应相等"
        )
        yield Remark(message, [stated.place, office.place], "十")


def procurement_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """Goods, works and services make the total."""
    total = _fact(ledger, zh.PROCUREMENT)
    parts = [_fact(ledger, f"政府采购{kind}支出") for kind in ("货物", "工程", "服务")]
    if total or any(parts):
        yield total_of(total, parts, sections.PROCUREMENT, "货物 + 工程 + 服务")


def awards_are_within_procurement(ledger: Ledger) -> Iterator[Relation]:
    """小微企业 within 中小企业 within 政府采购支出总额."""
    total = _fact(ledger, zh.PROCUREMENT)
    medium, micro = _fact(ledger, zh.SMALL_AND_MEDIUM_CONTRACTS), _fact(ledger, zh.SMALL_CONTRACTS)
    for part, whole in ((medium, total), (micro, medium)):
        if part:
            yield at_most([part], [whole], sections.PROCUREMENT, whole.row if whole else "")


def kept_vehicles_are_owned(ledger: Ledger) -> Iterator[Relation]:
    """公务用车保有量 is within the vehicles of 十二."""
    kept = _fact(ledger, zh.VEHICLES_KEPT, exact=True)
    uses = [_fact(ledger, key, exact=True) for key in _USES]
    if kept and any(uses):
        yield at_most([kept], uses, sections.ASSETS, "各类车辆之和")


def counts_are_whole(ledger: Ledger) -> Iterator[Remark]:
    """Vehicles, persons, groups are counted: whole numbers that are not below 0."""
    for key, listed in ledger.accounts.facts.items():
        if keys.FACT_UNITS.get(key, "") in _NOT_COUNTED or listed.value is None:
            continue
        if listed.value < ZERO or listed.value % 1:
            message = f"{key}为{listed.source.text}，个数应是不小于 0 的整数"
            yield Remark(message, [listed.source.place], stated=listed.value)


def published_in_time(ledger: Ledger) -> Iterator[Remark]:
    """Publication within twenty days of approval."""
    identity = ledger.accounts.identity
    approved, published = identity.approved, identity.published
    if approved is None or published is None:
        return
    last = last_day(approved)
    if approved <= published <= last:
        return
    what = "早于批复日期" if published < approved else f"晚于最后期限 {last:%Y年%m月%d日}"
    yield Remark(f"公开日期 {published:%Y年%m月%d日} {what}", [Place(zh.IDENTITY_FILE)])


def _rule(
    code: str,
    title: str,
    kind: FindingClass = FindingClass.ARITHMETIC,
    severity: Severity = Severity.ERROR,
    authority: str = _FORM,
) -> Rule:
    return Rule(code, title, authority, kind, severity)


_CROSS, _INTERNAL = FindingClass.CROSS_TABLE, FindingClass.INTERNAL
_LAW = "《中华人民共和国预算法》第十四条"
CHECKS = (
    Check(
        _rule("N10a", "机关运行经费不应大于公开06公用经费合计", _CROSS),
        operating_cost_is_within_office_cost,
    ),
    Check(
        _rule(
            "N10b",
            "行政单位、参公单位的机关运行经费一般等于公开06公用经费合计",
            FindingClass.PLAUSIBILITY,
            Severity.WARNING,
        ),
        operating_cost_is_office_cost,
    ),
    Check(
        _rule(
            "N10c",
            "没有给出机关运行经费时，行政单位按公开06公用经费合计写",
            FindingClass.MISSING,
            Severity.INFO,
        ),
        operating_cost_is_given,
    ),
    Check(_rule("N11a", "政府采购支出总额应等于货物、工程、服务支出之和"), procurement_adds_up),
    Check(
        _rule("N11b", "小微企业不应大于中小企业，中小企业不应大于政府采购支出总额"),
        awards_are_within_procurement,
    ),
    Check(_rule("N12a", "公务用车保有量不应大于车辆合计", _INTERNAL), kept_vehicles_are_owned),
    Check(_rule("N12b", "车辆、人次、团组等个数应是不小于 0 的整数", _INTERNAL), counts_are_whole),
)
DEADLINE = Check(
    _rule(
        "G01",
        "部门决算应在财政部门批复后二十日内公开",
        FindingClass.PLAUSIBILITY,
        authority=_LAW,
    ),
    published_in_time,
)
