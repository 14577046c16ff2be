"""What an error is: the changed document, where it is wrong, and whether a reader can know it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from .printing import half_width, stated

if TYPE_CHECKING:
    from .document import Document, Slot
    from .draw import Dice
    from .page import Page

# How a planted error can be known: from the words themselves, from the relations that its numbers
# break (or the data, where the number stands there), or from the data alone.
Basis = Literal["words", "relations", "data"]
_TAIL = Decimal("0.015")


@dataclass(frozen=True, slots=True)
class Planted:
    """A document with one error: the slots it stands in, the wrong words and the right ones."""

    document: Document
    slots: tuple[int, ...]
    wrong: str
    right: str
    basis: Basis = "relations"


@dataclass(frozen=True, slots=True)
class Case:
    """A true text and the page it was written on, which can say more of the same department."""

    page: Page
    document: Document
    dice: Dice

    def slots(self, *measures: str, least: str = "") -> list[Slot]:
        """Return the slots of some measures, at least so large, in random order."""
        found = [slot for slot in self.document.slots() if slot.measure in measures]
        if least:
            found = [s for s in found if s.value is not None and s.value >= Decimal(least)]
        self.dice.random.shuffle(found)
        return found

    def clause(self, slot: Slot) -> dict[str, Slot]:
        """Return the slots of the same quantity in the same sentence form, by measure."""
        return {
            other.measure: other
            for other in self.document.slots()
            if (other.said, other.key) == (slot.said, slot.key)
        }

    def body(self, slot: Slot) -> bool:
        """Whether a slot stands in the running text."""
        return self.document.paragraphs[self.document.find(slot)[0]].kind == "body"


def reprint(case: Case, slot: Slot, text: str, **changes: str) -> Planted:
    """Return the document with one slot printed otherwise."""
    changed = case.document.with_slot(slot, text=text, **changes)
    wrong = text + changes.get("unit", slot.unit)
    return Planted(changed, (slot.id,), wrong, slot.printed)


def is_known_wrong(slot: Slot) -> bool:
    """Whether a printed number lies outside what its true value lets one print."""
    if slot.value is None:
        return False
    distance = abs(stated(slot.text, slot.unit) - slot.value)
    if slot.unit == "%":
        return distance > 3 * half_width(slot.text, "%")
    return distance > max(half_width(slot.text, slot.unit), _TAIL if slot.unit else Decimal(0))
