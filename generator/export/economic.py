"""Z08_1 as 公开06: economic classes as columns (one row 合计), or as a long list of codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.codes import L14
from generator.base.labels import key_of
from generator.base.money import ZERO, convert_unit, format_number
from generator.export.coded import name_column, read_rows
from generator.export.header import SUMS, Wanted, find_header, wanted
from generator.export.source import BLANK, PUBLISHED_UNIT, ExportAmount
from generator.field import zh
from generator.field.economic import BEYOND, BLOCKS, ECONOMIC, STAFF_CLASSES

if TYPE_CHECKING:
    from generator.export.coded import CodedRow
    from generator.export.header import Header, Path
    from generator.export.source import ExportSource

STAFF_TOTAL, OFFICE_TOTAL = zh.STAFF_TOTAL, zh.OFFICE_TOTAL
_CODE = re.compile(r"(3(?:0[1-9]|1[0-3]|99)(?:[0-9]{2})?)(?![0-9])")
_CLASS_LENGTH = 3
_FEWEST = 3
_CLASSES = {
    key_of(name): code for code, name in (ECONOMIC | BEYOND).items() if len(code) == _CLASS_LENGTH
}
_NAMESAKES = {
    code[:_CLASS_LENGTH]: code
    for code, name in ECONOMIC.items()
    if len(code) > _CLASS_LENGTH and ECONOMIC[code[:_CLASS_LENGTH]] == name
}
_LIST_AMOUNTS = (
    wanted(zh.FINAL, names="决算数 基本支出 本年支出 本年支出合计"),
    wanted(zh.FINAL, names="合计 小计 金额"),
)


@dataclass(frozen=True, slots=True)
class Economic:
    """公开06: amounts and names by code, and the two totals."""

    amounts: dict[str, ExportAmount]
    names: dict[str, str]
    staff: ExportAmount = BLANK
    office: ExportAmount = BLANK

    def text(self, code: str) -> str:
        """The amount of a code as it is printed, "" where the sheet has none."""
        return self.amounts.get(code, BLANK).text

    def block(self, number: int) -> list[tuple[str, str]]:
        """Return the codes and names of a block: those of the form, and others in use."""
        classes = BLOCKS[number]
        codes = {code for code in ECONOMIC if code[:_CLASS_LENGTH] in classes}
        codes |= {code for code in self.amounts if code[:_CLASS_LENGTH] in classes}
        ordered = sorted(codes, key=lambda code: (classes.index(code[:_CLASS_LENGTH]), code))
        return [(code, ECONOMIC.get(code, self.names.get(code, ""))) for code in ordered]


def read_economic(source: ExportSource, stated: dict[str, ExportAmount]) -> Economic | None:
    """Return 公开06, None where the sheet shows no economic classes.

    `stated` are 人员经费 and 公用经费 as Z07 has them; else they are summed up out of the classes.
    """
    header = find_header(source.sheet)
    if header is None:
        source.missing(f"找不到表头，没有生成{source.table}")
        return None
    columns = _class_columns(header)
    if len(columns) >= _FEWEST:
        read, what = _read_wide(source, header, columns), "“合计”行"
    else:
        read, what = _read_list(source, header), "经济分类科目（如 301 工资福利支出）或其金额栏"
    if read is None:
        source.missing(f"找不到{what}，没有生成{source.table}")
        return None
    amounts, names = read
    staff, office = _totals(source, amounts, stated)
    return Economic(amounts, names, staff, office)


def _class_columns(header: Header) -> dict[int, str]:
    """Return the columns of economic classes and 款 by position: those whose header tells it."""
    found = {
        at: code for at, path in enumerate(header.paths) if path and (code := _code_of_path(path))
    }
    summed = {code for at, code in found.items() if header.paths[at][-1] in SUMS}
    for at, code in found.items():
        # 399 其他支出 has a 款 of the same name: merged with its class, it is told by the 小计.
        if code in summed and header.paths[at][-1] not in SUMS:
            found[at] = _NAMESAKES.get(code, code)
    return found


def _code_of_path(path: Path) -> str:
    """Return the code that a header path means, by its own code, else by class and name."""
    for part in reversed(path):
        found = _CODE.match(part)
        if found:
            code = found.group(1)
            return code if part == path[-1] or path[-1] in SUMS else ""
    parts = [key_of(part) for part in path]
    at = next((i for i, part in enumerate(parts) if part in _CLASSES), -1)
    if at < 0:
        return ""
    cls = _CLASSES[parts[at]]
    rest = [part for part in parts[at + 1 :] if part not in SUMS]
    if not rest:
        return cls
    hits = [
        code
        for code, name in ECONOMIC.items()
        if code[:_CLASS_LENGTH] == cls and code != cls and _same_name(key_of(name), rest[-1])
    ]
    return hits[0] if len(rest) == 1 and len(hits) == 1 else ""


def _same_name(name: str, other: str) -> bool:
    return name.removesuffix("用") == other.removesuffix("用")


def _read_wide(
    source: ExportSource, header: Header, columns: dict[int, str]
) -> tuple[dict[str, ExportAmount], dict[str, str]] | None:
    """Return the amounts of the 合计 row by code; columns that are not known are reported."""
    rows = read_rows(source, header, min(columns))
    total = next((row for row in rows if not row.code), None)
    if total is None:
        return None
    amounts: dict[str, ExportAmount] = {}
    names: dict[str, str] = {}
    for at, code in columns.items():
        amount = source.amount(total.at, at, (zh.TOTAL, "/".join(header.paths[at])))
        if code in amounts:
            source.doubtful(f"有两列都是 {code}，只用了前一列", (total.at, at))
        elif code in ECONOMIC or not amount.is_zero:
            amounts[code] = amount
            names[code] = BEYOND.get(code) or _CODE.sub("", header.paths[at][-1])
    _report_unknown(source, header, columns, total)
    return amounts, names


def _report_unknown(
    source: ExportSource, header: Header, columns: dict[int, str], total: CodedRow
) -> None:
    for at in range(min(columns), len(header.paths)):
        path = header.paths[at]
        if not path or at in columns or path[-1] in SUMS:
            continue
        labels = (zh.TOTAL, "/".join(path))
        if source.number(total.at, at, labels):
            message = f"经济分类“{path[-1]}”不认识，没有使用"
            source.report(L14, message, (total.at, at), labels=labels)


def _read_list(
    source: ExportSource, header: Header
) -> tuple[dict[str, ExportAmount], dict[str, str]] | None:
    """Return the amounts of a long list of economic codes by code."""
    column = _list_column(header)
    if column < 0 or name_column(header) < 0:
        return None
    rows = [row for row in read_rows(source, header, column) if _CODE.fullmatch(row.code)]
    if len(rows) < _FEWEST:
        return None
    amounts: dict[str, ExportAmount] = {}
    for row in rows:
        if row.code in amounts:
            source.doubtful(f"科目 {row.code} 出现两次，只用了前一行", (row.at, 0))
            continue
        amounts[row.code] = source.amount(row.at, column, (row.title, zh.FINAL))
    return amounts, {row.code: row.name for row in rows}


def _list_column(header: Header) -> int:
    """Return the one column of amounts of a long list, -1 for none or several."""
    for column in _LIST_AMOUNTS:
        hits = _hits(header, column)
        if hits:
            return hits[0] if len(hits) == 1 else -1
    return -1


def _hits(header: Header, column: Wanted) -> list[int]:
    return [at for at, path in enumerate(header.paths) if path and column.matches(path)]


def _totals(
    source: ExportSource, amounts: dict[str, ExportAmount], stated: dict[str, ExportAmount]
) -> tuple[ExportAmount, ExportAmount]:
    """Return 人员经费合计 and 公用经费合计: as Z07 states them, else summed before conversion."""
    office = tuple(c for block in BLOCKS for c in block if c not in STAFF_CLASSES)
    found = []
    for label, classes in ((STAFF_TOTAL, STAFF_CLASSES), (OFFICE_TOTAL, office)):
        given = stated.get(label.removesuffix(zh.TOTAL))
        found.append(given or _sum_classes(source, amounts, label, classes))
    return found[0], found[1]


def _sum_classes(
    source: ExportSource, amounts: dict[str, ExportAmount], label: str, classes: tuple[str, ...]
) -> ExportAmount:
    unread = [c for c in classes if c in amounts and not _is_readable(amounts[c])]
    absent = [
        c
        for c in classes
        if c not in amounts and any(code[:_CLASS_LENGTH] == c for code in amounts)
    ]
    if unread or absent:
        source.missing(f"{'、'.join(unread + absent)} 的合计数缺失，{label}留空")
        return BLANK
    values = [amounts[c].value or ZERO for c in classes if c in amounts]
    total = sum(values, ZERO)
    if not any(amounts[c].value is not None for c in classes if c in amounts):
        return BLANK
    return ExportAmount(format_number(convert_unit(total, source.unit, PUBLISHED_UNIT)), total)


def _is_readable(amount: ExportAmount) -> bool:
    return amount.value is not None or amount.is_zero
