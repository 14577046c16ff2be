"""The page of `review --format html`, read back as a parser sees it."""

import base64
import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement
from support.folders import SAMPLES, copy_data
from support.submitted import (
    SAMPLE,
    right_text,
    right_total,
    total_address,
    write_text,
    wrong_text,
    wrong_total,
)

import generator
from generator.figures.explain import explain_figure
from generator.model.review import Review
from generator.model.reviewed_file import ReviewedFile, SkippedFile
from generator.model.submission import Standing
from generator.reporting.review_index import format_review_index
from generator.reporting.review_links import PLACE, PageLinks, PageName, set_links
from generator.reporting.review_page import format_review_page
from generator.reporting.review_summary import summarise
from generator.version import __version__

_EVIL = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>&amp;</script>{{ 7*7 }}"
_LEFT = "//div[@class='theirs']"
_RIGHT = "//div[@class='ours']"


def _review(path: Path, data: Path | None = None) -> ReviewedFile:
    return ReviewedFile(path.name, path, generator.review(path, data=data))


def _page(one: ReviewedFile) -> str:
    assert one.review is not None
    return format_review_page(one, one.review, explain_figure)


def _parse(page: str) -> HtmlElement:
    return lxml.html.document_fromstring(page)


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> ReviewedFile:
    folder = tmp_path_factory.mktemp("送审")
    return _review(write_text(folder / "送审.txt", wrong_text()), SAMPLE)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> ReviewedFile:
    """A document over tables with many errors, without data: 目录, tables and all parts."""
    folder = tmp_path_factory.mktemp("送审")
    path = folder / "送审.docx"
    generator.build(copy_data(folder / "数据", SAMPLES / "孟津2024-原样"), docx=path)
    return _review(path)


@pytest.fixture(scope="module", params=["wrong", "faulty"])
def one(request: pytest.FixtureRequest) -> ReviewedFile:
    found: ReviewedFile = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def tree(one: ReviewedFile) -> HtmlElement:
    return _parse(_page(one))


def _of_class(name: str) -> str:
    return f"[contains(concat(' ', @class, ' '), ' {name} ')]"


def _reviewed(one: ReviewedFile) -> Review:
    assert one.review is not None
    return one.review


def _data(tree: HtmlElement) -> Any:
    return json.loads(tree.xpath("string(//script[@id='numbers'])"))


def test_the_page_asks_for_nothing_and_runs_only_its_own_script(tree: HtmlElement) -> None:
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script[not(@type)]"):
        (text,) = tree.xpath(f"//{tag}/text()")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not tree.xpath("//@src | //link | //@style | //@onclick")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    names = tree.xpath("//@id")
    assert len(names) == len(set(names))


def test_head_has_verdict_version_year_and_what_is_unchecked(
    tree: HtmlElement, one: ReviewedFile
) -> None:
    header = tree.xpath("string(//header)")
    assert f"gen-narrative {__version__}，按 2024 年度决算公开的规则" in header
    assert _reviewed(one).verdict in header
    assert _reviewed(one).shares in header
    assert "公开时限" in header


def test_every_finding_is_listed_once_and_leads_to_its_mark(
    tree: HtmlElement, one: ReviewedFile
) -> None:
    listed = tree.xpath(f"//li{_of_class('finding')}")
    assert [item.get("id") for item in listed] == [f"f{n}" for n in range(1, len(listed) + 1)]
    assert len(listed) == len(set(_reviewed(one).findings))
    for item in listed:
        number = item.get("id")[1:]
        marks = tree.xpath(f"//main//*[contains(concat(' ', @data-findings, ' '), ' {number} ')]")
        assert bool(item.xpath(f".//a{_of_class('go')}")) == bool(marks), number


def test_the_list_runs_as_the_text_does(tree: HtmlElement) -> None:
    order = [
        int(number) for marks in tree.xpath("//main//@data-findings") for number in marks.split()
    ]
    first = list(dict.fromkeys(order))
    starts = [number for number in first if tree.xpath(f"//*[@id='m{number}']")]
    in_order = sum(a < b for a, b in pairwise(starts))
    assert in_order >= len(starts) - 2  # 目录 and headings may name a section ahead of it


