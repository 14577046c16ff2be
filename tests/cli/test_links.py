"""Symbolic links that lead out of a folder are refused and named; the rest goes on."""

import shutil
from pathlib import Path

import pytest
from support.folders import DATA, copy_data
from support.program import start
from support.written import build_department

from generator.base.errors import TemplateError
from generator.base.links import BROKEN, OUTSIDE, refuse_link
from generator.field.data_folder import TEXTS
from generator.narrative.environment import template_folders
from generator.reading.folder import read_folder
from generator.tasks.build import Options
from generator.tasks.department import read_inputs, write_department
from generator.tasks.init.sources import read_source, read_unfinished
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.sources import gather
from generator.tasks.submitted import read_own

ELSEWHERE = "别处的机密内容"
_FILES = [
    "公开05.csv",
    "事项.csv",
    "原因.csv",
    "待补充.csv",
    "单位信息.csv",
    "行文.toml",
    "数据.xlsx",
    "文字/主要职责.md",
    "文字/机构设置.md",
    "附件/附表.docx",
    "附件/附表.md",
    "上年/公开01.csv",
]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "别处"
    folder.mkdir()
    (folder / "机密.md").write_text(ELSEWHERE, encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copy_data(tmp_path / "数据")


def _link(link: Path, target: Path) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def _named(folder: Path, name: str) -> list[tuple[str, str, str]]:
    _, findings = read_inputs(folder)
    return [
        (finding.code, finding.severity.value, finding.message)
        for finding in findings
        if finding.places and finding.places[0].file == name
    ]


@pytest.mark.parametrize("name", _FILES)
def test_a_file_that_is_elsewhere(data: Path, outside: Path, name: str) -> None:
    _link(data / name, outside / "机密.md")
    assert _named(data, name) == [("L02", "error", f"{name} {OUTSIDE}")]
    result = build_department(data, Options(targets=lambda _: {}))
    assert ELSEWHERE not in result.text
    assert ELSEWHERE not in str(result.department.content)


@pytest.mark.parametrize("name", _FILES)
def test_a_file_of_the_folder_under_another_name_is_read(data: Path, name: str) -> None:
    """The original lies in a subfolder of the data folder that nothing reads."""
    kept = data / "原件" / Path(name).name
    kept.parent.mkdir()
    if (data / name).exists():
        shutil.move(data / name, kept)
    else:
        kept.write_text("事项,原因\n", encoding="utf-8")
    _link(data / name, kept)
    assert [found for found in _named(data, name) if found[0] == "L02" and "链接" in found[2]] == []


@pytest.mark.parametrize("name", ["公开05.csv", "文字/主要职责.md", "附件/附表.md", "行文.toml"])
@pytest.mark.parametrize("kind", ["missing", "loop", "itself"])
def test_a_link_that_leads_nowhere(data: Path, name: str, kind: str) -> None:
    path = data / name
    if kind == "missing":
        _link(path, data / "没有这个文件")
    elif kind == "itself":
        _link(path, path)
    else:
        other = path.with_name("另一个")
        _link(path, other)
        _link(other, path)
    assert ("L02", "error", f"{name} {BROKEN}") in _named(data, name)


@pytest.mark.parametrize("name", ["上年", "文字", "附件"])
def test_a_folder_that_is_elsewhere(data: Path, outside: Path, name: str) -> None:
    for file in ("公开01.csv", "公开05.csv"):
        shutil.copy(DATA / file, outside / file)
    (outside / "主要职责.md").write_text(ELSEWHERE, encoding="utf-8")
    shutil.rmtree(data / name, ignore_errors=True)
    _link(data / name, outside)
    assert _named(data, name) == [("L02", "error", f"{name} {OUTSIDE}")]
    department = write_department(data)
    assert ELSEWHERE not in str(department.content)
    assert department.accounts.last_year == {}
    assert department.accounts.attachments == ()


def test_a_folder_that_is_itself_a_link_is_read(tmp_path: Path, data: Path) -> None:
    _link(tmp_path / "今年", data)
    inputs, findings = read_folder(tmp_path / "今年")
    assert inputs.tables == read_folder(data)[0].tables
    assert [finding for finding in findings if "链接" in finding.message] == []


def test_only_links_and_no_table(tmp_path: Path, data: Path) -> None:
    """Where nothing is left to be read, the links are named as the cause."""
    folder = tmp_path / "全是链接"
    folder.mkdir()
    for number in range(1, 10):
        _link(folder / f"公开0{number}.csv", data / f"公开0{number}.csv")
    found = start("check", folder, folder=tmp_path)
    assert found.status == 3
    assert found.err.count(OUTSIDE) == 9
    assert "Traceback" not in found.err


def test_rolling_forward_copies_nothing_from_elsewhere(
    tmp_path: Path, data: Path, outside: Path
) -> None:
    _link(data / TEXTS / "主要职责.md", outside / "机密.md")
    _link(data / "公开表_附注.csv", outside / "机密.md")
    assert ELSEWHERE not in str(read_source(data))
    for number in range(1, 10):
        (data / f"公开0{number}.csv").unlink()
    _link(data / "事项.csv", outside / "机密.md")
    assert ELSEWHERE not in str(read_unfinished(data))


# Piles of submitted files


def test_links_in_a_pile(tmp_path: Path, outside: Path) -> None:
    pile = tmp_path / "送审"
    (pile / "一股").mkdir(parents=True)
    (pile / "一股" / "甲局.md").write_text("一、收入支出决算总体情况说明\n", encoding="utf-8")
    _link(pile / "乙局.md", outside / "机密.md")
    _link(pile / "丙局", outside)
    _link(pile / "丁局.docx", pile / "没有")
    _link(pile / "戊局.txt", pile / "一股" / "甲局.md")
    _link(pile / "笔记.png", outside / "机密.md")
    with gather([pile]) as (files, skipped):
        found = {one.name: one.problem for one in files}
    assert found == {
        "丁局.docx": BROKEN,
        "一股/甲局.md": "",
        "丙局": OUTSIDE,
        "乙局.md": OUTSIDE,
    }
    assert skipped == (("笔记.png", OUTSIDE),)


def test_a_file_named_by_its_link_is_reviewed(tmp_path: Path, outside: Path) -> None:
    _link(tmp_path / "送审.md", outside / "机密.md")
    with gather([tmp_path / "送审.md"]) as (files, _):
        assert [one.problem for one in files] == [""]


def test_data_of_a_department_that_are_elsewhere(tmp_path: Path, data: Path) -> None:
    departments = tmp_path / "各部门"
    departments.mkdir()
    _link(departments / "甲局", data)
    file = tmp_path / "甲局.md"
    file.write_text("一、收入支出决算总体情况说明\n", encoding="utf-8")
    chosen = open_supply(departments).choose(file.name, read_own(file))
    assert chosen.path is None
    assert OUTSIDE in chosen.bureau.told[0].message
    assert OUTSIDE in chosen.bureau.unused[0].why


# Templates


@pytest.mark.parametrize("name", ["01-收入支出决算总体情况.md", "宏.md", "行文.toml"])
@pytest.mark.parametrize("kind", ["outside", "missing", "itself"])
def test_a_template_that_is_elsewhere(tmp_path: Path, outside: Path, name: str, kind: str) -> None:
    own = tmp_path / "模板"
    own.mkdir()
    target = {"outside": outside / "机密.md", "missing": own / "没有.md", "itself": own / name}
    _link(own / name, target[kind])
    with pytest.raises(TemplateError) as stop:
        write_department(DATA, templates=own)
    assert name in str(stop.value)
    assert (OUTSIDE if kind == "outside" else BROKEN) in str(stop.value)
    assert ELSEWHERE not in str(stop.value)


def test_a_profile_that_is_elsewhere(tmp_path: Path, outside: Path) -> None:
    own = tmp_path / "模板"
    _link(own / "profiles" / "我的", outside)
    with pytest.raises(TemplateError, match="文件夹之外的链接"):
        template_folders("我的", own)


def test_what_is_a_link_out_of_a_folder(tmp_path: Path, outside: Path) -> None:
    root = tmp_path / "根"
    (root / "内").mkdir(parents=True)
    (root / "内" / "甲").write_text("", encoding="utf-8")
    _link(root / "乙", root / "内" / "甲")
    _link(root / "丙", outside)
    _link(root / "丁", Path("..") / "别处" / "机密.md")
    _link(root / "戊", Path("内") / ".." / "内")
    assert refuse_link(root / "内" / "甲", root) == ""
    assert refuse_link(root / "乙", root) == ""
    assert refuse_link(root / "戊" / "甲", root) == ""
    assert refuse_link(root / "丙" / "机密.md", root) == OUTSIDE
    assert refuse_link(root / "丁", root) == OUTSIDE
