"""The markup of a chart: its series, the numbers that it has stored as drawn, words and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.decoding import fold_radicals
from generator.base.money import from_spreadsheet
from generator.files.docx.characters import show
from generator.files.docx.markup import local_name, shown
from generator.model.passage import ChartPoint, ChartSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree


class Series(NamedTuple):
    """A series by its number in the chart: its name, what has its names and what its numbers."""

    number: int
    title: str
    element: etree._Element
    names: etree._Element | None
    values: etree._Element | None


def find_series(root: etree._Element) -> list[Series]:
    """Return the series of a chart in their order."""
    return [
        Series(number, _title(element), element, *_axes(element))
        for number, element in enumerate(root.iter("{*}ser", "{*}series"))
    ]


def _title(series: etree._Element) -> str:
    title = series.find("{*}tx")
    texts = () if title is None else title.iter("{*}v")
    return "".join(element.text or "" for element in texts).strip()


def _axes(series: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """Return what has the names of a series and what has its numbers."""
    names = series.find("{*}cat")
    values = series.find("{*}val")
    return (
        names if names is not None else series.find("{*}xVal"),
        values if values is not None else series.find("{*}yVal"),
    )


def find_words(root: etree._Element) -> list[str]:
    """Return the texts of a chart or diagram that are not those of a point."""
    return [
        clean_text(element.text)
        for element in shown(root, "t")
        if element.text
        and element.text.strip()
        and not any(local_name(up) == "dLbl" for up in element.iterancestors())
    ]


def points_of(root: etree._Element, series: Sequence[Series]) -> Iterator[ChartPoint]:
    """Yield the points that are drawn, then the labels that stand in place of their numbers."""
    for one in series:
        yield from _drawn(one)
    titles = {
        link.get("val"): one.title for one in series for link in one.element.iterfind("{*}dataId")
    }
    for number, data in enumerate(root.iterfind(".//{*}chartData/{*}data")):
        yield from _drawn_extended(data, number, titles.get(data.get("id"), ""))
    for one in series:
        yield from _labels(one)


def _drawn(series: Series) -> Iterator[ChartPoint]:
    names, values = _cached(series.names), _cached(series.values)
    is_share = series.values is not None and any(
        "%" in (code.text or "") for code in series.values.iter("{*}formatCode")
    )
    for index in sorted(names.keys() | values.keys()):
        yield ChartPoint(
            names.get(index, ""),
            plain_number(values.get(index, "")),
            series.title,
            index,
            is_share=is_share,
            number=series.number,
        )


def _drawn_extended(data: etree._Element, number: int, title: str) -> Iterator[ChartPoint]:
    """Yield the points of a chart of the newer kinds (treemap, waterfall, funnel …)."""
    names: dict[int, str] = {}
    values: dict[int, str] = {}
    for found, kind in ((names, "strDim"), (values, "numDim")):
        for point in (p for dim in data.iter(f"{{*}}{kind}") for p in dim.iter("{*}pt")):
            found.setdefault(_index(point.get("idx")), (point.text or "").strip())
    for index in sorted(names.keys() | values.keys()):
        value = plain_number(values.get(index, ""))
        yield ChartPoint(names.get(index, ""), value, title, index, number=number)


def _labels(series: Series) -> Iterator[ChartPoint]:
    """Yield the labels that were typed, or taken from cells, in place of the numbers."""
    typed = {
        _index(index.get("val")): "".join(t.text or "" for t in label.iter("{*}t"))
        for label in series.element.iter("{*}dLbl")
        for index in label.iterfind("{*}idx")
    }
    for cells in series.element.iter("{*}datalabelsRange"):
        typed.update({index: text for index, text in _cached(cells).items() if text})
    labels = [(index, text.strip()) for index, text in sorted(typed.items()) if text.strip()]
    names = _cached(series.names) if labels else {}
    for index, text in labels:
        name = names.get(index, "")
        source = ChartSource.LABEL
        yield ChartPoint(name, text, series.title, index, source, number=series.number)


def _cached(parent: etree._Element | None) -> dict[int, str]:
    """Return the stored texts by their places; levels of names one after the other."""
    found: dict[int, list[str]] = {}
    for point in parent.iter("{*}pt") if parent is not None else ():
        text = clean_text(point.findtext("{*}v") or "")
        found.setdefault(_index(point.get("idx")), []).append(text)
    return {index: " ".join(reversed(texts)).strip() for index, texts in found.items()}


def _index(raw: str | None) -> int:
    """Return the place of a point; what is no place is damage (ValueError)."""
    index = int(raw or 0)
    if index < 0:
        raise ValueError(raw)
    return index


def clean_text(raw: str) -> str:
    """Return a text of a chart as its reader sees it."""
    return show(fold_radicals(raw)).strip()


def plain_number(value: str) -> str:
    """Return a stored number without the noise of binary fractions."""
    try:
        return format(from_spreadsheet(float(value)), "f")
    except (ValueError, OverflowError):
        return value
