"""公开09 “三公”经费 and the counts beside it (DOMAIN 2.7: F01 … F08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import ZERO, format_plain
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.appropriations import explain_emptiness
from generator.checks.relation import Check, Relation, Remark, Untested, at_most, total_of
from generator.field import forms, zh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term

FORM, ROW = forms.THREE_PUBLIC, forms.THREE_PUBLIC_ROW
_WITHIN = "部门决算报表表内公式（“三公”经费支出决算表）"
_ITEMS = ("2", "4", "5", "6")
# 栏次 of an amount; the counts that belong to it (of a group one at least is not 0); the clause.
_COUNTED = (
    ("8", ((zh.DELEGATIONS_ABROAD,), (zh.PERSONS_ABROAD,)), "九（二）1"),
    ("10", ((zh.VEHICLES_BOUGHT,),), "九（二）2"),
    (
        "12",
        ((zh.DOMESTIC_GUESTS, zh.FOREIGN_GUESTS), (zh.DOMESTIC_GROUPS, zh.FOREIGN_GROUPS)),
        "九（二）3",
    ),
)
_VISITS = ((zh.DOMESTIC_GROUPS, zh.DOMESTIC_GUESTS), (zh.FOREIGN_GROUPS, zh.FOREIGN_GUESTS))


def amount(ledger: Ledger, number: str) -> Term | None:
    """The amount in 栏次 1 to 12."""
    found = ledger.term(FORM, ROW, number)
    if found is None:
        return None
    return found._replace(row=f"栏次{number} {forms.THREE_PUBLIC_COLUMNS[int(number) - 1]}")


def _sum(total: str, *parts: str) -> Callable[[Ledger], Iterator[Relation]]:
    """Return the rule function for {total} = Σ {parts}."""

    def columns_add_up(ledger: Ledger) -> Iterator[Relation]:
        if ledger.table(FORM):
            terms = [amount(ledger, part) for part in parts]
            formula = " + ".join(f"{{{part}}}" for part in parts)
            yield total_of(amount(ledger, total), terms, "九", f"{{{total}}} = {formula}")

    return columns_add_up


def spending_is_within_budget(ledger: Ledger) -> Iterator[Relation]:
    """Each amount spent, and the amount budgeted for it."""
    if ledger.table(FORM):
        for number in ("1", *_ITEMS):
            final = amount(ledger, str(int(number) + 6))
            yield at_most([final], [amount(ledger, number)], "九（一）", "决算数 ≤ 预算数")


def emptiness_is_stated(ledger: Ledger) -> Iterator[Remark]:
    """公开09 without data says so; with data it does not."""
    return explain_emptiness(ledger, FORM, "九")


def _count(ledger: Ledger, key: str) -> Decimal | None:
    listed = ledger.accounts.facts.get(key)
    return None if listed is None else listed.value


def money_has_its_counts(ledger: Ledger) -> Iterator[Remark | Untested]:
    """An amount spent on travel, vehicles or reception has its groups, persons or vehicles."""
    facts = ledger.accounts.facts
    for number, groups, section in _COUNTED:
        money = amount(ledger, number)
        if money is None or not money.value:
            continue
        unknown = [keys[0] for keys in groups if not any(key in facts for key in keys)]
        if unknown:
            yield Untested(f"{'、'.join(unknown)}与{money.label}", "事项.csv 没有给出")
        empty = [keys[0] for keys in groups if _are_zero(ledger, keys)]
        if empty:
            message = f"{money.label}为{money.shown(money.value)}，{'、'.join(empty)}却是 0"
            places = [facts[key].source.place for key in empty]
            yield Remark(message, [money.place, *places], section)


def _are_zero(ledger: Ledger, keys: tuple[str, ...]) -> bool:
    """Whether the first count is a written 0, and none of the others is more."""
    counts = [_count(ledger, key) for key in keys]
    return counts[0] == 0 and not any(counts)


def counts_have_their_money(ledger: Ledger) -> Iterator[Remark]:
    """A count without an amount."""
    facts = ledger.accounts.facts
    for number, groups, section in _COUNTED:
        money = amount(ledger, number)
        if money is None or money.value:
            continue
        counted = [key for keys in groups for key in keys if (_count(ledger, key) or ZERO) > 0]
        if counted:
            stated = "、".join(f"{key}却是 {facts[key].source.text}" for key in counted)
            places = [facts[key].source.place for key in counted]
            yield Remark(f"{money.label}为 0，{stated}", [money.place, *places], section)


def visits_bring_visitors(ledger: Ledger) -> Iterator[Remark]:
    """人次 is not less than 批次."""
    facts = ledger.accounts.facts
    for groups, persons in _VISITS:
        many, few = _count(ledger, groups), _count(ledger, persons)
        if many is not None and few is not None and few < many:
            message = f"{persons} {format_plain(few)} 少于{groups} {format_plain(many)}"
            places = [facts[persons].source.place, facts[groups].source.place]
            yield Remark(message, places, "九（二）3")


def reception_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """外宾接待支出 and 国内接待支出 make 公务接待费."""
    facts = ledger.accounts.facts
    keys = (zh.FOREIGN_RECEPTION, zh.DOMESTIC_RECEPTION)
    parts = [ledger.listed(key, facts.get(key)) for key in keys]
    if ledger.table(FORM) and any(part is not None for part in parts):
        formula = "事项.csv 外宾接待支出 + 国内接待支出"
        yield total_of(amount(ledger, "12"), parts, "九（二）3", formula)


def _rule(
    code: str,
    title: str,
    *,
    kind: FindingClass = FindingClass.ARITHMETIC,
    severity: Severity = Severity.ERROR,
    authority: str = _WITHIN,
) -> Rule:
    return Rule(code, title, authority, kind, severity)


_FORMAT = "部门决算公开格式"
_OVERSPENT = "党政机关厉行节约反对浪费条例"
_EMPTY = "地方预决算公开操作规程（财预〔2016〕143号）：没有数据的表格应当列出空表并说明"
CHECKS = (
    Check(_rule("F01", "公开09预算数合计应等于三项之和"), _sum("1", "2", "3", "6")),
    Check(_rule("F02", "公开09预算数公务用车小计应等于购置费加运行维护费"), _sum("3", "4", "5")),
    Check(_rule("F03", "公开09决算数合计应等于三项之和"), _sum("7", "8", "9", "12")),
    Check(_rule("F04", "公开09决算数公务用车小计应等于购置费加运行维护费"), _sum("9", "10", "11")),
    Check(
        _rule(
            "F05",
            "“三公”经费决算数一般不应大于预算数，超支应说明原因",
            kind=FindingClass.PLAUSIBILITY,
            severity=Severity.WARNING,
            authority=_OVERSPENT,
        ),
        spending_is_within_budget,
        grouped=True,
    ),
    Check(
        _rule(
            "F06",
            "公开09没有数据时应有说明，有数据时不应有",
            kind=FindingClass.STRUCTURE,
            authority=_EMPTY,
        ),
        emptiness_is_stated,
    ),
    Check(
        _rule(
            "F08", "有支出应有相应的团组、人次、辆数", kind=FindingClass.INTERNAL, authority=_FORMAT
        ),
        money_has_its_counts,
    ),
    Check(
        _rule(
            "F08a",
            "有团组、辆数一般应有相应的支出",
            kind=FindingClass.INTERNAL,
            severity=Severity.WARNING,
            authority=_FORMAT,
        ),
        counts_have_their_money,
    ),
    Check(
        _rule("F08b", "接待人次不应少于批次", kind=FindingClass.INTERNAL, authority=_FORMAT),
        visits_bring_visitors,
    ),
    Check(
        _rule(
            "N09a",
            "外宾接待支出加国内接待支出应等于公开09公务接待费",
            kind=FindingClass.NARRATIVE_VS_TABLE,
            authority=_FORMAT,
        ),
        reception_adds_up,
    ),
)
