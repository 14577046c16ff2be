"""Sections, their order and numbers, the 目录 (DOMAIN 1.4, 9); all that concerns the whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.base.numerals import chinese_numeral
from generator.base.severity import Severity
from generator.model.block import Paragraph, Role
from generator.model.submission import Reviewed
from generator.review import rules
from generator.review.marking import mark
from generator.review.text.outline_headings import ordinal_value
from generator.review.text.outline_topics import topic_of
from generator.review.whole.contents import check_contents
from generator.review.whole.emptiness import check_emptiness
from generator.review.whole.leftovers import check_leftovers
from generator.review.whole.names import check_names
from generator.review.whole.outlines import (
    MOST_TITLES,
    ClauseRun,
    bare,
    clause_runs,
    is_extract,
    is_fragment,
    is_main,
    likeness,
    number_of,
    numbered_runs,
    whole,
)
from generator.review.whole.printing import check_printing
from generator.review.whole.reasons import check_reasons
from generator.review.whole.slips import check_slips
from generator.review.whole.terms import check_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.accounts import Accounts
    from generator.model.block import Block
    from generator.model.submission import Mark, Submission, SubmittedSection

_ALIKE = 0.6
_FEWEST_CLAUSES = 3


def check_structure(
    submission: Submission, accounts: Accounts | None, blocks: Sequence[Block], year: int
) -> Reviewed:
    """Return what is wrong with the parts of a text of `year` (0 where nothing tells).

    `blocks` is what our templates write.
    """
    headings = {
        block.where: block.text
        for block in blocks
        if isinstance(block, Paragraph) and block.role is Role.HEADING
    }
    lost = _find_lost(submission, headings)
    return Reviewed(
        (
            *_check_sections(submission, headings, lost),
            *_check_numbers(submission),
            *check_contents(submission, lost, year),
            *check_leftovers(submission, accounts),
            *check_names(submission, accounts),
            *check_printing(submission),
            *check_slips(submission),
            *check_reasons(submission, year, alone=accounts is None),
            *(check_emptiness(submission, accounts) if accounts else ()),
            *(check_terms(submission, accounts) if accounts else ()),
        )
    )


def _check_sections(
    submission: Submission, headings: Mapping[str, str], lost: Sequence[str]
) -> Iterator[Mark]:
    """Every section of the form stands once, in its order; another outline is only told."""
    found: dict[str, SubmittedSection] = {}
    for section in submission.sections:
        if not section.topic:
            continue
        if section.topic in found and _is_same(section, found[section.topic]):
            message = f"“{section.title}”出现两次"
            yield mark(rules.SECTION, message, whole(submission, section.heading, section.topic))
        found.setdefault(section.topic, section)
    yield from _check_lost(submission, headings, lost)
    order = [topic for topic in headings if topic in found]
    written = [topic for topic in found if topic in headings]
    runs = [[ordinal_value(s.number) for s in run] for run in numbered_runs(submission)]
    is_other = all(run == sorted(run) for run in runs)
    for one, other in zip(order, written, strict=True):
        if one != other:
            spot = whole(submission, found[other].heading, other)
            message = f"“{found[other].title}”的次序与格式不同"
            severity = Severity.INFO if is_other else Severity.ERROR
            yield mark(rules.SECTION, message, spot, severity=severity)
            return


def _check_lost(
    submission: Submission, headings: Mapping[str, str], lost: Sequence[str]
) -> Iterator[Mark]:
    """A section of the form that is not there: an error where the text itself says that it was.

    Its number is skipped, or the 目录 lists it. Other outlines do without it: that is only told.
    """
    last = submission.sections[-1].heading if submission.sections else None
    if last is None or is_fragment(submission):
        return
    main = [section for section in submission.sections if is_main(section)]
    listed = {topic_of(bare(entry.text)) for entry in submission.contents}
    printed = {ordinal_value(section.number) for section in main}
    is_whole = not is_extract(submission, main)
    grave = [
        topic
        for topic in lost
        if topic in listed
        or (
            is_whole
            and ordinal_value(topic) not in printed
            and ordinal_value(topic) < max(printed, default=0)
        )
    ]
    for topic in grave:
        spot = whole(submission, last, topic)
        yield mark(rules.SECTION, f"缺少“{headings[topic]}”一节", spot)
    others = [f"“{headings[topic]}”" for topic in lost if topic not in grave]
    if others:
        message = f"格式中的{'、'.join(others)}，文中没有这样的标题"
        yield mark(rules.SECTION, message, whole(submission, last), severity=Severity.INFO)


def _is_same(section: SubmittedSection, first: SubmittedSection) -> bool:
    """Whether a heading stands twice: one number for one matter, or one name without numbers."""
    if any(p.passage.locator == section.heading.locator for p in section.paragraphs[:1]):
        # A sentence told the section: it may come back to a matter.
        return False
    if section.number[:1] not in {"", "（"}:
        return section.number == first.number
    return section.number == first.number and bare(section.title) == bare(first.title)


def _find_lost(submission: Submission, headings: Mapping[str, str]) -> list[str]:
    """Return the topics of the form that no section treats, whatever its heading."""
    topics = {section.topic for section in submission.sections}
    others = [bare(section.title) for section in submission.sections if not section.topic]
    del others[MOST_TITLES:]
    return [
        topic
        for topic, heading in headings.items()
        if topic not in topics
        and not any(likeness(bare(heading), title) >= _ALIKE for title in others)
    ]


def _check_numbers(submission: Submission) -> Iterator[Mark]:
    """一、二、三 …: no number is skipped or doubled; a part may begin anew."""
    for run in numbered_runs(submission):
        yield from _check_run(submission, run)
    for clauses in clause_runs(submission):
        yield from _check_clauses(submission, clauses)


def _check_run(submission: Submission, numbered: Sequence[SubmittedSection]) -> Iterator[Mark]:
    before = _first_number(numbered) - 1
    alone = len({s.number for s in numbered}) == len(numbered)
    for index, section in enumerate(numbered):
        wanted = chinese_numeral(before + index + 1)
        if section.number == wanted:
            continue
        if is_extract(submission, numbered):
            continue
        if alone and not is_fragment(submission):
            message = f"编号“{section.number}、”不连续，应为“{wanted}、”"
        elif [s.number for s in numbered[: index + 2]].count(section.number) > 1:
            message = f"编号“{section.number}、”重复，应为“{wanted}、”"
        else:
            continue
        yield mark(rules.SECTION, message, whole(submission, section.heading, section.topic))
        return


def _check_clauses(submission: Submission, run: ClauseRun) -> Iterator[Mark]:
    """（一）（二） as sections below one heading; what is none of them counts too."""
    first = ordinal_value(number_of(run.sections[0].number))
    for index, section in enumerate(run.sections):
        wanted = chinese_numeral(first + index)
        if section.number == f"（{wanted}）":
            continue
        if wanted not in run.printed and len(run.sections) >= _FEWEST_CLAUSES:
            message = f"编号“{section.number}”不连续，应为“（{wanted}）”"
            spot = whole(submission, section.heading, section.topic)
            yield mark(rules.SECTION, message, spot)
        return


def _first_number(numbered: Sequence[SubmittedSection]) -> int:
    """Return the number that the first section has: what precedes it may be numbered with it.

    Where neither is it 一 nor goes the second on from it, most of the others tell.
    """
    starts = [ordinal_value(section.number) - at for at, section in enumerate(numbered)]
    if not starts or starts[0] == 1 or starts[0] in starts[1:2]:
        return starts[0] if starts else 1
    counts = Counter(starts)
    return max(1, max(counts, key=lambda start: (counts[start], -start)))