def test_all_of_the_submitted_narrative_is_shown_as_it_is(
    tree: HtmlElement, one: ReviewedFile
) -> None:
    """Without what we put in (应为 …) the left side is the text of the file, section by section."""
    for ours in tree.xpath(f"{_LEFT}//ins | {_LEFT}//*[contains(@class, 'caret')]"):
        ours.drop_tree()
    shown = [p.text_content() for p in tree.xpath(f"{_LEFT}/p[@class!='lacking']")]
    submission = _reviewed(one).submission
    expected = []
    for section in submission.sections:
        expected.append(section.heading.text)
        expected += [paragraph.passage.text for paragraph in section.paragraphs]
    assert len(expected) > 40
    remaining = iter(shown)
    assert all(text in remaining for text in expected)


def test_every_number_that_states_something_opens_a_panel(
    tree: HtmlElement, one: ReviewedFile
) -> None:
    standings = {
        Standing.MATCHED: "matched",
        Standing.RECOMPUTED: "recomputed",
        Standing.UNCHECKED: "unchecked",
    }
    narrative = {p.passage.locator for p in _reviewed(one).submission.paragraphs()}
    verdicts = [v for v in _reviewed(one).verdicts if v.locator in narrative]
    for standing, name in standings.items():
        shown = tree.xpath(f"{_LEFT}//*[@data-standing='{name}']")
        assert len(shown) >= sum(v.standing is standing for v in verdicts) * 0.95
    figures = _data(tree)["figures"]
    for number in tree.xpath("//*[@data-figure]"):
        assert 0 <= int(number.get("data-figure")) < len(figures)
        assert number.get("role") == "button"


def test_a_wrong_number_stands_beside_the_right_one(wrong: ReviewedFile) -> None:
    tree = _parse(_page(wrong))
    (mark,) = tree.xpath(f"{_LEFT}//span{_of_class('error')}")
    assert mark.text_content() == wrong_total()
    (correction,) = tree.xpath(f"{_LEFT}//ins")
    assert correction.text_content() == right_total()
    assert correction.getprevious() is mark
    (ours,) = tree.xpath(f"{_RIGHT}//span{_of_class('differs')}")
    assert ours.text_content() == right_total()
    row = mark.xpath(f"ancestor::div{_of_class('row')}")[0]
    assert ours.xpath(f"ancestor::div{_of_class('row')}")[0] is row
    data = _data(tree)
    figure = data["figures"][int(ours.get("data-figure"))]
    ((_, _, cell),) = figure["sources"]
    assert data["cells"][cell]["file"] == "公开01.csv"
    assert data["cells"][cell]["address"] == total_address()


def test_clauses_stand_side_by_side(wrong: ReviewedFile) -> None:
    """Our own text with one wrong number: each paragraph beside the same one."""
    tree = _parse(_page(wrong))
    for added in tree.xpath(f"{_LEFT}//ins"):
        added.drop_tree()
    pairs = 0
    for row in tree.xpath(f"//div{_of_class('row')}[div[@class='ours']/p]"):
        left, right = (
            "".join(row.xpath(f"string(div[@class='{side}'])").split())
            for side in ("theirs", "ours")
        )
        if "【待补充" not in right:
            assert left.replace(wrong_total(), right_total()) == right
            pairs += 1
    assert pairs > 40


def test_a_missing_section_shows_what_should_stand_there(tmp_path: Path) -> None:
    lines = right_text().splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("十一、"))
    end = next(n for n, line in enumerate(lines) if line.startswith("十二、"))
    text = "\n".join(lines[:start] + lines[end:])
    tree = _parse(_page(_review(write_text(tmp_path / "缺.txt", text), SAMPLE)))
    (note,) = tree.xpath("//p[@class='note'][contains(., '没有找到这一节')]")
    band = note.getparent()
    assert "".join(lines[start + 1].split()) in "".join(band.text_content().split())
    titles = tree.xpath("//nav[@class='jump']/a/text()")
    numbers = [title.partition("、")[0] for title in titles if "、" in title]
    assert numbers.index("十一") == numbers.index("十") + 1


def test_filters_know_every_severity_and_class(tree: HtmlElement, one: ReviewedFile) -> None:
    buttons = tree.xpath("//p[@class='severities']/button/@data-severity")
    assert buttons == ["", *dict.fromkeys(sorted(
        {f.severity.value for f in _reviewed(one).findings},
        key=("error", "warning", "info").index,
    ))]  # fmt: skip
    options = tree.xpath("//select/option[@value!='']")
    counts = {option.get("value"): int(option.text.split()[-1]) for option in options}
    found = [finding.finding_class.value for finding in _reviewed(one).findings]
    assert counts == {kind: found.count(kind) for kind in found}


