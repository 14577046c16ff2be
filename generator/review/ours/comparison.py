"""The text that our templates write, held against the submitted one, section by section."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import format_number, format_plain
from generator.base.severity import Severity
from generator.model.block import Paragraph, Role
from generator.model.figure import Figure, FigureKind, Operation, Source
from generator.model.submission import (
    Mark,
    MentionKind,
    Reviewed,
    Standing,
    SubmittedParagraph,
    Verdict,
)
from generator.review import rules
from generator.review.marking import Evidence, Spot, cells_of, mark, tail
from generator.review.ours.alignment import Alignment, Pair, align, compare_tokens
from generator.review.ours.certainty import (
    find_single,
    is_sound,
    names_the_same,
    only_comment,
    settle_names,
)
from generator.review.ours.extras import find_extra_items
from generator.review.ours.judging import Outcome, follows_from, judge
from generator.review.ours.omissions import find_omissions, find_untried
from generator.review.ours.shapes import describe_shape
from generator.review.ours.words import compare_words, lacks_figure
from generator.review.text.clauses import match_clauses, number_items, topic_of_clause
from generator.review.text.mentions import find_mentions
from generator.review.text.sentences import (
    Sentence,
    cut_generated,
    cut_submitted,
    holds_text,
    without_heading,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.model.block import Block
    from generator.model.explanation import Explanation
    from generator.model.submission import Mention, Submission, SubmittedSection
    from generator.review.ours.words import Names

# Clauses that list the parts of a whole: sources, kinds of spending, classes.
_LISTING = {"二", "三", "五（二）"}
# A text in which so many of our sentences stand word for word is written in our wording.
_OUR_WORDING = 0.4
_HEADINGS = {Role.PART, Role.PART_TITLE, Role.HEADING, Role.SUBHEADING, Role.CAPTION}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text is compared with: our own text, and what its numbers come from.

    `cells` are the table cells by amount; `explain` words the formula of a figure; `names` are
    those of the 科目; `doubtful` the cells that an error names; `said` the names of the amounts
    that the text states, in whatever words; `known` are all names that have a quantity.
    """

    blocks: Sequence[Block]
    cells: Mapping[Decimal, list[tuple[str, str]]]
    explain: Callable[[Figure], Explanation]
    names: Names
    doubtful: frozenset[tuple[str, str, int, int]] = frozenset()
    said: frozenset[str] = frozenset()
    known: Container[str] = frozenset()


@dataclass(slots=True)
class _Section:
    """One section under comparison: what has been found so far."""

    file: str
    reference: Reference
    marks: list[Mark] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    tails: list[Mark] = field(default_factory=list)
    written: dict[str, Mention] = field(default_factory=dict)
    causes: dict[str, int] = field(default_factory=dict)
    consequences: list[tuple[str, str]] = field(default_factory=list)
    single: frozenset[tuple[str, str]] = frozenset()
    confirmed: set[str] = field(default_factory=set)
    is_ours: bool = True


def compare(submission: Submission, reference: Reference, topics: Sequence[str]) -> Reviewed:
    """Return what differs in the sections of `topics`, and every number that was dealt with."""
    marks: list[Mark] = []
    verdicts: list[Verdict] = []
    tails: list[Mark] = []
    aligned = list(_align_sections(submission, reference, topics))
    is_ours = _is_our_wording([alignment for *_, alignment in aligned])
    for section, generated, submitted, alignment in aligned:
        state = _Section(submission.file, reference, is_ours=is_ours)
        state.single = find_single(generated, submitted)
        _compare_section(state, section, generated, alignment)
        marks += state.marks
        verdicts += state.verdicts
        tails += state.tails
    return Reviewed(tuple(marks), tuple(verdicts), tuple(tails))


def paragraphs_of(blocks: Sequence[Block], topic: str) -> list[Paragraph]:
    """Return our paragraphs of a section, without its heading and captions."""
    return [
        block
        for block in blocks
        if isinstance(block, Paragraph)
        and block.role not in _HEADINGS
        and topic_of_clause(block.where) == topic
    ]


class _Aligned(NamedTuple):
    """A submitted section beside ours."""

    section: SubmittedSection
    generated: Sequence[Sentence]
    submitted: Sequence[Sentence]
    alignment: Alignment


def _align_sections(
    submission: Submission, reference: Reference, topics: Sequence[str]
) -> Iterator[_Aligned]:
    for topic in topics:
        section = submission.section(topic)
        ours = paragraphs_of(reference.blocks, topic)
        if section is None or not ours:
            continue
        generated, submitted = cut_generated(ours), cut_submitted(_text_of(section))
        submitted = [without_heading(sentence, section.heading) for sentence in submitted]
        submitted = match_clauses(generated, submitted)
        yield _Aligned(section, generated, submitted, align(generated, submitted))


