"""Names of results that every system keeps, the summary's cells, what is listed."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.batches import read_summary, write_departments
from support.folders import copy_data
from support.submitted import SAMPLE

from generator.model.reviewed_file import SkippedFile
from generator.tasks.batch.finding import list_units
from generator.tasks.batch.journal import Journal
from generator.tasks.batch.naming import compare_key, fit_part, propose_folders
from generator.tasks.batch.unit import Kind, Unit

if TYPE_CHECKING:
    from pathlib import Path

    from support.program import Shell

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="别的系统没有这样的文件名")
# As Microsoft documents them; not taken from the program.
FORBIDDEN = set('<>:"/\\|?*') | {chr(number) for number in range(32)}
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(10))}


def folders_of(tmp_path: Path, *units: Unit) -> list[str]:
    """Return where the results of some units lie."""
    journal = Journal(tmp_path / "journal.sqlite3", tmp_path)
    journal.begin(units, lambda unit: unit.path.as_posix())
    folders = [entry.folder for entry in journal.entries()]
    journal.close()
    return folders


def folder(path: str) -> Unit:
    return Unit(PurePosixPath(path), Kind.FOLDER)


@given(st.text(min_size=1))
def test_any_name_is_one_for_windows(text: str) -> None:
    part = fit_part(text)
    assert part
    assert not FORBIDDEN & set(part)
    assert part.partition(".")[0].upper() not in DEVICES
    assert part[-1] not in ". "
    assert len(part) <= 60


@pytest.mark.parametrize("name", ["CON", "nul", "com1.公开", "LPT9", "aux.txt"])
def test_devices_are_no_names(name: str) -> None:
    assert fit_part(name).startswith("_")


def test_no_two_units_share_a_folder(tmp_path: Path) -> None:
    """Capitals, forbidden characters, kinds of files, long names with one beginning."""
    long = "某" * 83
    units = [
        folder("甲局"),
        folder("甲 局"),
        folder("东区/Abc"),
        folder("东区/ABC"),
        folder("东区/a:bc"),
        folder(f"{long}一"),
        folder(f"{long}二"),
        folder("/".join(["很长的文件夹名"] * 40)),
        folder("/".join(["很长的文件夹名"] * 41)),
        folder("乙局"),
        Unit(PurePosixPath("乙局.docx"), Kind.SUBMITTED),
        Unit(PurePosixPath("乙局.pdf"), Kind.SUBMITTED),
        Unit(PurePosixPath("乙局.xlsx"), Kind.BOOK),
    ]
    folders = folders_of(tmp_path, *units)
    assert len(set(map(compare_key, folders))) == len(units)
    assert folders[0] == "甲局"
    assert folders[2] == "东区/Abc"
    assert max(map(len, folders)) <= 140
    assert folders[9:11] == ["乙局", "乙局_docx"]


def test_a_folder_stays_where_it_was(tmp_path: Path) -> None:
    """A department that comes before it later does not take its place."""
    assert folders_of(tmp_path, folder("甲 局")) == ["甲局"]
    later = folders_of(tmp_path, folder("甲局"), folder("甲 局"))
    assert later[1] == "甲局"
    assert later[0] != "甲局"


def test_the_last_proposal_is_nobody_elses() -> None:
    first, second = (
        list(propose_folders(PurePosixPath(name), name, Kind.FOLDER))[-1] for name in ("a?b", "a*b")
    )
    assert first != second


@linux_only
def test_names_that_a_spreadsheet_would_run(tmp_path: Path, shell: Shell) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    root, out = tmp_path / "根", tmp_path / "结果"
    names = ("=1+1", "+甲", "-乙", "@丙", "\t=丁", "普通")
    for name in names:
        copy_data(root / name, SAMPLE)
    assert shell.run("batch", root, "-o", out, "--check", "--jobs", "1").status == 0
    told = {row["所在"] for row in read_summary(out)}
    assert told == {"普通", *(f"'{name}" for name in names[:-1])}
    sheet = openpyxl.load_workbook(out / "汇总.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert not any(str(cell.value or "").lstrip("\t\r").startswith(tuple("=+-@")) for cell in cells)
    assert {sheet.cell(row, 1).data_type for row in range(2, 8)} == {"s"}
    table = parquet.read_table(out / "汇总.parquet")
    assert table.num_rows == len(names)
    assert {str(one) for one in table.column("所在").to_pylist()} == told
    assert set(table.column("核对错误").to_pylist()) == {0}
    assert table.column("审核错误").to_pylist() == [None] * len(names)
    for row in read_summary(out):
        assert (out / row["结果"].removeprefix("'") / "核对.html").is_file()


@linux_only
def test_links_are_named_and_end(tmp_path: Path) -> None:
    root = tmp_path / "根"
    names = write_departments(root, 2)
    (root / "绕圈").symlink_to(root, target_is_directory=True)
    (root / "外面").symlink_to(tmp_path, target_is_directory=True)
    (root / "断了.docx").symlink_to(root / "没有.docx")
    (tmp_path / "别人.docx").write_bytes(b"PK")
    for number in range(200):
        (root / f"链接{number}.docx").symlink_to(tmp_path / "别人.docx")
    found = list(list_units(root, tmp_path / "结果", review=True))
    units = [one.path.as_posix() for one in found if isinstance(one, Unit)]
    assert sorted(units) == sorted(names)
    skipped = {one.name: one.why for one in found if isinstance(one, SkippedFile)}
    assert len(skipped) == 203
    assert "链接" in skipped["外面"]
    assert "失效" in skipped["断了.docx"]


def test_what_belongs_to_a_department_is_no_other(tmp_path: Path) -> None:
    """Last year's tables are part of it; a unit below it is a department of its own."""
    root = tmp_path / "根"
    copy_data(root / "教育局", SAMPLE)
    copy_data(root / "教育局" / "上年", SAMPLE)
    copy_data(root / "教育局" / "历史" / "旧版", SAMPLE)
    copy_data(root / "教育局" / "第一中学", SAMPLE)
    copy_data(root / "结果" / "旧结果", SAMPLE)
    found = list_units(root, root / "结果", review=True)
    units = [one.path.as_posix() for one in found if isinstance(one, Unit)]
    assert units == ["教育局", "教育局/第一中学"]