def test_hostile_text_is_text(tmp_path: Path) -> None:
    text = wrong_text().replace("主要原因是", f"主要原因是{_EVIL}", 3)
    path = write_text(tmp_path / "送审.txt", text)
    one = ReviewedFile(_EVIL, path, generator.review(path, data=SAMPLE), gone=(_EVIL,))
    page = _page(one)
    tree = _parse(page)
    assert len(tree.xpath("//script")) == 2
    assert not tree.xpath("//img")
    assert tree.xpath(f"string({_LEFT}//p[contains(., 'alert(1)')])")
    assert "{{ 7*7 }}" in tree.xpath("string(//h1)")
    index = _parse(
        format_review_index(
            [summarise(one), summarise(ReviewedFile(f"2{_EVIL}", path, None, _EVIL))],
            {_EVIL: _EVIL},
            [SkippedFile(_EVIL, _EVIL)],
        )
    )
    assert len(index.xpath("//script")) == 1
    assert not index.xpath("//img")
    (link,) = index.xpath("//a/@href")
    assert "<" not in link


def test_the_index_names_all_and_links_what_has_a_page(wrong: ReviewedFile) -> None:
    lost = ReviewedFile("坏.docx", Path("坏.docx"), None, "文件已损坏")
    files = [summarise(wrong), summarise(lost)]
    page = format_review_index(files, {wrong.name: "送审-审核.html"})
    tree = _parse(page)
    first, second = tree.xpath("//tbody/tr")
    assert first.xpath("string(td[@class='verdict-cell'])") == "错误"
    assert "文件已损坏" in second.text_content()
    assert len(first.xpath(".//a")) == 1
    assert not second.xpath(".//a")
    assert __version__ in tree.xpath("string(//header)")
    assert "1 份无法审核" in tree.xpath("string(//header)")


def test_a_page_among_others_is_the_same_but_for_its_links(wrong: ReviewedFile) -> None:
    assert wrong.review is not None
    alone = format_review_page(wrong, wrong.review, explain_figure)
    among = format_review_page(wrong, wrong.review, explain_figure, among_others=True)
    assert PLACE not in alone
    assert among.count(PLACE) == 2
    assert among.replace(f"{PLACE}\n", "") == alone


def test_links_lead_to_the_index_and_to_the_pages_before_and_after() -> None:
    page = f"<header>{PLACE}</header><main>{PLACE}</main>".encode()
    links = PageLinks("index.html", 2, 3, PageName("甲 #1-审核.html", _EVIL), None)
    tree = _parse(set_links(page, links).decode())
    assert len(tree.xpath("//nav")) == 2
    assert tree.xpath("//header//a/@href") == [
        "index.html",
        "%E7%94%B2%20%231-%E5%AE%A1%E6%A0%B8.html",
    ]
    assert tree.xpath("//header//a/@rel") == ["prev"]
    assert tree.xpath("string(//header//a[@rel])") == f"上一份：{_EVIL}"
    assert "第 2 页，共 3 页" in tree.xpath("string(//header)")
    assert not tree.xpath("//img")


def test_a_section_in_running_sentences_is_shown_once_under_a_short_title(tmp_path: Path) -> None:
    """A paragraph that opens its section is not its heading too; parts of it are not missing."""
    paragraph = (
        "（二）2024年度本年收入804.50万元，比2023年增加24.89万元，增长3.19%，"
        "其中：财政拨款收入804.50万元，占100.00%。"
    )
    file = tmp_path / "送审.txt"
    file.write_text(
        "第三部分 2024年度部门决算情况说明\n（一）收入总计804.50万元，支出总计804.50万元。\n"
        f"{paragraph}\n（三）2024年度本年支出755.63万元，其中：基本支出477.94万元，占63.25%。\n",
        encoding="utf-8",
    )
    page = _parse(_page(_review(file, SAMPLE)))
    shown = [p.text_content().strip() for p in page.xpath(f"{_LEFT}//p")]
    assert [text for text in shown if text.startswith("（二）")] == [paragraph]
    links = page.xpath("//nav[@class='jump']/a/text()")
    assert max(map(len, links)) < 40
