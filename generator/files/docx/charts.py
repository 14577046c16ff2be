"""The charts of a submitted .docx: what is drawn, what is written on them, the sheet behind."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from generator.files.docx.chart_sheets import read_cells, sheet_points
from generator.files.docx.chart_texts import find_series, find_words, points_of
from generator.files.docx.drawings import Caption, find_drawings
from generator.files.docx.package import DAMAGED, RefusedError
from generator.files.docx.parts import find_targets, parse_part, word_damage
from generator.model.passage import Aside, ChartPoint

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable, Iterator

    from generator.files.docx.parts import SubmissionParts

_KINDS = frozenset({"chart", "chartEx"})
# Of all charts of a file; one that people read has some ten points.
_MOST_CHARTS = 200
_MOST_POINTS = 10_000
_MOST_CHARACTERS = 500_000
_TOO_MUCH = f"图中的数和文字过多（全部的图最多读 {_MOST_POINTS} 个数），没有读"


class _Chart(NamedTuple):
    """What a chart says; `unread` is what of it could not be read."""

    words: str = ""
    points: tuple[ChartPoint, ...] = ()
    unread: str = ""


def read_charts(archive: zipfile.ZipFile, parts: SubmissionParts) -> Iterator[Aside]:
    """Yield each chart with its numbers and those of the sheet behind it, then diagrams.

    They come in the order of the text, as often as they stand there; charts that are pictures are
    named among them. Last come those that the text does not show, unless they are deleted in it.
    """
    links = parts.links
    drawings = find_drawings(parts.document)
    reader = _Reader(archive)
    pictured: set[str] = set()
    for drawing in drawings:
        caption = drawing.caption
        link = links.get(drawing.link)
        if not drawing.is_seen:
            continue
        if drawing.is_chart or (link is not None and link.kind in _KINDS):
            yield from reader.read(link.target if link is not None else "", caption)
        elif drawing.link and caption.text and caption.locator not in pictured:
            pictured.add(caption.locator)
            why = "图是图片，图中的数没有读"
            yield Aside("图片", caption=caption.text, unread=why, locator=caption.locator)
    drawn = {links[drawing.link].target for drawing in drawings if drawing.link in links}
    charts = {link.target for link in links.values() if link.kind in _KINDS}
    for part in sorted(charts - drawn):
        yield from reader.read(part, Caption())
    for part in dict.fromkeys(link.target for link in links.values() if link.kind == "diagramData"):
        yield reader.read_diagram(part)


class _Reader:
    """Reads each part once, and all of them within the bounds of one file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._known: dict[str, _Chart] = {}
        self._charts = 0
        self._points = _MOST_POINTS
        self._characters = _MOST_CHARACTERS

    def read(self, part: str, caption: Caption) -> Iterator[Aside]:
        """Yield the chart that stands in a part; behind the last that is read, say so once."""
        self._charts += 1
        if self._charts > _MOST_CHARTS:
            if self._charts == _MOST_CHARTS + 1:
                why = f"文件中的图超过 {_MOST_CHARTS} 个，后面的没有读"
                yield Aside("图表", unread=why, is_lost=True)
            return
        if part not in self._known:
            self._known[part] = self._read_part(part)
        chart = self._within(self._known[part])
        yield Aside(
            f"图表 {self._charts}",
            chart.words,
            chart.points,
            caption=caption.text,
            unread=chart.unread,
            locator=caption.locator,
            is_lost=bool(chart.unread),
        )

    def read_diagram(self, part: str) -> Aside:
        """Return the words of a diagram."""
        try:
            chart = _Chart("\n".join(find_words(parse_part(self._archive.read(part)))))
        except DAMAGED as error:
            chart = _Chart(unread=f"{part} {word_damage(error)}")
        words, _, unread = self._within(chart)
        return Aside("示意图（SmartArt）", words, unread=unread, is_lost=bool(unread))

    def _read_part(self, part: str) -> _Chart:
        if not part:
            return _Chart(unread="图的内容不在文件中，读不出")
        try:
            return _read_chart(self._archive, part)
        except DAMAGED as error:
            return _Chart(unread=f"{part} {word_damage(error)}")

    def _within(self, chart: _Chart) -> _Chart:
        """Return a chart, or that it is more than is still read of this file."""
        points = len(chart.points)
        characters = len(chart.words) + sum(map(_length, chart.points))
        if points > self._points or characters > self._characters:
            return _Chart(unread=_TOO_MUCH)
        self._points -= points
        self._characters -= characters
        return chart


def _read_chart(archive: zipfile.ZipFile, part: str) -> _Chart:
    """Return what a part says; what is larger than all that is read is a RefusedError."""
    root = parse_part(archive.read(part))
    targets = find_targets(archive, part)
    words = find_words(root)
    unread = []
    if "chartUserShapes" in targets:
        try:
            words += find_words(parse_part(archive.read(targets["chartUserShapes"])))
        except DAMAGED as error:
            unread.append(f"画在图上的文字{word_damage(error)}")
    series = find_series(root)
    cells = None
    if "package" in targets:
        try:
            cells = read_cells(archive.read(targets["package"]))
        except DAMAGED as error:
            unread.append(f"图后面的数据表{word_damage(error)}")
    behind = () if cells is None else sheet_points(series, cells)
    points = _take(chain(points_of(root, series), behind))
    return _Chart("\n".join(words), points, "；".join(unread))


def _take(points: Iterable[ChartPoint]) -> tuple[ChartPoint, ...]:
    """Return the points, as long as there are not more than are read of a whole file."""
    taken = []
    characters = 0
    for point in points:
        taken.append(point)
        characters += _length(point)
        if len(taken) > _MOST_POINTS or characters > _MOST_CHARACTERS:
            raise RefusedError(_TOO_MUCH)
    return tuple(taken)


def _length(point: ChartPoint) -> int:
    return len(point.name) + len(point.value) + len(point.series)
