"""待补充.csv as it comes back from Excel: saved otherwise, filled in the wrong column."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.folders import SAMPLES, copy_data, read_rows, write_rows
from support.program import Shell
from support.written import build_department

from generator.base.errors import OutputFolderError
from generator.base.output import write_files
from generator.reporting.formats import BuildFormat
from generator.tasks.build import Options
from generator.tasks.department import write_department
from generator.tasks.import_files.importing import import_files

if TYPE_CHECKING:
    from collections.abc import Callable

_GAPS = "待补充.csv"
_REASON = "政务云采购列入本年安排"


def _draft(folder: Path) -> Path:
    """Write a draft that lacks reasons and a budget; return its 待补充.csv."""
    data = copy_data(folder / "数据")
    (data / "原因.csv").unlink()
    budgets = [row for row in read_rows(data / "年初预算.csv") if row[0] != "2010301"]
    write_rows(data / "年初预算.csv", budgets)
    _build(data)
    return data / _GAPS


def _build(data: Path) -> None:
    build_department(data, Options(targets=lambda _: {BuildFormat.DOCX: data.parent / "稿.docx"}))


def _type(path: Path, key: str, column: str, text: str) -> None:
    head, *rows = read_rows(path)
    row = next(row for row in rows if row[0] == key)
    row[head.index(column)] = text
    write_rows(path, [head, *rows])


@pytest.mark.parametrize(
    "save",
    [
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: f"待补充的内容\r\n{text}",
        lambda text: text.replace("原因\r\n", "原因（请填写）\r\n", 1),
        lambda text: text.replace("\r\n", "\r"),
        lambda text: text.replace("\r\n", ",备忘\r\r\n", 1),
    ],
    ids=["semicolons", "tabs", "a title", "a remark in the head", "CR", "a column more"],
)
def test_a_list_saved_otherwise_is_used_and_kept(
    tmp_path: Path, save: "Callable[[str], str]"
) -> None:
    path = _draft(tmp_path)
    head, *rows = read_rows(path)
    plain = [[cell.replace(",", "") for cell in row] for row in rows]
    write_rows(path, [head, *plain])
    _type(path, "收支总计", "原因", _REASON)
    path.write_bytes(save(path.read_bytes().decode("utf-8-sig")).encode("gb18030"))
    _build(path.parent)
    reasons = write_department(path.parent).accounts.reasons
    assert [said.text for said in reasons.values()] == [_REASON]
    kept = [row for row in read_rows(path) if _REASON in row]
    assert [row[0] for row in kept] == ["收支总计"]


def test_a_list_without_its_columns_says_how_to_mend_it(tmp_path: Path) -> None:
    path = _draft(tmp_path)
    path.write_text(path.read_text("utf-8-sig").replace(",原因\n", ",填这里\n", 1), "utf-8")
    before = path.read_bytes()
    with pytest.raises(OutputFolderError, match="请把“事项”“原因”改回来"):
        _build(path.parent)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("key", "column", "text"),
    [
        ("2010301", "对比数", "401.87万元"),
        ("2010301", "差额", "401.87"),
        ("2010301", "上年原因", "401.87"),
        ("收支总计", "金额", "新招录5人"),
        ("收支总计", "差额", _REASON),
    ],
)
def test_what_stands_in_another_column_is_named(
    tmp_path: Path, key: str, column: str, text: str
) -> None:
    path = _draft(tmp_path)
    assert [one for one in write_department(path.parent).findings if one.code == "L06"] == []
    _type(path, key, column, text)
    (said,) = (one for one in write_department(path.parent).findings if one.code == "L06")
    assert said.found_text == text
    assert f"“{column}”列里填的{key}“{text}”没有使用，请填到“原因”列" in said.message
    assert [place.column for place in said.places] == [column]


def test_another_reason_of_last_year_than_the_known_one_is_named(tmp_path: Path) -> None:
    path = _draft(tmp_path)
    head = ["事项", "原因", "对比", "上年原因"]
    write_rows(path.parent / "原因.csv", [head, ["收支总计", "", "上年", "上年新增项目"]])
    _build(path.parent)
    assert [one for one in write_department(path.parent).findings if one.code == "L06"] == []
    _type(path, "收支总计", "上年原因", _REASON)
    (said,) = (one for one in write_department(path.parent).findings if one.code == "L06")
    assert said.found_text == _REASON


def test_a_reason_of_last_year_that_no_list_has_is_remarked(tmp_path: Path) -> None:
    """It may be this year's, typed a column too far to the left, or last year's from before."""
    path = _draft(tmp_path)
    _type(path, "收支总计", "上年原因", _REASON)
    (said,) = (one for one in write_department(path.parent).findings if one.code == "L06")
    assert (said.severity.value, said.found_text) == ("info", _REASON)
    assert f"“上年原因”列里填的收支总计“{_REASON}”没有使用" in said.message
    assert "是今年的原因的，请填到“原因”列" in said.message
    _type(path, "收支总计", "原因", _REASON)
    assert [one for one in write_department(path.parent).findings if one.code == "L06"] == []


def test_reasons_known_and_unknown_are_told_apart(tmp_path: Path) -> None:
    path = _draft(tmp_path)
    head = ["事项", "原因", "对比", "上年原因"]
    write_rows(path.parent / "原因.csv", [head, ["收支总计", "", "上年", "上年新增项目"]])
    _build(path.parent)
    keys = [row[0] for row in read_rows(path)[1:] if row[7].startswith("本表")]
    other = next(key for key in keys if key != "收支总计")
    for key in ("收支总计", other):
        _type(path, key, "上年原因", _REASON)
    found = [one for one in write_department(path.parent).findings if one.code == "L06"]
    assert sorted((one.severity.value, len(one.places)) for one in found) == [
        ("info", 1),
        ("warning", 1),
    ]


def test_an_amount_in_yuan_is_told_apart_from_one_in_wan(tmp_path: Path) -> None:
    """A budget of 2080501 in 元 taken for 万元 has the digits of the table in 元."""
    data = copy_data(tmp_path / "数据", SAMPLES / "元单位2024")
    budgets = [row for row in read_rows(data / "年初预算.csv") if row[0] != "2080501"]
    write_rows(data / "年初预算.csv", budgets)
    _build(data)
    _type(data / _GAPS, "2080501", "原因", "164238.00")
    (said,) = (one for one in write_department(data).findings if one.code == "U01")
    name = "“2080501 行政单位离退休”"
    assert f"年初预算{name}为164238.00万元，公开05{name}" in said.message
    assert "为164238.00元，相差一千倍以上" in said.message


def test_a_total_that_is_no_number_is_named(tmp_path: Path) -> None:
    """The row of a total has no code: it is called by its name."""
    data = copy_data(tmp_path / "数据")
    head, *rows = read_rows(data / "年初预算.csv")
    for row in rows:
        if row[1] == "一般公共预算财政拨款支出":
            row[2] = "见附件"
    write_rows(data / "年初预算.csv", [head, *rows])
    (said,) = (one for one in write_department(data).findings if one.code == "L04")
    assert said.message.startswith("一般公共预算财政拨款支出的“年初预算数”不是一个数：“见附件”")


def test_decimals_behind_the_printed_ones_make_no_difference(tmp_path: Path) -> None:
    """411.0183 and 411.02 are both printed 411.02: 100%, and no reason is asked."""
    data = copy_data(tmp_path / "数据")
    head, *rows = read_rows(data / "年初预算.csv")
    for row in rows:
        if row[0] == "2010301":
            row[2] = "411.0183"
    write_rows(data / "年初预算.csv", [head, *rows])
    (data / "原因.csv").unlink()
    text = build_department(data, Options(targets=lambda _: {})).text
    (said,) = (line for line in text.splitlines() if "行政运行（项）" in line)
    assert "年初预算为411.02万元，支出决算为411.02万元，完成年初预算的100.00%" in said
    assert "待补充" not in said


def test_what_is_filled_in_is_not_replaced_by_another_copy(tmp_path: Path) -> None:
    path = _draft(tmp_path)
    (tmp_path / "另一份").mkdir()
    other = Path(shutil.copy(path, tmp_path / "另一份"))
    _type(path, "收支总计", "原因", _REASON)
    _type(other, "收支总计", "原因", "大厅改造")
    _type(other, "2010301", "原因", "513.20")
    report = import_files([other], path.parent)
    write_files(report.files, report.outdated)
    head, *rows = read_rows(path)
    typed = {row[0]: row[head.index("原因")] for row in rows if row[head.index("原因")]}
    assert typed == {"收支总计": _REASON, "2010301": "513.20"}
    assert any("收支总计" in one.message and "保留已有的" in one.message for one in report.findings)


def test_versions_that_are_too_many_go_with_an_import(tmp_path: Path) -> None:
    path = _draft(tmp_path)
    history = path.parent / "历史"
    history.mkdir(exist_ok=True)
    for number in range(25):
        (history / f"待补充 202501{number + 1:02}-000000.csv").write_bytes(path.read_bytes())
    (tmp_path / "另一份").mkdir()
    other = Path(shutil.copy(path, tmp_path / "另一份"))
    _type(other, "收支总计", "原因", _REASON)
    report = import_files([other], path.parent)
    write_files(report.files, report.outdated)
    assert len(list(history.glob("待补充 *.csv"))) == 20


@pytest.mark.parametrize("spoilt", [b"\xff\xfe\x00", "甲,乙\n1,2\n".encode()])
def test_a_list_beside_a_workbook_that_cannot_be_read_is_named(shell: Shell, spoilt: bytes) -> None:
    copy_data(shell.folder / "数据")
    assert shell.run("init", "数据", "--xlsx").status == 0
    (shell.folder / _GAPS).write_bytes(spoilt)
    found = write_department(shell.folder / "数据.xlsx").findings
    assert any(_GAPS in one.message or _GAPS in str(one.places) for one in found)
