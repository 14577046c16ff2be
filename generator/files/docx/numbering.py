"""The numbers that Word sets by itself before paragraphs (自动编号), as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.numerals import chinese_numeral
from generator.files.docx.markup import attribute, local_name
from generator.files.docx.styles import OF_STYLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from generator.files.docx.styles import Styles

_LEVELS = 9
_LONGEST_CHAIN = 10  # of a list that takes its levels from a style, and so on
_PLACE = re.compile(r"%([1-9])")
_CLOSED = re.compile(r"[、，。．.:：)）】\s]$")
_MOST = 100_000

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = dict(zip("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN_LIMIT = 5000
_ENCLOSED = 20


def _letters(number: int) -> str:
    """Return a, b … z, aa, bb … as Word counts."""
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1) if number > 0 and repeats < _ENCLOSED else ""


def _roman(number: int) -> str:
    if not 0 < number < _ROMAN_LIMIT:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def _counting(number: int) -> str:
    return chinese_numeral(number) if number else "〇"


def _formal(number: int) -> str:
    words = _counting(number)
    words = f"一{words}" if words.startswith("十") else words
    return "".join(_FORMAL.get(sign, sign) for sign in words)


def _enclosed(first: int) -> Callable[[int], str]:
    """Return how ①, ⑴ or ⒈ count, which end at 20."""
    return lambda number: chr(first + number - 1) if 0 < number <= _ENCLOSED else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _enclosed(ord("①")),
    "decimalEnclosedCircleChinese": _enclosed(ord("①")),
    "decimalEnclosedParen": _enclosed(ord("⑴")),
    "decimalEnclosedFullstop": _enclosed(ord("⒈")),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(d)] for d in str(number)),
    "ideographDigital": lambda number: "".join(_DIGITS[int(d)] for d in str(number)),
    "taiwaneseDigital": lambda number: "".join(_DIGITS[int(d)] for d in str(number)),
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "none": lambda _: "",
}


def print_number(number: int, form: str) -> str:
    """Return a number in a format of Word's (w:numFmt); an unknown one counts 1, 2, 3."""
    return _FORMATS.get(form, str)(number)


