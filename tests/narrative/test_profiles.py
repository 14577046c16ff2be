"""Profiles as data: the switches that order, number and name the sections and the tables."""

import re
from pathlib import Path

import pytest
from support.findings import line_of
from support.folders import DATA, ROOT, copy_data

from generator import build
from generator.base.errors import TemplateError
from generator.field.grades import GRADES, describe_bands, parse_bands
from generator.model.block import Grid, Paragraph, Role
from generator.narrative.settings import parse_settings

SETTINGS = "行文.toml"
ZH = ROOT / "templates" / "zh"


def test_the_usual_grades_are_those_of_the_wording() -> None:
    """Who reads a text without any wording judges it by the bands that a text is written by."""
    wording = (ZH / SETTINGS).read_text(encoding="utf-8")
    switch = parse_settings(wording, SETTINGS)["十三"]["等级"]
    assert isinstance(switch, tuple)
    assert parse_bands(switch) == GRADES
    (line,) = re.findall(
        "^等级由得分定：(.+?)。", (ROOT / "docs/data-folder.md").read_text("utf-8"), re.MULTILINE
    )
    assert line.replace("为", "") == f"{describe_bands(GRADES)}，其余{GRADES[-1][0]}"


def _own(path: Path, switches: str, **files: str) -> Path:
    """Return a templates folder with these switches."""
    path.mkdir()
    (path / SETTINGS).write_text(switches, encoding="utf-8")
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def _data(path: Path, switches: str) -> Path:
    folder = copy_data(path)
    (folder / SETTINGS).write_text(switches, encoding="utf-8")
    return folder


def _headings(data: Path, templates: Path | None = None) -> list[str]:
    blocks = build(data, templates=templates).blocks
    return [b.text for b in blocks if isinstance(b, Paragraph) and b.role is Role.HEADING]


def _grids(data: Path) -> list[Grid]:
    blocks = build(data).department.content.parts[1].blocks
    return [block for block in blocks if isinstance(block, Grid)]


# Sections


def test_sections_are_printed_in_the_order_that_is_asked_for(tmp_path: Path) -> None:
    switches = "[通用]\n各节 = ['01', '09-三公经费支出', '07']\n[九]\n标题经费 = '“三公”经费'\n"
    assert _headings(_data(tmp_path / "数据", switches)) == [
        "一、收入支出决算总体情况说明",
        "二、“三公”经费支出决算情况说明",
        "三、政府性基金预算财政拨款支出决算情况说明",
    ]


def test_a_clause_is_named_as_it_is_printed(tmp_path: Path) -> None:
    result = build(_data(tmp_path / "数据", "各节 = ['02', '09']\n"))
    clauses = {block.where for block in result.blocks if isinstance(block, Paragraph)}
    assert clauses == {"一", "二", "二（一）", "二（二）", "二（二）1", "二（二）2", "二（二）3"}


def test_a_section_that_is_added_has_switches_of_its_own(tmp_path: Path) -> None:
    text = "# {{ 节次 }}、其他\n\n总计{{ 收支总计 | 万元 }}。\n"
    own = _own(tmp_path / "模板", "[十四]\n千分位 = false\n", **{"14-其他.md": text})
    result = build(DATA, templates=own)
    assert "十四、其他\n总计10394.91万元。" in result.text
    assert "一、收入支出决算总体情况说明\n2024年度收、支总计均为10,394.91万元" in result.text


