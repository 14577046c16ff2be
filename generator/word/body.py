"""The body of the document: cover, contents, parts, and the sections their pages belong to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from generator.base.labels import display_units
from generator.base.numerals import chinese_numeral
from generator.model.block import Attachment, Chart, Grid, Opening, Paragraph, Role
from generator.word.attachment import AttachmentReader
from generator.word.chart import (
    WORKBOOK_RELATIONSHIP,
    render_chart,
    render_drawing,
    render_workbook,
)
from generator.word.fitting import fit_line
from generator.word.markup import close_section, escape, field_character, field_code, paragraph, run
from generator.word.package import PackagePart, Relationship
from generator.word.reference import CONTENTS_STYLES, GAP_STYLE
from generator.word.table_xml import render_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.block import Block, Cover, Part, Span
    from generator.word.reference import ReferenceDocument

# Levels from the outline and from TC fields; an update by hand gives the page numbers.
_CONTENTS_CODE = 'TOC \\o "1-2" \\f \\h \\z \\u'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COVER_SPACE = 3200  # twips above the first line of the cover
_COVER_LINE, _COVER_LINE_HEIGHT = 38, 820  # half characters and twips of a line at 22 pt
_PAGE_ROOM = 600  # twips for dots and the page behind a line of the contents
# Roles whose lines are fitted: what is short enough to be seen at a glance.
_FITTED = (Role.PART, Role.HEADING, Role.SUBHEADING, Role.ITEM_HEADING)
_DIVIDER_SPACE = 3600  # twips above the heading of a part that opens with tables
_TITLE_SPACE = 2400  # twips above the title of a report that has a page of its own
_BELOW_TITLE = 160  # below one that has none
_TITLE_LINE = '<w:spacing w:before="120" w:line="700" w:lineRule="exact"/>'
_ABOVE_TABLE = '<w:spacing w:before="60" w:after="60"/>'
# A line at a side of the page: no indent; the last is the side of signatures.
_FLUSH = '<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/>'
_SIDES = {"": "", "left": _FLUSH, "right": f'<w:keepNext/>{_FLUSH}<w:jc w:val="right"/>'}
# Levels of the outline: the title of a form or report, and the headings in it.
_TITLE_LEVEL = 2
_UNLISTED = {Role.HEADING: 3, Role.SUBHEADING: 4, Role.ITEM_HEADING: 5, Role.CAPTION: 9}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents: its level (1 or 2), its text, the bookmark it leads to."""

    level: int
    text: str
    anchor: str


def _contents_field(entry: str) -> str:
    """Return the hidden field that keeps the entry of a table as it is when 目录 is updated."""
    quoted = "".join(f"\\{letter}" if letter in '"“”\\' else letter for letter in entry)
    return field_character("begin") + field_code(f'TC "{quoted}" \\l 2') + field_character("end")


def _page_field(anchor: str, page: int) -> str:
    """Return the field of the page on which a heading stands, with the page as it is."""
    begin, middle, end = map(field_character, ("begin", "separate", "end"))
    return begin + field_code(f"PAGEREF {anchor} \\h") + middle + run(str(page)) + end


