"""Which cells of the nine tables stand in which relations, by their layout alone (DOMAIN 2).

Counted are equations of printed amounts: sums within a table, and figures that two tables share.
What must only be no larger than something else tells no cell apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.field.forms import Side
from generator.model.accounts import Accounts
from generator.model.table import Table
from support.planting import Spot

_THREE_PUBLIC = (("1", "2", "3", "6"), ("3", "4", "5"), ("7", "8", "9", "12"), ("9", "10", "11"))
_UNTOLD = {"1", "2", "6", "7", "8", "12"}
_FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_FLOW = ("年初结转和结余", "本年收入", "小计", "年末结转和结余")
_ROW_SUMS = {
    "公开02": (None,),
    "公开03": (None,),
    "公开05": (None,),
    "公开07": (_FLOW, ("小计", "基本支出", "项目支出")),
    "公开08": (None,),
}
_CLASS = 3


def told_apart(accounts: Accounts) -> set[Spot]:
    """Return the cells that at least two relations tell apart from all others.

    A leaf of 公开06, and {1}, {2}, {6}, {7}, {8}, {12} of 公开09, cannot be told.
    """
    counts = Counter(spot for group in _groups(accounts) for spot in set(group))
    return {
        spot
        for spot, count in counts.items()
        if count > 1
        and not (spot.form == "公开09" and spot.column in _UNTOLD)
        and not (spot.form == "公开06" and _is_leaf(accounts.tables["公开06"], spot))
    }


def _is_leaf(table: Table, spot: Spot) -> bool:
    return len(table.rows[spot.row].code) > _CLASS


def _groups(accounts: Accounts) -> Iterator[list[Spot]]:
    tables = accounts.tables
    yield from _overall(tables["公开01"])
    yield from _grants(tables["公开04"])
    for form, sums in _ROW_SUMS.items():
        yield from _row_sums(tables[form], sums)
        yield from _tree(tables[form])
    yield from _economic(tables["公开06"])
    for columns in _THREE_PUBLIC:
        yield [Spot("公开09", 0, column) for column in columns]
    yield from _shared(accounts)


def _at(table: Table, side: Side, keys: Iterable[str], column: str) -> list[Spot]:
    wanted = set(keys)
    return [
        Spot(table.form, index, column)
        for index, row in enumerate(table.rows)
        if row.side is side and row.key in wanted
    ]


def _above(table: Table, side: Side, key: str) -> list[str]:
    keys = [row.key for row in table.rows if row.side is side]
    return [each for each in keys[: keys.index(key)] if each]


def _overall(table: Table) -> Iterator[list[Spot]]:
    left, right = Side.INCOME, Side.EXPENDITURE
    yield _at(table, left, [*_above(table, left, "本年收入合计"), "本年收入合计"], "金额")
    yield _at(table, right, [*_above(table, right, "本年支出合计"), "本年支出合计"], "金额")
    keys = ("本年收入合计", "使用非财政拨款结余", "年初结转和结余", "总计")
    yield _at(table, left, keys, "金额")
    yield _at(table, right, ("本年支出合计", "结余分配", "年末结转和结余", "总计"), "金额")
    yield _at(table, left, ["总计"], "金额") + _at(table, right, ["总计"], "金额")


def _grants(table: Table) -> Iterator[list[Spot]]:
    left, right = Side.INCOME, Side.EXPENDITURE
    opening = [f"年初{fund}" for fund in _FUNDS]
    yield _at(table, left, [*_FUNDS, "本年收入合计"], "金额")
    yield _at(table, left, [*opening, "年初财政拨款结转和结余"], "金额")
    yield _at(table, left, ("本年收入合计", "年初财政拨款结转和结余", "总计"), "金额")
    yield _at(table, left, ["总计"], "金额") + _at(table, right, ["总计"], "合计")
    below = ("本年支出合计", "年末财政拨款结转和结余", "总计")
    for column in ("合计", *_FUNDS):
        yield _at(table, right, [*_above(table, right, below[0]), below[0]], column)
        yield _at(table, right, below, column)
    for fund in _FUNDS:
        yield _at(table, left, (fund, f"年初{fund}"), "金额") + _at(table, right, below[:2], fund)
    for index, row in enumerate(table.rows):
        if row.side is right:
            yield [Spot(table.form, index, column) for column in row.cells]


def _row_sums(table: Table, sums: Iterable[tuple[str, ...] | None]) -> Iterator[list[Spot]]:
    for index, row in enumerate(table.rows):
        for columns in sums:
            yield [Spot(table.form, index, column) for column in columns or row.cells]


def _tree(table: Table) -> Iterator[list[Spot]]:
    codes = {row.code: index for index, row in enumerate(table.rows)}
    total = next((i for i, row in enumerate(table.rows) if row.key == "合计"), None)
    children: dict[int, list[int]] = {}
    for code, index in codes.items():
        parent = codes.get(code[:5]) if len(code) > 5 else codes.get(code[:3])
        parent = total if len(code) == _CLASS else parent
        if code and parent is not None:
            children.setdefault(parent, []).append(index)
    for parent, below in children.items():
        for column in table.columns:
            yield [Spot(table.form, index, column) for index in (parent, *below)]


def _economic(table: Table) -> Iterator[list[Spot]]:
    for index, row in enumerate(table.rows):
        if len(row.code) == _CLASS:
            below = [i for i, r in enumerate(table.rows) if r.code[:3] == row.code and i != index]
            yield [Spot(table.form, i, "决算数") for i in (index, *below)]
    codes = [row.code for row in table.rows if len(row.code) == _CLASS]
    staff = [code for code in codes if code in {"301", "303"}]
    office = [code for code in codes if code not in {"301", "303"}]
    yield _at(table, Side.WHOLE, [*staff, "人员经费合计"], "决算数")
    yield _at(table, Side.WHOLE, [*office, "公用经费合计"], "决算数")


def _shared(accounts: Accounts) -> Iterator[list[Spot]]:
    tables = accounts.tables
    left, right, whole = Side.INCOME, Side.EXPENDITURE, Side.WHOLE
    first, fourth = tables["公开01"], tables["公开04"]

    def total(form: str, column: str) -> list[Spot]:
        return _at(tables[form], whole, ["合计"], column)

    yield total("公开02", "本年收入合计") + _at(first, left, ["本年收入合计"], "金额")
    fiscal = [f"{fund}收入" for fund in _FUNDS]
    yield total("公开02", "财政拨款收入") + _at(first, left, fiscal, "金额")
    for key in ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"):
        yield total("公开02", key) + _at(first, left, [key], "金额")
    yield total("公开03", "本年支出合计") + _at(first, right, ["本年支出合计"], "金额")
    yield total("公开02", "财政拨款收入") + _at(fourth, left, ["本年收入合计"], "金额")
    for fund in _FUNDS:
        yield _at(first, left, [f"{fund}收入"], "金额") + _at(fourth, left, [fund], "金额")
    for form, column, fund in (
        ("公开05", "小计", _FUNDS[0]),
        ("公开07", "小计", _FUNDS[1]),
        ("公开08", "合计", _FUNDS[2]),
    ):
        yield total(form, column) + _at(fourth, right, ["本年支出合计"], fund)
        yield from _classes(tables[form], column, fourth, fund)
    yield from _classes(tables["公开03"], "本年支出合计", first, "金额")
    yield total("公开07", "本年收入") + _at(fourth, left, [_FUNDS[1]], "金额")
    yield total("公开07", "年初结转和结余") + _at(fourth, left, [f"年初{_FUNDS[1]}"], "金额")
    closing = _at(fourth, right, ["年末财政拨款结转和结余"], _FUNDS[1])
    yield total("公开07", "年末结转和结余") + closing
    detail = _at(tables["公开06"], whole, ("人员经费合计", "公用经费合计"), "决算数")
    yield total("公开05", "基本支出") + detail


def _classes(table: Table, column: str, two_sided: Table, other: str) -> Iterator[list[Spot]]:
    for index, row in enumerate(table.rows):
        if len(row.code) == _CLASS:
            spots = _at(two_sided, Side.EXPENDITURE, [row.label], other)
            yield [Spot(table.form, index, column), *spots]
