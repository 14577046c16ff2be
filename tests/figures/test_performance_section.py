"""Section 十三 of Xinxiang: every number recomputed from its fifteen projects."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from published.clauses import split_clauses
from published.grid import Grid
from published.printed import amount, percent
from published.reference import Reference
from published.xinxiang import find_xinxiang, read_facts, write_xinxiang
from published.xinxiang_performance import (
    FUND,
    GENERAL,
    Project,
    add_whole,
    grades,
    mean_score,
    read_projects,
    total,
    write_projects,
)

from generator import build

_PUBLISHED_MEAN = "90.05"
_PARTS = ("十三（一）", "十三（二）", "十三（三）")
_TEXTS = {
    "绩效评价工作开展情况": "全部项目纳入绩效管理。",
    "项目绩效自评结果": "自评表附后。",
    "部门评价结果": "评价报告附后。",
}


@pytest.fixture(scope="module")
def reference() -> Reference:
    return find_xinxiang()


@pytest.fixture(scope="module")
def projects(reference: Reference) -> list[Project]:
    return read_projects(read_facts(reference))


@pytest.fixture
def folder(tmp_path: Path, reference: Reference) -> Path:
    write_xinxiang(reference, tmp_path)
    add_whole(reference, tmp_path)
    return tmp_path


def _section(folder: Path) -> dict[str, str]:
    clauses = split_clauses(build(folder).text)
    return {clause: text for clause, text in clauses.items() if clause.startswith("十三")}


def _line(text: str, project: Project) -> str:
    """Return the one paragraph about a project."""
    opening = f"{project.title}绩效自评情况"
    (found,) = (line for line in text.splitlines() if line.startswith(opening))
    return found


def test_the_case_is_read_as_published(reference: Reference, projects: list[Project]) -> None:
    facts = read_facts(reference)
    stated = {key: facts.text("value", "key", f"绩效_{key}") for key in ("优", "良")}
    assert len(projects) == 15
    assert Counter(project.fund for project in projects) == {GENERAL: 12, FUND: 3}
    assert {grade: str(count) for grade, count in grades(projects).items()} == stated
    assert total(projects, "全年执行数", GENERAL) == Decimal("4790.74")
    assert total(projects, "全年执行数", FUND) == Decimal("4396.72")
    assert total(projects, "全年预算数") == Decimal("45923.07")
    assert mean_score(projects) == Decimal("96.72")


def _shares(reference: Reference, projects: list[Project]) -> list[str]:
    """Return the share of the projects in 项目支出: 公开05, 公开07."""
    return [
        percent(
            total(projects, "全年执行数", fund),
            Grid.read(reference.case / "tables" / f"{form}.csv").amount(
                "本年支出/项目支出", "科目名称", "合计"
            ),
        )
        for fund, form in ((GENERAL, "公开05"), (FUND, "公开07"))
    ]


def test_counts_and_sums_by_fund(
    folder: Path, reference: Reference, projects: list[Project]
) -> None:
    write_projects(folder, projects)
    text = _section(folder)["十三（一）"]
    general = amount(total(projects, "全年执行数", GENERAL))
    fund = amount(total(projects, "全年执行数", FUND))
    of_general, of_fund = _shares(reference, projects)
    assert f"项目12个，共涉及资金{general}万元，占一般公共预算项目支出总额的{of_general}。" in text
    assert "3个政府性基金预算项目" in text
    assert f"共涉及资金{fund}万元，占政府性基金预算项目支出总额的{of_fund}。" in text
    assert f"涉及一般公共预算支出{general}万元，政府性基金预算支出{fund}万元" in text
    assert "国有资本经营预算项目" not in text  # there is none


def test_names_of_the_fund_projects(folder: Path, projects: list[Project]) -> None:
    write_projects(folder, projects)
    text = _section(folder)["十三（一）"]
    names = [project.name for project in projects if project.fund == FUND]
    assert "、".join(names) in text


def test_totals_mean_and_grades(folder: Path, projects: list[Project]) -> None:
    write_projects(folder, projects)
    text = _section(folder)["十三（一）"]
    budget, executed = total(projects, "全年预算数"), total(projects, "全年执行数")
    assert percent(executed, budget) == "20.01%"
    for printed in (
        "项目15个",
        f"{amount(budget)}万元",
        f"{amount(executed)}万元，预算执行率为{percent(executed, budget)}",
        "“优”的13个",
        "“良”的2个",
        f"平均得分为{mean_score(projects)}分",
        "评价结果为“优”",
    ):
        assert printed in text
    assert _PUBLISHED_MEAN not in text


def test_evaluation_of_the_whole(folder: Path, reference: Reference) -> None:
    text = _section(folder)["十三（一）"]
    facts = read_facts(reference)
    budget = facts.amount("value", "key", "绩效_整体_全年预算")
    executed = facts.amount("value", "key", "绩效_整体_执行数")
    assert f"{amount(executed)}万元，预算执行率为{percent(executed, budget)}" in text
    assert f"全年预算{amount(budget)}万元" in text
    assert "得分为92.45分，评价等级为“优”" in text


def test_every_project_with_its_own_rate(folder: Path, projects: list[Project]) -> None:
    write_projects(folder, projects)
    text = build(folder).text
    for project in projects:
        budget, executed = Decimal(project.budget), Decimal(project.executed)
        rate = percent(executed, budget) if executed else "0%"
        spent = f"{amount(executed)}万元" if executed else "0万元"
        line = _line(text, project)
        assert f"得分为{project.score}分" in line
        assert f"全年预算数为{amount(budget)}万元，执行数为{spent}，完成预算的{rate}。" in line


def test_projects_stand_in_the_order_of_the_file(folder: Path, projects: list[Project]) -> None:
    write_projects(folder, projects)
    lines = build(folder).text.splitlines()
    positions = [lines.index(_line("\n".join(lines), project)) for project in projects]
    assert positions == sorted(positions)


def test_the_texts_of_the_department_appear(folder: Path, projects: list[Project]) -> None:
    write_projects(folder, projects)
    (folder / "文字").mkdir()
    for name, text in _TEXTS.items():
        (folder / "文字" / f"{name}.md").write_text(text, encoding="utf-8")
    section = _section(folder)
    for clause, (name, text) in zip(_PARTS, _TEXTS.items(), strict=True):
        assert text in section[clause]
        assert f"【待补充：{name}】" not in section[clause]


def test_what_a_project_does_not_say_is_asked_for(folder: Path, projects: list[Project]) -> None:
    write_projects(folder, projects)
    line = _line(build(folder).text, projects[0])
    for what in ("目标完成情况", "发现的问题", "改进措施"):
        assert f"【待补充：{projects[0].name}的{what}】" in line


def test_without_any_project_marks_stand(reference: Reference, tmp_path: Path) -> None:
    write_xinxiang(reference, tmp_path)
    section = _section(tmp_path)
    for clause, name in zip(_PARTS, _TEXTS, strict=True):
        assert section[clause].endswith(f"【待补充：{name}】")
    assert not any("0个" in text for text in section.values())


def test_a_missing_score_is_asked_for(folder: Path, projects: list[Project]) -> None:
    first, *others = projects
    write_projects(folder, [first.changed(score=""), *others])
    text = build(folder).text
    section = _section(folder)["十三（一）"]
    assert f"得分为【待补充：{first.name}自评得分】分" in _line(text, first)
    assert "平均得分为【待补充：" in section
    assert "“优”的12个" in section
    assert "“”" not in section


def test_without_any_score_nothing_is_graded(folder: Path, projects: list[Project]) -> None:
    write_projects(folder, [project.changed(score="") for project in projects])
    section = _section(folder)["十三（一）"]
    assert "平均得分为【待补充：" in section
    assert "自评等级，" not in section
    assert "“”" not in section


def test_a_budget_of_zero_has_no_rate(folder: Path, projects: list[Project]) -> None:
    first, *others = projects
    write_projects(folder, [first.changed(budget="0", executed="0"), *others])
    line = _line(build(folder).text, first)
    assert "全年预算数为0万元，执行数为0万元。" in line
    assert "完成预算的" not in line
