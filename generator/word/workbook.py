"""The small workbook behind a chart: what Word opens for 编辑数据."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.word.markup import XML_HEAD, escape
from generator.word.package import PackagePart, Relationship, list_members, write_members

if TYPE_CHECKING:
    from decimal import Decimal

SHEET_NAME = "Sheet1"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = "xl/worksheets/sheet1.xml"
_FONT = '<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>'
_FORMATS = (
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
)
_STYLES = (
    f'{XML_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1">{_FONT}</fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'{_FORMATS}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)
_WORKBOOK = (
    f'{XML_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS}"><sheets>'
    f'<sheet name="{SHEET_NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def write_workbook(widths: tuple[int, ...], rows: list[tuple[str | Decimal, ...]]) -> bytes:
    """Return an .xlsx with one sheet; texts are texts, Decimals are numbers with two decimals."""
    columns = "".join(
        f'<col min="{index}" max="{index}" width="{width}" customWidth="1"/>'
        for index, width in enumerate(widths, start=1)
    )
    lines = "".join(_row(number, row) for number, row in enumerate(rows, start=1))
    sheet = (
        f'{XML_HEAD}<worksheet xmlns="{_MAIN}"><cols>{columns}</cols>'
        f"<sheetData>{lines}</sheetData></worksheet>"
    )
    parts = (
        PackagePart(
            "xl/workbook.xml",
            f"{_TYPES}.sheet.main+xml",
            _WORKBOOK.encode(),
            (
                Relationship("rId1", f"{_RELATIONSHIPS}/worksheet", "worksheets/sheet1.xml"),
                Relationship("rId2", f"{_RELATIONSHIPS}/styles", "styles.xml"),
            ),
        ),
        PackagePart(_SHEET, f"{_TYPES}.worksheet+xml", sheet.encode()),
        PackagePart("xl/styles.xml", f"{_TYPES}.styles+xml", _STYLES.encode()),
    )
    root = Relationship("rId1", f"{_RELATIONSHIPS}/officeDocument", "xl/workbook.xml")
    return write_members(list_members(parts, (root,)))


def _row(number: int, values: tuple[str | Decimal, ...]) -> str:
    cells = "".join(
        _cell(f"{letter}{number}", value) for letter, value in zip("ABCDEFGH", values, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(address: str, value: str | Decimal) -> str:
    if isinstance(value, str):
        return (
            f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t>'
            "</is></c>"
        )
    return f'<c r="{address}" s="1"><v>{value:f}</v></c>'
