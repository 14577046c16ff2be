"""A task returns the files that it makes and writes none of them."""

from pathlib import Path

from support.folders import DATA, copy_data

import generator
from generator.reporting.formats import BuildFormat
from generator.tasks.build import Options, build_department
from generator.tasks.import_files.importing import import_files
from generator.tasks.init import init_folder, make_accountant_workbook, roll_forward


def test_tasks_write_nothing(tmp_path: Path) -> None:
    target = tmp_path / "新"
    built = build_department(
        DATA, Options(targets=lambda _: {BuildFormat.DOCX: target / "稿.docx"})
    )
    assert target / "稿.docx" in built.files
    imported = import_files([DATA / "公开01.csv"], target)
    assert list(imported.files) == [target / "公开01.csv"]
    assert target / "单位信息.csv" in init_folder(target, name="甲局", year=2025)
    assert target / "上年" / "公开01.csv" in roll_forward(DATA, target).files
    assert make_accountant_workbook(tmp_path / "表.xlsx", source=DATA).data.startswith(b"PK")
    assert list(tmp_path.iterdir()) == []


def test_the_python_call_writes_what_the_task_returns(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    built = generator.build(data, docx=tmp_path / "稿.docx", text=tmp_path / "稿.txt")
    assert {tmp_path / "稿.docx", tmp_path / "稿.txt"} <= set(built.files)
    assert all(path.read_bytes() == content for path, content in built.files.items())
