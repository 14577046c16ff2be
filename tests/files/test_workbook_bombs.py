"""Workbooks (.xlsx) of a few kilobytes that would take minutes or gigabytes to be read."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from support.sheet_case import only_sheet, part_of, refused, saved, with_parts, written

from generator.files.xlsx.workbook import read_xlsx


def _small(*more: str) -> bytes:
    """Return a workbook with a sheet of two cells, and further sheets of one."""
    workbook = Workbook()
    workbook.worksheets[0].title = "表"
    workbook.worksheets[0].append(["a", 1])
    for title in more:
        workbook.create_sheet(title).append(["x"])
    return saved(workbook)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    data = _small()
    many = with_parts(data, {f"xl/media/{n}.bin": b"\0" * 30_000_000 for n in range(7)})
    assert "200 MB" in refused(read_xlsx(written(tmp_path, many), "决算.xlsx"))
    strings = with_parts(data, {"xl/sharedStrings.xml": b" " * 41_000_000})
    assert "40 MB" in refused(read_xlsx(written(tmp_path, strings), "决算.xlsx"))


@pytest.mark.parametrize(
    ("part", "element"), [("xl/styles.xml", b"<xf/>"), ("xl/sharedStrings.xml", b"<si><t/></si>")]
)
def test_more_styles_and_texts_than_are_loaded_in_seconds(
    part: str, element: bytes, tmp_path: Path
) -> None:
    """Each takes microseconds and hundreds of bytes, and a few kilobytes unpack to millions."""
    data = _small()
    many = with_parts(data, {part: b"<x>" + element * 300_000 + b"</x>"})
    assert f"{part} 内容过多" in refused(read_xlsx(written(tmp_path, many), "决算.xlsx"))
    drawing = with_parts(data, {"xl/drawings/drawing1.xml": b"<x>" + element * 300_000 + b"</x>"})
    assert only_sheet(read_xlsx(written(tmp_path, drawing), "决算.xlsx")).rows == (("a", "1"),)


@pytest.mark.parametrize(
    ("inside", "after", "said"),
    [
        ("<row/>" * 1_600_000, "", "过多"),
        ("", "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 60_000 + "</mergeCells>", "合并"),
    ],
)
def test_elements_without_values_are_too_many(
    inside: str, after: str, said: str, tmp_path: Path
) -> None:
    name = "xl/worksheets/sheet2.xml"
    data = _small("流水")
    xml = part_of(data, name).replace("</sheetData>", f"{inside}</sheetData>{after}")
    data = with_parts(data, {name: xml.encode()})
    sheets, (finding,) = read_xlsx(written(tmp_path, data), "决算.xlsx")
    assert [sheet.name for sheet in sheets] == ["表"]
    assert (finding.code, finding.places[0].sheet) == ("L02", "流水")
    assert said in finding.message
