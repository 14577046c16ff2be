"""`import` from end to end: files in, a data folder out, nothing overwritten, nothing guessed."""

import csv
from pathlib import Path

import docx
import pytest
from documents.reference import reference_folder
from support.folders import DATA, SAMPLES, copy_data, read_rows
from support.program import NAME, Shell, assert_stopped

from generator.importing import import_files
from generator.model.table import Table
from generator.pipeline import write_department

_FORMS = [f"公开0{number}.csv" for number in range(1, 10)]


def _values(table: Table) -> list[tuple[str, str, str, object]]:
    """Return every amount; an empty 合计 row of an empty table says nothing."""
    return [
        (row.side.value, row.key, column, cell.value)
        for row in table.rows
        for column, cell in row.cells.items()
        if cell.value is not None
    ]


def _tables(data: Path) -> dict[str, list[tuple[str, str, str, object]]]:
    tables = write_department(data).accounts.tables
    return {form: _values(table) for form, table in tables.items()}


@pytest.mark.parametrize("seed", ["004_a6e454eec524713b.txt", "000_6d6ee4970fc0bf0d.txt"])
def test_pasted_text_becomes_the_nine_tables(shell: Shell, seed: str) -> None:
    source = reference_folder() / "seeds" / seed
    found = shell.run("import", source, "-o", "数据")
    assert found.status == 0
    assert "读入 9 张表" in found.out
    assert sorted(path.name for path in (shell.folder / "数据").iterdir()) == _FORMS


def test_amounts_of_pasted_text_stand_as_printed(tmp_path: Path) -> None:
    """The case of the same document holds the same numbers, without separators."""
    folder = reference_folder()
    import_files([folder / "seeds" / "004_a6e454eec524713b.txt"], tmp_path / "数据")
    with (folder / "cases/xinxiang-2024/tables/公开05.csv").open(encoding="utf-8") as stream:
        expected = {row[0] or row[1]: row[2:] for row in list(csv.reader(stream))[1:]}
    read = write_department(tmp_path / "数据").accounts.tables["公开05"]
    made = {
        row.code or row.label: [cell.text.replace(",", "") for cell in row.cells.values()]
        for row in read.rows
    }
    assert made == expected


@pytest.mark.parametrize("source", [DATA, SAMPLES / "特殊情形2024"], ids=["data", "特殊情形"])
def test_our_own_document_comes_back(shell: Shell, source: Path) -> None:
    shell.run(source, "--docx", "-o", "说明.docx")
    shell.run("import", "说明.docx", "-o", "读回")
    assert _tables(shell.folder / "读回") == _tables(source)


def test_a_workbook_stands_in_for_the_folder(shell: Shell) -> None:
    copy_data(shell.folder / "数据", SAMPLES / "特殊情形2024")
    shell.run("init", "数据", "--xlsx")
    expected = shell.run(shell.folder / "数据", "--text").out
    assert shell.run("数据.xlsx", "--text").out == expected


def test_an_existing_table_is_kept_by_name(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    before = (data / "公开05.csv").read_bytes()
    shell.run(SAMPLES / "元单位2024", "--docx", "-o", "别的.docx")
    found = shell.run("import", "别的.docx", "-o", "另外")
    assert found.status == 0
    (shell.folder / "另外" / "公开05.csv").write_bytes(before)
    found = shell.run("import", "别的.docx", "-o", "上年")
    again = shell.run("import", "别的.docx", "-o", "上年")
    assert "没有改动" in again.out
    assert (data / "公开05.csv").read_bytes() == before


def test_a_different_table_is_refused_by_name(shell: Shell) -> None:
    source = reference_folder() / "seeds" / "004_a6e454eec524713b.txt"
    other = reference_folder() / "seeds" / "000_6d6ee4970fc0bf0d.txt"
    shell.run("import", source, "-o", "数据")
    before = read_rows(shell.folder / "数据" / "公开05.csv")
    found = shell.run("import", other, "-o", "数据")
    assert "公开05.csv 已经存在，内容不同，没有覆盖" in found.out
    assert read_rows(shell.folder / "数据" / "公开05.csv") == before


@pytest.mark.parametrize(
    ("name", "said"),
    [("旧.doc", "另存为 .docx"), ("旧.et", "另存为 .xlsx"), ("空.xlsx", "没有找到")],
)
def test_what_cannot_be_read_is_named(shell: Shell, name: str, said: str) -> None:
    (shell.folder / name).write_bytes(b"\xd0\xcf\x11\xe0 nothing")
    assert_stopped(shell.run("import", name, "-o", "数据"), name, said)
    assert not (shell.folder / "数据").exists()


def test_reasons_of_a_draft_are_read_back(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    reasons = read_rows(data / "原因.csv")
    with (data / "原因.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(row for row in reasons if row[0] != "收支总计")
    shell.run(data, "--docx")
    path = shell.folder / f"{NAME}.docx"
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text.startswith("【待补充：收支总计"):
                run.text = "新增两个项目"
    document.save(str(path))
    found = shell.run("import", path.name, "-o", "数据")
    assert "读回 1 条原因" in found.out
    assert "主要原因是新增两个项目。" in shell.run(data, "--text").out
