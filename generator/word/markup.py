"""WordprocessingML as strings: escaped text, runs and paragraphs."""

from __future__ import annotations

import re

from generator.base.labels import display_units

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# What XML 1.0 forbids, and plane 16, whose characters mark where a number comes from: no text.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U000fffff]")
# Characters that a Latin font would take unless the run is marked as Chinese.
_AMBIGUOUS = re.compile("[“”‘’…—–·×÷±§°→←↑↓≥≤≠①-⑳Ⅰ-Ⅻ]")
_EDGE_SPACE = re.compile(r"\A\s|\s\Z|\s\s")
_SPECIAL = re.compile('[&<>"]')
# Office programs end a line behind a hyphen: at the line's end nobody would see a minus.
_MINUS = re.compile(r"(?<![0-9A-Za-z])-(?=[0-9])")
_PLAIN = re.compile("[0-9A-Za-z.,%\u4e00-\u9fff（）、：-]+")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escape(text: str) -> str:
    """Return `text` for an element or a quoted attribute, without what XML forbids."""
    return _SPECIAL.sub(lambda found: _ENTITIES[found.group()], keep_printable(text))


def keep_printable(text: str) -> str:
    """Return `text` without what XML forbids."""
    return _FORBIDDEN.sub("", text)


def run(text: str, *, style: str = "", look: str = "", prose: bool = False) -> str:
    """Return the run that holds `text`; tabs and line breaks become Word's own.

    `style` is a character style id, `look` run properties that follow the fonts in the schema.
    In prose a minus stays on the line of its number. An empty text gives no run.
    """
    plain = _PLAIN.fullmatch(text) is not None  # as nearly all cells of tables are
    text = text if plain else escape(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text:
        return ""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if not plain and _AMBIGUOUS.search(text):
        properties += '<w:rFonts w:hint="eastAsia"/>'
    properties += look
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    content = f"<w:t>{text}</w:t>" if plain else _text(text)
    if prose and "-" in text:
        content = "<w:noBreakHyphen/>".join(map(_text, _MINUS.split(text)))
    return f"<w:r>{properties}{content}</w:r>"


def _text(text: str) -> str:
    if "\n" in text:
        return "<w:br/>".join(_text(line) for line in text.split("\n"))
    if "\t" in text:
        return "<w:tab/>".join(_text(piece) for piece in text.split("\t"))
    if not text:
        return ""
    space = ' xml:space="preserve"' if _EDGE_SPACE.search(text) else ""
    return f"<w:t{space}>{text}</w:t>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph; `properties` follow the style in the order of the schema.

    Every paragraph of the document opens in this way: `close_section` relies on it.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def close_section(last_paragraph: str, section: str) -> str:
    """Return the paragraph as the last of a section, whose properties go into it."""
    return last_paragraph.replace("</w:pPr>", f"{section}</w:pPr>", 1)


def field_character(kind: str) -> str:
    """Return the run that begins, separates or ends a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field_code(code: str) -> str:
    """Return the run that holds the instruction of a field."""
    return f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'


# Half characters in the widest of the fonts that stand in for Times New Roman (DejaVu Serif and
# Sans, regular and bold): a number set so wide is not broken whatever fonts a machine has.
_DIGIT = {False: 1.28, True: 1.40}
_SIGN = {False: 0.74, True: 0.84}
_NUMBER = re.compile(r"[0-9,.%-]+")


def is_number(text: str) -> bool:
    """Whether `text` is nothing but a number, which must stay on one line."""
    return _NUMBER.fullmatch(text) is not None


def number_units(text: str, *, bold: bool = False) -> float:
    """Return the width of a number in half characters, in the widest font it may be set in."""
    if not is_number(text):
        return display_units(text)
    percents = text.count("%")
    signs = percents + sum(map(text.count, ",.-"))
    return (len(text) - signs) * _DIGIT[bold] + signs * _SIGN[bold] + percents * 2
