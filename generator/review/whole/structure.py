"""Sections, their order and numbers, the 目录 (DOMAIN 1.4, 9); all that concerns the whole."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from generator.base.labels import key_of, squash
from generator.base.numerals import chinese_numeral
from generator.base.ordinals import plain_item
from generator.base.severity import Severity
from generator.model.block import Paragraph, Role
from generator.model.submission import Reviewed
from generator.review import rules
from generator.review.marking import Spot, mark
from generator.review.text.outline_headings import ordinal_value
from generator.review.whole.directions import check_directions
from generator.review.whole.emptiness import check_emptiness
from generator.review.whole.leftovers import check_leftovers
from generator.review.whole.names import check_names
from generator.review.whole.printing import check_printing
from generator.review.whole.reasons import check_reasons
from generator.review.whole.slips import check_slips
from generator.review.whole.terms import check_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.accounts import Accounts
    from generator.model.block import Block
    from generator.model.passage import Passage
    from generator.model.submission import Mark, Submission, SubmittedSection

_ORDINAL = re.compile(r"^[\s#*\-·]*[（(]?([一二三四五六七八九十]{1,3})[、.．)）]\s*")
# An entry of the 目录 that is a table of part two: no section bears its name.
_TABLE_ENTRY = re.compile(r"表(?:（[^（）]{1,12}）)?$|公开0?[1-9]")
_FEWEST_SECTIONS = 4
_ALIKE = 0.6
# Entries of a 目录, and sections, that are held against each other: no document has more.
_MOST_TITLES = 100


def check_structure(
    submission: Submission, accounts: Accounts | None, blocks: Sequence[Block]
) -> Reviewed:
    """Return what is wrong with the parts of a text; `blocks` is what our templates write."""
    return Reviewed(
        (
            *_check_sections(submission, blocks),
            *_check_numbers(submission),
            *_check_contents(submission),
            *check_leftovers(submission, accounts),
            *check_names(submission, accounts),
            *check_printing(submission),
            *check_directions(submission),
            *check_slips(submission),
            *check_reasons(submission, alone=accounts is None),
            *(check_emptiness(submission, accounts) if accounts else ()),
            *(check_terms(submission, accounts) if accounts else ()),
        )
    )


def _whole(submission: Submission, passage: Passage, where: str = "") -> Spot:
    return Spot(submission.file, where, passage, 0, len(passage.text))


def _check_sections(submission: Submission, blocks: Sequence[Block]) -> Iterator[Mark]:
    """Every section of the form stands once, in its order."""
    wanted = {
        block.where: block.text
        for block in blocks
        if isinstance(block, Paragraph) and block.role is Role.HEADING
    }
    found: dict[str, SubmittedSection] = {}
    for section in submission.sections:
        if not section.topic:
            continue
        if section.topic in found and section.number == found[section.topic].number:
            message = f"“{section.title}”出现两次"
            yield mark(rules.SECTION, message, _whole(submission, section.heading, section.topic))
        found.setdefault(section.topic, section)
    last = submission.sections[-1].heading if submission.sections else None
    others = [_bare(section.title) for section in submission.sections if not section.topic]
    del others[_MOST_TITLES:]
    for topic, heading in wanted.items():
        known = any(_likeness(_bare(heading), title) >= _ALIKE for title in others)
        lost = topic not in found and not known
        if lost and last is not None and not _is_fragment(submission):
            yield mark(rules.SECTION, f"缺少“{heading}”一节", _whole(submission, last, topic))
    order = [topic for topic in wanted if topic in found]
    written = [topic for topic in found if topic in wanted]
    for one, other in zip(order, written, strict=True):
        if one != other:
            spot = _whole(submission, found[other].heading, other)
            yield mark(rules.SECTION, f"“{found[other].title}”的次序与格式不同", spot)
            return


def _check_numbers(submission: Submission) -> Iterator[Mark]:
    """一、二、三 …: no number is skipped or doubled."""
    numbered = [s for s in submission.sections if s.number and s.number[0] not in "（("]
    before = _first_number(numbered) - 1
    for index, section in enumerate(numbered):
        wanted = chinese_numeral(before + index + 1)
        alone = len({s.number for s in numbered}) == len(numbered)
        if section.number != wanted and alone and not _is_fragment(submission):
            message = f"编号“{section.number}、”不连续，应为“{wanted}、”"
            yield mark(rules.SECTION, message, _whole(submission, section.heading, section.topic))
            return
        others = numbered[: index + 2]
        if section.number != wanted and [s.number for s in others].count(section.number) > 1:
            message = f"编号“{section.number}、”重复，应为“{wanted}、”"
            yield mark(rules.SECTION, message, _whole(submission, section.heading, section.topic))
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


def _is_fragment(submission: Submission) -> bool:
    """Whether a file is a piece of a document: it need not have what a whole one has."""
    return not submission.part_headings and len(submission.sections) < _FEWEST_SECTIONS


def _bare(text: str) -> str:
    """Return a heading without marks, ordinal and closing full stop."""
    return key_of(_ORDINAL.sub("", plain_item(text))).strip("#*-·。.")


def _check_contents(submission: Submission) -> Iterator[Mark]:
    """The headings of part three as the 目录 has them."""
    entries = {
        _bare(entry.text): entry
        for entry in submission.contents
        if not _TABLE_ENTRY.search(squash(entry.text))
    }
    if not entries:
        return
    # An entry that is another section's heading says nothing of this one.
    titles = {_bare(section.title) for section in submission.sections}
    if max(len(entries), len(submission.sections)) > _MOST_TITLES:
        many = f"目录有 {len(entries):,} 条、标题有 {len(submission.sections):,} 个"
        message = f"{many}，只对照了各自的前 {_MOST_TITLES} 个"
        spot = _whole(submission, submission.contents[0], "")
        yield mark(rules.UNREAD, message, spot, severity=Severity.WARNING)
    listed = list(islice(entries, _MOST_TITLES))
    for section in islice(submission.sections, _MOST_TITLES):
        title = _bare(section.title)
        if not section.number or title in entries:
            continue
        near = next(iter(get_close_matches(title, listed, n=1, cutoff=_ALIKE)), "")
        if not near or near in titles:
            continue
        message = f"标题“{section.title}”与目录“{entries[near].text.strip()}”不一致"
        yield mark(rules.CONTENTS, message, _whole(submission, section.heading, section.topic))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
