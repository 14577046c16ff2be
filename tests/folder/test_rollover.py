"""`init --from`: last year's folder becomes this year's, nothing stale and nothing lost."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from support.folders import (
    DATA,
    SAMPLE_FOLDERS,
    SAMPLES,
    copy_data,
    files_in,
    read_rows,
    set_key,
    without_evaluation,
)
from support.written import roll_forward, write_accountant_workbook

from generator import build
from generator.base.errors import FolderMissingError, NoTablesError, TargetTakenError
from generator.tasks.init import RolledForward

_TABLES = [f"公开0{number}.csv" for number in range(1, 10)]
_FOLDERS = [folder for folder in SAMPLE_FOLDERS if folder.name != "孟津2024-原样"]


def _column(path: Path, name: str) -> list[str]:
    head, *rows = read_rows(path)
    at = next(i for i, text in enumerate(head) if text.partition("（")[0] == name)
    return [row[at] for row in rows]


def _add_this_year(folder: Path, source: Path) -> Path:
    """Put in this year's tables: those of `source` with the head of the following year."""
    for name in _TABLES:
        text = (source / name).read_text(encoding="utf-8-sig")
        (folder / name).write_text(text.replace("2024年度", "2025年度"), encoding="utf-8")
    return folder


@pytest.fixture
def rolled(tmp_path: Path) -> RolledForward:
    """data/ rolled forward."""
    return roll_forward(DATA, tmp_path / "2025年")


def test_tables_become_last_year_as_they_are(rolled: RolledForward) -> None:
    for name in _TABLES:
        assert (rolled.target / "上年" / name).read_bytes() == (DATA / name).read_bytes()
    assert not list(rolled.target.glob("公开*"))
    assert set(rolled.files) == {rolled.target / name for name in files_in(rolled.target)}


def test_identity_is_kept_and_the_year_advances(rolled: RolledForward) -> None:
    before = dict(read_rows(DATA / "单位信息.csv")[1:])
    after = dict(read_rows(rolled.target / "单位信息.csv")[1:])
    assert rolled.year == 2025
    assert after["年度"] == "2025"
    for key in ("部门名称", "口径", "自称", "行文", "单位性质", "单位"):
        assert after[key] == before.get(key, ""), key
    assert [after[key] for key in ("编制日期", "批复日期", "公开日期")] == [""] * 3


def test_numbers_and_reasons_are_emptied(rolled: RolledForward) -> None:
    target = rolled.target
    assert set(_column(target / "事项.csv", "数值")) == {""}
    assert set(_column(target / "年初预算.csv", "年初预算数")) == {""}
    for column in ("年初预算数", "全年预算数", "全年执行数", "自评得分", "部门评价", "发现的问题"):
        assert set(_column(target / "项目绩效.csv", column)) == {""}
    reasons = dict(row[:2] for row in read_rows(target / "原因.csv")[1:])
    assert {key for key, text in reasons.items() if text and not key.endswith("用途")} == set()


def test_keys_codes_purposes_and_projects_are_kept(rolled: RolledForward) -> None:
    target = rolled.target
    for column in ("科目编码", "科目名称", "资金性质"):
        former = _column(DATA / "年初预算.csv", column)
        assert set(former) <= set(_column(target / "年初预算.csv", column))
    for column in ("项目名称", "资金性质", "科目编码"):
        assert _column(target / "项目绩效.csv", column) == _column(DATA / "项目绩效.csv", column)
    before = dict(row[:2] for row in read_rows(DATA / "原因.csv")[1:])
    after = dict(row[:2] for row in read_rows(target / "原因.csv")[1:])
    assert set(before) <= set(after)
    assert {k: v for k, v in before.items() if k.endswith("用途")} == {
        k: v for k, v in after.items() if v
    }
    units = {row[0]: row[2] for row in read_rows(target / "事项.csv")}
    assert (units["公务用车购置数"], units["公务用车保有量"]) == ("台", "辆")


def test_texts_that_last_are_kept(rolled: RolledForward) -> None:
    for name in ("主要职责", "机构设置"):
        text = (rolled.target / "文字" / f"{name}.md").read_text(encoding="utf-8-sig")
        assert (
            text.strip() == (DATA / "文字" / f"{name}.md").read_text(encoding="utf-8-sig").strip()
        )
    empty = (rolled.target / "文字" / "部门评价结果.md").read_text(encoding="utf-8-sig")
    assert empty == ""


def test_what_names_last_year_is_listed_not_rewritten(rolled: RolledForward) -> None:
    stale = {(one.file, one.text) for one in rolled.to_check if "2024" in one.why}
    assert ("文字/机构设置.md", "2024年度部门决算只含局本级1个单位。") in stale
    assert any(text.startswith("2024年驻村工作队经费") for _, text in stale)
    assert {one.file for one in rolled.to_check if "用途" in one.why} == {"原因.csv"}


def test_what_to_fill_in_is_listed(rolled: RolledForward) -> None:
    asked = {(one.file, one.key) for one in rolled.to_fill}
    assert {("公开01.csv", "收入支出决算总表"), ("单位信息.csv", "编制日期")} <= asked
    assert {("年初预算.csv", "2010301 行政运行"), ("事项.csv", "政府采购支出总额")} <= asked
    assert {("项目绩效.csv", "大厅运行经费"), ("文字/部门评价结果.md", "部门评价结果")} <= asked
    assert not [one for one in rolled.to_fill if one.file == "上年数.csv"]
    guide = (rolled.target / "说明.md").read_text(encoding="utf-8-sig")
    assert all(f"{one.file}：{one.key}" in guide for one in rolled.to_fill)