def _is_our_wording(alignments: Sequence[Alignment]) -> bool:
    """Whether a text says most of what ours says in the words of ours.

    Another province's text lacks our sentences rightly: nothing is missing in it for that.
    """
    ours = same = 0
    for alignment in alignments:
        ours += len(alignment.missing) + len(alignment.pairs)
        same += sum(pair.ours.key == pair.theirs.key for pair in alignment.pairs)
    return bool(ours) and same >= _OUR_WORDING * ours


def _compare_section(
    state: _Section,
    section: SubmittedSection,
    generated: Sequence[Sentence],
    alignment: Alignment,
) -> None:
    for pair in alignment.pairs:
        _compare_pair(state, pair, generated)
    _fold_consequences(state)
    state.marks = settle_names(state.marks, frozenset(state.confirmed))
    state.marks += find_untried(state.file, alignment, section)
    if state.is_ours:
        state.marks += find_omissions(state.file, alignment, section, state.reference.said)


def _text_of(section: SubmittedSection) -> list[SubmittedParagraph]:
    """Return the paragraphs, items numbered; a heading that its text follows is one itself."""
    if section.paragraphs or not holds_text(section.heading.text):
        return number_items(section.paragraphs)
    text = section.heading.text
    return [SubmittedParagraph(section.heading, section.topic, find_mentions(text))]


def _spot(state: _Section, sentence: Sentence, mention: Mention) -> Spot:
    assert sentence.passage is not None  # noqa: S101 - submitted sentences have their passage
    return Spot(state.file, sentence.where, sentence.passage, mention.start, mention.end)


def _compare_pair(state: _Section, pair: Pair, generated: Sequence[Sentence]) -> None:
    compared = compare_tokens(pair)
    clause = [
        figure
        for sentence in generated
        if sentence.where == pair.ours.where
        for figure in sentence.figures.values()
    ]
    for ours, theirs in compared.numbers:
        figure = pair.ours.figure_of(ours)
        if figure is not None:
            state.written[figure.label] = theirs
    same = pair.ours.key == pair.theirs.key
    for ours, theirs in compared.numbers:
        figure = pair.ours.figure_of(ours)
        if figure is not None and same:
            _compare_number(state, pair, theirs, figure, clause)
        elif same and ours.kind is MentionKind.DATE and theirs.kind is MentionKind.DATE:
            _compare_date(state, pair, ours, theirs)
    if lacks_figure(pair.ours.text) or not state.is_ours:
        return
    words = compare_words(state.file, pair, state.reference.names, is_same=same)
    state.marks += [
        mark if _keeps_word(state, pair, mark) else only_comment(mark) for mark in words
    ]
    if pair.theirs.where in _LISTING:
        state.marks += find_extra_items(state.file, pair, compared, state.reference.known)


def _keeps_word(state: _Section, pair: Pair, found: Mark) -> bool:
    """Whether a wrong word may be put right: a direction only where all numbers are certain."""
    if found.finding.code == rules.NAME.code:
        return True
    return names_the_same(pair, state.single) and all(
        is_sound(figure, state.reference.doubtful) for figure in pair.ours.figures.values()
    )


def _compare_date(state: _Section, pair: Pair, ours: Mention, theirs: Mention) -> None:
    if ours.value == theirs.value or ours.unit[:1] != theirs.unit[:1]:
        return
    spot = _spot(state, pair.theirs, theirs)
    message = f"年度写作{theirs.text}{theirs.unit}，应为{ours.text}{ours.unit}"
    certain = names_the_same(pair, state.single)
    replacement = ours.text if certain else None
    state.marks.append(mark(rules.YEAR, message, spot, replacement=replacement))


