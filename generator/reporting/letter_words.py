"""A review in the words of a letter to the department: in the order of the file, without codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.severity import FindingClass, Severity
from generator.field import zh
from generator.field.forms import FORM_BY_NUMBER
from generator.model.duty import DutyState
from generator.model.letter import DutyRemark, FileLetter, Remark
from generator.model.rounds import RoundState
from generator.reporting.plain_words import is_formula, say_to_department
from generator.reporting.review_marks import find_change, sort_marks
from generator.reporting.review_summary import department_of
from generator.reporting.review_words import cells_of, format_amounts, quote_of, section_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.place import Place
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile
    from generator.model.submission import Mark

_PART = re.compile(r"第[一二三四五六七八九十]+部分")
_CLAUSE_ENDS = re.compile(r"[；。]")
_WHOLE = "全文"
_BUREAU = "财政部门掌握的数据"
_MOST_CELLS = 6
_SHOWN, _HEAD = 30, 15  # characters of a clause that is named as a basis, of its beginning
_ALIKE = 8  # characters at the beginning of a clause by which it is found in another
_SHORT = 100  # characters of a paragraph that is quoted whole
# What a reason says to the bureau, clause by clause: options, what the program did, what to try.
_FOR_BUREAU = re.compile(r"--[a-z]|程序|LibreOffice|系统打不开|维护者|请|可以|gen-narrative")
# What to do about a reason, behind it: the letter asks for that in words of its own.
_ADVICE = re.compile(r"，请[^，；。]*")
_ASKED = {
    Severity.ERROR: "请查明有误的是哪一处，改正后重新报送",
    Severity.WARNING: "请核实；有误的请改正，无误的请在反馈表中说明",
    Severity.INFO: "供参考，可酌情修改",
}

_ASKED_UNREAD = "请核对这一处；没有错的，也请改成可以读取的文字、表格后重新报送"


def write_file_letter(one: ReviewedFile, authorities: Mapping[str, str]) -> FileLetter:
    """Return everything that a letter may say of a file, remarks of all severities.

    `authorities` has the clause on which a rule rests, by its code.
    """
    name = one.name.rpartition("/")[2]
    department = department_of(one)
    review = one.review
    if review is None:
        words = _word_unread(one, one.reason)
        return FileLetter(name, department, 0, "", (), words, is_withheld=not words)
    identity = review.accounts.identity if review.accounts else None
    remarks = list_remarks(one, review, authorities)
    year = (identity.year if identity else 0) or review.owner.year
    return FileLetter(
        name,
        department,
        year,
        review.profile,
        tuple(
            remark
            for finding, remark in remarks
            if finding.finding_class is not FindingClass.TAIL  # nothing to be done about it
        ),
        _word_unread(one, review.unread),
        tuple(say_to_department(part) for part in review.blind),
        len(review.barring),
        corrected=_count_corrected(one),
        duties=_list_duties(review, dict(remarks)),
    )


def _list_duties(review: Review, told: Mapping[Finding, Remark]) -> tuple[DutyRemark, ...]:
    """Return the duties that are not fulfilled; what a reviewer has accepted is not told."""
    listed = []
    for one in review.duties:
        remarks = tuple(dict.fromkeys(told[f] for f in one.findings if f in told))
        if one.state is DutyState.PROBLEM and (remarks or not one.findings):
            listed.append(DutyRemark(one.duty.content, say_to_department(one.note), remarks))
    return tuple(listed)


def _count_corrected(one: ReviewedFile) -> int:
    """Return how many errors and warnings of the round before are put right."""
    is_as_sent = one.rounds is None or one.rounds.is_same_file  # nobody has put anything right
    told = one.rounds.past if one.rounds and not is_as_sent else ()
    return sum(
        past.state is RoundState.FIXED and past.noted.severity != Severity.INFO.value
        for past in told
    )


def list_remarks(
    one: ReviewedFile, review: Review, authorities: Mapping[str, str]
) -> tuple[tuple[Finding, Remark], ...]:
    """Return the findings with their words, in the order of the file.

    What stands in no text stands where the tables of the file do; what has no place at all, last.
    """
    writer = _Writer(one, review, authorities)
    marks, others = sort_marks(review)
    worded = [
        *(((writer.place(mark.passage), ""), writer.word_mark(mark)) for mark in marks),
        *((writer.place_of_table(finding), writer.word_other(finding)) for finding in others),
    ]
    findings = (*(mark.finding for mark in marks), *others)
    listed = zip(findings, worded, strict=True)
    told = [(at, finding, words) for finding, (at, words) in listed if not finding.for_bureau]
    ordered = sorted(told, key=lambda row: row[0])
    return tuple({finding: (finding, words) for _, finding, words in ordered}.values())


def _word_unread(one: ReviewedFile, reason: str) -> str:
    """Return why a file could not be reviewed without what is said to the bureau.

    It is empty where the reason lies in the program or the machine.
    """
    name = one.path.name
    plain = reason.replace(f"{one.path.parent}/", "")
    for own, words in ((f"{name}：", ""), (f"{name} 中", "文件中"), (name, f"“{name}”")):
        plain = plain.replace(own, words)
    clauses = (clause.strip("，：　 ") for clause in _CLAUSE_ENDS.split(_ADVICE.sub("", plain)))
    kept = dict.fromkeys(c for c in clauses if c and not _FOR_BUREAU.search(c))
    return say_to_department("；".join(kept))


class _Writer:
    """Words the findings of one file."""

    def __init__(self, one: ReviewedFile, review: Review, authorities: Mapping[str, str]) -> None:
        self._one = one
        self._review = review
        self._authorities = authorities
        self._own_files = {review.file, one.path.name}
        passages = review.submission.passages
        self._order = {passage.locator: index for index, passage in enumerate(passages)}
        self._parts = tuple(self._list_parts())
        tables = review.submission.tables
        self._tables_at = self.place(tables[0]) if tables else len(passages)
        self._steps = dict(self._list_steps())
        attached = review.submission.attachments
        self._attached = frozenset(paragraph.passage.locator for paragraph in attached)

    def _list_parts(self) -> Iterator[tuple[int, str]]:
        for heading in self._review.submission.part_headings:
            found = _PART.search(heading.text)
            if found:
                yield self.place(heading), found.group()

    def _list_steps(self) -> Iterator[tuple[str, int]]:
        """Yield which paragraph of its clause each passage is; nothing for one that is alone.

        Attachments are several of one name: their paragraphs are not counted.
        """
        clauses: dict[str, list[Passage]] = {}
        for section in self._review.submission.sections:
            for paragraph in section.paragraphs:
                clauses.setdefault(paragraph.where, []).append(paragraph.passage)
        for several in clauses.values():
            if len(several) > 1:
                yield from ((one.locator, step) for step, one in enumerate(several, start=1))

    def place(self, passage: Passage | None) -> int:
        """Return where in the file a passage stands; the end where it is none of the file's."""
        return self._order.get(passage.locator if passage else "", len(self._order))

    def place_of_table(self, finding: Finding) -> tuple[int, str]:
        """Return where the tables of the file stand, and which it is about; the end for none."""
        table = finding.places[0].table if finding.places else ""
        return (self._tables_at if table else len(self._order) + 1), table

    def word_mark(self, mark: Mark) -> Remark:
        """Return the words of a finding in the text."""
        quote = self._quote(mark)
        replacement = find_change(self._review, mark)
        change = "" if replacement is None else _word_change(mark, quote, replacement)
        return self._word(mark.finding, self._word_where(mark), quote, change)

    def _quote(self, mark: Mark) -> str:
        """Return the clause; of a short paragraph that is not easily found, all of it."""
        quote = quote_of(mark.finding)
        passage = mark.passage
        if passage is None:
            return quote
        is_attached = passage.locator in self._attached and quote in passage.text
        if is_attached and len(passage.text) <= _SHORT:
            return passage.text
        return quote or passage.text[mark.start : mark.end]

    def word_other(self, finding: Finding) -> Remark:
        """Return the words of a finding about a table or the file."""
        if not finding.places:
            return self._word(finding, _WHOLE, "", "")
        first = finding.places[0]
        cell = self._word_cell(first, finding)
        if not first.table:
            return self._word(finding, cell or _WHOLE, "", "")
        stated = format_amounts(finding).stated
        part = self._part_at(self._tables_at)
        where = " ".join(filter(None, (part, _word_table(first.table))))
        return self._word(finding, where, f"{cell}：{stated}" if stated else cell, "")

    def _word(self, finding: Finding, where: str, quote: str, change: str) -> Remark:
        amounts = format_amounts(finding)
        has_both = bool(amounts.stated and amounts.expected)
        compared = f"现为{amounts.stated}，按依据应为{amounts.expected}；" if has_both else ""
        is_unread = finding.finding_class is FindingClass.EXTRACTION
        asked = _ASKED_UNREAD if is_unread else _ASKED[finding.severity]
        return Remark(
            severity=finding.severity,
            where=where,
            quote=quote,
            problem=say_to_department(finding.message),
            change=change,
            ask="" if change else f"{compared}{asked}",
            stated=amounts.stated,
            expected=amounts.expected,
            basis="；".join(self._list_basis(finding, where, amounts.expected)),
            also="；".join(map(say_to_department, finding.also)),
            round_state=self._word_round(finding),
        )

    def _word_round(self, finding: Finding) -> str:
        """Return what has become of it: nothing where the department's file is its first one."""
        rounds = self._one.rounds
        standing = rounds.standings.get(finding) if rounds and rounds.document else None
        if standing is None:
            return ""
        before = f"原为{standing.before}，改后仍有误" if standing.before else ""
        return "，".join(filter(None, (standing.state.label, before)))

    def _word_where(self, mark: Mark) -> str:
        """Return the part, the clause, the paragraph of the clause and, of a PDF, the page."""
        passage = mark.passage
        clause = section_of(mark.finding)
        if passage is None:
            return clause or _WHOLE
        step = self._steps.get(passage.locator)
        pieces = (
            self._part_at(self.place(passage)),
            clause,
            f"第{step}段" if step else "",
            f"第{passage.page}页" if passage.page else "",
        )
        return " ".join(dict.fromkeys(filter(None, pieces))) or _WHOLE

    def _part_at(self, place: int) -> str:
        return next((title for at, title in reversed(self._parts) if at <= place), "")

    def _list_basis(self, finding: Finding, where: str, expected: str) -> Iterator[str]:
        cells = [cell for cell in self._list_cells(finding) if cell != where]
        computed = is_formula(finding.formula)
        is_in_text = bool(section_of(finding))
        if len(cells) == 1 and expected and is_in_text and not computed:
            yield f"{cells[0]}为{expected}"
        elif cells:
            yield "、".join(_cut_cells(cells))
        if computed:
            yield f"算法：{say_to_department(finding.formula)}"
        authority = self._authorities.get(finding.code, "")
        if authority:
            yield authority

    def _list_cells(self, finding: Finding) -> Sequence[str]:
        kept: list[Place] = []
        for place in cells_of(finding):
            if not any(_overlap(place, other) for other in (*finding.places[:1], *kept)):
                kept.append(place)
        words = (self._word_cell(place, finding) for place in kept)
        return tuple(dict.fromkeys(filter(None, words)))

    def _word_cell(self, place: Place, finding: Finding) -> str:
        """Return a cell, or a passage, as the department knows it: never a file of the bureau."""
        if place.section or place.quote:
            shown = _shorten(place.quote)
            return f"{zh.BODY}{place.section}" + (f"“{shown}”" if shown else "")
        row = f"“{place.row}”行" if place.row else ""
        column = f"“{place.column}”栏" if place.column else ""
        is_own = not place.file or place.file in self._own_files
        if place.table:
            twice = not is_own and _is_printed(place, finding.places, self._own_files)
            return f"{_BUREAU}中" * twice + f"{_word_table(place.table)}{row}{column}"
        if is_own:
            return f"{place.sheet}{row}{column}"
        stem, _, suffix = place.file.rpartition("/")[2].rpartition(".")
        row = f"中“{place.row}”" if place.row else ""
        column = f"的{place.column}" if place.column else ""
        return f"{stem if suffix == 'csv' else _BUREAU}{row}{column}"


