"""The same input gives the same bytes: twice, and in processes of another mind."""

import hashlib
from pathlib import Path

import pytest
from oracle.department import random_department
from oracle.folder import write_folder
from support.folders import DATA, SAMPLES, copy_data
from support.program import start

from generator import build

_NAMES = ("说明.docx", "说明.html", "说明.txt")
_WORLDS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "LANG": "zh_CN.GBK", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "99", "TZ": "America/Los_Angeles", "PYTHONOPTIMIZE": "2"},
)


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def _build(data: Path, folder: Path) -> dict[str, str]:
    folder.mkdir()
    docx, html, text = (folder / name for name in _NAMES)
    build(data, docx=docx, html=html, text=text)
    return _digests(folder)


@pytest.mark.parametrize("name", ["data", "特殊情形2024", "元单位2024", "孟津2024-原样"])
def test_twice_in_one_process(name: str, tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据", DATA if name == "data" else SAMPLES / name)
    first = _build(data, tmp_path / "一")
    build(SAMPLES / "事业单位2024")
    assert _build(data, tmp_path / "二") == first
    assert len(first) >= len(_NAMES)


def test_random_departments_twice(tmp_path: Path) -> None:
    for seed in range(6):
        data = tmp_path / str(seed)
        write_folder(random_department(seed), data, variant=seed)
        first = _build(data, tmp_path / f"{seed}一")
        assert _build(data, tmp_path / f"{seed}二") == first, f"seed {seed}"


def test_order_and_times_of_the_files_do_not_matter(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    first = _build(data, tmp_path / "一")
    for path in sorted(data.iterdir(), reverse=True):
        if path.is_file():
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
    assert _build(data, tmp_path / "二") == first


@pytest.mark.slow
@pytest.mark.parametrize("name", ["data", "特殊情形2024"])
def test_processes_of_another_mind(name: str, tmp_path: Path) -> None:
    source = DATA if name == "data" else SAMPLES / name
    found = []
    for number, world in enumerate(_WORLDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        copy_data(folder / "数据", source)
        done = start("数据", "--docx", "--html", "--text", "-o", "出", folder=folder, world=world)
        assert done.status == 0, done.err
        found.append((_digests(folder / "出"), done.out))
    assert found[1:] == found[:1] * (len(_WORLDS) - 1)


@pytest.mark.slow
def test_explanations_of_another_mind(tmp_path: Path) -> None:
    outcomes = [
        start("explain", DATA, "--format", "json", folder=tmp_path, world=world)
        for world in _WORLDS
    ]
    assert outcomes[0].status == 0
    assert outcomes[1:] == outcomes[:1] * (len(_WORLDS) - 1)
