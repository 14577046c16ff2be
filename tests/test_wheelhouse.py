"""What goes onto a Windows computer without internet: the batch files, and that no wheel lacks."""

import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from support.folders import ROOT, files_in

_PARTS = ROOT / "tools" / "windows"
_INFO = ("METADATA", "WHEEL", "RECORD")
_BATCHES = sorted(path for path in _PARTS.iterdir() if path.suffix in {".bat", ".cmd"})


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


tool = _load(ROOT / "tools" / "make_wheelhouse.py")


def _wheel(
    folder: Path, name: str, version: str, *requires: str, tag: str = "py3-none-any"
) -> Path:
    path = folder / f"{name}-{version}-{tag}.whl"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {one}" for one in requires]
    lines += sorted(
        {f"Provides-Extra: {one.split(chr(39))[1]}" for one in requires if "extra ==" in one}
    )
    with zipfile.ZipFile(path, "w") as archive:
        info = f"{name}-{version}.dist-info"
        archive.writestr(f"{info}/METADATA", "\n".join(lines) + "\n")
        archive.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
        archive.writestr(f"{info}/RECORD", "".join(f"{info}/{one},,\n" for one in _INFO))
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


def _complete(folder: Path) -> Path:
    """Return a folder with the wheels of a program with one library a version of Python."""
    folder.mkdir()
    own = ("click>=8", "arrays", "pdf-reader; extra == 'pdf'", "tester; extra == 'test'")
    _wheel(folder, "gen_narrative", "1.0", *own)
    _wheel(folder, "click", "8.1", "colorama; platform_system == 'Windows'")
    _wheel(folder, "colorama", "0.4")
    _wheel(folder, "pdf_reader", "2.0", tag="py3-none-win_amd64")
    for version in tool.VERSIONS:
        name = f"cp{version.replace('.', '')}"
        _wheel(folder, "arrays", "1.0", "parser", tag=f"{name}-{name}-win_amd64")
    _wheel(folder, "parser", "1.0", tag="cp310-abi3-win_amd64")
    return folder


def test_wheels_of_every_version_are_complete(tmp_path: Path) -> None:
    assert tool.check_wheels(_complete(tmp_path / "wheels")) == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("colorama", ["3.11 缺少：colorama", "3.12 缺少：colorama", "3.13 缺少：colorama"]),
        ("arrays-1.0-cp312", ["3.12 缺少：arrays"]),
        ("parser", ["3.11 缺少：parser", "3.12 缺少：parser", "3.13 缺少：parser"]),
        ("gen_narrative", [f"{one} 缺少：gen-narrative[pdf,preview]" for one in tool.VERSIONS]),
    ],
)
def test_a_wheel_that_lacks_is_named(lost: str, said: list[str], tmp_path: Path) -> None:
    folder = _complete(tmp_path / "wheels")
    (path,) = folder.glob(f"{lost}*")
    path.unlink()
    problems = [re.split(" ;|;", one)[0] for one in tool.check_wheels(folder)]
    assert problems == [f"Python {one}" for one in said]


@pytest.mark.parametrize(
    "tag", ["cp312-cp312-manylinux_2_17_x86_64", "cp312-cp312-win32", "cp310-cp310-win_amd64"]
)
def test_a_wheel_for_another_machine_is_named(tag: str, tmp_path: Path) -> None:
    folder = _complete(tmp_path / "wheels")
    path = _wheel(folder, "arrays", "1.0", tag=tag)
    assert tool.check_wheels(folder) == [f"不能在 64 位 Windows 上使用：{path.name}"]


def _installed() -> list[object]:
    """Return the libraries of this environment, and the program as pyproject.toml has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    requires = {one.name: one.requires or () for one in distributions()}
    versions = {one.name: one.version for one in distributions()}
    requires[project["name"]] = [
        *project["dependencies"],
        *(f"{one}; extra == 'pdf'" for one in project["optional-dependencies"]["pdf"]),
        *(f"{one}; extra == 'test'" for one in project["optional-dependencies"]["test"]),
    ]
    return [
        tool.Wheel(
            ROOT, canonicalize_name(name), Version(versions[name]), tuple(lines), frozenset()
        )
        for name, texts in requires.items()
        for lines in [map(Requirement, texts)]
    ]


@pytest.mark.parametrize("version", tool.VERSIONS)
def test_what_is_installed_here_tells_what_windows_needs(version: str) -> None:
    """Its libraries are those of the wheelhouse, but for those that only Windows needs."""
    needed, missing = tool.follow_requirements(_installed(), tool.PROJECT, version)
    names = {wheel.name for wheel in needed}
    assert {one.name for one in missing} <= {"colorama", "tzdata"}
    assert {"pypdfium2", *tool.BUILT_HERE} < names
    assert not {"pytest", "ruff", "docxtpl", "xlwt"} & names


def test_the_installer_takes_the_wheels_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its call of pip, but for the interpreter, installs from the folder that the tool fills."""
    tool.write_parts(tmp_path)
    program = tmp_path / tool.PROGRAM
    _complete(program / "wheels")
    calls: list[list[str]] = []
    installer = _load(program / "install.py")
    monkeypatch.setattr(installer.venv.EnvBuilder, "create", lambda *_: None)
    monkeypatch.setattr(installer.subprocess, "call", lambda command: calls.append(command) or 0)
    assert installer.main() == 0
    ((python, *arguments),) = calls
    assert python == str(tmp_path / "venv" / "Scripts" / "python.exe")
    assert arguments[-1] == str(tool.PROJECT)
    # pip reads tags of any machine, markers only of its own: colorama is for Windows alone.
    own = ("--only-binary=:all:", "--platform", tool.PLATFORM, "--python-version", "3.12")
    target = tmp_path / "installed"
    monkeypatch.undo()
    subprocess.run(
        [sys.executable, *arguments, "--isolated", *own, "--target", target],
        check=True,
        capture_output=True,
    )
    installed = {path.name for path in target.iterdir() if path.suffix == ".dist-info"}
    assert {one.split("-")[0] for one in installed} == {
        "gen_narrative",
        "click",
        "arrays",
        "parser",
        "pdf_reader",
    }


def test_the_installer_says_when_it_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tool.write_parts(tmp_path)
    installer = _load(tmp_path / tool.PROGRAM / "install.py")
    monkeypatch.setattr(installer.venv.EnvBuilder, "create", lambda *_: None)
    monkeypatch.setattr(installer.subprocess, "call", lambda _: 1)
    assert installer.main() == 1
    assert "安装没有完成" in capsys.readouterr().out
