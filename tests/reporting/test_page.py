"""The HTML page (--html), read back as a parser sees it."""

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement

import generator
from generator.base.severity import FindingClass, Severity
from generator.figures.explain import explain_figure
from generator.model.block import (
    Attachment,
    Chart,
    Cover,
    DocumentContent,
    Gap,
    Grid,
    GridCell,
    Opening,
    Paragraph,
    Part,
    Role,
    Slice,
    Span,
    list_lines,
)
from generator.model.figure import Figure, Source
from generator.model.finding import Finding
from generator.model.place import Place
from generator.reporting.page import format_page
from generator.reporting.page.pie import draw_pie
from generator.tasks.build import BuildResult

_ROOT = Path(__file__).parents[2]
_FOLDERS = [
    _ROOT / "data",
    *sorted(path for path in (_ROOT / "samples").iterdir() if path.is_dir()),
]
_EVIL = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>&amp;</script>{{ 7*7 }}"


def _page(result: BuildResult) -> str:
    return format_page(result.department.content, result.findings, explain_figure)


@pytest.fixture(scope="module", params=_FOLDERS, ids=lambda folder: folder.name)
def result(request: pytest.FixtureRequest) -> BuildResult:
    return generator.build(request.param)


@pytest.fixture(scope="module")
def tree(result: BuildResult) -> HtmlElement:
    return lxml.html.document_fromstring(_page(result))


def _texts(elements: list[HtmlElement]) -> list[str]:
    return [element.text_content() for element in elements]


def _numbers(tree: HtmlElement) -> Any:
    return json.loads(tree.get_element_by_id("numbers").text)


def _of_class(name: str) -> str:
    return f"[contains(concat(' ', @class, ' '), ' {name} ')]"


def test_the_narrative_is_there_in_order(result: BuildResult, tree: HtmlElement) -> None:
    looks = " or ".join(f"@class='{look}'" for look in ("heading", "subheading", "item", "body"))
    shown = tree.xpath(f"//section[@data-part='3']//*[{looks} or self::figcaption]")
    assert "".join(f"{text}\n" for text in _texts(shown)) == result.text


def test_every_part_is_there_in_order(result: BuildResult, tree: HtmlElement) -> None:
    content = result.department.content
    assert _texts(tree.xpath("//section/div/h2")) == [part.heading for part in content.parts]
    for number, part in enumerate(content.parts, start=1):
        section = tree.get_element_by_id(f"part-{number}")
        words = [
            line.text
            for block in part.blocks
            for line in ((block.title, *block.lines) if isinstance(block, Opening) else (block,))
            if isinstance(line, Paragraph)
        ]
        shown = section.xpath(
            ".//*[@class][not(ancestor::figure)][self::p or self::h3 or self::h4 or self::h5]"
        )
        assert [text for text in _texts(shown) if text in words] == words


def test_the_cover_is_there(result: BuildResult, tree: HtmlElement) -> None:
    cover = result.department.content.cover
    lines = [cover.year_line, cover.department, cover.title, cover.date]
    assert _texts(tree.xpath("//header/*")) == [line for line in lines if line]


def test_tables_have_the_cells_of_the_grids(result: BuildResult, tree: HtmlElement) -> None:
    grids = [
        b for part in result.department.content.parts for b in part.blocks if isinstance(b, Grid)
    ]
    tables = tree.xpath("//table")
    assert len(grids) == len(tables)
    for grid, table in zip(grids, tables, strict=True):
        shown = [
            [(c.text_content(), int(c.get("colspan", 1)), int(c.get("rowspan", 1))) for c in row]
            for row in table.xpath(".//tr")
        ]
        assert shown == [[(c.text, c.columns, c.rows) for c in row] for row in grid.rows]
        assert len(table.xpath("./thead/tr")) == grid.head_rows
        assert len(table.xpath("./colgroup/col")) == len(grid.widths)
        assert all(cell.tag == "th" for cell in table.xpath("./thead/tr/*"))
        above = table.xpath("ancestor::section[1]")[0].text_content()
        assert all(line in above for line in (grid.title, grid.number, grid.unit, *grid.notes))


