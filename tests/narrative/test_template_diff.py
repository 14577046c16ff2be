"""`templates diff`: exactly the sentences that a change of wording changes."""

import re
import shutil
from pathlib import Path

import pytest
from support.folders import (
    DATA,
    ROOT,
    SAMPLE_FOLDERS,
    SAMPLES,
    copy_data,
    read_rows,
    write_rows,
)
from support.program import Shell

from generator.base.errors import ComparisonError, TemplateError
from generator.model.wording import Change, Words
from generator.tasks.templates.aligning import split_sentences
from generator.tasks.templates.comparing import compare_sentences, compare_wording

ZH = ROOT / "templates" / "zh"
FIRST = "01-收入支出决算总体情况.md"


def _own(folder: Path, name: str, old: str, new: str) -> Path:
    text = (ZH / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / "我的模板" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder / "我的模板"


def _side(words: tuple[Words, ...]) -> str:
    return "".join(word.text for word in words)


def test_one_change_in_every_sample(tmp_path: Path) -> None:
    own = _own(tmp_path, FIRST, "{{ 收支总计 | 万元 }}。", "{{ 收支总计 | 万元 }}整。")
    departments = compare_wording(own, ())
    assert len(departments) == len(SAMPLE_FOLDERS)
    for department in departments:
        (section,) = department.sections
        assert section.title.startswith("一、")
        (change,) = section.changes
        assert _side(change.before).endswith("万元。")
        assert _side(change.after) == _side(change.before).replace("万元。", "万元整。")
        assert [word.text for word in change.before if word.changed] == []
        assert [word.text for word in change.after if word.changed] == ["整"]


def test_only_those_whom_it_concerns(tmp_path: Path) -> None:
    """Only 孟津, 元单位 are written item by item."""
    own = tmp_path / "我的模板"
    (own / "profiles" / "henan-itemised").mkdir(parents=True)
    text = (ZH / "profiles" / "henan-itemised" / "行文.toml").read_text(encoding="utf-8")
    changed = text.replace('预算词 = "全年预算"', '预算词 = "全年的预算"')
    assert changed != text
    (own / "profiles" / "henan-itemised" / "行文.toml").write_text(changed, encoding="utf-8")
    departments = compare_wording(own, ())
    touched = {d.name for d in departments if d.count}
    assert all(re.search("孟津|元单位", name) for name in touched)
    assert len(touched) == 3
    assert {s.title[:2] for d in departments for s in d.sections} == {"九、"}


@pytest.mark.parametrize(
    ("name", "old", "new", "title"),
    [
        ("封面.md", "{{ 口径 }}决算", "{{ 口径 }}决算公开", "封面"),
        ("部分.md", "第四部分 名词解释", "第四部分 名词", "目录和各部分的标题"),
        ("概况.md", "纳入", "列入", "概况"),
        ("名词解释.md", "保障机构正常运转", "机构运转", "名词解释"),
        ("表注.md", "各项支出情况", "全部支出情况", "表注"),
    ],
)
def test_everything_around_the_narrative(
    name: str, old: str, new: str, title: str, tmp_path: Path
) -> None:
    data = copy_data(tmp_path / "数据")
    rows = read_rows(data / "公开03.csv")
    write_rows(data / "公开03.csv", [row for row in rows if not row[0].startswith("注：")])
    (department,) = compare_wording(_own(tmp_path, name, old, new), [data])
    assert [section.title for section in department.sections] == [title]


def test_against_the_approved_text(tmp_path: Path) -> None:
    """Without a folder: the text that was approved against what is written now."""
    assert all(department.count == 0 for department in compare_wording(None, ()))
    sample = tmp_path / "新设单位2024"
    shutil.copytree(SAMPLES / sample.name, sample)
    path = sample / "预期" / "正文.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("收、支总计均为", "收、支总计合计为", 1), encoding="utf-8")
    (department,) = compare_wording(None, [sample])
    (section,) = department.sections
    (change,) = section.changes
    assert "合计为" in _side(change.before)
    assert "均为" in _side(change.after)


def test_a_folder_without_approved_text(tmp_path: Path) -> None:
    data = tmp_path / "数据"
    shutil.copytree(DATA, data)
    with pytest.raises(ComparisonError, match="--templates"):
        compare_wording(None, [data])


def test_a_new_profile_against_the_departments_own(tmp_path: Path) -> None:
    own = tmp_path / "我的模板" / "profiles" / "我市"
    own.mkdir(parents=True)
    (own / "行文.toml").write_text("[二]\n年度后 = '，'\n", encoding="utf-8")
    (department,) = compare_wording(own.parents[1], [DATA], "我市")
    assert department.profile == "我市"
    assert [section.title[:2] for section in department.sections] == ["二、"]


def test_faulty_templates_stop(tmp_path: Path) -> None:
    own = _own(tmp_path, FIRST, "收支总计 |", "收支总记 |")
    with pytest.raises(TemplateError, match="收支总记"):
        compare_wording(own, [DATA])


def test_sentences() -> None:
    assert split_sentences("甲。乙；丙。丁") == ["甲。", "乙；丙。", "丁"]
    assert split_sentences("") == []


def test_sentences_are_paired_where_they_are_alike() -> None:
    before = ["一、甲", "总计均为1万元。", "无关的一句。"]
    after = ["一、甲", "总计都是1万元。", "全新写出来的话语。", "无关的一句。"]
    changes = list(compare_sentences(before, after))
    assert changes[0] == Change(
        (
            Words("总计", changed=False),
            Words("均为", changed=True),
            Words("1万元。", changed=False),
        ),
        (
            Words("总计", changed=False),
            Words("都是", changed=True),
            Words("1万元。", changed=False),
        ),
    )
    assert changes[1] == Change((), (Words("全新写出来的话语。", changed=True),))
    assert len(changes) == 2


def test_sentences_that_are_not_alike_stand_apart() -> None:
    assert list(compare_sentences(["甲乙丙丁。"], ["戊己庚辛壬癸子丑"])) == [
        Change((Words("甲乙丙丁。", changed=True),), ()),
        Change((), (Words("戊己庚辛壬癸子丑", changed=True),)),
    ]


def test_the_command_as_text_and_as_page(shell: Shell) -> None:
    own = _own(shell.folder, FIRST, "{{ 行文.均为 }}", "都是<b>")
    found = shell.run("templates", "diff", DATA, "--templates", own)
    assert found.status == 0
    assert "一、收入支出决算总体情况说明" in found.out
    assert "－ 2024年度收、支总计均为10,394.91万元。" in found.out
    assert "＋ 2024年度收、支总计都是<b>10,394.91万元。" in found.out
    assert "共 1 句不同。" in found.out
    page = shell.run(
        *("templates", "diff", DATA, "--templates", own, "--format", "html", "-o", "差异.html")
    )
    assert page.status == 0
    text = (shell.folder / "差异.html").read_text(encoding="utf-8")
    assert "<del>均为</del>" in text
    assert "<ins>都是&lt;b&gt;</ins>" in text
    assert "http" not in text.replace("http-equiv", "")
    plain = shell.run("templates", "diff", DATA, "--templates", own, "-o", "差异.txt")
    assert plain.status == 0
    assert "〔都是<b>〕" in (shell.folder / "差异.txt").read_text(encoding="utf-8")
    assert "没有变化。" in shell.run("templates", "diff", DATA).out


def test_sides_are_named(shell: Shell) -> None:
    assert "预期/正文.txt" in shell.run("templates", "diff", DATA).out
