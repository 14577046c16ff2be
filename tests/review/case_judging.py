"""What a review of a small case got wrong, compared with what is written down for the case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from case_record import DATA, WITH_DATA, Case, Said

from generator.base.errors import GeneratorError
from generator.base.severity import Severity
from generator.model.review import Conclusion, Review
from generator.model.submission import Mark, Standing
from generator.tasks.review import review_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from members import Member

SAMPLE = "data"
# Marks of more characters than this say no more than which sentence is meant.
_LONGEST = 40
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
# Amounts, rates and counts as anybody counts them, for a number that no stage has met.
# A threshold (单位价值100万元（含）以上) states nothing.
_PLAIN = re.compile(r"[0-9][0-9,.]*(?:[万亿]元|萬元|元|%|人次|辆|台)(?!（含）|以上)")


@dataclass(frozen=True, slots=True)
class Run:
    """One review of a case: of the file alone, or with data."""

    case: Case
    way: str

    @property
    def name(self) -> str:
        """The file without its suffix, and how it is reviewed."""
        return f"{self.case.file.rsplit('.', 1)[0]}[{self.way}]"

    def data(self, reference: Path, sample: Path) -> Path | None:
        """Return the folder of the data that this review is given."""
        if self.way != DATA:
            return None
        if self.case.folder == WITH_DATA:
            return sample
        return reference / "desk" / SAMPLE / self.case.department


def plan_runs(cases: tuple[Case, ...]) -> list[Run]:
    """Return every review that the cases ask for."""
    return [Run(case, way) for case in cases for way in case.ways]


def judge_run(run: Run, reference: Path, sample: Path) -> list[str]:
    """Return in what a review differs from what is expected of it, nothing where it does not."""
    file = reference / run.case.folder / run.case.file
    try:
        review = review_file(file, run.data(reference, sample))
    except GeneratorError as error:
        return [f"没有读：{error}"]
    return judge(run.case, review)


def judge_member(member: Member, folder: Path, sample: Path, *, wrong: bool) -> list[str]:
    """Return in what the review of a small text, wrong or true, differs from what is expected."""
    file = folder / "送审.txt"
    file.write_text(f"{member.wrong if wrong else member.text}\n", encoding="utf-8")
    said, never = (member.said, member.never) if wrong else ((), ())
    read = () if wrong else member.read
    case = Case(file.name, said, member.allowed if wrong else (), never, read)
    try:
        return judge(case, review_file(file, sample if member.data else None))
    except GeneratorError as error:
        return [f"没有读：{error}"]


def judge(case: Case, review: Review) -> list[str]:
    """Return in what a finished review differs from the expectation."""
    marks = [*review.marks, *(Mark(finding) for finding in review.others)]
    return [
        *_unsaid(case, review, marks),
        *_accused(case, marks),
        *_corrected(case, marks),
        *_uncounted(case, review),
        *_concluded(case, review),
    ]


def _unsaid(case: Case, review: Review, marks: list[Mark]) -> Iterator[str]:
    """Yield what had to be said and is not, and numbers that are left open."""
    for said in case.said:
        if said.open_too and any(re.search(said.at, one.text) for one in review.open_numbers):
            continue
        met = [mark for mark in marks if _is(said, mark)]
        if not met:
            yield f"没有说：{said.at}{_of_codes(said)}"
        elif said.value and not any(_states(mark, said.value) for mark in met):
            yield f"没有说应为 {said.value}：{met[0].finding.message}"
        elif len(met) > said.most:
            yield f"{said.at} 说了 {len(met)} 次：{met[-1].finding.message}"
    for text in case.read:
        if any(_same(text, one.text) for one in review.open_numbers):
            yield f"没有核对：{text}"


def _of_codes(said: Said) -> str:
    return f"（{'、'.join(sorted(said.codes))}）" if said.codes else ""


def _accused(case: Case, marks: list[Mark]) -> Iterator[str]:
    """Yield the errors and warnings that nobody expects, and what must never be said."""
    errors = 0
    for mark in marks:
        found = mark.finding
        for pattern in case.never:
            if re.search(pattern, found.message) or re.search(pattern, mark.replacement or ""):
                yield f"不应说 {pattern}：{found.code} {found.message}"
        if found.severity is Severity.INFO or any(_is(one, mark) for one in case.allowed):
            continue
        errors += found.severity is Severity.ERROR
        if not any(_is(said, mark) for said in case.said):
            yield f"多说（{found.severity.label}）：{found.code} {found.message}"
    if case.only_error and errors > 1:
        yield f"一处错误说了 {errors} 次"


def _is(said: Said, mark: Mark) -> bool:
    """Whether a finding is the one that is described."""
    found = mark.finding
    if found.severity not in said.severities:
        return False
    if said.codes and found.code not in said.codes:
        return False
    words = _words(mark)
    text = mark.passage.text if mark.passage else ""
    if said.within and not (re.search(said.within, words) or re.search(said.within, text)):
        return False
    if re.search(said.at, words):
        return True
    if not text or mark.end - mark.start > _LONGEST:
        return False
    return any(
        mark.start <= one.end() and one.start() <= mark.end
        if mark.start == mark.end
        else mark.start < one.end() and one.start() < mark.end
        for one in re.finditer(said.at, text)
    )


def _words(mark: Mark) -> str:
    """Return all that a finding says."""
    found = mark.finding
    return "\n".join((found.message, found.found_text, *found.also))


def _states(mark: Mark, value: str) -> bool:
    """Whether a finding or its correction names a number."""
    expected = mark.finding.expected
    told = [*_NUMBER.findall(_words(mark)), *_NUMBER.findall(mark.replacement or "")]
    numbers = [_read(text) for text in told] + [expected]
    return any(number is not None and _agrees(number, Decimal(value)) for number in numbers)


def _agrees(number: Decimal, true: Decimal) -> bool:
    """Whether a printed number is the true one, rounded half up to not less than one decimal."""
    places = number.as_tuple().exponent
    if number == true or not isinstance(places, int) or places >= 0:
        return number == true
    return number == true.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP)


def _read(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _corrected(case: Case, marks: list[Mark]) -> Iterator[str]:
    """Yield the tracked changes that do not turn wrong words into the true ones."""
    for mark in marks:
        if mark.replacement is None or mark.passage is None:
            continue
        text = mark.passage.text
        after = text[: mark.start] + mark.replacement + text[mark.end :]
        meant = [said for said in (*case.said, *case.allowed) if _is(said, mark)]
        if not any(_right(said, mark, text, after) for said in meant):
            wrong = text[mark.start : mark.end]
            yield f"不应修订：{wrong} → {mark.replacement}（{mark.finding.code}）"


def _right(said: Said, mark: Mark, before: str, after: str) -> bool:
    """Whether a tracked change is one that the case allows."""
    if not said.corrected:
        return False
    if any(words in after and words not in before for words in said.becomes):
        return True
    numbers = _NUMBER.findall(mark.replacement or "")
    told = _read(numbers[0]) if len(numbers) == 1 else None
    return bool(said.value) and told is not None and _agrees(told, Decimal(said.value))


def _uncounted(case: Case, review: Review) -> Iterator[str]:
    """Yield what does not add up in the counts of the numbers, and numbers that have no verdict."""
    total = len(review.verdicts)
    if len({(one.locator, one.start) for one in review.verdicts}) != total:
        yield "有数字计了两次"
    opened = review.standings[Standing.UNCHECKED]
    if opened != len(review.open_numbers):
        yield f"未核对 {opened} 个，列出的却有 {len(review.open_numbers)} 个"
    if case.numbers is not None and total != case.numbers:
        yield f"应有 {case.numbers} 个数字，计了 {total} 个"
    counted = set(_places_of_verdicts(review))
    for passage in review.submission.passages:
        for one in _PLAIN.finditer(passage.text):
            place, start, _ = review.submission.locate(passage, one.start(), one.end())
            if (place.locator, start) not in counted:
                yield f"没有计数：{passage.text[max(0, one.start() - 12) : one.end()]}"


def _places_of_verdicts(review: Review) -> Iterator[tuple[str, int]]:
    """Yield where in the file the numbers with a verdict stand."""
    submission = review.submission
    passages = {passage.locator: passage for passage in submission.passages}
    passages |= {one.passage.locator: one.passage for one in submission.paragraphs()}
    for verdict in review.verdicts:
        if verdict.locator in passages:
            passage = passages[verdict.locator]
            place, start, _ = submission.locate(passage, verdict.start, verdict.start + 1)
            yield place.locator, start


def _same(text: str, other: str) -> bool:
    return text.replace(",", "") == other.replace(",", "")


def _concluded(case: Case, review: Review) -> Iterator[str]:
    """Yield what is wrong with the verdict."""
    wanted = [said for said in case.said if said.severities == {Severity.ERROR}]
    if review.conclusion is Conclusion.UNREAD:
        yield f"结论是{review.verdict}：{review.unread}"
    if review.accounts is None and review.conclusion is Conclusion.PASSED:
        yield "没有表而通过"
    if review.conclusion is Conclusion.PASSED and any(not said.open_too for said in wanted):
        yield "有错误而通过"
