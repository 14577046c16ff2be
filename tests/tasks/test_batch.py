"""Batches of random departments: stopped and gone on with, broken ones, what is left alone."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from support.batches import (
    ALL,
    JOURNAL,
    TASK,
    begin,
    finish,
    read_summary,
    read_times,
    read_tree,
    stop_after,
    write_departments,
)
from support.folders import copy_data
from support.submitted import SAMPLE, write_text, wrong_text
from support.two_years import workbook

from generator.tasks.batch import engine, work
from generator.tasks.batch.finding import list_units
from generator.tasks.batch.fingerprint import with_key
from generator.tasks.batch.journal import Journal
from generator.tasks.batch.unit import Kind, Order, Settings, Unit

if TYPE_CHECKING:
    from pathlib import Path

    from support.program import Shell

CHECK = ("--check", "--jobs", "1")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这样的信号")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve departments, one of them as a workbook's place would be: in a folder of its own."""
    folder = tmp_path_factory.mktemp("全省")
    write_departments(folder, 12)
    return folder


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Three departments that a test may change."""
    folder = tmp_path / "全县"
    write_departments(folder, 3)
    return folder


@posix_only
def test_a_run_that_was_stopped_ends_as_one_that_was_not(root: Path, tmp_path: Path) -> None:
    """Killed, then stopped in good order, then done: the same bytes as in one go."""
    whole, pieces = tmp_path / "一次", tmp_path / "几次"
    status, said = finish(root, whole, *ALL, "--jobs", "2")
    assert (status, "Traceback" in said) == (0, False), said
    assert len(read_summary(whole)) == 12
    made = read_tree(whole)
    assert sum(name.endswith("决算情况说明.docx") for name in made) == 12
    assert sum(name.endswith("审核.html") for name in made) == 12
    killed = stop_after(begin(root, pieces, *ALL, "--jobs", "2"), pieces, 3, signal.SIGKILL)
    assert killed == -signal.SIGKILL
    first = read_times(pieces)
    assert not (pieces / "汇总.csv").exists()
    ended = stop_after(begin(root, pieces, *ALL, "--jobs", "2"), pieces, 7, signal.SIGTERM)
    assert ended == 128 + signal.SIGTERM
    status, said = finish(root, pieces, *ALL, "--jobs", "2")
    assert status == 0, said
    assert read_tree(pieces) == made
    # All but what was in hand when the process was killed had been kept.
    again = read_times(pieces)
    redone = {name.rpartition("/")[0] for name in first if first[name] != again.get(name)}
    assert len(redone) <= 1


@posix_only
def test_ctrl_c_is_told(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    assert stop_after(begin(root, out, *CHECK), out, 1, signal.SIGINT) == 130
    assert list(out.rglob(".~*")) == []


def test_nothing_is_touched_but_what_has_changed(few: Path, tmp_path: Path, shell: Shell) -> None:
    out = tmp_path / "结果"
    assert shell.run("batch", few, "-o", out, *CHECK).status == 0
    before = read_times(out)
    found = shell.run("batch", few, "-o", out, *CHECK)
    assert (found.status, read_times(out)) == (0, before)
    assert "这次做了 0 个；没有变化 3 个" in found.err
    reason = few / "东区" / "部门1" / "原因.csv"
    # Set back: no clock tells what has changed.
    reason.write_bytes(reason.read_bytes() + b"\r\n")
    os.utime(reason, (0, 0))
    found = shell.run("batch", few, "-o", out, *CHECK)
    assert "这次做了 1 个；没有变化 2 个" in found.err
    changed = {name for name, mark in read_times(out).items() if before.get(name) != mark}
    assert changed == {"东区/部门1/核对.html"}
    assert "这次做了 3 个" in shell.run("batch", few, "-o", out, "--check", "--review").err


def test_what_is_missing_is_made_again(few: Path, tmp_path: Path, shell: Shell) -> None:
    out = tmp_path / "结果"
    shell.run("batch", few, "-o", out, *CHECK)
    made = read_tree(out)
    (out / "部门0" / "核对.html").unlink()
    assert "这次做了 1 个" in shell.run("batch", few, "-o", out, *CHECK).err
    assert read_tree(out) == made


def test_broken_and_endless_ones_are_named(
    few: Path, tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every one has its cause in the summary; the others are done, and the status is 1."""
    monkeypatch.setattr(engine, "TASK", TASK)
    (few / "空表").mkdir()
    (few / "空表" / "公开01.csv").write_bytes(b"")
    (few / "坏了.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    for name in ("崩溃", "不停", "缺陷"):
        copy_data(few / f"某局{name}", SAMPLE)
    out = tmp_path / "结果"
    found = shell.run("batch", few, "-o", out, "--check", "--jobs", "2", "--timeout", "12")
    assert found.status == 1
    rows = {row["所在"]: row for row in read_summary(out)}
    failed = {name: row["原因"] for name, row in rows.items() if row["状态"] == "没有做成"}
    assert set(failed) == {"空表", "坏了.xlsx", "某局崩溃", "某局不停", "某局缺陷"}
    assert "文件是空的" in failed["空表"]
    assert "超过 12 秒" in failed["某局不停"]
    assert "--timeout" in failed["某局不停"]
    assert "SIGSEGV" in failed["某局崩溃"]
    assert "IndexError" in failed["某局缺陷"]
    assert len(rows) == 8
    for name in failed:
        assert name in found.err
        assert not (out / name / "核对.html").exists()
    assert "没有做成 5 个" in (out / "index.html").read_text(encoding="utf-8")
    # What failed is tried again, and done once nothing stands against it any more.
    shutil.rmtree(few / "某局不停")
    monkeypatch.setattr(engine, "TASK", work.TASK)
    found = shell.run("batch", few, "-o", out, *CHECK)
    assert "这次做了 4 个；没有变化 3 个" in found.err
    assert "以前做过、这次不在的 1 个" in found.err


def test_results_of_what_fails_now_do_not_stay(few: Path, tmp_path: Path, shell: Shell) -> None:
    out = tmp_path / "结果"
    shell.run("batch", few, "-o", out, *CHECK)
    for path in (few / "部门0").glob("公开0*.csv"):
        path.write_bytes(b"")
    assert shell.run("batch", few, "-o", out, *CHECK).status == 1
    assert not (out / "部门0").exists()


def test_what_somebody_has_edited_is_not_overwritten(
    few: Path, tmp_path: Path, shell: Shell
) -> None:
    out = tmp_path / "结果"
    shell.run("batch", few, "-o", out, *CHECK)
    page = out / "部门0" / "核对.html"
    page.write_text("我的批注", encoding="utf-8")
    assert "没有变化 3 个" in shell.run("batch", few, "-o", out, *CHECK).err
    (few / "部门0" / "原因.csv").write_bytes(b"")
    found = shell.run("batch", few, "-o", out, *CHECK)
    assert found.status == 1
    assert "核对.html 写出以后被人改过，没有覆盖" in found.err
    assert page.read_text(encoding="utf-8") == "我的批注"
    page.unlink()
    assert shell.run("batch", few, "-o", out, *CHECK).status == 0


def test_a_second_run_is_refused(few: Path, tmp_path: Path, shell: Shell) -> None:
    out = tmp_path / "结果"
    (out / JOURNAL).mkdir(parents=True)
    journal = Journal(out / JOURNAL / "batch.sqlite3", out)
    found = shell.run("batch", few, "-o", out, *CHECK)
    assert found.status == 3
    assert "另一次 batch 正在往" in found.err
    journal.close()
    assert shell.run("batch", few, "-o", out, *CHECK).status == 0


def test_a_damaged_journal_is_told(few: Path, tmp_path: Path, shell: Shell) -> None:
    out = tmp_path / "结果"
    (out / JOURNAL).mkdir(parents=True)
    (out / JOURNAL / "batch.sqlite3").write_bytes("不是数据库".encode() * 100)
    found = shell.run("batch", few, "-o", out, *CHECK)
    assert found.status == 3
    assert "文件已损坏" in found.err
    assert "移走" in found.err


def test_submitted_documents_and_workbooks_are_units(tmp_path: Path, shell: Shell) -> None:
    """A document beside data is held against them; what is none of all is named."""
    root, out = tmp_path / "送来", tmp_path / "结果"
    data = copy_data(root / "图书馆", SAMPLE)
    workbook(root / "工作簿.xlsx", SAMPLE)
    write_text(root / "别处" / "送审.txt", wrong_text())
    document = tmp_path / "送审.docx"
    shell.run("build", SAMPLE, "--docx", "-o", document)
    shutil.copy(document, data / "送审.docx")
    (root / "图片.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = shell.run("batch", root, "-o", out, "--jobs", "1")
    rows = {row["所在"]: row for row in read_summary(out)}
    assert set(rows) == {"图书馆", "图书馆/送审.docx", "工作簿.xlsx", "别处/送审.txt"}, found.said
    assert rows["图书馆/送审.docx"]["审核错误"] == "0"
    assert rows["图书馆"]["核对错误"] == rows["图书馆"]["审核错误"] == "0"
    assert int(rows["别处/送审.txt"]["审核错误"]) > 0
    assert rows["别处/送审.txt"]["核对错误"] == ""
    assert (out / "图书馆" / "送审" / "审核.html").is_file()
    assert (out / "图书馆" / "核对.html").is_file()
    assert "图片.png" in (out / "没有列入.csv").read_text(encoding="utf-8-sig")
    assert "另有 3 个" in found.err  # two texts of the sample's own besides


def test_inputs_that_change_while_they_are_read_are_told(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = with_key(Settings(build=False, check=True, review=False))
    order = Order(few, Unit(PurePosixPath("部门0"), Kind.FOLDER), settings)
    file, do = few / "部门0" / "原因.csv", work._Made.do
    changes = iter((b"\r\n", b"", b"", b""))

    def write_meanwhile(made: work._Made) -> None:
        do(made)
        file.write_bytes(file.read_bytes() + next(changes))

    monkeypatch.setattr(work._Made, "do", write_meanwhile)
    told = work.perform(order)
    assert "正被别的程序改动" in told.row.failure
    assert told.files == {}
    monkeypatch.setattr(work._Made, "do", do)
    assert work.perform(order).row.failure == ""


def test_a_folder_that_cannot_be_opened_is_one_that_failed(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def refuse(path: str | Path) -> object:
        if str(path).endswith("东区"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    units = [one for one in list_units(few, few / "结果", review=True) if isinstance(one, Unit)]
    told = {unit.path.as_posix(): unit.problem for unit in units}
    assert set(told) == {"部门0", "东区", "西区/南街/部门2"}
    assert "系统打不开" in told["东区"]
    settings = Settings(build=False, check=True, review=False)
    closed = next(unit for unit in units if unit.problem)
    assert "系统打不开" in work.perform(Order(few, closed, settings)).row.failure


def test_a_place_that_takes_nothing_costs_its_unit_alone(
    few: Path, tmp_path: Path, shell: Shell
) -> None:
    """Where a file cannot be written, it is named; the next run makes it."""
    out = tmp_path / "结果"
    (out / "部门0" / "核对.html").mkdir(parents=True)
    found = shell.run("batch", few, "-o", out, *CHECK)
    assert found.status == 1
    assert "没有做成 部门0：结果没有写成" in found.err
    (out / "部门0" / "核对.html").rmdir()
    found = shell.run("batch", few, "-o", out, *CHECK)
    assert found.status == 0
    assert "这次做了 1 个；没有变化 2 个" in found.err


def test_there_is_nothing_below(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "空").mkdir()
    found = shell.run("batch", tmp_path / "空", "-o", tmp_path / "结果")
    assert found.status == 3
    assert "没有数据文件夹" in found.err
    found = shell.run("batch", tmp_path / "没有", "-o", tmp_path / "结果")
    assert found.status == 3
    found = shell.run("batch", tmp_path / "空", "-o", tmp_path / "空")
    assert found.status == 3
    assert "混在一起" in found.err
