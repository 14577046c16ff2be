"""Documents with planted errors of many kinds, and what of our tracked changes puts them right.

Knows nothing of how a review works: errors are put into the paragraphs and tables of a true Word
file, the annotated file is read as Word reads it, and each tracked change has to turn the planted
words into the true ones, in the very place.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AMOUNT = re.compile(r"(?<![0-9,.])([0-9][0-9,]*\.[0-9]{2})(万元|元)")
_RATE = re.compile(r"(?<![0-9,.])([0-9]+\.[0-9]{2})%")
_COUNT = re.compile(r"(?<![0-9,.])([0-9]+)(辆|批次|人次|台（套）|个(?=团组|，|。))")
_ITEM = re.compile(r"（类）.*（款）.*（项）")
_ITEM_NAME = re.compile(r"（款）([^（）]+)（项）")
_PROJECT = re.compile(r"全年预算数为[0-9,.]+万元")
_PROJECT_NAME = re.compile(r"^（[0-9]+）(.+)(?:绩效自评情况)?")
_PAIRS = (
    ("人员经费", "公用经费"),
    ("基本支出", "项目支出"),
    ("财政拨款收入", "其他收入"),
    ("货物", "服务"),
)
_TURNED = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长"}


class Span(NamedTuple):
    """Characters of a submitted paragraph and the true ones."""

    start: int
    end: int
    true: str


class Planted(NamedTuple):
    """A document with errors: its bytes, and the planted spans by the number of the paragraph."""

    kind: str
    document: bytes
    spans: dict[int, tuple[Span, ...]]


class Change(NamedTuple):
    """A tracked change: the paragraph, the characters it replaces, and by what."""

    paragraph: int
    start: int
    end: int
    text: str


class Tally(NamedTuple):
    """What became of the planted errors of a document."""

    right: int
    wrong: tuple[str, ...]
    comments: int


class Draft:
    """A Word file whose paragraphs and cells can be changed."""

    def __init__(self, document: bytes) -> None:
        """Open a document."""
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.files["word/document.xml"])
        self.spans: dict[int, list[Span]] = {}

    @property
    def paragraphs(self) -> list[etree._Element]:
        """All paragraphs, those of tables as well."""
        return list(self.root.iter(f"{_W}p"))

    def body(self) -> list[tuple[int, str]]:
        """The paragraphs of the narrative outside tables: number and text."""
        return [
            (number, text_of(p))
            for number, p in enumerate(self.paragraphs)
            if not any(a.tag == f"{_W}tc" for a in p.iterancestors())
        ]

    def write(self, number: int, text: str, spans: Sequence[Span]) -> None:
        """Give a paragraph another text, all of it in its first run with text."""
        runs = list(self.paragraphs[number].iter(f"{_W}t"))
        runs[0].text = text
        runs[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for run in runs[1:]:
            run.text = ""
        self.spans[number] = list(spans)

    def replace(self, number: int, *changes: tuple[int, int, str]) -> None:
        """Put wrong words for true ones into a paragraph."""
        true = text_of(self.paragraphs[number])
        text, spans, at = "", [], 0
        for start, end, words in sorted(changes):
            text += true[at:start]
            spans.append(Span(len(text), len(text) + len(words), true[start:end]))
            text += words
            at = end
        self.write(number, text + true[at:], spans)

    def planted(self, kind: str) -> Planted:
        """Return the document as it is now."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.files.items():
                own = name == "word/document.xml"
                archive.writestr(name, etree.tostring(self.root, encoding="UTF-8") if own else data)
        return Planted(kind, stream.getvalue(), {n: tuple(s) for n, s in self.spans.items()})


def text_of(paragraph: etree._Element) -> str:
    """Return the text of a paragraph."""
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))


Plant = Callable[[Draft, Random], bool]


def _pick(
    draft: Draft, dice: Random, pattern: re.Pattern[str], *, within: str = ""
) -> tuple[int, re.Match[str]] | None:
    """Return a match of the narrative that stands before any reason."""
    found = [
        (number, match)
        for number, text in draft.body()
        if len(text) > 20 and (not within or re.search(within, text))
        for match in pattern.finditer(text.partition("原因")[0])
        if any(digit in match[1] for digit in "123456789") and number not in draft.spans
    ]
    return dice.choice(found) if found else None


def _shown(value: float, like: str) -> str:
    return f"{value:,.2f}" if "," in like else f"{value:.2f}"


