"""Build templates/zh/reference.docx: the look of every role after GB/T 9704-2012.

python tools/build_reference.py            write the file
python tools/build_reference.py --check    exit status 1 if the file is not what is built here
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from generator.model.block import Role
from generator.word.markup import XML_HEAD
from generator.word.package import PackagePart, Relationship, list_members, write_members
from generator.word.reference import CONTENTS_STYLES, GAP_STYLE, TABLE_STYLE

TARGET = Path(__file__).parents[1] / "templates" / "zh" / "reference.docx"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = XML_HEAD.encode()
PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312"
TITLE_SONG = "方正小标宋简体"
LATIN = "Times New Roman"
NORMAL_SIZE = 16
LINE = 579  # 28.95 pt: 22 lines in 225 mm
CHARACTER_SPACE = -848  # 28 characters of 16 pt in 156 mm


@dataclass(frozen=True)
class Look:
    """How a paragraph style looks; sizes in points, distances in twips, `outline` from 0."""

    font: str = FANG
    size: float = 16
    align: str = "both"
    line: int = LINE
    before: int = 0
    after: int = 0
    first_line: int = 0
    left: int = 0
    outline: int = -1
    keep_next: bool = False
    latin: str = LATIN


LOOKS: dict[str, Look] = {
    Role.COVER_NAME.value: Look(TITLE_SONG, 22, "center", line=800, after=240),
    Role.COVER_TITLE.value: Look(TITLE_SONG, 22, "center", line=800, before=240),
    Role.COVER_DATE.value: Look(KAI, 16, "center", before=5400),
    Role.CONTENTS_TITLE.value: Look(TITLE_SONG, 22, "center", line=700, after=360),
    Role.PART.value: Look(TITLE_SONG, 22, "center", line=700, after=360, outline=0, keep_next=True),
    Role.PART_TITLE.value: Look(TITLE_SONG, 22, "center", line=700, after=360, keep_next=True),
    Role.HEADING.value: Look(HEI, first_line=200, outline=1, keep_next=True),
    Role.SUBHEADING.value: Look(KAI, first_line=200, outline=2, keep_next=True),
    Role.ITEM_HEADING.value: Look(FANG, first_line=200, outline=3, keep_next=True),
    Role.BODY.value: Look(FANG, first_line=200),
    Role.CHART.value: Look(SONG, 10.5, "center", line=0, before=120, keep_next=True),
    Role.CAPTION.value: Look(SONG, 12, "center", line=400, before=60, after=240),
    Role.TABLE_TITLE.value: Look(TITLE_SONG, 18, "center", line=480, outline=2, keep_next=True),
    Role.TABLE_LINE.value: Look(SONG, 10.5, "left", line=300, keep_next=True),
    Role.TABLE_NOTE.value: Look(SONG, 9, "left", line=240, before=20),
    Role.TABLE_TEXT.value: Look(SONG, 10.5, "left", line=242),
    Role.TABLE_NUMBER.value: Look(SONG, 10.5, "right", line=242),
    Role.TABLE_HEAD.value: Look(SONG, 10.5, "center", line=242),
    CONTENTS_STYLES[0]: Look(HEI, 16, "left"),
    CONTENTS_STYLES[1]: Look(FANG, 16, "left", left=200),
    "footer": Look(SONG, 14, "left", line=0, latin=SONG),
}
STYLE_IDS = {
    **{role.value: role.name.title().replace("_", "") for role in Role},
    CONTENTS_STYLES[0]: "TOC1",
    CONTENTS_STYLES[1]: "TOC2",
    "footer": "Footer",
}
FALLBACKS = {FANG: "仿宋", KAI: "楷体", TITLE_SONG: "华文中宋", SONG: "SimSun", HEI: "SimHei"}


def render_fonts(east_asian: str, latin: str = LATIN) -> str:
    """Return the fonts of a run: the Chinese one is named outright."""
    return (
        f'<w:rFonts w:ascii="{latin}" w:eastAsia="{east_asian}" w:hAnsi="{latin}" w:cs="{LATIN}"/>'
    )


def render_size(points: float) -> str:
    """Return the size of a run, which Word counts in half points."""
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def render_pitch(points: float) -> str:
    """Return what brings 28 characters of 3号 into a line without the grid of characters.

    Word squeezes them on the grid; LibreOffice gives each of them two cells of it. Off the grid
    and 0.25 pt closer, both set 28.
    """
    closer = '<w:spacing w:val="-5"/>' if points == NORMAL_SIZE else ""
    return f'<w:snapToGrid w:val="0"/>{closer}'


def render_paragraph_style(name: str, look: Look) -> str:
    """Return one paragraph style, its properties in the order of the schema."""
    properties = "<w:keepNext/>" if look.keep_next else ""
    properties += '<w:snapToGrid w:val="0"/>'
    distance = f' w:line="{look.line}" w:lineRule="exact"' if look.line else ""
    properties += f'<w:spacing w:before="{look.before}" w:after="{look.after}"{distance}/>'
    indents = ""
    if look.left:
        indents += f' w:leftChars="{look.left}" w:left="{look.left * 16 // 5}"'
    if look.first_line:
        indents += (
            f' w:firstLineChars="{look.first_line}" w:firstLine="{look.first_line * 16 // 5}"'
        )
    properties += f"<w:ind{indents}/>" if indents else ""
    properties += f'<w:jc w:val="{look.align}"/>'
    properties += f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline >= 0 else ""
    following = "" if look.outline < 0 else f'<w:next w:val="{STYLE_IDS[Role.BODY.value]}"/>'
    own = "" if name in (*CONTENTS_STYLES, "footer") else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{STYLE_IDS[name]}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>{properties}</w:pPr>'
        f"<w:rPr>{render_fonts(look.font, look.latin)}{render_pitch(look.size)}"
        f"{render_size(look.size)}</w:rPr></w:style>"
    )


def render_table_style() -> str:
    """Return the style of the published tables: thin borders, cells in the middle."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="PublishedTable">'
        f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
    )