def _compare_number(
    state: _Section,
    pair: Pair,
    theirs: Mention,
    figure: Figure,
    clause: Sequence[Figure],
) -> None:
    """Judge one number; what is wrong says what it should be and why."""
    if any(one.place.quote and one.place.file == state.file for one in figure.sources()):
        # What the text itself has supplied proves nothing: its statements are held together.
        return
    spot = _spot(state, pair.theirs, theirs)
    judgement = judge(theirs, figure)
    computed = isinstance(figure.origin, Operation)
    standing = Standing.RECOMPUTED if computed else Standing.MATCHED
    state.verdicts.append(Verdict(spot.passage.locator, theirs.start, standing, figure))
    wrong = judgement.outcome is Outcome.WRONG
    sound = is_sound(figure, state.reference.doubtful)
    if judgement.outcome is Outcome.RIGHT and sound and theirs.value:
        state.confirmed.add(spot.passage.locator)
    if judgement.outcome is Outcome.RIGHT or (wrong and _has_other_cause(state, theirs, figure)):
        return
    if judgement.outcome is Outcome.TAIL:
        state.tails.append(tail(spot))
        return
    expected = judgement.expected
    evidence = Evidence(theirs.value, expected, _formula(state.reference, figure), cells_of(figure))
    if expected is None:
        state.marks.append(_undefined(spot, figure, theirs))
        return
    shown = _shown(expected, figure, theirs)
    if judgement.outcome is Outcome.COARSE:
        message = f"{figure.label}写作{theirs.text}{theirs.unit}，应保留两位小数：{shown}"
        state.marks.append(mark(rules.PRINTING, message, spot, evidence))
        return
    if judgement.outcome is Outcome.WRONG_UNIT:
        unit = "%" if figure.kind is FigureKind.RATE else figure.unit
        message = f"{figure.label}的单位写作“{theirs.unit or '（无）'}”，应为{unit}"
        severity = None if theirs.value else Severity.WARNING
        state.marks.append(mark(rules.UNIT, message, spot, evidence, severity=severity))
        return
    shape = describe_shape(theirs, figure, clause, state.reference.cells)
    hint = f"（{shape}）" if shape else ""
    rule = rules.COUNT if figure.kind in {FigureKind.COUNT, FigureKind.SCORE} else rules.AMOUNT
    rule = rules.COMPUTED if computed and figure.kind is not FigureKind.COUNT else rule
    message = f"{figure.label}写作{theirs.text}{theirs.unit}，应为{shown}{hint}"
    if computed and not sound:
        message += "（按文中或表中的数算得；也可能是其中的一个数不对，请一并核对）"
    certain = sound and names_the_same(pair, state.single)
    replacement = format_like(expected, theirs, figure) if certain else None
    state.causes[figure.label] = len(state.marks)
    state.marks.append(mark(rule, message, spot, evidence, replacement=replacement))


def _has_other_cause(state: _Section, mention: Mention, figure: Figure) -> bool:
    """Whether a wrong number repeats the table's own error, or follows from another one.

    What a wrong amount beside it gives has one cause with it, and is said there.
    """
    if _repeats_cell(mention, figure):
        return True
    cause = follows_from(mention, figure, state.written)
    if cause:
        stated = f"{figure.label}{mention.text}{mention.unit}"
        state.consequences.append((cause, f"{stated}由此算得，应一并改正"))
    return bool(cause)


def _fold_consequences(state: _Section) -> None:
    """Write what follows from a wrong amount beside the finding of that amount."""
    for label, words in state.consequences:
        at = state.causes.get(label)
        if at is not None:
            finding = state.marks[at].finding
            folded = replace(finding, also=(*finding.also, words))
            state.marks[at] = replace(state.marks[at], finding=folded)


def _repeats_cell(mention: Mention, figure: Figure) -> bool:
    """Whether the text repeats a cell as printed that a check has found to be wrong."""
    if not isinstance(figure.origin, Source) or mention.unit != figure.unit:
        return False
    return mention.text.replace(",", "") == figure.origin.text.replace(",", "")


def format_like(expected: Decimal, mention: Mention, figure: Figure) -> str:
    """Return a value as the number it replaces is written: separators, decimals."""
    if figure.kind in {FigureKind.COUNT, FigureKind.SCORE}:
        return format_plain(expected)
    return format_number(expected, separators="," in mention.text)


def _shown(expected: Decimal, figure: Figure, mention: Mention) -> str:
    if figure.kind is FigureKind.RATE:
        return f"{format_number(expected)}%"
    if figure.kind is FigureKind.AMOUNT:
        return f"{format_number(expected)}{'万元' if mention.unit == '万' else mention.unit}"
    return f"{format_plain(expected)}{mention.unit}"


def _formula(reference: Reference, figure: Figure) -> str:
    if figure.value is None:
        return ""
    explanation = reference.explain(figure)
    if explanation.words == explanation.label:
        return explanation.label
    return f"{explanation.label} = {explanation.words} = {explanation.numbers}"


def _undefined(spot: Spot, figure: Figure, mention: Mention) -> Mark:
    message = f"{figure.label}：基数为 0，没有比率，却写了 {mention.text}%"
    return mark(rules.ZERO_BASE, message, spot, Evidence(mention.value, cells=cells_of(figure)))


def wordings(submission: Submission) -> dict[str, frozenset[str]]:
    """Return the sentences of every section, numbers masked."""
    return {
        section.topic: frozenset(s.masked for s in cut_submitted(section.paragraphs))
        for section in submission.sections
    }


def likeness(written: Mapping[str, frozenset[str]], blocks: Sequence[Block]) -> int:
    """Return how many of our sentences stand, numbers masked, in a text word for word."""
    return sum(
        sentence.masked in sentences
        for topic, sentences in written.items()
        for sentence in cut_generated(paragraphs_of(blocks, topic))
    )
