"""Switches, headings, names and totals of one's own, in one's own 行文.toml and templates."""

import shutil
from pathlib import Path

import pytest
from support.folders import DATA, ROOT, copy_data, read_rows, write_rows

import generator
from generator.base.errors import TemplateError
from generator.model.finding import Finding
from generator.narrative.fields import known_shapes
from generator.tasks.templates.comparing import compare_wording
from generator.tasks.templates.inspection import inspect_all

_SECTION = "14-其他重要事项.md"
_ZH = ROOT / "templates" / "zh"


def _templates(folder: Path, body: str, switches: str = "") -> Path:
    own = folder / "我的模板"
    own.mkdir(exist_ok=True)
    (own / _SECTION).write_text(f"# {{{{ 节次 }}}}、其他重要事项\n\n{body}\n", encoding="utf-8")
    if switches:
        (own / "行文.toml").write_text(switches, encoding="utf-8")
    return own


def _data(folder: Path, *facts: tuple[str, str, str], settings: str = "") -> Path:
    """Return a copy of the sample with 会议费 1.20, 培训费 3.40 and rows of its own."""
    data = copy_data(folder / "数据")
    rows = read_rows(data / "公开06.csv")
    for row in rows:
        for name, amount in (("会议费", "1.20"), ("培训费", "3.40")):
            if name in row:
                row[row.index(name) + 1] = amount
    write_rows(data / "公开06.csv", rows)
    write_rows(data / "事项.csv", [*read_rows(data / "事项.csv"), *map(list, facts)])
    if settings:
        (data / "行文.toml").write_text(settings, encoding="utf-8")
    return data


def _last_line(data: Path, own: Path) -> str:
    return generator.build(data, templates=own).text.splitlines()[-1]


def _told(found: tuple[Finding, ...]) -> str:
    return "\n".join(finding.message for finding in found)


def test_a_switch_and_a_heading_of_ones_own(tmp_path: Path) -> None:
    own = _templates(
        tmp_path, "{{ 行文.开场 }}没有。", '[十四]\n标题 = "另行说明"\n开场 = "{年度}年"\n'
    )
    (own / _SECTION).write_text("# {{ 节次 }}、{{ 行文.标题 }}\n\n{{ 行文.开场 }}没有。\n", "utf-8")
    assert generator.build(DATA, templates=own).text.splitlines()[-2:] == [
        "十四、另行说明",
        "2024年没有。",
    ]
    assert inspect_all(own, frozenset(known_shapes())).faults == ()


def test_a_folder_of_data_changes_them(tmp_path: Path) -> None:
    own = _templates(tmp_path, "{{ 行文.开场 }}没有。", '[十四]\n开场 = "全年"\n')
    data = _data(tmp_path, settings='[十四]\n开场 = "本年"\n')
    result = generator.build(data, templates=own)
    assert result.text.splitlines()[-1] == "本年没有。"
    assert "行文.toml" not in _told(result.findings)


def test_a_folder_of_data_alone_may_have_them(tmp_path: Path) -> None:
    own = _templates(tmp_path, "{{ 行文.开场 }}没有。")
    data = _data(tmp_path, settings='[通用]\n开场 = "本年"\n')
    assert _last_line(data, own) == "本年没有。"


@pytest.mark.parametrize(
    ("switches", "said"),
    [
        ('[十四]\n开厂 = "全年"\n', "没有名为 [十四] 开厂 的开关"),
        ("[十四]\n开场 = 1.5\n", "类型不对"),
        ('[十四]\n开场 = "{年底}"\n', "不认识"),
    ],
)
def test_a_switch_that_nothing_prints_or_can_print(
    switches: str, said: str, tmp_path: Path
) -> None:
    own = _templates(tmp_path, "{{ 行文.开场 }}没有。", switches)
    with pytest.raises(TemplateError) as caught:
        generator.build(DATA, templates=own)
    assert said in str(caught.value)
    assert "行文.toml 第 2 行" in str(caught.value)