def test_contents_lead_to_parts_and_sections(result: BuildResult, tree: HtmlElement) -> None:
    links = tree.xpath("//nav//a")
    entries = dict(zip(_texts(links), (link.get("href") for link in links), strict=True))
    for part in result.department.content.parts:
        assert part.heading in entries
        for block in part.blocks:
            if isinstance(block, Paragraph) and block.role is Role.HEADING:
                assert (block.text in _texts(links)) == block.is_listed
            if isinstance(block, Opening):
                assert block.entry in _texts(links)
    for text, target in zip(_texts(links), (link.get("href")[1:] for link in links), strict=True):
        heading = tree.get_element_by_id(target).text_content().strip()
        if "自评" in text:  # a form or report goes without its project
            assert heading[-4:] == text[-4:]
        else:
            assert heading.startswith(text.rpartition("、")[2] if "表" in text else text)


def test_links_stay_on_the_page_and_find_their_target(tree: HtmlElement) -> None:
    ids = Counter(tree.xpath("//@id"))
    assert ids.most_common(1)[0][1] == 1
    for target in tree.xpath("//@href"):
        assert target.startswith("#")
        assert target[1:] in ids


def test_the_page_is_self_contained(result: BuildResult, tree: HtmlElement) -> None:
    page = _page(result)
    for reference in ("http:", "https:", "src=", "url(", "@import", "//cdn"):
        assert reference not in page
    assert not tree.xpath("//link | //img | //iframe | //object | //embed | //form | //base")
    assert not tree.xpath("//@src | //@style | //@onclick")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_the_same_input_gives_the_same_page(result: BuildResult) -> None:
    folder = next(path for path in _FOLDERS if generator.build(path).text == result.text)
    assert _page(generator.build(folder)) == _page(result)


def test_every_gap_is_marked_and_listed(result: BuildResult, tree: HtmlElement) -> None:
    marks = tree.xpath(f"//mark{_of_class('gap')}[@id]")
    links = tree.xpath(f"//details{_of_class('gaps')}//a/@href")
    assert [f"#{mark.get('id')}" for mark in marks] == links
    assert len(marks) == len(result.gaps)
    top = tree.xpath("//aside")[0].text_content()
    assert (f"待补充 {len(marks)} 处" in top) == bool(marks)
    for mark, gap in zip(marks, [gap for gap in result.gaps if gap.section], strict=False):
        assert mark.text_content().startswith("【待补充：")
        assert gap.wording in top


def test_every_number_knows_its_source_cells(result: BuildResult, tree: HtmlElement) -> None:
    spans = [
        span
        for part in result.department.content.parts
        for _, _, runs in list_lines(part.blocks)
        for span in runs
        if span.figure is not None
    ]
    shown = tree.xpath(f"//span{_of_class('figure')}")
    data = _numbers(tree)
    assert _texts(shown) == [span.text for span in spans]
    for element, span in zip(shown, spans, strict=True):
        figure = data["figures"][int(element.get("data-figure"))]
        assert span.figure is not None
        explanation = explain_figure(span.figure)
        assert (figure["label"], figure["formula"]) == (
            explanation.label,
            f"={explanation.formula}",
        )
        assert [line[:2] for line in figure["sources"]] == [
            [line.number, line.label] for line in explanation.sources
        ]
        assert element.get("role") == "button"
        assert element.get("tabindex") == "0"


