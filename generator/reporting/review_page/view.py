"""What the template of a review's page is given: the findings, the two texts, the panels."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.model.review import Conclusion
from generator.reporting.duty_words import word_duties
from generator.reporting.page.numbers import NumberIndex
from generator.reporting.page.remarks import count_remarks
from generator.reporting.review_marks import sort_marks
from generator.reporting.review_page.bands import lay_out_bands
from generator.reporting.review_page.duties import list_duties
from generator.reporting.review_page.pieces import MarkIndex, PieceWriter
from generator.reporting.review_page.rounds import (
    count_more,
    count_states,
    list_changes,
    list_past,
)
from generator.reporting.review_words import (
    NEW,
    cells_of,
    format_amounts,
    group_review,
    list_unchecked,
    quote_of,
    section_of,
    word_head,
    word_place,
    word_reply,
)
from generator.reporting.round_words import PAST, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.model.audit import Unchecked
    from generator.model.explanation import Explanation
    from generator.model.figure import Figure
    from generator.model.finding import Finding
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile
    from generator.reporting.page.remarks import Tally
    from generator.reporting.review_page.bands import Band
    from generator.reporting.review_page.duties import DutyEntry
    from generator.reporting.review_page.rounds import ChangeEntry, PastEntry, StateTally
    from generator.reporting.review_words import Head


# How the verdict looks: green, red, or in the colour of warnings.
_MOODS = {
    Conclusion.PASSED: "passed",
    Conclusion.UNCHECKED: "unchecked",
    Conclusion.ERROR: "failed",
    Conclusion.UNREAD: "failed",
}


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding of the list; `in_text` where its mark stands in the submitted text."""

    number: int
    severity: str
    label: str
    code: str
    kind: str
    kind_label: str
    message: str
    quote: str
    stated: str
    expected: str
    formula: str
    cells: tuple[str, ...]
    also: tuple[str, ...]
    new: str
    reply: str
    in_text: bool
    round: str
    state: str


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """The findings of a section of the text, or of a table."""

    title: str
    findings: tuple[ListedFinding, ...]


class KindTally(NamedTuple):
    """How many findings there are of a class (错误分类)."""

    kind: str
    label: str
    findings: int


class AcceptedEntry(NamedTuple):
    """A finding that was accepted before, and why."""

    code: str
    section: str
    quote: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Everything that the page shows."""

    head: Head
    mood: str
    tallies: tuple[Tally, ...]
    kinds: tuple[KindTally, ...]
    groups: tuple[ListedGroup, ...]
    unchecked: tuple[Unchecked, ...]
    accepted: tuple[AcceptedEntry, ...]
    gone: tuple[str, ...]
    lapsed: tuple[str, ...]
    states: tuple[StateTally, ...]
    past: tuple[PastEntry, ...]
    past_title: str
    changes: tuple[ChangeEntry, ...]
    more_changes: int
    duties: tuple[DutyEntry, ...]
    duties_title: str
    bands: tuple[Band, ...]
    has_tables: bool
    profile: str
    numbers: dict[str, object]


def build_view(
    one: ReviewedFile, review: Review, explain: Callable[[Figure], Explanation]
) -> ReviewView:
    """Return the page of a review; findings are numbered in the order of the list."""
    groups = group_review(review)
    ordered = dict.fromkeys(finding for group in groups for finding in group.findings)
    found = {finding: number for number, finding in enumerate(ordered, start=1)}
    marks = MarkIndex(review.submission)
    for mark in sort_marks(review).marks:
        marks.add(found[mark.finding], mark)
    numbers = NumberIndex(explain)
    verdicts = {(verdict.locator, verdict.start): verdict for verdict in review.verdicts}
    bands = lay_out_bands(review, PieceWriter(numbers, marks, verdicts))
    lister = _Lister(one, review, found)
    tallies = count_remarks(review.findings)
    return ReviewView(
        head=word_head(one),
        mood=_MOODS[review.conclusion],
        tallies=tallies,
        kinds=_count_kinds(review.findings),
        groups=tuple(ListedGroup(g.title, lister.list_all(g.findings)) for g in groups),
        unchecked=list_unchecked(review),
        accepted=tuple(_list_accepted(review.accepted)),
        gone=one.gone,
        lapsed=one.lapsed,
        states=count_states(one.rounds),
        past=list_past(one.rounds),
        past_title=PAST,
        changes=list_changes(one.rounds),
        more_changes=count_more(one.rounds),
        duties=list_duties(review, one.path.name, found),
        duties_title=word_duties(review.duties),
        bands=bands,
        has_tables=bool(review.blocks),
        profile=review.profile,
        numbers=numbers.data(),
    )


def _count_kinds(findings: Iterable[Finding]) -> tuple[KindTally, ...]:
    """Return the classes that occur, the most frequent first."""
    counts = Counter(finding.finding_class for finding in findings)
    return tuple(KindTally(kind.value, kind.label, count) for kind, count in counts.most_common())


def _list_accepted(accepted: Mapping[Finding, str]) -> list[AcceptedEntry]:
    return [
        AcceptedEntry(f.code, section_of(f), quote_of(f), f.message, reason)
        for f, reason in accepted.items()
    ]


class _Lister:
    """Lists findings under their numbers; two that are equal have one number and one entry."""

    def __init__(self, one: ReviewedFile, review: Review, numbers: Mapping[Finding, int]) -> None:
        self._one = one
        self._numbers = numbers
        self._replacements = {mark.finding: mark.replacement for mark in review.marks}
        found = sort_marks(review).marks
        self._in_text = {mark.finding for mark in found if mark.passage is not None}

    def list_all(self, findings: Iterable[Finding]) -> tuple[ListedFinding, ...]:
        """Return the entries of a group."""
        return tuple(self._list(finding) for finding in dict.fromkeys(findings))

    def _list(self, finding: Finding) -> ListedFinding:
        amounts = format_amounts(finding, self._replacements.get(finding))
        standing = self._one.rounds.standings.get(finding) if self._one.rounds else None
        cells = (word_place(place, self._one.path.name) for place in cells_of(finding))
        return ListedFinding(
            number=self._numbers[finding],
            severity=finding.severity.value,
            label=finding.severity.label,
            code=finding.code,
            kind=finding.finding_class.value,
            kind_label=finding.finding_class.label,
            message=finding.message,
            quote=quote_of(finding),
            stated=amounts.stated,
            expected=amounts.expected,
            formula=finding.formula,
            cells=tuple(dict.fromkeys(cells)),
            also=finding.also,
            new=NEW if self._one.is_new(finding) else "",
            reply=word_reply(self._one, finding),
            in_text=finding in self._in_text,
            round=standing.state.value if standing else "",
            state=state_of(self._one, finding),
        )
