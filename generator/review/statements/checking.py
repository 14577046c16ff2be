"""Statements of a submission → marks and verdicts, each number once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import ZERO, format_number, format_plain
from generator.base.severity import FindingClass
from generator.field import zh
from generator.model.submission import MentionKind, Reviewed, Standing, Verdict
from generator.review import rules
from generator.review.marking import Evidence, mark, tail
from generator.review.printed import PrintedClauses
from generator.review.statements.counts import check_counts
from generator.review.statements.firsts import check_firsts
from generator.review.statements.implied_lists import check_implied_lists
from generator.review.statements.items import check_items
from generator.review.statements.judging import STATED, Judge, Judgement
from generator.review.statements.lists import check_lists, find_doubled
from generator.review.statements.marker import WORDS, Marker, is_money
from generator.review.statements.misspelt import check_spellings
from generator.review.statements.projects import find_repeated
from generator.review.statements.quantities import Lexicon
from generator.review.statements.reader import read_statements
from generator.review.statements.remarks import check_directions, check_remarks
from generator.review.statements.repeats import check_repeats
from generator.review.statements.statement import Measure
from generator.review.statements.tokens import Tokeniser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.accounts import Accounts
    from generator.model.submission import Mark, Owner, Submission
    from generator.review.ours.certainty import Cell
    from generator.review.statements.counts import Clash
    from generator.review.statements.lists import Sum
    from generator.review.statements.reader import Reading
    from generator.review.statements.repeats import Repeat
    from generator.review.statements.statement import Statement

_OF_DIRECTIONS = {rules.DIRECTION.code, rules.EQUALITY.code}
_MOST_PLACES = 12

Key = tuple[str, int]


_NOTHING = Reviewed()


class Read(NamedTuple):
    """A text as statements, and what they are judged by."""

    reading: Reading
    judge: Judge

    @property
    def said(self) -> frozenset[str]:
        """The names of the amounts that the text states."""
        return frozenset(
            quantity.name for one in self.reading.statements for quantity in one.quantities
        )


def read_submitted(
    submission: Submission, accounts: Accounts | None, unit: str, owner: Owner
) -> Read:
    """Return the statements of a text; `unit` is that of the published amounts."""
    lexicon = Lexicon(accounts, submission.file)
    tokeniser = Tokeniser(lexicon, owner.year, [owner.name])
    reading = read_statements(submission.paragraphs(), lexicon, tokeniser)
    return Read(reading, Judge(lexicon, unit))


def check_statements(
    submission: Submission,
    accounts: Accounts | None,
    read: Read,
    compared: Reviewed = _NOTHING,
    doubtful: AbstractSet[Cell] = frozenset(),
) -> Reviewed:
    """Return what the numbers of a text are worth by their names, in whatever wording.

    `compared` are the numbers of sentences that stand word for word as ours do; `doubtful` the
    cells that an error names. A number is judged only where its words tell what it is; the others
    stay open.
    """
    reading, judge = read
    checker = _Checker(
        Marker(submission.file, judge, doubtful), judge, compared, PrintedClauses(submission)
    )
    checker.check(reading)
    words = (
        *check_remarks(submission.file, reading.remarks, judge),
        *check_directions(submission.file, reading.statements),
    )
    marks = [
        *checker.marks,
        *(one for one in words if not _is_told(one, compared.marks)),
        *check_items(submission.file, reading.itemised, accounts),
        *check_spellings(submission, reading.statements, judge.lexicon, accounts, compared.marks),
    ]
    return Reviewed(tuple(marks), tuple(checker.verdicts()), tuple(checker.tails))


def _is_told(mark: Mark, others: Iterable[Mark]) -> bool:
    """Whether the comparison has told of the number, or of a direction in the same sentence."""
    return mark.passage is not None and any(
        other.passage is not None
        and other.passage.locator == mark.passage.locator
        and (
            other.start == mark.start
            or (
                other.finding.code in _OF_DIRECTIONS
                and "。" not in mark.passage.text[min(mark.end, other.end) : mark.start + 1]
                and "。" not in mark.passage.text[mark.end : max(mark.start, other.start)]
            )
        )
        for other in others
    )


class _Checker:
    """Judges the statements of a text; what follows from a wrong number is said there."""

    def __init__(
        self, marker: Marker, judge: Judge, compared: Reviewed, printed: PrintedClauses
    ) -> None:
        self._marker = marker
        self._printed = printed
        self._judge = judge
        self.marks: list[Mark] = []
        self._standings: dict[Key, Standing] = {
            (one.locator, one.start): one.standing
            for one in compared.verdicts
            if one.standing is not Standing.UNCHECKED
        }
        self._wrong: set[int] = set()
        self.tails: list[Mark] = []
        self._done = {(one.locator, one.start) for one in compared.verdicts}
        self._known_wrong = {
            (one.passage.locator, one.start) for one in compared.marks if one.passage is not None
        }

    def check(self, reading: Reading) -> None:
        """Judge each statement by itself, then the lists, then what is said twice."""
        statements = reading.statements
        lists, repeats = self._learn(statements)
        self._wrong |= {id(one) for one in statements if _key(one) in self._known_wrong}
        self._judge_all([one for one in statements if _key(one) not in self._done])
        for one, judgement in check_firsts(statements, reading.remarks, self._judge):
            if id(one) not in self._wrong and _key(one) not in self._done:
                self._settle(one, judgement)
        for repeat in repeats:
            self._repeat(repeat)
        for total in lists:
            self._add(total)
            self._complete(total)
        for doubled in find_doubled(statements):
            self._double(doubled)
        for clash in check_counts(statements):
            self._clash(clash)
        known = {id(one) for one in statements if _key(one) in self._standings}
        for one in find_repeated(statements, known, self._judge):
            self._stand(one, Standing.RECOMPUTED)

    def _learn(self, statements: Sequence[Statement]) -> tuple[list[Sum], list[Repeat]]:
        """Return the lists and what is said twice; the judge learns what follows from them."""
        self._judge.learn(statements)
        lists = [
            *check_lists(statements, self._judge),
            *check_implied_lists(statements, self._judge),
        ]
        for total in lists:
            if total.holds is False:
                self._judge.suspect(total.whole, total.parts, total.total)
        repeats = list(check_repeats(statements, self._judge))
        for repeat in repeats:
            if repeat.differs:
                self._judge.propose(repeat.first, repeat.second)
                self._judge.propose(repeat.second, repeat.first)
        return lists, repeats

    def _judge_all(self, statements: Sequence[Statement]) -> None:
        """Judge statements by their units, by the tables and by their own operands."""
        judged = [(one, self._judge.judge(one)) for one in statements]
        for statement, judgement in judged:
            self._check_unit(statement)
            if id(statement) not in self._wrong:
                self._settle(statement, judgement)

    def verdicts(self) -> Iterator[Verdict]:
        """Yield how every number stands that was dealt with."""
        for key, standing in self._standings.items():
            yield Verdict(*key, standing)

    def _settle(self, statement: Statement, judgement: Judgement) -> None:
        if judgement.unit and judgement.holds is None:
            self._slip_of_unit(judgement.used)
            return
        if judgement.holds is None:
            return
        matched = statement.measure in STATED
        self._stand(statement, Standing.MATCHED if matched else Standing.RECOMPUTED)
        for used in judgement.used:
            self._stand(used, Standing.RECOMPUTED)
        if judgement.holds:
            if judgement.tail:
                self.tails.append(tail(self._marker.spot(statement)))
            return
        if any(id(used) in self._wrong for used in judgement.used):
            return
        self._wrong.add(id(statement))
        self.marks.append(self._marker.mark(statement, judgement))

    def _check_unit(self, statement: Statement) -> None:
        """Mark a number whose unit is missing or cut off: 12.30万，占 23.10，."""
        mention = statement.mention
        unit = zh.TEN_THOUSAND_YUAN
        if mention.unit == "万":
            message = f"“{mention.text}万”缺少“元”"
        elif mention.kind is MentionKind.BARE and _is_prose(statement):
            is_rate = statement.measure in {Measure.RATE, Measure.SHARE, Measure.COMPLETION}
            unit = "%" if is_rate else unit
            either = statement.measure is Measure.CHANGE and statement.change_said
            message = f"“{mention.text}”缺少单位" + ("（万元或%）" if either else f"“{unit}”")
        else:
            return
        self._wrong.add(id(statement))
        self.marks.append(mark(rules.UNIT, message, self._marker.spot(statement)))

    def _slip_of_unit(self, used: Iterable[Statement]) -> None:
        """Mark the amount in 元 beside one in 万元, whose digits alone make the rate."""
        for one in used:
            if one.mention.unit == "元" and id(one) not in self._wrong:
                self._wrong.add(id(one))
                message = (
                    f"“{one.written}”疑应为“{one.mention.text}万元”（按万元计才与增减额、比率相符）"
                )
                self.marks.append(mark(rules.UNIT, message, self._marker.spot(one)))

    def _stand(self, statement: Statement, standing: Standing) -> None:
        key = _key(statement)
        if self._standings.get(key) is not Standing.MATCHED:
            self._standings[key] = standing

    def _add(self, total: Sum) -> None:
        """Mark a list that does not make its whole; what is known to be wrong is said there."""
        members = (total.whole, *total.parts)
        if total.holds is None:
            return
        for one in members:
            self._stand(one, Standing.RECOMPUTED)
        if total.holds or any(id(one) in self._wrong for one in members):
            return
        if self._are_proved(members):
            return
        words = " + ".join(part.written for part in total.parts)
        shown = format_number(total.total) if is_money(total.whole) else format_plain(total.total)
        unit = total.whole.mention.unit
        more = zh.GREATER if total.total > (self._judge.value_of(total.whole) or ZERO) else "不等于"
        message = f"明细之和 {shown}{unit}{more}{total.whole.name}{total.whole.written}"
        spots = [self._marker.spot(part) for part in total.parts]
        places = [spot.place for spot in spots[:_MOST_PLACES]]
        numbers = [self._marker.spot(total.whole), *spots]
        evidence = Evidence(total.whole.value, total.total, words, places, numbers=numbers)
        self._wrong |= {id(one) for one in members}
        suspects = [one for one in members if id(one) in self._judge.suspects]
        spot = self._marker.spot(total.whole)
        open_parts = [part for part in total.parts if not self._is_matched(part)]
        if open_parts and (self._is_matched(total.whole) or len(total.parts) == 1):
            # The whole is that of the table, or a part alone is more than it: the part is wrong.
            spot = self._marker.spot(open_parts[-1])
        if len(suspects) == 1:
            # The list and a rate agree on what it should be.
            other = self._judge.alternative(suspects[0]) or ZERO
            message += f"；按占比等，{suspects[0].name}应为 {format_number(other)}"
            evidence = replace(evidence, stated=suspects[0].value, expected=other)
            spot = self._marker.spot(suspects[0])
        self.marks.append(mark(rules.OWN_SUM, message, spot, evidence))

    def _complete(self, total: Sum) -> None:
        """Mark a list that leaves out a part which the data has, or names one twice."""
        if total.doubled is not None:
            if not any(id(one) in self._wrong for one in total.parts):
                self._double(total.doubled)
        elif total.missing and total.holds is not True:
            names = "、".join(f"{q.name}{q.value}" for q in total.missing)
            message = f"{total.whole.name}的列举中漏了{names}"
            places = [place for quantity in total.missing for place in quantity.places]
            evidence = Evidence(expected=total.missing[0].value, cells=places)
            self.marks.append(
                mark(rules.ITEM_MISSING, message, self._marker.spot(total.whole), evidence)
            )

    def _double(self, doubled: Statement) -> None:
        """Mark a part that stands twice in a list."""
        if id(doubled) not in self._wrong:
            self._wrong.add(id(doubled))
            message = f"同一列举中“{doubled.name}”写了两次"
            self.marks.append(mark(rules.SENTENCE, message, self._marker.spot(doubled)))

    def _are_proved(self, members: Iterable[Statement]) -> bool:
        """Whether every number of a list is that of a table: the list only leaves some out."""
        return all(map(self._is_matched, members))

    def _is_matched(self, statement: Statement) -> bool:
        """Whether a number is that of a table."""
        return self._standings.get(_key(statement)) is Standing.MATCHED

    def _clash(self, clash: Clash) -> None:
        """Mark counts that cannot be true together, unless one of them is known to be wrong."""
        both = (clash.one, clash.other)
        if {id(one) for one in both} & self._wrong or {_key(one) for one in both} <= set(
            self._standings
        ):
            # Both are what the data says: the data is wrong, and told so.
            return
        self._wrong.add(id(clash.one))
        other = self._marker.spot(clash.other)
        evidence = Evidence(clash.one.value, cells=[other.place], numbers=[other])
        self.marks.append(
            mark(
                rules.OWN_SUM,
                clash.why,
                self._marker.spot(clash.one),
                evidence,
                kind=FindingClass.INTERNAL,
            )
        )

    def _repeat(self, repeat: Repeat) -> None:
        """Mark what is said twice with two values; what agrees is known where one of it is."""
        first, second = repeat.first, repeat.second
        if repeat.differs and id(first) in self._judge.suspects:
            # A rate beside it is right with the other value.
            first, second = second, first
        if not repeat.differs:
            if Standing.RECOMPUTED in {self._standings.get(_key(one)) for one in (first, second)}:
                self._stand(first, Standing.RECOMPUTED)
                self._stand(second, Standing.RECOMPUTED)
            return
        if {id(first), id(second)} & self._wrong or self._are_proved((first, second)):
            return
        if second.measure is Measure.COMPLETION and {_key(first), _key(second)} <= set(
            self._standings
        ):
            # Each is a rate of its own amounts, which rounding may set apart.
            return
        self._wrong.add(id(second))
        what = {
            Measure.AMOUNT: "",
            Measure.BUDGET: zh.BUDGET_AMOUNT,
            Measure.LAST: zh.LAST_TOTALS,
        }.get(second.measure, WORDS.get(second.measure, ""))
        stands = self._printed.clause(first.where, first.passage)
        where = f"（{stands}）" if first.where != second.where else ""
        message = f"{second.name}{what}写作{second.written}，另一处{where}写作{first.written}"
        other = self._marker.spot(first)
        evidence = Evidence(second.value, first.value, cells=[other.place], numbers=[other])
        self.marks.append(
            mark(
                rules.CONTRADICTION,
                message,
                self._marker.spot(second),
                evidence,
                kind=FindingClass.INTERNAL,
            )
        )


def _key(statement: Statement) -> Key:
    return statement.passage.locator, statement.mention.start


def _is_prose(statement: Statement) -> bool:
    """Whether a number stands in running words, and not in the rows of a table kept as text."""
    text, mention = statement.passage.text, statement.mention
    before, after = text[mention.start - 1 : mention.start], text[mention.end : mention.end + 1]
    return not before.isspace() and (not after or after in "，。；、）)的增减")
