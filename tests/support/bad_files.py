"""Files that are no good: with a password, damaged, swelling, endless, without text."""

import io
import struct
import zipfile

import pypdfium2
import xlwt
from docx import Document
from openpyxl import Workbook

from generator.files.xls.compound import pack_stream
from support.sheet_case import saved, with_parts

from .folders import DATA, read_rows
from .workbooks import workbook_of

TABLE = "公开05"
OTHER_SHEET = "流水"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
XML_2003 = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)
_MEGABYTE = 1_000_000
_LONG = 100_000


def xlsx() -> bytes:
    """Return a good workbook."""
    return saved(workbook_of(DATA))


def xlsx_with_rival() -> bytes:
    """Return a workbook in which a second sheet claims to be one of the tables."""
    workbook = workbook_of(DATA)
    rival = workbook.copy_worksheet(workbook[TABLE])
    rival.title = f"{TABLE} (2)"
    rival["C10"].value = 999.99
    return saved(workbook)


def xlsx_with_long_sheet() -> bytes:
    """Return a good workbook that has a sheet of 100,000 rows besides."""
    workbook = workbook_of(DATA)
    workbook.create_sheet(OTHER_SHEET).append([1])
    name = f"xl/worksheets/sheet{len(workbook.sheetnames)}.xml"
    return with_parts(saved(workbook), {name: _long_sheet()})


def xlsx_with_millions_of_styles() -> bytes:
    """Return a workbook of some kilobytes with 7,000,000 styles."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = f'<styleSheet xmlns="{space}"><cellXfs>'.encode()
    styles = head + b"<xf/>" * 7_000_000 + b"</cellXfs></styleSheet>"
    return with_parts(xlsx(), {"xl/styles.xml": styles})


def long_xlsx() -> bytes:
    """Return a workbook whose only sheet has 100,000 rows."""
    workbook = Workbook()
    workbook.worksheets[0].title = OTHER_SHEET
    return with_parts(saved(workbook), {"xl/worksheets/sheet1.xml": _long_sheet()})


def _long_sheet() -> bytes:
    row = "".join(f"<c><v>{n}</v></c>" for n in range(20))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = f"<row>{row}</row>" * _LONG
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def locked_xlsx() -> bytes:
    """Return what Excel saves with a password: an old container of one encrypted stream."""
    return pack_stream("EncryptedPackage", bytes(5000))


def xls(*, locked: bool = False) -> bytes:
    """Return an old workbook with one table, as it is or with a password."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet(TABLE)
    for row, line in enumerate(read_rows(DATA / f"{TABLE}.csv")):
        for column, text in enumerate(line):
            sheet.write(row, column, text)
    stream = workbook.get_biff_data()
    if not locked:
        return pack_stream("Workbook", stream)
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    lock = struct.pack("<HHHHH", 0x2F, 6, 1, 1, 1)
    return pack_stream("Workbook", (stream[:first] + lock + stream[first:]).ljust(5000, b"\0"))


def long_xls() -> bytes:
    """Return an old workbook whose only sheet is as long as it can be: 65,536 rows."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet(OTHER_SHEET)
    for row in range(65_536):
        sheet.write(row, 0, row)
    return pack_stream("Workbook", workbook.get_biff_data())


def html() -> bytes:
    """Return a web page with one table, as some systems export it under the name of an .xls."""
    rows = read_rows(DATA / f"{TABLE}.csv")
    lines = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return _page("".join(f"<tr>{line}</tr>" for line in lines))


def long_html() -> bytes:
    """Return a web page with a table of 100,000 rows."""
    return _page("<tr><td>1<td>2" * _LONG)


def _page(cells: str) -> bytes:
    head = "<html><head><meta charset=utf-8></head>"
    return f"{head}<body><table>{cells}</table></body></html>".encode()


def docx() -> bytes:
    """Return a Word document with a table of no meaning."""
    document = Document()
    document.add_table(2, 3)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def long_docx() -> bytes:
    """Return a Word document with a table of 100,000 rows."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 4 + "</w:tr>"
    body = f"<w:body><w:tbl>{row * _LONG}</w:tbl></w:body>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}">{body}</w:document>')
    return file.getvalue()


def scan() -> bytes:
    """Return a PDF of one page that is a picture."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(595, 842)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.new_native(60, 80, 3))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    page.insert_obj(picture)
    page.gen_content()
    file = io.BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def bomb(kind: str, part: str, content: bytes) -> bytes:
    """Return a package of a few kilobytes with a part that unpacks to 300 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(kind, "<a/>")
        with archive.open(part, "w", force_zip64=True) as stream:
            piece = content * (_MEGABYTE // len(content))
            for _ in range(300):
                stream.write(piece)
    return file.getvalue()


def understated(data: bytes) -> bytes:
    """Return the package with a directory that claims 1,000 bytes for every large part."""
    changed = bytearray(data)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        if struct.unpack_from("<I", data, place + 24)[0] > _MEGABYTE:
            changed[place + 24 : place + 28] = struct.pack("<I", 1000)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(changed)
