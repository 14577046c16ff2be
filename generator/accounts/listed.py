"""The lists with numbers: 上年数.csv, 年初预算.csv, 事项.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accounts.texts import usable_text
from generator.accounts.typed import MONEY, read_typed, unit_of
from generator.base.codes import H01, L04, L05
from generator.base.labels import squash
from generator.base.money import (
    ONE,
    convert_unit,
    is_dash,
    parse_amount,
    round_half_up,
    unit_factor,
)
from generator.base.severity import FindingClass, Severity
from generator.field import forms, zh
from generator.field.funds import FUNDS, GENERAL, fund_of
from generator.field.hollow import SAYING_NONE
from generator.field.keys import BUDGET_KEYS, FACT_TEXTS, FACT_UNITS, LAST_YEAR_KEYS, canonical
from generator.model.accounts import ItemBudget, ListedAmount, ListedText
from generator.model.figure import Source
from generator.model.finding import Finding, finding
from generator.model.records import unknown_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from generator.model.place import Place
    from generator.model.records import Record
    from generator.model.table import Table

_NONE = {*SAYING_NONE, "无可比数据", "/"}
_CODE_LENGTHS = (3, 5, 7)
FIRST_COUNTS = "使用前一个"


def read_amount(
    record: Record,
    column: str,
    unit: str,
    published: str,
    findings: list[Finding],
    *,
    words_allowed: bool = False,
) -> ListedAmount | None:
    """Return the number in `column`, None where the cell is blank or no number.

    Money is turned from `unit` into the `published` unit; other units are kept. 无 and — say
    that there is none. The number may have its unit behind it. What is no number is a finding
    unless words are allowed.
    """
    if not record.text(column):
        return None
    typed = read_typed(record, column, unit, findings)
    if typed is None:
        return None
    text, unit = typed
    place = record.places[column]
    factor = unit_factor(unit, published) if unit in MONEY else ONE
    shown = published if unit in MONEY else unit
    if text in _NONE or is_dash(text):
        return ListedAmount(None, shown, Source(place, text, factor))
    try:
        number = parse_amount(text)
    except ValueError:
        if words_allowed:
            return None
        message = f"{place.row}的“{column}”不是一个数：“{text}”。应为半角数字，如 1207.46"
        findings.append(finding(L04, message, place, found_text=text))
        return None
    value = _as_printed(convert_unit(number, unit, published)) if unit in MONEY else number
    return ListedAmount(value, shown, Source(place, text, factor))


def _as_printed(value: Decimal) -> Decimal:
    """Return an amount with the decimals that are printed, whatever a sheet held behind them."""
    printed = round_half_up(value)
    return value if value == printed else printed


def read_last_year(
    records: tuple[Record, ...], published: str, findings: list[Finding]
) -> dict[str, ListedAmount]:
    """Return the totals of last year by key."""
    totals: dict[str, ListedAmount] = {}
    for record in records:
        key = _known(record, zh.ITEM, LAST_YEAR_KEYS, "上年数.csv 的项目", findings)
        if not key:
            continue
        unit = unit_of(record, zh.AMOUNT, zh.TEN_THOUSAND_YUAN, findings)
        amount = read_amount(record, zh.AMOUNT, unit, published, findings)
        if amount is not None:
            keep_first(totals, key, amount, findings)
    return totals


def _known(
    record: Record, column: str, known: tuple[str, ...], what: str, findings: list[Finding]
) -> str:
    text = record.text(column)
    key = canonical(text, known)
    if not key:
        findings.append(unknown_key(text, known, record.places[column], what))
    return key


def keep_first(
    kept: dict[str, ListedAmount], key: str, amount: ListedAmount, findings: list[Finding]
) -> None:
    """Keep an amount; a key that comes twice is a finding, and the first one counts.

    Two that come to the same (0元, 0.00元) are told of, and are no error.
    """
    first = kept.setdefault(key, amount)
    if first is amount:
        return
    same = (first.value, first.unit) == (amount.value, amount.unit)
    severity = Severity.INFO if same else Severity.ERROR
    findings.append(repeated(key, amount.source.place, first.source.place, severity))


def repeated(key: str, second: Place, first: Place, severity: Severity) -> Finding:
    """Return the finding for a key that a list gives twice."""
    return finding(
        L05,
        f"“{key}”出现两次（{first.file} {first.address}、{second.file} {second.address}），"
        f"{FIRST_COUNTS}",
        second,
        first,
        kind=FindingClass.INTERNAL,
        severity=severity,
    )


def read_facts(
    records: tuple[Record, ...], published: str, findings: list[Finding]
) -> tuple[dict[str, ListedAmount], dict[str, ListedText]]:
    """Return the counts and amounts outside the tables, and the few facts that are words."""
    facts: dict[str, ListedAmount] = {}
    texts: dict[str, ListedText] = {}
    for record in records:
        key = _known(record, zh.ITEM, tuple(FACT_UNITS), "事项.csv 的项目", findings)
        if key in FACT_TEXTS and not record.text(zh.VALUE):
            continue
        if key in FACT_TEXTS:
            text = usable_text(record, zh.VALUE, findings)
            if text:
                texts[key] = ListedText(text, record.places[zh.VALUE])
            continue
        if not key:
            continue
        unit = unit_of(record, zh.VALUE, FACT_UNITS[key], findings)
        amount = read_amount(record, zh.VALUE, unit, published, findings)
        if amount is not None:
            keep_first(facts, key, amount, findings)
    return facts, texts


def read_own_facts(
    records: tuple[Record, ...], published: str, findings: list[Finding]
) -> dict[str, ListedAmount]:
    """Return the rows of 事项.csv that the program has no use for; a template may print them.

    What is no number is left out: that the key is not known has been said. Of a number and a
    unit that contradict each other it is said as of any row.
    """
    own: dict[str, ListedAmount] = {}
    for record in records:
        key = record.text(zh.ITEM).strip()
        if not key or canonical(key, tuple(FACT_UNITS)):
            continue
        unit = squash(record.text(zh.UNIT)) or record.units.get(zh.VALUE, "")
        amount = read_amount(record, zh.VALUE, unit, published, findings, words_allowed=True)
        if amount is not None:
            own.setdefault(key, amount)
    return own


def read_budgets(
    records: tuple[Record, ...],
    tables: Mapping[str, Table],
    published: str,
    findings: list[Finding],
) -> tuple[tuple[ItemBudget, ...], dict[str, ListedAmount]]:
    """Return the budgets per 项 and the totals (rows without a code)."""
    items: list[ItemBudget] = []
    totals: dict[str, ListedAmount] = {}
    seen: dict[tuple[str, str], ItemBudget] = {}
    for record in records:
        code = squash(record.text(zh.SUBJECT_CODE))
        if code and not _is_item(code, record, findings):
            continue
        unit = unit_of(record, zh.INITIAL_BUDGET, zh.TEN_THOUSAND_YUAN, findings)
        amount = read_amount(record, zh.INITIAL_BUDGET, unit, published, findings)
        if not code:
            key = _known(record, zh.SUBJECT_NAME, BUDGET_KEYS, "年初预算.csv 的合计项目", findings)
            if key and amount is not None:
                keep_first(totals, key, amount, findings)
            continue
        if amount is None:
            continue
        fund = given_fund(record, findings) or _fund_of_item(code, tables)
        item = ItemBudget(code, record.text(zh.SUBJECT_NAME), fund, amount)
        if (fund, code) in seen:
            first = seen[fund, code].amount.source.place
            findings.append(repeated(code, amount.source.place, first, Severity.ERROR))
            continue
        seen[fund, code] = item
        items.append(item)
    return tuple(items), totals


def _is_item(code: str, record: Record, findings: list[Finding]) -> bool:
    """Whether a code is that of a 项; 类 and 款 are sums of their 项 and passed over."""
    if code.isascii() and code.isdigit() and len(code) in _CODE_LENGTHS:
        return len(code) == _CODE_LENGTHS[-1]
    place = record.places[zh.SUBJECT_CODE]
    message = f"{place.file} 的科目编码“{code}”应为 3、5 或 7 位数字，该行没有使用"
    findings.append(finding(H01, message, place, found_text=code))
    return False


def given_fund(record: Record, findings: list[Finding]) -> str:
    """Return the fund that 资金性质 names, nothing where it is blank or unknown."""
    given = squash(record.text(zh.FUND_COLUMN))
    fund = next((fund for fund in FUNDS if given.startswith(fund[:3])), "")
    if given and not fund:
        place = record.places[zh.FUND_COLUMN]
        findings.append(unknown_key(given, FUNDS, place, f"{place.file} 的资金性质"))
    return fund


def _fund_of_item(code: str, tables: Mapping[str, Table]) -> str:
    """Return the fund of a budget row that names none: the table with the code, else by number."""
    holders = {
        forms.GENERAL_BUDGET: GENERAL,
        forms.FUND_BUDGET: FUNDS[1],
        forms.STATE_CAPITAL: FUNDS[2],
    }
    for form, fund in holders.items():
        if form in tables and tables[form].row(code) is not None:
            return fund
    return fund_of(code)
