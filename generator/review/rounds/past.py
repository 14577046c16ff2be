"""Findings of the round before that are none of this one: put right, or no longer to be told.

已改 is said only where something that a finding speaks of is another one now, where this review
has compared that, and where it tells nothing of it. A finding that vanished because its words are
no longer read, or its numbers no longer compared, is 无法比较, with the reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.base.severity import FindingClass, Severity
from generator.field.forms import FORM_BY_NUMBER
from generator.model.rounds import Member, Noted, PastFinding, RoundState
from generator.model.submission import Standing
from generator.review.rounds.standing import list_along, list_changes
from generator.review.rounds.text import mask_numbers
from generator.review.statements.statement import Comparison

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.review import Review
    from generator.model.rounds import Fact
    from generator.review.rounds.standing import Change
    from generator.review.rounds.tracing import Spot, Trace

_GONE = "原句已删去"
_SAME = "原文没有改，与它所依据的现在相符"
_UNTOUCHED = "这一句没有改，本轮没有再报，请核对"
_SOLVED = "这一句没有改，这个问题已经没有"
_RIGHT = "已改正"
_NOT_READ = "本轮没有读成"
_NO_TABLE = "本轮没有这张表，不能核对"
_NOT_CHECKED = "本轮没有核对这个数"
_FOLDED = "本轮并入另一处问题的连带"
_LEFT_OUT = "文字过长或改动过多，这一句没有比较"
_BLIND = "本轮的文件有读不出的部分，原句可能在其中"
_REWRITTEN = "原句改写了，改写后的没有核对"
_NOT_UNDERSTOOD = "原句改写了，没有读出现在怎么说"
# Findings of statements that contradict each other: they hold where both are read and none is told.
_READ = frozenset({FindingClass.INTERNAL.value, FindingClass.DIRECTION.value})
# Findings about what words say; the others are about names, form, what a list leaves out.
_STATING = _READ | {
    kind.value
    for kind in (
        FindingClass.ARITHMETIC,
        FindingClass.PLAUSIBILITY,
        FindingClass.ZERO_BASE,
    )
}
_COMPARISONS = frozenset(one.value for one in Comparison)
_LONGEST = 120


class PastJudge:
    """Says of findings that are none of this round whether they are put right."""

    def __init__(
        self,
        trace: Trace,
        review: Review,
        standings: Mapping[Spot, Standing],
        now: Sequence[Noted],
        known: AbstractSet[int],
    ) -> None:
        """`now` are the findings of this round; those of the numbers `known` were told before.

        `standings` say how each number was checked.
        """
        self._trace = trace
        self._review = review
        self._standings = standings
        self._along = list_along(now)
        self._accused: dict[Spot, Noted] = {}
        self._about: set[Spot] = set()
        self._fresh: set[Spot] = set()
        for number, noted in enumerate(now):
            if noted.severity == Severity.INFO.value or noted.is_slight:
                continue
            # That a rate beside it is still wrong says nothing of an amount.
            own = noted.members if noted.is_symmetric else noted.members[:1]
            self._about.update((one.unit, one.start) for one in own)
            if number not in known:
                self._fresh.update((one.unit, one.start) for one in noted.members[:1])
            for one in own if number in known else noted.members:
                self._accused.setdefault((one.unit, one.start), noted)
        accounts = review.accounts
        self._tables: Mapping[str, object] = accounts.tables if accounts else {}

    def judge(self, noted: Noted) -> PastFinding:
        """Return a finding of before with its state and the reason."""
        if self._review.unread:
            return PastFinding(noted, RoundState.UNTOLD, _NOT_READ)
        return self._judge_table(noted) if noted.unit < 0 else self._judge_text(noted)

    def _judge_text(self, noted: Noted) -> PastFinding:
        sentence = self._trace.sentence_before(noted.unit, noted.start)
        if sentence < 0:
            return PastFinding(noted, RoundState.UNTOLD, _LEFT_OUT)
        changes = tuple(list_changes(self._trace, noted.members))
        wrong = self._still_wrong(noted, changes)
        if wrong is not None:
            return wrong
        if sentence not in self._trace.paired.partners and not self._home(noted):
            return self._judge_gone(noted, sentence)
        if not changes and not self._is_reworded(sentence):
            return self._judge_unchanged(noted, sentence)
        return self._judge_changed(noted, sentence, changes)

    def _judge_table(self, noted: Noted) -> PastFinding:
        if mask_numbers(f"{noted.code} {noted.message}") in self._along:
            return PastFinding(noted, RoundState.UNCHANGED, _FOLDED)
        if self._lacks_table(noted):
            return PastFinding(noted, RoundState.UNTOLD, _NO_TABLE)
        return PastFinding(noted, RoundState.FIXED, _RIGHT)

    def _still_wrong(self, noted: Noted, changes: Sequence[Change]) -> PastFinding | None:
        """Return what another finding of this round tells of what this one spoke of."""
        if self._agrees(noted):
            return None
        for before, now in changes:
            told = self._accused.get((now.unit, now.start)) if now is not None else None
            if now is not None and told is not None and not self._is_right(noted, before, now):
                note = f"{before.wording} 现为 {now.written}，本轮另有问题：{told.message}"
                return PastFinding(noted, RoundState.MISCORRECTED, note)
        if mask_numbers(f"{noted.code} {noted.message}") in self._along:
            return PastFinding(noted, RoundState.UNCHANGED, _FOLDED)
        home = self._home(noted)
        sentence = self._trace.sentence_before(noted.unit, noted.start)
        if home is None or changes or self._is_reworded(sentence):
            return None
        is_about = (home.unit, home.start) in self._about
        return PastFinding(noted, RoundState.UNCHANGED, _FOLDED) if is_about else None

    def _is_right(self, noted: Noted, before: Member, now: Member) -> bool:
        """Whether a number is what it should be: what is told of others beside it is no matter."""
        if (now.unit, now.start) in self._about:
            return False
        is_own = before is noted.members[0]
        is_matched = self._standings.get((now.unit, now.start)) is Standing.MATCHED
        return is_matched or (is_own and now.value == noted.wanted_value)

    def _agrees(self, noted: Noted) -> bool:
        """Whether two numbers that were to be the same are the same now."""
        if noted.kind != FindingClass.INTERNAL.value or not noted.wanted:
            return False
        now = [self._trace.forward(one) for one in noted.members]
        values = {one.value if one is not None else "" for one in now}
        return len(now) == 2 and len(values) == 1 and "" not in values  # noqa: PLR2004

    def _judge_gone(self, noted: Noted, sentence: int) -> PastFinding:
        """Say of a sentence that stands nowhere whether it was written anew."""
        if self._trace.paired.limit:
            return PastFinding(noted, RoundState.UNTOLD, _LEFT_OUT)
        if self._review.blind:
            return PastFinding(noted, RoundState.UNTOLD, _BLIND)
        section = self._trace.paired.before[sentence].section
        is_there = any(self._trace.is_in_new(one, section) for one in noted.members)
        if is_there or self._may_be_rewritten(noted, sentence):
            return PastFinding(noted, RoundState.UNTOLD, _REWRITTEN)
        return PastFinding(noted, RoundState.FIXED, _GONE)

    def _judge_unchanged(self, noted: Noted, sentence: int) -> PastFinding:
        """Say of what nobody has touched whether what it rests on has changed, or is not there."""
        if self._lacks_table(noted):
            return PastFinding(noted, RoundState.UNTOLD, _NO_TABLE)
        home = self._home(noted)
        partner = self._trace.paired.partners[sentence]
        if home is not None:
            if self._is_proved(noted, noted.members[0], home):
                return PastFinding(noted, RoundState.FIXED, _SAME)
            return PastFinding(noted, RoundState.UNTOLD, _NOT_CHECKED)
        fact = _fact_of(noted)
        if fact is None or self._is_of_another(fact, sentence, partner):
            return PastFinding(noted, RoundState.FIXED, _SOLVED)
        return PastFinding(noted, RoundState.UNTOLD, _UNTOUCHED)

    def _judge_changed(self, noted: Noted, sentence: int, changes: Sequence[Change]) -> PastFinding:
        """Say whether all that was changed has been compared, and that which it is about."""
        home = self._home(noted)
        pairs = [(before, now) for before, now in changes if now is not None]
        if home is not None and home.value == noted.members[0].value:
            if self._is_beside_another(home):
                return PastFinding(noted, RoundState.UNTOLD, _NOT_CHECKED)
            pairs.append((noted.members[0], home))
        if any(self._stands_still(before, now) for before, now in changes):
            return PastFinding(noted, RoundState.UNTOLD, _REWRITTEN)
        if not all(self._is_proved(noted, before, now) for before, now in pairs):
            return PastFinding(noted, RoundState.UNTOLD, _NOT_CHECKED)
        is_gone = any(now is None for _, now in changes) or not changes
        if is_gone and self._may_be_rewritten(noted, sentence):
            return PastFinding(noted, RoundState.UNTOLD, _REWRITTEN)
        if home is None and not self._is_understood(noted, sentence, is_other=bool(changes)):
            return PastFinding(noted, RoundState.UNTOLD, _NOT_UNDERSTOOD)
        return PastFinding(noted, RoundState.FIXED, self._word(noted, sentence, changes))

    def _word(self, noted: Noted, sentence: int, changes: Sequence[Change]) -> str:
        """Return what stands there now: the number, what it was held against, or the sentence."""
        for before, now in changes:
            if now is not None and before is noted.members[0]:
                return f"现为 {now.written}"
        for before, now in changes:
            if now is not None and before.value != now.value:
                return f"所依据的 {before.wording} 现为 {now.written}"
        partner = self._trace.paired.partners.get(sentence)
        if partner is None:
            home = self._home(noted)
            return f"现为 {home.written}" if home is not None else _GONE
        return f"现为“{self._trace.words_now(partner)[:_LONGEST]}”"

    def _home(self, noted: Noted) -> Member | None:
        """Return where the number that a finding is about stands now."""
        return self._trace.forward(noted.members[0]) if noted.members else None

    def _is_reworded(self, sentence: int) -> bool:
        partner = self._trace.paired.partners.get(sentence)
        before, now = self._trace.paired.before, self._trace.paired.now
        return partner is None or before[sentence].masked != now[partner].masked

    def _is_proved(self, noted: Noted, before: Member, now: Member) -> bool:
        """Whether this review has compared a number with what the last one held it against.

        What is now what it should be needs no more; what was not the number of a table must have
        been compared with a table again. Of two statements that contradicted each other it is
        enough that both are read as they were: then they have been held against each other.
        """
        first = noted.members[0]
        if (before is first and now.value == noted.wanted_value) or self._agrees(noted):
            return True
        is_renamed = before.value == now.value and self._is_alone_renamed(noted, before)
        if not self._trace.is_claim(now) or (is_renamed and not self._is_beside_another(now)):
            return True  # nobody says any longer what was wrong
        if before is first and noted.kind == FindingClass.UNIT.value:
            return before.counted_in != now.counted_in  # it is told of the unit alone
        standing = self._standings.get((now.unit, now.start), Standing.UNCHECKED)
        if before is first and noted.kind == FindingClass.NARRATIVE_VS_TABLE.value:
            return standing is Standing.MATCHED
        if standing is Standing.MATCHED:
            return True
        is_read = self._are_read(noted)
        return is_read and (standing is not Standing.UNCHECKED or noted.kind in _READ)

    def _is_alone_renamed(self, noted: Noted, before: Member) -> bool:
        """Whether one number of a finding has another name, and the others have theirs."""
        pairs = ((one, self._trace.forward(one)) for one in noted.members)
        renamed = [one for one, now in pairs if now and self._trace.is_renamed(one, now)]
        return renamed == [before]

    def _are_read(self, noted: Noted) -> bool:
        """Whether all that a finding speaks of and that is still there is read as what it was.

        A relation of which one side is not read has not been held against anything.
        """
        for one in noted.members:
            now = self._trace.forward(one)
            if one.fact is None or now is None:
                continue
            if now.fact is None:
                return False
            is_own = one is noted.members[0]
            is_other = self._is_alone_renamed(noted, one)
            is_other |= is_own and self._trace.is_of_another(one, now)
            if now.fact.is_like(one.fact) or is_other:
                continue
            return False
        return True

    def _is_beside_another(self, home: Member) -> bool:
        """Whether something new is told in the sentence of a number: it may rest on that."""
        sentence = self._trace.sentence_now(home.unit, home.start)
        return any(self._trace.sentence_now(*spot) == sentence for spot in self._fresh)

    def _stands_still(self, before: Member, now: Member | None) -> bool:
        """Whether a number that is read otherwise, or not, stands in its sentence as it was.

        What was taken for another number may only be printed otherwise (1,0 20.00).
        """
        sentence = self._trace.sentence_before(before.unit, before.start)
        partner = self._trace.paired.partners.get(sentence)
        if partner is None or before.number < 0 or self._trace.is_sure(sentence):
            return False
        if now is not None and _digits_of(before) == _digits_of(now):
            return False
        digits = squash(before.written).removesuffix(before.counted_in)
        own = re.compile(rf"(?<![0-9.,]){re.escape(digits)}(?![0-9])")
        old, new = self._trace.paired.before[sentence], self._trace.paired.now[partner]
        return 0 < len(own.findall(old.plain)) <= len(own.findall(new.plain))

    def _is_understood(self, noted: Noted, sentence: int, *, is_other: bool) -> bool:
        """Whether it is known what words say now; `is_other`: numbers that they compare are others.

        Where they only went, nothing is left to be known.
        """
        partner = self._trace.paired.partners.get(sentence)
        if partner is None or noted.number >= 0:
            return True
        old, new = self._trace.paired.before[sentence], self._trace.paired.now[partner]
        fact = _fact_of(noted)
        if fact is None:
            return True
        is_there = squash(noted.written) in new.plain
        if is_there and self._trace.is_said(partner, fact):
            return is_other  # else all that it speaks of is as it was
        if is_there:
            return not is_other and self._says_another(fact, sentence, partner)
        if _is_shortened(old.masked, new.masked):
            return True
        said = self._trace.facts_in(partner)
        return any(one.base == fact.base and one.names & fact.names for one in said)

    def _says_another(self, fact: Fact, sentence: int, partner: int) -> bool:
        """Whether the words around those that stayed say something else, or of another."""
        said = self._trace.facts_in(partner)
        for one in said:
            is_compared = one.measure in _COMPARISONS and fact.measure in _COMPARISONS
            if is_compared and one.base == fact.base and one.names & fact.names:
                return True
        return any(self._trace.is_replaced(sentence, fact, one) for one in said)

    def _is_of_another(self, fact: Fact, sentence: int, partner: int) -> bool:
        """Whether a sentence that nobody has touched is of something else by what stands before."""
        before, now = self._trace.paired.before[sentence], self._trace.paired.now[partner]
        said = self._trace.facts_in(partner)
        is_other = bool(said) and not any(one.names & fact.names for one in said)
        return is_other and before.section == now.section

    def _may_be_rewritten(self, noted: Noted, sentence: int) -> bool:
        """Whether new words may say what those said that are gone, and nobody has compared them."""
        section = self._trace.paired.before[sentence].section
        partner = self._trace.paired.partners.get(sentence)
        gone = [one for one in noted.members if self._trace.forward(one) is None]
        for new in self._trace.new_numbers(section, partner):
            standing = self._standings.get((new.unit, new.start), Standing.UNCHECKED)
            is_open = standing is Standing.UNCHECKED and self._trace.is_claim(new)
            for one in gone:
                if one.number >= 0 and is_open and _unit_of(one) == _unit_of(new):
                    return True
        return any(self._trace.is_in_new(one, section) for one in gone)

    def _lacks_table(self, noted: Noted) -> bool:
        return any(t in FORM_BY_NUMBER and t not in self._tables for t in noted.tables)


def _fact_of(noted: Noted) -> Fact | None:
    """Return what a finding is said of; None where it is about the words themselves."""
    return noted.fact if noted.kind in _STATING else None


def _digits_of(one: Member) -> str:
    return "".join(filter(str.isdigit, one.written))


def _unit_of(one: Member) -> str:
    return one.value.lstrip("-0123456789.")


def _is_shortened(old: str, new: str) -> bool:
    """Whether a sentence is another one with words left out."""
    letters = iter(old)
    return all(letter in letters for letter in new)
