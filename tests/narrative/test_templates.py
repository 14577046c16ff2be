"""Templates and switches: what a user may change, what goes wrong, and what cannot be injected."""

import shutil
from pathlib import Path

import pytest
from support.findings import line_of
from support.folders import DATA, ROOT, SAMPLES, copy_data, read_rows, write_rows
from support.program import Shell

from generator import build
from generator.base.errors import SettingsError, TemplateError

ZH = ROOT / "templates" / "zh"
FIRST = "01-收入支出决算总体情况.md"
SECOND = "02-收入决算情况.md"
TENTH = "10-机关运行经费.md"
SETTINGS = "行文.toml"


def _folder(path: Path, **files: str) -> Path:
    """Return a templates folder; the keys are names without suffix, - and digits included."""
    path.mkdir(exist_ok=True)
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def _problems(folder: Path, data: Path = DATA) -> tuple[str, ...]:
    with pytest.raises(TemplateError) as stop:
        build(data, templates=folder)
    return stop.value.problems


def _text(data: Path, templates: Path | None = None) -> str:
    return build(data, templates=templates).text


def _section(text: str, heading: str) -> str:
    after = text.split(f"{heading}、", 1)[1]
    return after.split("\n", 1)[1]


# A user's own templates


def test_one_file_overrides_the_built_in_one(tmp_path: Path) -> None:
    own = _folder(tmp_path / "模板", **{FIRST: "# 一、总体情况\n\n总计{{ 收支总计 | 万元 }}。\n"})
    text = _text(DATA, own)
    assert text.startswith("一、总体情况\n总计10,394.91万元。\n二、收入决算情况说明\n")
    assert _section(text, "二") == _section(_text(DATA), "二")


def test_another_name_with_the_same_number_takes_its_place(tmp_path: Path) -> None:
    own = _folder(tmp_path / "模板", **{"10-其他.md": "# 十、其他\n\n无。\n"})
    text = _text(DATA, own)
    assert "十、其他\n无。\n十一、政府采购" in text
    assert "机关运行经费支出情况说明" not in text


def test_own_profile_and_switches(tmp_path: Path) -> None:
    own = tmp_path / "模板"
    (own / "profiles" / "本县").mkdir(parents=True)
    (own / "profiles" / "本县" / SETTINGS).write_text("[一]\n年度后 = '，'\n", encoding="utf-8")
    text = build(DATA, templates=own, profile="本县").text
    assert "2024年度，收、支总计均为10,394.91万元。" in text
    assert "2024年度收入合计" in text


def test_own_macros_are_used_by_the_built_in_sections(tmp_path: Path) -> None:
    macros = (ZH / "宏.md").read_text(encoding="utf-8").replace("{{ 行文.比上年 }}", "同上年相比")
    own = _folder(tmp_path / "模板", **{"宏.md": macros})
    assert "同上年相比，收、支总计各增加" in _text(DATA, own)


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace("\n", "\r\n").encode("gb18030"),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r").encode(),
    ],
    ids=["gb18030-crlf", "bom-crlf", "utf-16", "cr"],
)
def test_templates_as_windows_editors_save_them(saved: object, tmp_path: Path) -> None:
    assert callable(saved)
    own = tmp_path / "模板"
    shutil.copytree(ZH, own)
    for path in [*own.rglob("*.md"), *own.rglob("*.toml")]:
        path.write_bytes(saved(path.read_text(encoding="utf-8")))
    assert _text(DATA, own) == _text(DATA)
    sample = SAMPLES / "元单位2024"
    assert _text(sample, own) == _text(sample)


def test_an_edited_template_is_read_again(tmp_path: Path) -> None:
    own = _folder(tmp_path / "模板", **{FIRST: "# 一、甲\n"})
    assert _text(DATA, own).startswith("一、甲\n")
    (own / FIRST).write_text("# 一、乙丙\n", encoding="utf-8")
    assert _text(DATA, own).startswith("一、乙丙\n")


# Mistakes in templates


