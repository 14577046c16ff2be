"""What makes Word offer to repair a document, looked for in the package itself."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter

import openpyxl
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

Files = dict[str, bytes]
Trees = dict[str, etree._Element]

# The order of children in ECMA-376 part 1, as far as a document of ours may have them.
ORDER = {
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
# Children that stand first, whatever follows: w:p, and the properties of rows, in any order.
FIRST = {"p": "pPr", "r": "rPr"}
ANY_ORDER = {
    "trPr": {"cnfStyle", "cantSplit", "trHeight", "tblHeader", "jc", "hidden", "gridBefore"}
}


def check_package(data: bytes) -> list[str]:
    """Return what is wrong with a .docx, empty if nothing is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    problems = [f"{name}: twice in the package" for name in names if names.count(name) > 1]
    trees = {}
    for name, content in files.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                problems.append(f"{name}: {error}")
    problems += check_content_types(files, trees)
    problems += check_relationships(files, trees)
    document = trees.get("word/document.xml")
    if document is None:
        return [*problems, "word/document.xml: missing"]
    for name, tree in trees.items():
        if name.startswith("word/") and name.endswith(".xml"):
            problems += [f"{name}: {problem}" for problem in check_order(tree)]
    problems += check_ids(document) + check_fields(document) + check_tables(document)
    problems += check_styles(document, trees.get("word/styles.xml"))
    if len(document) == 0 or document[0][-1].tag != f"{W}sectPr":
        problems.append("the body does not end in its section properties")
    for name, tree in trees.items():
        if tree.tag == f"{C}chartSpace":
            problems += [f"{name}: {problem}" for problem in check_chart(name, tree, files, trees)]
    return problems


def check_content_types(files: Files, trees: Trees) -> list[str]:
    types = trees.get("[Content_Types].xml")
    if types is None:
        return ["[Content_Types].xml: missing"]
    defaults = {e.get("Extension").lower() for e in types.iter(f"{TYPES}Default")}
    overrides = Counter(e.get("PartName").lstrip("/") for e in types.iter(f"{TYPES}Override"))
    problems = [f"{name}: content type given twice" for name, n in overrides.items() if n > 1]
    problems += [
        f"{name}: content type of a missing part" for name in overrides if name not in files
    ]
    for name in files:
        extension = name.rpartition(".")[2].lower()
        if name != "[Content_Types].xml" and name not in overrides and extension not in defaults:
            problems.append(f"{name}: no content type")
        if name.startswith("word/") and extension == "xml" and name not in overrides:
            problems.append(f"{name}: only the content type of any XML")
    return problems


def relationships_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def target_of(name: str, relationship: etree._Element) -> str:
    target = relationship.get("Target")
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def check_relationships(files: Files, trees: Trees) -> list[str]:
    problems = []
    reached = {"[Content_Types].xml"}
    for name in ["", *files]:
        if name.endswith(".rels"):
            reached.add(name)
            continue
        tree = trees.get(relationships_of(name))
        links = [] if tree is None else list(tree.iter(RELATIONSHIP))
        ids = Counter(link.get("Id") for link in links)
        problems += [f"{name}: relationship {i} twice" for i, count in ids.items() if count > 1]
        for link in links:
            if link.get("TargetMode") == "External":
                continue
            target = target_of(name, link)
            reached.add(target)
            if target not in files:
                problems.append(f"{name}: relationship {link.get('Id')} leads to missing {target}")
        if name in trees:
            used = {
                value
                for element in trees[name].iter()
                for key, value in element.attrib.items()
                if key.startswith(R)
            }
            problems += [f"{name}: {i} is no relationship" for i in sorted(used - ids.keys())]
    problems += [f"{name}: nothing leads to it" for name in files if name not in reached]
    return problems


def check_order(tree: etree._Element) -> list[str]:
    problems = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith(W):
            continue
        name = element.tag.removeprefix(W)
        children = [child.tag.removeprefix(W) for child in element if isinstance(child.tag, str)]
        if name in ORDER:
            order = ORDER[name].split()
            unknown = [child for child in children if child not in order]
            places = [order.index(child) for child in children if child in order]
            if unknown:
                problems.append(f"w:{name} holds w:{unknown[0]}")
            elif places != sorted(places):
                problems.append(f"children of w:{name} out of order: {' '.join(children)}")
        elif name in FIRST and FIRST[name] in children[1:]:
            problems.append(f"w:{FIRST[name]} is not the first child of w:{name}")
        elif name in ANY_ORDER and set(children) - ANY_ORDER[name]:
            problems.append(f"w:{name} holds {' '.join(children)}")
    return problems


