"""Which clause of its section a paragraph belongs to: 五（三）2, 九（二）1."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.base.labels import key_of, squash
from generator.base.ordinals import NUMERALS, bullet_end, plain_item
from generator.field import sections
from generator.review.text.outline_headings import ordinal_value

_SUB = re.compile(rf"（([{NUMERALS}]{{1,3}})）")
_ITEM = re.compile(r"([0-9]{1,3})(?:[、）]|[.](?![0-9]))|（([0-9]{1,3})）")
_HEAD = 30  # characters in which the words of a heading stand
# Clauses that are known by their words, whatever their numbers.
_WORDS: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "五": (
        ("一", re.compile("总体")),
        ("二", re.compile("结构")),
        ("三", re.compile("具体")),
    ),
    "九": (
        ("一", re.compile("总体")),
        ("二", re.compile("具体|分项|明细")),
    ),
    sections.PERFORMANCE: (
        ("一", re.compile("(?:工作)?开展")),
        ("二", re.compile("自评(?:价)?结果")),
        ("三", re.compile("评价结果")),
    ),
}
# Clauses whose paragraphs are numbered 1., 2., … as a matter of form.
_ITEMISED = {"五": "三", "九": "二"}
_THREE_PUBLIC = (
    ("1", re.compile("因公出国")),
    ("2", re.compile("公务用车")),
    ("3", re.compile("公务接待")),
)


@dataclass(slots=True)
class Clauses:
    """Follows the paragraphs of one section; `base` is its topic, else its title."""

    topic: str
    base: str
    _sub: str = ""
    _item: str = ""
    _last_item: int = 0

    def follow(self, text: str) -> str:
        """Return the clause of the next paragraph."""
        plain = squash(plain_item(text))
        sub = _SUB.match(plain)
        if sub and self._opens_sub(sub[1], plain[sub.end() :]):
            self._sub = self._known_sub(plain[sub.end() :]) or sub[1]
            self._item, self._last_item = "", 0
        elif self._is_itemised():
            self._follow_item(plain, bulleted=bullet_end(text) > 0)
        return f"{self.base}{f'（{self._sub}）' if self._sub else ''}{self._item}"

    def _known_sub(self, words: str) -> str:
        head = key_of(words[:_HEAD])
        known = _WORDS.get(self.topic, ())
        return next((number for number, pattern in known if pattern.search(head)), "")

    def _opens_sub(self, number: str, words: str) -> bool:
        """Whether （N） opens a clause: by its words, or as the next in number."""
        value = ordinal_value(number)
        if self._known_sub(words) and len(words.partition("。")[0]) <= _HEAD * 2:
            return True
        return value == (ordinal_value(self._sub) + 1 if self._sub else 1)

    def _is_itemised(self) -> bool:
        form = _ITEMISED.get(self.topic)
        return form is not None and self._sub in {form, ""}

    def _follow_item(self, plain: str, *, bulleted: bool) -> None:
        match = _ITEM.match(plain)
        if not match and not bulleted:
            return
        # Behind a bullet the items are counted.
        number = (match[1] or match[2]) if match else str(self._last_item + 1)
        begin = match.end() if match else 0
        if self.topic == "九":
            head = key_of(plain[begin : begin + _HEAD // 2])
            known = next((item for item, words in _THREE_PUBLIC if words.match(head)), "")
            if known:
                self._item = known
            return
        is_next = bool(self._sub and match) and int(number) == self._last_item + 1
        if is_next or "（款）" in plain or "（项）" in plain:
            self._item, self._last_item = number, int(number)
