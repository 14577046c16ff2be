"""A submitted paragraph in pieces: numbers that open a panel, marks that show errors."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import Severity
from generator.model.submission import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.block import Paragraph
    from generator.model.passage import Passage
    from generator.model.submission import Mark, Mention, Submission, Verdict
    from generator.reporting.page.numbers import NumberIndex

_STANDINGS = {
    Standing.MATCHED: "matched",
    Standing.RECOMPUTED: "recomputed",
    Standing.UNCHECKED: "unchecked",
}


class Piece(NamedTuple):
    """A run of text.

    `figure` is its number in the data of the panels, `standing` how it was checked; `findings` the
    numbers of those that mark it, `severity` the gravest of these, `anchor` the finding whose mark
    begins here. `kind` is text, insert (what should stand there) or gap (where something lacks).
    """

    text: str
    figure: str = ""
    standing: str = ""
    findings: tuple[int, ...] = ()
    severity: str = ""
    anchor: int = 0
    kind: str = "text"

    @property
    def opens(self) -> bool:
        """Whether a click on it shows something."""
        return bool(self.findings or self.standing or self.figure)


class PlacedMark(NamedTuple):
    """A mark with the number of its finding, and where it stands in the paragraph shown."""

    number: int
    start: int
    end: int
    severity: Severity
    replacement: str | None


@dataclass(slots=True)
class MarkIndex:
    """Where each mark is shown: by the locator of the paragraph that shows its passage.

    A passage that is shown as a part of a joined one is found in that.
    """

    submission: Submission
    _marks: dict[str, list[PlacedMark]] = field(default_factory=dict)
    _shown: dict[str, tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note where in a joined paragraph each of its pieces begins."""
        for locator, pieces in self.submission.joined.items():
            begin = 0
            for piece in pieces:
                self._shown[piece.locator] = (locator, begin)
                begin += len(piece.text)

    def add(self, number: int, mark: Mark) -> None:
        """Add a mark that is about a passage."""
        if mark.passage is None:
            return
        locator, begin = mark.passage.locator, 0
        if locator not in self.submission.joined:
            locator, begin = self._shown.get(locator, (locator, 0))
        placed = PlacedMark(
            number,
            begin + mark.start,
            begin + mark.end,
            mark.finding.severity,
            mark.replacement,
        )
        self._marks.setdefault(locator, []).append(placed)

    def of(self, passage: Passage) -> Sequence[PlacedMark]:
        """Return the marks of a paragraph that is shown."""
        return self._marks.get(passage.locator, ())


@dataclass(slots=True)
class PieceWriter:
    """Turns paragraphs of both texts into pieces.

    `wrong` are the figures that the submitted text prints wrongly: marked in our text, too.
    """

    numbers: NumberIndex
    marks: MarkIndex
    verdicts: Mapping[tuple[str, int], Verdict]
    wrong: set[int] = field(default_factory=set)

    def write_submitted(
        self, passage: Passage, mentions: Iterable[Mention] = ()
    ) -> tuple[Piece, ...]:
        """Return the pieces of a paragraph as submitted; what should be there is put in."""
        text = passage.text
        marks = [_within(mark, len(text)) for mark in self.marks.of(passage)]
        numbers = [one for one in mentions if one.is_claim]
        cuts = {0, len(text)}
        for mark in marks:
            cuts |= {mark.start, mark.end}
        for number in numbers:
            cuts |= {number.start, number.end}
        ordered = sorted(cuts)
        pieces = _insertions(marks, 0) if not text else []
        ends = [number.end for number in numbers]
        for start, end in pairwise(ordered):
            pieces += _insertions(marks, start)
            covering = [mark for mark in marks if mark.start <= start and end <= mark.end]
            at = bisect_left(ends, end)
            within = at < len(numbers) and numbers[at].start <= start
            mention = numbers[at] if within else None
            pieces.append(self._piece(text[start:end], start, covering, (passage, mention)))
            pieces += _corrections(marks, end)
        return (*pieces, *_insertions(marks, len(text))) if text else tuple(pieces)

    def _piece(
        self,
        text: str,
        start: int,
        marks: Sequence[PlacedMark],
        number: tuple[Passage, Mention | None],
    ) -> Piece:
        passage, mention = number
        verdict = self.verdicts.get((passage.locator, mention.start)) if mention else None
        figure = ""
        if verdict is not None and verdict.figure is not None:
            figure = self.numbers.add(verdict.figure)
            if any(mark.severity is not Severity.INFO for mark in marks):
                self.wrong.add(id(verdict.figure))
        return Piece(
            text,
            figure=figure,
            standing=_STANDINGS[verdict.standing] if verdict else "",
            findings=tuple(mark.number for mark in marks),
            severity=_gravest(marks),
            anchor=next((mark.number for mark in marks if mark.start == start), 0),
        )

    def write_ours(self, paragraph: Paragraph) -> tuple[Piece, ...]:
        """Return the pieces of a paragraph as our templates write it; gaps are visible."""
        return tuple(
            Piece(
                span.text,
                figure=self.numbers.add(span.figure) if span.figure is not None else "",
                standing="differs" if span.figure and id(span.figure) in self.wrong else "",
                kind="gap" if span.gap is not None else "text",
            )
            for span in paragraph.spans
            if span.text
        )


def _within(mark: PlacedMark, length: int) -> PlacedMark:
    return mark._replace(start=min(mark.start, length), end=min(mark.end, length))


def _gravest(marks: Sequence[PlacedMark]) -> str:
    severities = sorted((mark.severity for mark in marks), key=lambda severity: severity.rank)
    return severities[0].value if severities else ""


def _insertions(marks: Sequence[PlacedMark], at: int) -> list[Piece]:
    """Return what lacks at a place: the words, or a sign that something does."""
    return [
        Piece(
            mark.replacement or "‸",
            findings=(mark.number,),
            severity=mark.severity.value,
            anchor=mark.number,
            kind="insert" if mark.replacement else "caret",
        )
        for mark in marks
        if mark.start == mark.end == at
    ]


def _corrections(marks: Sequence[PlacedMark], at: int) -> list[Piece]:
    """Return what should stand there instead of the words that end at a place."""
    return [
        Piece(
            mark.replacement,
            findings=(mark.number,),
            severity=mark.severity.value,
            kind="insert",
        )
        for mark in marks
        if mark.end == at and mark.start < mark.end and mark.replacement
    ]