class BodyWriter:
    """Writes blocks one after the other; afterwards `parts` and `relationships` go with them."""

    def __init__(self, reference: ReferenceDocument) -> None:
        self._reference = reference
        self._folder = reference.document_name.rpartition("/")[0]
        self._pieces: list[str] = []
        self._entries: list[_Entry] = []
        self._landscape = False
        self._section_begins = True
        self._ends_title_page = False
        self._within_form = False
        self._first_page = 1
        self._drawings = 0
        self._charts = 0
        self._attachments = AttachmentReader(reference)
        self.parts: list[PackagePart] = []
        self.relationships: list[Relationship] = []

    @property
    def warnings(self) -> tuple[str, ...]:
        """What could not be taken over from the attachments."""
        return tuple(self._attachments.warnings)

    @property
    def entries(self) -> int:
        """How many lines the contents have."""
        return len(self._entries)

    def finish(self, cover: Cover, contents_title: str, pages: Sequence[int] = ()) -> str:
        """Return the whole body: cover and contents in a section of their own, then the parts.

        `pages` are those of the entries of the contents, where they are known.
        """
        layout = self._reference.portrait
        front = self._render_cover(cover)
        front += self._render_contents(contents_title, layout.section(furniture=False), pages)
        return front + "".join(self._pieces) + self._end_of_section()

    def write_part(self, part: Part) -> None:
        """Write a part: its heading on a new page, then its blocks."""
        self._turn(landscape=False)
        opens_with_table = bool(part.blocks) and isinstance(part.blocks[0], Grid | Opening)
        space = f'<w:spacing w:before="{_DIVIDER_SPACE}"/>' if opens_with_table else ""
        self._heading(Role.PART, 1, part.heading, self._page_break() + space)
        if part.title:
            self._write(Role.PART_TITLE, run(part.title))
        tables = 0
        for block in part.blocks:
            if isinstance(block, Grid) and block.title:
                tables += 1
                self._write_grid(block, f"{chinese_numeral(tables)}、{block.title}")
            else:
                self._turn(landscape=False)
                self._write_block(block)

    def write_alone(self, blocks: Sequence[Block]) -> str:
        """Return a form or report as the body of a document of its own."""
        for block in blocks:
            self._write_block(block)
        return "".join(self._pieces) + self._end_of_section()

    def _write_block(self, block: Block) -> None:
        if isinstance(block, Opening):
            self._write_opening(block)
        elif isinstance(block, Chart):
            self._write_chart(block)
        elif isinstance(block, Attachment):
            self._write_attachment(block)
        elif isinstance(block, Grid):
            self._pieces += render_table(block, self._reference)
            self._section_begins = False
        elif isinstance(block, Paragraph):
            content = self._content(block)
            if block.role is Role.HEADING and block.is_listed:
                page = self._page_break() if self._within_form else ""
                self._within_form = False
                self._heading(block.role, 2, block.text, page, content=content)
            else:
                self._write(block.role, content, self._place(block) + _SIDES[block.align])

    def _content(self, block: Paragraph) -> str:
        closer = self._closer(block.role, block.text)
        return "".join(self._span(span, closer) for span in block.spans)

    def _place(self, block: Paragraph) -> str:
        """Return the properties of a paragraph that its style does not have."""
        page = self._page_break() if self._ends_title_page else ""
        self._ends_title_page = False
        level = _UNLISTED.get(block.role)
        if block.is_listed or level is None:
            return page
        if block.role is Role.CAPTION:
            return f"<w:keepNext/>{page}{_ABOVE_TABLE}"
        # A heading within a form or report: the contents do not list it.
        return f'{page}<w:outlineLvl w:val="{level}"/>'

    def _write_opening(self, opening: Opening) -> None:
        """Write the title of a form or report on a new page, with what its title page holds."""
        title = opening.title
        space = f'w:before="{_TITLE_SPACE}"' if opening.lines else f'w:after="{_BELOW_TITLE}"'
        begin, end = self._bookmark(2, opening.entry)
        content = f"{begin}{_contents_field(opening.entry)}{self._content(title)}{end}"
        properties = (
            f'{self._page_break()}<w:spacing {space}/><w:outlineLvl w:val="{_TITLE_LEVEL}"/>'
        )
        self._write(title.role, content, properties)
        for line in opening.lines[:-1]:
            self._write(line.role, self._content(line), _TITLE_LINE)
        for line in opening.lines[-1:]:
            self._write(Role.COVER_DATE, self._content(line))
        self._ends_title_page = bool(opening.lines)
        self._within_form = True

    def _closer(self, role: Role, text: str) -> str:
        if role not in _FITTED:
            return ""
        layout = self._reference.portrait
        return fit_line(text, self._reference.settings[role.value], layout.width)

    def _write(self, role: Role, content: str, properties: str = "") -> None:
        self._section_begins = False
        self._pieces.append(paragraph(self._reference.style(role), content, properties))

    def _span(self, span: Span, closer: str = "") -> str:
        style = self._reference.style_ids[GAP_STYLE] if span.gap else ""
        look = "<w:b/><w:bCs/>" * span.bold + "<w:i/><w:iCs/>" * span.italic + closer
        return run(span.text, style=style, look=look, prose=True)

    def _heading(
        self, role: Role, level: int, text: str, properties: str = "", *, content: str = ""
    ) -> None:
        """Write a heading that the contents list and lead to."""
        begin, end = self._bookmark(level, text)
        content = content or run(text, look=self._closer(role, text))
        self._write(role, f"{begin}{content}{end}", properties)

    def _bookmark(self, level: int, text: str) -> tuple[str, str]:
        number = len(self._entries) + 1
        anchor = f"_Toc{number:09d}"
        self._entries.append(_Entry(level, text, anchor))
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>',
            f'<w:bookmarkEnd w:id="{number}"/>',
        )

    def _page_break(self) -> str:
        return "" if self._section_begins else "<w:pageBreakBefore/>"

    def _write_grid(self, grid: Grid, entry: str) -> None:
        self._turn(landscape=grid.landscape)
        begin, end = self._bookmark(2, entry)
        title = f"{begin}{_contents_field(entry)}{run(grid.title)}{end}"
        style = self._reference.style(Role.TABLE_TITLE)
        self._pieces.append(paragraph(style, title, self._page_break()))
        self._pieces += render_table(grid, self._reference)
        self._section_begins = False

    def _write_chart(self, chart: Chart) -> None:
        if not chart.drawn:
            return
        self._charts += 1
        number = self._charts
        self._drawings += 1
        relationship = f"rIdChart{number}"
        self._write(Role.CHART, render_drawing(chart, relationship, self._drawings))
        self._write(Role.CAPTION, run(chart.caption))
        self.relationships.append(
            Relationship(relationship, f"{_OFFICE}/chart", f"charts/chart{number}.xml")
        )
        workbook = f"embeddings/chart{number}.xlsx"
        link = Relationship(WORKBOOK_RELATIONSHIP, f"{_OFFICE}/package", f"../{workbook}")
        self.parts += [
            PackagePart(
                f"{self._folder}/charts/chart{number}.xml",
                _CHART_TYPE,
                render_chart(chart),
                (link,),
            ),
            PackagePart(f"{self._folder}/{workbook}", _WORKBOOK_TYPE, render_workbook(chart)),
        ]

    def _write_attachment(self, attachment: Attachment) -> None:
        if attachment.title:
            page = self._page_break() if self._within_form else ""
            self._within_form = False
            self._heading(Role.HEADING, 2, attachment.title, page)
        taken = self._attachments.read(attachment, first_drawing=self._drawings + 1)
        self._drawings += taken.drawings
        self._pieces += taken.pieces
        self.parts += taken.parts
        self.relationships += taken.relationships
        self._section_begins = False

    def _turn(self, *, landscape: bool) -> None:
        """Go on to a section of the other direction, if the page has the wrong one."""
        if landscape == self._landscape:
            return
        if not self._section_begins:
            if not self._pieces[-1].startswith("<w:p><w:pPr>"):
                self._write(Role.TABLE_NOTE, "")
            self._pieces[-1] = close_section(self._pieces[-1], self._end_of_section())
            self._first_page = 0
            self._section_begins = True
        self._landscape = landscape

    def _end_of_section(self) -> str:
        layout = self._reference.layout(landscape=self._landscape)
        return layout.section(first_page=self._first_page)

    def _render_cover(self, cover: Cover) -> str:
        lines = (
            (Role.COVER_NAME, cover.year_line),
            (Role.COVER_NAME, cover.department),
            (Role.COVER_TITLE, cover.title),
            (Role.COVER_DATE, cover.date),
        )
        # A long name takes more lines; the space above gives way, so that the cover stays a page.
        lines_of_name = -(-display_units(cover.department) // _COVER_LINE)
        above = max(_COVER_SPACE - _COVER_LINE_HEIGHT * (lines_of_name - 1), 0)
        space = f'<w:spacing w:before="{above}"/>'
        written = []
        for role, text in lines:
            if text:
                written.append(paragraph(self._reference.style(role), run(text), space))
                space = ""
        return "".join(written)

    def _render_contents(self, title: str, section: str, pages: Sequence[int]) -> str:
        """Return the 目录: a field with its entries as they are, closed with the section."""
        heading = paragraph(
            self._reference.style(Role.CONTENTS_TITLE), run(title), "<w:pageBreakBefore/>"
        )
        opening = (
            field_character("begin") + field_code(_CONTENTS_CODE) + field_character("separate")
        )
        room = self._reference.portrait.width
        stop = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{room}"/></w:tabs>'
        lines = []
        for entry, page in zip_longest(self._entries, pages):
            number = run("\t") + _page_field(entry.anchor, page) if page else ""
            name = CONTENTS_STYLES[entry.level - 1]
            closer = fit_line(entry.text, self._reference.settings[name], room, _PAGE_ROOM)
            link = (
                f'<w:hyperlink w:anchor="{escape(entry.anchor)}" w:history="1">'
                f"{run(entry.text, look=closer)}{number}</w:hyperlink>"
            )
            style = self._reference.style_ids[name]
            lines.append(paragraph(style, opening + link, stop * bool(page)))
            opening = ""
        style = self._reference.style_ids[CONTENTS_STYLES[0]]
        closing = paragraph(style, opening + field_character("end"))
        return heading + "".join(lines) + close_section(closing, section)
