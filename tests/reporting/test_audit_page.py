"""The page of `check --format html`, read back as a parser sees it."""

import base64
import hashlib
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement
from support.folders import DATA, SAMPLE_FOLDERS, copy_data, parse_address, read_rows

from generator import check
from generator.base.severity import FindingClass, Severity
from generator.model.accounts import Identity
from generator.model.audit import Audit, Unchecked
from generator.model.block import Grid, GridCell, Role
from generator.model.finding import Finding
from generator.model.place import Place
from generator.model.table import Cell, CellKind, Row, Table
from generator.reporting.audit_page import format_audit_page
from generator.reporting.formats import CheckFormat
from generator.tasks.check import CheckResult, format_report
from generator.word.forms import layout_filed_table

_EVIL = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>&amp;</script>{{ 7*7 }}"
_AMOUNT = re.compile(r"-?[0-9,]+\.[0-9]+")


@pytest.fixture(scope="module", params=SAMPLE_FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture(scope="module")
def result(folder: Path) -> CheckResult:
    return check(folder)


@pytest.fixture(scope="module")
def tree(result: CheckResult) -> HtmlElement:
    return _parse(format_report(result, CheckFormat.HTML).decode())


def _parse(page: str) -> HtmlElement:
    return lxml.html.document_fromstring(page)


def _of_class(name: str) -> str:
    return f"[contains(concat(' ', @class, ' '), ' {name} ')]"


def _listed(tree: HtmlElement) -> list[HtmlElement]:
    return list(tree.xpath("//li[starts-with(@id, 'f-')]"))


def _amounts(tree: HtmlElement, table: int) -> dict[str, str]:
    """Return what the page shows at each address of a table."""
    cells = tree.xpath(f"//section[@id='t{table}']//td[@id]")
    found = {cell.get("id").partition("-")[2]: cell.text_content().strip() for cell in cells}
    return {address: text for address, text in found.items() if "-" not in address}


@pytest.mark.parametrize("table", range(1, 10))
def test_every_amount_of_the_files_is_drawn_as_it_stands(
    folder: Path, tree: HtmlElement, table: int
) -> None:
    """Nothing between the file and the page is left out, added or put into another cell."""
    rows = read_rows(folder / f"公开0{table}.csv")
    shown = _amounts(tree, table)
    for address, text in shown.items():
        row, column = parse_address(address)
        assert text == rows[row][column].strip(), address
    stated = Counter(
        text
        for number, row in enumerate(rows)
        for text in map(str.strip, row)
        if _AMOUNT.fullmatch(text) and not _is_stray(rows, number)
    )
    drawn = Counter(text for text in shown.values() if _AMOUNT.fullmatch(text))
    assert drawn == stated


def _is_stray(rows: list[list[str]], number: int) -> bool:
    """Whether a row is the 栏次 row, which holds no amounts (but one, in 孟津2024-原样)."""
    return "栏次" in rows[number] or "栏 次" in rows[number]


def test_rows_have_their_names(folder: Path, tree: HtmlElement) -> None:
    """What stands left of an amount on the page stands left of it in the file."""
    rows = read_rows(folder / "公开05.csv")
    for line in tree.xpath("//section[@id='t5']//tbody/tr"):
        cells = [cell for cell in line if cell.get("id")]
        address = next(c.get("id") for c in reversed(cells)).partition("-")[2]
        row, _ = parse_address(address)
        named = "".join(cell.text_content().strip() for cell in line[:2] if cell not in cells[-3:])
        # The code may stand in three cells (201, 06, 01), the name in the one after them.
        assert named == "".join(text.strip() for text in rows[row][: _name_column(rows) + 1])


def _name_column(rows: list[list[str]]) -> int:
    """Return the column of 科目名称, 0-based."""
    return next(row.index("科目名称") for row in rows if "科目名称" in row)


def test_every_finding_is_listed_once_with_its_evidence(
    result: CheckResult, tree: HtmlElement
) -> None:
    listed = _listed(tree)
    texts = [item.text_content() for item in listed]
    assert len(listed) == len(result.findings)
    for finding in result.findings:
        (text,) = [text for text in texts if f"{finding.message}\n" in text and _has(text, finding)]
        assert finding.formula in text
        assert all(consequence in text for consequence in finding.also)
        assert all(place.address in text for place in finding.places)
        if finding.difference is not None:
            assert "现为" in text
            assert "应为" in text


def _has(text: str, finding: Finding) -> bool:
    return finding.code in text and finding.severity.label in text


def test_the_faulty_cell_is_marked_by_severity(result: CheckResult, tree: HtmlElement) -> None:
    by_message = {
        item.xpath(f".//p{_of_class('message')}")[0].text_content(): item for item in _listed(tree)
    }
    marked = 0
    for finding in result.findings:
        first = finding.places[0]
        if not first.table or not first.column_number or first.file.startswith("上年"):
            continue
        (item,) = [i for text, i in by_message.items() if text.endswith(finding.message)]
        cells = tree.xpath(f"//td[@id='t{first.table[-1]}-{first.address}']")
        if not cells:  # a cell of the head, which leads to the whole table
            assert finding.code == "H02"
            continue
        (mark,) = cells[0].xpath("./button")
        number = item.get("id").removeprefix("f-")
        assert number in mark.get("data-own").split("、")
        assert number in mark.get("data-findings").split()
        own = [tree.get_element_by_id(f"f-{n}") for n in mark.get("data-own").split("、")]
        looks = " ".join(one.get("class") for one in own)
        gravest = next(one for one in ("error", "warning", "info") if one in looks)
        assert {"mark", gravest, "faulty"} == set(mark.get("class").split())
        assert finding.code in mark.get("aria-label")
        assert item.xpath(f".//a{_of_class('go')}/@href") == [f"#{cells[0].get('id')}"]
        marked += 1
    assert marked or not result.findings


def test_marks_and_list_agree(tree: HtmlElement) -> None:
    said = {
        (item.get("id").removeprefix("f-"), cell)
        for item in _listed(tree)
        for cell in item.get("data-cells").split()
    }
    marks = {
        (number, cell.get("id"))
        for cell in tree.xpath("//td[@id]")
        for mark in cell.xpath("./button")
        for number in mark.get("data-findings").split()
    }
    assert said
    assert said == marks


def test_links_lead_somewhere_and_nothing_leaves_the_page(tree: HtmlElement) -> None:
    identifiers = tree.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    links = tree.xpath("//@href")
    assert links
    assert all(link.startswith("#") and link[1:] in identifiers for link in links)
    assert tree.xpath("//@src | //link | //@style | //iframe | //form") == []
    assert not [
        name for name in tree.xpath("//@*/..") if any(k.startswith("on") for k in name.attrib)
    ]


def test_the_policy_allows_the_own_style_and_script_alone(tree: HtmlElement) -> None:
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        (element,) = tree.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_what_was_checked_and_what_not_is_said(result: CheckResult, tree: HtmlElement) -> None:
    said = tree.xpath("//header")[0].text_content()
    assert f"核对了 {result.checked} 个关系" in said
    for one in result.unchecked:
        assert one.what in said
        assert one.why in said
    errors = sum(finding.severity is Severity.ERROR for finding in result.findings)
    assert (f"有 {errors} 处错误" if errors else "通过") in said


def test_a_missing_table_is_no_link(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    (data / "公开08.csv").unlink()
    tree = _parse(format_report(check(data), CheckFormat.HTML).decode())
    texts = [one.text_content() for one in tree.xpath("//nav/*[not(@href)]")]
    assert texts == ["公开08 缺"]
    assert "公开08（表缺失）" in tree.xpath("//header")[0].text_content()


def test_a_row_that_the_form_does_not_have_is_drawn_all_the_same() -> None:
    """公开06 has no row 合计 in the form; what a file has there is not to vanish."""
    place = Place("公开06.csv", 9, 3, "公开06", "合计", "决算数")
    amount = Cell("12.34", CellKind.NUMBER, Decimal("12.34"), place)
    table = Table(
        "公开06", "", "公开06.csv", (Row("合计", "合计", {"决算数": amount}),), ("决算数",)
    )
    grid = layout_filed_table(table, department="某局", year="2024年度", scope="部门")
    page = format_audit_page(Identity("某局", 2024), Audit((), 0, ()), {"公开06": grid})
    (cell,) = _parse(page).xpath("//td[@id='t6-C9']")
    assert cell.text_content() == "12.34"
    assert cell.getparent()[0].text_content() == "合计"


def test_amounts_in_yuan_are_shown_as_the_file_has_them() -> None:
    folder = DATA.parent / "samples" / "元单位2024"
    tree = _parse(format_report(check(folder), CheckFormat.HTML).decode())
    lines = tree.xpath(f"//section[@id='t1']//p{_of_class('lines')}")[0].text_content()
    assert "单位：元" in lines
    amounts = [
        Decimal(t.replace(",", "")) for t in _amounts(tree, 1).values() if _AMOUNT.fullmatch(t)
    ]
    assert max(amounts) > 1_000_000


def test_hostile_text_stays_text() -> None:
    place = Place(_EVIL, 1, 1, "公开01", _EVIL, _EVIL)
    grid = Grid(
        title=_EVIL,
        number=_EVIL,
        department=_EVIL,
        year=_EVIL,
        unit=_EVIL,
        widths=(1, 1),
        rows=(
            (GridCell(_EVIL, Role.TABLE_HEAD, columns=2, align=_EVIL),),
            (GridCell(_EVIL, place=place._replace(column_number=0)), GridCell(_EVIL, place=place)),
        ),
        head_rows=1,
        landscape=False,
        notes=(_EVIL,),
    )
    finding = Finding(
        _EVIL,
        FindingClass.FORMAT,
        Severity.ERROR,
        _EVIL,
        (place, Place(section=_EVIL, quote=_EVIL), Place(table="公开01")),
        formula=_EVIL,
        found_text=_EVIL,
        also=(_EVIL,),
    )
    audit = Audit((finding,), 1, (Unchecked(_EVIL, _EVIL),))
    tree = _parse(format_audit_page(Identity(_EVIL, 2024), audit, {"公开01": grid}))
    assert tree.xpath("//img") == []
    assert len(tree.xpath("//script")) == 1
    assert [key for element in tree.iter() for key in element.attrib if key.startswith("on")] == []
    (item,) = _listed(tree)
    assert item.text_content().count(_EVIL) >= 7
    assert tree.xpath("//td/button")[0].text_content() == _EVIL
    assert tree.xpath("//td/@style") == []
