"""Collect what Windows without internet needs: wheels for win_amd64, .bat files, a .zip of all.

python tools/make_wheelhouse.py            write dist/wheelhouse-win_amd64/ and its .zip

The .bat and .cmd files hold ASCII only: cmd.exe reads them in the code page of the machine (936,
437, 65001 …), in which ASCII is always the same. Chinese is left to file names, to texts that
Notepad opens, and to Python, which writes Unicode to the console whatever the code page is.
"""

from __future__ import annotations

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packaging.tags import Tag
    from packaging.version import Version

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "dist" / "wheelhouse-win_amd64"
VERSIONS = ("3.11", "3.12", "3.13")
PLATFORM = "win_amd64"
PROJECT = Requirement("gen-narrative[pdf,preview]")
# Published as source only; pure Python, so that a wheel built here serves everywhere.
BUILT_HERE = ("docopt",)
PARTS = ROOT / "tools" / "windows"
PROGRAM = "program"
AT_TOP = ("安装.bat", "生成情况说明.bat")
_BATCH = {".bat", ".cmd"}


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


def windows(version: str) -> dict[str, str]:
    """Return the environment in which the markers of a requirement are judged."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{version}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0",
        "python_full_version": f"{version}.0",
        "python_version": version,
        "sys_platform": "win32",
    }


def follow_requirements(
    wheels: Iterable[Wheel], wanted: Requirement, version: str
) -> tuple[tuple[Wheel, ...], tuple[Requirement, ...]]:
    """Return the wheels that `wanted` needs on Windows, and the requirements that none meets.

    pip judges markers (colorama; sys_platform == "win32") by the machine it runs on, not by the
    platform that is asked for.
    """
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
        queue += [one for one in wheel.requires if _applies(one, requirement.extras, version)]
    return tuple(needed.values()), tuple(missing.values())


def _applies(requirement: Requirement, extras: Iterable[str], version: str) -> bool:
    if requirement.marker is None:
        return True
    environment = windows(version)
    return any(requirement.marker.evaluate({**environment, "extra": e}) for e in ("", *extras))


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    subprocess.run(command, check=True)  # noqa: S603 - pip of this interpreter


def _download(requirements: Iterable[str], version: str, folder: Path, built: Path) -> None:
    _pip(
        *("download", "--quiet", "--only-binary=:all:", "--implementation", "cp"),
        *("--platform", PLATFORM, "--python-version", version),
        *("--find-links", built, "--dest", folder),
        *requirements,
    )


def collect_version(version: str, folder: Path, built: Path) -> tuple[Wheel, ...]:
    """Return the wheels that one version of Python needs; `built` holds those made here."""
    own = next(built.glob("gen_narrative-*.whl"))
    requirements = [f"{own}[{','.join(sorted(PROJECT.extras))}]"]
    while True:
        _download(requirements, version, folder, built)
        wheels = [read_wheel(path) for path in sorted(folder.glob("*.whl"))]
        needed, missing = follow_requirements(wheels, PROJECT, version)
        if not missing:
            return needed
        more = [f"{one.name}{one.specifier}" for one in missing]
        if set(more) <= set(requirements):
            raise SystemExit(f"Python {version} 缺少：{'、'.join(more)}")
        requirements += more


def check_wheels(folder: Path) -> list[str]:
    """Return what keeps the wheels of a folder from being installed without internet."""
    wheels = [read_wheel(path) for path in sorted(folder.glob("*.whl"))]
    used: set[Path] = set()
    problems = []
    for version in VERSIONS:
        accepted = _tags_of(version)
        fitting = [wheel for wheel in wheels if not wheel.tags.isdisjoint(accepted)]
        used.update(wheel.path for wheel in fitting)
        _, missing = follow_requirements(fitting, PROJECT, version)
        problems += [f"Python {version} 缺少：{requirement}" for requirement in missing]
    idle = [wheel.path.name for wheel in wheels if wheel.path not in used]
    return [*problems, *(f"不能在 64 位 Windows 上使用：{name}" for name in idle)]


def _tags_of(version: str) -> frozenset[Tag]:
    """Return what pip of that version accepts on 64-bit Windows."""
    major, minor = (int(part) for part in version.split("."))
    python, platforms = (major, minor), [PLATFORM]
    interpreter = f"cp{major}{minor}"
    return frozenset(cpython_tags(python, platforms=platforms)) | frozenset(
        compatible_tags(python, interpreter, platforms)
    )


def build_wheels(folder: Path) -> None:
    """Build the wheel of the project, and those of libraries that publish only source."""
    _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, *BUILT_HERE)


def write_parts(target: Path) -> None:
    """Write the .bat files, the texts, the guide and the sample beside the wheels."""
    (target / PROGRAM).mkdir(parents=True, exist_ok=True)
    for path in sorted(PARTS.iterdir()):
        if path.is_file():
            folder = target if path.name in AT_TOP else target / PROGRAM
            (folder / path.name).write_bytes(windows_bytes(path))
    guide = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    (target / "安装说明.txt").write_bytes(_for_notepad(guide))
    shutil.copytree(ROOT / "data", target / "样例数据", dirs_exist_ok=True)


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


def main() -> None:
    """Build, download, check and pack."""
    shutil.rmtree(TARGET, ignore_errors=True)
    wheels = TARGET / PROGRAM / "wheels"
    wheels.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        built = Path(work) / "built"
        build_wheels(built)
        for version in VERSIONS:
            needed = collect_version(version, Path(work) / version, built)
            for wheel in needed:
                shutil.copy2(wheel.path, wheels / wheel.path.name)
            print(f"Python {version}：{len(needed)} 个库")
    problems = check_wheels(wheels)
    if problems:
        raise SystemExit("\n".join(problems))
    write_parts(TARGET)
    archive = write_zip(TARGET)
    size = archive.stat().st_size / 1e6
    print(f"已写出 {TARGET.relative_to(ROOT)} 和 {archive.relative_to(ROOT)}（{size:.0f} MB）")


if __name__ == "__main__":
    main()
