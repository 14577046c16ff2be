"""The charts of a file: what is drawn, written and kept behind each, against text and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of, squash
from generator.base.money import CENT, HUNDRED, UNIT_SIZES, ZERO, parse_amount, round_half_up
from generator.base.severity import Severity
from generator.field import zh
from generator.model.finding import finding
from generator.model.passage import ChartSource
from generator.model.place import Place
from generator.model.submission import Mark, MentionKind, Reviewed, Standing, Verdict
from generator.review import rules
from generator.review.text.mentions import find_all_numbers, find_mentions, narrow
from generator.review.whole.chart_sources import (
    CENTS,
    NAME_ENDS,
    NUMBER,
    Known,
    bare_name,
    count_decimals,
    find_paragraphs,
    read_our_slices,
    read_told,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.model.block import Block
    from generator.model.passage import Aside, ChartPoint, Passage
    from generator.model.submission import Submission

# Series of another year or of a budget are not what the text says of this year.
_OTHER = re.compile(r"上年|去年|预算(?!财政拨款)|(?:19|20)[0-9]{2}")
_UNIT = re.compile(r"亿元|万元|元")
_MOST_DECIMALS = 6
# No chart that is read by people has more; those behind are counted as not compared.
_MOST_SLICES = 100
# Halves of the last digit by which amounts that are rounded may put a share off.
_ROUNDING = 3


class AsideNumber(NamedTuple):
    """A number of a text beside the passages: as it is quoted, and the point it belongs to."""

    quote: str
    number: str
    point: ChartPoint | None = None


class _Scale(NamedTuple):
    """The numbers of a series that stand in the same place: their decimals and their sum."""

    decimals: int = 0
    total: Decimal = ZERO


class _Judged(NamedTuple):
    """What is wrong with the points of one slice, and which numbers agree."""

    faults: tuple[str, ...]
    rests_on_table: bool

    @property
    def standing(self) -> Standing:
        """How the numbers of the slice were checked."""
        return Standing.MATCHED if self.rests_on_table else Standing.RECOMPUTED


def key_of_aside(index: int) -> str:
    """Return the locator under which the numbers of a text beside the passages are counted."""
    return f"beside:{index}"


def numbers_of(aside: Aside) -> tuple[AsideNumber, ...]:
    """Return every number of a text beside the passages, in the order they are counted."""
    found = [
        AsideNumber(line[m.start : m.unit_end], m.text)
        for line in aside.text.splitlines()
        for m in find_all_numbers(line)
    ]
    for point in aside.points:
        parts = (point.value,) if point.source is ChartSource.LABEL else (point.name, point.value)
        found += [
            AsideNumber(f"{point.name} {text}".strip(), text, point)
            for part in parts
            for text in _numbers_in(part)
        ]
    return tuple(found)


def check_charts(
    submission: Submission, asides: Sequence[Aside], blocks: Sequence[Block]
) -> Reviewed:
    """Return what is wrong in the charts of a file, and which of their numbers were compared."""
    marks: list[Mark] = []
    verdicts: list[Verdict] = []
    places = _Captions(submission)
    for index, aside in enumerate(asides):
        caption = places.find(aside)
        if aside.unread:
            marks.append(_tell_unread(submission.file, aside, caption))
        if not aside.points:
            continue
        reader = _Reader(submission, aside, caption, blocks)
        marks += reader.marks()
        verdicts += [
            Verdict(key_of_aside(index), number, standing)
            for number, one in enumerate(numbers_of(aside))
            if (standing := reader.standing(one.point)) is not Standing.UNCHECKED
        ]
    return Reviewed(tuple(marks), tuple(verdicts))


def _numbers_of(point: ChartPoint) -> frozenset[str]:
    """Return the numbers of the name and the value of a point."""
    return frozenset(n for text in (point.name, point.value) for n in _numbers_in(text))


def _numbers_in(text: str) -> list[str]:
    """Return the numbers of a name or label that state something; a year is none."""
    plain = narrow(text)
    if NUMBER.fullmatch(plain.strip()):
        return [plain.strip()]
    return [mention.text for mention in find_all_numbers(plain)]


class _Captions:
    """Finds the passages that are the captions of charts: by their places, else by their texts."""

    def __init__(self, submission: Submission) -> None:
        self._places = {passage.locator: passage for passage in submission.passages}
        self._texts: dict[str, Passage] = {}
        self._passages = submission.passages

    def find(self, aside: Aside) -> Passage | None:
        """Return the passage that is the caption of a chart."""
        wanted = squash(aside.caption)
        if not wanted:
            return None
        found = self._places.get(aside.locator)
        if found is not None and squash(found.text) == wanted:
            return found
        if not self._texts:
            for passage in reversed(self._passages):
                self._texts[squash(passage.text)] = passage
        return self._texts.get(wanted)


def name_unread(aside: Aside) -> str:
    """Return what of a text beside the passages could not be read, and why."""
    name = f"“{aside.caption}”" if aside.caption else aside.where
    return f"{name}：{aside.unread}"


def _tell_unread(file: str, aside: Aside, caption: Passage | None) -> Mark:
    place = _place(file, aside, caption)
    end = len(caption.text) if caption else 0
    severity = Severity.WARNING if aside.is_lost else rules.UNREAD.severity
    told = finding(rules.UNREAD, name_unread(aside), place, severity=severity)
    return Mark(told, caption, 0, end)


def _place(file: str, aside: Aside, caption: Passage | None) -> Place:
    paragraph = caption.paragraph if caption else 0
    return Place(file, section=aside.where, paragraph=paragraph, quote=aside.caption)


class _Reader:
    """Holds the points of a chart against each other and against what the text says of them."""

    def __init__(
        self, submission: Submission, aside: Aside, caption: Passage | None, blocks: Sequence[Block]
    ) -> None:
        self._file = submission.file
        self._aside = aside
        self._caption = caption
        self._paragraphs = find_paragraphs(submission, caption)
        self._ours = read_our_slices(aside.caption, blocks)
        self._slices: dict[tuple[int, int], list[ChartPoint]] = {}
        for point in aside.points:
            key = (point.number, point.index)
            if point.index >= 0 and (key in self._slices or len(self._slices) < _MOST_SLICES):
                self._slices.setdefault(key, []).append(point)
        self._scales = self._measure()
        self._judged = {key: self._judge(points) for key, points in self._slices.items()}
        self._agreeing: dict[str, list[tuple[frozenset[str], Standing]]] = {}
        for key, points in self._slices.items():
            judged = self._judged[key]
            if judged is not None and not judged.faults:
                stated = frozenset(n for point in points for n in _numbers_of(point))
                named = self._agreeing.setdefault(bare_name(points[0].name), [])
                named.append((stated, judged.standing))

    def marks(self) -> Iterator[Mark]:
        """Yield a finding for every slice in which something does not agree."""
        chart = f"“{self._aside.caption}”" if self._aside.caption else self._aside.where
        for key, judged in self._judged.items():
            if judged is None or not judged.faults:
                continue
            first = self._slices[key][0]
            name = NAME_ENDS.sub("", first.name) or first.series or f"第{first.index + 1}项"
            rule = rules.AMOUNT if judged.rests_on_table else rules.CONTRADICTION
            message = f"{chart}的“{name}”：{'；'.join(judged.faults)}"
            end = len(self._caption.text) if self._caption else 0
            place = _place(self._file, self._aside, self._caption)
            yield Mark(finding(rule, message, place), self._caption, 0, end)

    def standing(self, point: ChartPoint | None) -> Standing:
        """Return how a number of a point was checked."""
        if point is None:
            return Standing.UNCHECKED
        if point.index < 0:
            return self._standing_of_cell(point)
        judged = self._judged.get((point.number, point.index))
        return Standing.UNCHECKED if judged is None else judged.standing

    def _standing_of_cell(self, point: ChartPoint) -> Standing:
        """A cell that is not drawn agrees where it says what the slice of its row does."""
        name = bare_name(point.name) or bare_name(point.value)
        numbers = _numbers_of(point)
        agreeing = (
            standing for stated, standing in self._agreeing.get(name, ()) if numbers <= stated
        )
        return next(agreeing, Standing.UNCHECKED)

    def _judge(self, points: Sequence[ChartPoint]) -> _Judged | None:
        """Return what is wrong with the points of a slice; None where nothing was compared."""
        drawn = [p for p in points if p.source is not ChartSource.SHEET]
        behind = next((p for p in points if p.source is ChartSource.SHEET), None)
        if not drawn:
            return None
        faults = list(_differences(drawn[0], behind)) if behind else []
        known = self._known(drawn[0])
        compared = False
        for point in (*drawn, *((behind,) if behind else ())):
            for text, is_share in _stated(point):
                verdict = self._agrees(point, text, known, is_share=is_share)
                compared = compared or verdict is not None
                if verdict is False:
                    faults.append(_against(point, text, known, is_share=is_share))
        if not compared and drawn[0].value:
            own = self._own_shares(drawn)
            compared = own is not None
            faults += own or []
        if not compared and not faults:
            return None
        return _Judged(tuple(dict.fromkeys(faults)), known.is_table and compared)

    def _known(self, point: ChartPoint) -> Known:
        """Return what the tables, else the text around the caption, say of a slice."""
        name = bare_name(point.name)
        if not name or _OTHER.search(point.series) or _OTHER.search(point.name):
            return Known()
        if name in self._ours:
            return self._ours[name]
        return read_told(name, self._paragraphs)

    def _agrees(self, point: ChartPoint, text: str, known: Known, *, is_share: bool) -> bool | None:
        """Whether a number of a point is what is known; None where nothing comparable is."""
        value = parse_amount(text)
        if is_share:
            if not known.shares:
                return None
            return any(_same(value, count_decimals(text), *share) for share in known.shares)
        comparable = known.shares if self._are_shares(point) else known.amounts
        if self._is_amount(value, point, known) or _is_share(value, known):
            return True
        return False if comparable else None

    def _is_amount(self, value: Decimal, point: ChartPoint, known: Known) -> bool:
        """Whether a number is a known amount, as far as its series is printed."""
        places = self._scale(point).decimals
        return any(
            round_half_up(amount / size, min(places, decimals + _shift(size)))
            == round_half_up(value, min(places, decimals + _shift(size)))
            or abs(amount / size - value) <= CENT * UNIT_SIZES[zh.TEN_THOUSAND_YUAN] / size
            for amount, _, decimals in known.amounts
            for size in self._sizes(point)
        )

    def _sizes(self, point: ChartPoint) -> list[Decimal]:
        """Return in which units the numbers of a series may be."""
        told = (
            _UNIT.search(point.series)
            or _UNIT.search(self._aside.text)
            or _UNIT.search(self._aside.caption)
        )
        return (
            [UNIT_SIZES[told.group()]]
            if told
            else [
                UNIT_SIZES[zh.TEN_THOUSAND_YUAN],
                UNIT_SIZES["元"],
                UNIT_SIZES[zh.HUNDRED_MILLION_YUAN],
            ]
        )

    def _measure(self) -> dict[tuple[int, ChartSource], _Scale]:
        """Return the scales of the series; trailing zeros are not stored."""
        found: dict[tuple[int, ChartSource], _Scale] = {}
        for point in (point for points in self._slices.values() for point in points):
            if NUMBER.fullmatch(point.value):
                old = found.get((point.number, point.source), _Scale())
                decimals = min(max(old.decimals, count_decimals(point.value)), _MOST_DECIMALS)
                total = old.total + parse_amount(point.value)
                found[point.number, point.source] = _Scale(decimals, total)
        return found

    def _scale(self, point: ChartPoint) -> _Scale:
        """Return the scale of the series of a point, of the place where it stands."""
        return self._scales.get((point.number, point.source), _Scale())

    def _are_shares(self, point: ChartPoint) -> bool:
        """Whether the numbers of a series are parts of 100 or of 1."""
        total = self._scale(point).total
        return point.is_share or any(
            abs(total - whole) * HUNDRED <= whole for whole in (1, HUNDRED)
        )

    def _own_shares(self, drawn: Sequence[ChartPoint]) -> list[str] | None:
        """Return the labels that are not the share of their number in the chart."""
        total = self._scale(drawn[0]).total
        stated = [text for point in drawn for text, is_share in _stated(point) if is_share]
        if not stated or not total or not NUMBER.fullmatch(drawn[0].value):
            return None
        faults = []
        for text in stated:
            share = parse_amount(drawn[0].value) * HUNDRED / total
            places = count_decimals(text)
            if abs(share - parse_amount(text)) * 2 * 10**places > _ROUNDING:
                right = round_half_up(share, places)
                faults.append(f"写作{text}%，按图中的数应为{right}%")
        return faults


def _shift(size: Decimal) -> int:
    """Return how many more decimals an amount of 万元 has in a larger unit."""
    return max(0, size.adjusted() - UNIT_SIZES[zh.TEN_THOUSAND_YUAN].adjusted())


def _is_share(value: Decimal, known: Known) -> bool:
    """Whether a number without a sign is a known share, of 100 or of 1."""
    share = value * HUNDRED if abs(value) <= 1 else value
    return any(_same(share, CENTS, *stated) for stated in known.shares)


def _same(value: Decimal, decimals: int, other: Decimal, others: int) -> bool:
    """Whether two shares agree to as many decimals as both have."""
    places = min(decimals, others)
    return round_half_up(value, places) == round_half_up(other, places)


def _stated(point: ChartPoint) -> Iterator[tuple[str, bool]]:
    """Yield the numbers of a point, and whether each is a share."""
    label = point.source is ChartSource.LABEL
    for text in (point.value,) if label else (point.name,):
        for mention in find_mentions(narrow(text)):
            if mention.is_claim and mention.kind in {
                MentionKind.AMOUNT,
                MentionKind.RATE,
                MentionKind.BARE,
            }:
                yield mention.text.replace(",", ""), mention.kind is MentionKind.RATE
    if not label and NUMBER.fullmatch(point.value):
        value = parse_amount(point.value)
        yield (
            (f"{value * HUNDRED:f}", True)
            if point.is_share
            else (point.value.replace(",", ""), False)
        )


def _differences(drawn: ChartPoint, behind: ChartPoint) -> Iterator[str]:
    """Yield where the sheet behind a chart says something else than what is drawn."""
    if drawn.value != behind.value and drawn.value and behind.value:
        yield f"{drawn.source.value}是{drawn.value}，{behind.source.value}是{behind.value}"
    if behind.name and key_of(drawn.name) != key_of(behind.name):
        yield f"图中的名称是“{drawn.name}”，{behind.source.value}是“{behind.name}”"


def _against(point: ChartPoint, text: str, known: Known, *, is_share: bool) -> str:
    source = "按公开表" if known.is_table else "正文"
    if is_share:
        right = "、".join(sorted(f"{share:f}%" for share, _ in known.shares))
        return f"{point.source.value}写作{text}%，{source}为{right}"
    right = "、".join(sorted(shown for _, shown, _ in known.amounts))
    return f"{point.source.value}写作{text}，{source}为{right}"
