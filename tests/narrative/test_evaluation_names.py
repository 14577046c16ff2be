"""The names of forms and reports: what a template prints of the two reports of Xinxiang."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from published.xinxiang import find_xinxiang, write_xinxiang
from support.explained import recomputed
from support.project_reports import ProjectReport, read_reports, write_reports

from generator import build
from generator.model.block import Paragraph
from generator.tasks.department import write_department
from generator.tasks.explain import explain_numbers
from generator.tasks.templates.lookup import find_fields

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.block import Span

_WHY = "社保医保窗口联办，不动产部分业务下沉，因此窗口减少"
_FORM = """# {{ 节次 }}、自评
{% for 项 in 项目 %}
{% if 项.有自评表 %}
{{ 项.名称 }}总分{{ 项.总分.得分 }}/{{ 项.总分.分值 }}，{{ 项.等级 }}，年初{{ 项.年初预算数 }}

执行{{ 项.预算执行.得分 }}/{{ 项.预算执行.分值 }}/{{ 项.预算执行.执行率 }}
{% for 资 in 项.资金来源 %}

{{ 资.名称 }}：{{ 资.年初预算数 }}、{{ 资.全年预算数 }}、{{ 资.全年执行数 }}
{%- if 资.执行率.有 %}、{{ 资.执行率 }}{% endif %}

{% endfor %}
{% for 管 in 项.资金管理 %}

{{ 管.事项 }}：{{ 管.情况说明 }}；{{ 管.分值 }}，{{ 管.得分 }}，{{ 管.存在问题 }}。

{% endfor %}
{% for 一 in 项.指标 %}

{{ 一.名称 }}：{{ 一.得分 }}/{{ 一.分值 }}
{% for 二 in 一.二级 %}

{{ 二.名称 }}：{{ 二.得分 }}/{{ 二.分值 }}
{% for 三 in 二.三级 %}

{{ 三.名称 }}指标值{{ 三.指标值 }}，完成值{{ 三.完成值 }}，分值{{ 三.分值 }}，得分{{ 三.得分 }}
{%- if 三.扣分 %}，扣分原因为：{{ 三.偏差原因 }}{% endif %}

{% endfor %}
{% endfor %}
{% endfor %}
{% endif %}
{% if 项.有报告 %}

概况：{{ 项.文字.项目概况 }}

问题：{{ 项.文字.存在的问题 }}

其他：{{ 项.文字.其他建议 }}

{% endif %}
{% endfor %}

加权{{ 项目加权平均得分 }}{{ 项目加权平均得分.等级 }}，覆盖{{ 项目支出覆盖率 }}，
共{{ 项目资金来源[0].全年预算数 }}
"""
_WHOLE = """# {{ 节次 }}、整体
{% if 整体自评.有 %}
得分{{ 整体自评.总分.得分 }}/{{ 整体自评.总分.分值 }}，{{ 整体自评.等级 }}，
{{ 整体自评.一级个数 }}、{{ 整体自评.二级个数 }}、{{ 整体自评.三级个数 }}

{% for 一 in 整体自评.指标 %}{% for 二 in 一.二级 %}{% for 三 in 二.三级 %}

{{ 三.名称 }}，{{ 三.指标值 }}，{{ 三.完成值 }}，得{{ 三.得分 }}：{{ 三.情况 }}
{% endfor %}{% endfor %}{% endfor %}

年初{{ 整体自评.年初预算 }}，调整{{ 整体自评.预算调整 }}，全年{{ 整体自评.全年预算 }}，
执行{{ 整体自评.执行数 }}，{{ 整体自评.执行率 }}，调整率{{ 整体自评.预算调整率 }}

三公{{ 整体自评.三公预算 }}、{{ 整体自评.三公执行 }}、{{ 整体自评.三公控制率 }}

填报{{ 整体自评.绩效目标填报项目数 }}/{{ 整体自评.项目总数 }}，{{ 整体自评.目标填报率 }}

方法：{{ 整体自评.文字.评价方法 }}

