"""The fifteen projects of Xinxiang 2024: 项目绩效.csv, and what section 十三 has to say of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from published.grid import Grid, write_rows
from published.printed import round_half_up
from published.xinxiang import read_facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from published.reference import Reference

GENERAL, FUND = "一般公共预算", "政府性基金"
_PROJECT = "绩效_项目"
_PARTS_OF_KEY = 4  # 绩效, 项目01, the name, what the value is
_FUND_CODE = "22904"
_BANDS = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
_WHOLE = {
    "部门整体自评得分": "绩效_整体_得分",
    "整体评价单位数": "绩效_整体_单位数",
    "整体评价一般公共预算支出": "绩效_整体_一般公共预算支出",
    "整体评价政府性基金支出": "绩效_整体_政府性基金支出",
    "整体年初预算": "绩效_整体_年初预算",
    "整体预算调整": "绩效_整体_预算调整",
    "整体全年预算": "绩效_整体_全年预算",
    "整体执行数": "绩效_整体_执行数",
}


@dataclass(frozen=True, slots=True)
class Project:
    """One project; the numbers as the document writes them."""

    name: str
    code: str
    budget: str
    executed: str
    score: str

    @property
    def fund(self) -> str:
        """Return the fund that pays."""
        return FUND if self.code.startswith(_FUND_CODE) else GENERAL

    @property
    def title(self) -> str:
        """Return the name as the text uses it: 项目 stands at its end once."""
        return f"{self.name.removesuffix('项目')}项目"

    def changed(self, **fields: str) -> Project:
        """Return the project with other numbers."""
        return replace(self, **fields)


def read_projects(facts: Grid) -> list[Project]:
    """Return the projects in their order."""
    values: dict[str, dict[str, str]] = {}
    codes: dict[str, str] = {}
    for key, value, _, _, _, note in facts.rows:
        parts = key.split("_")
        if not key.startswith(_PROJECT) or len(parts) != _PARTS_OF_KEY or parts[2] == "构成":
            continue
        _, _, name, what = parts
        values.setdefault(name, {})[what] = value
        if note:
            codes[name] = note.rpartition(" ")[2]
    return [
        Project(name, codes[name], found["全年预算数"], found["执行数"], found["得分"])
        for name, found in values.items()
        if "得分" in found
    ]


def write_projects(folder: Path, projects: Sequence[Project]) -> None:
    """Write 项目绩效.csv; every project is under 部门评价, as the document says."""
    head = ("项目名称", "资金性质", "科目编码", "全年预算数", "全年执行数", "自评得分", "部门评价")
    rows = [(p.name, p.fund, p.code, p.budget, p.executed, p.score, "是") for p in projects]
    write_rows(folder / "项目绩效.csv", [head, *rows])


def add_whole(reference: Reference, folder: Path) -> None:
    """Add the figures of the 整体支出 evaluation to 事项.csv."""
    facts = read_facts(reference)
    counts = Grid.read(folder / "事项.csv")
    for key, fact in _WHOLE.items():
        row = facts.row("key", fact)
        counts.rows.append([key, row[1], row[2]])
    counts.write(folder / "事项.csv")


def total(projects: Sequence[Project], what: str, fund: str = "") -> Decimal:
    """Return the sum of 全年预算数 or 全年执行数, of one fund or of all."""
    chosen = [project for project in projects if fund in {"", project.fund}]
    amounts = [p.budget if what == "全年预算数" else p.executed for p in chosen]
    return sum(map(Decimal, amounts), Decimal(0))


def mean_score(projects: Sequence[Project]) -> Decimal:
    """Return the mean of the scores, two decimals."""
    scores = [Decimal(project.score) for project in projects]
    return round_half_up(sum(scores, Decimal(0)) / len(scores))


def grades(projects: Sequence[Project]) -> Counter[str]:
    """Return how many projects each grade has; those without a score have none."""
    return Counter(
        next(grade for grade, least in _BANDS if Decimal(project.score) >= least)
        for project in projects
        if project.score
    )
