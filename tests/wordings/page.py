"""Writes sentence forms: {a}, {d}, {p} … of a quantity become slots with their true values.

A field is {measure}, {measure key} or {measure key/whole}; without a key it speaks of the quantity
that the form is written for. {+change} and {+plan} stand for the clauses by which the wording
compares with last year and with the budget, chosen by what is true of the quantity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from oracle.codes import ECONOMIC

from .document import Document, Paragraph, Slot, Span
from .figures import VEHICLES, Figures, name_of
from .names import name_of_key, unit_of
from .printing import HUNDRED, ZERO, Style, hanzi
from .reasons import PURPOSES, reasons_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .draw import Dice

_FIELD = re.compile(r"\{(\+?\w+)(?: ([^/}]+))?(?:/([^}]+))?\}")
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """How one wording speaks: its comparisons in every case, its words, its names, its prints."""

    moved: Forms
    same: Forms
    fresh: Forms
    over: Forms
    met: Forms
    unplanned: Forms
    idle: Forms = ("",)
    pairs: tuple[tuple[str, str], ...] = (("增加", "减少"),)
    rate_pairs: tuple[tuple[str, str], ...] = (("增长", "下降"),)
    names: Mapping[str, str] = field(default_factory=dict)
    styles: tuple[Style, ...] = (Style(),)
    self_names: tuple[str, ...] = ("本部门", "我部门")
    hanzi_counts: bool = False


class Page:
    """The text being written."""

    def __init__(self, figures: Figures, voice: Voice, dice: Dice) -> None:
        self.figures = figures
        self.voice = voice
        self.dice = dice
        self.style = dice.pick(voice.styles)
        self.pair = dice.pick(voice.pairs)
        self.rate_pair = dice.pick(voice.rate_pairs)
        self.own = dice.pick(voice.self_names)
        self.paragraphs: list[Paragraph] = []
        self.said = 0
        self.next_id = 0

    # What the wordings call.

    def head(self, text: str) -> None:
        """Add a heading."""
        self.paragraphs.append(Paragraph(tuple(self.spans(text, "")), "head"))

    def front(self, text: str) -> None:
        """Add a line of the cover or of part one."""
        self.paragraphs.append(Paragraph(tuple(self.spans(text, "")), "front"))

    def para(self, forms: str | Sequence[str], key: str = "") -> None:
        """Add a paragraph: one of the forms, about a quantity."""
        self.paragraphs.append(Paragraph(()))
        self.add(forms, key)

    def open(self) -> None:
        """Begin a paragraph that is filled afterwards."""
        self.paragraphs.append(Paragraph(()))

    def add(self, forms: str | Sequence[str], key: str = "") -> None:
        """Go on in the last paragraph with one of the forms."""
        form = forms if isinstance(forms, str) else self.dice.pick(forms)
        last = self.paragraphs[-1]
        spans = (*last.spans, *self.spans(form, key))
        self.paragraphs[-1] = replace(last, spans=_joined(spans))

    def parts(
        self, keys: Iterable[str], forms: str | Forms, *, joiner: str = "；", end: str = "。"
    ) -> None:
        """Go on with a list: one of the forms, the same for each quantity."""
        form = forms if isinstance(forms, str) else self.dice.pick(forms)
        for index, key in enumerate(keys):
            self.add((joiner if index else "") + form, key)
        self.add(end)

    def case(self, key: str, moved: Forms, same: Forms = (), fresh: Forms = ()) -> None:
        """Go on with what compares a quantity with last year, in forms of its own."""
        now, last = self.now(key), self.last(key)
        if now == last:
            self.add(same or self.voice.same, key)
        else:
            self.add(moved if last else fresh or self.voice.fresh, key)

    def either(self, key: str, filled: str | Sequence[str], empty: str | Sequence[str]) -> None:
        """Add a paragraph on what was spent, or on nothing spent and nothing planned."""
        has_any = self.now(key) or self.planned(key)
        self.para(filled if has_any else empty, key)

    def filled(self, keys: Iterable[str]) -> list[str]:
        """Return the quantities that are not 0 this year."""
        return [key for key in keys if self.figures.now.get(key, ZERO)]

    def document(self) -> Document:
        """Return what was written."""
        return Document(tuple(self.paragraphs), gap=self.style.gap)

    # Cases.

    def change(self, key: str) -> str:
        """Return the form that compares a quantity with last year."""
        now, last = self.now(key), self.last(key)
        if now == last:
            return self.dice.pick(self.voice.same)
        return self.dice.pick(self.voice.moved if last else self.voice.fresh)

    def plan(self, key: str) -> str:
        """Return the form that compares a quantity with its budget."""
        now, budget = self.now(key), self.planned(key)
        if budget:
            return self.dice.pick(self.voice.met if now == budget else self.voice.over)
        return self.dice.pick(self.voice.unplanned if now else self.voice.idle)

    def now(self, key: str) -> Decimal:
        return self.figures.now.get(key, ZERO)

    def last(self, key: str) -> Decimal:
        return self.figures.last.get(key, ZERO)

    def planned(self, key: str) -> Decimal:
        return self.figures.budget.get(key, ZERO)

    # Fields.

    def spans(self, form: str, key: str) -> list[Span]:
        """Return a form with its fields filled in."""
        self.said += 1
        return self._spans(form, key)

    def _spans(self, form: str, key: str) -> list[Span]:
        spans: list[Span] = []
        end = 0
        for match in _FIELD.finditer(form):
            spans.append(form[end : match.start()])
            measure, named, whole = match[1], match[2] or key, match[3] or ""
            if measure == "+change":
                spans += self._spans(self.change(named), named)
            elif measure == "+plan":
                spans += self._spans(self.plan(named), named)
            else:
                spans.append(self.fill(measure, named, whole))
            end = match.end()
        spans.append(form[end:])
        return list(_joined(tuple(spans)))

    def fill(self, measure: str, key: str, whole: str) -> Span:
        """Return the slot of one field, or plain words."""
        words = self._words(measure, key)
        if words is not None:
            return words
        if measure == "k":
            return self._count(key)
        made = self._number(measure, key, whole) or self._word(measure, key)
        if made is None:
            raise ValueError(measure)
        return self._slot(measure, key, made, whole)

    def _slot(self, measure: str, key: str, made: tuple[str, str, object], whole: str) -> Slot:
        text, unit, value = made
        self.next_id += 1
        number = value if isinstance(value, Decimal) else None
        return Slot(self.next_id, measure, key, text, unit, whole, number, self.said)

    def _words(self, measure: str, key: str) -> str | None:
        """Return plain words; None where a slot is wanted."""
        figures = self.figures
        if measure == "n" and key.startswith("prj:"):
            return figures.projects[int(key[4:])].name
        if measure == "n":
            return self.voice.names.get(key) or name_of_key(key)
        if measure == "short":
            return name_of_key(key).removesuffix("支出")
        plain = {"S": self.own, "M": str(figures.year + 1), "P": figures.place}
        return PURPOSES[key] if measure == "use" else plain.get(measure)

    def _number(self, measure: str, key: str, whole: str) -> tuple[str, str, Decimal] | None:
        now, last, budget = self.now(key), self.last(key), self.planned(key)
        amounts = {"a": now, "l": last, "b": budget, "d": abs(now - last), "db": abs(now - budget)}
        if measure in amounts:
            value = amounts[measure]
            return self.style.amount(value), "万元", value
        bases = {
            "p": (abs(now - last), last),
            "pb": (abs(now - budget), budget),
            "s": (now, self.now(whole)),
            "c": (now, budget),
            "cl": (now, last),
        }
        if measure in bases:
            part, base = bases[measure]
            value = HUNDRED * part / base
            return self.style.rate(value), "%", value
        return None

    def _word(self, measure: str, key: str) -> tuple[str, str, object] | None:
        """Return a word that states something: a direction, a reason, a year, a name."""
        code = key.partition(":")[2]
        if measure in ("w", "wb", "v", "vb", "g", "r", "rb"):
            return self._direction(measure, key), "", None
        if measure in ("Y", "L"):
            year = self.figures.year - (measure == "L")
            return str(year), "", Decimal(year)
        if measure == "list":
            codes = self.figures.staff if key == "personnel" else self.figures.office
            return "、".join(ECONOMIC[code] for code in codes), "", None
        if measure in ("m", "grade"):
            score = self.figures.projects[int(code)].score
            grade = "优" if score >= 90 else "良" if score >= 80 else "中"
            return (grade, "", None) if measure == "grade" else (f"{score}", "分", score)
        plain = {"E": self.figures.name, "same": "持平", "equal": "无差异", "none": "没有"}
        plain["code"] = code
        if measure == "N":  # the name of a 科目 that stands beside its code
            plain["N"] = name_of(code)
        return (plain[measure], "", None) if measure in plain else None

    def _direction(self, measure: str, key: str) -> str:
        """Return the word, or the reason, of a change against last year or the budget."""
        plan = measure in ("wb", "vb", "g", "rb")
        now, base = self.now(key), self.planned(key) if plan else self.last(key)
        sign = (now > base) - (now < base)
        if measure in ("r", "rb"):
            return self.dice.pick(reasons_for(key, sign))
        pairs = {"w": self.pair, "wb": self.pair, "g": ("大于", "小于")}
        return pairs.get(measure, self.rate_pair)[sign < 0]

    def _count(self, key: str) -> Slot:
        counts = dict(self.figures.counts)
        counts["units"] = len(self.figures.units)
        counts["projects"] = len(self.figures.projects)
        count = counts[key]
        text = hanzi(count) if self.voice.hanzi_counts and 0 < count < 100 else str(count)
        return self._slot("k", key, (text, unit_of(key), Decimal(count)), "")

    def vehicles(self) -> list[str]:
        """Return the classes of vehicles that the department has."""
        return [key for key in VEHICLES if self.figures.counts[key]]


def _joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans with neighbouring words in one piece."""
    joined: list[Span] = []
    for span in spans:
        if isinstance(span, str) and joined and isinstance(joined[-1], str):
            joined[-1] += span
        elif span != "":
            joined.append(span)
    return tuple(joined)
