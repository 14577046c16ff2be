"""One filled 项目支出绩效自评表 as read from a grid: every value with its cell, none computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from generator.model.finding import Finding
    from generator.model.place import Place


class FormCell(NamedTuple):
    """A filled cell of a form: its text as written and where it stands.

    `number` is the number that the text is (98.45分, 90.0%), None where it is words or a dash;
    `unit` is what stands behind it, empty where nothing does.
    """

    text: str
    place: Place
    number: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form: a source of money, a matter of its management, or an indicator.

    `label` is the name that the lists have for the row, else as written. `cells` holds what is
    filled, under the names of the columns of the lists; a blank cell is absent.
    """

    label: str
    place: Place
    cells: Mapping[str, FormCell]

    def text(self, column: str) -> str:
        """The text in a column, empty where it is blank."""
        cell = self.cells.get(column)
        return cell.text if cell is not None else ""


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """A filled form; what it does not state is None or empty.

    `unit` is that of the amounts (万元, 元), `year` as the title prints it. `departments` has
    主管部门 and 实施单位, `goals` 预期目标 and 实际完成情况. The rows of the `money` are labelled
    年度资金总额, 政府预算资金, 财政专户管理资金 and 单位资金, others (上年结转资金) as written; the
    points for executing the budget stand in the row of the total. In `indicators` a level that is
    merged over several rows stands in each of them, and the target is split into 指标符号,
    年度指标值 and 计量单位.
    """

    place: Place
    title: str = ""
    year: str = ""
    unit: str = ""
    project: FormCell | None = None
    departments: Mapping[str, FormCell] = field(default_factory=dict)
    money: tuple[FormRow, ...] = ()
    management: tuple[FormRow, ...] = ()
    goals: Mapping[str, FormCell] = field(default_factory=dict)
    indicators: tuple[FormRow, ...] = ()
    full_marks: FormCell | None = None
    score: FormCell | None = None
    findings: tuple[Finding, ...] = ()

    def money_of(self, source: str) -> FormRow | None:
        """Return the row of a source (年度资金总额, 政府预算资金 …), None where there is none."""
        return next((row for row in self.money if row.label == source), None)
