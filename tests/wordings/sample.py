"""One submitted text: a department in a wording, with one planted error or its true counterpart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from .draw import Dice
from .errors_names import NAME_ERRORS
from .errors_numbers import NUMBER_ERRORS
from .errors_words import WORD_ERRORS
from .figures import Figures, draw_figures
from .page import Page
from .planting import Case, Planted, is_known_wrong
from .relations import broken, find_relations
from .styles import WORDINGS
from .truths import TRUTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Document, Slot

ERRORS = NUMBER_ERRORS | WORD_ERRORS | NAME_ERRORS
KINDS = tuple(ERRORS)
# A kind may need a department that has what it speaks of.
_DEPARTMENTS = 12
_PLACES = 12
# In a hundred texts.
_ONE_LINE = 5
_UNNUMBERED = 5
_NUMBER = re.compile("[一二三四五六七八九十]+、")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text to submit; `spots` are where a finding may stand, empty for a true text.

    `at` is where the error itself stands, or the total where a part is gone.
    """

    seed: str
    wording: str
    kind: str
    is_true: bool
    with_data: bool
    figures: Figures
    document: Document
    text: str
    base: str
    spots: tuple[tuple[int, int], ...] = ()
    wrong: str = ""
    right: str = ""
    at: tuple[int, int] = (0, 0)


def write_case(seed: str, wording: str, figures: Figures | None = None) -> Case:
    """Return the true text of a seed in a wording, of its own department or of another one."""
    voice, write = WORDINGS[wording]
    dice = Dice(f"text {seed}")
    page = Page(figures or draw_figures(seed), voice, dice)
    write(page)
    document = page.document()
    if dice.chance(_UNNUMBERED) and not _has_contents(document):
        document = _without_numbers(document)
    if dice.chance(_ONE_LINE):
        document = replace(document, joiner=" ")
    elif dice.chance(25):
        document = replace(document, indent="　　")
    return Case(page, document, dice)


def _has_contents(document: Document) -> bool:
    """Whether headings are listed in front of the text."""
    return any(p.kind == "front" and _NUMBER.match(p.text) for p in document.paragraphs)


def _without_numbers(document: Document) -> Document:
    """Return the text with headings that have lost 一、二、三、."""
    for index, paragraph in enumerate(document.paragraphs):
        first = paragraph.spans[0]
        if paragraph.kind == "head" and isinstance(first, str) and _NUMBER.match(first):
            spans = tuple(s for s in (_NUMBER.sub("", first), *paragraph.spans[1:]) if s != "")
            document = document.with_paragraph(index, replace(paragraph, spans=spans))
    return document


def make_sample(
    seed: str, wording: str, kind: str, *, is_true: bool, with_data: bool
) -> Sample | None:
    """Return the sample of a seed; None where the wording never says what the kind needs."""
    for attempt in range(_DEPARTMENTS):
        own = f"{seed}/{attempt}"
        case = write_case(own, wording)
        made = _counterpart(case, kind) if is_true else _planted(case, kind, with_data=with_data)
        if made is None:
            continue
        document, planted, spots = made
        rendered = document.render()
        at = rendered.spots.get(planted.slots[0], spots[0]) if planted else (0, 0)
        return Sample(
            own,
            wording,
            kind,
            is_true,
            with_data,
            case.page.figures,
            document,
            rendered.text,
            case.document.render().text,
            spots,
            planted.wrong if planted else "",
            planted.right if planted else "",
            at,
        )
    return None


Made = tuple["Document", Planted | None, tuple[tuple[int, int], ...]]


def _counterpart(case: Case, kind: str) -> Made | None:
    """Return the true counterpart, None where the department offers none."""
    for document in TRUTHS[kind](case):
        return document, None, ()
    return None


def _planted(case: Case, kind: str, *, with_data: bool) -> Made | None:
    """Return a text with an error that a reader can know, None where there is none."""
    relations = find_relations(case.document)
    for planted in islice(ERRORS[kind](case), _PLACES):
        failed = broken(relations, planted.document)
        slots = {slot.id: slot for slot in planted.document.slots()}
        known = any(is_against_data(slots[i]) for i in planted.slots if i in slots)
        tellable = {
            "words": True,
            "relations": bool(failed) or (with_data and known),
            "data": with_data,
        }[planted.basis]
        if not tellable:
            continue
        rendered = planted.document.render()
        ids = [*planted.slots, *(i for relation in failed for i in relation.ids)]
        spots = tuple(sorted({rendered.spots[i] for i in ids if i in rendered.spots}))
        return planted.document, planted, spots
    return None


def is_against_data(slot: Slot) -> bool:
    """Whether the data folder tells that a number is wrong; it does not hold the projects."""
    return is_known_wrong(slot) and not slot.key.startswith("prj:")


def plan_samples(
    texts: int, seed: str, wordings: tuple[str, ...], kinds: tuple[str, ...]
) -> Iterator[Sample]:
    """Yield samples: every kind in every wording that says what it needs, false and true in turn.

    A wording that cannot say what a kind needs gives its turn to the next.
    """
    for number in range(texts):
        half, is_true = divmod(number, 2)
        kind, turn = kinds[half % len(kinds)], half // len(kinds)
        with_data = Dice(f"data {seed}-{half}").chance(50)
        ways = [(step, given) for step in range(len(wordings)) for given in (True, False)]
        for step, given in ways:
            wording = wordings[(half + turn + step) % len(wordings)]
            sample = make_sample(
                f"{seed}-{number}",
                wording,
                kind,
                is_true=bool(is_true),
                with_data=with_data is given,
            )
            if sample is not None:
                yield sample
                break
