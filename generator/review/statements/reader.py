"""Passages → statements: each number with the subject, base and list that it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.model.submission import MentionKind
from generator.review.statements.productions import measure_of
from generator.review.statements.statement import (
    Base,
    Comparison,
    Itemised,
    Measure,
    Opened,
    Remark,
    Statement,
)
from generator.review.statements.subjects import (
    Memory,
    Subject,
    default_subject,
    fund_of_name,
    fund_of_topic,
    narrow,
    of_family,
    parts_of,
    under,
)
from generator.review.statements.tokens import CLOSE, END, NUMBER, OPEN, STOP, Token
from generator.review.statements.words import GENERIC, INSTITUTION, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.submission import Mention, SubmittedParagraph
    from generator.review.statements.quantities import Lexicon, Quantity
    from generator.review.statements.tokens import Tokeniser

_BASES = {
    Role.LAST_YEAR: Base.LAST_YEAR,
    Role.BUDGET: Base.BUDGET,
    Role.LAST_BUDGET: Base.LAST_BUDGET,
}
_COMPARISONS = {
    Role.EQUAL: Comparison.EQUAL,
    Role.UNEQUAL: Comparison.UNEQUAL,
    Role.MORE: Comparison.MORE,
    Role.LESS: Comparison.LESS,
    Role.UP: Comparison.UP,
    Role.DOWN: Comparison.DOWN,
}
_MOST_WHOLES = 3
_CODE = re.compile(r"(?<![0-9])([0-9]{3}(?:[0-9]{2}){0,2})[\s“”\"]*$")
_LONGEST_CODE = 10
_MONEY_UNIT = zh.TEN_THOUSAND_YUAN
_DEEPEST = 12
_DIVIDES = re.compile("方面|用于")
_FOR = re.compile("用于$")
_ITEMISED = re.compile("包括|用于$")
_NAMES = re.compile(r"[:：]?\s*([^。；;：:0-9]{2,600})")
_LETTERS = {
    MentionKind.AMOUNT: "a",
    MentionKind.BARE: "a",
    MentionKind.RATE: "r",
    MentionKind.COUNT: "c",
}
_LEVELS = re.compile(r"[\s“”\"]*(?:[（(][类款项][）)])?[\s“”\"]*")
_OPEN_LIST = re.compile("主要(?!用于)")


class Reading(NamedTuple):
    """The statements and remarks of a text, and the numbers of which it is not told what they are."""

    statements: tuple[Statement, ...]
    remarks: tuple[Remark, ...]
    itemised: tuple[Itemised, ...]
    not_understood: tuple[tuple[SubmittedParagraph, Mention], ...]


@dataclass(slots=True)
class _State:
    """What a clause inherits from what was read before it in the section."""

    subject: Subject = field(default_factory=Subject)
    main: Subject | None = None
    base: Base | None = None
    wholes: tuple[Opened, ...] = ()
    latest: Statement | None = None
    previous: Statement | None = None
    reason: bool = False
    fund: str = ""
    roles: list[Token] = field(default_factory=list)


def read_statements(
    paragraphs: Iterable[SubmittedParagraph], lexicon: Lexicon, tokeniser: Tokeniser
) -> Reading:
    """Return the statements of paragraphs in the order of the text.

    Linear in the length of the text.
    """
    statements: list[Statement] = []
    remarks: list[Remark] = []
    itemised: list[Itemised] = []
    lost: list[tuple[SubmittedParagraph, Mention]] = []
    state, memory, topic = _State(), Memory(), ""
    for paragraph in paragraphs:
        own = paragraph.where.partition("（")[0]
        if own != topic:
            state, memory, topic = _State(), Memory(), own
            state.main = default_subject(topic)
            if state.main.name:
                state.main.sets = (lexicon.of(state.main.name),)
        reader = _Reader(paragraph, lexicon, state, memory)
        reader.read(tokeniser.tokens(paragraph.passage.text, paragraph.mentions))
        statements += reader.statements
        remarks += reader.remarks
        itemised += reader.itemised
        lost += [(paragraph, mention) for mention in reader.lost]
        state = reader.state
    return Reading(tuple(statements), tuple(remarks), tuple(itemised), tuple(lost))


def _fits(mention: Mention, quantity: Quantity) -> bool:
    """Whether a number can be of a quantity by its unit; a rate is one of money."""
    unit = mention.unit if mention.kind is MentionKind.COUNT else _MONEY_UNIT
    return quantity.is_counted_in(unit)


class _Reader:
    """Reads one paragraph; `state` is what the next one inherits."""

    def __init__(
        self, paragraph: SubmittedParagraph, lexicon: Lexicon, state: _State, memory: Memory
    ) -> None:
        self._paragraph = paragraph
        self._topic = paragraph.where.partition("（")[0]
        self._lexicon = lexicon
        self._memory = memory
        memory.own.clear()
        main = state.main or Subject()
        self.state = replace(state, subject=main, base=None, reason=False, fund="", roles=[])
        self._outer: list[_State] = []
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
            elif token.role == OPEN:
                if len(self._outer) < _DEEPEST:
                    self._outer.append(replace(self.state, roles=list(self.state.roles)))
                self.state.roles = []
            elif token.role == CLOSE:
                self._close()
            elif token.role == END:
                self._remark_direction()
                self._outer.clear()
                self._ended += 1
                self.state.base, self.state.reason, self.state.roles = None, False, []
            elif token.role == STOP:
                self._stop(token, tokens[index + 1 : index + 12])
            else:
                self._read_word(token)
        self._remark_direction()

    @property
    def _sentence(self) -> tuple[str, int]:
        """Which sentence is being read."""
        return self._paragraph.passage.locator, self._ended

    def _close(self) -> None:
        """End a bracket: what stood before it goes on."""
        if self._outer:
            self.state = self._outer.pop()

    def _stop(self, token: Token, following: Sequence[Token]) -> None:
        """End a clause; 与上年相比， and a name before a colon go on."""
        if token.text in "：:" and self._letters()[-1:] in set("NofFB"):
            return
        self._remark_direction()
        if token.text in "；;":
            self.state.base = None
        if self.state.reason and (token.text in "；;" or _resumes(following)):
            self.state.reason = False
        self.state.roles = []

    def _letters(self) -> str:
        return "".join(str(token.role) for token in self.state.roles)

    def _is_whole(self) -> bool:
        """Whether a name stands between 占 and the number of the share."""
        for token in reversed(self.state.roles):
            if token.mention is not None:
                return False
            if token.role == Role.SHARE:
                return True
        return False

    def _read_word(self, token: Token) -> None:
        state = self.state
        before = state.roles[-1] if state.roles else None
        if before is not None and before.end == token.start:
            token = self._joined(before, token)
        if token.role == Role.UNKNOWN and len(token.text) > 1 and token.text in state.subject.name:
            # 国内公务接待4批次，累计接待13人次: the same, called by a part of its name.
            state.roles.append(token._replace(role=Role.OWN))
            return
        if token.role == Role.REASON and self._opens_amounts(token):
            token = token._replace(role=Role.PARTS)
        if token.role == Role.REASON:
            self._remark_direction()
        state.roles.append(token)
        if token.role == Role.REASON:
            state.reason = True
            self._itemise(token)
        elif token.role == Role.PARTS:
            self._open_list(token)
            self._itemise(token)
        elif token.role in _BASES:
            state.base = _BASES[Role(token.role)]
            if before is not None and before.role in {Role.MORE, Role.LESS}:
                self._remark(before, _COMPARISONS[Role(before.role)])
        elif state.reason:
            return
        elif token.role in {Role.NAME, Role.OWN, Role.FUND}:
            if not self._is_whole():
                self._turn_to(token, before)
            if any(one.role == Role.NONE for one in state.roles):
                self._deny(token)
        elif token.role in {Role.EQUAL, Role.UNEQUAL}:
            self._remark(token, _COMPARISONS[Role(token.role)])
        elif token.role == Role.UNKNOWN and len(token.text) > 1:
            if not INSTITUTION.search(token.text):
                state.subject = Subject(token.text)

    def _open_list(self, token: Token) -> None:
        """What follows are parts: of the amount that is named before 其中, else of the last one."""
        state = self.state
        state.reason = False
        if self._lists_names(token):
            return
        whole = state.latest
        if Role.NAME in self._letters() and state.subject.sets:
            whole = self._memory.latest(state.subject, Measure.AMOUNT, 0) or whole
            state.wholes = ()
        if whole is not None:
            others = tuple(one for one in state.wholes if one.whole is not whole)
            is_complete = not _OPEN_LIST.match(token.text)
            is_complete = (
                is_complete and self._paragraph.passage.text[token.end : token.end + 1] != "占"
            )
            opened = Opened(
                whole, self._sentence, is_complete, _DIVIDES.search(token.text) is not None
            )
            state.wholes = (opened, *others)[:_MOST_WHOLES]

    def _opens_amounts(self, token: Token) -> bool:
        """Whether 主要用于： opens a list of amounts, and is no purpose."""
        text = self._paragraph.passage.text
        is_open = _FOR.search(token.text) and text[token.end : token.end + 1] in {":", "："}
        return bool(is_open) and not self._lists_names(token)

    def _lists_names(self, token: Token) -> bool:
        """Whether only names follow, without numbers."""
        text = self._paragraph.passage.text
        found = _NAMES.match(text, token.end)
        return found is not None and text[found.end() : found.end() + 1] in {"", "。", "；", ";"}

    def _itemise(self, token: Token) -> None:
        """Note a list of names: 人员经费…，主要包括：基本工资、津贴补贴."""
        text = self._paragraph.passage.text
        found = _NAMES.match(text, token.end)
        if _ITEMISED.search(token.text) and found and self.state.subject.sets:
            self.itemised.append(
                Itemised(
                    self._paragraph.passage,
                    self._paragraph.where,
                    self.state.subject.name,
                    self.state.subject.quantities(0),
                    found.start(1),
                    found.end(1),
                )
            )

    def _joined(self, before: Token, token: Token) -> Token:
        """Return a word as it is read beside the one before it, without a gap between them."""
        if token.role == Role.NAME and token.text in GENERIC and before.role in "No":
            return token._replace(role=Role.FINAL)  # 机关运行经费支出合计: not the total of all
        names = {Role.NAME, Role.FUND}
        one, other = before.role, token.role
        if token.text.startswith('"') or before.text.endswith('"'):
            return token
        if (one == Role.UNKNOWN and other in names) or (one in names and other == Role.UNKNOWN):
            if one == Role.UNKNOWN and INSTITUTION.search(before.text):
                return token
            # 学费收入: a longer name of which we know only a part.
            self.state.roles.pop()
            longer = before.text + token.text
            return token._replace(role=Role.OWN, text=longer, start=before.start)
        return token

    def _turn_to(self, token: Token, before: Token | None) -> None:
        """Make a name the subject."""
        state = self.state
        fund = fund_of_name(token.text) if token.role == Role.FUND else ""
        sets = () if token.role == Role.OWN else self._lexicon.named.get(token.text, ())
        adjoins = before is not None and before.end == token.start
        if sets:
            sets = tuple(self._meant_here(token, one, before, adjoins=adjoins) for one in sets)
        state.fund = fund
        between = self._paragraph.passage.text[before.end : token.start] if before else "x"
        is_chain = before is not None and before.role in {Role.NAME, Role.OWN}
        is_chain = is_chain and _LEVELS.fullmatch(between) is not None
        path = f"{state.subject.path}{state.subject.name}/" if is_chain else ""
        code = _CODE.search(self._paragraph.passage.text[: token.start][-_LONGEST_CODE:])
        if code is not None:
            path = f"{code.group(1)}/"
            coded = tuple(tuple(q for q in one if q.code == code.group(1)) for one in sets)
            sets = coded if sets and all(coded) else sets
        subject = Subject(token.text, sets, path=path)
        if self._letters().endswith(("NkN", "Nko", "okN")) and state.subject.name:
            # 基本支出和项目支出分别为A和B: two amounts in one breath.
            one = state.subject
            both = (*(one.sets or ((),)), *(sets or ((),)))
            subject = Subject(f"{one.name}、{token.text}", both)
        state.subject = subject
        if sets and (state.main is None or not state.main.is_given):
            state.main = subject

    def _meant_here(
        self,
        token: Token,
        quantities: tuple[Quantity, ...],
        before: Token | None,
        *,
        adjoins: bool,
    ) -> tuple[Quantity, ...]:
        """Return what a name can mean here; its counts are the same whatever the money is."""
        money = tuple(q for q in quantities if q.is_counted_in(_MONEY_UNIT))
        counts = tuple(q for q in quantities if q not in money)
        return (*self._meant(token, money, before, adjoins=adjoins), *counts)

    def _meant(
        self,
        token: Token,
        quantities: tuple[Quantity, ...],
        before: Token | None,
        *,
        adjoins: bool,
    ) -> tuple[Quantity, ...]:
        """Return which quantities a name can mean here: by fund, by 类 and 款, by the list."""
        state = self.state
        if before is not None and before.role == Role.FUND and adjoins:
            return narrow(quantities, fund_of_name(before.text), is_named=True)
        between = self._paragraph.passage.text[before.end : token.start] if before else "x"
        if before is not None and before.role == Role.NAME and _LEVELS.fullmatch(between):
            quantities = under(quantities, state.subject.quantities(0))
        whole = state.wholes[0].whole if state.wholes else None
        if whole is not None:
            parts = parts_of(whole, token.text)
            if parts is not None:
                return parts
            family = of_family(quantities, whole)
            if family:
                return family
            of_whole = {quantity.fund for quantity in whole.quantities}
            if len(of_whole) == 1:
                same = tuple(q for q in quantities if q.fund in of_whole)
                if same:
                    return same
        return narrow(quantities, fund_of_topic(self._topic), is_named=False)

    def _read_number(self, token: Token, mention: Mention) -> None:
        state = self.state
        if mention.kind is not MentionKind.RATE and self._is_whole():
            named = [t for t in state.roles if t.role in {Role.NAME, Role.OWN, Role.FUND}]
            if named and state.roles[-1] is named[-1]:
                # 其中占比较大的有…: the name is no whole.
                self._turn_to(named[-1], None)
        roles = self._letters()
        measure = None if state.reason else measure_of(mention.kind, roles)
        turn, previous = 0, state.previous
        goes_on = previous is not None and previous.mention.kind is mention.kind
        if previous is not None and goes_on and roles[-2:] in {"ak", "rk"} and not state.reason:
            # 各是A、B: the next amount named in one breath.
            measure, turn = previous.measure, previous.turn + 1
            if turn >= len(state.subject.sets):
                measure = None
        if mention.unit == "个百分点":
            measure = None
        letter = _LETTERS.get(mention.kind, "x")
        state.roles.append(Token(letter, token.text, token.start, token.end, mention))
        if measure is None:
            self.lost.append(mention)
            return
        statement = self._state(mention, measure, turn, roles)
        self._memory.add(statement)
        state.latest = statement if measure is Measure.AMOUNT else state.latest
        state.previous = statement
        self.statements.append(statement)

    def _state(self, mention: Mention, measure: Measure, turn: int, roles: str) -> Statement:
        state, subject = self.state, self.state.subject
        directions = [t.role for t in state.roles if t.role in {Role.UP, Role.DOWN}]
        is_change = measure in {Measure.CHANGE, Measure.RATE}
        said = self._memory.latest
        change = said(subject, Measure.CHANGE, turn) if measure is Measure.RATE else None
        base = (state.base or (change.base if change else None)) if is_change else None
        if change is not None and base is not None and change.base not in {base, None}:
            change = None
        sign = 0 if not (is_change and directions) else 1 if directions[-1] == Role.UP else -1
        wholes, stated_whole, has_whole = (
            self._named_whole() if measure is Measure.SHARE else ((), None, False)
        )
        return Statement(
            mention,
            self._paragraph.passage,
            self._paragraph.where,
            measure,
            turn,
            subject.name,
            subject.key(turn, mention.unit if mention.kind is MentionKind.COUNT else _MONEY_UNIT),
            tuple(q for q in subject.quantities(turn) if _fits(mention, q)),
            base,
            sign,
            now=said(subject, Measure.AMOUNT, turn),
            budget=said(subject, Measure.BUDGET, turn),
            last=said(subject, Measure.LAST, turn),
            change=change,
            opened=state.wholes,
            sentence=self._sentence,
            wholes=wholes,
            stated_whole=stated_whole,
            has_whole=has_whole,
            usual=self._usual(turn) if measure is Measure.SHARE and not has_whole else (),
            change_said=said(subject, Measure.CHANGE, turn) is not None,
            may_be_gap=measure is Measure.BUDGET and roles[-2:] in {">B", "<B"},
            is_given=subject.is_given,
        )

    def _usual(self, turn: int) -> tuple[Statement, ...]:
        """Return what was last said of the wholes that the subject is usually a share of."""
        names = {q.whole for q in self.state.subject.quantities(turn) if q.whole}
        said = (
            self._memory.latest(Subject(name, (self._lexicon.of(name),)), Measure.AMOUNT, 0)
            for name in sorted(names)
        )
        return tuple(one for one in said if one is not None)

    def _named_whole(self) -> tuple[tuple[Quantity, ...], Statement | None, bool]:
        """Return what stands between 占 and 的: quantities, the statement of it, if it is named."""
        roles = self.state.roles
        at = max(i for i, token in enumerate(roles) if token.role == Role.SHARE)
        named = [
            t for t in roles[at + 1 :] if t.role in {Role.NAME, Role.OWN, Role.UNKNOWN, Role.FUND}
        ]
        if not named:
            return (), None, False
        name = named[-1].text
        quantities = self._lexicon.of(name) if named[-1].role in {Role.NAME, Role.FUND} else ()
        if len(named) > 1 and named[-2].role == Role.FUND:
            quantities = narrow(quantities, fund_of_name(named[-2].text), is_named=True)
        names = {quantity.name for quantity in quantities}
        stated = next(
            (
                one
                for one in reversed(self._memory.amounts)
                if names & {q.name for q in one.quantities} or _same_words(one.name, name)
            ),
            None,
        )
        return quantities, stated, True

    def _remark_direction(self) -> None:
        """Note 增加 or 减少 that no number follows."""
        roles = self.state.roles
        if self.state.reason or not roles:
            return
        last = roles[-1]
        if last.role in {Role.UP, Role.DOWN} and self.state.base is not None:
            self._remark(last, _COMPARISONS[Role(last.role)])

    def _deny(self, token: Token) -> None:
        """Note 没有 before a name: what it first means is said not to be."""
        meant = self.state.subject.quantities(0)[:1]
        whole = self.state.subject
        self.state.subject = Subject(token.text, (meant,), path=whole.path)
        self._remark(token, Comparison.NONE)
        self.state.subject = whole

    def _remark(self, token: Token, comparison: Comparison) -> None:
        state, subject = self.state, self.state.subject
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
                tuple(q for q in subject.quantities(0) if q.is_counted_in(_MONEY_UNIT)),
                state.base,
                now=said(subject, Measure.AMOUNT, 0),
                budget=said(subject, Measure.BUDGET, 0),
                last=said(subject, Measure.LAST, 0),
                change=said(subject, Measure.CHANGE, 0),
            )
        )


def _same_words(one: str, other: str) -> bool:
    """Whether two names are one, or one says more of the same (本年支出合计, 支出合计)."""
    return one.endswith(other) or other.endswith(one)


def _resumes(following: Sequence[Token]) -> bool:
    """Whether a reason is over: 完成…, or 比上年减少A，下降p% with both of its numbers."""
    if not following:
        return False
    if following[0].role == Role.COMPLETED:
        return True
    if following[0].role not in {Role.COMPARED, *_BASES}:
        return False
    letters = "".join(
        _LETTERS.get(t.mention.kind, "x") if t.mention else str(t.role) for t in following
    )
    return re.match(r"(?:V[NFA]*)?[LBM][NFA]*a?V?,?[NFA]*[UD]a,?[UD]r", letters) is not None
