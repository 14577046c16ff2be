"""Passages → statements: each number with the subject, base and list that it belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.model.submission import MentionKind
from generator.review.statements.context import BASES, LETTERS, MONEY_UNIT, Context, unit_of
from generator.review.statements.naming import Namer
from generator.review.statements.openings import itemised, open_list, opens_amounts
from generator.review.statements.productions import measure_of
from generator.review.statements.shares import find_whole, usual_wholes
from generator.review.statements.statement import Comparison, Itemised, Measure, Remark, Statement
from generator.review.statements.subjects import Memory, Subject, default_subject
from generator.review.statements.tokens import CLOSE, END, NUMBER, OPEN, STOP, Token
from generator.review.statements.words import INSTITUTION, Role
from generator.review.text.mentions import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.submission import Mention, SubmittedParagraph
    from generator.review.statements.quantities import Lexicon
    from generator.review.statements.tokens import Tokeniser

_COMPARISONS = {
    Role.EQUAL: Comparison.EQUAL,
    Role.UNEQUAL: Comparison.UNEQUAL,
    Role.MORE: Comparison.MORE,
    Role.LESS: Comparison.LESS,
    Role.UP: Comparison.UP,
    Role.DOWN: Comparison.DOWN,
}
_DEEPEST = 12
_NAMES = {Role.NAME, Role.OWN, Role.FUND}
# 大于预算数B万元: it is more by B, if B is no budget.
_GAPS = {f"{Role.MORE}{Role.BUDGET}": 1, f"{Role.LESS}{Role.BUDGET}": -1}
# So many words after a stop tell whether a reason is over.
_AHEAD = 12
_CHANGE_FOLLOWS = re.compile(r"(?:V[NFA]*)?[LBM][NFA]*a?V?,?[NFA]*[UD]a,?[UD]r")


class Reading(NamedTuple):
    """The statements, remarks and lists of names of a text; the numbers not understood."""

    statements: tuple[Statement, ...]
    remarks: tuple[Remark, ...]
    itemised: tuple[Itemised, ...]
    not_understood: tuple[tuple[SubmittedParagraph, Mention], ...]


def read_statements(
    paragraphs: Iterable[SubmittedParagraph], lexicon: Lexicon, tokeniser: Tokeniser
) -> Reading:
    """Return the statements of paragraphs in the order of the text.

    Linear in the length of the text.
    """
    statements: list[Statement] = []
    remarks: list[Remark] = []
    lists: list[Itemised] = []
    lost: list[tuple[SubmittedParagraph, Mention]] = []
    context, memory, topic = Context(), Memory(), ""
    for paragraph in paragraphs:
        own = paragraph.where.partition("（")[0]
        if own != topic:
            context, memory, topic = Context(main=_default(own, lexicon)), Memory(), own
        reader = _Reader(paragraph, lexicon, context, memory)
        reader.read(tokeniser.tokens(paragraph.passage.text, paragraph.mentions))
        statements += reader.statements
        remarks += reader.remarks
        lists += reader.itemised
        lost += [(paragraph, mention) for mention in reader.lost]
        context = reader.context
    return Reading(tuple(statements), tuple(remarks), tuple(lists), tuple(lost))


def _default(topic: str, lexicon: Lexicon) -> Subject:
    """Return what a section speaks of where its words do not say."""
    subject = default_subject(topic)
    if subject.name:
        subject.sets = (lexicon.of(subject.name),)
    return subject


class _Reader:
    """Reads one paragraph; `context` is what the next one inherits."""

    def __init__(
        self, paragraph: SubmittedParagraph, lexicon: Lexicon, context: Context, memory: Memory
    ) -> None:
        self._paragraph = paragraph
        self._text = narrow(paragraph.passage.text)
        self._numbers = [mention.start for mention in paragraph.mentions]
        self._lexicon = lexicon
        self._namer = Namer(self._text, paragraph.where.partition("（")[0], lexicon)
        self._memory = memory
        memory.own.clear()
        main = context.main or Subject()
        self.context = replace(context, subject=main, base=None, reason=False, roles=[])
        self._outer: list[Context] = []
        self._ended = 0
        self.statements: list[Statement] = []
        self.remarks: list[Remark] = []
        self.itemised: list[Itemised] = []
        self.lost: list[Mention] = []

    def read(self, tokens: Sequence[Token]) -> None:
        """Read the tokens of the paragraph in order."""
        for index, token in enumerate(tokens):
            if token.role == NUMBER and token.mention is not None:
                self._read_number(token, token.mention)
            elif token.role in {OPEN, CLOSE}:
                self._bracket(token)
            elif token.role == END:
                self._end()
            elif token.role == STOP:
                self._stop(token, tokens[index + 1 : index + _AHEAD])
            else:
                self._read_word(token)
        self._remark_direction()

    def _bracket(self, token: Token) -> None:
        """Begin or end a bracket; after it what stood before it goes on."""
        if token.role == CLOSE:
            self.context = self._outer.pop() if self._outer else self.context
            return
        if len(self._outer) < _DEEPEST:
            self._outer.append(replace(self.context, roles=list(self.context.roles)))
        self.context.roles = []

    def _end(self) -> None:
        """End a sentence: the subject and the open lists go on."""
        self._remark_direction()
        self._outer.clear()
        self._ended += 1
        self.context.base, self.context.reason, self.context.roles = None, False, []

    def _stop(self, token: Token, following: Sequence[Token]) -> None:
        """End a clause; 与上年相比， and a name before a colon go on."""
        context = self.context
        if token.text in "：:" and context.letters[-1:] in set("NofFB"):
            return
        self._remark_direction()
        if token.text in "；;":
            context.base = None
        if context.reason and (token.text in "；;" or _resumes(following)):
            context.reason = False
        context.roles = []

    def _read_word(self, token: Token) -> None:
        context = self.context
        before = context.last_word
        if before is not None and before.end == token.start:
            token = self._namer.joined(before, token, context)
        if (
            token.role == Role.UNKNOWN
            and len(token.text) > 1
            and token.text in context.subject.name
        ):
            # 国内公务接待4批次，累计接待13人次: the same, called by a part of its name.
            context.add(token._replace(role=Role.OWN))
            return
        if token.role == Role.REASON and opens_amounts(self._text, token):
            token = token._replace(role=Role.PARTS)
        if token.role == Role.REASON:
            self._remark_direction()
        context.add(token)
        if token.role in {Role.REASON, Role.PARTS}:
            self._open(token)
        elif token.role in BASES:
            context.base = BASES[Role(token.role)]
            if before is not None and before.role in {Role.MORE, Role.LESS}:
                self._remark(before, _COMPARISONS[Role(before.role)])
        elif not context.reason:
            self._speak_of(token, before)

    def _open(self, token: Token) -> None:
        """Begin a reason or a list; what a reason lists is part of it."""
        if token.role == Role.REASON or self.context.reason:
            self.context.reason = True
        else:
            open_list(self.context, self._memory, self._text, self._numbers, token, self._sentence)
        listed = itemised(self.context, self._paragraph, token)
        if listed is not None:
            self.itemised.append(listed)

    @property
    def _sentence(self) -> tuple[str, int]:
        """Which sentence is being read."""
        return self._paragraph.passage.locator, self._ended

    def _speak_of(self, token: Token, before: Token | None) -> None:
        """Go on with a name, with words that compare, or with words that are no name of ours."""
        context = self.context
        if "L0" in context.letters:
            if token.role == Role.NONE:
                self._remark(token, Comparison.FIRST)
            # 上年无此项支出: what it names is spoken of already.
            return
        if token.role in _NAMES:
            if not context.is_share():
                self._turn_to(token, before)
            if any(one.role == Role.NONE for one in context.roles):
                self._deny(token)
        elif token.role in {Role.EQUAL, Role.UNEQUAL}:
            self._remark(token, _COMPARISONS[Role(token.role)])
        elif token.role == Role.UNKNOWN and len(token.text) > 1:
            owns = INSTITUTION.search(token.text)
            context.subject = context.subject if owns else Subject(token.text)

    def _turn_to(self, token: Token, before: Token | None) -> None:
        """Make a name the subject, and that of the paragraph where it has none."""
        context = self.context
        context.subject = self._namer.subject(token, before, context)
        if context.subject.sets and (context.main is None or not context.main.is_given):
            context.main = context.subject

    def _read_number(self, token: Token, mention: Mention) -> None:
        context = self.context
        word = context.last_word
        is_named = word is not None and word.role in _NAMES
        if word and is_named and mention.kind is not MentionKind.RATE and context.is_share():
            # 其中占比较大的有…: the name is no whole.
            self._turn_to(word, None)
        roles = context.letters
        measure, turn = self._measure(mention, roles)
        letter = LETTERS.get(mention.kind, "x")
        context.add(Token(letter, token.text, token.start, token.end, mention))
        if measure is None:
            self.lost.append(mention)
            return
        statement = self._state(mention, measure, turn, roles)
        self._memory.add(statement)
        context.latest = statement if measure is Measure.AMOUNT else context.latest
        context.previous = statement
        self.statements.append(statement)

    def _measure(self, mention: Mention, roles: str) -> tuple[Measure | None, int]:
        """Return what a number measures, and which of several in one breath it is of."""
        if self.context.reason or mention.unit == "个百分点":
            return None, 0
        previous = self.context.previous
        if roles[-2:] in {"ak", "rk"} and previous and previous.mention.kind is mention.kind:
            # 各是A、B: the next amount named in one breath.
            turn = previous.turn + 1
            return (previous.measure if turn < len(self.context.subject.sets) else None), turn
        return measure_of(mention.kind, roles), 0

    def _state(self, mention: Mention, measure: Measure, turn: int, roles: str) -> Statement:
        context, subject = self.context, self.context.subject
        is_change = measure in {Measure.CHANGE, Measure.RATE}
        said = self._memory.latest
        change = said(subject, Measure.CHANGE, turn)
        base = (context.base or (change.base if change else None)) if is_change else None
        belongs = change is not None and (base is None or change.base in {base, None})
        whole = (
            find_whole(context, self._lexicon, self._memory) if measure is Measure.SHARE else None
        )
        is_bare_share = measure is Measure.SHARE and whole is None
        gap = _GAPS.get(roles[-2:], 0) if measure is Measure.BUDGET else 0
        return Statement(
            mention,
            self._paragraph.passage,
            self._paragraph.where,
            measure,
            turn,
            subject.name,
            subject.key(turn, unit_of(mention)),
            tuple(q for q in subject.quantities(turn) if q.is_counted_in(unit_of(mention))),
            base,
            self._direction() if is_change else gap,
            now=said(subject, Measure.AMOUNT, turn),
            budget=said(subject, Measure.BUDGET, turn),
            last=said(subject, Measure.LAST, turn),
            change=change if measure is Measure.RATE and belongs else None,
            opened=context.wholes,
            sentence=self._sentence,
            whole=whole,
            usual=usual_wholes(subject, turn, self._lexicon, self._memory) if is_bare_share else (),
            change_said=change is not None,
            may_be_gap=bool(gap),
            is_given=subject.is_given,
            is_named="N" in roles,
        )

    def _direction(self) -> int:
        """Return 1 for 增加, −1 for 减少, 0 where neither is said."""
        said = [t.role for t in self.context.roles if t.role in {Role.UP, Role.DOWN}]
        return 0 if not said else 1 if said[-1] == Role.UP else -1

    def _remark_direction(self) -> None:
        """Note 增加 or 减少 that no number follows."""
        word = self.context.last_word
        if self.context.reason or word is None or self.context.base is None:
            return
        if word.role in {Role.UP, Role.DOWN}:
            self._remark(word, _COMPARISONS[Role(word.role)])

    def _deny(self, token: Token) -> None:
        """Note 没有 before a name: what it first means is said not to be."""
        subject = self.context.subject
        meant = Subject(token.text, (subject.quantities(0)[:1],), path=subject.path)
        self._remark(token, Comparison.NONE, meant)

    def _remark(self, token: Token, comparison: Comparison, subject: Subject | None = None) -> None:
        subject = subject or self.context.subject
        said = self._memory.latest
        self.remarks.append(
            Remark(
                comparison,
                token.text,
                token.start,
                token.end,
                self._paragraph.passage,
                self._paragraph.where,
                subject.name,
                subject.key(0),
                tuple(q for q in subject.quantities(0) if q.is_counted_in(MONEY_UNIT)),
                self.context.base,
                now=said(subject, Measure.AMOUNT, 0),
                budget=said(subject, Measure.BUDGET, 0),
                last=said(subject, Measure.LAST, 0),
                change=said(subject, Measure.CHANGE, 0),
                sentence=self._sentence,
            )
        )


def _resumes(following: Sequence[Token]) -> bool:
    """Whether a reason is over: 完成…, or 比上年减少A，下降p% with both of its numbers."""
    if not following or following[0].role == Role.COMPLETED:
        return [one.role for one in following[1:2]] == [Role.BUDGET]
    if following[0].role not in {Role.COMPARED, *BASES}:
        return False
    letters = "".join(
        LETTERS.get(t.mention.kind, "x") if t.mention else str(t.role) for t in following
    )
    return _CHANGE_FOLLOWS.match(letters) is not None
