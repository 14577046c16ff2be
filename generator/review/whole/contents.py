"""The 目录 against the headings: entries, numbers, parts and years, one with the other.

A 目录 may list parts only, or a level of headings only: what it lists is compared.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of, squash
from generator.base.severity import Severity
from generator.field import sections as form_sections
from generator.review import rules
from generator.review.marking import mark
from generator.review.text.outline_headings import Part, is_bare_label, part_of, split_label
from generator.review.text.outline_topics import topic_of
from generator.review.whole.outlines import (
    MOST_TITLES,
    bare,
    is_fragment,
    is_main,
    number_of,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.model.passage import Passage
    from generator.model.submission import Mark, Submission

# An entry of the 目录 that is a table of part two: no section bears its name.
_TABLE_ENTRY = re.compile(r"表(?:（[^（）]{1,12}）)?$|公开0?[1-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_ALIKE = 0.6
# So many characters are no common beginning of two headings.
_LONG = 8
# What may set two headings apart: it is no text that goes on behind one.
_TITLE_END = re.compile(r"(?:收入|支出|决算|的|情况|说明|（[^（）]{1,12}）)*")
# Of so many entries found in the body it can be told that the others are not.
_FEWEST_FOUND = 3
_FEWEST_PARTS = 2
_QUOTED = 40
# Parts that are often another file: the 目录 lists them, and this file need not have them.
_OFTEN_APART = {Part.TABLES, Part.ATTACHMENTS}


class _PartLine(NamedTuple):
    """第三部分, its name, and the passage of it."""

    label: str
    words: str
    passage: Passage


def check_contents(submission: Submission, lost: Collection[str], year: int = 0) -> Iterator[Mark]:
    """Return where the 目录 and the headings differ; `lost` are topics that are told missing.

    A heading that differs by a wrong year alone, in a text of `year`, is told as that.
    """
    entries = _section_entries(submission)
    if entries:
        yield from _check_count(submission, entries)
        yield from _check_titles(submission, entries)
        yield from _check_numbers(submission, entries)
        yield from _check_missing(submission, entries, lost)
    yield from _check_parts(submission, year)


def _section_entries(submission: Submission) -> dict[str, Passage]:
    """Return the entries that are no tables, by their bare words; those of part three win."""
    entries: dict[str, Passage] = {}
    for entry in submission.contents:
        if not _TABLE_ENTRY.search(squash(entry.text)):
            entries[bare(entry.text)] = entry
    return entries


def _check_count(submission: Submission, entries: Mapping[str, Passage]) -> Iterator[Mark]:
    if max(len(entries), len(submission.sections)) > MOST_TITLES:
        many = f"目录有 {len(entries):,} 条、标题有 {len(submission.sections):,} 个"
        message = f"{many}，只对照了各自的前 {MOST_TITLES} 个"
        spot = whole(submission, submission.contents[0])
        yield mark(rules.UNREAD, message, spot, severity=Severity.WARNING)


def _check_titles(submission: Submission, entries: Mapping[str, Passage]) -> Iterator[Mark]:
    """The headings of part three as the 目录 has them."""
    # An entry that is another section's heading says nothing of this one.
    listed = list(islice(entries, MOST_TITLES))
    titles = {bare(section.title) for section in submission.sections}
    for section in islice(submission.sections, MOST_TITLES):
        title = _as_listed(bare(section.title), listed)
        near = _near(title, listed) if section.number and title not in entries else ""
        if not near or near in titles:
            continue
        message = f"标题“{section.title}”与目录“{entries[near].text.strip()}”不一致"
        spot = whole(submission, section.heading, section.topic)
        own = (near, title) in form_sections.UNLIKE_IN_FORM
        severity = Severity.INFO if own else Severity.ERROR
        yield mark(rules.CONTENTS, message, spot, severity=severity)


def _near(title: str, listed: Sequence[str]) -> str:
    return next(iter(get_close_matches(title, listed, n=1, cutoff=_ALIKE)), "")


def _check_numbers(submission: Submission, entries: Mapping[str, Passage]) -> Iterator[Mark]:
    """A heading has the number that the 目录 gives it."""
    first = list(islice(entries, MOST_TITLES))
    for section in islice(submission.sections, MOST_TITLES):
        entry = entries.get(_as_listed(bare(section.title), first))
        if entry is None or not section.number:
            continue
        listed, printed = number_of(entry.text), section.number.strip("（）()")
        if listed and listed != printed:
            message = f"目录“{entry.text.strip()}”的编号与正文不一致，正文为“{section.number}”"
            yield mark(rules.CONTENTS, message, whole(submission, entry))


def _as_listed(title: str, entries: Sequence[str]) -> str:
    """Return a heading as the 目录 has it, where its text goes on in its line."""
    fitting = (entry for entry in entries if len(entry) >= _LONG and title.startswith(entry))
    entry = max(fitting, key=len, default=title)
    return title if _TITLE_END.fullmatch(title, len(entry)) else entry


def _check_missing(
    submission: Submission, entries: Mapping[str, Passage], lost: Collection[str]
) -> Iterator[Mark]:
    """What the 目录 lists stands in the body, and the reverse, where most of it does."""
    # The lines of a PDF may be lost or run together: nothing is certain there.
    severity = Severity.INFO if submission.file.lower().endswith(".pdf") else None
    level = [section for section in submission.sections if is_main(section)]
    first = list(islice(entries, MOST_TITLES))
    titles = {
        _as_listed(bare(section.title), first): section for section in islice(level, MOST_TITLES)
    }
    found = [title for title in titles if title in entries]
    if len(found) < _FEWEST_FOUND:
        return
    rest = list(islice((title for title in entries if title not in titles), MOST_TITLES))
    if len(found) * 2 >= len(titles):
        for title, section in titles.items():
            if title not in entries and not _near(title, rest):
                message = f"目录缺少“{section.heading.text.strip()[:_QUOTED]}”"
                spot = whole(submission, section.heading, section.topic)
                yield mark(rules.CONTENTS, message, spot, severity=severity)
    wanted = _narrative_entries(submission)
    if len(found) * 2 < len(wanted) or is_fragment(submission):
        return
    body = {bare(passage.text) for passage in _body(submission)}
    others = [title for title in titles if title not in entries]
    for entry in islice(wanted, MOST_TITLES):
        title = bare(entry.text)
        known = title in titles or title in body or _near(title, others) or topic_of(title) in lost
        if not known:
            message = f"目录列有“{entry.text.strip()}”，正文没有这一节"
            spot = whole(submission, entry)
            yield mark(rules.CONTENTS, message, spot, severity=severity)


def _narrative_entries(submission: Submission) -> list[Passage]:
    """Return the numbered entries below the line of part three."""
    listed: list[Passage] = []
    inside = False
    for entry in submission.contents:
        if split_label(entry.text)[0]:
            inside = part_of(entry.text) is Part.NARRATIVE
        elif inside and number_of(entry.text) and not _is_clause(entry):
            listed.append(entry)
    return [entry for entry in listed if not _TABLE_ENTRY.search(squash(entry.text))]


def _is_clause(entry: Passage) -> bool:
    return squash(entry.text)[:1] in {"（", "("}


def _body(submission: Submission) -> Iterator[Passage]:
    listed = {passage.locator for passage in submission.contents}
    return (passage for passage in submission.passages if passage.locator not in listed)


def _check_parts(submission: Submission, year: int) -> Iterator[Mark]:
    """The lines of the parts: their numbers, names and years."""
    listed = _part_lines(submission.contents)
    printed = _part_lines(submission.part_headings)
    if min(len(listed), len(printed)) < _FEWEST_PARTS:
        return
    names = {line.words: line for line in listed.values()}
    for label, heading in printed.items():
        entry = listed.get(label)
        other = names.get(heading.words)
        shown = heading.passage.text.strip()
        if entry is not None and entry.words == heading.words:
            continue
        if other is not None and other.label != label:
            message = f"目录中“{other.passage.text.strip()}”在正文是“{label}”"
            yield mark(rules.CONTENTS, message, whole(submission, other.passage))
        elif entry is None:
            # A 目录 of parts and tables only may leave out a part that explains.
            severity = Severity.ERROR if _narrative_entries(submission) else Severity.INFO
            spot = whole(submission, heading.passage)
            yield mark(rules.CONTENTS, f"目录缺少“{shown}”", spot, severity=severity)
        elif not year or _of_year(heading.words, year) != entry.words:
            yield _unlike(submission, entry, heading)
    for label, entry in listed.items():
        gone = label not in printed and part_of(entry.passage.text) not in {None, *_OFTEN_APART}
        moved = any(heading.words == entry.words for heading in printed.values())
        if gone and not moved and not is_fragment(submission):
            message = f"目录列有“{entry.passage.text.strip()}”，正文没有这一部分"
            yield mark(rules.CONTENTS, message, whole(submission, entry.passage))


def _of_year(words: str, year: int) -> str:
    """Return the words of a heading as they should be in a text of `year`."""
    return _YEAR.sub(str(year), words, count=1)


def _unlike(submission: Submission, entry: _PartLine, heading: _PartLine) -> Mark:
    """Return what is said of a part whose two lines differ: a hint, but for years and kinds."""
    years = _YEAR.findall(entry.words), _YEAR.findall(heading.words)
    differs = all(years) and years[0] != years[1]
    kinds = part_of(f"{entry.label}{entry.words}"), part_of(f"{heading.label}{heading.words}")
    grave = differs or kinds[0] is not kinds[1]
    message = (
        f"目录“{entry.passage.text.strip()}”与正文“{heading.passage.text.strip()}”"
        f"{'年度' if differs else ''}不一致"
    )
    severity = Severity.ERROR if grave else Severity.INFO
    return mark(rules.CONTENTS, message, whole(submission, entry.passage), severity=severity)


def _part_lines(passages: Sequence[Passage]) -> dict[str, _PartLine]:
    """Return the lines of parts by their labels; the name may stand in the line below."""
    lines: dict[str, _PartLine] = {}
    for index, passage in enumerate(passages):
        label, words = split_label(passage.text)
        if not label:
            continue
        if is_bare_label(passage.text) and index + 1 < len(passages):
            words = squash(passages[index + 1].text)
        lines.setdefault(label, _PartLine(label, key_of(words).rstrip("。."), passage))
    return lines