def _other_digits(dice: Random, number: str) -> str:
    """Return a number with two neighbouring digits exchanged, or one digit changed."""
    places = [i for i, c in enumerate(number) if c.isdigit()]
    swaps = [
        (a, b) for a, b in zip(places, places[1:], strict=False)
        if number[a] != number[b] and not (a == 0 and number[b] == "0")
    ]  # fmt: skip
    digits = list(number)
    if swaps and dice.random() < 0.6:
        a, b = dice.choice(swaps)
        digits[a], digits[b] = digits[b], digits[a]
    else:
        at = dice.choice(places[-3:])
        digits[at] = dice.choice([d for d in "123456789" if d != digits[at]])
    return "".join(digits)


def digits_wrong(draft: Draft, dice: Random) -> bool:
    """An amount with its digits exchanged or one of them wrong."""
    found = _pick(draft, dice, _AMOUNT)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), _other_digits(dice, match[1])))
    return True


def unit_wrong(draft: Draft, dice: Random) -> bool:
    """元 for 万元 in one place."""
    found = _pick(draft, dice, re.compile(r"([0-9][0-9,]*\.[0-9]{2})万元"))
    if found is None:
        return False
    number, match = found
    draft.replace(number, (match.end(1), match.end(), "元"))
    return True


def units_of_paragraph_wrong(draft: Draft, dice: Random) -> bool:
    """元 for 万元 at every amount of a paragraph."""
    found = _pick(draft, dice, _AMOUNT)
    if found is None:
        return False
    number = found[0]
    text = text_of(draft.paragraphs[number])
    changes = [(m.end(1), m.end(), "元") for m in _AMOUNT.finditer(text) if m[2] == "万元"]
    draft.replace(number, *changes)
    return bool(changes)


def rate_wrong(draft: Draft, dice: Random) -> bool:
    """A rate that its amounts do not give."""
    found = _pick(draft, dice, _RATE)
    if found is None:
        return False
    number, match = found
    wrong = f"{float(match[1]) + dice.choice((11.5, 37.21, 101.0)):.2f}"
    draft.replace(number, (*match.span(1), wrong))
    return True


def point_shifted(draft: Draft, dice: Random) -> bool:
    """An amount ten times too large."""
    found = _pick(draft, dice, _AMOUNT)
    if found is None:
        return False
    number, match = found
    value = float(match[1].replace(",", "")) * 10
    draft.replace(number, (*match.span(1), _shown(value, match[1])))
    return True


def names_swapped(draft: Draft, dice: Random) -> bool:
    """Two names of one paragraph in each other's place."""
    for one, other in dice.sample(_PAIRS, len(_PAIRS)):
        for number, text in draft.body():
            head = text.partition("原因")[0]
            first, second = head.find(one), head.find(other)
            if len(text) > 40 and 0 <= first < second and re.search(r"[0-9]万元", head):
                changes = ((first, first + len(one), other), (second, second + len(other), one))
                draft.replace(number, *changes)
                return True
    return False


def budget_for_final(draft: Draft, dice: Random) -> bool:
    """Budget and final amount of an item exchanged."""
    pattern = re.compile(r"年初预算为([0-9,.]+)万元，支出决算为([0-9,.]+)万元")
    found = _pick(draft, dice, pattern)
    if found is None or found[1][1] == found[1][2]:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), match[2]), (*match.span(2), match[1]))
    return True


def number_of_neighbour(draft: Draft, dice: Random) -> bool:
    """An amount copied from another paragraph."""
    found, other = _pick(draft, dice, _AMOUNT), _pick(draft, dice, _AMOUNT)
    if found is None or other is None or found[1][1] == other[1][1]:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), other[1][1]))
    return True


def item_name_wrong(draft: Draft, dice: Random) -> bool:
    """The name of a 项 replaced by another one."""
    names = [m for _, text in draft.body() for m in _ITEM_NAME.findall(text)]
    found = _pick_words(draft, dice, _ITEM_NAME)
    others = [n for n in (*names, "事业单位离退休", "行政运行", "住房公积金")]
    if found is None:
        return False
    number, match = found
    name = dice.choice([n for n in others if n != match[1]])
    draft.replace(number, (*match.span(1), name))
    return True


def _pick_words(
    draft: Draft, dice: Random, pattern: re.Pattern[str]
) -> tuple[int, re.Match[str]] | None:
    found = [
        (number, match)
        for number, text in draft.body()
        for match in pattern.finditer(text)
        if number not in draft.spans
    ]
    return dice.choice(found) if found else None