def test_a_template_that_comes_into_the_folder_later_is_used(tmp_path: Path) -> None:
    own = _folder(tmp_path / "模板")
    assert "二〇二四年共收" not in _text(DATA, own)
    _folder(own, **{FIRST: "# 一、甲\n\n二〇二四年共收{{ 收支总计 | 万元 }}。\n"})
    assert "二〇二四年共收" in _text(DATA, own)
    (own / FIRST).unlink()
    assert "二〇二四年共收" not in _text(DATA, own)


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    own = _folder(
        tmp_path / "模板",
        **{
            FIRST: "# 一、总体\n\n{{ 收支总记 }}\n",
            SECOND: "# 二、收入\n\n{{ 收入合计 | 万圆 }}\n",
            "03-支出.md": "# 三、支出\n\n\n{% if 支出类别 %}\n没有结束\n",
            TENTH: "# 十、机关\n\n{{ 机关运行经费 }\n",
        },
    )
    problems = _problems(own)
    assert len(problems) == 4
    assert problems[0] == f"{FIRST} 第 3 行：没有名为“收支总记”的名称，是否应为“收支总计”？"
    assert problems[1].startswith(f"{SECOND} 第 3 行：")
    assert "万圆" in problems[1]
    assert problems[2].startswith("03-支出.md 第 ")
    assert "没有结束，缺少“{% endif %}”" in problems[2]
    assert problems[3].startswith(f"{TENTH} 第 ")


def test_a_misspelt_filter_names_the_nearest_one(tmp_path: Path) -> None:
    own = _folder(tmp_path / "模板", **{SECOND: "# 二、收入\n\n{{ 收入合计 | 百份比 }}\n"})
    (problem,) = _problems(own)
    assert "“百分比”" in problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% 如果 收入合计 %}", "不认识的语句“{% 如果 %}”"),
        ("{{ 收入合计 | }}", "此处缺少“名称”"),
        ("{{ 收入合计", "此处缺少“}}”"),
        ("{% for 项 收入来源 %}{% endfor %}", "此处缺少“in”"),
        ("{{ 收入合计 }", "此处缺少“}}”"),
        ("{% for 项 in 收入来源 %}", "缺少“{% endfor %}”"),
    ],
)
def test_syntax_errors_are_worded_in_chinese(text: str, words: str, tmp_path: Path) -> None:
    own = _folder(tmp_path / "模板", **{SECOND: f"# 二、收入\n\n{text}"})
    (problem,) = _problems(own)
    assert problem.startswith(f"{SECOND} 第 3 行：")
    assert words in problem


def test_mistakes_in_rendering_are_reported_with_their_line(tmp_path: Path) -> None:
    own = _folder(
        tmp_path / "模板",
        **{
            FIRST: "# 一、总体\n\n{{ 收支总计.增减律 }}\n",
            SECOND: "# 二、收入\n\n甲\n\n{{ 行文.没有这个 }}\n",
            "03-支出.md": "# 三、支出\n\n{{ 资金 }}\n",
        },
    )
    problems = _problems(own)
    assert problems[0] == f"{FIRST} 第 3 行：没有名为“增减律”的部分，是否应为“增减”？"
    assert problems[1].startswith(f"{SECOND} 第 5 行：没有名为“没有这个”的部分")
    assert problems[2].startswith("03-支出.md 第 3 行：这个名称本身不是数")


def test_line_of_a_name_that_begins_another_name(tmp_path: Path) -> None:
    text = "# 一、总体\n\n{{ 收支总计 }}\n\n{{ 收支 }}\n"
    (problem,) = _problems(_folder(tmp_path / "模板", **{FIRST: text}))
    assert problem.startswith(f"{FIRST} 第 5 行：没有名为“收支”的名称")


def test_unknown_chart(tmp_path: Path) -> None:
    own = _folder(tmp_path / "模板", **{SECOND: "# 二、收入\n\n::图 收入机构\n"})
    (problem,) = _problems(own)
    assert SECOND in problem
    assert "收入机构" in problem
    assert "“收入结构”" in problem


def test_mistakes_stop_with_3_and_write_nothing(shell: Shell) -> None:
    own = _folder(shell.folder / "模板", **{FIRST: "{{ 收支总记 }}"})
    found = shell.run(DATA, "--docx", "--templates", own, "-o", "说明.docx")
    assert found.status == 3
    assert "模板有 1 处错误" in found.err
    assert "收支总计" in found.err
    assert not (shell.folder / "说明.docx").exists()


def test_a_templates_folder_that_is_not_there(shell: Shell) -> None:
    found = shell.run(DATA, "--templates", "没有")
    assert found.status == 3
    assert "没有" in found.err