def render_styles() -> bytes:
    """Return the styles part: Normal is 3号仿宋, which the character grid counts in.

    overflowPunct is Word's default, written out: LibreOffice reads it the other way round, and
    without it sets commas beyond the margin.
    """
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{render_fonts(FANG)}{render_size(16)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    basic = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="1"/>'
        '<w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{render_fonts(FANG)}{render_size(16)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    gap = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="Gap">'
        f'<w:name w:val="{GAP_STYLE}"/><w:qFormat/><w:rPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:rPr></w:style>'
    )
    paragraphs = "".join(render_paragraph_style(name, look) for name, look in LOOKS.items())
    return (
        f'<w:styles xmlns:w="{WORD}">{defaults}{basic}{paragraphs}{gap}{render_table_style()}'
        "</w:styles>"
    ).encode()


def render_settings() -> bytes:
    """Return the settings: odd and even footers, Chinese line breaking, Word 2013 layout."""
    return (
        f'<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/>'
        "<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="289"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    ).encode()


def render_font_table() -> bytes:
    """Return the font table: what stands in where a reader lacks the fonts of the standard."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{fallback}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/></w:font>'
        for name, fallback in FALLBACKS.items()
    )
    latin = f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    return f'<w:fonts xmlns:w="{WORD}">{fonts}{latin}</w:fonts>'.encode()


def render_footer(*, even: bool) -> bytes:
    """Return a footer: — 1 —, one character from the outer edge of odd and even pages."""
    side = "left" if even else "right"
    fonts = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r>{fonts}<w:t xml:space="preserve">— </w:t></w:r>{field}'
        f'<w:r>{fonts}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    ).encode()


def render_section(references: str, *, wide: bool) -> str:
    """Return the properties of a section: A4 with the margins of the standard, or turned.

    The wide page is for tables alone: its margins leave room for the 35 rows of 公开04.
    """
    width, height = (16838, 11906) if wide else (11906, 16838)
    orient = ' w:orient="landscape"' if wide else ""
    top, right, bottom, left = map(twips, (20, 25, 18, 25) if wide else (37, 26, 35, 28))
    footer = bottom - twips(7) - 280  # the number ends 7 mm and its own 14 pt below the text
    pitch = f'w:linePitch="{LINE}" w:charSpace="{CHARACTER_SPACE}"'
    grid = "" if wide else f'<w:docGrid w:type="linesAndChars" {pitch}/>'
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{twips(15)}" w:footer="{footer}" w:gutter="0"/><w:cols w:space="425"/>{grid}'
        "</w:sectPr>"
    )


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def render_document() -> bytes:
    """Return the body: a line in every style, on an upright page and then on a wide one."""
    references = "".join(
        f'<w:footerReference w:type="{page}" r:id="rId{number}"/>'
        for page, number in (("default", 4), ("even", 5))
    )
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[name]}"/></w:pPr>'
        f"<w:r><w:t>{name}</w:t></w:r></w:p>"
        for name in LOOKS
        if name != "footer"
    )
    upright, wide = (render_section(references, wide=turned) for turned in (False, True))
    return (
        f'{XML_HEAD}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}"><w:body>{lines}'
        f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[Role.BODY.value]}"/>{upright}</w:pPr></w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[Role.TABLE_TITLE.value]}"/></w:pPr></w:p>{wide}'
        "</w:body></w:document>"
    ).encode()


def build_reference() -> bytes:
    """Return the reference document; the same bytes at every run."""
    shared = (
        ("styles", "styles", render_styles()),
        ("settings", "settings", render_settings()),
        ("fontTable", "fontTable", render_font_table()),
        ("footer1", "footer", render_footer(even=False)),
        ("footer2", "footer", render_footer(even=True)),
    )
    links = tuple(
        Relationship(f"rId{number}", f"{RELATIONSHIPS}/{kind}", f"{name}.xml")
        for number, (name, kind, _) in enumerate(shared, start=1)
    )
    parts = (
        PackagePart("word/document.xml", f"{PARTS}.document.main+xml", render_document(), links),
        *(
            PackagePart(f"word/{name}.xml", f"{PARTS}.{kind}+xml", DECLARATION + data)
            for name, kind, data in shared
        ),
    )
    root = Relationship("rId1", f"{RELATIONSHIPS}/officeDocument", "word/document.xml")
    return write_members(list_members(parts, (root,)))


def main(arguments: list[str]) -> int:
    """Write the file, or with --check compare it; return the exit status."""
    data = build_reference()
    if arguments == ["--check"]:
        if TARGET.exists() and TARGET.read_bytes() == data:
            return 0
        print(f"{TARGET} 与 tools/build_reference.py 的结果不一致，请重新生成", file=sys.stderr)
        return 1
    TARGET.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
