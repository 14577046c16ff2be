"""The nine tables as rows of amounts in 元, before anything is printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .accounts import Accounts, Flow, Line
from .codes import CLASSES, ECONOMIC, NAMES, ORDINALS
from .money import ZERO

Amounts = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One row of a table by code; the 合计 row has no code."""

    code: str
    name: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class SideRow:
    """One labelled row on one side of 公开01 or 公开04."""

    label: str
    amounts: Amounts


def _add(rows: Sequence[Amounts], width: int) -> Amounts:
    """Return the column sums."""
    return tuple(sum((row[column] for row in rows), ZERO) for column in range(width))


def _rows_by_code(
    accounts: Accounts, amounts: Callable[[Line], Amounts], width: int
) -> list[CodeRow]:
    """Return 合计, 类, 款 and 项 rows of the 项 that have any amount."""
    items = {line.code: amounts(line) for line in accounts.lines if any(amounts(line))}
    codes = sorted({code[:length] for code in items for length in (3, 5, 7)})
    rows = [CodeRow("", "合计", _add(list(items.values()), width))]
    for code in codes:
        below = [row for item, row in items.items() if item[: len(code)] == code]
        rows.append(CodeRow(code, NAMES[code], _add(below, width)))
    return rows


def income_rows(accounts: Accounts) -> list[CodeRow]:
    """Return 公开02: 合计, 财政拨款, 上级补助, 事业, 经营, 附属单位上缴, 其他."""

    def amounts(line: Line) -> Amounts:
        return (line.fiscal_income + line.own.income, line.fiscal_income, *line.own.sources)

    return _rows_by_code(accounts, amounts, 7)


def spending_rows(accounts: Accounts) -> list[CodeRow]:
    """Return 公开03: 合计, 基本, 项目, 上缴上级, 经营, 对附属单位补助."""

    def amounts(line: Line) -> Amounts:
        kinds = line.spending_kinds()
        return (sum(kinds, ZERO), *kinds)

    return _rows_by_code(accounts, amounts, 6)


def general_rows(accounts: Accounts) -> list[CodeRow]:
    """Return 公开05: 小计, 基本, 项目."""
    return _rows_by_code(accounts, lambda line: _spending(line.general), 3)


def fund_rows(accounts: Accounts) -> list[CodeRow]:
    """Return 公开07: 年初, 本年收入, 小计, 基本, 项目, 年末."""

    def amounts(line: Line) -> Amounts:
        flow = line.fund
        return (flow.opening, flow.income, *_spending(flow), flow.closing)

    return _rows_by_code(accounts, amounts, 6)


def capital_rows(accounts: Accounts) -> list[CodeRow]:
    """Return 公开08: 合计, 基本, 项目."""
    return _rows_by_code(accounts, lambda line: _spending(line.capital), 3)


def _spending(flow: Flow) -> Amounts:
    """Return spending, of it 基本 and 项目."""
    return (flow.spent, flow.basic, flow.project)


def economic_amount(accounts: Accounts, code: str) -> Decimal:
    """Return the amount of a 类 or 款 of 公开06."""
    return sum((a for item, a in accounts.economic if item[: len(code)] == code), ZERO)


def economic_rows(accounts: Accounts, codes: Sequence[str]) -> list[CodeRow]:
    """Return one block of 公开06."""
    return [CodeRow(c, ECONOMIC[c], (economic_amount(accounts, c),)) for c in codes]


