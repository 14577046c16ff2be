"""Collect what a computer without internet needs: wheels, scripts, a .zip of all.

python tools/make_wheelhouse.py                 for Windows and for Linux (x86-64, aarch64)
python tools/make_wheelhouse.py win_amd64 --python-zip python-3.12.10-embed-amd64.zip

They are written to dist/wheelhouse-…/, each with its .zip. Given the embeddable Python of Windows,
the wheelhouse installs on a computer that has no Python.

The .bat and .cmd files hold ASCII only: cmd.exe reads them in the code page of the machine (936,
437, 65001 …), in which ASCII is always the same. Chinese is left to file names, to texts that
Notepad opens, and to Python, which writes Unicode to the console whatever the code page is.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

sys.path[:0] = [str(Path(__file__).parent)]

from guide_pages import write_guides  # noqa: E402 - it lies beside this one

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packaging.tags import Tag
    from packaging.version import Version

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13")
PROJECT = Requirement("gen-narrative[page,pdf]")
# Published as source only; pure Python, so that a wheel built here serves everywhere.
BUILT_HERE = ("docopt",)
# The embeddable Python has no pip of its own.
INSTALLER = Requirement("pip")
TOOLS = ROOT / "tools"
WINDOWS = TOOLS / "windows"
PROGRAM = "program"
# What stands beside the folder of the program, for people to click at or to read.
_AT_TOP = {".bat", ".sh"}
AT_TOP = ("gen-narrative.cmd", "使用方法.txt")
# Shared by all: installing is one program.
SHARED = ("install.py",)
_EMBEDDED = re.compile(r"python3([0-9]+)\._pth")
_BATCH = {".bat", ".cmd"}


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of machine: `tags` are the platforms whose wheels run on it, the newest last.

    `markers` is what requirements are judged by, `name` what its wheelhouse is called after.
    """

    name: str
    title: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]
    parts: Path

    @property
    def folder(self) -> Path:
        """Where its wheelhouse is written."""
        return ROOT / "dist" / f"wheelhouse-{self.name}"


def _linux(machine: str) -> Target:
    """Return a Linux with glibc 2.28 or newer, as the desktops of offices have."""
    old = {"x86_64": ("manylinux1", "manylinux2010")}.get(machine, ())
    versions = [f"manylinux_2_{minor}" for minor in range(5 if old else 17, 29)]
    return Target(
        f"linux_{machine}",
        f"{machine} 的 Linux",
        tuple(f"{tag}_{machine}" for tag in (*old, "manylinux2014", *versions)),
        {
            "os_name": "posix",
            "platform_machine": machine,
            "platform_release": "4.19",
            "platform_system": "Linux",
            "platform_version": "#1",
            "sys_platform": "linux",
        },
        TOOLS / "linux",
    )


WIN_AMD64 = Target(
    "win_amd64",
    "64 位 Windows",
    ("win_amd64",),
    {
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0",
        "sys_platform": "win32",
    },
    WINDOWS,
)
TARGETS = {one.name: one for one in (WIN_AMD64, _linux("x86_64"), _linux("aarch64"))}


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel file: what it is called, its version, what it requires, and what it runs on."""

    path: Path
    name: str
    version: Version
    requires: tuple[Requirement, ...]
    tags: frozenset[Tag]


def read_wheel(path: Path) -> Wheel:
    """Return what the file name and the METADATA of a wheel say."""
    name, version, _, tags = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        member = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = BytesParser().parsebytes(archive.read(member))
    requires = tuple(Requirement(text) for text in metadata.get_all("Requires-Dist", ()))
    return Wheel(path, name, version, requires, tags)


def environment(version: str, target: Target = WIN_AMD64) -> dict[str, str]:
    """Return what the markers of a requirement are judged by."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{version}.0",
        "platform_python_implementation": "CPython",
        "python_full_version": f"{version}.0",
        "python_version": version,
        **target.markers,
    }