class _Level(NamedTuple):
    """A level of a list: where it starts, how it counts, and the text around its number."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    spaced: bool = True
    legal: bool = False
    restarts: int = -1  # after which level (1-based) it starts again; 0 never, -1 after any
    style: str = ""  # whose paragraphs stand on it without saying so


class _List(NamedTuple):
    """A list: what counts for it, its levels, and those that it starts anew."""

    counter: str
    levels: dict[int, _Level]
    restarted: frozenset[int]


@dataclass(slots=True)
class NumberCounter:
    """Gives the paragraphs of a story their numbers, one after the other."""

    _lists: dict[str, _List]
    _styles: Styles
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def take(self, paragraph: etree._Element) -> str:
        """Return the number of the next paragraph with what stands between it and the text.

        Empty for a paragraph without a number, and for bullets, which say nothing.
        """
        number, depth = self._styles.numbering(paragraph)
        found = self._lists.get(number)
        if depth == OF_STYLE and found is not None:
            depth = _level_of_style(found, self._styles.style_of(paragraph))
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counts = self._count(number, found, depth, level)
        if level.form == "bullet":
            return ""
        text = _PLACE.sub(lambda place: self._show(found, counts, int(place[1]), level), level.text)
        gap = " " if level.spaced and not _CLOSED.search(text) else ""
        return f"{text}{gap}" if text.strip() else ""

    def _count(self, number: str, found: _List, depth: int, level: _Level) -> dict[int, int]:
        """Count the paragraph in, and start the levels below it again."""
        counts = self._counts.setdefault(found.counter, {})
        fresh = depth in found.restarted and (number, depth) not in self._begun
        self._begun.add((number, depth))
        counts[depth] = level.start if fresh or depth not in counts else counts[depth] + 1
        for below in [below for below in counts if below > depth]:
            restarts = found.levels.get(below, _Level()).restarts
            if restarts < 0 or depth < restarts:
                del counts[below]
        return counts

    def _show(self, found: _List, counts: dict[int, int], place: int, level: _Level) -> str:
        other = found.levels.get(place - 1, _Level())
        form = "decimal" if level.legal else other.form
        return print_number(counts.get(place - 1, other.start), form)


def _level_of_style(found: _List, style: str) -> int:
    levels = (depth for depth, level in found.levels.items() if style and level.style == style)
    return next(levels, 0)


def read_numbering(numbering: etree._Element | None, styles: Styles) -> NumberCounter:
    """Return what counts the paragraphs of a document by its lists."""
    if numbering is None:
        return NumberCounter({}, styles)
    plans = {_id(plan, "abstractNumId"): plan for plan in numbering.iterfind("{*}abstractNum")}
    of_style = {
        attribute(plan.find("{*}styleLink")): key
        for key, plan in plans.items()
        if plan.find("{*}styleLink") is not None
    }
    lists: dict[str, _List] = {}
    for element in numbering.iterfind("{*}num"):
        key = _follow(attribute(element.find("{*}abstractNumId")) or "", plans, of_style)
        levels = _read_levels(plans[key]) if key in plans else {}
        restarted = _override(element, levels)
        lists[_id(element, "numId")] = _List(key, levels, restarted)
    return NumberCounter(lists, styles)


def _id(element: etree._Element, name: str) -> str:
    return attribute(element, name) or ""


def _follow(key: str, plans: dict[str, etree._Element], of_style: dict[str | None, str]) -> str:
    """Return the list that has the levels, where one only names a style that has them."""
    for _ in range(_LONGEST_CHAIN):
        plan = plans.get(key)
        link = attribute(plan.find("{*}numStyleLink")) if plan is not None else None
        if link is None or link not in of_style or of_style[link] == key:
            break
        key = of_style[link]
    return key


def _read_levels(plan: etree._Element) -> dict[int, _Level]:
    levels = {}
    for element in plan.iterfind("{*}lvl"):
        depth = _number_of(attribute(element, "ilvl"), -1)
        if 0 <= depth < _LEVELS:
            levels[depth] = _read_level(element)
    return levels


def _read_level(element: etree._Element) -> _Level:
    form = next((e for e in element.iter("{*}numFmt") if not _in_choice(e)), None)
    suffix = attribute(element.find("{*}suff")) or "tab"
    legal = element.find("{*}isLgl")
    return _Level(
        _number_of(attribute(element.find("{*}start")), 0),
        attribute(form) or "decimal",
        attribute(element.find("{*}lvlText")) or "",
        suffix != "nothing",
        legal is not None and (attribute(legal) or "1") not in {"0", "false", "off"},
        _number_of(attribute(element.find("{*}lvlRestart")), -1),
        attribute(element.find("{*}pStyle")) or "",
    )


def _in_choice(element: etree._Element) -> bool:
    """Whether a format stands among those that only newer programs know."""
    return any(local_name(parent) == "Choice" for parent in element.iterancestors())


def _override(element: etree._Element, levels: dict[int, _Level]) -> frozenset[int]:
    """Put in the levels that a list has of its own, and return those that it starts anew."""
    restarted = set()
    for change in element.iterfind("{*}lvlOverride"):
        depth = _number_of(attribute(change, "ilvl"), -1)
        own = change.find("{*}lvl")
        if own is not None:
            levels[depth] = _read_level(own)
        start = attribute(change.find("{*}startOverride"))
        if start is not None and depth in levels:
            levels[depth] = levels[depth]._replace(start=_number_of(start, 1))
            restarted.add(depth)
    return frozenset(restarted)


def _number_of(value: str | None, default: int) -> int:
    """Return a number written in an attribute, bounded; `default` where there is none."""
    if value is None or not (value.isascii() and value.isdigit()):
        return default
    return min(int(value[:9]), _MOST)