def _cut(draft: Draft, number: int) -> None:
    paragraph = draft.paragraphs[number]
    paragraph.getparent().remove(paragraph)


def item_left_out(draft: Draft, dice: Random) -> bool:
    """An item of 五（三） that is not there: all others are true."""
    items = [number for number, text in draft.body() if _ITEM.search(text)]
    if len(items) < 2 or draft.spans:
        return False
    _cut(draft, dice.choice(items))
    return True


def items_in_other_order(draft: Draft, dice: Random) -> bool:
    """Two items exchanged, each with its own numbers: nothing is wrong but the order."""
    items = [number for number, text in draft.body() if _ITEM.search(text)]
    if len(items) < 2 or draft.spans:
        return False
    return _exchange(draft, *dice.sample(items, 2))


def _exchange(draft: Draft, one: int, other: int) -> bool:
    first, second = (text_of(draft.paragraphs[n]) for n in (one, other))
    for number, text in ((one, second), (other, first)):
        draft.write(number, text, ())
    return first != second


def project_number_wrong(draft: Draft, dice: Random) -> bool:
    """A number in the line of a project."""
    found = _pick(draft, dice, _AMOUNT, within=_PROJECT.pattern)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), _other_digits(dice, match[1])))
    return True


def project_unit_wrong(draft: Draft, dice: Random) -> bool:
    """元 for 万元 in the line of a project."""
    found = _pick(draft, dice, _AMOUNT, within=_PROJECT.pattern)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (match.end(1), match.end(), "元"))
    return True


def projects_in_other_order(draft: Draft, dice: Random) -> bool:
    """Two projects, name and line, in each other's place: all numbers are true."""
    lines = [number for number, text in draft.body() if _PROJECT.search(text)]
    if len(lines) < 2 or draft.spans:
        return False
    one, other = dice.sample(lines, 2)
    if "自评" in text_of(draft.paragraphs[one - 1]):
        _exchange(draft, one - 1, other - 1)
    return _exchange(draft, one, other)


def project_left_out(draft: Draft, dice: Random) -> bool:
    """A project whose line is not there."""
    lines = [number for number, text in draft.body() if _PROJECT.search(text)]
    if len(lines) < 2 or draft.spans:
        return False
    number = dice.choice(lines)
    heading = text_of(draft.paragraphs[number - 1])
    _cut(draft, number)
    if "自评" in heading:
        _cut(draft, number - 1)
    return True


def total_wrong(draft: Draft, dice: Random) -> bool:
    """The total of a list that the same sentence gives part by part."""
    pattern = re.compile(r"(?:政府采购支出总额|收入合计|支出合计|共有车辆|共计)([0-9][0-9,.]*)")
    found = _pick(draft, dice, pattern)
    if found is None:
        return False
    number, match = found
    wrong = match[1].rstrip(".,")
    draft.replace(number, (match.start(1), match.start(1) + len(wrong), _other_digits(dice, wrong)))
    return True


def part_wrong(draft: Draft, dice: Random) -> bool:
    """A part of such a list."""
    pattern = re.compile(r"(?:货物支出|工程支出|服务支出|其他收入|基本支出|项目支出)([0-9,.]+)万元")
    found = _pick(draft, dice, pattern)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), _other_digits(dice, match[1])))
    return True


def count_wrong(draft: Draft, dice: Random) -> bool:
    """A number of vehicles, groups or persons."""
    found = _pick(draft, dice, _COUNT)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), str(int(match[1]) + dice.choice((1, 2, 10)))))
    return True


def direction_wrong(draft: Draft, dice: Random) -> bool:
    """增加 for 减少, or the reverse, in one place."""
    pattern = re.compile(r"(增加|减少|增长|下降)(?=[0-9])")
    found = _pick_words(draft, dice, pattern)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), _TURNED[match[1]]))
    return True


def year_wrong(draft: Draft, dice: Random) -> bool:
    """The year before in one place."""
    found = _pick(draft, dice, re.compile(r"(20[0-9]{2})年度?"))
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), str(int(match[1]) - 1)))
    return True


