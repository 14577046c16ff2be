"""What stands beside the texts in a folder or archive is named, with what to do."""

from __future__ import annotations

import io
import json
import os
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document
from openpyxl import Workbook
from support import bad_files
from support.submitted import SAMPLE, right_text, write_text

from generator.tasks.review_many.sources import gather

if TYPE_CHECKING:
    from pathlib import Path

    from support.program import Shell

TEXT = "一、收入支出决算总体情况说明\n总计100.00万元。\n"


def word() -> bytes:
    made = io.BytesIO()
    Document().save(made)
    return made.getvalue()


def book() -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    return made.getvalue()


def letter() -> bytes:
    """Return as much of a letter of Outlook as names its first stream in the directory."""
    entry = "__properties_version1.0\0".encode("utf-16-le").ljust(128, b"\0")
    return bad_files.OLE[:512].ljust(512, b"\0") + entry


# Name, content, what it is, what to do.
BESIDE = [
    ("公开表.xlsx", book(), "是表格", "--data"),
    ("公开01.csv", b"1,2", "是表格", "--data"),
    ("旧表.et", b"", "是表格", "--data"),
    ("扫描.png", b"\x89PNG\r\n\x1a\n", "是图片", "有文字的 PDF"),
    ("照片.JPG", b"\xff\xd8\xff\xe0", "是图片", "有文字的 PDF"),
    ("报送.msg", letter(), "是邮件", "附件另存"),
    ("报送", letter(), "是邮件", "附件另存"),
    ("报送.eml", b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed", "是邮件", "附件另存"),
    ("汇报.pptx", b"", "是演示文稿", "Word"),
    ("网页.html", b"<html></html>", "是网页", "另存为 .docx"),
    ("备份.bak", b"\x00\x01", "不是程序认识的文件", "另存为 .docx"),
    ("说明.dat", word(), "内容是 Word 文件", "改正扩展名"),
    ("说明.tmp", b"%PDF-1.7", "内容是 PDF", "改正扩展名"),
]
# What Office, the system and we leave about.
SILENT = [
    *("~$甲局.docx", "~$公开表.xlsx", "~WRL0003.tmp", ".DS_Store", "Thumbs.db", "desktop.ini"),
    *("甲局-审核.html", "甲局-审核.docx", "审核汇总.xlsx", "index.html", "__MACOSX/._甲局.png"),
]


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "送审"
    write_text(folder / "甲局" / "甲局.txt", TEXT)
    for name, data, *_ in BESIDE:
        (folder / "甲局" / name).write_bytes(data)
    for name in SILENT:
        write_text(folder / name, "x")
    return folder


def pack(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for one in folder.rglob("*"):
            if one.is_file():
                archive.write(one, one.relative_to(folder).as_posix())
    return path


def test_all_beside_the_texts_is_named_with_what_to_do(pile: Path) -> None:
    with gather([pile]) as (files, skipped):
        assert [one.name for one in files] == ["甲局/甲局.txt"]
        told = dict(skipped)
    assert set(told) == {f"甲局/{name}" for name, *_ in BESIDE}
    for name, _, what, remedy in BESIDE:
        assert what in told[f"甲局/{name}"]
        assert remedy in told[f"甲局/{name}"]


def test_so_is_what_an_archive_holds(pile: Path) -> None:
    with gather([pack(pile)]) as (files, skipped):
        assert [one.name for one in files] == ["甲局/甲局.txt"]
        told = dict(skipped)
    assert set(told) == {f"甲局/{name}" for name, *_ in BESIDE}
    for name, _, what, remedy in BESIDE:
        if "." in name and name not in {"说明.dat", "说明.tmp"}:  # told by the name alone
            assert what in told[f"甲局/{name}"]
            assert remedy in told[f"甲局/{name}"]


def test_an_index_that_is_not_ours_is_named(tmp_path: Path) -> None:
    write_text(tmp_path / "甲局.txt", TEXT)
    write_text(tmp_path / "index.html", "<html></html>")
    with gather([tmp_path]) as (_, skipped):
        assert [one.name for one in skipped] == ["index.html"]


def test_what_serves_the_run_otherwise_is_not_skipped(pile: Path) -> None:
    write_text(pile / "数据" / "公开01.csv", "1,2")
    write_text(pile / "接受.csv", "1,2")
    with gather([pile], [pile / "数据", pile / "接受.csv"]) as (_, skipped):
        assert not [one for one in skipped if "数据" in one.name or "接受" in one.name]


def test_a_folder_with_nothing_but_others_says_so_and_names_them(tmp_path: Path) -> None:
    (tmp_path / "扫描.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with gather([tmp_path]) as (files, skipped):
        assert "没有可以审核的文件" in files[0].problem
        assert [one.name for one in skipped] == ["扫描.png"]


def test_pipes_and_folders_that_cannot_be_opened_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text(tmp_path / "甲局.txt", TEXT)
    os.mkfifo(tmp_path / "管道.png")
    (tmp_path / "锁住").mkdir()
    real = os.scandir

    def scan(path: str) -> object:
        if str(path).endswith("锁住"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scan)
    with gather([tmp_path]) as (files, skipped):
        assert {one.name: one.problem for one in files} == {
            "甲局.txt": "",
            "锁住": "系统打不开（没有权限）",
        }
        assert [(one.name, "不是普通文件" in one.why) for one in skipped] == [("管道.png", True)]


# What is said of them


@pytest.fixture
def submitted(shell: Shell) -> Path:
    folder = shell.folder / "送审"
    for name in ("甲局.txt", "乙局.txt"):
        write_text(folder / name, right_text())
    (folder / "公开表.xlsx").write_bytes(book())
    (folder / "扫描.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


def test_the_screen_says_what_and_what_to_do(shell: Shell, submitted: Path) -> None:
    found = shell.run("review", submitted, "--data", SAMPLE)
    assert found.status == 0
    assert "没有审核的 2 个文件：" in found.out
    assert "  公开表.xlsx　是表格" in found.out
    assert "2 个文件没有审核；共 2 份：2 份通过。" in found.out


def test_a_single_text_with_others_beside_it(shell: Shell, submitted: Path) -> None:
    (submitted / "乙局.txt").unlink()
    found = shell.run("review", submitted, "--data", SAMPLE)
    assert found.out.startswith("没有审核的 2 个文件：")
    assert "\n\n通过" in found.out
    for output_format in ("html", "text"):
        made = shell.run("review", submitted, "--format", output_format, "-o", "报告")
        told = (shell.folder / "报告").read_text(encoding="utf-8")
        assert "没有审核的 2 个文件" in (made.err if output_format == "html" else told)


def test_scripts_are_told(shell: Shell, submitted: Path) -> None:
    found = json.loads(shell.run("review", submitted, "--data", SAMPLE, "--format", "json").out)
    assert [one["document"] for one in found["skipped"]] == ["公开表.xlsx", "扫描.png"]
    assert all(one["why"] for one in found["skipped"])
    (submitted / "乙局.txt").unlink()
    found = json.loads(shell.run("review", submitted, "--data", SAMPLE, "--format", "json").out)
    assert len(found["skipped"]) == 2
    for name in ("公开表.xlsx", "扫描.png"):
        (submitted / name).unlink()
    found = json.loads(shell.run("review", submitted, "--data", SAMPLE, "--format", "json").out)
    assert "skipped" not in found


def test_the_workbook_has_a_sheet_of_them(shell: Shell, submitted: Path) -> None:
    shell.run("review", submitted, "--data", SAMPLE, "--format", "xlsx", "-o", "汇总.xlsx")
    sheet = openpyxl.load_workbook(shell.folder / "汇总.xlsx")["没有审核"]
    assert [row[0] for row in sheet.values] == ["文件", "公开表.xlsx", "扫描.png"]


def test_where_nothing_can_be_reviewed_they_are_named(shell: Shell, submitted: Path) -> None:
    for name in ("甲局.txt", "乙局.txt"):
        (submitted / name).unlink()
    found = shell.run("review", submitted)
    assert found.status == 3
    assert "扫描.png：是图片" in found.err
