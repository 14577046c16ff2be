"""The lists of the data folder (单位信息.csv, 事项.csv …) as records with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.codes import L05, L08
from generator.base.labels import key_of, squash
from generator.base.money import UNIT_SIZES
from generator.base.severity import FindingClass
from generator.field import evaluation, zh
from generator.field.evaluation import MONEY_COLUMNS, MONEY_SOURCES
from generator.model.finding import Finding, finding
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
_REASON_COLUMNS = (
    (zh.MATTER, zh.REASON),
    (
        zh.BASIS,
        zh.SECTION_COLUMN,
        zh.SUBJECT_NAME,
        zh.AMOUNT,
        zh.BASE_AMOUNT,
        zh.DIFFERENCE,
        zh.DIRECTION,
        zh.FILL_IN,
        zh.LAST_REASON,
    ),
)
LISTS: tuple[ListLayout, ...] = (
    ListLayout(zh.IDENTITY, (zh.ITEM, zh.CONTENT)),
    ListLayout(zh.MEMBERS, (zh.UNIT_NAME,), (zh.UNIT_KIND, zh.NOTE_COLUMN)),
    ListLayout(zh.LAST_TOTALS, (zh.ITEM, zh.AMOUNT), (zh.UNIT,)),
    ListLayout(
        zh.INITIAL_BUDGETS,
        (zh.SUBJECT_CODE, zh.SUBJECT_NAME, zh.INITIAL_BUDGET),
        (zh.FUND_COLUMN, zh.UNIT),
    ),
    ListLayout(zh.MATTER, (zh.ITEM, zh.VALUE), (zh.UNIT, zh.LAST_TOTALS)),
    ListLayout(zh.REASON, *_REASON_COLUMNS),
    ListLayout(zh.GAPS, *_REASON_COLUMNS),
    ListLayout(
        zh.PROJECTS,
        (zh.PROJECT_NAME, zh.FULL_YEAR_BUDGET, zh.FULL_YEAR_EXECUTION, zh.SELF_SCORE),
        (
            zh.FUND_COLUMN,
            zh.SUBJECT_CODE,
            zh.INITIAL_BUDGET,
            zh.DEPARTMENT_RATING,
            zh.TARGETS_MET,
            zh.PROBLEMS_FOUND,
            zh.IMPROVEMENTS,
            *(f"{source}{column}" for source in MONEY_SOURCES for column in MONEY_COLUMNS),
            evaluation.EXECUTION_FULL_MARKS,
            evaluation.EXECUTION_SCORE,
            evaluation.CARRIED_OUT_BY,
        ),
    ),
    ListLayout(
        evaluation.INDICATORS, (zh.ITEM, *evaluation.INDICATOR_COLUMNS), (evaluation.DEVIATION,)
    ),
    ListLayout(
        evaluation.MANAGEMENT,
        (zh.ITEM, zh.MATTER, evaluation.SITUATION, evaluation.FULL_MARKS, zh.SCORE),
        (evaluation.MANAGEMENT_PROBLEMS,),
    ),
    ListLayout(evaluation.WHOLE, (zh.ITEM, zh.CONTENT), (zh.UNIT,)),
    ListLayout(evaluation.WHOLE_INDICATORS, evaluation.INDICATOR_COLUMNS, (evaluation.DEVIATION,)),
    ListLayout(evaluation.PROJECT_TEXTS, (zh.PROJECT_NAME,), evaluation.REPORT_TEXTS),
    ListLayout(zh.SUBJECT, (zh.SUBJECT_CODE, zh.SUBJECT_NAME), (zh.YEAR, zh.YEAR_FROM, zh.YEAR_TO)),
)
# The notes of all tables in one file (公开表_附注.csv), beside lists because it is read as one.
NOTES = ListLayout(
    "公开表_附注", ("表号",), ("表名", zh.DEPARTMENT_NAME, zh.YEAR, zh.UNIT, "注", zh.EXPLANATION)
)
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
            finding(
                L08,
                f"{sheet.file} 缺少“{'”“'.join(absent)}”列；"
                f"第一行应为：{'，'.join(layout.required)}",
                sheet.place(head, 0),
                kind=FindingClass.EXTRACTION,
            )
        )
        return (), tuple(findings)
    records = []
    for index in range(head + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if not any(row):
            continue
        label = next(filter(None, (row[columns[name]] for name in layout.required)), "")
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
        if match:
            places = (sheet.place(head, position), sheet.place(head, columns[match]))
            message = f"{sheet.file} 的“{match}”有两列，使用前一列；请删去一列"
            findings.append(finding(L05, message, *places, kind=FindingClass.INTERNAL))
            continue
        findings.append(
            unknown_key(text, known, sheet.place(head, position), f"{sheet.file} 的列名")
        )
    return columns, units, findings
