"""What is typed on a page becomes the files of the folder: lists, texts, versions, changes."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from support.folders import SAMPLE_FOLDERS, copy_data, read_rows, write_rows

import generator
from generator.field.data_folder import LAST_YEARS_TEXT
from generator.field.hollow import explains
from generator.tasks.department import read_sources, word_department
from generator.tasks.filling.answers import answer_of, write_answer
from generator.tasks.filling.changed import list_changes, write_letter
from generator.tasks.filling.conflict import ConflictError, NoPlaceError
from generator.tasks.filling.lists import NAMES, Cell, change_cell, open_list, remove_line
from generator.tasks.filling.texts import list_texts, write_text
from generator.tasks.filling.versions import list_versions, restore_version
from generator.tasks.gaps import identify, list_rows

_EXAMPLES = Path(generator.__file__).parent / "server/accountant/templates/accountant"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_data(tmp_path / "数据")


def put(files: dict[Path, bytes]) -> None:
    for path, data in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("source", SAMPLE_FOLDERS, ids=lambda path: path.name)
def test_a_list_shows_what_its_file_says(name: str, source: Path) -> None:
    table = open_list(source, name)
    assert not table.problem
    there = [line for line in table.lines if line.number >= 0]
    file = source / f"{name}.csv"
    rows = read_rows(file) if file.exists() else [[]]
    shown = [[line.texts[head] for head in line.texts] for line in there]
    assert shown == [[cell.strip() for cell in row] for row in rows[1:] if any(row)]
    heads = [column.title for column in table.columns]
    assert heads[: len(rows[0])] == rows[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_change_changes_one_cell(name: str, folder: Path) -> None:
    table = open_list(folder, name)
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    line = next((one for one in table.lines if one.number >= 0), None)
    column = table.columns[-1 if name == "科目" else 1].name
    if line is None:
        changed = change_cell(folder, name, Cell(-1, column, {}), "甲")
    else:
        changed = change_cell(folder, name, Cell(line.number, column, line.texts), "甲")
    put(changed.files)
    after = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    assert {name for name in after if after[name] != before.get(name)} == {f"{name}.csv"}
    rows = read_rows(folder / f"{name}.csv")
    assert rows[changed.number][rows[0].index(column)] == "甲"
    if line is not None:
        old = {**line.texts, column: "甲"}
        assert dict(zip(rows[0], rows[line.number], strict=True)) == old


def test_a_head_may_state_its_unit_and_columns_may_be_ones_own(folder: Path) -> None:
    rows = [["说明：本年"], ["我的备注", "项目", "金额（元）"], ["甲", "收支总计", "68046400"]]
    width = max(map(len, rows))
    write_rows(folder / "上年数.csv", [[*row, *[""] * (width - len(row))] for row in rows])
    table = open_list(folder, "上年数")
    assert [column.title for column in table.columns] == ["我的备注", "项目", "金额（元）", "单位"]
    (line,) = [one for one in table.lines if one.number >= 0]
    assert dict(line.texts) == {"我的备注": "甲", "项目": "收支总计", "金额": "68046400"}
    put(change_cell(folder, "上年数", Cell(line.number, "金额", line.texts), "1").files)
    assert read_rows(folder / "上年数.csv")[2] == ["甲", "收支总计", "1"]
    proposed = next(one for one in table.lines if one.texts["项目"] == "机关运行经费")
    assert proposed.number < 0
    changed = change_cell(folder, "上年数", Cell(-1, "金额", proposed.texts), "51.04")
    put(changed.files)
    found = read_rows(folder / "上年数.csv")
    assert found[1] == ["我的备注", "项目", "金额（元）", "单位"]
    assert found[changed.number] == ["", "机关运行经费", "51.04", "万元"]


def test_a_file_of_tabs_stays_one(folder: Path) -> None:
    rows = read_rows(folder / "事项.csv")
    (folder / "事项.csv").unlink()
    text = "\n".join("\t".join(row) for row in rows)
    (folder / "事项.tsv").write_text(text, encoding="gb18030")
    line = open_list(folder, "事项").lines[0]
    put(change_cell(folder, "事项", Cell(line.number, "数值", line.texts), "7").files)
    assert read_rows(folder / "事项.tsv")[line.number][1] == "7"
    assert not (folder / "事项.csv").exists()


def test_what_is_not_there_any_more_is_not_written_over(folder: Path) -> None:
    line = open_list(folder, "事项").lines[0]
    other = {**line.texts, "数值": "99"}
    with pytest.raises(ConflictError):
        change_cell(folder, "事项", Cell(line.number, "数值", other), "1")
    with pytest.raises(NoPlaceError):
        remove_line(folder, "事项", Cell(5000, "", line.texts))
    with pytest.raises(NoPlaceError):
        change_cell(folder, "事项", Cell(0, "数值", {}), "1")
    with pytest.raises(NoPlaceError):
        change_cell(folder, "事项", Cell(line.number, "上年数", line.texts), "1")


def test_a_list_that_cannot_be_read_says_why(folder: Path) -> None:
    (folder / "事项.csv").write_bytes(b"\xff\xfe\x00\xd8\x00")
    assert open_list(folder, "事项").problem
    write_rows(folder / "原因.csv", [["甲", "乙"], ["丙", "丁"]])
    assert "事项" in open_list(folder, "原因").problem


def test_what_a_spreadsheet_would_run_is_kept_from_it(folder: Path) -> None:
    line = next(one for one in open_list(folder, "原因").lines if one.number >= 0)
    put(change_cell(folder, "原因", Cell(line.number, "原因", line.texts), "=1+1").files)
    assert read_rows(folder / "原因.csv")[line.number][1] == "'=1+1"
    again = next(one for one in open_list(folder, "原因").lines if one.number == line.number)
    put(change_cell(folder, "原因", Cell(line.number, "原因", again.texts), "人员增加").files)
    assert read_rows(folder / "原因.csv")[line.number][1] == "人员增加"


def test_an_answer_keeps_the_rows_and_columns_of_others(folder: Path) -> None:
    for file, key in (("原因.csv", "公务接待费"), ("事项.csv", "其他用车")):
        write_rows(folder / file, [row for row in read_rows(folder / file) if row[0] != key])
    generator.build(folder, docx=folder.parent / "草稿.docx")
    head, *rows = read_rows(folder / "待补充.csv")
    own = [[*head, "经办人"], *([*row, "张某"] for row in reversed(rows))]
    write_rows(folder / "待补充.csv", own)
    sources = read_sources(folder)
    department = word_department(sources)
    shown = list_rows(sources.inputs, department)
    asked = identify(department.gaps, sources.inputs, department)
    identity = next(one for one in asked if one[0] == "其他用车")
    put(write_answer(folder, shown, identity, "2辆\n", ""))
    found = read_rows(folder / "待补充.csv")
    assert [row[0] for row in found] == [row[0] for row in own]
    assert [row[-1] for row in found] == ["经办人", *["张某"] * len(rows)]
    sources = read_sources(folder)
    after = list_rows(sources.inputs, word_department(sources))
    assert [answer_of(row) for row in after if row.identity == identity] == ["2辆"]
    with pytest.raises(ConflictError):
        write_answer(folder, after, identity, "3辆", "")
    with pytest.raises(NoPlaceError):
        write_answer(folder, after, ("没有这一项", "", ""), "3辆", "")
    put(write_answer(folder, after, identity, "", "2辆"))
    assert all(not row[head.index("原因")] for row in read_rows(folder / "待补充.csv")[1:])


def test_the_texts_of_a_folder(folder: Path) -> None:
    (folder / "文字" / "机构设置.md").rename(folder / "文字" / "机构设置.txt")
    former = f"{LAST_YEARS_TEXT}\r\n一、办公室\r\n"
    (folder / "文字" / "主要职责.md").write_bytes(former.encode("gb18030"))
    pages = {page.name: page for page in list_texts(folder)}
    assert pages["主要职责"].former
    assert pages["主要职责"].text == f"{LAST_YEARS_TEXT}\n一、办公室\n"
    assert "机构设置.txt" in pages["机构设置"].problem
    assert not pages["名词解释"].text
    assert "项目/大厅运行经费" in pages
    put(write_text(folder, "主要职责", "一、办公室", pages["主要职责"].text))
    assert not next(page for page in list_texts(folder) if page.name == "主要职责").former
    with pytest.raises(ConflictError):
        write_text(folder, "主要职责", "二", "三")
    with pytest.raises(NoPlaceError):
        write_text(folder, "机构设置", "二", "")


def test_a_version_is_put_back_where_it_was(folder: Path) -> None:
    history = folder / "历史"
    history.mkdir()
    for name in ("原因 20260101-080000.csv", "文字-主要职责 20260102-080000.md", "说明.txt"):
        (history / name).write_text("旧", encoding="utf-8")
    found = list_versions(folder)
    assert [(one.file, one.date) for one in found] == [
        ("文字-主要职责.md", "2026-01-02"),
        ("原因.csv", "2026-01-01"),
    ]
    before = (folder / "文字" / "主要职责.md").read_bytes()
    put(restore_version(folder, found[0].name))
    assert (folder / "文字" / "主要职责.md").read_text(encoding="utf-8") == "旧"
    kept = [path for path in history.iterdir() if path.read_bytes() == before]
    assert len(kept) == 1
    with pytest.raises(NoPlaceError):
        restore_version(folder, "../原因.csv")


def test_what_differs_between_two_documents_is_told(folder: Path) -> None:
    before, after = folder.parent / "前.docx", folder.parent / "后.docx"
    generator.build(folder, docx=before)
    old, new = before.read_bytes(), before.read_bytes()
    assert list_changes(old, new) == ((), False)
    reason = next(row for row in read_rows(folder / "原因.csv") if row[0] == "收支总计")[1]
    rows = [
        [cell.replace(reason, "新设了两个中心，人员随之增加") for cell in row]
        for row in read_rows(folder / "原因.csv")
    ]
    write_rows(folder / "原因.csv", rows)
    rows = read_rows(folder / "事项.csv")
    write_rows(
        folder / "事项.csv",
        [[*row[:1], "3", *row[2:]] if row[0] == "其他用车" else row for row in rows],
    )
    generator.build(folder, docx=after)
    changes, cut = list_changes(old, after.read_bytes())
    assert not cut
    assert all(one.before != one.after for one in changes)
    (first, *others) = changes
    assert reason in first.before
    assert "新设了两个中心，人员随之增加" in first.after
    assert first.where.startswith("一、")
    assert any("其他用车3辆" in one.after for one in others), others
    letter = folder.parent / "说明.docx"
    letter.write_bytes(write_letter(list_changes(old, after.read_bytes()), "决算说明", "本局"))
    said = [paragraph.text for paragraph in docx.Document(str(letter)).paragraphs]
    assert said[0] == "《决算说明》修改说明"
    assert [line for line in said if line.startswith("现为：")] == [
        f"现为：{one.after}" for one in changes if one.after
    ]


def test_the_examples_are_reasons() -> None:
    page = (_EXAMPLES / "examples.html.jinja").read_text(encoding="utf-8")
    lines = [
        line.partition("例：")[2].partition("<")[0] for line in page.splitlines() if "例：" in line
    ]
    assert len(lines) == 9
    assert all(explains(line) for line in lines)
