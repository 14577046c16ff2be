"""What all reports of a review say in the same words: whose, the verdict, what is unchecked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import Severity
from generator.field import zh
from generator.model.audit import Unchecked
from generator.model.reply import Answer
from generator.model.review import UNUSABLE, Conclusion
from generator.reporting.evidence import format_evidence
from generator.reporting.grouping import group_findings
from generator.reporting.remarks import is_quiet
from generator.reporting.review_marks import sort_marks
from generator.reporting.roll_words import word_roll
from generator.reporting.round_words import word_notes
from generator.reporting.screen import name_department
from generator.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.review import Review
    from generator.model.reviewed_file import FileSummary, ReviewedFile, SkippedFile
    from generator.model.roll import RollCall

NEW = "新"
NOT_REVIEWED = "没有审核"
REPLIED = "反馈"
_PILE = {
    Conclusion.UNREAD: UNUSABLE,
    Conclusion.ERROR: "错误",
    Conclusion.UNCHECKED: "未发现错误但有数字没有核对",
    Conclusion.PASSED: "通过",
}
_TEXT = zh.BODY
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
        return Head(one.name, word_review_verdict(one), word_basis(None), word_notes(one))
    named = name_department(review.accounts.identity) if review.accounts else ""
    title = "　".join(part for part in (one.name, named, "审核") if part)
    coverage = (*_word_coverage(review), *word_notes(one))
    return Head(title, word_review_verdict(one), word_basis(review), coverage)


def _word_coverage(review: Review) -> tuple[str, ...]:
    """Return how many numbers were checked, and which of the others bar nothing."""
    apart = len(review.open_numbers) - len(review.barring)
    note = "原因、用途、十三、附件和概况中的个数、人数" if apart else ""
    rest = (f"{note}另有 {apart} 个没有核对，不影响结论。",) if apart else ()
    return (f"{review.shares}。", *rest, f"核对了 {review.checked} 个数字和关系。")


def word_review_verdict(one: ReviewedFile) -> str:
    """Return the verdict with the counts of the findings, and what was accepted before.

    Of a file that could not be reviewed the reason, and what was found in it all the same.
    """
    review = one.review
    if review is None:
        return f"{one.verdict}：{one.reason}"
    counts = Counter(finding.severity for finding in review.findings)
    notes = ["，".join(f"{counts[one]} 处{one.label}" for one in Severity if counts[one])]
    if review.accounts is None and not review.unread:
        notes.append("没有公开表，只核对了文字自身")
    if review.blind and not review.unread:
        notes.append(f"没有读到：{'；'.join(review.blind)}")
    told = "；".join(note for note in notes if note)
    verdict = f"{one.verdict}：{review.unread}" if review.unread else one.verdict
    verdict += f"（{told}）" if told else ""
    if review.accepted:
        verdict += f"，另有 {len(review.accepted)} 处已接受"
    if one.new is not None:
        verdict += f"，其中新的 {len(one.new)} 处"
    return verdict


def word_pile_verdict(
    files: Sequence[FileSummary],
    skipped: Sequence[SkippedFile] = (),
    roll: RollCall | None = None,
) -> str:
    """Return how many of several files have which verdict: 共 4 份：1 份错误，3 份通过.

    What was not reviewed comes first: nobody is to read 通过 and go on to something else. With a
    list of departments, who of them has sent: files that are right are not all there are.
    """
    counts = Counter(one.conclusion for one in files)
    listed = [f"{counts[one]} 份{word}" for one, word in _PILE.items() if counts[one]]
    beside = f"{len(skipped)} 个文件{NOT_REVIEWED}；" if skipped else ""
    verdict = f"{beside}共 {len(files)} 份：{'，'.join(listed)}"
    return f"{verdict}；{word_roll(roll)}" if roll else verdict


def word_basis(review: Review | None) -> str:
    """Return the version of the program and the year whose rules were applied."""
    program = f"gen-narrative {__version__}"
    if review is None:
        return program
    year = (review.accounts.identity.year if review.accounts else 0) or review.owner.year
    return f"{program}，{f'按 {year} 年度决算公开的规则' if year else '年度不明'}"


def list_unchecked(
    review: Review, most: int | None = _SHOWN, *, apart: bool = True
) -> tuple[Unchecked, ...]:
    """Return what was not checked and why: parts, tables and relations, then the numbers by place.

    Those that bar 通过 come first. Of the numbers of a place at most `most` are quoted; None
    quotes all. Without `apart` those that bar nothing are left out.
    """
    found = [Unchecked(what, "读不出") for what in review.blind]
    found += review.unchecked
    groups: dict[tuple[bool, str, str], list[str]] = {}
    numbers_left = review.open_numbers if apart else review.barring
    for number in sorted(numbers_left, key=lambda one: not one.bars):
        groups.setdefault((number.bars, number.section, number.why), []).append(number.text)
    for (bars, section, why), numbers in groups.items():
        shown = "、".join(numbers[:most])
        more = " 等" if most is not None and len(numbers) > most else ""
        note = "" if bars else "；不影响结论"
        found.append(
            Unchecked(f"{section}：{len(numbers)} 个数字（{shown}{more}）", f"{why}{note}")
        )
    return tuple(found)


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


def word_reply(one: ReviewedFile, finding: Finding) -> str:
    """Return what the department has answered; that it is still found, where it was changed."""
    reply = one.reply_to(finding)
    if reply is None:
        return ""
    return f"{reply.words}（这次仍有）" if reply.answer is Answer.CHANGED else reply.words


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
    """Return what stands there and what should; `replacement` where that is a word.

    Where the text lacks a number nothing stands there, whatever words the finding points to.
    """
    evidence = format_evidence(finding)
    expected = evidence.expected or replacement or ""
    is_lacking = finding.expected is not None and finding.stated is None and _is_in_text(finding)
    return Amounts("" if is_lacking or not expected else evidence.stated, expected)


def _is_in_text(finding: Finding) -> bool:
    return any(place.quote or place.section for place in finding.places[:1])
