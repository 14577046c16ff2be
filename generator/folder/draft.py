"""Reasons typed into the Word draft over the 【待补充】 marks, found by what stands around them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L14
from generator.base.severity import FindingClass, Severity
from generator.field.data_folder import Lists
from generator.folder.reasons import REASONS_FILE
from generator.model.finding import Finding, finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.block import Gap, Paragraph

Lines = tuple[tuple[str, int], ...]  # paragraphs of the draft: text and 1-based place

# The lists into which what is typed over a mark is read back.
READ_FILES = (
    REASONS_FILE,
    *(f"{name}.csv" for name in (Lists.FACTS, Lists.BUDGETS, Lists.LAST_TOTALS)),
)
_MARK = "【待补充"
_CLOSING = "。；，;,. \t"
_ITEM = re.compile(r"\d+[.．、]")
_LEAST_LITERAL = 8  # characters of ours that a paragraph needs to be known again
_LONGEST = 20_000
_MOST_JOINED = 4  # paragraphs that one of ours may have been split into
_QUOTED = 60
_START = 20
_MOST_APART = 3  # clauses that are named one by one when they are not found again


class DraftReason(NamedTuple):
    """A reason as typed, the key that it belongs to, and the paragraph it was found in.

    So is a number, with the file that it belongs into.
    """

    key: str
    basis: str
    reason: str
    section: str
    paragraph: int
    file: str = REASONS_FILE


@dataclass(frozen=True, slots=True)
class Expected:
    """What the program writes: part three without any reason, and as the folder has it now.

    `captions` are the other lines of part three, `after` the heading that follows it, `open_gaps`
    what is missing now anywhere in the document.
    """

    bare: tuple[Paragraph, ...]
    written: tuple[Paragraph, ...]
    captions: tuple[str, ...] = ()
    after: str = ""
    open_gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A paragraph with gaps as a pattern; each group is what stands at a gap.

    `now` is the same paragraph with the reasons that the folder has.
    """

    paragraph: Paragraph
    now: str
    gaps: tuple[Gap, ...]
    shortest: re.Pattern[str]
    longest: re.Pattern[str]


class _Match(NamedTuple):
    """The indices of the paragraphs that a pattern fits, and how it fits."""

    first: int
    last: int
    shortest: re.Match[str]
    longest: re.Match[str]


class _Squashed(NamedTuple):
    """A text without white space, and where each character stood."""

    text: str
    places: tuple[int, ...]


class _Unaligned(NamedTuple):
    """A paragraph that was not found again, and the index of what may have become of it or -1."""

    where: str
    keys: tuple[str, ...]
    at: int


@dataclass(slots=True)
class _Reading:
    """What has been found so far; `used` are the indices of paragraphs that are accounted for."""

    lines: Lines
    name: str
    reasons: list[DraftReason]
    findings: list[Finding]
    used: set[int]
    filled: set[int]
    derived: int = 0
    unaligned: list[_Unaligned] = field(default_factory=list)

    def complain(self, message: str, section: str, at: int = -1, found: str = "") -> None:
        """Add a warning about a clause, with the paragraph at index `at` where there is one."""
        text, number = self.lines[at] if at >= 0 else ("", 0)
        place = Place(self.name, section=section, paragraph=number, quote=text[:_QUOTED])
        self.findings.append(_finding(message, Severity.WARNING, place, found))


def align_draft(
    lines: Lines, expected: Expected, name: str
) -> tuple[tuple[DraftReason, ...], tuple[Finding, ...]]:
    """Return the reasons that stand where the program has its marks, and what is doubtful.

    A paragraph that was changed elsewhere than at its marks is reported and nothing is taken
    from it.
    """
    reading = _Reading(_part_three(lines, expected), name, [], [], set(), set())
    squashed = [_squash(text) for text, _ in reading.lines]
    patterns = list(_patterns(expected))
    matches = [(one, tuple(_matches(one, squashed))) for one in patterns]
    claims = Counter(match.first for _, found in matches for match in found)
    for pattern, found in matches:
        _read_paragraph(reading, pattern, found, claims)
    telling = [found for one, found in matches if _tells(one)]
    if patterns and not (any(telling) if telling else reading.used):
        message = f"{name} 与由该数据文件夹写出的文字对不上，不像它的草稿；没有读入任何原因"
        return (), (_finding(message, Severity.ERROR, Place(name)),)
    ours = (*(p.text for p in (*expected.bare, *expected.written)), *expected.captions)
    known = {_squash(text).text for text in ours}
    for pattern, found in matches:
        if not found:
            _report_unaligned(reading, pattern, squashed, known)
    _complain_of_unaligned(reading)
    _report_extras(reading, squashed, known)
    _report_overwritten(reading, lines, expected.open_gaps)
    return _without_conflicts(reading), tuple(reading.findings)


def _patterns(expected: Expected) -> Iterator[_Pattern]:
    """Yield a pattern for each paragraph that asks for a reason or a number."""
    parallel = len(expected.bare) == len(expected.written)
    for at, paragraph in enumerate(expected.bare):
        if any(span.gap is not None and _is_read(span.gap) for span in paragraph.spans):
            yield _pattern_of(paragraph, expected.written[at].text if parallel else "")


