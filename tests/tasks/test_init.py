"""`init`: an empty folder explains itself, says nothing that is not so, and can be filled in."""

import shutil
from pathlib import Path

import pytest
from support.folders import DATA, SAMPLE_FOLDERS, change, files_in, read_rows, set_key
from support.written import init_folder

from generator import build
from generator.base.errors import NoTablesError, TargetTakenError
from generator.base.severity import Severity
from generator.field import keys
from generator.folder.skeleton import COLUMNS, DERIVED_FACTS, REASON_KEYS
from generator.reading.lists import LIST_BY_FILE
from generator.tasks.department import write_department

_TABLES = [f"公开0{number}.csv" for number in range(1, 10)]


def _with_tables(folder: Path, source: Path = DATA) -> Path:
    for name in _TABLES:
        shutil.copy(source / name, folder / name)
    return folder


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An empty folder as `init` writes it."""
    init_folder(tmp_path / "空 文件夹", name="某某局", year=2024)
    return tmp_path / "空 文件夹"


def test_files_are_those_of_the_contract(tmp_path: Path) -> None:
    target = tmp_path / "上级" / "数据"
    written = init_folder(target)
    assert sorted(path.relative_to(target).as_posix() for path in written) == list(files_in(target))
    assert set(files_in(target)) == {
        *(f"{name}.csv" for name in COLUMNS),
        "说明.md",
        "文字/说明.txt",
        *(
            f"文字/{name}.md"
            for name in (
                "主要职责",
                "机构设置",
                "绩效评价工作开展情况",
                "项目绩效自评结果",
                "部门评价结果",
                "名词解释",
            )
        ),
    }


def test_csv_files_open_in_excel(empty: Path) -> None:
    for path in empty.glob("*.csv"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf"), path
        assert data.count(b"\r\n") == data.count(b"\n") > 0, path


def test_columns_are_those_that_the_reader_knows() -> None:
    for name, columns in COLUMNS.items():
        layout = LIST_BY_FILE[name]
        assert set(layout.required) <= set(columns), name
        assert set(columns) <= {*layout.required, *layout.optional}, name


def test_every_key_has_a_row_without_a_value(empty: Path) -> None:
    identity = dict(read_rows(empty / "单位信息.csv")[1:])
    assert tuple(identity) == keys.IDENTITY_KEYS
    assert {key for key, text in identity.items() if text} == {"部门名称", "年度"}
    assert [row[0] for row in read_rows(empty / "上年数.csv")[1:]] == list(keys.LAST_YEAR_KEYS)
    facts = {row[0]: row[1:] for row in read_rows(empty / "事项.csv")[1:]}
    assert set(facts) == set(keys.FACT_UNITS) - {*DERIVED_FACTS, *keys.PROFILE_FACT_UNITS}
    assert all(row == ["", keys.FACT_UNITS[key]] for key, row in facts.items())
    totals = [row[1:3] for row in read_rows(empty / "年初预算.csv")[1:]]
    assert totals == [[key, ""] for key in keys.BUDGET_KEYS]
    for name in ("单位构成", "项目绩效", "科目"):
        assert len(read_rows(empty / f"{name}.csv")) == 1


def test_reasons_of_every_form_have_a_row(empty: Path) -> None:
    listed = {row[0] for row in read_rows(empty / "原因.csv")[1:]}
    assert {key for key, _ in REASON_KEYS} <= set(keys.LAST_YEAR_KEYS)
    for folder in SAMPLE_FOLDERS:
        given = write_department(folder).accounts.reasons
        assert {key for key, _ in given if not key[:7].isdigit()} <= listed, folder.name


def test_it_says_that_tables_are_missing(empty: Path) -> None:
    with pytest.raises(NoTablesError):
        build(empty)


def test_with_tables_nothing_is_invented(empty: Path) -> None:
    """Blank rows are absent keys: text, gaps and findings are those of the tables alone."""
    change(empty, "单位信息.csv", "部门名称", 1, "新乡市行政审批和政务信息管理局")
    bare = empty.parent / "只有表"
    bare.mkdir()
    shutil.copy(empty / "单位信息.csv", bare)
    expected = build(_with_tables(bare))
    made = build(_with_tables(empty))
    assert made.text == expected.text
    assert made.gaps == expected.gaps
    assert [one.message for one in made.findings] == [one.message for one in expected.findings]
    assert not [one for one in made.findings if one.severity is Severity.ERROR]
    assert {gap.file for gap in made.gaps} >= {"事项.csv", "文字/主要职责.md", "年初预算.csv"}


def test_explanations_are_never_printed(empty: Path) -> None:
    result = build(_with_tables(empty))
    content = result.department.content
    texts = [getattr(block, "text", "") for part in content.parts for block in part.blocks]
    assert not [text for text in texts if "说明（.txt）" in text or "一行一段" in text]


def test_round_trip_fill_in_and_build(tmp_path: Path) -> None:
    """The folder filled in with what data/ says gives the text of data/."""
    folder = tmp_path / "数据"
    init_folder(folder)
    _with_tables(folder)
    for name, key_column, value_column in (
        ("单位信息", 0, 1),
        ("上年数", 0, 1),
        ("事项", 0, slice(1, None)),
    ):
        for row in read_rows(DATA / f"{name}.csv")[1:]:
            said = row[value_column]
            cells = said if isinstance(said, list) else [said]
            set_key(folder, f"{name}.csv", row[key_column], *cells)
    for name in ("年初预算", "原因", "项目绩效", "绩效指标", "资金管理"):
        more = (DATA / f"{name}.csv").read_text(encoding="utf-8-sig").split("\n", 1)[1]
        path = folder / f"{name}.csv"
        head = path.read_text(encoding="utf-8-sig").rstrip("\n")
        path.write_text(f"{head}\n{more}", encoding="utf-8")
    shutil.copytree(DATA / "文字", folder / "文字", dirs_exist_ok=True)
    made, expected = build(folder), build(DATA)
    assert made.text == expected.text
    assert made.gaps == expected.gaps == ()
    assert [one.message for one in made.findings] == [one.message for one in expected.findings]


def test_a_score_without_a_grade_is_graded(empty: Path) -> None:
    set_key(empty, "事项.csv", "部门整体自评得分", "92.45", "分")
    assert "评价等级为“优”" in build(_with_tables(empty)).text


@pytest.mark.parametrize("kind", ["file", "folder with a file", "hidden file"])
def test_nothing_is_overwritten(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "数据"
    if kind == "file":
        target.write_text("旧的")
    else:
        target.mkdir()
        (target / (".旧" if kind == "hidden file" else "原因.csv")).write_text("旧的")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(TargetTakenError, match="数据"):
        init_folder(target)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_an_empty_folder_may_be_there(tmp_path: Path) -> None:
    (tmp_path / "数据").mkdir()
    assert init_folder(tmp_path / "数据")


def test_the_guide_names_every_file(empty: Path) -> None:
    guide = (empty / "说明.md").read_text(encoding="utf-8-sig")
    assert "公开01 … 公开09" in guide
    assert [name for name in COLUMNS if name not in guide] == []
    texts = (empty / "文字" / "说明.txt").read_text(encoding="utf-8-sig")
    assert [p.name for p in (empty / "文字").glob("*.md") if p.name not in texts] == []
