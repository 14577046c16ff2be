"""The reference document (reference.docx): how each role looks, and the pages it is printed on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docx.styles.style import ParagraphStyle
from lxml import etree

from generator.base.errors import ReferenceDocumentError
from generator.field import zh
from generator.files.docx.opening import UNREADABLE, open_word
from generator.model.block import Role
from generator.word.package import PackagePart, Relationship

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docx.opc.part import Part as OpcPart
    from docx.opc.rel import _Relationship as OpcRelationship
    from docx.styles.style import BaseStyle

GAP_STYLE = zh.GAPS
TABLE_STYLE = "决算表"
CONTENTS_STYLES = ("toc 1", "toc 2")
REQUIRED_STYLES = (*(role.value for role in Role), GAP_STYLE, TABLE_STYLE, *CONTENTS_STYLES)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEFAULT_SIZE = 10.5  # points, where nothing says it: Word's own
_A4 = {"w": "11906", "h": "16838"}
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# What the body of a new document goes on using; its own pictures and charts are left behind.
_KEPT = frozenset(
    {
        "styles",
        "settings",
        "fontTable",
        "theme",
        "numbering",
        "webSettings",
        "footnotes",
        "endnotes",
        "header",
        "footer",
    }
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a section: the room for text in twips, and the markup of its properties."""

    width: int
    height: int
    furniture: str
    page: str
    grid: str

    def section(self, *, furniture: bool = True, first_page: int = 0) -> str:
        """Return the properties; `furniture` are its headers and footers, 0 counts pages on."""
        numbering = f'<w:pgNumType w:start="{first_page}"/>' if first_page else ""
        shown = self.furniture if furniture else ""
        return f"<w:sectPr>{shown}{self.page}{numbering}{self.grid}</w:sectPr>"


class Setting(NamedTuple):
    """How a paragraph style sets a line: points, then twips; `spacing` follows each character."""

    size: float
    spacing: int = 0
    first_line: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class ReferenceDocument:
    """Style ids and settings by style name, the page layouts, and the parts all documents share."""

    style_ids: Mapping[str, str]
    settings: Mapping[str, Setting]
    portrait: Layout
    landscape: Layout
    document_name: str
    relationships: tuple[Relationship, ...]
    parts: tuple[PackagePart, ...]

    def style(self, role: Role) -> str:
        """The id of the style that a role is printed in."""
        return self.style_ids[role.value]

    def layout(self, *, landscape: bool) -> Layout:
        """The layout of an upright or a wide page."""
        return self.landscape if landscape else self.portrait


def load_reference(path: Path | None = None) -> ReferenceDocument:
    """Open a reference document (None: the one that comes with the program) and check its styles.

    Raises ReferenceDocumentError when it cannot be opened or lacks a style by name.
    """
    path = path or find_default_reference()
    try:
        document = open_word(path)
    except UNREADABLE as error:
        raise ReferenceDocumentError(path, "不是可以打开的 .docx 文件") from error
    style_ids = {style.name: style.style_id for style in document.styles if style.name}
    missing = [name for name in REQUIRED_STYLES if name not in style_ids]
    if missing:
        raise ReferenceDocumentError(path, f"缺少样式“{'”“'.join(missing)}”")
    sections = list(document.element.iter(f"{_W}sectPr"))
    if not sections:
        raise ReferenceDocumentError(path, "没有页面设置（节）")
    kept = [
        relationship
        for relationship in document.part.rels.values()
        if relationship.reltype.rpartition("/")[2] in _KEPT
    ]
    portrait, landscape = _read_layouts(sections)
    return ReferenceDocument(
        style_ids=style_ids,
        settings={
            style.name: _read_setting(style, document.styles.element)
            for style in document.styles
            if style.name in REQUIRED_STYLES and isinstance(style, ParagraphStyle)
        },
        portrait=portrait,
        landscape=landscape,
        document_name=str(document.part.partname).lstrip("/"),
        relationships=tuple(map(_read_relationship, kept)),
        parts=_read_parts(kept),
    )


