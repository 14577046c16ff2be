"""Whether what is said of a document or folder is about the place that was changed."""

import re
from collections.abc import Sequence

from .changing import Change

_LEAST = 6
_DISTINCT = 3
_SUBJECT = 4


def is_about(change: Change, message: str, quotes: Sequence[str]) -> bool:
    """Whether a finding is at or about a change.

    It quotes the paragraph or row that was changed, names its project, its indicator or the sum
    that it is part of, or says the number that stands there now. `quotes` are the words of its
    places: the quote, row, column and table.
    """
    around = squeeze(change.around)
    quoted = [squeeze(quote) for quote in quotes]
    after = squeeze(change.after)
    if any(_overlap(around, quote) or (after in quote and quote in around) for quote in quoted):
        return True
    said = squeeze(message) + "｜" + "｜".join(quoted)
    names = [name for name in (change.expected.owner, *_names(change)) if name]
    subject = change.expected.row or change.expected.label.removesuffix(change.expected.kind)
    if len(subject) >= _SUBJECT:
        names.append(subject)
    names += [change.expected.group] if change.expected.group else []
    if any(squeeze(name) in said for name in names):
        return True
    return len(after) >= _DISTINCT and after in said


def _names(change: Change) -> tuple[str, ...]:
    """Return the names before and after, where a name was changed."""
    return (change.before, change.after) if change.expected.kind == "名称" else ()


def _overlap(around: str, quote: str) -> bool:
    """Whether a quote of some length is part of what was changed, or holds it."""
    return len(quote) >= _LEAST and (quote in around or around in quote)


def squeeze(text: str) -> str:
    """Return a text without blanks."""
    return re.sub(r"\s+", "", text)
