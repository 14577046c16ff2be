"""The elements of WordprocessingML that are left when all changes are accepted."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_OFF = frozenset({"0", "false", "off", "none"})
_UNREAD = frozenset({"del", "moveFrom", "Fallback"})
_WRAPPERS = frozenset(
    {
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "customXml",
        "smartTag",
        "AlternateContent",
        "Choice",
    }
)


def local_name(element: etree._Element) -> str:
    """Return the name without its namespace (both kinds of OOXML have the same names)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute by its local name, None where element or attribute is missing."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch (w:vanish) is there and not turned off."""
    return element is not None and (attribute(element) or "1").lower() not in _OFF


def members(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children, those in content controls and accepted insertions included."""
    for child in parent:
        if local_name(child) in _WRAPPERS:
            yield from members(child)
        else:
            yield child


def kept_rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows that stay, and are seen, when all changes are accepted."""
    for row in members(table):
        gone = (row.find(f"{{*}}trPr/{{*}}{name}") is not None for name in ("del", "moveFrom"))
        hidden = is_on(row.find("{*}trPr/{*}hidden"))
        if local_name(row) == "tr" and not hidden and not any(gone):
            yield row


def kept_cells(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row that stay."""
    for cell in members(row):
        if local_name(cell) == "tc" and cell.find("{*}tcPr/{*}cellDel") is None:
            yield cell


def is_mark_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph is deleted or moved away, so that the next one goes on."""
    properties = paragraph.find("{*}pPr/{*}rPr")
    return properties is not None and any(
        properties.find(f"{{*}}{name}") is not None for name in ("del", "moveFrom")
    )


def group_blocks(container: etree._Element) -> Iterator[tuple[etree._Element, ...]]:
    """Yield the tables one by one, and the paragraphs: those that deleted marks join, together."""
    waiting: list[etree._Element] = []
    for block in members(container):
        if local_name(block) == "p":
            waiting.append(block)
            if is_mark_deleted(block):
                continue
        elif local_name(block) != "tbl":
            continue
        if waiting:
            yield tuple(waiting)
            waiting.clear()
        if local_name(block) == "tbl":
            yield (block,)
    if waiting:
        yield tuple(waiting)


def is_unread(element: etree._Element, top: etree._Element | None) -> bool:
    """Whether something below `top` is deleted, or the copy of a drawing for older programs."""
    for parent in element.iterancestors():
        if parent is top:
            return False
        if local_name(parent) in _UNREAD:
            return True
    return False


def all_unread(root: etree._Element) -> frozenset[etree._Element]:
    """Return the paragraphs of a document that `is_unread` names, found from above."""
    tops = root.iter(*(f"{{*}}{name}" for name in _UNREAD))
    return frozenset(paragraph for top in tops for paragraph in top.iterdescendants("{*}p"))


def shown(top: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of these names below `top` that are read: one for each that is seen."""
    for element in top.iter(*(f"{{*}}{name}" for name in names)):
        if not is_unread(element, top):
            yield element


def framed_cell(table: etree._Element) -> etree._Element | None:
    """Return the one cell of a table that is a frame around its text, None for any other table."""
    cells = list(islice(_all_cells(table), 2))
    return cells[0] if len(cells) == 1 else None


def _all_cells(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a table that stay, those of tables in them included."""
    for row in kept_rows(table):
        for cell in kept_cells(row):
            yield cell
            for inner in cell.iter("{*}tbl"):
                yield from inner.iter("{*}tc")
