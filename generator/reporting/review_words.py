"""What all reports of a review say in the same words: whose, the verdict, what is unchecked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator import __version__
from generator.model.audit import Unchecked
from generator.model.finding import FindingClass, Severity
from generator.model.submission import Standing
from generator.reporting.coverage import word_verdict
from generator.reporting.evidence import format_evidence
from generator.reporting.grouping import group_findings
from generator.reporting.review_marks import sort_marks
from generator.reporting.screen import name_department

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile
    from generator.model.submission import SubmittedParagraph

UNUSABLE = "无法审核"
NEW = "新"
QUIET = (FindingClass.TAIL, FindingClass.FORMAT)
_TEXT = "正文"
_WHY = "表中没有对应的数，文中也没有可以据以重新计算的数"
_SHOWN = 8


class Head(NamedTuple):
    """What stands above every report of a document."""

    title: str
    verdict: str
    basis: str
    coverage: tuple[str, ...]


class SectionFindings(NamedTuple):
    """The findings of a section of the text, in its order, or of a table."""

    title: str
    findings: tuple[Finding, ...]


class Amounts(NamedTuple):
    """What stands in the text and what should, as printed; empty where there is no such thing."""

    stated: str
    expected: str


def word_head(one: ReviewedFile) -> Head:
    """Return whose document this is, the verdict, the basis of it and how far it reached."""
    review = one.review
    if review is None:
        return Head(one.name, f"{UNUSABLE}：{one.reason}", word_basis(None), ())
    named = name_department(review.accounts.identity) if review.accounts else ""
    coverage = (f"{review.shares}。", f"核对了 {review.checked} 个数字和关系。")
    title = "　".join(part for part in (one.name, named, "审核") if part)
    return Head(title, word_review_verdict(one), word_basis(review), coverage)


def word_review_verdict(one: ReviewedFile) -> str:
    """Return 通过 or 有 3 处错误, the rest of the counts, and what was accepted before."""
    review = one.review
    if review is None:
        return UNUSABLE
    verdict = word_verdict(review.findings)
    if review.accounts is None:
        verdict += "（没有公开表，只核对了文字自身）"
    if review.accepted:
        verdict += f"，另有 {len(review.accepted)} 处已接受"
    if one.new is not None:
        verdict += f"，其中新的 {len(one.new)} 处"
    return verdict


def word_basis(review: Review | None) -> str:
    """Return the version of the program and the year whose rules were applied."""
    program = f"gen-narrative {__version__}"
    if review is None:
        return program
    year = review.accounts.identity.year if review.accounts else 0
    return f"{program}，{f'按 {year} 年度决算公开的规则' if year else '年度不明'}"


def list_unchecked(review: Review, most: int | None = _SHOWN) -> tuple[Unchecked, ...]:
    """Return what was not checked and why: tables and relations, then the numbers by section.

    Of the numbers of a section at most `most` are quoted; None quotes all.
    """
    found = list(review.unchecked)
    for section, numbers in _unchecked_numbers(review).items():
        shown = "、".join(numbers[:most])
        more = " 等" if most is not None and len(numbers) > most else ""
        found.append(Unchecked(f"{section}：{len(numbers)} 个数字（{shown}{more}）", _WHY))
    return tuple(found)


def _unchecked_numbers(review: Review) -> dict[str, list[str]]:
    left = {
        (verdict.locator, verdict.start)
        for verdict in review.verdicts
        if verdict.standing is Standing.UNCHECKED
    }
    numbers: dict[str, list[str]] = {}
    for section, paragraph in _sections(review):
        for mention in paragraph.mentions:
            if (paragraph.passage.locator, mention.start) in left:
                text = paragraph.passage.text[mention.start : mention.unit_end]
                numbers.setdefault(section, []).append(text)
    return numbers


def _sections(review: Review) -> Iterator[tuple[str, SubmittedParagraph]]:
    """Yield every paragraph with the heading that it stands under."""
    submission = review.submission
    for section in submission.sections:
        for paragraph in section.paragraphs:
            yield section.heading.text, paragraph
    for paragraph in submission.attachments:
        yield paragraph.where, paragraph


def group_review(review: Review, *, quiet: bool | None = None) -> tuple[SectionFindings, ...]:
    """Return the findings by section in the order of the text, then by table.

    `quiet` True gives tails and matters of format only, False all others, None both.
    """
    marks, rest = sort_marks(review)
    groups: dict[str, list[Finding]] = {}
    for finding in dict.fromkeys(mark.finding for mark in marks):
        if quiet is None or is_quiet(finding) is quiet:
            groups.setdefault(section_of(finding) or _TEXT, []).append(finding)
    others = [f for f in rest if quiet is None or is_quiet(f) is quiet]
    return (
        *(SectionFindings(title, tuple(found)) for title, found in groups.items()),
        *(SectionFindings(group.title, group.findings) for group in group_findings(others)),
    )


def is_quiet(finding: Finding) -> bool:
    """Whether a finding only informs of a tail or of how something is written."""
    return finding.severity is Severity.INFO and finding.finding_class in QUIET


def section_of(finding: Finding) -> str:
    """Return the clause in which a finding stands, empty where it stands in no text."""
    return finding.places[0].section if finding.places else ""


def quote_of(finding: Finding) -> str:
    """Return the clause of the text that a finding is about."""
    return finding.places[0].quote if finding.places else ""


def word_subject(finding: Finding) -> str:
    """Return what a finding outside the text is about: the row and column of its first cell."""
    if not finding.places:
        return ""
    first = finding.places[0]
    return "·".join(part for part in (first.row, first.column) if part)


def cells_of(finding: Finding) -> Sequence[Place]:
    """Return the places that tell why: for a finding in the text all but the first."""
    is_in_text = bool(finding.places) and bool(finding.places[0].section)
    return finding.places[1:] if is_in_text else finding.places


def word_place(place: Place, file: str = "") -> str:
    """Return where something stands, for a reader; `file` is the one that is not named again."""
    if place.section or place.quote:
        quote = f"“{place.quote}”" if place.quote else ""
        return f"{_TEXT}{place.section}{quote}"
    row = "·".join(part for part in (place.row, place.column) if part)
    titles = " ".join(part for part in (place.table, row) if part)
    name = "" if place.file == file else place.file
    where = " ".join(part for part in (name, place.sheet, place.address) if part)
    return f"{titles}（{where}）" if titles and where else titles or where


def format_amounts(finding: Finding, replacement: str | None = None) -> Amounts:
    """Return what stands there and what should; `replacement` where that is a word."""
    evidence = format_evidence(finding)
    expected = evidence.expected or replacement or ""
    return Amounts(evidence.stated if expected else "", expected)