def follow_requirements(
    wheels: Iterable[Wheel], wanted: Requirement, version: str, target: Target = WIN_AMD64
) -> tuple[tuple[Wheel, ...], tuple[Requirement, ...]]:
    """Return the wheels that `wanted` needs on a machine, and the requirements that none meets.

    pip judges markers (colorama; sys_platform == "win32") by the machine it runs on, not by the
    platform that is asked for.
    """
    judged = environment(version, target)
    by_name: Mapping[str, Wheel] = {wheel.name: wheel for wheel in wheels}
    needed: dict[str, Wheel] = {}
    missing: dict[str, Requirement] = {}
    queue = [wanted]
    seen: set[str] = set()
    while queue:
        requirement = queue.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        wheel = by_name.get(canonicalize_name(requirement.name))
        if wheel is None or not requirement.specifier.contains(wheel.version, prereleases=True):
            missing[str(requirement)] = requirement
            continue
        needed[wheel.name] = wheel
        queue += [one for one in wheel.requires if _applies(one, requirement.extras, judged)]
    return tuple(needed.values()), tuple(missing.values())


def _applies(requirement: Requirement, extras: Iterable[str], judged: Mapping[str, str]) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({**judged, "extra": e}) for e in ("", *extras))


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    subprocess.run(command, check=True)  # noqa: S603 - pip of this interpreter


def _download(
    requirements: Iterable[str], version: str, target: Target, folder: Path, built: Path
) -> None:
    platforms = [word for tag in target.tags for word in ("--platform", tag)]
    _pip(
        *("download", "--quiet", "--only-binary=:all:", "--implementation", "cp"),
        *(*platforms, "--python-version", version),
        *("--find-links", built, "--dest", folder),
        *requirements,
    )


def collect_version(version: str, target: Target, folder: Path, built: Path) -> tuple[Wheel, ...]:
    """Return the wheels that one version of Python needs; `built` holds those made here."""
    own = next(built.glob("gen_narrative-*.whl"))
    requirements = [f"{own}[{','.join(sorted(PROJECT.extras))}]", INSTALLER.name]
    while True:
        _download(requirements, version, target, folder, built)
        wheels = [read_wheel(path) for path in sorted(folder.glob("*.whl"))]
        needed, missing = _needed(wheels, version, target)
        if not missing:
            return needed
        more = [f"{one.name}{one.specifier}" for one in missing]
        if set(more) <= set(requirements):
            raise SystemExit(f"Python {version} 缺少：{'、'.join(more)}")
        requirements += more


def _needed(
    wheels: Iterable[Wheel], version: str, target: Target
) -> tuple[tuple[Wheel, ...], tuple[Requirement, ...]]:
    """Return the wheels of the program and of what installs it, and what is missing of both."""
    wheels = tuple(wheels)
    found = [follow_requirements(wheels, one, version, target) for one in (PROJECT, INSTALLER)]
    needed = dict.fromkeys(wheel for part, _ in found for wheel in part)
    return tuple(needed), tuple(one for _, missing in found for one in missing)


def check_wheels(folder: Path, target: Target = WIN_AMD64) -> list[str]:
    """Return what keeps the wheels of a folder from being installed without internet."""
    wheels = [read_wheel(path) for path in sorted(folder.glob("*.whl"))]
    used: set[Path] = set()
    problems = []
    for version in VERSIONS:
        accepted = _tags_of(version, target)
        fitting = [wheel for wheel in wheels if not wheel.tags.isdisjoint(accepted)]
        used.update(wheel.path for wheel in fitting)
        _, missing = _needed(fitting, version, target)
        problems += [f"Python {version} 缺少：{requirement}" for requirement in missing]
    idle = [wheel.path.name for wheel in wheels if wheel.path not in used]
    return [*problems, *(f"不能在 {target.title} 上使用：{name}" for name in idle)]


def _tags_of(version: str, target: Target) -> frozenset[Tag]:
    """Return what pip of that version accepts on a machine."""
    major, minor = (int(part) for part in version.split("."))
    python = (major, minor)
    interpreter = f"cp{major}{minor}"
    return frozenset(cpython_tags(python, platforms=target.tags)) | frozenset(
        compatible_tags(python, interpreter, target.tags)
    )


def build_wheels(folder: Path) -> None:
    """Build the wheel of the project, and those of libraries that publish only source."""
    _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, *BUILT_HERE)