def test_items_balances_and_rows_of_ones_own(tmp_path: Path) -> None:
    data = _data(tmp_path, ("会议次数", "12", "次"), ("网站经费", "30000", "元"))
    body = (
        '会议费{{ 会议费 | 万元 }}，{{ 经济科目["30216"] | 万元 }}，'
        "年初{{ 年初结转和结余 | 万元 }}，"
        '会议{{ 事项["会议次数"] | 数量 }}，网站{{ 事项["网站经费"] | 万元 }}。'
    )
    result = generator.build(data, templates=_templates(tmp_path, body))
    assert result.text.splitlines()[-1] == (
        "会议费1.20万元，3.40万元，年初1,757.77万元，会议12次，网站3.00万元。"
    )
    assert "会议次数" not in _told(result.findings)
    assert "没有使用" in _told(generator.build(data).findings)


def test_a_row_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    own = _templates(tmp_path, '会议{{ 事项["会议次数"] }}次，{{ 会议费.上年 }}。')
    gaps = {(gap.key, gap.file) for gap in generator.build(DATA, templates=own).department.gaps}
    assert {("会议次数", "事项.csv"), ("会议费", "上年/公开06.csv")} <= gaps


def test_last_year_of_an_item(tmp_path: Path) -> None:
    data = _data(tmp_path)
    (data / "上年").mkdir(exist_ok=True)
    rows = read_rows(data / "公开06.csv")
    for row in rows:
        if "会议费" in row:
            row[row.index("会议费") + 1] = "1.00"
    write_rows(data / "上年" / "公开06.csv", rows)
    own = _templates(tmp_path, "{{ 会议费.增减词 }}{{ 会议费.增减 }}，{{ 会议费.增减率 }}。")
    assert _last_line(data, own) == "增加0.20，20.00%。"


def test_totals_of_named_amounts(tmp_path: Path) -> None:
    data = _data(
        tmp_path,
        ("网站经费", "30000", "元"),
        settings='[合计]\n两费 = ["会议费", "培训费"]\n三项 = ["两费", \'事项["网站经费"]\']\n',
    )
    own = _templates(tmp_path, "{{ 两费 | 万元 }}，{{ 三项 | 万元 }}。")
    result = generator.build(data, templates=own)
    assert result.text.splitlines()[-1] == "4.60万元，7.60万元。"
    (paragraph,) = result.department.blocks[-1:]
    figures = [span.figure for span in paragraph.spans if span.figure]  # type: ignore[union-attr]
    assert [len(list(figure.sources())) for figure in figures] == [2, 3]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('两费 = ["会议费", "陪训费"]', "“陪训费”不是名称，是否应为“培训费”？"),
        ('两费 = ["会议费", "会议费"]', "写了两次"),
        ('会议费 = ["培训费", "差旅费"]', "已是程序的名称"),
        ('两费 = ["会议费", "公务用车保有量"]', "不是一个金额"),
        ('两费 = "会议费"', "应列出各项的名称"),
        ('两费 = ["会议费", "两费"]', "“两费”不是名称"),
        ('"两 费" = ["会议费"]', "不能作名称"),
    ],
)
def test_totals_that_cannot_be(line: str, said: str, tmp_path: Path) -> None:
    own = _templates(tmp_path, "没有。", f"[合计]\n{line}\n")
    with pytest.raises(TemplateError) as caught:
        generator.build(DATA, templates=own)
    assert said in str(caught.value)
    result = generator.build(_data(tmp_path, settings=f"[合计]\n{line}\n"))
    assert said in _told(result.findings)


@pytest.mark.parametrize(
    "parts",
    ['["会议费", \'经济科目["30215"]\']', '[\'事项["会议次数"]\', "会议费"]'],
)
def test_no_cell_is_added_twice_and_no_count_to_money(parts: str, tmp_path: Path) -> None:
    data = _data(tmp_path, ("会议次数", "12", "次"))
    own = _templates(tmp_path, "{{ 两费 | 万元 }}。", f"[合计]\n两费 = {parts}\n")
    with pytest.raises(TemplateError, match=r"算了两次|不能相加"):
        generator.build(data, templates=own)


