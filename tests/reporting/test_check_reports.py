"""What `check` writes for scripts and for Excel: JSON as designed, and the workbook."""

import json
import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.folders import DATA, SAMPLES, change, copy_data, parse_address, read_rows
from support.mistake import RIGHT, WRONG, copy_mistaken
from support.program import Outcome, Shell

from generator.base.severity import FindingClass, Severity
from generator.model.audit import Audit
from generator.model.finding import Finding
from generator.model.place import Place
from generator.reporting.spreadsheet import format_findings_workbook
from generator.version import __version__

AS_PRINTED = SAMPLES / "孟津2024-原样"
# What scripts rely on
CLASSES = {
    *("arithmetic", "cross-table", "narrative-vs-table", "internal", "direction", "zero-base"),
    *("stale-name", "unit", "structure", "leftover", "format", "plausibility", "tail"),
    *("extraction", "missing"),
}
FINDING_KEYS = {
    *("code", "class", "severity", "message", "places"),
    *("stated", "expected", "difference", "formula", "also"),
}
PLACE_KEYS = {"table", "row", "column", "file", "cell"}
SPECIAL_KEYS = {"sheet", "section", "paragraph", "quote"}
HEAD = [
    *("级别", "代码", "类别", "说明", "表", "行", "列", "文件", "单元格"),
    *("应为", "现为", "相差", "公式", "连带"),
]


@pytest.fixture
def mistaken(shell: Shell) -> Path:
    """A copy of data/ with one mistake."""
    return copy_mistaken(shell.folder / "数据")


def _json(found: Outcome) -> Any:
    return json.loads(found.out)


# JSON


@pytest.mark.parametrize("folder", [DATA, *sorted(SAMPLES.glob("*2024*"))], ids=lambda f: f.name)
def test_json_is_as_designed(folder: Path, shell: Shell) -> None:
    found = shell.run("check", folder, "--format", "json")
    assert found.err == ""
    report = _json(found)
    assert list(report) == ["document", "version", "year", "department", "summary", "findings"]
    assert (report["document"], report["version"]) == (str(folder), __version__)
    assert report["year"] == 2024
    identity = {row[0]: row[1] for row in read_rows(folder / "单位信息.csv")}
    assert report["department"] == identity["部门名称"]
    summary = report["summary"]
    assert list(summary) == ["error", "warning", "info", "verdict", "checked", "unchecked"]
    assert summary["checked"] > 0
    assert all(set(one) == {"what", "why"} for one in summary["unchecked"])
    for severity in ("error", "warning", "info"):
        assert summary[severity] == sum(f["severity"] == severity for f in report["findings"])
    assert sum(summary[s] for s in ("error", "warning", "info")) == len(report["findings"])
    for one in report["findings"]:
        _assert_finding(one)


def _assert_finding(one: dict[str, Any]) -> None:
    assert set(one) == FINDING_KEYS
    assert one["class"] in CLASSES
    assert re.fullmatch(r"[A-Z]\d\d[a-z]?", one["code"])
    assert one["message"]
    assert isinstance(one["formula"], str)
    assert all(isinstance(text, str) for text in one["also"])
    for place in one["places"]:
        assert set(place) >= PLACE_KEYS
        assert set(place) - PLACE_KEYS <= SPECIAL_KEYS
        assert place["file"] or place["table"] or place["section"]
        assert re.fullmatch(r"([A-Z]*[1-9]\d*)?", place["cell"])
    for key in ("stated", "expected", "difference"):
        assert one[key] is None or (isinstance(one[key], str) and one[key])
    if one["difference"] is not None:
        assert Decimal(one["difference"]) == Decimal(one["stated"]) - Decimal(one["expected"])


def test_json_names_the_cell_and_its_amounts(shell: Shell, mistaken: Path) -> None:
    report = _json(shell.run("check", mistaken, "--format", "json"))
    (one,) = [f for f in report["findings"] if f["severity"] == "error"]
    assert one["places"][0] == {
        "table": "公开02",
        "row": "合计",
        "column": "财政拨款收入",
        "file": "公开02.csv",
        "cell": "D7",
    }
    assert (one["stated"], one["expected"], one["difference"]) == (
        WRONG,
        RIGHT,
        "1.00",
    )
    assert one["formula"]