@pytest.mark.parametrize(
    ("switches", "words"),
    [
        ("各节 = ['01', '21-没有']\n", ("各节", "“21-没有”")),
        ("各节 = ['01', '02', '01']\n", ("各节", "“01”出现两次")),
        ("各节 = ['收入']\n", ("各节", "“收入”")),
        ("并入 = ['10-14']\n", ("并入", "“10-14”")),
        ("各节 = ['01']\n并入 = ['02：09（一）']\n", ("并入", "“02：09（一）”")),
        ("[公开表]\n各表 = ['公开10']\n", ("各表", "“公开10”")),
        ("[公开表]\n各表 = ['公开01', '公开01']\n", ("各表", "“公开01”出现两次")),
        ("[通用]\n开头 = '{年渡}年度'\n", ("开头", "{年渡}", "“年度”")),
        ("[通用]\n各节 = '01'\n", ("各节", "类型不对")),
    ],
)
def test_mistakes_stop_a_profile(switches: str, words: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as stop:
        build(DATA, templates=_own(tmp_path / "模板", switches))
    (problem,) = stop.value.problems
    assert all(word in problem for word in words)


@pytest.mark.parametrize("switches", ["各节 = '01'\n", "各节 = ['21']\n", "并入 = ['10']\n"])
def test_mistakes_of_a_data_folder_are_said_and_not_used(switches: str, tmp_path: Path) -> None:
    result = build(_data(tmp_path / "数据", switches))
    found = [line_of(finding) for finding in result.findings if SETTINGS in line_of(finding)]
    assert len(found) == 1
    assert result.text == build(DATA).text


# Words and numbers


def test_placeholders_are_filled_in(tmp_path: Path) -> None:
    switches = "开头 = '{部门名称}{年度}年度'\n比上年 = '与{上年度}年度相比'\n"
    text = build(_data(tmp_path / "数据", switches)).text
    assert "政务信息管理局2024年度收、支总计均为" in text
    assert "与2023年度相比，收、支总计各增加" in text
    assert "{" not in text


def test_rates_have_as_many_places_as_asked_for(tmp_path: Path) -> None:
    first = build(_data(tmp_path / "数据", "百分比位数 = 1\n")).text.split("二、收入")[0]
    last, change = 10394.91 - 3590.27, 3590.27
    assert f"增长{100 * change / last:.1f}%。" in first


def test_three_public_items_in_another_order(tmp_path: Path) -> None:
    switches = "[九]\n分项次序 = ['出国', '接待', '用车']\n用车名称 = '公务用车购置及运行维护费'\n"
    text = build(_data(tmp_path / "数据", switches)).text
    numbered = re.findall(r"^\d\. ([^预]+)预算为", text.split("九、")[1], re.MULTILINE)
    assert numbered == ["因公出国（境）费", "公务接待费", "公务用车购置及运行维护费"]
    assert "公务用车购置及运行维护费支出决算" in text


def test_vehicles_under_other_names(tmp_path: Path) -> None:
    switches = "省级用车 = '部级领导干部用车'\n应急用车 = '应急保障用车'\n"
    text = build(_data(tmp_path / "数据", switches)).text
    assert "其中：部级领导干部用车" in text
    assert "、应急保障用车" in text


# Tables


def test_tables_in_another_order_under_their_new_numbers(tmp_path: Path) -> None:
    switches = (
        "[公开表]\n各表 = ['公开01', '公开09', '公开07 基金表']\n编号 = '附表{序号}'\n"
        "部门行 = '编制单位：{部门名称}'\n年度行 = ''\n"
    )
    grids = _grids(_data(tmp_path / "数据", switches))
    assert [grid.number for grid in grids] == ["附表01", "附表02", "附表03"]
    assert [grid.title for grid in grids][2] == "基金表"
    assert grids[0].department == "编制单位：新乡市行政审批和政务信息管理局"
    assert {grid.year for grid in grids} == {""}


def test_each_layout_switch_changes_only_the_layout(tmp_path: Path) -> None:
    switches = (
        "[公开表]\n行次栏次 = false\n合计在末行 = true\n预决算相邻 = true\n公开08写收支 = true\n"
        "基本支出分两栏 = true\n金额栏 = '决算数'\n"
    )
    ours, theirs = _grids(_data(tmp_path / "数据", switches)), _grids(DATA)
    for our, their in zip(ours, theirs, strict=True):
        assert _amounts(our) == _amounts(their), our.title


def _amounts(grid: Grid) -> list[str]:
    return sorted(
        cell.text
        for row in grid.rows[grid.head_rows :]
        for cell in row
        if cell.role is Role.TABLE_NUMBER and cell.text
    )


def test_columns_of_income_in_the_capital_table_are_read_and_printed(tmp_path: Path) -> None:
    """
    | 编码 | 名称 | 年初结转和结余 | 本年收入 | 小计 | 基本支出 | 项目支出 | 年末结转和结余 |
    """
    folder = _data(tmp_path / "数据", "[公开表]\n公开08写收支 = true\n")
    (folder / "公开08.csv").write_text(
        "国有资本经营预算财政拨款收入支出决算表\n"
        "科目编码,科目名称,年初结转和结余,本年收入,本年支出/小计,本年支出/基本支出,"
        "本年支出/项目支出,年末结转和结余\n"
        ",合计,1.00,2.00,2.50,0.00,2.50,0.50\n"
        "223,国有资本经营预算支出,1.00,2.00,2.50,0.00,2.50,0.50\n",
        encoding="utf-8",
    )
    (grid,) = [grid for grid in _grids(folder) if "国有资本" in grid.title]
    total = [cell.text for cell in grid.rows[grid.head_rows]]
    assert total == ["合计", "1.00", "2.00", "2.50", "0.00", "2.50", "0.50"]
    (plain,) = [
        grid
        for grid in _grids(copy_with(tmp_path / "另一份", folder / "公开08.csv"))
        if "国有资本" in grid.title
    ]
    assert [cell.text for cell in plain.rows[plain.head_rows]] == ["合计", "2.50", "0.00", "2.50"]


def copy_with(path: Path, table: Path) -> Path:
    """Return a copy of the data with one table put in the place of its own."""
    folder = copy_data(path)
    (folder / table.name).write_bytes(table.read_bytes())
    return folder


# The cover


def test_a_cover_without_a_date_asks_for_none(tmp_path: Path) -> None:
    cover = "-\n\n{{ 部门名称 }}\n\n{{ 年度 }}年度{{ 口径 }}决算\n\n-\n"
    own = _own(tmp_path / "模板", "", **{"封面.md": cover})
    data = copy_data(tmp_path / "数据")
    lines = (data / "单位信息.csv").read_text(encoding="utf-8-sig").splitlines()
    kept = "\n".join(line for line in lines if not line.startswith("编制日期"))
    (data / "单位信息.csv").write_text(kept, encoding="utf-8")
    # A report has a cover of its own.
    (data / "行文.toml").write_text('[附件]\n自评报告印在 = "不印"\n', encoding="utf-8")
    dated, undated = build(data), build(data, templates=own)
    assert "编制日期" in {gap.key for gap in dated.gaps}
    assert "编制日期" not in {gap.key for gap in undated.gaps}
    content = undated.department.content.cover
    assert (content.year_line, content.title, content.date) == ("", "2024年度部门决算", "")