def write_parts(folder: Path, target: Target = WIN_AMD64, python_zip: Path | None = None) -> None:
    """Write the scripts, the texts, the guide and the sample beside the wheels."""
    (folder / PROGRAM).mkdir(parents=True, exist_ok=True)
    paths = {path.name: path for path in target.parts.iterdir() if path.is_file()}
    paths |= {name: WINDOWS / name for name in SHARED}
    for name, path in sorted(paths.items()):
        at_top = path.suffix in _AT_TOP or name in AT_TOP
        place = folder if at_top else folder / PROGRAM
        (place / name).write_bytes(
            windows_bytes(path) if target is WIN_AMD64 else path.read_bytes()
        )
    guide = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    (folder / "安装说明.txt").write_bytes(
        _for_notepad(guide) if target is WIN_AMD64 else guide.encode()
    )
    write_guides(folder)
    shutil.copytree(ROOT / "data", folder / "样例数据", dirs_exist_ok=True)
    if python_zip is not None and target is WIN_AMD64:
        version = embedded_version(python_zip)
        shutil.copy2(python_zip, folder / f"python-{version}-embed-amd64.zip")


def embedded_version(path: Path) -> str:
    """Return the version of an embeddable Python. Raises SystemExit where a file is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile) as error:
        raise SystemExit(f"{path} 打不开，或不是 .zip：{error}") from error
    found = next(filter(None, map(_EMBEDDED.fullmatch, names)), None)
    if found is None or "python.exe" not in names or "amd64" not in path.name:
        raise SystemExit(
            f"{path} 不是 Windows embeddable package (64-bit)，即 python-3….-embed-amd64.zip"
        )
    version = f"3.{found[1]}"
    if version not in VERSIONS:
        raise SystemExit(f"{path} 是 Python {version}，应为 {'、'.join(VERSIONS)}")
    return version


def windows_bytes(path: Path) -> bytes:
    """Return a file with the line ends and the encoding that Windows wants.

    Raises UnicodeEncodeError where a batch file holds anything but ASCII.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix in _BATCH:
        return text.replace("\n", "\r\n").encode("ascii")
    return _for_notepad(text) if path.suffix == ".txt" else text.encode()


def _for_notepad(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def write_zip(folder: Path) -> Path:
    """Return the .zip that holds the folder, with its name as the first step of each path."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder.parent))
    return path


def make(target: Target, built: Path, work: Path, python_zip: Path | None) -> None:
    """Download, check and pack what one kind of machine needs."""
    folder = target.folder
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / PROGRAM / "wheels"
    wheels.mkdir(parents=True)
    for version in VERSIONS:
        needed = collect_version(version, target, work / target.name / version, built)
        for wheel in needed:
            shutil.copy2(wheel.path, wheels / wheel.path.name)
        print(f"{target.title}，Python {version}：{len(needed)} 个库")
    problems = check_wheels(wheels, target)
    if problems:
        raise SystemExit("\n".join(problems))
    write_parts(folder, target, python_zip)
    archive = write_zip(folder)
    size = archive.stat().st_size / 1e6
    print(f"已写出 {folder.relative_to(ROOT)} 和 {archive.relative_to(ROOT)}（{size:.0f} MB）")


def main() -> None:
    """Build the wheels of the project, then make the wheelhouse of every machine asked for."""
    parser = argparse.ArgumentParser(description="备齐离线安装所需的文件")
    parser.add_argument("targets", nargs="*", metavar="机器", help="、".join(TARGETS))
    parser.add_argument("--python-zip", type=Path, help="Windows embeddable package (64-bit)")
    options = parser.parse_args()
    unknown = [name for name in options.targets if name not in TARGETS]
    if unknown:
        parser.error(f"没有“{unknown[0]}”，有：{'、'.join(TARGETS)}")
    if options.python_zip is not None:
        embedded_version(options.python_zip)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        build_wheels(work / "built")
        for target in options.targets or TARGETS:
            make(TARGETS[target], work / "built", work, options.python_zip)


if __name__ == "__main__":
    main()