@pytest.mark.parametrize("folder", sorted(SAMPLES.glob("*2024*")), ids=lambda folder: folder.name)
def test_stated_amounts_stand_in_the_cell(folder: Path, shell: Shell) -> None:
    """The first place of a finding holds what the finding says it states; a blank is 0."""
    report = _json(shell.run("check", folder, "--format", "json"))
    for one in report["findings"]:
        if one["stated"] is None or one["code"] == "H02":
            continue
        place = one["places"][0]
        row, column = parse_address(place["cell"])
        text = read_rows(folder / place["file"])[row][column].replace(",", "").strip()
        if one["difference"] is None:
            assert one["stated"] == text
        else:
            assert Decimal(one["stated"]) == Decimal(text or 0)


def test_a_count_is_written_without_decimals(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    change(data, "事项.csv", "公务用车保有量", 1, "999")
    report = _json(shell.run("check", data, "--format", "json"))
    assert "999" in {one["stated"] for one in report["findings"]}
    assert not any(one["stated"] == "999.00" for one in report["findings"])


def test_json_to_a_file(shell: Shell) -> None:
    printed = shell.run("check", DATA, "--format", "json").out
    found = shell.run("check", DATA, "--format", "json", "-o", "报送/核对.json")
    assert found.out == ""
    assert (shell.folder / "报送" / "核对.json").read_text(encoding="utf-8") == printed


# The workbook


def test_the_workbook_holds_every_finding(shell: Shell) -> None:
    findings = _json(shell.run("check", AS_PRINTED, "--format", "json"))["findings"]
    shell.run("check", AS_PRINTED, "--format", "xlsx", "-o", "核对.xlsx")
    book = openpyxl.load_workbook(shell.folder / "核对.xlsx")
    assert book.sheetnames == ["问题", "未核对"]
    sheet = book["问题"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert list(head[: len(HEAD)]) == HEAD
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:O{len(findings) + 1}"
    assert len(rows) == len(findings)
    for row, one in zip(rows, findings, strict=True):
        shown = dict(zip(head, row, strict=True))
        assert (shown["代码"], shown["说明"]) == (one["code"], one["message"])
        assert (shown["公式"] or "") == one["formula"]
        assert str(shown["连带"] or "").splitlines() == one["also"]
        assert (shown["单元格"] or "") == one["places"][0]["cell"]
        if one["difference"] is not None:
            for name, key in (("现为", "stated"), ("应为", "expected"), ("相差", "difference")):
                assert isinstance(shown[name], int | float)
                assert Decimal(str(shown[name])) == Decimal(one[key])
    assert [cell.value for cell in book["未核对"]["A"]][1:] == ["公开时限"]


def test_texts_of_the_workbook_stay_texts() -> None:
    place = Place("公开01.csv", 7, 3, "公开01", "=1+1", "+2")
    finding = Finding(
        "A01",
        FindingClass.ARITHMETIC,
        Severity.ERROR,
        '=HYPERLINK("http://x")\x07',
        (place,),
        stated=Decimal("1234567890.125"),
        expected=Decimal(1),
    )
    book = openpyxl.load_workbook(BytesIO(format_findings_workbook(Audit((finding,), 1, ()))))
    row = {cell.column: cell for cell in book["问题"][2]}
    assert (row[4].value, row[4].data_type) == ('=HYPERLINK("http://x")', "s")
    assert (row[6].value, row[6].data_type) == ("=1+1", "s")
    assert (row[11].value, row[11].number_format) == (1234567890.125, "0.000")
    assert (row[10].value, row[10].number_format) == (1, "0.00")


def test_the_workbook_says_what_was_not_checked(shell: Shell) -> None:

    data = copy_data(shell.folder / "数据")
    (data / "公开08.csv").unlink()
    shell.run("check", data, "--format", "xlsx", "-o", "核对.xlsx")
    rows = list(openpyxl.load_workbook("核对.xlsx")["未核对"].iter_rows(values_only=True))
    assert rows[0] == ("没有核对的", "原因")
    assert ("公开08", "表缺失") in rows