def _read_setting(style: ParagraphStyle, styles: etree._Element) -> Setting:
    """Return how a style sets its lines; what it does not say, its bases or the defaults say."""
    line: list[ParagraphStyle] = []
    base: BaseStyle | None = style
    while isinstance(base, ParagraphStyle) and base not in line:
        line.append(base)
        base = base.base_style
    elements = [*(one.element for one in line), *styles.iter(f"{_W}rPrDefault")]
    size = _first_value(elements, "sz")
    spacing = _first_value(elements, "spacing")
    firsts = [one.paragraph_format.first_line_indent for one in line]
    lefts = [one.paragraph_format.left_indent for one in line]
    return Setting(
        size=_DEFAULT_SIZE if size is None else size / 2,
        spacing=0 if spacing is None else int(spacing),
        first_line=next((one.twips for one in firsts if one is not None), 0),
        left=next((one.twips for one in lefts if one is not None), 0),
    )


def _first_value(elements: Iterable[etree._Element], name: str) -> float | None:
    """Return the number of the first of several styles that sets this property of characters."""
    found = (one.find(f"{_W}rPr/{_W}{name}") for one in elements)
    texts = (one.get(f"{_W}val", "") for one in found if one is not None)
    return next((float(text) for text in texts if text.lstrip("-").isdigit()), None)


def find_default_reference() -> Path:
    """Return templates/zh/reference.docx: inside the installed package or beside the source."""
    package = Path(__file__).resolve().parents[1]
    places = [
        folder / "templates" / "zh" / "reference.docx" for folder in (package, package.parent)
    ]
    return next((place for place in places if place.exists()), places[-1])


def _read_relationship(relationship: OpcRelationship) -> Relationship:
    return Relationship(
        relationship.rId, relationship.reltype, relationship.target_ref, relationship.is_external
    )


def _read_parts(relationships: Sequence[OpcRelationship]) -> tuple[PackagePart, ...]:
    """Return the parts that the relationships reach, each once, in order of name."""
    found: dict[str, PackagePart] = {}
    waiting: list[OpcPart] = [r.target_part for r in relationships if not r.is_external]
    while waiting:
        part = waiting.pop()
        name = str(part.partname).lstrip("/")
        if name in found:
            continue
        own = list(part.rels.values())
        found[name] = PackagePart(
            name, part.content_type, part.blob, tuple(map(_read_relationship, own))
        )
        waiting += [r.target_part for r in own if not r.is_external]
    return tuple(found[name] for name in sorted(found))


def _read_layouts(sections: Sequence[etree._Element]) -> tuple[Layout, Layout]:
    """Return the last upright and the last wide section; a missing one is the other one turned."""
    found: dict[bool, Layout] = {}
    for section in sections:
        size = _attributes(section, "pgSz", _A4)
        found[int(size["w"]) > int(size["h"])] = _read_layout(section, turned=False)
    turned = _read_layout(sections[-1], turned=True)
    return found.get(False, turned), found.get(True, turned)


def _read_layout(section: etree._Element, *, turned: bool) -> Layout:
    size = _attributes(section, "pgSz", _A4)
    margins = _attributes(section, "pgMar", {})
    if turned:
        size = size | {"w": size["h"], "h": size["w"]}
        size["orient"] = "landscape" if int(size["w"]) > int(size["h"]) else "portrait"
        sides = ("left", "bottom", "right", "top")
        values = [margins.get(side, "1440") for side in ("top", "left", "bottom", "right")]
        margins |= dict(zip(sides, values, strict=True))
    used = {side: int(margins.get(side, "1440")) for side in ("top", "bottom", "left", "right")}
    furniture = "".join(
        _flat(child)
        for child in section
        if child.tag in (f"{_W}headerReference", f"{_W}footerReference")
    )
    return Layout(
        width=int(size["w"]) - used["left"] - used["right"],
        height=int(size["h"]) - used["top"] - used["bottom"],
        furniture=furniture,
        page=_element("pgSz", size) + _element("pgMar", margins),
        grid="".join(
            _flat(child) for child in section if child.tag in (f"{_W}cols", f"{_W}docGrid")
        ),
    )


def _attributes(section: etree._Element, name: str, default: dict[str, str]) -> dict[str, str]:
    child = section.find(f"{_W}{name}")
    if child is None:
        return dict(default)
    return {str(key).removeprefix(_W): str(value) for key, value in child.attrib.items()}


def _element(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<w:{name}{written}/>"


def _flat(element: etree._Element) -> str:
    """Return an element without children as markup with our namespace prefixes."""
    attributes = "".join(
        f' {str(key).replace(_W, "w:").replace(_R, "r:")}="{value!s}"'
        for key, value in element.attrib.items()
    )
    return f"<w:{etree.QName(element).localname}{attributes}/>"