def test_unknown_switch_and_wrong_type_in_own_templates(tmp_path: Path) -> None:
    own = _folder(tmp_path / "模板", **{SETTINGS: "[通用]\n千分为 = true\n千分位 = '是'\n"})
    problems = _problems(own)
    assert any("千分为" in p and "“千分位”" in p for p in problems)
    assert any("千分位 = '是' 的类型不对" in p for p in problems)


def test_own_switches_that_are_no_toml(tmp_path: Path) -> None:
    own = _folder(tmp_path / "模板", **{SETTINGS: "[通用\n千分位 = true\n"})
    with pytest.raises(SettingsError, match="格式有误"):
        build(DATA, templates=own)


# The sandbox


@pytest.mark.parametrize(
    "expression",
    [
        "{{ 年度.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ 收支总计._fields }}",
        "{{ 收支总计.__init__.__globals__ }}",
        "{{ 收支总计.text() }}",
        "{% include '../行文.toml' %}",
        "{% include '/etc/passwd' %}",
        "{% include '..\\\\行文.toml' %}",
        "{% import 'profiles/henan-itemised/行文.toml' as 甲 %}",
        "{% set _ = 收入来源.append(1) %}",
        "{{ cycler.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ lipsum() }}",
        "{{ range(10 ** 9) | list }}",
        "{{ 1 // 0 }}",
        "{{ [][3] }}",
        "{{ 3.no }}",
        "{% macro 甲() %}{{ 甲() }}{% endmacro %}{{ 甲() }}",
    ],
)
def test_the_sandbox_holds(expression: str, tmp_path: Path) -> None:
    assert _problems(_folder(tmp_path / "模板", **{FIRST: f"# 一、总体\n\n{expression}\n"}))


# The data folder's own switches


def _lines_of(data: Path) -> list[str]:
    return [line_of(finding) for finding in build(data).findings]


def test_switches_of_the_data_folder(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    (data / SETTINGS).write_text(
        "千分位 = false\n\n[二]\n列出零值 = true\n\n[十三]\n评价标题 = '重点评价'\n",
        encoding="gb18030",
    )
    result = build(data)
    assert "收、支总计均为10394.91万元" in result.text
    assert "上级补助收入0万元，占0%" in result.text
    assert "上缴上级支出" not in result.text
    assert "（三）重点评价" in result.text
    assert [f for f in result.findings if f.code == "L06"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_switches_of_the_data_folder_as_windows_editors_save_them(
    encoding: str, newline: str, tmp_path: Path
) -> None:
    data = copy_data(tmp_path / "数据")
    text = '# 我局的用语\n\n[通用]\n千分位 = false\n\n[一]\n年度后 = "，"\n'
    (data / SETTINGS).write_bytes(text.replace("\n", newline).encode(encoding))
    result = build(data)
    assert result.text.startswith(
        "一、收入支出决算总体情况说明\n2024年度，收、支总计均为10394.91万元。"
    )
    assert [f for f in result.findings if f.code == "L06"] == []


def test_profile_named_by_the_data_folder(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    rows = read_rows(data / "单位信息.csv")
    write_rows(data / "单位信息.csv", [row for row in rows if row[0] != "行文"])
    (data / SETTINGS).write_text("[通用]\n方案 = 'henan-itemised'\n", encoding="utf-8")
    assert build(data).department.profile == "henan-itemised"
    assert build(data, profile="henan").department.profile == "henan"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[通用]\n千分为 = true\n", ("千分为", "“千分位”")),
        ("[十四]\n千分位 = true\n", ("[十四]",)),
        ("[九]\n写用图 = false\n", ("写用图", "“写用途”")),
        ("[通用]\n千分位 = '是'\n", ("千分位", "类型不对")),
        ("[通用\n千分位 = true\n", ("行文设置", "格式有误")),
        ("千分位 =\n", ("格式有误",)),
    ],
)
def test_mistakes_in_the_switches_of_the_data_folder(
    text: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    data = copy_data(tmp_path / "数据")
    (data / SETTINGS).write_text(text, encoding="utf-8")
    expected = _text(DATA)
    result = build(data)
    found = [finding for finding in result.findings if SETTINGS in line_of(finding)]
    assert len(found) == 1
    assert all(word in found[0].message for word in words)
    assert result.text == expected


def test_marks_in_a_template_do_not_reach_the_text(tmp_path: Path) -> None:
    own = _folder(
        tmp_path / "模板", **{FIRST: "# 一、\U00100000总体\U00100001\n\n甲\U00100005乙\n"}
    )
    assert _text(DATA, own).startswith("一、总体\n甲乙\n")
