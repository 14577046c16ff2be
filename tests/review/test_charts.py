"""A chart is part of the text: what is drawn, typed on it and kept behind it must agree."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from review.charted import Series, write_charted

from generator.model.review import Review
from generator.model.submission import Standing
from generator.tasks.review import review_file

_CAPTION = "图2 支出决算结构图"
_LINES = (
    "江河市某某局2024年度部门决算",
    "第三部分 2024年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "2024年度收、支总计均为500.00万元。与2023年度相比，收、支总计各增加100.00万元，增长25.00%。",
    "三、支出决算情况说明",
    "2024年度支出合计500.00万元，其中：基本支出300.10万元，占60.02%；项目支出199.90万元，占39.98%。",
    _CAPTION,
)
_IN_TEXT = 8  # numbers of these lines
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea735810d0000000049454e44ae426082"
)
_POINTS = (("基本支出", "300.1"), ("项目支出", "199.9"))
_CELLS = (("基本支出", 300.1), ("项目支出", 199.9))


def _review(folder: Path, *series: Series) -> Review:
    return review_file(write_charted(folder / "图.docx", _LINES, _CAPTION, series))


def _of_charts(review: Review) -> list[str]:
    return [f.message for f in review.findings if _CAPTION in f.message]


@pytest.mark.parametrize(
    "series",
    [
        Series("金额（万元）", _POINTS, cells=_CELLS),
        Series("金额（万元）", _POINTS, ("基本支出 60.02%", "项目支出 39.98%"), _CELLS),
        Series("金额（万元）", _POINTS, ("60%", "40%")),
        Series("金额（万元）", _POINTS, ("300.10万元", "199.90万元")),
        Series("金额（元）", (("基本支出", "3001000"), ("项目支出", "1999000"))),
        Series("支出", (("基本支出", "3001000"), ("项目支出", "1999000"))),
        Series("占比", (("基本支出", "60.02"), ("项目支出", "39.98"))),
        Series("占比", (("基本支出", "0.6002"), ("项目支出", "0.3998")), code="0.00%"),
        Series("支出", (("基本支出（万元）", "300"), ("项目支出（万元）", "200"))),
        Series("金额（亿元）", (("基本支出", "0.03"), ("项目支出", "0.02"))),
        Series(
            "支出", (("基本支出300.10万元，60.02%", "300.10000000000002"), ("项目支出", "199.9"))
        ),
    ],
)
def test_a_chart_that_agrees_is_checked(tmp_path: Path, series: Series) -> None:
    review = _review(tmp_path, series)
    assert not _of_charts(review)
    named = sum(len(_NUMBER.findall(name)) for name, _ in series.points)
    drawn = len(series.points) + len(series.labels) + len(series.cells) + named
    assert review.standings == {Standing.RECOMPUTED: _IN_TEXT + drawn}


@pytest.mark.parametrize(
    ("series", "words"),
    [
        (Series("金额（万元）", (("基本支出", "301.1"), ("项目支出", "199.9"))), "301.1"),
        (Series("金额（万元）", _POINTS, ("基本支出 62.02%", "项目支出 39.98%")), "62.02%"),
        (Series("金额（万元）", _POINTS, ("300.10", "199.09")), "199.09"),
        (
            Series("金额（万元）", _POINTS, cells=(_CELLS[0], ("项目支出", 199.8))),
            "199.8",
        ),
        (
            Series("金额（万元）", _POINTS, cells=(("人员支出", 300.1), ("项目支出", 199.9))),
            "人员支出",
        ),
        (Series("占比", (("基本支出", "60.20"), ("项目支出", "39.98"))), "60.2"),
        (Series("金额（万元）", (("项目支出", "300.1"), ("基本支出", "199.9"))), "300.1"),
        (Series("金额（元）", _POINTS), "300.1"),
        (Series("占比", (("基本支出", "0.6002"), ("项目支出", "0.3989")), code="0.00%"), "39.89"),
    ],
)
def test_a_chart_that_differs_is_named(tmp_path: Path, series: Series, words: str) -> None:
    review = _review(tmp_path, series)
    found = _of_charts(review)
    assert found
    assert any(words in message for message in found)
    charts = [mark for mark in review.marks if _CAPTION in mark.finding.message]
    assert {mark.finding.code for mark in charts} == {"R16"}
    assert all(mark.replacement is None for mark in charts)
    assert all(mark.passage and mark.passage.text == _CAPTION for mark in charts)


def test_last_year_is_not_compared_with_this_years_text(tmp_path: Path) -> None:
    last = Series("2023年度", (("基本支出", "250"), ("项目支出", "150")))
    review = _review(tmp_path, Series("2024年度", _POINTS), last)
    assert not [message for message in _of_charts(review) if "250" in message]
    assert {"基本支出 250", "项目支出 150"} <= {number.text for number in review.open_numbers}


def test_a_share_that_is_not_that_of_its_number_is_named(tmp_path: Path) -> None:
    """Of names that the text does not have, the chart's own numbers tell."""
    points = (("培训", "30"), ("会议", "70"))
    review = _review(tmp_path, Series("金额", points, ("30%", "60%")))
    assert any("60%" in message and "70" in message for message in _of_charts(review))


def test_a_chart_that_is_a_picture_is_named(tmp_path: Path) -> None:
    document = Document()
    for line in _LINES:
        if line == _CAPTION:
            document.add_picture(BytesIO(_PICTURE))
        document.add_paragraph(line)
    path = tmp_path / "图片.docx"
    document.save(str(path))
    (found,) = [f for f in review_file(path).findings if f.code == "R24"]
    assert _CAPTION in found.message
    assert "没有读" in found.message


def test_a_number_of_a_chart_is_counted_once(tmp_path: Path) -> None:
    with_chart = _review(tmp_path, Series("金额（万元）", _POINTS, cells=_CELLS))
    path = tmp_path / "无图.txt"
    path.write_text("\n".join(_LINES), encoding="utf-8")
    without = review_file(path)
    more = sum(with_chart.standings.values()) - sum(without.standings.values())
    assert more == 2 * len(_POINTS)
    assert without.standings == {Standing.RECOMPUTED: _IN_TEXT}
    assert with_chart.standings == {Standing.RECOMPUTED: _IN_TEXT + more}
