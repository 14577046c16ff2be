"""A switch is set in its line, everything else stays; what a value changes is seen beforehand."""

from __future__ import annotations

import pytest
from support.folders import DATA

from generator.base.errors import SettingsError
from generator.narrative.settings import parse_settings
from generator.tasks.templates.inspection import base_switches
from generator.tasks.templates.switches import (
    Switch,
    list_switches,
    probes_of,
    read_value,
    set_switch,
    try_switch,
    word_folder,
)

_SWITCHES = {(one.section, one.name): one for one in list_switches(None, "")}


def _switch(section: str, name: str) -> Switch:
    return _SWITCHES[section, name]


def test_all_switches_are_listed_with_what_they_are_for() -> None:
    known = {(section, name) for section, table in base_switches().items() for name in table}
    assert set(_SWITCHES) == known
    assert _switch("五", "类名").remark.startswith("改写：一般公共服务（类）支出")
    assert _switch("五", "类名").others == ("原名",)
    shanghai = {(one.section, one.name): one for one in list_switches(None, "shanghai")}
    assert shanghai["五", "类名"].value == "原名"
    assert shanghai["五", "类名"].default == "改写"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[一]\n均为 = "都是"\n'),
        ('[一]\n均为 = "合计"\n', '[一]\n均为 = "都是"\n'),
        ('[一]\n均为="合计" # 我们的\n', '[一]\n均为 = "都是" # 我们的\n'),
        ('[一]\n"均为" = "合计"\n', '[一]\n均为 = "都是"\n'),
        ('[一]\n各 = "各"\n', '[一]\n均为 = "都是"\n各 = "各"\n'),
        ('# 说明\n[二]\n标题 = "x"', '# 说明\n[二]\n标题 = "x"\n\n[一]\n均为 = "都是"\n'),
        (
            '[二]\n均为 = "不动"\n\n[一]\n# 说明\n均为 = "合计"\n[三]\n均为 = "不动"\n',
            '[二]\n均为 = "不动"\n\n[一]\n# 说明\n均为 = "都是"\n[三]\n均为 = "不动"\n',
        ),
        ('[一]\r\n均为 = "合计"\r\n', '[一]\n均为 = "都是"\n'),
        ("千分位 = false\n", '千分位 = false\n\n[一]\n均为 = "都是"\n'),
    ],
)
def test_a_switch_is_set_in_its_line(before: str, after: str) -> None:
    assert set_switch(before, _switch("一", "均为"), "都是") == after


def test_a_switch_for_all_goes_before_the_sections() -> None:
    text = set_switch('千分位 = false\n[一]\n各 = ""\n', _switch("通用", "绘图"), value=False)
    assert parse_settings(text, "x") == {
        "通用": {"千分位": False, "绘图": False},
        "一": {"各": ""},
    }


@pytest.mark.parametrize(
    "value", ['"', "\\", 'a"b\\c', "x\ty", "# 不是说明", "{年度}年", "＊\u200b", "\x7f", "'"]
)
def test_any_text_is_spelt_so_that_it_is_read_back(value: str) -> None:
    text = set_switch("", _switch("一", "均为"), value)
    assert parse_settings(text, "x") == {"一": {"均为": value}}
    assert parse_settings(set_switch(text, _switch("一", "均为"), "y"), "x") == {
        "一": {"均为": "y"}
    }


@pytest.mark.parametrize("text", ['[一]\n均为 = """合\n计"""\n', '[一\n均为 = "x"', "均为"])
def test_what_cannot_be_set_line_by_line_is_left_to_the_editor(text: str) -> None:
    with pytest.raises(SettingsError):
        set_switch(text, _switch("一", "均为"), "都是")


def test_values_are_read_as_their_switch_has_them() -> None:
    assert read_value("true", model=False) is True
    assert read_value("3", 2) == 3
    assert read_value(" 出国 \n\n接待\n", ("用车",)) == ("出国", "接待")
    with pytest.raises(ValueError, match="invalid literal"):
        read_value("三", 2)


def test_what_a_value_changes_is_shown_and_nothing_is_written() -> None:
    worded = word_folder(DATA, "", None)
    before = {path: path.read_bytes() for path in DATA.rglob("*") if path.is_file()}
    (changed,) = try_switch(worded, _switch("一", "均为"), "都是")
    (change,) = changed.changes
    assert "".join(words.text for words in change.before).startswith("2024年度收、支总计均为")
    assert "".join(words.text for words in change.after).startswith("2024年度收、支总计都是")
    assert try_switch(worded, _switch("一", "均为"), "均为") == ()
    assert {path: path.read_bytes() for path in DATA.rglob("*") if path.is_file()} == before


def test_a_value_that_cannot_be_used_is_refused() -> None:
    worded = word_folder(DATA, "", None)
    with pytest.raises(SettingsError, match="应是第五部分、单独文件、都、不印之一"):
        try_switch(worded, _switch("附件", "自评表印在"), "某处")
    with pytest.raises(SettingsError, match="不能印出"):
        try_switch(worded, _switch("一", "均为"), "\x07")


def test_most_switches_show_where_they_are_printed() -> None:
    """Those of one sample alone; what it does not print others do."""
    worded = word_folder(DATA, "", None)
    sections = {"一", "二", "三", "四", "九", "十二"}
    wanted = [one for one in _SWITCHES.values() if one.section in sections]
    shown = [
        one for one in wanted if any(try_switch(worded, one, value) for value in probes_of(one))
    ]
    assert len(shown) >= 0.9 * len(wanted)
