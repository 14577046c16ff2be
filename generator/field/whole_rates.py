"""The rates of a department's self-evaluation: how indicators name them, of what each is made.

A maintainer adds a rate, or another name for one, with an example in the tests.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from generator.base.labels import key_of
from generator.field import evaluation, zh
from generator.field.evaluation_forms import EXECUTION_RATE


class WholeRate(NamedTuple):
    """A rate in per cent: `part` ÷ `whole`, keys of 事项.csv.

    `named` are the names that indicators have for it, without quotes and brackets. `is_of_counts`:
    numbers of projects, not amounts. Of 三公 the amounts are those of 公开09: `whole` is empty.
    """

    name: str
    named: re.Pattern[str]
    part: str
    whole: str
    is_of_counts: bool = False

    @property
    def formula(self) -> str:
        """The rate in words."""
        return f"{self.part} ÷ {self.whole or f'{self.part}{zh.BUDGET_AMOUNT}'}"


_OF = "(?:本?部门|本?单位|整体|全年|年度|年末|预算|资金)*"
_OF_PROJECTS = "(?:项目|支出|绩效|重点|运行)*"


def _rate(name: str, named: str, part: str, whole: str, *, counts: bool = False) -> WholeRate:
    before = f"{_OF}{_OF_PROJECTS}" if counts else _OF
    return WholeRate(name, re.compile(f"{before}{named}"), part, whole, counts)


RATES: Final = (
    _rate(
        evaluation.TARGET_RATE,
        "目标(?:填报|申报|编报|覆盖)(?:完成)?率",
        evaluation.WITH_TARGETS,
        evaluation.OVERALL_PROJECTS,
        counts=True,
    ),
    _rate(
        evaluation.MONITORING_RATE,
        "监控(?:完成|开展)?率",
        evaluation.MONITORED,
        evaluation.TO_MONITOR,
        counts=True,
    ),
    _rate(
        evaluation.SELF_EVALUATION_RATE,
        "自评(?:完成|开展)?率",
        evaluation.SELF_EVALUATED,
        evaluation.TO_SELF_EVALUATE,
        counts=True,
    ),
    _rate(
        evaluation.EVALUATION_RATE,
        "评价(?:完成|开展)率",
        evaluation.EVALUATED,
        evaluation.TO_EVALUATE,
        counts=True,
    ),
    _rate(
        evaluation.ADJUSTMENT_RATE,
        "调整率",
        zh.OVERALL_BUDGET_CHANGE,
        zh.OVERALL_INITIAL_BUDGET,
    ),
    _rate(
        evaluation.CARRIED_OVER_RATE,
        "(?:结转结余|结转和结余|结余结转)率",
        evaluation.OVERALL_CARRIED_OVER,
        zh.OVERALL_BUDGET,
    ),
    _rate(
        evaluation.PROCUREMENT_RATE,
        "政府采购(?:预算)?(?:执行|完成)率",
        evaluation.PROCUREMENT_EXECUTED,
        evaluation.PROCUREMENT_BUDGET,
    ),
    _rate(
        EXECUTION_RATE,
        "(?:(?:支出)?执行率|(?<=预算)(?:资金)?(?:支出)?完成率)",
        evaluation.OVERALL_EXECUTED,
        zh.OVERALL_BUDGET,
    ),
    _rate("三公控制率", "三公经费(?:预算|支出)*(?:控制|执行|完成)率", zh.THREE_PUBLIC, ""),
)


def rate_named(name: str) -> WholeRate | None:
    """Return the rate that an indicator of this name (三级指标) states; None for another one."""
    plain = key_of(name)
    return next((rate for rate in RATES if rate.named.fullmatch(plain)), None)
