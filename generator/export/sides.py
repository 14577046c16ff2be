"""Z01 and Z01_1, income beside expenditure, as 公开01 and 公开04, with their 年初预算数."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.base.money import is_dash
from generator.base.severity import Severity
from generator.export.header import ITEM, SUMS, find_header, item_spans
from generator.export.source import BLANK, SUMMARY
from generator.field import forms, zh

if TYPE_CHECKING:
    from generator.export.header import Header, Path
    from generator.export.source import ExportAmount, ExportSource

FINAL, BUDGET = zh.FINAL, zh.INITIAL_BUDGET
AMOUNT = zh.AMOUNT
YEAR_INCOME, YEAR_SPENDING, GRAND_TOTAL = zh.INCOME_TOTAL, zh.SPENDING_TOTAL, zh.GRAND_TOTAL
OPENING, CLOSING = zh.FISCAL_CARRIED_IN, zh.FISCAL_CARRIED_OUT
FUNDS = forms.FORM_BY_NUMBER[forms.FISCAL_SUMMARY].columns[1:]
OPENING_FUNDS = tuple(f"年初{fund}" for fund in FUNDS)
SUMMARY_INCOME = (
    "一般公共预算财政拨款收入",
    zh.FUND_INCOME,
    zh.CAPITAL_INCOME,
    zh.SUPERIOR_SUBSIDY,
    zh.INSTITUTIONAL_INCOME,
    zh.OPERATING_INCOME,
    zh.AFFILIATE_REMITTANCE,
    zh.OTHER_INCOME,
)
SUMMARY_INCOME_END = (YEAR_INCOME, zh.USED_SURPLUS, zh.CARRIED_IN, GRAND_TOTAL)
SUMMARY_SPENDING_END = (YEAR_SPENDING, zh.SURPLUS_DISTRIBUTION, zh.CARRIED_OUT, GRAND_TOTAL)
FISCAL_INCOME_END = (YEAR_INCOME, OPENING, *OPENING_FUNDS, GRAND_TOTAL)
FISCAL_SPENDING_END = (YEAR_SPENDING, CLOSING, GRAND_TOTAL)
CLASSES = tuple(forms.CLASS_CODES)

_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十0-9]{1,3}）|[0-9]+[.、])"
)
_PART = zh.OF_WHICH
_KEYS = {
    "使用非财政拨款结余（含专用结余）": zh.USED_SURPLUS,
    "用事业基金弥补收支差额": zh.USED_SURPLUS,
    zh.INCOME_THIS_YEAR: YEAR_INCOME,
    zh.SPENDING_THIS_YEAR: YEAR_SPENDING,
    zh.TOTAL: GRAND_TOTAL,
    "收入总计": GRAND_TOTAL,
    "支出总计": GRAND_TOTAL,
    zh.CARRIED_IN_SHORT: zh.CARRIED_IN,
    "年末结转结余": zh.CARRIED_OUT,
    "年初财政拨款结转结余": OPENING,
    "年末财政拨款结转结余": CLOSING,
    "附属单位缴款": zh.AFFILIATE_REMITTANCE,
}
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Block:
    """One block of columns: its labels, and the amounts by group (决算数) and name (合计)."""

    label: int
    amounts: dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Sides:
    """What Z01 or Z01_1 says: amounts by row key and column, of this year and as budgeted."""

    income: dict[str, dict[str, ExportAmount]]
    spending: dict[str, dict[str, ExportAmount]]
    income_budget: dict[str, dict[str, ExportAmount]]
    spending_budget: dict[str, dict[str, ExportAmount]]


def row_key(label: str) -> str:
    """Return the key of a row label: without ordinal, in its usual wording."""
    plain = _ORDINAL.sub("", squash(label))
    return _KEYS.get(plain, plain)


def read_sides(source: ExportSource) -> Sides | None:
    """Return both sides, None where the header does not show them."""
    header = find_header(source.sheet)
    blocks = _find_blocks(header) if header is not None else []
    one = source.key == SUMMARY
    names = (AMOUNT,) if one else (zh.TOTAL, *FUNDS)
    if header is None or len(blocks) < _FEWEST or not _has_finals(blocks, names):
        found = [block.label for block in blocks]
        source.missing(
            f"表头中找不到收入、支出两组“{ITEM}”及其“{FINAL}”栏（找到 {len(found)} 组），"
            f"没有生成{source.table}"
        )
        return None
    income, spending, nature = blocks[0], blocks[1], (blocks[2] if len(blocks) > _FEWEST else None)
    keys = SUMMARY_INCOME + SUMMARY_INCOME_END if one else FUNDS + FISCAL_INCOME_END
    ends = SUMMARY_SPENDING_END if one else FISCAL_SPENDING_END
    reader = _RowReader(source, header)
    rows = reader.find(income, keys)
    uses = reader.find(spending, CLASSES + ends)
    others = reader.find(nature, ends, quietly=True) if nature is not None else {}
    others = {key: at for key, at in others.items() if key not in uses}
    reader.report_missing(keys, rows, zh.INCOME)
    reader.report_missing(CLASSES + ends, uses | others, zh.EXPENDITURE)

    def spent(group: str) -> dict[str, dict[str, ExportAmount]]:
        read = reader.read((spending, nature), uses, group, names)
        return read | (reader.read((nature, None), others, group, names) if nature else {})

    return Sides(
        reader.read((income, None), rows, FINAL, (AMOUNT,)),
        spent(FINAL),
        reader.read((income, None), rows, BUDGET, (AMOUNT,)),
        spent(BUDGET),
    )


def _has_finals(blocks: list[Block], names: tuple[str, ...]) -> bool:
    return (FINAL, AMOUNT) in blocks[0].amounts and all(
        (FINAL, name) in blocks[1].amounts for name in names
    )


def _find_blocks(header: Header) -> list[Block]:
    """Return the blocks left to right: income, by function, by nature or economic class."""
    return [
        Block(label, _amount_columns(header.paths, label, end)) for label, end in item_spans(header)
    ]


def _amount_columns(paths: tuple[Path, ...], label: int, end: int) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for at in range(label + 1, end):
        path = paths[at]
        group = next((g for g in (FINAL, BUDGET) if any(g == part for part in path)), "")
        if not group:
            continue
        rest = path[path.index(group) + 1 :]
        name = _column_name(rest)
        if name:
            found.setdefault((group, name), at)
    return found


def _column_name(rest: Path) -> str:
    if not rest:
        return AMOUNT
    if rest[-1] in SUMS:
        return zh.TOTAL
    wanted = rest[-1].removesuffix("财政拨款")
    return next((fund for fund in FUNDS if fund.removesuffix("财政拨款") == wanted), "")


class _RowReader:
    """Finds the rows of a side by their labels, and reads them."""

    def __init__(self, source: ExportSource, header: Header) -> None:
        self._source = source
        self._header = header

    def find(
        self, block: Block, keys: tuple[str, ...], *, quietly: bool = False
    ) -> dict[str, tuple[int, str]]:
        """Return the sheet row and the label of every key that the block has.

        A row that the published table does not have is reported where it holds an amount.
        """
        found: dict[str, tuple[int, str]] = {}
        opening = False
        for index in range(self._header.body, len(self._source.sheet.rows)):
            label = self._source.cell(index, block.label)
            key = row_key(label) if label else ""
            opening = opening or key == OPENING
            if opening and key in FUNDS:
                key = f"年初{key}"
            if key in keys and key not in found:
                found[key] = index, label
            elif label and not quietly and _PART not in label and key not in FUNDS:
                self._report_unused(block, index, label)
        return found

    def _report_unused(self, block: Block, index: int, label: str) -> None:
        for (group, _), column in block.amounts.items():
            if group == FINAL and any(c in "123456789" for c in self._source.cell(index, column)):
                message = f"{self._source.table}中没有“{label}”这一行，没有使用"
                self._source.doubtful(message, (index, column), labels=(label, FINAL))
                return

    def report_missing(
        self, keys: tuple[str, ...], found: dict[str, tuple[int, str]], side: str
    ) -> None:
        """Report the rows that the side does not have; grave only where a total is missing."""
        absent = [key for key in keys if key not in found]
        if not absent:
            return
        totals = {YEAR_INCOME, YEAR_SPENDING, GRAND_TOTAL}
        self._source.missing(
            f"{side}方找不到“{'”“'.join(absent)}”行，{self._source.table}中这些行留空",
            severity=Severity.ERROR if totals & set(absent) else Severity.WARNING,
        )

    def read(
        self,
        blocks: tuple[Block, Block | None],
        rows: dict[str, tuple[int, str]],
        group: str,
        names: tuple[str, ...],
    ) -> dict[str, dict[str, ExportAmount]]:
        """Return the amounts of a group (决算数, 年初预算数) by row key and column name."""
        read: dict[str, dict[str, ExportAmount]] = {}
        for key, (index, label) in rows.items():
            read[key] = {}
            for name in names:
                column = self._column(blocks, index, label, (group, name))
                labels = (key, group if name == AMOUNT else f"{group} {name}")
                read[key][name] = (
                    BLANK if column < 0 else self._source.amount(index, column, labels)
                )
        return read

    def _column(
        self,
        blocks: tuple[Block, Block | None],
        index: int,
        label: str,
        wanted: tuple[str, str],
    ) -> int:
        """Return where an amount stands, -1 for nowhere.

        The label of a total may be merged over the second block: its amounts then stand in the
        third one, which has no label of its own in that row.
        """
        first, second = blocks
        own = first.amounts.get(wanted, -1)
        text = self._source.cell(index, own) if own >= 0 else ""
        covered = bool(text) and text == label
        if second is None or wanted not in second.amounts:
            return -1 if covered else own
        if text and not covered and not is_dash(text):
            return own
        beside = self._source.cell(index, second.label)
        other = second.amounts[wanted]
        is_free = not beside or row_key(beside) == row_key(label)
        if is_free and (covered or self._source.cell(index, other)):
            return other
        return -1 if covered else own