def check_ids(document: etree._Element) -> list[str]:
    problems = []
    drawings = Counter(e.get("id") for e in document.iter(f"{WP}docPr"))
    starts = Counter(e.get(f"{W}id") for e in document.iter(f"{W}bookmarkStart"))
    names = Counter(e.get(f"{W}name") for e in document.iter(f"{W}bookmarkStart"))
    ends = Counter(e.get(f"{W}id") for e in document.iter(f"{W}bookmarkEnd"))
    for kind, found in (("drawing", drawings), ("bookmark", starts), ("bookmark", names)):
        problems += [f"{kind} {i} twice" for i, count in found.items() if count > 1]
    if starts != ends:
        problems.append(f"bookmarks without a partner: {sorted(starts.keys() ^ ends.keys())}")
    anchors = {e.get(f"{W}anchor") for e in document.iter(f"{W}hyperlink")} - {None}
    problems += [f"link to missing bookmark {name}" for name in sorted(anchors - names.keys())]
    return problems


def check_fields(document: etree._Element) -> list[str]:
    open_fields: list[bool] = []
    for element in document.iter(f"{W}fldChar"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append(False)
        elif not open_fields:
            return [f"field {kind} without begin"]
        elif kind == "separate":
            if open_fields[-1]:
                return ["field separated twice"]
            open_fields[-1] = True
        else:
            open_fields.pop()
    return ["field without end"] if open_fields else []


def check_tables(document: etree._Element) -> list[str]:
    problems = []
    for number, table in enumerate(document.iter(f"{W}tbl"), start=1):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        above: dict[int, int] = {}
        for line, row in enumerate(table.findall(f"{W}tr"), start=1):
            where = f"table {number} row {line}"
            spans: dict[int, int] = {}
            column = 0
            for cell in row.findall(f"{W}tc"):
                if len(cell) == 0 or cell[-1].tag != f"{W}p":
                    problems.append(f"{where}: a cell does not end in a paragraph")
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                width = 1 if span is None else int(span.get(f"{W}val"))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    spans[column] = width
                    if merge.get(f"{W}val") != "restart" and above.get(column) != width:
                        problems.append(f"{where}: a cell goes on with none above it")
                column += width
            if column != columns:
                problems.append(f"{where}: {column} columns in a grid of {columns}")
            above = spans
    return problems


def check_styles(document: etree._Element, styles: etree._Element | None) -> list[str]:
    known = set() if styles is None else {e.get(f"{W}styleId") for e in styles.iter(f"{W}style")}
    used = {
        element.get(f"{W}val")
        for kind in ("pStyle", "rStyle", "tblStyle")
        for element in document.iter(f"{W}{kind}")
    }
    return [f"style {name} is not defined" for name in sorted(used - known)]


def check_chart(name: str, chart: etree._Element, files: Files, trees: Trees) -> list[str]:
    data = chart.find(f"{C}externalData")
    links = trees.get(relationships_of(name))
    if data is None or links is None:
        return ["no workbook"]
    targets = {link.get("Id"): target_of(name, link) for link in links.iter(RELATIONSHIP)}
    workbook = files.get(targets.get(data.get(f"{R}id"), ""))
    if workbook is None:
        return ["no workbook"]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    problems = []
    for reference in (*chart.iter(f"{C}strRef"), *chart.iter(f"{C}numRef")):
        cells = reference.find(f"{C}f").text.rpartition("!")[2].replace("$", "")
        area = sheet[cells]
        rows = area if isinstance(area, tuple) else ((area,),)
        values = [cell.value for row in rows for cell in row]
        cached = [point.find(f"{C}v").text for point in reference.iter(f"{C}pt")]
        numeric = reference.tag == f"{C}numRef"
        same = list(map(float, cached)) == values if numeric else cached == values
        if not same:
            problems.append(f"{cells}: cache {cached} is not what the workbook has: {values}")
        count = reference.find(f".//{C}ptCount").get("val")
        if count != str(len(cached)):
            problems.append(f"{cells}: {len(cached)} points instead of {count}")
    return problems + [
        f"legend {legend} is not {item} {share}"
        for legend, _, item, share in sheet.iter_rows(min_row=2, values_only=True)
        if legend != f"{item} {share}".strip()
    ]
