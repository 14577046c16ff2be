"""Which drawings are read, how often, with which caption, and how many at most."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from review.charted import Series, write_charted
from review.repacked import DOCUMENT, LINKS, linked, repack

from generator.model.passage import Aside
from generator.model.submission import Standing
from generator.tasks.review import review_file
from generator.tasks.submitted import read_material

_FIRST, _SECOND = "图1 收入决算结构图", "图2 支出决算结构图"
_LINES = (
    "江河市某某局2024年度部门决算",
    "第三部分 2024年度部门决算情况说明",
    "二、收入决算情况说明",
    "2024年度收入合计500.00万元，其中：财政拨款收入420.00万元，占84.00%；其他收入80.00万元，占16.00%。",
    _FIRST,
    "三、支出决算情况说明",
    "2024年度支出合计500.00万元，其中：基本支出300.10万元，占60.02%；项目支出199.90万元，占39.98%。",
    _SECOND,
)
_SPENDING = Series("金额（万元）", (("基本支出", "300.1"), ("项目支出", "199.9")))


def _write(folder: Path, *series: Series, lines: tuple[str, ...] = _LINES) -> Path:
    return write_charted(folder / "图.docx", lines, _SECOND, series or (_SPENDING,))


def _change(path: Path, change: Callable[[etree._Element], None]) -> Path:
    def rewrite(old: bytes) -> bytes:
        root = etree.fromstring(old)
        change(root)
        return etree.tostring(root)

    return repack(path, {DOCUMENT: rewrite})


def _charts(path: Path) -> list[Aside]:
    return [aside for aside in read_material(path).beside.asides if aside.where.startswith("图")]


def _drawing(root: etree._Element) -> etree._Element:
    (run,) = (one for one in root.iter("{*}r") if one.find("{*}drawing") is not None)
    return run


def _wrap(element: etree._Element, *tags: str) -> etree._Element:
    """Put an element into new ones, the outermost first, and return the outermost."""
    parent = element.getparent()
    assert parent is not None
    place = parent.index(element)
    outer = inner = etree.Element(tags[0])
    for tag in tags[1:]:
        inner = etree.SubElement(inner, tag)
    inner.append(element)
    parent.insert(place, outer)
    return outer


_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_a_chart_with_its_copy_for_older_programs_is_one(tmp_path: Path) -> None:
    def change(root: etree._Element) -> None:
        run = _drawing(root)
        copy = etree.fromstring(etree.tostring(run))
        both = _wrap(run, f"{_MC}AlternateContent", f"{_MC}Choice")
        etree.SubElement(both, f"{_MC}Fallback").append(copy)

    (chart,) = _charts(_change(_write(tmp_path), change))
    assert chart.caption == _SECOND
    assert len(chart.points) == 2


def test_the_picture_of_a_chart_for_older_programs_is_none(tmp_path: Path) -> None:
    def change(root: etree._Element) -> None:
        both = _wrap(_drawing(root), f"{_MC}AlternateContent", f"{_MC}Choice")
        fallback = etree.SubElement(both, f"{_MC}Fallback")
        run = etree.SubElement(fallback, f"{_W}r")
        etree.SubElement(run, "{urn:schemas-microsoft-com:vml}imagedata").set("id", "rId88")

    path = _change(_write(tmp_path), change)
    assert [aside.where for aside in _charts(path)] == ["图表 1"]
    assert read_material(path).beside.pictures == 0


@pytest.mark.parametrize("name", ["del", "moveFrom"])
def test_a_deleted_chart_is_not_read(name: str, tmp_path: Path) -> None:
    def change(root: etree._Element) -> None:
        _wrap(_drawing(root), f"{_W}{name}")

    assert _charts(_change(_write(tmp_path), change)) == []


def _again(root: etree._Element, before: str) -> None:
    """Put the chart a second time before a line."""
    paragraph = next(_drawing(root).iterancestors("{*}p"))
    copy = etree.fromstring(etree.tostring(paragraph))
    line = next(p for p in root.iter("{*}p") if "".join(p.itertext()) == before)
    line.addprevious(copy)


def test_a_chart_that_stands_twice_is_read_twice(tmp_path: Path) -> None:
    path = _change(_write(tmp_path), lambda root: _again(root, _FIRST))
    assert [chart.caption for chart in _charts(path)] == [_FIRST, _SECOND]
    assert [chart.where for chart in _charts(path)] == ["图表 1", "图表 2"]
    assert not [m for m in review_file(path).marks if m.finding.message.startswith("“图")]


def test_a_chart_that_stands_twice_is_held_against_the_text_of_both_places(tmp_path: Path) -> None:
    """The second section says of 基本支出 what the chart says, the first does not."""
    said = "2024年度支出合计500.00万元，其中：基本支出310.10万元，项目支出189.90万元。"
    path = _write(tmp_path, lines=(*_LINES[:3], said, *_LINES[4:]))
    path = _change(path, lambda root: _again(root, _FIRST))
    found = [m for m in review_file(path).marks if m.finding.message.startswith("“图")]
    assert {m.passage.text for m in found if m.passage} == {_FIRST}
    assert {m.finding.message.partition("：")[0] for m in found} == {
        f"“{_FIRST}”的“基本支出”",
        f"“{_FIRST}”的“项目支出”",
    }


def test_the_same_caption_twice_is_each_time_its_own_place(tmp_path: Path) -> None:
    wrong = Series("金额（万元）", (("基本支出", "301.1"), ("项目支出", "199.9")))
    path = _write(tmp_path, wrong, lines=(*_LINES, "基本支出见上图。", _SECOND))
    charts = _charts(path)
    assert len({chart.locator for chart in charts}) == len(charts) == 2


def _captions(folder: Path, order: str) -> list[str]:
    """Return the captions of the charts C of a run of charts, captions a b c and text."""
    path = _write(folder)

    def change(root: etree._Element) -> None:
        chart = next(_drawing(root).iterancestors("{*}p"))
        last = next(p for p in root.iter("{*}p") if "".join(p.itertext()) == _SECOND)
        for sign in order:
            new = etree.fromstring(etree.tostring(chart))
            if sign != "C":
                words = {"-": "", ".": "本年收入支出如下。"}.get(
                    sign, f"图{'abc'.find(sign) + 5} {sign}决算结构图"
                )
                for run in new.findall("{*}r"):
                    new.remove(run)
                run = etree.SubElement(new, f"{_W}r")
                etree.SubElement(run, f"{_W}t").text = words
            last.addprevious(new)
        for gone in (chart, last):
            gone.getparent().remove(gone)

    return [
        "".join(s for s in chart.caption if s in "abc") or "-"
        for chart in _charts(_change(path, change))
    ]


@pytest.mark.parametrize(
    ("order", "captions"),
    [
        (".CaCb.", "ab"),
        (".aCbC.", "ab"),
        (".CaC.", "a-"),
        (".aC.Cb.", "ab"),
        (".CCab.", "ab"),
        (".CCa.", "-a"),
        (".aCCb.", "ab"),
        (".C-a.C-b.", "ab"),
        (".C--a.", "-"),
        (".C.a", "-"),
        (".aCb.", "b"),
        (".CCCabc.", "abc"),
    ],
)
def test_a_caption_belongs_to_one_chart(order: str, captions: str, tmp_path: Path) -> None:
    assert _captions(tmp_path, order) == list(captions)


def test_series_without_names_are_told_apart(tmp_path: Path) -> None:
    shares = Series("", (("基本支出", "60.02"), ("项目支出", "39.98")))
    amounts = Series("", (("基本支出", "300.1"), ("项目支出", "199.8")))
    review = review_file(_write(tmp_path, shares, amounts))
    found = [f.message for f in review.findings if f.message.startswith(f"“{_SECOND}”")]
    assert len(found) == 1
    assert "199.8" in found[0]
    assert "39.98" not in found[0].partition("正文")[0]
    assert review.standings[Standing.RECOMPUTED] >= 3


def test_a_chart_of_too_many_points_is_named_in_time(tmp_path: Path) -> None:
    many = Series("金额（万元）", [(f"项{at}", "1.5") for at in range(60_000)])
    path = _write(tmp_path, many)
    start = time.process_time()
    review = review_file(path)
    assert time.process_time() - start < 10
    assert [_SECOND in blind and "过多" in blind for blind in review.blind] == [True]


def test_cells_that_many_series_share_are_bounded(tmp_path: Path) -> None:
    """Each of these series refers to the same thousands of cells."""
    rows = [(f"项{at}", 1.5) for at in range(2_000)]
    first = Series("甲", [(name, "1.5") for name, _ in rows], cells=rows)

    def multiply(old: bytes) -> bytes:
        start, end = old.index(b"<c:ser>"), old.index(b"</c:ser>") + len(b"</c:ser>")
        cache = old[start:end]
        bare = cache[: cache.index(b"<c:strCache>")] + b"</c:strRef></c:cat>"
        values = b"<c:val><c:numRef><c:f>Sheet!$B$2:$B$2001</c:f></c:numRef></c:val></c:ser>"
        return old[:end] + (bare + values) * 20_000 + old[end:]

    path = repack(_write(tmp_path, first), {"word/charts/c.xml": multiply})
    start = time.process_time()
    (chart,) = _charts(path)
    assert time.process_time() - start < 10
    assert chart.is_lost
    assert not chart.points


def test_more_charts_than_are_read_are_told(tmp_path: Path) -> None:
    def change(root: etree._Element) -> None:
        for _ in range(399):
            paragraph = next(next(root.iter("{*}drawing")).iterancestors("{*}p"))
            paragraph.addnext(etree.fromstring(etree.tostring(paragraph)))

    charts = _charts(_change(_write(tmp_path), change))
    assert len(charts) == 201
    assert charts[-1].is_lost
    assert "200" in charts[-1].unread


def test_a_chart_that_the_text_does_not_show_is_read_last(tmp_path: Path) -> None:
    path = repack(
        _write(tmp_path),
        {
            LINKS: linked("rId78", "chart", "charts/d.xml"),
            "word/charts/d.xml": b"<c><ser><val><pt idx='0'><v>7</v></pt></val></ser></c>",
        },
    )
    assert [[point.value for point in chart.points] for chart in _charts(path)] == [
        ["300.1", "199.9"],
        ["7"],
    ]