def test_source_cells_stand_where_the_panel_says() -> None:
    tree: Any = lxml.html.document_fromstring(_page(generator.build(_ROOT / "data")))
    cells = _numbers(tree)["cells"]
    assert len(cells) > 100
    assert [c["text"] for c in cells if not c["address"]] == ["（表中没有，按0计）"]
    for cell in (cell for cell in cells if cell["address"]):
        with (_ROOT / "data" / cell["file"]).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        letter, row = cell["address"][0], int(cell["address"][1:])
        found = rows[row - 1][ord(letter) - ord("A")].strip()
        assert found == ("" if cell["text"].startswith("（空白") else cell["text"])


def test_a_rate_is_explained_in_words_numbers_and_cells() -> None:
    tree: Any = lxml.html.document_fromstring(_page(generator.build(_ROOT / "data")))
    data = _numbers(tree)
    rate = next(figure for figure in data["figures"] if figure["label"] == "收支总计增减率")
    assert rate["words"] == "|收支总计 − 上年收支总计| ÷ 上年收支总计 × 100"
    assert rate["numbers"] == "|10394.91 − 6804.64| ÷ 6804.64 × 100"
    assert rate["formula"] == "=ROUND(ABS([1]-[2])/ABS([2])*100,2)"
    first, second = (data["cells"][line[2]] for line in rate["sources"])
    assert (first["file"], first["address"], first["row"]) == ("公开01.csv", "C37", "总计")
    assert (second["file"], second["text"]) == ("上年数.csv", "6804.64")


def test_findings_come_gravest_first_with_their_places(
    result: BuildResult, tree: HtmlElement
) -> None:
    items = tree.xpath(f"//li{_of_class('finding')}")
    ordered = sorted(result.findings, key=lambda finding: finding.severity.rank)
    assert len(items) == len(ordered)
    for item, finding in zip(items, ordered, strict=True):
        text = item.text_content()
        assert item.xpath("./p/span")[0].text == finding.severity.label
        assert item.xpath(".//code")[0].text == finding.code
        assert finding.message in text
        for place in finding.places:
            assert place.address in text
            assert place.file in text


def test_without_findings_the_page_says_so() -> None:
    tree: Any = lxml.html.document_fromstring(format_page(_content(), (), explain_figure))
    assert "没有发现问题" in tree.get_element_by_id("findings").text_content()
    assert "没有待补充的内容" in tree.xpath("//aside")[0].text_content()


def test_charts_show_the_slices_of_the_document(result: BuildResult, tree: HtmlElement) -> None:
    blocks = [block for part in result.department.content.parts for block in part.blocks]
    charts = [b for b in blocks if isinstance(b, Chart) and any(s.amount > 0 for s in b.slices)]
    figures = tree.xpath("//figure")
    assert len(figures) == len(charts)
    for chart, figure in zip(charts, figures, strict=True):
        drawn = [piece for piece in chart.slices if piece.amount > 0]
        legend = [_texts(item.xpath("./span")) for item in figure.xpath(".//li")]
        assert legend == [[s.name, f"{s.amount_text}{chart.unit}", s.share_text] for s in drawn]
        shapes = figure.xpath(f".//svg{_of_class('pie')}/*")
        keys = figure.xpath(".//li//rect/@fill")
        assert [shape.get("fill") for shape in shapes] == keys
        assert figure.xpath("./figcaption")[0].text == chart.caption


def test_sectors_meet_and_the_second_round_is_fainter() -> None:
    slices = tuple(Slice(f"项目{n}", Decimal(n % 3), str(n), "1%") for n in range(24))
    pie = draw_pie(Chart("图1", "图", slices))
    assert pie is not None
    assert len(pie.sectors) == 16
    ends = [sector.outline.removesuffix("Z").rpartition(" 1 ")[2] for sector in pie.sectors]
    begins = [sector.outline.removeprefix("M0 0L").partition("A")[0] for sector in pie.sectors]
    assert ends[:-1] == begins[1:]
    assert [bool(sector.opacity) for sector in pie.sectors] == [False] * 12 + [True] * 4
    assert draw_pie(Chart("图1", "图", (Slice("无", Decimal(0), "0", ""),))) is None


