"""Tables in plain text: parted by tabs and pipes; the two published documents, cell by cell."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.needs import find_reference
from support.sheet_case import only_sheet, refused, written

from generator.files.csv import read_sheet
from generator.files.text.tables import read_plain
from generator.model.sheet import Sheet
from generator.model.table import Table
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table

_NAME = "公开表.txt"
_ROOT = Path(__file__).resolve().parents[2]
_SEEDS = {
    "mengjin-2024": "000_6d6ee4970fc0bf0d.txt",
    "xinxiang-2024": "004_a6e454eec524713b.txt",
}


@pytest.fixture(scope="module")
def reference() -> Path:
    """The folder with the two published documents and their figures."""
    return find_reference()


def _published(reference: Path, case: str) -> dict[str, Sheet]:
    """Return the nine tables of a document by their form."""
    path = reference / "seeds" / _SEEDS[case]
    sheets, findings = read_plain(path, path.name)
    assert findings == ()
    found = [(recognise(sheet, "").form, sheet) for sheet in sheets]
    assert [form for form, _ in found if form] == [f"公开0{number}" for number in range(1, 10)]
    assert [sheet.doubts for form, sheet in found if form] == [()] * 9
    return {form: sheet for form, sheet in found if form}


def _table(sheet: Sheet, form: str) -> Table:
    found = recognise(sheet, form)
    assert found.form == form
    read = read_table(sheet, found, "万元", Surroundings())
    assert [f.code for f in read.findings if f.code != "H02"] == []
    return read.table


def _cells(table: Table) -> dict[tuple[str, str, int, str], str]:
    """Return the texts without separators, by side, key, its turn, and column."""
    turns: dict[tuple[str, str], int] = {}
    cells = {}
    for row in table.rows:
        turn = turns[row.side.value, row.key] = turns.get((row.side.value, row.key), -1) + 1
        for column, cell in row.cells.items():
            cells[row.side.value, row.key, turn, column] = cell.text.replace(",", "")
    return cells


@pytest.mark.parametrize("case", sorted(_SEEDS))
def test_every_amount_of_the_nine_tables_arrives(case: str, reference: Path) -> None:
    sheets = _published(reference, case)
    folder = reference / "cases" / case / "tables"
    for form, sheet in sheets.items():
        other = folder / f"{form}_原版式.csv"
        path = other if other.is_file() else folder / f"{form}.csv"
        plain, _ = read_sheet(path, path.name)
        assert plain is not None
        expected = {key: text for key, text in _cells(_table(plain, form)).items() if text}
        found = {key: text for key, text in _cells(_table(sheet, form)).items() if text}
        assert found == expected, form


@pytest.mark.parametrize("case", sorted(_SEEDS))
def test_every_cell_stands_as_printed(case: str, reference: Path) -> None:
    """The lines of the document are the rows of the sheets, but for the tags of emphasis."""
    text = (reference / "seeds" / _SEEDS[case]).read_text(encoding="utf-8")
    lines = text.split("\n")
    for sheet in _published(reference, case).values():
        number = int(re.findall("[0-9]+", sheet.name)[0])
        start = next(i for i, row in enumerate(sheet.rows) if sum(map(bool, row)) > 1)
        for row, line in zip(sheet.rows[start:], lines[number - 1 :], strict=False):
            if "\t" not in line:
                break
            cells = [re.sub("</?b>", "", cell).strip() for cell in line.split("\t")]
            assert list(row) == cells + [""] * (len(row) - len(cells))


@pytest.mark.parametrize("case", sorted(_SEEDS))
def test_what_stands_around_the_tables(case: str, reference: Path) -> None:
    tables = {form: _table(sheet, form) for form, sheet in _published(reference, case).items()}
    assert {table.file_unit for table in tables.values()} == {"万元"}
    assert all("局" in table.department for table in tables.values())
    assert all(table.notes[0].removeprefix("1. ")[:2] == "本表" for table in tables.values())
    assert tables["公开08"].statement.endswith("故本表无数据。")
    assert bool(tables["公开09"].statement) == (case == "mengjin-2024")


def test_piped_tables_with_and_without_rule(tmp_path: Path) -> None:
    text = """# 目录

| 收入决算表 | 5 |

第二部分 部门决算表，见下。

## 收入决算表

公开02表
**部门名称：某局**  单位：万元

| 功能分类科目编码 | 科目名称 | 本年收入合计 |
|:---|---|--:|
|  | **合计** | 1,234.50 |
| 201 | 一般公共\\|服务<br>支出 | &nbsp;1,234.50 |

说明：略。

支出决算表
功能分类科目编码 | 科目名称 | 本年支出合计
201 | 一般公共服务支出 | <b>5.00</b>
"""
    sheets, findings = read_plain(written(tmp_path, text, "表.md"), "表.md")
    assert findings == ()
    assert [sheet.name for sheet in sheets] == ["第12行起的表", "第20行起的表"]
    assert sheets[0].rows == (
        ("收入决算表", "", ""),
        ("公开02表", "", ""),
        ("部门名称：某局  单位：万元", "", ""),
        ("功能分类科目编码", "科目名称", "本年收入合计"),
        ("", "合计", "1,234.50"),
        ("201", "一般公共|服务 支出", "1,234.50"),
        ("说明：略。", "", ""),
    )
    assert sheets[1].rows[-1] == ("201", "一般公共服务支出", "5.00")


def test_tables_drawn_with_lines(tmp_path: Path) -> None:
    text = """收入决算表