def test_no_total_is_part_of_itself(tmp_path: Path) -> None:
    """A folder of data cannot turn a total of the templates into one that holds itself."""
    own = _templates(
        tmp_path, "{{ 乙 | 万元 }}。", '[合计]\n甲 = ["会议费"]\n乙 = ["甲", "培训费"]\n'
    )
    data = _data(tmp_path, settings='[合计]\n甲 = ["乙", "差旅费"]\n')
    result = generator.build(data, templates=own)
    assert result.text.splitlines()[-1] == "4.60万元。"
    assert "“乙”不是名称" in _told(result.findings)


def test_the_check_knows_the_totals_of_the_folder_before(tmp_path: Path) -> None:
    own = _templates(tmp_path, "{{ 乙合计 }}。", '[合计]\n甲合计 = ["会议费", "培训费"]\n')
    profile = own / "profiles" / "甲省"
    profile.mkdir(parents=True)
    for name, total in (("乙合计", "甲合计"), ("丙合计", "丁合计")):
        line = f'[合计]\n{name} = ["{total}", "办公费"]\n'
        (profile / "行文.toml").write_text(line, encoding="utf-8")
        told = [one.message for one in inspect_all(own, frozenset(known_shapes())).faults]
        assert [message for message in told if total in message] == (
            [] if total == "甲合计" else [f"[合计] {name} 中的“{total}”不是名称，是否应为“甲合计”？"]
        ), told


def test_the_glossary_has_switches_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "我的模板"
    own.mkdir()
    (own / "行文.toml").write_text('[名词解释]\n结束语 = "以上为常用名词。"\n', encoding="utf-8")
    text = (_ZH / "名词解释.md").read_text(encoding="utf-8")
    (own / "名词解释.md").write_text(text.rstrip() + "\n\n{{ 行文.结束语 }}\n", encoding="utf-8")
    assert "以上为常用名词。" in str(generator.build(DATA, templates=own).department)
    told = inspect_all(own, frozenset(known_shapes())).faults
    assert not [one for one in told if one.file.startswith(own.name)], told


def test_an_inserted_section_is_one_insertion(tmp_path: Path) -> None:
    numbers = ["01", "14", *(f"{number:02}" for number in range(2, 14))]
    order = ", ".join(f'"{number}"' for number in numbers)
    own = _templates(tmp_path, "全年没有其他事项。", f"[通用]\n各节 = [{order}]\n")
    (department,) = compare_wording(own, [DATA])
    (section,) = department.sections
    assert section.title == "二、其他重要事项（新增一节）"
    assert department.count == 1


def test_sections_that_change_places_are_one_change(tmp_path: Path) -> None:
    numbers = ["02", "01", *(f"{number:02}" for number in range(3, 14))]
    own = tmp_path / "我的模板"
    own.mkdir()
    order = ", ".join(f'"{number}"' for number in numbers)
    (own / "行文.toml").write_text(f"[通用]\n各节 = [{order}]\n", encoding="utf-8")
    (department,) = compare_wording(own, [DATA])
    assert [section.title for section in department.sections] == ["各节的次序"]


def test_a_section_by_another_name_is_still_the_same(tmp_path: Path) -> None:
    """Renamed by its file and by its heading: what it says is compared all the same."""
    own = tmp_path / "我的模板"
    own.mkdir()
    shutil.copy(_ZH / "12-国有资产占用.md", own / "12-资产.md")
    (own / "行文.toml").write_text('[十二]\n标题 = "资产情况"\n', encoding="utf-8")
    (department,) = compare_wording(own, [DATA])
    assert [section.title for section in department.sections] == ["十二、资产情况"]
    assert department.count == 1