@pytest.mark.parametrize("source", _FOLDERS, ids=lambda folder: folder.name)
def test_with_this_years_tables_it_builds_beside_last_year(source: Path, tmp_path: Path) -> None:
    """The same tables a year later: every total is level with last year's, read from 上年/."""
    rolled = roll_forward(source, tmp_path / "新")
    for name in _TABLES:
        shutil.copy(source / name, rolled.target / name)
    made = build(rolled.target)
    first = made.text.split("\n")[1]
    openings = (
        "2025年度收、支总计",
        "2025年度，收、支总计",
        "上海市普陀区财政局2025年度收入支出总计",
    )
    assert first.startswith(openings)
    assert first.endswith(("与上年度相比，收、支总计持平。", "与2024年度相比，收入支出总计持平。"))
    assert "上年度无可比数据" not in made.text
    assert not [gap for gap in made.gaps if gap.file == "上年数.csv" and gap.section != "十"]
    written = made.department.accounts
    assert written.last_year.keys() == build(source).department.accounts.tables.keys()


def test_a_changed_year_compares_with_last_year(tmp_path: Path) -> None:
    rolled = roll_forward(DATA, tmp_path / "新")
    _add_this_year(rolled.target, DATA)
    path = rolled.target / "公开01.csv"
    rows = read_rows(path)
    changed = [[cell.replace("10,394.91", "10,494.91") for cell in row] for row in rows]
    stream = io.StringIO()
    csv.writer(stream).writerows(changed)
    path.write_text(stream.getvalue(), encoding="utf-8")
    made = build(rolled.target)
    assert "收、支总计各增加100.00万元，增长0.96%" in made.text
    assert not [one for one in made.findings if one.code == "L11"]


def test_operating_cost_goes_on_as_last_years(rolled: RolledForward) -> None:
    rows = {row[0]: row[1:] for row in read_rows(rolled.target / "上年数.csv")[1:]}
    assert rows["机关运行经费"] == ["73.24", "万元"]
    assert {key for key, row in rows.items() if row[0]} == {"机关运行经费"}


def test_a_folder_in_yuan_keeps_its_unit(tmp_path: Path) -> None:
    source = SAMPLES / "元单位2024"
    rolled = roll_forward(source, tmp_path / "新")
    head = ["科目编码", "科目名称", "年初预算数（元）"]
    assert read_rows(source / "年初预算.csv")[0] == head
    assert read_rows(rolled.target / "年初预算.csv")[0][:3] == head
    again = roll_forward(_add_this_year_as_is(rolled.target, source), tmp_path / "再新")
    assert again.year == 2026


def _add_this_year_as_is(folder: Path, source: Path) -> Path:
    for name in _TABLES:
        shutil.copy(source / name, folder / name)
    return folder


def test_a_workbook_rolls_like_its_folder(tmp_path: Path) -> None:
    # Texts of reports are files in a folder, cells in a workbook.
    source = without_evaluation(copy_data(tmp_path / "旧"))
    write_accountant_workbook(tmp_path / "旧.xlsx", source=source)
    one = roll_forward(tmp_path / "旧.xlsx", tmp_path / "甲")
    other = roll_forward(source, tmp_path / "乙")
    assert set(one.to_fill) == set(other.to_fill)
    assert one.to_check == other.to_check
    assert list(files_in(one.target)) == list(files_in(other.target))
    for folder in (one.target, other.target):
        _add_this_year(folder, DATA)
    assert build(one.target).text == build(other.target).text


def test_what_reports_lack_is_to_be_filled_in(tmp_path: Path) -> None:
    rolled = roll_forward(DATA, tmp_path / "新")
    asked = {item.file for item in rolled.to_fill}
    reports = {f"文字/项目/{path.name}" for path in (rolled.target / "文字" / "项目").iterdir()}
    assert len(reports) == 2
    assert reports <= asked


def test_a_year_may_be_given(tmp_path: Path) -> None:
    assert roll_forward(DATA, tmp_path / "新", year=2030).year == 2030
    assert dict(read_rows(tmp_path / "新" / "单位信息.csv")[1:])["年度"] == "2030"


def test_last_year_is_not_touched_and_what_stays_behind_is_named(tmp_path: Path) -> None:
    source = copy_data(tmp_path / "旧")
    (source / "附件").mkdir()
    (source / "附件" / "评价报告.md").write_text("报告", encoding="utf-8")
    (source / "行文.toml").write_text("", encoding="utf-8")
    set_key(source, "事项.csv", "自己加的项目", "5", "个")
    before = {name: (source / name).read_bytes() for name in files_in(source)}
    rolled = roll_forward(source, tmp_path / "新")
    assert {name: (source / name).read_bytes() for name in files_in(source)} == before
    assert rolled.left_behind == ("附件",)
    facts = {row[0]: row[1:] for row in read_rows(rolled.target / "事项.csv")}
    assert facts["自己加的项目"] == ["", "个"]


def test_what_cannot_be_rolled_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderMissingError):
        roll_forward(tmp_path / "没有", tmp_path / "新")
    (tmp_path / "空").mkdir()
    with pytest.raises(NoTablesError):
        roll_forward(tmp_path / "空", tmp_path / "新")
    assert not (tmp_path / "新").exists()
    with pytest.raises(TargetTakenError):
        roll_forward(DATA, copy_data(tmp_path / "满"))
