"""Draws the text of a department: its figures, its duties, one to six planted errors."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from wordings.document import Paragraph
from wordings.draw import Dice
from wordings.figures import draw_figures
from wordings.planting import Case
from wordings.relations import broken, find_relations
from wordings.sample import ERRORS, KINDS, is_against_data, write_case
from wordings.styles import WORDINGS

from .model import YEAR, Error, Known, Text
from .names import MOST, UNITS, duties_of, name_department, place_of_department

if TYPE_CHECKING:
    from wordings.document import Document, Slot
    from wordings.figures import Figures
    from wordings.planting import Planted
    from wordings.relations import Relation

_TRIES, _PLACES = 60, 12
_FOUND = 40
MOST_ERRORS = 6
_CHAPTERS = ("职责", "职能", "概况", "基本情况")


def draw_text(seed: str, number: int, known: Known, *, year: int = YEAR, called: str = "") -> Text:
    """Return the true text of a department, of a wording that the seed chooses.

    `called` is what it calls itself, where that is not its name.
    """
    dice = Dice(f"pile {seed}-{number}")
    wording = dice.pick(tuple(WORDINGS))
    figures = _figures(seed, number, dice, year, called)
    document = write_case(f"{seed}-{number}", wording, figures).document
    document = _with_duties(replace(document, joiner="\n"), number)
    return Text(number, figures, wording, known, document, document)


def _figures(seed: str, number: int, dice: Dice, year: int, called: str) -> Figures:
    """Return figures of a department that has moved since last year, under its own name."""
    drawn = (draw_figures(f"{seed}-{number}/{attempt}") for attempt in range(_FOUND))
    figures = next(one for one in drawn if one.form != "same")
    name, place = called or name_department(number), place_of_department(number)
    other = name_department((number + 1 + dice.random.randrange(MOST - 1)) % MOST)
    units = (f"{name}本级", *(place + unit for unit in dice.some(UNITS, 0, 3)))
    return replace(figures, name=name, other_name=other, place=place, year=year, units=units)


def _with_duties(document: Document, number: int) -> Document:
    """Return the text with the department's own duties, where it has a chapter for them."""
    heads = [
        index
        for index, one in enumerate(document.paragraphs)
        if one.kind == "head" and any(word in one.text for word in _CHAPTERS)
    ]
    if not heads:
        return document
    at = min(heads, key=lambda index: _rank(document.paragraphs[index].text))
    duties = [Paragraph((words,)) for words in duties_of(number)]
    return document.with_paragraph(at, document.paragraphs[at], *duties)


def _rank(head: str) -> int:
    return next(number for number, word in enumerate(_CHAPTERS) if word in head)


def plant(text: Text, count: int, seed: str, kinds: tuple[str, ...] = KINDS) -> Text:
    """Return the text with so many errors more, none in the numbers or paragraphs of another.

    A reader can know each of them: from the words, from other numbers, or from what the bureau
    has. Fewer are planted where the text offers no more.
    """
    case = write_case(f"{seed}-{text.number}", text.wording, text.figures)
    case.page.next_id = max(slot.id for one in (text.true, text.document) for slot in one.slots())
    dice = Dice(f"errors {seed}-{text.number}-{len(text.errors)}")
    wanted = len(text.errors) + count
    for _ in range(_TRIES):
        if len(text.errors) >= wanted:
            break
        kind = dice.pick(kinds)
        now = Case(case.page, text.document, dice)
        for planted in islice(ERRORS[kind](now), _PLACES):
            error = tell_error(text, kind, planted)
            if error is not None:
                document = planted.document
                text = replace(text, document=document, errors=(*text.errors, error))
                break
    return text


def tell_error(text: Text, kind: str, planted: Planted) -> Error | None:
    """Return what is planted, None where nobody could know it, or where it touches another."""
    relations = find_relations(text.true)
    before = {_key(one) for one in broken(relations, text.document)}
    after = broken(relations, planted.document)
    failed = [one for one in after if _key(one) not in before]
    slots = {slot.id: slot for slot in planted.document.slots()}
    told = [slots[one] for one in planted.slots if one in slots and is_against_data(slots[one])]
    known = any(_has(text.known, slot) for slot in told)
    tellable = {
        "words": True,
        "relations": bool(failed) or known,
        "data": text.known is Known.FOLDER,
    }[planted.basis]
    # Which of the numbers of a clause is wrong, a reader who knows no more cannot tell.
    own = slots.get(planted.slots[0])
    clause = [
        one.id for one in slots.values() if own and (one.said, one.key) == (own.said, own.key)
    ]
    ids = [*planted.slots, *clause, *(one for relation in failed for one in relation.ids)]
    showing = tuple(dict.fromkeys(one for one in ids if one in slots))
    changed = tuple(
        number
        for number, pair in enumerate(
            zip(text.document.paragraphs, planted.document.paragraphs, strict=True)
        )
        if pair[0] != pair[1]
    )
    error = Error(kind, planted.wrong, planted.right, planted.slots[0], showing, changed)
    touches = any(
        set(error.slots) & set(other.slots) or set(error.paragraphs) & set(other.paragraphs)
        for other in text.errors
    )
    mends = len(after) < len(before) + len(failed)
    return error if tellable and showing and changed and not touches and not mends else None


def _has(known: Known, slot: Slot) -> bool:
    """Whether what the bureau has tells that a number is wrong: a row has budgets and counts."""
    return known is Known.FOLDER or (known is Known.ROW and slot.measure in ("b", "k"))


def _key(relation: Relation) -> tuple[str, tuple[int, ...]]:
    return relation.kind, relation.ids
