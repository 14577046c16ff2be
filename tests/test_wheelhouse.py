"""What goes onto a Windows computer without internet: the batch files, and that no wheel lacks."""

import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from support.folders import ROOT, files_in
from support.loading import load_file

_PARTS = ROOT / "tools" / "windows"
_DROPPED_ON = ("打开.bat", "开始.bat", "生成情况说明.bat", "核对.bat", "审核.bat", "定稿.bat")
_INFO = ("METADATA", "WHEEL", "RECORD")
_BATCHES = sorted(path for path in _PARTS.iterdir() if path.suffix in {".bat", ".cmd"})


tool = load_file(ROOT / "tools" / "make_wheelhouse.py")
install = load_file(_PARTS / "install.py")


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
    assert {"安装.bat", *_DROPPED_ON, "使用方法.txt", "样例数据/公开01.csv"} <= made
    for path in _BATCHES:
        folder = "" if path.name in made else "program/"
        for name in re.findall(r"%~dp0([\w\\.-]+\.(?:cmd|py|txt))", path.read_text("utf-8")):
            if Path(name.replace("\\", "/")).name == install.DONE:
                continue  # written by the installer when it has finished
            assert folder + name.replace("\\", "/") in made, (path.name, name)
    assert (tmp_path / "program" / "no-python.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    compile((tmp_path / "program" / "install.py").read_bytes(), "install.py", "exec")


@pytest.mark.parametrize("target", tool.TARGETS.values(), ids=lambda one: one.name)
def test_the_guides_are_pages_that_ask_for_nothing_else(target: Any, tmp_path: Path) -> None:
    tool.write_parts(tmp_path, target)
    place = tmp_path / "说明"
    pages = sorted(place.glob("*.html"))
    assert len(pages) == 4
    for page in pages:
        text = page.read_text("utf-8")
        for asked in re.findall(r'(?:src|href)="([^"]*)"', text):
            assert asked.startswith("https://") or (place / asked).is_file(), (page.name, asked)
        assert "How a room is built" not in text
        assert "](" not in text
    assert (place / "会计.html").read_text("utf-8").count("<img") > 4


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
    _wheel(folder, "pip", "25.0")
    return folder


def test_wheels_of_every_version_are_complete(tmp_path: Path) -> None:
    assert tool.check_wheels(_complete(tmp_path / "wheels")) == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("colorama", ["3.11 缺少：colorama", "3.12 缺少：colorama", "3.13 缺少：colorama"]),
        ("arrays-1.0-cp312", ["3.12 缺少：arrays"]),
        ("parser", ["3.11 缺少：parser", "3.12 缺少：parser", "3.13 缺少：parser"]),
        ("pip", ["3.11 缺少：pip", "3.12 缺少：pip", "3.13 缺少：pip"]),
        ("gen_narrative", [f"{one} 缺少：gen-narrative[page,pdf]" for one in tool.VERSIONS]),
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
        *(f"{one}; extra == 'page'" for one in project["optional-dependencies"]["page"]),
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
    assert {"pypdfium2", "flask", "waitress", *tool.BUILT_HERE} < names
    assert not {"pytest", "ruff", "docxtpl", "xlwt"} & names


def test_the_installer_takes_the_wheels_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its call of pip, but for the interpreter, installs from the folder that the tool fills."""
    tool.write_parts(tmp_path)
    program = tmp_path / tool.PROGRAM
    _complete(program / "wheels")
    calls: list[list[str]] = []
    installer = load_file(program / "install.py")
    (tmp_path / "venv").mkdir()
    monkeypatch.setattr(venv.EnvBuilder, "create", lambda *_: None)
    monkeypatch.setattr(installer.subprocess, "call", lambda command: calls.append(command) or 0)
    assert installer.main() == 0
    said = capsys.readouterr().out
    named = [one for one in ("打开.desktop", "说明") if one in said and (tmp_path / one).exists()]
    assert len(named) == 2
    assert (tmp_path / "venv" / "installed.txt").is_file()
    ((python, *arguments),) = calls
    assert python == str(tmp_path / "venv" / "bin" / "python")
    assert arguments[-1] == str(tool.PROJECT)
    # pip reads tags of any machine, markers only of its own: colorama is for Windows alone.
    own = ("--only-binary=:all:", "--platform", "win_amd64", "--python-version", "3.12")
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
    installer = load_file(tmp_path / tool.PROGRAM / "install.py")
    monkeypatch.setattr(venv.EnvBuilder, "create", lambda *_: None)
    monkeypatch.setattr(installer.subprocess, "call", lambda _: 1)
    assert installer.main() == 1
    assert "安装没有完成" in capsys.readouterr().out


def _python_zip(folder: Path, name: str = "python-3.12.10-embed-amd64.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for member in ("python.exe", "python312._pth", "python312.zip"):
            archive.writestr(member, "")
    return path


def test_an_embeddable_python_is_laid_where_the_installer_looks(tmp_path: Path) -> None:
    folder = tmp_path / "wheelhouse"
    tool.write_parts(folder, python_zip=_python_zip(tmp_path))
    pattern = re.search(
        r"for %%Z in \(\"%~dp0\.\.\\([^\"]+)\"\)", (_PARTS / "setup.cmd").read_text("utf-8")
    )
    assert pattern is not None
    (found,) = folder.glob(pattern[1])
    assert found.read_bytes() == _python_zip(tmp_path).read_bytes()


@pytest.mark.parametrize("name", ["python-3.12.10-embed-arm64.zip", "其他-amd64.zip"])
def test_another_zip_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if "python" in name:
        _python_zip(tmp_path, name)
    else:
        path.write_bytes(b"")
    with pytest.raises(SystemExit, match=re.escape(name)):
        tool.embedded_version(path)


def test_pip_runs_from_its_wheel_where_python_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The embeddable Python: its list of folders gets the libraries, pip is a file of its own."""
    tool.write_parts(tmp_path)
    program = tmp_path / tool.PROGRAM
    _complete(program / "wheels")
    python = tmp_path / "python"
    python.mkdir()
    (python / "python312._pth").write_text("python312.zip\n.\n#import site\n", "utf-8")
    calls: list[list[str]] = []
    installer = load_file(program / "install.py")
    monkeypatch.setattr(installer, "is_embedded", lambda: True)
    monkeypatch.setattr(installer.subprocess, "call", lambda command: calls.append(command) or 0)
    assert installer.main() == 0
    assert installer.main() == 0
    assert (python / "python312._pth").read_text("utf-8").splitlines() == [
        *("python312.zip", ".", "#import site", "Lib\\site-packages"),
    ]
    command = calls[0]
    pip = Path(command[command.index("install") - 1])
    assert pip.name == "pip"
    assert pip.parent.is_file()
    assert command[command.index("--target") + 1] == str(python / "Lib" / "site-packages")
    assert command[-1] == str(tool.PROJECT)
    assert (python / "installed.txt").is_file()


# Linux


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_wheels_for_linux(machine: str, tmp_path: Path) -> None:
    target = tool.TARGETS[f"linux_{machine}"]
    own = ("click>=8", "colorama; platform_system == 'Windows'", "arrays")
    _wheel(tmp_path, "gen_narrative", "1.0", *own)
    _wheel(tmp_path, "click", "8.1")
    _wheel(tmp_path, "pip", "25.0")
    for version in tool.VERSIONS:
        name = f"cp{version.replace('.', '')}"
        _wheel(tmp_path, "arrays", "1.0", tag=f"{name}-{name}-manylinux_2_28_{machine}")
    assert tool.check_wheels(tmp_path, target) == []
    newer = _wheel(tmp_path, "parser", "1.0", tag=f"py3-none-manylinux_2_35_{machine}")
    assert tool.check_wheels(tmp_path, target) == [f"不能在 {target.title} 上使用：{newer.name}"]


@pytest.mark.parametrize("path", sorted((ROOT / "tools" / "linux").iterdir()), ids=lambda p: p.name)
def test_shell_scripts_are_what_sh_reads(path: Path) -> None:
    assert b"\r" not in path.read_bytes()
    subprocess.run(["/bin/sh", "-n", path], check=True)


def test_what_a_linux_wheelhouse_holds(tmp_path: Path) -> None:
    tool.write_parts(tmp_path, tool.TARGETS["linux_aarch64"])
    made = set(files_in(tmp_path))
    assert {"安装.sh", "打开.sh", "gen-narrative.sh", "program/install.py", "安装说明.txt"} <= made
    assert not any(name.endswith((".bat", ".cmd")) for name in made)


def _exec_of(launcher: Path) -> list[str]:
    """Return the command of a .desktop file, read as the specification of desktop entries says."""
    (line,) = [one for one in launcher.read_text("utf-8").splitlines() if one.startswith("Exec=")]
    value = line.removeprefix("Exec=").replace("\\\\", "\\")
    found = []
    for bare, quoted in re.findall(r'([^\s"]+)|"((?:[^"\\]|\\.)*)"', value):
        found.append((bare or re.sub(r"\\(.)", r"\1", quoted)).replace("%%", "%"))
    return found


@pytest.mark.parametrize("name", ["工作", "我的 决算", "a$HOME`x`", 'a"b', "100%", "a\\b"])
def test_a_double_click_opens_the_page(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    tool.write_parts(folder, tool.TARGETS["linux_x86_64"])
    (folder / "venv" / "bin").mkdir(parents=True)
    (folder / "venv" / "installed.txt").write_text("")
    python = folder / "venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    install.write_launcher(folder / "打开.sh", folder / "打开.desktop")
    assert (folder / "打开.desktop").stat().st_mode & 0o100
    done = subprocess.run(_exec_of(folder / "打开.desktop"), check=True, capture_output=True)
    *_, verb, workspace = done.stdout.decode().splitlines()
    assert (verb, workspace) == ("serve", str(folder / "决算工作"))
