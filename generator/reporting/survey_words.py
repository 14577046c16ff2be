"""The survey of all departments as rows of texts, alike in page, workbook and JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.field import zh
from generator.reporting.columns import CODE, FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.base.severity import FindingClass
    from generator.model.survey import Measured, Pasted, Survey, Surveyed

KINDS_TITLE = "最多的问题"
WORST_TITLE = "问题最多的部门"
MATRIX_TITLE = "问题类别与部门"
OUTLIERS_TITLE = "与多数部门不同的数"
PASTED_TITLE = "与别的部门相同的文字"
LEFT_OUT_TITLE = "没有计入的"
OUTLIERS_NOTE = (
    "只是提请留意的线索，不说明数字有错。与全部部门的中位数相比：比率的对数的修正 z 分数大于 3.5，"
    "比率至少相差 1.5 倍，所涉金额又达到各指标的下限，才列出；部门不足 8 个的不比较。"
)
PASTED_NOTE = (
    "多数部门都有的文字是格式，不列；同类部门（如各区县水利局）、上下级之间相同的也不列。"
    "是谁抄谁看不出来的，两边都请核对。"
)
EXAMPLE, SAID, BASIS, RULE = "举例", "文字", "依据", "规则"
KIND_COLUMNS = (zh.PROBLEM, CODE, "处数", "文件数", EXAMPLE, "举例的部门")
WORST_COLUMNS = (zh.DEPARTMENT, FILE, Severity.ERROR.label, Severity.WARNING.label)
OUTLIER_COLUMNS = (
    "比较指标",
    zh.DEPARTMENT,
    FILE,
    zh.VALUE,
    zh.UNIT,
    "中位数",
    BASIS,
    RULE,
)
PASTED_COLUMNS = (
    SAID,
    zh.DEPARTMENT,
    FILE,
    zh.PLACE,
    "相同的部门",
    "相同的文件",
    "那里的位置",
    "是谁的",
)
FIGURES = "全部部门数据"
FIGURE_FILES = (f"{FIGURES}.xlsx", f"{FIGURES}.csv", f"{FIGURES}-逐项.csv")
UNKNOWN_SOURCE = "看不出，请两边核对"


def list_kinds(survey: Survey) -> Iterator[tuple[str, ...]]:
    """Yield the kinds with the most problems: KIND_COLUMNS."""
    for one in survey.kinds:
        counts = (str(one.problems), str(one.files))
        yield (one.title, one.code, *counts, one.example, one.department)


def list_worst(survey: Survey) -> Iterator[tuple[str, ...]]:
    """Yield the departments with the most problems: WORST_COLUMNS."""
    for one in survey.worst:
        yield (one.department, one.name, str(one.errors), str(one.warnings))


def matrix_columns(survey: Survey) -> tuple[str, ...]:
    """Return the heads of the matrix: the department, its file, each class, the sum."""
    return (zh.DEPARTMENT, FILE, *(kind.label for kind in survey.classes), zh.TOTAL)


def list_matrix(survey: Survey) -> Iterator[tuple[str, ...]]:
    """Yield how many problems of each class each file has, the most first, then their sums."""
    rows = sorted(
        (one for one in survey.files if one.problems),
        key=lambda one: (-one.problems, one.department, one.name),
    )
    for one in rows:
        yield (one.department, one.name, *_counts(one, survey.classes), str(one.problems))
    sums: Counter[FindingClass] = Counter()
    for one in rows:
        sums.update(one.classes)
    counts = (str(sums[kind]) for kind in survey.classes)
    yield (zh.TOTAL, "", *counts, str(sums.total()))


def _counts(one: Surveyed, classes: Sequence[FindingClass]) -> Iterator[str]:
    return (str(one.classes.get(kind, "")) for kind in classes)


def list_outliers(survey: Survey) -> Iterator[tuple[str | Decimal, ...]]:
    """Yield what stands out, measure by measure: OUTLIER_COLUMNS, values as numbers."""
    for measure in survey.measures:
        middle = "" if measure.middle is None else word_value(measure.middle, measure.unit)
        for one in measure.outliers:
            yield (
                measure.name,
                one.department,
                one.file,
                one.value,
                measure.unit,
                middle,
                one.basis,
                measure.rule,
            )


def word_value(value: Decimal, unit: str) -> str:
    """Return a value of a measure as it is printed: 1,234.50%."""
    return f"{value:,}{unit}"


def word_outlier(name: str, unit: str, one: Measured) -> str:
    """Return an outlier in one line."""
    return f"{one.department}：{name} {word_value(one.value, unit)}（{one.basis}）"


def list_pasted(survey: Survey) -> Iterator[tuple[str, ...]]:
    """Yield the passages and names that are in the files of two departments: PASTED_COLUMNS."""
    for one in survey.pasted:
        text = f"{zh.DEPARTMENT_NAME}“{one.text}”" if one.is_name else one.text
        here, there = one.here, one.there
        yield (
            text,
            here.department,
            here.file,
            here.where,
            there.department,
            there.file,
            there.where,
            word_source(one),
        )


def word_source(one: Pasted) -> str:
    """Return whose a passage is, or that nothing tells."""
    return one.source or UNKNOWN_SOURCE


def list_left_out(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield the files that do not count, and what was not looked at: name, why."""
    yield from survey.left_out
    for bound in survey.bounds:
        yield ("", bound)
    for measure in survey.measures:
        if measure.why_not:
            yield (measure.name, measure.why_not)
