"""The lists of the data folder (单位信息.csv, 事项.csv …) as records with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import key_of, squash
from generator.base.money import UNIT_SIZES
from generator.base.severity import FindingClass, Severity
from generator.model.finding import Finding
from generator.model.records import Record, unknown_key

if TYPE_CHECKING:
    from generator.model.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ListLayout:
    """The columns of a list: those it must have, those it may have."""

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


_HEAD_ROWS = 6
_REASON_COLUMNS = (("事项", "原因"), ("对比", "章节", "金额", "方向", "填写位置"))
LISTS: tuple[ListLayout, ...] = (
    ListLayout("单位信息", ("项目", "内容")),
    ListLayout("单位构成", ("单位名称",), ("单位性质", "备注")),
    ListLayout("上年数", ("项目", "金额"), ("单位",)),
    ListLayout("年初预算", ("科目编码", "科目名称", "年初预算数"), ("资金性质", "单位")),
    ListLayout("事项", ("项目", "数值"), ("单位",)),
    ListLayout("原因", *_REASON_COLUMNS),
    ListLayout("待补充", *_REASON_COLUMNS),
    ListLayout(
        "项目绩效",
        ("项目名称", "全年预算数", "全年执行数", "自评得分"),
        (
            "资金性质",
            "科目编码",
            "年初预算数",
            "部门评价",
            "目标完成情况",
            "发现的问题",
            "改进措施",
        ),
    ),
    ListLayout("科目", ("科目编码", "科目名称")),
)
# The notes of all tables in one file (公开表_附注.csv), beside lists because it is read as one.
NOTES = ListLayout("公开表_附注", ("表号",), ("表名", "部门名称", "年度", "单位", "注", "说明"))
LIST_BY_FILE = {layout.file: layout for layout in LISTS}


def read_records(
    sheet: Sheet, layout: ListLayout
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """Return the rows below the head; rows without any text are passed over."""
    head = _head_row(sheet, layout)
    columns, units, findings = _match_columns(sheet, layout, head)
    absent = [name for name in layout.required if name not in columns]
    if absent:
        findings.append(
            Finding(
                code="L08",
                finding_class=FindingClass.EXTRACTION,
                severity=Severity.ERROR,
                message=f"{sheet.file} 缺少“{'”“'.join(absent)}”列；"
                f"第一行应为：{'，'.join(layout.required)}",
                places=(sheet.place(head, 0),),
            )
        )
        return (), tuple(findings)
    records = []
    for index in range(head + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if not any(row):
            continue
        label = row[columns[layout.required[0]]]
        records.append(
            Record(
                {name: row[column] for name, column in columns.items()},
                {
                    name: sheet.place(index, column, row_name=label, column_name=name)
                    for name, column in columns.items()
                },
                units,
            )
        )
    return tuple(records), tuple(findings)


def _head_row(sheet: Sheet, layout: ListLayout) -> int:
    """Return the row with the first required column, else the first row with any text.

    A title may stand above the head.
    """
    filled = [index for index, row in enumerate(sheet.rows[:_HEAD_ROWS]) if any(row)]
    wanted = key_of(layout.required[0])
    named = (index for index in filled if wanted in map(key_of, sheet.rows[index]))
    return next(named, filled[0] if filled else 0)


def _match_columns(
    sheet: Sheet, layout: ListLayout, head: int
) -> tuple[dict[str, int], dict[str, str], list[Finding]]:
    columns: dict[str, int] = {}
    units: dict[str, str] = {}
    findings: list[Finding] = []
    known = (*layout.required, *layout.optional)
    for position, text in enumerate(sheet.rows[head]):
        if not text:
            continue
        plain = squash(text)
        name, _, bracket = plain.partition("（")
        bracket = bracket.removesuffix("）").removeprefix("单位:")
        match = next((k for k in known if key_of(k) in {key_of(plain), key_of(name)}), "")
        if match and match not in columns:
            columns[match] = position
            if bracket in UNIT_SIZES:
                units[match] = bracket
            continue
        findings.append(
            unknown_key(text, known, sheet.place(head, position), f"{sheet.file} 的列名")
        )
    return columns, units, findings
