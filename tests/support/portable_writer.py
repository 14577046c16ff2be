"""Writes small PDF files by hand: text in a Chinese font, ruled lines, pictures."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 "
    "/W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 "
    "/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 "
    "/StemV 93 >> >>] >>"
)


@dataclass
class PdfPage:
    """A page; positions are points from its upper left corner."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    turned: bool = False  # the text runs up the page, as wide tables on upright pages do
    parts: list[str] = field(default_factory=list)
    picture: bool = False

    def text(self, x: float, y: float, text: str, size: float = 10) -> None:
        code = text.encode("utf-16-be").hex()
        place = f"1 0 0 1 {x} {self.height - y}"
        if self.turned:
            place = f"0 1 -1 0 {y} {x}"
        self.parts.append(f"BT /F1 {size} Tf {place} Tm <{code}> Tj ET")

    def mark(
        self, x: float, y: float, text: str, size: float = 10, *, angle: float = 0, look: str = ""
    ) -> None:
        """Print a mark over the page; `look` are operators: "/G1 gs" is translucent."""
        code = text.encode("utf-16-be").hex()
        a, b = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        place = f"{a:.5f} {b:.5f} {-b:.5f} {a:.5f} {x} {self.height - y}"
        self.parts.append(f"q {look} BT /F1 {size} Tf {place} Tm <{code}> Tj ET Q")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.turned:
            ends = f"{y0} {x0} m {y1} {x1} l S"
        else:
            ends = f"{x0} {self.height - y0} m {x1} {self.height - y1} l S"
        self.parts.append(f"0.5 w {ends}")

    def table(
        self,
        rows: list[list[str]],
        top: float = 100,
        widths: tuple[float, ...] = (),
        *,
        left: float = 50,
        row_height: float = 18,
        open_sides: bool = False,
    ) -> float:
        """Draw a ruled table and return where it ends; a cell may have several lines."""
        widths = widths or (80,) * len(rows[0])
        edges = [left + sum(widths[:index]) for index in range(len(widths) + 1)]
        y = top
        self.line(edges[0], y, edges[-1], y)
        for row in rows:
            lines = max(text.count("\n") + 1 for text in row)
            bottom = y + row_height * lines
            for edge, text in zip(edges, row, strict=False):
                for index, line in enumerate(text.split("\n")):
                    self.text(edge + 3, y + 13 + 18 * index, line)
            for edge in edges[1:-1] if open_sides else edges:
                self.line(edge, y, edge, bottom)
            self.line(edges[0], bottom, edges[-1], bottom)
            y = bottom
        return y


def write_pdf(pages: list[PdfPage], *, encrypted: bool = False) -> bytes:
    """Return the file."""
    picture = zlib.compress(b"\x80" * 100)
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        _FONT.encode(),
        b"<< /Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream"
        % (len(picture), picture),
    ]
    kids = []
    for page in pages:
        parts = list(page.parts)
        if page.picture:
            parts.append(f"q {page.width} 0 0 {page.height} 0 0 cm /I1 Do Q")
        packed = zlib.compress("\n".join(parts).encode())
        head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        objects.append(head + packed + b"\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] "
            f"/Rotate {page.rotate} /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> "
            "/ExtGState << /G1 << /ca 0.2 >> >> >> >>".encode()
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _assemble(objects, encrypted=encrypted)


def _assemble(objects: list[bytes], *, encrypted: bool) -> bytes:
    data = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b""
    if encrypted:
        secret = b"<" + b"5A" * 32 + b">"
        lock = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O %b /U %b >> " % (
            secret,
            secret,
        )
        lock += b"/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>] "
    return data + b"trailer\n<< /Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        lock,
        start,
    )
