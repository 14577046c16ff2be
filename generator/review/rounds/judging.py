"""The states of the findings of two rounds: 未改, 改错, 新出现, 已改, or that nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import format_plain
from generator.base.severity import FindingClass
from generator.field.forms import FORM_BY_NUMBER
from generator.model.rounds import NO_TEXT, PastFinding, Rounds, RoundState
from generator.model.rounds import Standing as Stand
from generator.model.submission import Standing
from generator.review.printed import PrintedClauses
from generator.review.rounds.matching import Located, match_findings, states_the_same
from generator.review.rounds.noting import NumberReader, note_findings
from generator.review.rounds.pairing import list_changes, pair_texts
from generator.review.rounds.text import lay_text, mask_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.finding import Finding
    from generator.model.review import Review
    from generator.model.rounds import Noted, Text
    from generator.model.submission import Mention
    from generator.review.rounds.noting import Told
    from generator.review.rounds.pairing import Paired
    from generator.review.rounds.text import Laid

_GONE = "原句已删去"
_SAME = "原文没有改，与它所依据的现在相符"
_SOLVED = "这一句没有改，这个问题已经没有"
_RIGHT = "已改正"
_NOT_READ = "本轮没有读成"
_NO_TABLE = "本轮没有这张表，不能核对"
_NOT_CHECKED = "本轮没有核对这个数"
_FOLDED = "本轮并入另一处问题的连带"
_LEFT_OUT = "文字过长或改动过多，这一句没有比较"


class Previous(NamedTuple):
    """A file of the round before: its name, which round that was, its findings and its text."""

    name: str
    number: int
    findings: Sequence[Noted]
    text: Text


class Now(NamedTuple):
    """A file of this round: its review, its text, its findings as they are known again."""

    review: Review
    laid: Laid
    noted: Mapping[Finding, Noted]


def note_review(review: Review, told: Sequence[Told]) -> Now:
    """Return a review as rounds compare it; `told` are all its findings in their order."""
    laid = lay_text(review.submission, PrintedClauses(review.submission))
    noted = note_findings(told, review, laid)
    return Now(review, laid, {one.finding: n for one, n in zip(told, noted, strict=True)})


def compare_rounds(previous: Previous, now: Now, accepted: AbstractSet[Finding]) -> Rounds:
    """Return what has become of the findings and of the text since the round before.

    What is `accepted` has no state: that wins over 未改.
    """
    previous, now = _without_tails(previous, now)
    noted = tuple(now.noted.values())
    paired = pair_texts(previous.text, now.laid.text)
    before = Located(previous.findings, paired.before)
    located = Located(noted, paired.now)
    origins = match_findings(before, located, paired)
    was_along = _list_along(previous.findings)
    standings = {
        finding: _stand(noted[number], origins.get(number), previous.findings, was_along)
        for number, finding in enumerate(now.noted)
        if finding not in accepted
    }
    known = set(origins.values())
    gone = [number for number in range(len(previous.findings)) if number not in known]
    judge = _PastJudge(before, now, paired)
    past = tuple(judge.judge(n) for n in gone if not previous.findings[n].is_accepted)
    has_text = previous.text != NO_TEXT
    return Rounds(
        number=previous.number + 1,
        document=previous.name,
        standings=standings,
        past=past,
        changes=list_changes(previous.text, now.laid.text, paired) if has_text else (),
        notes=tuple(filter(None, (paired.limit,))),
    )


def _without_tails(previous: Previous, now: Now) -> tuple[Previous, Now]:
    """Return both rounds without tails, about which nothing is to be done."""
    kind = FindingClass.TAIL
    return (
        previous._replace(findings=[f for f in previous.findings if f.kind != kind.value]),
        now._replace(noted={f: n for f, n in now.noted.items() if f.finding_class is not kind}),
    )


def _list_along(findings: Iterable[Noted]) -> frozenset[str]:
    """Return what follows from findings (连带), numbers aside."""
    return frozenset(mask_numbers(text) for one in findings for text in one.also)


def _stand(
    noted: Noted, origin: int | None, before: Sequence[Noted], was_along: frozenset[str]
) -> Stand:
    if origin is None:
        was_told = mask_numbers(f"{noted.code} {noted.message}") in was_along
        return Stand(RoundState.UNCHANGED if was_told else RoundState.NEW)
    if states_the_same(before[origin], noted):
        return Stand(RoundState.UNCHANGED)
    old = before[origin]
    return Stand(RoundState.MISCORRECTED, old.written or old.stated, old)


class _PastJudge:
    """Says of findings that are none of this round whether they are put right."""

    def __init__(self, before: Located, now: Now, paired: Paired) -> None:
        self._before = before
        self._now = now
        self._paired = paired
        self._standings = {(one.locator, one.start): one.standing for one in now.review.verdicts}
        self._reader = NumberReader(now.laid)
        self._locators = {number: locator for locator, number in now.laid.numbers.items()}
        self._along = _list_along(now.noted.values())
        accounts = now.review.accounts
        self._tables: Mapping[str, object] = accounts.tables if accounts else {}

    def judge(self, number: int) -> PastFinding:
        """Return a finding of before with its state and the reason."""
        noted = self._before.found[number]
        if mask_numbers(f"{noted.code} {noted.message}") in self._along:
            return PastFinding(noted, RoundState.UNCHANGED, _FOLDED)
        if self._now.review.unread:
            return PastFinding(noted, RoundState.UNTOLD, _NOT_READ)
        if noted.unit < 0:
            lacks = self._lacks_table(noted)
            state = RoundState.UNTOLD if lacks else RoundState.FIXED
            return PastFinding(noted, state, _NO_TABLE if lacks else _RIGHT)
        sentence = self._before.sentences[number]
        if sentence < 0:
            return PastFinding(noted, RoundState.UNTOLD, _LEFT_OUT)
        partner = self._paired.partners.get(sentence)
        if partner is None:
            is_cut = bool(self._paired.limit)
            state = RoundState.UNTOLD if is_cut else RoundState.FIXED
            return PastFinding(noted, state, _LEFT_OUT if is_cut else _GONE)
        return self._judge_sentence(noted, sentence, partner)

    def _judge_sentence(self, noted: Noted, sentence: int, partner: int) -> PastFinding:
        old, new = self._paired.before[sentence], self._paired.now[partner]
        mention = self._mention(noted, partner) if old.masked == new.masked else None
        if mention is not None and not self._is_judged(noted, partner, mention):
            return PastFinding(noted, RoundState.UNTOLD, _NOT_CHECKED)
        if old.plain == new.plain and self._lacks_table(noted):
            return PastFinding(noted, RoundState.UNTOLD, _NO_TABLE)
        if old.plain == new.plain:
            note = _SOLVED if mention is None else _SAME
            return PastFinding(noted, RoundState.FIXED, note)
        text = self._now.laid.text.units[new.unit].text
        if mention is not None:
            words = text[mention.start : mention.unit_end]
            return PastFinding(noted, RoundState.FIXED, f"现为 {words}")
        return PastFinding(noted, RoundState.FIXED, f"现为“{text[new.start : new.end].strip()}”")

    def _mention(self, noted: Noted, partner: int) -> Mention | None:
        piece = self._paired.now[partner]
        numbers = self._reader.within(piece.unit, piece.start, piece.end)
        return numbers[noted.number] if 0 <= noted.number < len(numbers) else None

    def _is_judged(self, noted: Noted, partner: int, mention: Mention) -> bool:
        """Whether this review has held a number against what the last one had held it against.

        One that is now what it should be needs no more; what was not the number of a table must
        have been compared with a table again.
        """
        if not mention.is_claim:  # a year is right or has a finding of its own
            return True
        if noted.wanted and format_plain(mention.value) == noted.wanted:
            return True
        locator = self._locators.get(self._paired.now[partner].unit, "")
        standing = self._standings.get((locator, mention.start), Standing.UNCHECKED)
        if noted.kind == FindingClass.NARRATIVE_VS_TABLE.value:
            return standing is Standing.MATCHED
        return standing is not Standing.UNCHECKED

    def _lacks_table(self, noted: Noted) -> bool:
        return any(t in FORM_BY_NUMBER and t not in self._tables for t in noted.tables)