def true_sentence_more(draft: Draft, dice: Random) -> bool:
    """A sentence that is true and not in our wording, in front of a paragraph."""
    found = _pick(draft, dice, _AMOUNT)
    if found is None:
        return False
    number = found[0]
    draft.replace(number, (0, 0, "上述收支均按权责划分纳入本部门预算管理，合计12.34万元的尾款结转。"))
    draft.spans[number] = []
    return True


def cell_wrong(draft: Draft, dice: Random) -> bool:
    """A cell of a printed table: the text is true."""
    cells = [
        p for p in draft.paragraphs
        if any(a.tag == f"{_W}tc" for a in p.iterancestors())
        and re.fullmatch(r"[1-9][0-9,]*\.[0-9]{2}", text_of(p))
    ]  # fmt: skip
    if not cells:
        return False
    number = draft.paragraphs.index(dice.choice(cells))
    draft.write(number, _other_digits(dice, text_of(draft.paragraphs[number])), ())
    return True


KINDS: dict[str, Plant] = {
    "数字颠倒": digits_wrong,
    "元": unit_wrong,
    "一段都写元": units_of_paragraph_wrong,
    "比率": rate_wrong,
    "小数点": point_shifted,
    "名称对调": names_swapped,
    "预决算颠倒": budget_for_final,
    "抄了别处": number_of_neighbour,
    "项名": item_name_wrong,
    "漏项": item_left_out,
    "项换序": items_in_other_order,
    "项目的数": project_number_wrong,
    "项目的元": project_unit_wrong,
    "项目换序": projects_in_other_order,
    "漏项目": project_left_out,
    "总额": total_wrong,
    "分项": part_wrong,
    "数量": count_wrong,
    "方向": direction_wrong,
    "年度": year_wrong,
    "多一句": true_sentence_more,
    "表格": cell_wrong,
}


def plant(true: bytes, kind: str, dice: Random, errors: int = 1) -> Planted | None:
    """Return a true document with errors of a kind; None where it has no place for one."""
    draft = Draft(true)
    made = sum(KINDS[kind](draft, dice) for _ in range(errors))
    return draft.planted(kind) if made else None


def plant_several(true: bytes, kinds: Sequence[str], dice: Random) -> Planted | None:
    """Return a true document with one error of each kind that it has a place for."""
    draft = Draft(true)
    made = [kind for kind in kinds if KINDS[kind](draft, dice)]
    return draft.planted("＋".join(made)) if made else None


def read_changes(annotated: bytes) -> tuple[list[Change], int]:
    """Return the tracked changes of an annotated document, and how many comments it has."""
    with zipfile.ZipFile(io.BytesIO(annotated)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        names = archive.namelist()
        comments = (
            etree.fromstring(archive.read("word/comments.xml"))
            if "word/comments.xml" in names
            else ()
        )
    changes: list[Change] = []
    for number, paragraph in enumerate(root.iter(f"{_W}p")):
        changes += _changes_of(number, paragraph)
    return changes, len(comments)


def _changes_of(number: int, paragraph: etree._Element) -> Iterator[Change]:
    at = 0
    start, put = -1, ""
    for node in paragraph.iter(f"{_W}t", f"{_W}delText"):
        words = node.text or ""
        inside = {a.tag for a in node.iterancestors()}
        if f"{_W}del" in inside:
            start = at if start < 0 else start
            at += len(words)
        elif f"{_W}ins" in inside:
            start = at if start < 0 else start
            put += words
        elif words:
            if start >= 0:
                yield Change(number, start, at, put)
            start, put = -1, ""
            at += len(words)
    if start >= 0:
        yield Change(number, start, at, put)


def judge(planted: Planted, annotated: bytes) -> Tally:
    """Return how many changes put a planted error right, and what the others did."""
    texts = [text_of(p) for p in Draft(planted.document).paragraphs]
    changes, comments = read_changes(annotated)
    right, wrong = 0, []
    for change in changes:
        text = texts[change.paragraph]
        made = _apply(text, change.start, change.end, change.text)
        spans = planted.spans.get(change.paragraph, ())
        if any(made == _plain(_apply(text, *span)) for span in spans) or any(
            _plain(made) == _plain(_apply(text, *span)) for span in spans
        ):
            right += 1
        else:
            was = text[max(0, change.start - 30) : change.end + 12]
            wrong.append(f"{planted.kind}：“{was}” → {change.text}")
    return Tally(right, tuple(wrong), comments)


def _apply(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def _plain(text: str) -> str:
    """Return a text without the separators of thousands, which are a matter of taste."""
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", text)
