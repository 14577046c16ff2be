"""What a document is held against its duties by: its text, its tables, what the review found."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import fold_character, squash
from generator.field import forms, sections
from generator.model.duty import DutyJudgement, DutyState
from generator.model.place import Place
from generator.review.duties.told import denial_of, denies_itself, is_of_other_time
from generator.review.marking import Spot, spot_in
from generator.review.statements.quantities import amount_in
from generator.review.text.flat import Flat, flatten
from generator.review.text.outline_headings import has_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal

    from generator.field.duties import Duty
    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.review import Review
    from generator.model.submission import Mention, SubmittedParagraph, SubmittedSection
    from generator.model.table import Table
    from generator.review.statements.reader import Reading
    from generator.review.statements.statement import Measure

_LONGEST_QUOTE = 60
ALL_THREE = "三公"
_CLAUSE = re.compile("[，。；]")
_EVALUATION = re.compile("绩效|自评")
_QUOTES = re.compile("[“”\"'‘’「」]")


class Said(NamedTuple):
    """A number of the text with the words that lead to it from the number before it.

    `item` is the name in force there: the last one that stands before it in its section.
    `elsewhen`: it is of another year, or of a plan.
    """

    paragraph: SubmittedParagraph
    mention: Mention
    lead: str
    item: str
    elsewhen: bool = False


class Ground:
    """A reviewed document: what its duties are judged by. `printed` are its own tables."""

    def __init__(self, review: Review, reading: Reading, printed: Mapping[str, Table]) -> None:
        """Gather what the judgements ask for; nothing is read again."""
        self.review = review
        self.submission = review.submission
        self.reading = reading
        self.printed = printed
        identity = review.accounts.identity if review.accounts else None
        self.year = (identity.year if identity else 0) or review.owner.year

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.submission.file

    @cached_property
    def is_whole(self) -> bool:
        """Whether the file is a whole document, and not only what explains the accounts."""
        one = self.submission
        labelled = any(has_label(passage.text) for passage in one.part_headings)
        return labelled or bool(one.overview or one.glossary or self.printed)

    def sections(self, topic: str) -> tuple[SubmittedSection, ...]:
        """Return the sections on a matter; where none is, all but those on evaluations."""
        own = tuple(one for one in self.submission.sections if one.topic == topic)
        return own or tuple(one for one in self.submission.sections if not of_evaluation(one))

    def has_section(self, topic: str) -> bool:
        """Whether a section treats the matter."""
        return any(one.topic == topic for one in self.submission.sections)

    def flat(self, topic: str) -> Flat:
        """Return the text on a matter, folded."""
        paragraphs = (p for one in self.sections(topic) for p in one.paragraphs)
        return flatten(self.file, paragraphs)

    def numbers(self, topic: str, items: re.Pattern[str]) -> Iterator[Said]:
        """Yield the numbers of the year on a matter, with the name that is in force.

        `items` are the names.
        """
        return (said for said in self.all_numbers(topic, items) if not said.elsewhen)

    def all_numbers(self, topic: str, items: re.Pattern[str]) -> Iterator[Said]:
        """Yield the numbers on a matter, also those of another year, or of a plan."""
        for section in self.sections(topic):
            item = ""
            for paragraph in section.paragraphs:
                text, before, since, elsewhen = paragraph.passage.text, 0, 0, False
                for mention in paragraph.mentions:
                    lead = fold(text[before : mention.start])
                    for found in items.finditer(lead):
                        item = found.lastgroup or item
                    before = mention.unit_end
                    if mention.is_claim:
                        words = fold(text[since : mention.start])
                        elsewhen = self._is_elsewhen(words, before=elsewhen)
                        since = mention.unit_end
                        yield Said(paragraph, mention, lead, item, elsewhen)
                for found in items.finditer(fold(text[before:])):
                    item = found.lastgroup or item

    def _is_elsewhen(self, since: str, *, before: bool) -> bool:
        """Whether a number is of another time, by the words since the one before it."""
        sentence = since[max(since.rfind(stop) for stop in "。；") + 1 :]
        told = is_of_other_time(sentence, self.year)
        if told is None:
            return before and not _CLAUSE.search(since)
        return told

    def elsewhen(
        self, topic: str, items: re.Pattern[str], item: str, units: frozenset[str] = frozenset()
    ) -> Said | None:
        """Return a number under a name, in some units, that is of another year, or of a plan."""
        for one in self.all_numbers(topic, items):
            if one.elsewhen and one.item == item and (not units or one.mention.unit in units):
                return one
        return None

    def place(self, said: Said) -> Place:
        """Return where a number stands, with its clause."""
        mention, paragraph = said.mention, said.paragraph
        spot = Spot(self.file, paragraph.where, paragraph.passage, mention.start, mention.unit_end)
        return spot.place

    def place_of(self, passage: Passage, where: str = "") -> Place:
        """Return where a passage stands, with its first words."""
        quote = passage.text[:_LONGEST_QUOTE]
        return Place(self.file, section=where, paragraph=passage.paragraph, quote=quote)

    def place_of_table(self, form: str) -> Place:
        """Return where a table stands."""
        return Place(self.printed[form].file if form in self.printed else self.file, table=form)

    def deny(self, topic: str, words: str) -> Place | None:
        """Return where the text says that there is none of what the words name."""
        flat = self.flat(topic)
        found = denial_of(words).search(flat.text)
        return spot_in(flat, *found.span()).place if found else None

    def deny_itself(self, topic: str) -> Place | None:
        """Return where the section on a matter says that it has nothing to tell."""
        for section in self.submission.sections:
            for paragraph in section.paragraphs if section.topic == topic else ():
                if denies_itself(fold(paragraph.passage.text)):
                    return self.place_of(paragraph.passage, paragraph.where)
        return None

    def spent(self, column: int) -> Decimal | None:
        """Return what a column of 公开09 (1 to 12) holds, None where that is not known."""
        tables = self.review.accounts.tables if self.review.accounts else self.printed
        table = tables.get(forms.THREE_PUBLIC)
        cell = table.cell(forms.THREE_PUBLIC_ROW, str(column)) if table else None
        return amount_in(cell) if cell else None

    def stated(self, name: str, measure: Measure, topic: str) -> Decimal | None:
        """Return what the section on a matter says of an amount: the largest that it states."""
        values = [
            one.value
            for one in self.reading.statements
            if one.where.startswith(topic)
            and one.measure is measure
            and any(quantity.name == name for quantity in one.quantities)
        ]
        return max(values, default=None)

    def found(self, code: str, test: Callable[[Finding], bool]) -> tuple[Finding, ...]:
        """Return the findings of a rule that a test lets through."""
        return tuple(f for f in self.review.findings if f.code == code and test(f))


def of_evaluation(section: SubmittedSection) -> bool:
    """Whether a section is about evaluations (绩效)."""
    return section.topic == sections.PERFORMANCE or bool(_EVALUATION.search(section.title))


def fold(text: str) -> str:
    """Return a text in one width without white space and quotes, its commas wide."""
    return "".join(map(fold_character, _QUOTES.sub("", squash(text)))).replace(",", "，")


def done(duty: Duty, place: Place, note: str = "") -> DutyJudgement:
    """Return that a duty is fulfilled, where that can be seen."""
    return DutyJudgement(duty, DutyState.DONE, note, place)


def problem(
    duty: Duty, note: str, place: Place | None = None, findings: Iterable[Finding] = ()
) -> DutyJudgement:
    """Return that a duty is not fulfilled, and what is wrong."""
    return DutyJudgement(duty, DutyState.PROBLEM, note, place, tuple(findings))


def not_applicable(duty: Duty, why: str, place: Place | None = None) -> DutyJudgement:
    """Return that a document has no such duty, and why."""
    return DutyJudgement(duty, DutyState.NOT_APPLICABLE, why, place)


def of_other_time(ground: Ground, duty: Duty, said: Said) -> DutyJudgement:
    """Return that only a number of another year, or of a plan, was read."""
    quote = ground.place(said).quote
    return unchecked(duty, f"只读到“{quote}”，像是上年的或者预算的，请看一看")


def unchecked(duty: Duty, why: str, findings: Iterable[Finding] = ()) -> DutyJudgement:
    """Return that nobody can tell from the file, and why."""
    return DutyJudgement(duty, DutyState.UNCHECKED, why, findings=tuple(findings))
