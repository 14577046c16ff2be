"""Names of 科目 that a text spells otherwise than the tables, or itself, by a character or two.

A name alone proves nothing: 城区 and 郊区 differ by one, too. It is held against another one where
both have the code, or the amount, in common.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.ordinals import NUMERALS
from generator.base.severity import Severity
from generator.base.spelling import is_same_name, is_slip
from generator.field import zh
from generator.field.subjects import known_subjects
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark
from generator.review.statements.statement import Measure
from generator.review.text.mentions import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.accounts import Accounts
    from generator.model.passage import Passage
    from generator.model.place import Place
    from generator.model.submission import Mark, Submission
    from generator.review.statements.quantities import Lexicon
    from generator.review.statements.statement import Statement

_CODED = re.compile(
    r"(?<![0-9.])(?P<code>[12][0-9]{2}(?:[0-9]{2}){0,2})[）)】]?[\s“\"—-]{0,3}"
    r"(?P<name>[\u4e00-\u9fff（）()、]{2,40})"
)
_LEVEL = re.compile(r"[（(][类款项][）)]")
_TOPICS = tuple(NUMERALS[:-1])  # 十三 speaks of projects
_REACH = 60


class _Called(NamedTuple):
    """A name with where it stands, and the one that it is nearly; `is_proved`: which is right."""

    passage: Passage
    where: str
    start: int
    end: int
    right: str
    source: str
    cells: tuple[Place, ...] = ()
    is_proved: bool = False


def check_spellings(
    submission: Submission,
    statements: Sequence[Statement],
    lexicon: Lexicon,
    accounts: Accounts | None,
    told: Iterable[Mark] = (),
) -> Iterator[Mark]:
    """Yield the names that are nearly those of the tables, each spelling once.

    `told` are marks that have said so of their passage.
    """
    named = {m.passage.locator for m in told if m.finding.code == rules.NAME.code and m.passage}
    known = _known(accounts)
    found = [
        *_by_code(submission, accounts, known),
        *_by_amount(statements, lexicon, known, accounts),
    ]
    if accounts is None or not accounts.tables:
        found += _by_itself(statements, known)
    seen: set[tuple[str, str]] = set()
    for one in found:
        written = one.passage.text[one.start : one.end]
        if (written, one.right) in seen or one.passage.locator in named:
            continue
        seen.add((written, one.right))
        tail = "" if one.is_proved else "，哪一种写法正确，请核对"
        message = f"科目名称写作“{written}”，{one.source}为“{one.right}”（只差一两个字）{tail}"
        spot = Spot(submission.file, one.where, one.passage, one.start, one.end)
        replacement = one.right if one.is_proved else None
        yield mark(
            rules.NAME,
            message,
            spot,
            Evidence(cells=one.cells),
            replacement=replacement,
            severity=Severity.WARNING,
        )


def _known(accounts: Accounts | None) -> frozenset[str]:
    """Return all names that are right as they stand: of the dictionary, of the tables, of projects.

    As keys.
    """
    names = {one.name for one in known_subjects()}
    if accounts is not None:
        names |= set(accounts.names.values())
        names |= {row.label for table in accounts.tables.values() for row in table.rows}
        names |= {project.name for project in accounts.projects}
    return frozenset(map(key_of, names))


def _is_sure(name: str, accounts: Accounts | None) -> bool:
    """Whether a printed name is right for certain: the dictionary has it, or several tables."""
    if accounts is None:
        return False
    key = key_of(name)
    if key in map(key_of, accounts.names.values()):
        return True
    tables = accounts.tables.values()
    return sum(any(key_of(row.label) == key for row in table.rows) for table in tables) > 1


def _by_code(
    submission: Submission, accounts: Accounts | None, known: AbstractSet[str]
) -> Iterator[_Called]:
    """Yield the names behind a code that are nearly the one which the tables print for it."""
    if accounts is None:
        return
    printed: dict[str, list[str]] = defaultdict(list)
    places: dict[str, Place] = {}
    for table in accounts.tables.values():
        for row in table.coded_rows():
            if row.label and row.cells:
                printed[row.code].append(row.label)
                places.setdefault(row.code, next(iter(row.cells.values())).place)
    where = submission.clauses()
    for passage in submission.passages:
        for match in _CODED.finditer(narrow(passage.text)):
            labels = printed.get(match["code"], ())
            start = match.start("name")
            length = _nearest_length(match["name"], labels)
            if length and key_of(match["name"][:length]) not in known:
                label = next(one for one in labels if is_slip(match["name"][:length], one))
                cells = (places[match["code"]],)
                clause = where.get(passage.locator, "")
                source = f"公开表中 {match['code']} "
                sure = _is_sure(label, accounts)
                yield _Called(passage, clause, start, start + length, label, source, cells, sure)


def _nearest_length(words: str, labels: Sequence[str]) -> int:
    """Return how much of the words is a misspelt label, 0 where they begin with a right one."""
    if not labels or any(is_same_name(words[: len(label)], label) for label in labels):
        return 0
    for label in labels:
        for length in (len(label), len(label) - 1, len(label) + 1):
            if length <= len(words) and is_slip(words[:length], label):
                return length
    return 0


def _amounts(statements: Iterable[Statement], known: AbstractSet[str]) -> Iterator[Statement]:
    """Yield the amounts with names of the text's own, where the accounts are explained."""
    for one in statements:
        topic = one.where.partition("（")[0]
        if (
            one.measure is Measure.AMOUNT
            and one.mention.unit == zh.TEN_THOUSAND_YUAN
            and one.value
            and not one.quantities
            and topic[:1] in _TOPICS
            and key_of(one.name) not in known
        ):
            yield one


def _by_amount(
    statements: Sequence[Statement],
    lexicon: Lexicon,
    known: AbstractSet[str],
    accounts: Accounts | None,
) -> Iterator[_Called]:
    """Yield the names that are nearly that of a row which has the amount."""
    for one in _amounts(statements, known):
        rows = [q for q in lexicon.at(one.value) if q.code and is_slip(_plain(one.name), q.name)]
        at = _find(one)
        if rows and at >= 0:
            row = rows[0]
            source = row.places[0].table if row.places else "公开表"
            sure = _is_sure(row.name, accounts)
            name = _plain(one.name)
            yield _Called(
                one.passage, one.where, at, at + len(name), row.name, source, row.places, sure
            )


def _by_itself(statements: Sequence[Statement], known: AbstractSet[str]) -> Iterator[_Called]:
    """Yield the names that a text without tables spells in two ways, with one amount.

    Two names that stand in one section, or each in both, are two names.
    """
    own = list(_amounts(statements, known))
    stands: dict[str, set[str]] = defaultdict(set)
    by_value: Mapping[object, list[Statement]] = defaultdict(list)
    for one in own:
        stands[_plain(one.name)].add(one.where.partition("（")[0])
        by_value[one.value].append(one)
    for same in by_value.values():
        for first, second in pairwise(same):
            names = _plain(first.name), _plain(second.name)
            apart = not stands[names[0]] & stands[names[1]]
            at = _find(second)
            if apart and at >= 0 and is_slip(*names):
                end = at + len(names[1])
                yield _Called(second.passage, second.where, at, end, names[0], "另一处")


def _plain(name: str) -> str:
    return _LEVEL.sub("", name).strip('“”" ')


def _find(one: Statement) -> int:
    """Return where the name of a statement stands before its number, -1 where it does not."""
    begin = max(0, one.mention.start - _REACH - len(one.name))
    return one.passage.text.rfind(_plain(one.name), begin, one.mention.start)