def summary_income(accounts: Accounts) -> list[SideRow]:
    """Return the income side of 公开01."""
    own = (
        "四、上级补助收入",
        "五、事业收入",
        "六、经营收入",
        "七、附属单位上缴收入",
        "八、其他收入",
    )
    fiscal = (
        ("一、一般公共预算财政拨款收入", accounts.total(lambda line: line.general.income)),
        ("二、政府性基金预算财政拨款收入", accounts.total(lambda line: line.fund.income)),
        ("三、国有资本经营预算财政拨款收入", accounts.total(lambda line: line.capital.income)),
    )
    sources = _add([line.own.sources for line in accounts.lines], 5)
    opening = accounts.total(
        lambda line: line.general.opening + line.fund.opening + line.capital.opening
    ) + accounts.total(lambda line: line.own.opening)
    rows = [
        *fiscal,
        *zip(own, sources, strict=True),
        ("本年收入合计", accounts.income),
        ("使用非财政拨款结余（含专用结余）", accounts.total(lambda line: line.own.surplus_used)),
        ("年初结转和结余", opening),
        ("总计", accounts.grand_total),
    ]
    return [SideRow(label, (amount,)) for label, amount in rows]


def summary_spending(accounts: Accounts) -> list[SideRow]:
    """Return the spending side of 公开01."""
    spent = {row.code: row.amounts for row in spending_rows(accounts)}
    closing = accounts.total(
        lambda line: line.general.closing + line.fund.closing + line.capital.closing
    ) + accounts.total(lambda line: line.own.closing)
    distributed = accounts.total(lambda line: line.own.distributed)
    rows = [SideRow(label, spent.get(code, (ZERO,))[:1]) for code, label in class_labels()]
    rows += [
        SideRow("本年支出合计", (accounts.spent,)),
        SideRow("结余分配", (distributed,)),
        SideRow("年末结转和结余", (closing,)),
        SideRow("总计", (accounts.spent + distributed + closing,)),
    ]
    return rows


def class_labels() -> list[tuple[str, str]]:
    """Return the 26 类 as (code, label of its row)."""
    pairs = zip(ORDINALS, CLASSES.items(), strict=True)
    return [(code, f"{ordinal}、{name}") for ordinal, (code, name) in pairs]


def fiscal_income_side(accounts: Accounts) -> list[SideRow]:
    """Return the income side of 公开04."""
    names = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    income = _add([tuple(flow.income for flow in _flows(line)) for line in accounts.lines], 3)
    opening = _add([tuple(flow.opening for flow in _flows(line)) for line in accounts.lines], 3)
    ordinals = ("一、", "二、", "三、")
    rows = [SideRow(o + name, (a,)) for o, name, a in zip(ordinals, names, income, strict=True)]
    rows.append(SideRow("本年收入合计", (sum(income, ZERO),)))
    rows.append(SideRow("年初财政拨款结转和结余", (sum(opening, ZERO),)))
    rows += [SideRow(name, (a,)) for name, a in zip(names, opening, strict=True)]
    rows.append(SideRow("总计", (sum(income, ZERO) + sum(opening, ZERO),)))
    return rows


def fiscal_spending_side(accounts: Accounts) -> list[SideRow]:
    """Return the spending side of 公开04: 合计 and the three funds."""

    def spent(line: Line) -> Amounts:
        return tuple(flow.spent for flow in _flows(line))

    by_class = {row.code: row.amounts for row in _rows_by_code(accounts, spent, 3)}
    rows = [
        SideRow(label, _with_sum(by_class.get(code, (ZERO,) * 3))) for code, label in class_labels()
    ]
    closing = _add([tuple(flow.closing for flow in _flows(line)) for line in accounts.lines], 3)
    total = by_class[""]
    both = tuple(a + b for a, b in zip(total, closing, strict=True))
    rows.append(SideRow("本年支出合计", _with_sum(total)))
    rows.append(SideRow("年末财政拨款结转和结余", _with_sum(closing)))
    rows.append(SideRow("总计", _with_sum(both)))
    return rows


def _flows(line: Line) -> tuple[Flow, Flow, Flow]:
    """Return the three kinds of 财政拨款 of a 项."""
    return (line.general, line.fund, line.capital)


def _with_sum(amounts: Amounts) -> Amounts:
    """Return the amounts with their sum in front."""
    return (sum(amounts, ZERO), *amounts)
