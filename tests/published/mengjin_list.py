"""The places where ours differs from the document of Mengjin, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from published import printed
from published.clauses import cut
from published.deviation import Deviation, Kind
from published.grid import Grid
from published.mengjin import corrected_tables, submitted_clauses

if TYPE_CHECKING:
    from decimal import Decimal

    from published.reference import Reference

_differs = partial(Deviation, "孟津2024")
_NO_BASE = "预算为0，完成率没有定义"
_HUNDRED = "同一文中整百一律写100%"
_RATE = "比率保留两位小数"
_FIRST_BLOCK, _SECOND_BLOCK, _THIRD_BLOCK = 0, 3, 6
_ITEM_CODE = 5


def mengjin_deviations(reference: Reference) -> tuple[Deviation, ...]:
    """Return the closed list; corrected names and figures are taken from the tables."""
    tables = corrected_tables(reference)
    return (
        *_spending(tables["公开03"]),
        *_structure(tables["公开05"], tables["公开06"]),
        *_items(tables["公开05"]),
        *_basic(reference, tables["公开06"]),
        *_three_public(_ThreePublic.read(tables["公开09"]), _foreign_reception(reference)),
        *_procurement(),
    )


def _spending(table: Grid) -> tuple[Deviation, ...]:
    total = table.amount("本年支出合计", "功能分类科目编码", "合计")
    basic = table.amount("基本支出", "功能分类科目编码", "合计")
    share = "100%" if basic == total else printed.percent(basic, total)
    return (
        _differs(
            "三",
            Kind.FIGURE,
            "基本支出907.94万元，占97.88%",
            f"基本支出{printed.amount(basic)}万元，占{share}",
            "应为公开03合计的基本支出",
        ),
        _differs(
            "三",
            Kind.NAME,
            "；其他支出19.77万元，占2.12%",
            "",
            "公开03没有“其他支出”这一类，19.77万元已在基本支出内",
        ),
    )


def _structure(spending: Grid, basic: Grid) -> tuple[Deviation, ...]:
    total = spending.amount("本年支出-小计", "功能分类科目编码", "合计")
    names, amounts = {}, {}
    for block, code in (
        (_FIRST_BLOCK, "301"),
        (_FIRST_BLOCK, "303"),
        (_SECOND_BLOCK, "302"),
        (_THIRD_BLOCK, "310"),
    ):
        column, name, amount = basic.head[block : block + 3]
        names[code] = basic.text(name, column, code)
        amounts[code] = basic.amount(amount, column, code)
    if sum(amounts.values()) != total:
        raise ValueError(f"公开06 {sum(amounts.values())} ≠ 公开05 {total}")
    return (
        _differs(
            "五（二）",
            Kind.FORM_SLIP,
            "工资福利支出624万元",
            f"{names['301']}{printed.amount(amounts['301'])}万元",
            "金额保留两位小数",
        ),
        _differs("五（二）", Kind.NAME, "商品服务支出", names["302"], "应与公开06一致"),
        _differs(
            "五（二）",
            Kind.NAME,
            "，对个人和家庭补助支出",
            f"；{names['303']}",
            "名称应与公开06一致；并列各项之间用分号",
        ),
        _differs(
            "五（二）",
            Kind.FIGURE,
            "，资本性支出37.45万元",
            f"；{names['310']}{printed.amount(amounts['310'])}万元",
            "应为公开06的310；并列各项之间用分号",
        ),
    )


def _items(spending: Grid) -> tuple[Deviation, ...]:
    pension = printed.amount(spending.amount("本年支出-小计", "功能分类科目编码", "2080505"))
    return (
        _differs(
            "五（三）4",
            Kind.FIGURE,
            "年初预算为53.75万元",
            f"年初预算为{pension}万元",
            "原文称决算与预算不存在差异，决算数在公开05为53.07",
        ),
        _differs(
            "五（三）4",
            Kind.FIGURE,
            "支出决算为53.75万元",
            f"支出决算为{pension}万元",
            "应为公开05的2080505",
        ),
        _differs("五（三）4", Kind.FORM_SLIP, "的100.00%", "的100%", _HUNDRED),
        _differs("五（三）5", Kind.FORM_SLIP, "的100.00%", "的100%", _HUNDRED),
    )


def _names_of_spent(table: Grid, *blocks: int) -> str:
    """Return the names of the 款 with an amount, in the order of the blocks."""
    return "、".join(
        row[block + 1]
        for block in blocks
        for row in table.rows
        if len(row[block]) == _ITEM_CODE and row[block].isdigit() and row[block + 2]
    )


def _basic(reference: Reference, table: Grid) -> tuple[Deviation, ...]:
    clause = submitted_clauses(reference)["六"]
    staff = cut("主要包括：([^。]+)。公用经费", clause)
    office = cut("主要包括：([^。]+)。$", clause)
    why = "只列公开06有金额的款"
    return (
        _differs(
            "六",
            Kind.NAME,
            "一般公共预算财政拨款支出增加",
            "一般公共预算财政拨款基本支出增加",
            "本节写基本支出，漏“基本”",
        ),
        _differs("六", Kind.NAME, staff, _names_of_spent(table, _FIRST_BLOCK), why),
        _differs("六", Kind.NAME, office, _names_of_spent(table, _SECOND_BLOCK, _THIRD_BLOCK), why),
    )


@dataclass(frozen=True, slots=True)
class _ThreePublic:
    """公开09 by 栏次."""

    columns: tuple[Decimal, ...]

    @classmethod
    def read(cls, table: Grid) -> _ThreePublic:
        (total,) = (row[0] for row in table.rows if row[0] != "1")
        return cls(tuple(table.amount(name, table.head[0], total) for name in table.head))

    def __getitem__(self, number: int) -> Decimal:
        return self.columns[number - 1]


def _foreign_reception(reference: Reference) -> Decimal:
    facts = Grid.read(reference.case / "facts.csv")
    return facts.amount("value", "item", "外宾接待支出")


def _three_public(table: _ThreePublic, foreign: Decimal) -> tuple[Deviation, ...]:
    total_rate = printed.percent(table[7], table[1])
    vehicle_rate = printed.percent(table[9], table[3])
    vehicle_share = printed.percent(table[9], table[7])
    reception_share = printed.percent(table[12], table[7])
    return (
        _differs(
            "九（一）",
            Kind.FIGURE,
            "的142%。",
            f"的{total_rate}。存在差异原因为【待补充：“三公”经费决算数与预算数存在差异的主要原因】。",
            f"{_RATE}；决算超过预算应说明原因，原文没有写",
        ),
        _differs(
            "九（二）",
            Kind.UNDEFINED_RATE,
            "支出决算0.00万元，完成全年预算的100.00%",
            "支出决算0.00万元",
            _NO_BASE,
        ),
        _differs("九（二）", Kind.FIGURE, "的163%", f"的{vehicle_rate}", _RATE),
        _differs("九（二）", Kind.FIGURE, "占63%", f"占{vehicle_share}", "是超支率，不是占比"),
        _differs(
            "九（二）",
            Kind.FORM_SLIP,
            "。具体情况",
            f"，占{reception_share}。具体情况",
            "漏公务接待费的占比",
        ),
        *_three_public_items(table, vehicle_rate, table[12] - foreign),
    )


def _three_public_items(
    table: _ThreePublic, vehicle_rate: str, domestic: Decimal
) -> tuple[Deviation, ...]:
    return (
        _differs("九（二）1", Kind.UNDEFINED_RATE, "，完成全年预算的100.00%", "", _NO_BASE),
        _differs("九（二）2", Kind.FIGURE, "的163%", f"的{vehicle_rate}", _RATE),
        _differs("九（二）3", Kind.FORM_SLIP, "公务接待费，", "公务接待费", "多出逗号"),
        _differs(
            "九（二）3",
            Kind.FORM_SLIP,
            "决算数与预算数无差异",
            "存在差异原因为【待补充：公务接待费决算数与预算数存在差异的主要原因】",
            f"预算{table[6]}、决算{table[12]}，并非无差异",
        ),
        _differs("九（二）3", Kind.FORM_SLIP, "不包含", "不包括", "同一文中应一致"),
        _differs(
            "九（二）3",
            Kind.FIGURE,
            "国内公务接待支出0.00万元",
            f"国内公务接待支出{printed.amount(domestic)}万元",
            "公务接待费0.11万元，外宾接待为0，余下即国内接待",
        ),
    )


def _procurement() -> tuple[Deviation, ...]:
    why = "总额为0，占比没有定义"
    return (
        _differs(
            "十一",
            Kind.UNDEFINED_RATE,
            "授予中小企业合同金额0万元，占政府采购支出总额的0%",
            "授予中小企业合同金额0万元",
            why,
        ),
        _differs(
            "十一",
            Kind.UNDEFINED_RATE,
            "授予小微企业合同金额0万元，占政府采购支出总额的0%",
            "授予小微企业合同金额0万元",
            why,
        ),
    )