┌────┬────┬────┐
│ 编码 │ 名称 │ 金额 │
├────┼────┼────┤
│ 201 │ 服务 │ 1.00 │
└────┴────┴────┘
"""
    assert only_sheet(read_plain(written(tmp_path, text, _NAME), _NAME)).rows == (
        ("收入决算表", "", ""),
        ("编码", "名称", "金额"),
        ("201", "服务", "1.00"),
    )


def test_cells_that_excel_copies_over_two_lines(tmp_path: Path) -> None:
    text = '科目\t"功能分类\n科目编码"\t"称""x"""\n201\t服务\t1.00\n'
    assert only_sheet(read_plain(written(tmp_path, text, _NAME), _NAME)).rows == (
        ("科目", "功能分类 科目编码", '称"x"'),
        ("201", "服务", "1.00"),
    )


def test_blank_and_broken_lines_within_a_table(tmp_path: Path) -> None:
    text = "编码\t名称\t金额\n\n201\t服务\t1.00\n人员经费合计\n\t\t2.00\n\n正文在此。\n"
    sheet = only_sheet(read_plain(written(tmp_path, text, _NAME), _NAME))
    assert sheet.rows[1:] == (("201", "服务", "1.00"), ("人员经费合计", "", ""), ("", "", "2.00"))
    assert [(d.row, d.text, d.why) for d in sheet.doubts] == [(2, "人员经费合计", "这一行没有分列")]


def test_stacked_tables_and_a_list_of_contents(tmp_path: Path) -> None:
    text = (
        "收入决算表\t5\n支出决算表\t6\n\n收入决算表\t\t\n编码\t名称\t金额\n201\t服务\t1.00\n"
        "支出决算表\t\t\n编码\t名称\t金额\n201\t服务\t2.00\n"
    )
    sheets, _ = read_plain(written(tmp_path, text, _NAME), _NAME)
    assert [(sheet.name, sheet.rows[0][0], sheet.rows[-1][2]) for sheet in sheets] == [
        ("第4行起的表", "收入决算表", "1.00"),
        ("第7行起的表", "支出决算表", "2.00"),
    ]


def test_notes_belong_to_the_table_above(tmp_path: Path) -> None:
    grid = "a\tb\tc\n1\t2\t3\n"
    text = f"{grid}注：1. 本表反映\n情况。\n2. 尾差。\n收入决算表\n公开02表\n{grid}"
    one, two = read_plain(written(tmp_path, text, _NAME), _NAME)[0]
    assert [row[0] for row in one.rows[2:]] == ["注：1. 本表反映", "情况。", "2. 尾差。"]
    assert [row[0] for row in two.rows[:2]] == ["收入决算表", "公开02表"]


def test_a_list_with_commas_is_read_as_csv(tmp_path: Path) -> None:
    text = "编码,名称,金额\n201,服务,1.00\n202,外交,2.00\n"
    sheet = only_sheet(read_plain(written(tmp_path, text, _NAME), _NAME))
    assert sheet.rows[1] == ("201", "服务", "1.00")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("只有正文。\n第二行。\n", "没有找到表格"),
        ("一、\t概况\n二、\t说明\n", "没有找到表格"),
        ("1\t2\t3\n" * 30_000, "30,000 行"),
        ("\t".join(map(str, range(400))) + "\n1\t2\t3\n", "400 列"),
        ("\t" * 2_000_000, "过多"),
        ("|" * 2_000_000, "过多"),
        ("\n" * 2_000_000, "过多"),
        ("PK\x03\x04", "工作簿"),
    ],
)
def test_texts_that_are_no_good(text: str, why: str, tmp_path: Path) -> None:
    start = time.monotonic()
    assert why in refused(read_plain(written(tmp_path, text, _NAME), _NAME))
    assert time.monotonic() - start < 10


_TEXT = (
    "收入决算表\n单位：万元\n编码\t名称\t金额\n201\t服务\t1.00\n\n注：略。\n"
    "支出决算表\n| 编码 | 名称 | 金额 |\n|---|---|---|\n| 201 | 服务 | 1.00 |\n"
)


@settings(deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_arbitrary_bytes(tmp_path: Path, data: bytes) -> None:
    _only_findings(written(tmp_path, data, _NAME))


@settings(
    max_examples=300, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(_TEXT) - 1),
            st.integers(0, 9),
            st.sampled_from(
                ["\t", "|", "\n", "\n\n", '"', "注：", "收入决算表", "---", "&#x100000;"]
            )
            | st.text(max_size=3),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_mutated_texts(tmp_path: Path, changes: list[tuple[int, int, str]]) -> None:
    text = _TEXT
    for position, length, piece in changes:
        text = text[:position] + piece + text[position + length :]
    _only_findings(written(tmp_path, text.encode("utf-8", "replace"), _NAME))


def _only_findings(path: Path) -> None:
    sheets, findings = read_plain(path, path.name)
    assert sheets or findings
    for sheet in sheets:
        assert all(len(row) == sheet.width for row in sheet.rows)
        assert max(map(ord, "".join(map("".join, sheet.rows))), default=0) < 0x100000