def _content(text: str = "正常", department: str = "某局") -> DocumentContent:
    place = Place(text, 3, 2, "公开01", text, text, text)
    figure = Figure(text, Decimal(1), unit=text, origin=Source(place, text, Decimal(1)))
    paragraph = Paragraph(Role.BODY, (Span(text), Span(text, figure=figure)), where=text)
    grid = Grid(
        title=text,
        number=text,
        department=text,
        year=text,
        unit=text,
        widths=(1, 2),
        rows=((GridCell(text, columns=2, align=text),), (GridCell(text), GridCell(text))),
        head_rows=1,
        landscape=True,
        notes=(text,),
    )
    chart = Chart(text, text, (Slice(text, Decimal(1), text, text),), text)
    blocks = (
        Paragraph(Role.HEADING, (Span(text),)),
        paragraph,
        grid,
        chart,
        Attachment(text, text),
    )
    return DocumentContent(Cover(text, department, text, text), text, (Part(text, blocks, text),))


def _finding(severity: Severity, text: str, **more: Any) -> Finding:
    return Finding("X01", FindingClass.ARITHMETIC, severity, text, **more)


def test_hostile_text_stays_text() -> None:
    gap = Gap(_EVIL, _EVIL, _EVIL, _EVIL, _EVIL, _EVIL, _EVIL)
    content = _content(_EVIL)
    asked = Paragraph(Role.BODY, (Span(gap.mark, gap=gap),))
    content = DocumentContent(content.cover, _EVIL, (*content.parts, Part(_EVIL, (asked,))))
    finding = _finding(
        Severity.ERROR,
        _EVIL,
        places=(Place(_EVIL, 1, 1, _EVIL, _EVIL, _EVIL, _EVIL, _EVIL, 1, _EVIL),),
        formula=_EVIL,
        found_text=_EVIL,
        also=(_EVIL,),
    )
    tree: Any = lxml.html.document_fromstring(format_page(content, (finding,), explain_figure))
    assert len(tree.xpath("//script")) == 2
    assert not tree.xpath("//img | //@onerror")
    assert _numbers(tree)["figures"][0]["label"] == _EVIL
    assert _numbers(tree)["cells"][0]["text"] == _EVIL
    for part in ("header", "nav", "aside", "main//table", "main//figure", "main//li"):
        assert _EVIL in tree.xpath(f"//{part}")[0].text_content()


def test_marks_in_the_cover_and_the_tables_are_listed_once() -> None:
    mark = "【待补充：部门名称】"
    content = _content("部门名称：【待补充：部门名称】", department=mark)
    tree: Any = lxml.html.document_fromstring(format_page(content, (), explain_figure))
    assert tree.xpath("//header//mark/text()")[0] == mark
    assert len(tree.xpath("//details//li")) == 1
    assert len(tree.xpath("//mark[@id]")) == 1
    assert len(tree.xpath(f"//mark{_of_class('gap')}")) > 3


def test_a_sum_of_nothing_says_so() -> None:
    data = _numbers(lxml.html.document_fromstring(_page(generator.build(_ROOT / "data"))))
    none = next(f for f in data["figures"] if f["label"] == "部门评价国有资本经营支出")
    assert (none["words"], none["numbers"], none["sources"]) == (
        "没有可计入的单元格，按0计",
        "",
        [],
    )


def test_findings_show_amounts_with_their_decimals() -> None:
    finding = _finding(
        Severity.WARNING, "不符", stated=Decimal("1231.50"), expected=Decimal("1231.4567")
    )
    findings = (finding, _finding(Severity.ERROR, "更重"))
    tree: Any = lxml.html.document_fromstring(format_page(_content(), findings, explain_figure))
    assert tree.xpath("//p[@class='evidence']//b/text()") == ["1231.50", "1231.4567", "0.0433"]
    assert tree.xpath("//li//p[@class='message']/span[1]/text()") == ["错误", "警告"]
