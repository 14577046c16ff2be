"""What goes onto a Windows computer without internet: the batch files, and that no wheel lacks."""

import importlib.util
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from support.folders import ROOT, files_in

_PARTS = ROOT / "tools" / "windows"
_BATCHES = sorted(path for path in _PARTS.iterdir() if path.suffix in {".bat", ".cmd"})


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_wheelhouse", ROOT / "tools" / "make_wheelhouse.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_wheelhouse"] = module
    spec.loader.exec_module(module)
    return module


tool = _load()


def _wheel(folder: Path, name: str, version: str, *requires: str) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {one}" for one in requires]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")
    return path


def test_requirements_are_followed_as_on_windows(tmp_path: Path) -> None:
    paths = [
        _wheel(
            tmp_path,
            "gen_narrative",
            "1.0",
            "click>=8",
            "pdf-reader; extra == 'pdf'",
            "tester; extra == 'test'",
        ),
        _wheel(tmp_path, "click", "8.1", "colorama; platform_system == 'Windows'"),
        _wheel(tmp_path, "pdf_reader", "2.0", "uvloop; sys_platform != 'win32'"),
        _wheel(tmp_path, "unused", "1.0"),
    ]
    wheels = [tool.read_wheel(path) for path in paths]
    needed, missing = tool.follow_requirements(wheels, tool.PROJECT, "3.12")
    assert {wheel.name for wheel in needed} == {"gen-narrative", "click", "pdf-reader"}
    assert [one.name for one in missing] == ["colorama"]


def test_a_wheel_too_old_is_missing(tmp_path: Path) -> None:
    wheels = [tool.read_wheel(_wheel(tmp_path, "click", "7.0"))]
    _, missing = tool.follow_requirements(wheels, Requirement("click>=8"), "3.11")
    assert [str(one) for one in missing] == ["click>=8"]


@pytest.mark.parametrize("version", tool.VERSIONS)
def test_markers_of_versions_are_judged_by_that_version(version: str, tmp_path: Path) -> None:
    wheel = tool.read_wheel(_wheel(tmp_path, "a", "1", "b; python_version < '3.12'"))
    _, missing = tool.follow_requirements([wheel], Requirement("a"), version)
    assert bool(missing) == (version == "3.11")


@pytest.mark.parametrize("path", _BATCHES, ids=lambda path: path.name)
def test_batch_files_are_what_cmd_reads_in_any_code_page(path: Path) -> None:
    data = tool.windows_bytes(path)
    assert data.isascii()
    assert data.startswith(b"@echo off\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert "chcp" not in data.decode()


@pytest.mark.parametrize("path", _BATCHES, ids=lambda path: path.name)
def test_batch_files_hang_together(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) == labels
    unquoted = re.sub(r'"[^"]*"', '""', text)
    assert text.count('"') % 2 == 0
    assert unquoted.count("(") == unquoted.count(")")
    # Every path is quoted: folders have blanks and brackets.
    assert not re.search(r"%~|%PYTHON%", unquoted)
    # A backslash before a closing quote would keep it from closing.
    assert not re.search(r'\\"(?:\s|$)', text)


def test_batch_files_name_what_is_there(tmp_path: Path) -> None:
    tool.write_parts(tmp_path)
    made = set(files_in(tmp_path))
    assert {"安装.bat", "生成情况说明.bat", "安装说明.txt", "样例数据/公开01.csv"} <= made
    for path in _BATCHES:
        folder = "" if path.name in tool.AT_TOP else "program/"
        for name in re.findall(r"%~dp0([\w\\.-]+\.(?:cmd|py|txt))", path.read_text("utf-8")):
            assert folder + name.replace("\\", "/") in made, (path.name, name)
    assert (tmp_path / "program" / "no-python.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    compile((tmp_path / "program" / "install.py").read_bytes(), "install.py", "exec")


def test_versions_agree() -> None:
    setup = (_PARTS / "setup.cmd").read_text(encoding="utf-8")
    offered = re.search(r"for %%V in \(([\d. ]+)\)", setup)
    assert offered is not None
    assert sorted(offered[1].split()) == sorted(tool.VERSIONS)
    pages = (ROOT / "docs" / "install.md", _PARTS / "no-python.txt")
    assert all(one in page.read_text("utf-8") for one in tool.VERSIONS for page in pages)


def test_the_zip_holds_chinese_names(tmp_path: Path) -> None:
    folder = tmp_path / "wheelhouse-win_amd64"
    tool.write_parts(folder)
    with zipfile.ZipFile(tool.write_zip(folder)) as archive:
        assert "wheelhouse-win_amd64/生成情况说明.bat" in archive.namelist()
        utf8_names = 0x800
        assert archive.getinfo("wheelhouse-win_amd64/安装.bat").flag_bits & utf8_names


@pytest.mark.skipif(not tool.TARGET.is_dir(), reason="尚未运行 make wheelhouse")
def test_the_wheels_are_complete_and_for_windows() -> None:
    paths = sorted((tool.TARGET / "program" / "wheels").glob("*.whl"))
    assert all(path.stem.endswith(("-any", "-win_amd64")) for path in paths)
    wheels = [tool.read_wheel(path) for path in paths]
    for version in tool.VERSIONS:
        tag = f"cp{version.replace('.', '')}"
        fitting = [w for w in wheels if f"-{tag}-" in w.path.name or "-none-" in w.path.name]
        abi3 = [w for w in wheels if "-abi3-" in w.path.name]
        _, missing = tool.follow_requirements([*fitting, *abi3], tool.PROJECT, version)
        assert missing == ()