def _tells(pattern: _Pattern) -> bool:
    """Whether a paragraph tells whose draft it is: it prints an amount of the data."""
    return any(span.figure and span.figure.value for span in pattern.paragraph.spans)


def _is_read(gap: Gap) -> bool:
    """Whether what is typed over a mark is read back: a reason, or the very number asked."""
    return gap.file in READ_FILES and not gap.is_derived


def _finding(message: str, severity: Severity, place: Place, found: str = "") -> Finding:
    return finding(L14, message, place, severity=severity, found_text=found)


def _squash(text: str) -> _Squashed:
    places = tuple(at for at, character in enumerate(text) if not character.isspace())
    return _Squashed("".join(text[at] for at in places), places)


def _pattern_of(paragraph: Paragraph, now: str) -> _Pattern:
    """Return the pattern: an automatic number may be gone, and so may the last full stop."""
    gaps = tuple(span.gap for span in paragraph.spans if span.gap is not None)
    pieces: list[str] = []
    for span in paragraph.spans:
        literal = _squash(span.text).text
        number = _ITEM.match(literal) if not pieces else None
        if span.gap is not None:
            pieces.append("(.+?)")
        elif number:
            pieces.append(f"(?:{re.escape(number[0])})?{re.escape(literal[number.end() :])}")
        else:
            pieces.append(re.escape(literal))
    after_gap = len(pieces) > 1 and paragraph.spans[-2].gap is not None
    if after_gap and not paragraph.spans[-1].text.strip(_CLOSING):
        del pieces[-1]  # a reason is cut of its closing marks: ours would be in doubt
    elif pieces[-1].endswith("。"):
        pieces[-1] += "?"
    whole = "".join(pieces)
    longest = re.compile(whole.replace("(.+?)", "(.+)"))
    return _Pattern(paragraph, now, gaps, re.compile(whole), longest)


def _part_three(lines: Lines, expected: Expected) -> Lines:
    """Return the lines from the last first heading (the contents repeat it) to the next part."""
    heading = _squash(expected.bare[0].text).text if expected.bare else ""
    texts = [_squash(text).text for text, _ in lines]
    starts = [at for at, text in enumerate(texts) if text == heading]
    if not starts:
        return lines
    after = _squash(expected.after).text
    ends = (at for at in range(starts[-1], len(texts)) if after and texts[at] == after)
    return lines[starts[-1] : next(ends, len(lines))]


def _read_paragraph(
    reading: _Reading, pattern: _Pattern, found: tuple[_Match, ...], claims: Mapping[int, int]
) -> None:
    """Take what stands at the gaps of a paragraph that was found once and is nobody else's."""
    where = pattern.paragraph.where
    for match in found:
        reading.used.update(range(match.first, match.last + 1))
        reading.filled.update(range(match.first, match.last + 1))
    if not found:
        return
    first, last, shortest, longest = found[0]
    if len(found) > 1 or claims[first] > 1:
        several = max(len(found), claims[first])
        reading.complain(f"草稿中与“{where}”这一段相像的有 {several} 处，没有读入", where, first)
        return
    if any(shortest.span(n) != longest.span(n) for n in range(1, len(pattern.gaps) + 1)):
        reading.complain("填写的文字与前后文重复，分不清从哪里到哪里，没有读入", where, first)
        return
    text = "".join(line for line, _ in reading.lines[first : last + 1])
    places = _squash(text).places
    for number, gap in enumerate(pattern.gaps, start=1):
        start, end = shortest.span(number)
        typed = text[places[start] : places[end - 1] + 1]
        _take(reading, gap, "".join(typed.splitlines()).strip(), where, first)


def _matches(pattern: _Pattern, squashed: Sequence[_Squashed]) -> Iterator[_Match]:
    """Yield where the pattern fits one paragraph, else where it fits neighbours put together."""
    literal = sum(len(_squash(s.text).text) for s in pattern.paragraph.spans if s.gap is None)
    if literal < _LEAST_LITERAL:
        return
    any_found = False
    for joined in range(_MOST_JOINED):
        for first in range(len(squashed) - joined):
            text = "".join(one.text for one in squashed[first : first + joined + 1])
            if len(text) > _LONGEST:
                continue
            shortest, longest = pattern.shortest.fullmatch(text), pattern.longest.fullmatch(text)
            if shortest and longest:
                any_found = True
                yield _Match(first, first + joined, shortest, longest)
        if any_found:
            return


def _take(reading: _Reading, gap: Gap, typed: str, where: str, at: int) -> None:
    """Keep what stands at a gap, unless the mark is still there."""
    typed = typed.rstrip(_CLOSING)
    if typed == gap.mark:
        return
    if gap.is_derived:
        reading.derived += 1
        return
    if gap.file not in READ_FILES:
        return
    if _MARK in typed:
        message = f"“{gap.key}”处仍留有待补充的标记，没有读入；请删去标记，只留原因"
        reading.complain(message, where, at, typed)
        return
    if typed.startswith("【") and typed.endswith("】"):
        typed = typed[1:-1].strip()
    reason = typed.rstrip(_CLOSING)
    if not reason:
        reading.complain(f"“{gap.key}”处的标记已经删去，但没有填写原因", where, at)
        return
    number = reading.lines[at][1]
    reading.reasons.append(DraftReason(gap.key, gap.basis, reason, where, number, gap.file))