def _cut_cells(cells: Sequence[str]) -> Iterator[str]:
    """Yield what a finding rests on: all of the text, of which any may be what is wrong.

    Of many cells of tables the first ones stand for all.
    """
    of_text = [cell for cell in cells if cell.startswith(zh.BODY)]
    others = [cell for cell in cells if cell not in of_text]
    yield from of_text
    more = f" 等 {len(others)} 处" if len(others) > _MOST_CELLS else ""
    if others:
        yield f"{'、'.join(others[:_MOST_CELLS])}{more}"


def _shorten(quote: str) -> str:
    """Return a clause with its name and its amount; of a long one the middle is left out."""
    return quote if len(quote) <= _SHOWN else f"{quote[:_HEAD]}……{quote[_HEAD - _SHOWN :]}"


def _overlap(place: Place, other: Place) -> bool:
    """Whether two places quote the same words of the text, which need be told but once."""
    first, second = place.quote, other.quote
    if not first or not second or place.section != other.section:
        return False
    return first[:_ALIKE] in second or second[:_ALIKE] in first


def _is_printed(place: Place, places: Iterable[Place], own_files: set[str]) -> bool:
    """Whether the same cell is also one of the file's own: the two have to be told apart."""
    cell = (place.table, place.row, place.column)
    return any((p.table, p.row, p.column) == cell and p.file in own_files for p in places)


def _word_table(number: str) -> str:
    return f"{number}表" if number in FORM_BY_NUMBER else number


def _word_change(mark: Mark, quote: str, replacement: str) -> str:
    """Return the clause as it should read; of words outside the clause, what to do with them."""
    text = mark.passage.text if mark.passage else ""
    begin = text.rfind(quote, 0, mark.start + len(quote)) if quote else -1
    if 0 <= begin <= mark.start and mark.end <= begin + len(quote):
        return f"{text[begin : mark.start]}{replacement}{text[mark.end : begin + len(quote)]}"
    old = text[mark.start : mark.end]
    if not old:
        return f"在“{text[max(0, mark.start - 12) : mark.start]}”之后加“{replacement}”"
    return f"“{old}”改为“{replacement}”" if replacement else f"删去“{old}”"
