"""The texts of last year's document: duties, organisation, evaluation, terms of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.labels import key_of, squash
from generator.field import sections, zh
from generator.files.csv import read_text
from generator.narrative.environment import builtin_templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.passage import Passage
    from generator.model.submission import Submission

_LONGEST_HEADING = 40
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.、．])")
_SHORT_HEADING = 8  # one without a number is no longer
_DUTIES = re.compile(r"职责|职能|主要工作")
_ORGANISATION = re.compile(r"(?:机构|单位)(?:设置|情况|构成|组成)|(?:单位|机构).{0,4}构成|编制范围")
_ENTRY = re.compile(r"^[一二三四五六七八九十]+、(?P<term>[^：:。]{2,40})[：:]", re.MULTILINE)
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
# The clauses of 十三 and the text of 文字/ that each becomes.
_EVALUATION = {
    f"{sections.PERFORMANCE}（一）": zh.EVALUATION_WORK,
    f"{sections.PERFORMANCE}（二）": zh.SELF_RATINGS,
    f"{sections.PERFORMANCE}（三）": zh.RATING_RESULTS,
}


def read_texts(submission: Submission) -> dict[str, str]:
    """Return the texts of 文字/ that a published document holds, one paragraph a line."""
    texts = {**_read_overview(submission.overview), **_read_evaluation(submission)}
    own = _own_glossary(submission.glossary)
    return {**texts, **({zh.GLOSSARY: own} if own else {})}


def _read_overview(passages: Sequence[Passage]) -> dict[str, str]:
    """Return duties and organisation: what follows the heading of each, up to the next one."""
    found: dict[str, list[str]] = {}
    current = ""
    for passage in passages:
        heading = _overview_heading(passage)
        if heading is not None:
            current = heading
            found.setdefault(current, [])
        elif current:
            found[current].append(passage.text)
    return {name: "\n".join(lines) for name, lines in found.items() if name and lines}


def _overview_heading(passage: Passage) -> str | None:
    """Return the text that a heading opens, None where a passage is no heading of part one."""
    text = squash(passage.text)
    bare = _ORDINAL.sub("", text)
    if len(text) > _LONGEST_HEADING or text.endswith(("。", "；", "：", ":")) or "，" in text:
        return None
    if bare == text and not passage.style and len(text) > _SHORT_HEADING:
        return None
    if _DUTIES.search(bare):
        return zh.DUTIES
    return zh.ORGANISATION if _ORGANISATION.search(bare) else None


def _read_evaluation(submission: Submission) -> dict[str, str]:
    """Return the clauses of 十三, without their headings; all of it where it has no clauses."""
    section = submission.section(sections.PERFORMANCE)
    found: dict[str, list[str]] = {}
    for paragraph in section.paragraphs if section is not None else ():
        name = _EVALUATION.get(paragraph.where[: len(sections.PERFORMANCE) + 3])
        text = paragraph.passage.text
        is_heading = len(text) <= _LONGEST_HEADING and _ORDINAL.match(squash(text))
        if name and not (is_heading and name not in found):
            found.setdefault(name, []).append(text)
        elif name:
            found[name] = []
    if not found and section is not None:
        whole = [paragraph.passage.text for paragraph in section.paragraphs]
        found[_EVALUATION[f"{sections.PERFORMANCE}（一）"]] = whole
    return {name: "\n".join(lines) for name, lines in found.items() if lines}


def _own_glossary(passages: Iterable[Passage]) -> str:
    """Return the terms as printed, where there are some that our own glossary lacks."""
    text = "\n".join(passage.text for passage in passages)
    ours, _ = read_text(builtin_templates() / zh.GLOSSARY_FILE, zh.GLOSSARY_FILE)
    return text if _terms(text) - _terms(ours or "") else ""


def _terms(text: str) -> set[str]:
    return {key_of(_BRACKET.sub("", found["term"])) for found in _ENTRY.finditer(text)}
