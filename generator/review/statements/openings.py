"""What opens a list: of parts with amounts (其中：), or of names alone (主要包括：)."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from generator.review.statements.statement import Itemised, Measure, Opened
from generator.review.statements.words import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.submission import SubmittedParagraph
    from generator.review.statements.context import Context
    from generator.review.statements.subjects import Memory
    from generator.review.statements.tokens import Token

_MOST_WHOLES = 3
_DIVIDES = re.compile("方面|用于")
_FOR = re.compile("用于$")
_ITEMISED = re.compile("包括|用于$")
_NAMES = re.compile(r"[:：]?\s*([^。；;：:0-9]{2,600})")
_ENDS = {"", "。", "；", ";"}
_AMOUNT = r"[^。\n]{2,200}?[0-9]\s*(?:亿元|万元|元)"
_AMOUNTS_FOLLOW = re.compile(_AMOUNT * 2)
_MAINLY = re.compile("主要(?!用于)")


def opens_amounts(text: str, token: Token) -> bool:
    """Whether 主要用于： opens a list of amounts, and is no purpose: two at least."""
    is_open = _FOR.search(token.text) and text[token.end : token.end + 1] in {":", "："}
    return bool(is_open) and _AMOUNTS_FOLLOW.match(text, token.end) is not None


def open_list(
    context: Context,
    memory: Memory,
    text: str,
    numbers: Sequence[int],
    token: Token,
    at: tuple[str, int],
) -> None:
    """Take what follows for parts: of the amount named before 其中, else of the last one.

    `numbers` are the places at which numbers begin, in order.
    """
    context.reason = False
    if _lists_names(text, numbers, token):
        return
    whole = context.latest
    if Role.NAME in context.letters and context.subject.sets:
        whole = memory.latest(context.subject, Measure.AMOUNT, 0) or whole
        context.wholes = ()
    if whole is None:
        return
    # 其中占比较大的有…, 主要包括…: only some of them.
    is_some = _MAINLY.match(token.text) or text[token.end : token.end + 1] == "占"
    is_divided = _DIVIDES.search(token.text) is not None
    wholes = [whole]
    if is_divided and whole.sentence[0] != at[0] and context.main is not None and context.main.sets:
        # The last amount of another paragraph may have been said by the way: so may what the
        # section is about be meant.
        main = memory.latest(context.main, Measure.AMOUNT, 0)
        wholes += [main] if main is not None and main is not whole else []
    others = tuple(one for one in context.wholes if one.whole not in wholes)
    opened = (Opened(one, at, not is_some, is_divided) for one in wholes)
    context.wholes = (*opened, *others)[:_MOST_WHOLES]


def itemised(context: Context, paragraph: SubmittedParagraph, token: Token) -> Itemised | None:
    """Return a list of names (主要包括：基本工资、津贴补贴), None where there is none."""
    found = _NAMES.match(paragraph.passage.text, token.end)
    if not _ITEMISED.search(token.text) or not found or not context.subject.sets:
        return None
    return Itemised(
        paragraph.passage,
        paragraph.where,
        context.subject.name,
        context.subject.quantities(0),
        found.start(1),
        found.end(1),
    )


def _lists_names(text: str, numbers: Sequence[int], token: Token) -> bool:
    """Whether only names follow, without numbers (十一辆 is one)."""
    found = _NAMES.match(text, token.end)
    if found is None or text[found.end() : found.end() + 1] not in _ENDS:
        return False
    following = bisect_left(numbers, token.end)
    return following == len(numbers) or numbers[following] >= found.end()