经验：{{ 整体自评.文字.自评经验 }}
{% endif %}
"""


@pytest.fixture(scope="module")
def reports() -> list[ProjectReport]:
    return read_reports(find_xinxiang().seed)


def _lines(folder: Path, templates: Path, template: str) -> list[str]:
    templates.mkdir()
    (templates / "14-自评.md").write_text(template, encoding="utf-8")
    text = build(folder, templates=templates).text
    return text[text.index("十四、") :].splitlines()


def test_a_template_prints_the_forms(tmp_path: Path, reports: list[ProjectReport]) -> None:
    folder = tmp_path / "data"
    write_xinxiang(find_xinxiang(), folder)
    write_reports(folder, reports)
    lines = _lines(folder, tmp_path / "templates", _FORM)
    for line in (
        "市级电子政务外网（线路租赁费）总分100/100，优，年初200.42",
        "大厅运行经费总分98.45/100，优，年初84.80",
        "执行9/10/90.00%",
        "政府预算资金：84.80、84.80、76.32、90.00%",
        "财政专户管理资金：0、0、0",
        "产出指标：29.45/30",
        "数量指标：19.45/20",
        "24 年大厅运行经费指标值≤70.4万元，完成值62.84万元，分值5，得分5",
        f"设置服务窗口指标值≥130个，完成值115个，分值3，得分2.65，扣分原因为：{_WHY}",
        "政府部门覆盖率指标值≥99%，完成值≥99%，分值5，得分5",
        "拨付合规性：按照支付计划，及时拨付；5，5，。",
        "其他：【待补充：大厅运行经费的其他建议】",
        "问题：无",
    ):
        assert line in lines, line
    # (98.45 × 84.80 + 100 × 200.42) ÷ 285.22
    assert any(line.startswith("加权99.54优，覆盖") and line.endswith("共285.22") for line in lines)
    for report in reports:
        assert f"概况：{report.texts['项目概况'].splitlines()[0]}" in lines


def test_what_is_missing_is_marked(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    write_xinxiang(find_xinxiang(), folder)
    (folder / "项目绩效.csv").write_text(
        "项目名称,全年预算数,全年执行数,自评得分\n甲项目,10,10,\n", encoding="utf-8"
    )
    (folder / "绩效指标.csv").write_text(
        "项目,一级指标,二级指标,三级指标,指标符号,年度指标值,计量单位,实际完成值,分值,得分\n"
        "甲项目,产出指标,数量指标,座数,≥,2,座,,50,\n"
        "甲项目,产出指标,数量指标,次数,≥,,次,3,40,30\n",
        encoding="utf-8",
    )
    lines = _lines(folder, tmp_path / "templates", _FORM)
    assert (
        "座数指标值≥2座，完成值【待补充：甲项目座数的实际完成值】，分值50，得分【待补充：甲项目座数得分】"
        in lines
    )
    assert (
        "次数指标值【待补充：甲项目次数的年度指标值】，完成值3次，分值40，得分30，"
        "扣分原因为：【待补充：甲项目次数的偏差原因及改进措施】"
    ) in lines
    assert any(line.startswith("甲项目总分【待补充：") for line in lines)
    assert not any(line.startswith("概况：") for line in lines)


def test_a_template_prints_the_whole(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    write_xinxiang(find_xinxiang(), folder)
    (folder / "整体绩效.csv").write_text(
        "项目,内容\n年初预算,900.00\n全年预算,1000.00\n执行数,950\n项目总数,20\n"
        "绩效目标填报项目数,19\n评价方法,对照评分表自评\n",
        encoding="utf-8",
    )
    (folder / "整体绩效指标.csv").write_text(
        "一级指标,二级指标,三级指标,指标符号,年度指标值,计量单位,实际完成值,分值,得分\n"
        "投入管理指标,预算管理,预算调整率,≤,5,%,11.11,60,40\n"
        "效益指标,满意度,公众满意度,≥,95,%,96,40,40\n",
        encoding="utf-8",
    )
    (folder / "文字" / "整体绩效").mkdir(parents=True)
    (folder / "文字" / "整体绩效" / "指标情况.md").write_text(
        "# 预算调整率\n年中追加一次。\n", encoding="utf-8"
    )
    lines = _lines(folder, tmp_path / "templates", _WHOLE)
    for line in (
        "得分80/100，良，2、2、2",
        "预算调整率，≤5%，11.11%，得40：年中追加一次。",
        "公众满意度，≥95%，96%，得40：【待补充：公众满意度的情况】",
        "年初900.00，调整100.00，全年1,000.00，执行950.00，95.00%，调整率11.11%",
        "填报19/20，95.00%",
        "方法：对照评分表自评",
        "经验：【待补充：自评经验】",
    ):
        assert line in lines, line
    assert any(line.startswith("三公") and "%" in line for line in lines)


def test_every_number_of_a_form_is_explained(tmp_path: Path, reports: list[ProjectReport]) -> None:
    folder, templates = tmp_path / "data", tmp_path / "templates"
    write_xinxiang(find_xinxiang(), folder)
    write_reports(folder, reports)
    templates.mkdir()
    (templates / "14-自评.md").write_text(_FORM, encoding="utf-8")
    department = write_department(folder, templates=templates)
    explained = explain_numbers(department)
    numbers = [one for one in explained if one.where.startswith(("十三", "十四"))]
    assert len(numbers) > 150
    formulas = {(one.printed, one.explanation.formula) for one in numbers}
    assert ("9", "ROUND(ROUND(MIN(10,10*[1]/[2]),2),2)") in formulas
    assert [problem for one in numbers if (problem := recomputed(folder, one))] == []
    linked = [span for span in _spans(department.blocks) if span.figure is not None]
    assert len(linked) > 100
    used = [one for one in department.findings if one.code == "L17"]
    files = {place.file for one in used for place in one.places}
    assert not {"绩效指标.csv", "资金管理.csv"} & files


def _spans(blocks: tuple[object, ...]) -> list[Span]:
    return [
        span
        for block in blocks
        if isinstance(block, Paragraph) and block.where.startswith("十四")
        for span in block.spans
    ]


def test_what_no_template_prints_is_named(tmp_path: Path, reports: list[ProjectReport]) -> None:
    folder = tmp_path / "data"
    write_xinxiang(find_xinxiang(), folder)
    write_reports(folder, reports)
    # Stated scores are printed, and the points are used for nothing.
    listed = (folder / "项目绩效.csv").read_text(encoding="utf-8").splitlines()
    scored = [f"{line}{score}" for line, score in zip(listed, ("", "100", "98.45"), strict=True)]
    (folder / "项目绩效.csv").write_text("\n".join(scored), encoding="utf-8")
    assert not [one for one in build(folder).findings if one.code == "L17"]
    switches = "".join(f'{name}印在 = "不印"\n' for name in ("自评表", "自评报告"))
    (folder / "行文.toml").write_text(f"[附件]\n{switches}", encoding="utf-8")
    used = [one for one in build(folder).findings if one.code == "L17"]
    files = {place.file for one in used for place in one.places}
    assert {"绩效指标.csv", "资金管理.csv"} <= files
    assert any(file.startswith("文字/项目/") for file in files)


def test_parts_of_parts_are_found_by_a_word(tmp_path: Path, reports: list[ProjectReport]) -> None:
    folder = tmp_path / "data"
    write_xinxiang(find_xinxiang(), folder)
    write_reports(folder, reports)
    found = {one.written: one.value for one in find_fields("项目", folder)}
    third = "项目 的每一项.指标 的每一项.二级 的每一项.三级 的每一项"
    assert found[f"{third}.指标值"] == "≤200.42万元"
    assert found[f"{third}.得分"] == "10分"
    assert found["项目 的每一项.文字.其他建议"].startswith("【待补充：")
    assert found["项目 的每一项.总分.得分"] == "100分"
