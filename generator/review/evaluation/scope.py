"""Which evaluation a sentence of 十三 speaks of, and how many projects are all of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.submission import SubmittedParagraph

COUNTED = re.compile(
    r"(?<![0-9])(?P<before>[0-9]{1,4})\s{0,3}个项目|项目(?:共计?|有|为)?\s{0,3}(?P<after>[0-9]{1,4})\s{0,3}个"
)
# What is counted or graded by these is not each project by its own department.
_KIND = re.compile(
    r"(?P<own>自评|自我评价)|(?:部门|财政|重点)(?:重点|绩效)?评价|后评价|绩效评估|事前|监控|跟踪"
    r"|第三方|抽查|复评|复核|[一二三]级指标|指标[0-9]"
)
# Some of the projects: chosen for this or that, newly there, shown in this document.
_SOME = re.compile("[选抽]取|选择|选定|新增|追加|年初安排|反映|列示|公开")
_ENDS = "。；;\n"
# What stands further away is not said of a count, however long its sentence is.
_REACH = 500


def clause_of(text: str, start: int, end: int) -> str:
    """Return the sentence, up to a semicolon, around characters: at most _REACH each way."""
    least, most = max(start - _REACH, 0), min(end + _REACH, len(text))
    begin = max(max(text.rfind(sign, least, start) for sign in _ENDS) + 1, least)
    stops = [at for sign in _ENDS if (at := text.find(sign, end, most)) >= 0]
    return text[begin : min(stops, default=most)]


def is_of_self(text: str, start: int) -> bool:
    """Whether what stands here is said of 自评: the evaluation that is spoken of last."""
    kinds = _kinds(text)
    at = bisect_right(kinds, start, key=lambda kind: kind[0])
    return at == 0 or kinds[at - 1][1]


@lru_cache(maxsize=16)
def _kinds(text: str) -> tuple[tuple[int, bool], ...]:
    """Return where each evaluation that a paragraph names ends, and whether it is 自评."""
    return tuple((found.end(), found["own"] is not None) for found in _KIND.finditer(text))


def counts_all(text: str, found: re.Match[str]) -> bool:
    """Whether a count may be one of all projects of 自评: not of those of another evaluation."""
    clause = clause_of(text, found.start(), found.end())
    if _SOME.search(clause) or any(one["own"] is None for one in _KIND.finditer(clause)):
        return False
    return "自评" in clause or is_of_self(text, found.start())


def _counts(texts: Iterable[str], *, all_only: bool) -> Iterator[int]:
    for text in texts:
        for found in COUNTED.finditer(text):
            if not all_only or counts_all(text, found):
                yield int(found["before"] or found["after"])


def is_all(number: int, paragraphs: Sequence[SubmittedParagraph]) -> bool:
    """Whether so many projects are all that 十三 counts: no count of projects is more."""
    texts = [paragraph.passage.text for paragraph in paragraphs]
    if number not in _counts(texts, all_only=True):
        return False
    return number == max(_counts(texts, all_only=False))
