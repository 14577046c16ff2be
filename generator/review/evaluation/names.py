"""The names of projects that a list of 十三 has, and whether it is certain what one name is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.review.evaluation.counterparts import is_listed_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.review.evaluation.projects import ProjectSaid

# Within these a list sign parts nothing: the inside of brackets and quotation marks.
_ENCLOSED = re.compile(r"[（(][^（）()]{0,100}[）)]|“[^“”]{1,100}”")
_BETWEEN = re.compile("[、，,]|以及|和|及")
_QUOTED_ALL = re.compile(r"(?:“[^“”]{1,100}”(?:项目)?(?:[、，,]|以及|和|及)?\s*)+")
_QUOTED = re.compile("“([^“”]{1,100})”")
_COUNT = re.compile(r"[0-9]\s*个")


class Names(NamedTuple):
    """The pieces of a list; `are_certain`: each is one project by its name or its quotation marks.

    和 or 、 may be part of a name that stands nowhere else, and a list may be one of offices.
    """

    pieces: list[str]
    are_certain: bool


def read_names(names: str, projects: Sequence[ProjectSaid]) -> Names:
    """Cut a list; what stands in a project's own name parts no list."""
    if _COUNT.search(names):
        return Names([], are_certain=False)
    if _QUOTED_ALL.fullmatch(names.strip()):
        return Names(_QUOTED.findall(names), are_certain=True)
    pieces = list(_cut(names, projects))
    return Names(pieces, all(is_listed_as(piece, projects) for piece in pieces))


def _cut(names: str, projects: Sequence[ProjectSaid]) -> Iterator[str]:
    kept: list[str] = []

    def keep(name: str) -> str:
        kept.append(name)
        return f"\0{len(kept) - 1}\0"

    for project in sorted(projects, key=lambda one: len(one.name), reverse=True):
        for name in (project.name, project.name.removesuffix(zh.ITEM)):
            if name and name in names:
                names = names.replace(name, keep(name))
    names = _ENCLOSED.sub(lambda found: keep(found.group()), names)
    for piece in _BETWEEN.split(names):
        if piece.strip():
            # What was kept last may hold what was kept before.
            whole = piece
            for at in reversed(range(len(kept))):
                whole = whole.replace(f"\0{at}\0", kept[at])
            yield whole