def _report_unaligned(
    reading: _Reading, pattern: _Pattern, squashed: Sequence[_Squashed], known: set[str]
) -> None:
    """Say which clause was not found again, unless it stands there as the folder has it now."""
    texts = [one.text for one in squashed]
    now = _squash(pattern.now).text
    if now in texts and _MARK not in now:
        reading.used.add(texts.index(now))
        return
    spans = pattern.paragraph.spans
    before = "".join(span.text for span in itertools.takewhile(lambda s: s.gap is None, spans))
    start = _squash(before).text
    changed = {
        text[: len(start)]: at
        for at, text in enumerate(texts)
        if at not in reading.used and text not in known and text
    }
    near = get_close_matches(start, changed, n=1)
    at = changed[near[0]] if near else -1
    reading.used.update({at} if near else ())
    keys = tuple(gap.key for gap in pattern.gaps if _is_read(gap))
    reading.unaligned.append(_Unaligned(pattern.paragraph.where, keys, at))


def _complain_of_unaligned(reading: _Reading) -> None:
    """Name the clauses that were not found again: where they are many, the wording is another."""
    lost = reading.unaligned
    if len(lost) > _MOST_APART:
        keys = "、".join(dict.fromkeys(key for one in lost for key in one.keys))
        message = (
            f"有 {len(lost)} 段与程序现在写出的不同，其中 {keys} 的原因没有读入。草稿如是用 "
            "--profile 或 --templates 写出的，导入时请加上同样的选项；"
            f"数据已经改动的，请直接填入 {REASONS_FILE}"
        )
        reading.complain(message, lost[0].where, lost[0].at)
        return
    for where, keys_of_one, at in lost:
        message = (
            f"{where} 的这一段与程序现在写出的不同（文字或金额有改动），"
            f"其中“{'、'.join(keys_of_one)}”的原因没有读入；请直接填入 {REASONS_FILE}"
        )
        reading.complain(message, where, at, reading.lines[at][0] if at >= 0 else "")


def _report_extras(reading: _Reading, squashed: Sequence[_Squashed], known: set[str]) -> None:
    """Report paragraphs that the program does not write: those after a filled gap one by one."""
    changed: list[int] = []
    for at, line in enumerate(squashed):
        if not line.text or at in reading.used or line.text in known:
            continue
        if at - 1 in reading.filled:
            reading.filled.add(at)
            text = reading.lines[at][0]
            start = f"{text[:_START]}…" if len(text) > _START else text
            message = f"填写了原因的段落之后另起了一段“{start}”，这一段没有读入"
            reading.complain(message, "", at, text)
        else:
            changed.append(at)
    if changed:
        text, number = reading.lines[changed[0]]
        message = (
            f"草稿的正文中有 {len(changed)} 段与程序现在写出的不同；"
            "标记以外的改动不会带回数据，重新生成时会还原"
        )
        place = Place(reading.name, paragraph=number, quote=text[:_QUOTED])
        reading.findings.append(_finding(message, Severity.INFO, place))


def _report_overwritten(reading: _Reading, lines: Lines, open_gaps: Iterable[Gap]) -> None:
    """Say in one line what was typed over marks and is not read back, and where to put it."""
    whole = "\n".join(text for text, _ in lines)
    lost = [
        f"{gap.wording}（{gap.file}）"
        for gap in dict.fromkeys(open_gaps)
        if gap.file not in READ_FILES and gap.mark not in whole
    ]
    said = []
    if lost:
        said.append(f"{'、'.join(lost)}已被改写，请填入括号里的文件")
    if reading.derived:
        said.append(f"由程序计算的 {reading.derived} 处填了数，会重新计算")
    if said:
        reading.complain(f"草稿中没有读取的：{'；'.join(said)}", "")


def _without_conflicts(reading: _Reading) -> tuple[DraftReason, ...]:
    """Return each key once; a key that was given two different reasons is left out."""
    by_key: dict[tuple[str, str, str], list[DraftReason]] = {}
    for reason in reading.reasons:
        by_key.setdefault((reason.key, reason.basis, reason.file), []).append(reason)
    kept: list[DraftReason] = []
    for (key, *_), reasons in by_key.items():
        if len({reason.reason for reason in reasons}) == 1:
            kept.append(reasons[0])
            continue
        places = tuple(
            Place(reading.name, section=one.section, paragraph=one.paragraph, quote=one.reason)
            for one in reasons
        )
        what = "的原因" if reasons[0].file == REASONS_FILE else ""
        message = f"草稿中“{key}”{what}有 {len(places)} 种写法，没有读入；请统一后再读"
        reading.findings.append(finding(L14, message, *places, kind=FindingClass.INTERNAL))
    return tuple(kept)
